import Foundation
import Testing

/// Every way words come into an office: each carries a mark with a word of its own beside it, and none of these words is found afterwards in
/// the raw bytes of the office, the folders for temporary files, the user's settings and home (J13).
@Suite(.serialized) struct DoorTests {
    /// A way in: what it is called and what is run. `MARK` and `WORD` stand for the mark and its word.
    private struct Way {
        let name: String
        var files: [(path: String, text: String)] = []
        let arguments: [String]
        var input: String?

        init(_ name: String, _ arguments: String..., file: (String, String)? = nil, beside: (String, String)? = nil, input: String? = nil) {
            self.name = name
            self.arguments = arguments
            self.input = input
            files = [file, beside].compactMap { $0 }
        }
    }

    private static func event(_ lines: String) -> String {
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:WORD\r\nDTSTAMP:20261101T000000Z\r\n"
            + "DTSTART:20261125T010000Z\r\nDTEND:20261125T020000Z\r\n\(lines)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    }

    private static func letter(_ number: Int, _ head: String = "机密★10年\n", about: String = "WORD") -> String {
        head + "云溪县财政局\n云财函〔2026〕\(number)号\n关于\(about)的函\n县政府办公室：\n　　内容\(about)。\n云溪县财政局\n2026年11月20日\n"
    }

    private static let plain = [
        Way("capture", "add", "MARK 审阅WORD"), Way("label", "add", "审阅WORD 密级:机密"),
        Way("label and term", "add", "审阅WORD 密级:机密 保密期限:10年"), Way("invisible", "add", "机\u{200B}密★ 审阅WORD"),
        Way("apart", "add", "审阅WORD 机·密★"), Way("brackets", "add", "审阅WORD 机密（10年）"),
        Way("meeting", "add", "m: 后天9-10点 三楼会议室 MARK WORD"), Way("oral", "add", "说: 李卫东 让我 周三前 报WORD MARK"),
        Way("promise", "add", "诺: 李女士 今天17:00前 回WORD MARK"), Way("by hand", "add", "收: 财政局 12 关于WORD的通知 MARK"),
        Way("urgent", "add", "急: WORD MARK"), Way("proposal", "do", "m1", "propose", "--set", "leader=王建国", "--note", "MARK WORD"),
        Way("dispatch", "do", "m3", "dispatch", "--set", "target=财政局", "--set", "limit=5个工作日", "--note", "MARK WORD"),
        Way("instruction", "do", "m1", "back", "--set", "who=王建国", "--set", "words=MARK WORD"),
        Way("amendment", "amend", "m3", "remark=MARK WORD"),
        Way("result", "do", "m3", "conclude", "--set", "result=MARK WORD"),
        Way("reason", "do", "m3", "bringup", "--set", "day=后天", "--set", "reason=MARK WORD"),
        Way("evidence", "do", "m3", "putaway", "--evidence", "MARK WORD"), Way("erasure", "erase", "m3", "--reason", "MARK WORD"),
        Way("person", "people", "add", "MARK WORD"), Way("post", "people", "set", "周明远", "职务=MARK WORD"),
        Way("unit", "units", "add", "MARK WORD"), Way("telephone", "units", "set", "财政局", "电话=MARK WORD"),
        Way("place", "places", "add", "MARK WORD"), Way("circle", "circles", "set", "MARK WORD", "周明远"),
        Way("letterhead", "report", "header", "MARK WORD"), Way("call", "chase", "log", "m2", "--with", "MARK WORD", "--answer", "已知"),
        Way("loan", "loans", "lend", "m1", "--to", "MARK WORD", "--approver", "周明远"),
        Way("correction", "archive", "correct", "m1", "MARK WORD"),
        Way("people's table", "people", "import", "a.csv", file: ("a.csv", "姓名,职务\n刘一,MARK WORD\n")),
        Way("people's level", "people", "import", "b.csv", file: ("b.csv", "姓名,密级\nWORD,机密\n")),
        Way("units' table", "units", "import", "c.csv", file: ("c.csv", "名称\nMARK WORD\n")),
        Way("title in a table", "import", "d.csv", "--into", "tasks", file: ("d.csv", "标题\nMARK WORD\n")),
        Way("remark in a table", "import", "e.csv", "--into", "tasks", file: ("e.csv", "标题,备注\n某事一,MARK WORD\n")),
        Way("level in a table", "import", "f.csv", "--into", "tasks", file: ("f.csv", "标题,密级\nWORD,机密\n")),
        Way("papers' table", "import", "g.csv", "--into", "inbound", file: ("g.csv", "标题,来文单位\nMARK WORD,财政局\n")),
        Way("rules", "routing", "import", "r.yaml", file: ("r.yaml", "- name: MARK WORD\n  when: {from: 财政局}\n  then: {target: 周明远}\n")),
        Way("rules checked", "routing", "check", "s.yaml", file: ("s.yaml", "- name: MARK WORD\n  when: {from: 财政局}\n")),
        Way("register checked", "register", "check", "w.yaml", file: ("w.yaml", "id: cars\nname: MARK WORD\n")),
        Way("register previewed", "register", "preview", "v.yaml", file: ("v.yaml", "id: cars\nname: {zh: 用车, en: MARK WORD}\n")),
        Way("register adopted", "register", "adopt", "u.yaml", file: ("u.yaml", "id: cars\ncapture: [车, MARK WORD]\n")),
        Way("summary", "import", "a.ics", file: ("a.ics", event("SUMMARY:MARK WORD"))),
        Way("description", "import", "b.ics", file: ("b.ics", event("SUMMARY:例会\r\nDESCRIPTION:第一行\\nMARK WORD"))),
        Way("folded", "import", "c.ics", file: ("c.ics", event("SUMMARY:例会\r\nDESCRIPTION:WORD 机\r\n 密\r\n ★10年"))),
        Way(
            "quoted-printable", "import", "q.ics",
            file: ("q.ics", event("SUMMARY;ENCODING=QUOTED-PRINTABLE:=E6=9C=BA=E5=AF=86=\r\n=E2=98=85 WORD"))),
        Way("location", "import", "d.ics", file: ("d.ics", event("SUMMARY:例会\r\nLOCATION:MARK WORD"))),
        Way("attendee", "import", "e.ics", file: ("e.ics", event("SUMMARY:例会\r\nATTENDEE;CN=\"MARK WORD\":mailto:a@b.cn"))),
        Way("paper", "receive", "1.txt", file: ("1.txt", letter(21))),
        Way("paper with a label", "receive", "2.txt", file: ("2.txt", letter(22, "密级：秘密 紧急程度：特急\n"))),
        Way("name of a file", "receive", "MARK WORD.txt", file: ("MARK WORD.txt", letter(23, "", about: "乙"))),
        Way("web page", "receive", "4.html", file: ("4.html", "<html><body><p>机密★10年</p><p>WORD</p></body></html>")),
        Way("attachment", "receive", "5", file: ("5/主.txt", letter(24, "", about: "丙")), beside: ("5/附件1.txt", "机密★10年\nWORD\n")),
        Way(
            "name of an attachment", "receive", "6", file: ("6/主.txt", letter(25, "", about: "丁")), beside: ("6/附件1 MARK WORD.txt", "附表\n")),
        Way("standard input", "receive", "-", input: letter(26)),
        Way("Maildir", "receive", "md", file: ("md/new/1", "From: a@b.cn\nSubject: 请查收\n\n机密★10年\nWORD\n"), beside: ("md/cur/.keep", "")),
        Way(
            "subject", "receive", "1.eml",
            file: ("1.eml", "From: a@b.cn\nSubject: 机密★10年 WORD\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n请查收\n")),
        Way("foot of a paper", "receive", "28.txt", file: ("28.txt", letter(28, "") + String(repeating: "　　内容。\n", count: 30) + "MARK\n")),
        Way(
            "sentence far down", "receive", "29.txt",
            file: ("29.txt", letter(29, "", about: "戊") + String(repeating: "　　内容。\n", count: 30) + "本件密级为机密★10年，WORD请妥为保管。\n")),
        Way("folder of a paper", "receive", "MARK WORD夹/30.txt", file: ("MARK WORD夹/30.txt", letter(30, "", about: "己"))),
        Way("folder of a table", "import", "MARK WORD表/h.csv", "--into", "tasks", file: ("MARK WORD表/h.csv", "标题\n某事三\n")),
        Way("name of a table", "import", "MARK WORD.csv", "--into", "tasks", file: ("MARK WORD.csv", "标题\n某事二\n")),
        Way("name of a calendar", "import", "密级：机密 WORD.ics", file: ("密级：机密 WORD.ics", event("SUMMARY:例会"))),
        Way(
            "name within a calendar", "import", "g.ics", file: ("g.ics", event("SUMMARY:例会").replacing("PRODID:x", with: "NAME:MARK WORD"))),
        Way(
            "keywords", "receive", "9.eml",
            file: (
                "9.eml",
                "From: a@b.cn\nSubject: WORD\nKeywords: 机密★10年\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n请查收\n"
            )),
        Way("kind of paper", "receive", "31.txt", file: ("31.txt", letter(31, "机密文件\n"))),
        Way("kind of paper with a care", "receive", "32.txt", file: ("32.txt", letter(32, "绝密文件 注意保管\n"))),
        Way("level in a name", "receive", "机密WORD.txt", file: ("机密WORD.txt", letter(33, "", about: "庚"))),
        Way("level in a name, traditional", "receive", "機密WORD.txt", file: ("機密WORD.txt", letter(34, "", about: "辛"))),
        Way("label in a name", "receive", "密级机密 WORD.txt", file: ("密级机密 WORD.txt", letter(35, "", about: "壬"))),
        Way("turned signs", "receive", "36.txt", file: ("36.txt", letter(36, "\u{202E}密机\u{202C}\n"))),
        Way("looks of a terminal", "receive", "37.txt", file: ("37.txt", letter(37, "机\u{1B}[0m密★10年\n"))),
        Way("unit with a level", "units", "add", "WORD（机密）局"), Way("place with a level", "places", "add", "WORD（机密）室"),
        Way("evidence of an undo", "undo", "--evidence", "MARK WORD"),
        Way("circle with a level", "circles", "set", "WORD（机密）圈", "周明远"),
        Way("from a unit with a level", "add", "收: WORD（机密）局 12 关于某事的通知"),
        Way("folder", "receive", "机密★", file: ("机密★/30.txt", letter(30, ""))),
        Way("drop folder", "receive", file: ("office/drop/1.txt", letter(27))),
    ]

    /// Containers, made by a script: `WORD0`, `WORD1` … are the words of those that follow.
    private static let packed = [
        "member.zip", "name.zip", "nested.zip", "paper.odt", "paper.docx", "attached.eml", "named.eml", "sender.eml", "zipped.eml",
        "folder.zip", "remark.zip",
        "clash.eml", "torn.eml", "locked.eml", "nameless.eml",
    ]
    private static let script = """
        import io, sys, zipfile
        from email.message import EmailMessage
        words = sys.argv[1:]
        def letter(word): return '机密★10年\\n云溪县财政局\\n云财函〔2026〕88号\\n关于%s的函\\n县政府办公室：\\n　　内容%s。\\n' % (word, word)
        def packed(*members):
            b = io.BytesIO(); z = zipfile.ZipFile(b, 'w', zipfile.ZIP_DEFLATED)
            for name, text in members: z.writestr(name, text)
            z.close(); return b.getvalue()
        def mail(name, sender='a@b.cn', attached=None):
            m = EmailMessage(); m['From'] = sender; m['Subject'] = '请查收'; m['Message-ID'] = '<%s@x>' % name; m.set_content('请查收\\n')
            if attached: m.add_attachment(attached[1], maintype='application', subtype='octet-stream', filename=attached[0])
            return bytes(m)
        def write(name, data): open(name, 'wb').write(data)
        write('member.zip', packed(('通知.txt', letter(words[0]))))
        write('name.zip', packed(('机密★10年 %s.txt' % words[1], '附表')))
        write('nested.zip', packed(('内.zip', packed(('通知.txt', letter(words[2]))))))
        O = 'urn:oasis:names:tc:opendocument:xmlns:'
        write('paper.odt', packed(('mimetype', 'application/vnd.oasis.opendocument.text'), ('content.xml',
            '<o:document-content xmlns:o="%soffice:1.0" xmlns:t="%stext:1.0"><o:body><o:text>' % (O, O)
            + ''.join('<t:p>%s</t:p>' % line for line in letter(words[3]).split('\\n')) + '</o:text></o:body></o:document-content>')))
        T = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
        write('paper.docx', packed(('[Content_Types].xml', T), ('word/document.xml',
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            + ''.join('<w:p><w:r><w:t>%s</w:t></w:r></w:p>' % line for line in letter(words[4]).split('\\n')) + '</w:body></w:document>')))
        write('attached.eml', mail('1', attached=('a.txt', letter(words[5]).encode())))
        write('named.eml', mail('2', attached=('机密★10年 %s.txt' % words[6], b'1')))
        write('sender.eml', mail('3', sender='"机密★10年 %s" <a@b.cn>' % words[7]))
        plain = letter('@').replace('机密★10年\\n', '').replace('88', '89')
        write('folder.zip', packed(('机密★目录/甲.txt', plain.replace('@', words[9]))))
        b = io.BytesIO(packed(('甲.txt', plain.replace('@', words[10])))); z = zipfile.ZipFile(b, 'a'); z.comment = '机密★10年'.encode(); z.close()
        write('remark.zip', b.getvalue())
        write('zipped.eml', mail('4', attached=('包.zip', packed(('内.zip', packed(('甲/乙.txt', letter(words[8]))))))))
        # A file that bears the name of a folder, a damaged member and one under a password: the others are looked at all the same.
        write('clash.eml', mail('5', attached=('包.zip', packed(('通知.txt', letter(words[11])), ('甲', '附表'), ('甲/乙.txt', '附表')))))
        torn = bytearray(packed(('a.txt', ''.join(chr(0x4e00 + i * i % 999) for i in range(300))), ('通知.txt', letter(words[12]))))
        torn[40:44] = b'\\xff' * 4
        write('torn.eml', mail('6', attached=('包.zip', bytes(torn))))
        locked = bytearray(packed(('a.txt', '附表'), ('通知.txt', letter(words[13]))))
        locked[6] |= 1
        locked[locked.index(b'PK\\x01\\x02') + 8] |= 1
        write('locked.eml', mail('7', attached=('包.zip', bytes(locked))))
        nameless = packed(('通知.txt', letter(words[14]))).replace('通'.encode(), b'\\xff\\xfe\\xfd')
        write('nameless.eml', mail('8', attached=('包.zip', nameless)))
        """

    private struct House {
        let machine: Machine
        let environment: [String: String]
        var inside: String { machine.folder + "/in" }

        init() throws {
            machine = try Machine()
            for name in ["in", "tmp", "home", "config"] {
                try FileManager.default.createDirectory(atPath: machine.folder + "/" + name, withIntermediateDirectories: true)
            }
            let folder = machine.folder
            environment = Machine.environment.merging([
                "TMPDIR": folder + "/tmp", "HOME": folder + "/home", "XDG_CONFIG_HOME": folder + "/config",
            ]) { $1 }
            try machine.setUp()
            try FileManager.default.createDirectory(atPath: machine.office + "/drop", withIntermediateDirectories: true)
            for number in 1...3 {
                try machine.write("in/p\(number).txt", DoorTests.letter(number, "", about: "甲事\(number)"))
                #expect(try machine.banshi("receive", inside + "/p\(number).txt").code == 0)
                #expect(try machine.banshi("do", "m\(number)", "register").code == 0)
            }
            let dispatched = try machine.banshi("do", "m2", "dispatch", "--set", "target=财政局", "--set", "limit=5个工作日")
            #expect(dispatched.code == 0, "\(dispatched)")
        }

        func run(_ arguments: [String], input: String? = nil) throws -> Machine.Outcome {
            try Machine.run(Machine.program, arguments + ["--office", machine.office], environment: environment, input: input)
        }

        /// The words found in the raw bytes of what is kept, each with its place.
        func found(_ words: [String]) throws -> [String] {
            var found: [String] = []
            for part in ["office", "tmp", "home", "config"] {
                for name in try FileManager.default.subpathsOfDirectory(atPath: machine.folder + "/" + part) {
                    let path = machine.folder + "/" + part + "/" + name
                    guard !path.hasPrefix(machine.office + "/drop/") else { continue }
                    let data = FileManager.default.contents(atPath: path) ?? Data()
                    found += words.filter { name.contains($0) || data.range(of: Data($0.utf8)) != nil }.map {
                        $0 + " in " + part + "/" + name
                    }
                }
            }
            return found
        }
    }

    @Test func `an office is not made with a marked word, and makes a folder only for a name that is none`() throws {
        let machine = try Machine()
        let words: [[String]] = [
            [machine.office, "--name", "机密★10年 甲办"], [machine.office, "--name", "甲办（机密）"],
            [machine.office, "--name", "甲办", "--person", "机密★ 张敏"], [machine.folder + "/机密★10年", "--name", "甲办"],
        ]
        for words in words {
            let outcome = try Machine.run(Machine.program, ["init"] + words)
            #expect(outcome.code == 77, "\(words): \(outcome)")
            #expect(!FileManager.default.fileExists(atPath: words[0]), "\(words)")
        }
        // A group that does not exist is a word of the command line and kept nowhere.
        #expect(try Machine.run(Machine.program, ["init", machine.office, "--name", "甲办", "--group", "机密★"]).code == 64)
        let cleared = try Machine.run(
            Machine.program, ["init", machine.office, "--name", "机密★10年 甲办", "--declassified", "虚警；张敏"])
        #expect(cleared.code == 0 && cleared.out.contains("甲办"), "\(cleared)")
    }

    @Test func `no way in lets a marked word stay`() throws {
        let house = try House()
        let machine = house.machine
        var words: [String] = []
        func next() -> String {
            words.append("qzx\(words.count + 10)vk")
            return words[words.count - 1]
        }
        for way in DoorTests.plain {
            let word = next()
            func filled(_ text: String) -> String { text.replacing("MARK", with: "机密★10年").replacing("WORD", with: word) }
            for file in way.files {
                try machine.write(file.path.hasPrefix("office/") ? file.path : "in/" + filled(file.path), filled(file.text))
            }
            if way.name == "Maildir" { try machine.write("in/md/tmp/.keep", "") }
            let known = Set(way.files.flatMap { file in [filled(file.path), String(filled(file.path).prefix { $0 != "/" })] })
            let arguments = way.arguments.map { known.contains(filled($0)) ? house.inside + "/" + filled($0) : filled($0) }
            let outcome = try house.run(arguments, input: way.input.map(filled))
            #expect(outcome.code == 77, "\(way.name): \(outcome)")
        }
        let inner = DoorTests.packed.map { _ in next() }
        let made = try Machine.run(
            "/usr/bin/env", ["python3", "-c", "import os\nos.chdir('\(house.inside)')\n" + DoorTests.script] + inner)
        guard made.code == 0 else { throw MachineFault(made.error) }
        for name in DoorTests.packed {
            let outcome = try house.run(["receive", house.inside + "/" + name])
            #expect(outcome.code == 77, "\(name): \(outcome)")
        }
        #expect(words.count >= 40)
        #expect(try house.found(words) == [])
        // What is kept packed shows no word in its bytes: the journal is asked as well.
        let journal = try house.run(["export", "journal"]).out
        #expect(words.filter { journal.contains($0) } == [])
    }

    @Test func `what a killed process left half-way is swept at the next start`() throws {
        let house = try House()
        let place = house.machine.folder + "/tmp/banshi-intake-4194303-00000000"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try Data("机密★10年 qzx99vk".utf8).write(to: URL(fileURLWithPath: place + "/a.txt"))
        #expect(try house.run(["receive", house.inside + "/p1.txt"]).code == 0)
        #expect(!FileManager.default.fileExists(atPath: place))
    }

    @Test func `a kill in the middle of an envelope leaves nothing behind`() throws {
        let house = try House()
        let word = "qzx98vk"
        let script = """
            import os, random, signal, subprocess, sys, time, zipfile
            random.seed(1)
            z = zipfile.ZipFile('big.zip', 'w')
            for i in range(60): z.writestr('%d.txt' % i, '\(word) ' + '%x' % random.getrandbits(4000000))
            z.writestr('0.txt', '机密★10年 \(word)')
            z.close()
            p = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            mine = 'banshi-intake-%d-' % p.pid
            def there(): return [n for n in os.listdir('/dev/shm') + os.listdir('../tmp') if n.startswith(mine)]
            end = time.time() + 60
            while not there() and p.poll() is None and time.time() < end: time.sleep(0.001)
            os.killpg(p.pid, signal.SIGKILL); p.wait()
            end = time.time() + 30
            while there() and time.time() < end: time.sleep(0.05)
            print(len(there()))
            """
        let outcome = try Machine.run(
            "/usr/bin/env",
            [
                "python3", "-c", "import os\nos.chdir('\(house.inside)')\n" + script, Machine.program, "receive", "big.zip", "--office",
                house.machine.office,
            ],
            environment: house.environment)
        #expect(outcome.out == "0\n", "\(outcome)")
        #expect(try house.found([word]) == [])
    }

    @Test func `a declassified paper is let in by naming the ground and by whom`() throws {
        let house = try House()
        try house.machine.write("in/old.txt", DoorTests.letter(51, about: "旧事"))
        let path = house.inside + "/old.txt"
        #expect(try house.run(["receive", path]).code == 77)
        #expect(try house.run(["receive", path, "--declassified", "已解密"]).code == 64)
        let taken = try house.run(["receive", path, "--declassified", "国密局〔2026〕9号解密；周明远", "--json"])
        #expect(taken.code == 0 && taken.list.first?["result"] as? String == "taken", "\(taken)")
        let id = taken.list.first?["id"] as? String ?? ""
        #expect(taken.list.first?["title"] as? String == "关于旧事的函")
        for command in ["history", "show"] { #expect(try house.run([command, id]).out.contains("国密局〔2026〕9号解密；周明远"), "\(command)") }
        let shown = try house.run(["show", id, "--json"]).object["clearance"] as? [String: String]
        #expect(shown == ["ground": "国密局〔2026〕9号解密", "by": "周明远"])
        // An attachment comes in with it, whatever it is called.
        try house.machine.write("in/夹/主.txt", DoorTests.letter(52, "", about: "新事"))
        try house.machine.write("in/夹/附件1 机密★.txt", "附表\n")
        let parcel = try house.run(["receive", house.inside + "/夹", "--declassified", "误报，系片名；张敏", "--json"])
        #expect(parcel.code == 0 && parcel.list.first?["result"] as? String == "taken", "\(parcel)")
        #expect(try house.run(["show", parcel.list.first?["id"] as? String ?? ""]).out.contains("附件1 机密★.txt"))
        #expect(try house.run(["add", "绝密★1950 放映安排"]).code == 77)
        #expect(try house.run(["add", "绝密★1950 放映安排", "--declassified", "误报，系影片名；张敏"]).code == 0)
    }
}
