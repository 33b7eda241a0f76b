import Office
import Testing

@Suite struct AbsenceTests {
    private func at(_ text: String) throws -> Moment { try #require(OfficeZone.shanghai.moment(iso: text)) }

    private func person(_ fields: [String: JSON]) -> Person {
        var record = Record(["name": "王芳"])
        for (path, value) in fields { record[path] = value }
        return Person(id: "p1", record: record)
    }

    @Test func `a morning away ends at noon`() throws {
        let day = try #require(Day(2026, 11, 24))
        let person = person(Absence(from: day, to: day, toHalf: .morning, cover: "p2").fields)
        #expect(person.isAway(on: day))
        #expect(person.isAway(at: try at("2026-11-24T09:00"), in: .china))
        #expect(!person.isAway(at: try at("2026-11-24T13:30"), in: .china))
        #expect(!person.isAway(at: try at("2026-11-25T09:00"), in: .china))
    }

    @Test func `from an afternoon to a morning the days between are whole`() throws {
        let absence = Absence(
            from: try #require(Day(2026, 11, 25)), to: try #require(Day(2026, 11, 27)), fromHalf: .afternoon, toHalf: .morning)
        let expected = [
            ("2026-11-25T09:00", false), ("2026-11-25T14:00", true), ("2026-11-26T09:00", true), ("2026-11-27T11:00", true),
            ("2026-11-27T14:00", false),
        ]
        for (moment, isAway) in expected { #expect(absence.includes(try at(moment), in: .china) == isAway, "\(moment)") }
    }

    @Test func `a new absence takes back what the last one said`() throws {
        let day = try #require(Day(2026, 11, 24))
        let before = Absence(from: day, to: day, toHalf: .morning, cover: "p2").fields
        let now = before.merging(Absence(from: day + 7, to: day + 8).fields) { $1 }
        let away = try #require(person(now).away)
        #expect(away.toHalf == nil)
        #expect(away.cover == nil)
    }
}
