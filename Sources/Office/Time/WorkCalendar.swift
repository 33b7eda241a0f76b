/// Which days are worked: weekends, public holidays and make-up days, year by year from the State Council's notices.
///
/// A day of a year without a notice is answered from weekends and statutory days and is marked provisional 暂定.
public struct WorkCalendar: Hashable, Sendable {
    /// What a notice says of one day that differs from the plain week, or that carries a holiday's name.
    public struct Exception: Hashable, Sendable {
        public let name: String
        public let isWorkday: Bool
        public init(name: String, isWorkday: Bool) {
            self.name = name
            self.isWorkday = isWorkday
        }
    }

    /// What the office adopted itself, over the State Council's notices that the program knows.
    private var adopted: [Day: Exception] = [:]
    /// The references of the notices the office adopted itself, by the year they are for.
    private var ownNotices: [Int: String] = [:]
    private let knowsOfficial: Bool
    public var hours: OfficeHours
    public var zone: OfficeZone

    /// A plain week without holidays; `china` knows them.
    public init(hours: OfficeHours = .standard, zone: OfficeZone = .shanghai) {
        self.init(knowsOfficial: false, hours: hours, zone: zone)
    }

    init(knowsOfficial: Bool, hours: OfficeHours = .standard, zone: OfficeZone = .shanghai) {
        self.knowsOfficial = knowsOfficial
        self.hours = hours
        self.zone = zone
    }

    public func isWorkday(_ day: Day) -> Bool {
        exception(day)?.isWorkday ?? (day.weekday <= 5)
    }

    public func name(_ day: Day) -> String? { exception(day)?.name }

    private func exception(_ day: Day) -> Exception? {
        if let own = adopted[day] { return own }
        guard knowsOfficial else { return nil }
        // A notice's last days of December may belong to the next year's: a year's own notice leaves them standing.
        if !ownNotices.isEmpty, ownNotices[day.year] != nil, day.month != 12 { return nil }
        return OfficialHolidays.exception(day)
    }

    /// The years for which an official notice is known, with the notice's own reference.
    public var notices: [Int: String] {
        knowsOfficial ? OfficialHolidays.references.merging(ownNotices) { $1 } : ownNotices
    }

    /// The reference of the official notice for a year, nil where none is known.
    public func notice(for year: Int) -> String? {
        ownNotices[year] ?? (knowsOfficial ? OfficialHolidays.reference(year) : nil)
    }

    /// Whether the answer for a day rests on no official notice.
    public func isProvisional(_ day: Day) -> Bool { notice(for: day.year) == nil }

    public func isMakeUpWorkday(_ day: Day) -> Bool { day.weekday > 5 && isWorkday(day) }

    /// The first working day after `day`.
    public func workday(after day: Day) -> Day {
        var next = day + 1
        while !isWorkday(next) { next = next + 1 }
        return next
    }

    /// `day` itself if it is worked, else the next one that is.
    public func workday(onOrAfter day: Day) -> Day { isWorkday(day) ? day : workday(after: day) }

    /// `day` itself if it is worked, else the last one before it that is.
    public func workday(onOrBefore day: Day) -> Day {
        var last = day
        while !isWorkday(last) { last = last - 1 }
        return last
    }

    public func workday(before day: Day) -> Day { workday(onOrBefore: day - 1) }

    /// The `count`th working day after `day`.
    public func workday(_ count: Int, after day: Day) -> Day {
        var result = day
        for _ in 0..<max(0, count) { result = workday(after: result) }
        return result
    }

    /// Working days in `(from, to]`; negative when `to` lies before `from`.
    public func workdays(from: Day, to: Day) -> Int {
        if to < from { return -workdays(from: to, to: from) }
        var count = 0
        var day = from
        while day < to {
            day = day + 1
            if isWorkday(day) { count += 1 }
        }
        return count
    }

    /// When business stops on a day (收工), whether or not it is worked.
    public func close(of day: Day) -> Moment { zone.moment(day, hours.close(on: day)) }
    public func open(of day: Day) -> Moment { zone.moment(day, hours.open(on: day)) }

    /// Takes an official notice for a year in place of what was known of that year.
    public mutating func adopt(year: Int, reference: String, days: [Day: Exception]) {
        adopted = adopted.filter { $0.key.year != year || days[$0.key] != nil || $0.key.month == 12 }
        adopted.merge(days) { $1 }
        ownNotices[year] = reference
    }
}

/// When an office works: by season, morning and afternoon.
public struct OfficeHours: Hashable, Sendable {
    public struct Season: Hashable, Sendable {
        /// Month and day on which the season begins, as `month * 100 + day`.
        public let begins: Int
        public let spans: [Range<Int>]
        /// `spans` are half-open ranges of minutes since midnight, in order.
        public init(begins: Int, spans: [Range<Int>]) {
            self.begins = begins
            self.spans = spans
        }
    }

    public let seasons: [Season]

    /// Seasons in any order; an empty list falls back to the standard hours.
    public init(seasons: [Season]) {
        self.seasons = seasons.isEmpty ? OfficeHours.standard.seasons : seasons.sorted { $0.begins < $1.begins }
    }

    private init(standard: [Season]) { seasons = standard }

    /// 08:30–12:00 and 13:30–17:30 all the year: a default, not a rule.
    public static let standard = OfficeHours(standard: [Season(begins: 101, spans: [510..<720, 810..<1050])])

    public func spans(on day: Day) -> [Range<Int>] {
        let (_, month, dayOfMonth) = day.civil
        let key = month * 100 + dayOfMonth
        // Before the year's first season the last one of the year before still runs.
        let season = seasons.last { $0.begins <= key } ?? seasons.last
        return season?.spans ?? []
    }

    public func open(on day: Day) -> TimeOfDay { TimeOfDay(minutes: spans(on: day).first?.lowerBound ?? 510) }
    public func close(on day: Day) -> TimeOfDay { TimeOfDay(minutes: spans(on: day).last?.upperBound ?? 1050) }
}

extension WorkCalendar {
    /// Working minutes from `start` to `end`, noon and days off left out; negative when `end` lies before `start`.
    public func workingMinutes(from start: Moment, to end: Moment) -> Int {
        if end < start { return -workingMinutes(from: end, to: start) }
        let first = zone.day(of: start)
        let last = zone.day(of: end)
        var total = 0
        var day = first
        while day <= last {
            if isWorkday(day) {
                let lower = day == first ? zone.time(of: start).minutes : 0
                let upper = day == last ? zone.time(of: end).minutes : 1440
                for span in hours.spans(on: day) {
                    total += max(0, min(span.upperBound, upper) - max(span.lowerBound, lower))
                }
            }
            day = day + 1
        }
        return total
    }

    /// Whether the office works at this instant.
    public func isOpen(at moment: Moment) -> Bool {
        let day = zone.day(of: moment)
        let minute = zone.time(of: moment).minutes
        return isWorkday(day) && hours.spans(on: day).contains { $0.contains(minute) }
    }
}
