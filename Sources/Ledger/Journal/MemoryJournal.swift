import Office

/// A journal that is kept nowhere: the same entries under the same digests as in a file, gone with whoever holds it.
///
/// For trying rules without a disk, and for letting any one thing that is asked of a journal fail (`fault`). It belongs to one ledger at a
/// time, which opens on it with `Ledger.inMemory`.
public final class MemoryJournal: Journal {
    /// What is asked of a journal.
    public enum Access: String, CaseIterable, Sendable {
        case end, count, entry, entryByName, entriesAfter, entriesBackwards, entriesOfAct, marks, undoing, lastEntry
        case payload, opening, draft, drafts, leases
        case append, store, erase, keepDraft, dropDraft, dropDrafts, keepLeases
    }

    /// All that a transaction may change, so that it can be put back whole.
    struct State {
        /// In the order of their numbers.
        var entries: [StoredEntry] = []
        var payloads: [[UInt8]: StoredPayload] = [:]
        var drafts: [StoredDraft] = []
        var leases: [KeptLease] = []
    }

    var state = State()
    /// Papers by their digests: kept before anything refers to them, so no transaction takes them back.
    var papers: [String: [UInt8]] = [:]
    /// Asked before anything is done, each row that is handed over counting for one; what it throws is what the journal came to.
    public var fault: ((Access) throws -> Void)?

    /// Asked before an entry is written whether others have touched meanwhile what it rests on: for trying what is done where a journal is
    /// shared by several machines. It is told the last entry it was decided on, what it gives, and how to come by its keys.
    public var overtaken: ((_ seen: Int64, _ given: [GivenNumbers], _ keys: () throws -> ActKeys) throws -> Bool)?

    public init() {}

    /// The digests of the papers kept, in order.
    public var keptPapers: [String] { papers.keys.sorted() }

    private func ask(_ access: Access) throws { try fault?(access) }

    // MARK: Entries

    func end() throws -> JournalEnd? {
        try ask(.end)
        return state.entries.last.map { JournalEnd(seq: $0.seq, recorded: $0.recorded, digest: $0.digest) }
    }

    func count() throws -> Int {
        try ask(.count)
        return state.entries.count
    }

    func entry(_ seq: Int64) throws -> StoredEntry? {
        try ask(.entry)
        let place = place(of: seq)
        return place < state.entries.count && state.entries[place].seq == seq ? state.entries[place] : nil
    }

    /// Where the first entry stands that has this number or a higher one.
    private func place(of seq: Int64) -> Int {
        var (low, high) = (0, state.entries.count)
        while low < high {
            let middle = (low + high) / 2
            if state.entries[middle].seq < seq { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func act(ofEntry id: String) throws -> String? {
        try ask(.entryByName)
        return state.entries.first { $0.id == id }?.act
    }

    func eachEntry(after seq: Int64, _ body: (StoredEntry) throws -> JournalReading) throws {
        try each(state.entries[place(of: seq == .max ? seq : seq + 1)...], .entriesAfter, body)
    }

    func eachEntryBackwards(_ body: (StoredEntry) throws -> JournalReading) throws {
        try each(state.entries.reversed(), .entriesBackwards, body)
    }

    func eachEntry(of act: String, _ body: (StoredEntry) throws -> JournalReading) throws {
        try each(state.entries.lazy.filter { $0.act == act }, .entriesOfAct, body)
    }

    func eachMark(of person: String, _ body: (ActMark) throws -> JournalReading) throws {
        try each(state.entries.reversed().lazy.filter { $0.recordedBy == person }, .marks) {
            try body(ActMark(act: $0.act, undoes: $0.undoes, device: $0.device))
        }
    }

    private func each(
        _ entries: some Sequence<StoredEntry>, _ access: Access, _ body: (StoredEntry) throws -> JournalReading
    ) throws {
        try ask(access)
        for entry in entries {
            try ask(access)
            if try body(entry) == .stop { return }
        }
    }

    func acts(undoing act: String) throws -> Set<String> {
        try ask(.undoing)
        return Set(state.entries.lazy.filter { $0.undoes == act }.map(\.act))
    }

    func lastEntry(ofAny people: [String]) throws -> StoredEntry? {
        try ask(.lastEntry)
        return state.entries.last { people.contains($0.recordedBy) || people.contains($0.by) }
    }

    func append(_ entry: StoredEntry) throws {
        try ask(.append)
        let place = place(of: entry.seq)
        let isTaken = place < state.entries.count && state.entries[place].seq == entry.seq
        if isTaken || state.entries.contains(where: { $0.id == entry.id }) {
            throw LedgerFault.writeFailed(MemoryJournal.name, reason: "entry \(entry.seq) is there already")
        }
        state.entries.insert(entry, at: place)
    }

    /// Any newer entry has moved it.
    func append(_ entry: StoredEntry, seen: Int64, giving given: [GivenNumbers], keys: () throws -> ActKeys) throws -> Appended {
        if let overtaken, try overtaken(seen, given, keys) { return .moved }
        guard entry.seq == seen + 1, state.entries.last?.seq ?? 0 == seen, try areNext(given) else { return .moved }
        try append(entry)
        return .written
    }

    // MARK: Payloads

    func payload(_ digest: [UInt8]) throws -> StoredPayload? {
        try ask(.payload)
        return state.payloads[digest]
    }

    func opening(of digest: [UInt8], limit: Int) throws -> [UInt8]? {
        try ask(.opening)
        return state.payloads[digest]?.bytes
    }

    func store(_ payload: StoredPayload, under digest: [UInt8]) throws {
        try ask(.store)
        guard state.payloads[digest] == nil else {
            throw LedgerFault.writeFailed(MemoryJournal.name, reason: "payload \(Hex.text(digest)) is there already")
        }
        state.payloads[digest] = payload
    }

    func erase(_ digest: [UInt8]) throws {
        try ask(.erase)
        state.payloads[digest] = nil
    }

    // MARK: Leases

    func leases() throws -> [KeptLease] {
        try ask(.leases)
        return state.leases
    }

    func keep(_ leases: [KeptLease], of item: Lease.Item) throws {
        try ask(.keepLeases)
        state.leases.removeAll { $0.lease.item == item }
        state.leases += leases
    }

    // MARK: Drafts

    func draft(_ form: String, of person: String) throws -> StoredDraft? {
        try ask(.draft)
        return state.drafts.first { $0.isOf(form, person) }
    }

    func drafts(_ prefix: String, of person: String?) throws -> [StoredDraft] {
        try ask(.drafts)
        return state.drafts.filter { $0.form.utf8.starts(with: prefix.utf8) && (person == nil || $0.person == person) }
            .sorted { $0.form.utf8.lexicographicallyPrecedes($1.form.utf8) }
    }

    func keep(_ draft: StoredDraft) throws {
        try ask(.keepDraft)
        state.drafts.removeAll { $0.isOf(draft.form, draft.person) }
        state.drafts.append(draft)
    }

    func dropDraft(_ form: String, of person: String) throws {
        try ask(.dropDraft)
        state.drafts.removeAll { $0.isOf(form, person) }
    }

    func dropDrafts(about id: SubjectID) throws {
        try ask(.dropDrafts)
        state.drafts.removeAll { $0.form.hasSuffix(".\(id.text)") || $0.form.contains(".\(id.text).") }
    }

    /// What faults call it in place of a file.
    private static let name = "memory"
}

extension StoredDraft {
    /// Byte by byte, as a database compares.
    fileprivate func isOf(_ form: String, _ person: String) -> Bool {
        self.person == person && self.form.utf8.elementsEqual(form.utf8)
    }
}
