/// On which days a meeting is, and what of it on each of them.
extension Occurrence {
    /// From its first to its last day; what ends at midnight has no part of the day that begins then.
    public func days(in zone: OfficeZone) -> ClosedRange<Day> {
        let first = zone.day(of: start)
        let last = end > start ? zone.day(of: Moment(milliseconds: end.milliseconds - 1)) : first
        return first...max(first, last)
    }

    /// Those of its days that lie in a window.
    public func days(within window: Range<Day>, in zone: OfficeZone) -> [Day] {
        let days = days(in: zone)
        let first = max(days.lowerBound.ordinal, window.lowerBound.ordinal)
        let last = min(days.upperBound.ordinal, window.upperBound.ordinal - 1)
        return first <= last ? (first...last).map(Day.init(ordinal:)) : []
    }

    /// Its hours on one of its days: `09:00–10:00`; over several days `09:00–`, then nothing for a whole day, then `–17:30`.
    public func hours(on day: Day, in zone: OfficeZone) -> String? {
        if isAllDay { return nil }
        let days = days(in: zone)
        let from = day == days.lowerBound ? zone.time(of: start).text : ""
        let until = day == days.upperBound ? zone.day(of: end) > day ? "24:00" : zone.time(of: end).text : ""
        return from.isEmpty && until.isEmpty ? nil : from + "–" + until
    }
}
