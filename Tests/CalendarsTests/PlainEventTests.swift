import Calendars
import Office
import Testing

/// An event held once is read without the library where its times are plain, and comes to the same.
@Suite struct PlainEventTests {
    private static let starts = [
        "DTSTART:20261201T090000", "DTSTART:20261201T010000Z", "DTSTART;VALUE=DATE:20261201", "DTSTART;TZID=Asia/Tokyo:20261201T090000",
        "dtstart:20261201T090000", "DTSTART;VALUE=DATE-TIME:20261201T090000", "DTSTART:20261201", "DTSTART:20261231T235959",
        "DTSTART:19890701T090000", "DTSTART:20280229T080000", "DTSTART:20270229T080000", "DTSTART:20261201T250000", "DTSTART:20261201T0900",
        "DTSTART:20261201T09\r\n 0000",
    ]
    private static let ends = [
        "", "DTEND:20261201T103000", "DTEND:20261201T030000Z", "DTEND;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261201",
        "DTEND:20261130T090000", "DURATION:PT1H", "DURATION:PT90M", "DURATION:P2D", "DURATION:P1W", "DURATION:P1DT2H", "DURATION:-PT1H",
        "DURATION:PT0S", "DURATION:PT", "DURATION:P", "DURATION:+PT1H", "duration:PT1H", "DURATION:PT1H\r\nDTEND:20261201T100000",
    ]
    private static let others = [
        "", "LOCATION:三楼会议室\r\nSTATUS:TENTATIVE", "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDURATION:PT5M\r\nEND:VALARM",
        "RRULE:FREQ=DAILY;COUNT=2",
        "EXDATE:20261201T090000", "DESCRIPTION:第一行\r\n  DTSTART:20200101T000000",
    ]

    @Test func `it is held when the library says it is held`() throws {
        let (from, to) = (Moment(seconds: 0), Moment(seconds: 8_000_000_000))
        var read = 0
        for start in Self.starts {
            for end in Self.ends {
                for other in Self.others {
                    let lines = [
                        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a", "SUMMARY:例会", start, end, other, "END:VEVENT", "END:VCALENDAR", "",
                    ]
                    let text = lines.filter { !$0.isEmpty }.joined(separator: "\r\n") + "\r\n"
                    guard let event = try CalendarFile(Array(text.utf8)).events.first else { continue }
                    let slow = try boundedOccurrences(event.source, from: from, to: to).found
                    #expect(try event.occurrences(from: from, to: to).found == slow, "\(start) \(end) \(other)")
                    read += 1
                }
            }
        }
        #expect(read > 1_000)
    }

    @Test func `outside the span there is none`() throws {
        let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261201T090000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        let event = try #require(try CalendarFile(Array(text.utf8)).events.first)
        let start = try #require(OfficeZone.shanghai.moment(iso: "2026-12-01T09:00"))
        let later = Moment(milliseconds: start.milliseconds + 1)
        #expect(try event.occurrences(from: start, to: later).found.count == 1)
        #expect(try event.occurrences(from: later, to: Moment(seconds: 8_000_000_000)).found.isEmpty)
        #expect(try event.occurrences(from: Moment(seconds: 0), to: start).found.isEmpty)
    }
}
