import Office
import TestKit
import Testing

/// Whom the rules chase, and above all whom not.
@Suite struct ChasingTests {
    private func run(_ office: TestOffice, as caller: String = "p1") throws -> ChaseRun {
        let record = try office.ledger.office()
        let rules = ChasingRules(
            now: office.now, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers,
            limits: record.chasingLimits, caller: caller)
        return rules.run(try office.ledger.withOthers())
    }

    /// A Monday morning, 23 November 2026, with two more people in the office.
    private func furnished() throws -> TestOffice {
        let office = try TestOffice(.memory)
        try office.ledger.submit(
            [
                .enlist(.person, fields: ["name": "卫东升", "post": "科长", "department": "u1", "roles": ["head"], "phone": "8001"]),
                .enlist(.person, fields: ["name": "蒋雯", "post": "科员", "department": "u1", "phone": "8002"]),
                .revise(SubjectID("u2"), fields: ["phone": "5210011", "contact": "刘主任"]),
                .revise(SubjectID("u1"), fields: ["leader": "p4"]),
            ], as: office.by(), wholly: true)
        return office
    }

    private func dispatched(_ office: TestOffice, _ title: String = "来文", to target: String = "u2", limit: String = "10 workday") throws
        -> SubjectID
    {
        let id = try office.paper(title)
        try office.move(id, .dispatch, ["target": .string(target), "limit": .string(limit)])
        return id
    }

    private func at(_ office: TestOffice, _ moment: String) throws { office.now = try office.moment(moment) }

    private func quiet(_ office: TestOffice, _ id: SubjectID, as caller: String = "p1") throws -> [ChaseQuiet] {
        try run(office, as: caller).leftOut.filter { $0.matter.id == id }.map(\.quiet)
    }

    @Test func `what is not signed for is chased after a working day, by telephone number`() throws {
        let office = try furnished()
        let id = try dispatched(office)
        try at(office, "2026-11-23T16:00")
        #expect(try run(office).calls.isEmpty)
        #expect(try quiet(office, id) == [.notYet(try office.moment("2026-11-24T09:00"))])
        try at(office, "2026-11-24T09:00")
        let call = try #require(try run(office).calls.first)
        #expect(call.target == "u2" && call.speakTo.phone == "5210011" && call.speakTo.name == "刘主任" && call.level == 1)
        #expect(call.cases.map(\.matter.id) == [id] && call.cases[0].reasons == [.unsigned(workdays: 1)])
        try office.move(id, .sign)
        #expect(try run(office).calls.isEmpty)
    }

    @Test(arguments: [
        ("2026-11-28T10:00", "2026-11-30T08:30"), ("2026-11-24T12:30", "2026-11-24T13:30"), ("2026-11-27T20:00", "2026-11-30T08:30"),
        ("2026-11-25T07:00", "2026-11-25T08:30"),
    ])
    func `nobody is called outside office hours, and the next opening is named`(moment: String, opening: String) throws {
        let office = try furnished()
        let id = try dispatched(office)
        try at(office, moment)
        let run = try run(office)
        let opens = try office.moment(opening)
        #expect(run.calls.isEmpty && run.opens == opens)
        #expect(run.leftOut.filter { $0.matter.id == id }.map(\.quiet) == [.outsideHours(opens)])
        try at(office, opening)
        #expect(try self.run(office).calls.count == 1)
    }

    @Test func `a call made before the office opens keeps its other papers on the list`() throws {
        let office = try furnished()
        let first = try dispatched(office, "一")
        let second = try dispatched(office, "二")
        try at(office, "2026-11-25T07:00")
        try office.move(first, .chase)
        let record = try office.ledger.office()
        let rules = ChasingRules(
            now: office.now.adding(minutes: 5), calendar: record.calendar, directory: try office.ledger.directory(),
            registers: record.registers, limits: record.chasingLimits, caller: "p1")
        let next = rules.next(try office.ledger.withOthers())
        #expect(next.at == (try office.moment("2026-11-25T08:30")) && next.calls.flatMap(\.cases).map(\.matter.id) == [second])
    }

    @Test func `the close of the day still counts for tonight`() throws {
        let office = try furnished()
        _ = try dispatched(office)
        try at(office, "2026-11-24T17:30")
        #expect(try run(office).calls.count == 1)
        try at(office, "2026-11-24T17:31")
        #expect(try run(office).calls.isEmpty)
    }

    @Test func `several papers are one call, and one call a day`() throws {
        let office = try furnished()
        let first = try dispatched(office, "一")
        let second = try dispatched(office, "二", limit: "1 workday")
        _ = try dispatched(office, "三", to: "u3")
        try at(office, "2026-11-24T10:00")
        let calls = try run(office).calls
        #expect(calls.map(\.target) == ["u2", "u3"])
        // The pressing paper first.
        #expect(calls[0].cases.map(\.matter.id) == [second, first])
        try office.move(first, .chase, ["with": "刘主任"])
        try at(office, "2026-11-24T10:10")
        #expect(try run(office).calls.first?.cases.map(\.matter.id) == [second], "still the same call")
        try at(office, "2026-11-24T11:00")
        #expect(try run(office).calls.map(\.target) == ["u3"])
        #expect(try quiet(office, second) == [.calledToday(try office.moment("2026-11-24T10:00"))])
    }

    @Test func `the ladder goes up only where a chase stayed unanswered, and no weekend uses it up`() throws {
        let office = try furnished()
        let id = try dispatched(office)
        try at(office, "2026-11-26T10:00")
        #expect(try run(office).calls.first?.level == 1)
        try office.move(id, .chase)
        // Unanswered has a working day: Friday morning is too early, Saturday is none.
        try at(office, "2026-11-27T09:00")
        #expect(try quiet(office, id) == [.awaitsAnswer(try office.moment("2026-11-27T10:00"))])
        try at(office, "2026-11-27T10:00")
        let second = try #require(try run(office).calls.first)
        #expect(second.level == 2 && second.through == "p2" && !second.proposesReport && second.cases[0].times == 1)
        try office.move(id, .chase)
        #expect(try office.matter(id).chaseLog.map(\.level) == [1, 2])
        try at(office, "2026-11-30T09:00")
        #expect(try run(office).calls.isEmpty)
        try at(office, "2026-11-30T10:00")
        let third = try #require(try run(office).calls.first)
        #expect(third.level == 3 && third.proposesReport && third.leader == "p4")
        try office.move(id, .chase)
        try at(office, "2026-12-01T11:00")
        #expect(try run(office).calls.first?.level == 3, "there is nothing above a proposal to the leader in charge")
        #expect(try run(office).calls.allSatisfy { $0.target == "u2" }, "the leader is never called")
    }

    @Test func `what is overdue is asked again the next working day`() throws {
        let office = try furnished()
        let id = try dispatched(office, limit: "1 workday")
        try at(office, "2026-11-26T15:00")
        #expect(try run(office).calls.first?.cases[0].reasons == [.overdue(workdays: 2), .unsigned(workdays: 3)])
        try office.move(id, .chase)
        try at(office, "2026-11-27T08:40")
        #expect(try run(office).calls.first?.level == 2)
    }

    @Test func `a named day is waited for, and a chase answered without one comes later and no higher`() throws {
        let office = try furnished()
        let dated = try dispatched(office, "一")
        let plain = try dispatched(office, "二", to: "u3")
        try at(office, "2026-11-24T10:00")
        try office.move(dated, .chase, ["answer": "周五报送", "nextOn": "2026-11-27"])
        try office.move(plain, .chase, ["answer": "正在办"])
        #expect(try office.matter(dated).bringUpOn?.iso == "2026-11-27")
        try at(office, "2026-11-25T10:00")
        #expect(try quiet(office, dated) == [.promised(try #require(Day(iso: "2026-11-27")))])
        #expect(try quiet(office, plain) == [.awaitsAnswer(try office.moment("2026-11-26T10:00"))])
        try at(office, "2026-11-27T15:00")
        #expect(try run(office).calls.map(\.target) == ["u3"])
        #expect(try run(office).calls.first?.level == 1)
        // The day went by: that is no answer.
        try at(office, "2026-11-30T09:00")
        #expect(try run(office).calls.first { $0.target == "u2" }?.level == 2)
    }

    @Test func `a word from them counts as an answer`() throws {
        let office = try furnished()
        let id = try dispatched(office)
        try at(office, "2026-11-24T10:00")
        try office.move(id, .chase)
        try at(office, "2026-11-24T15:00")
        try office.ledger.submit([.note(id, kind: "progress", text: "材料已报")], as: office.by())
        try at(office, "2026-11-26T10:00")
        #expect(try run(office).calls.first?.level == 1)
    }

    @Test func `readers are chased too, but not the absent, not those who read, and no leader`() throws {
        let office = try furnished()
        try office.ledger.submit(
            [.revise(SubjectID("p6"), fields: ["away/from": "2026-11-23", "away/to": "2026-11-30"])], as: office.by(), wholly: true)
        let id = try office.paper("传阅件")
        try office.move(id, .circulate, ["readers": ["p2", "p3", "p5", "p6"]])
        let urgent = try office.paper("急件", urgency: "加急")
        try office.move(urgent, .circulate, ["readers": ["p5"]])
        try at(office, "2026-11-24T10:00")
        #expect(try run(office).calls.map(\.target) == ["p5"])
        #expect(try run(office).calls.first?.cases.map(\.matter.id) == [urgent])
        try office.move(id, .read, ["reader": ["p2"]])
        try at(office, "2026-11-25T10:00")
        let run = try run(office)
        #expect(run.calls.map(\.target) == ["p5"] && run.calls[0].cases.count == 2 && run.calls[0].speakTo.phone == "8001")
        #expect(run.calls[0].cases.last?.reasons == [.unread(workdays: 2)])
        #expect(try quiet(office, id) == [.away(try #require(Day(iso: "2026-11-30")))])
    }

    @Test func `a leader's folder is seen by its keeper alone, and is no call`() throws {
        let office = try furnished()
        let id = try office.paper("送批件", urgency: "特急")
        try office.move(id, .propose, ["leader": "p3"])
        try at(office, "2026-11-26T10:00")
        #expect(try run(office).calls.isEmpty && quiet(office, id).isEmpty)
        try office.ledger.submit(
            [.revise(SubjectID("p1"), fields: ["roles": ["clerk", "keeper", "administrator"]])], as: office.by(), wholly: true)
        #expect(try run(office).calls.isEmpty)
        #expect(try quiet(office, id) == [.withLeader(days: 4)])
    }

    @Test func `what stands still or waits for a day is left alone`() throws {
        let office = try furnished()
        let paused = try dispatched(office, "一")
        let waits = try dispatched(office, "二", to: "u3")
        try office.move(paused, .hold, ["reason": "等上级文件"])
        try office.move(waits, .bringup, ["day": "2026-11-30"])
        try at(office, "2026-11-26T10:00")
        #expect(try run(office).calls.isEmpty)
        #expect(try quiet(office, paused) == [.paused])
        #expect(try quiet(office, waits) == [.waits(try #require(Day(iso: "2026-11-30")))])
        try at(office, "2026-11-30T10:00")
        #expect(try run(office).calls.map(\.target) == ["u3"])
    }

    @Test func `our own people by their cover, then their head, then the director; nobody chases themselves`() throws {
        let office = try furnished()
        let id = try dispatched(office, to: "p6", limit: "1 workday")
        try at(office, "2026-11-25T10:00")
        #expect(try run(office, as: "p6").calls.isEmpty)
        #expect(try run(office).calls.first?.speakTo.name == "蒋雯")
        try office.ledger.submit(
            [.revise(SubjectID("p6"), fields: ["away/from": "2026-11-25", "away/to": "2026-11-25", "away/cover": "p5"])], as: office.by(),
            wholly: true)
        #expect(try run(office).calls.first?.speakTo.name == "卫东升")
        try office.move(id, .chase)
        try at(office, "2026-11-26T10:00")
        let second = try #require(try run(office).calls.first)
        #expect(second.level == 2 && second.speakTo.name == "卫东升" && second.unit == "u1" && second.through == nil)
    }

    @Test func `a department without a telephone is called through its head`() throws {
        let office = try furnished()
        _ = try dispatched(office, to: "u1")
        try at(office, "2026-11-25T10:00")
        let call = try #require(try run(office).calls.first)
        #expect(call.target == "u1" && call.speakTo.name == "卫东升" && call.speakTo.phone == "8001" && call.level == 1)
    }

    @Test func `a paper that goes to another unit begins at the first level`() throws {
        let office = try furnished()
        let id = try dispatched(office)
        try at(office, "2026-11-24T10:00")
        try office.move(id, .chase)
        try at(office, "2026-11-25T10:00")
        try office.move(id, .dispatch, ["target": "u3"])
        try at(office, "2026-11-26T10:00")
        let call = try #require(try run(office).calls.first)
        #expect(call.target == "u3" && call.level == 1 && call.cases[0].times == 0)
    }

    @Test func `slips are for supervised matters with units, the rest is a reminder`() throws {
        let office = try furnished()
        let plain = try dispatched(office, "一")
        let supervised = try dispatched(office, "二", to: "u3")
        try office.ledger.submit([.amend(supervised, fields: ["importance": 5])], as: office.by())
        let colleague = try dispatched(office, "三", to: "p6")
        try office.ledger.submit([.amend(colleague, fields: ["importance": 5])], as: office.by())
        let reading = try office.paper("四")
        try office.ledger.submit([.amend(reading, fields: ["importance": 5])], as: office.by())
        try office.move(reading, .circulate, ["readers": ["u2"]])
        try at(office, "2026-11-26T10:00")
        let cases = try run(office).calls.flatMap(\.cases)
        func notice(_ id: SubjectID) -> ChaseNotice? { cases.first { $0.matter.id == id }?.notice }
        #expect(notice(plain) == .reminder && notice(supervised) == .slip(level: 1))
        #expect(notice(colleague) == .reminder && notice(reading) == .reminder)
    }

    @Test func `nothing is dispatched to a superior, and none is chased`() throws {
        let office = try furnished()
        let older = try dispatched(office, to: "u3", limit: "1 workday")
        let fresh = try office.paper("新件")
        try office.ledger.submit(
            [.revise(SubjectID("u3"), fields: ["level": "superior", "contact": "刘处长", "phone": "8600010"])], as: office.by(), wholly: true)
        for move in [Move.dispatch, .forward] {
            #expect(
                refusal { try office.move(fresh, move, ["target": "u3"]) } == .guarded(.dispatchUpward, article: "水利局"))
        }
        #expect(
            refusal { try office.move(fresh, .dispatch, ["target": "u2", "partners": ["u3"]]) }
                == .guarded(.dispatchUpward, article: "水利局"))
        try at(office, "2026-11-26T10:00")
        #expect(try run(office).calls.isEmpty)
        guard case .superior(let contact)? = try quiet(office, older).first else { throw TestFault("no row") }
        #expect(contact.name == "刘处长" && contact.phone == "8600010")
        #expect(refusal { try office.move(older, .chase) } == .guarded(.chaseUpward, article: "水利局 刘处长 8600010"))
        let rules = TodayRules(
            now: office.now, calendar: .china, directory: try office.ledger.directory(), registers: try office.ledger.office().registers,
            person: "p1")
        #expect(rules.item(try office.matter(older))?.chips == [.askProgress])
    }

    @Test func `a section and its contact with one telephone are one entry, each paper chased with whoever has it`() throws {
        let office = try furnished()
        try office.ledger.submit(
            [.revise(SubjectID("u1"), fields: ["contact": "卫东升", "phone": "8001"])], as: office.by(), wholly: true)
        let section = try dispatched(office, "一", to: "u1")
        let contact = try dispatched(office, "二", to: "p5")
        let colleague = try dispatched(office, "三", to: "p6")
        try at(office, "2026-11-25T10:00")
        let calls = try run(office).calls
        #expect(calls.map(\.target) == ["u1", "p6"] && calls[0].targets == ["u1", "p5"])
        #expect(Set(calls[0].cases.map(\.matter.id)) == [section, contact] && calls[1].cases.map(\.matter.id) == [colleague])
        for id in [section, contact] { try office.move(id, .chase, ["chased": ["u1", "p5"]]) }
        #expect(try office.matter(section).chaseLog.map(\.to) == ["u1"] && office.matter(contact).chaseLog.map(\.to) == ["p5"])
    }

    @Test func `the limits are the office's to set`() throws {
        let office = try furnished()
        _ = try dispatched(office)
        try office.ledger.submit([.change([.chasing(.unsigned, workdays: 3)])], as: office.by(), wholly: true)
        try at(office, "2026-11-25T10:00")
        #expect(try run(office).calls.isEmpty)
        try at(office, "2026-11-26T10:00")
        #expect(try run(office).calls.count == 1)
        let limits = try office.ledger.office().chasingLimits
        #expect(limits[.unsigned] == 3 && limits.isOwn(.unsigned) && limits[.readers] == 2 && !limits.isOwn(.readers))
    }

    @Test func `what the caller may not know is on no list`() throws {
        let office = try furnished()
        let id = try dispatched(office)
        try at(office, "2026-11-25T10:00")
        let record = try office.ledger.office()
        let rules = ChasingRules(
            now: office.now, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers,
            limits: record.chasingLimits, caller: "p1")
        let matter = try office.matter(id)
        #expect(rules.run([matter]).calls.count == 1)
        let masked = rules.run([matter.masked(title: "限知悉")])
        #expect(masked.calls.isEmpty && masked.leftOut.isEmpty)
    }

    @Test func `units a paper was sent to are chased each for itself until they answer`() throws {
        let office = try furnished()
        let id = try dispatched(office)
        var matter = try office.matter(id)
        let sent = JSON.int(office.now.milliseconds)
        matter.record["handlers/u2"] = ["role": "lead", "sent": sent, "signed": sent, "answered": sent]
        matter.record["handlers/u3"] = ["role": "partner", "sent": sent]
        try at(office, "2026-11-25T10:00")
        let record = try office.ledger.office()
        let rules = ChasingRules(
            now: office.now, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers,
            limits: record.chasingLimits, caller: "p1")
        #expect(rules.run([matter]).calls.map(\.target) == ["u3"])
    }

    @Test(arguments: ["2026-11-23T19:00", "2026-11-28T10:00", "2026-11-29T22:00", "2026-11-25T12:30", "2026-11-24T10:00"])
    func `a paper is as late on the call list as in Today, before the office opens too`(moment: String) throws {
        let office = try furnished()
        for day in ["2026-11-20T17:30", "2026-11-27T17:30", "2026-11-29T12:00", "2026-11-30T17:30"] {
            let due = try office.moment(day).milliseconds
            let id = try office.paper("限" + day)
            try office.move(id, .dispatch, ["target": "u2"])
            try office.ledger.submit([.amend(id, fields: ["limit": .int(due)])], as: office.by())
        }
        try at(office, moment)
        let record = try office.ledger.office()
        let directory = try office.ledger.directory()
        let rules = ChasingRules(
            now: office.now, calendar: record.calendar, directory: directory, registers: record.registers, limits: record.chasingLimits,
            caller: "p1")
        let today = TodayRules(
            now: office.now, calendar: record.calendar, directory: directory, registers: record.registers, person: "p1", includesAll: true)
        let cases = rules.next(try office.ledger.withOthers()).calls.flatMap(\.cases)
        #expect(!cases.isEmpty)
        for found in cases {
            let late = found.reasons.compactMap { if case .overdue(let days) = $0 { days } else { nil } }
            let chips = try #require(today.item(found.matter)).chips
            #expect(late == chips.compactMap { if case .overdue(let days) = $0 { days } else { nil } }, "\(found.matter.title)")
            #expect(found.reasons.contains(.dueToday) == chips.contains(.dueToday), "\(found.matter.title)")
        }
    }
}
