import Office
import TestKit
import Testing

/// A number given and taken back waits for its paper, and comes back with it (J5).
@Suite struct WaitingNumberTests {
    private let office: MemoryOffice

    init() throws { office = try MemoryOffice() }

    private func open(_ title: String, in register: String = "tasks") throws -> Matter {
        let draft = MatterDraft(register: register, values: ["title": .string(title), "fields/from": "u2"], registers: true)
        let id = try #require(try office.submit([.open(draft)], as: office.by()).events.first).subject
        return try #require(office.matter(id))
    }

    @Test func `opened under its title again it is that paper, with that number`() throws {
        let first = try open("写总结")
        let number = try #require(first.number)
        try office.undo(as: office.by())
        #expect(office.matter(first.id)?.reserved == number)
        let again = try open("写总结")
        #expect(again.id == first.id && again.number == number && again.reserved == nil)
        // Once taken up it waits no more.
        let third = try open("写总结")
        #expect(third.id != first.id && third.number?.sequence == number.sequence + 1)
    }

    @Test func `under another title or in another register it goes on waiting`() throws {
        let first = try open("写总结")
        try office.undo(as: office.by())
        #expect(try open("写计划").id != first.id)
        #expect(try open("写总结", in: "inbound").id != first.id)
        #expect(office.matter(first.id)?.reserved == first.number)
    }
}
