import Office

/// How late a component of a calendar was written: by its SEQUENCE, then by LAST-MODIFIED or DTSTAMP (RFC 5546 §2.1.5).
struct Writing: Hashable {
    let sequence: Int
    private let modified: String?
    private let stamp: String?

    init(_ component: String) {
        func moment(_ text: String?) -> String? {
            let digits = (text ?? "").filter { $0.isASCII && $0.isNumber }
            return digits.count >= 14 ? String(digits.prefix(14)) : nil
        }
        let values = CalendarComponent.values(["SEQUENCE", "LAST-MODIFIED", "DTSTAMP"], of: component)
        sequence = values["SEQUENCE"].flatMap { Int($0.trimmed) } ?? 0
        modified = moment(values["LAST-MODIFIED"])
        stamp = moment(values["DTSTAMP"])
    }

    /// Where nothing tells the two apart, neither is.
    func isBefore(_ other: Writing) -> Bool {
        if sequence != other.sequence { return sequence < other.sequence }
        return isStampedBefore(other)
    }

    /// By the clock alone: of whole calendars, whose programs do not count the changes of one occurrence for the others.
    func isStampedBefore(_ other: Writing) -> Bool {
        if let modified, let its = other.modified { return modified < its }
        if let stamp, let its = other.stamp { return stamp < its }
        return false
    }
}

/// One VEVENT as it stands in a file.
enum CalendarComponent {
    /// The first value of each property, by its name in capitals; those of a component within it (VALARM) are not its own.
    static func values(_ names: Set<String>, of component: String) -> [String: String] {
        var found: [String: String] = [:]
        var depth = 0
        for line in CalendarLines.unfolded(component) {
            let name = CalendarLines.name(line)
            if name == "BEGIN" { depth += 1 }
            if name == "END" { depth -= 1 }
            guard depth == 1, names.contains(name), found[name] == nil else { continue }
            found[name] = CalendarLines.value(line)
        }
        return found
    }

    /// The component with these properties in the place of its own of those names.
    static func setting(_ values: [(name: String, value: String)], in component: String) -> String {
        let names = Set(values.map(\.name))
        var lines: [String] = []
        var depth = 0
        var leavesOut = false
        for row in CalendarComponent.rows(component) {
            let isFolded = row.first == " " || row.first == "\t"
            if isFolded {
                if !leavesOut { lines.append(row) }
                continue
            }
            let name = CalendarLines.name(row)
            if name == "BEGIN" { depth += 1 }
            if name == "END" { depth -= 1 }
            leavesOut = depth == 1 && names.contains(name)
            if depth == 0, name == "END" { lines += values.map { $0.name + ":" + $0.value } }
            if !leavesOut { lines.append(row) }
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// Its lines as they stand, folded ones too.
    static func rows(_ component: String) -> [String] {
        component.utf8.split { $0 == 0x0A || $0 == 0x0D }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// METHOD:CANCEL says of all it brings that it is cancelled, with or without a status.
    static func cancelled(_ component: String) -> String { setting([("STATUS", "CANCELLED")], in: component) }

    /// Which occurrence it stands for; nil of a master.
    static func occurrence(_ component: String) -> String? {
        values(["RECURRENCE-ID"], of: component)["RECURRENCE-ID"].map { $0.trimmed.uppercased() }
    }
}

/// A kept event taken apart: its zones, the series, and what was changed of it one by one.
private struct EventParts {
    var zones: [String] = []
    var calendarZone: String?
    var master: String?
    var overrides: [(occurrence: String, text: String)] = []

    init(_ source: [String]) {
        for text in source {
            if text.hasPrefix("X-WR-TIMEZONE:") {
                calendarZone = text
            } else if text.uppercased().hasPrefix("BEGIN:VTIMEZONE") {
                zones.append(text)
            } else if let occurrence = CalendarComponent.occurrence(text) {
                overrides.append((occurrence, text))
            } else if master == nil {
                master = text
            }
        }
    }

    /// The event these make, read as a file that brings them.
    func event(uid: String) throws(CalendarFault) -> CalendarEvent? {
        let rows = [calendarZone].compactMap(\.self) + zones + [master].compactMap(\.self) + overrides.map(\.text)
        let closed = rows.map { $0.hasSuffix("\n") ? $0 : $0 + "\r\n" }.joined()
        let file = try CalendarFile(Array(("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + closed + "END:VCALENDAR\r\n").utf8))
        return file.events.first.map { event in
            CalendarEvent(
                uid: uid, title: event.title, place: event.place, status: event.status, isRecurring: event.isRecurring,
                source: event.source, flaws: event.flaws, isTooFine: event.isTooFine, isTooLong: event.isTooLong)
        }
    }
}

extension CalendarEvent {
    /// REPLY, COUNTER and the like are what somebody answered to an invitation, and settle nothing (RFC 5546 §1.4).
    public var isAnswer: Bool { ["REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"].contains(method ?? "") }

    /// When it was written, as far as it says so: LAST-MODIFIED or DTSTAMP, whichever is later.
    public var saidAt: Moment? {
        guard let own = EventParts(source).master ?? EventParts(source).overrides.first?.text else { return nil }
        let values = CalendarComponent.values(["LAST-MODIFIED", "DTSTAMP"], of: own).values
        return values.compactMap { text -> Moment? in
            let digits = text.filter { $0.isASCII && $0.isNumber }.compactMap(\.wholeNumberValue)
            guard digits.count == 14, text.trimmed.uppercased().hasSuffix("Z") else { return nil }
            func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
            guard let day = Day(number(0..<4), number(4..<6), number(6..<8)) else { return nil }
            return Moment(seconds: Int64(day.ordinal * 86_400 + number(8..<10) * 3_600 + number(10..<12) * 60 + number(12..<14)))
        }.max()
    }

    /// Whether it was written after what is kept.
    public func isNewer(than kept: [String]) -> Bool {
        let (mine, its) = (EventParts(source), EventParts(kept))
        guard let own = mine.master ?? mine.overrides.first?.text, let known = its.master ?? its.overrides.first?.text else { return true }
        return Writing(known).isBefore(Writing(own))
    }

    /// The event as it is to be kept now that this one came in: a series is not lost to a letter about one of its occurrences.
    ///
    /// - Parameter kept: the source of the meeting that is here.
    /// - Returns: nil where what is kept was written later.
    public func merged(into kept: [String]) throws(CalendarFault) -> CalendarEvent? {
        if source == kept { return self }
        var (mine, its) = (EventParts(source), EventParts(kept))
        guard let master = mine.master else { return try changing(mine, in: &its) }
        if let known = its.master, Writing(master).isBefore(Writing(known)) { return nil }
        if method == "CANCEL", let known = its.master {
            let said = CalendarComponent.values(["SEQUENCE", "DTSTAMP", "LAST-MODIFIED"], of: master).sorted { $0.key < $1.key }
            its.master = CalendarComponent.setting(said.map { ($0.key, $0.value) } + [("STATUS", "CANCELLED")], in: known)
            for index in its.overrides.indices { its.overrides[index].text = CalendarComponent.cancelled(its.overrides[index].text) }
            return try its.event(uid: uid)
        }
        guard isRecurring, !its.overrides.isEmpty else { return self }
        let whole = Writing(master)
        for known in its.overrides {
            let writing = Writing(known.text)
            if let index = mine.overrides.firstIndex(where: { $0.occurrence == known.occurrence }) {
                if Writing(mine.overrides[index].text).isBefore(writing) { mine.overrides[index].text = known.text }
            } else if method == "REQUEST" ? whole.isBefore(writing) : whole.isStampedBefore(writing) {
                mine.overrides.append(known)
            }
        }
        mine.zones += its.zones.filter { !mine.zones.contains($0) }
        return try mine.event(uid: uid)
    }

    /// One occurrence was moved or cancelled; the others stay.
    private func changing(_ mine: EventParts, in its: inout EventParts) throws(CalendarFault) -> CalendarEvent? {
        var isTaken = false
        for change in mine.overrides {
            let writing = Writing(change.text)
            if let index = its.overrides.firstIndex(where: { $0.occurrence == change.occurrence }) {
                if writing.isBefore(Writing(its.overrides[index].text)) { continue }
                its.overrides[index].text = change.text
            } else if let master = its.master, writing.sequence < Writing(master).sequence {
                continue
            } else {
                its.overrides.append(change)
            }
            isTaken = true
        }
        guard isTaken else { return nil }
        its.zones += mine.zones.filter { !its.zones.contains($0) }
        its.calendarZone = its.calendarZone ?? mine.calendarZone
        return try its.event(uid: uid)
    }
}
