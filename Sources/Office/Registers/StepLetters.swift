/// Which letter of the desk a step has by what it does, whatever it is called.
extension Step {
    /// The verb of the first registers whose letter it has; nil where it has none and goes by the list of offered steps.
    var letter: Move? {
        // What gives a number is registering, by whichever act.
        if numbers { return .register }
        return switch act {
        case .advance: .check
        case .hand: proposes ? .propose : .dispatch
        case .circulate: .circulate
        case .comeBack: .back
        case .sign, .approve: .sign
        case .bringUp: .bringup
        case .return: .return
        case .conclude: putsAway ? .putaway : .conclude
        case .chase: .chase
        case .join: .join
        case .send, .answer, .read, .recall, .hold, .resume, .extend, .archive, .withdraw, .link: nil
        }
    }
}

extension RegisterDefinition {
    /// The step somebody means by a letter where a matter stands: the one called so, else the first in the file that does the same; nil where
    /// the register has neither.
    ///
    /// - Parameter letter: the verb the letter stands for.
    public func meant(byLetter letter: Move, from state: String) -> Move? {
        if path(to: letter, from: state) != nil { return letter }
        return steps.first { $0.letter == letter && $0.from.contains(state) }?.verb
    }

    /// The first of its steps that goes by a letter, from whichever state.
    public func step(ofLetter letter: Move) -> Step? {
        steps.first { $0.isNamed(letter) } ?? steps.first { $0.letter == letter }
    }

    /// The steps a state offers that have a key of their own, each key once: two of one key are told apart by the file's order.
    public func keyed(from state: String) -> [(key: Character, step: Step)] {
        var seen: Set<Character> = []
        return steps.compactMap { step in
            guard let key = step.key, step.from.contains(state), seen.insert(key).inserted else { return nil }
            return (key, step)
        }
    }
}
