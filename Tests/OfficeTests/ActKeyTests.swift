import Office
import TestKit
import Testing

/// Which acts meet: by what they read and write, under names that are stored.
@Suite struct ActKeyTests {
    private let circumstances: Circumstances
    private let office: MemoryOffice

    init() throws {
        office = try MemoryOffice()
        circumstances = office.facts(as: office.by()).circumstances
    }

    /// The keys of a command as it is decided now, and nothing is changed by it.
    private func keys(_ command: Command) throws -> ActKeys {
        ActKeys(command, try office.decided(command, as: office.by()), on: office.rows, given: circumstances)
    }

    private func task(_ title: String) -> Command {
        .open(MatterDraft(register: "tasks", values: ["title": .string(title)], registers: true))
    }

    private func opened(_ register: String, _ title: String, _ more: [String: JSON] = [:]) throws -> SubjectID {
        let draft = MatterDraft(
            register: register, values: more.merging(["title": .string(title), "fields/from": "u1"]) { $1 }, registers: true)
        return try #require(try office.submit([.open(draft)], as: office.by()).events.first).subject
    }

    private func meeting(_ start: String, _ end: String, _ more: [String: JSON] = ["place": "r1"]) throws -> Command {
        let from = try #require(OfficeZone.shanghai.moment(iso: start))
        let to = try #require(OfficeZone.shanghai.moment(iso: end))
        let times: [String: JSON] = ["title": "例会", "start": .int(from.milliseconds), "end": .int(to.milliseconds)]
        return .schedule(fields: times.merging(more) { $1 })
    }

    private static let names: [(FactKey, String)] = [
        (.subject(SubjectID("m117")), "m117"), (.fresh(SubjectID("m117")), "fresh.m117"),
        (.span(resource: "r1", week: Day(2026, 11, 23) ?? Day(ordinal: 0)), "span.r1.2026-W48"),
        // A week is of the year its Thursday is in.
        (.span(resource: "r1", week: Day(2024, 12, 30) ?? Day(ordinal: 0)), "span.r1.2025-W01"),
        (.spanRule(resource: "r1"), "span.r1.rule"), (.reference("云财函〔2026〕7号"), "ref.云财函〔2026〕7号"), (.paper("ab"), "paper.ab"),
        (.waiting(register: "inbound"), "waiting.inbound"), (.loans(borrower: "p2"), "loans.p2"), (.level(account: "paper"), "level.paper"),
        (.series("archive/WS-D30-BGS", year: 2026), "series.archive/WS-D30-BGS.2026"),
        (.duty(SubjectID("d3"), period: "2026-11"), "duty.d3.2026-11"), (.archive(year: 2026), "archive.2026"), (.directory, "directory"),
        (.office, "office"), (.act("a7"), "act.a7"), (.everything, "*"),
    ]

    @Test func `a key is stored under a name that never changes`() {
        for (key, name) in ActKeyTests.names { #expect(key.text == name) }
        #expect(Set(ActKeyTests.names.map(\.0)).count == ActKeyTests.names.count)
    }

    @Test func `what is written on one paper does not meet what is written on another`() throws {
        let (one, other) = (try opened("inbound", "甲"), try opened("inbound", "乙"))
        let note = try keys(.note(one, kind: "progress", text: "已联系"))
        #expect(note.written == [.subject(one)])
        #expect(!meets(note, try keys(.note(other, kind: "progress", text: "已联系"))))
        #expect(meets(note, try keys(.note(one, kind: "obstacle", text: "材料不齐"))))
        #expect(meets(note, try keys(.move(other, .link, form: ["into": .string(one.text)]))))
    }

    @Test func `two who take a number of one series meet, and of two series they do not`() throws {
        let one = try keys(task("甲"))
        let register = try keys(.open(MatterDraft(register: "outgoing", values: ["title": "乙"])))
        #expect(one.written.contains(.series("tasks", year: 2026)))
        #expect(meets(one, try keys(task("乙"))))
        // Both would take the same handle here; leased beforehand they take two.
        #expect(
            one.written.intersection(register.written).allSatisfy { [.fresh(SubjectID("m1")), .subject(SubjectID("m1"))].contains($0) })
    }

    @Test func `a number that waits is met by whoever opens in its register`() throws {
        let entry = try office.submit([task("甲")], as: office.by())
        let rows = office.rows
        let inverses = try office.inverses(of: entry, as: office.by())
        let undo = ActKeys(takingBack: [entry], by: inverses, on: rows, given: circumstances)
        #expect(undo.written.isSuperset(of: [.waiting(register: "tasks"), .act(entry.act), .series("tasks", year: 2026)]))
        #expect(meets(undo, try keys(.open(MatterDraft(register: "tasks", values: ["title": "甲"])))))
        #expect(!meets(undo, try keys(.open(MatterDraft(register: "inbound", values: ["title": "甲"])))))
        #expect(meets(undo, undo))
    }

    @Test func `bookings of a room meet within a week, and a series meets them all`() throws {
        let one = try keys(try meeting("2026-11-24T09:00", "2026-11-24T10:00"))
        let weeks = Set(one.written.filter { $0.text.hasPrefix("span.") }.map(\.text))
        #expect(weeks == ["span.r1.2026-W48"])
        #expect(one.read.contains(.spanRule(resource: "r1")))
        // All take the same fresh handle here, so only the room's keys are looked at.
        func room(_ keys: ActKeys) -> ActKeys {
            func only(_ keys: Set<FactKey>) -> Set<FactKey> { keys.filter { $0.text.hasPrefix("span.") } }
            return ActKeys(read: only(keys.read), written: only(keys.written))
        }
        #expect(meets(room(one), room(try keys(try meeting("2026-11-27T09:00", "2026-11-27T10:00")))))
        #expect(meets(room(one), room(try keys(try meeting("2026-11-20T09:00", "2026-11-24T08:00")))))
        #expect(!meets(room(one), room(try keys(try meeting("2026-12-01T09:00", "2026-12-01T10:00")))))
        #expect(!meets(room(one), room(try keys(try meeting("2026-11-24T09:00", "2026-11-24T10:00", ["place": "线上"])))))
        let series: [String: JSON] = ["source": ["BEGIN:VEVENT"], "recurring": true, "placeName": "某处", "uid": "weekly"]
        #expect(meets(room(one), room(try keys(try meeting("2029-03-05T09:00", "2029-03-05T10:00", series)))))
        // What lasts for years stands as a rule.
        #expect(meets(room(one), room(try keys(try meeting("2030-01-01T09:00", "2033-01-01T09:00")))))
    }

    @Test func `what a borrower has out is met by whoever lends to them`() throws {
        let (one, other) = (try opened("inbound", "甲"), try opened("inbound", "乙"))
        let lending = try keys(.lend(one, form: ["borrower": "p2"]))
        #expect(meets(lending, try keys(.lend(other, form: ["borrower": "p2"]))))
        #expect(!meets(lending, try keys(.lend(other, form: ["borrower": "p1"]))))
        // A copy leaves nothing out, but who is late gets none.
        #expect(meets(lending, try keys(.lend(other, form: ["borrower": "p2", "loanKind": "复制"]))))
    }

    @Test func `a paper's file and a reference are met by their twins`() throws {
        let (one, other) = (try opened("inbound", "甲"), try opened("inbound", "乙"))
        let paper = try cleared(digest: "ab", name: "请示.txt", size: 6, text: nil)
        #expect(meets(try keys(.enclose(one, paper)), try keys(.enclose(other, paper))))
        let numbered = try keys(.amend(one, fields: ["fields/reference": "云财函〔2026〕7号"]))
        #expect(numbered.written.contains(.reference("云财函〔2026〕7号")))
        #expect(!meets(numbered, try keys(.amend(other, fields: ["fields/reference": "云财函〔2026〕8号"]))))
    }

    @Test func `the directory is read by all, and a closed book and an adopted definition meet everything`() throws {
        let note = try keys(.note(try opened("inbound", "甲"), kind: "progress", text: "已联系"))
        #expect(meets(note, try keys(.enlist(.unit, fields: ["name": "第三小学"]))))
        let changes: [OfficeChange] = [
            .close(register: "outgoing", year: 2025), .freeze(year: 2025),
            .adopt(register: "seals", definition: LaterDefinitions.smallest("seals")),
        ]
        for change in changes {
            let closing = try keys(.change([change]))
            #expect(closing.read.contains(.everything) && closing.written.contains(.everything))
            #expect(meets(note, closing))
        }
        #expect(meets(note, ActKeys(written: [.office])))
        #expect(!meets(ActKeys(read: [.everything]), ActKeys(read: [.office])))
    }

    @Test func `a notice meets whatever is done meanwhile, for every limit that runs follows it`() throws {
        let note = try keys(.note(try opened("inbound", "甲"), kind: "progress", text: "已联系"))
        let notice = try keys(.change([.notice(HolidayNotice(year: 2027, reference: "某通知", days: []))]))
        #expect(notice.read.contains(.everything) && !notice.written.contains(.everything))
        #expect(meets(note, notice))
        #expect(!(try keys(.change([.chasing(.unsigned, workdays: 3)]))).read.contains(.everything))
    }

    /// What the rules ask, however they come to it, stands under the keys of the act.
    @Test(arguments: 1...10)
    func `what a decision asks is among its keys`(seed: UInt64) throws {
        let office = try MemoryOffice()
        var acts = RandomActs(seed: seed)
        var asked = 0
        func missing(_ facts: WatchedFacts, _ keys: ActKeys) -> [String] {
            let known = keys.read.union(keys.written)
            asked += facts.asked.count
            if known.contains(.everything) { return [] }
            return facts.asked.flatMap { $0.keysRead(in: .shanghai) }.filter { !known.contains($0) }.map(\.text)
        }
        for _ in 0..<150 {
            let act = try acts.next(in: office)
            office.now = office.now.adding(minutes: act.minutes)
            let attribution = office.attribution(of: act)
            let facts = WatchedFacts(office.facts(as: attribution))
            if case .submit(let commands) = act.deed, commands.count == 1,
                let events = try? decide(commands[0], on: office.subjects(of: commands[0]), given: facts)
            {
                let keys = ActKeys(commands[0], events, on: office.rows, given: facts.circumstances)
                #expect(missing(facts, keys) == [], "seed \(seed): \(act)")
            }
            guard let entry = try? office.perform(act) else { continue }
            let undoing = WatchedFacts(office.facts(as: attribution))
            let rows = office.rows.all.filter { id, _ in entry.events.contains { $0.subject == id } }
            guard let inverses = try? Undoing.takingBack([entry], first: office.origin(of: entry), on: rows, given: undoing) else {
                continue
            }
            let keys = ActKeys(takingBack: [entry], by: inverses, on: Subjects(rows), given: undoing.circumstances)
            #expect(missing(undoing, keys) == [], "seed \(seed): \(act) taken back")
        }
        #expect(asked > 60, "seed \(seed) asks too little")
    }
}
