/// The sum behind a due date, kept whole so that a clerk can read how it was counted.
public struct DeadlineSum: Hashable, Sendable {
    /// 届满日: the day the count itself ends on.
    public let nominal: Moment
    /// 顺延至: the nominal day, rolled to the next working day where it is a day off (民法典 §203).
    public let effective: Moment
    /// 最迟工作日: the last working day not after the nominal one; alerts run on it.
    public let safe: Moment
    /// What is enforced: the effective end, or the nominal one where the preset does not roll.
    public let due: Moment
    /// Whether any counted day lies in a year whose official calendar is not published.
    public let isProvisional: Bool
    public let counted: [Day]
    public let skipped: [Day]
    public let start: Moment
    public let length: Length
}

extension WorkCalendar {
    /// Counts a limit from an instant.
    ///
    /// The start day is never counted (民法典 §201); months end on the corresponding day or the month's end (§202); a last
    /// day that is a day off rolls to the next working day (§203) unless `rolls` is false; a day ends when business stops.
    public func deadline(from start: Moment, length: Length, rolls: Bool = true) -> DeadlineSum {
        let first = zone.day(of: start)
        switch length.unit {
        case .hour:
            let due = start.adding(seconds: Int64(length.count) * 3600)
            let day = zone.day(of: due)
            let isInHours = isWorkday(day) && zone.time(of: due) <= hours.close(on: day)
            let lastClose = close(of: isInHours ? day : workday(before: day))
            let safe = isInHours ? due : max(start, min(due, isWorkday(day) ? close(of: day) : lastClose))
            return DeadlineSum(
                nominal: due, effective: due, safe: safe, due: due, isProvisional: isProvisional(day), counted: [],
                skipped: [], start: start, length: length)
        case .workday:
            let (counted, skipped) = days(after: first, workdays: length.count)
            let last = counted.last ?? first
            let end = close(of: last)
            return DeadlineSum(
                nominal: end, effective: end, safe: end, due: end, isProvisional: isProvisional(last), counted: counted,
                skipped: skipped, start: start, length: length)
        case .day, .month:
            let nominal = length.unit == .day ? first + length.count : first.adding(months: length.count)
            let effective = workday(onOrAfter: nominal)
            let safe = workday(onOrBefore: nominal)
            let skipped = effective > nominal ? (nominal.ordinal..<effective.ordinal).map(Day.init(ordinal:)) : []
            return DeadlineSum(
                nominal: close(of: nominal), effective: close(of: effective), safe: close(of: max(safe, first)),
                due: close(of: rolls ? effective : nominal), isProvisional: isProvisional(effective), counted: [],
                skipped: skipped, start: start, length: length)
        }
    }

    private func days(after first: Day, workdays count: Int) -> (counted: [Day], skipped: [Day]) {
        var counted: [Day] = []
        var skipped: [Day] = []
        var day = first
        while counted.count < count {
            day = day + 1
            if isWorkday(day) { counted.append(day) } else { skipped.append(day) }
        }
        return (counted, skipped)
    }
}
