import Foundation
import GRDB
import Ledger
import Office
import TestKit
import Testing

/// A row that a rule must know and nobody can read: the act fails as a fault of the storage, is no refusal, and nothing of it is recorded.
@Suite struct UnreadableFactTests {
    private func damage(_ office: TestOffice, _ sql: String) throws {
        try DatabaseQueue(path: office.folder + "/office.sqlite").write { try $0.execute(sql: sql) }
    }

    private func isLeftUndecided(_ office: TestOffice, _ act: () throws -> Void) throws {
        let before = try office.ledger.version()
        do {
            try act()
            Issue.record("it was decided")
        } catch LedgerFault.corrupt {
            #expect(try office.ledger.version() == before)
        } catch { Issue.record("\(error)") }
    }

    @Test func `what a borrower has overdue`() throws {
        let office = try TestOffice()
        let (out, other) = (try office.paper("来文"), try office.paper("另一来文"))
        try office.ledger.submit([.lend(out, form: ["borrower": "p2", "due": "2026-11-24"])], as: office.by())
        office.now = office.now.adding(minutes: 5 * 24 * 60)
        try damage(office, "UPDATE folded SET record = x'00' WHERE id = \(out.handle)")
        try isLeftUndecided(office) { try office.ledger.submit([.lend(other, form: ["borrower": "p2"])], as: office.by()) }
    }

    @Test func `the paper a number waits for`() throws {
        let office = try TestOffice()
        let draft = MatterDraft(register: "tasks", values: ["title": "写总结"], registers: true)
        let id = try office.open(draft)
        try office.ledger.undo(as: office.by())
        try damage(office, "UPDATE folded SET record = x'00' WHERE id = \(id.handle)")
        try isLeftUndecided(office) { _ = try office.open(draft) }
    }

    @Test func `what a colleague wrote since`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        let seen = try office.ledger.version()
        try office.ledger.submit([.amend(id, fields: ["title": "我改的"])], as: office.by())
        try office.ledger.submit([.amend(id, fields: ["title": "同事改的"])], as: office.by("p2"))
        try damage(
            office, "DROP TRIGGER payload_fixed; UPDATE payload SET bytes = x'00' WHERE rowid = (SELECT max(rowid) FROM payload)")
        // Neither is it taken back under them, nor is what was not seen overwritten.
        try isLeftUndecided(office) { try office.ledger.undo(as: office.by()) }
        try isLeftUndecided(office) {
            try office.ledger.submit([.amend(id, fields: ["title": "我又改的"])], as: office.by(), seen: seen)
        }
        #expect(try office.matter(id).title == "同事改的")
    }

    @Test func `the rule of a series that may hold the room`() throws {
        let office = try TestOffice()
        let start = try office.moment("2026-11-23T09:00").milliseconds
        let times: [String: JSON] = ["start": .int(start), "end": .int(start + 3_600_000)]
        let series: [String: JSON] = [
            "title": "周例会", "uid": "weekly", "source": ["BEGIN:VEVENT"], "recurring": true, "placeName": "三楼会议室", "rooms": ["三楼会议室": "r1"],
        ]
        try office.ledger.submit([.schedule(fields: series.merging(times) { $1 })], as: office.by())
        try damage(office, "UPDATE meeting SET record = x'00'")
        let later = try office.moment("2029-03-05T09:00").milliseconds
        try isLeftUndecided(office) {
            try office.ledger.submit(
                [.schedule(fields: ["title": "评审会", "start": .int(later), "end": .int(later + 3_600_000), "place": "r1"])], as: office.by())
        }
    }
}
