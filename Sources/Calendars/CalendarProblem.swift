import CLibical
import Office

/// Something in a calendar file that could not be read as it stands, by its line; what is around it is taken all the same.
public struct CalendarProblem: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A line that is no property and continues none (RFC 5545 §3.1).
        case fold
        /// A date that is none.
        case date
        /// A rule that nobody here can follow, so that only the first day is known.
        case rule
        /// A rule by the lunar calendar, which is known for some years only.
        case lunar
        /// An event that ends before it begins; the two are taken the other way round.
        case swapped
    }

    public let line: Int
    public let kind: Kind
    /// What stands there, shortened; of a lunar rule the years that are known.
    public let text: String

    /// No more than these are told of one file.
    public static let limit = 200

    /// Everything in a file that is told, in the order of its lines.
    public static func all(in bytes: [UInt8]) -> [CalendarProblem] {
        var found: [CalendarProblem] = []
        // Where an event has begun; lines of other components are another program's.
        var depth = 0
        var property: (line: Int, text: String)?
        var ends = Ends()
        func close() {
            defer { property = nil }
            guard depth > 0, let (line, text) = property else { return }
            if CalendarLines.name(text).isEmpty {
                found.append(CalendarProblem(line: line, kind: .fold, text: String(text.prefix(60))))
            } else if depth == 1 {
                ends.take(text, line)
                if let problem = problem(text, line) { found.append(problem) }
            }
        }
        var number = 0
        for row in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            guard found.count < limit else { break }
            let line = CalendarLines.bare(row)
            guard let first = line.first else { continue }
            if CalendarLines.isFold(first) {
                // Only what may be a date or rule is looked at whole.
                if let text = property?.text, text.utf8.count < 65_536 {
                    property?.text += String(decoding: line.dropFirst(), as: UTF8.self)
                }
                continue
            }
            close()
            if isPlain(line) { continue }
            let text = String(decoding: line.prefix(65_536), as: UTF8.self)
            switch CalendarLines.name(text) {
            case "BEGIN":
                if depth > 0 || CalendarLines.value(text).trimmed.uppercased() == "VEVENT" { depth += 1 }
                if depth == 1 { ends = Ends() }
            case "END":
                if depth == 1, let problem = ends.problem { found.append(problem) }
                depth = max(0, depth - 1)
            default: property = (number, text)
            }
        }
        close()
        return found.sorted { $0.line < $1.line }
    }

    /// Whether a line is told at a glance to be a property of which nothing is asked: most lines are.
    private static func isPlain(_ line: ArraySlice<UInt8>) -> Bool {
        // BEGIN and END, dates, durations, rules and exceptions are looked at.
        guard let first = line.first, !"BEDR".utf8.contains(first & 0xDF) || line.starts(with: "DTSTAMP:".utf8) else { return false }
        let name = line.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") && $0 > 0x20 }
        return !name.isEmpty && line.dropFirst(name.count).first == UInt8(ascii: ":")
    }

    /// When an event begins and ends, as its lines say it.
    private struct Ends {
        private var start: String?
        private var end: (line: Int, text: String)?

        mutating func take(_ text: String, _ line: Int) {
            switch CalendarLines.name(text) {
            case "DTSTART": start = start ?? text
            case "DTEND", "DURATION": end = (line, text)
            default: return
            }
        }

        /// An end before the beginning: by the clock where both are of one zone, else by more than any zones are apart.
        var problem: CalendarProblem? {
            guard let end, let start else { return nil }
            let (first, last) = (CalendarLines.value(start).trimmed, CalendarLines.value(end.text).trimmed)
            let isBefore: Bool
            if CalendarLines.name(end.text) == "DURATION" {
                isBefore = last.hasPrefix("-") && last.contains { ("1"..."9").contains($0) }
            } else {
                guard CalendarProblem.isMoment(first[...]), CalendarProblem.isMoment(last[...]), let from = LunarRule.day(first),
                    let to = LunarRule.day(last)
                else { return nil }
                let zones = (Ends.zone(start), Ends.zone(end.text))
                // An end without a zone is in that of the beginning, a beginning without one in the UTC of its end.
                let isOfOneZone = first.count == 8 || zones.1.isEmpty || zones.0 == zones.1 || (zones.0.isEmpty && zones.1 == ["Z"])
                isBefore = isOfOneZone ? Ends.clock(last) < Ends.clock(first) : to + 2 < from
            }
            return isBefore ? CalendarProblem(line: end.line, kind: .swapped, text: String(end.text.prefix(60))) : nil
        }

        /// The digits of a moment, a day being its midnight.
        private static func clock(_ text: String) -> String {
            let digits = text.filter { $0.isASCII && $0.isNumber }
            return digits + String(repeating: "0", count: max(0, 14 - digits.count))
        }

        /// What stands between a property's name and its value, and whether the value is in UTC.
        private static func zone(_ text: String) -> [String] {
            let value = CalendarLines.value(text)
            let parameters = text.dropLast(value.count).split(separator: ";").dropFirst().map { $0.trimmed.uppercased() }
            let zones = parameters.filter { $0.hasPrefix("TZID=") }
            return zones + (value.uppercased().hasSuffix("Z") ? ["Z"] : [])
        }
    }

    private static func problem(_ text: String, _ line: Int) -> CalendarProblem? {
        let value = CalendarLines.value(text)
        func told(_ kind: Kind, _ text: some StringProtocol) -> CalendarProblem {
            CalendarProblem(line: line, kind: kind, text: String(text.prefix(60)))
        }
        switch CalendarLines.name(text) {
        case "RDATE", "EXDATE", "DTSTART", "DTEND", "RECURRENCE-ID":
            // An empty list of dates says nothing wrong.
            let dates = value.split(separator: ",", omittingEmptySubsequences: !value.trimmed.isEmpty)
            return dates.first { !$0.trimmed.isEmpty && !isDate($0.trimmed) }.map { told(.date, CalendarLines.name(text) + ":" + $0) }
        case "RRULE", "EXRULE":
            // A rule of nothing is no rule.
            if value.trimmed.isEmpty { return nil }
            let upper = value.uppercased()
            if upper.contains("RSCALE="), !upper.contains("RSCALE=GREGORIAN") {
                guard LunarRule(value) != nil else { return told(.rule, value) }
                return told(.lunar, "\(LunarRule.years.lowerBound)–\(LunarRule.years.upperBound)")
            }
            let known = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
            let freq = upper.split(separator: ";").first { $0.trimmed.hasPrefix("FREQ=") }.map { $0.trimmed.dropFirst(5) }
            let isKnown = freq.map { known.contains(String($0)) } ?? false
            // Its other parts are read as strictly as whoever follows it reads them.
            return isKnown && (!bical_load() || bical_reads_rule(value)) ? nil : told(.rule, value)
        default: return nil
        }
    }

    /// A date, a time, or a span of two (RFC 5545 §3.3.4, 3.3.5, 3.3.9).
    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard let first = parts.first, isMoment(first) else { return false }
        return parts.count < 2 || isMoment(parts[1]) || parts[1].first.map { "P+-".contains($0) } ?? false
    }

    private static func isMoment(_ text: Substring) -> Bool {
        guard LunarRule.day(text) != nil else { return false }
        let rest = text.dropFirst(8)
        if rest.isEmpty { return true }
        let time = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let end = rest.dropFirst(1 + time.count)
        guard rest.first == "T" || rest.first == "t", time.count == 6 || time.count == 4, let number = Int(time.prefix(4)) else {
            return false
        }
        return number / 100 < 24 && number % 100 < 60 && (end.isEmpty || end.uppercased() == "Z")
    }
}
