/// A date in the office, without a time and without a zone: what stands on a paper, what a limit ends on.
///
/// Stored as days since 1 January 1970 in the proleptic Gregorian calendar, so that arithmetic is integer arithmetic.
public struct Day: Hashable, Comparable, Sendable {
    public let ordinal: Int

    public init(ordinal: Int) { self.ordinal = ordinal }

    /// The given civil date, or nil where no such date exists (31 November, year 0 and before, year 10000 and after).
    public init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(of: month, in: year) else {
            return nil
        }
        self.init(ordinal: Day.ordinal(year, month, day))
    }

    /// Reads `2026-11-23`, and nothing looser.
    public init?(iso text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year, month, day)
    }

    public static func < (left: Day, right: Day) -> Bool { left.ordinal < right.ordinal }
    public static func + (day: Day, count: Int) -> Day { Day(ordinal: day.ordinal + count) }
    public static func - (day: Day, count: Int) -> Day { Day(ordinal: day.ordinal - count) }
    public static func - (later: Day, earlier: Day) -> Int { later.ordinal - earlier.ordinal }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var dayOfMonth: Int { civil.day }

    /// Year, month and day at once; cheaper than asking for each.
    public var civil: (year: Int, month: Int, day: Int) {
        // Days are counted in 400-year eras that start on 1 March, so that the leap day ends a year.
        let shifted = ordinal + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// The day of the week, 1 for Monday to 7 for Sunday (ISO 8601).
    public var weekday: Int {
        let remainder = (ordinal + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    /// The ISO 8601 week number, 1 to 53.
    public var isoWeek: Int {
        let thursday = self + (4 - weekday)
        return (thursday.ordinal - Day.ordinal(thursday.year, 1, 1)) / 7 + 1
    }

    public var monday: Day { self - (weekday - 1) }

    public var startOfMonth: Day { self - (dayOfMonth - 1) }

    public var endOfMonth: Day {
        let (year, month, _) = civil
        return Day(ordinal: Day.ordinal(year, month, Day.length(of: month, in: year)))
    }

    /// The corresponding day of a later (or earlier) month, or that month's end where there is none (民法典 §202).
    public func adding(months: Int) -> Day {
        let (year, month, day) = civil
        let index = year * 12 + (month - 1) + months
        let target = (year: Int((Double(index) / 12).rounded(.down)), month: 0)
        let targetMonth = index - target.year * 12 + 1
        return Day(
            ordinal: Day.ordinal(target.year, targetMonth, min(day, Day.length(of: targetMonth, in: target.year))))
    }

    /// `2026-11-23`
    public var iso: String {
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `11-23`, for columns where the year is plain from the context.
    public var monthAndDay: String {
        let (_, month, day) = civil
        return "\(padded(month, 2))-\(padded(day, 2))"
    }

    public static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func ordinal(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// A number with leading zeros.
public func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}
