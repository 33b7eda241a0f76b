import Foundation
import Testing

/// Small files that cost much: each ends soon, says which limit it went over, and stops nothing else.
@Suite struct BudgetTests {
    private func python(_ machine: Machine, _ script: String) throws {
        let outcome = try Machine.run("/usr/bin/env", ["python3", "-c", "import os\nos.chdir('\(machine.folder)')\n" + script])
        guard outcome.code == 0 else { throw MachineFault(outcome.error) }
    }

    private static let letter = """
        云溪县财政局文件
        云财函〔2026〕61号
        关于报送项目的函
        县政府办公室：
        现将有关材料报送你单位，请于11月27日前反馈。
        云溪县财政局
        2026年11月20日

        """

    /// A zip of zips of zips: `wide` of them at each of `deep` levels, the innermost holding a paper.
    private static let tree = """
        import io, zipfile
        def tree(wide, deep):
            inner = io.BytesIO()
            z = zipfile.ZipFile(inner, 'w', zipfile.ZIP_DEFLATED)
            if deep == 0: z.writestr('来文.txt', '请支持\\n')
            else:
                body = tree(wide, deep - 1)
                for i in range(wide): z.writestr('%d.zip' % i, body)
            z.close()
            return inner.getvalue()

        """

    /// What lies in the folder for passing files.
    private func leftBehind(_ machine: Machine) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: machine.folder + "/tmp")) ?? []).filter { $0.hasPrefix("banshi-intake-") }
    }

    @Test func `a tree of envelopes ends soon and its neighbours are taken`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            Self.tree + """
                os.makedirs('in'); os.makedirs('tmp')
                open('in/a-tree.zip', 'wb').write(tree(20, 3))
                from email.message import EmailMessage
                m = EmailMessage(); m['From'] = 'a@b.cn'; m['Subject'] = '请查收'; m.set_content('请查收\\n')
                m.add_attachment(tree(20, 3), maintype='application', subtype='zip', filename='包.zip')
                open('in/b-tree.eml', 'wb').write(bytes(m))
                z = zipfile.ZipFile('in/c-many.zip', 'w')
                for i in range(2100): z.writestr('%d.txt' % i, '')
                z.close()
                open('in/d.txt', 'w').write('''\(Self.letter)''')
                """)
        let begun = ContinuousClock.now
        let environment = Machine.environment.merging(["TMPDIR": machine.folder + "/tmp"]) { $1 }
        let outcome = try machine.banshi("receive", machine.folder + "/in", "--json", environment: environment)
        #expect(ContinuousClock.now - begun < .seconds(60))
        let rows = outcome.list
        func why(_ name: String) -> String { rows.first { ($0["file"] as? String ?? "").hasSuffix(name) }?["reason"] as? String ?? "" }
        #expect(why("a-tree.zip").contains("200"), "\(rows)")
        #expect(why("b-tree.eml").contains("200"), "\(rows)")
        #expect(why("c-many.zip").contains("2000"), "\(rows)")
        #expect(rows.filter { $0["result"] as? String == "taken" }.count == 1, "\(rows)")
        #expect(rows.count == 4)
        #expect(leftBehind(machine) == [])
    }

    @Test func `the desk answers keys while a tree of envelopes lies in the drop folder`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            Self.tree + """
                os.makedirs('office/drop', exist_ok=True)
                open('office/drop/1-tree.zip', 'wb').write(tree(20, 3))
                open('office/drop/2.txt', 'w').write('''\(Self.letter)''')
                for name in os.listdir('office/drop'): os.utime('office/drop/' + name, (1, 1))
                """)
        let screen = try Screen(machine)
        try screen.wait(for: "1 今日")
        let begun = ContinuousClock.now
        try screen.press("F1")
        try screen.wait(for: "帮助 · 今日")
        #expect(ContinuousClock.now - begun < .seconds(3))
        try screen.press("Escape")
        // The paper beside it is taken although it is not.
        try screen.wait(for: "关于报送项目的函")
        #expect(FileManager.default.fileExists(atPath: machine.office + "/drop/1-tree.zip"))
    }

    /// A calendar of one event a rule, each under its own name.
    private static func calendar(_ rules: [String], zone: String = "", tzid: String = "") -> String {
        let events = rules.enumerated().map { index, rule in
            "BEGIN:VEVENT\r\nUID:e\(index)\r\nSUMMARY:第\(index)项\r\nDTSTART\(tzid):20261123T140000\r\n\(rule)END:VEVENT\r\n"
        }
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + zone + events.joined() + "END:VCALENDAR\r\n"
    }

    @Test func `a calendar that comes round by the second is refused by name, and what stands beside it is taken`() throws {
        let machine = try Machine()
        try machine.setUp()
        let zone = """
            BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r
            RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n
            """
        try machine.write("zone.ics", Self.calendar([""], zone: zone, tzid: ";TZID=X"))
        let rules = [
            "RRULE:FREQ=SECONDLY\r\n", "", "RRULE:FREQ=DAILY;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17\r\n",
            "RRULE:FREQ=WEEKLY\r\n",
        ]
        try machine.write("rules.ics", Self.calendar(rules))
        let begun = ContinuousClock.now
        let outcome = try machine.banshi("import", machine.folder + "/zone.ics", machine.folder + "/rules.ics", "--lang", "en", "--json")
        #expect(outcome.code == 65)
        let reports = outcome.list
        #expect(reports.map { $0["refused"] as? Int } == [1, 2], "\(outcome)")
        #expect(reports.map { $0["taken"] as? Int } == [0, 2], "\(outcome)")
        #expect(outcome.out.contains("by the hour or faster"))
        let agenda = try machine.banshi("agenda", "--from", "2026-11-23", "--to", "2026-12-01", "--json")
        #expect(agenda.list.compactMap { $0["title"] as? String } == ["第1项", "第3项", "第3项"])
        #expect(ContinuousClock.now - begun < .seconds(20))
    }

    @Test func `an agenda of too many occurrences is cut and says so`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("many.ics", Self.calendar((0..<6).map { _ in "RRULE:FREQ=DAILY;BYHOUR=8,9,10,11,12,13,14,15\r\n" }))
        #expect(try machine.banshi("import", machine.folder + "/many.ics").code == 0)
        let agenda = try machine.banshi("agenda", "--from", "2026-11-23", "--to", "2036-11-23", "--lang", "en", "--json")
        #expect(agenda.code == 0)
        #expect(agenda.list.count <= 20_000)
        #expect(agenda.error.contains("Ask for fewer days"), "\(agenda.error)")
    }

    @Test func `what lies too deep and what grows too large stay in the drop folder, by name, and the rest is taken`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            Self.tree + """
                os.makedirs('office/drop', exist_ok=True); os.makedirs('tmp')
                open('office/drop/a-deep.zip', 'wb').write(tree(1, 12))
                z = zipfile.ZipFile('office/drop/b-large.zip', 'w', zipfile.ZIP_DEFLATED)
                for i in range(5): z.writestr('%d.txt' % i, bytes(64 << 20))
                z.close()
                open('office/drop/c.txt', 'w').write('''\(Self.letter)''')
                """)
        let environment = Machine.environment.merging(["TMPDIR": machine.folder + "/tmp"]) { $1 }
        let outcome = try machine.banshi("receive", "--lang", "en", "--json", environment: environment)
        let rows = outcome.list
        func why(_ part: String) -> String { rows.first { ($0["file"] as? String ?? "").contains(part) }?["reason"] as? String ?? "" }
        #expect(why("a-deep.zip").contains("8 deep"), "\(rows)")
        #expect(why("b-large.zip").contains("300 MB"), "\(rows)")
        #expect(rows.filter { $0["result"] as? String == "taken" }.count == 1, "\(rows)")
        let left = try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop").sorted()
        #expect(left == [".taken", "a-deep.zip", "b-large.zip"])
        #expect(leftBehind(machine) == [])
    }

    @Test func `a theme of aliases is refused by its line`() throws {
        let machine = try Machine()
        try machine.setUp()
        var theme = "scheme: x\nbase00: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            theme += "base0\(level): &a\(level) [" + [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        try machine.write("bomb.yaml", theme)
        try machine.write("deep.yaml", String(repeating: "[", count: 100_000))
        let begun = ContinuousClock.now
        let bomb = try machine.banshi("theme", "check", machine.folder + "/bomb.yaml", "--lang", "en")
        #expect(bomb.code == 65 && (bomb.out + bomb.error).contains("*a0"), "\(bomb)")
        let deep = try machine.banshi("theme", "check", machine.folder + "/deep.yaml", "--lang", "en")
        #expect(deep.code == 65 && (deep.out + deep.error).contains("64 deep"), "\(deep)")
        #expect(ContinuousClock.now - begun < .seconds(5))
    }

    @Test func `a table with a cell of megabytes gives its other rows`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("t.csv", "标题,文号\n关于甲的函,云财函〔2026〕71号\n关于乙的函,\(String(repeating: "长", count: 1 << 20))\n关于丙的函,云财函〔2026〕73号\n")
        let outcome = try machine.banshi("import", machine.folder + "/t.csv", "--into", "inbound", "--lang", "en", "--json")
        #expect(outcome.code == 65)
        #expect(outcome.out.contains("256 KB"), "\(outcome.out.prefix(2_000))")
        #expect(try machine.banshi("list", "inbound", "--json").object["total"] as? Int == 2)
    }

    @Test func `an invitation whose clock never stops keeps no desk waiting`() throws {
        let machine = try Machine()
        try machine.setUp()
        let zone = """
            BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r
            RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n
            """
        try machine.write("zone.ics", Self.calendar(["RRULE:FREQ=SECONDLY\r\n"], zone: zone, tzid: ";TZID=X"))
        try python(
            machine,
            """
            from email.message import EmailMessage
            m = EmailMessage(); m['From'] = 'a@b.cn'; m['Subject'] = '关于召开调度会的邀请'; m.set_content('请准时参加\\n')
            m.add_attachment(open('zone.ics', 'rb').read(), maintype='text', subtype='calendar', filename='邀请.ics')
            open('invitation.eml', 'wb').write(bytes(m))
            """)
        #expect(try machine.banshi("receive", machine.folder + "/invitation.eml").code == 0)
        let screen = try Screen(machine)
        try screen.wait(for: "1 今日")
        try screen.press("2")
        try screen.wait(for: "关于召开调度会的邀请")
        let begun = ContinuousClock.now
        try screen.press("F1")
        try screen.wait(for: "帮助")
        #expect(ContinuousClock.now - begun < .seconds(4))
        // The form waits for it no longer than it is read.
        try screen.press("Escape")
        try screen.wait("the help to close") { !$0.contains("帮助 ·") }
        try screen.type("m")
        try screen.wait(for: "─ 会议 ─")
    }
}
