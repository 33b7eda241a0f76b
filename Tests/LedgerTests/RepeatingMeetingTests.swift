import Calendars
import Ledger
import Office
import TestKit
import Testing

@Suite struct RepeatingMeetingTests {
    @Test func `a meeting of every week stands in every week, holds its room, and goes as a whole`() throws {
        let office = try TestOffice(.memory)
        let start = try office.moment("2026-11-23T14:00")
        let end = try office.moment("2026-11-23T15:00")
        let receipt = try office.ledger.submit(
            [
                .schedule(fields: [
                    "title": "例会", "start": .int(start.milliseconds), "end": .int(end.milliseconds), "place": "r1", "owner": "p1",
                    "repeats": "每周一",
                ])
            ], as: office.by())
        let id = try #require(receipt.subjects.first)
        func held(_ from: String, _ to: String) throws -> [String] {
            try office.ledger.agenda(from: try office.moment(from), to: try office.moment(to)).map { OfficeZone.shanghai.plain($0.start) }
        }
        #expect(
            try held("2026-11-23T00:00", "2026-12-08T00:00") == ["2026-11-23 14:00", "2026-11-30 14:00", "2026-12-07 14:00"])
        // Beyond the years that are kept, too.
        #expect(try held("2030-11-25T00:00", "2030-12-02T00:00") == ["2030-11-25 14:00"])
        #expect(
            refusal {
                try office.ledger.submit(
                    [
                        .schedule(fields: [
                            "title": "碰头会", "start": .int(try office.moment("2026-11-30T14:30").milliseconds),
                            "end": .int(try office.moment("2026-11-30T15:00").milliseconds), "place": "r1",
                        ])
                    ], as: office.by())
            } != nil)
        try office.ledger.undo(as: office.by())
        #expect(try held("2026-11-23T00:00", "2026-12-08T00:00") == [])
        #expect(id.kind == .meeting)
    }

    /// A series as an older program took it in.
    private func series(_ office: TestOffice, _ uid: String, _ more: [String]) throws -> SubjectID {
        let lines = ["BEGIN:VEVENT", "UID:\(uid)", "SUMMARY:\(uid)", "DTSTART:20261124T090000", "DURATION:PT1H"] + more + ["END:VEVENT"]
        let fields: [String: JSON] = [
            "title": .string(uid), "uid": .string(uid), "start": 0, "recurring": true, "source": [.string(lines.joined(separator: "\r\n"))],
        ]
        return try #require(try office.ledger.submit([.schedule(fields: fields)], as: office.by()).subjects.first)
    }

    @Test func `the one day shown of a series nobody can follow says so, within the years that are kept and beyond them`() throws {
        let expand: OccurrenceExpansion = { source, from, to throws(FactFault) in
            try FactFault.reading { try expandOccurrences(source, from: from, to: to) }
        }
        let office = try TestOffice(.memory, expand: expand)
        for (uid, rule) in [("hourly", "FREQ=HOURLY"), ("torn", "FREQ=WEEKLY;BYDAY=XX"), ("weekly", "FREQ=WEEKLY"), ("once", "")] {
            _ = try series(office, uid, rule.isEmpty ? [] : ["RRULE:" + rule])
        }
        _ = try series(office, "moved", ["RRULE:FREQ=MINUTELY", "RDATE:20261125T090000"])
        func unfollowed(_ from: String, _ to: String) throws -> [String] {
            Set(try office.ledger.agenda(from: office.moment(from), to: office.moment(to)).filter(\.isUnfollowed).map(\.uid)).sorted()
        }
        #expect(try unfollowed("2026-11-23", "2026-12-07") == ["hourly", "moved", "torn"])
        #expect(try office.ledger.agenda(from: office.moment("2026-11-23"), to: office.moment("2026-12-07")).count == 7)
        #expect(try unfollowed("2026-12-07", "2027-03-01") == [])
        // Years on, the day lies outside of what is kept.
        office.now = try office.moment("2031-05-01T09:00")
        _ = try series(office, "later", ["RRULE:FREQ=SECONDLY"])
        _ = try office.ledger.rebuild()
        #expect(try unfollowed("2026-11-23", "2026-12-07") == ["hourly", "later", "moved", "torn"])
    }
}
