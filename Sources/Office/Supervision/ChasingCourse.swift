/// How a chase is recorded: one entry a target, with its level, and the day they named as the day to look again.
extension MatterCourse {
    func chasing(_ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        let rules = ChasingRules(
            now: at, calendar: facts.calendar, directory: facts.directory, registers: facts.registers, limits: facts.chasing,
            caller: facts.attribution.by)
        let named = form["chased"]?.array?.compactMap(\.string) ?? []
        for target in named { try mustExist(target, what: "chased") }
        // One call may be for several who share a telephone: on each paper it is for those who have that paper.
        let holders = named.count > 1 ? named.filter(rules.holders(of: matter).contains) : []
        let targets = named.isEmpty ? rules.targets(of: matter) : holders.isEmpty ? named : holders
        guard !targets.isEmpty else { throw .missing(field: "chased") }
        if let refusal = rules.refusal(toChase: targets) { throw refusal }
        let next = form["nextOn"]?.string.flatMap { Day(iso: $0) }
        if let next, next < facts.calendar.zone.day(of: at) { throw .invalid(field: "nextOn", value: next.iso, expected: .later) }
        let medium = form["means"]?.string.flatMap { ChaseMedium(word: $0) }?.rawValue ?? facts.attribution.medium.id
        var values: [String: JSON] = [:]
        let first = matter.record.nextIndex(in: "chases")
        for (offset, target) in targets.enumerated() {
            values["chases/\(first + offset)"] = .compact([
                "at": .int(at.milliseconds), "by": .string(facts.attribution.by), "to": .string(target),
                "level": JSON(rules.level(of: target, on: matter)), "medium": .string(medium), "with": form["with"] ?? .null,
                "answer": form["answer"] ?? .null, "nextOn": JSON(next?.iso),
            ])
        }
        if let next, bringsUp(on: next) { values["bringUpOn"] = .string(next.iso) }
        return values
    }

    /// Nothing that is to be looked at sooner is put off.
    private func bringsUp(on day: Day) -> Bool {
        guard definition.ownStep(doing: .bringUp, from: matter.state) != nil else { return false }
        guard let set = matter.bringUpOn else { return true }
        return day < set || set <= facts.calendar.zone.day(of: at)
    }
}
