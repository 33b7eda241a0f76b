/// The verbs every register's steps were called by before a register had steps of its own.
///
/// Closed for ever: definitions that offices adopted then, and what their journals say, are read by it.
enum FormerVerb: String, Hashable, Sendable, CaseIterable {
    case receive, register, check, `return`, propose, back, dispatch, forward, circulate, read, recall, sign, chase
    case bringup, hold, resume, extend, conclude, reply, putaway, archive, void, join, split, link

    /// The kind under which journals of that time keep it.
    var eventKind: String { "matter." + participle }

    private var participle: String {
        switch self {
        case .receive: "received"
        case .register: "registered"
        case .check: "checked"
        case .return: "returned"
        case .propose: "proposed"
        case .back: "cameBack"
        case .dispatch: "dispatched"
        case .forward: "forwarded"
        case .circulate: "circulated"
        case .read: "read"
        case .recall: "recalled"
        case .sign: "signed"
        case .chase: "chased"
        case .bringup: "broughtUp"
        case .hold: "held"
        case .resume: "resumed"
        case .extend: "extended"
        case .conclude: "concluded"
        case .reply: "replied"
        case .putaway: "putAway"
        case .archive: "archived"
        case .void: "voided"
        case .join: "joined"
        case .split: "split"
        case .link: "linked"
        }
    }

    /// What was done by it, where the data of its row do not say otherwise.
    var act: Act {
        switch self {
        case .receive, .register, .check, .split: .advance
        case .propose, .dispatch, .forward: .hand
        case .return: .return
        case .back: .comeBack
        case .circulate: .circulate
        case .read: .read
        case .recall: .recall
        case .sign: .sign
        case .chase: .chase
        case .bringup: .bringUp
        case .hold: .hold
        case .resume: .resume
        case .extend: .extend
        case .conclude, .putaway: .conclude
        case .reply: .answer
        case .archive: .archive
        case .void: .withdraw
        case .join: .join
        case .link: .link
        }
    }

    /// What a kind says was done.
    static func act(ofKind kind: String) -> Act? { kind == sent ? .send : FormerVerb(kind: kind)?.act }

    /// The kind of what was final, whatever verb carried it.
    static let sent = "matter.sent"

    /// The verb a kind was kept for; nil for a kind that is no step, and for `sent`, which may be any.
    init?(kind: String) {
        guard let verb = FormerVerb.byKind[kind] else { return nil }
        self = verb
    }

    private static let byKind = Dictionary(uniqueKeysWithValues: allCases.map { ($0.eventKind, $0) })
}

extension Event {
    /// Whether its kind is one under which journals kept steps before each was named in its entry.
    public var isFormerStep: Bool { FormerVerb.act(ofKind: kind) != nil }
}
