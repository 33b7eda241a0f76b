import Foundation
import GRDB
import Office
import TestKit
import Testing

@testable import Ledger

/// Projections are folded beside the ones in use; programs of two versions share an office without harm.
@Suite struct RebuildingTests {
    private func fill(_ office: TestOffice, _ count: Int) throws {
        let drafts = (0..<count).map { Command.open(MatterDraft(register: "tasks", values: ["title": .string("核对第\($0)号材料")])) }
        // One entry a command, as many as a slice and more.
        try office.ledger.submit(drafts, as: office.by())
    }

    /// Rebuilds in slices so short that there are several, on any machine.
    @discardableResult
    private func rebuild(_ office: TestOffice, _ meanwhile: (Int, Int) -> Void) throws -> Int {
        try Rebuilding.run(office.folder, expand: { _, _, _ in [] }, slice: .milliseconds(1), progress: meanwhile)
    }

    private func execute(_ office: TestOffice, _ statements: String) throws {
        try DatabaseQueue(path: office.folder + "/office.sqlite").write { try $0.execute(sql: statements) }
    }

    private func rows(_ office: TestOffice) throws -> [MatterRow] {
        try office.ledger.list(register: nil, filter: .everything, limit: 5000, now: office.now, me: nil).rows
    }

    @Test func `what colleagues record meanwhile is in it`() throws {
        let office = try TestOffice()
        try fill(office, 450)
        let before = try rows(office)
        let colleague = try office.reopened()
        var recorded = 0
        let count = try rebuild(office) { _, _ in
            // Between two slices the office is free.
            let late = Command.open(MatterDraft(register: "tasks", values: ["title": .string("期间新增\(recorded)")]))
            guard recorded < 5, (try? colleague.submit([late], as: office.by("p2"))) != nil else { return }
            recorded += 1
        }
        #expect(recorded > 0)
        #expect(count >= 450 + recorded)
        #expect(try rows(office).count == before.count + recorded)
        #expect(try office.ledger.search("期间新增", limit: 50).total == recorded)
        #expect(try office.ledger.search("核对第77号", limit: 50).hits.first?.row.title == "核对第77号材料")
        #expect(try office.ledger.verify(deep: true).isWhole)
        // Both go on with the new tables, and the next find knows what they add.
        for (ledger, title) in [(office.ledger, "重建之后甲"), (colleague, "重建之后乙")] {
            try ledger.submit([.open(MatterDraft(register: "tasks", values: ["title": .string(title)]))], as: office.by())
        }
        #expect(try office.ledger.search("重建之后", limit: 5).total == 2)
        #expect(try colleague.search("重建之后", limit: 5).total == 2)
        #expect(try office.ledger.verify(deep: true).isWhole)
        #expect(try FileManager.default.contentsOfDirectory(atPath: office.folder).allSatisfy { !$0.contains("rebuilding") })
    }

    @Test func `an older office is brought up to date, once`() throws {
        let office = try TestOffice()
        try fill(office, 20)
        let before = try rows(office)
        office.ledger.close()
        try execute(
            office, "DROP INDEX matter_knowers; ALTER TABLE matter DROP COLUMN knowers; UPDATE head SET value = 1 WHERE name = 'version'")
        #expect(throws: LedgerFault.older(found: 1, known: Schema.projectionVersion)) { try office.reopened() }
        try Rebuilding.run(office.folder, expand: { _, _, _ in [] })
        let ledger = try office.reopened()
        #expect(try ledger.list(register: nil, filter: .everything, limit: 5000, now: office.now, me: nil).rows == before)
        #expect(try ledger.verify(deep: true).isWhole)
    }

    @Test func `who finds an office of an older version that was brought up to date meanwhile leaves it as it is`() throws {
        let office = try TestOffice()
        try fill(office, 20)
        #expect(try Rebuilding.run(office.folder, whereOlder: true, expand: { _, _, _ in [] }) == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: office.folder).allSatisfy { !$0.contains("rebuilding") })
        office.ledger.close()
        try execute(office, "UPDATE head SET value = 1 WHERE name = 'version'")
        #expect(try Rebuilding.run(office.folder, whereOlder: true, expand: { _, _, _ in [] }) > 20)
        #expect(try office.reopened().verify(deep: true).isWhole)
    }

    @Test func `what has only begun is told by when it began, and what is not there yet as just begun`() throws {
        let office = try TestOffice()
        let lock = open(office.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        func refused() -> LedgerFault? {
            do throws(LedgerFault) { try Rebuilding.run(office.folder, whereOlder: true, expand: { _, _, _ in [] }) } catch { return error }
            return nil
        }
        #expect(refused() == .rebuilding(.begun(nil)))
        let scratch = office.folder + "/office.rebuilding"
        #expect(FileManager.default.createFile(atPath: scratch, contents: nil))
        let made = Date(timeIntervalSince1970: 1_700_000_000)
        try FileManager.default.setAttributes([.modificationDate: made], ofItemAtPath: scratch)
        #expect(refused() == .rebuilding(.begun(Moment(milliseconds: 1_700_000_000_000))))
        // The office itself is read and written meanwhile.
        try fill(office, 1)
        #expect(try rows(office).count == 1)
    }

    @Test func `a program that knows less stops writing, and what was typed stays`() throws {
        let office = try TestOffice()
        try fill(office, 3)
        let known = Schema.projectionVersion
        let newer = LedgerFault.newer(found: known + 1, known: known)
        try execute(office, "UPDATE head SET value = \(known + 1) WHERE name = 'version'")
        #expect(throws: newer) { try fill(office, 1) }
        #expect(throws: newer) { try office.ledger.version() }
        #expect(throws: newer) { try office.ledger.rebuild() }
        try office.ledger.keepDraft(["title": "写了一半"], form: "open.tasks", person: "p1", at: office.now)
        #expect(try office.ledger.draft(form: "open.tasks", person: "p1")?["title"].string == "写了一半")
        #expect(try rows(office).count == 3)
    }

    @Test func `two do not rebuild at once; one cut off is taken up where it stopped`() throws {
        let office = try TestOffice()
        try fill(office, 450)
        var second: [LedgerFault] = []
        var told: [LedgerFault] = []
        try rebuild(office) { done, all in
            told.append(.rebuilding(.folded(done, of: all)))
            do throws(LedgerFault) { try Rebuilding.run(office.folder, expand: { _, _, _ in [] }) } catch { second.append(error) }
        }
        // Who comes second is told how far the first is.
        #expect(!told.isEmpty && second == told)
        // What a killed run left behind: folded to somewhere in the middle.
        let fresh = try TestOffice()
        try fill(fresh, 450)
        let copy = office.folder + "/left"
        try rebuild(fresh) { _, _ in
            try? FileManager.default.removeItem(atPath: copy)
            try? FileManager.default.copyItem(atPath: fresh.folder + "/office.rebuilding", toPath: copy)
        }
        try FileManager.default.copyItem(atPath: copy, toPath: fresh.folder + "/office.rebuilding")
        try fresh.ledger.rebuild()
        #expect(try fresh.ledger.verify(deep: true).isWhole)
        #expect(try rows(fresh).count == 450)
    }

    @Test func `what was erased meanwhile does not come back`() throws {
        let office = try TestOffice()
        try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["clerk", "administrator"]])], as: office.by())
        let secret = try office.paper("海棠计划的通知")
        try fill(office, 450)
        let other = try office.reopened()
        var isErased = false
        try rebuild(office) { _, _ in
            guard !isErased else { return }
            isErased = (try? other.erase(secret, reason: "误收", as: office.by())) != nil
        }
        #expect(isErased)
        #expect(try office.ledger.search("海棠", limit: 5).total == 0)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }
}
