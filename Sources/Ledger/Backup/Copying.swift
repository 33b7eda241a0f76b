import Crypto
import Foundation
import GRDB
import Office

extension Ledger {
    /// Writes a consistent copy of the database while others go on working, into a file that has no name any more when this returns.
    ///
    /// - Parameter path: the copy lies on the same disk, beside it.
    /// - Returns: the copy's descriptor, which the caller closes.
    /// - Throws: `LedgerFault.corrupt` where a page or a record of it is damaged, `.writeFailed` where the disk is full.
    public func copyDatabase(beside path: String) throws(LedgerFault) -> Int32 {
        let temporary = "\(path).\(getpid()).sqlite"
        let descriptor = Foundation.open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotOpen(temporary, reason: String(cString: strerror(errno))) }
        do {
            let copy = try Ledger.unnamed(temporary)
            // Pages are copied as they stand; a damaged one must not be called a backup.
            try checkSoundness()
            try queue.backup(to: copy)
            try copy.close()
            return descriptor
        } catch {
            Foundation.close(descriptor)
            throw LedgerFault(error, path: path)
        }
    }

    /// Opens a database in a fresh file and takes the file's name away, so that it ends with whoever has it open.
    static func unnamed(_ path: String, _ configuration: Configuration = Configuration()) throws -> DatabaseQueue {
        defer { unlink(path) }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF") }
        // A name that stays would keep the office's words on the disk behind whoever made the file: then rather none.
        guard unlink(path) == 0 else { throw LedgerFault.writeFailed(path, reason: String(cString: strerror(errno))) }
        return queue
    }

    /// The digests of all papers and templates the journal names and has not erased, in order.
    public func papersInJournal() throws(LedgerFault) -> [String] {
        try reading { db in
            var papers: Set<String> = []
            try self.journal(in: db).eachEntry(after: .min) { stored in
                papers.formUnion(try self.papers(in: stored, db))
                return .goOn
            }
            return papers.sorted()
        }
    }

    /// What `verify` and `papersInJournal` find, in one walk along the journal.
    public func verifyNamingPapers() throws(LedgerFault) -> (verification: Verification, papers: [String]) {
        try reading { db in
            var chain = ChainWalk(kept: nil)
            var papers: Set<String> = []
            let journal = self.journal(in: db)
            try journal.eachEntry(after: .min) { stored in
                try chain.take(stored, from: journal)
                papers.formUnion(try self.papers(in: stored, db))
                return .goOn
            }
            return (chain.verification(isErasing: try self.isErasing(in: db)), papers.sorted())
        }
    }

    /// The digests of the papers and templates an entry names.
    private func papers(in stored: StoredEntry, _ db: Database) throws -> [String] {
        try events(of: stored, in: db).flatMap(\.event.changes).compactMap(Ledger.keptFile)
    }

    /// The digest of the file a change keeps: a paper of a matter, or a template of the office; nil where it keeps none.
    static func keptFile(_ change: Change) -> String? {
        if change.now.isNull { return nil }
        if change.path.hasPrefix("enclosures/") { return String(change.path.dropFirst("enclosures/".count)) }
        return change.path.hasPrefix(OfficeRecord.templatePath("")) ? change.now["digest"].string : nil
    }

    /// Those of the papers whose file is missing, cannot be read, or is not what its name says.
    public func faultyPapers(among papers: [String]) -> [String] {
        if let memory { return papers.filter { paper in memory.papers[paper].map { Ledger.digest(of: $0) } != paper } }
        return papers.filter { Digesting.file(enclosureFile($0)) != $0 }
    }

    /// The matters a paper's bytes hang on, as attachments too.
    public func matters(naming digest: String) throws(LedgerFault) -> [SubjectID] {
        try glancing { db in
            try Int.fetchAll(
                db.cachedStatement(sql: "SELECT DISTINCT subject FROM enclosure WHERE \(Ledger.isDigest) ORDER BY subject"),
                arguments: [Ledger.key(digest)]
            ).map { SubjectID(.matter, $0) }
        }
    }

    /// Forces what a restore wrote to the disk.
    public static func makeDurable(_ path: String) { FileSystem.makeDurable(path) }
}

/// A SHA-256 over bytes that come in pieces.
public struct Digesting {
    private var hash = SHA256()
    public init() {}
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }
    public func finish() -> String { Hex.text(Array(hash.finalize())) }

    /// The digest of a file, read piece by piece; nil where it cannot be read.
    public static func file(_ path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        var digesting = Digesting()
        while true {
            // A piece that cannot be read is no end of the file.
            guard let piece = try? handle.read(upToCount: 1 << 20) ?? Data() else { return nil }
            if piece.isEmpty { return digesting.finish() }
            piece.withUnsafeBytes { digesting.update($0) }
        }
    }
}
