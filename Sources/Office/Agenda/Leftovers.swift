/// What closing the day asks about 下班收尾 (domain J8).
extension TodayRules {
    /// What of a person's the day leaves: what stands in Today and in their hands, what of theirs is due by today wherever it lies, and
    /// what came back to them and goes no further. In the order of Today, what an earlier day left first.
    public func leftovers(_ matters: [Matter]) -> [TodayItem] {
        let everything = TodayRules(
            now: now, calendar: calendar, directory: directory, registers: registers, person: person, includesAll: true)
        return everything.rank(matters.filter(isLeft)).sorted { $0.isUnaccounted && !$1.isUnaccounted }
    }

    private func isLeft(_ matter: Matter) -> Bool {
        let today = calendar.zone.day(of: now)
        // A closed paper that is out on loan is nothing to account for, and neither is what was given a later day today.
        guard let definition = registers[of: matter], definition.isOpen(matter.state), !matter.isWithdrawn,
            !matter.isSettled(on: today, zone: calendar.zone)
        else { return false }
        if matter.holder ?? matter.owner == person {
            return item(matter) != nil || cameBack(matter, definition) || stayedOvernight(matter, definition, today)
        }
        // A superior is asked how it stands, never by the day (K2).
        guard matter.owner == person, !(matter.holder.map(directory.isSuperior) ?? false) else { return false }
        let clock = matter.clock.flatMap { $0.pausedAt == nil ? $0 : nil }
        let limits = [clock?.due, clock?.safe, matter.promise?.due].compactMap { $0 }
        return limits.contains { calendar.zone.day(of: $0) <= today }
    }

    /// Whether it is back from a leader or a unit and waits for the next step: 已批待分办, 已反馈.
    private func cameBack(_ matter: Matter, _ definition: RegisterDefinition) -> Bool {
        func stage(_ state: String) -> StateDefinition.Stage? { definition.state(state)?.stage }
        guard stage(matter.state) == .office else { return false }
        return definition.steps.contains { step in step.to == matter.state && step.from.contains { stage($0) == .away } }
    }

    /// Whether it lay at a stage of the office the night before.
    private func stayedOvernight(_ matter: Matter, _ definition: RegisterDefinition, _ today: Day) -> Bool {
        guard definition.state(matter.state)?.stage == .office, let since = matter.heldSince ?? matter.received else { return false }
        return calendar.zone.day(of: since) < today
    }
}

extension Matter {
    /// What puts it off to another day: a limit its own handler set goes with it; one that others set stays as it is.
    ///
    /// - Parameter form: what is said with it; a promise's own date moves by the putting off itself.
    public func puttingOff(to day: Day, _ form: [String: JSON], in registers: Registers, zone: OfficeZone) -> [Command] {
        var said = form
        said["day"] = .string(day.iso)
        let definition = registers[of: self]
        let step = definition?.ownStep(doing: .bringUp, from: state)
        let move = Command.move(id, step?.verb ?? .bringup, form: said)
        guard isOwnLimit(by: definition), definition?.state(state)?.stage != .away, let clock, zone.day(of: clock.due) < day else {
            return [move]
        }
        let due = zone.moment(day, zone.time(of: clock.due))
        return [.amend(id, .limit(due)), move]
    }

    /// Whether its limit is its handler's own: nobody asked for it, and nobody was promised it.
    func isOwnLimit(by definition: RegisterDefinition?) -> Bool {
        guard let clock, clock.pausedAt == nil else { return false }
        return clock.basis == "经办人定" && promise == nil && text(of: .assigner, by: definition) == nil && !isEmergency
    }
}
