/// 补录批示: a leader's words may reach the slip in every open state (K4). Registers adopted before that have no row for it, so the
/// row is made from those the register has: where papers go up to leaders, and where they come back with their words.
extension RegisterDefinition {
    /// Where a paper lies with a leader, and where it stands once it came back with the instruction; nil where nothing goes up.
    private var instruction: (with: String, instructed: String, back: MoveDefinition)? {
        for propose in moves where propose.move == .propose {
            guard let with = propose.to, let back = ownMove(.back, from: with), let instructed = back.to, back.asks.contains("words") else {
                continue
            }
            return (with, instructed, back)
        }
        return nil
    }

    /// Whether papers that lie in a state lie there with a leader.
    public func liesWithLeader(_ state: String) -> Bool { instruction?.with == state }

    /// Whether a leader's words may come back by this row: in a register whose papers go up to leaders, by all of them.
    func bringsInstruction(_ move: MoveDefinition) -> Bool { move.move == .back && instruction != nil }

    /// Whether a row by which instructions may come back is the units' own, where they answer.
    func bringsFeedback(_ move: MoveDefinition) -> Bool {
        bringsInstruction(move) && move.from.allSatisfy { !liesWithLeader($0) && ownMove(.back, from: $0) != nil }
    }

    func lateInstruction(from state: String) -> MoveDefinition? {
        // What is not registered yet is registered first, by the folded steps.
        guard let instruction, isOpen(state), !moves.contains(where: { $0.isFolded && $0.from.contains(state) }) else { return nil }
        let isUndecided =
            state == opensRegistered || moves.contains { $0.move == .resume && $0.from == [state] && $0.to == opensRegistered }
        return MoveDefinition(
            move: .back, name: Term(zh: "补录批示", en: "Instruction"), from: [state], to: isUndecided ? instruction.instructed : nil,
            asks: ["who", "words"], isFolded: false, numbers: false)
    }

    /// What a row by which instructions come back asks: whose words, when he wrote them, from what, and where the original is.
    func asks(ofInstruction move: MoveDefinition) -> [String] {
        let first = move.from.contains(where: liesWithLeader) ? ["words", "who"] : ["who", "words"]
        return first + ["day", "original", "medium"]
    }
}
