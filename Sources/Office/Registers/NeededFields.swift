/// What is not recorded without which field, the same for whoever fills the form.
extension RegisterDefinition {
    /// The fields a step is not taken without, by their ids: those its register names for it, and those its act rests on.
    public func needed(for step: Step) -> Set<String> {
        var needed = Set(fields.filter { $0.neededFor.contains(where: step.isNamed) }.map(\.id))
        // What goes back because it was lent to us needs no ground (条例 §24(3)).
        if step.act == .return, step.asks.contains("code") { needed.insert("code") }
        return needed.union(step.proposes ? ["leader"] : step.act.needs)
    }

    /// The fields a matter does not open without.
    ///
    /// - Parameter registered: whether it takes its number at once, and with that the steps that lead there.
    public func neededToOpen(registered: Bool) -> Set<String> {
        guard registered, opens != opensRegistered else { return ["title"] }
        let way = path(from: opens) { here in steps.first { $0.from.contains(here) && $0.to == opensRegistered } } ?? []
        return Set(way.flatMap(needed)).union(["title"])
    }

    /// The steps nobody could ever take, for they do not ask for what their act rests on, by line.
    ///
    /// - Parameter lines: of the steps.
    func needProblems(_ lines: [Int]) -> [Problem] {
        zip(steps, lines).flatMap { step, line -> [Problem] in
            if step.proposes { return [] }
            let asked = Set(form(of: step).map(\.id))
            return step.act.needs.filter { !asked.contains($0) }.map { Problem(line: line, kind: .unasked(step.id, needed: $0)) }
        }
    }
}

extension Act {
    /// What a step of this act is refused without, whatever its register; a hand that asks for `leader` goes to a leader and needs no target.
    var needs: [String] {
        switch self {
        case .hand: ["target"]
        case .circulate: ["readers"]
        case .bringUp: ["day"]
        case .hold, .resume, .withdraw: ["reason"]
        case .extend: ["limit", "reason"]
        case .join, .link: ["into"]
        case .advance, .send, .comeBack, .read, .recall, .sign, .approve, .answer, .chase, .return, .conclude, .archive: []
        }
    }
}
