/// Why a row weighs what it does, and between whom: promises, leaders' words, what is hard.
extension TodayRules {
    /// The chips of a matter's weight, each with the name that belongs to it.
    ///
    /// One reason is said once: a promise is no leader's order, and weight set by hand is only named where no other reason is.
    func weightChips(_ matter: Matter, by definition: RegisterDefinition) -> [Chip] {
        var chips: [Chip] = []
        if let promise = matter.promise { chips += [.promise, .promisedTo(promise.to)] }
        if isInstructed(matter) { chips.append(.instructed) }
        if let (name, leads) = assigner(of: matter, by: definition) {
            if leads { chips.append(.leaderTask) }
            // A task made from a paper has its number as source: nobody said it.
            if !(matter.text(of: .source, by: definition) ?? "").contains(where: \.isNumber) { chips.append(.saidBy(name)) }
        }
        let isExplained = chips.contains { $0 == .promise || $0 == .instructed || $0 == .leaderTask }
        if matter.importance >= 4, !isExplained, !matter.isEmergency { chips.append(.important) }
        if isStuck(matter) { chips.append(.stuck) }
        return chips
    }

    /// Whether a ranked person wrote on it more than that it was seen (领导批示; K14).
    private func isInstructed(_ matter: Matter) -> Bool {
        matter.notes.contains { note in
            note.kind == "instruction" && !note.text.hasPrefix("圈阅") && directory.person(note.by)?.isLeader == true
        }
    }

    /// Who gave it by word of mouth, as people call them, and whether that is a leader or the director.
    private func assigner(of matter: Matter, by definition: RegisterDefinition) -> (name: String, leads: Bool)? {
        guard let named = matter.text(of: .assigner, by: definition) else { return nil }
        let person = directory.person(named) ?? directory.people.first { $0.name == named || $0.calledBy.contains(named) }
        guard let person else { return (named, false) }
        return (person.calledBy.first ?? person.name, person.isLeader || person.roles.contains("director"))
    }
}
