import Office
import TestKit
import Testing

/// What is kept of a chase: whom, at which level, by what, what they said, the day they named.
@Suite struct ChaseLogTests {
    private func dispatched(_ office: TestOffice) throws -> SubjectID {
        let id = try office.paper("来文")
        try office.move(id, .dispatch, ["target": "u2", "limit": "5 workday"])
        return id
    }

    @Test func `a chase names its target and brings the matter up on the day that was promised`() throws {
        let office = try TestOffice(.memory)
        let id = try dispatched(office)
        try office.move(id, .chase, ["means": "走访", "with": "刘主任", "answer": "周四报", "nextOn": "2026-11-26"])
        let matter = try office.matter(id)
        let chase = try #require(matter.chaseLog.first)
        #expect(matter.chases == 1 && chase.to == "u2" && chase.level == 1 && chase.medium == "visit")
        #expect(chase.spokenTo == "刘主任" && chase.answer == "周四报" && chase.nextOn?.iso == "2026-11-26")
        #expect(matter.bringUpOn?.iso == "2026-11-26")
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(id).chases == 0 && office.matter(id).bringUpOn == nil)
    }

    @Test func `a day set earlier is not put off, and a day gone by is refused`() throws {
        let office = try TestOffice(.memory)
        let id = try dispatched(office)
        try office.move(id, .bringup, ["day": "2026-11-25"])
        try office.move(id, .chase, ["nextOn": "2026-11-30"])
        #expect(try office.matter(id).bringUpOn?.iso == "2026-11-25")
        #expect(
            refusal { try office.move(id, .chase, ["nextOn": "2026-11-20"]) }
                == .invalid(field: "nextOn", value: "2026-11-20", expected: .later))
        #expect(refusal { try office.move(id, .chase, ["chased": ["p99"]]) } == .unknown(what: "chased", text: "p99", nearest: nil))
    }

    @Test func `several readers are several chases, and where nobody has it there is nobody to chase`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("传阅件")
        try office.move(id, .register)
        try office.move(id, .check)
        #expect(refusal { try office.move(id, .chase) } == .missing(field: "chased"))
        try office.move(id, .circulate, ["readers": ["p2", "p3", "u1"]])
        try office.move(id, .chase)
        // A leader who reads is not among those chased without being named.
        #expect(try office.matter(id).chaseLog.compactMap(\.to).sorted() == ["p2", "u1"])
    }

    @Test func `what an older program recorded is read and counts to the holder`() {
        let old = Chase(["at": 1_700_000_000_000, "by": "p1", "with": "刘主任", "medium": "phone"])
        #expect(old.to == nil && old.level == 1 && old.spokenTo == "刘主任" && !old.isAnswered && old.nextOn == nil)
    }
}
