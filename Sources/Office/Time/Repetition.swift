/// When a duty comes round again: 每天, 每个工作日, 每周一, 每月5日, 每季, 每年.
public struct Repetition: Hashable, Sendable {
    private enum Step: Hashable, Sendable {
        case days(Int)
        case workdays
        /// Monday is 1.
        case weekday(Int)
        /// A day of the month; one that a month lacks is its last.
        case monthday(Int)
        case months(Int)
        /// A day of the year; 29 February is the last of that month.
        case yearday(month: Int, day: Int)
    }

    private let step: Step

    /// Reads the form that a register keeps (`每周一`); nil where it says nothing of the kind.
    public init?(_ text: some StringProtocol) {
        guard text.hasPrefix("每") else { return nil }
        var rest = String(text.dropFirst())
        for (long, short) in [("个星期", "周"), ("个周", "周"), ("星期", "周"), ("礼拜", "周"), ("个月", "月")] where rest.hasPrefix(long) {
            rest = short + rest.dropFirst(long.count)
        }
        switch rest {
        case "天", "日": step = .days(1)
        case "个工作日", "工作日": step = .workdays
        case "周": step = .days(7)
        case "两周", "二周", "隔周": step = .days(14)
        case "月底", "月末": step = .monthday(31)
        case "月": step = .months(1)
        case "季", "季度": step = .months(3)
        case "年": step = .months(12)
        default:
            if rest.hasPrefix("周"), rest.count == 2, let last = rest.last {
                guard let weekday = Array("一二三四五六日").firstIndex(of: last == "天" ? "日" : last) else { return nil }
                step = .weekday(weekday + 1)
            } else if rest.hasPrefix("月"), rest.hasSuffix("日") || rest.hasSuffix("号"),
                let day = ChineseNumber.value(rest.dropFirst().dropLast()), (1...31).contains(day)
            {
                step = .monthday(day)
            } else if rest.hasPrefix("年"), rest.hasSuffix("日") || rest.hasSuffix("号"),
                let parts = Optional(rest.dropFirst().dropLast().split(separator: "月", omittingEmptySubsequences: false)), parts.count == 2,
                let month = ChineseNumber.value(parts[0]), let day = ChineseNumber.value(parts[1]), Day(2024, month, day) != nil
            {
                step = .yearday(month: month, day: day)
            } else {
                return nil
            }
        }
    }

    /// As a calendar file says it (RFC 5545 §3.3.10); the first day of the series says which weekday or day of the month.
    public var calendarRule: String {
        switch step {
        case .days(let count): count % 7 == 0 ? "FREQ=WEEKLY;INTERVAL=\(count / 7)" : "FREQ=DAILY;INTERVAL=\(count)"
        case .workdays: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
        case .weekday: "FREQ=WEEKLY"
        case .monthday(31): "FREQ=MONTHLY;BYMONTHDAY=-1"
        case .monthday: "FREQ=MONTHLY"
        case .months(let count): "FREQ=MONTHLY;INTERVAL=\(count)"
        case .yearday: "FREQ=YEARLY"
        }
    }

    /// The form that a register keeps, the same for every way of saying it.
    public var chinese: String {
        switch step {
        case .days(1): "每天"
        case .days(let count): count == 7 ? "每周" : "每两周"
        case .workdays: "每个工作日"
        case .weekday(let weekday): "每周" + String(Array("一二三四五六日")[(weekday - 1) % 7])
        case .monthday(31): "每月底"
        case .monthday(let day): "每月\(day)日"
        case .yearday(let month, let day): "每年\(month)月\(day)日"
        case .months(let count): count == 1 ? "每月" : count == 3 ? "每季度" : "每年"
        }
    }

    /// Whether a text is made of nothing but words of repetition, so that it cannot be meant as anything else.
    public static func isMeant(by text: some StringProtocol) -> Bool {
        text.count > 1 && text.first == "每" && text.dropFirst().allSatisfy { "天日周星期月季度年个工作底末初旬上中下两隔半号一二三四五六七八九十0123456789".contains($0) }
    }

    /// The first time on or after a day; a plain interval begins on the day itself.
    public func first(onOrAfter day: Day, calendar: WorkCalendar) -> Day {
        switch step {
        case .days, .months: day
        case .workdays: calendar.workday(onOrAfter: day)
        case .weekday, .monthday, .yearday: next(after: day - 1, calendar: calendar)
        }
    }

    /// The next time after a day.
    public func next(after day: Day, calendar: WorkCalendar) -> Day {
        switch step {
        case .days(let count): return day + count
        case .workdays: return calendar.workday(after: day)
        case .weekday(let weekday): return day + ((weekday - day.weekday + 6) % 7 + 1)
        case .months(let count): return Repetition.day(day.dayOfMonth, count, monthsAfter: day)
        case .yearday(let month, let wanted):
            let days = [day.year, day.year + 1].compactMap { Day($0, month, min(wanted, Day.length(of: month, in: $0))) }
            return days.first { $0 > day } ?? day.adding(months: 12)
        case .monthday(let wanted):
            let here = Repetition.day(wanted, 0, monthsAfter: day)
            return here > day ? here : Repetition.day(wanted, 1, monthsAfter: day)
        }
    }

    private static func day(_ wanted: Int, _ months: Int, monthsAfter day: Day) -> Day {
        let index = day.year * 12 + day.month - 1 + months
        let (year, month) = (index / 12, index % 12 + 1)
        return Day(year, month, min(wanted, Day.length(of: month, in: year))) ?? day
    }
}

/// How long before its time a matter wants to be heard of: `-30m`, `2h`, `-1天`.
public struct Reminder: Hashable, Sendable {
    public let minutes: Int

    /// Nil for anything that is not a count of minutes, hours or days.
    public init?(_ text: some StringProtocol) {
        let folded = Folding.width(text).lowercased()
        let body = folded.hasPrefix("-") ? folded.dropFirst() : folded[...]
        let digits = body.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), (1...100_000).contains(count) else { return nil }
        switch body.dropFirst(digits.count) {
        case "m", "min", "分", "分钟": minutes = count
        case "h", "小时": minutes = count * 60
        case "d", "天", "日": minutes = count * 1440
        default: return nil
        }
    }
}

extension Matter {
    /// When its owner wants to be reminded; nil without a reminder or without a time to count back from.
    ///
    /// - Parameter definition: the one that holds for it.
    public func remindAt(by definition: RegisterDefinition) -> Moment? {
        let reminder = text(of: .remind, by: definition).flatMap { Reminder($0) }
        guard let reminder, let due = clock?.due ?? promise?.due else { return nil }
        return due.adding(minutes: -reminder.minutes)
    }

    /// Whether it was put off after a moment to a day still to come: its reminder was heard, and is silent until then.
    func isPutOff(since moment: Moment, on today: Day) -> Bool {
        guard let bringUpOn, bringUpOn > today, lastAct == .bringUp,
            let at = record["lastMove"]["at"].int
        else { return false }
        return at >= moment.milliseconds
    }

    /// When anybody last did something with it.
    public var lastActAt: Moment? {
        let times = [record["lastMove"]["at"].int, record["heldSince"].int, record["recordedAt"].int].compactMap { $0 }
        let said = notes.map(\.at).max()
        return [times.max().map { Moment(milliseconds: $0) }, said].compactMap { $0 }.max()
    }
}
