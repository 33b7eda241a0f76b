import Office
import Settings
import Testing

/// What a filter may name, in both languages, and what it refuses.
@Suite struct FilterTests {
    private let registers = Registers(ShippedRegisters.compiled().map { RegisterDefinition.decode(Located($0.json)).definition })
    private let words = DateWords(now: Moment(seconds: 1_795_395_600), calendar: .china)
    private let directory = Directory(
        people: [Person(id: "p1", record: Record(["name": "王建国"]))],
        units: [Unit(id: "u1", record: Record(["name": "云溪县财政局", "short": ["财政局"]]))], places: [])

    private func read(_ text: String, in register: String? = "inbound") throws -> [Filter.Term] {
        let known = register.flatMap { registers[$0] }.map { [$0] } ?? Array(registers)
        return try Filter(text, names: FilterNames(known, directory: directory), words: words).terms
    }

    private func refused(_ text: String) -> Refusal? {
        do {
            _ = try read(text)
            return nil
        } catch { return error as? Refusal }
    }

    @Test(arguments: [
        ("状态:待拟办", Filter.Term.field("state", ["accepted"])), ("state:accepted", .field("state", ["accepted"])),
        ("state:\"To propose\"", .field("state", ["accepted"])), ("待拟办", .field("state", ["accepted"])),
        ("来文单位:财政局", .field("from", ["财政局"])), ("来文单位：财政局", .field("from", ["财政局"])), ("文种:函", .field("kind", ["函"])),
        ("紧急程度:特急", .field("urgency", ["特急"])), ("urgency:immediate", .field("urgency", ["特急"])), ("文号:云水", .field("reference", ["云水"])),
        ("在谁手:王建国", .field("holder", ["王建国"])), ("编号:138", .field("number", ["138"])), ("状态:逾期", .state(.overdue)),
        ("is:逾期", .state(.overdue)), ("份数>3", .measure("copies", .after, 3)), ("knowers:me", .field("knowers", ["me"])),
        ("会议通知：节能", .word("会议通知:节能")), ("泵站", .word("泵站")), ("逾期", .state(.overdue)),
        ("存查", .field("state", ["kept"])), ("\"待拟办\"", .literal("待拟办")),
    ])
    func `fields, states and choices are named in either language`(text: String, term: Filter.Term) throws {
        #expect(try read(text) == [term])
    }

    @Test(arguments: [
        ("状太:待拟办", Refusal.unknown(what: "field", text: "状太", nearest: "状态")),
        ("ownr:me", .unknown(what: "field", text: "ownr", nearest: "owner")),
        ("foo:bar", .unknown(what: "field", text: "foo", nearest: nil)), ("状态:待你办", .unknown(what: "state", text: "待你办", nearest: "待拟办")),
        ("state:acepted", .unknown(what: "state", text: "acepted", nearest: "accepted")),
        ("缓急:特机", .unknown(what: "urgency", text: "特机", nearest: "特急")),
        ("holder:王建囯华", .unknown(what: "holder", text: "王建囯华", nearest: "王建国")),
        ("year:去年", .invalid(field: "year", value: "去年", expected: .count)),
        ("份数>很多", .invalid(field: "copies", value: "很多", expected: .count)),
        ("成文日期<不久", .invalid(field: "dated", value: "不久", expected: .day)),
    ])
    func `what there is not is refused with the nearest`(text: String, refusal: Refusal) {
        #expect(refused(text) == refusal)
    }

    @Test func `a part of a state's name finds every state that holds it`() throws {
        #expect(try read("状态:待登") == [.field("state", ["received"])])
        let ids: [String] = try read("state:待").first.flatMap { if case .field("state", let ids) = $0 { ids } else { nil } } ?? []
        #expect(Set(ids).isSuperset(of: ["received", "registered", "accepted", "instructed"]) && !ids.contains("kept"))
    }

    @Test func `a queue stays open unless a closed state is named`() throws {
        let inbound = try #require(registers["inbound"])
        for (text, staysOpen) in [("财政局", true), ("待拟办", true), ("存查", false), ("状态:存查", false), ("-状态:存查", true)] {
            #expect(try Filter(terms: read(text)).staysOpen(in: [inbound]) == staysOpen, "\(text)")
        }
    }

    @Test(arguments: [("138", 138), ("#138", 138), ("138 泵站", 138), ("泵站", nil), ("2026年", nil), ("\"138\"", nil), ("1 2", nil)])
    func `a word of digits is a number of ours`(text: String, number: Int?) throws {
        #expect(try Filter(terms: read(text)).ownNumber == number)
    }

    @Test(arguments: [
        ("云溪县财政局关于报送决算的通知", "u1", "关于报送决算的通知", "财政局关于报送决算的通知"), ("财政局关于报送决算的通知", "u1", "关于报送决算的通知", "财政局关于报送决算的通知"),
        ("云溪县水利局关于水库的请示", "u1", "云溪县水利局关于水库的请示", "云溪县水利局关于水库的请示"),
        ("关于报送决算的通知", "u1", "关于报送决算的通知", "关于报送决算的通知"), ("某公司关于用电的函", "某公司", "关于用电的函", "某公司关于用电的函"),
        ("云溪县财政局会议纪要", "u1", "云溪县财政局会议纪要", "云溪县财政局会议纪要"),
    ])
    func `the sender's own name is cut from a title, nobody else's`(title: String, from: String, cut: String, kept: String) {
        #expect(directory.shortTitle(title, from: from) == cut)
        #expect(directory.shortTitle(title, from: from, keepsName: true) == kept)
    }

    @Test func `lateness is counted in working days, and a limit that has passed is late by one at least`() throws {
        let zone = OfficeZone.shanghai
        let due = zone.moment(try #require(Day(iso: "2026-11-20")), TimeOfDay(minutes: 17 * 60 + 30))
        for (now, late) in [
            ("2026-11-20T17:30", nil), ("2026-11-20T18:00", 1), ("2026-11-21T09:00", 1), ("2026-11-23T11:38", 1), ("2026-11-25T09:00", 3),
        ] as [(String, Int?)] {
            #expect(WorkCalendar.china.lateness(of: due, at: try #require(zone.moment(iso: now))) == late, "\(now)")
        }
    }

    @Test(arguments: [
        ("((", true), ("（", true), ("( )", true), ("……", true), ("-((", true), ("\"((\"", true), ("\\", true), ("is:open ((", true),
        ("", false),
        ("( 泵站", false), ("泵站", false), ("C++", false), ("is:open", false), ("#12", false), ("-泵站", false), ("2026", false),
    ])
    func `signs alone name nothing that can be found`(text: String, namesNothing: Bool) throws {
        #expect(try Filter(terms: read(text)).namesNothing == namesNothing, "\(text)")
    }

    @Test(arguments: [("拟办", "accepted"), ("待分办", "instructed"), ("批待", "instructed"), ("propose", "accepted")])
    func `a part of a state's name without its field finds its papers too`(text: String, state: String) throws {
        let terms = try read(text)
        guard case .any(let either)? = terms.first, terms.count == 1 else { throw Refusal.missing(field: text) }
        #expect(either.contains(.word(text)))
        #expect(either.contains { if case .field("state", let ids) = $0 { ids.contains(state) } else { false } })
        // One character stands in too many names.
        #expect(try read("待") == [.word("待")])
    }
}
