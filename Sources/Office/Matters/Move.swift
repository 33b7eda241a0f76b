/// The moves a workflow may offer: one table of ids for every register, the desk and the command line.
public enum Move: String, Hashable, Sendable, CaseIterable {
    case receive, register, check, `return`, propose, back, dispatch, forward, circulate, read, recall, sign, chase
    case bringup, hold, resume, extend, conclude, reply, putaway, archive, void, join, split, link

    /// The kind under which the journal keeps the move.
    public var eventKind: String { "matter." + Move.past[self, default: rawValue] }

    private static let past: [Move: String] = [
        .receive: "received", .register: "registered", .check: "checked", .return: "returned", .propose: "proposed",
        .back: "cameBack", .dispatch: "dispatched", .forward: "forwarded", .circulate: "circulated", .read: "read",
        .recall: "recalled", .sign: "signed", .chase: "chased", .bringup: "broughtUp", .hold: "held",
        .resume: "resumed", .extend: "extended", .conclude: "concluded", .reply: "replied", .putaway: "putAway",
        .archive: "archived", .void: "voided", .join: "joined", .split: "split", .link: "linked",
    ]
}
