import Calendars
import Office
import Testing

@Suite struct CalendarTests {
    private func read(_ lines: [String]) throws -> CalendarFile {
        try CalendarFile(Array((["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR", ""]).joined(separator: "\r\n").utf8))
    }

    private func starts(_ event: CalendarEvent, _ from: String, _ to: String) throws -> [String] {
        let zone = OfficeZone.shanghai
        let lower = try #require(zone.moment(iso: from))
        let upper = try #require(zone.moment(iso: to))
        return try expandOccurrences(event.source, from: lower, to: upper).map { zone.plain($0.start) }
    }

    @Test func `a weekly meeting with one moved and one left out`() throws {
        let file = try read([
            "BEGIN:VEVENT", "UID:a1", "SUMMARY:每周例会", "LOCATION:三楼会议室", "DTSTART;TZID=Asia/Shanghai:20261102T093000",
            "DTEND;TZID=Asia/Shanghai:20261102T103000",
            "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;TZID=Asia/Shanghai:20261109T093000", "END:VEVENT", "BEGIN:VEVENT", "UID:a1",
            "RECURRENCE-ID;TZID=Asia/Shanghai:20261116T093000", "SUMMARY:每周例会（改期）", "DTSTART;TZID=Asia/Shanghai:20261117T140000",
            "DTEND;TZID=Asia/Shanghai:20261117T150000", "END:VEVENT",
        ])
        let event = try #require(file.events.first)
        #expect(file.events.count == 1)
        #expect(event.isRecurring)
        #expect(event.place == "三楼会议室")
        #expect(
            try starts(event, "2026-11-01", "2026-12-31") == [
                "2026-11-02 09:30", "2026-11-17 14:00", "2026-11-23 09:30", "2026-11-30 09:30",
            ])
        let zone = OfficeZone.shanghai
        let moved = try expandOccurrences(
            event.source, from: try #require(zone.moment(iso: "2026-11-17")), to: try #require(zone.moment(iso: "2026-11-18")))
        #expect(moved.first?.title == "每周例会（改期）")
        #expect(moved.first?.recurrenceID == "20261116T093000")
    }

    @Test func `the first day stands beside a rule that does not meet it`() throws {
        let lines = ["BEGIN:VEVENT", "UID:f", "SUMMARY:动员会", "DTSTART;TZID=Asia/Shanghai:20261106T090000"]
        let rule = "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2"
        let event = try #require(try read(lines + [rule, "END:VEVENT"]).events.first)
        #expect(try starts(event, "2026-11-01", "2026-12-01") == ["2026-11-06 09:00", "2026-11-09 09:00", "2026-11-16 09:00"])
        let without = try #require(
            try read(lines + [rule, "EXDATE;TZID=Asia/Shanghai:20261106T090000", "END:VEVENT"]).events.first)
        #expect(try starts(without, "2026-11-01", "2026-12-01") == ["2026-11-09 09:00", "2026-11-16 09:00"])
        // A rule that was over before it began leaves no day.
        let over = try #require(try read(lines + ["RRULE:FREQ=DAILY;UNTIL=20261101T000000Z", "END:VEVENT"]).events.first)
        #expect(try starts(over, "2026-11-01", "2026-12-01") == [])
    }

    @Test(arguments: [
        // A day, by an instant of its office's zone, of another, or of none; a time by another hour of its day.
        ("DTSTART;VALUE=DATE:20260101", "RECURRENCE-ID;VALUE=DATE:20270101"), ("DTSTART;VALUE=DATE:20260101", "RECURRENCE-ID:20270101"),
        ("DTSTART;VALUE=DATE:20260101", "RECURRENCE-ID:20270101T000000Z"),
        ("DTSTART;VALUE=DATE:20260101", "RECURRENCE-ID:20261231T160000Z"),
        ("DTSTART:20260101T010000Z", "RECURRENCE-ID:20270101T010000Z"), ("DTSTART:20260101T010000Z", "RECURRENCE-ID:20270101T020000Z"),
        ("DTSTART:20260101T010000Z", "RECURRENCE-ID;VALUE=DATE:20270101"),
    ])
    func `a changed occurrence takes the place of its own`(start: String, id: String) throws {
        let file = try read([
            "X-WR-TIMEZONE:Asia/Shanghai", "BEGIN:VEVENT", "UID:h", "SUMMARY:元旦", start, "RRULE:FREQ=YEARLY", "END:VEVENT",
            "BEGIN:VEVENT", "UID:h", id, "SUMMARY:元旦（调）", "DTSTART;VALUE=DATE:20270103", "END:VEVENT",
        ])
        #expect(file.events.count == 1)
        let zone = OfficeZone.shanghai
        let found = try expandOccurrences(
            file.events[0].source, from: try #require(zone.moment(iso: "2026-12-01")), to: try #require(zone.moment(iso: "2027-12-01")))
        #expect(found.map(\.title) == ["元旦（调）"])
    }

    @Test func `a rule by the lunar calendar is written out`() throws {
        func days(_ start: String, _ rule: String) throws -> [String] {
            let event = try #require(try read(["BEGIN:VEVENT", "UID:l", "SUMMARY:春节", start, "RRULE:\(rule)", "END:VEVENT"]).events.first)
            #expect(event.isRecurring)
            return try starts(event, "2024-01-01", "2028-01-01").map { String($0.prefix(16)) }
        }
        let spring = ["2024-02-10 00:00", "2025-01-29 00:00", "2026-02-17 00:00", "2027-02-06 00:00"]
        #expect(try days("DTSTART;VALUE=DATE:20240210", "RSCALE=CHINESE;FREQ=YEARLY") == spring)
        #expect(try days("DTSTART;VALUE=DATE:20200125", "FREQ=YEARLY;RSCALE=CHINESE;BYMONTH=1;BYMONTHDAY=1") == spring)
        #expect(
            try days("DTSTART;TZID=Asia/Shanghai:20240209T190000", "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1;COUNT=2")
                == ["2024-02-09 19:00", "2025-01-28 19:00"])
        // 闰六月 comes in 2025 alone; 三十 not in every month.
        #expect(try days("DTSTART;VALUE=DATE:20250725", "RSCALE=CHINESE;FREQ=YEARLY") == ["2025-07-25 00:00"])
        #expect(
            try days("DTSTART;VALUE=DATE:20250725", "RSCALE=CHINESE;FREQ=YEARLY;SKIP=BACKWARD") == [
                "2025-07-25 00:00", "2026-07-14 00:00", "2027-07-04 00:00",
            ])
        #expect(
            try days("DTSTART;VALUE=DATE:20240210", "RSCALE=GREGORIAN;FREQ=YEARLY;COUNT=2") == ["2024-02-10 00:00", "2025-02-10 00:00"])
    }

    @Test func `what cannot be read is told by its line`() {
        let lines = [
            "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:p", "SUMMARY:很长的", "标题没有续行的空格", "DTSTART:20261125T080000", "RDATE:20261126T080000,",
            " 2026-11-27",
            "EXDATE:", "RDATE;VALUE=PERIOD:20261128T080000Z/PT1H", "RRULE:RSCALE=HEBREW;FREQ=YEARLY", "RRULE:RSCALE=CHINESE;FREQ=YEARLY",
            "RRULE:FREQ=FORTNIGHTLY", "DESCRIPTION:20:00", "BEGIN:VALARM", "no property", "END:VALARM", "END:VEVENT", "not ours",
            "END:VCALENDAR",
        ]
        let found = CalendarProblem.all(in: Array(lines.joined(separator: "\r\n").utf8))
        #expect(found.map(\.line) == [5, 7, 11, 12, 13, 16])
        #expect(found.map(\.kind) == [.fold, .date, .rule, .lunar, .rule, .fold])
        #expect(found[1].text == "RDATE:2026-11-27" && found[3].text == "2017–2040")
    }

    @Test(arguments: [
        ("DTSTART:20261125T100000", "DTEND:20261125T090000", true), ("DTSTART:20261125T090000", "DTEND:20261125T090000", false),
        ("DTSTART;VALUE=DATE:20261125", "DTEND;VALUE=DATE:20261124", true),
        ("DTSTART;VALUE=DATE:20261125", "DTEND;VALUE=DATE:20261125", false),
        ("DTSTART:20261125T100000", "DTEND;VALUE=DATE:20261125", true), ("DTSTART;VALUE=DATE:20261125", "DTEND:20261125T090000", false),
        ("DTSTART;TZID=Asia/Shanghai:20261125T100000", "DTEND:20261125T090000", true),
        ("DTSTART:20261125T100000", "DTEND:20261125T090000Z", true), ("DTSTART:20261125T100000Z", "DTEND:20261125T110000Z", false),
        // Ten in Tokyo is nine in Shanghai.
        ("DTSTART;TZID=Asia/Tokyo:20261125T100000", "DTEND;TZID=Asia/Shanghai:20261125T093000", false),
        ("DTSTART;TZID=Asia/Tokyo:20261125T100000", "DTEND;TZID=Asia/Shanghai:20261122T093000", true),
        ("DTSTART:20261125T100000", "DURATION:-PT1H", true), ("DTSTART:20261125T100000", "DURATION:PT1H", false),
        ("DTSTART:20261125T100000", "DURATION:-PT0S", false),
    ])
    func `an end before the beginning is told by its line, and the two are taken the other way round`(
        start: String, end: String, isTold: Bool
    ) throws {
        for lines in [[start, end], [end, start]] {
            let text = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:e"] + lines + ["END:VEVENT", "END:VCALENDAR"]
            let found = CalendarProblem.all(in: Array(text.joined(separator: "\r\n").utf8))
            let told = [CalendarProblem.Kind.swapped].filter { _ in isTold }
            #expect(found.map(\.kind) == told && found.allSatisfy { $0.line == (lines[0] == end ? 4 : 5) && $0.text == end })
        }
        let event = try #require(try read(["BEGIN:VEVENT", "UID:e", "SUMMARY:会", start, end, "END:VEVENT"]).events.first)
        let found = try event.occurrences(from: Moment(seconds: 1_790_000_000), to: Moment(seconds: 1_800_000_000)).found
        #expect(found.count == 1 && found.allSatisfy { $0.start <= $0.end })
    }

    @Test(arguments: [
        ("FREQ=WEEKLY;BYDAY=XX", true), ("FREQ=WEEKLY;BYDAY=MO,XX", true), ("FREQ=WEEKLY;COUNT=abc", true), ("FREQ=WEEKLY;UNTIL=x", true),
        ("FREQ=WEEKLY;BYDAY=MO", false), ("freq=weekly;byday=mo", false), ("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20271231", false), ("", false),
    ])
    func `a rule is read in all its parts, or told by its line`(rule: String, isTold: Bool) {
        let text = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:e", "DTSTART:20261125T100000", "RRULE:" + rule, "END:VEVENT", "END:VCALENDAR"]
        let found = CalendarProblem.all(in: Array(text.joined(separator: "\r\n").utf8))
        #expect(found.map(\.kind) == [CalendarProblem.Kind.rule].filter { _ in isTold })
        #expect(found.allSatisfy { $0.line == 5 && $0.text == rule })
    }

    @Test func `an event without a start is named by its line and not taken in; a moved day needs none`() throws {
        let file = try read([
            "BEGIN:VEVENT", "UID:none", "SUMMARY:没有时间", "END:VEVENT", "BEGIN:VEVENT", "UID:torn", "DTSTART:2026xx25T100000", "END:VEVENT",
            "BEGIN:VEVENT", "UID:moved", "RECURRENCE-ID:20261130T100000", "END:VEVENT",
            "BEGIN:VEVENT", "UID:whole", "DTSTART:20261125T100000", "END:VEVENT", "BEGIN:VEVENT", "UID:whole", "SEQUENCE:2", "END:VEVENT",
        ])
        #expect(file.events.map(\.uid) == ["moved", "whole"] && file.startless.count == 3)
        #expect(try starts(file.events[1], "2026-11-24", "2026-11-28") == ["2026-11-25 10:00"])
    }

    @Test func `all-day, floating and foreign zones`() throws {
        let file = try read([
            "BEGIN:VEVENT", "UID:d", "SUMMARY:休假", "DTSTART;VALUE=DATE:20261125", "DTEND;VALUE=DATE:20261127", "END:VEVENT", "BEGIN:VEVENT",
            "UID:f",
            "SUMMARY:值班", "DTSTART:20261125T080000", "END:VEVENT", "BEGIN:VEVENT", "UID:z", "SUMMARY:call",
            "DTSTART;TZID=Europe/Berlin:20261125T090000",
            "DURATION:PT30M", "END:VEVENT",
        ])
        #expect(file.events.map(\.uid) == ["d", "f", "z"])
        #expect(try starts(file.events[0], "2026-11-24", "2026-11-28") == ["2026-11-25 00:00"])
        #expect(try starts(file.events[1], "2026-11-24", "2026-11-28") == ["2026-11-25 08:00"])
        #expect(try starts(file.events[2], "2026-11-24", "2026-11-28") == ["2026-11-25 16:00"])
    }

    @Test func `broken files give what can be read and never a crash`() throws {
        #expect(throws: CalendarFault.notACalendar) { _ = try CalendarFile(Array("hello".utf8)) }
        #expect(throws: CalendarFault.notACalendar) { _ = try CalendarFile([]) }
        let cut = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nSUMMARY:截断\r\nDTSTART:20261125T080000"
        #expect(try CalendarFile(Array(cut.utf8)).events.first?.title == "截断")
        let whole =
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nSUMMARY:标题\r\nDTSTART:20261125T080000\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        let bytes = Array(whole.utf8)
        for length in stride(from: 0, to: bytes.count, by: 3) { _ = try? CalendarFile(Array(bytes.prefix(length))) }
        for position in stride(from: 0, to: bytes.count, by: 2) {
            var changed = bytes
            changed[position] ^= 0x55
            guard let file = try? CalendarFile(changed) else { continue }
            for event in file.events { _ = try starts(event, "2026-11-25T08:00", "2026-11-25T08:01") }
        }
    }

    @Test func `what is written can be read again`() throws {
        let zone = OfficeZone.shanghai
        let start = try #require(zone.moment(iso: "2026-11-25T14:00"))
        let title = "预算评审会；第一次，" + String(repeating: "很长的标题", count: 20)
        let item = CalendarWriting.Item(
            uid: "g1@banshi", title: title, start: start, end: start.adding(minutes: 90), place: "二楼, 东侧", note: "第一行\n第二行",
            isCancelled: false)
        let text = try CalendarWriting.file(items: [item], sources: [], stamp: start)
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
        let event = try #require(try CalendarFile(Array(text.utf8)).events.first)
        #expect(event.title == title)
        #expect(event.place == "二楼, 东侧")
        #expect(try starts(event, "2026-11-25", "2026-11-26") == ["2026-11-25 14:00"])
    }
}
