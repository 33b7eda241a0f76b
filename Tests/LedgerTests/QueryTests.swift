import Ledger
import Office
import TestKit
import Testing

@Suite struct QueryTests {
    private func filled() throws -> TestOffice {
        let office = try TestOffice(.memory)
        try office.paper("关于石桥水库除险加固工程资金的请示", reference: "云水〔2026〕7号", from: "u3")
        try office.paper("關於徵求停車管理辦法意見的函", reference: "云财函〔2026〕12号")
        try office.paper("关于报送年终决算的通知", reference: "云财函〔2026〕13号", urgency: "特急")
        let last = try office.paper("银行行长座谈会通知")
        try office.move(last, .dispatch, ["target": "u1", "limit": "1 day"])
        return office
    }

    private func titles(_ office: TestOffice, _ expression: String) throws -> [String] {
        let words = DateWords(now: office.now, calendar: .china)
        let page = try office.ledger.list(
            register: "inbound", filter: try Filter(expression, words: words), limit: 50, now: office.now, me: "p1")
        #expect(page.total.count == page.rows.count)
        return page.rows.map { String($0.title.prefix(6)) }
    }

    @Test(arguments: [
        ("水库", 1), ("库除", 1), ("征求", 1), ("徵求", 1), ("行", 1), ("云财函[2026]12号", 1), ("云财函（2026）第12号", 1), ("云财函", 2), ("yhhz", 1),
        ("yhxz", 1), ("xhhc", 0), ("２０２６", 4), ("停车管理", 1), ("车管办", 0), ("通知 决算", 1), ("不存在的词", 0), ("的", 3), ("收文〔2026〕1号", 1),
    ])
    func `search finds any characters, both scripts, initials and numbers`(query: String, count: Int) throws {
        let office = try filled()
        #expect(try office.ledger.search(query, limit: 50).total == count)
    }

    @Test func `a renamed matter is found by its new title only`() throws {
        let office = try filled()
        let id = try #require(try office.ledger.search("水库", limit: 1).hits.first?.row.id)
        try office.ledger.submit([.amend(id, fields: ["title": "泵站维修请示"])], as: office.by())
        #expect(try office.ledger.search("水库", limit: 10).total == 0)
        #expect(try office.ledger.search("泵站", limit: 10).total == 1)
        #expect(try office.ledger.search("bzwx", limit: 10).total == 1)
    }

    @Test func `a find in the text shows the words around it`() throws {
        let office = try TestOffice(.memory)
        let text = String(repeating: "前文。", count: 40) + "拟于十二月检修二号泵站，请予支持。" + String(repeating: "后文。", count: 40)
        let enclosure = try cleared(digest: try office.ledger.keep(Array(text.utf8)), name: "a.txt", size: text.utf8.count, text: text)
        _ = try office.open(MatterDraft(register: "inbound", values: ["title": "检修函"], enclosures: [enclosure]))
        let hit = try #require(try office.ledger.search("泵站", limit: 5).hits.first)
        #expect(hit.snippet.contains("二号泵站"))
        #expect(hit.snippet.hasPrefix("…") && hit.snippet.hasSuffix("…"))
    }

    @Test(arguments: [
        ("", 4), ("is:open", 4), ("is:undecided", 3), ("urgency:特急", 1), ("from:财政局", 3), ("from:水利局", 1), ("state:待登记", 3),
        ("-state:received", 1),
        ("holder:综合科", 1), ("due:none", 3), ("due<=2026-11-24", 1), ("due<2026-11-24", 0), ("year:2026", 1), ("reference:云水", 1),
        ("is:overdue", 0), ("水库 from:水利局", 1),
    ])
    func `filters`(expression: String, count: Int) throws {
        let office = try filled()
        #expect(try titles(office, expression).count == count)
    }

    @Test func `pages follow one another without gap or repetition`() throws {
        let office = try TestOffice(.memory)
        for index in 1...23 { try office.paper("来文\(index)") }
        var seen: [SubjectID] = []
        var cursor: String?
        repeat {
            let page = try office.ledger.list(register: "inbound", filter: .everything, limit: 5, after: cursor, now: office.now, me: nil)
            #expect(page.total == Total(23))
            seen += page.rows.map(\.id)
            cursor = page.next
        } while cursor != nil
        #expect(seen.count == 23)
        #expect(Set(seen).count == 23)
    }

    @Test func `triage puts urgent papers first and then the order they came`() throws {
        let office = try filled()
        let page = try office.ledger.list(
            register: "inbound", filter: Filter(terms: [.state(.open)]), order: .triage, limit: 10, now: office.now, me: nil)
        #expect(page.rows.map { String($0.title.prefix(4)) } == ["关于报送", "关于石桥", "關於徵求", "银行行长"])
    }

    @Test func `among urgent papers the more pressing mark goes first`() throws {
        let office = try TestOffice(.memory)
        for (title, urgency) in [("甲", nil), ("乙", "平急"), ("丙", "加急"), ("丁", "特急"), ("戊", "特提"), ("己", "特急")] as [(String, String?)] {
            try office.paper(title, urgency: urgency)
        }
        let page = try office.ledger.list(
            register: "inbound", filter: Filter(terms: [.state(.open)]), order: .triage, limit: 10, now: office.now, me: nil)
        #expect(page.rows.map(\.title) == ["戊", "丁", "己", "丙", "乙", "甲"])
    }

    @Test func `numbers are found in every form people write`() throws {
        let office = try filled()
        let registers = try office.ledger.office().registers
        for text in ["m4", "1", "#1", "in1", "inbound/1", "inbound/2026/1", "收文/1", "收文〔2026〕1号", "收文[2026]1号"] {
            let found = try office.ledger.find(NumberQuery(text, registers: registers), year: 2026)
            #expect(found == [SubjectID("m4")], "\(text)")
        }
        #expect(try office.ledger.find(NumberQuery("云水（2026）7号", registers: registers), year: 2026) == [SubjectID("m1")])
        #expect(try office.ledger.find(NumberQuery("999", registers: registers), year: 2026) == [])
    }

    @Test func `drafts are kept by person and form, and forgotten when recorded`() throws {
        let office = try TestOffice()
        try office.ledger.keepDraft(["title": "半句"], form: "entry.inbound", person: "p1", at: office.now)
        #expect(try office.reopened().draft(form: "entry.inbound", person: "p1") == ["title": "半句"])
        #expect(try office.ledger.draft(form: "entry.inbound", person: "p2") == nil)
        try office.ledger.dropDraft(form: "entry.inbound", person: "p1")
        #expect(try office.ledger.draft(form: "entry.inbound", person: "p1") == nil)
    }

    @Test func `enclosures are kept once, and a damaged one is said`() throws {
        let office = try TestOffice()
        let bytes = Array("正文".utf8)
        let digest = try office.ledger.keep(bytes)
        #expect(try office.ledger.keep(bytes) == digest)
        #expect(try office.ledger.enclosure(digest) == bytes)
        #expect(throws: LedgerFault.missingEnclosure("00")) { _ = try office.ledger.enclosure("00") }
    }
}

/// Faults that were found once and must not come back.
@Suite struct RegressionTests {
    @Test func `a paper is found by its sender's name, whole or short, and not by its handle`() throws {
        let office = try TestOffice(.memory)
        try office.paper("关于资金的函")
        #expect(try office.ledger.search("财政局", limit: 5).total == 1)
        #expect(try office.ledger.search("云溪县财政局", limit: 5).total == 1)
        #expect(try office.ledger.search("u2", limit: 5).total == 0)
        // The index is right after the unit changed its name.
        try office.ledger.submit([.revise(SubjectID("u2"), fields: ["name": "云溪县金融局", "short": ["金融局"]])], as: office.by())
        try office.ledger.submit([.amend(SubjectID("m1"), fields: ["fields/copies": 2])], as: office.by())
        #expect(try office.ledger.search("财政局", limit: 5).total == 0)
        #expect(try office.ledger.search("金融局", limit: 5).total == 1)
    }

    @Test func `the office itself is never undone`() throws {
        let office = try TestOffice(.memory)
        #expect(refusal { try office.ledger.undo(as: office.by()) } == .nothingToUndo)
        #expect(try office.ledger.office().name == "测试办")
    }

    @Test func `a paper entered again takes the number that waited for it`() throws {
        let office = try TestOffice(.memory)
        let draft = MatterDraft(register: "inbound", values: ["title": "关于决算的通知", "fields/from": "u2"], registers: true)
        let first = try office.open(draft)
        #expect(try office.matter(first).number?.sequence == 1)
        try office.ledger.undo(as: office.by())
        let again = try office.open(draft)
        #expect(again == first)
        #expect(try office.matter(again).number?.sequence == 1)
        let other = try office.open(MatterDraft(register: "inbound", values: ["title": "另一件", "fields/from": "u2"], registers: true))
        #expect(try office.matter(other).number?.sequence == 2)
    }

    @Test func `handles have one spelling`() throws {
        let registers = try TestOffice(.memory).ledger.office().registers
        #expect(NumberQuery("m001", registers: registers) == .handle(SubjectID("m1")))
        #expect(NumberQuery("m+1", registers: registers) == .uid("m+1"))
        #expect(NumberQuery("m0", registers: registers) == .uid("m0"))
        let named = ["o1", "#p2", "ｕ３", "g004", "w5", "x1", "p", "p0", "p-1", "r1a", "1", ""].map { NumberQuery.handle($0)?.text }
        #expect(named == ["o1", "p2", "u3", "g4", "w5", nil, nil, nil, nil, nil, nil, nil])
    }

    @Test func `undoing an older act under one's own later one is refused`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        try office.move(id, .dispatch, ["target": "u1"])
        let dispatched = try #require(try office.ledger.history(id).last)
        office.now = office.now.adding(minutes: 3)
        try office.move(id, .conclude, ["result": "已办"])
        let refused = refusal { try office.ledger.undo(entry: String(dispatched.sequence), as: office.by()) }
        #expect(refused == .builtUpon(subject: id.text, by: "p1", at: office.now))
    }

    @Test func `an absurd time or length is refused, not computed`() throws {
        let words = DateWords(now: Moment(seconds: 1_795_395_600), calendar: .china)
        for text in ["999999999999999999pm", "99:99", "9999999999点", "2026-13-40"] { #expect(words.read(text) == nil, "\(text)") }
        #expect(Length("999999999个月") == nil)
    }

    @Test func `a series filled in one year is whole in a later one`() throws {
        let expand: OccurrenceExpansion = { _, from, to in
            stride(from: 0, to: 400, by: 1).compactMap { week in
                let start = Moment(seconds: 1_795_395_600 + Int64(week) * 604_800)
                guard start >= from, start < to else { return nil }
                return Expanded(
                    recurrenceID: nil, title: "周会", start: start, end: start.adding(minutes: 60), offset: 28_800, zone: nil,
                    isAllDay: false, place: nil,
                    status: nil)
            }
        }
        let office = try TestOffice(.memory, expand: expand)
        try office.ledger.submit(
            [.schedule(fields: ["title": "周会", "start": 1_795_395_600_000, "uid": "w", "source": ["x"], "recurring": true])],
            as: office.by())
        let early = try office.ledger.agenda(from: try office.moment("2026-11-23"), to: try office.moment("2026-12-07")).count
        #expect(early == 2)
        office.now = try office.moment("2029-05-01T09:00")
        try office.paper("后年的来文")
        #expect(try office.ledger.agenda(from: try office.moment("2029-05-07"), to: try office.moment("2029-05-21")).count == 2)
        #expect(try office.ledger.agenda(from: try office.moment("2026-11-23"), to: try office.moment("2026-12-07")).count == 2)
        #expect(try office.ledger.agenda(from: try office.moment("2027-12-20"), to: try office.moment("2028-01-10")).count == 3)
    }
}
