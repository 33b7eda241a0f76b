import Foundation
import Testing

/// A register nobody wrote a line of Swift for, from five answers to its retirement.
@Suite(.serialized) struct RegisterLifeTests {
    private func office() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        return machine
    }

    /// Runs the program in the machine's folder, where `register new` writes.
    private func here(_ machine: Machine, _ arguments: String...) throws -> Machine.Outcome {
        let all = ["-c", "cd \"$0\" && exec \"$@\"", machine.folder, Machine.program] + arguments + ["--office", machine.office]
        return try Machine.run("/bin/sh", all)
    }

    private func written(_ machine: Machine) throws -> String {
        let made = try here(
            machine, "register", "new", "keys", "--name", "钥匙借用/Keys", "--prefix", "ke", "--field", "房间/Room", "--field", "借期/Until:day",
            "--field", "用途/Use:choice:会议,检修", "--approved", "director", "--days", "3", "--lang", "en")
        #expect(made.code == 0 && made.out.contains("keys.yaml is written"), "\(made.out)\(made.error)")
        return machine.folder + "/keys.yaml"
    }

    @Test func `five answers make a register that is adopted, used, exported and retired`() throws {
        let machine = try office()
        let file = try written(machine)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(try here(machine, "register", "new", "keys", "--name", "钥匙").code == 73, "what is there is not written over")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text)

        #expect(try machine.banshi("register", "check", file).code == 0)
        let preview = try machine.banshi("register", "preview", file, "--lang", "zh-Hans")
        #expect(preview.code == 0, "\(preview.out)\(preview.error)")
        for words in ["钥匙借用", "房间 (room, text)", "用途 (use, choice)  会议 检修", "批准 (approve) → 在办  由主任", "时限：3个工作日"] {
            #expect(preview.out.contains(words), "\(words) in \(preview.out)")
        }
        #expect((try machine.banshi("register", "preview", file, "--json").object["states"] as? [Any])?.count == 5)

        let adopted = try machine.banshi("register", "adopt", file, "--lang", "en")
        #expect(adopted.code == 0 && adopted.out.contains("adopted, revision 1"), "\(adopted.out)\(adopted.error)")
        let again = try machine.banshi("register", "adopt", file, "--lang", "zh-Hans")
        #expect(again.code == 0 && again.out.contains("钥匙借用：已经采用") && again.out.contains("第1版"))
        #expect(try machine.banshi("register", "list", "--json").list.contains { $0["id"] as? String == "keys" })
        #expect(try machine.banshi("register", "show", "keys", "--json").object["prefix"] as? String == "ke")

        let added = try machine.banshi("add", "ke: 会议室钥匙")
        #expect(added.code == 0, "\(added.out)\(added.error)")
        let rows = try #require(try machine.banshi("list", "keys", "--json").object["rows"] as? [[String: Any]])
        #expect(rows.map { $0["number"] as? String } == ["钥匙借用〔2026〕1号"])
        let id = try #require(rows.first?["id"] as? String)
        #expect(try machine.banshi("show", "ke1", "--json").object["id"] as? String == id)
        #expect(try machine.banshi("show", "ke1", "--lang", "zh-Hans").out.contains("登记簿规定"), "it has its limit")
        #expect(try machine.banshi("list", "keys", "--where", "state:asked", "--json").object["total"] as? Int == 1)
        #expect(try machine.banshi("report", "slip", "ke1", "--lang", "en").out.contains("Keys handling slip"))
        #expect(try machine.banshi("report", "slip", "ke1", "--lang", "zh-Hans").out.contains("钥匙借用处理单"))

        // Nobody approves what is their own; the director may, by word of mouth that somebody can look up.
        #expect(try machine.banshi("do", "ke1", "approve").code == 77)
        let unfounded = try machine.banshi("do", "ke1", "approve", "--by", "周明远", "--set", "note=同意")
        #expect(unfounded.code == 77 && unfounded.error.contains("--evidence"), "\(unfounded.out)\(unfounded.error)")
        let approved = try machine.banshi(
            "do", "ke1", "approve", "--by", "周明远", "--set", "note=同意", "--medium", "oral", "--evidence", "值班记录第3页")
        #expect(approved.code == 0, "\(approved.out)\(approved.error)")
        #expect(try machine.banshi("register", "retire", "keys").code == 77)
        #expect(try machine.banshi("do", "ke1", "finish", "--set", "result=已还").code == 0)

        let exported = try machine.banshi("export", "keys", "--lang", "zh-Hans")
        #expect(exported.code == 0 && exported.out.contains("会议室钥匙"))
        let page = try machine.banshi("report", "register", "keys", "--period", "2026", "--format", "csv", "--lang", "zh-Hans")
        #expect(page.out.contains("房间") && page.out.contains("会议室钥匙"), "\(page.out)\(page.error)")
        try machine.write("keys.csv", "事由,房间,借期,用途\n配电室钥匙,配电室,2026-12-01,检修\n")
        #expect(try machine.banshi("import", machine.folder + "/keys.csv", "--into", "keys").code == 0)
        #expect(try machine.banshi("list", "keys", "--where", "room:配电室", "--json").object["total"] as? Int == 1)
        let last = try #require(try machine.banshi("list", "keys", "--where", "state:asked", "--json").object["rows"] as? [[String: Any]])
        for row in last { #expect(try machine.banshi("do", try #require(row["id"] as? String), "drop", "--set", "reason=误登").code == 0) }

        #expect(try machine.banshi("register", "retire", "keys").code == 0)
        let refused = try machine.banshi("add", "ke: 再借", "--lang", "zh-Hans")
        #expect(refused.code == 77 && refused.error.contains("已停用"), "\(refused.out)\(refused.error)")
        #expect(try machine.banshi("show", "ke1", "--json").object["id"] as? String == id)
        #expect(try machine.banshi("register", "list", "--lang", "zh-Hans").out.contains("已停用"))
        #expect(try machine.banshi("verify", "--deep").code == 0)
        #expect(try machine.banshi("rebuild").code == 0)
        #expect(try machine.banshi("show", "ke1", "--json").object["id"] as? String == id)
    }

    @Test func `a changed file is the next revision, and what it would strand is named`() throws {
        let machine = try office()
        let file = try written(machine)
        #expect(try machine.banshi("register", "adopt", file).code == 0)
        #expect(try machine.banshi("add", "ke: 会议室钥匙").code == 0)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try machine.write("keys.yaml", text.replacing("{zh: 房间, en: Room}", with: "{zh: 房间号, en: Room}"))
        let next = try machine.banshi("register", "adopt", file, "--lang", "en")
        #expect(next.code == 0 && next.out.contains("revision 1 → 2"), "\(next.out)\(next.error)")
        try machine.write("keys.yaml", text.replacing("asked", with: "wanted"))
        let refused = try machine.banshi("register", "adopt", file, "--lang", "zh-Hans")
        #expect(refused.code == 77 && refused.error.contains("钥匙借用〔2026〕1号") && refused.error.contains("待批准"), "\(refused.error)")
        let left = try machine.banshi("register", "adopt", file, "--leave", "--lang", "en")
        #expect(left.code == 0 && left.out.contains("go on by revision 2"), "\(left.out)\(left.error)")
        #expect(try machine.banshi("do", "ke1", "approve", "--by", "周明远", "--medium", "oral", "--evidence", "值班记录第4页").code == 0)
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `a field that is gone is named with what open matters hold in it, which their history keeps`() throws {
        let machine = try office()
        let file = try written(machine)
        #expect(try machine.banshi("register", "adopt", file).code == 0)
        try machine.write("keys.csv", "事由,房间,借期,用途\n配电室钥匙,配电室,2026-12-01,检修\n会议室钥匙,三楼,,\n库房钥匙,库房,,\n")
        #expect(try machine.banshi("import", machine.folder + "/keys.csv", "--into", "keys").code == 0)
        #expect(try machine.banshi("do", "ke3", "drop", "--set", "reason=误登").code == 0)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let without = text.split(separator: "\n").filter { !$0.contains("{id: room,") && !$0.contains("{id: use,") }
        try machine.write("keys.yaml", without.joined(separator: "\n").replacing("title, room,", with: "title,"))
        func count(_ gone: Any?, _ id: String) -> Int? {
            (gone as? [[String: Any]])?.first { $0["id"] as? String == id }?["open"] as? Int
        }
        let (filled, history) = ("不再有“房间”一项，未办结的有 2 件已填", "banshi history 编号 --json")
        let preview = try machine.banshi("register", "preview", file, "--lang", "zh-Hans")
        #expect(preview.code == 0 && preview.out.contains(filled) && preview.out.contains(history), "\(preview.out)\(preview.error)")
        let shape = try machine.banshi("register", "preview", file, "--json").object["gone"]
        #expect(count(shape, "room") == 2 && count(shape, "use") == 1 && count(shape, "until2") == nil)
        for (language, words) in [("en", "field “Room” is gone; 2 open matters"), ("zh-Hant", "不再有“房間”一項")] {
            let told = try machine.banshi("register", "preview", file, "--lang", language).out
            #expect(told.contains(words), "\(told)")
        }
        let adopted = try machine.banshi("register", "adopt", file, "--lang", "zh-Hans")
        #expect(adopted.code == 0 && adopted.out.contains(filled) && adopted.out.contains("“用途”一项"), "\(adopted.out)\(adopted.error)")
        // The words are read where they were written, and are back with the definition.
        #expect(try machine.banshi("history", "ke1", "--json").out.contains("配电室"))
        #expect(try !machine.banshi("show", "ke2", "--lang", "zh-Hans").out.contains("房间"))
        #expect(try machine.banshi("undo").code == 0)
        #expect(try machine.banshi("show", "ke2", "--lang", "zh-Hans").out.contains("房间：三楼"))
        let again = try machine.banshi("register", "adopt", file, "--json").list.first?["gone"]
        #expect(count(again, "room") == 2 && count(again, "use") == 1)
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `a file with problems is adopted by nobody, and all of them are told`() throws {
        let machine = try office()
        let file = try written(machine)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try machine.write("keys.yaml", text.replacing("prefix: ke", with: "prefix: in").replacing("to: done", with: "to: gone"))
        for action in ["check", "preview", "adopt"] {
            let outcome = try machine.banshi("register", action, file, "--lang", "en")
            #expect(
                outcome.code == 65 && outcome.out.contains("“gone”") && outcome.out.contains("taken by the register “inbound”"),
                "\(action): \(outcome.out)")
        }
        #expect(try machine.banshi("register", "new", "--lang", "en").code == 64, "nobody is there to be asked")
        #expect(try machine.banshi("register", "new", "x1", "--name", "某簿", "--field", "日期:when").code == 64)
        let named = try here(machine, "register", "new", "months", "--name", "月报", "--prefix", "月份", "--lang", "en")
        #expect(named.code == 65 && named.error.contains("--prefix: “月份”") && !named.out.contains(".yaml:"), "\(named.out)\(named.error)")
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/months.yaml"))
        #expect(try machine.banshi("register", "adopt", "--shipped", "nothing").code == 65)
        #expect(try machine.banshi("register", "adopt", "--shipped", "--lang", "en").out.contains("as new as"))
        #expect(try machine.banshi("register", "retire", "nothing").code == 65)
    }
}
