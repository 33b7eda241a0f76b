/// Chased 催办: whoever has a paper is asked after it, as often as it takes, and each time is written down (domain A4).
///
/// `chases/<n>` keeps each; whom the rules would chase, and when, stands in `ChasingRules`.
struct Chased: Capability {
    var keeps: Set<String> { ["chases"] }

    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON] {
        step.act == .chase ? try course.chasing(form) : [:]
    }
}

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

/// How a chase is recorded: one entry a target, with its level, and the day they named as the day to look again.
extension MatterCourse {
    func chasing(_ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        let rules = ChasingRules(
            now: at, calendar: facts.calendar, directory: facts.directory, registers: facts.registers, limits: facts.chasing,
            caller: facts.attribution.by)
        let named = form["chased"]?.array?.compactMap(\.string) ?? []
        for target in named { try mustExist(target, what: "chased") }
        // One call may be for several who share a telephone: on each paper it is for those who have that paper.
        let holders = named.count > 1 ? named.filter(rules.holders(of: matter).contains) : []
        let targets = named.isEmpty ? rules.targets(of: matter) : holders.isEmpty ? named : holders
        guard !targets.isEmpty else { throw .missing(field: "chased") }
        if let refusal = rules.refusal(toChase: targets) { throw refusal }
        let next = form["nextOn"]?.string.flatMap { Day(iso: $0) }
        if let next, next < facts.calendar.zone.day(of: at) { throw .invalid(field: "nextOn", value: next.iso, expected: .later) }
        let medium = form["means"]?.string.flatMap { ChaseMedium(word: $0) }?.rawValue ?? facts.attribution.medium.id
        var values: [String: JSON] = [:]
        let first = matter.record.nextIndex(in: "chases")
        for (offset, target) in targets.enumerated() {
            values["chases/\(first + offset)"] = .compact([
                "at": .int(at.milliseconds), "by": .string(facts.attribution.by), "to": .string(target),
                "level": JSON(rules.level(of: target, on: matter)), "medium": .string(medium), "with": form["with"] ?? .null,
                "answer": form["answer"] ?? .null, "nextOn": JSON(next?.iso),
            ])
        }
        if let next, bringsUp(on: next) { values["bringUpOn"] = .string(next.iso) }
        return values
    }

    /// Nothing that is to be looked at sooner is put off.
    private func bringsUp(on day: Day) -> Bool {
        guard definition.ownStep(doing: .bringUp, from: matter.state) != nil else { return false }
        guard let set = matter.bringUpOn else { return true }
        return day < set || set <= facts.calendar.zone.day(of: at)
    }
}
