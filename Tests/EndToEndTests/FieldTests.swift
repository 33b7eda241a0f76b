import Foundation
import Ledger
import Office
import Testing

/// A made-up register, from a table in to every list, sheet and table out.
@Suite struct FieldTests {
    private static func field(_ id: String, _ kind: String, _ zh: String, _ more: [String: JSON] = [:]) -> JSON {
        let own: [String: JSON] = [
            "id": .string(id), "kind": .string(kind), "first": "true", "name": ["zh": .string(zh), "en": .string(id)],
        ]
        return .object(own.merging(more) { $1 })
    }

    private static func column(_ id: String, _ kind: String, _ zh: String) -> JSON {
        ["id": .string(id), "kind": .string(kind), "name": ["zh": .string(zh), "en": .string(id)]]
    }

    private static let definition: JSON = [
        "id": "journeys", "prefix": "jo", "name": ["zh": "出行", "en": "Journeys"], "capture": ["行"], "opens": "open",
        "fields": .array([
            field("title", "long", "事由"), field("memo", "text", "便条"), field("received", "moment", "登记时间"), field("trip", "span", "行程"),
            field("guests", "people", "同行"),
            field("vehicle", "choice", "车型", ["choices": [["zh": "轿车", "en": "car"], ["zh": "客车", "en": "coach"]]]),
            field("cost", "money", "费用"), field("overnight", "flag", "过夜"),
            field("stops", "lines", "停靠", ["columns": .array([column("town", "text", "地点"), column("fee", "money", "食宿")])]),
        ]),
        "states": [
            ["id": "open", "stage": "doing", "name": ["zh": "待办", "en": "Open"]],
            ["id": "done", "stage": "closed", "name": ["zh": "办结", "en": "Done"]],
        ],
        "steps": [
            ["id": "link", "act": "link", "from": ["open"], "asks": ["into"], "name": ["zh": "关联", "en": "Link"]],
            ["id": "finish", "act": "conclude", "from": ["open"], "to": "done", "name": ["zh": "办结", "en": "Finish"]],
        ],
    ]

    private static let table = """
        事由,便条,登记时间,行程,同行,车型,费用,过夜,停靠
        赴石桥调研,p3,2026-11-23 09:00,11月26日至28日,李卫东、周明远,coach,3万元,是,"云溪 | 100
        石桥 | 200.5"
        送检,,2026-11-23 10:00,,,轿车,,,

        """

    /// An office that has adopted the register.
    private func adopted(_ definition: JSON = Self.definition) throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        let ledger = try Ledger.open(machine.office, for: .writing)
        let now = try #require(OfficeZone.shanghai.moment(iso: Machine.now))
        let attribution = Attribution(by: "p1", recordedBy: "p1", account: "test", device: "test", medium: .own, at: now, recorded: now)
        try ledger.submit([.change([.adopt(register: "journeys", definition: definition)])], as: attribution)
        return machine
    }

    private func furnished() throws -> Machine {
        let machine = try adopted()
        try machine.write("journeys.csv", Self.table)
        let taken = try machine.banshi("import", machine.folder + "/journeys.csv", "--into", "journeys")
        #expect(taken.code == 0, "\(taken.out)\(taken.error)")
        return machine
    }

    private static let written =
        "赴石桥调研,p3,2026-11-23 09:00,2026-11-26—2026-11-28,李卫东、周明远,客车,30000.00,是,\"云溪 | 100.00\n石桥 | 200.50\""

    @Test func `what a table brought in is written into one again, nothing of it lost`() throws {
        let machine = try furnished()
        let exported = try machine.banshi("export", "journeys", "--lang", "zh-Hans").out
        #expect(exported.contains(Self.written), "\(exported)")
        let again = try furnished()
        try again.write("again.csv", exported.replacing("赴石桥调研", with: "再赴石桥"))
        #expect(try again.banshi("import", again.folder + "/again.csv", "--into", "journeys").code == 0)
        let second = try again.banshi("export", "journeys", "--lang", "zh-Hans").out
        #expect(second.contains(Self.written) && second.contains(Self.written.replacing("赴石桥调研", with: "再赴石桥")), "\(second)")
    }

    @Test func `a workbook brings over the same as a table`() throws {
        let (machine, other) = (try furnished(), try adopted())
        let path = other.folder + "/journeys.xlsx"
        #expect(try machine.banshi("export", "journeys", "-o", path, "--lang", "zh-Hans").code == 0)
        let taken = try other.banshi("import", path, "--into", "journeys")
        #expect(taken.code == 0, "\(taken.out)\(taken.error)")
        let exported = try other.banshi("export", "journeys", "--lang", "zh-Hans").out
        #expect(exported.contains(Self.written), "\(exported)")
    }

    @Test func `columns a register does not take are named with the reason, in a dry run too`() throws {
        let machine = try adopted()
        let path = machine.folder + "/more.csv"
        try machine.write("more.csv", "事由,状态,桌数,编号,空\n赴云溪,办结,7,出行77号,\n")
        for said in [
            try machine.banshi("import", path, "--into", "journeys", "--dry-run", "--lang", "zh-Hans"),
            try machine.banshi("import", path, "--into", "journeys", "--lang", "zh-Hans"),
        ] {
            #expect(said.code == 0 && said.error.contains("未导入的列：状态（由办理步骤决定）、桌数（登记簿没有此字段）、编号（编号由本机编排）"), "\(said.error)")
            #expect(!said.error.contains("空"), "a column that says nothing loses nothing")
        }
        try machine.write("json.csv", "事由,状态,桌数,编号\n赴石桥,办结,7,出行78号\n")
        let told = try machine.banshi("import", machine.folder + "/json.csv", "--into", "journeys", "--json")
        let untaken = try #require(told.object["untaken"] as? [[String: String]], "\(told.out)")
        #expect(untaken.map { $0["column"] } == ["状态", "桌数", "编号"] && untaken.map { $0["why"] } == ["steps", "unknown", "number"])
        #expect((told.object["remarks"] as? [String])?.count == 1)
        // A register with a remark loses nothing, and says where it is.
        try machine.write("in.csv", "来文机关,文件名称,桌数\n云溪县财政局,关于报送决算的函,7\n")
        let kept = try machine.banshi("import", machine.folder + "/in.csv", "--into", "inbound", "--lang", "en")
        #expect(kept.code == 0 && kept.error.contains("kept in the remark under their headings: 桌数"), "\(kept.error)")
    }

    @Test func `rows take their number where opening gives it, and are said to wait where a step does`() throws {
        var numbered = try #require(Self.definition.object)
        numbered["format"] = "出行〔{year}〕{seq}号"
        let machine = try adopted(.object(numbered))
        try machine.write("journeys.csv", Self.table)
        let taken = try machine.banshi("import", machine.folder + "/journeys.csv", "--into", "journeys", "--lang", "en")
        #expect(taken.code == 0 && !taken.error.contains("no number"), "\(taken.out)\(taken.error)")
        let rows = try #require(try machine.banshi("list", "journeys", "--json").object["rows"] as? [[String: Any]])
        #expect(Set(rows.map { $0["number"] as? String }) == ["出行〔2026〕1号", "出行〔2026〕2号"])
        try machine.write("in.csv", "来文机关,文件名称\n云溪县财政局,关于报送决算的函\n云溪县财政局,关于报送预算的函\n")
        let path = machine.folder + "/in.csv"
        for way in [["--dry-run"], []] {
            let said = try Machine.run(
                Machine.program, ["import", path, "--into", "inbound", "--lang", "zh-Hans", "--office", machine.office] + way)
            #expect(said.code == 0 && said.error.contains("2 件尚无编号，由“登记”一步编号（banshi do 代号 register）"), "\(said.error)")
        }
        // Nothing is said of rows that were not taken.
        #expect(try !machine.banshi("import", path, "--into", "inbound", "--lang", "zh-Hans").error.contains("尚无编号"))
    }

    @Test func `its slip has the fields that are filled, those of its page first; that of papers has its own`() throws {
        var paged = try #require(Self.definition.object)
        paged["page"] = ["cost", "trip"]
        let machine = try adopted(.object(paged))
        try machine.write("journeys.csv", Self.table)
        #expect(try machine.banshi("import", machine.folder + "/journeys.csv", "--into", "journeys").code == 0)
        let rows = try machine.banshi("list", "journeys", "--where", "费用>1万", "--json").object["rows"] as? [[String: Any]]
        let id = try #require(rows?.first?["id"] as? String)
        let slip = try machine.banshi("report", "slip", id, "--format", "md", "--lang", "zh-Hans").out
        let places = ["事由", "费用", "行程", "便条", "同行", "停靠"].map { slip.range(of: $0)?.lowerBound }
        #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted(), "\(slip)")
        #expect(slip.contains("李卫东、周明远") && slip.contains("¥30,000.00"), "\(slip)")
        let other = try #require(
            (try machine.banshi("list", "journeys", "--where", "送检", "--json").object["rows"] as? [[String: Any]])?.first?["id"] as? String)
        let short = try machine.banshi("report", "slip", other, "--format", "md", "--lang", "zh-Hans").out
        #expect(short.contains("轿车") && !short.contains("费用") && !short.contains("便条"), "\(short)")
        try machine.write("in.csv", "来文机关,文件名称,备注\n云溪县财政局,关于报送决算的函,附表另送\n")
        #expect(try machine.banshi("import", machine.folder + "/in.csv", "--into", "inbound").code == 0)
        let papers = try machine.banshi("list", "inbound", "--json").object["rows"] as? [[String: Any]]
        let paper = try machine.banshi(
            "report", "slip", try #require(papers?.first?["id"] as? String), "--format", "md", "--lang", "zh-Hans"
        ).out
        #expect(paper.contains("关于报送决算的函") && !paper.contains("附表另送"), "\(paper)")
    }

    @Test func `its page begins with the fields it names, each of which stands there once`() throws {
        var paged = try #require(Self.definition.object)
        paged["page"] = ["cost", "owner", "vehicle"]
        paged["fields"] = .array((paged["fields"]?.array ?? []) + [Self.field("owner", "person", "带队")])
        let machine = try adopted(.object(paged))
        try machine.write("journeys.csv", Self.table)
        #expect(try machine.banshi("import", machine.folder + "/journeys.csv", "--into", "journeys").code == 0)
        let rows = try machine.banshi("list", "journeys", "--where", "费用>1万", "--json").object["rows"] as? [[String: Any]]
        let id = try #require(rows?.first?["id"] as? String)
        #expect(try machine.banshi("amend", id, "owner=周明远", "--lang", "zh-Hans").code == 0)
        let shown = try machine.banshi("show", id, "--lang", "zh-Hans").out.split(separator: "\n").map(String.init)
        let labels = shown.map { String($0.prefix { $0 != "：" }) }
        let state = try #require(labels.firstIndex(of: "状态"))
        #expect(Array(labels[(state + 1)...].prefix(3)) == ["费用", "带队", "车型"], "\(shown)")
        #expect(["费用", "带队", "车型", "便条"].allSatisfy { label in labels.count { $0 == label } == 1 }, "\(shown)")
    }

    @Test func `its matters are counted as it says, by state where it says nothing`() throws {
        var counted = try #require(Self.definition.object)
        counted["statistics"] = [
            ["id": "vehicles", "name": ["zh": "按车型", "en": "by vehicle"], "by": "vehicle", "sum": "cost"],
            ["id": "guests", "name": ["zh": "按同行", "en": "by guest"], "by": "guests"],
            ["id": "months", "name": ["zh": "按月", "en": "by month"], "by": "trip", "sum": "cost"],
        ]
        let machine = try adopted(.object(counted))
        try machine.write("journeys.csv", Self.table + "赴云溪,,2026-11-23 11:00,12月1日至2日,李卫东,客车,1500.5,,\n")
        #expect(try machine.banshi("import", machine.folder + "/journeys.csv", "--into", "journeys").code == 0)
        func rows(_ register: String, _ period: String = "2026") throws -> [[[String]]] {
            let outcome = try machine.banshi("report", "statistics", register, "--period", period, "--json", "--lang", "zh-Hans")
            #expect(outcome.code == 0, "\(outcome.error)")
            return outcome.list.map { $0["rows"] as? [[String]] ?? [] }
        }
        // Choices as they are offered, months as they come; one with two guests counts under both, and once in all.
        #expect(
            try rows("journeys") == [
                [["轿车", "1", "¥0.00"], ["客车", "2", "¥31,500.50"], ["合计", "3", "¥31,500.50"]],
                [["李卫东", "2"], ["周明远", "1"], ["（未填）", "1"], ["合计", "3"]],
                [["2026年11月", "1", "¥30,000.00"], ["2026年12月", "1", "¥1,500.50"], ["（未填）", "1", "¥0.00"], ["合计", "3", "¥31,500.50"]],
            ])
        #expect(try rows("journeys", "2025").map(\.count) == [1, 1, 1])
        #expect(try machine.banshi("add", "写总结 @张敏").code == 0)
        #expect(try rows("tasks") == [[["待办", "1"], ["合计", "1"]]])
        #expect(try machine.banshi("report", "statistics", "nothing").code == 65)
    }

    @Test func `it is listed, shown and printed by the kinds of its fields`() throws {
        let machine = try furnished()
        for text in ["费用>1万", "同行:李卫东", "过夜:是", "行程:11-27", "便条:p3", "车型:coach"] {
            let found = try machine.banshi("list", "journeys", "--where", text, "--json").object
            #expect(found["total"] as? Int == 1, "\(text)")
        }
        let rows = try machine.banshi("list", "journeys", "--where", "费用>1万", "--json").object["rows"] as? [[String: Any]]
        let id = try #require(rows?.first?["id"] as? String)
        let fields = try #require(try machine.banshi("show", id, "--json").object["fields"] as? [String: Any])
        #expect(fields["memo"] as? String == "p3" && fields["trip"] as? [String] == ["2026-11-26", "2026-11-28"])
        #expect(fields["guests"] as? [String] == ["李卫东", "周明远"] && fields["cost"] as? Int == 3_000_000)
        #expect((fields["stops"] as? [[String: Any]])?.map { $0["fee"] as? Int } == [10_000, 20_050])
        let shown = try machine.banshi("show", id, "--lang", "zh-Hans").out
        for line in ["便条：p3", "行程：11月26日—11月28日", "费用：¥30,000.00", "过夜：是", "停靠：云溪 ¥100.00；石桥 ¥200.50"] {
            #expect(shown.contains(line), "\(line) in \(shown)")
        }
        let page = try machine.banshi("report", "register", "journeys", "--period", "2026", "--format", "csv", "--lang", "zh-Hans").out
        #expect(page.contains("p3,2026年11月26日—11月28日,李卫东、周明远,客车,\"¥30,000.00\",是,云溪 ¥100.00；石桥 ¥200.50"), "\(page)")
    }
}
