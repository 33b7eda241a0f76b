import Foundation
import Testing

/// One machine, several people; one office, a calendar that changes under its running limits.
@Suite(.serialized) struct SharedTests {
    @Test func `several persons on one account: the desk asks who sits there`() throws {
        let machine = try Machine()
        try machine.setUp()
        let account = NSUserName()
        #expect(try machine.banshi("people", "set", "周明远", "account=\(account)").code == 0)
        let screen = try Screen(machine)
        try screen.wait(for: "请选择当前操作人")
        try screen.type("9")
        try screen.press("Enter")
        try screen.type("zmy")
        try screen.press("Enter")
        try screen.wait("the desk") { $0.contains("周明远") && $0.contains("今日") }
        try screen.type("A")
        try screen.type("核对清单")
        try screen.press("Enter")
        try screen.wait(for: "任务〔2026〕1号")
        try screen.type("q")
        try screen.wait(for: "EXIT-0")
        let history = try machine.banshi("history", "t1", "--json").list
        #expect(history.first?["recordedBy"].map { "\($0)".contains("周明远") } == true)
        #expect(try machine.banshi("add", "一件", "--as", "张敏").code == 0)
    }

    @Test func `of several persons on one account none is taken for the writer unnamed`() throws {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("add", "写总结").code == 0)
        #expect(try machine.banshi("people", "set", "周明远", "account=\(NSUserName())").code == 0)
        try machine.write("cal.csv", "姓名\n新人\n")
        try machine.write("paper.txt", "关于资金的请示\n")
        let before = try machine.banshi("verify", "--json").object["entries"] as? Int
        let writing: [[String]] = [
            ["add", "一件"], ["add", "一件", "--dry-run"], ["do", "t1", "conclude", "--set", "result=已办"], ["undo"], ["redo"],
            ["receive", machine.folder + "/paper.txt"], ["people", "add", "新人"], ["people", "set", "王建国", "phone=1"],
            ["people", "import", machine.folder + "/cal.csv"], ["erase", "t1", "--reason", "误录"], ["hours", "01-01 08:00-12:00"],
            ["circles", "set", "县领导", "王建国"], ["archive", "term", "t1", "永久"], ["chase", "log", "t1"],
        ]
        for words in writing {
            let refused = try Machine.run(Machine.program, words + ["--office", machine.office, "--lang", "en"])
            #expect(refused.code == 64, "\(words): \(refused.code) \(refused.out)")
            #expect(["张敏", "周明远", "--as"].allSatisfy(refused.error.contains), "\(words): \(refused.error)")
        }
        #expect(try machine.banshi("verify", "--json").object["entries"] as? Int == before)
        #expect(try machine.banshi("list", "tasks").code == 0)
        #expect(try machine.banshi("today").code == 0)
        #expect(try machine.banshi("add", "一件", "--as", "周明远").code == 0)
        #expect(try machine.banshi("undo", "--as", "周明远").code == 0)
    }

    @Test func `a notice moves the limits that run, says which, and one undo takes all back`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("paper.txt", "云溪县水利局文件\n云水〔2026〕7号\n关于资金的请示\n云溪县人民政府：\n申请资金。\n")
        #expect(try machine.banshi("receive", machine.folder + "/paper.txt").code == 0)
        let listed = try machine.banshi("list", "inbound", "--json").object["rows"] as? [[String: Any]]
        let id = try #require(listed?.first?["id"] as? String)
        let dispatched = try machine.banshi("do", id, "dispatch", "--set", "target=财政局", "--set", "limit=5 workdays")
        #expect(dispatched.code == 0, "\(dispatched.error)")
        let before = try machine.banshi("show", id, "--json").object["due"] as? String
        try machine.write(
            "2026.json",
            #"{"year": 2026, "papers": ["国办发明电〔2026〕1号"], "days": [{"name": "抗洪放假", "date": "2026-11-25", "isOffDay": true}, {"name": "国庆节", "date": "2026-10-01", "isOffDay": true}]}"#
        )
        let adopted = try machine.banshi("import", machine.folder + "/2026.json", "--into", "notices", "--lang", "en")
        #expect(adopted.code == 0 && adopted.out.contains("now 2026-12-01"), "\(adopted.out)\(adopted.error)")
        let after = try machine.banshi("show", id, "--json").object["due"] as? String
        #expect(before != nil && after != nil && before != after)
        #expect(try machine.banshi("undo").code == 0)
        #expect(try machine.banshi("show", id, "--json").object["due"] as? String == before)
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `an imported meeting changed at the desk is shown as changed; a series is not changed by a form`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write(
            "cal.ics",
            """
            BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261123T150000\r\nDTEND:20261123T160000\r
            SUMMARY:安全例会\r\nLOCATION:县政府二楼\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTART:20261123T080000\r\nRRULE:FREQ=DAILY\r
            SUMMARY:早会\r\nEND:VEVENT\r\nEND:VCALENDAR\r

            """)
        let taken = try machine.banshi("import", machine.folder + "/cal.ics", "--json")
        #expect(taken.code == 0, "\(taken.error)")
        let screen = try Screen(machine)
        try screen.wait(for: "安全例会")
        try screen.type("3")
        try screen.press("j")
        try screen.type("e")
        try screen.wait(for: "会议名称")
        try screen.press("C-u")
        try screen.type("安全生产会")
        try screen.press("Enter")
        try screen.wait("the change") { $0.contains("安全生产会") && !$0.contains("会议名称") }
        try screen.type("ke")
        try screen.wait(for: "应到")
        #expect(try !screen.text.contains("│ 开始"))
        try screen.press("Escape")
        try screen.type("q")
        try screen.wait(for: "EXIT-0")
        let agenda = try machine.banshi("agenda", "--from", "2026-11-23", "--to", "2026-11-24", "--json").list
        let changed = agenda.first { $0["title"] as? String == "安全生产会" }
        #expect(changed?["place"] as? String == "县政府二楼")
        #expect(!agenda.contains { $0["title"] as? String == "安全例会" })
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `a notice is taken whole or not at all`() throws {
        let machine = try Machine()
        try machine.setUp()
        for days in [
            #"{"name": "元旦", "date": "2027-13-01", "isOffDay": true}"#,
            #"{"name": "元旦", "date": "2025-01-01", "isOffDay": true}, {"name": "元旦", "date": "2027-01-01", "isOffDay": true}"#,
            #"{"name": "元旦", "date": "2027-01-01", "isOffDay": true}, {"name": "元旦", "date": "2027-01-01", "isOffDay": false}"#,
        ] {
            try machine.write("2027.json", #"{"year": 2027, "papers": [], "days": ["# + days + "]}")
            #expect(try machine.banshi("import", machine.folder + "/2027.json", "--into", "notices").code == 65)
            let day = try machine.banshi("workday", "is", "2027-01-01", "--json").list.first
            #expect(day?["workday"] as? Bool == false && day?["provisional"] as? Bool == true)
        }
        #expect(try machine.banshi("hours", "01-01 08:00-12:00", "01-01 09:00-12:00").code == 64)
        #expect(try machine.banshi("hours", "01-01 08:00-24:00").code == 64)
    }

    @Test func `a form open at one desk is a note on the row at the other`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("paper.txt", "云溪县水利局文件\n云水〔2026〕7号\n关于资金的请示\n云溪县人民政府：\n申请资金。\n")
        #expect(try machine.banshi("receive", machine.folder + "/paper.txt").code == 0)
        #expect(try machine.banshi("people", "set", "周明远", "account=\(NSUserName())").code == 0)
        let first = try Screen(machine, ["--as", "张敏"])
        let second = try Screen(machine, ["--as", "周明远"])
        try first.wait(for: "关于资金的请示")
        try second.wait(for: "关于资金的请示")
        try first.type("2e")
        try second.wait(for: "张敏正在办")
        try first.press("Escape")
        try second.wait("the note to go") { !$0.contains("张敏正在办") }
    }

    @Test func `the old book stays open until it is closed, then the new year's is taken`() throws {
        let machine = try Machine()
        try machine.setUp()
        func paper(_ number: Int, on now: String) throws -> String? {
            try machine.write("\(number).txt", "云溪县水利局文件\n云水〔2026〕\(number)号\n关于资金第\(number)次的请示\n云溪县人民政府：\n申请资金。\n")
            var environment = Machine.environment
            environment["BANSHI_NOW"] = now
            let taken = try machine.banshi("receive", machine.folder + "/\(number).txt", "--json", environment: environment)
            guard let id = taken.list.first?["id"] as? String ?? taken.object["id"] as? String else { return nil }
            _ = try machine.banshi("do", id, "register", environment: environment)
            return try machine.banshi("show", id, "--json", environment: environment).object["number"] as? String
        }
        func close(_ year: String, on now: String) throws -> Machine.Outcome {
            var environment = Machine.environment
            environment["BANSHI_NOW"] = now
            return try machine.banshi("register", "close", "inbound", year, "--lang", "zh-Hans", environment: environment)
        }
        #expect(try paper(1, on: "2026-12-30T10:00:00") == "收文〔2026〕1号")
        #expect(try close("2026", on: "2026-12-30T11:00:00").code == 77)
        // What is no year closes no book.
        for year in ["1", "26", "0", "-2026"] { #expect(try close(year, on: "2026-12-30T11:00:00").code == 64, "\(year)") }
        let closed = try close("2026", on: "2026-12-31T17:00:00")
        #expect(closed.code == 0 && closed.out.contains("末号 1，共 1 件"), "\(closed.out)\(closed.error)")
        #expect(try close("2026", on: "2026-12-31T17:05:00").code == 77)
        #expect(try paper(2, on: "2026-12-31T17:10:00") == "收文〔2027〕1号")
        #expect(try paper(3, on: "2027-01-04T09:00:00") == "收文〔2027〕2号")
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }
}
