import Foundation
import GRDB
import Ledger
import Office
import TestKit
import Testing

/// What is lost is said: no salvage calls a rest the whole, no check calls sound what it does not read.
@Suite struct LossTests {
    private func furnished() throws -> TestOffice {
        let office = try TestOffice()
        for index in 0..<30 {
            let values: [String: JSON] = ["title": .string("第\(index)件来文"), "fields/from": "u2"]
            _ = try office.open(MatterDraft(register: "inbound", values: values, registers: true))
        }
        office.ledger.close()
        return office
    }

    private func file(_ folder: String, _ end: String = "") -> URL { URL(fileURLWithPath: folder + "/office.sqlite" + end) }

    @Test func `a file shorter than it says is called cut off`() throws {
        let office = try furnished()
        let whole = try Data(contentsOf: file(office.folder))
        let pages = whole.count / 4096
        #expect(Ledger.cutOff(of: office.folder) == nil)
        for kept in [3, pages / 2, pages - 1] {
            try whole.prefix(kept * 4096).write(to: file(office.folder))
            let salvage = try Ledger.salvage(office.folder, into: office.folder + "/salvaged-\(kept)")
            #expect(salvage.cutOff?.missing == pages - kept && salvage.cutOff?.pages == pages, "\(salvage)")
            #expect(!salvage.isWhole, "\(salvage)")
            #expect(Ledger.cutOff(of: office.folder) == salvage.cutOff)
        }
        try whole.write(to: file(office.folder))
        let salvage = try Ledger.salvage(office.folder, into: office.folder + "/whole")
        #expect(salvage.cutOff == nil && salvage.isWhole, "\(salvage)")
    }

    @Test func `a head whose counters disagree says nothing`() throws {
        let office = try furnished()
        var data = try Data(contentsOf: file(office.folder))
        data[31] ^= 0x40
        data[95] ^= 0x01
        try data.write(to: file(office.folder))
        #expect(Ledger.cutOff(of: office.folder) == nil)
    }

    @Test func `content that is damaged is named by entry and matter, all of it`() throws {
        let office = try furnished()
        let queue = try DatabaseQueue(path: file(office.folder).path)
        try queue.write { db in
            try db.execute(
                sql: "DROP TRIGGER payload_fixed; UPDATE payload SET bytes = x'00' WHERE rowid > (SELECT max(rowid) - 3 FROM payload)")
        }
        try queue.close()
        let ledger = try Ledger.open(office.folder, for: .reading)
        let found = try ledger.verify()
        let named = found.lostContents
        #expect(named.count == 3 && Set(named.map(\.entry)).count >= 1, "\(named)")
        #expect(named.allSatisfy { $0.subjects.first?.kind == .matter }, "\(named)")
        // Folding anew cannot read them either: the journal is walked all the same.
        let deep = try ledger.verify(deep: true)
        #expect(deep.lostContents == named && !deep.isWhole)
        ledger.close()
        let salvage = try Ledger.salvage(office.folder, into: office.folder + "/salvaged")
        #expect(salvage.lostContents.map(\.entry).sorted() == named.map(\.entry).sorted() && salvage.lostPayloads == 3)
        #expect(try Ledger.open(office.folder + "/salvaged", for: .reading).verify().lostContents.count == 3)
    }

    @Test func `a leaf that lost its rows is named, and what is folded comes back`() throws {
        let office = try furnished()
        let whole = try Data(contentsOf: file(office.folder))
        var folded = 0
        for page in 1..<whole.count / 4096 where whole[page * 4096] == 0x0A && whole[page * 4096 + 3] == 0 && whole[page * 4096 + 4] > 6 {
            var damaged = whole
            damaged[page * 4096 + 4] = 3
            for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(at: file(office.folder, end)) }
            try damaged.write(to: file(office.folder))
            guard let ledger = try? Ledger.open(office.folder, for: .writing) else { continue }
            defer { ledger.close() }
            let found = try ledger.verify(deep: true)
            let damage = try #require(found.damage, "page \(page + 1)")
            #expect(!found.isWhole && !damage.lines.isEmpty && !damage.places.isEmpty, "\(damage)")
            guard damage.isFolded else { continue }
            folded += 1
            try ledger.rebuild()
            let anew = try ledger.verify(deep: true)
            #expect(anew.isWhole, "\(damage) \(anew)")
        }
        #expect(folded > 0)
    }

    @Test func `a log with a damaged place in it tells of what stands behind`() throws {
        let office = try furnished()
        let ledger = try office.reopened()
        let before = try ledger.version()
        for index in 0..<6 {
            try ledger.submit([.open(MatterDraft(register: "tasks", values: ["title": .string("第\(index)件事")]))], as: office.by())
        }
        let (database, log) = (try Data(contentsOf: file(office.folder)), try Data(contentsOf: file(office.folder, "-wal")))
        #expect(try ledger.verify().unreadActs == 0)
        ledger.close()
        func copy(_ name: String, _ log: Data) throws -> String {
            let folder = office.folder + "/" + name
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try database.write(to: file(folder))
            try log.write(to: file(folder, "-wal"))
            return folder
        }
        #expect(try Ledger.open(copy("sound", log), for: .reading).verify().isWhole)
        var damaged = log
        damaged[32 + 24 + 100] ^= 0x01
        let folder = try copy("damaged", damaged)
        let found = try Ledger.open(folder, for: .reading).verify()
        #expect(found.unreadActs >= 5 && !found.isWhole && found.entries == Int(before), "\(found)")
        let salvage = try Ledger.salvage(copy("again", damaged), into: office.folder + "/salvaged")
        #expect(salvage.entries >= Int(before) + 5, "\(salvage)")
        // One write that a failing machine cut off was told to nobody.
        var torn = log
        torn[log.count - 10] ^= 0x01
        #expect(try Ledger.open(copy("torn", torn), for: .reading).verify().unreadActs == 0)
    }

    /// A page of the log, the head of a frame, its salts, the head of the log twice, a page of noughts.
    private static let damages: [[Int]] = [
        [32 + 24 + 100], [32 + 4], [32 + 9, 32 + 13], [18], [5], Array(32..<4_192),
    ]

    @Test(arguments: damages)
    func `what stands behind a damaged place of the log is not written over, and is salvaged`(places: [Int]) throws {
        let office = try furnished()
        let ledger = try office.reopened()
        let before = try ledger.version()
        for index in 0..<6 {
            try ledger.submit([.open(MatterDraft(register: "tasks", values: ["title": .string("第\(index)件事")]))], as: office.by())
        }
        let (database, log) = (try Data(contentsOf: file(office.folder)), try Data(contentsOf: file(office.folder, "-wal")))
        ledger.close()
        let folder = office.folder + "/damaged"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try database.write(to: file(folder))
        var damaged = log
        for place in places { damaged[place] = places.count > 2 ? 0 : damaged[place] ^ 0x01 }
        try damaged.write(to: file(folder, "-wal"))
        for _ in 0..<2 {
            do throws(LedgerFault) {
                try Ledger.open(folder, for: .writing).close()
                Issue.record("opened for writing")
            } catch {
                guard case .logDamaged(let path, let acts) = error else { throw error }
                #expect(path == folder + "/office.sqlite")
                #expect(acts >= 4)
            }
            #expect(try Data(contentsOf: file(folder, "-wal")) == damaged)
        }
        #expect(throws: LedgerFault.self) { try Rebuilding.run(folder, expand: { _, _, _ in [] }) }
        // Reading goes on, and leaves the log as it is.
        let reader = try Ledger.open(folder, for: .reading)
        #expect(reader.unreadActs() >= 4)
        #expect(try !reader.verify().isWhole)
        reader.close()
        #expect(try Data(contentsOf: file(folder, "-wal")) == damaged)
        let salvage = try Ledger.salvage(folder, into: office.folder + "/salvaged")
        #expect(salvage.entries >= Int(before) + 5, "\(salvage)")
    }

    @Test func `a log used again after it was folded back is written on`() throws {
        let office = try furnished()
        let ledger = try office.reopened()
        func note(_ text: String) throws {
            try ledger.submit([.open(MatterDraft(register: "tasks", values: ["title": .string(text)]))], as: office.by())
        }
        for index in 0..<8 { try note("第\(index)件事") }
        let queue = try DatabaseQueue(path: file(office.folder).path)
        try queue.writeWithoutTransaction { db in _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(RESTART)") }
        // Behind the one that follows lie those of before.
        try note("以后的事")
        let other = try Ledger.open(office.folder, for: .writing)
        try other.submit([.open(MatterDraft(register: "tasks", values: ["title": "再一件"]))], as: office.by())
        #expect(try other.verify().isWhole)
        let reader = try Ledger.open(office.folder, for: .reading)
        #expect(reader.unreadActs() == 0)
        reader.close()
        other.close()
        ledger.close()
    }

    @Test func `an erased paper does not come back from an older copy`() throws {
        let office = try TestOffice()
        let bytes = Array("误收的密件".utf8)
        let digest = try office.ledger.keep(bytes)
        let kept = try office.ledger.keep(Array("别的来文".utf8))
        func draft(_ title: String, _ digest: String) throws -> MatterDraft {
            MatterDraft(
                register: "inbound", values: ["title": .string(title)],
                enclosures: [try cleared(digest: digest, name: "来文.txt", size: 15, text: title)])
        }
        let id = try office.open(try draft("误收的来文", digest))
        _ = try office.open(try draft("别的来文", kept))
        try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["administrator"]])], as: office.by())
        office.ledger.close()
        let older = office.folder + "-older"
        defer { try? FileManager.default.removeItem(atPath: older) }
        try FileManager.default.copyItem(atPath: office.folder, toPath: older)
        let ledger = try office.reopened()
        try ledger.erase(id, reason: "误收", as: office.by())
        ledger.close()
        let salvage = try Ledger.salvage(office.folder, into: office.folder + "/salvaged", helpedBy: older)
        #expect(salvage.isWhole && salvage.files == 1, "\(salvage)")
        let again = try Ledger.open(office.folder + "/salvaged", for: .reading)
        #expect(!FileManager.default.fileExists(atPath: again.enclosureFile(digest)))
        #expect(FileManager.default.fileExists(atPath: again.enclosureFile(kept)))
    }

    @Test func `a file among the papers that nobody refers to is named once it is old`() throws {
        let office = try TestOffice()
        let digest = try office.ledger.keep(Array("无人引用".utf8))
        #expect(try office.ledger.strayFiles() == [])
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: office.ledger.enclosureFile(digest))
        #expect(try office.ledger.strayFiles() == [digest])
        let paper = try cleared(digest: digest, name: "来文.txt", size: 12, text: "来文")
        _ = try office.open(MatterDraft(register: "inbound", values: ["title": "来文"], enclosures: [paper]))
        #expect(try office.ledger.strayFiles() == [])
    }

    @Test func `a salvage writes into no place that is taken, and leaves no half behind`() throws {
        let office = try furnished()
        let place = office.folder + "/place"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try Data("note".utf8).write(to: URL(fileURLWithPath: place + "/note.txt"))
        #expect(throws: LedgerFault.self) { try Ledger.salvage(office.folder, into: place) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["note.txt"])
        try FileManager.default.removeItem(atPath: place + "/note.txt")
        #expect(try Ledger.salvage(office.folder, into: place + "/").isWhole)
        #expect(throws: LedgerFault.alreadyAnOffice(place)) { try Ledger.salvage(office.folder, into: place) }
        try Data(repeating: 0x20, count: 9_000).write(to: file(office.folder))
        #expect(throws: LedgerFault.self) { try Ledger.salvage(office.folder, into: office.folder + "/none", orNothing: true) }
        let left = try FileManager.default.contentsOfDirectory(atPath: office.folder)
        #expect(!left.contains { $0.hasSuffix(".part") || $0 == "none" }, "\(left)")
    }
}
