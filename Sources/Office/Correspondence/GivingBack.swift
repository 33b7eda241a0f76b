/// 清退: a numbered paper, or one marked 阅后退回, goes back to who issued it by its day (J6).
extension Matter {
    /// Under which name the obligations keep all that is to be given back.
    public static let giveBackMark = "give-back"

    /// The day by which it goes back; nil where it stays, or has gone.
    public var giveBackOn: Day? {
        guard !isWithdrawn, state != "returned", state != "void" else { return nil }
        return field("giveBackOn").flatMap { Day(iso: $0) }
    }

    /// Who must see it, and from when: the day before it goes back. The list of all that is owed knows it from the first day.
    public func giveBackObligations(_ zone: OfficeZone) -> [(person: String, wake: Moment)] {
        guard let day = giveBackOn else { return [] }
        let soon = zone.moment(day - 1, TimeOfDay(minutes: 0))
        return [(Matter.giveBackMark, zone.moment(day, TimeOfDay(minutes: 0))), ("*", soon)] + (owner.map { [($0, soon)] } ?? [])
    }
}

extension TodayRules {
    /// The row of a closed matter that is to be given back, or nil where it is not time.
    func giveBackItem(_ matter: Matter) -> TodayItem? {
        guard let day = matter.giveBackOn, day - 1 <= calendar.zone.day(of: now) else { return nil }
        return reminder(matter, on: day, group: day <= calendar.zone.day(of: now) ? 0 : 2, chip: .giveBack, importance: 2)
    }
}
