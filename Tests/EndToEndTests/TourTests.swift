import Foundation
import Testing

/// A registry clerk's day on papers of our own, through the terminal and the command line.
@Suite(.serialized) struct TourTests {
    private static func paper(_ issuer: String, _ reference: String, _ title: String, _ body: String) -> String {
        "\(issuer)文件\n\n\(reference)\n\n\(issuer)\(title)\n\n云溪县人民政府：\n　　\(body)\n\n\(issuer)\n2026年11月20日\n"
    }

    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        let papers: [(String, String, String, String, String)] = [
            ("01.txt", "云溪县水利局", "云水〔2026〕7号", "关于石桥水库除险加固工程资金的请示", "因水库泵站老化，申请资金。妥否，请批示。"),
            ("02.txt", "云溪县财政局", "云财函〔2026〕12号", "关于报送年终决算的通知", "请于11月27日前报送决算报表。"),
            ("03.txt", "云溪县财政局", "云财函〔2026〕13号", "关于召开预算会议的通知", "现将会议通知如下。\n　　会议时间：11月26日上午9:00\n　　会议地点：三楼会议室"),
        ]
        for (file, issuer, reference, title, body) in papers { try machine.write("in/" + file, Self.paper(issuer, reference, title, body)) }
        for index in 4...14 {
            try machine.write(
                "in/\(index < 10 ? "0" : "")\(index).txt",
                Self.paper("云溪县水利局", "云水〔2026〕\(index + 10)号", "关于第\(index)项工作的函", "请予支持第\(index)项工作。"))
        }
        try machine.write("in/secret.txt", "机密★5年\n某机关文件\n某发〔2026〕1号\n关于某事的通知\n")
        let received = try machine.banshi("receive", machine.folder + "/in", "--json")
        #expect(received.code == 77)
        #expect(received.list.count { $0["result"] as? String == "taken" } == 14)
        #expect(received.list.first { $0["result"] as? String == "refused" }?["secrecy"] as? String == "机密")
        try machine.write(
            "cal.ics",
            "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:w1\nSUMMARY:每周例会\nDTSTART:20261102T093000\nDTEND:20261102T103000\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR\n"
        )
        #expect(try machine.banshi("import", machine.folder + "/cal.ics").code == 0)
        return machine
    }

    @Test func `a day at the desk`() throws {
        let machine = try furnished()
        let screen = try Screen(machine)
        try screen.wait(for: "每周例会")
        // Three documents: registered, dispatched, circulated.
        try screen.press("2")
        try screen.wait { $0.contains("▸") && $0.contains("除险加固") }
        try screen.press("r")
        try screen.wait(for: "收文〔2026〕1号")
        try screen.type("/决算")
        try screen.press("Enter")
        try screen.wait { $0.contains("1/1 ") && $0.contains("年终决算") }
        try screen.press("a")
        try screen.type("zhk")
        try screen.wait(for: "综合科")
        try screen.press("Enter")
        try screen.wait(for: "收文〔2026〕2号")
        try screen.press("Escape")
        try screen.type("/预算会议")
        try screen.press("Enter")
        try screen.wait { $0.contains("1/1 ") && $0.contains("召开预算") }
        try screen.press("c")
        try screen.type("zmy")
        try screen.wait(for: "周明远")
        try screen.press("Enter")
        try screen.wait(for: "收文〔2026〕3号")
        // A meeting made from its notice.
        try screen.press("m")
        try screen.wait(for: "2026-11-26 09:00")
        // A bureau's 三楼会议室 may be theirs: it is asked.
        try screen.press("Enter")
        try screen.wait(for: "外单位三楼会议室")
        try screen.press("Down")
        try screen.press("Enter")
        try screen.wait(for: "已列入日程")
        try screen.press("Escape")
        // A folder of five sent up and brought back, recorded for the leader.
        try screen.type("/第")
        try screen.press("Enter")
        try screen.wait(for: "1/11")
        try screen.type("     p")
        try screen.wait(for: "5 件")
        try screen.press("Enter")
        try screen.wait(for: "拟办送阅：5")
        try screen.press("Escape")
        try screen.type("/state:with")
        try screen.press("Enter")
        try screen.wait(for: "/5")
        try screen.type("*")
        try screen.wait(for: "已标记 5".replacingOccurrences(of: " ", with: ""))
        try screen.press("b")
        try screen.wait(for: "批示")
        try screen.press("PageDown", "Enter")
        try screen.wait(for: "批回：5")
        try screen.press("Escape")
        // A batch of four put away, undone, done again.
        try screen.type("/state:received")
        try screen.press("Enter")
        try screen.wait(for: "1/6")
        try screen.type("    f")
        try screen.wait(for: "存查：4")
        try screen.press("u")
        try screen.wait(for: "已撤销")
        try screen.press("C-r")
        try screen.wait(for: "已重做")
        try screen.press("Escape")
        // A task captured in each language.
        try screen.press("A")
        try screen.type("审阅预算 !1 截止:周五17:00")
        try screen.wait(for: "2026-11-27 17:00")
        try screen.press("Enter")
        try screen.wait(for: "任务〔2026〕1号")
        try screen.press("A")
        try screen.type("Call the archive due:tomorrow")
        try screen.wait(for: "2026-11-24")
        try screen.press("Enter")
        try screen.wait(for: "任务〔2026〕2号")
        try screen.press("1", "q")
        try screen.wait(for: "EXIT-0")
        try agree(machine)
    }

    /// The command line sees what the desk did.
    private func agree(_ machine: Machine) throws {
        let tasks = try machine.banshi("list", "tasks", "--json").object["rows"] as? [[String: Any]] ?? []
        #expect(Set(tasks.compactMap { $0["title"] as? String }) == ["审阅预算", "Call the archive"])
        // The papers back from the leader are at the office's own stage; with an hour to go they stand in Today one by one.
        let late = try Machine.run(
            Machine.program, ["today", "--json", "--office", machine.office, "--at", "2026-11-23T16:45"], environment: Machine.environment)
        #expect(late.list.count { ($0["chips"] as? [String] ?? []).contains("overnight") } >= 5)
        let states = Dictionary(
            (try machine.banshi("list", "inbound", "--json", "--limit", "100").object["rows"] as? [[String: Any]] ?? []).map {
                ($0["state"] as? String ?? "", 1)
            },
            uniquingKeysWith: +)
        #expect(states["handling"] == 1)
        #expect(states["instructed"] == 5)
        #expect(states["kept"] == 4)
        let dispatched =
            try machine.banshi("list", "inbound", "--where", "state:instructed", "--json").object["rows"] as? [[String: Any]] ?? []
        let id = try #require(dispatched.first?["id"] as? String)
        let history = try machine.banshi("history", id, "--json").list
        let back = try #require(history.first { $0["kind"] as? String == "matter.cameBack" })
        #expect(back["by"] as? String == "李卫东")
        #expect(back["recordedBy"] as? String == "张敏")
        #expect(back["medium"] as? String == "original")
        let verified = try machine.banshi("verify", "--deep", "--json").object
        #expect(verified["ok"] as? Bool == true)
        let agenda = try machine.banshi("agenda", "--from", "2026-11-26", "--to", "2026-11-27", "--json").list
        #expect(agenda.first?["start"] as? String == "2026-11-26T09:00:00+08:00")
        #expect(try machine.banshi("search", "泵站", "--json").object["total"] as? Int == 1)
    }

    @Test func `ten sheets without files, at most ten presses each`() throws {
        let machine = try Machine()
        try machine.setUp()
        let screen = try Screen(machine, columns: 80, rows: 24)
        try screen.press("2")
        try screen.type("+")
        try screen.wait(for: "来文单位")
        for index in 1...10 {
            var presses = 0
            func press(_ keys: String) throws {
                for key in keys.split(separator: " ") { try screen.press(String(key)) }
                presses += keys.split(separator: " ").count
            }
            if index == 1 { try press("c z j") }
            try press("Tab")
            try press(String(index).map(String.init).joined(separator: " "))
            try press("Tab")
            // Free Han text is not counted.
            try screen.type("关于第\(index)件事的通知")
            try screen.wait(for: "第\(index)件事")
            try press("Enter")
            try screen.wait(for: "收文〔2026〕\(index)号")
            #expect(presses <= 10)
        }
        try screen.press("Escape", "Escape", "q")
        try screen.wait(for: "EXIT-0")
        let rows = try machine.banshi("list", "inbound", "--json").object["rows"] as? [[String: Any]] ?? []
        #expect(rows.count == 10)
        #expect(rows.first?["number"] as? String == "收文〔2026〕10号")
        #expect(try machine.banshi("show", "10", "--json").object["title"] as? String == "关于第10件事的通知")
    }

    @Test func `the screen follows the terminal, and typed text survives a killed desk`() throws {
        let machine = try furnished()
        let screen = try Screen(machine, columns: 80, rows: 24)
        try screen.wait(for: "4 台账")
        try screen.resize(120, 36)
        try screen.wait { $0.contains("2 收文") && $0.contains("3 日程 ·") && $0.contains("0 预览") }
        try screen.press("2", "p", "Tab")
        try screen.type("拟请分管县长阅示")
        try screen.wait(for: "拟请分管县长阅示")
        try screen.resize(60, 20)
        try screen.wait { $0.contains("拟请分管县长阅示") && !$0.contains("3 日程 ·") }
        try screen.resize(5, 3)
        try screen.wait { !$0.contains("拟请分管") }
        try screen.resize(100, 30)
        try screen.wait(for: "拟请分管县长阅示")
        // What is typed is kept every half second: the draft may hold its beginning only.
        let draft = try Machine.run(
            "/usr/bin/env",
            [
                "sh", "-c",
                "for i in $(seq 200); do sqlite3 \(machine.office)/office.sqlite 'select cast(body as text) from draft' | grep -q 拟请分管县长阅示 && break; done; pkill -9 -f '^\(Machine.program) --office \(machine.office)'",
            ])
        #expect(draft.code == 0)
        try screen.wait(for: "EXIT-")
        let again = try Screen(machine)
        try again.wait(for: "今日")
        try again.press("2", "p")
        try again.wait(for: "拟请分管县长阅示")
    }
}

extension Screen {
    func wait(_ fits: (String) -> Bool) throws { try wait("a condition", fits) }
}
