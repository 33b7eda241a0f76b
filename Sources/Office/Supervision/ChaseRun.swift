/// Why somebody is to be chased.
public enum ChaseReason: Hashable, Sendable {
    case overdue(workdays: Int)
    case dueToday
    case soon
    case unsigned(workdays: Int)
    case unread(workdays: Int)

    /// The stable word scripts read.
    public var code: String {
        switch self {
        case .overdue(let days): "overdue:\(days)"
        case .dueToday: "dueToday"
        case .soon: "soon"
        case .unsigned(let days): "unsigned:\(days)"
        case .unread(let days): "unread:\(days)"
        }
    }

    /// The heavier first.
    var weight: Int {
        switch self {
        case .overdue: 0
        case .dueToday: 1
        case .soon: 2
        case .unsigned: 3
        case .unread: 4
        }
    }
}

/// Why somebody who has a paper is left alone now.
public enum ChaseQuiet: Hashable, Sendable {
    /// No limit has come near; the moment is when the first does.
    case notYet(Moment)
    case outsideHours(Moment)
    case calledToday(Moment)
    /// Chased, and the time to answer is not over.
    case awaitsAnswer(Moment)
    /// They named a day.
    case promised(Day)
    /// The matter waits until a day somebody set.
    case waits(Day)
    case paused
    case away(Day)
    /// A leader is never nagged (J10); the keeper of the folder sees for how many working days it has been there.
    case withLeader(days: Int)

    public var code: String {
        switch self {
        case .notYet: "notYet"
        case .outsideHours: "outsideHours"
        case .calledToday: "calledToday"
        case .awaitsAnswer: "awaitsAnswer"
        case .promised: "promised"
        case .waits: "waits"
        case .paused: "paused"
        case .away: "away"
        case .withLeader(let days): "withLeader:\(days)"
        }
    }
}

/// One paper of a call: why it is chased, how often it was, and what was said last.
public struct ChaseCase: Hashable, Sendable {
    public let matter: Matter
    /// The heaviest first.
    public let reasons: [ChaseReason]
    public let level: Int
    /// How often this target was chased on it since it got the paper.
    public let times: Int
    public let last: Chase?
}

/// Whom to speak to.
public struct ChaseContact: Hashable, Sendable {
    public let name: String?
    public let post: String?
    public let phone: String?
}

/// One call: everything somebody is to be asked for, so that nobody is called twice.
public struct ChaseCall: Hashable, Sendable {
    /// The unit or person that has the papers.
    public let target: String
    /// The unit it is sorted under; nil for a person of none.
    public let unit: String?
    /// The highest level of its papers.
    public let level: Int
    public let speakTo: ChaseContact
    /// Who of ours speaks, where the level asks for more than the clerk: the director.
    public let through: String?
    /// The leader in charge, where a report is proposed; a proposal to the clerk, never sent by itself.
    public let leader: String?
    public let cases: [ChaseCase]

    public var proposesReport: Bool { level >= ChasingRules.highest }
}

/// A paper somebody has, and why they are not chased on it now.
public struct ChaseLeftOut: Hashable, Sendable {
    public let matter: Matter
    public let target: String
    public let quiet: ChaseQuiet
}

/// Whom the rules chase at a moment, and whom not.
public struct ChaseRun: Hashable, Sendable {
    public let at: Moment
    /// When calls may be made: the moment itself in office hours, else the next opening.
    public let opens: Moment
    public let calls: [ChaseCall]
    public let leftOut: [ChaseLeftOut]

    public static func none(at moment: Moment) -> ChaseRun { ChaseRun(at: moment, opens: moment, calls: [], leftOut: []) }
}
