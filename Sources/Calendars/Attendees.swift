import Office

extension CalendarEvent {
    /// How many are expected by the ATTENDEE lines of the event itself (RFC 5545 §3.8.4.1); nil where it names nobody.
    public var attendees: Int? { CalendarEvent.attendees(in: source) }

    /// The same of a source that is kept. Rooms and things are not expected, nor is who only gets a copy or has declined.
    public static func attendees(in source: [String]) -> Int? {
        guard source.contains(where: { CalendarLines.mayHold("ATTENDEE", in: $0) }) else { return nil }
        let events = source.filter { $0.uppercased().hasPrefix("BEGIN:VEVENT") }
        guard let event = events.first(where: { CalendarComponent.occurrence($0) == nil }) ?? events.first else { return nil }
        var named: Set<String> = []
        var depth = 0
        for line in CalendarLines.unfolded(event) {
            let name = CalendarLines.name(line)
            if name == "BEGIN" { depth += 1 }
            if name == "END" { depth -= 1 }
            guard depth == 1, name == "ATTENDEE" else { continue }
            let value = CalendarLines.value(line)
            let parameters = line.dropLast(value.count).uppercased().replacing("\"", with: "")
            if CalendarEvent.others.contains(where: parameters.contains) { continue }
            named.insert(value.trimmed.lowercased())
        }
        return named.isEmpty ? nil : named.count
    }

    private static let others = ["CUTYPE=ROOM", "CUTYPE=RESOURCE", "ROLE=NON-PARTICIPANT", "PARTSTAT=DECLINED"]
}
