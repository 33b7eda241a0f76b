import Office
import TestKit
import Testing

/// Who stands in Today, in what order, and why.
@Suite struct TodayTests {
    private func today(_ office: TestOffice, _ scope: DeskScope = .person("p1")) throws -> [TodayItem] {
        let record = try office.ledger.office()
        let person: String? = if case .person(let id) = scope { id } else { nil }
        let rules = TodayRules(
            now: office.now, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers,
            person: person)
        return rules.rank(try office.ledger.awake(scope, at: office.now))
    }

    private func task(_ office: TestOffice, _ title: String, due: String? = nil, more: [String: JSON] = [:]) throws -> SubjectID {
        var values: [String: JSON] = ["title": .string(title)]
        if let due {
            let moment = try office.moment(due)
            values["clock"] = Clock(start: min(office.now, moment), until: moment, basis: "测试", calendar: .china).json
        }
        values.merge(more) { $1 }
        return try office.open(MatterDraft(register: "tasks", values: values, registers: true))
    }

    @Test func `order is emergency, due in the hours left, red, importance, time`() throws {
        let office = try TestOffice(.memory)
        _ = try task(office, "明天到期", due: "2026-11-24T17:30")
        _ = try task(office, "今天到期", due: "2026-11-23T17:30")
        _ = try task(office, "逾期", due: "2026-11-19T17:30")
        _ = try task(office, "今天到期·县长", due: "2026-11-23T17:30", more: ["importance": 5])
        _ = try task(office, "应急", more: ["emergency": true])
        let titles = try today(office).map(\.matter.title)
        #expect(titles == ["应急", "今天到期·县长", "今天到期", "逾期"])
    }

    @Test func `every row says why it stands there`() throws {
        let office = try TestOffice(.memory)
        _ = try task(office, "逾期", due: "2026-11-19T17:30")
        _ = try task(
            office, "承诺", due: "2026-11-23T17:00", more: ["promise": ["to": "李女士", "due": .int(office.now.milliseconds)], "importance": 4])
        let rows = try today(office)
        #expect(rows.first { $0.matter.title == "逾期" }?.chips.contains(.overdue(workdays: 2)) == true)
        let promised = try #require(rows.first { $0.matter.title == "承诺" })
        #expect(Set(promised.chips).isSuperset(of: [.dueToday, .promise, .promisedTo("李女士")]))
        #expect(!promised.chips.contains(.leaderTask) && !promised.chips.contains(.important))
        #expect(rows.allSatisfy { !$0.chips.isEmpty })
    }

    @Test func `what sleeps wakes by the clock alone`() throws {
        let office = try TestOffice(.memory)
        let id = try task(office, "十二月的事", due: "2026-12-18T17:30")
        #expect(try today(office).isEmpty)
        office.now = try office.moment("2026-12-18T08:00")
        #expect(try today(office).map(\.matter.id) == [id])
    }

    @Test func `alerts run on the safe day`() throws {
        let office = try TestOffice(.memory, now: "2026-09-16T09:00")
        let sum = WorkCalendar.china.deadline(from: office.now, length: Length(15, .day))
        let id = try task(office, "信访告知", more: ["clock": Clock(sum, basis: "信访条例 §23", calendar: .china).json])
        office.now = try office.moment("2026-09-30T09:00")
        let row = try #require(try today(office).first { $0.matter.id == id })
        #expect(row.group == 0)
        #expect(row.chips.contains(.dueToday))
    }

    @Test func `papers at an office stage stand as one row until the day closes`() throws {
        let office = try TestOffice(.memory)
        for index in 1...5 { try office.paper("来文\(index)") }
        try office.paper("急件", urgency: "特急")
        #expect(try today(office).map(\.matter.title) == ["急件"])
        let stages = try office.ledger.stages()
        #expect(stages.map(\.count) == [6])
        #expect(stages.first?.urgent == 1)
        office.now = try office.moment("2026-11-23T16:40")
        #expect(try today(office).count == 6)
        #expect(try today(office).allSatisfy { $0.chips.contains(.overnight) })
    }

    @Test func `whoever covers sees the other desk too`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit(
            [.revise(SubjectID("p2"), fields: ["away/from": "2026-11-23", "away/to": "2026-11-24", "away/cover": "p1"])], as: office.by())
        let id = try task(office, "主任的事", due: "2026-11-23T17:30", more: ["owner": "p2"])
        let row = try #require(try today(office).first)
        #expect(row.matter.id == id)
        #expect(row.chips.contains(.covering("周明远")))
        #expect(try today(office, .person("p4")).isEmpty)
    }

    @Test func `papers with a leader or unit leave my desk, and are found with them`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("送批件")
        try office.move(id, .propose, ["leader": "p3"])
        #expect(try today(office).isEmpty)
        #expect(try office.ledger.awake(.holder("p3"), at: office.now).map(\.id) == [id])
    }

    @Test func `lights turn yellow a day before and red after`() throws {
        let office = try TestOffice(.memory)
        let clock = Clock(WorkCalendar.china.deadline(from: office.now, length: Length(5, .workday)), basis: "测试", calendar: .china)
        #expect(clock.light(at: office.now) == .green)
        #expect(clock.light(at: try office.moment("2026-11-27T17:31")) == .yellow)
        #expect(clock.light(at: try office.moment("2026-11-30T17:31")) == .red)
    }

    @Test func `a day that ended without a word is asked for first`() throws {
        let office = try TestOffice(.memory, now: "2026-11-20T08:00")
        let left = try task(office, "写总结", more: ["plannedOn": "2026-11-20"])
        let settled = try task(office, "打电话", more: ["plannedOn": "2026-11-20"])
        let away = try task(office, "领导在看", more: ["plannedOn": "2026-11-20", "holder": "p3"])
        office.now = try office.moment("2026-11-20T17:00")
        try office.move(settled, .bringup, ["day": "2026-11-23"])
        #expect(try today(office).allSatisfy { !$0.isUnaccounted })
        // Friday's leftovers are asked for on Monday; what was given a new date or lies with a leader is not.
        office.now = try office.moment("2026-11-23T08:00")
        let rows = try today(office)
        #expect(Set(rows.map(\.matter.id)) == [left, settled, away])
        #expect(rows.filter(\.isUnaccounted).map(\.matter.id) == [left])
    }

    @Test func `a reminder wakes what would sleep until its day`() throws {
        let office = try TestOffice(.memory, now: "2026-11-23T09:00")
        let id = try task(office, "送材料", due: "2026-12-18T17:30", more: ["fields/remind": "-10天"])
        office.now = try office.moment("2026-12-08T17:00")
        #expect(try today(office).isEmpty)
        office.now = try office.moment("2026-12-08T17:30")
        let row = try #require(try today(office).first)
        #expect(row.matter.id == id && row.chips.contains(.reminder))
    }

    @Test func `a duty that is done comes round again, and undo takes both back`() throws {
        let office = try TestOffice(.memory)
        let id = try task(office, "周报", more: ["fields/repeats": "每周一", "plannedOn": "2026-11-23", "owner": "p1"])
        let act = try office.ledger.submit([.move(id, .conclude, form: [:])], as: office.by())
        let page = try office.ledger.list(register: "tasks", filter: .everything, limit: 10, now: office.now, me: nil)
        #expect(page.rows.count == 2)
        let next = try office.matter(try #require(page.rows.first?.id))
        #expect(next.title == "周报" && next.plannedOn?.iso == "2026-11-30" && next.field("repeats") == "每周一")
        #expect(next.links == [id.text])
        #expect(try office.matter(id).state == "done")
        try office.ledger.undo(as: office.by())
        #expect(try office.ledger.matter(next.id)?.isWithdrawn ?? true)
        #expect(try office.matter(id).state == "open")
        #expect(act.results.count == 1)
    }

    @Test(arguments: [
        ("每天", "2026-11-23", "2026-11-24"), ("每个工作日", "2026-11-20", "2026-11-23"), ("每周一", "2026-11-23", "2026-11-30"),
        ("每周日", "2026-11-23", "2026-11-29"), ("每月5日", "2026-11-23", "2026-12-05"), ("每月31日", "2026-11-23", "2026-11-30"),
        ("每月三十一号", "2026-11-30", "2026-12-31"), ("每季", "2026-11-30", "2027-02-28"), ("每年", "2028-02-29", "2029-02-28"),
        ("每月", "2026-12-31", "2027-01-31"), ("每星期天", "2026-11-22", "2026-11-29"), ("每个工作日", "2026-09-30", "2026-10-08"),
    ])
    func `repetitions`(rule: String, day: String, next: String) throws {
        let repetition = try #require(Repetition(rule))
        #expect(repetition.next(after: try #require(Day(iso: day)), calendar: .china).iso == next)
    }

    @Test(arguments: ["每周八", "每月32日", "每", "周一", "每月日"])
    func `no repetitions`(rule: String) {
        #expect(Repetition(rule) == nil)
    }
}
