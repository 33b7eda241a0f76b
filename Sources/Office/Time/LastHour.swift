/// The last hour of a working day, in which what lies at an office stage comes up one by one (J8).
extension WorkCalendar {
    /// When it begins on a day; on a day off too, for what came before it is told apart by it.
    public func lastHour(of day: Day) -> Moment { close(of: day).adding(minutes: -60) }

    /// Whether it has begun: the rest of a working day, the evening included.
    public func isLastHour(at moment: Moment) -> Bool {
        let day = zone.day(of: moment)
        return isWorkday(day) && moment >= lastHour(of: day)
    }
}
