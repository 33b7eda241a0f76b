import Foundation
import GRDB
import Office

/// What a salvage brought over.
public struct Salvage: Hashable, Sendable {
    public let entries: Int
    /// The entries that could not be read, as far as anything knows of them.
    public let lost: [Int64]
    /// Payloads that could not be read; their entries stay and say that something was done, not what.
    public let lostPayloads: Int
    public let files: Int
    /// Whether no entry at all could be read: then only the papers were brought over.
    public var isJournalLost = false
    /// The papers its journal names whose file is missing, unreadable or altered, by their digests.
    public var missingPapers: [String] = []

    /// Whether everything that is known of was brought over.
    public var isWhole: Bool { !isJournalLost && lost.isEmpty && lostPayloads == 0 && missingPapers.isEmpty }
}

extension Ledger {
    /// Brings over into a new folder whatever of a damaged office can still be read: entry by entry, payload by payload, paper by paper.
    ///
    /// The damaged office is only read, page by page (`PageScan`). What is folded is folded anew, so damage outside the journal loses
    /// nothing at all; where the journal itself is damaged, `verify` names the missing entries in the new office as it would in any other.
    ///
    /// - Parameters:
    ///   - helper: an older copy of the office, which gives what this one lacks.
    ///   - head: the end of the journal as it was kept elsewhere: it knows of newest entries that are gone without a trace.
    /// - Throws: `LedgerFault.alreadyAnOffice` where the new folder holds one, or what keeps it from being written.
    public static func salvage(
        _ folder: String, into new: String, helpedBy helper: String? = nil, head: JournalHead? = nil,
        expand: @escaping OccurrenceExpansion = { _, _, _ in [] }
    ) throws(LedgerFault) -> Salvage {
        let path = folder + "/office.sqlite"
        var status = stat()
        guard stat(path, &status) == 0 else {
            // What may not be looked at is not missing.
            if errno == ENOENT || errno == ENOTDIR { throw .notAnOffice(folder) }
            throw .cannotOpen(path, reason: String(cString: strerror(errno)))
        }
        var remains: Remains
        do {
            remains = try PageScan(path).journal()
            if let helper { remains.complete(from: try PageScan(helper + "/office.sqlite").journal()) }
        } catch { throw .cannotOpen(path, reason: LedgerFault.words(of: error)) }
        let scaffold = Scaffold(new)
        let ledger: Ledger
        do throws(LedgerFault) { ledger = try create(in: new, expand: expand) } catch {
            switch error {
            case .alreadyAnOffice, .busy, .noLock: break
            default: scaffold.takeDown()
            }
            throw error
        }
        do {
            let files = try ledger.takeFiles(from: folder) + (helper.map { try ledger.takeFiles(from: $0) } ?? 0)
            let lost = missing(in: remains, last: head?.seq ?? lastKnown(path))
            let lostPayloads = try ledger.take(remains)
            let missingPapers = ledger.faultyPapers(among: try ledger.papersInJournal())
            ledger.close()
            if !remains.entries.isEmpty { try Rebuilding.run(new, expand: expand) }
            return Salvage(
                entries: remains.entries.count, lost: lost, lostPayloads: lostPayloads, files: files,
                isJournalLost: remains.entries.isEmpty, missingPapers: missingPapers)
        } catch {
            ledger.close()
            scaffold.takeDown()
            throw LedgerFault(error, path: new + "/office.sqlite")
        }
    }

    /// The numbers up to the last that was found or is known of, of which no entry was found.
    private static func missing(in remains: Remains, last known: Int64) -> [Int64] {
        let last = max(remains.entries.keys.max() ?? 0, known)
        return last > 0 ? (1...last).filter { remains.entries[$0] == nil } : []
    }

    /// The last entry that anything else in the damaged file tells of, as far as it opens at all.
    private static func lastKnown(_ path: String) -> Int64 {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "salvage"
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return 0 }
        let asked = [
            "SELECT max(seq) FROM entry", "SELECT max(seq) FROM entry INDEXED BY entry_person", "SELECT max(last) FROM folded",
            "SELECT max(seq) FROM touch",
        ]
        let known = asked.compactMap { sql in (try? queue.unsafeRead { try Int64.fetchOne($0, sql: sql) }) ?? nil }
        // Nothing proves a number of a damaged page: one that no office reaches is none.
        return known.filter { (0..<10_000_000).contains($0) }.max() ?? 0
    }

    /// Writes the entries and what they refer to; how many payloads are missing that nobody erased.
    private func take(_ remains: Remains) throws -> Int {
        let erased = Ledger.erased(in: remains)
        var missing = 0
        try queue.inTransaction { db in
            let journal = FileJournal(db)
            for entry in remains.entries.values.sorted(by: { $0.seq < $1.seq }) {
                try journal.append(entry)
                for digest in Ledger.digests(in: entry.body) where !erased.contains(digest) {
                    guard let payload = remains.payloads[digest] else {
                        missing += 1
                        continue
                    }
                    if try journal.payload(digest) != nil { continue }
                    try journal.store(StoredPayload(salt: payload.salt, bytes: payload.bytes), under: digest)
                }
            }
            return .commit
        }
        return missing
    }

    /// What was erased and stays so, even where an older page still holds it.
    private static func erased(in remains: Remains) -> Set<[UInt8]> {
        var erased: Set<[UInt8]> = []
        for entry in remains.entries.values {
            for item in (try? JSON(bytes: entry.body))?.array ?? [] where item["kind"].string == Undoing.erasure {
                guard let subject = item["subject"].string else { continue }
                for earlier in remains.entries.values where earlier.seq < entry.seq {
                    erased.formUnion(Erasure.digests(of: subject, in: earlier.body))
                }
            }
        }
        return erased
    }

    private static func digests(in body: [UInt8]) -> [[UInt8]] {
        ((try? JSON(bytes: body))?.array ?? []).flatMap { item in
            StoredEntry.payloadKeys.compactMap { item[$0].string.flatMap(Hex.bytes) }
        }
    }

    private func takeFiles(from old: String) throws -> Int {
        var taken = 0
        let names = FileManager.default.enumerator(atPath: old + "/files")?.compactMap { $0 as? String } ?? []
        for name in names {
            let digest = (name as NSString).lastPathComponent
            guard digest.utf8.count == 64, access(enclosureFile(digest), F_OK) != 0,
                let data = FileManager.default.contents(atPath: old + "/files/" + name)
            else { continue }
            // A paper is kept under its own digest: one that was damaged is not what its name says.
            let file = PaperBytes(Array(data))
            guard file.digest == digest else { continue }
            try copy(file)
            taken += 1
        }
        return taken
    }
}
