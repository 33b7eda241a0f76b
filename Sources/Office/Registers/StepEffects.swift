/// What a step says under `effects:` of a capability it uses by name, with its parameters.
protocol StepEffect: Hashable, Sendable {
    /// The capability's word: `approved`.
    static var key: String { get }

    /// Reads the parameters strictly; what is wrong with them is noted.
    init(_ reader: inout StrictReader)

    /// What is well formed but cannot be meant of this step in this register.
    func problems(of step: Step, in definition: RegisterDefinition) -> [Problem.Kind]
}

extension StepEffect {
    fileprivate func isSame(as other: any StepEffect) -> Bool { other as? Self == self }
}

/// The capabilities a step uses by name; most steps do without, for what they do says it.
public struct StepEffects: Hashable, Sendable {
    let all: [any StepEffect]

    public static let none = StepEffects([])

    init(_ all: [any StepEffect]) { self.all = all }

    /// What the step says of one of them; nil where it does not use it.
    subscript<Effect: StepEffect>(_: Effect.Type) -> Effect? { all.lazy.compactMap { $0 as? Effect }.first }

    public static func == (one: StepEffects, other: StepEffects) -> Bool {
        one.all.count == other.all.count && zip(one.all, other.all).allSatisfy { $0.isSame(as: $1) }
    }

    public func hash(into hasher: inout Hasher) {
        for effect in all { effect.hash(into: &hasher) }
    }

    /// Reads `effects:`, of each capability of the index that takes parameters at a step.
    static func decode(_ tree: Located, _ problems: inout [Problem]) -> StepEffects {
        var reader = StrictReader(tree)
        var all: [any StepEffect] = []
        for type in Capabilities.all.compactMap(\.effect) {
            guard let parameters = reader.optional(type.key) else { continue }
            var inner = StrictReader(parameters)
            all.append(type.init(&inner))
            problems += inner.finish()
        }
        problems += reader.finish()
        return StepEffects(all)
    }
}

extension RegisterDefinition {
    /// What is wrong with the effects of its steps, by line.
    ///
    /// - Parameter lines: of the steps.
    func effectProblems(_ lines: [Int]) -> [Problem] {
        zip(steps, lines).flatMap { step, line in
            step.effects.all.flatMap { $0.problems(of: step, in: self) }.map { Problem(line: line, kind: $0) }
        }
    }
}
