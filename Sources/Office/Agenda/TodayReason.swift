/// Why a matter stands in Today beyond its limit and its days: what is said of it, and how pressing it is.
struct TodayReason: Hashable {
    let chip: Chip
    /// 0 red or due today, 1 yellow, 2 planned, 3 the rest.
    let group: Int
    /// The day it is about, and how much it weighs, where the matter is closed and stands there for nothing else.
    let day: Day
    let importance: Int
}

extension TodayRules {
    /// What its capabilities say of a matter at this desk, in the order of their index.
    func reasons(of matter: Matter, by definition: RegisterDefinition) -> [TodayReason] {
        Capabilities.all.flatMap { $0.stands(matter, by: definition, at: self) }
    }

    /// The row of a closed matter, which only reminds of a day; there is nothing to handle in it.
    func reminder(_ matter: Matter, _ reason: TodayReason) -> TodayItem {
        let close = calendar.close(of: reason.day)
        return TodayItem(
            matter: matter, group: reason.group, chips: [reason.chip],
            remainingMinutes: Int((Double(now.seconds(to: close)) / 60).rounded(.down)),
            remainingWorkingMinutes: calendar.workingMinutes(from: now, to: close), due: close, safe: nil, isUntouchedEmergency: false,
            effectiveImportance: reason.importance)
    }
}
