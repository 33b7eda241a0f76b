/// Whose a step is, where its register leaves it to roles: asked of whose act it is, whoever sits at the keyboard (代录, J1).
extension Directory {
    /// Whether somebody may do what is left to roles; what is left to none is everybody's.
    public func may(_ person: String, _ roles: [Role]) -> Bool {
        if roles.isEmpty { return true }
        // Whoever holds one is asked alone: a table of thousands asks for each of its rows.
        if let person = self.person(person), roles.contains(where: person.holds) { return true }
        return holders(of: roles)?.contains(person) ?? true
    }

    /// The persons who may do what asks for one of several roles: whoever holds one; where nobody does, the director; nil, for all, where
    /// there is none either, as in an office that is just being founded.
    func holders(of roles: [Role]) -> Set<String>? {
        index.holders(of: roles) {
            for roles in [roles, [.director]] {
                let holders = people.filter { roles.contains(where: $0.holds) }.map(\.id)
                if !holders.isEmpty { return Set(holders) }
            }
            return nil
        }
    }
}

extension Step {
    /// Refuses whoever's act it may not be: of many papers at once a step is taken or not, nobody asks for it one by one.
    public func refuseOthers(_ person: String, _ directory: Directory) throws(Refusal) {
        if !directory.may(person, by) { throw .role(by) }
    }
}

extension Matter {
    /// Refuses to void 作废 what is another's.
    ///
    /// It ends somebody's work for everybody, and its number with it (J5): it is for whoever answers for the paper, has it in hand or looks
    /// after it, for who covers them today (J7), for a leader and the administrator. Asked of whose act it is: who writes it down for them
    /// needs no more (J1).
    func refuseOthersVoiding(_ person: String, _ facts: any FactsReader) throws(Refusal) {
        let directory = facts.directory
        guard let owner, directory.person(person)?.isActive ?? false else { return }
        let isCovering = [owner, holder].contains { other in
            guard let away = other.flatMap({ directory.person($0)?.away }) else { return false }
            return away.cover == person && away.includes(facts.now, in: facts.calendar)
        }
        let isOwn = directory.names(standingFor: person).contains { self.isOwn(of: $0) }
        if isOwn || isCovering || directory.may(person, [.leader, .administrator]) { return }
        throw .guarded(.othersPaper, article: directory.name(owner) ?? owner)
    }
}

extension RegisterDefinition {
    /// Who may take which step no more once this definition is adopted in place of another; steps nobody loses are left out.
    public func losses(after former: RegisterDefinition, in directory: Directory) -> [(step: Step, people: [Person])] {
        steps.compactMap { step in
            let before = former.steps.first { $0.id == step.id }?.by ?? []
            let losing = directory.people.filter { person in
                person.isActive && directory.may(person.id, before) && !directory.may(person.id, step.by)
            }
            return losing.isEmpty ? nil : (step, losing)
        }
    }
}

extension Aftermath {
    /// Taking back another's act asks the role of its step; what one did or wrote down oneself one takes back as it came.
    ///
    /// Doing it again is doing it: whose act it was must hold the role still.
    func refuseOthersSteps(_ person: String) throws(Refusal) {
        let isRedo = inverses.contains(where: Undoing.doesAgain)
        for entry in origin {
            let isOwn = [entry.attribution.by, entry.attribution.recordedBy].contains(person)
            if isOwn, !isRedo { continue }
            for event in entry.events {
                try refuseOthersAnswer(event, isOwn ? entry.attribution.by : person, isOwn)
                guard let step = facts.circumstances.office.step(of: event) else { continue }
                let doer = event.changes.last { $0.path == "lastMove" }?.now["by"].string ?? entry.attribution.by
                try step.refuseOthers(isOwn ? doer : person, directory)
                // As it stands where it is not void.
                if step.act == .withdraw, let record = isRedo ? before[event.subject]?.record : after[event.subject] {
                    try Matter(Subject(id: event.subject, record: record)).refuseOthersVoiding(isOwn ? doer : person, facts)
                }
            }
        }
    }

    /// Taking back that a matter was opened takes it away, as voiding it does, and is for whoever may void it; what one opened or wrote down
    /// oneself one takes back.
    func refuseOthersOpening(_ id: SubjectID, _ person: String) throws(Refusal) {
        let isOwn = origin.contains { entry in
            [entry.attribution.by, entry.attribution.recordedBy].contains(person) && entry.events.contains { $0.subject == id }
        }
        guard !isOwn, let subject = before[id] else { return }
        try Matter(subject).refuseOthersVoiding(facts.attribution.by, facts)
    }

    /// Whoever may take a step turns its request down, and so takes back that it was turned down; a request of one's own one takes back
    /// without a role.
    private func refuseOthersAnswer(_ event: Event, _ person: String, _ isOwn: Bool) throws(Refusal) {
        guard event.kind == StepRequest.turnedDown || event.kind == StepRequest.withdrawn && !isOwn,
            let id = event.changes.lazy.compactMap({ $0.was["step"].string }).first,
            let subject = before[event.subject], let definition = facts.registers[of: Matter(subject)]
        else { return }
        let roles = definition.steps.first { $0.id == id }?.by ?? [.administrator]
        guard directory.may(person, roles) else { throw .role(roles) }
    }
}
