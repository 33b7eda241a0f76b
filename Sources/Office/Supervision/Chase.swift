/// One time somebody was chased 催办: whom, at which level, by what, what they said and the day they named (domain A4).
public struct Chase: Hashable, Sendable {
    public let at: Moment
    public let by: String
    /// Whom it was for; nil in records of an older program, which chased whoever held the paper.
    public let to: String?
    /// 1 the contact, 2 the head, 3 a report to the leader in charge was proposed.
    public let level: Int
    /// A `ChaseMedium`, or in older records how the act came to be known.
    public let medium: String?
    public let spokenTo: String?
    public let answer: String?
    /// The day they promised; nobody is chased again before it is over.
    public let nextOn: Day?

    public init(_ json: JSON) {
        at = Moment(milliseconds: json["at"].int ?? 0)
        by = json["by"].string ?? ""
        to = json["to"].string
        level = max(1, Int(json["level"].int ?? 1))
        medium = json["medium"].string
        spokenTo = json["with"].string
        answer = json["answer"].string
        nextOn = json["nextOn"].string.flatMap { Day(iso: $0) }
    }

    public var isAnswered: Bool { !(answer ?? "").trimmed.isEmpty }
}

extension Matter {
    /// Every time somebody was chased on it, in order.
    public var chaseLog: [Chase] { record.group("chases").map { Chase($0.value) } }
}

/// What carried a chase: telephone, slip, visit, meeting, text message, WeChat.
public enum ChaseMedium: String, Sendable, CaseIterable {
    case phone, written, visit, meeting, text, wechat

    public var name: Term {
        switch self {
        case .phone: Term(zh: "电话", en: "phone")
        case .written: Term(zh: "书面", en: "written")
        case .visit: Term(zh: "走访", en: "visit")
        case .meeting: Term(zh: "会议", en: "meeting")
        case .text: Term(zh: "短信", en: "text")
        case .wechat: Term(zh: "微信", en: "wechat")
        }
    }

    /// The medium a word of either language names.
    public init?(word: String) {
        let wanted = Folding.key(word)
        let found = ChaseMedium.allCases.first { [$0.rawValue, $0.name.zh, $0.name.en].contains { Folding.key($0) == wanted } }
        guard let found else { return nil }
        self = found
    }
}
