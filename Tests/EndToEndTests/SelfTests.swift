import Foundation
import Testing

/// The program about itself: doctor, completion, manual.
@Suite struct SelfTests {
    @Test(arguments: ["people", "keys", "theme", "hours", "loans", "request"])
    func `help in Chinese leaves no words of the parser's`(command: String) throws {
        let help = try Machine.run(Machine.program, [command, "--help", "--lang", "zh-Hans"]).out
        #expect(["default", "For example", "Kept as"].allSatisfy { !help.contains($0) }, "\(help)")
        if command != "hours" { #expect(help.contains("（默认：list）"), "\(help)") }
    }

    @Test func `the doctor names what is wrong and the way out`() throws {
        let machine = try Machine()
        let absent = try machine.banshi("doctor", "--json")
        #expect(absent.code == 0 && absent.object["ok"] as? Bool == false)
        try machine.setUp()
        let fine = try machine.banshi("doctor", "--json")
        let checks = fine.object["checks"] as? [[String: Any]] ?? []
        func check(_ id: String) -> [String: Any] { checks.first { $0["check"] as? String == id } ?? [:] }
        for id in [
            "locale", "office", "storage", "space", "who", "calendars", "pdftotext", "pdftoppm", "libical", "libarchive", "libxml2",
            "libgumbo",
            "libz", "readers",
        ] {
            #expect(check(id)["ok"] as? Bool == true, "\(id): \(check(id))")
        }
        var environment = Machine.environment
        environment["PATH"] = "/nowhere"
        let poor = try machine.banshi("doctor", "--lang", "en", environment: environment)
        #expect(poor.out.contains("✗") && poor.out.contains("poppler-utils") && poor.out.contains("tesseract-ocr-chi-sim"))
        try Data("no database".utf8).write(to: URL(fileURLWithPath: machine.office + "/office.sqlite"))
        #expect(try machine.banshi("doctor").code == 74)
    }

    @Test func `the doctor asks the terminal for the widths it draws`() throws {
        let machine = try Machine()
        try machine.setUp()
        let screen = try Screen(machine, ["doctor"], columns: 100, rows: 30, language: "en")
        let text = try screen.wait(for: "EXIT-0")
        #expect(text.contains("as the terminal draws them"), "\(text)")
        #expect(text.contains("tmux-256color  100×30"))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completion`(shell: String) throws {
        let outcome = try Machine.run(Machine.program, ["completion", shell])
        #expect(outcome.code == 0)
        for word in ["receive", "search", "backup", "--office"] {
            #expect(outcome.out.contains(word.replacingOccurrences(of: "--", with: "")))
        }
        #expect(try Machine.run(Machine.program, ["completion", "tcsh"]).code == 64)
    }

    @Test func `completion is a script bash can read`() throws {
        let machine = try Machine()
        let script = try Machine.run(Machine.program, ["completion", "bash"])
        try machine.write("completion.bash", script.out)
        #expect(try Machine.run("/usr/bin/env", ["bash", "-n", machine.folder + "/completion.bash"]).code == 0)
    }

    @Test(arguments: ["en", "zh-Hans", "zh-Hant"])
    func `the manual names every command and key`(language: String) throws {
        let outcome = try Machine.run(Machine.program, ["manual", "--lang", language])
        #expect(outcome.code == 0)
        let help = try Machine.run(Machine.program, ["--help"])
        let lines = help.out.split(separator: "\n").drop { !$0.hasPrefix("SUBCOMMANDS") }.dropFirst()
        let commands = lines.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
        #expect(commands.count > 25)
        for command in commands where command != "See" { #expect(outcome.out.contains("banshi \(command)"), "\(command)") }
        for word in ["Ctrl-r", "F9", "m117", "77"] { #expect(outcome.out.contains(word)) }
    }

    @Test(arguments: [("zh-Hans", "选项：", "缺少参数"), ("zh-Hant", "選項：", "缺少參數"), ("en", "OPTIONS:", "Missing expected argument")])
    func `help and complaints speak the language asked for`(language: String, heading: String, complaint: String) throws {
        let tree = try Machine.run(Machine.program, ["--help"])
        let commands = tree.out.split(separator: "\n").drop { !$0.hasPrefix("SUBCOMMANDS") }.dropFirst()
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.compactMap { $0.split(separator: " ").first.map(String.init) }
            .filter { $0 != "See" }
        #expect(commands.count > 25)
        for command in commands {
            let help = try Machine.run(Machine.program, [command, "--help", "--lang", language])
            #expect(help.code == 0 && help.out.contains(heading), "\(command): \(help.out)")
            guard language != "en" else { continue }
            // No sentence is left in English: an explanation is more than the names of what it explains.
            for line in help.out.split(separator: "\n") where line.hasPrefix("  ") {
                let words = line.drop { $0 == " " }.split(separator: "  ", maxSplits: 1).last.map(String.init) ?? ""
                let english = words.split(separator: " ").count { $0.allSatisfy { $0.isASCII && $0.isLetter && $0.isLowercase } }
                #expect(english < 3 || words.contains { !$0.isASCII }, "\(command): \(line)")
            }
        }
        let wrong = try Machine.run(Machine.program, ["show", "--lang", language])
        #expect(wrong.code == 64 && wrong.error.contains(complaint), "\(wrong.error)")
    }

    @Test(arguments: ["zh-Hans", "en"])
    func `the desk is read out for screen readers and pipes`(language: String) throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("paper.txt", "云溪县水利局文件\n云水〔2026〕7号\n关于石桥水库除险加固工程资金的请示\n云溪县人民政府：\n申请资金。\n")
        #expect(try machine.banshi("receive", machine.folder + "/paper.txt").code == 0)
        #expect(try machine.banshi("add", "起草讲话稿 @张敏 截止:今天17:00").code == 0)
        let plain = try machine.banshi("--plain", "--lang", language)
        #expect(plain.code == 0, "\(plain.error)")
        #expect(plain.out.contains("起草讲话稿"))
        #expect(plain.out.contains("关于石桥水库除险加固工程资金的请示 云水〔2026〕7号"))
        #expect(!plain.out.contains { "━─│┃▸┌\u{1B}".contains($0) })
    }

    @Test func `a new office says how to begin, and the sample office opens from it and comes back`() throws {
        let machine = try Machine()
        try machine.setUp()
        let screen = try Screen(machine, columns: 80, rows: 24)
        try screen.wait(for: "✓ 录入往来单位")
        for _ in 1...4 { try screen.press("Down") }
        try screen.press("Enter")
        try screen.wait(for: "banshi demo")
        try screen.press("Enter")
        try screen.wait(for: "云溪县人民政府办公室")
        try screen.type("q")
        try screen.wait(for: "登记第一份来文")
        try screen.type("q")
        try screen.wait(for: "EXIT-0")
    }

    @Test func `the palette runs the command line's verbs on this office`() throws {
        let machine = try Machine()
        try machine.setUp()
        let screen = try Screen(machine, columns: 100, rows: 30)
        try screen.wait(for: "今日")
        try screen.type(":")
        try screen.type("verify")
        try screen.press("Enter")
        try screen.wait(for: "banshi verify")
        try screen.press("Enter")
        try screen.wait(for: "Esc 返回")
        try screen.press("Escape")
        // What fails stands ready to be mended, with its reason.
        try screen.type(":")
        try screen.type("backup")
        try screen.press("Enter")
        try screen.type("/nowhere/x.tar")
        try screen.press("Enter")
        try screen.wait(for: "无法打开 /nowhere/x.tar")
        try screen.press("C-u")
        // What cannot be undone is not a slip of the palette away, and a mark left open is said.
        try screen.type("erase t1 --reason x")
        try screen.press("Enter")
        try screen.wait(for: "不能在工作台内执行")
        try screen.press("C-u")
        try screen.type("add “写 总结")
        try screen.press("Enter")
        try screen.wait(for: "引号没有闭合")
        try screen.press("C-u")
        try screen.type("add “写 总结”")
        try screen.press("Enter")
        try screen.wait(for: "任务〔2026〕1号")
        try screen.type("q")
        try screen.wait(for: "EXIT-0")
        #expect(try machine.banshi("show", "t1", "--json").object["title"] as? String == "写 总结")
    }
}
