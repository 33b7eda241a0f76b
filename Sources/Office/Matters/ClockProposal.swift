/// Limits proposed for a paper, each with the ground it rests on; the clerk confirms.
public enum ClockProposal {
    /// 立即：今日下班前·收文人定 — what an urgent paper gets where nothing else is known (J9).
    public static func immediate(_ urgency: String?, _ now: Moment, _ calendar: WorkCalendar) -> Clock {
        let today = calendar.zone.day(of: now)
        let isLate = !calendar.isWorkday(today) || now >= calendar.close(of: today)
        let due = calendar.close(of: isLate ? calendar.workday(after: today) : today)
        return Clock(start: now, until: due, basis: "立即：当日下班前·收文人定（\(urgency ?? "紧急")）", calendar: calendar)
    }

    /// The limit a paper gets where nobody says one: its own words, else the office's preset, else at once where it is urgent (J9).
    public static func proposed(for matter: Matter, presets: [LimitPreset], now: Moment, calendar: WorkCalendar) -> Clock? {
        let stated = matter.record["proposals/limit"]
        if matter.urgency != nil, let due = stated["due"].int.map({ Moment(milliseconds: $0) }), due > now {
            return Clock(start: now, until: due, basis: "来文：\(stated["text"].string ?? "")", calendar: calendar)
        }
        // A preset is for papers and counts from the day they came; one that is over already has nothing to propose.
        for preset in presets where preset.isFor(matter) {
            let clock = preset.clock(matter.urgency, from: matter.received ?? now, calendar: calendar)
            if let clock, clock.due > now { return clock }
        }
        return matter.urgency.map { immediate($0, now, calendar) }
    }
}
