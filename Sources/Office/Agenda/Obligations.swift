/// That somebody must see a matter in Today, from a moment on. `*` stands for the office as a whole.
public struct Obligation: Hashable, Sendable {
    public let person: String
    public let wake: Moment

    public init(_ person: String, from wake: Moment) {
        self.person = person
        self.wake = wake
    }

    /// The desk of all who hold a role, whoever they are on the day.
    public static func desk(of role: Role) -> String { "@" + role.rawValue }

    /// The desk of everybody in a unit of the office, by one of its names.
    static func desk(ofUnit name: String) -> String { "@@" + name }
}

extension Directory {
    /// The desks somebody has with others: those of their roles and of their department.
    public func sharedDesks(of person: String) -> [String] {
        let unit = self.person(person)?.department.flatMap { self.unit($0) }
        let names = unit.map { [$0.name] + $0.shortNames } ?? []
        return Role.allCases.filter { may(person, [$0]) }.map(Obligation.desk(of:)) + names.map(Obligation.desk(ofUnit:))
    }
}

extension Matter {
    /// Who must see it in Today, and from when; each once, at the earliest: the union of what its capabilities owe.
    ///
    /// - Parameter definition: the one that holds for it; nil where its register is unknown, and then only what is lent or to be given back counts.
    public func obligations(by definition: RegisterDefinition?, calendar: WorkCalendar) -> [Obligation] {
        var all: [Obligation] = []
        func owe(_ person: String?, from wake: Moment) {
            guard let person else { return }
            if let index = all.firstIndex(where: { $0.person == person }) {
                all[index] = Obligation(person, from: min(all[index].wake, wake))
            } else {
                all.append(Obligation(person, from: wake))
            }
        }
        let owed = Capabilities.all.flatMap { $0.owes(self, by: definition, calendar) }
        if let definition, let wake = wakes(owed, by: definition, calendar) {
            for person in ["*", owner, holder, waiting?.from] { owe(person, from: wake) }
            // Whom it waits for sees it at once.
            if let waiting, waiting.on == holder { owe(waiting.on, from: Moment(milliseconds: 0)) }
            for case .along(let person, let moment) in owed { owe(person, from: max(wake, moment)) }
        }
        // A step that is asked for stands on the desk of whoever may take it, whoever that is on the day.
        for request in requests {
            guard let step = definition?.steps.first(where: { $0.id == request.step }) else { continue }
            for person in ["*"] + step.by.map(Obligation.desk(of:)) { owe(person, from: Moment(milliseconds: 0)) }
        }
        // Who asked learns that it was turned down.
        for request in turnedDown where definition != nil { owe(request.by, from: Moment(milliseconds: 0)) }
        for case .person(let person, let moment) in owed { owe(person, from: moment) }
        return all
    }

    /// When it next has a reason to stand in somebody's Today; nil while it sleeps without a date or is closed.
    private func wakes(_ owed: [Owed], by definition: RegisterDefinition, _ calendar: WorkCalendar) -> Moment? {
        guard definition.isOpen(state), !isWithdrawn else { return nil }
        var moments: [Moment] = []
        for case .matter(let moment) in owed { moments.append(moment) }
        let always = Moment(milliseconds: 0)
        let stage = definition.state(state)?.stage
        if isEmergency { moments.append(always) }
        if stage == .office, urgency != nil { moments.append(always) }
        for day in [plannedOn, bringUpOn].compactMap(\.self) { moments.append(calendar.zone.moment(day, TimeOfDay(minutes: 0))) }
        if let rings = remindAt(by: definition), !isPutOff(since: rings, on: calendar.zone.day(of: rings)) { moments.append(rings) }
        // Nothing that is worked on may sleep for ever (说过的事记着办).
        if moments.isEmpty, stage == .doing { moments.append(always) }
        return moments.min()
    }
}
