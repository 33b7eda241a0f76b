import Synchronization

/// What the office itself is: its name, profile, registers and calendar, as its record keeps them.
///
/// Definitions and calendar are read from the record when first asked for: most commands need one register or none.
public struct OfficeRecord: Sendable {
    public let record: Record
    private let definitions: any DefinitionSource
    private let parts = Parts()

    /// - Parameter definitions: where the definitions are whose revisions the record names.
    public init(_ record: Record, definitions: any DefinitionSource) {
        self.record = record
        self.definitions = definitions
    }

    /// An office that keeps its definitions in its record.
    public init(_ record: Record) { self.init(record, definitions: NoDefinitions()) }

    /// What was read from the record so far.
    private final class Parts: Sendable {
        struct Known {
            /// As they are, and as they were at a revision.
            var registers: [String: RegisterDefinition] = [:]
            /// As they are kept, of those that were only glanced at so far.
            var sources: [String: JSON] = [:]
            var earlier: [String: [Int: RegisterDefinition]] = [:]
            var formerStates: [String: [StateDefinition]] = [:]
            var calendar: WorkCalendar?
        }
        let known = Mutex(Known())
    }

    /// One register's definition.
    public func register(_ id: String) -> RegisterDefinition? {
        if let known = parts.known.withLock({ $0.registers[id] }) { return known }
        guard let source = parts.known.withLock({ $0.sources.removeValue(forKey: id) }) ?? source(of: id) else {
            let revision = record[RegisterDefinition.path(of: id)].int
            if let revision { definitions.misses(id, revision: Int(revision)) }
            return nil
        }
        let definition = RegisterDefinition.kept(source)
        parts.known.withLock { $0.registers[id] = definition }
        return definition
    }

    /// Whether a register's way may be that of one that stands for a thing: a glance at a definition that nobody has read yet leaves out most.
    func mayGo(_ id: String, like standing: RegisterUses.Standing) -> Bool {
        if parts.known.withLock({ $0.registers[id] != nil }) { return true }
        guard let source = parts.known.withLock({ $0.sources[id] }) ?? source(of: id) else { return true }
        parts.known.withLock { $0.sources[id] = source }
        return RegisterDefinition.mayGo(source, like: standing)
    }

    /// The revision of a register that is adopted, told without reading its definition; nil where there is none of that id.
    public func revision(of id: String) -> Int? {
        let kept = record[RegisterDefinition.path(of: id)]
        if kept.isNull { return nil }
        return kept.int.map(Int.init) ?? RegisterDefinition.revision(of: kept)
    }

    /// A register's definition as the office keeps it; nil where it has none of that id.
    public func source(of id: String) -> JSON? {
        let kept = record[RegisterDefinition.path(of: id)]
        let source = kept.int.map { definitions.definition(id, revision: Int($0)) } ?? kept
        return source.flatMap { $0.isNull ? nil : $0 }
    }

    /// The definition that holds for the matters of a register in a state: the adopted one where it knows the state, else the last that did.
    ///
    /// So adopting a definition moves every matter but those it has no place for, and these go on as they began.
    public func register(_ id: String, holding state: String) -> RegisterDefinition? {
        guard let present = register(id), present.state(state) == nil else { return register(id) }
        for revision in definitions.revisions(of: id, before: present.revision) {
            if let earlier = register(id, at: revision), earlier.state(state) != nil { return earlier }
        }
        return present
    }

    /// The definition that holds for a matter.
    public func register(of matter: Matter) -> RegisterDefinition? { register(matter.register, holding: matter.state) }

    /// A register's definition as it was at a revision; nil where the office never had it.
    public func register(_ id: String, at revision: Int) -> RegisterDefinition? {
        if let present = register(id), present.revision == revision { return present }
        if let known = parts.known.withLock({ $0.earlier[id]?[revision] }) { return known }
        guard let source = definitions.definition(id, revision: revision) else { return nil }
        let definition = RegisterDefinition.kept(source)
        parts.known.withLock { $0.earlier[id, default: [:]][revision] = definition }
        return definition
    }

    /// The definitions a register had before a revision, the newest first.
    func earlier(_ id: String, before revision: Int) -> [RegisterDefinition] {
        definitions.revisions(of: id, before: revision).compactMap { register(id, at: $0) }
    }

    /// The states of a register's earlier definitions that the present one has no place for; matters may stand in them still.
    func formerStates(_ id: String) -> [StateDefinition] {
        if let known = parts.known.withLock({ $0.formerStates[id] }) { return known }
        guard let present = register(id) else { return [] }
        var states: [StateDefinition] = []
        for state in earlier(id, before: present.revision).flatMap(\.states)
        where present.state(state.id) == nil && !states.contains(where: { $0.id == state.id }) {
            states.append(state)
        }
        let found = states
        parts.known.withLock { $0.formerStates[id] = found }
        return found
    }

    public var registers: Registers {
        Registers(
            ids: order, find: { register($0) }, holding: { register($0, holding: $1) }, earlier: { register($0, at: $1) },
            former: { formerStates($0) }, named: { record[OfficeRecord.path(of: $0)].string }, mayGo: { mayGo($0, like: $1) },
            isRetired: { isRetired($0) })
    }

    /// The ids of the registers in the order they were adopted.
    public var order: [String] {
        let ids = Set(record.group("registers").map(\.key))
        let named = record["order"].array?.compactMap(\.string) ?? []
        return named.filter(ids.contains) + ids.subtracting(named).sorted()
    }

    public var calendar: WorkCalendar {
        if let known = parts.known.withLock({ $0.calendar }) { return known }
        let calendar = OfficeRecord.calendar(record)
        parts.known.withLock { $0.calendar = calendar }
        return calendar
    }

    /// What was written under a register's book when it was closed 封簿; nil while it is open.
    public func book(_ register: String, _ year: Int) -> ClosedBook? { ClosedBook(record[ClosedBook.path(register, year)]) }

    /// The office's one zone; cheaper to ask for than the calendar.
    public var zone: OfficeZone { .shanghai }
    public var name: String { record["name"].string ?? "" }
    public var profile: String { record["profile"].string ?? "general" }
    /// Made for tests or a demonstration: accepts a frozen clock, and is marked so for ever.
    public var isRehearsal: Bool { record["rehearsal"].bool ?? false }

    /// The official calendar with what the office itself adopted: later notices, its own hours.
    private static func calendar(_ record: Record) -> WorkCalendar {
        var calendar = WorkCalendar.china
        if let seasons = record["hours"].array { calendar.hours = OfficeHours(seasons: seasons.compactMap(OfficeHours.Season.init)) }
        for (year, value) in record.group(HolidayNotice.group) {
            guard let notice = Int(year).map({ HolidayNotice(year: $0, value) }) else { continue }
            var days: [Day: WorkCalendar.Exception] = [:]
            for day in notice.days { days[day.date] = WorkCalendar.Exception(name: day.name, isWorkday: day.isWorkday) }
            calendar.adopt(year: notice.year, reference: notice.reference, days: days)
        }
        return calendar
    }
}
