import Office

/// Takes the entries of a journal in their order and finds where the chain does not hold.
struct ChainWalk {
    /// No office reaches this number: a gap that does comes from a number that is damaged itself.
    private static let most = 1_000_000

    private let kept: JournalHead?
    private var previous = [UInt8](repeating: 0, count: 32)
    private var expected: Int64 = 1
    private var count = 0
    private var broken: (seq: Int64, because: String)?
    private var gaps: [Int64] = []
    private var backdated: [Int64] = []
    /// A payload may be missing only where the journal itself tells of the erasure, later on.
    private var missing: [LostContent] = []
    /// Payloads that are there and are not what their digests say.
    private var damaged: [LostContent] = []
    private var erasedAt: [String: Int64] = [:]
    private var standing: Verification.KeptHead?

    /// - Parameter kept: a head printed earlier and kept elsewhere.
    init(kept: JournalHead?) { self.kept = kept }

    mutating func take(_ stored: StoredEntry, from journal: any Journal) throws {
        count += 1
        while expected < stored.seq, gaps.count < ChainWalk.most {
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
        if (stored.recorded &- stored.at).magnitude > 60_000 { backdated.append(stored.seq) }
        let items = (try? JSON(bytes: stored.body))?.array ?? []
        for item in items {
            if item["kind"].string == Undoing.erasure, let subject = item["subject"].string { erasedAt[subject] = stored.seq }
        }
        for (digest, content) in stored.contents(of: items) {
            guard let payload = try journal.payload(digest) else {
                missing.append(content)
                continue
            }
            if payload.digest == digest { continue }
            damaged.append(content)
            if broken == nil { broken = (stored.seq, "payload") }
        }
        if let kept, stored.seq == kept.seq { standing = Hex.text(stored.digest) == kept.digest ? .present : .rewritten }
    }

    /// What was found, behind the last entry, with what a deep walk found beside it.
    func verification(
        isErasing: Bool, differing: [String] = [], faultyPapers: [String] = [], papers: Int? = nil
    ) -> Verification {
        let lost = missing.filter { lost in !lost.subjects.contains { (erasedAt[$0.text] ?? 0) > lost.entry } }
        var broken = broken
        if let untold = lost.first, broken.map({ $0.seq > untold.entry }) ?? true { broken = (untold.entry, "payload") }
        return Verification(
            entries: count, firstBroken: broken?.seq, brokenBecause: broken?.because, gaps: gaps, backdated: backdated,
            erased: missing.count - lost.count, missing: lost.count, differing: differing,
            head: count == 0 ? nil : JournalHead(seq: expected &- 1, digest: Hex.text(previous)),
            faultyPapers: faultyPapers, papers: papers, isErasing: isErasing,
            lostContents: (lost + damaged).sorted { ($0.entry, $0.part) < ($1.entry, $1.part) },
            kept: kept == nil ? nil : standing ?? .cutOff)
    }
}
