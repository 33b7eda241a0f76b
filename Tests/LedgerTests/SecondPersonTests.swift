import Ledger
import Office
import TestKit
import Testing

/// What nobody does alone, and what cannot be had twice: the supervisor, the signer, the room, the evidence.
@Suite struct SecondPersonTests {
    @Test func `nobody supervises themselves`() throws {
        let office = try TestOffice(.memory)
        let draft = MatterDraft(register: "tasks", values: ["title": "写总结", "owner": "p1", "supervisor": "p1"], registers: true)
        let guarded = Refusal.guarded(.supervisorIsOwner, article: "凡事有人监督")
        #expect(refusal { _ = try office.open(draft) } == guarded)
        let id = try office.open(MatterDraft(register: "tasks", values: ["title": "写总结", "owner": "p1"], registers: true))
        #expect(try office.matter(id).supervisor == "p2")
        #expect(refusal { try office.ledger.submit([.amend(id, fields: ["supervisor": "p1"])], as: office.by()) } == guarded)
        // A new owner who was the supervisor gets another one, and has the task in hand.
        try office.ledger.submit([.amend(id, fields: ["owner": "p2"])], as: office.by())
        #expect(try office.matter(id).supervisor == "p3")
        #expect(try office.matter(id).holder == "p2")
    }

    @Test func `the author does not sign; what was sent is not undone`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(MatterDraft(register: "outgoing", values: ["title": "关于资金的请示", "owner": "p1"], registers: true))
        try office.move(id, .check, [:], as: "p2")
        #expect(refusal { try office.move(id, .sign, ["signer": "p1"]) } == .guarded(.signerIsAuthor, article: "条例 §22"))
        try office.move(id, .sign, ["signer": "p3"])
        try office.move(id, .check)
        try office.move(id, .register)
        #expect(try office.matter(id).number?.printed == "发文〔2026〕1号")
        try office.move(id, .receive)
        try office.move(id, .forward, ["target": "u2"])
        #expect(refusal { try office.ledger.undo(as: office.by()) } == .alreadyTrue(kind: "matter.sent"))
    }

    @Test func `a cancelled meeting does not take back a room that was given away`() throws {
        let office = try TestOffice(.memory)
        let start = try office.moment("2026-11-24T14:00").milliseconds
        let fields: [String: JSON] = ["title": "预算评审会", "start": .int(start), "end": .int(start + 3_600_000), "place": "r1"]
        let first = try #require(try office.ledger.submit([.schedule(fields: fields)], as: office.by()).subjects.first)
        let cancelled = try office.ledger.submit([.cancel(first, reason: "改期")], as: office.by())
        var other = fields
        other["title"] = "防汛会商"
        try office.ledger.submit([.schedule(fields: other)], as: office.by())
        let entry = try #require(try office.ledger.history(first).last { $0.act == cancelled.act }).entryID
        let refused = refusal { try office.ledger.undo(entry: entry, as: office.by()) }
        guard case .roomTaken(let place, let by, _, _) = refused else {
            Issue.record("not refused for the room: \(String(describing: refused))")
            return
        }
        #expect(place == "三楼会议室" && by == "防汛会商")
        try office.ledger.undo(as: office.by())
        try office.ledger.undo(entry: entry, as: office.by())
        #expect(try office.ledger.meeting(first)?.status != "cancelled")
    }

    @Test func `where the original lies is kept with the act, and the chain covers it`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        var attribution = office.by(for: "p3", medium: .original)
        attribution.evidence = "三楼铁柜第2格"
        try office.ledger.submit([.note(id, kind: "instruction", text: "同意")], as: attribution)
        let line = try #require(try office.ledger.history(id).last)
        #expect(line.attribution.evidence == "三楼铁柜第2格")
        #expect(line.event.changes.count == 1)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }
}
