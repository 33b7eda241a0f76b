/// What the matters of a register come to, told apart by one of its fields: how many, and a field of them added up.
public struct RegisterCount: Sendable {
    /// What one line of it stands for.
    public enum Group: Hashable, Sendable {
        case value(FieldText)
        case state(String)
        /// Of a number: the year it counts in.
        case year(Int)
        /// Of days, instants and spans: the month they are in or begin in.
        case month(year: Int, month: Int)
        /// Matters that say nothing there, or nothing that may be seen.
        case nothing
    }

    /// How many matters a line counts, and what a field of them comes to, in the unit of its records; nil where that is more than there
    /// are figures for.
    public struct Tally: Hashable, Sendable {
        public private(set) var count = 0
        public private(set) var sum: Int64? = 0

        fileprivate mutating func add(_ value: Int64) {
            count += 1
            guard let (more, isTooLarge) = sum.map({ $0.addingReportingOverflow(value) }) else { return }
            sum = isTooLarge ? nil : more
        }
    }

    public let statistic: RegisterUses.Statistic
    private let definition: RegisterDefinition
    private let zone: OfficeZone
    private var tallies: [Group: Tally] = [:]
    /// Every matter once, whoever many names it counts under.
    public private(set) var total = Tally()

    public init(_ statistic: RegisterUses.Statistic, of definition: RegisterDefinition, in zone: OfficeZone) {
        self.statistic = statistic
        self.definition = definition
        self.zone = zone
    }

    /// The field that is added up.
    public var summed: FieldDefinition? { statistic.sum.flatMap { definition.field($0) } }

    public mutating func add(_ matter: Matter) {
        let value = summed?.value(in: matter).int ?? 0
        for group in Set(groups(of: matter)) { tallies[group, default: Tally()].add(value) }
        total.add(value)
    }

    /// In the order the field's values have; those without one the most frequent first, what says nothing last.
    public var lines: [(group: Group, tally: Tally)] {
        tallies.map { (group: $0.key, tally: $0.value) }.sorted { one, other in
            if (one.group == .nothing) != (other.group == .nothing) { return other.group == .nothing }
            let (first, second) = (place(of: one.group), place(of: other.group))
            if first != second { return (first ?? .max) < (second ?? .max) }
            if one.tally.count != other.tally.count { return one.tally.count > other.tally.count }
            return name(of: one.group) < name(of: other.group)
        }
    }

    private func place(of group: Group) -> Int64? {
        switch group {
        case .state(let id): definition.states.firstIndex { $0.id == id }.map { Int64($0) }
        case .year(let year): Int64(year)
        case .month(let year, let month): Int64(year * 12 + month)
        case .value(.choice(let choice, _)): definition.field(statistic.by)?.choices.firstIndex(of: choice).map { Int64($0) }
        case .value(.number(let number)): number
        case .value(.money(let money)): money.fen
        case .value, .nothing: nil
        }
    }

    /// What tells apart lines that count the same, so that a count is printed twice alike.
    private func name(of group: Group) -> String { String(describing: group) }

    private func groups(of matter: Matter) -> [Group] {
        func month(_ moment: Moment?) -> [Group] { moment.map { [self.month($0)] } ?? [.nothing] }
        func who(_ id: String?) -> [Group] { id.map { [.value(.name($0))] } ?? [.nothing] }
        switch statistic.by {
        case "state": return [.state(matter.state)]
        case "number": return matter.number.map { [.year($0.year)] } ?? [.nothing]
        case "received": return month(matter.received)
        case "due": return month(matter.clock?.due)
        case "owner": return who(matter.owner)
        case "holder": return who(matter.holder)
        case "title": return [.value(.words(matter.title, field: "title"))]
        default: return definition.field(statistic.by).map { groups(of: $0, in: matter) } ?? [.nothing]
        }
    }

    private func groups(of field: FieldDefinition, in matter: Matter) -> [Group] {
        let value = field.value(in: matter)
        if field.kind.rules.isDated {
            if let day = value.string.flatMap({ Day(iso: $0) }) { return [.month(year: day.year, month: day.month)] }
            if let moment = value.int { return [month(Moment(milliseconds: moment))] }
            if let span = TimeSpan(value) { return [month(span.start(in: zone))] }
        }
        switch field.text(value) {
        case nil: return [.nothing]
        case .list(let parts)?: return parts.isEmpty ? [.nothing] : parts.map { .value($0) }
        // By whichever of its words it was recorded.
        case .choice(let choice, _)?: return [.value(.choice(choice, written: choice.zh))]
        case let text?: return [.value(text)]
        }
    }

    private func month(_ moment: Moment) -> Group {
        let day = zone.day(of: moment)
        return .month(year: day.year, month: day.month)
    }
}

extension RegisterDefinition {
    /// What is counted over its matters: what it names, else how many stand in which state.
    public var statistics: [RegisterUses.Statistic] {
        let own = uses.statistics
        return own.isEmpty ? [RegisterUses.Statistic(id: "state", name: Term(zh: "按状态", en: "by state"), by: "state", sum: nil)] : own
    }
}
