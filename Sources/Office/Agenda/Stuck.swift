/// What is hard 难点: computed, offered as a chip, never asked about (domain H1-6, J10, K9).
extension TodayRules {
    /// Whether a matter in the office's own hands does not get on.
    ///
    /// It has been blocked, extended, put off three times or sent back twice and did not get on since, or nobody has moved it for three
    /// working days and a quarter of its span. Nothing that lies with a leader or a unit is hard, nor what has a day still to come on
    /// which it is tried again (办法); the days until such a day were meant to be quiet.
    func isStuck(_ matter: Matter) -> Bool {
        let today = calendar.zone.day(of: now)
        guard let stage = registers[of: matter]?.state(matter.state)?.stage, stage == .doing || stage == .office,
            matter.clock?.pausedAt == nil, matter.record["heldFrom"].isNull, !isElsewhere(matter)
        else { return false }
        let planned = [matter.bringUpOn, matter.plannedOn].compactMap { $0 }.max()
        if let planned, planned > today { return false }
        if matter.isBlocked || matter.carried >= 3 || matter.returns >= 2 { return true }
        let progress = matter.lastProgressAt
        if let extended = matter.lastExtendedAt, progress.map({ $0 <= extended }) ?? true { return true }
        guard stage == .doing, let progress else { return false }
        let last = max(calendar.zone.day(of: progress), planned ?? calendar.zone.day(of: progress))
        let span = matter.clock.map { calendar.workdays(from: calendar.zone.day(of: $0.start), to: calendar.zone.day(of: $0.due)) } ?? 0
        return calendar.workdays(from: last, to: today) >= max(3, (span + 3) / 4)
    }

    private func isElsewhere(_ matter: Matter) -> Bool {
        // A unit that was sent it and has not answered has it, whoever keeps the paper.
        let holders = [matter.holder, matter.waiting?.on].compactMap { $0 } + matter.unanswered.map(\.id)
        return holders.contains { directory.unit($0) != nil || directory.person($0)?.isLeader == true }
    }
}

extension Matter {
    /// How often it was put off while it stood in Today, since it last came to another stage 结转.
    public var carried: Int { Int(record["carried"].int ?? 0) }
    /// How often it came back to an earlier stage.
    public var returns: Int { Int(record["returns"].int ?? 0) }

    /// When its limit was last put off.
    var lastExtendedAt: Moment? {
        record.group("extensions").compactMap { $0.value["at"].int }.max().map { Moment(milliseconds: $0) }
    }

    /// The kinds of notes that say how it goes, and those that say only why it stands still.
    private static let telling = ["obstacle", "progress", "result", "feedback", "instruction", "reply"]
    private static let standing = ["bringup", "obstacle", "hold", "extend", "told"]

    /// Whether an obstacle is the last that was said of how it goes.
    var isBlocked: Bool {
        notes.last { Matter.telling.contains($0.kind) }?.kind == "obstacle"
    }

    /// When it last got on: putting it off, stopping its clock and saying that it is hard are no progress.
    var lastProgressAt: Moment? {
        var times = notes.filter { !Matter.standing.contains($0.kind) }.map(\.at) + chaseLog.map(\.at)
        if let lastAct, ![.bringUp, .hold, .extend].contains(lastAct), let at = record["lastMove"]["at"].int {
            times.append(Moment(milliseconds: at))
        }
        times += [record["heldSince"].int, record["recordedAt"].int].compactMap { $0 }.map { Moment(milliseconds: $0) }
        return times.max()
    }
}
