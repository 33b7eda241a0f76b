import Foundation
import Testing

/// What the office refuses, asks and says, with the real calendar library and the real terminal.
@Suite(.serialized) struct GuardTests {
    private func calendar(_ place: String) -> String {
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:weekly\r\nDTSTART;TZID=Asia/Shanghai:20261130T090000\r\n"
            + "DTEND;TZID=Asia/Shanghai:20261130T100000\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:周例会\r\nLOCATION:\(place)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    }

    @Test func `an imported series holds our room for ever, and a doubtful place is asked`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("east.ics", calendar("三楼会议室（东）"))
        let asked = try machine.banshi("import", machine.folder + "/east.ics", "--lang", "en")
        #expect(asked.code == 65 && asked.error.contains("our 三楼会议室") && asked.error.contains("outside 三楼会议室（东）"), "\(asked.error)")
        #expect(asked.error.contains("--rooms"))
        #expect(try machine.banshi("import", machine.folder + "/east.ics", "--rooms", "theirs").code == 64)
        try machine.write("ours.ics", calendar("三楼会议室"))
        #expect(try machine.banshi("import", machine.folder + "/ours.ics").code == 0)
        for line in ["m: 2026-12-07 9:30-10:30 三楼会议室 评审会", "m: 2029-03-05 9:30-10:30 3楼会议室 评审会"] {
            let taken = try machine.banshi("add", line)
            #expect(taken.code == 77 && taken.error.contains("周例会"), "\(line): \(taken.code) \(taken.error)\(taken.out)")
        }
        let tried = try machine.banshi("add", "--dry-run", "m: 2026-12-07 9:30-10:30 三楼会议室 评审会")
        #expect(tried.code == 77 && tried.error.contains("周例会"), "a dry run: \(tried.code) \(tried.error)\(tried.out)")
        let entries = try machine.banshi("verify", "--json").object["entries"] as? Int
        #expect(try machine.banshi("add", "--dry-run", "m: 2029-03-05 10:00-11:00 三楼会议室 评审会").code == 0)
        #expect(try machine.banshi("verify", "--json").object["entries"] as? Int == entries)
        #expect(try machine.banshi("add", "m: 2029-03-05 10:00-11:00 三楼会议室 评审会").code == 0)
        #expect(try machine.banshi("add", "m: 2029-03-05 9:30-10:30 市政府三楼会议室 协调会").code == 0)
        #expect(try machine.banshi("add", "m: 2029-03-05 9:30-10:30 三楼大会议室 协调会").code == 65)
        #expect(try machine.banshi("import", machine.folder + "/ours.ics", "--json").object["same"] as? Int == 1)
        #expect(try machine.banshi("import", machine.folder + "/ours.ics", "--rooms", "outside").code == 0)
        #expect(try machine.banshi("add", "m: 2026-12-07 9:30-10:30 三楼会议室 评审会").code == 0)
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `meetings of ours come back from a file as themselves, whichever office they went through`() throws {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("add", "m: 2026-12-07 9:00-10:00 三楼会议室 评审会").code == 0)
        #expect(try machine.banshi("add", "m: 每周三 14:00-15:00 三楼会议室 学习会").code == 0)
        let file = machine.folder + "/own.ics"
        #expect(try machine.banshi("export", "meetings", "-o", file).code == 0)
        let entries = try machine.banshi("verify", "--json").object["entries"] as? Int
        let back = try machine.banshi("import", file, "--json")
        #expect(back.code == 0 && back.object["same"] as? Int == 2 && back.object["taken"] as? Int == 0, "\(back)")
        #expect(try machine.banshi("verify", "--json").object["entries"] as? Int == entries)
        // Moved by an hour in another calendar; the room is not in its own way.
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let moved = text.replacingOccurrences(of: "20261207T020000Z", with: "20261207T030000Z")
            .replacingOccurrences(of: "20261207T010000Z", with: "20261207T013000Z")
        try #require(moved != text)
        try machine.write("moved.ics", moved)
        let changed = try machine.banshi("import", machine.folder + "/moved.ics", "--json")
        #expect(changed.code == 0 && changed.object["changed"] as? Int == 1 && changed.object["same"] as? Int == 1, "\(changed)")
        let agenda = try machine.banshi("agenda", "--from", "2026-12-07", "--to", "2026-12-08").out
        #expect(agenda.contains("09:30–11:00") && !agenda.contains("09:00–10:00"), "\(agenda)")
        // A series is changed where it was made.
        try machine.write("series.ics", text.replacingOccurrences(of: "学习会", with: "读书会"))
        let series = try machine.banshi("import", machine.folder + "/series.ics")
        #expect(series.code == 65 && series.error.contains("读书会"), "\(series)")
        // In another office the same handle is another meeting.
        let other = try Machine()
        try other.setUp()
        #expect(try other.banshi("add", "m: 2026-12-08 9:00-10:00 三楼会议室 例会").code == 0)
        let taken = try other.banshi("import", file, "--json")
        #expect(taken.code == 0 && taken.object["taken"] as? Int == 2, "\(taken)")
        #expect(try other.banshi("agenda", "--from", "2026-12-08", "--to", "2026-12-09").out.contains("例会"))
    }

    @Test func `a typed mark is refused at the command line too`() throws {
        let machine = try Machine()
        try machine.setUp()
        let refused = try machine.banshi("add", "机密★5年 转办某件")
        #expect(refused.code == 77 && refused.error.contains("报告保密员") || refused.error.contains("secrecy officer"), "\(refused.error)")
        #expect(try machine.banshi("list", "tasks", "--json").object["total"] as? Int == 0)
    }

    @Test func `what one terminal did another asks for, and o opens the file`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("paper.txt", "云溪县水利局文件\n云水〔2026〕7号\n关于资金的请示\n云溪县人民政府：\n申请资金。\n")
        #expect(try machine.banshi("receive", machine.folder + "/paper.txt").code == 0)
        let first = try Screen(machine)
        try first.type("A")
        try first.type("核对清单")
        try first.press("Enter")
        try first.wait(for: "任务〔2026〕1号")
        let opened = machine.folder + "/opened"
        let opener = machine.folder + "/opener"
        try machine.write("opener", "#!/bin/sh\ncat \"$1\" > \(opened)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: opener)
        let second = try Screen(machine, columns: 80, rows: 24, further: ["BANSHI_OPEN": opener, "XDG_RUNTIME_DIR": machine.folder])
        try second.wait(for: "今日")
        try second.type("u")
        try second.wait { $0.contains("任务〔2026〕1号") && $0.contains("另一终端") }
        try second.type("2")
        try second.wait { !$0.contains("另一终端") }
        #expect(try machine.banshi("list", "tasks", "--json").object["total"] as? Int == 1)
        try second.type("2")
        try second.wait(for: "关于资金的请示")
        try second.type("o")
        try second.wait(for: "已打开")
        #expect(try String(contentsOfFile: opened, encoding: .utf8).contains("申请资金"))
        try second.type("u1")
        try second.wait(for: "已撤销")
        #expect(try machine.banshi("list", "tasks", "--json").object["total"] as? Int == 0)
        // Without a program the file is laid out and its place is named.
        let third = try Screen(machine, further: ["XDG_RUNTIME_DIR": machine.folder])
        try third.type("2")
        try third.wait(for: "关于资金的请示")
        try third.type("o")
        let said = try third.wait(for: "已存到 /")
        #expect(said.contains("paper.txt"))
    }
}
