/// Whom the office chases at a moment, why, at which level and through whom (domain A4, C, J8–J10). Pure.
///
/// Quiet by design: only in office hours, one call a day to each, never while a day was promised, never a leader, never the absent.
public struct ChasingRules: Sendable {
    /// The level at which a report to the leader in charge is proposed.
    public static let highest = 3
    /// Papers chased within this span belong to one call.
    static let sameCallMinutes = 30

    public let now: Moment
    public let calendar: WorkCalendar
    public let directory: Directory
    public let registers: Registers
    public let limits: ChasingLimits
    /// Who makes the calls: nobody chases themselves.
    public let caller: String?
    /// When the question is asked, where it is about the next opening.
    private let asked: Moment

    public init(
        now: Moment, calendar: WorkCalendar, directory: Directory, registers: Registers, limits: ChasingLimits, caller: String?
    ) {
        self.init(
            now: now, calendar: calendar, directory: directory, registers: registers, limits: limits, caller: caller, asked: now)
    }

    private init(
        now: Moment, calendar: WorkCalendar, directory: Directory, registers: Registers, limits: ChasingLimits, caller: String?,
        asked: Moment
    ) {
        self.now = now
        self.asked = asked
        self.calendar = calendar
        self.directory = directory
        self.registers = registers
        self.limits = limits
        self.caller = caller
    }

    private var today: Day { calendar.zone.day(of: now) }
    /// How long a paper lies with a leader is for the keeper of the folder only.
    private var seesLeaders: Bool { caller.flatMap { directory.person($0) }?.roles.contains("keeper") ?? false }
    /// The close of a working day still counts: what the day leaves is chased tonight.
    private var mayCall: Bool { calendar.isOpen(at: now) || (calendar.isWorkday(today) && now == calendar.close(of: today)) }

    // MARK: The run

    /// Whom the rules chase now, one call a target, and everybody else who has a paper with the reason for leaving them alone.
    public func run(_ matters: [Matter]) -> ChaseRun {
        let opening = mayCall ? now : calendar.opening(onOrAfter: now)
        let called = lastCalls(matters)
        var cases: [String: [ChaseCase]] = [:]
        var leftOut: [ChaseLeftOut] = []
        for matter in matters where isChaseable(matter) {
            for holding in holdings(of: matter) {
                switch judge(matter, holding, called) {
                case .success(let found): cases[holding.target, default: []].append(found)
                case .failure(let quiet):
                    if case .withLeader = quiet.reason, !seesLeaders { continue }
                    leftOut.append(ChaseLeftOut(matter: matter, target: holding.target, quiet: quiet.reason))
                case nil: continue
                }
            }
        }
        // A section and its contact with one telephone are one entry (K2).
        for target in cases.keys {
            let entry = entry(of: target)
            if entry != target, cases[entry] != nil, let own = cases.removeValue(forKey: target) { cases[entry, default: []] += own }
        }
        let calls = cases.map { call($0.key, $0.value) }.sorted { order($0) < order($1) }
        return ChaseRun(at: now, opens: opening, calls: calls, leftOut: leftOut.sorted { $0.matter.id < $1.matter.id })
    }

    /// The calls to make: those of now, outside office hours those of the next opening.
    public func next(_ matters: [Matter]) -> ChaseRun {
        let run = run(matters)
        if run.opens == now { return run }
        let opening = ChasingRules(
            now: run.opens, calendar: calendar, directory: directory, registers: registers, limits: limits, caller: caller, asked: now)
        return opening.run(matters)
    }

    /// What nobody may see here, or has been taken back, is on no call list.
    private func isChaseable(_ matter: Matter) -> Bool {
        !matter.isWithdrawn && !matter.isMasked && !matter.isPlaceholder && matter.record["erased"].isNull
    }

    /// When each target was last chased today, on any paper.
    private func lastCalls(_ matters: [Matter]) -> [String: Moment] {
        var called: [String: Moment] = [:]
        for matter in matters {
            for chase in matter.chaseLog where calendar.zone.day(of: chase.at) == today {
                guard let target = (chase.to ?? matter.holder).map(entry) else { continue }
                called[target] = max(called[target] ?? chase.at, chase.at)
            }
        }
        return called
    }

    private struct Quiet: Error { let reason: ChaseQuiet }

    /// Nil where nothing is asked of the target at all: no limit runs and nothing waits to be signed or read.
    private func judge(_ matter: Matter, _ holding: ChaseHolding, _ called: [String: Moment]) -> Result<ChaseCase, Quiet>? {
        func quiet(_ reason: ChaseQuiet) -> Result<ChaseCase, Quiet> { .failure(Quiet(reason: reason)) }
        let target = holding.target
        let person = directory.person(target)
        if person?.isLeader == true {
            let since = calendar.zone.day(of: holding.since)
            return quiet(.withLeader(days: max(0, calendar.workdays(from: since, to: today)) + 1))
        }
        if isPaused(matter) { return quiet(.paused) }
        let (reasons, first) = reasons(matter, holding)
        guard !reasons.isEmpty else { return first.map { quiet(.notYet($0)) } }
        if directory.isSuperior(target) { return quiet(.superior(contact(of: target))) }
        // A reader who is away reads later; whoever handles has somebody who covers.
        if let away = person?.away, person?.isAway(at: now, in: calendar) == true, holding.isReader || cover(of: target) == nil {
            return quiet(.away(away.to))
        }
        let chases = chases(matter, holding)
        if let promised = chases.last?.nextOn, promised >= today { return quiet(.promised(promised)) }
        if let day = matter.bringUpOn, day > today, !matter.chaseLog.contains(where: { $0.nextOn == day }) { return quiet(.waits(day)) }
        if let last = chases.last {
            if calendar.zone.day(of: last.at) == today { return quiet(.calledToday(last.at)) }
            let until = answerLimit(last, matter, holding, reasons)
            if now < until { return quiet(.awaitsAnswer(until)) }
        }
        if !called.isEmpty, let call = called[entry(of: target)], call.adding(minutes: ChasingRules.sameCallMinutes) < asked {
            return quiet(.calledToday(call))
        }
        if !mayCall { return quiet(.outsideHours(calendar.opening(onOrAfter: now))) }
        let level = level(matter, holding)
        return .success(
            ChaseCase(
                matter: matter, target: target, notice: notice(matter, holding, level: level), reasons: reasons, level: level,
                times: chases.count, last: chases.last, isReading: holding.isReader))
    }

    private func isPaused(_ matter: Matter) -> Bool { matter.clock?.pausedAt != nil || !matter.record["heldFrom"].isNull }

    // MARK: Reasons

    /// Why the target is to be chased, the heaviest first, and where there is no reason yet, when the first one comes.
    private func reasons(_ matter: Matter, _ holding: ChaseHolding) -> (reasons: [ChaseReason], first: Moment?) {
        var found: [ChaseReason] = []
        var coming: [Moment] = []
        // What is listed before the office opens is said as it stands when it is asked: in Today and here a paper is as late.
        let askedOn = calendar.zone.day(of: asked)
        let days = calendar.workdays(from: calendar.zone.day(of: holding.since), to: askedOn)
        func limit(_ moment: Moment, _ reason: ChaseReason) {
            if now >= moment { found.append(reason) } else { coming.append(moment) }
        }
        if holding.isReader {
            let length = limits[matter.urgency == nil ? .readers : .urgentReaders]
            limit(holding.due ?? calendar.moment(length, workdaysAfter: holding.since), .unread(workdays: max(1, days)))
        } else {
            if holding.isUnsigned {
                limit(calendar.moment(limits[.unsigned], workdaysAfter: holding.since), .unsigned(workdays: max(1, days)))
            }
            if let clock = matter.clock, clock.pausedAt == nil {
                let (dueDay, safeDay) = (calendar.zone.day(of: clock.due), calendar.zone.day(of: clock.safe))
                if let late = calendar.lateness(of: clock.due, at: asked) {
                    found.append(.overdue(workdays: late))
                } else if min(dueDay, safeDay) <= askedOn {
                    found.append(.dueToday)
                } else if min(dueDay, safeDay) <= today {
                    found.append(.soon)
                } else {
                    limit(clock.yellowAt, .soon)
                }
            }
        }
        return (found.sorted { $0.weight < $1.weight }, coming.min())
    }

    // MARK: The ladder

    /// The chases of a target on a paper since it got the paper; an older record names nobody and meant the holder.
    private func chases(_ matter: Matter, _ holding: ChaseHolding) -> [Chase] {
        matter.chaseLog.filter { chase in
            guard chase.at >= holding.since else { return false }
            return chase.to.map { $0 == holding.target } ?? !holding.isReader
        }
    }

    /// Whether a chase brought anything: an answer, a signature, or a word on the matter after it.
    private func isAnswered(_ chase: Chase, _ matter: Matter, _ holding: ChaseHolding) -> Bool {
        if chase.isAnswered { return true }
        guard !holding.isReader else { return false }
        let words: Set<String> = ["progress", "obstacle", "feedback", "reply"]
        let signed = matter.record["signedAt"].int.map { $0 > chase.at.milliseconds } ?? false
        return signed || matter.notes.contains { words.contains($0.kind) && $0.at > chase.at }
    }

    private func answerLimit(_ chase: Chase, _ matter: Matter, _ holding: ChaseHolding, _ reasons: [ChaseReason]) -> Moment {
        // A day that was named and went by asks for no further waiting.
        if chase.nextOn != nil { return chase.at }
        if isAnswered(chase, matter, holding) { return calendar.moment(limits[.again], workdaysAfter: chase.at) }
        let isOverdue = reasons.contains { if case .overdue = $0 { true } else { false } }
        return calendar.moment(limits[isOverdue ? .overdueAnswer : .answer], workdaysAfter: chase.at)
    }

    /// One level up only where the last chase stayed without an answer by its own limit, or the day they named went by (domain C).
    private func level(_ matter: Matter, _ holding: ChaseHolding) -> Int {
        guard let last = chases(matter, holding).last else { return 1 }
        if last.nextOn == nil, isAnswered(last, matter, holding) { return last.level }
        return min(ChasingRules.highest, last.level + 1)
    }

    // MARK: By hand

    /// The level of a chase made by hand now; a second one before the limit of the first stays at its level.
    public func level(of target: String, on matter: Matter) -> Int {
        guard let holding = holdings(of: matter).first(where: { $0.target == target }), let last = chases(matter, holding).last
        else { return 1 }
        if let promised = last.nextOn, promised >= today { return last.level }
        let isEarly = now < answerLimit(last, matter, holding, reasons(matter, holding).reasons)
        return isEarly ? last.level : level(matter, holding)
    }

    /// Whom a chase by hand is for where nobody is named: whoever handles it, else its unread readers who are here.
    public func targets(of matter: Matter) -> [String] {
        let all = holdings(of: matter)
        func isSilent(_ holding: ChaseHolding) -> Bool {
            directory.person(holding.target)?.isLeader == true || directory.isSuperior(holding.target)
        }
        let handling = all.filter { !$0.isReader }
        let readers = all.filter { $0.isReader && !isSilent($0) }
        let here = readers.filter { directory.person($0.target)?.isAway(on: today) != true }
        for group in [handling.filter { !isSilent($0) }, here, readers] where !group.isEmpty { return group.map(\.target) }
        return all.map(\.target)
    }
}
