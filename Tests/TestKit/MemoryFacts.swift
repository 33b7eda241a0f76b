import Office

/// The facts of a decision in memory, and of taking one back. What is given away is known here first, and to the office when the act is
/// recorded.
public final class MemoryFacts: HistoryReader {
    public let circumstances: Circumstances
    private let office: MemoryOffice
    private(set) var handles: [SubjectID.Kind: Int] = [:]
    private(set) var numbers: [String: Int] = [:]
    /// What is left of the leases its desk holds.
    private(set) var leases: [Lease]

    init(_ office: MemoryOffice, _ attribution: Attribution) {
        circumstances = Circumstances(attribution, office: office.office, directory: office.directory)
        self.office = office
        leases = office.leases(of: attribution.device)
    }

    private var matters: [Matter] { office.matters.compactMap { office.matter($0) } }

    public func newHandle(_ kind: SubjectID.Kind) -> SubjectID {
        if let handle = leases.take(.handle(kind)) { return SubjectID(kind, handle) }
        let handle = max(handles[kind] ?? 0, office.lastHandle(kind)) + 1
        handles[kind] = handle
        return SubjectID(kind, handle)
    }

    public func newNumber(in series: String, _ year: Int) -> Int {
        if let number = leases.take(.number(series: series, year: year)) { return number }
        let run = MemoryOffice.run(series, year)
        let number = max(numbers[run] ?? 0, office.lastNumber(series, year)) + 1
        numbers[run] = number
        return number
    }

    public func isBookClosed(of series: String, _ year: Int) -> Bool { circumstances.office.book(series, year) != nil }

    public func waiting(in register: String, title: String) -> Subject? {
        office.matters.lazy.compactMap { self.office.subject($0) }.first { subject in
            let matter = Matter(subject)
            return matter.isWithdrawn && matter.reserved?.series == register && self.office.lastTitle(subject.id) == title
        }
    }

    public func samePaper(in register: String, reference: String, from sender: String) -> MatterRow? {
        papers(numbered: reference, from: sender, in: register).first.map { MatterRow($0) }
    }

    public func overdueLoans(of borrower: String) -> [String] {
        let today = circumstances.calendar.zone.day(of: circumstances.attribution.recorded)
        return matters.filter { $0.openLoan?.borrower == borrower && $0.openLoan?.daysLate(on: today) != nil }
            .map { $0.number?.printed ?? $0.id.text }
    }

    public func bookings(of place: String, from: Moment, to: Moment) -> [Booking] {
        office.meetings.compactMap { office.subject($0).map { Meeting($0) } }.compactMap { meeting in
            guard meeting.room == place, !meeting.isCancelled, let start = meeting.start else { return nil }
            let end = meeting.end ?? start.adding(minutes: 60)
            guard start < to, from < end else { return nil }
            return Booking(meeting: meeting.id, title: meeting.title, place: place, from: start, to: end)
        }
    }

    public func occurrences(of meeting: Meeting) throws(FactFault) -> [Expanded] { try office.expand(meeting) }

    public func runningLimits() -> [Matter] {
        matters.filter { matter in
            guard !matter.isWithdrawn, matter.clock != nil, let definition = office.office.register(of: matter) else { return false }
            return definition.isOpen(matter.state)
        }
    }

    public func book(of series: String, _ year: Int) -> ClosedBook {
        let numbered = matters.filter { $0.number?.series == series && $0.number?.year == year }
        let last = office.lastNumber(series, year)
        let withdrawn = office.office.register(series)?.withdrawnStates ?? []
        let voids = numbered.count { withdrawn.contains($0.state) }
        return ClosedBook(last: last, count: numbered.count, voids: voids, reserved: max(0, last - numbered.count))
    }

    public func archivedCount(under year: Int) -> Int {
        let (registers, zone) = (office.office.registers, circumstances.calendar.zone)
        return matters.count { matter in
            let definition = registers[of: matter]
            return matter.isArchived(by: definition) && matter.filingYear(by: definition, zone) == year
        }
    }

    public func standing(in register: String) -> [StandingMatters] {
        let standing = matters.filter { $0.register == register && !$0.isWithdrawn }
        return Dictionary(grouping: standing, by: \.state).sorted { $0.key < $1.key }.map { state, found in
            StandingMatters(
                state: state, count: found.count,
                numbers: found.prefix(StandingMatters.shown).map { $0.number?.printed ?? $0.id.text })
        }
    }

    // MARK: Taking back

    public func newestEntry(
        on subject: SubjectID, after sequence: Int64, notBy person: String?, standing isStanding: Bool,
        where counts: (LaterEntry) -> Bool
    ) throws(FactFault) -> LaterEntry? {
        for entry in office.journal.dropFirst(Int(sequence)).reversed() where entry.attribution.recordedBy != person {
            let events = entry.events.filter { $0.subject == subject }
            if events.isEmpty { continue }
            let later = LaterEntry(
                sequence: entry.sequence, by: entry.attribution.recordedBy, device: entry.attribution.device,
                at: entry.attribution.recorded, events: events)
            guard counts(later) else { continue }
            if isStanding, try office.isTakenBack(entry, since: sequence) { continue }
            return later
        }
        return nil
    }

    public func holder(of number: MatterNumber, besides id: SubjectID) -> SubjectID? {
        matters.first { $0.id != id && $0.number == number }?.id
    }

    public func lastNumber(in series: String, _ year: Int) -> Int { office.lastNumber(series, year) }

    public func lastUse(of ids: [SubjectID]) -> Touch? {
        let names = Set(ids.map(\.text))
        func isNaming(_ id: SubjectID) -> Bool {
            guard let record = office.records[id] else { return false }
            if id.kind == .meeting { return record["place"].string.map(names.contains) ?? false }
            return ["owner", "holder", "lead", "fields/from"].contains { record[$0].string.map(names.contains) ?? false }
        }
        return office.journal.reversed().lazy.compactMap { entry -> Touch? in
            let (by, at) = (entry.attribution.recordedBy, entry.attribution.recorded)
            if names.contains(by) || names.contains(entry.attribution.by) { return Touch(SubjectID(by), by: by, at: at) }
            let used = entry.events.map(\.subject).first { [.matter, .meeting].contains($0.kind) && isNaming($0) }
            return used.map { Touch($0, by: by, at: at) }
        }.first
    }

    public func samePaper(as matter: Matter) -> MatterRow? {
        let definition = office.office.register(of: matter)
        guard let reference = matter.text(of: .reference, by: definition), let sender = matter.text(of: .from, by: definition) else {
            return nil
        }
        return papers(numbered: reference, from: sender, in: matter.register).last { $0.id != matter.id }.map { MatterRow($0) }
    }

    private func papers(numbered reference: String, from sender: String, in register: String) -> [Matter] {
        let registers = office.office.registers
        return matters.filter { matter in
            guard matter.register == register else { return false }
            let definition = registers[of: matter]
            return matter.text(of: .reference, by: definition) == reference && matter.text(of: .from, by: definition) == sender
        }
    }
}

extension MatterRow {
    /// As the ledger's list would show it.
    init(_ matter: Matter) {
        self.init(
            id: matter.id, register: matter.register, number: matter.number?.printed, title: matter.title, state: matter.state,
            owner: matter.owner, holder: matter.holder, from: matter.field("from"), kind: matter.kind, urgency: matter.urgency,
            reference: matter.reference, received: matter.received, due: matter.clock?.due, safe: matter.clock?.safe,
            yellowAt: matter.clock?.yellowAt, readersDone: matter.readers.count(where: \.isDone), readersAll: matter.readers.count)
    }
}
