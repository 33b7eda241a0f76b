/// A named set of limits an office may switch on; guidance with its source, never law, and none is on by default (domain A3, H).
public struct LimitPreset: Hashable, Sendable {
    public let id: String
    public let source: Term
    /// From the most urgent; `nil` stands for papers without a mark.
    public let levels: [Level]
    public let scope: Scope

    init(id: String, source: Term, levels: [Level], scope: Scope = .papers) {
        self.id = id
        self.source = source
        self.levels = levels
        self.scope = scope
    }

    /// What a set is for; one of each may be on beside the others.
    public enum Scope: String, Sendable, CaseIterable {
        case papers
        /// Papers that ask for an opinion.
        case opinions
        /// Our own requests for instructions, from the day they are sent.
        case requests

        /// Where the choice stands in the office's record.
        public var path: String { self == .papers ? "limits/preset" : "limits/" + rawValue }
    }

    public struct Level: Hashable, Sendable {
        public let urgency: String?
        public let length: Length

        init(_ urgency: String?, _ count: Int, _ unit: Length.Unit) {
            self.urgency = urgency
            length = Length(count, unit)
        }
    }

    public static let all = [
        LimitPreset(
            id: "cn-telegram", source: Term(zh: "通行做法，非国家规定", en: "widely repeated guidance, no national rule"),
            levels: [
                Level("特提", 1, .day), Level("特急", 3, .day), Level("加急", 5, .day), Level("急件", 5, .day), Level("平急", 10, .day),
            ]),
        LimitPreset(
            id: "cn-read", source: Term(zh: "阅处时限，通行做法，非国家规定", en: "to read and process; guidance, no national rule"),
            levels: [Level("特急", 8, .hour), Level("加急", 24, .hour), Level("急件", 24, .hour), Level("平急", 48, .hour)]),
        LimitPreset(
            id: "small-office", source: Term(zh: "某单位做法，特急随到随办", en: "one office's rule; the most urgent at once"),
            levels: [Level("加急", 1, .day), Level("急件", 1, .day), Level(nil, 3, .day)]),
        LimitPreset(
            id: "clerk-flow", source: Term(zh: "某单位做法，急件当日拟办转交", en: "one office's rule; urgent papers the same day"),
            levels: [Level(nil, 2, .workday)]),
        LimitPreset(
            id: "co-sign",
            source: Term(
                zh: "会签、征求意见，某实施细则；牵头单位另有要求的从其要求", en: "asked for an opinion; one implementing rule, the lead body's word goes first"),
            levels: [Level(nil, 7, .workday)], scope: .opinions),
        LimitPreset(
            id: "request-lead-time",
            source: Term(
                zh: "请示提前报送，某实施细则；寄出后满此期限仍无答复即提醒", en: "requests go out so long before their answer is needed; one implementing rule"),
            levels: ["特提", "特急", "加急", "急件", "平急"].map { Level($0, 7, .workday) } + [Level(nil, 14, .day)], scope: .requests),
        LimitPreset(
            id: "tw-r.o.c.", source: Term(zh: "台湾地区公文时效", en: "rules of Taiwan"),
            levels: [
                Level("特提", 1, .workday), Level("特急", 1, .workday), Level("加急", 3, .workday), Level("急件", 3, .workday),
                Level("平急", 6, .workday), Level(nil, 6, .workday),
            ]),
    ]

    public static func named(_ id: String) -> LimitPreset? { all.first { $0.id == id } }

    public var path: String { scope.path }

    /// Whether the set has a word for a matter.
    ///
    /// - Parameter isPaper: whether it is of those that came in and go up to leaders.
    func isFor(_ matter: Matter, isPaper: Bool) -> Bool {
        switch scope {
        case .papers: isPaper
        case .opinions: isPaper && LimitPreset.asksOpinion(matter)
        case .requests: false
        }
    }

    /// Whether a paper asks for an opinion: 征求意见, 会签.
    private static func asksOpinion(_ matter: Matter) -> Bool {
        ["征求意见", "征求", "会签"].contains { Folding.key(matter.title).contains($0) }
    }

    /// The limit for a paper of an urgency, counted from a moment; nil where the preset says nothing of it.
    public func clock(_ urgency: String?, from start: Moment, calendar: WorkCalendar) -> Clock? {
        guard let level = levels.first(where: { $0.urgency == urgency }) else { return nil }
        let basis = "预设 \(id)：\(urgency ?? "普通件") \(level.length.chinese)（\(source.zh)）"
        return Clock(calendar.deadline(from: start, length: level.length), basis: basis, calendar: calendar)
    }
}

extension OfficeRecord {
    /// The sets of limits that are on, those for papers of one kind first.
    public var limitPresets: [LimitPreset] {
        LimitPreset.Scope.allCases.reversed().compactMap { record[$0.path].string.flatMap(LimitPreset.named) }
    }
}
