import Foundation
import GRDB
import Office

/// What an erasure took away.
public struct Erasure: Hashable, Sendable {
    public let subject: SubjectID
    public let payloads: Int
    public let files: Int
    /// Why its words can still be read in a file of the office; nil where none is left.
    public internal(set) var pending: PendingErasure?
    /// Files of the office's folder that may still tell of it, and which a person has to look into.
    public internal(set) var doubtful: [String] = []

    /// The digests of the payloads that tell of a subject in an entry, which it may share with others.
    static func digests(of subject: String, in body: [UInt8]) -> [[UInt8]] {
        let items = (try? JSON(bytes: body))?.array ?? []
        let isAlone = items.allSatisfy { $0["subject"].isNull || $0["subject"].string == subject }
        return items.filter { $0["subject"].string == subject || (isAlone && $0["subject"].isNull) }.flatMap { item in
            StoredEntry.payloadKeys.compactMap { item[$0].string.flatMap(Hex.bytes) }
        }
    }
}

extension Ledger {
    /// Erases a matter: a lawful request, or a secret found late.
    ///
    /// Its words, its rows in the search index, its papers' files, what they were taken from and the sheets called after it are
    /// deleted; one entry stays that says who, why and which, and the chain stays whole, for it binds digests and not words. Backups
    /// made before still hold everything.
    ///
    /// A program that is in the middle of reading keeps the old pages in the file until it has done: that is said, and whoever opens the
    /// office for writing next, or leaves it, finishes. So it is after a kill.
    ///
    /// - Parameter patience: how long to wait for readers.
    /// - Throws: `Refusal.role` where the person is no administrator, `.missing` without a reason.
    @discardableResult
    public func erase(
        _ id: SubjectID, reason: String, as attribution: Attribution, patience: Duration = .seconds(5)
    ) throws(LedgerFault) -> Erasure {
        var title = ""
        var erasure = try writing { db in
            let subject = try self.subject(id, in: db)
            let event = try Erasing.event(
                of: id, subject, reason: reason,
                given: Circumstances(attribution, office: self.office(in: db), directory: self.directory(in: db)))
            let digests = try self.payloads(of: id, in: db)
            let enclosures = try Data.fetchAll(db, sql: "SELECT digest FROM enclosure WHERE subject = ?", arguments: [id.key])
            for enclosure in enclosures { try self.unindexBody(matter: id, digest: enclosure, in: db) }
            try db.execute(sql: "DELETE FROM enclosure WHERE subject = ?", arguments: [id.key])
            try self.append([event], act: TimeOrderedID.make(at: attribution.recorded), undoes: nil, attribution: attribution, to: db)
            let journal = self.journal(in: db)
            for digest in digests { try journal.erase(digest) }
            // Their names stand in the history; folded anew, an erased act tells of nobody's work.
            try db.execute(sql: "DELETE FROM acted WHERE subject = ?", arguments: [id.key])
            try journal.dropDrafts(about: id)
            let matter = subject.map(Matter.init)
            let sizes = Dictionary((matter?.enclosures ?? []).map { ($0.digest, $0.size) }, uniquingKeysWith: max)
            let files = try enclosures.filter { digest in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM enclosure WHERE \(Ledger.isDigest)", arguments: [digest]) == 0
            }.map { Hex.text($0) }.map { (digest: $0, size: sizes[$0] ?? 0) }
            title = matter?.title ?? ""
            try self.noteErasing(files, slips: matter.map(ErasingCopies.names) ?? [], in: db)
            return Erasure(subject: id, payloads: digests.count, files: files.count, pending: nil)
        }
        erasure.pending = finishErasing(patience: patience)
        if memory == nil, !title.isEmpty { erasure.doubtful = ErasingCopies(folder: folder).doubtful(title: title) }
        return erasure
    }

    /// The digests of every payload that tells of a subject, in entries of its own or shared with others.
    private func payloads(of id: SubjectID, in db: Database) throws -> [[UInt8]] {
        try storedEntries(about: id, in: db).flatMap { Erasure.digests(of: id.text, in: $0.body) }
    }
}
