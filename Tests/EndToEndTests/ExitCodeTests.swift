import Foundation
import Testing

/// Exit codes are true even where nobody can read the message: streams that are full, closed, or a pipe whose reader has gone.
@Suite struct ExitCodeTests {
    /// Runs a line of the shell in which `@` is the program and `$O` names the office.
    private func shell(_ line: String, _ machine: Machine) throws -> Machine.Outcome {
        let command = "set -o pipefail; O='--office \(machine.office)'; " + line.replacingOccurrences(of: "@", with: Machine.program)
        return try Machine.run("/usr/bin/env", ["bash", "-c", command])
    }

    @Test(arguments: [
        ("list nosuch", Int32(65)), ("show 999", 66), ("nosuch", 64), ("list --limit x", 64), ("list --nosuch", 64), ("list --limit 0", 64),
        ("do t1 nosuch", 65), ("receive @@/none.txt", 66),
        ("recognize @@/none.txt", 66),
    ])
    func `a refusal keeps its code whatever became of standard error`(command: String, code: Int32) throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.banshi("add", "写总结")
        let said = command.replacingOccurrences(of: "@@", with: machine.folder)
        let office = command == "nosuch" ? "" : "$O"
        let plain = try shell("@ \(said) \(office)", machine)
        for streams in ["2>/dev/full", "2>&-", ">/dev/full 2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-", "2>&1 | true; exit ${PIPESTATUS[0]}"] {
            #expect(try shell("@ \(said) \(office) \(streams)", machine).code == plain.code, "\(said) \(streams)")
        }
        #expect(plain.code == code, "\(said): \(plain.error)")
    }

    @Test func `help for a command there is not is wrong usage, as the command is`() throws {
        for line in ["help nosuch", "--lang zh-Hans help nosuch", "help --lang en lisst", "nosuch --help"] {
            let words = line.split(separator: " ").map(String.init)
            let outcome = try Machine.run(Machine.program, words)
            #expect(outcome.code == 64 && outcome.out.isEmpty && outcome.error.hasPrefix("banshi: "), "\(words): \(outcome)")
        }
        for words in [["help"], ["help", "list"], ["--lang", "en", "help", "list"], ["help", "--lang", "en"], ["help", "help"]] {
            #expect(try Machine.run(Machine.program, words).code == 0, "\(words)")
        }
    }

    @Test func `the word help among others is one of them`() throws {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("add", "call", "the", "help", "desk").code == 0)
        #expect(try machine.banshi("list", "tasks", "--json").out.contains("help desk"))
        #expect(try machine.banshi("search", "help", "desk", "--json").out.contains("help desk"))
        for words in [["add", "help"], ["list", "help", "--lang", "en"], ["add", "call", "help", "--help"]] {
            #expect(try Machine.run(Machine.program, words + ["--office", machine.office]).out.contains("USAGE"), "\(words)")
        }
    }

    @Test func `one file of several that is not there is data, all of them are nothing found`() throws {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("recognize", machine.folder + "/none.txt", machine.folder + "/people.csv").code == 65)
        #expect(try machine.banshi("recognize", machine.folder + "/none.txt", machine.folder + "/neither.txt").code == 66)
    }

    @Test func `a broken chain is told by the code alone`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.banshi("add", "写总结")
        _ = try Machine.run(
            "/usr/bin/env",
            [
                "sqlite3", machine.office + "/office.sqlite",
                "DROP TRIGGER IF EXISTS entry_no_update; UPDATE entry SET account='x' WHERE seq=(SELECT max(seq) FROM entry);",
            ])
        for trigger in try Machine.run(
            "/usr/bin/env", ["sqlite3", machine.office + "/office.sqlite", "SELECT name FROM sqlite_master WHERE type='trigger'"]
        ).out.split(separator: "\n") {
            _ = try Machine.run("/usr/bin/env", ["sqlite3", machine.office + "/office.sqlite", "DROP TRIGGER \(trigger)"])
        }
        _ = try Machine.run(
            "/usr/bin/env",
            [
                "sqlite3", machine.office + "/office.sqlite",
                "UPDATE entry SET account='x' WHERE seq=(SELECT max(seq) FROM entry);",
            ])
        for streams in ["", ">/dev/full", ">&-", "| true", "2>/dev/full | true", ">&- 2>&-"] {
            #expect(try shell("@ verify $O \(streams)", machine).code == 65, "verify \(streams)")
        }
    }

    @Test func `an answer that could not be written is 74, and what was recorded stands`() throws {
        let machine = try Machine()
        try machine.setUp()
        for (index, streams) in [">/dev/full", ">&-", ">/dev/full 2>/dev/full"].enumerated() {
            #expect(try shell("@ add 第\(index)件 $O \(streams)", machine).code == 74)
        }
        #expect(try machine.banshi("list", "tasks", "--json").object["rows"].map { ($0 as? [Any])?.count } == 3)
        for command in ["list", "today", "people list", "--help", "list --help", "--version", "manual", "doctor"] {
            #expect(try shell("@ \(command) $O >/dev/full", machine).code != 0, "\(command)")
        }
    }

    @Test func `a slip that was not written is not remembered as printed`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("1.txt", "云溪县水利局文件\n云水〔2026〕1号\n关于第一件事的请示\n云溪县人民政府：\n申请资金。\n")
        #expect(try machine.banshi("receive", machine.folder + "/1.txt").code == 0)
        func unprinted() throws -> Int? {
            try machine.banshi("list", "inbound", "--where", "is:unprinted", "--json").object["total"] as? Int
        }
        for streams in [">/dev/full", ">&-"] {
            #expect(try shell("@ report slip m1 $O \(streams)", machine).code == 74)
            #expect(try unprinted() == 1)
        }
        #expect(try machine.banshi("report", "slip", "m1").code == 0)
        #expect(try unprinted() == 0)
    }

    @Test func `a limit on the size of files is said like a full disk, and nothing is left half made`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("in/1.txt", "云溪县水利局文件\n云水〔2026〕1号\n关于第一件事的请示\n云溪县人民政府：\n申请资金。\n")
        #expect(try machine.banshi("add", "写总结").code == 0)
        #expect(try machine.banshi("backup", machine.folder + "/whole.tar").code == 0)
        let folder = machine.folder
        for command in [
            "add 打电话 $O", "receive \(folder)/in $O", "do t1 conclude --set result=已办 $O", "undo $O", "rebuild $O",
            "export journal -o \(folder)/j.jsonl $O", "backup \(folder)/b.tar $O", "restore \(folder)/whole.tar --into \(folder)/r",
            "init \(folder)/other --name 甲 --profile general",
        ] {
            let outcome = try shell("ulimit -f 4; @ \(command) --lang en", machine)
            #expect(outcome.code == 74 && outcome.error.contains("Not saved"), "\(command): \(outcome)")
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(left == ["in", "office", "people.csv", "places.csv", "units.csv", "whole.tar"])
        #expect(try machine.banshi("verify", "--deep").code == 0)
        #expect(try machine.banshi("list", "tasks", "--json").object["total"] as? Int == 1)
    }

    @Test func `a reader that has gone stops nothing`() throws {
        let machine = try Machine()
        try machine.setUp()
        for index in 1...60 {
            try machine.write("in/\(index).txt", "云溪县水利局文件\n云水〔2026〕\(index)号\n关于第\(index)件事的请示\n云溪县人民政府：\n申请资金。\n")
        }
        let outcome = try shell("@ receive \(machine.folder)/in $O | head -1", machine)
        #expect(outcome.code == 0)
        #expect(try machine.banshi("list", "inbound", "--limit", "1", "--json").object["total"] as? Int == 60)
    }

    @Test func `a file of the office never takes the place of a closed stream`() throws {
        let machine = try Machine()
        try machine.setUp()
        for streams in ["<&-", "<&- >&-", "<&- >&- 2>&-", "2>&-"] { _ = try shell("@ add 写总结 $O \(streams)", machine) }
        #expect(try machine.banshi("verify", "--deep", "--json").object["ok"] as? Bool == true)
        #expect(try machine.banshi("list", "tasks", "--json").object["rows"].map { ($0 as? [Any])?.count } == 4)
    }
}
