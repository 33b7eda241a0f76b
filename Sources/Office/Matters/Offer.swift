/// A move as it stands to a matter: offered with its form, or off with the reason.
public struct Offer: Hashable, Sendable {
    public let definition: MoveDefinition
    /// The folded steps that would be recorded first.
    public let steps: [Move]
    public let refusal: Refusal?
    public var isOffered: Bool { refusal == nil }
}

extension RegisterDefinition {
    /// Every move of the register, offered or not, in the order of the definition, one row a move.
    public func offers(for matter: Matter) -> [Offer] {
        var seen: Set<Move> = []
        return moves.compactMap { definition in
            guard !seen.contains(definition.move) else { return nil }
            guard let path = path(to: definition.move, from: matter.state), let last = path.last else {
                // The same move may be offered from another of its rows.
                guard !moves.contains(where: { $0.move == definition.move && self.path(to: $0.move, from: matter.state) != nil })
                else { return nil }
                seen.insert(definition.move)
                return Offer(
                    definition: definition, steps: [],
                    refusal: .notOffered(move: definition.move, state: matter.state, register: id))
            }
            seen.insert(definition.move)
            return Offer(definition: last, steps: path.dropLast().map(\.move), refusal: nil)
        }
    }
}
