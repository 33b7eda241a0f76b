import Office

/// Facts in memory that note what is asked of them, one kind of which may be unreadable.
public final class WatchedFacts: HistoryReader {
    public private(set) var asked: [FactNeed] = []
    private let facts: MemoryFacts
    private let unreadable: FactNeed.Kind?

    public init(_ facts: MemoryFacts, unreadable: FactNeed.Kind? = nil) {
        self.facts = facts
        self.unreadable = unreadable
    }

    public var circumstances: Circumstances { facts.circumstances }

    private func note(_ need: FactNeed) throws(FactFault) {
        asked.append(need)
        if need.kind == unreadable { throw FactFault(TestFault("unreadable: \(need)")) }
    }

    public func newHandle(_ kind: SubjectID.Kind) throws(FactFault) -> SubjectID {
        let id = facts.newHandle(kind)
        try note(.handle(id))
        return id
    }

    public func newNumber(in series: String, _ year: Int) throws(FactFault) -> Int {
        try note(.number(series: series, year: year))
        return facts.newNumber(in: series, year)
    }

    public func isBookClosed(of series: String, _ year: Int) throws(FactFault) -> Bool {
        try note(.book(series: series, year: year))
        return facts.isBookClosed(of: series, year)
    }

    public func waiting(in register: String, title: String) throws(FactFault) -> Subject? {
        try note(.waiting(register: register))
        return facts.waiting(in: register, title: title)
    }

    public func samePaper(in register: String, reference: String, from sender: String) throws(FactFault) -> MatterRow? {
        try note(.samePaper(reference: reference))
        return facts.samePaper(in: register, reference: reference, from: sender)
    }

    public func overdueLoans(of borrower: String) throws(FactFault) -> [String] {
        try note(.loans(borrower: borrower))
        return facts.overdueLoans(of: borrower)
    }

    public func bookings(of place: String, from: Moment, to: Moment) throws(FactFault) -> [Booking] {
        try note(.bookings(place: place, from: from, to: to))
        return facts.bookings(of: place, from: from, to: to)
    }

    public func occurrences(of meeting: Meeting) throws(FactFault) -> [Expanded] {
        try note(.occurrences(meeting.id))
        return try facts.occurrences(of: meeting)
    }

    public func runningLimits() throws(FactFault) -> [Matter] {
        try note(.running)
        return facts.runningLimits()
    }

    public func book(of series: String, _ year: Int) throws(FactFault) -> ClosedBook {
        try note(.bookCount(series: series, year: year))
        return facts.book(of: series, year)
    }

    public func archivedCount(under year: Int) throws(FactFault) -> Int {
        try note(.archived(year: year))
        return facts.archivedCount(under: year)
    }

    public func standing(in register: String) throws(FactFault) -> [StandingMatters] {
        try note(.standing(register: register))
        return facts.standing(in: register)
    }

    public func newestEntry(
        on subject: SubjectID, after sequence: Int64, notBy person: String?, standing isStanding: Bool,
        where counts: (LaterEntry) -> Bool
    ) throws(FactFault) -> LaterEntry? {
        try note(.touch(subject))
        return try facts.newestEntry(on: subject, after: sequence, notBy: person, standing: isStanding, where: counts)
    }

    public func holder(of number: MatterNumber, besides id: SubjectID) throws(FactFault) -> SubjectID? {
        try note(.holder(number))
        return facts.holder(of: number, besides: id)
    }

    public func lastNumber(in series: String, _ year: Int) throws(FactFault) -> Int {
        try note(.lastNumber(series: series, year: year))
        return facts.lastNumber(in: series, year)
    }

    public func lastUse(of ids: [SubjectID]) throws(FactFault) -> Touch? {
        try note(.use(ids))
        return facts.lastUse(of: ids)
    }

    public func samePaper(as matter: Matter) throws(FactFault) -> MatterRow? {
        let definition = facts.circumstances.registers[of: matter]
        if let reference = matter.text(of: .reference, by: definition) { try note(.samePaper(reference: reference)) }
        return facts.samePaper(as: matter)
    }
}
