import Foundation
import Testing

/// Killed, crowded, damaged and misused: before or after, never between; a clear sentence and the right exit code.
@Suite(.serialized) struct BadDayTests {
    private func count(_ machine: Machine) throws -> Int { try machine.banshi("list", "tasks", "--json").object["total"] as? Int ?? -1 }

    @Test func `killed at every write of an add`() throws {
        let machine = try Machine()
        try machine.setUp()
        let calls = "write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename"
        let step = ProcessInfo.processInfo.environment["FULL"] == "1" ? 1 : 2
        var kept = 0
        var finished = false
        var point = 1
        while !finished, point < 400 {
            let outcome = try Machine.run(
                "/usr/bin/env",
                [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(calls)", "-e", "inject=\(calls):signal=KILL:when=\(point)",
                    Machine.program, "add",
                    "第\(point)次", "--office", machine.office,
                ])
            finished = outcome.code == 0
            let now = try count(machine)
            #expect(now == kept || now == kept + 1, "killed at write \(point)")
            if finished { #expect(now == kept + 1) }
            kept = now
            point += step
        }
        #expect(finished)
        #expect(point > 10)
        #expect(try machine.banshi("verify", "--deep", "--json").object["ok"] as? Bool == true)
        #expect(try machine.banshi("add", "之后").code == 0)
    }

    @Test func `what is typed without a pause is kept all the same`() throws {
        let machine = try Machine()
        try machine.setUp()
        let screen = try Screen(machine)
        try screen.wait(for: "测试办")
        try screen.type("A")
        // Written at once and without end, as somebody does who types fast: no pause is ever long enough.
        let draft = "sqlite3 \(machine.office)/office.sqlite \"select length(body) from draft where form = 'capture'\""
        let kept = "test $(\(draft)) -gt 20"
        var isKept = false
        for _ in 1...600 where !isKept {
            try screen.type("字")
            isKept = try Machine.run("/bin/sh", ["-c", kept + " 2>/dev/null"]).code == 0
        }
        #expect(isKept)
    }

    /// Types forty characters in two seconds and kills the program at once, as a power switch does.
    private static let typist = """
        import os, pty, select, sys, time
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(sys.argv[1], sys.argv[1:])
        def hear(until):
            while time.time() < until:
                if select.select([terminal], [], [], max(0, until - time.time()))[0]: os.read(terminal, 65536)
        os.read(terminal, 65536)
        hear(time.time() + 2)
        os.write(terminal, b"A")
        begun = time.time()
        for number in range(40):
            os.write(terminal, "字".encode())
            hear(begun + 0.05 * (number + 1))
        os.kill(pid, 9)
        """

    @Test func `a kill in the middle of typing takes less than a second of it`() throws {
        let machine = try Machine()
        try machine.setUp()
        let typed = try Machine.run("/usr/bin/python3", ["-c", Self.typist, Machine.program, "--office", machine.office])
        #expect(typed.code == 0, "\(typed.error)")
        let query = "select coalesce(max(length(body)), 0) from draft where form = 'capture'"
        let kept = try Machine.run("/usr/bin/env", ["sqlite3", machine.office + "/office.sqlite", query])
        let length = try #require(Int(kept.out.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(length > 20 * "字".utf8.count, "\(length) bytes")
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `eight processes, sixty-four adds each`() throws {
        let machine = try Machine()
        try machine.setUp()
        let script =
            "for p in 1 2 3 4 5 6 7 8; do (for i in $(seq 64); do \(Machine.program) add \"事p$p之$i\" --office \(machine.office) >/dev/null || echo FAILED; done) & done; wait"
        let outcome = try Machine.run("/bin/sh", ["-c", script])
        #expect(!outcome.out.contains("FAILED"), "\(outcome.error.prefix(400))")
        let rows = try machine.banshi("list", "tasks", "--json", "--limit", "1000").object["rows"] as? [[String: Any]] ?? []
        #expect(rows.count == 512)
        let numbers = rows.compactMap { $0["number"] as? String }
        #expect(Set(numbers) == Set((1...512).map { "任务〔2026〕\($0)号" }))
        #expect(try machine.banshi("verify", "--deep", "--json").object["ok"] as? Bool == true)
    }

    @Test func `exit codes and sentences`() throws {
        let machine = try Machine()
        #expect(try machine.banshi("today").code == 66)
        try machine.setUp()
        func expect(_ code: Int32, _ arguments: [String], _ part: String = "") throws {
            let outcome = try Machine.run(Machine.program, arguments + ["--office", machine.office, "--lang", "en"])
            #expect(outcome.code == code, "\(arguments): \(outcome.error)")
            if !part.isEmpty { #expect(outcome.error.contains(part), "\(arguments): \(outcome.error)") }
            if code != 0 { #expect(outcome.error.hasPrefix("banshi: ") || outcome.error.hasPrefix("Error: "), "\(outcome.error)") }
        }
        try expect(64, ["list", "--nonsense"])
        try expect(64, ["workday", "due", "--start", "never", "--length", "5 workdays"], "--start")
        try expect(65, ["add", "x 截止:周八"], "周八")
        try expect(64, ["list", "inbound", "--where", "ownr:me"], "owner")
        try expect(64, ["list", "inbound", "--where", "状态:待你办"], "待拟办")
        try expect(66, ["show", "m999"], "m999")
        try expect(66, ["receive", "/nowhere/at/all"])
        try expect(77, ["undo", "--as", "王建国"])
        try expect(64, [], "terminal")
        try expect(73, ["init", machine.office, "--name", "x"], "already")
        try expect(64, ["add", "x", "--on", "2027-01-01"], "future")
    }

    @Test func `an attachment that cannot be read is named, its paper is taken`() throws {
        let machine = try Machine()
        try machine.setUp()
        let folder = machine.folder + "/来文"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("云溪县水利局文件\n云水〔2026〕9号\n关于报送清单的通知\n各科室：\n请报送清单。\n".utf8).write(to: URL(fileURLWithPath: folder + "/通知.txt"))
        #expect(mkfifo(folder + "/附件1.txt", 0o600) == 0)
        let outcome = try machine.banshi("receive", folder, "--lang", "en")
        #expect(outcome.code == 65)
        #expect(outcome.out.contains("关于报送清单的通知"))
        #expect(outcome.error.contains("附件1.txt") && outcome.error.contains("Left out"))
        #expect(try machine.banshi("list", "inbound").out.contains("关于报送清单的通知"))
        // A marked attachment refuses the whole, and nothing of it stays in the folder of papers.
        let secret = machine.folder + "/密件"
        try FileManager.default.createDirectory(atPath: secret, withIntermediateDirectories: true)
        try Data("云溪县水利局文件\n云水〔2026〕10号\n关于会商的通知\n各科室：\n请会商。\n".utf8).write(to: URL(fileURLWithPath: secret + "/通知.txt"))
        try Data("机密★5年\n附表\n".utf8).write(to: URL(fileURLWithPath: secret + "/附件1.txt"))
        let before = try FileManager.default.subpathsOfDirectory(atPath: machine.office + "/files").count
        #expect(try machine.banshi("receive", secret).code == 77)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: machine.office + "/files").count == before)
        // Where a row is asked for, it says that a paper came and nothing of it.
        let kept = try machine.banshi("receive", secret, "--placeholder", "--json")
        #expect(kept.code == 77)
        let id = try #require(kept.list.first?["id"] as? String)
        let row = try machine.banshi("show", id, "--json").out
        #expect(row.contains("涉密件") && !row.contains("会商") && !row.contains("水利局"))
        let named = try machine.banshi("do", id, "register", "--set", "title=关于会商的通知", "--set", "from=水利局")
        #expect(named.code == 77 && !named.error.isEmpty)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: machine.office + "/files").count == before)
    }

    @Test func `damaged, locked, empty`() throws {
        let machine = try Machine()
        try machine.setUp()
        let database = machine.office + "/office.sqlite"
        let saved = try Data(contentsOf: URL(fileURLWithPath: database))
        try Data("not a database at all, but long enough to be looked at".utf8).write(to: URL(fileURLWithPath: database))
        for file in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + file) }
        let broken = try machine.banshi("today", "--lang", "en")
        #expect(broken.code == 74)
        #expect(broken.error.contains("damaged"))
        try Data().write(to: URL(fileURLWithPath: database))
        #expect(try machine.banshi("today").code == 74)
        try saved.write(to: URL(fileURLWithPath: database))
        #expect(try machine.banshi("today").code == 0)
    }

    @Test func `no terminal, a dumb one, a broken locale`() throws {
        let machine = try Machine()
        try machine.setUp()
        var environment = Machine.environment
        environment["LANG"] = "C"
        environment["TERM"] = "dumb"
        let added = try machine.banshi("add", "写总结", environment: environment)
        #expect(added.code == 0)
        #expect(try machine.banshi("show", "t1", "--json", environment: environment).object["title"] as? String == "写总结")
        let dumb = try Machine.run(
            "/usr/bin/env",
            ["sh", "-c", "TERM=dumb script -qec '\(Machine.program) --office \(machine.office) --lang en' /dev/null < /dev/null"])
        #expect(dumb.out.contains("cannot show the desk"))
    }

    @Test func `hostile papers are refused one by one and the rest goes on`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("in/a\u{1B}[31m.txt", "关于甲的通知\n各科室：\n请办理。\n综合科\n2026年11月1日\n")
        try machine.write("in/empty.txt", "")
        try machine.write("in/fake.pdf", "%PDF-1.4 nothing")
        try machine.write("in/fake.docx", "PK\u{3}\u{4}rest")
        try machine.write("in/long.txt", String(repeating: "长", count: 700_000))
        let outcome = try machine.banshi("receive", machine.folder + "/in")
        #expect(outcome.code == 65)
        #expect(!(outcome.out + outcome.error).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(try machine.banshi("list", "inbound", "--json").object["total"] as? Int == 2)
        let again = try machine.banshi("receive", machine.folder + "/in", "--json").list
        #expect(again.count { $0["result"] as? String == "duplicate" } == 2)
    }

    @Test func `an official notice ends the provisional year, and hours have seasons`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write(
            "2027.json",
            "{\"year\":2027,\"papers\":[\"通知\"],\"days\":[{\"name\":\"元旦\",\"date\":\"2027-01-01\",\"isOffDay\":true},{\"name\":\"元旦\",\"date\":\"2027-01-03\",\"isOffDay\":false}]}"
        )
        try machine.write("none.json", "{\"year\":2028,\"papers\":[],\"days\":[]}")
        let before = try machine.banshi("workday", "is", "2027-01-03", "--json").list.first
        #expect(before?["provisional"] as? Bool == true && before?["workday"] as? Bool == false)
        #expect(try machine.banshi("import", machine.folder + "/2027.json", "--into", "notices").code == 0)
        #expect(try machine.banshi("import", machine.folder + "/none.json", "--into", "notices").code == 65)
        let after = try machine.banshi("workday", "is", "2027-01-03", "--json").list.first
        #expect(after?["provisional"] as? Bool == false && after?["workday"] as? Bool == true)
        #expect(try machine.banshi("hours", "01-01 08:30-12:00 13:30-17:30", "05-01 08:30-12:00 14:30-18:00").code == 0)
        #expect(try machine.banshi("hours", "05-01 14:30-08:00").code == 64)
        let summer = try machine.banshi("workday", "due", "--start", "2026-07-06", "--length", "1 workday", "--json").object
        #expect(summer["due"] as? String == "2026-07-07T18:00:00+08:00")
    }

    @Test func `the shapes of the JSON stay`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.banshi("add", "收: czj 12 关于报送决算的通知")
        try machine.banshi("add", "审阅 截止:今天17:00")
        try machine.banshi("add", "m: 明天14-15点 三楼会议室 例会")
        func keys(_ value: Any?) -> Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
        let row: Set<String> = ["id", "number", "register", "title", "state", "owner", "holder", "received", "due", "safe"]
        let list = try machine.banshi("list", "--json").object
        #expect(Set(list.keys) == ["rows", "total", "next"])
        #expect(keys((list["rows"] as? [Any])?.first) == row)
        #expect(
            keys(try machine.banshi("today", "--json").list.first)
                == [
                    "id", "number", "register", "title", "group", "chips", "due", "safe", "remainingMinutes", "remainingWorkingMinutes",
                    "owner", "holder", "state",
                ])
        #expect(
            keys(try machine.banshi("agenda", "--json").list.first)
                == ["id", "uid", "recurrenceId", "title", "start", "end", "zone", "allDay", "place", "status"])
        let search = try machine.banshi("search", "决算", "--json").object
        #expect(Set(search.keys) == ["total", "hits"])
        #expect(keys((search["hits"] as? [Any])?.first) == ["id", "number", "register", "title", "snippet", "where", "line"])
        let sum = try machine.banshi("workday", "due", "--start", "2026-09-16", "--length", "15 days", "--json").object
        #expect(Set(sum.keys) == ["nominal", "effective", "safe", "due", "provisional", "counted", "skipped", "basis"])
        #expect(
            sum["nominal"] as? String == "2026-10-01" && sum["effective"] as? String == "2026-10-08"
                && sum["safe"] as? String == "2026-09-30")
        let day = try machine.banshi("workday", "is", "2026-10-10", "2027-05-01", "--json").list
        #expect(keys(day.first) == ["day", "workday", "name", "provisional"])
        #expect(day.first?["workday"] as? Bool == true && day.last?["provisional"] as? Bool == true)
        #expect(
            Set(try machine.banshi("verify", "--json").object.keys).isSuperset(of: ["entries", "ok", "firstBroken", "gaps", "backdated"]))
        try machine.write("p.txt", "云财函〔2026〕9号\n云溪县财政局关于甲的函\n县政府：\n请函复。\n云溪县财政局\n2026年11月1日\n")
        let paper = try machine.banshi("recognize", machine.folder + "/p.txt", "--json").list.first
        #expect(
            keys(paper).isSuperset(of: [
                "file", "reference", "code", "year", "sequence", "title", "issuers", "addressees", "date", "printed", "kind", "secrecy",
                "urgency", "signer", "deadlines",
                "replyOwed", "classified", "fields",
            ]))
        #expect(paper?["reference"] as? String == "云财函〔2026〕9号")
    }
}
