import Ledger
import Office
import TestKit
import Testing

/// Two people have the same form open: the second never overwrites what was not seen.
@Suite struct StaleViewTests {
    private func refused(_ office: TestOffice, _ command: Command, seen: Int64, by person: String) -> Refusal? {
        refusal { try office.ledger.submit([command], as: office.by(person), seen: seen) }
    }

    @Test func `an edit of what a colleague changed meanwhile names the colleague, and goes on once that was seen`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        let seen = try office.ledger.version()
        try office.ledger.submit([.amend(id, fields: ["title": "同事改的标题"])], as: office.by("p2"), seen: seen)
        let mine = try Command.amend(id, fields: ["title": "我改的标题"])
        guard case .overrun(let by, _, let entry)? = refused(office, mine, seen: seen, by: "p1") else {
            throw TestFault("overwritten: \(try office.matter(id).title)")
        }
        #expect(by == "p2")
        #expect(try office.matter(id).title == "同事改的标题")
        #expect(refused(office, mine, seen: entry, by: "p1") == nil)
        #expect(try office.matter(id).title == "我改的标题")
    }

    @Test func `another field, a note and a reading stand in nobody's way`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        let seen = try office.ledger.version()
        try office.ledger.submit(
            [.amend(id, fields: ["fields/remark": "急件"]), .note(id, kind: "progress", text: "已电话联系")], as: office.by("p2"), seen: seen)
        #expect(try refused(office, .amend(id, fields: ["title": "我改的标题"]), seen: seen, by: "p1") == nil)
    }

    @Test func `a paper a colleague has moved meanwhile is not moved by what was decided before`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        let seen = try office.ledger.version()
        try office.ledger.submit([.move(id, .propose, form: ["leader": "p3"])], as: office.by("p2"), seen: seen)
        guard case .overrun? = refused(office, .move(id, .propose, form: ["leader": "p4"]), seen: seen, by: "p1") else {
            throw TestFault("moved twice")
        }
        #expect(try office.matter(id).holder == "p3")
    }
}
