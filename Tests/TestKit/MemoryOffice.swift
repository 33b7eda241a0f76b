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

    /// Puts a subject into the office as it is to stand, without an act.
    public func give(_ id: SubjectID, _ record: Record) {
        records[id] = record
        if let kind = id.kind { handles[kind] = max(handles[kind] ?? 0, id.handle) }
        for number in ["number", "reserved", "archival"].compactMap({ MatterNumber(record[$0]) }) {
            let run = "\(number.series)/\(number.year)"
            numbers[run] = max(numbers[run] ?? 0, number.sequence)
        }
        forget(id)
    }

    public func by(_ person: String = "p1", for other: String? = nil, medium: Attribution.Medium = .own) -> Attribution {
        Attribution(by: other ?? person, recordedBy: person, account: person, device: "test", medium: medium, at: now, recorded: now)
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

    /// What a rule may know, and what handles and numbers it takes.
    private final class Given {
        var handles: [SubjectID.Kind: Int]
        var numbers: [String: Int]
        init(_ office: MemoryOffice) { (handles, numbers) = (office.handles, office.numbers) }
    }

    private func facts(_ attribution: Attribution, _ given: Given) -> Facts {
        let office = office
        var facts = Facts(
            now: attribution.recorded, attribution: attribution, calendar: office.calendar, directory: directory,
            registers: office.registers,
            newHandle: { kind in
                given.handles[kind, default: 0] += 1
                return SubjectID(kind, given.handles[kind, default: 0])
            },
            newNumber: { series, year in
                given.numbers["\(series)/\(year)", default: 0] += 1
                return given.numbers["\(series)/\(year)", default: 0]
            },
            isBookClosed: { office.book($0, $1) != nil }, presets: office.limitPresets, chasing: office.chasingLimits,
            archives: office.archives)
        facts.bookings = { [records] place, from, to in
            records.filter { $0.key.kind == .meeting }.compactMap { id, record in
                let meeting = Meeting(Subject(id: id, record: record))
                guard meeting.room == place, !meeting.isCancelled, let start = meeting.start else { return nil }
                let end = meeting.end ?? start.adding(minutes: 60)
                return start < to && from < end ? Booking(meeting: id, title: meeting.title, place: place, from: start, to: end) : nil
            }
        }
        facts.overdueLoans = { [records] borrower in
            let today = office.zone.day(of: attribution.recorded)
            return records.compactMap { id, record in
                let loan = Matter(Subject(id: id, record: record)).openLoan
                return loan?.borrower == borrower && loan?.daysLate(on: today) != nil ? id.text : nil
            }.sorted()
        }
        return facts
    }

    /// The events a command means now; nothing is changed by asking.
    ///
    /// - Throws: the refusal.
    public func decided(_ command: Command, as attribution: Attribution) throws -> [Event] {
        try decided(command, attribution, Given(self))
    }

    private func decided(_ command: Command, _ attribution: Attribution, _ given: Given) throws -> [Event] {
        var subjects = Subjects()
        for id in command.subjects { subjects.all[id] = subject(id) }
        for id in command.related(to: subjects) { subjects.all[id] = subject(id) }
        do { return try decide(command, on: subjects, given: facts(attribution, given)) } catch {
            switch error {
            case .refused(let refusal): throw refusal
            case .unseen(let fault): throw fault
            }
        }
    }

    /// Decides commands one after the other and records them as one act, all of them or none.
    @discardableResult
    public func submit(_ commands: [Command], as attribution: Attribution) throws -> Entry {
        let before = (records, handles, numbers, definitions, knownOffice, knownDirectory)
        do {
            var all: [Event] = []
            for command in commands {
                let given = Given(self)
                let events = try decided(command, attribution, given)
                (handles, numbers) = (given.handles, given.numbers)
                apply(events)
                all += events
            }
            return append(all, as: attribution)
        } catch {
            (records, handles, numbers, definitions, knownOffice, knownDirectory) = before
            throw error
        }
    }

    private func apply(_ events: [Event]) {
        for event in events {
            evolve(&records[event.subject, default: Record()], with: event)
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
