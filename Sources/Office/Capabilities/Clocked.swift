/// Clocked 限时: a matter has a limit, and beside it clocks of their own names, each from when, how long, until when, and on what ground.
///
/// The limit stands at `clock`; it alone says when a matter is due and late. The others stand at `clocks/<name>`: they wake it, are shown
/// and stand still by themselves. A hold stops the limit, the step out of it lets it run on, an extension moves it once it has a reason.
struct Clocked: Capability {
    var keeps: Set<String> { ["pauses"] }

    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON] {
        switch step.act {
        case .hold, .resume, .extend: try course.pausing(step.act, form)
        default: [:]
        }
    }

    func follow(_ step: Step, _ form: [String: JSON], on course: MatterCourse, into values: inout [String: JSON]) throws {
        let state = step.to == nil ? nil : values["state"]?.string
        if let state, state != course.matter.state, step.act != .hold, step.act != .resume {
            values.merge(course.goingOn(values["clock"], step)) { $1 }
        }
        values.merge(course.endingSendUp(step, to: state, form)) { mine, _ in mine }
    }

    /// It wakes when the first of its clocks comes near; its supervisor sees it when the light is yellow or red (J7).
    func owes(_ matter: Matter, by definition: RegisterDefinition?, _ calendar: WorkCalendar) -> [Owed] {
        var owed: [Owed] = []
        if let clock = matter.clock {
            if clock.pausedAt == nil { owed.append(.matter(from: clock.wakes(in: calendar))) }
            if let supervisor = matter.supervisor { owed.append(.along(supervisor, from: clock.yellowAt)) }
        }
        owed += matter.runningClocks.map { .matter(from: $0.clock.wakes(in: calendar)) }
        if definition?.state(matter.state)?.stage == .office, let sendUp = matter.sendUp {
            let morning = calendar.zone.moment(calendar.zone.day(of: sendUp.due), TimeOfDay(minutes: 0))
            owed.append(.matter(from: min(sendUp.yellowAt, morning)))
        }
        return owed
    }
}

extension Matter {
    /// The limit for handling it: its own words, an instruction, a preset or a person set it. What nobody set is none (K3).
    public var clock: Clock? { Clock(record["clock"]).flatMap { $0.isSendUp ? nil : $0 } }
    /// 当日送批: by when it is to be laid before a leader. It ends nothing and makes nothing late (K3).
    ///
    /// Offices of before kept it as the limit itself; such a limit is read as this one.
    public var sendUp: Clock? { Clock(record[ClockProposal.sendUpPath]) ?? Clock(record["clock"]).flatMap { $0.isSendUp ? $0 : nil } }

    /// Where they stand in its record.
    static let clocksGroup = "clocks"

    /// Where the clock of a name stands.
    public static func clockPath(_ name: String) -> String { "\(clocksGroup)/\(name)" }

    /// The name in a path of theirs; nil for any other path.
    public static func clockName(of path: String) -> String? {
        path.hasPrefix(clocksGroup + "/") ? String(path.dropFirst(clocksGroup.utf8.count + 1)) : nil
    }

    /// Every clock beside the limit, by its name.
    ///
    /// The default for sending up, which offices of before kept as the limit itself, is among them.
    public var clocks: [String: Clock] {
        var clocks: [String: Clock] = [:]
        for (name, value) in record.group(Matter.clocksGroup) { clocks[name] = Clock(value) }
        clocks[ClockProposal.sendUpName] = sendUp
        return clocks
    }

    /// Those that count where it stands now, without the one for sending up: they run, and the earliest comes first.
    public var runningClocks: [(name: String, clock: Clock)] {
        clocks.filter { $0.key != ClockProposal.sendUpName && $0.value.pausedAt == nil }.map { ($0.key, $0.value) }
            .sorted { ($0.clock.due, $0.name) < ($1.clock.due, $1.name) }
    }
}

extension Clock {
    /// When it begins to be shown: yellow, or on the morning of its last safe day.
    func wakes(in calendar: WorkCalendar) -> Moment {
        min(yellowAt, calendar.zone.moment(calendar.zone.day(of: safe), TimeOfDay(minutes: 0)))
    }
}

/// A clock of a register beside the limit, with the word people know it by.
public struct ClockDefinition: Hashable, Sendable {
    public let id: String
    public let name: Term

    public init(id: String, name: Term) {
        self.id = id
        self.name = name
    }

    static func decode(_ tree: Located, _ problems: inout [Problem]) -> ClockDefinition {
        var reader = StrictReader(tree)
        let clock = ClockDefinition(id: reader.text("id"), name: reader.term("name"))
        if !clock.id.isEmpty, !Step.isID(clock.id) {
            reader.note(Problem(line: reader.line, kind: .wrongKind(clock.id, expected: "a-z, 0-9, -")))
        }
        problems += reader.finish()
        return clock
    }
}

extension RegisterDefinition {
    /// What a clock is called: by the definition where it names it, else by its own name.
    public func clockName(_ name: String) -> Term { clocks.first { $0.id == name }?.name ?? Term(zh: name, en: name) }
}

/// How a matter's limit is set, stopped, run on and extended.
extension MatterCourse {
    /// The limit a move sets: the form's, else the one that runs or is proposed.
    ///
    /// - Parameter isNeeded: an urgent paper is not dispatched without one (条例 §24(4)).
    func limits(_ form: [String: JSON], isNeeded: Bool = false) throws(Refusal) -> [String: JSON] {
        if let limit = form["limit"] {
            if let clock = try grounded(limit) { return ["clock": clock.json] }
            if matter.urgency != nil { throw .guarded(.urgentNeedsLimit, article: "条例 §24(4)") }
            return ["clock": .null]
        }
        guard matter.clock == nil else { return [:] }
        let proposed = ClockProposal.proposed(
            for: matter, in: definition, presets: facts.presets, directory: facts.directory, now: facts.now, calendar: facts.calendar)
        if let proposed { return ["clock": proposed.json] }
        if isNeeded, matter.urgency != nil, definition.sendsUp { throw .guarded(.urgentNeedsLimit, article: "条例 §24(4)") }
        return [:]
    }

    /// A form's limit with the ground it rests on: what was proposed and taken keeps its ground, only another is the clerk's own.
    private func grounded(_ limit: JSON) throws(Refusal) -> Clock? {
        guard let own = try clock(from: limit, basis: "经办人定") else { return nil }
        let instructed = InstructedLimit.last(of: matter, directory: facts.directory, calendar: facts.calendar)
        let known = [
            matter.clock, instructed, ClockProposal.stated(in: matter, now: facts.now, facts.calendar),
            ClockProposal.preset(for: matter, in: definition, facts.presets, now: facts.now, facts.calendar),
        ]
        // A form shows minutes.
        func minute(_ moment: Moment) -> Int64 { moment.milliseconds / 60_000 }
        for clock in known.compactMap({ $0 }) where minute(clock.due) == minute(own.due) { return clock }
        // 3个工作日 of an instruction runs from the instruction.
        if let length = own.length, let instructed, instructed.length == length { return instructed }
        try refusePassed(own)
        return own
    }

    /// A limit that is set now does not lie before the day of the act.
    private func refusePassed(_ limit: Clock) throws(Refusal) {
        let zone = facts.calendar.zone
        guard zone.day(of: limit.due) < zone.day(of: at) else { return }
        throw .invalid(field: "limit", value: zone.plain(limit.due), expected: .notPast)
    }

    /// What a leader's words set in the same act: their limit takes the place of the one that ran (K3).
    func instructedLimit(_ words: String, by author: String, at: Moment) -> [String: JSON] {
        let clock = InstructedLimit.clock(words, by: author, at: at, directory: facts.directory, calendar: facts.calendar)
        return clock.map { ["clock": $0.json] } ?? [:]
    }

    /// Ends the clock for sending up: the paper leaves the office's hands, or a leader gets it to read (K3).
    func endingSendUp(_ step: Step, to state: String?, _ form: [String: JSON]) -> [String: JSON] {
        guard matter.sendUp != nil else { return [:] }
        let readers = step.act == .circulate ? form["readers"]?.array?.compactMap(\.string) ?? [] : []
        let goesUp = readers.contains { facts.directory.person($0)?.isLeader ?? false }
        guard goesUp || state.map({ definition.state($0)?.stage != .office }) ?? false else { return [:] }
        return sentUp
    }

    /// The clock for sending up has ended, if one ran.
    var sentUp: [String: JSON] {
        guard matter.sendUp != nil else { return [:] }
        var values: [String: JSON] = [ClockProposal.sendUpPath: .null]
        // An office of before kept it as the limit.
        if matter.clock == nil, !matter.record["clock"].isNull { values["clock"] = .null }
        return values
    }

    /// A clock from a form's limit: a length, an instant, or "none" (nil).
    func clock(from limit: JSON, basis: String) throws(Refusal) -> Clock? {
        let start = matter.received ?? facts.now
        if let due = limit.int {
            let moment = Moment(milliseconds: due)
            return Clock(start: min(start, moment), until: moment, basis: basis, calendar: facts.calendar)
        }
        guard let text = limit.string, text != "none" else { return nil }
        guard let length = Length(text) else { throw .invalid(field: "limit", value: text, expected: .length) }
        return Clock(facts.calendar.deadline(from: at, length: length), basis: basis, calendar: facts.calendar)
    }

    func pausing(_ act: Act, _ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        var values: [String: JSON] = [:]
        guard let reason = form["reason"]?.string, !reason.trimmed.isEmpty else { throw .missing(field: "reason") }
        if act == .extend, form["limit"] == nil { throw .missing(field: "limit") }
        withNote(act.rawValue, .string(reason), in: &values)
        guard var clock = matter.clock else {
            if act == .extend, let limit = form["limit"] {
                let extended = try self.clock(from: limit, basis: reason)
                if let extended { try refusePassed(extended) }
                values["clock"] = extended?.json ?? .null
            }
            return values
        }
        switch act {
        case .hold: clock.pausedAt = at
        case .resume:
            if let paused = clock.pausedAt {
                values.merge(pause(of: clock, from: paused, reason)) { $1 }
                clock = resumed(clock, from: paused)
            }
        default:
            guard let limit = form["limit"], let extended = try self.clock(from: limit, basis: "\(clock.basis)；延期：\(reason)")
            else { throw .missing(field: "limit") }
            guard extended.due > clock.due else {
                throw .invalid(field: "limit", value: facts.calendar.zone.plain(extended.due), expected: .later)
            }
            try refusePassed(extended)
            values["extensions/\(matter.record.nextIndex(in: "extensions"))"] = [
                "from": .int(clock.due.milliseconds), "to": .int(extended.due.milliseconds), "at": .int(at.milliseconds),
                "reason": .string(reason),
            ]
            clock = extended
            values["promise"] = promise(movedTo: extended.due)
        }
        values["clock"] = clock.json
        return values
    }

    /// What a step out of a hold ends with it, whichever it is: what is handed on or decided no longer stands still.
    ///
    /// - Parameter limit: the clock the step itself sets; nil where it leaves it as it was.
    func goingOn(_ limit: JSON?, _ step: Step) -> [String: JSON] {
        guard !matter.record["heldFrom"].isNull else { return [:] }
        var values: [String: JSON] = ["heldFrom": .null]
        // A limit that is confirmed as it stood is the one that stood still.
        guard let clock = Clock(limit ?? matter.record["clock"]), let paused = clock.pausedAt else { return values }
        values.merge(pause(of: clock, from: paused, step.name.zh)) { $1 }
        values["clock"] = resumed(clock, from: paused).json
        return values
    }

    private func pause(of clock: Clock, from paused: Moment, _ reason: String) -> [String: JSON] {
        [
            "pauses/\(matter.record.nextIndex(in: "pauses"))": [
                "from": .int(paused.milliseconds), "to": .int(at.milliseconds), "due": .int(clock.due.milliseconds),
                "reason": .string(heldFor ?? reason),
            ]
        ]
    }

    /// Why it was put on hold: the words said then, not those said when it went on.
    private var heldFor: String? { matter.notes.last { $0.kind == Act.hold.rawValue }?.text }

    /// A limit shifts by what it stood still, counted in its own unit: hours, days, or working days.
    private func resumed(_ clock: Clock, from paused: Moment) -> Clock {
        let zone = facts.calendar.zone
        let first = zone.day(of: paused)
        let last = zone.day(of: at)
        let due: Moment
        switch clock.length?.unit {
        case .hour: due = clock.due.adding(seconds: max(0, paused.seconds(to: at)))
        case .day, .month:
            due = zone.moment(facts.calendar.workday(onOrAfter: zone.day(of: clock.due) + max(0, last - first)), zone.time(of: clock.due))
        case .workday, nil:
            let stopped = max(0, facts.calendar.workdays(from: first, to: last))
            due = zone.moment(facts.calendar.workday(stopped, after: zone.day(of: clock.due)), zone.time(of: clock.due))
        }
        return Clock(start: clock.start, until: due, basis: clock.basis, calendar: facts.calendar)
    }
}
