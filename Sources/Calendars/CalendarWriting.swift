import CLibical
import Office

/// Writes meetings as an iCalendar file (RFC 5545), folded and escaped; imported ones as they came.
public enum CalendarWriting {
    public struct Item: Sendable {
        public let uid: String
        public let title: String
        public let start: Moment
        public let end: Moment
        public let place: String?
        public let note: String?
        public let isCancelled: Bool
        /// The rule by which it comes round again, as RFC 5545 writes it.
        public let rule: String?

        public init(
            uid: String, title: String, start: Moment, end: Moment, place: String?, note: String?, isCancelled: Bool,
            rule: String? = nil
        ) {
            self.uid = uid
            self.title = title
            self.start = start
            self.end = end
            self.place = place
            self.note = note
            self.isCancelled = isCancelled
            self.rule = rule
        }
    }

    public static func file(items: [Item], sources: [[String]], stamp: Moment) throws(CalendarFault) -> String {
        guard bical_load() else { throw .noLibrary }
        var out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//banshi//banshi//ZH\r\n"
        var zones: Set<String> = []
        for source in sources {
            for text in source where text.uppercased().hasPrefix("BEGIN:VTIMEZONE") && zones.insert(text).inserted { out += closed(text) }
        }
        for source in sources {
            let zone = source.first { $0.hasPrefix(calendarZone) }.map { String($0.dropFirst(calendarZone.count)).trimmed }
            for text in source where text.uppercased().hasPrefix("BEGIN:VEVENT") { out += closed(zone.map { inZone($0, text) } ?? text) }
        }
        for item in items { out += event(item, stamp: stamp) }
        return out + "END:VCALENDAR\r\n"
    }

    private static let calendarZone = "X-WR-TIMEZONE:"

    /// Times without a zone were meant in their calendar's; among those of other calendars each names it.
    private static func inZone(_ zone: String, _ component: String) -> String {
        guard !zone.isEmpty, !zone.contains(where: { "\";:,".contains($0) }) else { return component }
        let rows = CalendarComponent.rows(component).map { row -> String in
            guard let colon = row.firstIndex(of: ":") else { return row }
            let head = row[..<colon].uppercased()
            let isTime = ["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"].contains { head == $0 || head == $0 + ";VALUE=DATE-TIME" }
            let value = row[row.index(after: colon)...]
            // 20261203T090000: neither a day nor in UTC.
            let isFloating = value.split(separator: ",").allSatisfy { $0.trimmed.count == 15 && $0.uppercased().contains("T") }
            return isTime && isFloating && !value.isEmpty ? "\(row[..<colon]);TZID=\(zone):\(value)" : row
        }
        return rows.joined(separator: "\r\n") + "\r\n"
    }

    private static func closed(_ component: String) -> String {
        component.hasSuffix("\n") ? component : component + "\r\n"
    }

    private static func utc(_ moment: Moment) -> String {
        let text = OfficeZone(identifier: "UTC", offsetSeconds: 0).iso(moment, offset: 0)
        return text.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }

    private static func event(_ item: Item, stamp: Moment) -> String {
        var lines: [(name: String, value: String, isText: Bool)] = [
            ("UID", item.uid, true), ("DTSTAMP", utc(stamp), false), ("DTSTART", utc(item.start), false),
            ("DTEND", utc(item.end), false), ("SUMMARY", item.title, true),
        ]
        if let rule = item.rule { lines.append(("RRULE", rule, false)) }
        if let place = item.place { lines.append(("LOCATION", place, true)) }
        if let note = item.note { lines.append(("DESCRIPTION", note, true)) }
        if item.isCancelled { lines.append(("STATUS", "CANCELLED", false)) }
        return CStrings.with(lines.map(\.name)) { names in
            CStrings.with(lines.map(\.value)) { values in
                let rows = lines.indices.map { index in
                    bical_line(name: names[index], parameters: nil, value: values[index], is_text: lines[index].isText)
                }
                guard let text = bical_write("VEVENT", rows, rows.count) else { return "" }
                defer { bical_free(text) }
                return String(cString: text)
            }
        }
    }
}
