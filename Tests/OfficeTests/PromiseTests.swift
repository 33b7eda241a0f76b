import Office
import TestKit
import Testing

@Suite struct PromiseTests {
    private func promised(_ office: TestOffice, due: String) throws -> SubjectID {
        let moment = try office.moment(due)
        return try office.open(
            MatterDraft(
                register: "tasks",
                values: [
                    "title": "回电", "clock": Clock(start: office.now, until: moment, basis: "承诺", calendar: .china).json,
                    "promise": ["to": "李女士", "due": .int(moment.milliseconds), "originalDue": .int(moment.milliseconds)],
                ], registers: true))
    }

    private func amend(_ office: TestOffice, _ id: SubjectID, _ due: String) throws {
        try office.ledger.submit([.amend(id, fields: ["limit": .int(try office.moment(due).milliseconds)])], as: office.by())
    }

    @Test func `on the day it was made a wrong date is corrected, the first one with it`() throws {
        let office = try TestOffice(.memory)
        let id = try promised(office, due: "2026-11-23T17:30")
        office.now = try office.moment("2026-11-23T15:00")
        try amend(office, id, "2026-11-23T17:00")
        let matter = try office.matter(id)
        #expect(matter.promise?.due == (try office.moment("2026-11-23T17:00")))
        #expect(matter.promise?.originalDue == matter.promise?.due)
        #expect(matter.clock?.due == matter.promise?.due)
        #expect(matter.clock?.basis == "承诺")
    }

    @Test func `from the next day on the first date stands`() throws {
        let office = try TestOffice(.memory)
        let id = try promised(office, due: "2026-11-25T17:00")
        office.now = try office.moment("2026-11-24T09:00")
        try amend(office, id, "2026-11-26T17:00")
        var promise = try #require(try office.matter(id).promise)
        #expect(promise.due == (try office.moment("2026-11-26T17:00")))
        #expect(promise.originalDue == (try office.moment("2026-11-25T17:00")))
        try office.move(id, .extend, ["limit": .int(try office.moment("2026-11-27T17:00").milliseconds), "reason": "对方同意"])
        promise = try #require(try office.matter(id).promise)
        #expect(promise.due == (try office.moment("2026-11-27T17:00")))
        #expect(promise.originalDue == (try office.moment("2026-11-25T17:00")))
    }
}
