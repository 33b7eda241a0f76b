import Foundation
import GRDB
import Office

/// What a salvage brought over.
public struct Salvage: Hashable, Sendable {
    public let entries: Int
    /// The entries that could not be read.
    public let lost: [Int64]
    /// Payloads that could not be read; their entries stay and say that something was done, not what.
    public let lostPayloads: Int
    public let files: Int
    /// Whether not even the list of tables could be read: then only the papers were brought over.
    public var isJournalLost = false
}

extension Ledger {
    /// Brings over into a new folder whatever of a damaged office can still be read: entry by entry, payload by payload, paper by paper.
    ///
    /// The damaged office is only read. What is folded is folded anew, so damage outside the journal loses nothing at all; where the
    /// journal itself is damaged, `verify` names the missing entries in the new office as it would in any other.
    ///
    /// - Throws: `LedgerFault.alreadyAnOffice` where the new folder holds one, or what keeps it from being written.
    public static func salvage(
        _ folder: String, into new: String, expand: @escaping OccurrenceExpansion = { _, _, _ in [] }
    ) throws(LedgerFault) -> Salvage {
        let path = folder + "/office.sqlite"
        var status = stat()
        guard stat(path, &status) == 0 else { throw .notAnOffice(folder) }
        let ledger = try create(in: new, expand: expand)
        do {
            guard let source = readable(path) else {
                let files = try ledger.takeFiles(from: folder)
                ledger.close()
                return Salvage(entries: 0, lost: [], lostPayloads: 0, files: files, isJournalLost: true)
            }
            let brought = try source.unsafeRead { db in try ledger.take(from: db) }
            let files = try ledger.takeFiles(from: folder)
            ledger.close()
            try Rebuilding.run(new, expand: expand)
            return Salvage(entries: brought.entries, lost: brought.lost, lostPayloads: brought.lostPayloads, files: files)
        } catch { throw LedgerFault(error, path: new + "/office.sqlite") }
    }

    /// The damaged database, as far as it opens at all.
    private static func readable(_ path: String) -> DatabaseQueue? {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "salvage"
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration),
            (try? queue.read({ try $0.tableExists("entry") })) == true
        else { return nil }
        return queue
    }

    private func take(from old: Database) throws -> (entries: Int, lost: [Int64], lostPayloads: Int) {
        var lost: [Int64] = []
        var entries = 0
        var lostPayloads = 0
        let last = Ledger.lastReadable(in: old)
        try queue.inTransaction { db in
            for seq in stride(from: Int64(1), through: last, by: 1) {
                guard let row = try? Row.fetchOne(old.cachedStatement(sql: "SELECT * FROM entry WHERE seq = ?"), arguments: [seq]),
                    Ledger.isWhole(row)
                else {
                    lost.append(seq)
                    continue
                }
                try Ledger.copy(row, to: "entry", in: db)
                entries += 1
                for digest in Ledger.digests(in: StoredEntry(row).body) {
                    let payload = try? Row.fetchOne(
                        old.cachedStatement(sql: "SELECT * FROM payload WHERE digest = ?"), arguments: [Ledger.blob(digest)])
                    guard let payload, Ledger.isWhole(payload, digest) else {
                        lostPayloads += 1
                        continue
                    }
                    try Ledger.copy(payload, to: "payload", in: db)
                }
            }
            return .commit
        }
        return (entries, lost, lostPayloads)
    }

    /// The last entry the damaged table gives, asked from both its ends: one of them may lie behind the damage.
    private static func lastReadable(in db: Database) -> Int64 {
        let asked = ["SELECT max(seq) FROM entry", "SELECT max(seq) FROM entry INDEXED BY entry_person", "SELECT max(last) FROM folded"]
        return asked.compactMap { sql in (try? Int64.fetchOne(db, sql: sql)) ?? nil }.max() ?? 0
    }

    /// A damaged page can give a row that never was: what does not match its own digest is no entry.
    private static func isWhole(_ row: Row) -> Bool {
        let numbers = ["seq", "at", "recorded"].allSatisfy { Int64.fromDatabaseValue(row[$0]) != nil }
        let texts = ["id", "act", "by", "recordedBy", "account", "device", "medium"].allSatisfy { String.fromDatabaseValue(row[$0]) != nil }
        guard numbers, texts else { return false }
        let stored = StoredEntry(row)
        return stored.computedDigest() == stored.digest
    }

    private static func isWhole(_ payload: Row, _ digest: [UInt8]) -> Bool {
        Payload.digest(salt: Ledger.bytes(payload, "salt"), bytes: Ledger.bytes(payload, "bytes")) == digest
    }

    private static func digests(in body: [UInt8]) -> [[UInt8]] {
        ((try? JSON(bytes: body))?.array ?? []).flatMap { item in
            ["payload", "text", "evidence"].compactMap { item[$0].string.flatMap(Hex.bytes) }
        }
    }

    private static func copy(_ row: Row, to table: String, in db: Database) throws {
        let columns = row.columnNames.map { "\"\($0)\"" }
        let marks = columns.map { _ in "?" }
        try db.execute(
            sql: "INSERT OR IGNORE INTO \(table)(\(columns.joined(separator: ", "))) VALUES (\(marks.joined(separator: ", ")))",
            arguments: StatementArguments(row.databaseValues))
    }

    private func takeFiles(from old: String) throws -> Int {
        var taken = 0
        let names = FileManager.default.enumerator(atPath: old + "/files")?.compactMap { $0 as? String } ?? []
        for name in names {
            let digest = (name as NSString).lastPathComponent
            guard digest.utf8.count == 64, let data = FileManager.default.contents(atPath: old + "/files/" + name) else { continue }
            // A paper is kept under its own digest: one that was damaged is not what its name says.
            guard Ledger.digest(of: Array(data)) == digest else { continue }
            _ = try keep(Array(data))
            taken += 1
        }
        return taken
    }
}
