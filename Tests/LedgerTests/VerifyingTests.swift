import Foundation
import GRDB
import Ledger
import Office
import Synchronization
import TestKit
import Testing

/// A deep walk finds every table that the journal does not account for.
@Suite struct VerifyingTests {
    private func furnished() throws -> TestOffice {
        let office = try TestOffice()
        let digest = try office.ledger.keep(Array("水库除险加固".utf8))
        let paper = try cleared(digest: digest, name: "请示.txt", size: 18, text: "水库除险加固。")
        let values: [String: JSON] = ["title": "请示", "fields/from": "u2"]
        let id = try office.open(MatterDraft(register: "inbound", values: values, enclosures: [paper], registers: true))
        try office.move(id, .circulate, ["readers": ["p2", "p3"]])
        try office.move(id, .bringup, ["day": "2026-12-01"])
        try office.ledger.submit(
            [.schedule(fields: ["title": "例会", "start": .int(office.now.milliseconds), "owner": "p1", "place": "l1"])], as: office.by())
        #expect(try office.ledger.verify(deep: true).isWhole)
        return office
    }

    @Test(arguments: [
        "UPDATE matter SET due = 1", "UPDATE matter SET title = 'x'", "DELETE FROM obligation",
        "INSERT INTO obligation VALUES ('p9', 1, 1)",
        "UPDATE matter SET knowers = ',p9,'", "DELETE FROM touch WHERE subject = 'm1'", "INSERT INTO touch VALUES ('m77', 3, 'p1')",
        "DELETE FROM enclosure", "UPDATE enclosure SET name = 'y'", "UPDATE counter SET count = count + 1", "UPDATE series SET last = 9",
        "INSERT INTO matter(id, register, title, state, open) VALUES (77, 'inbound', 'ghost', 'accepted', 1)", "DELETE FROM reading",
        "INSERT INTO acted VALUES ('p9', 1)", "UPDATE folded SET names = 'z'", "UPDATE subject SET last = 1 WHERE id = 'p1'",
        "UPDATE meeting SET uid = 'w'", "UPDATE occurrence SET start = 5",
        "INSERT INTO head VALUES ('m', 99) ON CONFLICT DO UPDATE SET value = 99",
        "INSERT INTO search(rowid, gram, unit) VALUES (999999, 'ghost', 'ghost')",
    ])
    func `a table written by another hand`(statement: String) throws {
        let office = try furnished()
        office.ledger.close()
        let queue = try DatabaseQueue(path: office.folder + "/office.sqlite")
        try queue.write { db in
            try db.execute(sql: statement)
            #expect(db.changesCount > 0, "\(statement)")
        }
        try queue.close()
        let ledger = try Ledger.open(office.folder, for: .writing)
        let found = try ledger.verify(deep: true)
        #expect(!found.differing.isEmpty && !found.isWhole, "\(statement)")
        try ledger.rebuild()
        #expect(try ledger.verify(deep: true).isWhole, "\(statement)")
    }

    @Test func `an office that cannot be written is verified all the same`() throws {
        let office = try furnished()
        office.ledger.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: office.folder)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: office.folder) }
        #expect(try Ledger.open(office.folder, for: .reading).verify(deep: true).isWhole)
        let left = try FileManager.default.contentsOfDirectory(atPath: office.folder).filter { $0.contains("verifying") }
        #expect(left == [])
    }

    @Test func `a paper that is not what was kept is named`() throws {
        let office = try furnished()
        let digest = try #require(office.keptFiles().first)
        try Data("other".utf8).write(to: URL(fileURLWithPath: office.ledger.enclosureFile(digest)))
        #expect(try office.ledger.verify(deep: true).faultyPapers == [digest])
        try FileManager.default.removeItem(atPath: office.ledger.enclosureFile(digest))
        #expect(try office.ledger.verify(deep: true).faultyPapers == [digest])
        #expect(try office.ledger.verify().isWhole)
    }

    /// Takes a paper in through a ledger of their own, once, when they are let.
    private final class Colleague: Sendable {
        let office = Mutex<(folder: String, attribution: Attribution)?>(nil)

        func record() {
            guard let (folder, attribution) = office.withLock({ $0.take() }) else { return }
            do {
                let ledger = try Ledger.open(folder, for: .writing)
                let digest = try ledger.keep(Array("关于甲的函".utf8))
                let paper = try cleared(digest: digest, name: "甲.txt", size: 15, text: "关于甲的函")
                try ledger.submit([.open(MatterDraft(register: "inbound", values: ["title": "甲"], enclosures: [paper]))], as: attribution)
            } catch { Issue.record(error) }
        }
    }

    @Test func `what a colleague records during the walk is in none of its counts`() throws {
        let colleague = Colleague()
        let office = try TestOffice(expand: { _, _, _ in
            colleague.record()
            return []
        })
        let digest = try office.ledger.keep(Array("关于乙的函".utf8))
        let paper = try cleared(digest: digest, name: "乙.txt", size: 15, text: "关于乙的函")
        _ = try office.open(MatterDraft(register: "inbound", values: ["title": "乙"], enclosures: [paper]))
        try office.ledger.submit(
            [.schedule(fields: ["title": "周例会", "uid": "w", "source": ["x"], "recurring": true, "start": .int(office.now.milliseconds)])],
            as: office.by())
        let before = try office.ledger.verify(deep: true)
        colleague.office.withLock { $0 = (office.folder, office.by()) }
        let during = try office.ledger.verify(deep: true)
        #expect(during.isWhole && during.entries == before.entries && during.head == before.head && during.papers == 1)
        let after = try office.ledger.verify(deep: true)
        #expect(after.isWhole && after.entries == before.entries + 1 && after.papers == 2)
    }

    @Test func `a deep walk finds in the chain what a plain one finds`() throws {
        let office = try furnished()
        office.ledger.close()
        let queue = try DatabaseQueue(path: office.folder + "/office.sqlite")
        try queue.write { db in
            for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            // An entry before the first, one that was changed, one that is gone.
            try db.execute(
                sql: """
                    INSERT INTO entry SELECT -1, 'stray', act, undoes, "by", recordedBy, account, device, medium, at, recorded, body, prev, digest
                    FROM entry WHERE seq = 2
                    """)
            try db.execute(sql: "UPDATE entry SET device = 'elsewhere' WHERE seq = 3")
            try db.execute(sql: "DELETE FROM entry WHERE seq = 4")
        }
        try queue.close()
        let ledger = try Ledger.open(office.folder, for: .reading)
        let plain = try ledger.verify()
        let deep = try ledger.verify(deep: true)
        #expect(plain.firstBroken == -1 && plain.gaps.contains(4))
        #expect(deep.entries == plain.entries && deep.firstBroken == plain.firstBroken && deep.brokenBecause == plain.brokenBecause)
        #expect(deep.gaps == plain.gaps && deep.head == plain.head && deep.missing == plain.missing && deep.backdated == plain.backdated)
        #expect(deep.papers == 1 && deep.faultyPapers == [])
        // A backup walks it once for both.
        let walked = try ledger.verifyNamingPapers()
        #expect(try walked.verification == plain && walked.papers == ledger.papersInJournal() && walked.papers.count == 1)
    }

    @Test func `an office whose papers circulate is sound and can be copied`() throws {
        let office = try furnished()
        #expect(try office.ledger.damage() == nil)
        let copy = try office.ledger.copyDatabase(beside: office.folder + "/copy")
        defer { close(copy) }
        #expect(lseek(copy, 0, SEEK_END) > 0)
    }
}
