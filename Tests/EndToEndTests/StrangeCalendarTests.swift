import Foundation
import Testing

/// Calendars of strangers, from the file to what an agenda, `show` and an export say of them.
@Suite(.serialized) struct StrangeCalendarTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        return machine
    }

    private func calendar(_ events: [[String]]) -> String {
        let lines = events.flatMap { ["BEGIN:VEVENT"] + $0 + ["END:VEVENT"] }
        return (["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR", ""]).joined(separator: "\r\n")
    }

    @Test func `a calendar in GB18030 keeps its titles, folded within a character too`() throws {
        let machine = try furnished()
        let title = "云溪县关于做好汛期值班工作的专题会议"
        let text = calendar([
            ["UID:a", "SUMMARY:\(title)", "LOCATION:县委党校礼堂", "DTSTART:20261124T090000"],
            ["UID:b", "SUMMARY:每周例会", "DTSTART:20261123T140000", "RRULE:FREQ=WEEKLY"],
        ])
        try machine.write("utf8.ics", text)
        let path = machine.folder + "/gb.ics"
        // A fold after an odd byte stands within a character of two.
        let made = try Machine.run(
            "/bin/sh",
            [
                "-c",
                "iconv -f UTF-8 -t GB18030 \(machine.folder)/utf8.ics | LC_ALL=C sed 's/^\\(SUMMARY:.............\\)\\(.\\)/\\1\\r\\n \\2/' > \(path)",
            ])
        #expect(made.code == 0, "\(made.error)")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(String(data: bytes, encoding: .utf8) == nil && bytes.range(of: Data("\r\n ".utf8)) != nil)
        #expect(try machine.banshi("import", path).code == 0)
        let agenda = try machine.banshi("agenda", "--json").list
        #expect(agenda.compactMap { $0["title"] as? String } == ["每周例会", title])
        #expect(agenda.last?["place"] as? String == "县委党校礼堂")
        // What is kept is UTF-8, and comes back from its own export as it was.
        let exported = machine.folder + "/out.ics"
        #expect(try machine.banshi("export", "meetings", "-o", exported).code == 0)
        let again = try machine.banshi("import", exported, "--json")
        #expect(again.code == 0 && again.object["same"] as? Int == 2, "\(again.out)\(again.error)")
    }

    @Test func `what is wrong is named by line, what has no start is refused, and the export comes in again`() throws {
        let machine = try furnished()
        let text = calendar([
            ["UID:torn", "SUMMARY:规则坏", "DTSTART:20261124T090000", "RRULE:FREQ=WEEKLY;BYDAY=XX"],
            ["UID:back", "SUMMARY:反", "DTSTART:20261125T100000", "DTEND:20261125T090000"], ["UID:none", "SUMMARY:无始"],
        ])
        try machine.write("strange.ics", text)
        let taken = try machine.banshi("import", machine.folder + "/strange.ics", "--lang", "zh-Hans")
        #expect(taken.code == 65, "\(taken.out)\(taken.error)")
        for line in ["strange.ics:7: 重复规则无法识别", "strange.ics:13: 结束早于开始", "strange.ics:15: 事件没有可识别的开始时间"] {
            #expect(taken.error.contains(line), "\(line): \(taken.error)")
        }
        let exported = machine.folder + "/out.ics"
        #expect(try machine.banshi("export", "meetings", "-o", exported).code == 0)
        let again = try machine.banshi("import", exported, "--json")
        #expect(again.code == 0 && again.object["same"] as? Int == 2, "\(again.out)\(again.error)")
    }

    @Test func `a change made here outlasts the file it came in, an answer changes nothing, and an older letter is named`() throws {
        let machine = try furnished()
        func letter(_ method: String, _ sequence: Int, _ time: String) -> String {
            calendar([["UID:u", "SEQUENCE:\(sequence)", "SUMMARY:协调会", "DTSTART;TZID=Asia/Shanghai:20261203T\(time)", "DURATION:PT1H"]])
                .replacingOccurrences(of: "VERSION:2.0", with: "VERSION:2.0\r\nMETHOD:\(method)")
        }
        func start() throws -> String? { try machine.banshi("show", "g1", "--json").object["start"] as? String }
        for (name, method, sequence, time) in [
            ("first", "REQUEST", 1, "090000"), ("answer", "COUNTER", 2, "110000"), ("older", "REQUEST", 0, "080000"),
            ("newer", "REQUEST", 2, "150000"), ("end", "CANCEL", 3, "150000"),
        ] {
            try machine.write(name + ".ics", letter(method, sequence, time))
        }
        #expect(try machine.banshi("import", machine.folder + "/first.ics").code == 0)
        let answer = try machine.banshi("import", machine.folder + "/answer.ics", "--lang", "en")
        #expect(answer.code == 0 && answer.error.contains("an answer, not an invitation"), "\(answer.error)")
        let older = try machine.banshi("import", machine.folder + "/older.ics", "--lang", "en")
        #expect(older.code == 65 && older.error.contains("is older than what g1 says"), "\(older.error)")
        #expect(try start()?.hasPrefix("2026-12-03T09:00") == true)
        #expect(try machine.banshi("import", machine.folder + "/newer.ics").code == 0)
        #expect(try start()?.hasPrefix("2026-12-03T15:00") == true)
        #expect(try machine.banshi("import", machine.folder + "/end.ics").code == 0)
        #expect(try machine.banshi("show", "g1", "--json").object["status"] as? String == "cancelled")
    }

    @Test func `a series whose rule cannot be followed says so in agenda and show`() throws {
        let machine = try furnished()
        try machine.write(
            "series.ics",
            calendar([
                ["UID:lunar", "SUMMARY:希伯来历", "DTSTART:20261126T100000", "DURATION:PT1H", "RRULE:RSCALE=HEBREW;FREQ=YEARLY"],
                ["UID:weekly", "SUMMARY:周会", "DTSTART:20261109T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"],
            ]))
        #expect(try machine.banshi("import", machine.folder + "/series.ics").code == 0)
        let agenda = try machine.banshi("agenda", "--lang", "zh-Hans").out.split(separator: "\n")
        #expect(agenda.contains { $0.contains("希伯来历") && $0.contains("重复规则无法展开，仅显示首日") }, "\(agenda)")
        #expect(agenda.contains { $0.contains("周会") && !$0.contains("无法展开") })
        let items = try machine.banshi("agenda", "--json").list
        #expect(items.map { $0["unexpanded"] as? Bool } == [nil, true])
        let shown = try machine.banshi("show", "g1", "--lang", "zh-Hans").out
        #expect(shown.contains("2026-11-26 10:00") && shown.contains("重复规则无法展开"), "\(shown)")
        let object = try machine.banshi("show", "g1", "--json").object
        #expect(object["unexpanded"] as? Bool == true && (object["start"] as? String)?.hasPrefix("2026-11-26T10:00") == true)
        // A series that is followed shows its next date.
        let weekly = try machine.banshi("show", "g2", "--json").object
        #expect(weekly["unexpanded"] == nil && (weekly["start"] as? String)?.hasPrefix("2026-11-30T10:00") == true, "\(weekly)")
    }
}
