import Ledger
import Office
import TestKit
import Testing

@Suite struct QueryTests {
    private func filled() throws -> TestOffice {
        let office = try TestOffice()
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
        let office = try TestOffice()
        let text = String(repeating: "前文。", count: 40) + "拟于十二月检修二号泵站，请予支持。" + String(repeating: "后文。", count: 40)
        let enclosure = EnclosureDraft(digest: try office.ledger.keep(Array(text.utf8)), name: "a.txt", size: text.utf8.count, text: text)
        _ = try office.open(MatterDraft(register: "inbound", values: ["title": "检修函"], enclosures: [enclosure]))
        let hit = try #require(try office.ledger.search("泵站", limit: 5).hits.first)
        #expect(hit.snippet.contains("二号泵站"))
        #expect(hit.snippet.hasPrefix("…") && hit.snippet.hasSuffix("…"))
    }

    @Test(arguments: [
        ("", 4), ("is:open", 4), ("is:undecided", 3), ("urgency:特急", 1), ("from:财政局", 3), ("from:水利局", 1), ("state:待登记", 3), ("-state:received", 1),
        ("holder:综合科", 1), ("due:none", 3), ("due<=2026-11-24", 1), ("due<2026-11-24", 0), ("year:2026", 1), ("reference:云水", 1), ("is:overdue", 0), ("水库 from:水利局", 1),
    ])
    func `filters`(expression: String, count: Int) throws {
        let office = try filled()
        #expect(try titles(office, expression).count == count)
    }

    @Test func `pages follow one another without gap or repetition`() throws {
        let office = try TestOffice()
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

    @Test func `numbers are found in every form people write`() throws {
        let office = try filled()
        let registers = try office.ledger.office().orderedRegisters
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
