/// Where the steps of a register lead: what nothing leads to, and what leads to no end.
extension RegisterDefinition {
    /// - Parameter lines: of the states, in their order.
    func wayProblems(_ lines: [Int]) -> [Problem] {
        let reached = following([opens, opensRegistered]) { step in (step.from, step.targets) }
        // Backwards from what is closed; what is held goes back to where it came from, which ends if that does.
        let ending = following(states.filter { $0.stage == .closed }.map(\.id)) { step in (step.targets, step.from) }
        return zip(states, lines).flatMap { state, line -> [Problem] in
            if !reached.contains(state.id) { return [Problem(line: line, kind: .unreachable(state.id))] }
            return ending.contains(state.id) ? [] : [Problem(line: line, kind: .endless(state.id))]
        }
    }

    /// The states in which what was withdrawn stands: struck off, its number with it.
    public var withdrawnStates: [String] { ends(of: [.withdraw]) }

    /// The states in which what was done stands: concluded, put away, archived.
    public var finishedStates: [String] { ends(of: [.conclude, .archive]) }

    func ends(of acts: Set<Act>) -> [String] { Set(steps.filter { acts.contains($0.act) }.compactMap(\.to)).sorted() }

    /// The states that follow from some by the steps, in the direction asked for.
    private func following(_ first: [String], by way: (Step) -> (from: [String], to: [String])) -> Set<String> {
        var reached = Set(first)
        var isGrowing = true
        while isGrowing {
            let more = Set(
                steps.flatMap { step -> [String] in
                    let (from, to) = way(step)
                    return reached.isDisjoint(with: from) ? [] : to
                }
            ).subtracting(reached)
            reached.formUnion(more)
            isGrowing = !more.isEmpty
        }
        return reached
    }
}

extension Step {
    /// The states it may lead to.
    fileprivate var targets: [String] { [to, otherwise].compactMap(\.self) }
}
