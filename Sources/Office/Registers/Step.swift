/// One step of a register's way, the register's own: its word, from which states it leads where, and what it does.
public struct Step: Hashable, Sendable {
    /// What it is called in its register: `print`, `pass-up`. No other step of the register has it.
    public let id: String
    /// The older verb by which it is asked for too, where its id is another.
    public let alias: String?
    /// The verbs and ids under which journals keep it from before it had its id.
    public let was: [String]
    public let act: Act
    public let name: Term
    public let from: [String]
    /// The state after; nil where the state stays (circulation is a track beside it). What was held goes back to the state it was held from:
    /// of a resume this is only where a matter goes that does not know that state.
    public let to: String?
    /// Where it leads in the other case its act knows: one of two units has answered, a request that was sent awaits its reply.
    public let otherwise: String?
    /// The fields of its form.
    public let asks: [String]
    /// Recorded on the way to a later step without being asked for.
    public let isFolded: Bool
    /// It gives the matter its number.
    public let numbers: Bool
    /// Another person than the author takes it (凡事有人监督: approver ≠ applicant).
    public let needsSecond: Bool
    /// Whose it is: who holds one of these roles; everybody's where there is none.
    public let by: [Role]
    /// Once taken it is true outside the office: recalled, never undone.
    public let isFinal: Bool
    /// Whether it is what is usually done next in the states it leads from.
    public let isNext: Bool
    /// A letter of its own at the desk, where its act has none.
    public let key: Character?
    /// The capabilities it uses by name, with their parameters.
    public let effects: StepEffects

    public init(
        id: String, alias: String? = nil, was: [String]? = nil, act: Act, name: Term, from: [String], to: String?, otherwise: String? = nil,
        asks: [String] = [], isFolded: Bool = false, numbers: Bool = false, needsSecond: Bool = false, isFinal: Bool = false,
        isNext: Bool = false, key: Character? = nil, by: [Role] = [], effects: StepEffects = .none
    ) {
        self.id = id
        self.alias = alias
        self.was = was ?? [alias ?? id]
        self.act = act
        self.name = name
        self.from = from
        self.to = to
        self.otherwise = otherwise
        self.asks = asks
        self.isFolded = isFolded
        self.numbers = numbers
        // Who approves in levels is asked of the applicant, not of the author.
        self.needsSecond = needsSecond || act == .approve && effects[ApprovalLevels.self] == nil
        self.isFinal = isFinal || act.isFinal
        self.isNext = isNext
        self.key = key
        self.by = by
        self.effects = effects
    }

    /// The name it is known by to keys, scripts and what they print: its older verb where it has one.
    public var verb: Move { Move(rawValue: alias ?? id) }

    /// Every name it is asked for by.
    var names: [Move] { [Move(rawValue: id)] + (alias.map { [Move(rawValue: $0)] } ?? []) }

    /// Whether somebody who says this name may mean the step.
    public func isNamed(_ name: Move) -> Bool { id == name.rawValue || alias == name.rawValue }

    /// Whether it hands a paper to a leader for a decision, and not to those who handle it.
    public var proposes: Bool { act == .hand && asks.contains("leader") && !asks.contains("target") }

    /// Whether it puts a matter away 存查, beside concluding it.
    public var putsAway: Bool { act == .conclude && asks.contains("box") }

    /// Whether it concludes a matter that was worked on 办结.
    var concludes: Bool { act == .conclude && !putsAway }

    /// The kind under which journals kept it before each step was named in them.
    public var formerKind: String {
        if isFinal, act != .read { return FormerVerb.sent }
        return FormerVerb(rawValue: verb.rawValue)?.eventKind ?? "matter.\(id)"
    }

    /// Whether the matter may stand in the same state after it.
    var mayStay: Bool { approval != nil || to.map(from.contains) ?? true || otherwise.map(from.contains) ?? false }
}
