import Ledger
import Office
import TestKit
import Testing

/// An act whose grounds others touched meanwhile is decided again, and what it rests on is named to a journal that asks.
@Suite struct OvertakenTests {
    /// Lets the next entry be overtaken once, and keeps what each entry rested on.
    private final class Watch {
        var overtakes = 0
        private(set) var asked: [ActKeys] = []
        private(set) var seen: [Int64] = []

        func isOvertaken(_ seen: Int64, _ keys: () throws -> ActKeys) throws -> Bool {
            self.seen.append(seen)
            asked.append(try keys())
            overtakes -= 1
            return overtakes >= 0
        }

        func begin(overtaking count: Int = 0) {
            overtakes = count
            (asked, seen) = ([], [])
        }
    }

    private func watched() throws -> (office: TestOffice, watch: Watch) {
        let office = try TestOffice(.memory)
        let watch = Watch()
        let journal = try #require(office.journal)
        journal.overtaken = { try watch.isOvertaken($0, $1) }
        return (office, watch)
    }

    @Test func `what was overtaken is decided again and recorded once`() throws {
        let (office, watch) = try watched()
        watch.begin(overtaking: 2)
        let before = try office.ledger.version()
        let id = try office.paper("来文")
        #expect(watch.seen == [before, before, before] && watch.asked[0].written.contains(.fresh(id)))
        #expect(try office.ledger.version() == before + 1)
        watch.begin(overtaking: 1)
        try office.ledger.undo(as: office.by())
        #expect(watch.seen == [before + 1, before + 1])
        #expect(try office.ledger.version() == before + 2)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a journal that asks is told the keys of the command`() throws {
        let (office, watch) = try watched()
        watch.begin()
        let id = try office.paper("来文")
        let opened = try #require(watch.asked.first)
        #expect(opened.written.isSuperset(of: [.subject(id), .fresh(id)]))
        #expect(opened.read.isSuperset(of: [.office, .directory, .waiting(register: "inbound")]))
        watch.begin()
        let receipt = try office.ledger.submit([.lend(id, form: ["borrower": "p2"])], as: office.by())
        let lent = try #require(watch.asked.first)
        #expect(lent.read.isSuperset(of: [.subject(id), .loans(borrower: "p2")]))
        #expect(lent.written.isSuperset(of: [.subject(id), .act(receipt.act)]))
        watch.begin()
        let undone = try office.ledger.undo(as: office.by())
        let back = try #require(watch.asked.first)
        #expect(back.written.isSuperset(of: [.act(receipt.act), .act(undone.act), .subject(id)]) && back.read.contains(.subject(id)))
    }

    @Test func `acts on two papers do not meet, acts on one do`() throws {
        let (office, watch) = try watched()
        let (one, other) = (try office.paper("来文"), try office.paper("又一来文"))
        func keys(_ id: SubjectID) throws -> ActKeys {
            watch.begin()
            try office.ledger.submit([.note(id, kind: "progress", text: "已联系")], as: office.by())
            return try #require(watch.asked.first)
        }
        #expect(try !meets(keys(one), keys(other)))
        #expect(try meets(keys(one), keys(one)))
    }
}
