import Office
import Settings
import TestKit
import Testing

/// Where a paper is proposed to go, and why.
@Suite struct RoutingTests {
    private func rules(_ yaml: String, _ office: TestOffice) throws -> (rules: [RoutingRule], problems: [Problem]) {
        let tree = try #require(LocatedYAML.read(yaml).tree)
        return RoutingRuleReading(directory: try office.ledger.directory(), calendar: .china, now: office.now).read(tree)
    }

    private static let file = """
        - name: 财政决算
          when: {from: [财政局], words: [决算, 预算]}
          then: {target: 综合科, readers: [周明远], limit: 5个工作日, importance: 3, handling: 办件}
        - name: 水利来文
          when: {from: 水利局}
          then: {leader: 李卫东}
        """

    @Test func `a rule speaks for the papers it fits`() throws {
        let office = try TestOffice(.memory)
        let (rules, problems) = try rules(Self.file, office)
        #expect(problems == [])
        let directory = try office.ledger.directory()
        let fitting = try office.matter(try office.paper("关于报送年终决算的通知"))
        let routing = Routing(for: fitting.record, rules: rules, finished: [], directory: directory)
        #expect(routing.proposals[.target] == .init(value: "u1", reason: .rule("财政决算")))
        #expect(routing.proposals[.limit]?.value == "5 workday")
        #expect(routing.proposals[.readers]?.value == ["p2"])
        let other = try office.matter(try office.paper("关于资产清查的通知"))
        #expect(Routing(for: other.record, rules: rules, finished: [], directory: directory).proposals.isEmpty)
        let opening = Routing.opening(["title": "年终决算", "fields/from": "u2"], rules: rules, directory: directory)
        #expect(opening["importance"] == 3 && opening["fields/handling"] == "办件" && opening["proposals/importance"] == ["rule": "财政决算"])
    }

    @Test func `every problem of a file is named by line`() throws {
        let office = try TestOffice(.memory)
        let (_, problems) = try rules(
            """
            - name: 一
              when: {from: [没有的局]}
              then: {target: 综合科, limit: 很快}
            - name: 一
              when: {}
              then: {importance: 9, states: done}
            """, office)
        #expect(problems.map(\.line) == [2, 3, 4, 5, 6, 6])
        #expect(problems.contains { $0.kind == .noSuch("没有的局", what: "name") })
        #expect(problems.contains { if case .unexpected("states", _) = $0.kind { true } else { false } })
    }

    @Test func `habit is learnt from finished papers only, and a rule beats it`() throws {
        let office = try TestOffice(.memory)
        func handled(_ title: String, _ target: String, finished: Bool) throws {
            let id = try office.paper(title)
            try office.move(id, .dispatch, ["target": .string(target)])
            if finished { try office.move(id, .conclude, ["result": "已报"]) }
        }
        for index in 1...2 { try handled("例行报表\(index)", "u1", finished: true) }
        for index in 3...8 { try handled("例行报表\(index)", "u3", finished: false) }
        let paper = try office.matter(try office.paper("例行报表九"))
        func routing(_ rules: [RoutingRule]) throws -> Routing {
            Routing(
                for: paper.record, rules: rules, finished: try office.ledger.finished(from: "u2", besides: paper.id),
                directory: try office.ledger.directory())
        }
        // Two papers are no habit, and those under way teach nothing.
        #expect(try routing([]).proposals.isEmpty)
        for index in 10...11 { try handled("例行报表\(index)", "u1", finished: true) }
        try handled("例行报表12", "u3", finished: true)
        #expect(try routing([]).proposals[.target] == .init(value: "u1", reason: .habit(times: 4, of: 5)))
        let rule = RoutingRule(name: "报表", conditions: [.words: ["报表"]], targets: [.target: "u3"])
        #expect(try routing([rule]).proposals[.target] == .init(value: "u3", reason: .rule("报表")))
    }

    @Test func `the four lists of a person`() throws {
        let office = try TestOffice(.memory)
        let first = try office.paper("甲")
        let second = try office.paper("乙")
        try office.move(first, .circulate, ["readers": ["p2", "p4"]])
        try office.move(second, .circulate, ["readers": ["p2"]])
        try office.move(second, .read, ["reader": ["p2"]], as: "p2")
        func list(_ expression: String, of person: String) throws -> [SubjectID] {
            let filter = try Filter(expression, words: DateWords(now: office.now, calendar: .china))
            return try office.ledger.list(register: "inbound", filter: filter, limit: 20, now: office.now, me: person).rows.map(\.id)
        }
        #expect(try list("is:toread", of: "p2") == [first])
        #expect(try list("is:待阅", of: "p4") == [first])
        #expect(try list("is:read", of: "p2") == [second])
        #expect(try office.ledger.toRead(by: "p2")?.count == 1)
        #expect(try list("is:todo", of: "p1") == [second, first])
        try office.move(first, .propose, ["leader": "p3"])
        #expect(try list("is:todo", of: "p1") == [second])
        #expect(try list("is:todo", of: "p3") == [first])
        #expect(try list("is:handled", of: "p1") == [first])
        try office.move(first, .recall)
        #expect(try list("is:toread", of: "p2").isEmpty)
        // Folded anew, they are the same.
        try office.ledger.rebuild()
        #expect(try list("is:read", of: "p2") == [second])
        #expect(try list("is:handled", of: "p1") == [first])
    }

    @Test func `the check finds what the regulation forbids`() {
        func kinds(_ text: String, attached: [String] = []) -> [PreliminaryCheck.Kind] {
            PreliminaryCheck.findings(Recognition(of: text), text: text, attached: attached).map(\.kind)
        }
        let request = "云溪县水利局文件\n云水〔2026〕7号\n云溪县水利局关于资金的请示\n云溪县人民政府、云溪县财政局：\n　　妥否，请批示。\n云溪县水利局\n2026年11月20日\n"
        #expect(kinds(request) == [.severalAddressees, .noSigner, .noContact])
        let report = "云溪县水利局文件\n云水〔2026〕8号　签发人：李明\n云溪县水利局关于防汛的报告\n云溪县人民政府：\n　　另，恳请批准增加经费。\n附件：1. 防汛物资清单\n云溪县水利局\n2026年11月20日\n"
        #expect(kinds(report) == [.requestInReport, .attachmentMissing])
        #expect(kinds(report, attached: ["附件1 防汛物资清单.xlsx"]) == [.requestInReport])
        let clean = "云溪县水利局文件\n云水〔2026〕9号　签发人：李明\n云溪县水利局关于资金的请示\n云溪县人民政府：\n　　妥否，请批示。\n云溪县水利局\n2026年11月20日\n（联系人：王刚，电话：5210014）\n"
        #expect(kinds(clean) == [])
    }
}
