import Foundation
import GRDB
import Office

/// What a salvage brought over.
public struct Salvage: Hashable, Sendable {
    public let entries: Int
    /// The entries that could not be read, as far as anything knows of them.
    public let lost: [Int64]
    /// Contents that could not be read; their entries stay and say that something was done, not what.
    public let lostContents: [LostContent]
    public let files: Int
    /// Whether no entry at all could be read: then only the papers were brought over.
    public var isJournalLost = false
    /// The papers its journal names whose file is missing, unreadable or altered, by their digests.
    public var missingPapers: [String] = []
    /// The papers among `files` that no entry names, by their digests: those that named them may be gone without a trace.
    public var unnamedPapers: [String] = []
    /// The whole papers that no entry names and that were left where they are, for something was erased and it may be what they are.
    public var leftPapers: [String] = []
    /// What is missing at the end of the damaged file; the newest entries may be lost with it, and nothing tells of them.
    public var cutOff: CutOff?
    /// The last entry that was found.
    public var last: Int64 = 0

    public var lostPayloads: Int { lostContents.count }

    /// Whether everything that is known of was brought over.
    public var isWhole: Bool { !isJournalLost && lost.isEmpty && lostContents.isEmpty && missingPapers.isEmpty && cutOff == nil }
}

extension Ledger {
    /// Brings over into a new folder whatever of a damaged office can still be read: entry by entry, payload by payload, paper by paper.
    ///
    /// The damaged office is only read, page by page (`PageScan`). What is folded is folded anew, so damage outside the journal loses
    /// nothing at all; where the journal itself is damaged, `verify` names the missing entries in the new office as it would in any other.
    /// The new folder gets its name when all of it is there: cut off before, a salvage leaves nothing that looks like an office.
    ///
    /// Papers are brought over that an entry names which nobody erased, and those that none names: the entries that did may be gone
    /// without a trace. Only where nothing is lost and something was erased those are left, for they may be what was erased.
    ///
    /// - Parameters:
    ///   - helper: an older copy of the office, which gives what this one lacks.
    ///   - head: the end of the journal as it was kept elsewhere: it knows of newest entries that are gone without a trace.
    ///   - orNothing: writes nothing where no entry at all can be read.
    /// - Throws: `LedgerFault.alreadyAnOffice` where the new folder holds one, or what keeps it from being written.
    public static func salvage(
        _ folder: String, into new: String, helpedBy helper: String? = nil, head: JournalHead? = nil, orNothing: Bool = false,
        expand: @escaping OccurrenceExpansion = { _, _, _ in [] }
    ) throws(LedgerFault) -> Salvage {
        let path = folder + "/office.sqlite"
        var status = stat()
        let isThere = stat(path, &status) == 0
        let fault = errno
        if !isThere {
            // What may not be looked at is not missing.
            guard fault == ENOENT || fault == ENOTDIR else { throw .cannotOpen(path, reason: String(cString: strerror(fault))) }
            // An office whose database is gone has its papers still, and its log.
            if fault == ENOTDIR || !holdsRemains(folder) { throw .notAnOffice(folder) }
        }
        var remains: Remains
        let cutOff: CutOff?
        do {
            let scan = try PageScan(path, isGone: !isThere)
            remains = scan.journal()
            cutOff = scan.cutOff
            if let helper { remains.complete(from: try PageScan(helper + "/office.sqlite").journal()) }
        } catch { throw .cannotOpen(path, reason: LedgerFault.words(of: error)) }
        if orNothing, remains.entries.isEmpty { throw .corrupt(path, reason: "no entry can be read") }
        let target = trimmed(new)
        try refuseOccupied(target)
        let partial = "\(target).\(getpid()).part"
        let scaffold = Scaffold(partial)
        let ledger: Ledger
        do throws(LedgerFault) { ledger = try create(in: partial, expand: expand) } catch {
            switch error {
            case .alreadyAnOffice, .busy, .noLock: break
            default: scaffold.takeDown()
            }
            throw error
        }
        do {
            let lost = missing(in: remains, last: head?.seq ?? lastKnown(path))
            let lostContents = try ledger.take(remains)
            let named = try ledger.papersInJournal()
            let isKnown = !remains.entries.isEmpty
            let isLossless = isKnown && lost.isEmpty && lostContents.isEmpty && cutOff == nil
            let isErasedFrom = isLossless && !Ledger.erased(in: remains).isEmpty
            let taken = try ledger.takeFiles(from: folder, only: isErasedFrom ? Set(named) : nil)
            let unnamed = isKnown ? Set(taken).subtracting(named).sorted() : []
            let left = isErasedFrom ? Ledger.wholePapers(of: folder, except: Set(named)) : []
            var files = taken.count
            // What was erased since stands in an older copy all the same, and stays erased.
            if let helper { files += try ledger.takeFiles(from: helper, only: isKnown ? Set(named) : nil).count }
            let missingPapers = ledger.faultyPapers(among: named)
            ledger.close()
            if isKnown { try Rebuilding.run(partial, expand: expand) }
            rmdir(target)
            guard rename(partial, target) == 0 else {
                throw LedgerFault.writeFailed(target, reason: String(cString: strerror(errno)))
            }
            FileSystem.makeDurable(Scaffold.parent(of: target))
            return Salvage(
                entries: remains.entries.count, lost: lost, lostContents: lostContents, files: files,
                isJournalLost: !isKnown, missingPapers: missingPapers, unnamedPapers: unnamed, leftPapers: left, cutOff: cutOff,
                last: remains.entries.keys.max() ?? 0)
        } catch {
            ledger.close()
            scaffold.takeDown()
            throw LedgerFault(error, path: target + "/office.sqlite")
        }
    }

    /// Whether a folder without a database has what only an office has: papers called by their digests, or a log with changes in it.
    private static func holdsRemains(_ folder: String) -> Bool {
        var log = stat()
        if stat(folder + "/office.sqlite-wal", &log) == 0, log.st_size > LogScan.head { return true }
        return !paperFiles(of: folder).isEmpty
    }

    private static func trimmed(_ folder: String) -> String {
        var folder = folder
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        return folder
    }

    /// Refuses a place where something stands already: an empty folder gives way.
    private static func refuseOccupied(_ folder: String) throws(LedgerFault) {
        var status = stat()
        guard lstat(folder, &status) == 0 else { return }
        if status.st_mode & S_IFMT != S_IFDIR { throw .cannotOpen(folder, reason: String(cString: strerror(ENOTDIR))) }
        if !isUnfounded(folder) { throw .alreadyAnOffice(folder) }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        if !names.isEmpty { throw .cannotOpen(folder, reason: String(cString: strerror(ENOTEMPTY))) }
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

    /// Writes the entries and what they refer to; what is missing of it that nobody erased.
    private func take(_ remains: Remains) throws -> [LostContent] {
        let erased = Ledger.erased(in: remains)
        var missing: [LostContent] = []
        try queue.inTransaction { db in
            let journal = FileJournal(db)
            for entry in remains.entries.values.sorted(by: { $0.seq < $1.seq }) {
                try journal.append(entry)
                let items = (try? JSON(bytes: entry.body))?.array ?? []
                for (digest, content) in entry.contents(of: items) where !erased.contains(digest) {
                    guard let payload = remains.payloads[digest] else {
                        missing.append(content)
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

    /// The files among an office's papers that are what their names say, by their digests, in order.
    private static func wholePapers(of folder: String, except named: Set<String>) -> [String] {
        let whole = paperFiles(of: folder).filter { !named.contains($0.digest) && Digesting.file($0.path) == $0.digest }
        return Set(whole.map(\.digest)).sorted()
    }

    /// - Parameter wanted: which papers, by their digests; nil for all.
    /// - Returns: the digests of those that were taken.
    private func takeFiles(from old: String, only wanted: Set<String>?) throws -> [String] {
        var taken: [String] = []
        for (path, digest) in Ledger.paperFiles(of: old) {
            guard wanted?.contains(digest) ?? true, access(enclosureFile(digest), F_OK) != 0,
                let data = FileManager.default.contents(atPath: path)
            else { continue }
            // A paper is kept under its own digest: one that was damaged is not what its name says.
            let file = PaperBytes(Array(data))
            guard file.digest == digest else { continue }
            try copy(file)
            taken.append(digest)
        }
        return taken
    }
}
