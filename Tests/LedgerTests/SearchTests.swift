import Ledger
import Office
import TestKit
import Testing

/// Search as a registry remembers: by any fragment and any field, counted, and with the line in which it stands.
@Suite struct SearchTests {
    private func filter(_ text: String, _ office: TestOffice) throws -> Filter {
        try Filter(text, words: DateWords(now: office.now, calendar: .china))
    }

    private func titles(_ text: String, _ office: TestOffice) throws -> [String] {
        let found = try office.ledger.search(filter(text, office), limit: 50, now: office.now, me: "p1")
        #expect(found.total == found.hits.count)
        return found.hits.map(\.row.title).sorted()
    }

    @discardableResult
    private func paper(_ office: TestOffice, _ title: String, text: String, _ values: [String: JSON] = [:]) throws -> SubjectID {
        let digest = try office.ledger.keep(Array((title + text).utf8))
        let enclosure = try cleared(digest: digest, name: "正文.txt", size: text.utf8.count, text: text)
        var all = values
        all["title"] = .string(title)
        return try office.open(MatterDraft(register: "inbound", values: all, enclosures: [enclosure]))
    }

    private func filled() throws -> TestOffice {
        let office = try TestOffice(.memory)
        try paper(office, "关于泵站检修的请示", text: "第一行\n拟检修二号泵\n站。", ["fields/from": "u3", "fields/kind": "请示"])
        try paper(office, "关于安全检查的通知", text: "各单位：\n请检查泵站。", ["fields/from": "u3", "fields/kind": "通知"])
        try paper(office, "关于经费的函", text: "泵站经费", ["fields/from": "u2", "fields/kind": "函", "fields/reference": "云财函〔2026〕138号"])
        let handled = try office.paper("关于泵站资金的报告", reference: "云财函〔2026〕38号")
        try office.move(handled, .dispatch, ["target": "u1", "limit": "5 workday"])
        return office
    }

    @Test func `hits are counted by what they are, and each count is what its term leaves`() throws {
        let office = try filled()
        let query = try filter("泵站", office)
        let facets = try office.ledger.facets(query, now: office.now, me: "p1")
        #expect(facets.isExact)
        #expect(facets[.from].map(\.value) == ["u2", "u3"] && facets[.from].map(\.count) == [2, 2])
        #expect(Set(facets[.kind].map(\.value)) == ["请示", "通知", "函"])
        #expect(facets[.state].first.map { "\($0.value) \($0.count)" } == "received 3")
        #expect(facets[.year].map(\.count) == [1])
        let directory = try office.ledger.directory()
        let registers = try office.ledger.office().registers
        for facet in Facet.allCases {
            for count in facets[facet] {
                let term = facet.term(count.value, registers: registers, directory: directory)
                #expect(try titles("泵站 " + term, office).count == count.count, "\(term)")
            }
        }
        #expect(Facet.from.term("u3", registers: registers, directory: directory) == "from:水利局")
        #expect(Facet.holder.term("u1", registers: registers, directory: directory) == "holder:综合科")
        #expect(Facet.from.term("甲 公司", registers: registers, directory: directory) == "from:\"甲 公司\"")
    }

    @Test func `past a thousand hits a count says at least`() throws {
        let office = try TestOffice(.memory)
        let drafts = (0...Facets.limit).map { number in
            Command.open(
                MatterDraft(register: "inbound", values: ["title": .string("关于第\(number)号泵站的函"), "fields/from": "u2", "fields/kind": "函"]))
        }
        try office.ledger.submit(drafts, as: office.by())
        let query = try filter("泵站", office)
        let facets = try office.ledger.facets(query, now: office.now, me: nil)
        #expect(!facets.isExact)
        #expect(facets[.kind].map { facets.text($0) } == ["1000+"])
        #expect(try office.ledger.search(query, limit: 5, now: office.now, me: nil).total == Facets.limit + 1)
    }

    @Test func `what is kept to a circle is in no hit and no count of others`() throws {
        let office = try filled()
        let values: [String: JSON] = ["fields/from": "u2", "fields/kind": "密函", "knowers": ["p3"], "owner": "p3", "supervisor": "p4"]
        try paper(office, "关于海棠泵站的函", text: "海棠泵站", values)
        for (person, isIn) in [("p3", true), ("p2", false)] {
            office.ledger.asker = { Asker(names: $0.names(standingFor: person), title: "限") }
            let all = try office.ledger.facets(filter("泵站", office), now: office.now, me: person)
            #expect(all[.kind].contains { $0.value == "密函" } == isIn)
            #expect(try titles("海棠 year:2026", office).isEmpty)
            #expect(try titles("海棠 state:received", office).isEmpty == !isIn)
            #expect(try titles("kind:密函", office).isEmpty == !isIn)
            // Where it stands is no secret; what it is, is.
            let here = try office.ledger.facets(filter("state:received", office), now: office.now, me: person)
            #expect(here[.state].first?.count == 4)
            #expect(here[.kind].contains { $0.value == "密函" } == isIn)
        }
    }

    @Test(arguments: [
        ("泵站 from:水利局", 2), ("泵站 kind:函", 1), ("泵站 -kind:函", 3), ("from:财政局", 2), ("\"泵站\" year:2026", 1), ("泵站 is:open", 4), ("138号", 1),
        ("38号", 1), ("云财函[2026]138号", 1), ("reference:138号", 1), ("number:1号", 1), ("number:泵站", 0), ("title:检修", 1), ("title:二号", 0),
        ("slj", 2), ("yxxczj", 2), ("二号泵站", 1), ("泵站 通知 检查", 1), ("幫站", 0), ("檢修", 1), ("泵 经费", 1),
    ])
    func `words and terms stand side by side`(query: String, count: Int) throws {
        #expect(try titles(query, filled()).count == count)
    }

    @Test func `a choice and a person's name are no words of the paper`() throws {
        let office = try filled()
        let id = try paper(office, "关于沟渠的函", text: "沟渠", ["fields/channel": "文件夹", "fields/handling": "办件", "fields/from": "u2"])
        try paper(office, "关于文件夹采购的函", text: "文件夹", ["fields/channel": "邮件"])
        #expect(try titles("文件", office) == ["关于文件夹采购的函"])
        #expect(try titles("文件夹", office) == ["关于文件夹采购的函"])
        let named = FilterNames(try office.ledger.office().registers)
        let channel = try Filter("channel:文件夹", names: named, words: DateWords(now: office.now, calendar: .china))
        #expect(try office.ledger.search(channel, limit: 50, now: office.now, me: "p1").hits.map(\.row.title) == ["关于沟渠的函"])
        #expect(try titles("办件", office) == [] && titles("张敏", office) == [])
        #expect(try titles("财政局 沟渠", office) == ["关于沟渠的函"] && titles("from:财政局 沟渠", office) == ["关于沟渠的函"])
        // What was left out is left out of what is taken back as well.
        try office.move(id, .dispatch, ["target": "u1", "limit": "5 workday"])
        #expect(try titles("综合科 沟渠", office) == ["关于沟渠的函"])
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `an unknown field is named with the nearest`() throws {
        let office = try TestOffice(.memory)
        #expect(throws: Refusal.unknown(what: "field", text: "yaer", nearest: "year")) { try filter("泵站 yaer:2026", office) }
        #expect(try filter("https://example.gov.cn/a", office).wanted.count == 1)
    }

    @Test func `a hit says where the word stands, and in which line`() throws {
        let office = try filled()
        func hit(_ query: String) throws -> SearchHit {
            try #require(try office.ledger.search(filter(query, office), limit: 9, now: office.now, me: nil).hits.first)
        }
        let inText = try hit("二号泵站")
        #expect(inText.place == .text && inText.line == 2 && inText.paper == "正文.txt" && inText.snippet.contains("拟检修二号泵 站"))
        #expect(inText.found.map { String(Array(inText.snippet)[$0]) } == "二号泵 站")
        #expect(try hit("检修").place == .title && hit("检修").line == nil)
        let inFields = try hit("138号")
        #expect(inFields.place == .fields && inFields.field == "reference" && inFields.snippet == "云财函〔2026〕138号")
        #expect(try hit("正文").field == "enclosures")
        #expect(try hit("slj").field == "from")
        try office.ledger.submit([.note(inText.row.id, kind: "instruction", text: "请水利局速办")], as: office.by())
        #expect(try hit("速办").field == "note.instruction")
        // Only what is shown is looked into.
        let query = try filter("检查泵站", office)
        #expect(try office.ledger.search(query, limit: 9, window: 1..<5, now: office.now, me: nil).hits.first?.line == nil)
    }

    @Test func `what hangs on a paper makes its bytes no paper of their own`() throws {
        let office = try TestOffice(.memory)
        let main = try cleared(digest: try office.ledger.keep([1]), name: "1.eml", size: 1, text: nil)
        let picture = try cleared(digest: try office.ledger.keep([2]), name: "标志.png", size: 1, text: nil, isAttached: true)
        let id = try office.open(MatterDraft(register: "inbound", values: ["title": "关于检修的函"], enclosures: [picture, main]))
        #expect(try office.ledger.matters(holding: main.digest) == [id])
        #expect(try office.ledger.matters(holding: picture.digest) == [])
        #expect(try office.matter(id).enclosures.map(\.name) == ["1.eml", "标志.png"])
    }
}
