import Foundation
import GRDB
import Office
import TestKit
import Testing

@testable import Ledger

/// A matter kept to a circle says in the journal what is everybody's apart from what is the circle's.
@Suite struct CircledPayloadTests {
    /// The two payloads of every event of a matter, in order.
    private func payloads(_ office: TestOffice, _ id: SubjectID) throws -> [(kind: String, closed: JSON, open: JSON)] {
        try DatabaseQueue(path: office.folder + "/office.sqlite").read { db in
            func said(_ digest: JSON) throws -> JSON {
                guard let digest = digest.string.flatMap(Hex.bytes), let bytes = try FileJournal(db).bytes(digest) else { return .null }
                return try JSON(bytes: bytes)
            }
            let bodies = try Data.fetchAll(db, sql: "SELECT body FROM entry ORDER BY seq")
            return try bodies.flatMap { try JSON(bytes: Array($0)).array ?? [] }.filter { $0["subject"].string == id.text }.map {
                ($0["kind"].string ?? "", try said($0["payload"]), try said($0["open"]))
            }
        }
    }

    private func paths(_ payload: JSON) -> Set<String> { Set((payload["changes"].array ?? []).compactMap { $0.array?.first?.string }) }

    private let open: Set<String> = [
        "register", "revision", "state", "number", "reserved", "received", "owner", "holder", "heldSince", "clock", "clocks/send-up",
    ]

    private func circled(_ office: TestOffice) throws -> SubjectID {
        let values: [String: JSON] = ["title": "关于海棠计划的函", "fields/from": "u2", "knowers": ["p3"], "owner": "p1", "supervisor": "p3"]
        return try office.open(MatterDraft(register: "inbound", values: values, registers: true))
    }

    @Test func `what anybody may see stands in a payload of its own`() throws {
        let office = try TestOffice()
        let id = try circled(office)
        try office.move(id, .propose, ["leader": "p3", "note": "海棠拟办意见"])
        try office.ledger.submit([.amend(id, fields: ["title": "海棠计划改名"])], as: office.by())
        let found = try payloads(office, id)
        #expect(found.count >= 3 && found.allSatisfy { !$0.open.isNull })
        for (kind, closed, shown) in found {
            #expect(paths(closed).isDisjoint(with: open), "\(kind)")
            #expect(paths(shown).isSubset(of: open), "\(kind)")
            #expect(!shown.text.contains("海棠") && !shown.text.contains("p3,"), "\(kind)")
        }
        // Nothing is lost between the two.
        let record = try office.matter(id).record
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.rebuild()
        #expect(try office.matter(id).record == record)
    }

    @Test func `the open part alone folds to what others see`() throws {
        let office = try TestOffice()
        let id = try office.paper("先公开的来文")
        try office.move(id, .check)
        try office.ledger.submit([.amend(id, fields: ["knowers": ["p3"]])], as: office.by())
        try office.move(id, .propose, ["leader": "p3"])
        let found = try payloads(office, id)
        let first = try #require(found.firstIndex { !$0.open.isNull })
        #expect(first > 0 && found[..<first].allSatisfy { $0.open.isNull })
        var record = Office.Record()
        for (path, value) in found[first].open["rest"].object ?? [:] { record[path] = value }
        for (_, _, shown) in found[first...] {
            evolve(&record, with: Event(subject: id, kind: "", version: 1, payload: .null, open: shown))
        }
        let seen = try office.matter(id).masked(title: "限").record
        for path in open where !path.contains("/") { #expect(record[path] == seen[path], "\(path)") }
    }

    @Test func `lifting the circle tells what was closed, and undo closes it again`() throws {
        let office = try TestOffice()
        let id = try circled(office)
        try office.ledger.submit([.note(id, kind: "progress", text: "海棠已联系")], as: office.by())
        try office.ledger.submit([.amend(id, fields: ["knowers": .null])], as: office.by())
        let lifted = try #require(try payloads(office, id).last)
        #expect(lifted.open.isNull && lifted.closed["rest"]["title"].string == "关于海棠计划的函")
        #expect(lifted.closed["rest"]["notes"].object?.isEmpty == false && lifted.closed["rest"]["state"].isNull)
        let record = try office.matter(id).record
        try office.ledger.undo(as: office.by())
        let closed = try #require(try payloads(office, id).last)
        #expect(closed.open["rest"]["state"].string == record["state"].string && closed.open["rest"]["title"].isNull)
        #expect(try office.matter(id).knowers == ["p3"])
        try office.ledger.redo(as: office.by())
        #expect(try office.matter(id).record == record)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `an erasure takes both parts away`() throws {
        let office = try TestOffice()
        let id = try circled(office)
        let before = try payloads(office, id)
        #expect(before.allSatisfy { !$0.closed.isNull && !$0.open.isNull })
        try office.ledger.erase(id, reason: "依申请删除", as: office.by())
        let after = try payloads(office, id)
        #expect(after.dropLast().allSatisfy { $0.closed.isNull && $0.open.isNull } && after.last?.closed.isNull == false)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `papers of everybody have one payload as before`() throws {
        let office = try TestOffice()
        let id = try office.paper("公开来文")
        try office.move(id, .check)
        #expect(try payloads(office, id).allSatisfy { $0.open.isNull && $0.closed["rest"].isNull })
    }
}
