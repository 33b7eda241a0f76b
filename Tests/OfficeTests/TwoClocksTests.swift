import Office
import TestKit
import Testing

/// Two clocks of an urgent paper (K3): by when it is sent up, and by when it is handled; nothing is late by a default nobody set.
@Suite struct TwoClocksTests {
    private func row(_ office: TestOffice, _ id: SubjectID) throws -> TodayItem? {
        let record = try office.ledger.office()
        let rules = TodayRules(
            now: office.now, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers,
            person: "p1")
        return rules.rank(try office.ledger.awake(.person("p1"), at: office.now)).first { $0.matter.id == id }
    }

    private func isLate(_ item: TodayItem?) -> Bool {
        item?.chips.contains { if case .overdue = $0 { true } else { false } } ?? false
    }

    private func telegram(_ office: TestOffice, _ words: String, dated: Bool = true) throws -> SubjectID {
        let text = "特急·明电\n关于报送强降雪应对情况的紧急通知\n各县（市、区）人民政府：\n　　\(words)\n临江市人民政府办公室\n" + (dated ? "2026年11月23日\n" : "")
        let values = PaperProposals(
            recognition: Recognition(of: text), directory: try office.ledger.directory(), calendar: .china, now: office.now
        ).values(fallbackTitle: "?")
        return try office.open(MatterDraft(register: "inbound", values: values))
    }

    private func plain(_ clock: Clock?) -> String? { clock.map { OfficeZone.shanghai.plain($0.due) } }

    @Test(arguments: [
        ("请将有关情况报告市政府值班室。报告 今日16时前。", true), ("请于今日16时前报送。", true), ("请于今日下午4点前报送。", false), ("请于11月23日16:00前报送。", false),
        ("请于今日16时前批示。", true), ("请县政府今日16时前作出决定。", true), ("请今日16:00前派员到场。", false), ("妥否，请于今日16时前审定。", true),
    ])
    func `its own words set the clock on arrival, hour and all`(words: String, isDated: Bool) throws {
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        let id = try telegram(office, words, dated: isDated)
        let matter = try office.matter(id)
        #expect(plain(matter.clock) == "2026-11-23 16:00" && matter.clock?.basis.hasPrefix("来文：") == true)
        #expect(plain(matter.sendUp) == "2026-11-23 17:30")
        let item = try #require(try row(office, id))
        #expect(item.isAlarm && item.chips.contains(.mark("特急")) && item.chips.contains(.dueToday))
        office.now = try office.moment("2026-11-24T08:00")
        #expect(isLate(try row(office, id)))
    }

    @Test func `the preset of the office stands where its words name none`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit([.change([.limits(.papers, .named("cn-telegram"))])], as: office.by())
        let id = try office.paper("特急件", urgency: "特急")
        #expect(plain(try office.matter(id).clock) == "2026-11-26 17:30")
    }

    @Test func `an urgent paper stands before what is late already`() throws {
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        let late = try office.moment("2026-11-19T17:30")
        _ = try office.open(
            MatterDraft(
                register: "tasks",
                values: ["title": "旧事", "importance": 5, "clock": Clock(start: late, until: late, basis: "测试", calendar: .china).json],
                registers: true))
        let id = try telegram(office, "请于今日16时前报送。")
        let record = try office.ledger.office()
        let rules = TodayRules(
            now: office.now, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers, person: "p1")
        #expect(rules.rank(try office.ledger.awake(.person("p1"), at: office.now)).first?.matter.id == id)
        // Registered it is touched, and due today still.
        try office.move(id, .register)
        #expect(rules.rank(try office.ledger.awake(.person("p1"), at: office.now)).first?.matter.id == id)
    }

    @Test func `the default for sending up makes nothing late, and ends when the paper goes`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("加急件", urgency: "加急")
        #expect(try office.matter(id).clock == nil)
        #expect(try row(office, id)?.chips.contains(.sendUp(isPast: false)) == true)
        office.now = try office.moment("2026-11-24T09:00")
        let next = try #require(try row(office, id))
        #expect(!isLate(next) && next.chips.contains(.sendUp(isPast: true)) && next.due == nil)
        try office.move(id, .propose, ["leader": "p3"])
        #expect(try office.matter(id).sendUp == nil)
        #expect(try row(office, id) == nil)
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(id).sendUp != nil)
    }

    @Test(
        arguments: [(Move.dispatch, ["target": "u2", "limit": "3 workday"]), (.putaway, [:]), (.circulate, ["readers": ["p3"]])]
            as [(Move, [String: JSON])])
    func `what else ends it`(move: Move, form: [String: JSON]) throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("加急件", urgency: "加急")
        try office.move(id, .bringup, ["day": "2026-11-24"])
        #expect(try office.matter(id).sendUp != nil)
        try office.move(id, move, form)
        #expect(try office.matter(id).sendUp == nil)
    }

    @Test func `a limit in an instruction replaces the one that ran, in the same act, and says whose words it rests on`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("加急件", urgency: "加急")
        try office.move(id, .propose, ["leader": "p3"])
        office.now = try office.moment("2026-11-24T10:00")
        try office.ledger.submit(
            [.move(id, .back, form: ["words": "请财政局牵头，5个工作日内提出意见。"])], as: office.by("p1", for: "p3", medium: .original))
        let clock = try #require(try office.matter(id).clock)
        #expect(plain(clock) == "2026-12-01 17:30" && clock.basis == "依据批示：王建国 11-24“5个工作日”")
        // Taken over at the dispatch, as a length or as the day it means, it keeps its ground.
        for limit in [.string("5 workday"), .int(clock.due.milliseconds), nil] as [JSON?] {
            var form: [String: JSON] = ["target": "u2"]
            form["limit"] = limit
            try office.move(id, .dispatch, form)
            #expect(try office.matter(id).clock?.basis == clock.basis && plain(office.matter(id).clock) == plain(clock))
        }
        try office.move(id, .dispatch, ["target": "u2", "limit": "8 workday"])
        #expect(try office.matter(id).clock?.basis == "经办人定")
        office.now = try office.moment("2026-12-01T09:00")
        #expect(!isLate(try row(office, id)))
    }

    @Test func `the default of an office of before is no limit`() throws {
        let office = try TestOffice(.memory)
        let due = try office.moment("2026-11-23T17:30")
        let old = Clock(start: office.now, until: due, basis: "立即：当日下班前·收文人定（加急）", calendar: .china).json
        let id = try office.open(
            MatterDraft(
                register: "inbound", values: ["title": "旧件", "fields/from": "u2", "urgency": "加急", "clock": old], state: "accepted"))
        #expect(try office.matter(id).clock == nil && plain(office.matter(id).sendUp) == "2026-11-23 17:30")
        office.now = try office.moment("2026-12-02T09:00")
        #expect(!isLate(try row(office, id)))
        let page = try office.ledger.list(
            register: "inbound", filter: try Filter("is:overdue", fields: [], words: DateWords(now: office.now, calendar: .china)),
            limit: 9,
            now: office.now, me: "p1")
        #expect(page.rows.isEmpty)
        try office.move(id, .propose, ["leader": "p3"])
        #expect(try office.matter(id).record["clock"].isNull && office.matter(id).sendUp == nil)
    }

    @Test func `put off or waiting, an emergency stays one`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(MatterDraft(register: "tasks", values: ["title": "山火", "emergency": true], registers: true))
        try office.move(id, .bringup, ["day": "2026-11-25", "reason": "等消防队"])
        #expect(try row(office, id)?.isAlarm == true)
        try office.move(id, .dispatch, ["target": "u1"])
        try office.move(id, .bringup, ["day": "2026-11-25"])
        let item = try #require(try row(office, id))
        #expect(!item.isAlarm && item.chips.contains(.emergency) && item.group == 1)
    }

    @Test func `a day gone by brings nothing up`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        #expect(
            refusal { try office.move(id, .bringup, ["day": "2026-11-22"]) }
                == .invalid(field: "day", value: "2026-11-22", expected: .notPast))
        try office.move(id, .bringup, ["day": "2026-11-23"])
    }
}
