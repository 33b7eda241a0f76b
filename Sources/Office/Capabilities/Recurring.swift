/// Recurring 周期: a duty that comes round again is opened anew when it is done, linked to the last time.
///
/// The register says which of its fields tells how often. Times that passed while it lay are not made up for.
struct Recurring: Capability {
    func pass(_ step: Step, _ form: [String: JSON], from course: MatterCourse, to subjects: Subjects) throws -> [Event] {
        guard step.concludes, let next = successor(of: course.matter, by: course.definition, course.facts) else { return [] }
        return try opening(next, subjects, course.facts)
    }
}

/// What is opened when a duty that comes round again is done; nil for every other.
private func successor(of done: Matter, by definition: RegisterDefinition, _ facts: any FactsReader) -> MatterDraft? {
    guard let rule = done.text(of: .repeats, by: definition).flatMap({ Repetition($0) }) else { return nil }
    var values: [String: JSON] = [:]
    let kept = ["title", "owner", "supervisor", "importance", "urgency", "lead"]
    // An older task that lay with a superior does not go there again (domain K2).
    let isAbove = done.lead.map(facts.directory.isSuperior) ?? false
    for path in kept where !(isAbove && path == "lead") && !done.record[path].isNull { values[path] = done.record[path] }
    for (id, value) in done.record.group("fields") { values["fields/" + id] = value }
    values["links/" + done.id.text] = "repeats"
    let zone = facts.calendar.zone
    let today = zone.day(of: facts.attribution.at)
    func next(after day: Day) -> Day {
        var next = rule.next(after: day, calendar: facts.calendar)
        while next <= today { next = rule.next(after: next, calendar: facts.calendar) }
        return next
    }
    if let clock = done.clock {
        let due = zone.moment(next(after: zone.day(of: clock.due)), zone.time(of: clock.due))
        values["clock"] = Clock(start: facts.now, until: due, basis: clock.basis, calendar: facts.calendar).json
    } else {
        values["plannedOn"] = .string(next(after: done.plannedOn ?? today).iso)
    }
    return MatterDraft(register: done.register, values: values, registers: true)
}
