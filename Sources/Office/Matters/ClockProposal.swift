/// Limits proposed for a paper, each with the ground it rests on; the clerk confirms.
public enum ClockProposal {
    /// 立即：今日下班前·收文人定 — what an urgent paper gets where nothing else is known (J9).
    public static func immediate(_ urgency: String?, _ now: Moment, _ calendar: WorkCalendar) -> Clock {
        let today = calendar.zone.day(of: now)
        let isLate = !calendar.isWorkday(today) || now >= calendar.close(of: today)
        let due = calendar.close(of: isLate ? calendar.workday(after: today) : today)
        return Clock(start: now, until: due, basis: "立即：当日下班前·收文人定（\(urgency ?? "紧急")）", calendar: calendar)
    }

    /// The presets an office may switch on, by name, with levels and lengths (domain A3). None is on by default.
    public static let presets: [(name: String, levels: [(urgency: String, length: Length)])] = [
        ("cn-telegram", [("特提", Length(1, .day)), ("特急", Length(3, .day)), ("加急", Length(5, .day)), ("平急", Length(10, .day))]),
        ("cn-read", [("特急", Length(8, .hour)), ("加急", Length(24, .hour)), ("平急", Length(48, .hour))]),
        ("small-office", [("急件", Length(1, .day))]),
    ]
}
