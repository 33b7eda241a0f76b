import Foundation
import Testing

/// What the door must not be led round by: links in the drop folder, known papers under marked names, parts nobody could read.
@Suite(.serialized) struct DropGuardTests {
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

    @Test func `the sweep takes nothing in that a link leads to`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("only/1.txt", Self.letter(44, "关于甲的函"))
        try machine.write("office/drop/e/正文.txt", Self.letter(45, "关于乙的函"))
        try python(
            machine,
            """
            os.symlink('\(machine.folder)/only/1.txt', 'office/drop/a.txt')
            os.symlink('\(machine.folder)/only', 'office/drop/b')
            os.mkfifo('office/drop/c.txt')
            os.symlink('\(machine.folder)/only/1.txt', 'office/drop/e/附件.txt')
            if os.geteuid() == 0:
                os.chown('only/1.txt', 65534, -1)
                os.link('only/1.txt', 'office/drop/d.txt')
            """)
        let left = try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop").sorted()
        let swept = try machine.banshi("receive", "--json", "--lang", "en")
        #expect(swept.code == 65, "\(swept)")
        for row in swept.list {
            let name = (row["file"] as? String).map { ($0 as NSString).lastPathComponent }
            #expect(row["result"] as? String == (name == "正文.txt" ? "taken" : "refused"), "\(row)")
            if name != "正文.txt" { #expect(row["reason"] as? String == "not a plain file", "\(row)") }
        }
        #expect(swept.list.count == left.count + 1)
        // What was refused stays, and so does what was put there together with it.
        #expect(try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop").sorted() == left)
        #expect(FileManager.default.fileExists(atPath: machine.folder + "/only/1.txt"))
    }

    @Test func `a folder copied into the drop folder of a running desk is taken in when its last file is written`() throws {
        let machine = try Machine()
        try machine.setUp()
        let screen = try Screen(machine)
        try screen.wait(for: "测试办")
        // The desk looks first and finds nothing: from here on it is told of news.
        try machine.write("office/drop/0.txt", Self.letter(80, "关于先到的函"))
        try screen.wait(for: "关于先到")
        try machine.write("1.txt", Self.letter(81, "关于抄来的函"))
        try machine.write("2.txt", Self.letter(82, "关于慢慢写的函"))
        try machine.write("3.txt", Self.letter(83, "关于来日的函"))
        try python(
            machine,
            """
            import shutil, time
            os.makedirs('office/drop/甲/乙')
            shutil.copy('1.txt', 'office/drop/甲/1.txt')
            text = open('2.txt', 'rb').read()
            with open('office/drop/甲/乙/2.txt', 'wb') as slow:
                for number in range(0, len(text), 1 + len(text) // 16):
                    slow.write(text[number:number + 1 + len(text) // 16])
                    slow.flush()
                    time.sleep(0.25)
            shutil.copy('3.txt', 'office/drop/丙.txt')
            os.utime('office/drop/丙.txt', (4e9, 4e9))
            """)
        try screen.wait("every paper") { text in ["关于抄来", "关于慢慢写", "关于来日"].allSatisfy(text.contains) }
        // Their last lines were read, too.
        #expect(try machine.banshi("search", "2026年11月20日", "--json").object["total"] as? Int == 4)
        try screen.wait("nothing left") { _ in
            (try? FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop")) == [".taken"]
        }
    }

    @Test func `a link in the place of the drop folder is followed where we or root made it, as the manual says`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("elsewhere/1.txt", Self.letter(47, "关于丙的函"))
        try python(machine, "os.rmdir('office/drop'); os.symlink('../elsewhere', 'office/drop')")
        if geteuid() == 0 {
            try python(machine, "os.lchown('office/drop', 65534, -1)")
            #expect(try machine.banshi("receive", "--json").list.isEmpty)
            #expect(FileManager.default.fileExists(atPath: machine.folder + "/elsewhere/1.txt"))
            try python(machine, "os.lchown('office/drop', 0, -1)")
        }
        let swept = try machine.banshi("receive", "--json")
        #expect(swept.code == 0 && swept.list.count == 1, "\(swept)")
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/elsewhere/1.txt"))
        #expect(try machine.banshi("manual", "--lang", "en").out.contains("drop/"))
    }

    @Test func `a known paper under a name that bears a mark is not laid aside as known`() throws {
        let machine = try Machine()
        try machine.setUp()
        for number in 1...4 { try machine.write("office/drop/\(number).txt", Self.letter(45 + number, "关于第\(number)事的函")) }
        #expect(try machine.banshi("receive").code == 0)
        try machine.write("office/drop/机密★名.txt", Self.letter(46, "关于第1事的函"))
        let alone = try machine.banshi("receive", "--json")
        #expect(alone.code == 77 && alone.list.first?["secrecy"] as? String == "机密", "\(alone)")
        // Of many papers known ones are read no further than their bytes.
        for number in 1...4 { try machine.write("office/drop/\(number).txt", Self.letter(45 + number, "关于第\(number)事的函")) }
        let among = try machine.banshi("receive", "--json")
        #expect(among.code == 77, "\(among)")
        #expect(among.list.compactMap { $0["result"] as? String } == ["duplicate", "duplicate", "duplicate", "duplicate", "refused"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop").sorted() == [".taken", "机密★名.txt"])
    }

    /// Entries whose marks stand in names alone, each with what is found at the door, by what it ends with.
    private static let marked: [(make: String, refused: [String], taken: [String])] = [
        ("os.mkdir('drop/机密★目录'); copy('drop/机密★目录/通知.txt')", ["通知.txt"], []),
        ("os.makedirs('drop/甲/机密★5年'); copy('drop/甲/机密★5年/通知.txt')", ["通知.txt"], []),
        ("pack('drop/机密★.zip', ['通知.txt'])", ["通知.txt"], []), ("pack('drop/乙.zip', ['机密★5年/通知.txt'])", ["通知.txt"], []),
        // Names that no paper bears would go along with the others.
        ("os.makedirs('drop/丙/机密★5年'); copy('drop/丙/通知.txt')", ["机密★5年"], ["通知.txt"]),
        ("os.mkdir('drop/丁'); copy('drop/丁/通知.txt'); copy('drop/丁/.机密★5年.txt')", [".机密★5年.txt"], ["通知.txt"]),
        ("pack('drop/戊.zip', ['机密★5年/', '通知.txt'])", ["机密★5年"], ["通知.txt"]), ("os.mkdir('drop/机密★空')", ["机密★空"], []),
    ]

    private func lay(_ make: String, _ machine: Machine, _ number: Int) throws {
        try machine.write("通知.txt", Self.letter(60 + number, "关于第\(number)事的函"))
        try python(
            machine,
            """
            import shutil, zipfile
            os.chdir('office')
            def copy(to): shutil.copy('../通知.txt', to)
            def pack(to, names):
                with zipfile.ZipFile(to, 'w') as z:
                    for name in names: z.writestr(name, b'' if name.endswith('/') else open('../通知.txt', 'rb').read())
            \(make)
            """)
    }

    @Test func `a mark in the name of a folder or an envelope keeps it in the drop folder`() throws {
        let machine = try Machine()
        try machine.setUp()
        for (number, entry) in Self.marked.enumerated() {
            try lay(entry.make, machine, number)
            let drop = machine.office + "/drop"
            let before = try FileManager.default.contentsOfDirectory(atPath: drop).filter { $0 != ".taken" }
            let swept = try machine.banshi("receive", "--json")
            #expect(swept.code == 77, "\(entry.make): \(swept)")
            func files(_ result: String) -> [String] {
                let rows = swept.list.filter { $0["result"] as? String == result }
                return rows.compactMap { ($0["file"] as? NSString)?.lastPathComponent }
            }
            #expect(files("refused") == entry.refused && files("taken") == entry.taken, "\(entry.make): \(swept)")
            #expect(swept.list.filter { $0["result"] as? String == "refused" }.allSatisfy { $0["secrecy"] as? String == "机密" })
            let after = try FileManager.default.contentsOfDirectory(atPath: drop).filter { $0 != ".taken" }
            #expect(before == after && before.count == 1, "\(entry.make)")
            // Named and let in, nothing of it is held up.
            if !entry.taken.isEmpty || entry.refused == ["通知.txt"] {
                let cleared = try machine.banshi("receive", "--again", "--declassified", "虚警；张敏")
                #expect(cleared.code == 0, "\(entry.make): \(cleared)")
                #expect(try FileManager.default.contentsOfDirectory(atPath: drop) == [".taken"], "\(entry.make)")
            } else {
                try FileManager.default.removeItem(atPath: drop + "/" + before[0])
            }
        }
    }

    @Test(arguments: [0, 1, 2, 4])
    func `the desk says which entry bears a mark in a name, and leaves it where it lies`(number: Int) throws {
        let machine = try Machine()
        try machine.setUp()
        let entry = Self.marked[number]
        try lay(entry.make, machine, number)
        try python(
            machine,
            """
            for folder, folders, files in os.walk('office/drop'):
                for name in files + ['.']: os.utime(folder + '/' + name, (0, 0))
            """)
        let left = try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop").sorted()
        let screen = try Screen(machine, language: "en")
        let box = try screen.wait(for: "bears the mark “机密”")
        #expect(entry.refused.allSatisfy(box.contains), "\(box)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop").sorted() == left)
        #expect(try machine.banshi("list", "inbound", "--json").object["total"] as? Int == entry.taken.count)
    }

    @Test func `what hangs on a mail and could not be read is named`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            """
            import gzip, io, zipfile
            from email.message import EmailMessage
            def pack(parts):
                out = io.BytesIO()
                with zipfile.ZipFile(out, 'w') as z:
                    for name, data in parts: z.writestr(name, data)
                return out.getvalue()
            types = ('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
            packed = gzip.compress('附表'.encode())
            binary = bytes(range(31)) * 100
            m = EmailMessage(); m['From'] = 'a@b.cn'; m['Subject'] = '请查收'; m.set_content('请查收\\n')
            for name, data in [('a.bin', binary), ('b.pptx', pack([types, ('ppt/slides/slide1.xml', '<a>附表</a>')])),
                               ('c.zip', pack([('d.bin', binary), ('g.gz', packed)])), ('e.txt', '附表'.encode()),
                               ('f.gz', packed), ('h.gz', packed[:12])]:
                m.add_attachment(data, maintype='application', subtype='octet-stream', filename=name)
            open('m.eml', 'wb').write(bytes(m))
            """)
        let taken = try received(machine, "m.eml")
        let unread = (taken.rows.first?["unread"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
        #expect(taken.code == 0 && unread == ["a.bin", "b.pptx", "c.zip/d.bin", "h.gz"], "\(taken)")
        let id = try #require(taken.rows.first?["id"] as? String)
        let shown = try machine.banshi("show", id, "--lang", "en").out
        #expect(shown.contains("b.pptx (no text was read in it: not checked for secrecy marks)"), "\(shown)")
        let told = try machine.banshi("receive", machine.folder + "/m.eml", "--again", "--lang", "en")
        #expect(told.code == 0 && told.out.contains("not read: a.bin ("), "\(told)")
    }

    /// What hangs on a mail and bears a mark that no reader hands over: a name, and how its bytes are made of `mark`, `wide` and `binary`.
    private static let hidden = [
        ("a.gz", "gzip.compress(mark)"), ("b.bz2", "bz2.compress(mark)"), ("c.xz", "lzma.compress(mark)"), ("d.tar", "tar('正文.txt', mark)"),
        ("e.tar.gz", "gzip.compress(tar('正文.txt', mark))"), ("f.tgz", "gzip.compress(tar('机密★5年.txt', plain))"),
        ("g.zip", "pack([('d.gz', gzip.compress(mark))])"), ("h.gz", "gzip.compress(pack([('正文.txt', mark)]))"),
        ("i.pptx", "pack([types, ('ppt/slides/slide1.xml', '<a>机密★5年</a>')])"), ("j.gz", "gzip.compress(plain) + wide"),
        ("k.doc", "ole + wide + ole"), ("l.msg", "ole + wide + ole"), ("m.bin", "binary + wide + binary"),
        ("n.dwg", "binary + '机密★5年'.encode('utf-16-be') + binary"), ("o.dat", "binary + mark + binary"),
        ("p.wps", "ole + '密级：机密'.encode('gb18030') + ole"), ("q.doc", "ole + bytes(2) + '机密'.encode('utf-16-le') + bytes(2) + ole"),
        ("r.jpg", "bytes([255, 216, 255, 224]) + binary + mark + binary"), ("s.gz", "gzip.compress(binary + wide)"),
    ]

    @Test func `a mark in what hangs on a mail keeps it out, packed as it may be`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            """
            import bz2, gzip, io, lzma, tarfile, zipfile
            from email.message import EmailMessage
            def pack(parts):
                out = io.BytesIO()
                with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
                    for name, data in parts: z.writestr(name, data)
                return out.getvalue()
            def tar(name, data):
                out = io.BytesIO()
                with tarfile.open(fileobj=out, mode='w') as t:
                    info = tarfile.TarInfo(name); info.size = len(data); t.addfile(info, io.BytesIO(data))
                return out.getvalue()
            types = ('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
            mark, wide, plain = '机密★5年'.encode(), '机密★5年'.encode('utf-16-le'), '附表'.encode()
            binary = bytes(range(31)) * 100
            ole = bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + binary
            made = [\(Self.hidden.map { "('\($0.0)', \($0.1))" }.joined(separator: ", "))]
            for name, data in made:
                m = EmailMessage(); m['From'] = 'a@b.cn'; m['Subject'] = '请查收' + name; m.set_content('请查收' + name + '\\n')
                m.add_attachment(data, maintype='application', subtype='octet-stream', filename=name)
                open(name + '.eml', 'wb').write(bytes(m))
            """)
        for (name, _) in Self.hidden {
            let outcome = try received(machine, name + ".eml")
            #expect(outcome.code == 77 && outcome.rows.first?["secrecy"] as? String == "机密", "\(name): \(outcome)")
        }
        #expect(try machine.banshi("list", "inbound", "--json").object["total"] as? Int == 0)
    }

    @Test func `what a paper keeps within itself and nobody can read stays named with its matter`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            """
            import zipfile
            word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
            lines = ['云溪县水利局文件', '云水〔2026〕51号', '关于丙的函', '云溪县人民政府：', '请予支持。']
            body = ''.join('<w:p><w:r><w:t>' + line + '</w:t></w:r></w:p>' for line in lines)
            with zipfile.ZipFile('a.docx', 'w') as z:
                z.writestr('[Content_Types].xml', '<Types/>')
                z.writestr('word/document.xml', '<w:document xmlns:w="' + word + '"><w:body>' + body + '</w:body></w:document>')
                z.writestr('word/embeddings/oleObject1.bin', bytes(range(31)) * 100)
            """)
        let taken = try received(machine, "a.docx")
        let unread = (taken.rows.first?["unread"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
        #expect(taken.code == 0 && unread == ["a.docx/oleObject1.bin"], "\(taken)")
        let id = try #require(taken.rows.first?["id"] as? String)
        let shown = try machine.banshi("show", id, "--lang", "zh-Hans").out
        #expect(shown.contains("a.docx（其中oleObject1.bin未读出文字，未经定密核对）"), "\(shown)")
        let enclosures = try machine.banshi("show", id, "--json").object["enclosures"] as? [[String: Any]]
        #expect((enclosures?.first?["unread"] as? [String: Any])?["within"] as? [String] == ["oleObject1.bin"])
    }
}
