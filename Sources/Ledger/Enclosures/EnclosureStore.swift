import Crypto
import Foundation
import GRDB
import Office

extension Ledger {
    private func enclosurePath(_ digest: String) -> String { "\(folder)/files/\(digest.prefix(2))/\(digest)" }

    public static func digest(of bytes: [UInt8]) -> String { Hex.text(Array(SHA256.hash(data: bytes))) }

    /// Keeps a paper's bytes under their SHA-256, durable before anything refers to them; the same bytes are kept once.
    ///
    /// - Throws: `LedgerFault.corrupt` where they are not the bytes that were cleared.
    public func keep(_ paper: PaperToKeep) throws(LedgerFault) {
        try paper.check(in: folder)
        try copy(paper.file)
    }

    /// Keeps bytes that an office held before, as one that is put together again from its remains holds them: they passed the gate there.
    func copy(_ file: PaperBytes) throws(LedgerFault) {
        if let memory {
            memory.papers[file.digest] = file.bytes
            return
        }
        try write(file.bytes, under: file.digest, isDurable: true)
        FileSystem.makeDurable("\(folder)/files/\(file.digest.prefix(2))")
    }

    /// Keeps many papers under their SHA-256, durable together before anything refers to them: one wait for the disk, not three a paper.
    ///
    /// - Throws: `LedgerFault.corrupt` where the bytes of one are not those that were cleared; then nothing is kept.
    public func keep(_ papers: [PaperToKeep]) throws(LedgerFault) {
        if papers.isEmpty { return }
        for paper in papers { try paper.check(in: folder) }
        if let memory {
            for paper in papers { memory.papers[paper.file.digest] = paper.file.bytes }
            return
        }
        let spool = Spool(folder)
        for paper in papers {
            if let spooled = paper.spooled, try spool.adopt(spooled, paper.file.bytes, under: paper.file.digest) { continue }
            try write(paper.file.bytes, under: paper.file.digest, isDurable: false)
        }
        try spool.drain()
    }

    /// Writes a paper's file where it is not there already.
    private func write(_ bytes: [UInt8], under digest: String, isDurable: Bool) throws(LedgerFault) {
        let target = enclosurePath(digest)
        let spool = Spool(folder)
        if spool.holds(bytes, under: digest) {
            if isDurable { FileSystem.makeDurable(target) }
            return
        }
        let temporary = try spool.write(bytes, under: digest, part: "", isDurable: isDurable)
        do throws(LedgerFault) {
            guard try spool.settle(temporary, under: digest, replacing: true, isDurable: isDurable) else { throw Spool.fault(temporary) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// The bytes of an enclosure, checked against their name.
    public func enclosure(_ digest: String) throws(LedgerFault) -> [UInt8] {
        if let memory {
            guard let bytes = memory.papers[digest] else { throw .missingEnclosure(digest) }
            return bytes
        }
        guard let data = FileManager.default.contents(atPath: enclosurePath(digest)) else { throw .missingEnclosure(digest) }
        let bytes = Array(data)
        guard Ledger.digest(of: bytes) == digest else { throw .corrupt(enclosurePath(digest), reason: "digest") }
        return bytes
    }

    /// Where the file of an enclosure lies, for a program that shows it.
    public func enclosureFile(_ digest: String) -> String { enclosurePath(digest) }

    /// That a row of `enclosure` holds the digest given as ?1, in SQL; the index keeps no more than tells digests apart.
    static let isDigest = "substr(digest, 1, 8) = substr(?1, 1, 8) AND digest = ?1"

    /// The matters that hold exactly these bytes as a paper in its own right; the picture that hangs on two mails makes them no twins.
    public func matters(holding digest: String) throws(LedgerFault) -> [SubjectID] {
        try glancing { db in
            try Int.fetchAll(
                db.cachedStatement(sql: "SELECT subject FROM enclosure WHERE \(Ledger.isDigest) ORDER BY subject"),
                arguments: [Ledger.key(digest)]
            ).map { SubjectID(.matter, $0) }.filter { id in
                try self.subject(id, in: db).map { Matter($0) }?.enclosures.contains { $0.digest == digest && !$0.isAttached } ?? false
            }
        }
    }

    /// The extracted text of a matter's papers, in order, up to a number of bytes each.
    public func texts(of matter: SubjectID, limit: Int = 400_000) throws(LedgerFault) -> [(name: String, text: String)] {
        try glancing { db in
            guard try self.mayKnow(matter, in: db) else { return [] }
            return try self.openings(of: matter, limit: limit, in: db).map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }
        }
    }

    /// The papers of a matter that have a text, in order, each with the first bytes of it.
    func openings(of matter: SubjectID, limit: Int, in db: Database) throws -> [(name: String, bytes: [UInt8])] {
        let statement = try db.cachedStatement(
            sql: "SELECT name, text FROM enclosure WHERE subject = ? AND text IS NOT NULL ORDER BY part")
        let journal = journal(in: db)
        return try Row.fetchAll(statement, arguments: [matter.key]).compactMap { row in
            guard let stored = try journal.opening(of: Ledger.bytes(row, "text"), limit: limit) else { return nil }
            return (row["name"], try Packing.unpack(stored, limit: limit))
        }
    }
}
