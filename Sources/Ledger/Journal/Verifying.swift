import GRDB
import Office

/// What a walk along the journal found.
public struct Verification: Hashable, Sendable {
    public let entries: Int
    /// Sequence number of the first entry whose digest or link does not hold; nil where all do.
    public let firstBroken: Int64?
    public let brokenBecause: String?
    /// Sequence numbers that are missing.
    public let gaps: [Int64]
    /// Entries whose act was more than a minute before (or after) its recording 补记.
    public let backdated: [Int64]
    /// Payloads that were erased or are missing.
    public let erased: Int
    /// Subjects whose row does not equal their history folded anew; filled by a deep walk.
    public let differing: [String]

    public var isWhole: Bool { firstBroken == nil && gaps.isEmpty && differing.isEmpty }
}

extension Ledger {
    /// Walks the chain: digests, links, gaps, payloads; with `deep` also folds every history anew and compares.
    ///
    /// A whole chain proves that no recorded entry was changed without changing all that follow. It cannot prove that the newest
    /// entries were not cut off, nor who sat at the keyboard.
    public func verify(deep: Bool = false) throws(LedgerFault) -> Verification {
        try reading { db in
            var previous = [UInt8](repeating: 0, count: 32)
            var expected: Int64 = 1
            var count = 0
            var broken: (Int64, String)?
            var gaps: [Int64] = []
            var backdated: [Int64] = []
            var erased = 0
            // A payload may be missing only where the journal itself tells of the erasure, later on.
            var missing: [(seq: Int64, subjects: Set<String>)] = []
            var erasedAt: [String: Int64] = [:]
            var folded: [SubjectID: Office.Record] = [:]
            let cursor = try Row.fetchCursor(db, sql: "SELECT * FROM entry ORDER BY seq")
            while let row = try cursor.next() {
                let stored = StoredEntry(row)
                count += 1
                while expected < stored.seq, gaps.count < 100 {
                    gaps.append(expected)
                    expected += 1
                }
                expected = stored.seq &+ 1
                if broken == nil {
                    if stored.prev != previous {
                        broken = (stored.seq, "link")
                    } else if stored.computedDigest() != stored.digest {
                        broken = (stored.seq, "digest")
                    }
                }
                previous = stored.digest
                if abs(stored.recorded - stored.at) > 60_000 { backdated.append(stored.seq) }
                let items = (try? JSON(bytes: stored.body))?.array ?? []
                let subjects = Set(items.compactMap { $0["subject"].string })
                for item in items {
                    if item["kind"].string == Undoing.erasure, let subject = item["subject"].string { erasedAt[subject] = stored.seq }
                    for key in ["payload", "text", "evidence"] {
                        guard let digest = item[key].string.flatMap(Hex.bytes) else { continue }
                        let payload = try Row.fetchOne(
                            db.cachedStatement(sql: "SELECT salt, bytes FROM payload WHERE digest = ?"),
                            arguments: [Ledger.blob(digest)])
                        guard let payload else {
                            erased += 1
                            missing.append((stored.seq, item["subject"].string.map { [$0] } ?? subjects))
                            continue
                        }
                        let actual = Payload.digest(salt: Ledger.bytes(payload, "salt"), bytes: Ledger.bytes(payload, "bytes"))
                        if actual != digest, broken == nil { broken = (stored.seq, "payload") }
                    }
                }
                if deep {
                    for (event, _) in try self.events(of: stored, in: db) {
                        evolve(&folded[event.subject, default: Office.Record()], with: event)
                    }
                }
            }
            let untold = missing.first { lost in !lost.subjects.contains { (erasedAt[$0] ?? 0) > lost.seq } }
            if let untold, broken.map({ $0.0 > untold.seq }) ?? true { broken = (untold.seq, "payload") }
            let differing = try folded.keys.sorted().filter { id in
                let row = try self.subject(id, in: db)
                return try row?.record != folded[id] || !self.rowAgrees(id, row?.record, in: db)
            }
            return Verification(
                entries: count, firstBroken: broken?.0, brokenBecause: broken?.1, gaps: gaps, backdated: backdated,
                erased: erased, differing: differing.map(\.text))
        }
    }

    /// Whether a list's row shows what the record says.
    private func rowAgrees(_ id: SubjectID, _ record: Office.Record?, in db: Database) throws -> Bool {
        guard id.kind == .matter, let record else { return true }
        let matter = Matter(Subject(id: id, record: record))
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT register, state, title, printed, owner, holder FROM matter WHERE id = ?"),
                arguments: [id.handle])
        else { return false }
        if matter.isWithdrawn { return row["register"] as String? == nil }
        return row["state"] == matter.state && row["title"] == matter.title && row["printed"] as String? == matter.number?.printed
            && row["owner"] as String? == matter.owner && row["holder"] as String? == matter.holder
    }
}
