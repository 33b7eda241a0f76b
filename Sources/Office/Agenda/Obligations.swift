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
}

extension Matter {
    /// Who must see it in Today, and from when; each once, at the earliest.
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
        if let definition, let wake = wakeMoment(of: self, definition: definition, calendar: calendar) {
            for person in ["*", owner, holder, awaitsSignature, waiting?.from] { owe(person, from: wake) }
            // Whom it waits for sees it at once.
            if let waiting, waiting.on == holder { owe(waiting.on, from: Moment(milliseconds: 0)) }
            // The supervisor sees it when the light is yellow or red (J7).
            if let yellow = clock?.yellowAt { owe(supervisor, from: max(wake, yellow)) }
        }
        // A step that is asked for stands on the desk of whoever may take it, whoever that is on the day.
        for request in requests {
            guard let step = definition?.steps.first(where: { $0.id == request.step }) else { continue }
            for person in ["*"] + step.by.map(Obligation.desk(of:)) { owe(person, from: Moment(milliseconds: 0)) }
        }
        // Who asked learns that it was turned down.
        for request in turnedDown where definition != nil { owe(request.by, from: Moment(milliseconds: 0)) }
        for owed in Capabilities.all.flatMap({ $0.owes(self, by: definition, calendar) }) {
            if case .person(let person, let wake) = owed { owe(person, from: wake) }
        }
        return all
    }
}
