/// The name by which a step is asked for: its id in its register, or the older verb it goes by as well.
///
/// The names given here are the verbs of the first registers; keys, scripts and habits know the steps of every register by them.
public struct Move: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral name: String) { rawValue = name }
}

extension Move {
    public static let receive: Move = "receive"
    public static let register: Move = "register"
    public static let check: Move = "check"
    public static let `return`: Move = "return"
    public static let propose: Move = "propose"
    public static let back: Move = "back"
    public static let dispatch: Move = "dispatch"
    public static let forward: Move = "forward"
    public static let circulate: Move = "circulate"
    public static let read: Move = "read"
    public static let recall: Move = "recall"
    public static let sign: Move = "sign"
    public static let chase: Move = "chase"
    public static let bringup: Move = "bringup"
    public static let hold: Move = "hold"
    public static let resume: Move = "resume"
    public static let extend: Move = "extend"
    public static let conclude: Move = "conclude"
    public static let reply: Move = "reply"
    public static let putaway: Move = "putaway"
    public static let archive: Move = "archive"
    public static let void: Move = "void"
    public static let join: Move = "join"
    public static let link: Move = "link"
}
