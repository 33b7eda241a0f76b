import Ledger
import Office
import TestKit
import Testing

/// What a row weighs, what is hard, what was put off and whom it waits for.
@Suite struct WaitingTests {
    private func rows(_ office: TestOffice, _ scope: DeskScope = .person("p1")) throws -> [TodayItem] {
        let record = try office.ledger.office()
        let person: String? = if case .person(let id) = scope { id } else { nil }
        let isHolder = if case .holder = scope { true } else { false }
        let rules = TodayRules(
            now: office.now, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers,
            person: person, includesAll: isHolder)
        return rules.rank(try office.ledger.awake(scope, at: office.now))
    }

    private func row(_ office: TestOffice, _ id: SubjectID, _ scope: DeskScope = .person("p1")) throws -> TodayItem? {
        try rows(office, scope).first { $0.matter.id == id }
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

    private func captured(_ office: TestOffice, _ line: String) throws -> SubjectID {
        let record = try office.ledger.office()
        let capture = Capture(
            registers: record.registers, directory: try office.ledger.directory(), calendar: record.calendar, now: office.now, asker: "p1")
        guard case .matter(let draft) = try capture.read(line).target else { throw TestFault(line) }
        return try office.open(draft)
    }

    @Test func `a line for a colleague opens a task that waits for their signature, once`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit([.enlist(.person, fields: ["name": "钱琳"])], as: office.by())
        let id = try captured(office, "写稿 @钱琳 due:fri")
        #expect(try office.matter(id).owner == "p5" && office.matter(id).awaitsSignature == "p5")
        try office.move(id, .sign, as: "p5")
        #expect(try office.matter(id).awaitsSignature == nil)
        #expect(
            refusal { try office.move(id, .sign, as: "p5") } == .guarded(.alreadySigned, article: OfficeZone.shanghai.plain(office.now)))
        let mine = try captured(office, "写稿 周五")
        #expect(try office.matter(mine).awaitsSignature == nil)
        #expect(refusal { try office.move(mine, .sign) } == .guarded(.notToSign, article: mine.text))
    }

    @Test func `a promise, a leader's word, a leader's order and weight set by hand are different chips`() throws {
        let office = try TestOffice(.memory)
        let weights: [Chip] = [.promise, .instructed, .leaderTask, .important]
        func weight(_ id: SubjectID) throws -> [Chip] { try #require(try row(office, id)).chips.filter(weights.contains) }

        let promised = try captured(office, "诺: 李女士 今天17:00前 回电")
        #expect(try weight(promised) == [.promise])
        #expect(try row(office, promised)?.chips.contains(.promisedTo("李女士")) == true)
        let ordered = try captured(office, "说: 王县长 让我 今天17:00前 送名单")
        #expect(try weight(ordered) == [.leaderTask])
        #expect(try row(office, ordered)?.chips.contains(.saidBy("王县长")) == true)
        let heavy = try task(office, "要紧", due: "2026-11-23T17:30", more: ["importance": 4])
        #expect(try weight(heavy) == [.important])
        #expect(try weight(try task(office, "平常", due: "2026-11-23T17:30")).isEmpty)

        let paper = try office.paper("关于资金的请示", reference: "云水〔2026〕8号", urgency: "加急")
        try office.move(paper, .propose, ["leader": "p3"])
        try office.ledger.submit([.move(paper, .back, form: ["words": "请财政局研究"])], as: office.by("p1", for: "p3", medium: .original))
        #expect(try weight(paper) == [.instructed])
    }

    @Test func `what does not get on is hard, unless it lies elsewhere or waits for a day to come`() throws {
        let office = try TestOffice(.memory, now: "2026-11-16T09:00")
        let still = try task(office, "没有进展", due: "2026-11-24T17:30", more: ["owner": "p1"])
        let moving = try task(office, "有进展", due: "2026-11-24T17:30", more: ["owner": "p1"])
        let away = try task(office, "在单位", due: "2026-11-24T17:30", more: ["owner": "p1", "holder": "u2"])
        let long = try task(office, "长期的事", due: "2027-01-29T17:30", more: ["plannedOn": "2026-11-19"])
        let waits = try task(office, "等回话", due: "2026-11-24T17:30", more: ["owner": "p1"])
        office.now = try office.moment("2026-11-18T16:00")
        try office.ledger.submit([.note(moving, kind: "progress", text: "已核对")], as: office.by())
        try office.move(waits, .bringup, ["day": "2026-11-24", "waitingOn": "p2"])
        office.now = try office.moment("2026-11-19T09:00")
        #expect(try row(office, long)?.chips.contains(.stuck) == false)
        office.now = try office.moment("2026-11-23T18:00")
        func isHard(_ id: SubjectID) throws -> Bool { try #require(try row(office, id)).chips.contains(.stuck) }
        #expect(try isHard(still))
        #expect(try !isHard(away))
        #expect(try !isHard(waits))
        // What somebody called an obstacle is hard at once, and no longer when it went on.
        office.now = try office.moment("2026-11-24T09:00")
        try office.ledger.submit([.note(moving, kind: "progress", text: "又核对")], as: office.by())
        #expect(try !isHard(moving))
        try office.ledger.submit([.note(moving, kind: "obstacle", text: "数据不全")], as: office.by())
        #expect(try isHard(moving))
    }

    @Test func `what was put off leaves Today and is back on its day, carried over`() throws {
        let office = try TestOffice(.memory, now: "2026-11-20T17:10")
        let id = try task(office, "写总结", due: "2026-11-20T17:30")
        #expect(try row(office, id) != nil)
        try office.move(id, .bringup, ["day": "2026-11-23"])
        #expect(try row(office, id) == nil)
        #expect(try office.matter(id).carried == 1)
        office.now = try office.moment("2026-11-23T08:30")
        #expect(try row(office, id)?.chips.contains(.bringUp) == true)
        for day in ["2026-11-24", "2026-11-25"] {
            try office.move(id, .bringup, ["day": .string(day)])
            office.now = try office.moment(day + "T08:30")
        }
        #expect(try row(office, id)?.chips.contains(.stuck) == true)
        let fire = try task(office, "山火", more: ["emergency": true])
        try office.move(fire, .bringup, ["day": "2026-11-26"])
        #expect(try row(office, fire)?.chips.contains(.emergency) == true)
    }

    @Test func `waiting on somebody puts it into their hands until their day, and ends with the next step`() throws {
        let office = try TestOffice(.memory)
        let id = try task(office, "汇总数据", due: "2026-11-23T17:30")
        try office.move(id, .bringup, ["day": "2026-11-25", "waitingOn": "p2", "reason": "等数据"])
        var matter = try office.matter(id)
        #expect(matter.holder == "p2" && matter.waiting?.on == "p2" && matter.waiting?.since == office.now)
        #expect(matter.bringUpOn == Day(2026, 11, 25) && matter.carried == 0)
        #expect(try row(office, id, .holder("p2"))?.chips.contains(.waitingOn("周明远")) == true)
        #expect(try row(office, id) == nil)
        // Whom it waits for sees at once who asked.
        #expect(try row(office, id, .person("p2"))?.chips.contains(.awaitedBy("张敏")) == true)
        office.now = try office.moment("2026-11-25T09:00")
        #expect(try row(office, id)?.chips.contains(.waitingOn("周明远")) == true)
        try office.move(id, .bringup, ["day": "2026-11-26"])
        matter = try office.matter(id)
        #expect(matter.waiting == nil && matter.holder == "p1")

        // Somebody the office does not know is named, and it stays in our hands.
        try office.move(id, .bringup, ["day": "2026-11-26", "waitingOn": "李女士"])
        matter = try office.matter(id)
        #expect(matter.waiting?.on == "李女士" && matter.holder == "p1")
        try office.move(id, .conclude, ["result": "已汇总"])
        #expect(try office.matter(id).waiting == nil)
        #expect(
            refusal { try office.move(try self.task(office, "自己的事"), .bringup, ["day": "2026-11-26", "waitingOn": "p1"]) }
                == .invalid(field: "waitingOn", value: "张敏", expected: .person))
    }

    @Test func `a promise is put off past its day only when somebody was told`() throws {
        let office = try TestOffice(.memory, now: "2026-11-20T09:00")
        let id = try captured(office, "诺: 李女士 下周一17:00前 回电")
        let first = try #require(try office.matter(id).promise?.due)
        office.now = try office.moment("2026-11-23T16:30")
        #expect(refusal { try office.move(id, .bringup, ["day": "2026-11-24"]) } == .missing(field: "told"))
        try office.move(id, .bringup, ["day": "2026-11-24", "told": "李女士，电话，16:20"])
        let matter = try office.matter(id)
        #expect(matter.promise?.originalDue == first && matter.promise?.due == first.adding(minutes: 1440))
        #expect(matter.clock?.due == matter.promise?.due)
        #expect(matter.notes.last?.kind == "told")
        // What was promised today may be corrected today.
        let fresh = try captured(office, "诺: 周先生 今天17:00前 回电")
        try office.move(fresh, .bringup, ["day": "2026-11-24"])
        #expect(try office.matter(fresh).notes.isEmpty)
    }

    @Test func `what has a day still to come, went on since, or lies with a unit is not hard`() throws {
        let office = try TestOffice(.memory, now: "2026-11-16T09:00")
        let extended = try task(office, "延过期", due: "2026-11-18T17:30", more: ["owner": "p1"])
        let planned = try task(office, "计划今天", due: "2026-11-24T17:30", more: ["owner": "p1", "plannedOn": "2026-11-23"])
        let limit = JSON.int(try office.moment("2026-11-24T17:30").milliseconds)
        try office.move(extended, .extend, ["limit": limit, "reason": "数据未齐"])
        office.now = try office.moment("2026-11-23T18:00")
        func isHard(_ id: SubjectID) throws -> Bool { try #require(try row(office, id)).chips.contains(.stuck) }
        #expect(try isHard(extended))
        // Planned for today, it lay still because it was meant to.
        #expect(try !isHard(planned))
        try office.ledger.submit([.note(extended, kind: "progress", text: "已核对")], as: office.by())
        office.now = try office.moment("2026-11-24T08:30")
        #expect(try !isHard(extended))
    }

    @Test func `the day leaves what is due of mine wherever it lies, and what came back to me`() throws {
        let office = try TestOffice(.memory)
        let unit = try office.paper("请财政局办理的函", reference: "云水〔2026〕11号")
        let due = JSON.int(try office.moment("2026-11-23T17:30").milliseconds)
        try office.move(unit, .dispatch, ["target": "u2", "limit": due])
        let later = try office.paper("不急的函", reference: "云水〔2026〕12号")
        try office.move(later, .dispatch, ["target": "u2", "limit": "10 workday"])
        let back = try office.paper("批回的请示", reference: "云水〔2026〕13号")
        try office.move(back, .propose, ["leader": "p3"])
        try office.ledger.submit([.move(back, .back, form: ["words": "请办公室研究"])], as: office.by("p1", for: "p3", medium: .original))
        let record = try office.ledger.office()
        func left() throws -> [SubjectID] {
            let rules = TodayRules(
                now: office.now, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers,
                person: "p1")
            return rules.leftovers(try office.ledger.leftovers(of: "p1", at: office.now)).map(\.matter.id)
        }
        let found = try left()
        #expect(found.contains(unit) && found.contains(back) && !found.contains(later))
        try office.move(back, .bringup, ["day": "2026-11-24"])
        #expect(try !left().contains(back))
    }

    @Test func `a limit of one's own goes with the day it is put off to, one set by others stays`() throws {
        let office = try TestOffice(.memory)
        let own = try captured(office, "任: 交总结 今天17:00前")
        let given = try captured(office, "说: 王县长 让我 今天17:00前 送名单")
        let record = try office.ledger.office()
        let day = try #require(Day(iso: "2026-12-04"))
        for id in [own, given] {
            let commands = try office.matter(id).puttingOff(to: day, [:], in: record.registers, zone: .shanghai)
            try office.ledger.submit(commands, as: office.by(), wholly: true)
            #expect(try row(office, id) == nil)
        }
        #expect(try office.matter(own).clock?.due == office.moment("2026-12-04T17:00"))
        #expect(try office.matter(given).clock?.due == office.moment("2026-11-23T17:00"))
        office.now = try office.moment("2026-11-24T09:00")
        #expect(try row(office, own) == nil)
        #expect(try row(office, given) != nil)
    }
}
