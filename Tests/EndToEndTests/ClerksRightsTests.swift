import Foundation
import Testing

/// A clerk at the command line: what is hers goes, what is not is refused with 77 and leaves no trace.
@Suite(.serialized) struct ClerksRightsTests {
    /// 张敏 is administrator, 王芳 a clerk on the same account; 周明远 has no account. t1 is kept to 张敏.
    private func furnished() throws -> (machine: Machine, entries: [String: String]) {
        let machine = try Machine()
        try machine.setUp()
        var entries: [String: String] = [:]
        func done(_ name: String, _ arguments: String...) throws {
            let outcome = try Machine.run(Machine.program, arguments + ["--as", "张敏", "--office", machine.office])
            #expect(outcome.code == 0, "\(arguments): \(outcome.error)")
            let head = try machine.banshi("verify", "--json").object["head"] as? [String: Any]
            entries[name] = (head?["seq"] as? Int).map(String.init)
        }
        try done("clerk", "people", "add", "王芳", "roles=clerk", "account=\(NSUserName())")
        try done("roles", "people", "set", "李卫东", "roles=leader,keeper")
        try done("department", "people", "set", "周明远", "department=综合科")
        try done("circle", "circles", "set", "县领导", "王建国", "李卫东")
        try done("book", "register", "close", "outgoing", "2025")
        try done("freeze", "archive", "freeze", "2024")
        try done("opened", "add", "海棠计划")
        try done("circled", "do", "t1", "bringup", "--set", "day=明天", "--set", "knowers=张敏")
        try done("other", "add", "张敏自己的事")
        return (machine, entries)
    }

    @Test func `what is not hers is refused with 77, and nothing has changed`() throws {
        let (machine, entries) = try furnished()
        let account = NSUserName()
        let before = try machine.banshi("verify", "--json").object["entries"] as? Int
        var tries: [[String]] = [
            ["people", "set", "王芳", "roles=administrator"], ["people", "set", "王芳", "角色=管理员"],
            ["people", "set", "王芳", "roles=clerk,administrator"], ["people", "set", "王芳", "roles=director"],
            ["people", "set", "王芳", "roles=keeper"], ["people", "set", "王芳", "roles="], ["people", "set", "王芳", "account=wang"],
            ["people", "set", "张敏", "account=wang"], ["people", "set", "张敏", "account="], ["people", "set", "张敏", "roles=clerk"],
            ["people", "set", "张敏", "left=2026-11-23"], ["people", "set", "周明远", "account=\(account)"],
            ["people", "set", "周明远", "roles=administrator"], ["people", "set", "王芳", "department=综合科"],
            ["people", "set", "王芳", "phone=1", "roles=administrator"],
            ["people", "set", "王芳", "roles=administrator", "--by", "张敏", "--medium", "original"],
            ["people", "add", "新人", "roles=administrator"], ["people", "add", "新人", "account=\(account)"],
            ["people", "add", "新人", "账号=\(account)", "角色=管理员"],
            ["circles", "set", "县领导", "王芳"], ["circles", "set", "新范围", "王建国"], ["circles", "drop", "县领导"],
            ["register", "close", "inbound", "2025"], ["register", "close", "tasks", "2025"], ["register", "adopt"],
            ["register", "adopt", "inbound"], ["archive", "freeze", "2025"],
            ["people", "set", "周明远", "phone=5210002"], ["people", "set", "王建国", "post=书记"], ["people", "set", "王芳", "rank=1"],
            ["people", "add", "新人", "rank=9"], ["archive", "fonds", "Z109"], ["archive", "term", "t2", "永久"],
            ["hours", "01-01 08:00-12:00"], ["limits", "small-office"], ["routing", "clear"],
            ["chase", "rules", "--set", "unsigned=3"], ["report", "template", "none"], ["report", "template", machine.folder + "/a.docx"],
            ["do", "t2", "drop", "--set", "reason=重复"],
            ["erase", "t1", "--reason", "误录"], ["erase", "t2", "--reason", "误录"],
            ["backup", machine.folder + "/backup.tar"], ["backup", machine.folder + "/backup.tar", "--partly"],
            ["salvage", "--into", machine.folder + "/salvaged"],
            ["do", "t1", "conclude", "--set", "result=已办"], ["do", "t1", "chase", "--set", "with=张三"],
            ["do", "t2", "bringup", "--set", "day=明天", "--set", "knowers=王芳"],
        ]
        for name in ["clerk", "roles", "department", "circle", "book", "freeze", "opened", "circled"] {
            tries.append(["undo", try #require(entries[name])])
        }
        for words in tries {
            let outcome = try Machine.run(Machine.program, words + ["--as", "王芳", "--office", machine.office])
            #expect(outcome.code == 77, "\(words): \(outcome.code) \(outcome.out)\(outcome.error)")
        }
        for person in ["周明远", "王建国"] { #expect(try machine.banshi("list", "tasks", "--as", person).code == 77) }
        #expect(tries.count >= 30)
        // A table that gives roles is refused row by row, and says so.
        try machine.write("more.csv", "姓名,角色,账号\n王芳,管理员,\n新人,,\(account)\n")
        let imported = try machine.banshi("people", "import", machine.folder + "/more.csv", "--as", "王芳")
        #expect(imported.code == 65, "\(imported.out)\(imported.error)")
        #expect(try machine.banshi("verify", "--deep", "--json").object["entries"] as? Int == before)
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/backup.tar"))
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/salvaged/office.sqlite"))
    }

    @Test func `a clerk asks a leader to sign, and records the signature a leader gave on paper`() throws {
        let (machine, _) = try furnished()
        func clerk(_ arguments: String...) throws -> Machine.Outcome {
            try Machine.run(Machine.program, arguments + ["--as", "王芳", "--lang", "zh-Hans", "--office", machine.office])
        }
        #expect(try clerk("add", "发: 关于资金的函").code == 0)
        let id = try #require(
            (try machine.banshi("list", "outgoing", "--json").object["rows"] as? [[String: Any]])?.first?["id"] as? String)
        #expect(try clerk("do", id, "check").code == 0)
        let asked = try clerk("do", id, "sign")
        #expect(asked.code == 0 && asked.out.contains("“签发”已提出请求（第1号），由王建国、李卫东决定。"), "\(asked.out)\(asked.error)")
        #expect(try machine.banshi("show", id, "--json").object["state"] as? String == "checked")
        let recorded = try clerk("do", id, "sign", "--by", "王建国", "--medium", "original")
        #expect(recorded.code == 0, "\(recorded.error)")
        #expect(try machine.banshi("show", id, "--json").object["state"] as? String == "signed")
        #expect(try clerk("history", id).out.contains("王建国（王芳代录"))
        #expect(try clerk("undo").code == 0)
        // Named in the form it is the leader's as well.
        #expect(try clerk("do", id, "sign", "--set", "signer=李卫东").code == 0)
        #expect(try clerk("history", id).out.contains("李卫东（王芳代录"))
        // What another answers for is not hers to void; the refusal says whose it is.
        let others = try clerk("do", "t2", "drop", "--set", "reason=重复")
        #expect(others.code == 77 && others.error.contains("此件由张敏经办") && others.error.contains("--by"), "\(others.error)")
    }

    @Test func `the doctor tells of the registers, and of nothing newer in an office just made`() throws {
        let (machine, _) = try furnished()
        let doctor = try machine.banshi("doctor", "--json")
        let checks = doctor.object["checks"] as? [[String: Any]] ?? []
        let registers = try #require(checks.first { $0["check"] as? String == "registers" })
        #expect(registers["ok"] as? Bool == true && "\(registers["detail"] ?? "")".contains("adopt") == false)
    }

    @Test func `a dry import comes to what the import comes to`() throws {
        let (machine, _) = try furnished()
        try machine.write("people.csv", "姓名,职务,角色\n王芳,文书,管理员\n王建国,县长,leader\n新人,科员,\n")
        try machine.write("units.csv", "名称,电话\n云溪县财政局,5210099\n云溪县水利局,5210014\n云溪县林业局,5210098\n")
        func results(_ kind: String, _ further: String...) throws -> (code: Int32, results: [String]) {
            let outcome = try Machine.run(
                Machine.program,
                [kind, "import", machine.folder + "/\(kind).csv", "--json", "--as", "王芳", "--office", machine.office] + further)
            let items = outcome.object["items"] as? [[String: Any]] ?? []
            return (outcome.code, items.compactMap { $0["result"] as? String })
        }
        for (kind, code, expected) in [
            ("people", Int32(65), ["refused", "same", "taken"]), ("units", 0, ["changed", "same", "taken"]),
        ] {
            let before = try machine.banshi("verify", "--json").object["entries"] as? Int
            let dry = try results(kind, "--dry-run")
            #expect(try machine.banshi("verify", "--json").object["entries"] as? Int == before)
            let real = try results(kind)
            #expect(dry.code == code && dry.results == expected, "\(kind): \(dry)")
            #expect(real.code == code && real.results == expected, "\(kind): \(real)")
        }
    }

    @Test func `what is hers goes, and what she writes out is hers alone`() throws {
        let (machine, _) = try furnished()
        let table = machine.folder + "/tasks.csv"
        let page = machine.folder + "/register.html"
        let book = machine.folder + "/tasks.xlsx"
        let goes: [[String]] = [
            ["add", "写总结"], ["list", "tasks"], ["today"], ["show", "t3"], ["search", "总结"], ["history", "t3"],
            ["do", "t3", "bringup", "--set", "day=明天", "--set", "knowers=王芳"], ["undo"], ["redo"],
            ["do", "t3", "conclude", "--set", "result=已完成"], ["people", "set", "王芳", "phone=5210099"],
            ["people", "add", "新同事", "职务=科员"], ["units", "add", "云溪县林业局", "level=下级"], ["places", "add", "四楼会议室"],
            ["circles", "list"], ["register", "list"], ["export", "tasks", "-o", table], ["export", "tasks", "-o", book],
            ["report", "register", "tasks", "--format", "html", "-o", page], ["verify"], ["rebuild"], ["agenda"],
        ]
        for words in goes {
            let outcome = try Machine.run(
                "/bin/sh", ["-c", "umask 000; exec \"$@\"", "sh", Machine.program] + words + ["--as", "王芳", "--office", machine.office])
            #expect(outcome.code == 0, "\(words): \(outcome.code) \(outcome.error)")
        }
        for path in [table, page, book] { #expect(try mode(path) == 0o600, "\(path)") }
        #expect(try machine.banshi("backup", machine.folder + "/backup.tar").code == 0)
        #expect(try mode(machine.folder + "/backup.tar") == 0o600)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `an account that belongs to nobody reads nothing through us`() throws {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("people", "set", "张敏", "account=elsewhere").code == 0)
        let refused = [
            ["list", "inbound"], ["today"], ["search", "总结"], ["export", "journal"], ["export", "tasks"], ["rebuild"], ["add", "一件"],
            ["report", "register", "inbound"], ["agenda"], ["people", "list"], ["show", "m1"],
        ]
        for words in refused {
            let outcome = try Machine.run(Machine.program, words + ["--office", machine.office])
            #expect(outcome.code == 77, "\(words): \(outcome.code) \(outcome.out)")
        }
        // The machine's administrator keeps it safe all the same; any other account does not.
        let expected: Int32 = geteuid() == 0 ? 0 : 77
        #expect(try machine.banshi("verify").code == expected)
        #expect(try machine.banshi("backup", machine.folder + "/backup.tar").code == expected)
        #expect(try machine.banshi("verify", "--as", "张敏").code == 77)
        #expect(try machine.banshi("doctor", "--lang", "en").out.contains("belongs to nobody"))
    }

    @Test func `an office of a group works under a narrow umask`() throws {
        guard let group = getgrgid(getegid()) else { return }
        let machine = try Machine()
        let name = String(cString: group.pointee.gr_name)
        try machine.write("paper.txt", "云溪县水利局文件\n云水〔2026〕7号\n关于资金的请示\n云溪县人民政府：\n申请资金。\n")
        func run(_ words: String...) throws -> Machine.Outcome {
            try Machine.run("/bin/sh", ["-c", "umask 077; exec \"$@\"", "sh", Machine.program] + words)
        }
        let office = machine.office
        let made = try run("init", office, "--name", "测试办", "--profile", "general", "--group", name, "--person", "张敏", "--rehearsal")
        #expect(made.code == 0, "\(made.error)")
        #expect(try run("receive", machine.folder + "/paper.txt", "--office", office).code == 0)
        for name in ["inbound.csv", "inbound.xlsx"] {
            #expect(try run("export", "inbound", "-o", machine.folder + "/" + name, "--office", office).code == 0)
            #expect(try mode(machine.folder + "/" + name) == 0o660)
        }
        #expect(try run("report", "register", "--json", "-o", machine.folder + "/r.json", "--office", office).code == 0)
        #expect(try mode(machine.folder + "/r.json") == 0o660)
        try FileManager.default.copyItem(atPath: machine.folder + "/paper.txt", toPath: office + "/drop/again.txt")
        _ = try run("receive", "--office", office)
        for path in try FileManager.default.subpathsOfDirectory(atPath: office) where !path.hasSuffix("again.txt") {
            var status = stat()
            guard stat(office + "/" + path, &status) == 0 else { continue }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            #expect(status.st_mode & 0o7777 == (isFolder ? 0o2770 : 0o660), "\(path): \(String(status.st_mode, radix: 8))")
            #expect(status.st_gid == group.pointee.gr_gid)
        }
    }
}
