import Office
import Phrases
import Screen

/// The keys that a register brings along for steps of its own.
extension DeskState {
    /// The keys of the register under the cursor; none in Today, where every register stands beside the others, nor among meetings.
    private var ownBindings: [Binding] {
        guard keyPane != .today, keyPane != .calendar, let standing else { return [] }
        return standing.definition.keyed(from: standing.state).map { key, step in
            let action = Action.move(step.verb)
            let keys = [Key.character(key)] + keymap.keys(of: action, in: keyPane)
            return Binding(KeyScope(keyPane), keys, action, Phrase(step.name.en, step.name.zh), hinted: true, ofRegister: true)
        }
    }

    /// The keys that hold where the cursor stands: those of the register under it stand before the pane's.
    ///
    /// The help, the hint bar and the palette are printed from these.
    var bindings: [Binding] {
        let own = ownBindings
        if own.isEmpty { return keymap.bindings(in: keyPane) }
        let taken = Set(own.flatMap(\.keys))
        let actions = Set(own.map(\.action))
        return own
            + keymap.bindings(in: keyPane).filter { !actions.contains($0.action) }.map { binding in
                guard binding.keys.contains(where: taken.contains) else { return binding }
                let left = binding.keys.filter { !taken.contains($0) }
                return Binding(binding.scope, left, binding.action, binding.phrase, hinted: binding.isHinted)
            }
    }

    /// What a key does where the cursor stands.
    func action(for key: Key) -> Action? {
        let folded = Keymap.fold(key)
        return ownBindings.first { $0.keys.contains(folded) }?.action ?? keymap.action(for: key, in: keyPane)
    }

    /// The keys by which a step is taken where the cursor stands: those of its name, else the letter it is the first to have.
    func keys(of step: Step) -> [Key] {
        let named = bindings.first { $0.action == .move(step.verb) }
        return (named ?? bindings.first { $0.action.step.map { $0 != step.verb && meant($0) == step.verb } ?? false })?.keys ?? []
    }
}
