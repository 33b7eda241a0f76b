import Calendars
import Foundation
import Office
import Testing

/// Calendars and rules from the test suites of others, which lie beside the project and are no part of it.
@Suite struct SampleCalendarTests {
    private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../../shared/samples"
    private static let areThere = FileManager.default.fileExists(atPath: samples + "/calendars-expected.json")
    private static let absence: Comment = "no samples: ../shared/samples is absent"
    /// Calendars of which more is read than the reference reads: events of one empty UID, a rule with a misspelt end.
    private static let readFurther: Set<String> = [
        "calcurse/rfc5545.ical", "recurring-ical-events/bad_rrule_missing_until_event.ics",
    ]

    private static func json(_ path: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: samples + path)))
    }

    /// What starts on the days `[from, to)` by the clock of each event's own zone.
    private static func starts(_ events: [CalendarEvent], _ from: String, _ to: String) throws -> [String] {
        let zone = OfficeZone.shanghai
        let lower = try #require(zone.moment(iso: from))
        let upper = try #require(zone.moment(iso: to))
        return try events.flatMap { event in
            try boundedOccurrences(event.source, from: lower.adding(seconds: -172_800), to: upper.adding(seconds: 172_800)).found.map {
                let plain = OfficeZone(identifier: "", offsetSeconds: $0.offset).plain($0.start)
                return $0.isAllDay ? String(plain.prefix(10)) : plain
            }
        }.filter { from <= String($0.prefix(10)) && String($0.prefix(10)) < to }.sorted()
    }

    @Test(.enabled(if: areThere, absence)) func `each calendar shows in its windows what starts there`() throws {
        let all = try #require(try Self.json("/calendars-expected.json") as? [String: Any])
        let files = try #require(all["files"] as? [[String: Any]])
        var windows = 0
        for file in files {
            let name = file["file"] as? String ?? ""
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.samples + "/calendars/" + name)))
            // What the reference could not read must only end.
            guard let calendar = try? CalendarFile(bytes) else {
                #expect(file["parse"] as? String != "ok", "\(name)")
                continue
            }
            for window in file["windows"] as? [[String: Any]] ?? [] {
                let from = window["start"] as? String ?? ""
                let found = try Self.starts(calendar.events, from, window["end"] as? String ?? "")
                let known = (window["occurrences"] as? [[String: Any]] ?? []).compactMap { $0["start"] as? String }
                let wanted = known.map { String($0.replacing("T", with: " ").prefix(16)) }
                let count = window["count_starting"] as? Int ?? 0
                #expect(Self.readFurther.contains(name) ? found.count >= count : found.count == count, "\(name) \(from)")
                // A long window names its first only.
                var left = found
                for start in wanted {
                    guard let index = left.firstIndex(of: start) else {
                        Issue.record("\(name) \(from): \(start) is missing")
                        continue
                    }
                    left.remove(at: index)
                }
                windows += 1
            }
        }
        #expect(windows > 300)
    }

    @Test(.enabled(if: areThere, absence)) func `rules give what two others agree on, or are refused as finer than a day`() throws {
        let rules = try #require(try Self.json("/recurrence-rules.json") as? [[String: Any]])
        var followed = 0
        for rule in rules {
            let text = rule["rrule"] as? String ?? ""
            let start = rule["dtstart"] as? String ?? ""
            let zone = (rule["tzid"] as? String).map { ";TZID=" + $0 } ?? ""
            let lines = [
                "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a", "DTSTART\(zone):\(start)", "RRULE:\(text)", "END:VEVENT", "END:VCALENDAR", "",
            ]
            let event = try #require(try CalendarFile(Array(lines.joined(separator: "\r\n").utf8)).events.first)
            if event.isTooFine {
                #expect(["HOURLY", "MINUTELY", "SECONDLY", "BYHOUR", "BYMINUTE", "BYSECOND"].contains { text.contains($0) }, "\(text)")
                continue
            }
            // The first day stands even off its own rule, unless that ends before it begins.
            let expected = rule["expected"] as? [String] ?? []
            let wanted = (expected.isEmpty || expected.contains(start) ? expected : expected + [start]).map(Self.plain).sorted()
            let found = try expandOccurrences(event.source, from: Moment(seconds: 600_000_000), to: Moment(seconds: 7_300_000_000))
            let plain = found.map { OfficeZone(identifier: "", offsetSeconds: $0.offset).plain($0.start) }.sorted()
            #expect(plain == wanted, "\(start) \(text)")
            followed += 1
        }
        #expect(followed > 40)
    }

    /// `19970902T090000` as a clock is written.
    private static func plain(_ stamp: String) -> String {
        let digits = Array(stamp)
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8)) \(part(9..<11)):\(part(11..<13))"
    }
}
