/// Limits proposed for a paper, each with the ground it rests on; the clerk confirms.
///
/// Two clocks run on an urgent paper (K3): by when it is sent up, which is the office's default, and by when it is handled, which only
/// its own words, an instruction, a preset or a person set.
public enum ClockProposal {
    /// The clock for sending up, beside the limit for handling.
    public static let sendUpName = "send-up"
    static let sendUpPath = Matter.clockPath(sendUpName)
    /// The basis of that clock, and the one under which offices of before kept it as the limit itself.
    static let sendUpBases = ["当日送批", "立即：当日下班前·收文人定"]

    /// 当日送批: an urgent paper is laid before a leader the day it comes; nil for any other, and where that day is over.
    static func sendUp(_ matter: Matter, now: Moment, calendar: WorkCalendar) -> Clock? {
        guard let urgency = matter.urgency, urgency != "平急" else { return nil }
        let start = min(matter.received ?? now, now)
        let day = calendar.zone.day(of: start)
        // What comes after hours counts from the next working day (J8).
        let isLate = !calendar.isWorkday(day) || start >= calendar.close(of: day)
        let due = calendar.close(of: isLate ? calendar.workday(after: day) : day)
        guard due > now else { return nil }
        return Clock(start: start, until: due, basis: "当日送批（\(urgency)）", calendar: calendar)
    }

    /// What runs on a paper from the moment it came: by when it is sent up, and its own limit where its words or a preset name one.
    static func arriving(_ matter: Matter, _ facts: any FactsReader) -> [String: JSON] {
        guard let definition = facts.registers[of: matter], definition.sendsUp,
            definition.state(matter.state)?.stage == .office
        else { return [:] }
        // The limit an ordinary paper names for itself cannot wait until somebody dispatches it; no other is set for it here.
        guard matter.urgency != nil else {
            let own = matter.clock == nil ? stated(in: matter, now: facts.now, facts.calendar) : nil
            return own.map { ["clock": $0.json] } ?? [:]
        }
        var values: [String: JSON] = [:]
        if matter.sendUp == nil { values[sendUpPath] = sendUp(matter, now: facts.now, calendar: facts.calendar)?.json }
        if matter.clock == nil {
            let clock =
                stated(in: matter, now: facts.now, facts.calendar)
                ?? preset(for: matter, in: definition, facts.presets, now: facts.now, facts.calendar)
            values["clock"] = clock?.json
        }
        return values
    }

    /// The limit a paper gets where nobody says one: an instruction on it, else its own words where it is urgent, else the office's preset.
    ///
    /// - Parameter definition: the one that holds for it.
    public static func proposed(
        for matter: Matter, in definition: RegisterDefinition?, presets: [LimitPreset], directory: Directory, now: Moment,
        calendar: WorkCalendar
    ) -> Clock? {
        if let instructed = InstructedLimit.last(of: matter, directory: directory, calendar: calendar), instructed.due > now {
            return instructed
        }
        if matter.urgency != nil, let clock = stated(in: matter, now: now, calendar), clock.due > now { return clock }
        return preset(for: matter, in: definition, presets, now: now, calendar)
    }

    /// The limit the paper's own words set.
    static func stated(in matter: Matter, now: Moment, _ calendar: WorkCalendar) -> Clock? {
        let stated = matter.record["proposals/limit"]
        guard let due = stated["due"].int.map({ Moment(milliseconds: $0) }) else { return nil }
        return Clock(start: min(now, due), until: due, basis: "来文：\(stated["text"].string ?? "")", calendar: calendar)
    }

    /// A preset is for papers and counts from the day they came; one that is over already has nothing to propose.
    static func preset(
        for matter: Matter, in definition: RegisterDefinition?, _ presets: [LimitPreset], now: Moment, _ calendar: WorkCalendar
    ) -> Clock? {
        let isPaper = definition?.sendsUp ?? false
        return presets.lazy.filter { $0.isFor(matter, isPaper: isPaper) }.compactMap {
            $0.clock(matter.urgency, from: matter.received ?? now, calendar: calendar)
        }
        .first { $0.due > now }
    }
}

extension RegisterDefinition {
    /// Whether its papers are laid before a leader: then an urgent one is sent up the same day, and dispatched with a limit (条例 §24(4)).
    public var sendsUp: Bool { steps.contains(where: \.proposes) }
}
