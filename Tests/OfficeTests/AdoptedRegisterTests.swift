import Ledger
import Office
import Settings
import TestKit
import Testing

/// An office that keeps the definitions it adopted before steps had ids of their own works as it did, and reads right once it has adopted the
/// present ones.
@Suite struct AdoptedRegisterTests {
    @Test(arguments: ["inbound", "tasks", "outgoing"])
    func `the moves of before do what the steps of today do`(register: String) throws {
        let (found, problems) = ShippedRegisters.check(try #require(AdoptedRegisters.sources[register]))
        #expect(problems == [])
        let old = try #require(found)
        let new = try #require(ShippedRegisters.newer(than: old)?.definition)
        #expect(old.steps.count == new.steps.count)
        for (before, now) in zip(old.steps, new.steps) {
            #expect(before.verb == now.verb && before.act == now.act && before.name == now.name, "\(before.id)")
            #expect(before.from == now.from && before.to == now.to && before.otherwise == now.otherwise, "\(before.id)")
            #expect(before.asks == now.asks && before.isFolded == now.isFolded && before.numbers == now.numbers, "\(before.id)")
            #expect(before.isFinal == now.isFinal && before.needsSecond == now.needsSecond, "\(before.id)")
        }
        for field in old.fields {
            let needing = old.steps.filter { step in field.neededFor.contains(where: step.isNamed) }.map(\.name)
            let needed = try #require(new.field(field.id)).neededFor
            #expect(needing == new.steps.filter { step in needed.contains(where: step.isNamed) }.map(\.name), "\(field.id)")
        }
    }

    @Test func `a path of the office's record tells whose definition stands there`() {
        let paths = ["registers/inbound", "registers/", "registers", "name", "books/inbound/2026", "order/registers/inbound"]
        #expect(paths.map { RegisterDefinition.id(at: $0) } == ["inbound", "", nil, nil, nil, nil])
        #expect(RegisterDefinition.id(at: RegisterDefinition.path(of: "tasks")) == "tasks")
    }

    private func words(_ office: TestOffice, _ id: SubjectID) throws -> [String] {
        let record = try office.ledger.office()
        return try office.ledger.history(id).compactMap { record.step(of: $0.event)?.name.zh }
    }

    @Test func `what is written before a newer definition is adopted reads the same after it, and is undone`() throws {
        let office = try TestOffice(.memory)
        let old = try AdoptedRegisters.sources.mapValues { try #require(LocatedYAML.read($0).tree).json }
        func adopt(_ definitions: [String: JSON]) throws {
            let changes = definitions.map { OfficeChange.adopt(register: $0.key, definition: $0.value) }
            try office.ledger.submit([.change(changes)], as: office.by())
        }
        try adopt(old)
        #expect(try office.ledger.office().register("inbound")?.revision == 4)

        let paper = try office.paper("来文")
        let way: [(Move, [String: JSON])] = [
            (.propose, ["leader": "p3"]), (.propose, ["leader": "p4"]), (.hold, ["reason": "缓议"]), (.resume, ["reason": "再议"]),
            (.back, ["words": "请财政局办理"]), (.dispatch, ["target": "u2"]), (.back, ["words": "已办"]),
        ]
        for (verb, form) in way {
            office.now = office.now.adding(minutes: 1)
            try office.move(paper, verb, form)
        }
        let draft = try office.open(MatterDraft(register: "outgoing", values: ["title": "关于资金的函", "owner": "p1", "fields/author": "p2"]))
        for (verb, form) in [(.check, [:]), (.sign, ["signer": "p3"]), (.check, [:]), (.register, [:]), (.receive, [:]), (.forward, [:])]
            as [(Move, [String: JSON])]
        {
            office.now = office.now.adding(minutes: 1)
            try office.move(draft, verb, form)
        }
        let inbound = ["登记", "初审", "拟办送阅", "续送", "缓议", "恢复办理", "批回", "分办", "反馈"]
        let outgoing = ["审核", "签发", "复核", "编号登记", "印制", "核发"]
        #expect(try words(office, paper) == inbound && words(office, draft) == outgoing)
        #expect(try office.ledger.history(draft).compactMap(\.event.step?.text).dropFirst(2).first == "outgoing@5/check-2")

        try adopt(Dictionary(uniqueKeysWithValues: ShippedRegisters.compiled().map { ($0.id, $0.json) }))
        #expect(try words(office, paper) == inbound && words(office, draft) == outgoing)
        #expect(
            try office.ledger.history(paper).compactMap(\.event.step?.step).suffix(6) == [
                "pass-up", "defer", "take-up", "back", "dispatch", "answered",
            ])
        // What was sent stays sent; the last word of the unit is taken back, and bears the same name.
        let sent = try #require(try office.ledger.history(draft).last)
        #expect(refusal { try office.ledger.undo(entry: String(sent.sequence), as: office.by()) } == .alreadyTrue(kind: "matter.sent"))
        let answer = try #require(try office.ledger.history(paper).last)
        try office.ledger.undo(entry: String(answer.sequence), as: office.by())
        #expect(try office.matter(paper).state == "handling" && words(office, paper).last == "反馈")
        #expect(try office.ledger.verify(deep: true).isWhole)
    }
}
