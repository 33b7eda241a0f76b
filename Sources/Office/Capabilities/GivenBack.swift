/// Given back 清退: a numbered paper, or one marked 阅后退回, goes back to who issued it by its day (J6).
///
/// `fields/giveBackOn` is that day, in every register; the step that returns or withdraws the paper ends it.
struct GivenBack: Capability {
    /// The office and whoever answers for it see it the day before it goes back. The list of all that is owed knows it from the first day.
    func owes(_ matter: Matter, by definition: RegisterDefinition?, _ calendar: WorkCalendar) -> [Owed] {
        guard let day = matter.giveBackOn(by: definition) else { return [] }
        let midnight = TimeOfDay(minutes: 0)
        let soon = calendar.zone.moment(day - 1, midnight)
        return [.person(Matter.giveBackMark, from: calendar.zone.moment(day, midnight)), .person("*", from: soon)]
            + (matter.owner.map { [.person($0, from: soon)] } ?? [])
    }

    func stands(_ matter: Matter, by definition: RegisterDefinition, at desk: TodayRules) -> [TodayReason] {
        let today = desk.calendar.zone.day(of: desk.now)
        guard let day = matter.giveBackOn(by: definition), day - 1 <= today else { return [] }
        return [TodayReason(chip: .giveBack, group: day <= today ? 0 : 2, day: day, importance: 2)]
    }
}

extension Matter {
    /// Under which name the obligations keep all that is to be given back.
    public static let giveBackMark = "give-back"

    /// The day by which it goes back; nil where it stays, or has gone.
    ///
    /// - Parameter definition: the one that holds for it; nil where its register is unknown.
    public func giveBackOn(by definition: RegisterDefinition?) -> Day? {
        guard !isWithdrawn, definition?.isGone(state) != true else { return nil }
        return field("giveBackOn").flatMap { Day(iso: $0) }
    }
}

extension RegisterDefinition {
    /// Whether what stands in this state was returned or withdrawn, and lies here no more.
    fileprivate func isGone(_ state: String) -> Bool { steps.contains { [.return, .withdraw].contains($0.act) && $0.to == state } }
}
