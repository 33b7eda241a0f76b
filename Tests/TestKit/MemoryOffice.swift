import Office

/// An office in memory: the rules alone, and no storage. What stands there may be given as it is; commands are decided on it, and their
/// events change it.
public final class MemoryOffice {
    public private(set) var records: [SubjectID: Record] = [:]
    /// What was recorded, one entry an act.
    public private(set) var journal: [Entry] = []
    public var now: Moment
    private var handles: [SubjectID.Kind: Int] = [:]
    private var numbers: [String: Int] = [:]
    /// The desk that acts are done at, as their entries name it.
    public var device = "test"
    /// What is set aside for each desk.
    private var leases: [String: [Lease]] = [:]
    /// What a series of a calendar file comes to; it throws where it cannot tell.
    public var expand: (Meeting) throws(FactFault) -> [Expanded] = { _ in [] }
    private var definitions = MemoryDefinitions()
    private var knownOffice: OfficeRecord?
    private var knownDirectory: Directory?

    public init(now: String = "2026-11-23T09:00") throws {
        guard let moment = OfficeZone.shanghai.moment(iso: now) else { throw TestFault("now") }
        self.now = moment
        let founded = try MemoryOffice.founded.get()
        (records, handles, definitions, knownOffice) = (founded.records, founded.handles, founded.definitions, founded.office)
        append(founded.events, as: by())
    }

    private struct Founded: Sendable {
        let records: [SubjectID: Record]
        let handles: [SubjectID.Kind: Int]
        let definitions: MemoryDefinitions
        let office: OfficeRecord
        let events: [Event]
    }

    /// Founded once, for every office begins so; its definitions are read once, too.
    private static let founded = Result {
        let first = MemoryOffice(founding: Moment(milliseconds: 0))
        let entry = try first.submit(Founding.commands, as: first.by())
        return Founded(
            records: first.records, handles: first.handles, definitions: first.definitions, office: first.office, events: entry.events)
    }

    private init(founding moment: Moment) { now = moment }

    /// An office founded by commands of its own.
    public init(founding commands: [Command], now: String = "2026-11-23T09:00") throws {
        guard let moment = OfficeZone.shanghai.moment(iso: now) else { throw TestFault("now") }
        self.now = moment
        try submit(commands, as: by())
    }

    /// The same office once more, to go another way from here.
    public func copy() -> MemoryOffice {
        let copy = MemoryOffice(founding: now)
        (copy.records, copy.journal, copy.handles, copy.numbers, copy.definitions) = (records, journal, handles, numbers, definitions)
        (copy.device, copy.leases) = (device, leases)
        (copy.knownOffice, copy.knownDirectory, copy.expand) = (knownOffice, knownDirectory, expand)
        return copy
    }

    /// Puts a subject into the office as it is to stand, without an act.
    public func give(_ id: SubjectID, _ record: Record) {
        records[id] = record
        if let kind = id.kind { handles[kind] = max(handles[kind] ?? 0, id.handle) }
        for number in ["number", "reserved"].compactMap({ MatterNumber(record[$0]) }) {
            let run = MemoryOffice.run(number.series, number.year)
            numbers[run] = max(numbers[run] ?? 0, number.sequence)
        }
        forget(id)
    }

    public func by(_ person: String = "p1", for other: String? = nil, medium: Attribution.Medium = .own) -> Attribution {
        Attribution(by: other ?? person, recordedBy: person, account: person, device: device, medium: medium, at: now, recorded: now)
    }

    public func subject(_ id: SubjectID) -> Subject? { records[id].map { Subject(id: id, record: $0) } }
    public func matter(_ id: SubjectID) -> Matter? { subject(id).map { Matter($0) } }
    /// In the order they were opened.
    public var matters: [SubjectID] { all(.matter) }
    public var meetings: [SubjectID] { all(.meeting) }
    private func all(_ kind: SubjectID.Kind) -> [SubjectID] {
        (0..<(handles[kind] ?? 0)).map { SubjectID(kind, $0 + 1) }.filter { records[$0] != nil }
    }

    /// The office's own record, read when it has changed.
    public var office: OfficeRecord {
        if let knownOffice { return knownOffice }
        let office = OfficeRecord(records[.office] ?? Record(), definitions: definitions)
        knownOffice = office
        return office
    }

    public var directory: Directory {
        if let knownDirectory { return knownDirectory }
        func all<Value>(_ kind: SubjectID.Kind, _ make: (String, Record) -> Value) -> [Value] {
            records.filter { $0.key.kind == kind && !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { make($0.key.text, $0.value) }
        }
        let directory = Directory(
            people: all(.person) { Person(id: $0, record: $1) }, units: all(.unit) { Unit(id: $0, record: $1) },
            places: all(.place) { Place(id: $0, record: $1) }, circles: office.circles, own: office.name)
        knownDirectory = directory
        return directory
    }

    /// What was read of a subject that has changed.
    private func forget(_ id: SubjectID) {
        if id == .office { knownOffice = nil }
        if id.kind != .matter && id.kind != .meeting { knownDirectory = nil }
    }

    // MARK: Deciding

    /// The last handle given of a kind, and the last number of a run.
    func lastHandle(_ kind: SubjectID.Kind) -> Int { handles[kind] ?? 0 }
    static func run(_ series: String, _ year: Int) -> String { "\(series)/\(year)" }

    /// An item number of the archive that was taken back is given again; any other number stays with its matter.
    func lastNumber(_ series: String, _ year: Int) -> Int {
        guard series.hasPrefix("archive/") else { return numbers[MemoryOffice.run(series, year)] ?? 0 }
        let codes = records.values.compactMap { MatterNumber($0["archival"]) ?? MatterNumber($0["erased"]["archival"]) }
        return codes.filter { $0.series == series && $0.year == year }.map(\.sequence).max() ?? 0
    }

    /// The title a matter had last; one that was taken back has none of its own any more.
    func lastTitle(_ id: SubjectID) -> String? {
        if let title = records[id]?["title"].string { return title }
        let changes = journal.reversed().lazy.flatMap { $0.events.reversed() }.filter { $0.subject == id }.flatMap(\.changes)
        return changes.first { $0.path == "title" && !$0.was.isNull }?.was.string
    }

    func leases(of desk: String) -> [Lease] { leases[desk] ?? [] }

    /// Sees to it that so many handles of a kind are set aside for a desk.
    public func lease(_ kind: SubjectID.Kind, count: Int, for desk: String) {
        let left = leases(of: desk).filter { $0.item == .handle(kind) }.map(\.count).reduce(0, +)
        guard left < count else { return }
        let last = lastHandle(kind) + count
        leases[desk, default: []].append(Lease(.handle(kind), first: last - count + 1, last: last))
        handles[kind] = last
    }

    /// What a rule may know when it decides for somebody now.
    public func facts(as attribution: Attribution) -> MemoryFacts { MemoryFacts(self, attribution) }

    /// Every row there is.
    public var rows: Subjects { Subjects(Dictionary(uniqueKeysWithValues: records.map { ($0, Subject(id: $0, record: $1)) })) }

    /// The rows a command is decided on.
    public func subjects(of command: Command) -> Subjects {
        var subjects = Subjects()
        for id in command.subjects { subjects.all[id] = subject(id) }
        for id in command.related(to: subjects) { subjects.all[id] = subject(id) }
        return subjects
    }

    /// The events a command means now; nothing is changed by asking.
    ///
    /// - Throws: the refusal.
    public func decided(_ command: Command, as attribution: Attribution) throws -> [Event] {
        try decided(command, facts(as: attribution))
    }

    private func decided(_ command: Command, _ facts: MemoryFacts) throws -> [Event] {
        try MemoryOffice.settled { () throws(Undecided) in try decide(command, on: subjects(of: command), given: facts) }
    }

    /// What a rule came to; its refusal, or the fault of a fact it could not see, is thrown as it is.
    static func settled<Value>(_ decide: () throws(Undecided) -> Value) throws -> Value {
        do { return try decide() } catch {
            switch error {
            case .refused(let refusal): throw refusal
            case .unseen(let fault): throw fault
            }
        }
    }

    /// Decides commands one after the other and records them as one act, all of them or none.
    @discardableResult
    public func submit(_ commands: [Command], as attribution: Attribution) throws -> Entry {
        let before = (records, handles, numbers, leases, definitions, knownOffice, knownDirectory)
        do {
            var all: [Event] = []
            for command in commands {
                let facts = facts(as: attribution)
                let events = try decided(command, facts)
                take(facts)
                apply(events)
                all += events
            }
            return append(all, as: attribution)
        } catch {
            (records, handles, numbers, leases, definitions, knownOffice, knownDirectory) = before
            throw error
        }
    }

    /// Keeps what handles and numbers were given.
    private func take(_ facts: MemoryFacts) {
        handles.merge(facts.handles) { max($0, $1) }
        numbers.merge(facts.numbers) { max($0, $1) }
        let desk = facts.circumstances.attribution.device
        if leases[desk] != nil { leases[desk] = facts.leases }
    }

    private func apply(_ events: [Event]) {
        for event in events {
            evolve(&records[event.subject, default: Record()], with: event)
            if let kind = event.subject.kind { handles[kind] = max(handles[kind] ?? 0, event.subject.handle) }
            if event.subject == .office { definitions.keep(event) }
            forget(event.subject)
        }
    }

    /// Writes down what happened, whoever decided it.
    @discardableResult
    public func record(_ events: [Event], undoes: String? = nil, as attribution: Attribution) -> Entry {
        apply(events)
        return append(events, undoes: undoes, as: attribution)
    }

    @discardableResult
    private func append(_ events: [Event], undoes: String? = nil, as attribution: Attribution) -> Entry {
        let sequence = Int64(journal.count + 1)
        let entry = Entry(
            sequence: sequence, id: "e\(sequence)", act: "a\(sequence)", undoes: undoes, attribution: attribution, events: events)
        journal.append(entry)
        return entry
    }
}
