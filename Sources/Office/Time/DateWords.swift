/// A day, perhaps with a time, read from the words people write.
public struct DateReading: Hashable, Sendable {
    public let day: Day
    public let time: TimeOfDay?
    /// 上午 or 下午 without an hour.
    public let half: HalfDay?

    public init(day: Day, time: TimeOfDay? = nil, half: HalfDay? = nil) {
        self.day = day
        self.time = time
        self.half = half
    }

    /// The instant meant: the time given, else the end of the half named, else the close of business of the day.
    public func deadline(in calendar: WorkCalendar) -> Moment {
        if let time { return calendar.zone.moment(day, time) }
        return half == .morning ? calendar.zone.moment(day, calendar.hours.noon(on: day)) : calendar.close(of: day)
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

    /// The reading of a whole text, or nil where any part of it is not understood.
    public func read(_ text: some StringProtocol) -> DateReading? {
        let trimmed = text.trimmed
        if let moment = calendar.zone.moment(iso: trimmed), trimmed.count > 10 {
            return DateReading(day: calendar.zone.day(of: moment), time: calendar.zone.time(of: moment))
        }
        let key = trimmed.unicodeScalars.map(Folding.search)
        guard case .date(let phrase) = scan(key, isWhole: true).read(at: 0), phrase.range.upperBound == key.count else { return nil }
        return phrase.reading(today: calendar.zone.day(of: now))
    }

    /// The reader for dates within a line, which comes folded.
    func scan(_ key: Run, isWhole: Bool = false) -> DateScan { DateScan(key, now: now, calendar: calendar, isWhole: isWhole) }
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
