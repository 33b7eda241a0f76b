import Office
import Phrases
import TestKit
import Testing

/// Clocks beside the limit: they wake a matter and are named, while only the limit makes it due and late.
@Suite struct FurtherClockTests {
    private let calendar = WorkCalendar.china

    private func clock(_ office: TestOffice, _ due: String) throws -> Clock {
        Clock(start: office.now, until: try office.moment(due), basis: "约定", calendar: calendar)
    }

    private func row(_ office: TestOffice, _ id: SubjectID) throws -> TodayItem? {
        let record = try office.ledger.office()
        let rules = TodayRules(
            now: office.now, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers, person: "p1")
        return rules.rank(try office.ledger.awake(.person("p1"), at: office.now)).first { $0.matter.id == id }
    }

    private func task(_ office: TestOffice, _ clocks: [String: String], limit: String? = nil) throws -> SubjectID {
        var values: [String: JSON] = ["title": "编制方案"]
        if let limit { values["clock"] = try clock(office, limit).json }
        for (name, due) in clocks { values[Matter.clockPath(name)] = try clock(office, due).json }
        return try office.open(MatterDraft(register: "tasks", values: values, registers: true))
    }

    @Test func `Today wakes at the earliest, and due stays the limit's`() throws {
        let office = try TestOffice(.memory)
        let id = try task(office, ["review": "2026-11-27T17:30", "print": "2026-12-18T17:30"], limit: "2026-12-25T17:30")
        #expect(try office.matter(id).runningClocks.map(\.name) == ["review", "print"])
        #expect(try row(office, id) == nil, "nothing presses yet")
        office.now = try office.moment("2026-11-27T09:00")
        let item = try #require(try row(office, id))
        #expect(item.chips.contains(.clock(id: "review", name: Term(zh: "review", en: "review"), isPast: false)))
        #expect(item.due == (try office.moment("2026-12-25T17:30")) && item.group == 0 && !item.isLate)
        office.now = try office.moment("2026-11-30T09:00")
        let next = try #require(try row(office, id))
        #expect(next.chips.map(\.code).contains("clock:review:past") && !next.isLate)
        let page = try office.ledger.list(
            register: "tasks", filter: try Filter("is:overdue", words: DateWords(now: office.now, calendar: calendar)), limit: 9,
            now: office.now, me: "p1")
        #expect(page.rows.isEmpty)
    }

    @Test func `one that stands still wakes nothing`() throws {
        let office = try TestOffice(.memory)
        let id = try task(office, [:], limit: "2026-12-25T17:30")
        var review = try clock(office, "2026-11-24T17:30")
        review.pausedAt = office.now
        try office.ledger.submit([.amend(id, fields: [Matter.clockPath("review"): review.json])], as: office.by())
        office.now = try office.moment("2026-11-24T09:00")
        #expect(try row(office, id) == nil)
        #expect(try office.matter(id).clocks["review"]?.pausedAt != nil)
    }

    @Test func `a change of one is taken back without the others`() throws {
        let office = try TestOffice(.memory)
        let id = try task(office, ["review": "2026-11-27T17:30", "print": "2026-12-18T17:30"])
        let before = try office.matter(id).record
        try office.ledger.submit([.amend(id, fields: [Matter.clockPath("review"): .null])], as: office.by())
        #expect(try office.matter(id).clocks.keys.sorted() == ["print"])
        let event = try #require(try office.ledger.history(id).last?.event)
        #expect(event.changes.map(\.path) == ["clocks/review"])
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(id).record == before)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `they belong to what everybody may see of a matter that is kept to a circle`() throws {
        let office = try TestOffice(.memory)
        let id = try task(office, ["review": "2026-11-27T17:30"])
        let masked = try office.matter(id).masked(title: "限")
        #expect(masked.clocks == (try office.matter(id).clocks) && !masked.clocks.isEmpty)
    }

    @Test func `the clock for sending up is one of them, wherever it was kept`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("加急件", urgency: "加急")
        #expect(try office.matter(id).clocks.keys.sorted() == ["send-up"])
        #expect(try office.matter(id).runningClocks.isEmpty, "it has rules of its own")
        var old = try office.matter(id)
        old.record["clock"] = old.record["clocks/send-up"]
        old.record["clocks/send-up"] = .null
        #expect(old.clocks["send-up"] == (try office.matter(id).clocks["send-up"]) && old.clock == nil)
    }

    @Test func `one is called as its register calls it, else by its own name`() {
        let named = RegisterDefinition(
            id: "plans", revision: 1, prefix: "pl", name: Term(zh: "方案", en: "Plans"), capture: ["案"], format: nil, opens: "open",
            opensRegistered: "open", fields: [], states: [], steps: [],
            clocks: [ClockDefinition(id: "review", name: Term(zh: "会审", en: "Review"))])
        #expect(Speaker(.simplified).clock("review", of: named) == "会审" && Speaker(.traditional).clock("review", of: named) == "會審")
        #expect(Speaker(.english).clock("print", of: named) == "print")
        #expect(Speaker(.english).clock("send-up", of: nil) == "Send up by")
        #expect(Speaker(.english).fieldName("clocks/print", in: nil) == "print")
        #expect(Speaker(.simplified).chip(.clock(id: "review", name: named.clockName("review"), isPast: true)) == "会审已过")
    }

    @Test func `a definition names its clocks once, and by an id`() {
        let clocks: JSON = [
            "clocks": [
                ["id": "review", "name": ["zh": "会审", "en": "Review"]], ["id": "review", "name": "再审"], ["id": "No", "name": "否"],
            ]
        ]
        let problems = RegisterDefinition.decode(Located(clocks)).problems.map(\.kind)
        #expect(problems.contains(.repeated("review")) && problems.contains(.wrongKind("No", expected: "a-z, 0-9, -")))
    }
}
