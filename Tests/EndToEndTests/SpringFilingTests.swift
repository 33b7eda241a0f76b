import Foundation
import Testing

/// The spring's filing on the command line: check, plan, box, print, freeze, file late, put right, lend.
@Suite(.serialized) struct SpringFilingTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        try machine.write(
            "in.csv",
            "来文单位,文号,标题,成文日期,收到时间,文种,办理方式\n财政局,云财函〔2025〕1号,关于甲的请示,2025-05-05,2025-05-06,请示,办件\n"
                + "财政局,云财函〔2025〕2号,关于乙的报告,2025-03-05,2025-03-06,报告,阅件\n水利局,云水〔2025〕3号,关于丙的请示,2025-02-05,2025-02-06,请示,办件\n"
                + "某人,,来信,2025-12-31,2026-01-03,,\n水利局,云水〔2026〕4号,今年的报告,2026-02-05,2026-02-06,报告,阅件\n")
        #expect(try machine.banshi("import", machine.folder + "/in.csv", "--into", "inbound").code == 0)
        for id in ["m1", "m2", "m3", "m4"] { #expect(try machine.banshi("do", id, "putaway").code == 0) }
        return machine
    }

    private func codes(_ machine: Machine) throws -> [String] {
        try (1...4).map { id in
            let fields = try machine.banshi("show", "m\(id)", "--json").object["fields"] as? [String: Any]
            return fields?["archiveNumber"] as? String ?? ""
        }
    }

    @Test func `a year is checked, boxed as one act, taken back, boxed again and frozen`() throws {
        let machine = try furnished()
        let check = try machine.banshi("archive", "check", "2025", "--json").object
        #expect(check["deadline"] as? String == "2026-06-30")
        let rows = try #require(check["rows"] as? [[String: Any]])
        #expect(rows.count == 4 && rows.allSatisfy { ($0["why"] as? [String])?.contains("noSlip") == true })
        let plan = try machine.banshi("archive", "plan", "2025", "--json").object
        let items = try #require(plan["items"] as? [[String: Any]])
        #expect(items.compactMap { $0["id"] as? String } == ["m3", "m1", "m2"])
        #expect((plan["left"] as? [[String: Any]])?.first?["id"] as? String == "m4")

        #expect(try machine.banshi("archive", "box", "2025").code == 0)
        let boxed = ["WS·2025-D30-BGS-0002", "WS·2025-D10-BGS-0001", "WS·2025-D30-BGS-0001", ""]
        #expect(try codes(machine) == boxed)
        #expect(try machine.banshi("undo").code == 0)
        #expect(try codes(machine) == ["", "", "", ""])
        #expect(try machine.banshi("archive", "box", "2025", "--term", "30年").code == 0)
        #expect(try machine.banshi("archive", "box", "2025").code == 0)
        #expect(try codes(machine) == boxed)

        #expect(try machine.banshi("archive", "freeze", "2026").code == 77)
        #expect(try machine.banshi("archive", "freeze", "2025").code == 0)
        #expect(try machine.banshi("archive", "freeze", "2025").code == 77)
        #expect(try machine.banshi("archive", "term", "m4", "10年").code == 0)
        #expect(try machine.banshi("archive", "box", "2025").code == 77)
        #expect(try machine.banshi("archive", "box", "2025", "--note", "清理抽屉时发现").code == 0)
        #expect(try codes(machine).last == "WS·2025-D10-BGS-0002")
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `what was done before a paper was filed is not taken back any more`() throws {
        let machine = try furnished()
        let last = try #require(try machine.banshi("history", "m1", "--json").list.compactMap { $0["entry"] as? Int }.max())
        #expect(try machine.banshi("archive", "box", "2025").code == 0)
        let filed = try codes(machine)[0]
        #expect(try !filed.isEmpty && machine.banshi("undo", String(last)).code == 77)
        #expect(try codes(machine)[0] == filed)
    }

    @Test func `catalogue, spines, remarks, stamps and appraisal say what stands in the archive`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("archive", "fonds", "z109").code == 0)
        #expect(try machine.banshi("archive", "fonds", "Z1").code == 65)
        #expect(try machine.banshi("units", "set", "综合科", "archive=ZHK").code == 0)
        #expect(try machine.banshi("archive", "box", "2025").code == 0)
        #expect(try machine.banshi("archive", "correct", "m3", "文号应为13号").code == 0)
        let catalogue = try machine.banshi("report", "catalogue", "2025", "--format", "md", "--lang", "zh-Hans").out
        let rows = catalogue.split(separator: "\n").filter { $0.contains("WS·2025") }
        #expect(rows.count == 3 && rows[0].contains("Z109-WS·2025-D30-BGS-0001") && rows[0].contains("勘误：文号应为13号"))
        #expect(rows[1].contains("关于甲的请示") && rows[2].contains("WS·2025-D10-BGS-0001"))
        let spines = try machine.banshi("report", "spine", "2025", "--lang", "zh-Hans").out
        #expect(spines.components(separatedBy: "盒脊").count == 3 && spines.contains("0001–0002") && spines.contains("Z109"))
        let remarks = try machine.banshi("report", "remarks", "2025", "--lang", "zh-Hans").out
        #expect(remarks.contains("整理人") && remarks.contains("文号应为13号") && remarks.contains("2 件未计页数"))
        #expect(try machine.banshi("report", "stamp", "m1", "--lang", "zh-Hans").out.contains("0002"))
        #expect(try machine.banshi("report", "stamp", "m4").code == 65)
        let early = try machine.banshi("report", "appraisal", "2034", "--lang", "zh-Hans").out
        let due = try machine.banshi("report", "appraisal", "2035", "--lang", "zh-Hans").out
        #expect(!early.contains("WS·2025") && due.contains("WS·2025-D10-BGS-0001") && !due.contains("D30") && due.contains("移交提示"))
        #expect(try machine.banshi("report", "spine").code == 64 && machine.banshi("report", "spine", "1999").code == 66)
    }

    @Test func `the office's own table is taken whole, or refused with every problem and its line`() throws {
        let machine = try furnished()
        try machine.write("bad.csv", "文种,层级,保管期限,颜色\n请示,下级,20年,\n报告,邻居,10年,红\n")
        let bad = try machine.banshi("archive", "schedule", "import", machine.folder + "/bad.csv")
        #expect(
            bad.code == 65 && bad.error.contains("bad.csv:2:") && bad.error.components(separatedBy: "bad.csv:3:").count == 3, "\(bad.error)"
        )
        try machine.write("own.yaml", "rules:\n  - {kind: 请示, title: 丙, term: 永久, ground: 表2.1}\n  - {register: 收文, term: 10年}\n")
        #expect(try machine.banshi("archive", "schedule", "import", machine.folder + "/own.yaml").code == 0)
        let items = try #require(try machine.banshi("archive", "plan", "2025", "--json").object["items"] as? [[String: Any]])
        #expect(items.compactMap { $0["term"] as? String } == ["Y", "D10", "D10", "D10"])
        #expect(items[0]["ground"] as? String == "表2.1" && items[0]["source"] as? String == "office")
        try machine.write("broken.yaml", "rules: [\n")
        #expect(try machine.banshi("archive", "schedule", "import", machine.folder + "/broken.yaml").code == 65)
    }

    @Test func `terms and kinds of loan are named in either language, and a refusal in English names both`() throws {
        let machine = try furnished()
        for word in ["permanent", "Permanent", "永久", "30 years", "30years", "10年", "d30"] {
            #expect(try machine.banshi("archive", "term", "m1", word).code == 0, "\(word)")
        }
        let term = try machine.banshi("archive", "term", "m1", "longish", "--lang", "en")
        #expect(term.code == 64 && term.error.contains("permanent") && term.error.contains("永久"), "\(term.error)")
        let kind = try machine.banshi("loans", "lend", "m1", "--to", "周明远", "--kind", "foo", "--lang", "en")
        #expect(kind.code == 64 && ["out", "copy", "外借"].allSatisfy(kind.error.contains), "\(kind.error)")
        #expect(try machine.banshi("loans", "lend", "m1", "--to", "周明远", "--kind", "out").code == 0)
    }

    @Test func `papers are lent, listed, renewed once and come back`() throws {
        let machine = try furnished()
        let day = ["--at", "2026-11-23T10:00"]
        func loans(_ words: String...) throws -> Machine.Outcome {
            try Machine.run(Machine.program, ["loans"] + words + day + ["--office", machine.office])
        }
        #expect(try loans("lend", "m1").code == 64)
        #expect(try loans("lend", "m1", "m2", "--to", "周明远", "--for", "核对").code == 0)
        let list = try loans("--json").list
        #expect(list.count == 2 && list[0]["borrower"] as? String == "周明远" && list[0]["due"] as? String == "2026-11-30")
        #expect(try loans("lend", "m3", "--to", "某公司").code == 77)
        #expect(try loans("renew", "m1").code == 0 && loans("renew", "m1").code == 77)
        let late = try Machine.run(
            Machine.program, ["loans", "lend", "m3", "--to", "周明远", "--at", "2026-12-05T10:00", "--office", machine.office])
        #expect(late.code == 77)
        #expect(try loans("return", "m1", "m2", "--condition", "完好").code == 0)
        #expect(try loans("--json").list.isEmpty)
        #expect(try loans("return", "m1").code == 77)
    }
}
