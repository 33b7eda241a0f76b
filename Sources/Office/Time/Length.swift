/// How long a limit runs: a count of one unit.
public struct Length: Hashable, Sendable {
    public enum Unit: String, Sendable, CaseIterable {
        /// Working days 工作日: the start day is not counted, the limit ends when business stops.
        case workday
        /// Calendar days 日: the start day is not counted (民法典 §201).
        case day
        /// Hours by the clock on the wall.
        case hour
        /// Months, ending on the corresponding day (民法典 §202).
        case month
    }

    public let count: Int
    public let unit: Unit

    public init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// Reads `5 workdays`, `15 days`, `48h`, `1 month`, `5wd`, `5个工作日`, `15日`, `一个月`.
    public init?(_ text: some StringProtocol) {
        let folded = Folding.width(text).filter { !$0.isWhitespace }.lowercased()
        let digits = folded.prefix { $0.isNumber || ChineseNumber.digits[$0] != nil || $0 == "十" || $0 == "百" }
        guard let count = ChineseNumber.value(digits), count > 0,
            count <= 1_200 || folded.hasSuffix("h") || folded.contains("小时") || folded.contains("hour"),
            count <= 20_000
        else { return nil }
        switch folded.dropFirst(digits.count) {
        case "wd", "workday", "workdays", "工作日", "个工作日": self.init(count, .workday)
        case "d", "day", "days", "日", "天", "自然日", "个自然日": self.init(count, .day)
        case "h", "hour", "hours", "小时", "个小时": self.init(count, .hour)
        case "mo", "month", "months", "月", "个月": self.init(count, .month)
        case "w", "week", "weeks", "周", "个星期", "星期": self.init(count * 7, .day)
        default: return nil
        }
    }

    /// `5个工作日`, `3日`: as a basis names it.
    public var chinese: String {
        switch unit {
        case .workday: "\(count)个工作日"
        case .day: "\(count)日"
        case .hour: "\(count)小时"
        case .month: "\(count)个月"
        }
    }

    /// `5 workday`, the form stored and read back.
    public var stored: String { "\(count) \(unit.rawValue)" }
}

/// Numbers as people write them in Chinese papers.
public enum ChineseNumber {
    public static let digits: [Character: Int] = [
        "〇": 0, "○": 0, "Ｏ": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
        "九": 9, "元": 1, "正": 1,
    ]

    /// The value of `12`, `十二`, `二十`, `一百零五` or digit by digit `二〇二六`; nil for anything else.
    public static func value(_ text: some StringProtocol) -> Int? {
        if text.isEmpty { return nil }
        if let plain = Int(text) { return plain }
        if !text.contains(where: { $0 == "十" || $0 == "百" }) {
            var value = 0
            for character in text {
                guard let digit = digits[character], value < 1_000_000 else { return nil }
                value = value * 10 + digit
            }
            return value
        }
        var total = 0
        var pending: Int?
        for character in text {
            switch character {
            case "百":
                total += (pending ?? 1) * 100
                pending = nil
            case "十":
                total += (pending ?? 1) * 10
                pending = nil
            default:
                guard let digit = digits[character], pending == nil || pending == 0 else { return nil }
                pending = digit
            }
        }
        return total + (pending ?? 0)
    }
}
