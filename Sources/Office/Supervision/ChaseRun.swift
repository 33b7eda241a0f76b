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
    /// A superior is never chased (K2): whom to ask how it stands 请示进展.
    case superior(ChaseContact)

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
        case .superior: "superior"
        }
    }
}

/// What a chase is to whom it goes: a slip for a supervised matter with a unit, else a reminder 提醒 (domain K2).
public enum ChaseNotice: Hashable, Sendable {
    case reminder
    case slip(level: Int)

    /// The stable word scripts read.
    public var code: String {
        switch self {
        case .reminder: "reminder"
        case .slip(let level): level <= 1 ? "blue" : level == 2 ? "yellow" : "red"
        }
    }

    var weight: Int { if case .slip(let level) = self { level } else { 0 } }
}

/// One paper of a call: why it is chased, how often it was, and what was said last.
public struct ChaseCase: Hashable, Sendable {
    public let matter: Matter
    /// Who has it: the target of the call, or the contact of that section.
    public let target: String
    public let notice: ChaseNotice
    /// The heaviest first.
    public let reasons: [ChaseReason]
    public let level: Int
    /// How often this target was chased on it since it got the paper.
    public let times: Int
    public let last: Chase?
    /// Sent to read, not to handle.
    public let isReading: Bool
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
    /// Whether a report to the leader in charge is proposed.
    public let proposesReport: Bool

    /// The heaviest of what its papers are chased by.
    public var notice: ChaseNotice { cases.map(\.notice).max { $0.weight < $1.weight } ?? .reminder }
    /// Everybody who has one of its papers, the target first.
    public var targets: [String] {
        var found = cases.contains { $0.target == target } ? [target] : []
        for item in cases where !found.contains(item.target) { found.append(item.target) }
        return found
    }
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

    /// The other papers of whoever is called about one, each with those who have it: one call speaks of them all.
    public func companions(of matter: SubjectID, with targets: [String]) -> [ChaseCase] {
        calls.filter { !Set($0.targets + [$0.target]).isDisjoint(with: targets) }.flatMap(\.cases).filter { $0.matter.id != matter }
    }

    public static func none(at moment: Moment) -> ChaseRun { ChaseRun(at: moment, opens: moment, calls: [], leftOut: []) }
}
