import Foundation
import Testing

/// What comes through the door in envelopes: mails, Maildirs, zips, containers; broken and hostile ones too.
@Suite(.serialized) struct IntakeTests {
    private static func letter(_ number: Int, _ title: String) -> String {
        "云溪县水利局文件\n云水〔2026〕\(number)号\n\(title)\n云溪县人民政府：\n　　请予支持。\n云溪县水利局\n2026年11月20日\n"
    }

    private func received(_ machine: Machine, _ path: String) throws -> (code: Int32, rows: [[String: Any]]) {
        let outcome = try machine.banshi("receive", machine.folder + "/" + path, "--json")
        return (outcome.code, outcome.list)
    }

    private func python(_ machine: Machine, _ script: String) throws {
        let outcome = try Machine.run("/usr/bin/env", ["python3", "-c", "import os; os.chdir('\(machine.folder)')\n" + script])
        #expect(outcome.code == 0, "\(outcome.error)")
    }

    @Test func `a paper of a pipe that is here already is sent through the pipe again, not from where it lay`() throws {
        let machine = try Machine()
        try machine.setUp()
        let text = "云溪县水利局文件\n云水〔2026〕7号\n关于资金的请示\n云溪县人民政府：\n申请资金。\n"
        #expect(try machine.banshi("receive", "-", input: text).code == 0)
        let again = try machine.banshi("receive", "-", "--lang", "en", input: text)
        #expect(again.out.contains("receive --again -.") && !again.out.contains("stdin"), "\(again.out)")
        #expect(try machine.banshi("receive", "-", "--json", input: text).list.first?["file"] as? String == "-")
    }

    @Test func `a table without a word of what it holds is offered only what a table can hold`() throws {
        let machine = try Machine()
        try machine.setUp()
        let asked = try machine.banshi("import", machine.folder + "/people.csv", "--lang", "en")
        #expect(asked.code == 64 && asked.error.contains("people, units") && !asked.error.contains("meetings"), "\(asked.error)")
    }

    @Test func `a mail is one matter, taken once, the original kept byte for byte`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            """
            from email.message import EmailMessage
            m = EmailMessage()
            m['From'] = '水利局 <slj@example.gov.cn>'
            m['Subject'] = '转发：请阅'
            m['Message-ID'] = '<once@example.gov.cn>'
            m.set_content('请查收附件。\\n', charset='gb18030')
            m.add_attachment('''\(Self.letter(7, "关于除险加固资金的请示"))'''.encode('gb18030'), maintype='text', subtype='plain', filename='请示.txt')
            m.add_attachment(b'\\x89PNG....', maintype='image', subtype='png', filename='照片.png')
            os.makedirs('mail/new'); os.makedirs('mail/cur'); os.makedirs('mail/tmp')
            open('mail/new/1.host', 'wb').write(bytes(m))
            open('mail/tmp/2.host', 'wb').write(b'From: half\\nSubject: half')
            m.replace_header('Subject', '又一次')
            open('mail/cur/3.host:2,S', 'wb').write(bytes(m))
            """)
        let first = try received(machine, "mail")
        #expect(first.code == 0)
        #expect(first.rows.compactMap { $0["result"] as? String } == ["taken", "duplicate"])
        let id = try #require(first.rows[0]["id"] as? String)
        let shown = try machine.banshi("show", id, "--json").object
        #expect(shown["title"] as? String == "关于除险加固资金的请示")
        let fields = try #require(shown["fields"] as? [String: Any])
        #expect(fields["reference"] as? String == "云水〔2026〕7号" && fields["channel"] as? String == "邮件")
        let enclosures = try #require(shown["enclosures"] as? [[String: Any]])
        #expect(Set(enclosures.compactMap { $0["name"] as? String }) == ["1.host", "请示.txt", "照片.png"])
        for enclosure in enclosures where enclosure["name"] as? String == "1.host" {
            let digest = try #require(enclosure["digest"] as? String)
            let kept = try Data(contentsOf: URL(fileURLWithPath: "\(machine.office)/files/\(digest.prefix(2))/\(digest)"))
            #expect(try kept == Data(contentsOf: URL(fileURLWithPath: machine.folder + "/mail/new/1.host")))
        }
        #expect(try machine.banshi("search", "除险加固", "--json").object["total"] as? Int == 1)
        // The mailbox itself is left as it was.
        #expect(FileManager.default.fileExists(atPath: machine.folder + "/mail/new/1.host"))
    }

    @Test func `a zip is a folder in an envelope`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            """
            import zipfile
            z = zipfile.ZipFile('one.zip', 'w', zipfile.ZIP_DEFLATED)
            z.writestr('通知.txt', '''\(Self.letter(8, "关于开展检查的函"))''')
            z.writestr('附件1.txt', '检查表')
            z.close()
            z = zipfile.ZipFile('loose.zip', 'w')
            z.writestr('甲/1.txt', '''\(Self.letter(9, "关于甲的函"))''')
            z.writestr('../../../../../../tmp/banshi-out.txt', '''\(Self.letter(10, "关于乙的函"))''')
            z.writestr('密.txt', '机密★5年\\n某文\\n')
            z.close()
            z = zipfile.ZipFile('paper.odt', 'w')
            z.writestr('mimetype', 'application/vnd.oasis.opendocument.text')
            z.writestr('content.xml', '<d><text:h>关于丙的函</text:h><text:p>云水〔2026〕11号</text:p></d>')
            z.close()
            z = zipfile.ZipFile('paper.ofd', 'w')
            z.writestr('OFD.xml', '<ofd:OFD/>')
            t = '<ofd:TextObject><ofd:TextCode>%s</ofd:TextCode></ofd:TextObject>'
            z.writestr('Doc_0/Pages/Page_10/Content.xml', '<p>' + t % '第十一页' + '</p>')
            z.writestr('Doc_0/Pages/Page_2/Content.xml', '<p>' + t % '云水〔2026〕12号' + t % '关于丁的函' + '</p>')
            z.close()
            """)
        let one = try received(machine, "one.zip")
        #expect(one.code == 0 && one.rows.count == 1 && one.rows[0]["title"] as? String == "关于开展检查的函")
        #expect((one.rows[0]["file"] as? String)?.hasSuffix("one.zip/通知.txt") == true)
        let id = try #require(one.rows[0]["id"] as? String)
        #expect((try machine.banshi("show", id, "--json").object["enclosures"] as? [Any])?.count == 2)
        let loose = try received(machine, "loose.zip")
        #expect(loose.code == 77)
        #expect(loose.rows.count { $0["result"] as? String == "taken" } == 2)
        #expect(!FileManager.default.fileExists(atPath: "/tmp/banshi-out.txt"))
        #expect(try received(machine, "paper.odt").rows.first?["reference"] as? String == "云水〔2026〕11号")
        #expect(try received(machine, "paper.ofd").rows.first?["reference"] as? String == "云水〔2026〕12号")
        let left = try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory()).filter { $0.hasPrefix("banshi-intake-") }
        #expect(left.isEmpty, "what was unpacked stays behind: \(left)")
    }

    @Test func `a paper that is here: the same, a new version, or another`() throws {
        let machine = try Machine()
        try machine.setUp()
        let body = String(repeating: "石桥水库除险加固工程自开工以来进展顺利，现申请后续资金。", count: 12)
        try machine.write("1.txt", Self.letter(30, "关于石桥水库资金的请示").replacingOccurrences(of: "请予支持。", with: body))
        try machine.write("2.txt", Self.letter(30, "关于石桥水库资金的请示").replacingOccurrences(of: "请予支持。", with: body + "金额更正。"))
        // A second scan: the number was not read, a few characters are wrong.
        try machine.write(
            "3.txt",
            Self.letter(30, "关于石桥水库资金的请示").replacingOccurrences(of: "云水〔2026〕30号\n", with: "").replacingOccurrences(of: "请予支持。", with: body)
                .replacingOccurrences(of: "现申请", with: "观申清"))
        try machine.write("4.txt", Self.letter(31, "关于石桥水库资金的请示"))
        let first = try #require(try received(machine, "1.txt").rows.first?["id"] as? String)
        #expect(try received(machine, "1.txt").rows.first?["result"] as? String == "duplicate")
        let changed = try received(machine, "2.txt").rows.first
        #expect(changed?["result"] as? String == "duplicate" && changed?["id"] as? String == first)
        let version = try machine.banshi("receive", "--new-version", machine.folder + "/2.txt", "--json").list.first
        #expect(version?["result"] as? String == "version" && version?["id"] as? String == first)
        #expect((try machine.banshi("show", first, "--json").object["enclosures"] as? [Any])?.count == 2)
        #expect(try machine.banshi("search", "金额更正", "--json").object["total"] as? Int == 1)
        let scan = try #require(try received(machine, "3.txt").rows.first)
        #expect(scan["result"] as? String == "taken")
        let similar = try #require(scan["similar"] as? [String: Any])
        #expect(similar["id"] as? String == first && (similar["percent"] as? Int ?? 0) >= 60)
        // The same title over other words is another paper.
        let other = try #require(try received(machine, "4.txt").rows.first)
        #expect(other["result"] as? String == "taken" && other["similar"] == nil)
        #expect(try machine.banshi("undo").code == 0)
    }

    @Test func `what is put into the drop folder is taken in while the desk runs, and nothing typed is disturbed`() throws {
        let machine = try Machine()
        try machine.setUp()
        let screen = try Screen(machine, columns: 80, rows: 24)
        try screen.wait(for: "1 今日")
        try screen.type("A写到一半")
        try screen.wait(for: "写到一半")
        try machine.write("office/drop/1.txt", Self.letter(40, "关于投放的函"))
        try machine.write("office/drop/.half.txt", "还没写完")
        let shown = try screen.wait(for: "2 收文 1")
        #expect(shown.contains("写到一半"))
        try screen.press("Enter")
        try screen.wait { !$0.contains("随手记 写到一半") }
        #expect(try machine.banshi("show", "m1", "--json").object["title"] as? String == "关于投放的函")
        let drop = machine.office + "/drop"
        #expect(try FileManager.default.contentsOfDirectory(atPath: drop).sorted() == [".half.txt", ".taken"])
        #expect(FileManager.default.fileExists(atPath: drop + "/.taken/2026-11-23/1.txt"))
        // What is refused stays, is said once, and is taken when it was put right.
        try machine.write("office/drop/坏.pdf", "no pdf")
        try screen.wait(for: "坏.pdf")
        #expect(FileManager.default.fileExists(atPath: drop + "/坏.pdf"))
        try machine.write("office/drop/坏.pdf", Self.letter(44, "关于补投的函"))
        try FileManager.default.moveItem(atPath: drop + "/坏.pdf", toPath: drop + "/好.txt")
        try screen.wait(for: "收件夹收到：云水〔2026〕44号")
    }

    @Test func `an urgent telegram dropped over an open form is heard, reached and late the next morning`() throws {
        let machine = try Machine()
        try machine.setUp()
        let screen = try Screen(machine, columns: 80, rows: 24)
        try screen.wait(for: "1 今日")
        try screen.press("2")
        try screen.type("+")
        try screen.wait(for: "文号")
        try screen.press("Tab", "Tab")
        try screen.type("写到一半的标题")
        try screen.wait(for: "写到一半")
        try machine.write(
            "office/drop/明电.txt",
            "特急·明电\n关于报送强降雪情况的紧急通知\n各县（市、区）人民政府：\n　　请将有关情况报告市政府总值班室。报告 今日16时前。\n临江市人民政府办公室\n2026年11月23日\n")
        let heard = try screen.wait(for: "16:00前")
        #expect(heard.contains("写到一半") && heard.contains("强降雪") && heard.contains("F10"), "\(heard)")
        try screen.press("F10")
        try screen.wait { $0.contains("▸") && $0.contains("强降雪") && !$0.contains("写到一半") }
        try screen.press("Escape")
        try screen.wait(for: "写到一半的标题")
        let first = try #require(try machine.banshi("today", "--json").list.first)
        #expect((first["due"] as? String)?.hasPrefix("2026-11-23T16:00") == true && (first["title"] as? String)?.contains("强降雪") == true)
        let later = try Machine.run(
            Machine.program, ["today", "--json", "--office", machine.office, "--at", "2026-11-24T08:30"], environment: Machine.environment)
        let chips = try #require(later.list.first { ($0["title"] as? String)?.contains("强降雪") == true }?["chips"] as? [String])
        #expect(chips.contains("overdue:1"))
        let read = try machine.banshi("recognize", machine.office + "/drop/.taken/2026-11-23/明电.txt", "--json").list
        let limit = try #require((read.first?["deadlines"] as? [[String: Any]])?.first)
        #expect(limit["due"] as? String == "2026-11-23T16:00" && limit["text"] as? String == "今日16时前")
    }

    @Test func `the drop folder is swept by receive`() throws {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("receive", "--json").list.isEmpty)
        try machine.write("office/drop/1.txt", Self.letter(41, "关于甲的函"))
        try machine.write("office/drop/2/正文.txt", Self.letter(42, "关于乙的函"))
        try machine.write("office/drop/2/附件.txt", "附表")
        try machine.write("office/drop/3.txt", "机密★5年\n某文\n")
        let swept = try machine.banshi("receive", "--json")
        #expect(swept.code == 77)
        #expect(swept.list.compactMap { $0["result"] as? String } == ["taken", "taken", "refused"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop").sorted() == [".taken", "3.txt"])
        // The same names may come again.
        try machine.write("office/drop/1.txt", Self.letter(43, "关于丙的函"))
        #expect(try machine.banshi("receive", "--json").list.first?["result"] as? String == "taken")
        let kept = try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop/.taken/2026-11-23").sorted()
        #expect(kept == ["1.txt", "2", "2-1.txt"])
    }

    @Test func `the secrecy door looks into every envelope`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            """
            import io, zipfile
            from email.message import EmailMessage
            secret = '机密★5年\\n某机关文件\\n某发〔2026〕1号\\n关于某事的通知\\n'
            inner = io.BytesIO()
            z = zipfile.ZipFile(inner, 'w'); z.writestr('甲/秘.txt', secret); z.close()
            outer = io.BytesIO()
            z = zipfile.ZipFile(outer, 'w'); z.writestr('包.zip', inner.getvalue()); z.close()
            def mail(name, fill):
                m = EmailMessage(); m['From'] = 'a@b.cn'; m['Subject'] = '请查收'; m.set_content('请查收\\n'); fill(m)
                open(name, 'wb').write(bytes(m)); return m
            mail('zip.eml', lambda m: m.add_attachment(outer.getvalue(), maintype='application', subtype='zip', filename='包.zip'))
            mail('html.eml', lambda m: m.add_alternative('<p>' + secret.replace('\\n', '</p><p>') + '</p>', subtype='html'))
            inside = mail('inside.tmp', lambda m: m.add_attachment(secret.encode(), maintype='text', subtype='plain', filename='1.txt'))
            mail('nested.eml', lambda m: m.add_attachment(inside))
            os.makedirs('beside')
            open('beside/主.txt', 'w').write('''\(Self.letter(50, "关于甲的函"))''')
            open('beside/附件1.zip', 'wb').write(inner.getvalue())
            """)
        for path in ["zip.eml", "html.eml", "nested.eml", "beside"] {
            let outcome = try received(machine, path)
            #expect(outcome.code == 77 && outcome.rows.first?["secrecy"] as? String == "机密", "\(path): \(outcome)")
        }
        #expect(try machine.banshi("list", "--json").object["total"] as? Int == 0)
        let kept = FileManager.default.enumerator(atPath: machine.office + "/files")?.compactMap { $0 as? String } ?? []
        #expect(kept.allSatisfy { !$0.contains("/") }, "\(kept)")
    }

    @Test func `what is no paper is said, and a memo is no mail`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            """
            import zipfile
            z = zipfile.ZipFile('empty.zip', 'w'); z.writestr('空/', ''); z.close()
            os.makedirs('nothing')
            two = b'From a@b.cn Mon Nov 23\\nFrom: a@b.cn\\nSubject: 1\\n\\nx\\n\\n'
            open('mbox', 'wb').write(two + two)
            open('memo.txt', 'w').write('TO: 各科室\\nFROM: 办公室\\nDATE: 2026-11-20\\nSUBJECT: 值班安排\\n\\n请各科室于11月25日前报送。\\n')
            os.makedirs('box/new'); os.makedirs('box/cur')
            open('box/要紧.txt', 'w').write('''\(Self.letter(51, "关于要紧事的函"))''')
            """)
        for path in ["empty.zip", "nothing", "mbox"] {
            let outcome = try received(machine, path)
            #expect(outcome.code == 65 && outcome.rows.first?["result"] as? String == "refused", "\(path): \(outcome)")
        }
        let memo = try #require(try received(machine, "memo.txt").rows.first?["id"] as? String)
        let fields = try machine.banshi("show", memo, "--json").object["fields"] as? [String: Any]
        #expect(fields?["channel"] as? String == "文件夹")
        #expect(try received(machine, "box").rows.first?["reference"] as? String == "云水〔2026〕51号")
        #expect(try machine.banshi("receive", "--again", "--new-version", machine.folder + "/memo.txt").code == 64)
    }

    @Test func `attacks in envelopes are refused, and the rest goes on`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("in/0.txt", Self.letter(20, "关于甲的函"))
        try machine.write("in/9.txt", Self.letter(21, "关于乙的函"))
        try python(
            machine,
            """
            import zipfile
            z = zipfile.ZipFile('in/bomb.zip', 'w', zipfile.ZIP_DEFLATED)
            for i in range(4): z.writestr('%d.txt' % i, b'0' * (100 << 20))
            z.close()
            z = zipfile.ZipFile('in/many.zip', 'w')
            for i in range(2500): z.writestr('%d.txt' % i, b'0')
            z.close()
            open('in/torn.zip', 'wb').write(open('in/bomb.zip', 'rb').read()[:500])
            from email.message import EmailMessage
            m = EmailMessage()
            m['From'] = 'a@b.cn'; m['Subject'] = '二百个附件'
            for i in range(200): m.add_attachment(('第%d个附件' % i).encode(), maintype='text', subtype='plain', filename='%d.txt' % i)
            open('in/200.eml', 'wb').write(bytes(m))
            """)
        let outcome = try received(machine, "in")
        #expect(outcome.code == 65)
        let results = Dictionary(
            outcome.rows.map {
                (($0["file"] as? String ?? "").split(separator: "/").last.map(String.init) ?? "", $0["result"] as? String ?? "")
            },
            uniquingKeysWith: { $1 })
        #expect(
            results == [
                "0.txt": "taken", "9.txt": "taken", "200.eml": "taken", "bomb.zip": "refused", "many.zip": "refused", "torn.zip": "refused",
            ])
        #expect(try machine.banshi("search", "第150个附件", "--json").object["total"] as? Int == 1)
        #expect(try machine.banshi("verify", "--deep", "--json").object["ok"] as? Bool == true)
    }

    @Test func `papers of one batch know of each other, and each is told in its turn`() throws {
        let machine = try Machine()
        try machine.setUp()
        let body = String(repeating: "石桥水库除险加固工程自开工以来进展顺利，现申请后续资金。", count: 12)
        for index in 1...30 { try machine.write("in/\(String(format: "%02d", index)).txt", Self.letter(index, "关于第\(index)件事的函")) }
        // The same bytes, the same number in other words, a secret, and a scan that lost its number.
        try machine.write("in/03b.txt", Self.letter(3, "关于第3件事的函"))
        try machine.write("in/05b.txt", Self.letter(5, "关于第5件事的函（修订）"))
        try machine.write("in/07b.txt", "机密★5年\n某文\n")
        try machine.write("in/20x.txt", Self.letter(90, "关于石桥水库资金的请示").replacingOccurrences(of: "请予支持。", with: body))
        try machine.write(
            "in/21x.txt",
            Self.letter(90, "关于石桥水库资金的请示").replacingOccurrences(of: "云水〔2026〕90号\n", with: "")
                .replacingOccurrences(of: "请予支持。", with: body).replacingOccurrences(of: "现申请", with: "观申清"))
        let outcome = try machine.banshi("receive", "--placeholder", machine.folder + "/in", "--json")
        #expect(outcome.code == 77)
        let rows = outcome.list
        func row(_ name: String) -> [String: Any] { rows.first { ($0["file"] as? String)?.hasSuffix("/" + name) == true } ?? [:] }
        #expect(
            rows.compactMap { ($0["file"] as? String)?.split(separator: "/").last }.map(String.init).sorted()
                == rows.compactMap {
                    ($0["file"] as? String)?.split(separator: "/").last
                }.map(String.init))
        #expect(row("03b.txt")["result"] as? String == "duplicate" && row("03b.txt")["id"] as? String == row("03.txt")["id"] as? String)
        #expect(row("05b.txt")["result"] as? String == "duplicate" && row("05b.txt")["id"] as? String == row("05.txt")["id"] as? String)
        #expect(row("07b.txt")["reason"] as? String == "classified" && row("07b.txt")["id"] as? String == "m8")
        #expect(row("07.txt")["id"] as? String == "m7" && row("08.txt")["id"] as? String == "m9")
        #expect((row("21x.txt")["similar"] as? [String: Any])?["id"] as? String == row("20x.txt")["id"] as? String)
        #expect(try machine.banshi("search", "第17件事", "--json").object["total"] as? Int == 1)
        #expect(try machine.banshi("verify", "--deep", "--json").object["ok"] as? Bool == true)
        // One gesture: one undo takes all of it back, and once more it is all taken.
        #expect(try machine.banshi("undo").code == 0)
        #expect(try machine.banshi("list", "--json").object["total"] as? Int == 0)
        #expect(try received(machine, "in").rows.count { $0["result"] as? String == "taken" } == 32)
        #expect(try machine.banshi("verify", "--deep", "--json").object["ok"] as? Bool == true)
    }

    @Test func `an interrupted intake stops between two papers, says the sum, and the same command takes the rest`() throws {
        let machine = try Machine()
        try machine.setUp()
        for index in 1...400 { try machine.write("in/\(index).txt", Self.letter(index, "关于第\(index)件事的函")) }
        let script =
            "\(Machine.program) receive \(machine.folder)/in --office \(machine.office) >\(machine.folder)/out 2>\(machine.folder)/err & p=$!; "
            + "while [ ! -s \(machine.folder)/out ]; do :; done; kill -INT $p; wait $p; echo code $?"
        let outcome = try Machine.run("/bin/bash", ["-c", "set -m; " + script])
        #expect(outcome.out.contains("code 130"), "\(outcome)")
        let said = try String(contentsOfFile: machine.folder + "/err", encoding: .utf8)
        let told = try String(contentsOfFile: machine.folder + "/out", encoding: .utf8).split(separator: "\n").count
        #expect(said.contains("\(told)") && said.contains("400"), "\(said) \(told)")
        let kept = try machine.banshi("list", "--json").object["total"] as? Int
        #expect(kept == told && told < 400)
        #expect(try received(machine, "in").rows.count { $0["result"] as? String == "taken" } == 400 - told)
        #expect(try machine.banshi("verify", "--deep", "--json").object["ok"] as? Bool == true)
    }

    @Test func `a folder dropped on the desk is taken in while the desk goes on, until Esc`() throws {
        let machine = try Machine()
        try machine.setUp()
        for index in 1...1500 { try machine.write("box/\(index).txt", Self.letter(index, "关于第\(index)件事的函")) }
        let screen = try Screen(machine, columns: 100, rows: 24)
        try screen.wait(for: "1 今日")
        try FileManager.default.moveItem(atPath: machine.folder + "/box", toPath: machine.office + "/drop/box")
        try screen.wait(for: "／1500 · Esc")
        // Keys are answered while it goes on.
        try screen.press("?")
        try screen.wait(for: "帮助 · 今日")
        try screen.press("Escape")
        try screen.wait { !$0.contains("帮助 · 今日") }
        try screen.press("Escape")
        try screen.wait(for: "处停下")
        let kept = try #require(try machine.banshi("list", "--json").object["total"] as? Int)
        #expect(kept > 0 && kept < 1500)
        #expect(FileManager.default.fileExists(atPath: machine.office + "/drop/box"))
        #expect(try machine.banshi("receive", "--json").list.count { $0["result"] as? String == "taken" } == 1500 - kept)
    }
}
