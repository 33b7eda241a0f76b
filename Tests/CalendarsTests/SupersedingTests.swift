import Calendars
import Office
import Testing

/// What comes after an invitation: a change or the end of one occurrence, an answer, an older letter.
@Suite struct SupersedingTests {
    private static let zone = OfficeZone.shanghai

    private func read(_ method: String?, _ lines: [String], zone: String? = nil) throws -> CalendarEvent {
        let head =
            ["BEGIN:VCALENDAR", "VERSION:2.0"] + [method.map { "METHOD:" + $0 }, zone.map { "X-WR-TIMEZONE:" + $0 }].compactMap(\.self)
        let text = (head + ["BEGIN:VEVENT", "UID:u"] + lines + ["END:VEVENT", "END:VCALENDAR", ""]).joined(separator: "\r\n")
        return try #require(try CalendarFile(Array(text.utf8)).events.first)
    }

    private func series(_ sequence: Int = 0, title: String = "每周例会") throws -> CalendarEvent {
        try read(
            "REQUEST",
            [
                "SEQUENCE:\(sequence)", "DTSTAMP:20261120T010000Z", "DTSTART;TZID=Asia/Shanghai:20261207T090000",
                "DTEND;TZID=Asia/Shanghai:20261207T100000", "SUMMARY:" + title, "RRULE:FREQ=WEEKLY;COUNT=4",
            ])
    }

    /// A letter about one Monday.
    private func letter(_ method: String, _ day: String, to start: String? = nil, _ sequence: Int = 1) throws -> CalendarEvent {
        try read(
            method,
            [
                "SEQUENCE:\(sequence)", "DTSTAMP:20261121T010000Z", "DTSTART;TZID=Asia/Shanghai:" + (start ?? day + "T090000"),
                "DURATION:PT1H", "SUMMARY:例会有变", "RECURRENCE-ID;TZID=Asia/Shanghai:\(day)T090000",
            ])
    }

    private func days(_ event: CalendarEvent) throws -> [String] {
        let from = try #require(Self.zone.moment(iso: "2026-12-01"))
        let to = try #require(Self.zone.moment(iso: "2027-02-01"))
        return try expandOccurrences(event.source, from: from, to: to).map {
            Self.zone.plain($0.start).dropFirst(5) + ($0.status == "cancelled" ? " 取消" : "")
        }
    }

    @Test func `who is expected is counted by the attendees of the event, rooms and those who declined left out`() throws {
        func count(_ lines: [String]) throws -> Int? {
            let text =
                (["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a", "SUMMARY:例会", "DTSTART:20261201T090000"] + lines
                + ["END:VEVENT", "END:VCALENDAR", ""]).joined(separator: "\r\n")
            return try #require(try CalendarFile(Array(text.utf8)).events.first).attendees
        }
        #expect(try count([]) == nil)
        #expect(
            try count(["ATTENDEE;CN=\"王: 建国\";ROLE=REQ-PARTICIPANT:mailto:a@b.cn", "attendee:mailto:c@b.cn", "ATTENDEE:MAILTO:A@b.cn"]) == 2
        )
        #expect(
            try count([
                "ATTENDEE:mailto:a@b.cn", "ATTENDEE;CUTYPE=ROOM:mailto:room@b.cn", "ATTENDEE;PARTSTAT=DECLINED;CN=李", " 卫东:mailto:l@b.cn",
                "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:n@b.cn", "BEGIN:VALARM", "ACTION:EMAIL", "TRIGGER:-PT5M", "ATTENDEE:mailto:x@b.cn",
                "END:VALARM",
            ]) == 1)
        #expect(try count(["ATTENDEE;CUTYPE=ROOM:mailto:room@b.cn"]) == nil)
        #expect(try count(["ATTEN", " DEE:mailto:a@b.cn"]) == 1)
    }

    @Test func `one occurrence is cancelled and another moved, the others stay`() throws {
        let kept = try series()
        let cancelled = try #require(try letter("CANCEL", "20261221").merged(into: kept.source))
        #expect(cancelled.isRecurring && cancelled.title == "每周例会" && cancelled.uid == "u")
        #expect(try days(cancelled) == ["12-07 09:00", "12-14 09:00", "12-21 09:00 取消", "12-28 09:00"])
        let moved = try #require(try letter("REQUEST", "20261214", to: "20261214T140000").merged(into: cancelled.source))
        #expect(try days(moved) == ["12-07 09:00", "12-14 14:00", "12-21 09:00 取消", "12-28 09:00"])
        // The first letter again takes nothing of that back, the last one again changes nothing.
        #expect(try kept.merged(into: moved.source)?.source == moved.source)
        #expect(try letter("REQUEST", "20261214", to: "20261214T140000").merged(into: moved.source)?.source == moved.source)
        // A later letter about the series speaks for all of it.
        let later = try #require(try series(2, title: "每周调度会").merged(into: moved.source))
        #expect(try days(later) == ["12-07 09:00", "12-14 09:00", "12-21 09:00", "12-28 09:00"])
        #expect(try letter("REQUEST", "20261214", to: "20261214T160000").merged(into: later.source) == nil)
    }

    @Test func `a series is cancelled by a letter that does not repeat its rule`() throws {
        let end = try read(
            "CANCEL", ["SEQUENCE:1", "DTSTAMP:20261121T010000Z", "DTSTART;TZID=Asia/Shanghai:20261207T090000", "SUMMARY:每周例会"])
        #expect(end.status == "cancelled")
        let merged = try #require(try end.merged(into: try series().source))
        #expect(merged.status == "cancelled" && merged.isRecurring)
        #expect(try days(merged).allSatisfy { $0.hasSuffix("取消") } && days(merged).count == 4)
        #expect(try series().merged(into: merged.source) == nil)
    }

    @Test(arguments: ["REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH", "reply"])
    func `an answer is none of the office's meetings`(method: String) throws {
        #expect(try letter(method, "20261214", to: "20261214T110000").isAnswer)
    }

    @Test(arguments: ["REQUEST", "CANCEL", "PUBLISH", nil])
    func `an invitation, a cancellation and a calendar are no answers`(method: String?) throws {
        #expect(try !read(method, ["DTSTART:20261207T090000", "SUMMARY:会"]).isAnswer)
    }

    @Test(arguments: [
        (["SEQUENCE:1"], ["SEQUENCE:0", "DTSTAMP:20261130T010000Z"]),
        (["SEQUENCE:1", "DTSTAMP:20261121T010000Z"], ["SEQUENCE:1", "DTSTAMP:20261120T010000Z"]),
        (["LAST-MODIFIED:20261121T010000Z", "DTSTAMP:20261121T010000Z"], ["LAST-MODIFIED:20261120T010000Z", "DTSTAMP:20261130T010000Z"]),
    ])
    func `what was written before takes the place of nothing`(kept: [String], older: [String]) throws {
        let mine = try read(nil, kept + ["DTSTART:20261204T090000", "SUMMARY:协调会改期"])
        let its = try read(nil, older + ["DTSTART:20261203T090000", "SUMMARY:协调会"])
        #expect(try its.merged(into: mine.source) == nil && !its.isNewer(than: mine.source))
        #expect(try mine.merged(into: its.source) == mine && mine.isNewer(than: its.source))
    }

    @Test func `an event says when it was written, as far as it does`() throws {
        func said(_ lines: [String]) throws -> String? {
            try read(nil, lines + ["DTSTART:20261204T090000", "SUMMARY:会"]).saidAt.map { Self.zone.plain($0) }
        }
        #expect(try said(["DTSTAMP:20261121T010000Z"]) == "2026-11-21 09:00")
        #expect(try said(["LAST-MODIFIED:20261122T013000Z", "DTSTAMP:20261121T010000Z"]) == "2026-11-22 09:30")
        #expect(try said([]) == nil && said(["DTSTAMP:20261121"]) == nil)
    }

    @Test func `a calendar that does not say when it was written is taken as it comes`() throws {
        let mine = try read(nil, ["DTSTART:20261204T090000", "SUMMARY:甲"])
        let its = try read(nil, ["DTSTART:20261203T090000", "SUMMARY:乙"])
        #expect(try its.merged(into: mine.source) == its && !its.isNewer(than: mine.source))
    }

    @Test func `a time without a zone is written out in that of its calendar`() throws {
        let event = try read(
            nil, ["SUMMARY:连线会", "DTSTART:20261203T090000", "DTEND:20261203T100000", "DTSTAMP:20261120T010000Z"], zone: "Europe/Berlin")
        let from = try #require(Self.zone.moment(iso: "2026-12-01"))
        let before = try expandOccurrences(event.source, from: from, to: from.adding(minutes: 60 * 24 * 7)).map(\.start)
        let text = try CalendarWriting.file(items: [], sources: [event.source], stamp: from)
        #expect(text.contains("DTSTART;TZID=Europe/Berlin:20261203T090000") && text.contains("DTSTAMP:20261120T010000Z"))
        let again = try #require(try CalendarFile(Array(text.utf8)).events.first)
        #expect(try expandOccurrences(again.source, from: from, to: from.adding(minutes: 60 * 24 * 7)).map(\.start) == before)
        #expect(before.map { Self.zone.plain($0) } == ["2026-12-03 16:00"])
    }

    @Test func `what a file wants comes through the process that reads it`() throws {
        let text = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20261203T090000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        let file = try CalendarFile(Array(text.utf8))
        #expect(CalendarFile(written: file.written) == file && file.events.first?.method == "REPLY")
    }
}
