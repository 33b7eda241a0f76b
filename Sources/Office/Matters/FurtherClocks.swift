/// The clocks that run on a matter beside its limit, each by its own name.
///
/// The limit stands at `clock`; it alone says when a matter is due and late. The others stand at `clocks/<name>`: they wake it, are shown
/// and stand still by themselves.
extension Matter {
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
