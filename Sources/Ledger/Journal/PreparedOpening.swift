import GRDB
import Office

/// What was made ready for a transaction before it began, on whichever thread had time for it.
public struct Preparations: Sendable {
    /// Texts of papers, by the digest of their file.
    public var texts: [String: PreparedText] = [:]
    /// Openings, by the place of their command.
    public var openings: [Int: PreparedOpening] = [:]

    public init() {}
}

/// The office and its people as something is prepared against them: it holds until an entry touches either.
public struct Grounds: Sendable {
    public let office: OfficeRecord
    public let directory: Directory
    let version: Int64?

    public func isSame(as other: Grounds) -> Bool { version == other.version }
}

/// A paper's opening decided and laid out beforehand: everything of it that does not hang on the handle it will bear.
public struct PreparedOpening: Sendable {
    let attribution: Attribution
    /// The version of the grounds it was decided on.
    let version: Int64?
    /// What it means, of a subject that has no handle yet.
    let events: [Event]
    /// The bytes of the events as they are stored.
    let payloads: [[UInt8]]
    let matter: PreparedMatter
}

/// Prepares openings, on one thread.
public struct OpeningPreparation {
    private let grounds: Grounds
    private let attribution: Attribution
    private let facts: EarlyFacts
    private var indexing = FieldIndexing()

    public init(_ grounds: Grounds, as attribution: Attribution) {
        self.grounds = grounds
        self.attribution = attribution
        facts = EarlyFacts(circumstances: Circumstances(attribution, office: grounds.office, directory: grounds.directory))
    }

    /// Nil where it can only be decided in its transaction: it takes a number, follows another matter, bears a mark, or is refused.
    public mutating func prepare(_ draft: MatterDraft) -> PreparedOpening? {
        guard !draft.registers, !draft.isSole, draft.twin == nil else { return nil }
        let events: [Event]
        do { events = try decide(.open(draft), on: Subjects(), given: facts) } catch { return nil }
        guard let id = events.first?.subject, events.allSatisfy({ $0.subject == id }), SecrecyDoor.mark(in: events) == nil else {
            return nil
        }
        let matter = PreparedMatter(id, events, takesNumbers: false, grounds.directory, grounds.office.registers, &indexing)
        return PreparedOpening(
            attribution: attribution, version: grounds.version, events: events,
            payloads: events.map { Packing.pack($0.payload.bytes) }, matter: matter)
    }
}

/// What can be known of an opening before its transaction: the office and its people, and nothing that hangs on other papers.
private struct EarlyFacts: FactsReader {
    /// That only the transaction knows it.
    private struct Unknown: Error {}

    let circumstances: Circumstances

    /// A place for the handle it will bear.
    func newHandle(_ kind: SubjectID.Kind) -> SubjectID { SubjectID(kind, 0) }
    /// Asked again when the opening is taken up (`Ledger.ready`).
    func waiting(in register: String, title: String) -> Subject? { nil }
    func isBookClosed(of series: String, _ year: Int) throws(FactFault) -> Bool { throw FactFault(Unknown()) }
    func newNumber(in series: String, _ year: Int) throws(FactFault) -> Int { throw FactFault(Unknown()) }
    func samePaper(in register: String, reference: String, from sender: String) throws(FactFault) -> MatterRow? {
        throw FactFault(Unknown())
    }
    func overdueLoans(of borrower: String) throws(FactFault) -> [String] { throw FactFault(Unknown()) }
    func bookings(of place: String, from: Moment, to: Moment) throws(FactFault) -> [Booking] { throw FactFault(Unknown()) }
    func occurrences(of meeting: Meeting) throws(FactFault) -> [Expanded] { throw FactFault(Unknown()) }
    func runningLimits() throws(FactFault) -> [Matter] { throw FactFault(Unknown()) }
    func book(of series: String, _ year: Int) throws(FactFault) -> ClosedBook { throw FactFault(Unknown()) }
    func archivedCount(under year: Int) throws(FactFault) -> Int { throw FactFault(Unknown()) }
    func standing(in register: String) throws(FactFault) -> [StandingMatters] { throw FactFault(Unknown()) }
}

extension Ledger {
    /// The office and its people as they stand.
    public func grounds() throws(LedgerFault) -> Grounds {
        try reading { db in
            Grounds(office: try self.office(in: db), directory: try self.directory(in: db), version: try self.groundsVersion(in: db))
        }
    }

    /// The last entry that touched the office or its people.
    private func groundsVersion(in db: Database) throws -> Int64? {
        _ = try directory(in: db)
        return cachedDirectory?.version
    }

    /// The opening that was prepared for a command; nil where it has to be decided here and now.
    func ready(_ opening: PreparedOpening?, for draft: MatterDraft, _ facts: LedgerFacts, in db: Database) throws -> PreparedOpening? {
        guard let opening, draft.twin == nil, opening.attribution == facts.circumstances.attribution,
            try groundsVersion(in: db) == opening.version,
            try facts.waiting(in: draft.register, title: draft.values["title"]?.string ?? "") == nil
        else { return nil }
        return opening
    }
}
