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
    /// Payloads that were erased, as an entry tells.
    public let erased: Int
    /// Payloads that are missing, of which no erasure tells.
    public let missing: Int
    /// What differs from the journal folded anew: a subject by its handle, another row as `table/key`; filled by a deep walk.
    public let differing: [String]
    /// The last entry and its digest; nil in an empty journal.
    public let head: JournalHead?
    /// Papers whose file is missing, unreadable or altered, by their digests, and how many were looked at; filled by a deep walk.
    public let faultyPapers: [String]
    public let papers: Int?
    /// Whether words that were erased still lie in the files, kept there by a reader.
    public let isErasing: Bool
    /// The contents that are gone and were not erased, or are not what their entries bind; what each tells of is known all the same.
    public let lostContents: [LostContent]
    /// How the journal stands to a head that was kept elsewhere; nil where none was given.
    public let kept: KeptHead?
    /// Damaged pages of the database; filled by a deep walk.
    public internal(set) var damage: PageDamage?
    /// How many acts stand in the log behind a damaged place, where nothing reads them.
    public internal(set) var unreadActs = 0

    public var isWhole: Bool {
        isRecordWhole && damage == nil && unreadActs == 0
    }

    /// Whether all holds that can be told without looking at the pages themselves.
    private var isRecordWhole: Bool {
        firstBroken == nil && gaps.isEmpty && differing.isEmpty && faultyPapers.isEmpty && (kept ?? .present) == .present
    }

    /// What a head kept elsewhere says of the journal.
    public enum KeptHead: String, Hashable, Sendable {
        /// The entry is here with the same digest: nothing up to it was changed or cut off.
        case present
        /// The journal ends before it: entries were cut off, or an older copy is in use.
        case cutOff
        /// An entry of that number is here with another digest: what is here was written anew.
        case rewritten
    }
}

/// The end of a journal: kept elsewhere, it shows later that nothing before it was changed, cut off or written anew.
public struct JournalHead: Hashable, Sendable {
    public let seq: Int64
    /// SHA-256 in 64 hexadecimal digits.
    public let digest: String

    public init(seq: Int64, digest: String) {
        self.seq = seq
        self.digest = digest
    }

    /// Reads what `verify` prints, as text (`19 9f2a…`) or in its JSON.
    public init?(_ text: String) {
        if let head = (try? JSON(bytes: Array(text.utf8)))?["head"], let seq = head["seq"].int, let digest = head["digest"].string {
            self.init(seq: seq, digest: digest)
            return
        }
        let words = text.split { $0.isWhitespace || $0 == ":" || $0 == "：" }.map(String.init)
        guard let at = words.firstIndex(where: { $0.utf8.count == 64 && Hex.bytes($0) != nil }), at > 0, let seq = Int64(words[at - 1])
        else { return nil }
        self.init(seq: seq, digest: words[at].lowercased())
    }
}

extension Ledger {
    /// Walks the chain: digests, links, gaps, payloads; with `deep` also checks every page of the database and its indexes, folds the
    /// journal into a second one, compares every table and reads every paper.
    ///
    /// A whole chain proves that no recorded entry was changed without changing all that follow. A chain without a key cannot prove that
    /// it was not written anew from some entry on, nor that its newest entries were not cut off, unless a head was kept elsewhere; nor
    /// who sat at the keyboard.
    ///
    /// - Parameter kept: a head printed earlier and kept elsewhere.
    public func verify(deep: Bool = false, kept: JournalHead? = nil) throws(LedgerFault) -> Verification {
        let unreadActs = actsBehindDamage()
        let damage = deep ? try pageDamage() : nil
        var found: Verification
        do throws(LedgerFault) { found = deep ? try refolded(kept) : try walked(kept) } catch {
            guard deep, case .corrupt(_, let reason) = error else { throw error }
            // Where a table cannot be read there is nothing to compare; the journal is walked all the same.
            found = try walked(kept)
            found.damage = damage ?? PageDamage(lines: [reason], places: [], isFolded: found.isWhole)
            found.unreadActs = unreadActs
            return found
        }
        found.damage = damage
        found.unreadActs = unreadActs
        return found
    }

    /// What the chain alone says.
    private func walked(_ kept: JournalHead?) throws(LedgerFault) -> Verification {
        var chain = ChainWalk(kept: kept)
        return try reading { db in
            let journal = self.journal(in: db)
            try journal.eachEntry(after: .min) { stored in
                try chain.take(stored, from: journal)
                return .goOn
            }
            return chain.verification(isErasing: try self.isErasing(in: db))
        }
    }

    /// What the chain says, and the tables and papers beside it.
    private func refolded(_ kept: JournalHead?) throws(LedgerFault) -> Verification {
        var chain = ChainWalk(kept: kept)
        var named: Set<String> = []
        let differing: [String]
        do {
            let refolding = Refolding(folder: folder, office: memory == nil ? path : queue.path, memory: memory, expand: expand)
            differing = try refolding.differences { stored, events, db in
                try chain.take(stored, from: self.journal(in: db))
                named.formUnion(events.flatMap(\.event.changes).compactMap(Ledger.keptFile))
            }
        } catch { throw LedgerFault(error, path: path) }
        let papers = named.sorted()
        let isErasing = try reading { db in try self.isErasing(in: db) }
        return chain.verification(
            isErasing: isErasing, differing: differing, faultyPapers: faultyPapers(among: papers), papers: papers.count)
    }
}
