/// The running limit of a matter: from when, how long, on what ground, and the instants that follow from it.
///
/// Everything a screen needs is stored when the clock is set, so that Today never recomputes a sum.
public struct Clock: Hashable, Sendable {
    public var start: Moment
    public var length: Length?
    public var nominal: Moment
    public var effective: Moment
    public var safe: Moment
    public var due: Moment
    /// When the hours begin that end with it, where a stretch was said: `mon 9:00-10:30`.
    public var begins: Moment?
    public var yellowAt: Moment
    public var redAt: Moment
    /// Where the limit comes from: a preset's name, the paper's own words, or a person.
    public var basis: String
    public var isProvisional: Bool
    /// When the clock was stopped, nil while it runs.
    public var pausedAt: Moment?

    public init(_ sum: DeadlineSum, basis: String, calendar: WorkCalendar) {
        self.init(
            start: sum.start, length: sum.length, nominal: sum.nominal, effective: sum.effective, safe: sum.safe,
            due: sum.due, basis: basis, isProvisional: sum.isProvisional, calendar: calendar)
    }

    /// A clock that ends at a given instant, as a date in the paper or a spoken limit sets it.
    ///
    /// "X日前" is ambiguous about the day X; the limit is X at the close of business and the safe day is the working day before.
    public init(start: Moment, until due: Moment, basis: String, safeDayBefore: Bool = false, calendar: WorkCalendar) {
        let day = calendar.zone.day(of: due)
        var safe = due
        if safeDayBefore {
            safe = calendar.close(of: calendar.workday(before: day))
        } else if !calendar.isWorkday(day) {
            safe = calendar.close(of: calendar.workday(before: day))
        }
        self.init(
            start: start, length: nil, nominal: due, effective: due, safe: max(min(safe, due), min(start, due)), due: due,
            basis: basis, isProvisional: calendar.isProvisional(day), calendar: calendar)
    }

    private init(
        start: Moment, length: Length?, nominal: Moment, effective: Moment, safe: Moment, due: Moment, basis: String,
        isProvisional: Bool, calendar: WorkCalendar
    ) {
        self.start = start
        self.length = length
        self.nominal = nominal
        self.effective = effective
        self.safe = safe
        self.due = due
        self.basis = basis
        self.isProvisional = isProvisional
        redAt = due
        yellowAt = Clock.yellow(start: start, safe: safe, calendar: calendar)
    }

    /// Yellow when what remains is at most one working day or a fifth of the whole, whichever is more.
    private static func yellow(start: Moment, safe: Moment, calendar: WorkCalendar) -> Moment {
        let safeDay = calendar.zone.day(of: safe)
        let dayBefore = calendar.zone.moment(calendar.workday(before: safeDay), calendar.zone.time(of: safe))
        let fifth = Moment(milliseconds: safe.milliseconds - max(0, safe.milliseconds - start.milliseconds) / 5)
        return max(start, min(dayBefore, fifth))
    }

    public init?(_ json: JSON) {
        func moment(_ key: String) -> Moment? { json[key].int.map { Moment(milliseconds: $0) } }
        guard let due = moment("due") else { return nil }
        self.due = due
        start = moment("start") ?? due
        length = json["length"].string.flatMap { Length($0) }
        nominal = moment("nominal") ?? due
        effective = moment("effective") ?? due
        safe = moment("safe") ?? due
        begins = moment("begins")
        yellowAt = moment("yellowAt") ?? due
        redAt = moment("redAt") ?? due
        basis = json["basis"].string ?? ""
        isProvisional = json["provisional"].bool ?? false
        pausedAt = moment("pausedAt")
    }

    public var json: JSON {
        .compact([
            "start": .int(start.milliseconds), "length": JSON(length?.stored), "nominal": .int(nominal.milliseconds),
            "effective": .int(effective.milliseconds), "safe": .int(safe.milliseconds),
            "due": .int(due.milliseconds), "begins": JSON(begins?.milliseconds), "yellowAt": .int(yellowAt.milliseconds),
            "redAt": .int(redAt.milliseconds),
            "basis": .string(basis), "provisional": isProvisional ? true : .null,
            "pausedAt": JSON(pausedAt?.milliseconds),
        ])
    }

    /// Whether it is the office's default for sending a paper up, which is no limit for handling it (K3).
    ///
    /// One that was extended was set by whoever extended it.
    public var isSendUp: Bool { ClockProposal.sendUpBases.contains { basis.hasPrefix($0) } && !basis.contains("；延期：") }

    /// Whether a leader's instruction set it.
    public var isInstructed: Bool { basis.hasPrefix(InstructedLimit.ground) }
    /// Whether a set of limits the office switched on named it, and nothing said of this matter.
    public var isFromPreset: Bool { basis.hasPrefix("预设 ") }

    /// The same limit by another calendar: a notice or new hours were adopted. Nil where nothing of it changes.
    ///
    /// A clock that stands still is counted again when it runs on; a limit that was set to an instant keeps the instant.
    public func recomputed(by calendar: WorkCalendar) -> Clock? {
        guard pausedAt == nil else { return nil }
        var clock: Clock
        if let length {
            clock = Clock(calendar.deadline(from: start, length: length, rolls: due == effective), basis: basis, calendar: calendar)
        } else {
            let isDayBefore = calendar.zone.day(of: safe) < calendar.zone.day(of: due)
            clock = Clock(start: start, until: due, basis: basis, safeDayBefore: isDayBefore, calendar: calendar)
            clock.begins = begins
        }
        return clock == self ? nil : clock
    }

    /// The light of a running clock; grey while it is stopped.
    public func light(at now: Moment) -> Light {
        if pausedAt != nil { return .grey }
        if now > redAt { return .red }
        return now >= yellowAt ? .yellow : .green
    }

    public enum Light: String, Sendable { case green, yellow, red, grey }
}
