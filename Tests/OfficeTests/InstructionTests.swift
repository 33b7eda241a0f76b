import Office
import Settings
import TestKit
import Testing

/// Leaders' words come back in every open state, and later words change who handles the paper (J2, K4).
@Suite struct InstructionTests {
    private func dispatched(_ office: TestOffice) throws -> SubjectID {
        let id = try office.paper("关于报送决算的通知")
        try office.move(id, .propose, ["leader": "p4"])
        try office.move(id, .back, ["words": "请财政局办理，5个工作日内报结果"])
        try office.move(id, .dispatch, ["target": "u2", "partners": ["u3"]])
        return id
    }

    @Test func `a second leader's words are written in every open state`() throws {
        let office = try TestOffice(.memory)
        func put(_ steps: [(Move, [String: JSON])]) throws -> SubjectID {
            let id = try office.paper("关于经费的通知")
            for (move, form) in steps { try office.move(id, move, form) }
            return id
        }
        let cases: [(steps: [(Move, [String: JSON])], after: String)] = [
            ([], "instructed"), ([(.register, [:])], "instructed"), ([(.register, [:]), (.check, [:])], "instructed"),
            ([(.propose, ["leader": "p4"]), (.back, [:])], "instructed"),
            ([(.propose, ["leader": "p4"]), (.hold, ["reason": "缓议"])], "instructed"),
            ([(.dispatch, ["target": "u2"])], "handling"),
            ([(.dispatch, ["target": "u2"]), (.back, ["words": "已办"])], "answered"),
            ([(.dispatch, ["target": "u2"]), (.hold, ["reason": "等材料"])], "held"),
        ]
        for (steps, after) in cases {
            let id = try put(steps)
            try office.move(id, .back, ["who": ["p3"], "words": "同意，抓紧落实", "day": "2026-11-20", "original": "王县长处", "medium": "口头"])
            let matter = try office.matter(id)
            let note = try #require(matter.notes.last)
            #expect(matter.state == after)
            #expect(note.kind == "instruction" && note.by == "p3" && note.recordedBy == "p1" && note.original == "王县长处")
            #expect(OfficeZone.shanghai.day(of: note.at).iso == "2026-11-20" && note.medium == .oral)
            #expect(matter.importance == 5)
            // The register's own steps on the way are the clerk's; the words are the leader's.
            let lines = try office.ledger.history(id)
            #expect(lines.last?.attribution.by == "p3" && lines.last?.attribution.evidence == "王县长处")
            #expect(lines.dropLast().allSatisfy { $0.event.act == .comeBack || $0.attribution.by == "p1" })
        }
    }

    @Test func `where units handle it, only a leader who is none of them gives an instruction`() throws {
        let office = try TestOffice(.memory)
        let id = try dispatched(office)
        try office.move(id, .back, ["words": "正在汇总"])
        #expect(try office.matter(id).notes.last?.kind == "feedback" && office.matter(id).notes.last?.by == "u2")
        let before = try office.matter(id)
        try office.ledger.submit([.move(id, .back, form: ["words": "请水利局牵头"])], as: office.by("p1", for: "p3", medium: .original))
        let after = try office.matter(id)
        #expect(after.notes.last?.kind == "instruction" && after.notes.last?.by == "p3")
        #expect(after.state == before.state && after.holder == before.holder && after.awaitsSignature == before.awaitsSignature)
        #expect(after.unanswered.map(\.id) == before.unanswered.map(\.id))
        #expect(refusal { try office.move(id, .back, ["who": ["p3"], "day": "2026-12-30"]) } != nil)
    }

    @Test func `a register adopted before that has no row for it takes a leader's words too`() throws {
        let office = try TestOffice(.memory)
        let shipped = try #require(try office.ledger.office().register("inbound"))
        let steps = shipped.steps.map { row -> Step in
            let asks = row.act == .comeBack ? ["words", "medium"] : row.act == .sign ? [] : row.asks
            return Step(
                id: row.id, alias: row.alias, act: row.act, name: row.name, from: row.from,
                to: row.act == .comeBack ? "instructed" : row.to, asks: asks, isFolded: row.isFolded, numbers: row.numbers)
        }
        let old = RegisterDefinition(
            id: shipped.id, revision: 2, prefix: shipped.prefix, name: shipped.name, capture: shipped.capture, format: shipped.format,
            opens: shipped.opens, opensRegistered: shipped.opensRegistered, fields: shipped.fields, states: shipped.states, steps: steps)
        for state in old.states where old.isOpen(state.id) {
            let last = try #require(old.path(to: .back, from: state.id)?.last, "\(state.id)")
            #expect(Set(["who", "words", "day", "original"]).isSubset(of: old.form(of: last).map(\.id)))
        }
        let sign = try #require(old.step(.sign, from: "handling"))
        #expect(old.form(of: sign).map(\.id) == ["who", "signedBy", "at"])
        // A draft goes to no leader this way: what comes back is sent back.
        let outgoing = try #require(try office.ledger.office().register("outgoing"))
        #expect(outgoing.path(to: .back, from: "draft") == nil)
    }

    @Test func `words without a writer are refused where nobody has the paper`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("关于经费的通知")
        #expect(refusal { try office.move(id, .back, ["words": "请财政局办理"]) } == .missing(field: "who"))
    }

    @Test func `a later word hands out only what it changes`() throws {
        let office = try TestOffice(.memory)
        let directory = try office.ledger.directory()
        let id = try dispatched(office)
        func says(_ words: String) throws -> InstructionReading? {
            try office.move(id, .back, ["who": ["p3"], "words": .string(words)])
            return try office.matter(id).handingOut(directory)
        }
        #expect(try says("同意") == nil)
        #expect(try says("请财政局抓紧办理") == nil)
        #expect(try says("请水利局牵头办理")?.target == "u3")
        #expect(try says("3日内报我")?.limit == "3日")
    }

    @Test func `who only agrees agrees with the words before`() throws {
        let office = try TestOffice(.memory)
        let directory = try office.ledger.directory()
        let id = try office.paper("关于决算的请示")
        try office.move(id, .propose, ["leader": "p4", "note": "拟请县财政局牵头办理，请李卫东副县长阅示。"])
        try office.move(id, .back)
        #expect(try office.matter(id).handingOut(directory)?.target == "u2")
        try office.move(id, .propose, ["leader": "p3", "note": "拟请王建国县长阅示。"])
        try office.move(id, .back, ["words": "同意。"])
        #expect(try office.matter(id).handingOut(directory)?.target == "u2")
    }

    @Test func `a paper goes to whoever is in charge first, and to the head after a deputy's word`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit(
            [
                .enlist(.person, fields: ["name": "陈志强", "post": "副县长", "rank": 3]),
                .enlist(.unit, fields: ["name": "云江市水利局", "level": "superior"]),
                .enlist(.unit, fields: ["name": "云江市人民政府办公室", "level": "superior"]),
                .revise(SubjectID("u3"), fields: ["leader": "p5"]),
            ], as: office.by())
        let directory = try office.ledger.directory()
        func next(_ title: String, from: String) throws -> String? {
            try office.matter(office.paper(title, from: from)).nextLeader(directory)
        }
        // A superior's paper: the one in charge of its counterpart here, or of what it speaks of.
        #expect(try next("关于汛前检查的通知", from: "u4") == "p5")
        #expect(try next("关于加强水利工程管理的通知", from: "u5") == "p5")
        #expect(try next("关于值班工作的通知", from: "u5") == "p4")
        let id = try office.paper("关于汛前检查的通知", from: "u4")
        try office.move(id, .propose, ["leader": "p5"])
        try office.move(id, .back)
        #expect(try office.matter(id).nextLeader(directory) == "p3")
    }

    @Test(arguments: [
        ("云江市人民政府办公室关于召开全县节能工作会议的通知", "全县节能工作会议"), ("关于组织收听收看全国安全生产电视电话会议的紧急通知", "全国安全生产电视电话会议"),
        ("关于全县三级干部会议的预备通知", "全县三级干部会议"), ("关于报送年终决算的通知", "关于报送年终决算的通知"), ("全县防汛工作会议通知", "全县防汛工作会议"),
    ])
    func `a meeting is called as its notice calls it`(title: String, name: String) {
        #expect(MeetingTitle.name(of: title) == name)
    }
}
