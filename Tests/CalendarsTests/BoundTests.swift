import Calendars
import Foundation
import Office
import Testing

/// Small calendars that would cost much: what is refused at the door, and what an office that holds it already pays.
@Suite struct BoundTests {
    private func event(_ rule: String, start: String = "20260105T090000", uid: String = "a", zone: [String] = [], tzid: String? = nil)
        -> String
    {
        (["BEGIN:VCALENDAR"] + zone + ["BEGIN:VEVENT", "UID:\(uid)", "SUMMARY:例会", "DTSTART\(tzid.map { ";TZID=" + $0 } ?? ""):\(start)"]
            + (rule.isEmpty ? [] : ["RRULE:" + rule]) + ["END:VEVENT", "END:VCALENDAR", ""]).joined(separator: "\r\n")
    }

    private func read(_ text: String) throws -> CalendarEvent {
        try #require(try CalendarFile(Array(text.utf8)).events.first)
    }

    private func zone(_ rule: String) -> [String] {
        [
            "BEGIN:VTIMEZONE", "TZID:X/Y", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0800",
            "RRULE:" + rule, "END:STANDARD", "END:VTIMEZONE",
        ]
    }

    /// A year, seen from the first of 2026.
    private func year(_ event: CalendarEvent) throws -> (found: [Expanded], isCut: Bool) {
        let zone = OfficeZone.shanghai
        return try boundedOccurrences(
            event.source, from: try #require(zone.moment(iso: "2026-01-01")), to: try #require(zone.moment(iso: "2027-01-01")))
    }

    private static let all = (0..<60).map(String.init).joined(separator: ",")

    @Test(arguments: [
        "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=HOURLY", "freq=hourly;count=3",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", "FREQ=DAILY;BYMINUTE=\(all)", "FREQ=YEARLY;BYSECOND=\(all)",
    ]) func `a rule below a day is known at the door and gives its start alone`(_ rule: String) throws {
        let event = try read(event(rule))
        #expect(event.isTooFine)
        #expect(try year(event).found.map(\.isUnfollowed) == [true])
    }

    @Test(arguments: [
        "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=MO,XX", "RSCALE=HEBREW;FREQ=YEARLY", "FREQ=FORTNIGHTLY", "FREQ=WEEKLY;COUNT=abc",
        "FREQ=WEEKLY;UNTIL=x",
    ]) func `a rule nobody can read gives its start alone, which says so`(_ rule: String) throws {
        #expect(try year(read(event(rule))).found.map(\.isUnfollowed) == [true])
    }

    @Test(arguments: ["", "FREQ=WEEKLY;COUNT=2", "FREQ=WEEKLY;COUNT=2;X-NOTE=1", "FREQ=YEARLY;RSCALE=CHINESE"])
    func `a rule that is followed says nothing`(_ rule: String) throws {
        let found = try year(read(event(rule))).found
        #expect(!found.isEmpty && found.allSatisfy { !$0.isUnfollowed })
    }

    @Test func `a common rule is known without the library, any other is not`() throws {
        let plain = [
            "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=MO", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20271231T155959Z", "",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;COUNT=10",
        ]
        let others = [
            "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;BYHOUR=9", "RSCALE=CHINESE;FREQ=YEARLY", "BYDAY=MO", "FREQ=WEEKLY;UNTIL=x",
            "FREQ=WEEKLY;COUNT=abc", "FREQ=WEEKLY;\r\n BYDAY=XX", "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;BYMONTH=13", "FREQ=MONTHLY;BYDAY=0MO",
        ]
        func isPlain(_ rule: String) throws -> Bool {
            let source = try read(event(rule)).source.map(JSON.string)
            return Meeting(Subject(id: SubjectID(.meeting, 1), record: Record(["source": .array(source)]))).isPlainSeries
        }
        for rule in plain {
            #expect(try isPlain(rule), "\(rule)")
            #expect(try year(read(event(rule))).found.allSatisfy { !$0.isUnfollowed }, "\(rule)")
        }
        for rule in others { #expect(try !isPlain(rule), "\(rule)") }
    }

    @Test(arguments: [
        "FREQ=DAILY;BYHOUR=9,14", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    ]) func `rules of people pass`(_ rule: String) throws { #expect(try !read(event(rule)).isTooFine) }

    @Test(arguments: [
        "FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY", "FREQ=YEARLY;BYHOUR=1,2;BYMONTH=3",
        "FREQ=YEARLY;BYMONTH=10;BYDAY=-58081SU", "FREQ=YEARLY;BYMONTH=10;BYDAY=1SU,6MO", "FREQ=YEARLY;BYDAY=54SU",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=10;BYDAY=XX",
    ])
    func `a zone whose clock is changed by no rule of clocks is known at the door`(_ rule: String) throws {
        let event = try read(event("", zone: zone(rule), tzid: "X/Y"))
        #expect(event.isTooFine)
        #expect(try year(event).found.count == 1)
    }

    @Test func `a folded rule of a zone is read whole`() throws {
        let event = try read(event("", zone: zone("FREQ=YEARLY;BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8;\r\n BYMONTH=10"), tzid: "X/Y"))
        #expect(!event.isTooFine)
    }

    @Test(arguments: [
        "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "FREQ=YEARLY;BYDAY=+2SU;BYMONTH=3;UNTIL=20300101T000000Z",
        "FREQ=YEARLY;BYMONTH=4;BYDAY=5SA,-1SA",
    ])
    func `a zone whose clock is changed on a weekday is followed`(_ rule: String) throws {
        #expect(try !read(event("", zone: zone(rule), tzid: "X/Y")).isTooFine)
    }

    @Test(arguments: [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYYEARDAY=366;BYMONTH=1", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=YEARLY;BYSETPOS=\((1...366).map(String.init).joined(separator: ","));BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=8,9,10,11;COUNT=1000000",
        "FREQ=DAILY;COUNT=100000000;BYDAY=MO",
    ]) func `a day that never comes and a start long ago end soon`(_ rule: String) throws {
        let event = try read(event(rule, start: "00010101T090000"))
        let begun = ContinuousClock.now
        _ = try year(event)
        #expect(ContinuousClock.now - begun < .seconds(2))
    }

    @Test func `a clock of another country is told for centuries to come without waiting for them`() throws {
        let event = try read(event("FREQ=MONTHLY;BYDAY=-1FR", start: "20261127T213000", tzid: "Europe/Berlin"))
        let begun = ContinuousClock.now
        let found = try expandOccurrences(event.source, from: Moment(seconds: -4_000_000_000), to: Moment(seconds: 64_000_000_000))
        #expect(found.count > 5_000)
        #expect(ContinuousClock.now - begun < .seconds(5))
    }

    @Test func `of more than a window holds the last says so`() throws {
        let event = try read(event("FREQ=DAILY;BYHOUR=8,9,10,11,12,13,14,15"))
        let zone = OfficeZone.shanghai
        let found = try expandOccurrences(
            event.source, from: try #require(zone.moment(iso: "2026-01-01")), to: try #require(zone.moment(iso: "2036-01-01")))
        #expect(found.count == occurrenceLimit)
        #expect(found.last?.isCut == true)
        #expect(found.first?.isCut == false)
        #expect(try year(event).isCut == false)
    }

    @Test func `changed occurrences beyond all measure are said`() throws {
        var text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260105T090000\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"
        for minute in 0..<2_100 {
            let time = "\(2000 + minute / 1_000)0101T\(String(format: "%02d%02d", minute / 60 % 24, minute % 60))00"
            text += "BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID:\(time)\r\nDTSTART:\(time)\r\nEND:VEVENT\r\n"
        }
        #expect(try read(text + "END:VCALENDAR\r\n").isTooLong)
    }

    @Test func `what a process of its own writes down is read as it was, or not at all`() throws {
        let text = event("FREQ=DAILY", zone: zone("FREQ=DAILY"), tzid: "X/Y")
            .replacing("SUMMARY:例会", with: "SUMMARY:例会\r\nLOCATION:三楼\r\nSTATUS:CONFIRMED")
            .replacing("BEGIN:VCALENDAR", with: "BEGIN:VCALENDAR\r\nMETHOD:REQUEST")
            .replacing("END:VCALENDAR", with: "BEGIN:VEVENT\r\nUID:z\r\nEND:VEVENT\r\nBEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nEND:VCALENDAR")
        let file = try CalendarFile(Array(text.utf8))
        #expect(file.startless.count == 1 && file.otherComponents == 1)
        let written = file.written
        #expect(CalendarFile(written: written) == file)
        // A field more must travel too.
        #expect(try Mirror(reflecting: #require(file.events.first)).children.count == 10)
        #expect(Mirror(reflecting: file).children.count == 3)
        for count in 0..<written.count { #expect(CalendarFile(written: Array(written.prefix(count))) == nil) }
        for index in written.indices {
            var torn = written
            torn[index] ^= 0xFF
            _ = CalendarFile(written: torn)
        }
    }
}
