import Calendars
import Ledger
import Office

/// Meetings of our own, as a calendar file names them and as they come back in one.
struct OwnMeetings {
    private static let ending = "@banshi"

    let directory: Directory
    /// What tells this office from every other: handles are the same in all of them.
    let mark: String

    init(_ ledger: Ledger, _ directory: Directory) throws {
        self.directory = directory
        mark = try ledger.mark()
    }

    func item(_ meeting: Meeting) -> CalendarWriting.Item? {
        guard let start = meeting.start else { return nil }
        return CalendarWriting.Item(
            uid: "\(meeting.uid).\(mark)\(OwnMeetings.ending)", title: meeting.title, start: start, end: OwnMeetings.end(meeting, start),
            place: directory.name(meeting.place), note: meeting.note, isCancelled: meeting.isCancelled,
            rule: meeting.repeats?.calendarRule)
    }

    private static func end(_ meeting: Meeting, _ start: Moment) -> Moment { meeting.end ?? start.adding(minutes: 60) }

    /// What a meeting of ours is called here that a file calls so; nil where none of ours is.
    func name(in uid: String) -> String? {
        guard uid.hasSuffix(OwnMeetings.ending) else { return nil }
        let body = uid.dropLast(OwnMeetings.ending.count)
        // Files written before our mark stood in them name the handle alone.
        return String(body.hasSuffix("." + mark) ? body.dropLast(mark.count + 1) : body)
    }

    /// The meeting of ours that an event is.
    func meeting(for event: CalendarEvent, among known: [String: Meeting]) -> Meeting? {
        guard let name = name(in: event.uid), let meeting = known[name], meeting.source == nil, let start = meeting.start else {
            return nil
        }
        if event.uid == item(meeting)?.uid { return meeting }
        // A handle alone is every office's: only what else is said tells whether it is this one's.
        return event.title == meeting.title && first(of: event, from: start)?.start == start ? meeting : nil
    }

    /// What an event says otherwise than the meeting of ours that it is.
    enum Difference {
        case none
        case fields([MeetingChange.Field: JSON])
        /// A series is changed where it was made.
        case series
    }

    /// - Parameter fields: what the import would keep of the event.
    func difference(of event: CalendarEvent, from meeting: Meeting, _ fields: [MeetingChange.Field: JSON]) -> Difference {
        guard let own = item(meeting) else { return .none }
        let place = event.place?.trimmed ?? ""
        var changed: [MeetingChange.Field: JSON] = [:]
        if event.title != meeting.title { changed[.title] = .string(event.title) }
        if place != own.place ?? "" { changed[.place] = place.isEmpty ? .null : .string(place) }
        if (event.status == "cancelled") != meeting.isCancelled { changed[.status] = meeting.isCancelled ? .null : "cancelled" }
        if event.isRecurring || meeting.repeats != nil {
            let first = first(of: event, from: own.start)
            let isMoved = first?.start != own.start || first?.end != own.end || OwnMeetings.rule(of: event) != own.rule
            return isMoved || !changed.isEmpty ? .series : .none
        }
        if fields[.start]?.int != own.start.milliseconds { changed[.start] = fields[.start] }
        if fields[.end]?.int != own.end.milliseconds { changed[.end] = fields[.end] }
        return changed.isEmpty ? .none : .fields(changed)
    }

    private func first(of event: CalendarEvent, from start: Moment) -> Expanded? {
        (try? event.occurrences(from: start, to: start.adding(minutes: 1)))?.found.first
    }

    /// The rule of a series that nothing but its rule says; its parts in any order.
    private static func rule(of event: CalendarEvent) -> String? {
        let components = event.source.filter { $0.uppercased().hasPrefix("BEGIN:VEVENT") }
        guard components.count == 1 else { return nil }
        let lines = components[0].split(whereSeparator: \.isNewline).map(String.init)
        guard !lines.contains(where: { $0.hasPrefix("EXDATE") || $0.hasPrefix("RDATE") }) else { return nil }
        return lines.first { $0.hasPrefix("RRULE:") }.map { String($0.dropFirst("RRULE:".count)) }
    }
}
