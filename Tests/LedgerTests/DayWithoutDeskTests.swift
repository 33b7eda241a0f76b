import Ledger
import Office
import TestKit
import Testing

/// The acts of a clerk's day over the office and its ledger alone, as a third front end would play them: what comes next, what is proposed
/// and what is refused is asked of the office, and it is what the desk is told.
@Suite struct DayWithoutDeskTests {
    private let office: TestOffice

    init() throws {
        office = try TestOffice(now: "2026-11-23T08:40")
        let rules = [
            RoutingRule(
                name: "水利来文", conditions: [.from: ["u3"]],
                targets: [.target: "u3", .leader: "p4", .readers: ["p2", "p3", "p4"], .handling: "办件"]),
            RoutingRule(name: "其余来文", conditions: [.level: ["subordinate"]], targets: [.target: "u2", .readers: ["p2", "p3", "p4"]]),
        ]
        try office.ledger.submit(
            [.change([.routing(rules)]), .revise(SubjectID("u3"), fields: ["leader": "p4"])], as: office.by(), wholly: true)
    }

    private var directory: Directory { get throws { try office.ledger.directory() } }

    private func definition(_ id: SubjectID) throws -> RegisterDefinition {
        try #require(try office.ledger.office().register(of: office.matter(id)))
    }

    private func routed(_ id: SubjectID, _ target: RoutingRule.Target) throws -> JSON? {
        let rules = try office.ledger.office().routingRules
        return Routing(for: try office.matter(id).record, rules: rules, finished: [], directory: try directory).proposals[target]?.value
    }

    /// Takes the step the office says is next, with a form; answers its act.
    @discardableResult
    private func next(_ id: SubjectID, _ form: [String: JSON] = [:]) throws -> Act {
        let step = try #require(try definition(id).nextStep(for: office.matter(id), directory))
        try take(id, step.verb, form)
        return step.act
    }

    private func take(_ id: SubjectID, _ move: Move, _ form: [String: JSON] = [:]) throws {
        // What comes back lies on paper.
        let medium: Attribution.Medium = move == .back ? .original : .own
        try office.ledger.submit([.move(id, move, form: form)], as: office.by(medium: medium), wholly: true)
    }

    private func refused(_ id: SubjectID, _ move: Move, _ form: [String: JSON] = [:]) -> Refusal? { refusal { try take(id, move, form) } }

    private func sheet(_ index: Int, from: String? = "u3") throws -> SubjectID {
        let inbound = try #require(try office.ledger.office().register("inbound"))
        var draft = MatterDraft(
            register: "inbound", values: ["title": "关于开展年度检查工作的通知", "fields/reference": .string("云水〔2026〕\(index)号")],
            registers: inbound.numbersWhenOpened)
        draft.values["fields/from"] = from.map(JSON.string)
        draft.isSole = true
        return try office.open(draft)
    }

    private func file(_ index: Int, handling: String) throws -> SubjectID {
        try office.open(
            MatterDraft(
                register: "inbound",
                values: [
                    "title": .string("云溪县水利局关于第\(index)项工作的\(handling == "阅件" ? "通报" : "请示")"), "fields/from": "u3",
                    "fields/reference": .string("云水〔2026〕\(index)号"), "fields/handling": .string(handling),
                ]))
    }

    @Test func `sixty papers go their way by what the office says is next`() throws {
        let sheets = try (1...30).map { try sheet($0) }
        #expect(try sheets.map { try office.matter($0).number?.sequence } == Array(1...30))
        // A sheet without its sender, and one that is here already.
        #expect(refusal { _ = try sheet(31, from: nil) } == .missing(field: "from"))
        guard case .duplicate? = refusal({ _ = try sheet(30) }) else { throw TestFault("taken in twice") }

        let files = try (1...30).map { try file(100 + $0, handling: $0 <= 15 ? "办件" : "阅件") }
        for id in files { #expect(try next(id) == .advance) }
        #expect(try files.map { try office.matter($0).number?.sequence } == Array(31...60))

        for (index, id) in files.prefix(15).enumerated() {
            #expect(refused(id, .propose) == .missing(field: "leader"))
            for (turn, leader) in ["p4", "p3"].enumerated() {
                #expect(try office.matter(id).nextLeader(directory) == leader)
                // Sent up again, once a leader has written, is the clerk's own choice; what is next then is to hand it out.
                if turn == 0 {
                    #expect(try next(id, ["leader": .string(leader)]) == .hand)
                } else {
                    try take(id, .propose, ["leader": .string(leader)])
                }
                #expect(try office.matter(id).holder == leader)
                #expect(try definition(id).writer(of: office.matter(id), directory) == leader)
                #expect(try next(id, ["words": turn == 0 && index % 3 == 0 ? "请水利局办理" : ""]) == .comeBack)
            }
            let matter = try office.matter(id)
            #expect(matter.state == "instructed" && matter.notes.filter { $0.kind == "instruction" }.map(\.by) == ["p4", "p3"])
            #expect(matter.notes.allSatisfy { $0.kind != "instruction" || $0.recordedBy == "p1" && $0.medium == .original })
        }

        for id in files.prefix(10) {
            #expect(refused(id, .dispatch) == .missing(field: "target"))
            let target = try office.matter(id).direction(directory)?.target.map(JSON.string) ?? routed(id, .target)
            #expect(try next(id, ["target": try #require(target)]) == .hand)
            try take(id, .sign)
            let signed = try office.matter(id)
            #expect(signed.lead == "u3" && signed.unsigned.isEmpty && signed.state == "handling")
            // What lies with those who handle it is nobody's to go on with.
            #expect(try definition(id).nextStep(for: signed, directory) == nil)
        }
        try office.ledger.submit(
            [.revise(SubjectID("p4"), fields: ["away/from": "2026-11-23", "away/to": "2026-11-25"])], as: office.by())
        #expect(refused(files[20], .circulate) == .missing(field: "readers"))
        for id in files.suffix(15) + sheets.prefix(5) {
            try take(id, .circulate, ["readers": try #require(try routed(id, .readers))])
            #expect(try office.matter(id).readers.map(\.person) == ["p2", "p3", "p4"])
            #expect(try office.matter(id).reader("p4")?.passedOver == true)
            for reader in ["p2", "p3"] { try take(id, .read, ["reader": [.string(reader)]]) }
        }
        #expect(try files.suffix(15).allSatisfy { try office.matter($0).state == "done" })
        #expect(try office.ledger.toRead(by: "p4")?.count == 20)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `what the desk is refused the office alone refuses`() throws {
        let id = try sheet(1)
        try take(id, .propose, ["leader": "p4"])
        #expect(refused(id, .conclude) == .notOffered(move: .conclude, state: "with", register: "inbound"))
        try office.ledger.submit([.amend(id, fields: ["urgency": "特急"])], as: office.by())
        try take(id, .back)
        #expect(refused(id, .dispatch, ["target": "u2", "limit": "none"]) == .guarded(.urgentNeedsLimit, article: "条例 §24(4)"))
        try office.ledger.submit([.revise(SubjectID("u2"), fields: ["level": "superior"])], as: office.by())
        guard case .guarded(.dispatchUpward, _)? = refused(id, .dispatch, ["target": "u2", "limit": "3 workday"]) else {
            throw TestFault("dispatched upward")
        }
        try take(id, .dispatch, ["target": "u3", "limit": "3 workday"])
        guard case .unfinished? = refused(id, .conclude) else { throw TestFault("closed while it stood open") }
        #expect(refused(id, .void, ["reason": "重复"]) == .notOffered(move: .void, state: "handling", register: "inbound"))
        for (change, expected): (OfficeChange, Refusal) in [
            (.close(register: "inbound", year: 2026), .guarded(.yearRuns, article: "2026")),
            (.freeze(year: 2026), .guarded(.yearRuns, article: "2026")),
        ] { #expect(refusal { try office.ledger.submit([.change([change])], as: office.by()) } == expected) }
    }
}
