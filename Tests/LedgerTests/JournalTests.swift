import Foundation
import GRDB
import Ledger
import Office
import TestKit
import Testing

/// The journal: durable, chained, append-only, and the truth everything else is folded from.
@Suite struct JournalTests {
    private func raw(_ office: TestOffice, _ sql: String) throws {
        try DatabaseQueue(path: office.folder + "/office.sqlite").write { try $0.execute(sql: sql) }
    }

    @Test func `the committing connection writes ahead and syncs every commit`() throws {
        let office = try TestOffice()
        #expect(try office.ledger.pragma("synchronous") == "2")
        #expect(try office.ledger.pragma("journal_mode") == "wal")
        #expect(try office.ledger.pragma("secure_delete") == "1")
        // A draft kept between two keys waits for no disk; what is recorded behind it does.
        try office.ledger.keepDraft(["line": "写"], form: "capture", person: "p1", at: office.now, isDurable: false)
        #expect(try office.ledger.pragma("synchronous") == "1")
        #expect(try Ledger.open(office.folder, for: .reading).draft(form: "capture", person: "p1") == ["line": "写"])
        _ = try office.paper("来文")
        #expect(try office.ledger.pragma("synchronous") == "2")
        try office.ledger.keepDraft(["line": "写总结"], form: "capture", person: "p1", at: office.now)
        #expect(try office.ledger.pragma("synchronous") == "2")
    }

    @Test func `entries can neither be changed nor deleted`() throws {
        let office = try TestOffice()
        #expect(throws: DatabaseError.self) { try raw(office, "UPDATE entry SET \"by\" = 'p9' WHERE seq = 1") }
        #expect(throws: DatabaseError.self) { try raw(office, "DELETE FROM entry WHERE seq = 1") }
        #expect(throws: DatabaseError.self) { try raw(office, "UPDATE payload SET bytes = x'00'") }
    }

    @Test func `verify names the first entry that was tampered with`() throws {
        let office = try TestOffice()
        for index in 1...5 { try office.paper("来文\(index)") }
        #expect(try office.ledger.verify(deep: true).isWhole)
        try raw(office, "DROP TRIGGER entry_fixed; UPDATE entry SET recordedBy = 'p2' WHERE seq = 11")
        let found = try office.ledger.verify()
        #expect(found.firstBroken == 11)
        #expect(!found.isWhole)
    }

    @Test func `a payload that was exchanged or taken away breaks the chain`() throws {
        let office = try TestOffice()
        try office.paper("来文")
        try raw(office, "DROP TRIGGER payload_fixed; UPDATE payload SET bytes = CAST('{\"changes\":[]}' AS BLOB) WHERE rowid = 3")
        #expect(try office.ledger.verify().firstBroken == 3)
        try raw(office, "DELETE FROM payload WHERE rowid = 3")
        let found = try office.ledger.verify()
        // No erasure was recorded, so a missing payload is a break.
        #expect(found.firstBroken == 3)
        #expect(found.missing == 1)
    }

    @Test func `what was recorded later is listed`() throws {
        let office = try TestOffice()
        var attribution = office.by()
        attribution.at = office.now.adding(minutes: -600)
        try office.ledger.submit([.open(MatterDraft(register: "tasks", values: ["title": "昨天的事"], registers: true))], as: attribution)
        let entries = try office.ledger.verify()
        #expect(entries.backdated == [Int64(entries.entries)])
    }

    /// Stored forms never change: older offices must be readable for ever.
    @Test(arguments: [
        (
            Event(SubjectID("m1"), "matter.amended", changes: [Change("title", was: "甲", now: "乙")]),
            "{\"changes\":[[\"title\",\"甲\",\"乙\"]]}"
        ),
        (
            Event(
                SubjectID("m1"), "matter.moved",
                changes: [Change("state", was: "received", now: "registered"), Change("number", was: .null, now: ["seq": 1])]),
            "{\"changes\":[[\"state\",\"received\",\"registered\"],[\"number\",null,{\"seq\":1}]]}"
        ),
        (
            Event(SubjectID("g1"), "meeting.cancelled", changes: [Change("reason", was: .null, now: "改期\n\"待定\"")]),
            "{\"changes\":[[\"reason\",null,\"改期\\n\\\"待定\\\"\"]]}"
        ),
    ])
    func `the wire form of an event`(event: Event, bytes: String) throws {
        #expect(event.payload.text == bytes)
        let back = Event(subject: event.subject, kind: event.kind, version: 1, payload: try JSON(text: bytes))
        #expect(back == event)
    }

    @Test func `unknown kinds are kept and shown`() throws {
        let event = Event(subject: SubjectID("m1"), kind: "matter.teleported", version: 9, payload: ["future": true])
        #expect(event.changes.isEmpty)
        #expect(event.kind == "matter.teleported")
    }

    @Test(arguments: ["1.5", "{\"a\":1,\"a\":2}", "[1,]", "\"\\ud800\"", "{} x", "", "nul", "1e3", String(repeating: "[", count: 100)])
    func `what is not JSON of ours is refused, never guessed`(text: String) {
        #expect(throws: JSONFault.self) { _ = try JSON(text: text) }
    }

    @Test func `numbers are gapless and handles never reused`() throws {
        let office = try TestOffice()
        var numbers: [Int] = []
        for index in 1...6 {
            let id = try office.paper("来文\(index)")
            if index % 3 == 0 { _ = refusal { try office.move(id, .dispatch, ["target": "u9"]) } }
            try office.move(id, .register)
            numbers.append(try #require(try office.matter(id).number?.sequence))
        }
        #expect(numbers == Array(1...6))
        // A batch of which one is refused takes no number for it.
        let good = try office.paper("好件")
        let bad = try office.open(MatterDraft(register: "inbound", values: ["title": "缺来源"]))
        let last = try office.paper("末件")
        let receipt = try office.ledger.submit([good, bad, last].map { .move($0, .register, form: [:]) }, as: office.by())
        #expect(receipt.results.map { if case .success = $0 { true } else { false } } == [true, false, true])
        #expect(try office.matter(last).number?.sequence == 8)
    }

    @Test func `two processes on one office never lose or double anything`() throws {
        let office = try TestOffice()
        let other = try office.reopened()
        for index in 1...20 {
            let ledger = index % 2 == 0 ? office.ledger : other
            try ledger.submit(
                [.open(MatterDraft(register: "tasks", values: ["title": .string("事\(index)")], registers: true))], as: office.by())
        }
        let page = try office.ledger.list(register: "tasks", filter: .everything, limit: 100, now: office.now, me: nil)
        #expect(page.rows.count == 20)
        #expect(Set(page.rows.compactMap(\.number)).count == 20)
        #expect(try other.verify(deep: true).isWhole)
        // What one changes in the directory the other sees at once.
        try other.submit([.enlist(.person, fields: ["name": "新人"])], as: office.by())
        #expect(try office.ledger.directory().people.contains { $0.name == "新人" })
    }

    @Test func `what is no office, empty, damaged or newer is said so`() throws {
        let office = try TestOffice()
        #expect(throws: LedgerFault.notAnOffice(office.folder + "/nowhere")) {
            _ = try Ledger.open(office.folder + "/nowhere", for: .reading)
        }
        #expect(throws: LedgerFault.alreadyAnOffice(office.folder)) { _ = try Ledger.create(in: office.folder) }
        try raw(office, "UPDATE head SET value = 99 WHERE name = 'version'")
        #expect(throws: LedgerFault.self) { _ = try Ledger.open(office.folder, for: .reading) }
        let broken = office.folder + "/broken"
        try FileManager.default.createDirectory(atPath: broken, withIntermediateDirectories: true)
        try Data(repeating: 0x41, count: 9000).write(to: URL(fileURLWithPath: broken + "/office.sqlite"))
        #expect(throws: LedgerFault.self) { _ = try Ledger.open(broken, for: .writing) }
    }
}
