/// 补录批示: a leader's words may reach the slip in every open state (K4). Registers adopted before that have no row for it, so the
/// row is made from those the register has: where papers go up to leaders, and where they come back with their words.
struct InstructionWay: Hashable, Sendable {
    /// Where a paper lies with a leader, and where it stands once it came back with the instruction.
    let with: String
    let instructed: String
    /// The step by which it comes back.
    let back: Step
    /// The step by which words are written beside the main line, as journals name it.
    let late: Step

    /// What the journal calls that step in every register: no register has it in its file.
    static let lateID = "late-instruction"

    /// The same as it is offered from a state.
    ///
    /// - Parameter to: the state after, nil where the paper stays where it is.
    static func late(_ back: Step, from states: [String], to: String?) -> Step {
        Step(
            id: lateID, alias: back.verb.rawValue, was: [], act: .comeBack, name: Term(zh: "补录批示", en: "Instruction"), from: states,
            to: to, asks: ["who", "words"])
    }

    /// Nil where nothing goes up to a leader.
    init?(_ steps: [Step]) {
        for propose in steps where propose.proposes {
            guard let with = propose.to, let back = steps.first(where: { $0.act == .comeBack && $0.from.contains(with) }),
                let instructed = back.to, back.asks.contains("words")
            else { continue }
            self.with = with
            self.instructed = instructed
            self.back = back
            late = InstructionWay.late(back, from: [], to: nil)
            return
        }
        return nil
    }
}

extension RegisterDefinition {
    /// Whether papers that lie in a state lie there with a leader.
    public func liesWithLeader(_ state: String) -> Bool { instruction?.with == state }

    /// Whether a leader's words may come back by this step: in a register whose papers go up to leaders, by all of them.
    func bringsInstruction(_ step: Step) -> Bool { step.act == .comeBack && instruction != nil }

    /// Whether a step by which instructions may come back is the units' own, where they answer.
    func bringsFeedback(_ step: Step) -> Bool {
        bringsInstruction(step) && step.from.allSatisfy { !liesWithLeader($0) && ownStep(doing: .comeBack, from: $0) != nil }
    }

    /// Whether a name asks for what brings a leader's words back.
    func isNameOfInstruction(_ name: Move) -> Bool {
        instruction.map { $0.back.isNamed(name) || $0.late.isNamed(name) } ?? false
    }

    func lateInstruction(from state: String) -> Step? {
        // What is not registered yet is registered first, by the folded steps.
        guard let instruction, isOpen(state), !steps.contains(where: { $0.isFolded && $0.from.contains(state) }) else { return nil }
        let isUndecided =
            state == opensRegistered || steps.contains { $0.act == .resume && $0.from == [state] && $0.to == opensRegistered }
        return InstructionWay.late(instruction.back, from: [state], to: isUndecided ? instruction.instructed : nil)
    }

    /// What a step by which instructions come back asks: whose words, when he wrote them, from what, and where the original is.
    func asks(ofInstruction step: Step) -> [String] {
        let first = step.from.contains(where: liesWithLeader) ? ["words", "who"] : ["who", "words"]
        return first + ["day", "original", "medium"]
    }
}
