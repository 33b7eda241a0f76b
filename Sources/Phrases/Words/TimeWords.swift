import Office

extension Phrase {
    public static let weekdays = [
        Phrase("Mon", "周一"), Phrase("Tue", "周二"), Phrase("Wed", "周三"), Phrase("Thu", "周四"), Phrase("Fri", "周五"),
        Phrase("Sat", "周六"), Phrase("Sun", "周日"),
    ]
    public static let weekdayLetters = [
        Phrase("Mo", "一"), Phrase("Tu", "二"), Phrase("We", "三"), Phrase("Th", "四"), Phrase("Fr", "五"), Phrase("Sa", "六"),
        Phrase("Su", "日"),
    ]
    static let inDays = Phrase("%1 d", "%1天")
    static let inHours = Phrase("%1h%2m", "%1时%2分")
    static let inMinutes = Phrase("%1m", "%1分")
    static let inSeconds = Phrase("%1s", "%1秒")
    public static let week = Phrase("week %1", "第%1周")
    public static let workday = Phrase("working day", "工作日")
    public static let dayOff = Phrase("day off", "休息日")
    public static let makeUpWorkday = Phrase("make-up working day", "调休上班")
    public static let lastBeforeHoliday = Phrase("last working day before %1", "节前最后工作日（%1）")
    public static let provisionalCalendar = Phrase("provisional", "暂定")
    public static let sumStart = Phrase("counted from", "起算")
    public static let sumLength = Phrase("limit", "时限")
    public static let sumNominal = Phrase("ends on", "届满日")
    public static let sumEffective = Phrase("rolled to", "顺延至")
    public static let sumSafe = Phrase("latest working day", "最迟工作日")
    public static let sumDue = Phrase("due", "到期")
    public static let sumCounted = Phrase("counted", "计入")
    public static let sumSkipped = Phrase("skipped", "跳过")
    public static let sumBasis = Phrase("basis", "依据")
    public static let sumProvisional = Phrase(
        "provisional: no official calendar for %1 yet", "暂定：%1年官方放假安排尚未发布")
    public static let unitWorkdays = Phrase("%1 working days", "%1个工作日")
    public static let unitDays = Phrase("%1 days", "%1日")
    public static let unitHours = Phrase("%1 hours", "%1小时")
    public static let unitMonths = Phrase("%1 months", "%1个月")
}

extension Speaker {
    /// What is left until a limit, or how late it is in working days: the one way both are said.
    public func remaining(to due: Moment, from now: Moment, _ calendar: WorkCalendar) -> String {
        calendar.lateness(of: due, at: now).map { self(.chipOverdue, String($0)) } ?? countdown(to: due, from: now)
    }

    /// What is left until an instant, in the unit that matters: days, hours, minutes, seconds in the last minute.
    ///
    /// Of a limit that may have passed, `remaining` says how late it is.
    public func countdown(to moment: Moment, from now: Moment) -> String {
        let seconds = max(0, now.seconds(to: moment))
        if seconds < 60 { return self(.inSeconds, String(seconds)) }
        let minutes = Int(seconds / 60)
        if minutes < 60 { return self(.inMinutes, String(minutes)) }
        if minutes < 24 * 60 { return self(.inHours, String(minutes / 60), padded(minutes % 60, 2)) }
        return self(.inDays, String(minutes / 1440))
    }

    /// The instant at which that text next changes.
    public func nextChange(of moment: Moment, from now: Moment) -> Moment {
        let seconds = now.seconds(to: moment)
        if seconds >= 0, seconds < 60 { return now.adding(seconds: 1) }
        if abs(seconds) < 86_400 { return now.adding(seconds: 60) }
        return now.adding(seconds: 3600 - (seconds < 0 ? -seconds % 3600 : 0))
    }

    public func weekday(_ day: Day) -> String { self(Phrase.weekdays[day.weekday - 1]) }

    public func length(_ length: Length) -> String {
        let phrase: Phrase =
            switch length.unit {
            case .workday: .unitWorkdays
            case .day: .unitDays
            case .hour: .unitHours
            case .month: .unitMonths
            }
        return self(phrase, String(length.count))
    }

    /// Due today as a time, this year as month and day, else as a whole date.
    public func short(_ moment: Moment, now: Moment) -> String {
        let day = zone.day(of: moment)
        let today = zone.day(of: now)
        if day == today { return zone.time(of: moment).text }
        return day.year == today.year ? day.monthAndDay : day.iso
    }

    /// The header's words for a day: date, weekday, lunar day, week, and what is unusual about it.
    public func heading(_ day: Day, calendar: WorkCalendar) -> String {
        var parts = ["\(weekday(day)) \(day.iso)"]
        if language.isChinese {
            parts = [day.iso, weekday(day)]
            if let lunar = LunarDay(day) {
                parts.append(language == .traditional ? Traditional.convert(lunar.chinese) : lunar.chinese)
            }
        }
        parts.append(self(.week, String(day.isoWeek)))
        return parts.joined(separator: " ")
    }

    /// What is unusual about a day for work; nil on a plain working day.
    public func unusual(_ day: Day, calendar: WorkCalendar) -> String? {
        if calendar.isMakeUpWorkday(day) { return self(.makeUpWorkday) }
        if !calendar.isWorkday(day) { return calendar.name(day).map(holiday) ?? self(.dayOff) }
        let next = day + 1
        if !calendar.isWorkday(next), let name = calendar.name(next), calendar.name(day) == nil || calendar.isWorkday(day) {
            return self(.lastBeforeHoliday, holiday(name))
        }
        return nil
    }

    /// A holiday's name in the screen's language.
    public func holiday(_ name: String) -> String {
        let english = [
            "元旦": "New Year's Day", "春节": "Spring Festival", "清明节": "Qingming", "劳动节": "Labour Day", "端午节": "Dragon Boat",
            "中秋节": "Mid-Autumn", "国庆节": "National Day", "国庆节、中秋节": "National Day and Mid-Autumn", "中秋节、国庆节": "Mid-Autumn and National Day",
        ]
        return language.isChinese ? self(Phrase(name, name)) : english[name] ?? name
    }
}
