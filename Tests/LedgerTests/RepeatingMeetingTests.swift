import Ledger
import Office
import TestKit
import Testing

@Suite struct RepeatingMeetingTests {
    @Test func `a meeting of every week stands in every week, holds its room, and goes as a whole`() throws {
        let office = try TestOffice()
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
}
