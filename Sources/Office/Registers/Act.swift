/// What a step does, of everything that differs in kind: rules ask this, and never what a register calls its step.
public enum Act: String, Hashable, Sendable, CaseIterable {
    /// The next stage of the register's own way: registered, checked, printed.
    case advance
    /// Given to somebody: to a unit or person that handles it, or to a leader for a decision.
    case hand
    /// Gone out of the office.
    case send
    /// Back from a leader with his words, from a unit with its answer, or to the author for another draft.
    case comeBack
    case circulate, read, recall
    /// Signed for by whoever got it.
    case sign
    /// Signed, so that it holds; never by its author.
    case approve
    case answer, bringUp, hold, resume, extend, chase
    case `return`
    /// Done with, or put away where the step asks for the box.
    case conclude
    case archive, withdraw, join, link

    /// What a matter's record says of its last step; before steps had acts it named their verb.
    init?(lastMove: JSON) {
        let act = lastMove["act"].string.flatMap(Act.init(rawValue:)) ?? lastMove["id"].string.flatMap(FormerVerb.init(rawValue:))?.act
        guard let act else { return nil }
        self = act
    }

    /// Whether it is true outside the office once it is done: recalled, never undone.
    public var isFinal: Bool { self == .send || self == .read }
}
