/// A step as it stands to a matter: offered with its form, or off with the reason.
public struct Offer: Hashable, Sendable {
    public let step: Step
    /// The folded steps that would be recorded first.
    public let before: [Step]
    public let refusal: Refusal?
    public var isOffered: Bool { refusal == nil }
}

extension RegisterDefinition {
    /// Every step of the register, offered or not, in the order of the definition, one row a verb.
    public func offers(for matter: Matter) -> [Offer] {
        var seen: Set<Move> = []
        return steps.compactMap { step in
            guard seen.insert(step.verb).inserted else { return nil }
            guard let path = path(to: step.verb, from: matter.state), let last = path.last else {
                return Offer(step: step, before: [], refusal: .notOffered(move: step.verb, state: matter.state, register: id))
            }
            return Offer(step: last, before: path.dropLast(), refusal: nil)
        }
    }
}
