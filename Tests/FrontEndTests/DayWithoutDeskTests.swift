import Foundation
import Ledger
import Office
import Testing

/// The acts of a clerk's day over the office and its ledger alone, as a third front end would play them: what comes next, what is proposed
/// and what is refused is asked of the office, and it is what the desk is told.
@Suite struct DayWithoutDeskTests {
    private let ledger: Ledger
    private let now: Moment

    init() throws {
        now = try #require(OfficeZone.shanghai.moment(iso: "2026-11-23T08:40"))
        ledger = try Ledger.inMemory()
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("inbound.json")
        let inbound = try JSON(bytes: Array(try Data(contentsOf: file)))
        let office = NewOffice(
            name: "测试办", profile: "general", registers: ["inbound"], definitions: ["inbound": inbound], isRehearsal: true)
        let people: [[DirectoryColumn: JSON]] = [
            [.name: "张敏", .roles: ["clerk", "administrator"]], [.name: "周明远", .roles: ["director"]], [.name: "王建国", .rank: 1],
            [.name: "李卫东", .rank: 2],
        ]
        let units: [[DirectoryColumn: JSON]] = [
            [.name: "综合科", .level: "internal"], [.name: "云溪县财政局", .level: "subordinate"],
            [.name: "云溪县水利局", .level: "subordinate", .leader: "p4"],
        ]
        let rule = RoutingRule(
            name: "水利来文", conditions: [.from: ["u3"]],
            targets: [.target: "u3", .leader: "p4", .readers: ["p2", "p3", "p4"], .handling: "办件"])
        let enlisting = people.map { Command.enlist(.person, DirectoryChange($0)) } + units.map { .enlist(.unit, DirectoryChange($0)) }
        try submit([.found(office)] + enlisting + [.change([.routing([rule])])])
    }

    @discardableResult
    private func submit(_ commands: [Command], medium: Attribution.Medium = .own) throws(LedgerFault) -> Receipt {
        let attribution = Attribution(
            by: "p1", recordedBy: "p1", account: "zhang", device: "third", medium: medium, at: now, recorded: now)
        return try ledger.submit(commands, as: attribution, wholly: true)
    }

    /// What is said to a command that is not taken; nil where it is.
    private func refused(_ command: Command) throws(LedgerFault) -> Refusal? {
        do { try submit([command]) } catch {
            guard case .refused(let refusal) = error else { throw error }
            return refusal
        }
        return nil
    }

    private func matter(_ id: SubjectID) throws -> Matter { try #require(try ledger.matter(id)) }

    private func definition(_ id: SubjectID) throws -> RegisterDefinition { try #require(try ledger.office().register(of: matter(id))) }

    private func routed(_ id: SubjectID, _ target: RoutingRule.Target) throws -> JSON {
        let (rules, directory) = (try ledger.office().routingRules, try ledger.directory())
        return try #require(Routing(for: try matter(id).record, rules: rules, finished: [], directory: directory).proposals[target]?.value)
    }

    private func take(_ id: SubjectID, _ move: Move, _ form: [String: JSON] = [:]) throws {
        // What comes back lies on paper.
        try submit([.move(id, move, form: form)], medium: move == .back ? .original : .own)
    }

    /// Takes the step the office says is next, with a form; answers its act.
    private func next(_ id: SubjectID, _ form: [String: JSON] = [:]) throws -> Act {
        let step = try #require(try definition(id).nextStep(for: matter(id), ledger.directory()))
        try take(id, step.verb, form)
        return step.act
    }

    /// A sheet is numbered as it is entered and taken in once; a file, whose handling is known, is registered by a step.
    private func opening(_ index: Int, from: String? = "u3", handling: String? = nil) throws -> Command {
        let inbound = try #require(try ledger.office().register("inbound"))
        let texts: [String: String?] = [
            "title": "关于开展第\(index)项检查的通知", "fields/reference": "云水〔2026〕\(index)号", "fields/from": from, "fields/handling": handling,
        ]
        var draft = MatterDraft(
            register: "inbound", values: texts.compactMapValues { $0.map(JSON.string) },
            registers: handling == nil && inbound.numbersWhenOpened)
        draft.isSole = handling == nil
        return .open(draft)
    }

    private func opened(_ index: Int, handling: String? = nil) throws -> SubjectID {
        try #require(try submit([opening(index, handling: handling)]).subjects.first)
    }

    @Test func `sixty papers go their way by what the office says is next`() throws {
        let sheets = try (1...30).map { try opened($0) }
        #expect(try refused(opening(31, from: nil)) == .missing(field: "from"))
        if case .duplicate? = try refused(opening(30)) {} else { Issue.record("taken in twice") }
        let files = try (1...30).map { try opened(100 + $0, handling: $0 <= 15 ? "办件" : "阅件") }
        for id in files { #expect(try next(id) == .advance) }
        #expect(try (sheets + files).map { try matter($0).number?.sequence } == Array(1...60))

        for (index, id) in files.prefix(15).enumerated() {
            for (turn, leader) in ["p4", "p3"].enumerated() {
                #expect(try matter(id).nextLeader(ledger.directory()) == leader)
                // Sent up again, once a leader has written, is the clerk's own choice; what is next then is to hand it out.
                if turn > 0 { try take(id, .propose, ["leader": .string(leader)]) }
                if turn == 0 { #expect(try next(id, ["leader": .string(leader)]) == .hand) }
                #expect(try matter(id).holder == leader && definition(id).writer(of: matter(id), ledger.directory()) == leader)
                #expect(try next(id, ["words": turn == 0 && index % 3 == 0 ? "请水利局办理" : ""]) == .comeBack)
            }
            let instructions = try matter(id).notes.filter { $0.kind == "instruction" }
            #expect(try matter(id).state == "instructed" && instructions.map(\.by) == ["p4", "p3"])
            #expect(instructions.allSatisfy { $0.recordedBy == "p1" && $0.medium == .original })
        }
        for id in files.prefix(10) {
            let directed = try matter(id).direction(ledger.directory())?.target
            #expect(try next(id, ["target": directed.map(JSON.string) ?? routed(id, .target)]) == .hand)
            try take(id, .sign)
            let signed = try matter(id)
            #expect(signed.lead == "u3" && signed.unsigned.isEmpty && signed.state == "handling")
            // What lies with those who handle it is nobody's to go on with.
            #expect(try definition(id).nextStep(for: signed, ledger.directory()) == nil)
        }
        let day = OfficeZone.shanghai.day(of: now)
        try submit([.revise(SubjectID("p4"), DirectoryChange(away: Absence(from: day, to: day)))])
        for id in files.suffix(15) + sheets.prefix(5) {
            try take(id, .circulate, ["readers": routed(id, .readers)])
            #expect(try matter(id).readers.map(\.person) == ["p2", "p3", "p4"] && matter(id).reader("p4")?.passedOver == true)
            for reader in ["p2", "p3"] { try take(id, .read, ["reader": [.string(reader)]]) }
        }
        #expect(try files.suffix(15).allSatisfy { try matter($0).state == "done" } && ledger.toRead(by: "p4")?.count == 20)
        #expect(try ledger.verify(deep: true).isWhole)
    }

    @Test func `what the desk is refused the office alone refuses`() throws {
        let id = try opened(1)
        func refused(_ move: Move, _ form: [String: JSON] = [:]) throws -> Refusal? { try self.refused(.move(id, move, form: form)) }
        #expect(try refused(.propose) == .missing(field: "leader") && refused(.dispatch) == .missing(field: "target"))
        #expect(try refused(.circulate) == .missing(field: "readers"))
        try take(id, .propose, ["leader": "p4"])
        #expect(try refused(.conclude) == .notOffered(move: .conclude, state: "with", register: "inbound"))
        try submit([.amend(id, Amendment(["urgency": "特急"]))])
        try take(id, .back)
        #expect(try refused(.dispatch, ["target": "u2", "limit": "none"]) == .guarded(.urgentNeedsLimit, article: "条例 §24(4)"))
        try submit([.revise(SubjectID("u2"), DirectoryChange([.level: "superior"]))])
        let upward = try refused(.dispatch, ["target": "u2", "limit": "3 workday"])
        if case .guarded(.dispatchUpward, _)? = upward {} else { Issue.record("dispatched upward") }
        try take(id, .dispatch, ["target": "u3", "limit": "3 workday"])
        if case .unfinished? = try refused(.conclude) {} else { Issue.record("closed while it stood open") }
        #expect(try refused(.void, ["reason": "重复"]) == .notOffered(move: .void, state: "handling", register: "inbound"))
        for change in [OfficeChange.close(register: "inbound", year: 2026), .freeze(year: 2026)] {
            #expect(try self.refused(.change([change])) == .guarded(.yearRuns, article: "2026"))
        }
    }
}
