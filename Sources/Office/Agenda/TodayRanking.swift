/// Why a row stands in Today; each is a chip on the screen.
public enum Chip: Hashable, Sendable {
    case emergency
    /// The paper's own mark: 特急, 加急, 急件.
    case mark(String)
    case overdue(workdays: Int)
    case dueToday
    /// An urgent paper is to be laid before a leader the day it came (当日送批), and whether that day is over: no limit, and never late (K3).
    case sendUp(isPast: Bool)
    /// Another clock beside the limit ends today, or has ended.
    case clock(id: String, name: Term, isPast: Bool)
    case soon
    /// A leader wrote on the paper what is to be done 领导批示.
    case instructed
    /// A leader gave it by word of mouth 领导交办.
    case leaderTask
    case promise
    case promisedTo(String)
    case saidBy(String)
    /// Its weight was set by hand.
    case important
    /// It does not get on 难点.
    case stuck
    /// Somebody is to act first.
    case waitingOn(String)
    /// Seen by whom it waits for: who asked.
    case awaitedBy(String)
    case toSign
    case planned
    case bringUp
    /// Covering for somebody today (代A).
    case covering(String)
    case provisional
    /// The paper would stay overnight in the office's hands.
    case overnight
    case waiting(stage: String)
    /// Its owner asked to be told now.
    case reminder
    /// It stood in Today on the last working day and the day ended with it left over 未收尾 (K5).
    case unaccounted
    /// It waits to be approved.
    case toApprove
    /// It was approved by telephone and is to be signed 补签, and whether that is late.
    case countersign(isPast: Bool)
    /// A paper lent out is due back today or tomorrow.
    case loanDue
    /// It goes back to who issued it (清退).
    case giveBack
    /// A paper lent out was due back so many days ago.
    case loanLate(days: Int)
    /// Somebody asks for a step that is left to others.
    case asked(by: String, step: Term)
    /// A step that this desk asked for was turned down.
    case turnedDown(by: String, step: Term)
    /// A step this desk asked for, which nobody has answered yet.
    case requested(step: Term)
    /// It lies with a superior: no light, only to be asked how it stands 请示进展 (K2).
    case askProgress

    /// The stable word scripts read.
    public var code: String {
        switch self {
        case .emergency: "emergency"
        case .mark(let text): text
        case .overdue(let days): "overdue:\(days)"
        case .dueToday: "dueToday"
        case .sendUp(let isPast): isPast ? "sendUp:past" : "sendUp"
        case .clock(let id, _, let isPast): "clock:\(id)" + (isPast ? ":past" : "")
        case .soon: "soon"
        case .leaderTask: "leaderTask"
        case .instructed: "instructed"
        case .promise: "promise"
        case .promisedTo(let name): "promisedTo:\(name)"
        case .saidBy(let name): "saidBy:\(name)"
        case .important: "important"
        case .stuck: "stuck"
        case .waitingOn(let name): "waitingOn:\(name)"
        case .awaitedBy(let name): "awaitedBy:\(name)"
        case .toSign: "toSign"
        case .planned: "planned"
        case .bringUp: "bringUp"
        case .covering(let name): "covering:\(name)"
        case .provisional: "provisional"
        case .overnight: "overnight"
        case .waiting(let stage): "waiting:\(stage)"
        case .reminder: "reminder"
        case .unaccounted: "unaccounted"
        case .toApprove: "toApprove"
        case .countersign(let isPast): isPast ? "countersign:past" : "countersign"
        case .loanDue: "loanDue"
        case .giveBack: "giveBack"
        case .loanLate(let days): "loanLate:\(days)"
        case .asked(let name, let step): "asked:\(name):\(step.zh)"
        case .turnedDown(let name, let step): "turnedDown:\(name):\(step.zh)"
        case .requested(let step): "requested:\(step.zh)"
        case .askProgress: "askProgress"
        }
    }
}

/// One row of Today.
public struct TodayItem: Hashable, Sendable {
    public let matter: Matter
    /// 0 red or due today, 1 yellow, 2 planned or brought up, 3 the rest.
    public let group: Int
    public let chips: [Chip]
    /// Wall-clock minutes to the due moment, negative when late; nil without a clock.
    public let remainingMinutes: Int?
    public let remainingWorkingMinutes: Int?
    public let due: Moment?
    public let safe: Moment?
    public let isUntouchedEmergency: Bool
    public let effectiveImportance: Int
    /// An untouched incident, or an untouched 特提 or 特急 paper: heard at once, and first until somebody begins with it (H0, J9).
    public var isAlarm = false
    /// By when it is to be sent up, while that is still to be done.
    public var sendUp: Moment?
    /// When the first of the other clocks beside its limit ends.
    public var beside: Moment?

    /// Since when an incident waits for somebody to begin with it; nil for all else.
    public var waitsSince: Moment? { isUntouchedEmergency ? matter.received : nil }
    /// Whether it is shown as late: the one count of what is.
    public var isLate: Bool { chips.contains { if case .overdue = $0 { true } else { false } } }
    public var isUnaccounted: Bool { chips.contains(.unaccounted) }
}

/// Who is in Today and in what order (domain H0, J7, J8).
public struct TodayRules: Sendable {
    public let now: Moment
    public let calendar: WorkCalendar
    public let directory: Directory
    public let registers: Registers
    /// Whose desk, where it is one person's.
    public let person: String?
    /// Whether every matter given is a row, as when asking what lies with somebody.
    public let includesAll: Bool

    public init(
        now: Moment, calendar: WorkCalendar, directory: Directory, registers: Registers,
        person: String?, includesAll: Bool = false
    ) {
        self.now = now
        self.calendar = calendar
        self.directory = directory
        self.registers = registers
        self.person = person
        self.includesAll = includesAll
    }

    /// The rows of Today in order, from the matters whose time to wake has come.
    public func rank(_ matters: [Matter]) -> [TodayItem] {
        matters.compactMap(item).map { (item: $0, key: rankingKey($0)) }.sorted { $0.key < $1.key }.map(\.item)
    }

    private var today: Day { calendar.zone.day(of: now) }

    /// The row of a matter, or nil where nothing puts it into Today.
    public func item(_ matter: Matter) -> TodayItem? {
        guard let definition = registers[of: matter] else { return nil }
        guard definition.isOpen(matter.state) else {
            // What is out on loan is spoken of before what is to go back.
            return (reasons(of: matter, by: definition).last ?? requested(matter, definition)).map { reminder(matter, $0) }
        }
        var chips: [Chip] = []
        var group = 3
        let clock = matter.clock
        let promise = matter.promise
        let isUntouched = matter.isUntouched
        let stage = definition.state(matter.state)?.stage
        let sendUp = stage == .office ? matter.sendUp : nil
        if matter.isEmergency {
            chips.append(.emergency)
            // Put off or waiting for somebody, it is an emergency still.
            group = 1
        }
        if let urgency = matter.urgency { chips.append(.mark(urgency)) }
        var isMember = matter.isEmergency || includesAll
        if let clock, clock.pausedAt == nil {
            let dueDay = calendar.zone.day(of: clock.due)
            let safeDay = calendar.zone.day(of: clock.safe)
            // No light stands over a superior (K2).
            if stage == .away, matter.holder.map(directory.isSuperior) ?? false {
                if now >= clock.yellowAt || safeDay <= today {
                    chips.append(.askProgress)
                    group = 2
                }
            } else if now > clock.due {
                chips.append(.overdue(workdays: calendar.lateness(of: clock.due, at: now) ?? 1))
                group = 0
            } else if dueDay <= today || safeDay <= today {
                chips.append(.dueToday)
                group = 0
            } else if now >= clock.yellowAt {
                chips.append(.soon)
                group = min(group, 1)
            }
            if clock.isProvisional { chips.append(.provisional) }
            isMember = isMember || group < 3
        }
        if let sendUp, calendar.zone.day(of: sendUp.due) <= today {
            chips.append(.sendUp(isPast: now > sendUp.due))
            group = 0
            isMember = true
        }
        let others = matter.runningClocks.filter { calendar.zone.day(of: $0.clock.safe) <= today || now >= $0.clock.yellowAt }
        for (name, clock) in others {
            let isDue = calendar.zone.day(of: clock.safe) <= today
            let chip = isDue ? Chip.clock(id: name, name: definition.clockName(name), isPast: now > clock.due) : .soon
            if !chips.contains(chip) { chips.append(chip) }
            group = min(group, isDue ? 0 : 1)
            isMember = true
        }
        let isAwaited = person != nil && matter.waiting?.on == person
        if let waiting = matter.waiting {
            let asker = waiting.from ?? matter.owner
            chips.append(isAwaited ? .awaitedBy(directory.name(asker) ?? "") : .waitingOn(directory.name(waiting.on) ?? waiting.on))
            isMember = isMember || isAwaited
        }
        let asked = [asked(matter, definition), turnedDown(matter, definition)].compactMap(\.self)
        for chip in asked {
            chips.append(chip)
            group = min(group, 1)
            isMember = true
        }
        if let own = ownRequest(matter, definition) { chips.append(own) }
        if let promise {
            if let due = promise.due, calendar.zone.day(of: due) <= today {
                isMember = true
                group = min(group, 0)
                if clock == nil, let late = calendar.lateness(of: due, at: now) { chips.append(.overdue(workdays: late)) }
            }
        }
        chips += weightChips(matter, by: definition)
        if let addressee = matter.awaitsSignature, person == nil || addressee == person || covers(addressee) {
            chips.append(.toSign)
            isMember = true
        }
        // A day set later stands for the day it was planned on.
        let isLater = matter.bringUpOn.map { $0 > today } ?? false
        if let planned = matter.plannedOn, planned <= today, !isLater {
            chips.append(.planned)
            group = min(group, 2)
            isMember = true
        }
        if let bringUp = matter.bringUpOn, bringUp <= today {
            chips.append(.bringUp)
            group = min(group, 2)
            isMember = true
        }
        if let remindAt = matter.remindAt(by: definition), remindAt <= now, !matter.isPutOff(since: remindAt, on: today) {
            chips.append(.reminder)
            group = min(group, 1)
            isMember = true
        }
        if isUnaccounted(matter) { chips.append(.unaccounted) }
        if let person, matter.owner != person, matter.holder != person, let covered = coveredBy(person, matter) {
            chips.append(.covering(directory.name(covered) ?? covered))
        }
        // Papers at an office stage stand in Today one by one only when they are urgent or the day is about to close (J8).
        let closesSoon = calendar.isLastHour(at: now) && (matter.received ?? now) <= calendar.lastHour(of: today)
        if stage == .office, matter.urgency != nil || closesSoon {
            if closesSoon { chips.append(.overnight) }
            isMember = true
        }
        // Nothing may sleep for ever: an open matter without any date comes back (说过的事记着办).
        let hasRunningClock = clock.map { $0.pausedAt == nil } ?? false
        let hasDate =
            hasRunningClock || !matter.runningClocks.isEmpty || matter.plannedOn != nil || matter.bringUpOn != nil || promise?.due != nil
        if !hasDate, stage != .office, stage != .away { isMember = true }
        for reason in reasons(of: matter, by: definition) {
            chips.append(reason.chip)
            group = min(group, reason.group)
            isMember = true
        }
        // How late it is stands before its mark: where there is little room it is the last to go.
        if let mark = chips.firstIndex(where: { if case .mark = $0 { true } else { false } }),
            let late = chips.firstIndex(where: { if case .overdue = $0 { true } else { false } }), late > mark
        {
            chips.insert(chips.remove(at: late), at: mark)
        }
        guard isMember, includesAll || isAwaited || !asked.isEmpty || !matter.isSettled(on: today, zone: calendar.zone) else { return nil }
        return TodayItem(
            matter: matter, group: group, chips: chips, remainingMinutes: remaining(clock),
            remainingWorkingMinutes: clock.map { calendar.workingMinutes(from: now, to: $0.due) },
            due: clock?.due ?? promise?.due, safe: clock?.safe,
            isUntouchedEmergency: matter.isEmergency && isUntouched, effectiveImportance: aged(matter),
            isAlarm: isUntouched && (matter.isEmergency || matter.isImmediate && stage == .office) || runsOut(matter, stage),
            sendUp: sendUp?.due, beside: others.first?.clock.due)
    }

    /// A 特提 or 特急 paper still on our table half an hour before its limit makes itself heard again, until it leaves (J9).
    private func runsOut(_ matter: Matter, _ stage: StateDefinition.Stage?) -> Bool {
        guard matter.isImmediate, stage == .office, let due = matter.clock?.due ?? matter.sendUp?.due else { return false }
        return now >= due.adding(minutes: -30) && now < due.adding(minutes: 24 * 60)
    }

    /// Whether the last working day ended with this in its owner's Today and nothing said of it.
    ///
    /// What lies with a leader or a unit is not the owner's to account for (J8).
    private func isUnaccounted(_ matter: Matter) -> Bool {
        guard matter.holder == nil || matter.holder == matter.owner else { return false }
        let days = [
            matter.plannedOn, matter.bringUpOn, (matter.promise?.due).map { calendar.zone.day(of: $0) },
            matter.clock.flatMap { $0.pausedAt == nil ? calendar.zone.day(of: $0.due) : nil },
        ]
        guard let since = days.compactMap({ $0 }).min() else { return false }
        let last = calendar.workday(before: today)
        // What was given a later day then was settled.
        if let day = matter.bringUpOn, day > last { return false }
        return since <= last && (matter.lastActAt ?? now) < calendar.open(of: last)
    }

    func covers(_ other: String) -> Bool {
        guard let away = directory.person(other)?.away else { return false }
        return away.cover == person && away.includes(now, in: calendar)
    }

    private func coveredBy(_ person: String, _ matter: Matter) -> String? {
        [matter.owner, matter.holder, matter.awaitsSignature].compactMap { $0 }.first(where: covers)
    }

    private func remaining(_ clock: Clock?) -> Int? {
        clock.map { Int((Double(now.seconds(to: $0.due)) / 60).rounded(.down)) }
    }

    /// Importance grows by one for every two working days overdue, and ageing stops at 4 (H0, J10).
    private func aged(_ matter: Matter) -> Int {
        let importance = matter.urgency == "特提" ? 5 : matter.isImmediate ? max(4, matter.importance) : matter.importance
        guard let clock = matter.clock, now > clock.due else { return importance }
        let late = calendar.workdays(from: calendar.zone.day(of: clock.due), to: today)
        return max(importance, min(4, importance + late / 2))
    }

    /// The ranking key of H0: what is untouched and pressing, what is due in the hours left today, group, importance, the earliest of its
    /// clocks, receipt, id.
    ///
    /// The clock on the wall decides, not working time: a paper of today at 16:00 stands before what was late already.
    private func rankingKey(_ item: TodayItem) -> (Int, Int, Int, Int64, Int64, Int) {
        // An incident nobody has begun with is due since it came (应急的事马上办).
        let due = [item.due, item.sendUp, item.beside, item.waitsSince].compactMap { $0 }.min()
        let isDueToday = item.isUntouchedEmergency || due.map { now <= $0 && calendar.zone.day(of: $0) == today } ?? false
        return (
            (item.isAlarm ? 0 : 2) + (isDueToday ? 0 : 1), item.isUntouchedEmergency ? 0 : item.group, -item.effectiveImportance,
            due?.milliseconds ?? Int64.max,
            item.matter.received?.milliseconds ?? 0, item.matter.id.handle
        )
    }
}

extension WorkCalendar {
    /// How late something is, in working days and at least one; nil while its limit has not passed.
    ///
    /// The one way lateness is said, in lists, the preview, the header and on sheets.
    public func lateness(of due: Moment, at now: Moment) -> Int? {
        now > due ? max(1, workdays(from: zone.day(of: due), to: zone.day(of: now))) : nil
    }
}
