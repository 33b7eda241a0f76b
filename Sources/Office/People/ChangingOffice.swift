/// Decides what the office changes of itself: one event of its own record, and the limits that follow from it in the same act.
func changing(_ asked: [OfficeChange], _ subjects: Subjects, _ facts: any FactsReader) throws -> [Event] {
    guard let office = subjects[.office] else { throw Refusal.notFound(SubjectID.office.text) }
    var values: [String: JSON] = [:]
    for change in asked {
        try change.check()
        values.merge(try change.decided(facts)) { $1 }
    }
    try OfficeChange.refuseClashes(among: asked)
    let list = changes(from: office.record, to: values)
    if list.isEmpty { return [] }
    let event = Event(.office, "office.revised", changes: list)
    guard asked.contains(where: \.movesLimits) else { return [event] }
    var record = office.record
    evolve(&record, with: event)
    let calendar = OfficeRecord(record).calendar
    return [event] + (try facts.runningLimits().compactMap { MovedLimit.event(of: $0, by: calendar) })
}

extension OfficeChange {
    /// Whether days are counted otherwise afterwards.
    fileprivate var movesLimits: Bool {
        switch self {
        case .hours, .notice: true
        case .limits, .chasing, .routing, .header, .template, .fonds, .retention, .freeze, .close, .circle, .adopt, .retire: false
        }
    }

    /// Whether it rests on a list no key can name: the limits that run, the numbers of a book, what is filed under a year, where the matters
    /// of a register stand.
    var readsAll: Bool {
        switch self {
        case .freeze, .close, .adopt, .retire: true
        default: movesLimits
        }
    }

    /// What it writes, with what is counted for it.
    ///
    /// - Throws: the refusal of a year that is not over or closed already: a mistake would send every later paper into the next year.
    fileprivate func decided(_ facts: any FactsReader) throws -> [String: JSON] {
        let today = facts.calendar.zone.day(of: facts.now)
        switch self {
        case .freeze(let year):
            if facts.archives.isFrozen(year) { throw Refusal.guarded(.frozenAlready, article: String(year)) }
            guard year < today.year else { throw Refusal.guarded(.yearRuns, article: String(year)) }
            let count = try facts.archivedCount(under: year)
            let mark = FrozenFiles(at: facts.now, by: facts.attribution.by, count: count)
            return [ArchiveRules.freezePath(year): mark.json]
        case .close(let register, let year):
            guard facts.registers[register] != nil else {
                throw Refusal.unknown(what: "register", text: register, nearest: Nearest.of(register, in: facts.registers.ids))
            }
            let path = ClosedBook.path(register, year)
            if facts.office.book(register, year) != nil { throw Refusal.guarded(.bookClosedAlready, article: path) }
            // On its last day a year's book may be closed.
            guard let lastDay = Day(year, 12, 31), today >= lastDay else { throw Refusal.guarded(.yearRuns, article: String(year)) }
            return [path: try facts.book(of: register, year).json]
        case .adopt(let register, let definition, let leaving):
            return try adopting(definition, as: register, leaving: leaving, facts)
        case .retire(let register): return try retiring(register, facts)
        default: return values
        }
    }
}

/// A running limit that moved with the calendar: a notice or other hours were adopted. Nobody chose the new one.
public struct MovedLimit: Hashable, Sendable {
    public let matter: SubjectID
    public let was: Clock
    public let now: Clock

    /// The event by which a calendar moves a matter's limit; nil where nothing of it changes.
    ///
    /// A matter that is kept to a circle moves too: its limit is everybody's to see, and its days are counted like all others.
    static func event(of matter: Matter, by calendar: WorkCalendar) -> Event? {
        guard !matter.isWithdrawn, let again = matter.clock?.recomputed(by: calendar) else { return nil }
        return Event(matter.id, kind, changes: [Change(path, was: matter.record[path], now: again.json)])
    }

    /// The limit an event moved, as the journal keeps it; nil for any other event.
    public init?(_ event: Event) {
        guard MovedLimit.isMove(event), let change = event.changes.first, let was = Clock(change.was), let now = Clock(change.now) else {
            return nil
        }
        (matter, self.was, self.now) = (event.subject, was, now)
    }

    private static let kind = "matter.amended"
    private static let path = "clock"

    /// Whether an event changes a limit and nothing else, or takes such a change back.
    public static func isMove(_ event: Event) -> Bool {
        event.subject.kind == .matter && Undoing.plain(event.kind) == kind && event.changes.count == 1 && event.changes[0].path == path
    }

    /// Whether people notice: what only wakes earlier or later they do not.
    public var isFelt: Bool { was.due != now.due || was.safe != now.safe }
}

extension [Event] {
    /// So many moved limits share an entry.
    private static var limitsAnEntry: Int { 18 }

    /// The events of an act as they share entries: all in one, but for limits that moved with the calendar. Those are cut, for
    /// whoever reads one matter's history reads its entries whole.
    public var inEntries: [[Event]] {
        var entries: [[Event]] = [[]]
        var moved = 0
        for event in self {
            if MovedLimit.isMove(event) {
                if moved == Self.limitsAnEntry {
                    entries.append([])
                    moved = 0
                }
                moved += 1
            }
            entries[entries.count - 1].append(event)
        }
        return entries
    }
}
