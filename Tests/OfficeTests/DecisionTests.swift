import Office
import Settings
import TestKit
import Testing

/// Given a matter, when a command is decided, then events or a refusal.
@Suite struct DecisionTests {
    @Test func `dispatching a fresh paper records each step the regulation requires`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("关于报送决算的通知", reference: "云财函〔2026〕12号")
        try office.move(id, .dispatch, ["target": "u1", "limit": "5 workday"])
        let matter = try office.matter(id)
        #expect(matter.state == "handling")
        #expect(matter.number?.printed == "收文〔2026〕1号")
        #expect(matter.holder == "u1")
        let done = try office.ledger.history(id).map { $0.event.step?.step ?? $0.event.kind }
        #expect(done == ["matter.opened", "register", "check", "dispatch"])
        #expect(matter.clock.map { OfficeZone.shanghai.plain($0.due) } == "2026-11-30 17:30")
    }

    @Test func `a paper that lacks its sender is not registered`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(MatterDraft(register: "inbound", values: ["title": "无来源"]))
        #expect(refusal { try office.move(id, .register) } == .missing(field: "from"))
        #expect(try office.matter(id).number == nil)
    }

    @Test func `an urgent paper is not dispatched without a limit`() throws {
        let office = try TestOffice(.memory)
        let first = try office.paper("特急件", urgency: "特急")
        #expect(
            refusal { try office.move(first, .dispatch, ["target": "u2", "limit": "none"]) }
                == .guarded(.urgentNeedsLimit, article: "条例 §24(4)"))
        // Nobody named one: it is asked for, not made up.
        #expect(refusal { try office.move(first, .dispatch, ["target": "u2"]) } == .guarded(.urgentNeedsLimit, article: "条例 §24(4)"))
        try office.move(first, .dispatch, ["target": "u2", "limit": "2 workday"])
        let clock = try #require(try office.matter(first).clock)
        #expect(OfficeZone.shanghai.plain(clock.due) == "2026-11-25 17:30" && clock.basis == "经办人定")
    }

    @Test func `up to a leader and back with his words`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("请示件")
        try office.move(id, .propose, ["leader": "p3", "note": "请王县长阅示"])
        #expect(try office.matter(id).holder == "p3")
        #expect(try office.matter(id).state == "with")
        try office.ledger.submit([.move(id, .back, form: ["words": "请财政局办理"])], as: office.by("p1", for: "p3", medium: .original))
        let matter = try office.matter(id)
        let note = try #require(matter.notes.last)
        #expect(matter.state == "instructed")
        #expect(matter.importance == 5)
        #expect(note.by == "p3" && note.recordedBy == "p1" && note.medium == .original)
        let open = OpenEnds(instructions: [OpenEnds.Instruction(by: "p3", text: "请财政局办理")])
        #expect(refusal { try office.move(id, .conclude) } == .unfinished(open))
        #expect(refusal { try office.move(id, .putaway) } == .unfinished(open))
        try office.move(id, .conclude, ["result": "已办"])
        #expect(try office.matter(id).state == "done")
    }

    @Test func `an empty line from a leader is 圈阅`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(MatterDraft(register: "inbound", values: ["title": "某请示", "fields/from": "u2", "fields/kind": "请示"]))
        try office.move(id, .propose, ["leader": "p3"])
        try office.move(id, .back)
        #expect(try office.matter(id).notes.last?.text == "圈阅（同意）")
    }

    @Test func `circulation is a track beside the state`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("阅件")
        try office.move(id, .circulate, ["readers": ["p2", "p3"]])
        #expect(try office.matter(id).state == "accepted")
        try office.move(id, .read, ["reader": ["p2"], "words": "已阅"])
        let readers = try office.matter(id).readers
        #expect(readers.count == 2)
        #expect(readers.count { $0.read != nil } == 1)
        try office.move(id, .recall)
        let left = try office.matter(id).readers.map(\.person)
        #expect(left == ["p2"])
        // That it was sent and taken back stays in sight.
        #expect(try office.matter(id).recalledReaders.map(\.person) == ["p3"])
    }

    @Test func `what is not offered is refused with state and move`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("新件")
        #expect(refusal { try office.move(id, .resume) } == .notOffered(move: .resume, state: "received", register: "inbound"))
        #expect(refusal { try office.move(SubjectID("m999"), .check) } == .notFound("m999"))
        #expect(refusal { try office.move(id, .register, ["nonsense": "x"]) } == .unknown(what: "field", text: "nonsense", nearest: nil))
    }

    @Test func `a clock stops and goes on, and is extended only to later`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("有时限")
        try office.move(id, .dispatch, ["target": "u2", "limit": "5 workday"])
        try office.move(id, .hold, ["reason": "等待补充材料"])
        #expect(try office.matter(id).clock?.pausedAt != nil)
        office.now = try office.moment("2026-11-25T09:00")
        try office.move(id, .resume, ["reason": "材料已补"])
        #expect(try office.matter(id).clock.map { OfficeZone.shanghai.plain($0.due) } == "2026-12-02 17:30")
        let early = try office.moment("2026-11-27T17:30").milliseconds
        #expect(
            refusal { try office.move(id, .extend, ["limit": .int(early), "reason": "x"]) }
                == .invalid(field: "limit", value: "2026-11-27 17:30", expected: .later))
        try office.move(id, .extend, ["limit": .int(try office.moment("2026-12-10T17:30").milliseconds), "reason": "会签未回"])
        #expect(try office.matter(id).clock?.basis.contains("会签未回") == true)
    }

    @Test func `rooms are held by one meeting at a time`() throws {
        let office = try TestOffice(.memory)
        let start = try office.moment("2026-11-24T14:00")
        func meeting(_ title: String, _ from: Moment, _ minutes: Int) -> Command {
            .schedule(fields: [
                "title": .string(title), "start": .int(from.milliseconds), "end": .int(from.adding(minutes: minutes).milliseconds),
                "place": "r1",
            ])
        }
        try office.ledger.submit([meeting("例会", start, 60)], as: office.by())
        let clash = refusal { try office.ledger.submit([meeting("评审会", start.adding(minutes: 30), 60)], as: office.by()) }
        #expect(clash == .roomTaken(place: "三楼会议室", by: "例会", from: start, to: start.adding(minutes: 60)))
        // Half-open: one may begin as another ends.
        try office.ledger.submit([meeting("评审会", start.adding(minutes: 60), 60)], as: office.by())
        #expect(try office.ledger.agenda(from: start, to: start.adding(minutes: 600)).map(\.title) == ["例会", "评审会"])
    }

    @Test func `every shipped register is without problem and every step reachable`() throws {
        for source in ShippedRegisters.sources {
            let (definition, problems) = ShippedRegisters.check(source.yaml)
            #expect(problems == [], "\(source.id)")
            let register = try #require(definition)
            var reached: Set<String> = [register.opens]
            for _ in register.states {
                for step in register.steps where !reached.isDisjoint(with: step.from) {
                    reached.formUnion([step.to, step.otherwise].compactMap { $0 })
                }
            }
            #expect(reached == Set(register.states.map(\.id)), "\(source.id)")
        }
    }

    @Test func `matters that are not of a command never change`() throws {
        let office = try TestOffice(.memory)
        let one = try office.paper("甲")
        let other = try office.paper("乙")
        let before = try office.matter(other).record
        try office.move(one, .dispatch, ["target": "u1"])
        #expect(try office.matter(other).record == before)
    }
}
