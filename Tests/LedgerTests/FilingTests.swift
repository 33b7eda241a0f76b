import Ledger
import Office
import TestKit
import Testing

/// The spring's filing: the order of a year's papers, their numbers, the freeze, and that nothing archived changes.
@Suite struct FilingTests {
    private func kept(
        _ office: TestOffice, _ title: String, _ dated: String, register: String = "inbound", kind: String? = nil,
        answers: SubjectID? = nil,
        from: String? = "u2"
    ) throws -> SubjectID {
        var values: [String: JSON] = [
            "title": .string(title), "fields/dated": .string(dated), "received": .int(office.now.milliseconds),
        ]
        values["fields/kind"] = kind.map(JSON.string)
        if register == "inbound" { values["fields/from"] = from.map(JSON.string) }
        if let answers { values["links/" + answers.text] = "link" }
        return try office.open(MatterDraft(register: register, values: values, state: "kept"))
    }

    private func papers(_ office: TestOffice) throws -> [Matter] {
        try office.ledger.papers(of: "inbound") + office.ledger.papers(of: "outgoing")
    }

    private func plan(_ office: TestOffice, perBox: Int = FilingPlan.usualBox) throws -> FilingPlan {
        let record = try office.ledger.office()
        let papers = try papers(office).filter { $0.filingYear(by: record.register(of: $0), record.zone) == 2026 }
        return FilingPlan(
            year: 2026, papers: papers, registers: record.registers, directory: try office.ledger.directory(), rules: record.archives,
            zone: record.zone, perBox: perBox, lastItem: { (try? office.ledger.lastItem($0, $1)) ?? 0 })
    }

    @discardableResult
    private func box(_ office: TestOffice, note: String? = nil, as person: String = "p1", perBox: Int = 30) throws -> Receipt {
        let commands = try plan(office, perBox: perBox).items.map { Command.move($0.matter.id, .archive, form: $0.form(note: note)) }
        return try office.ledger.submit(commands, as: office.by(person), wholly: true)
    }

    private func freeze(_ office: TestOffice) throws {
        try office.ledger.submit([.change([.freeze(year: 2026)])], as: office.by())
    }

    private func schedule(_ office: TestOffice, _ rules: [RetentionRule]) throws {
        try office.ledger.submit(
            [.change([.retention(rules)])], as: office.by())
    }

    // MARK: The plan

    @Test func `papers stand by day and matter, an answer after what it answers, and boxes are filled in order`() throws {
        let office = try TestOffice(.memory, now: "2027-03-01T09:00")
        let request = try kept(office, "乙请示", "2026-05-01", kind: "请示")
        // Its date was mistyped: it still cannot stand before the paper it answers.
        let answer = try kept(office, "乙复函", "2026-04-20", register: "outgoing", kind: "函", answers: request)
        let notice = try kept(office, "丁通知", "2026-04-25", register: "outgoing", kind: "通知")
        let second = try kept(office, "戊请示", "2026-06-01", kind: "请示")
        let between = try kept(office, "庚请示", "2026-07-01", kind: "请示")
        let late = try kept(office, "戊批复", "2026-09-01", register: "outgoing", kind: "批复", answers: second)
        let report = try kept(office, "甲报告", "2026-03-01", kind: "报告")
        let unknown = try kept(office, "来信", "2026-03-02", from: nil)
        _ = try kept(office, "次年件", "2027-01-02", kind: "报告")
        let plan = try plan(office, perBox: 4)
        #expect(plan.items.map(\.matter.id) == [notice, request, answer, second, late, between, report])
        #expect(plan.items.map(\.printed).first == "WS·2026-D30-BGS-0001" && plan.items.last?.printed == "WS·2026-D10-BGS-0001")
        #expect(plan.items.map(\.item) == [1, 2, 3, 4, 5, 6, 1] && plan.items.map(\.box) == [1, 1, 1, 1, 2, 2, 1])
        #expect(plan.left.map(\.matter.id) == [unknown] && plan.left.first?.gap == .noTerm)
        // What is boxed bears what was planned, and a later box goes on where the last one ended.
        try box(office, perBox: 4)
        for item in plan.items { #expect(try office.matter(item.matter.id).field("archiveNumber") == item.printed) }
        let more = try kept(office, "又一请示", "2026-02-01", kind: "请示")
        let next = try #require(try self.plan(office, perBox: 4).items.first { $0.matter.id == more })
        #expect(next.item == 7 && next.box == 2)
    }

    @Test func `the office's rule goes before the default, and a person's word before both`() throws {
        let office = try TestOffice(.memory)
        let request = try kept(office, "关于资金的请示", "2026-05-01", kind: "请示")
        let letter = try kept(office, "来信", "2026-05-02", from: nil)
        func proposal(_ id: SubjectID) throws -> RetentionProposal? {
            let (record, matter) = (try office.ledger.office(), try office.matter(id))
            return try record.archives.schedule.proposal(for: matter, by: record.register(of: matter), office.ledger.directory())
        }
        #expect(try proposal(request)?.term == .thirtyYears && proposal(request)?.source == .product)
        #expect(try proposal(letter) == nil)
        try schedule(office, [RetentionRule(kinds: ["请示"], title: "资金", term: .permanent, ground: Term(zh: "表2.1", en: "表2.1"))])
        #expect(try proposal(request)?.term == .permanent && proposal(request)?.ground.zh == "表2.1")
        try office.ledger.submit([.amend(request, fields: ["fields/retention": "10年"])], as: office.by())
        #expect(try proposal(request)?.term == .tenYears && proposal(request)?.source == .person)
        try box(office)
        #expect(try office.matter(request).field("archiveNumber") == "WS·2026-D10-BGS-0001")
    }

    @Test func `a code bears the fonds and the department that handled the paper, where the office gave them codes`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit(
            [.revise(SubjectID("u1"), fields: ["archive": "ZHK"]), .change([.fonds("Z109")])],
            as: office.by())
        let id = try office.paper("关于资金的请示")
        try office.move(id, .dispatch, ["target": "u1", "limit": "5 workday"])
        try office.move(id, .putaway, ["result": "已办"])
        try office.move(id, .archive, ["retention": "永久"])
        #expect(try office.matter(id).field("archiveNumber") == "Z109-WS·2026-Y-ZHK-0001")
        #expect(ArchivalCode(of: try office.matter(id)) == ArchivalCode(year: 2026, term: .permanent, unit: "ZHK", fonds: "Z109"))
    }

    @Test func `what is missing is named with its reason`() throws {
        let office = try TestOffice(.memory)
        let open = try office.paper("在办件")
        let concluded = try office.paper("办结件")
        try office.move(concluded, .conclude, ["result": "已办"])
        let bare = try kept(office, "来信", "2026-05-02", from: nil)
        let voided = try office.paper("作废件")
        try office.move(voided, .void, ["reason": "重复"])
        let record = try office.ledger.office()
        let check = FilingCheck(
            year: 2026, papers: try papers(office), registers: record.registers, directory: try office.ledger.directory(),
            rules: record.archives)
        #expect(check.rows.map(\.matter.id) == [open, concluded, bare])
        #expect(check.rows.map(\.reasons) == [[.open], [.notPutAway], [.noSlip, .noPaper, .noTerm]])
        #expect(FilingCheck.deadline(2026)?.iso == "2027-06-30")
    }

    // MARK: Numbers and the freeze

    @Test func `no undo and no redo leaves a gap or gives a number twice`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit([.enlist(.person, fields: ["name": "钱一", "roles": ["keeper"]])], as: office.by())
        let first = try kept(office, "甲请示", "2026-05-01", kind: "请示")
        let second = try kept(office, "乙请示", "2026-05-02", kind: "请示")
        try box(office)
        let entry = try #require(try office.ledger.history(first).last?.sequence)
        let third = try kept(office, "丙请示", "2026-05-03", kind: "请示")
        try box(office)
        #expect(refusal { try office.ledger.undo(entry: String(entry), as: office.by()) } == .guarded(.laterItems, article: "2026"))
        // Backwards it goes: the last act, then the one before.
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(third).archival == nil)
        try office.ledger.undo(entry: String(entry), as: office.by())
        #expect(try [first, second, third].allSatisfy { try office.matter($0).state == "kept" })
        // A colleague takes the number that was set free: doing it again would give it twice.
        try office.ledger.submit([.move(third, .archive, form: ["retention": "30年"])], as: office.by("p5"))
        #expect(refusal { try office.ledger.redo(as: office.by()) } == .guarded(.laterItems, article: "2026"))
        try box(office)
        let items = try [third, first, second].map { try #require(try office.matter($0).archival?.sequence) }
        #expect(items == [1, 2, 3])
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `an erased paper's code is given to no other`() throws {
        let office = try TestOffice(.memory)
        let first = try kept(office, "甲请示", "2026-05-01", kind: "请示")
        try box(office)
        try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["clerk", "administrator"]])], as: office.by())
        _ = try office.ledger.erase(first, reason: "误收", as: office.by())
        let second = try kept(office, "乙请示", "2026-05-02", kind: "请示")
        try box(office)
        #expect(try office.matter(second).archival?.sequence == 2)
    }

    @Test func `after the freeze a paper is filed late with its reason, and nothing frozen is taken out`() throws {
        let office = try TestOffice(.memory, now: "2027-03-01T09:00")
        let first = try kept(office, "甲请示", "2026-05-01", kind: "请示")
        try box(office)
        let entry = try #require(try office.ledger.history(first).last?.sequence)
        try freeze(office)
        let late = try kept(office, "乙请示", "2026-05-02", kind: "请示")
        #expect(refusal { try box(office) } == .guarded(.filedLate, article: "2026"))
        try box(office, note: "清理抽屉时发现")
        #expect(try office.matter(late).lateNote == "清理抽屉时发现" && office.matter(late).archival?.sequence == 2)
        #expect(refusal { try office.ledger.undo(entry: String(entry), as: office.by()) } == .guarded(.filesFrozen, article: "2026"))
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(late).state == "kept" && office.matter(late).lateNote == nil)
        // Another year is open as before.
        let other = try kept(office, "丙请示", "2027-02-02", kind: "请示")
        try office.move(other, .archive, ["retention": "30年"])
        #expect(try office.matter(other).lateNote == nil)
    }

    // MARK: Nothing archived changes

    @Test func `an archived paper takes no amendment, note, file, move or part, and no undo of what went before`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("关于资金的请示")
        try office.ledger.submit([.amend(id, fields: ["fields/remark": "旧注"])], as: office.by())
        let amended = try #require(try office.ledger.history(id).last?.sequence)
        try office.move(id, .putaway)
        try office.move(id, .archive, ["retention": "永久"])
        let before = try office.matter(id).record
        let archived = Refusal.guarded(.archived, article: "档案法 §14、§21")
        let other = try office.paper("新来文")
        let file = try cleared(digest: String(repeating: "a", count: 64), name: "a.txt", size: 1, text: nil)
        let commands: [Command] = try [
            .amend(id, fields: ["title": "改名"]), .note(id, kind: "progress", text: "补一句"), .enclose(id, file),
            .move(id, .putaway, form: [:]), .move(id, .link, form: ["into": .string(other.text)]), .move(id, .void, form: ["reason": "x"]),
            .move(other, .join, form: ["into": .string(id.text)]),
        ]
        for command in commands { #expect(refusal { try office.ledger.submit([command], as: office.by()) } == archived, "\(command)") }
        #expect(refusal { try office.ledger.undo(entry: String(amended), as: office.by()) } == archived)
        // A later paper may point at it; the pointing stands on that paper alone.
        try office.move(other, .link, ["into": .string(id.text)])
        #expect(try office.matter(other).links == [id.text])
        #expect(try office.matter(id).record == before)
    }

    @Test func `a correction stands beside what it corrects`() throws {
        let office = try TestOffice(.memory)
        let id = try kept(office, "关于资金的请示", "2026-05-01", kind: "请示")
        try box(office)
        #expect(refusal { try office.ledger.submit([.correct(id, text: " ")], as: office.by()) } == .missing(field: "note"))
        try office.ledger.submit([.correct(id, text: "文号应为12号")], as: office.by())
        let matter = try office.matter(id)
        #expect(matter.title == "关于资金的请示" && matter.state == "archived" && matter.corrections.map(\.text) == ["文号应为12号"])
        #expect(try office.ledger.history(id).last?.event.kind == "matter.corrected")
    }
}
