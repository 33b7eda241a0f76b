import Ledger
import Office
import TestKit
import Testing

/// A guard that cannot read its facts does not decide: the act fails as a fault of the storage, and nothing of it is recorded.
@Suite struct GuardFactTests {
    /// A weekly meeting in our room, Mondays from nine to ten, for ever.
    private static let weekly: OccurrenceExpansion = { _, from, to in
        let zone = OfficeZone.shanghai
        let first = zone.day(of: from).monday
        return (0...((zone.day(of: to) - first) / 7 + 1)).compactMap { week in
            let start = zone.moment(first + 7 * week, TimeOfDay(9, 0))
            guard start >= from, start < to else { return nil }
            return Expanded(
                recurrenceID: nil, title: "周例会", start: start, end: start.adding(minutes: 60), offset: 28_800, zone: nil,
                isAllDay: false, place: "三楼会议室", status: nil)
        }
    }

    private func series(_ office: TestOffice) throws -> Command {
        let start = try office.moment("2026-11-23T09:00").milliseconds
        return .schedule(fields: [
            "title": "周例会", "uid": "weekly", "source": ["BEGIN:VEVENT"], "recurring": true, "start": .int(start),
            "end": .int(start + 3_600_000), "placeName": "三楼会议室", "rooms": ["三楼会议室": "r1"],
        ])
    }

    private func booking(_ office: TestOffice, _ from: String, _ to: String, place: JSON = "r1") throws -> Command {
        .schedule(fields: [
            "title": "评审会", "start": .int(try office.moment(from).milliseconds), "end": .int(try office.moment(to).milliseconds),
            "place": place,
        ])
    }

    @Test func `a room is asked in years no series was written out for`() throws {
        let office = try TestOffice(.memory, expand: Self.weekly)
        try office.ledger.submit([try series(office)], as: office.by())
        for (from, to) in [("2026-11-30T09:30", "2026-11-30T10:30"), ("2029-03-05T09:30", "2029-03-05T11:00")] {
            let taken = refusal { try office.ledger.submit([try booking(office, from, to)], as: office.by()) }
            guard case .roomTaken(_, "周例会", _, _) = taken else {
                Issue.record("\(from): \(String(describing: taken))")
                continue
            }
        }
        try office.ledger.submit([try booking(office, "2029-03-05T10:00", "2029-03-05T11:00")], as: office.by())
        try office.ledger.submit([try booking(office, "2029-03-06T09:00", "2029-03-06T11:00")], as: office.by())
    }

    @Test func `a series that cannot be read does not leave the room free`() throws {
        let fails: OccurrenceExpansion = { source, from, to throws(FactFault) in
            if from.milliseconds > 1_830_000_000_000 { throw FactFault(TestFault("no calendar library")) }
            return try Self.weekly(source, from, to)
        }
        let office = try TestOffice(.memory, expand: fails)
        try office.ledger.submit([try series(office)], as: office.by())
        let before = try office.ledger.version()
        #expect(throws: LedgerFault.unseen(reason: "TestFault(what: \"no calendar library\")")) {
            try office.ledger.submit(
                [
                    try booking(office, "2029-03-05T14:00", "2029-03-05T15:00", place: "线上"),
                    try booking(office, "2029-03-06T14:00", "2029-03-06T15:00"),
                ], as: office.by())
        }
        // The first of the two was fine by itself; the act is given up whole.
        #expect(try office.ledger.version() == before)
    }

    @Test func `a meeting of weeks holds its room to the end`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit([try booking(office, "2026-12-01T08:00", "2026-12-28T18:00")], as: office.by())
        let taken = refusal {
            try office.ledger.submit([try booking(office, "2026-12-24T09:00", "2026-12-24T10:00")], as: office.by())
        }
        guard case .roomTaken = taken else { return #expect(Bool(false), "\(String(describing: taken))") }
    }
}
