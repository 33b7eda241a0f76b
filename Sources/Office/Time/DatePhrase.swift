/// A half of the working day, which an absence or a meeting may take.
public enum HalfDay: String, Hashable, Sendable {
    case morning = "am"
    case afternoon = "pm"
}

/// A day or time as people say it within a line of other words, and where it stands: `周五17:00前`, `明天上午`, `fri 5pm`.
struct DatePhrase {
    var range: Range<Int>
    /// Nil where only a time is said.
    var day: Day?
    var time: TimeOfDay?
    /// The end of `14-15点`.
    var until: TimeOfDay?
    var half: HalfDay?
    /// 前, 内: said as a limit, not as the name of something that happens then.
    var isLimit = false
    /// Yesterday, last Friday: told, never set.
    var isPast = false

    func reading(today: Day) -> DateReading { DateReading(day: day ?? today, time: time, half: half) }
}

/// Reads one date from one place of a line on; the same reader serves whole fields, filters and capture.
///
/// The line comes folded (`Folding.search`): simplified, half width, lower case.
struct DateScan {
    enum Found {
        case date(DatePhrase)
        /// Meant as a date, but no calendar has it: 2月30日, 周八, 25:00.
        case impossible(Range<Int>)
    }

    let key: Run
    let now: Moment
    let calendar: WorkCalendar
    let today: Day
    /// The line is nothing but the date: short forms that are too little within other words are read too.
    let isWhole: Bool

    init(_ key: Run, now: Moment, calendar: WorkCalendar, isWhole: Bool = false) {
        self.key = key
        self.now = now
        self.calendar = calendar
        self.isWhole = isWhole
        today = calendar.zone.day(of: now)
    }

    /// The same line with nothing before a place: behind `due:` or `至` a date begins anew.
    func behind(_ at: Int) -> DateScan {
        guard at > 0, key.indices.contains(at - 1), !Signs.isBlank(key[at - 1]) else { return self }
        var cut = key
        cut[at - 1] = " "
        return DateScan(cut, now: now, calendar: calendar, isWhole: isWhole)
    }

    func read(at start: Int) -> Found? {
        guard let first = key.at(start), !Signs.isBlank(first) else { return nil }
        var phrase = DatePhrase(range: start..<start)
        var at = start
        if let moment = span(at: start) {
            (phrase.day, phrase.time, phrase.isLimit, at) = (moment.day, moment.time, moment.isLimit, moment.end)
            if moment.time != nil { return .date(limited(phrase, start, at)) }
        } else if let found = day(at: start) {
            guard let day = found.day else { return .impossible(start..<limit(at: found.end).end) }
            (phrase.day, phrase.half, phrase.isLimit, phrase.isPast) = (day, found.half, found.isLimit, found.isPast)
            at = found.end
            // 11月27日（周五）, 周五11月27日: said twice, and both must fit.
            if let beside = beside(at: at) {
                let isNamed = weekday(at: start) != nil
                if let other = beside.day, isNamed ? other.weekday != day.weekday : beside.isWeekday && other.weekday != day.weekday {
                    return .impossible(start..<limit(at: beside.end).end)
                }
                if isNamed { phrase.day = beside.day ?? day }
                at = beside.end
            }
        }
        let hasDay = phrase.day != nil
        if let wrong = backwards(at: hasDay ? timeStart(at) : start, on: phrase.day ?? today, isAlone: !hasDay) {
            return .impossible(start..<wrong)
        }
        if let hours = hours(at: hasDay ? timeStart(at) : start, on: phrase.day ?? today, isAlone: !hasDay) {
            (phrase.time, phrase.until, phrase.half, at) = (hours.from, hours.until, nil, hours.end)
        } else if let clock = clock(at: hasDay ? timeStart(at) : start, on: phrase.day ?? today, half: phrase.half, isAlone: !hasDay) {
            if clock.isImpossible { return .impossible(start..<limit(at: clock.end).end) }
            (phrase.time, phrase.half, at) = (clock.time, clock.half, clock.end)
            if !hasDay {
                // `17:00 周五`, `5pm on fri`
                let next = dayStart(at)
                if let found = day(at: next), !found.isPast, !isBetween(next, found.end) {
                    guard let day = found.day else { return .impossible(start..<limit(at: found.end).end) }
                    phrase.day = day
                    at = found.end
                }
            }
        } else if !hasDay {
            return nil
        }
        return .date(limited(phrase, start, at))
    }

    private func limited(_ phrase: DatePhrase, _ start: Int, _ at: Int) -> DatePhrase {
        var phrase = phrase
        // 今天内; but 今天内部会议.
        var at = at
        if phrase.day != nil, phrase.time == nil, !phrase.isLimit {
            for word in ["之内", "以内", "内"] where key.has(word, at: at) {
                if word == "内", let next = key.at(at + 1), "部容外勤科".unicodeScalars.contains(next) { break }
                at += word.unicodeScalars.count
                phrase.isLimit = true
                break
            }
        }
        let limit = limit(at: at)
        phrase.isLimit = phrase.isLimit || limit.isLimit
        phrase.range = start..<limit.end
        // 12月25日前（周五）报送
        if limit.isLimit, key.at(limit.end) == "(", let beside = beside(at: limit.end), beside.isWeekday,
            beside.day?.weekday == phrase.day?.weekday
        {
            phrase.range = start..<beside.end
        }
        return phrase
    }

    /// What follows is a day of its own with its own time: `9点 周五17:00`.
    private func isBetween(_ start: Int, _ end: Int) -> Bool {
        clock(at: timeStart(end), on: today, half: nil, isAlone: false).map { !$0.isImpossible } ?? false
    }

    // MARK: What stands around

    func skip(_ at: Int) -> Int {
        var at = at
        while let scalar = key.at(at), Signs.isBlank(scalar) { at += 1 }
        return at
    }

    /// Behind a day its time may stand apart, after a comma or after `at`.
    private func timeStart(_ at: Int) -> Int {
        var next = skip(at)
        // 11月27日，17:00
        if key.at(next) == "," || key.at(next) == "，", let figure = key.at(skip(next + 1)),
            Signs.isDigit(figure) || figure == "上" || figure == "下"
        {
            let after = skip(next + 1)
            if let clock = clock(at: after, on: today, half: nil, isAlone: true), clock.time != nil { return after }
        }
        if key.at(next) == "的", key.at(next + 1).map({ "上下中晚早".unicodeScalars.contains($0) }) ?? false { next += 1 }
        if key.has("at ", at: next) || key.has("by ", at: next) { next = skip(next + 3) }
        return next
    }

    private func dayStart(_ at: Int) -> Int {
        let next = skip(at)
        return key.has("on ", at: next) ? skip(next + 3) : next
    }

    private static let limits = ["之前", "以前", "前"]

    /// `前`, unless it begins another word: 周五前往省里.
    func limit(at start: Int) -> (isLimit: Bool, end: Int) {
        // `17:00 前 交`: standing apart, the sign must stand for itself.
        let apart = skip(start)
        let isApart =
            apart > start && (key.at(apart + 1).map(Signs.isBlank) ?? true || key.has("之前", at: apart) || key.has("以前", at: apart))
        let at = isWhole || isApart ? apart : start
        // 周五前后 is no limit.
        if key.has("前后", at: at) { return (false, at + 2) }
        guard let word = DateScan.limits.first(where: { key.has($0, at: at) }) else { return (false, start) }
        let end = at + word.unicodeScalars.count
        if word == "前", let next = key.at(end), "往述款者台沿".unicodeScalars.contains(next) { return (false, start) }
        return (true, end)
    }

    /// The other naming of the same day, in brackets or right behind.
    private func beside(at: Int) -> (day: Day?, end: Int, isWeekday: Bool)? {
        if key.at(at) == "(", let close = key[at...].prefix(14).firstIndex(of: ")") {
            // 11-27(五)
            if close == at + 2, let number = DateScan.weekdayNumber(key[at + 1]) {
                return (today.monday + (number - 1), close + 1, true)
            }
            let inner = DateScan(Run(key[(at + 1)..<close]), now: now, calendar: calendar, isWhole: true)
            guard let found = inner.day(at: 0), found.end == close - at - 1 else { return nil }
            return (found.day, close + 1, inner.weekday(at: 0) != nil)
        }
        let next = skip(at)
        if let named = weekday(at: next) { return (named.day, named.end, true) }
        guard let found = numeric(at: next), found.day != nil, weekdayEnds(at) else { return nil }
        return (found.day, found.end, false)
    }

    private func weekdayEnds(_ at: Int) -> Bool {
        [2, 3].contains { at >= $0 && weekday(at: at - $0)?.end == at }
    }
}

extension DateScan {
    /// A day and the last one of a stretch: 11-25至11-27, 周三到周五, 明天起3天.
    func stretch(at start: Int) -> (from: DatePhrase, to: DatePhrase, end: Int)? {
        guard case .date(let from) = read(at: start), let first = from.day ?? (from.time != nil || from.half != nil ? today : nil) else {
            return nil
        }
        var end = from.range.upperBound
        if let next = rangeSign(end) {
            // 12月2日至4日: the month of the first day.
            if let (value, last) = Numeral.read(key, next), key.at(last) == "日" || key.at(last) == "号",
                let day = Day(first.year, first.month, value), day >= first
            {
                let half = clock(at: last + 1, on: day, half: nil, isAlone: false)
                let to = DatePhrase(range: next..<(half?.end ?? last + 1), day: day, time: half?.time, half: half?.half)
                return (from, to, to.range.upperBound)
            }
            if case .date(var to) = behind(next).read(at: next), let day = to.day {
                // 周四到周二 is the next week's.
                if day < first, weekday(at: next) != nil { to.day = day + 7 }
                return (from, to, to.range.upperBound)
            }
            // 11-25至27
            if let (value, last) = Numeral.read(key, next), let day = Day(first.year, first.month, value), day >= first,
                key.at(last).map({ !DateScan.isUnit($0) && $0 != ":" }) ?? true
            {
                return (from, DatePhrase(range: next..<last, day: day), last)
            }
            // 明天上午到下午
            if let clock = clock(at: next, on: first, half: nil, isAlone: false), clock.half != nil || clock.time != nil {
                return (from, DatePhrase(range: next..<clock.end, day: first, time: clock.time, half: clock.half), clock.end)
            }
        }
        // 下周: from its first to its last working day.
        for (word, weeks) in [("下周", 7), ("下星期", 7), ("本周", 0), ("next week", 7), ("this week", 0)]
        where key.has(word, at: start) && end == start + word.unicodeScalars.count {
            let last = calendar.workday(onOrBefore: today.monday + (weeks + 6))
            return (from, DatePhrase(range: start..<end, day: max(first, last)), end)
        }
        for word in ["开始", "起"] where key.has(word, at: end) { end += word.unicodeScalars.count }
        var at = skip(end)
        for word in ["请假", "休假", "休", "共", "连休"] where key.has(word, at: at) { at = skip(at + word.unicodeScalars.count) }
        if from.half == nil, let (count, last) = Numeral.read(key, at), (1...366).contains(count),
            let unit = ["个工作日", "天", "日"].first(where: { key.has($0, at: last) })
        {
            let day = unit == "个工作日" ? calendar.workday(count - 1, after: calendar.workday(onOrAfter: first)) : first + count - 1
            return (from, DatePhrase(range: at..<last, day: day), last + unit.unicodeScalars.count)
        }
        return (from, from, end)
    }
}
