/// A day, perhaps with a time, read from the words people write.
public struct DateReading: Hashable, Sendable {
    public let day: Day
    public let time: TimeOfDay?

    public init(day: Day, time: TimeOfDay? = nil) {
        self.day = day
        self.time = time
    }

    /// The instant meant: the time given, else the close of business of the day.
    public func deadline(in calendar: WorkCalendar) -> Moment {
        time.map { calendar.zone.moment(day, $0) } ?? calendar.close(of: day)
    }
}

/// Reads dates in Chinese and English: `明天`, `下周一 9点`, `11-25 14:00`, `3个工作日`, `fri 17:00`, `+2wd`, `eom`.
public struct DateWords: Sendable {
    public let now: Moment
    public let calendar: WorkCalendar

    public init(now: Moment, calendar: WorkCalendar) {
        self.now = now
        self.calendar = calendar
    }

    private var today: Day { calendar.zone.day(of: now) }

    /// The reading of a whole text, or nil where any part of it is not understood.
    public func read(_ text: some StringProtocol) -> DateReading? {
        var rest = Folding.width(text).lowercased().trimmed
        for suffix in ["之前", "以前", "前"] where rest.hasSuffix(suffix) { rest = String(rest.dropLast(suffix.count)) }
        guard !rest.isEmpty else { return nil }
        if let (time, before) = trailingTime(rest) {
            let words = before.trimmed
            if words.isEmpty { return DateReading(day: today, time: time) }
            guard let day = day(words) else { return nil }
            return DateReading(day: day, time: time)
        }
        if let moment = calendar.zone.moment(iso: rest), rest.count > 10 {
            return DateReading(day: calendar.zone.day(of: moment), time: calendar.zone.time(of: moment))
        }
        return day(rest).map { DateReading(day: $0) }
    }

    // MARK: Times

    /// A time at the end of a text: `17:00`, `9点`, `下午3点半`, `5pm`, `下班`.
    private func trailingTime(_ text: String) -> (TimeOfDay, String)? {
        if text.hasSuffix("下班") { return (calendar.hours.close(on: today), String(text.dropLast(2))) }
        if text.hasSuffix("中午") { return (TimeOfDay(12, 0), String(text.dropLast(2))) }
        for (suffix, half) in [("am", 0), ("pm", 12)] where text.hasSuffix(suffix) {
            let body = text.dropLast(2).trimmed
            let tail = body.reversed().prefix { $0.isNumber || $0 == ":" }
            let clock = String(tail.reversed())
            let time = clock.contains(":") ? TimeOfDay(clock) : Int(clock).flatMap { (0...12).contains($0) ? TimeOfDay($0, 0) : nil }
            guard let time, time.hour <= 12, !clock.isEmpty else { return nil }
            return (TimeOfDay(minutes: time.minutes % 720 + half * 60), String(body.dropLast(clock.count)))
        }
        if text.hasSuffix("上午") { return (TimeOfDay(12, 0), String(text.dropLast(2))) }
        if text.hasSuffix("下午") { return (calendar.hours.close(on: today), String(text.dropLast(2))) }
        // `周五17:00`: before a colon only digits belong to the time; `周五三点` is read by its own signs.
        let digits = text.suffix(while: { $0.isASCII && ($0.isNumber || $0 == ":") })
        let signs = text.suffix(while: { $0.isNumber || ":点时分半一二三四五六七八九十两".contains($0) })
        let clock = digits.contains(":") ? digits : signs
        guard clock.contains(where: { $0 == ":" || $0 == "点" || $0 == "时" }), var time = clockTime(clock) else { return nil }
        var before = String(text.dropLast(clock.count)).trimmed
        for word in ["下午", "晚上", "傍晚"] where before.hasSuffix(word) {
            before = String(before.dropLast(word.count))
            if time.hour < 12 { time = TimeOfDay(minutes: time.minutes + 720) }
        }
        if before.hasSuffix("中午"), time.hour < 11 { time = TimeOfDay(minutes: time.minutes + 720) }
        for word in ["上午", "早上", "凌晨", "中午"] where before.hasSuffix(word) { before = String(before.dropLast(word.count)) }
        return (time, before)
    }

    private func clockTime(_ text: String) -> TimeOfDay? {
        if text.contains(":") { return TimeOfDay(text) }
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "点" || $0 == "时" }
        guard parts.count == 2, let hour = ChineseNumber.value(parts[0]), (0...24).contains(hour) else { return nil }
        var rest = String(parts[1])
        if rest.hasSuffix("分") { rest.removeLast() }
        if rest.isEmpty { return TimeOfDay(hour, 0) }
        if rest == "半" { return TimeOfDay(hour, 30) }
        guard let minute = ChineseNumber.value(rest), (0..<60).contains(minute) else { return nil }
        return TimeOfDay(hour, minute)
    }

    // MARK: Days

    private func day(_ text: String) -> Day? {
        if let named = namedDay(text) { return named }
        if let weekday = weekday(text) { return weekday }
        if let absolute = absoluteDay(text) { return absolute }
        return relativeDay(text)
    }

    private func namedDay(_ text: String) -> Day? {
        switch text {
        case "今天", "今日", "当日", "即日", "today", "tod": today
        case "明天", "明日", "tomorrow", "tom": today + 1
        case "后天", "後天": today + 2
        case "大后天": today + 3
        case "昨天", "昨日", "yesterday": today - 1
        case "月底", "月末", "eom", "本月底": today.endOfMonth
        case "下月底": today.adding(months: 1).endOfMonth
        case "季末", "季度末", "季底", "eoq": endOfQuarter
        case "年底", "年末", "eoy": Day(today.year, 12, 31)
        case "周末": today.monday + 5
        case "下周", "next week": today.monday + 7
        default: nil
        }
    }

    private var endOfQuarter: Day? {
        let month = (today.month + 2) / 3 * 3
        return Day(today.year, month, 1)?.endOfMonth
    }

    private func weekday(_ text: String) -> Day? {
        let words = text.split(separator: " ")
        let english = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        if let last = words.last, words.count <= 2,
            let index = english.firstIndex(where: { last.hasPrefix($0) && "\($0)urdaynesday".count >= last.count })
        {
            let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            guard last.count == 3 || names[index].hasPrefix(last) else { return nil }
            if words.count == 1 { return upcoming(index + 1) }
            switch words[0] {
            case "next": return today.monday + 7 + index
            case "this": return today.monday + index
            default: return nil
            }
        }
        for (prefix, weeks) in [("下下", 14), ("下", 7), ("本", 0), ("这", 0), ("上", -7), ("", -1)] {
            for unit in ["周", "週", "星期", "礼拜"] where text.hasPrefix(prefix + unit) {
                let rest = text.dropFirst(prefix.count + unit.count)
                guard rest.count == 1, let name = rest.first, let number = "一二三四五六日".firstIndex(of: name == "天" ? "日" : name)
                else { continue }
                let index = "一二三四五六日".distance(from: "一二三四五六日".startIndex, to: number)
                return weeks < 0 && prefix.isEmpty ? upcoming(index + 1) : today.monday + weeks + index
            }
        }
        return nil
    }

    /// The next day of that name, today included.
    private func upcoming(_ weekday: Int) -> Day { today + (weekday - today.weekday + 7) % 7 }

    private func absoluteDay(_ text: String) -> Day? {
        if let day = Day(iso: text) { return day }
        var digits: [Int] = []
        var current = ""
        for character in text {
            if character.isNumber || ChineseNumber.digits[character] != nil || character == "十" {
                current.append(character)
            } else if "-/.年月日号 ".contains(character) {
                if !current.isEmpty {
                    guard let value = ChineseNumber.value(current) else { return nil }
                    digits.append(value)
                }
                current = ""
            } else {
                return nil
            }
        }
        if !current.isEmpty {
            guard digits.count > 0 || text.count > 4, let value = ChineseNumber.value(current) else { return nil }
            digits.append(value)
        }
        switch digits.count {
        case 3: return Day(digits[0] < 100 ? 2000 + digits[0] : digits[0], digits[1], digits[2])
        case 2: return nextOccurrence(month: digits[0], day: digits[1])
        case 1 where text.hasSuffix("日") || text.hasSuffix("号"): return nextOccurrence(dayOfMonth: digits[0])
        default: return nil
        }
    }

    /// A date without a year is this year's unless that lies more than half a year back, then the next.
    private func nextOccurrence(month: Int, day: Int) -> Day? {
        guard let candidate = Day(today.year, month, day) else { return Day(today.year + 1, month, day) }
        return candidate < today - 180 ? Day(today.year + 1, month, day) : candidate
    }

    private func nextOccurrence(dayOfMonth: Int) -> Day? {
        guard let candidate = Day(today.year, today.month, dayOfMonth) else { return nil }
        return candidate < today ? candidate.adding(months: 1) : candidate
    }

    /// `3个工作日`, `3天后`, `+2wd`, `in 3 days`.
    private func relativeDay(_ text: String) -> Day? {
        var body = text
        for prefix in ["in ", "+"] where body.hasPrefix(prefix) { body = String(body.dropFirst(prefix.count)) }
        for suffix in ["之内", "以内", "之后", "以后", "后", "内"] where body.hasSuffix(suffix) {
            body = String(body.dropLast(suffix.count))
            break
        }
        guard let length = Length(body) else { return nil }
        switch length.unit {
        case .workday: return calendar.workday(length.count, after: today)
        case .day: return today + length.count
        case .month: return today.adding(months: length.count)
        case .hour: return nil
        }
    }
}

extension StringProtocol {
    /// Without blanks at either end, full-width ones included.
    public var trimmed: String {
        var view = Substring(self).unicodeScalars
        while let first = view.first, Folding.isBlank(first) { view.removeFirst() }
        while let last = view.last, Folding.isBlank(last) { view.removeLast() }
        return String(Substring(view))
    }
}

extension String {
    /// The characters at the end that all fulfil a condition.
    func suffix(while fits: (Character) -> Bool) -> String {
        var start = endIndex
        while start > startIndex, fits(self[index(before: start)]) { start = index(before: start) }
        return String(self[start...])
    }
}
