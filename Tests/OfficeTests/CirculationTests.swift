import Office
import TestKit
import Testing

/// Who reads a paper, why, and what of it comes back.
@Suite struct CirculationTests {
    @Test func `each reader has a purpose and owes what was asked`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("征求意见件")
        try office.move(id, .circulate, ["readers": ["p2"], "purpose": "阅知"])
        try office.move(id, .circulate, ["readers": ["p3", "p4"], "purpose": "征求意见", "until": "2026-11-25"])
        try office.move(id, .read, ["reader": ["p2", "p3"]])
        let readers = try office.matter(id).readers
        #expect(readers.first { $0.person == "p2" }?.isDone == true)
        // Read, but the opinion is owed.
        let third = try #require(readers.first { $0.person == "p3" })
        #expect(third.read != nil && !third.isDone && third.until?.iso == "2026-11-25")
        try office.move(id, .read, ["reader": ["p3"], "words": "建议第三条删去"])
        let answered = try #require(try office.matter(id).reader("p3"))
        #expect(answered.isDone && answered.opinion == "建议第三条删去")
        #expect(try office.matter(id).reader("p2")?.purpose == "阅知")
    }

    @Test func `whoever is away is passed over and reads later`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit(
            [.revise(SubjectID("p4"), fields: ["away/from": "2026-11-23", "away/to": "2026-11-27"])], as: office.by())
        let id = try office.open(
            MatterDraft(register: "inbound", values: ["title": "阅件", "fields/from": "u2", "fields/handling": "阅件"], registers: true))
        try office.move(id, .circulate, ["readers": ["p2", "p4"]])
        #expect(try office.matter(id).reader("p4")?.passedOver == true)
        // A paper that is only to be read ends when everybody present has read it, in the same act.
        try office.move(id, .read, ["reader": ["p2"]])
        #expect(try office.matter(id).state == "done")
        #expect(try office.matter(id).notes.last?.text == "传阅完毕")
        try office.move(id, .read, ["reader": ["p4"], "words": "补阅"])
        #expect(try office.matter(id).reader("p4")?.isDone == true)
    }

    @Test func `a paper read by somebody it was not sent to is flagged, not refused`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("阅件")
        try office.move(id, .circulate, ["readers": ["p2"]])
        try office.move(id, .read, ["reader": ["p4"]])
        let lateral = try #require(try office.matter(id).reader("p4"))
        #expect(lateral.isLateral && lateral.isDone)
        #expect(refusal { try office.move(id, .read, ["reader": ["p99"]]) } == .unknown(what: "reader", text: "p99", nearest: nil))
    }

    @Test func `only those named are taken back, and a circle stands for its members`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit([.change([.circle("县领导", members: ["p3", "p4"])])], as: office.by())
        let directory = try office.ledger.directory()
        #expect(try directory.members(named: "县领导、周明远", what: "readers") == ["p3", "p4", "p2"])
        #expect(try directory.members(named: "xld", what: "readers") == ["p3", "p4"])
        let id = try office.paper("阅件")
        try office.move(id, .circulate, ["readers": ["p3", "p4", "p2"]])
        try office.move(id, .recall, ["readers": ["p4"], "reason": "送错"])
        #expect(try office.matter(id).readers.map(\.person) == ["p2", "p3"])
        #expect(refusal { try office.move(id, .recall, ["readers": ["p4"]]) } == .unknown(what: "reader", text: "李卫东", nearest: nil))
    }

    @Test func `a reader who opens it has seen it, once`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("阅件")
        try office.move(id, .circulate, ["readers": ["p2"]])
        try office.ledger.submit([.see(id)], as: office.by("p2"))
        let seen = try #require(try office.matter(id).reader("p2")?.seen)
        office.now = office.now.adding(minutes: 5)
        try office.ledger.submit([.see(id)], as: office.by("p2"))
        try office.ledger.submit([.see(id)], as: office.by("p1"))
        #expect(try office.matter(id).reader("p2")?.seen == seen)
        #expect(try office.ledger.history(id).filter { $0.event.kind == "matter.seen" }.count == 1)
    }
}
