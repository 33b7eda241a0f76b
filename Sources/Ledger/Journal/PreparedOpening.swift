import GRDB
import Office

/// What was made ready for a transaction before it began, on whichever thread had time for it.
public struct Preparations: Sendable {
    /// Texts of papers, by the digest of their file.
    public var texts: [String: PreparedText] = [:]
    /// Titles, by themselves.
    public var titles: [String: PreparedTitle] = [:]
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
    let record: Office.Record
    let packedRecord: [UInt8]
    let fields: FieldTokens
    let names: [String]
}

/// Prepares openings, on one thread.
public struct OpeningPreparation {
    private let grounds: Grounds
    private let attribution: Attribution
    private var indexing = FieldIndexing()

    public init(_ grounds: Grounds, as attribution: Attribution) {
        self.grounds = grounds
        self.attribution = attribution
    }

    /// Nil where it can only be decided in its transaction: it takes a number, follows another matter, bears a mark, or is refused.
    public mutating func prepare(_ draft: MatterDraft) -> PreparedOpening? {
        guard !draft.registers, !draft.isSole, draft.twin == nil else { return nil }
        var isNumbered = false
        let facts = Facts(
            grounds.office, grounds.directory, attribution, newHandle: { SubjectID($0, 0) },
            newNumber: { _, _ in
                isNumbered = true
                return 0
            })
        guard let events = try? decide(.open(draft), on: Subjects(), given: facts), !isNumbered, let id = events.first?.subject,
            events.allSatisfy({ $0.subject == id }), SecrecyDoor.mark(in: events) == nil
        else { return nil }
        var record = Office.Record()
        for event in events { evolve(&record, with: event) }
        let (fields, names) = indexing.tokens(of: Matter(Subject(id: id, record: record)), in: grounds.directory, grounds.office.registers)
        return PreparedOpening(
            attribution: attribution, version: grounds.version, events: events,
            payloads: events.map { Packing.pack($0.payload.bytes) }, record: record, packedRecord: Packing.pack(record.json.bytes),
            fields: fields, names: names)
    }
}

extension Facts {
    /// What the office settled for every decision; what only a transaction knows is added to it.
    init(
        _ office: OfficeRecord, _ directory: Directory, _ attribution: Attribution,
        newHandle: @escaping (SubjectID.Kind) throws(FactFault) -> SubjectID,
        newNumber: @escaping (String, Int) throws(FactFault) -> Int
    ) {
        self.init(
            now: attribution.recorded, attribution: attribution, calendar: office.calendar, directory: directory,
            registers: office.registers, newHandle: newHandle, newNumber: newNumber,
            isBookClosed: { office.book($0, $1) != nil }, presets: office.limitPresets, chasing: office.chasingLimits,
            archives: office.archives)
    }
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

    /// The opening that was prepared for a command, with its handle; nil where it has to be decided here and now.
    func ready(
        _ opening: PreparedOpening?, for draft: MatterDraft, _ attribution: Attribution, in db: Database
    ) throws -> PreparedOpening? {
        guard let opening, draft.twin == nil, opening.attribution == attribution else { return nil }
        return try groundsVersion(in: db) == opening.version ? opening : nil
    }
}
