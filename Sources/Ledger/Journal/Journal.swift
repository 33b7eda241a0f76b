import Office

/// What an office has recorded: its entries in their order, each bound to the one before by a digest, the payloads they name, and the
/// drafts that wait beside them.
///
/// It is the truth, and everything else is folded from it. It knows no projection: who asks for the entries about a subject asks the
/// projections for their numbers first. It is written within the ledger's transaction only, and what a transaction gives up was never in it.
protocol Journal {
    // MARK: Entries

    /// The last entry; nil in an empty journal.
    func end() throws -> JournalEnd?
    func count() throws -> Int
    /// The entry of a number; nil where there is none.
    func entry(_ seq: Int64) throws -> StoredEntry?
    /// The act of the entry that has this identifier; nil where there is none.
    func act(ofEntry id: String) throws -> String?
    /// Hands over the entries behind a number, in their order, until told to stop.
    func eachEntry(after seq: Int64, _ body: (StoredEntry) throws -> JournalReading) throws
    /// Hands over all entries, the newest first, until told to stop.
    func eachEntryBackwards(_ body: (StoredEntry) throws -> JournalReading) throws
    /// Hands over the entries of an act, in their order, until told to stop.
    func eachEntry(of act: String, _ body: (StoredEntry) throws -> JournalReading) throws
    /// Hands over what a person wrote down, the newest first, until told to stop.
    func eachMark(of person: String, _ body: (ActMark) throws -> JournalReading) throws
    /// The acts that took an act back.
    func acts(undoing act: String) throws -> Set<String>
    /// The newest entry that one of these people wrote down or did.
    func lastEntry(ofAny people: [String]) throws -> StoredEntry?
    /// Writes an entry where its number says.
    func append(_ entry: StoredEntry) throws
    /// Writes an entry behind the last one, where nothing it rests on was touched since it was decided.
    ///
    /// - Parameters:
    ///   - seen: the number of the last entry it was decided on.
    ///   - given: the handles and numbers it gives away.
    ///   - keys: what it read and wrote; asked only by a journal that lets acts pass each other, for they cost more than the writing.
    /// - Returns: `.moved` where it is not the next entry any more, or what it gives is neither next nor set aside (`areNext`); nothing is
    ///   written then, and the act is decided again.
    func append(_ entry: StoredEntry, seen: Int64, giving given: [GivenNumbers], keys: () throws -> ActKeys) throws -> Appended

    // MARK: Payloads

    /// What stands under a digest; nil where it was erased or never was.
    func payload(_ digest: [UInt8]) throws -> StoredPayload?
    /// The stored bytes of a payload as far as its first `limit` bytes need them: what is packed is read whole.
    func opening(of digest: [UInt8], limit: Int) throws -> [UInt8]?
    func store(_ payload: StoredPayload, under digest: [UInt8]) throws
    /// Deletes a payload; nothing else of a journal is ever deleted.
    func erase(_ digest: [UInt8]) throws

    // MARK: Leases

    /// All that is set aside and not used yet.
    func leases() throws -> [KeptLease]
    /// Keeps what is set aside of an item in place of what was.
    func keep(_ leases: [KeptLease], of item: Lease.Item) throws

    // MARK: Drafts

    func draft(_ form: String, of person: String) throws -> StoredDraft?
    /// The drafts of the forms whose names begin so, in the order of their names.
    ///
    /// - Parameter person: whose; nil for everybody's.
    func drafts(_ prefix: String, of person: String?) throws -> [StoredDraft]
    /// Keeps a draft in place of the one its person had of that form.
    func keep(_ draft: StoredDraft) throws
    func dropDraft(_ form: String, of person: String) throws
    /// Deletes what anybody has typed into a form about a subject.
    func dropDrafts(about id: SubjectID) throws
}

/// Whether whoever is shown entries wants to see more.
enum JournalReading {
    case goOn, stop
}

/// What became of an entry that was to be written.
enum Appended {
    case written
    /// Others have written meanwhile, or given what it gives: catch up and decide again.
    case moved
}

/// The last entry of a journal, as far as the next one hangs on it.
struct JournalEnd {
    let seq: Int64
    let recorded: Int64
    let digest: [UInt8]
}

/// A payload as it is stored: what was typed, packed where that is smaller, and the salt its digest covers beside it.
struct StoredPayload {
    let salt: [UInt8]
    let bytes: [UInt8]

    var digest: [UInt8] { Payload.digest(salt: salt, bytes: bytes) }
}

/// What a person has typed into a form and not recorded yet.
struct StoredDraft {
    let person: String
    let form: String
    let saved: Int64
    let body: [UInt8]
}

extension Journal {
    /// The number of the last entry, 0 where there is none.
    func lastSeq() throws -> Int64 { try end()?.seq ?? 0 }

    func entries(of act: String) throws -> [StoredEntry] {
        var entries: [StoredEntry] = []
        try eachEntry(of: act) {
            entries.append($0)
            return .goOn
        }
        return entries
    }

    /// Stores bytes that were packed already, and says under which digest; it covers them as they are stored.
    func store(packed: [UInt8]) throws -> [UInt8] {
        let payload = StoredPayload(salt: RandomBytes.sixteen(), bytes: packed)
        let digest = payload.digest
        try store(payload, under: digest)
        return digest
    }

    func store(_ bytes: [UInt8]) throws -> [UInt8] { try store(packed: Packing.pack(bytes)) }

    /// What was stored under a digest, unpacked; nil where it was erased.
    func bytes(_ digest: [UInt8]) throws -> [UInt8]? { try payload(digest).map { try Packing.unpack($0.bytes) } }
}
