import Office
import TestKit
import Testing

/// Who must see a matter in Today, and from when.
@Suite struct ObligationTests {
    private let calendar = WorkCalendar.china
    private let office: MemoryOffice

    init() throws { office = try MemoryOffice() }

    private func moment(_ text: String) throws -> Moment { try #require(OfficeZone.shanghai.moment(iso: text)) }

    private func obligations(_ register: String, _ values: [String: JSON]) -> [String: Moment] {
        let record = Record(
            values.merging(["register": .string(register), "title": "写总结", "owner": "p1", "holder": "p1"]) { mine, _ in mine })
        let matter = Matter(Subject(id: SubjectID("m1"), record: record))
        let all = matter.obligations(by: office.office.register(of: matter), calendar: calendar)
        #expect(Set(all.map(\.person)).count == all.count)
        return Dictionary(uniqueKeysWithValues: all.map { ($0.person, $0.wake) })
    }

    @Test func `what is planned wakes for the office and whoever has it on its day`() throws {
        let found = obligations("tasks", ["state": "doing", "plannedOn": "2026-11-25", "holder": "p4"])
        let day = try moment("2026-11-25T00:00")
        #expect(found == ["*": day, "p1": day, "p4": day])
    }

    @Test func `whoever is to sign sees it at once`() throws {
        let found = obligations("tasks", ["state": "doing", "plannedOn": "2026-11-25", "toSign": "u2"])
        #expect(found["u2"] == Moment(milliseconds: 0) && found["p1"] == Moment(milliseconds: 0))
    }

    @Test func `the supervisor sees it when the light is yellow, not before`() throws {
        let clock = Clock(start: try moment("2026-11-23T09:00"), until: try moment("2026-12-31T17:30"), basis: "测试", calendar: calendar)
        let found = obligations("tasks", ["state": "doing", "supervisor": "p2", "clock": clock.json])
        let wake = try #require(found["p1"])
        #expect(found["p2"] == max(wake, clock.yellowAt))
        #expect(obligations("tasks", ["state": "doing", "supervisor": "p2"])["p2"] == nil)
    }

    @Test func `a loan comes back to its lender's mind, though the paper is closed`() throws {
        let loan: JSON = ["borrower": "p2", "lender": "p4", "kind": "外借", "out": 1, "due": "2026-11-30"]
        let record = Record(["register": "inbound", "state": "void", "owner": "p1", "loans": ["1": loan]])
        let matter = Matter(Subject(id: SubjectID("m1"), record: record))
        let all = matter.obligations(by: office.office.register(of: matter), calendar: calendar)
        let (eve, late) = (try moment("2026-11-29T00:00"), try moment("2026-12-01T00:00"))
        #expect(Set(all) == [Obligation("p4", from: eve), Obligation("*", from: eve), Obligation(Matter.lentMark, from: late)])
        // Of a register nobody knows what is out is known still.
        #expect(Set(matter.obligations(by: nil, calendar: calendar)) == Set(all))
    }

    @Test func `the last hour begins an hour before closing, on working days alone`() throws {
        #expect(!calendar.isLastHour(at: try moment("2026-11-23T16:29")))
        #expect(calendar.isLastHour(at: try moment("2026-11-23T16:30")))
        #expect(calendar.isLastHour(at: try moment("2026-11-23T22:00")))
        // A Saturday.
        #expect(!calendar.isLastHour(at: try moment("2026-11-28T17:00")))
    }
}
