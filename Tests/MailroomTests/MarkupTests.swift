import Foundation
import Mailroom
import Office
import Testing

/// Pages of HTML and the containers of word processors, as strangers write them.
@Suite struct MarkupTests {
    private static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    private static let names =
        "xmlns:w=\"\(word)\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:x=\"http://example.org/x\""
    private static let opening = paragraph("关于开展检查的通知") + paragraph("各科室：")

    private static func paragraph(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }

    private static func document(_ body: String) -> String {
        "<?xml version=\"1.0\"?><w:document \(names)><w:body>\(body)</w:body></w:document>"
    }

    private func zip(_ parts: [(String, [UInt8])]) throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "banshi-markup-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let zip = try TarWriter(zip: path)
        for (name, bytes) in parts { try zip.add(name, bytes: bytes) }
        try zip.finish()
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func docx(_ xml: [UInt8], _ more: [(String, String)] = []) throws -> [UInt8] {
        try zip([("[Content_Types].xml", Array("<Types/>".utf8)), ("word/document.xml", xml)] + more.map { ($0.0, Array($0.1.utf8)) })
    }

    private func docx(_ body: String, _ more: [(String, String)] = []) throws -> [UInt8] {
        try docx(Array(Self.document(body).utf8), more)
    }

    private func parts(_ bytes: [UInt8], _ name: String) throws -> [String] {
        PaperText.parts(try #require(TextExtraction.extract(bytes, path: name).text)).map(String.init)
    }

    private func mark(_ bytes: [UInt8], _ name: String) throws -> String? {
        let recognition = Recognition(of: try #require(TextExtraction.extract(bytes, path: name).text))
        return recognition.isClassified ? recognition.secrecy : nil
    }

    // MARK: What nobody sees

    @Test(arguments: [
        "<w:p><w:del><w:r><w:delText>机密</w:delText></w:r></w:del><w:del><w:r><w:delText>★10年</w:delText></w:r></w:del></w:p>",
        "<w:p><w:moveFrom><w:r><w:t>密级：机密</w:t></w:r></w:moveFrom></w:p>",
        "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"urn:wp\"><wp:docPr id=\"1\" name=\"图\" descr=\"机密★10年\"/></wp:inline></w:drawing></w:r></w:p>",
        "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"urn:wp\"><wp:docPr id=\"1\" title=\"机密★10年\"/></wp:inline></w:drawing></w:r></w:p>",
    ])
    func `a mark struck out or said of a picture passes the door`(hidden: String) throws {
        #expect(try mark(try docx(Self.opening + hidden), "a.docx") == "机密")
        // What bears no mark is left out as before.
        let harmless = try docx(Self.opening + hidden.replacing("密", with: "要"))
        #expect(try parts(harmless, "a.docx").count == 1)
    }

    @Test func `a workbook within a paper is looked into`() throws {
        let book = { (text: String) in
            try WorkbookKit.book([WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(WorkbookKit.rows([["标题"], [text]])))])
        }
        func paper(_ text: String) throws -> [UInt8] {
            try zip([
                ("[Content_Types].xml", Array("<Types/>".utf8)), ("word/document.xml", Array(Self.document(Self.opening).utf8)),
                ("word/embeddings/Microsoft_Excel_Sheet1.xlsx", try book(text)),
            ])
        }
        #expect(try mark(paper("机密★10年"), "a.docx") == "机密")
        #expect(try mark(paper("某事"), "a.docx") == nil)
        #expect(try parts(paper("某事"), "a.docx").last?.contains("某事") == true)
    }

    // MARK: HTML

    @Test(arguments: [
        ("前<!-- 注 --!>后文", "前后文"), ("<!-->甲<!--->乙", "甲乙"), ("甲<![CDATA[机密]]>乙", "甲机密乙"),
        ("&hellip;&CounterClockwiseContourIntegral;&nbsp;&Abreve;&#x3002;&amp;lt;", "…∳ Ă。&lt;"),
        ("<table><tr><th>序号<th>名称<tr><td>1<td>甲</table>", "序号\n名称\n1\n甲"), ("<p>甲<p>乙<div>丙", "甲\n乙\n丙"),
        ("<pre>甲\n  乙</pre>丙", "甲\n乙\n丙"), ("<script>if (a<b) '</p>'</script>甲<style>乙</style>", "甲"), ("甲<a title='>乙'>丙</a>", "甲丙"),
        ("<p>　　甲 \n 乙</p>", "甲 乙"),
    ])
    func `HTML is read as browsers read it`(source: String, text: String) throws {
        #expect(try parts(Array("<html><body>\(source)</body></html>".utf8), "a.html").first == text)
    }

    @Test func `what a page is called passes the door, too`() throws {
        let page = "<html><head><title>机密★1年</title><meta name=Keywords content='某'></head><body><p>正文</p></body></html>"
        #expect(try parts(Array(page.utf8), "a.html") == ["正文", "机密★1年", "某"])
        #expect(try mark(Array(page.utf8), "a.html") == "机密")
        #expect(try mark(Array("<html><body><p>甲<p><![CDATA[机密★1年]]></body></html>".utf8), "a.html") == "机密")
        #expect(try mark(Array("<html><body><!-- a --!><p>机密★1年<p>甲</body></html>".utf8), "a.html") == "机密")
    }

    @Test(arguments: [
        "<!-- 机密★10年 -->", "<img alt='机密★10年'>", "<p title=机密★>甲</p>", "<input value=\"密级：机密\">", "<img alt='&#26426;&#23494;★'>",
        "<!--\n甲\n机密★10年\n-->", "<a href='x/%E6%9C%BA%E5%AF%86%E2%98%8510%E5%B9%B4.pdf'>乙</a>", "<img src=%e6%9c%ba%e5%af%86%e2%98%85.png>",
    ])
    func `a mark no reader of a page sees passes the door`(source: String) throws {
        let page = "<html><body>" + String(repeating: "<p>正文</p>", count: 40) + source + "</body></html>"
        #expect(try mark(Array(page.utf8), "a.html") == "机密")
    }

    @Test func `what an element says of itself stays out of a page without a mark`() throws {
        #expect(
            try parts(Array("<html><body><!-- 保密 --><img alt='保密工作'><a href='/s?q=%E6%9C%BA%E5%AF%86'></a>甲</body></html>".utf8), "a.html")
                == ["甲"])
    }

    @Test(arguments: [
        #"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0 宋体;}}\u26426?\u23494?\u9733?10\'c4\'ea\par x}"#,
        #"{\rtf1\ansi\ansicpg936{\fs32\'bb\'fa\'c3\'dc}{\fs32\'a1\'ef}\par x}"#,
        #"{\rtf1\ansi\ansicpg936{\info{\title\'bb\'fa\'c3\'dc\'a1\'ef}}x\par}"#,
        #"{\rtf1\ansi{\*\generator \u26426?\u23494?\u9733?10\u24180?}x\par}"#,
        #"{\rtf1\ansi{\*\bkmkstart \u26426?\u23494?\u9733?}x{\*\bkmkend a}\par}"#,
        #"{\rtf1\ansi{\field{\*\fldinst FORMTEXT {\*\formfield{\fftype0{\*\ffdeftext \u26426?\u23494?\u9733?}}}}{\fldrslt x}}\par}"#,
        #"{\rtf1\ansi{\*\formfield{\fftype2{\*\ffl \u26426?\u23494?\u9733?10\u24180?}}}x\par}"#,
    ])
    func `rich text is read for its marks`(source: String) throws { #expect(try mark(Array(source.utf8), "a.rtf") == "机密") }

    @Test func `levels to choose from in rich text are no mark`() throws {
        let levels = [(32477, 23494), (26426, 23494), (31192, 23494)].map { #"{\*\ffl \u\#($0)?\u\#($1)?}"# }.joined()
        #expect(try mark(Array((#"{\rtf1\ansi{\*\formfield{\fftype2"# + levels + #"}}x\par}"#).utf8), "a.rtf") == nil)
    }

    @Test func `of rich text only what is read is text`() throws {
        let source =
            #"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 Times;}}{\*\generator W;}{\info{\title abc}}\b \u26426\'bb\'fa\u20851?\tab x\{\par y}"#
        #expect(
            try parts(Array(source.replacing("\\u26426\\'bb\\'fa", with: "\\uc2\\u26426\\'bb\\'fa\\uc1 ").utf8), "a.rtf") == ["机关\tx{\ny"])
    }

    @Test func `a page nested without end is refused by its depth, and no page of people is`() {
        func page(_ text: String) -> Extraction { TextExtraction.extract(Array("<html><body>甲\(text)".utf8), path: "a.html") }
        func many(_ text: String, _ count: Int = 100_000) -> String { String(repeating: text, count: count) }
        let begun = ContinuousClock.now
        for piece in ["<div>", "<ul><li>", "<DIV class='a>b'>", "<section></p>", "<x-y>"] {
            #expect(page(many(piece)) == .refused(.overBudget(.depth, limit: 5_000)), "\(piece)")
        }
        #expect(ContinuousClock.now - begun < .seconds(5))
        #expect(page(many("<div>", 4_000)).text == "甲")
        // Left open or closed wrongly, as pages are; none of it lies within the other.
        for piece in ["<p>", "<br>", "<img src=a>", "<div></div>", "<p><span>", "<div><span></div>", "<!-- <div> -->", "<i/>"] {
            #expect(page(many(piece, 6_000)).text == "甲", "\(piece)")
        }
        #expect(page("<table>" + many("<tr><td><span>乙", 6_000)).text?.hasSuffix("乙") == true)
        #expect(page("<script>" + many("'<div>'", 6_000) + "</script>").text == "甲")
    }

    // MARK: Word

    @Test func `prefixes, encodings and sections of a part are the writer's own choice`() throws {
        let xml = Self.document(Self.opening)
        let plain = "关于开展检查的通知\n各科室：\n"
        #expect(try parts(docx(Array(xml.utf8)), "a.docx") == [plain])
        #expect(
            try parts(docx(Array(xml.replacing("w:", with: "ns0:").replacing("xmlns:w=", with: "xmlns:ns0=").utf8)), "a.docx") == [plain])
        let wide: [UInt8] = [0xFF, 0xFE] + xml.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
        #expect(try parts(docx(wide), "a.docx") == [plain])
        let strict = xml.replacing(Self.word, with: "http://purl.oclc.org/ooxml/wordprocessingml/main")
        #expect(try parts(docx(Array(strict.utf8)), "a.docx") == [plain])
        #expect(try parts(docx(Self.paragraph("<![CDATA[a<b]]>&#x3002;")), "a.docx") == ["a<b。\n"])
    }

    @Test func `of an alternative one is read`() throws {
        func box(_ text: String) -> String { "<w:txbxContent>\(Self.paragraph(text))</w:txbxContent>" }
        func choice(_ need: String, _ first: String, _ second: String) -> String {
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"\(need)\">\(first)</mc:Choice><mc:Fallback>\(second)</mc:Fallback></mc:AlternateContent></w:r>"
        }
        let host = "<w:p><w:r><w:t>前</w:t></w:r>\(choice("wps", box("框"), box("框")))<w:r><w:t>后</w:t></w:r></w:p>"
        #expect(try parts(docx(host), "a.docx") == ["前后\n框\n"])
        #expect(try parts(docx("<w:p>\(choice("x", box("新"), box("旧")))</w:p>"), "a.docx") == ["旧\n\n"])
        #expect(try parts(docx("<w:p>\(choice("wps", "<wps:wsp/>", box("旧")))</w:p>"), "a.docx") == ["旧\n\n"])
    }

    @Test func `what was struck out is no text, tab stops are no tabs`() throws {
        let body =
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:del><w:r><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>"
            + "<w:tbl><w:tr><w:tc>\(Self.paragraph("1"))</w:tc><w:tc>\(Self.paragraph("2"))</w:tc></w:tr></w:tbl>"
        #expect(try parts(docx(body), "a.docx") == ["新\t甲\n乙\n1\n\t2\n\t"])
    }

    @Test func `headers, notes, remarks and properties go along with a paper`() throws {
        let section =
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"r1\"/><w:headerReference w:type=\"first\" r:id=\"r2\"/><w:titlePg/></w:sectPr>"
        let relations =
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Target=\"header1.xml\"/><Relationship Id=\"r2\" Target=\"/word/header2.xml\"/></Relationships>"
        let core =
            "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>题名</dc:title><dc:creator>某</dc:creator></cp:coreProperties>"
        func part(_ root: String, _ text: String) -> String { "<w:\(root) \(Self.names)>\(Self.paragraph(text))</w:\(root)>" }
        let bytes = try docx(
            Self.opening + section,
            [
                ("word/_rels/document.xml.rels", relations), ("word/header1.xml", part("hdr", "续页")),
                ("word/header2.xml", part("hdr", "云溪县人民政府办公室文件")), ("word/footer1.xml", part("ftr", "页脚")),
                ("word/footnotes.xml", part("footnotes", "脚注")), ("word/comments.xml", part("comments", "批注")), ("docProps/core.xml", core),
            ])
        let text = "云溪县人民政府办公室文件\n关于开展检查的通知\n各科室：\n"
        #expect(try parts(bytes, "a.docx") == [text, "续页\n", "页脚\n", "脚注\n", "批注\n", "题名"])
        #expect(Recognition(of: try #require(TextExtraction.extract(bytes, path: "a.docx").text)).title == "关于开展检查的通知")
    }

    @Test func `a mark is seen wherever in the file it stands`() throws {
        let secret = Self.paragraph("机密★1年")
        func part(_ root: String, _ body: String) -> String { "<w:\(root) \(Self.names)>\(body)</w:\(root)>" }
        let custom =
            "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"><property name=\"密级\"><lpwstr>机密</lpwstr></property></Properties>"
        let across = "<w:p><w:r><w:pict><v:shape><v:textpath string=\"机密\"/></v:shape></w:pict></w:r></w:p>"
        let places = [
            ("word/header1.xml", part("hdr", secret)), ("word/header3.xml", part("hdr", across)), ("word/footer1.xml", part("ftr", secret)),
            ("word/comments.xml", part("comments", secret)), ("docProps/custom.xml", custom),
            ("docProps/core.xml", "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:subject>机密★1年</dc:subject></cp:coreProperties>"),
        ]
        for (name, xml) in places { #expect(try mark(docx(Self.opening, [(name, xml)]), "a.docx") == "机密", "\(name)") }
        let inner = try docx(secret + Self.paragraph("某文"))
        let outer = try zip([("word/document.xml", Array(Self.document(Self.opening).utf8)), ("word/embeddings/甲.docx", inner)])
        #expect(try mark(outer, "a.docx") == "机密")
        #expect(try mark(docx("<!-- 注 -->" + Self.paragraph("<![CDATA[机密★1年]]>") + Self.opening), "a.docx") == "机密")
        #expect(try mark(docx(Self.opening, [("word/header1.xml", part("hdr", Self.paragraph("续页")))]), "a.docx") == nil)
    }

    @Test func `a part that cannot be read to its end is refused, not half read`() throws {
        let xml = Self.document(Self.opening)
        #expect(TextExtraction.extract(try docx(Array(xml.utf8.dropLast(20))), path: "a.docx") == .refused(.broken("docx")))
        let typed = "<!DOCTYPE d [<!ENTITY a \"甲\">]>" + xml.replacing("<?xml version=\"1.0\"?>", with: "").replacing("各科室", with: "&a;")
        #expect(TextExtraction.extract(try docx(Array(typed.utf8)), path: "a.docx") == .refused(.broken("docx")))
        let deep = String(repeating: "<w:ins>", count: 5_000)
        #expect(TextExtraction.extract(try docx(deep), path: "a.docx") == .refused(.broken("docx")))
    }

    // MARK: OpenDocument and OFD

    @Test func `an OpenDocument text with all that goes along with it`() throws {
        let base = "urn:oasis:names:tc:opendocument:xmlns:"
        let names =
            "xmlns:o=\"\(base)office:1.0\" xmlns:t=\"\(base)text:1.0\" xmlns:s=\"\(base)style:1.0\" xmlns:d=\"\(base)drawing:1.0\" xmlns:m=\"\(base)meta:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        let content =
            "<o:document-content \(names)><o:body><o:text><t:tracked-changes><t:deletion><t:p>删去</t:p></t:deletion></t:tracked-changes><t:h>关于丙的函</t:h><t:p>甲<t:s t:c=\"2\"/>乙<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>注文</t:p></t:note-body></t:note><o:annotation><dc:creator>某</dc:creator><t:p>批注</t:p></o:annotation><d:frame><d:text-box><t:p>框</t:p></d:text-box></d:frame>丙</t:p></o:text></o:body></o:document-content>"
        let styles =
            "<o:document-styles \(names)><s:master-page><s:header><t:p>页眉</t:p></s:header></s:master-page></o:document-styles>"
        let meta =
            "<o:document-meta \(names)><o:meta><dc:title>题名</dc:title><m:user-defined m:name=\"密级\">机密</m:user-defined></o:meta></o:document-meta>"
        func odt(_ more: [(String, String)]) throws -> [UInt8] {
            try zip([("mimetype", Array("application/vnd.oasis.opendocument.text".utf8))] + more.map { ($0.0, Array($0.1.utf8)) })
        }
        let bytes = try odt([("content.xml", content), ("styles.xml", styles)])
        #expect(try parts(bytes, "a.odt") == ["关于丙的函\n甲  乙1丙\n框\n", "注文\n", "批注\n", "页眉\n"])
        #expect(try mark(odt([("content.xml", content), ("meta.xml", meta)]), "a.odt") == "机密")
        let locked = "<manifest:manifest xmlns:manifest=\"m\"><manifest:encryption-data/></manifest:manifest>"
        #expect(
            TextExtraction.extract(try odt([("META-INF/manifest.xml", locked), ("content.xml", "\u{1}")]), path: "a.odt")
                == .refused(.locked))
    }

    @Test func `the pages of an OFD in their order, its title behind them`() throws {
        func page(_ texts: String...) -> [UInt8] {
            let objects = texts.map { "<n:TextObject><n:TextCode X=\"1\">\($0)</n:TextCode></n:TextObject>" }.joined()
            return Array(
                "<n:Page xmlns:n=\"http://www.ofdspec.org/2016\"><n:Content><n:Layer>\(objects)</n:Layer></n:Content></n:Page>".utf8)
        }
        let file =
            "<n:OFD xmlns:n=\"http://www.ofdspec.org/2016\"><n:DocBody><n:DocInfo><n:Title>题名</n:Title></n:DocInfo></n:DocBody></n:OFD>"
        func ofd(_ template: String) throws -> [UInt8] {
            try zip([
                ("OFD.xml", Array(file.utf8)), ("Doc_0/Pages/Page_10/Content.xml", page("第十页")),
                ("Doc_0/Pages/Page_2/Content.xml", page("第二页", "关于丁的函")), ("Doc_0/Tpls/Tpl_0/Content.xml", page(template)),
            ])
        }
        #expect(try parts(ofd("页眉"), "a.ofd") == ["第二页\n关于丁的函\n\n第十页\n", "页眉\n", "题名"])
        #expect(try mark(ofd("机密★1年"), "a.ofd") == "机密")
    }
}
