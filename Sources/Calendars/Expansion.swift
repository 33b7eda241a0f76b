import CLibical
import Office

/// Expands the occurrences of a kept event that start in `[from, to)`.
///
/// Floating times are read in the office's zone. Work and result are bounded, so that a rule that names every minute for ever costs no
/// more than a tenth of a second; of more than `occurrenceLimit` the last that is given says that it was cut. Of a rule that cannot be
/// followed, because it comes by the hour or nobody can read it, the days that are known say so.
///
/// - Throws: `CalendarFault.noLibrary` where nothing can be expanded on this machine, which is not the same as no occurrence.
public func expandOccurrences(_ source: [String], from: Moment, to: Moment) throws(CalendarFault) -> [Expanded] {
    try boundedOccurrences(source, from: from, to: to).found
}

/// No series gives more than these for one span.
public let occurrenceLimit = 20_000

/// The occurrences, and whether there are more of them, or may be, than were looked for.
public func boundedOccurrences(
    _ source: [String], from: Moment, to: Moment
) throws(CalendarFault) -> (found: [Expanded], isCut: Bool) {
    try boundedOccurrences(source, words: nil, from: from, to: to)
}

/// - Parameter words: What the master says where it has been read before; reading it costs more than expanding a single event.
private func boundedOccurrences(
    _ source: [String], words: Words?, from: Moment, to: Moment
) throws(CalendarFault) -> (found: [Expanded], isCut: Bool) {
    if let words, source.count == 1, let plain = PlainEvent(source[0]) {
        let only = plain.occurrence(title: words.title, place: words.place, status: words.status, from: from, to: to)
        return ([only].compactMap(\.self), false)
    }
    guard bical_load(), let zones = bical_zones_new("Asia/Shanghai") else { throw .noLibrary }
    defer { bical_zones_free(zones) }
    var components: [String] = []
    for text in source {
        if text.hasPrefix("X-WR-TIMEZONE:") {
            bical_zones_calendar(zones, String(text.dropFirst("X-WR-TIMEZONE:".count)))
        } else if text.prefix("BEGIN:VTIMEZONE".count).uppercased() == "BEGIN:VTIMEZONE" {
            _ = bical_zones_add(zones, text)
        } else {
            components.append(hasRecurrenceID(text) ? text : LunarRule.writtenOut(text))
        }
    }
    let master = components.first { !hasRecurrenceID($0) }
    let overrides = components.filter(hasRecurrenceID)
    let gathering = Gathering(master: words ?? master.map(Words.init), overrides: overrides.map(Words.init))
    let context = Unmanaged.passUnretained(gathering).toOpaque()
    CStrings.with(overrides) { pointers in
        let found: bical_found = { context, occurrence in
            guard let context, let occurrence else { return false }
            return Unmanaged<Gathering>.fromOpaque(context).takeUnretainedValue().add(occurrence.pointee)
        }
        let lower = from.milliseconds / 1000
        let upper = (to.milliseconds + 999) / 1000
        if let master {
            gathering.flags = bical_expand(zones, master, pointers, overrides.count, lower, upper, false, 0, found, context)
        } else {
            gathering.flags = bical_expand(zones, nil, pointers, overrides.count, lower, upper, false, 0, found, context)
        }
    }
    return withExtendedLifetime(gathering) { () -> (found: [Expanded], isCut: Bool) in
        let isCut = gathering.isFull || gathering.flags & Int32(BICAL_CUT_SHORT) != 0
        if let last = gathering.found.indices.last, isCut { gathering.found[last].isCut = true }
        if gathering.flags & Int32(BICAL_BAD_RULE) != 0 {
            for index in gathering.found.indices { gathering.found[index].isUnfollowed = true }
        }
        return (gathering.found, isCut)
    }
}

extension CalendarEvent {
    /// The occurrences of an event that has just been read, and whether there may be more of them.
    ///
    /// - Throws: `CalendarFault.noLibrary` where nothing can be expanded on this machine.
    public func occurrences(from: Moment, to: Moment) throws(CalendarFault) -> (found: [Expanded], isCut: Bool) {
        // A series may hold more than one component, and which of them is the master is seen there.
        try boundedOccurrences(source, words: isRecurring ? nil : Words(title: title, place: place, status: status), from: from, to: to)
    }

    /// Every place its occurrences are held at, as written.
    public var places: [String] {
        let moved = isRecurring ? source.filter(hasRecurrenceID).compactMap { Words($0).place } : []
        return Set([place].compactMap(\.self) + moved).filter { !$0.isEmpty }.sorted()
    }
}

private func hasRecurrenceID(_ component: String) -> Bool { component.holds(name: "recurrence-id", atLineStart: true) }

extension String {
    /// Whether a name stands in it in ASCII of either case, anywhere or at the beginning of a line.
    ///
    /// - Parameter name: In lower case.
    func holds(name: String, atLineStart: Bool = false) -> Bool {
        var text = self
        let name = Array(name.utf8)
        return text.withUTF8 { bytes in
            guard bytes.count >= name.count, let head = name.first else { return false }
            return (0...(bytes.count - name.count)).contains { start in
                // Setting the bit of lower case leaves the hyphen and lower case as they are.
                guard bytes[start] | 0x20 == head, !atLineStart || start == 0 || bytes[start - 1] == 0x0A || bytes[start - 1] == 0x0D
                else { return false }
                return name.indices.allSatisfy { bytes[start + $0] | 0x20 == name[$0] }
            }
        }
    }
}

/// The words of a component an occurrence shows.
private struct Words {
    var title = ""
    var place: String?
    var status: String?

    init(title: String, place: String?, status: String?) {
        self.title = title
        self.place = place
        self.status = status
    }

    init(_ component: String) {
        guard let event = try? CalendarFile(Array("BEGIN:VCALENDAR\r\n\(component)\r\nEND:VCALENDAR\r\n".utf8)).events.first else { return }
        title = event.title
        place = event.place
        status = event.status
    }
}

private final class Gathering {
    let master: Words?
    let overrides: [Words]
    var found: [Expanded] = []
    var flags: Int32 = 0
    var isFull = false

    init(master: Words?, overrides: [Words]) {
        self.master = master
        self.overrides = overrides
    }

    /// Whether more is wanted.
    func add(_ occurrence: bical_occurrence) -> Bool {
        guard found.count < occurrenceLimit else {
            isFull = true
            return false
        }
        let words = occurrence.source < 0 ? master : overrides[Int(occurrence.source)]
        let identifier = occurrence.recurrence_id
        let recurrenceID =
            identifier.present
            ? "\(padded(Int(identifier.year), 4))\(padded(Int(identifier.month), 2))\(padded(Int(identifier.day), 2))"
                + (identifier.is_date
                    ? "" : "T\(padded(Int(identifier.hour), 2))\(padded(Int(identifier.minute), 2))\(padded(Int(identifier.second), 2))")
            : nil
        found.append(
            Expanded(
                recurrenceID: recurrenceID, title: words?.title ?? master?.title ?? "",
                start: Moment(seconds: occurrence.start), end: Moment(seconds: occurrence.end),
                offset: Int(occurrence.start_offset), zone: occurrence.tzid.map { String(cString: $0) },
                isAllDay: occurrence.all_day, place: words?.place ?? master?.place, status: words?.status ?? master?.status))
        return true
    }
}
