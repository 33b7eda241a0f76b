import Foundation
import Testing

/// Search and twins through the door of the program.
@Suite(.serialized) struct SearchTests {
    private static func letter(_ number: Int, _ title: String, _ body: String = "请予支持。") -> String {
        "云溪县水利局文件\n云水〔2026〕\(number)号\n\(title)\n云溪县人民政府：\n　　\(body)\n云溪县水利局\n2026年11月20日\n"
    }

    private func total(_ machine: Machine, _ query: String...) throws -> Int? {
        try Machine.run(Machine.program, ["search"] + query + ["--json", "--office", machine.office]).object["total"] as? Int
    }

    @Test func `a condition nobody knows is refused with those there are`() throws {
        let machine = try Machine()
        try machine.setUp()
        for (language, known) in [("en", ["overdue", "circulating", "undecided"]), ("zh-Hans", ["逾期", "传阅中", "待定"])] {
            let asked = try machine.banshi("search", "is:foo", "--lang", language)
            #expect(asked.code == 64 && known.allSatisfy(asked.error.contains), "\(asked.code) \(asked.error)")
            // What is offered is known.
            for word in known { #expect(try machine.banshi("search", "is:" + word).code == 0, "\(word)") }
        }
    }

    @Test(arguments: [["list", "inbound", "--where", "(("], ["list", "--filter", "……"], ["search", "（"], ["search", "\"((\""]])
    func `a filter of signs alone is refused and not taken for everything`(words: [String]) throws {
        let machine = try Machine()
        try machine.setUp()
        let asked = try Machine.run(Machine.program, words + ["--lang", "en", "--office", machine.office])
        #expect(asked.code == 64 && asked.error.contains("names nothing to look for") && asked.out.isEmpty, "\(asked)")
    }

    @Test func `facets on the command line, narrowing by their terms, and the line of a find`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("1.txt", Self.letter(7, "关于石桥水库资金的请示", "拟检修二号泵\n站，请批示。"))
        try machine.write("2.txt", Self.letter(8, "关于报送材料的通知", "泵站材料"))
        try machine.write(
            "3.html",
            "<html><head><style>.tuo{color:red}</style></head><body><table class=\"zong\"><tr><td>泵站 table 表</td></tr></table></body></html>"
        )
        #expect(try machine.banshi("receive", machine.folder + "/1.txt", machine.folder + "/2.txt", machine.folder + "/3.html").code == 0)
        let found = try machine.banshi("search", "二号泵站", "--json").object
        let hit = try #require((found["hits"] as? [[String: Any]])?.first)
        #expect(found["total"] as? Int == 1 && hit["where"] as? String == "text" && hit["line"] as? Int == 5 && found["facets"] == nil)
        let facets = try #require(try machine.banshi("search", "泵站", "--facets", "--json").object["facets"] as? [String: Any])
        #expect(Set(facets.keys) == ["exact", "from", "kind", "year", "state", "holder"])
        let from = try #require((facets["from"] as? [[String: Any]])?.first)
        #expect(from["name"] as? String == "水利局" && from["count"] as? Int == 2)
        #expect(try total(machine, "泵站", "from:水利局", "kind:通知") == 1)
        #expect(try total(machine, "泵站", "from:\(from["value"] as? String ?? "")") == 2)
        #expect(try total(machine, "8号") == 1)
        #expect(try total(machine, "slj") == 2)
        // What a page is made of is not what it says.
        #expect(try total(machine, "tuo") == 0)
        #expect(try total(machine, "zong") == 0)
        #expect(try total(machine, "table") == 1)
        let told = try machine.banshi("search", "泵站", "--facets", "--lang", "zh-Hans").out
        #expect(told.contains("来文单位  水利局 2") && told.contains("第5行"))
        let wrong = try machine.banshi("search", "泵站", "yaer:2026", "--lang", "en")
        #expect(wrong.code != 0 && wrong.error.contains("year"))
    }

    @Test func `the same bytes are no new version, and what hung on a mail is a paper when it comes alone`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("1.txt", Self.letter(7, "关于石桥水库资金的请示"))
        try machine.write("2/正文.txt", Self.letter(8, "关于检修的函"))
        try machine.write("2/附件.txt", "石桥水库闸门检修情况一览表，共十二处，均已完成。")
        let first = try #require(try machine.banshi("receive", machine.folder + "/1.txt", "--json").list.first?["id"] as? String)
        let again = try machine.banshi("receive", "--new-version", machine.folder + "/1.txt", "--lang", "zh-Hans")
        #expect(again.code == 0 && again.out.contains("逐字节相同"))
        #expect(
            try machine.banshi("receive", "--new-version", machine.folder + "/1.txt", "--json").list.first?["result"] as? String
                == "duplicate")
        #expect((try machine.banshi("show", first, "--json").object["enclosures"] as? [Any])?.count == 1)
        #expect(try machine.banshi("receive", machine.folder + "/2", "--json").list.count == 1)
        #expect(try machine.banshi("receive", machine.folder + "/2/附件.txt", "--json").list.first?["result"] as? String == "taken")
        #expect(try machine.banshi("receive", machine.folder + "/2/正文.txt", "--json").list.first?["result"] as? String == "duplicate")
    }

    @Test func `a twin in the drop folder waits until it is decided what it is`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("1.txt", Self.letter(40, "关于投放的函"))
        #expect(try machine.banshi("receive", machine.folder + "/1.txt").code == 0)
        let drop = machine.office + "/drop"
        try machine.write("office/drop/更正.txt", Self.letter(40, "关于投放的函", "内容更正。"))
        let screen = try Screen(machine, columns: 80, rows: 24)
        try screen.wait(for: "更正.txt 与")
        #expect(FileManager.default.fileExists(atPath: drop + "/更正.txt"))
        try screen.type("=")
        try screen.wait(for: "1 同一件")
        try screen.press("Escape")
        try screen.wait { !$0.contains("1 同一件") }
        try screen.type("=2")
        try screen.wait(for: "已作为新版本附入")
        #expect((try machine.banshi("show", "m1", "--json").object["enclosures"] as? [Any])?.count == 2)
        #expect(!FileManager.default.fileExists(atPath: drop + "/更正.txt"))
        #expect(FileManager.default.fileExists(atPath: drop + "/.taken/2026-11-23/更正.txt"))
        // The version again, and a copy of the first: nothing more is kept of them; a namesake is taken as its own.
        try FileManager.default.copyItem(atPath: machine.folder + "/1.txt", toPath: drop + "/复本.txt")
        try screen.wait(for: "复本.txt 与")
        try screen.type("=1")
        try screen.wait(for: "已归同一件")
        try machine.write("office/drop/另一件.txt", Self.letter(40, "关于另一事项的函", "与前件无关。"))
        try screen.wait(for: "另一件.txt 与")
        try screen.type("=3")
        try screen.wait(for: "已另收为 关于另一事项的函")
        #expect(try FileManager.default.contentsOfDirectory(atPath: drop) == [".taken"])
        #expect((try machine.banshi("show", "m1", "--json").object["enclosures"] as? [Any])?.count == 2)
    }
}
