import Foundation
import Testing

/// The office's own header and Word template, bars a scanner reads, and sheets written from the desk.
@Suite(.serialized) struct PrintTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        for (id, name) in [(1, "石桥水库<除险>加固"), (2, "泵站改造")] {
            try machine.write(
                "\(id).txt", "云溪县水利局文件\n云水〔2026〕\(id + 6)号\n关于\(name)资金的请示\n云溪县人民政府：\n申请资金。\n云溪县水利局\n2026年11月20日\n")
            #expect(try machine.banshi("receive", machine.folder + "/\(id).txt").code == 0)
            #expect(try machine.banshi("do", "m\(id)", "register").code == 0)
        }
        return machine
    }

    @discardableResult
    private func python(_ machine: Machine, _ script: String) throws -> String {
        let outcome = try Machine.run(
            "/usr/bin/env", ["python3", "-c", "import os, zipfile\nos.chdir('\(machine.folder)')\n" + script],
            environment: Machine.environment.merging(["PYTHONIOENCODING": "utf-8"]) { $1 })
        #expect(outcome.code == 0, "\(outcome.error)")
        return outcome.out
    }

    /// A template as Word leaves it: places cut into runs, one with a proofing mark within, one misspelt.
    private static let template = """
        W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        def p(*runs): return '<w:p>' + ''.join('<w:r><w:t>%s</w:t></w:r>' % r for r in runs) + '</w:p>'
        body = p('{{office}}处理笺') + p('编号：{', '{编', '号}', '}') + '<w:tbl><w:tr><w:tc>' + p('{{标题}}', '（{{copies}}份）') + '</w:tc></w:tr></w:tbl>'
        body += p('{{领导', '批示}}') + p('{{领导批语}}')
        z = zipfile.ZipFile('slip.docx', 'w', zipfile.ZIP_DEFLATED)
        z.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        z.writestr('_rels/.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        z.writestr('word/document.xml', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ' + W + '><w:body>' + body + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>')
        z.writestr('word/media/seal.bin', bytes(range(256)) * 300)
        z.close()
        """

    /// The paragraphs of a document as Python's own reader finds them, and whether the rest came through.
    private static let reading = """
        import xml.etree.ElementTree as E
        N = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
        z = zipfile.ZipFile('out.docx'); assert z.testzip() is None
        assert z.namelist()[0] == '[Content_Types].xml' and z.read('word/media/seal.bin') == bytes(range(256)) * 300
        for p in E.fromstring(z.read('word/document.xml')).iter(N + 'p'):
            print(''.join('¶' if e.tag == N + 'br' else e.text or '' for e in p.iter() if e.tag in (N + 't', N + 'br')))
        """

    @Test func `slips in the office's own Word template`() throws {
        let machine = try furnished()
        try python(machine, Self.template)
        #expect(try machine.banshi("do", "m1", "propose", "--set", "leader=王建国", "--note", "请阅示").code == 0)
        #expect(try machine.banshi("do", "m1", "back", "--note", "同意。\n请财政局研究").code == 0)
        let out = machine.folder + "/out.docx"
        let without = try machine.banshi("report", "slip", "m1", "--format", "docx", "-o", out, "--lang", "zh-Hans")
        #expect(without.code == 66 && without.error.contains("report template"))

        // A file with a mark behind its archive's end, and one nobody can read to its end.
        let whole = try Data(contentsOf: URL(fileURLWithPath: machine.folder + "/slip.docx"))
        try (whole + Data("机密★10年".utf8)).write(to: URL(fileURLWithPath: machine.folder + "/marked.docx"))
        for words in [["report", "template"], ["report", "template", "--check"], ["receive"]] {
            let refused = try Machine.run(Machine.program, words + [machine.folder + "/marked.docx", "--office", machine.office])
            #expect(refused.code == 77, "\(words): \(refused)")
        }
        let checked = try machine.banshi("report", "template", "--check", machine.folder + "/slip.docx", "--lang", "zh-Hans")
        #expect(
            checked.code == 0 && checked.out.contains("✓ {{领导批示}}") && checked.error.contains("领导批语") && checked.error.contains("{{领导批示}}"))
        #expect(try machine.banshi("report", "template").code == 66)
        #expect(try machine.banshi("report", "template", machine.folder + "/slip.docx").code == 0)
        #expect(
            try machine.banshi("report", "template", "--json").object["placeholders"] as? [String] == [
                "office", "编号", "标题", "copies", "领导批示", "领导批语",
            ])

        #expect(try machine.banshi("report", "header", "云溪县人民政府办公室").code == 0)
        #expect(try machine.banshi("report", "slip", "m1", "--format", "docx").code == 64)
        let slip = try machine.banshi("report", "slip", "m1", "m2", "--format", "docx", "-o", out)
        #expect(slip.code == 0 && slip.error.contains("领导批语"))
        let lines = try python(machine, Self.reading).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.prefix(3) == ["云溪县人民政府办公室处理笺", "编号：收文〔2026〕1号", "关于石桥水库<除险>加固资金的请示（1份）"], "\(lines)")
        #expect(lines[3].hasPrefix("同意。¶请财政局研究  王建国") && lines[4] == "{{领导批语}}" && lines[5] == "¶", "\(lines)")
        #expect(lines[7] == "编号：收文〔2026〕2号" && lines[9] == "" && lines.count == 12, "\(lines)")
        // The template goes where the office goes, and printing is remembered.
        #expect(try machine.banshi("list", "inbound", "--where", "is:unprinted", "--json").object["total"] as? Int == 0)
        #expect(try machine.banshi("backup", machine.folder + "/b.tar").code == 0)
        #expect(try machine.banshi("restore", machine.folder + "/b.tar", "--into", machine.folder + "/again").code == 0)
        let again = try Machine.run(Machine.program, ["report", "template", "--office", machine.folder + "/again"])
        #expect(again.code == 0 && again.out.contains("{{编号}}"), "\(again.error)")
    }

    @Test func `pages of a register and circulation sheets in the office's own Word templates`() throws {
        let machine = try furnished()
        try python(
            machine,
            Self.template.replacingOccurrences(of: "body = p('{{office}}处理笺')", with: "body = p('{{office}}')").replacingOccurrences(
                of: "body += p('{{领导', '批示}}') + p('{{领导批语}}')",
                with: """
                    body = p('{{单位}}{{表名}}') + '<w:tbl><w:tr>' + p('文号') + '</w:tr><w:tr><w:tc>' + p('{{文', '号}}') + '</w:tc><w:tc>' + p('{{标题}}') + '</w:tc></w:tr></w:tbl>'
                    """))
        let out = machine.folder + "/out.docx"
        let without = try machine.banshi("report", "register", "--format", "docx", "-o", out, "--lang", "zh-Hans")
        #expect(without.code == 66 && without.error.contains("report template register"))
        let kept = try machine.banshi("report", "template", "register", machine.folder + "/slip.docx", "--lang", "zh-Hans")
        #expect(kept.code == 0 && kept.out.contains("✓ {{标题}}") && kept.out.contains("✓ {{表名}}"), "\(kept.out)\(kept.error)")
        // The slip has none by that.
        #expect(try machine.banshi("report", "template").code == 66)
        let page = try machine.banshi("report", "register", "--format", "docx", "-o", out, "--lang", "zh-Hans")
        #expect(page.code == 0 && page.error.isEmpty, "\(page.error)")
        let lines = try python(machine, Self.reading).split(separator: "\n").map(String.init)
        #expect(lines.first?.contains("收文登记簿") == true && lines.contains("关于石桥水库<除险>加固资金的请示"), "\(lines)")
        #expect(lines.count == 6 && !lines.contains { $0.contains("{{") }, "\(lines)")
        // The template asks in Chinese, whatever the clerk reads.
        #expect(try machine.banshi("report", "register", "--format", "docx", "-o", out, "--lang", "en").error.isEmpty)
        #expect(try python(machine, Self.reading).contains("关于石桥水库<除险>加固资金的请示"))
        #expect(try machine.banshi("report", "register", "--format", "docx").code == 64)
        // What only other sheets of its kind have is empty.
        try python(
            machine,
            Self.template.replacingOccurrences(of: "body = p('{{office}}处理笺')", with: "body = p('')").replacingOccurrences(
                of: "body += p('{{领导', '批示}}') + p('{{领导批语}}')", with: "body = p('{{表名}}|{{送阅事由}}|')"))
        let asked = try machine.banshi("report", "template", "circulation", machine.folder + "/slip.docx", "--lang", "zh-Hans")
        #expect(asked.code == 0 && asked.out.contains("✓ {{表名}}"))
        let sheet = try machine.banshi("report", "circulation", "m1", "--format", "docx", "-o", out, "--lang", "zh-Hans")
        #expect(sheet.code == 0 && sheet.error.isEmpty, "\(sheet.error)")
        #expect(try python(machine, Self.reading).contains("文件传阅单||"))
        #expect(try machine.banshi("report", "template", "register", "none").code == 0)
        #expect(try machine.banshi("report", "template", "register").code == 66)
    }

    @Test func `a template that cannot be one is refused, and one is given up`() throws {
        let machine = try furnished()
        try machine.write("a.docx", "no zip")
        #expect(try machine.banshi("report", "template", machine.folder + "/a.docx").code == 65)
        #expect(try machine.banshi("report", "template", machine.folder + "/none.docx").code == 66)
        try python(machine, Self.template.replacingOccurrences(of: "{", with: "("))
        #expect(try machine.banshi("report", "template", machine.folder + "/slip.docx").code == 65)
        try python(machine, Self.template)
        #expect(try machine.banshi("report", "template", machine.folder + "/slip.docx").code == 0)
        #expect(try machine.banshi("report", "template", "none").code == 0)
        #expect(try machine.banshi("report", "template").code == 66)
        #expect(try machine.banshi("report", "slip", "m1", "--check").code == 64)
        // A slip that could not be written was not printed.
        #expect(try machine.banshi("report", "slip", "m1", "-o", machine.folder + "/none/x.txt").code == 73)
        #expect(try machine.banshi("list", "inbound", "--where", "is:unprinted", "--json").object["total"] as? Int == 2)
    }

    @Test func `bars within the page's width, and a number that leads back to the paper`() throws {
        let machine = try furnished()
        let text = try machine.banshi("report", "slip", "m1", "--lang", "en").out
        let bars = text.split(separator: "\n").filter { $0.contains("█") }
        #expect(bars.count == 3 && Set(bars).count == 1 && bars.allSatisfy { $0.count <= 76 && $0.hasPrefix("     ") }, "\(text)")
        #expect(text.contains("     #26-1\n") && text.contains("Proposal") && text.contains("Result"))
        #expect(try machine.banshi("show", "#26-1", "--json").object["id"] as? String == "m1")
        #expect(try machine.banshi("show", "in2026-2", "--json").object["id"] as? String == "m2")
        #expect(try machine.banshi("report", "slip", "m1", "--format", "html").out.contains("aria-label=\"#26-1\""))
    }

    @Test func `tables say what they hold in Markdown and in a spreadsheet`() throws {
        let machine = try furnished()
        try machine.write("more.csv", "标题,备注\n*紧急*|通知<b>,012345678901234567\n")
        #expect(try machine.banshi("import", machine.folder + "/more.csv", "--into", "inbound").code == 0)
        for command in [["report", "register", "--format", "md"], ["export", "inbound", "--format", "md"]] {
            let outcome = try Machine.run(Machine.program, command + ["--office", machine.office])
            #expect(outcome.out.contains(#"\*紧急\*\|通知\<b>"#), "\(outcome.out)")
        }
        // Digits stay digits in a spreadsheet; what it does not show is lost again when the table comes back.
        #expect(try machine.banshi("export", "inbound").out.contains("\"\t012345678901234567\""))
        let page = try machine.banshi("report", "register", "--format", "csv", "--lang", "zh-Hans").out
        #expect(page.contains("编号,收到时间,来文单位,文号,标题,文种,紧急程度,份数,主办,时限,办理结果,档号,签收,备注"), "\(page)")
    }

    @Test func `at the desk the bar offers sheets, and says where they are`() throws {
        let machine = try furnished()
        let screen = try Screen(machine, columns: 80, rows: 24)
        try screen.wait(for: "待初审")
        try screen.type("2")
        try screen.wait(for: "泵站")
        try screen.type("*|")
        try screen.wait(for: "文件传阅单")
        try screen.type("7")
        try screen.wait("the form") { $0.contains("网页（HTML） →") }
        try screen.type("1")
        try screen.wait(for: "已存")
        let names = try FileManager.default.contentsOfDirectory(atPath: machine.office + "/slips")
        #expect(names.count == 1 && names[0].hasSuffix(" +1 收文处理单.html"), "\(names)")
        let html = try String(contentsOfFile: machine.office + "/slips/" + (names.first ?? ""), encoding: .utf8)
        #expect(html.contains("收文〔2026〕1号") && html.contains("收文〔2026〕2号") && html.contains("<svg"))
        #expect(try machine.banshi("list", "inbound", "--where", "is:unprinted", "--json").object["total"] as? Int == 0)
        try screen.type("|")
        try screen.wait("the form") { $0.contains("网页（HTML） →") }
    }
}
