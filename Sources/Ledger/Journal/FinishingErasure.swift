import Foundation
import GRDB
import Office

/// Why erased words can still be found in a file of the office.
public struct PendingErasure: Hashable, Sendable {
    /// A program that has the office open.
    public struct Holder: Hashable, Sendable {
        public let program: String
        public let process: Int
        public let user: String
    }

    /// Who reads, as far as this account may see it; other accounts' programs are seen by the machine's administrator only.
    public let holders: [Holder]
    /// What failed, where it was not a reader: a file that could not be deleted, a disk that did not answer.
    public let fault: LedgerFault?
}

/// An erasure ends when no reader of the files can see its words: in the papers, in the index, in the write-ahead log.
///
/// What is still to be done stands in `head`, written by the erasing transaction itself: `erasing/` for the log and the index, its value 1
/// once the index is done, `erasing/<digest>` for each paper's file, its value the file's size in bytes or 0 where that is not known, and
/// `erasing/slips/<name>` for the sheets called so. The rows go when all of it is done.
extension Ledger {
    private static let mark = "erasing/"
    private static let slipMark = mark + "slips/"
    private static let marks = "name >= 'erasing/' AND name < 'erasing0'"

    func noteErasing(_ files: [(digest: String, size: Int)], slips: [String], in db: Database) throws {
        var marks: [(name: String, value: Int)] = [(Ledger.mark, 0)]
        marks += files.map { (Ledger.mark + $0.digest, $0.size) }
        marks += slips.map { (Ledger.slipMark + $0, 0) }
        for (name, value) in marks {
            try db.execute(
                sql: "INSERT INTO head(name, value) VALUES (?1, ?2) ON CONFLICT(name) DO UPDATE SET value = ?2", arguments: [name, value])
        }
        isErasing = true
        finishesErasing = true
    }

    /// Finishes, without waiting, what anybody erased.
    func finishErasing() {
        guard finishesErasing else { return }
        isErasing = (try? queue.unsafeRead { try isErasing(in: $0) }) ?? false
        finishErasing(patience: .zero)
    }

    func isErasing(in db: Database) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM head WHERE \(Ledger.marks))")) ?? false
    }

    /// Deletes the erased papers' files and every trace of the words in the index and in the write-ahead log.
    ///
    /// - Parameter patience: how long to wait for readers; zero asks once and does not wait.
    /// - Returns: what stands in the way; nil where nothing of it is left.
    @discardableResult
    func finishErasing(patience: Duration) -> PendingErasure? {
        guard isErasing else { return nil }
        do {
            let isDone = try queue.writeWithoutTransaction { db in
                let wait = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 500
                if patience == .zero { _ = try Int.fetchOne(db, sql: "PRAGMA busy_timeout=0") }
                defer { _ = try? Int.fetchOne(db, sql: "PRAGMA busy_timeout=\(wait)") }
                return try scrub(patience, in: db)
            }
            isErasing = !isDone
            return isDone ? nil : PendingErasure(holders: holders(), fault: nil)
        } catch {
            let fault = LedgerFault(error, path: path)
            if fault == .busy { return PendingErasure(holders: holders(), fault: nil) }
            return PendingErasure(holders: [], fault: fault)
        }
    }

    /// Whether all of it is done; false where a reader keeps old pages.
    private func scrub(_ patience: Duration, in db: Database) throws -> Bool {
        let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM head WHERE \(Ledger.marks)")
        let names: [String] = try rows.map { try $0.value("name") }
        var folders: Set<String> = []
        var taken: [String: Int] = [:]
        let slips = names.filter { $0.hasPrefix(Ledger.slipMark) }
        let papers = rows.map { (name: $0["name"] as String, size: $0["value"] as Int) }.filter { !$0.name.hasPrefix(Ledger.slipMark) }
        for (name, size) in papers where name != Ledger.mark {
            let digest = String(name.dropFirst(Ledger.mark.count))
            // The same paper may have come in again meanwhile, and be another matter's.
            let isHeld = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM enclosure WHERE \(Ledger.isDigest))", arguments: [Ledger.key(digest)])
            if isHeld == true { continue }
            if let memory {
                memory.papers[digest] = nil
                continue
            }
            let file = enclosureFile(digest)
            guard unlink(file) == 0 || errno == ENOENT else {
                throw LedgerFault.writeFailed(file, reason: String(cString: strerror(errno)))
            }
            folders.insert((file as NSString).deletingLastPathComponent)
            taken[digest] = size
        }
        if memory == nil {
            guard try Rebuilding.removeLeftovers(in: self.folder) else { return false }
            let copies = ErasingCopies(folder: self.folder)
            try copies.removeTaken(taken)
            for name in slips { try copies.removeSlips(of: String(name.dropFirst(Ledger.slipMark.count))) }
        }
        for folder in folders { FileSystem.makeDurable(folder) }
        let isUnsorted = try rows.contains { row in
            let (name, value): (String, Int) = (try row.value("name"), try row.value("value"))
            return name == Ledger.mark && value == 0
        }
        if isUnsorted {
            // Deleted words stay in the index's old segments until it is put together.
            try db.execute(sql: "INSERT INTO search(search) VALUES ('optimize')")
            try db.execute(sql: "UPDATE head SET value = 1 WHERE name = ?", arguments: [Ledger.mark])
        }
        let start = ContinuousClock.now
        while try !isLogFolded(in: db) {
            if ContinuousClock.now - start >= patience { return false }
            usleep(50_000)
        }
        for name in names { try db.execute(sql: "DELETE FROM head WHERE name = ?", arguments: [name]) }
        return true
    }

    /// Folds the write-ahead log back and cuts it to nothing; false where a reader needs what stands in it.
    private func isLogFolded(in db: Database) throws -> Bool {
        do {
            let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            return row?["busy"] == 0
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED {
            return false
        }
    }

    /// The programs that have the office's database open, besides this one.
    private func holders() -> [PendingErasure.Holder] {
        guard let resolved = realpath(path, nil) else { return [] }
        defer { free(resolved) }
        let full = String(cString: resolved)
        let manager = FileManager.default
        let processes = ((try? manager.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int($0) }
        return processes.sorted().filter { $0 != Int(getpid()) }.compactMap { process in
            let links = "/proc/\(process)/fd"
            let isOpen = ((try? manager.contentsOfDirectory(atPath: links)) ?? []).contains {
                (try? manager.destinationOfSymbolicLink(atPath: links + "/" + $0)) == full
            }
            guard isOpen else { return nil }
            let name = (try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8))?.trimmed ?? "?"
            var status = stat()
            let owner = stat("/proc/\(process)", &status) == 0 ? getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) } : nil
            return PendingErasure.Holder(program: name, process: process, user: owner ?? String(status.st_uid))
        }
    }
}
