import Foundation
import Office
import Testing

@testable import Mailroom

/// Every place of a paper where a secrecy mark may stand unseen, each with a twin that differs in one sign and comes in (J13).
@Suite struct HiddenMarkTests {
    struct Way: CustomTestStringConvertible, Sendable {
        let name: String
        let file: String
        let bytes: [UInt8]
        var testDescription: String { name }

        init(_ name: String, _ file: String, _ text: String) { self.init(name, file, Array(text.utf8)) }

        init(_ name: String, _ file: String, _ bytes: [UInt8]) { (self.name, self.file, self.bytes) = (name, file, bytes) }
    }

    /// The level of the mark the gate meets in a paper, all that is kept within it among it.
    private func level(_ bytes: [UInt8], _ file: String) -> String? {
        var gate = SecrecyGate()
        let opened = TextExtraction.open(bytes, path: file)
        if let text = opened.text { gate.look(into: text) }
        if let mail = opened.mail {
            gate.look(into: mail.allText)
            for attachment in mail.attachments {
                if let level = level(attachment.bytes, attachment.name) { return level }
            }
        }
        return gate.stops
    }

    private func check(_ marked: Way, _ clean: Way) {
        #expect(level(marked.bytes, marked.file) == "机密", "\(marked.name)")
        let opened = TextExtraction.open(clean.bytes, path: clean.file)
        #expect(opened.text != nil && opened.unread.isEmpty, "\(marked.name): \(opened)")
        #expect(level(clean.bytes, clean.file) == nil, "\(marked.name)")
    }

    /// One paper with a mark and one with 要 for 密.
    private func check(_ name: String, _ file: String, _ text: String) {
        check(Way(name, file, text), Way(name, file, text.replacing("密", with: "要")))
    }

    private static let body = String(repeating: "<p>请按要求办理。</p>", count: 40)

    // MARK: Pages

    @Test(arguments: [
        Way("reading between", "a.html", "<p><ruby>机<rt>jī</rt>密<rt>mì</rt></ruby>★10年</p>"),
        Way("reading with brackets", "a.html", "<p><ruby>机<rp>(</rp><rt>jī</rt><rp>)</rp>密<rp>(</rp><rt>mì</rt><rp>)</rp></ruby>★</p>"),
        Way("reading itself", "a.html", "<p><ruby>某件<rt>机密★10年</rt></ruby></p>"),
        Way("without scripts", "a.html", "<noscript><p>机<b>密</b>★10年</p></noscript>"),
        Way("template", "a.html", "<template><div><template></template>机<i>密</i>★10年</div></template>"),
        Way("style", "a.html", "<style>p:before { content: \"机密\" }</style>"),
        Way("style in two strings", "a.html", "<style>p:before { content: '机' \"密★10年\" }</style>"),
        Way("style attribute", "a.html", "<p style='--mark: \"机密★10年\"'>甲</p>"),
        Way("remark in a style", "a.html", "<style>/* 机密★10年 */</style>"),
        Way("script", "a.html", "<script>document.write('机密★10年')</script>"),
        Way("title", "a.html", "<p title='机密★10年'>甲</p>"), Way("alt", "a.html", "<img alt=\"机密★10年\">"),
        Way("aria-label", "a.html", "<p aria-label=机密★10年>甲</p>"), Way("placeholder", "a.html", "<input placeholder='密级：机密'>"),
        Way("value", "a.html", "<input type=hidden value='机密★10年'>"), Way("data", "a.html", "<p data-mark='机密★10年'>甲</p>"),
        Way("meta", "a.html", "<meta name=classification content='机密★10年'>"), Way("comment", "a.html", "<!-- 机密★10年 -->"),
        Way("comment for a program", "a.html", "<!--[if mso]><p>机<span>密</span>★10年</p><![endif]-->"),
        Way("option", "a.html", "<select><option>机密★10年</select>"), Way("textarea", "a.html", "<textarea>机密★10年</textarea>"),
        Way("page in a frame", "a.html", "<iframe srcdoc='&lt;p&gt;机&lt;b&gt;密&lt;/b&gt;★10年&lt;/p&gt;'></iframe>"),
        Way("page in a page in a frame", "a.html", "<iframe srcdoc=\"<noscript>机<b>密</b>★10年</noscript>\"></iframe>"),
        Way("frame for old browsers", "a.html", "<iframe src=a>机<b>密</b>★10年</iframe>"),
        Way("table", "a.html", "<table><tr><th>标题<th>密级<tr><td>某件<td><p>机<b>密</b></p></table>"),
        Way(
            "table with a wide cell", "a.html",
            "<table><tr><td colspan=2>标题</td><td>密级</td></tr><tr><td>1</td><td>某件</td><td>机密</td></tr></table>"),
    ])
    func `a page is read where nobody looks`(way: Way) {
        let source = String(decoding: way.bytes, as: UTF8.self)
        check(way.name, way.file, "<html><body>" + Self.body + source + Self.body + "</body></html>")
    }

    @Test func `signs written by their numbers in styles, scripts and references`() {
        func page(_ source: String) -> String { "<html><body>" + Self.body + source + "</body></html>" }
        for (marked, clean) in [
            ("<style>p:after{content:\"\\673A\\5BC6\"}</style>", "<style>p:after{content:\"\\673A\\8981\"}</style>"),
            ("<style>p:after{content:\"\\00673A \\005bc6 \"}</style>", "<style>p:after{content:\"\\00673A \\008981 \"}</style>"),
            ("<script>a('\\u673a\\u5bc6\\u260510')</script>", "<script>a('\\u673a\\u8981\\u260510')</script>"),
            ("<p title='&#26426;&#23494;&#9733;'>甲", "<p title='&#26426;&#35201;&#9733;'>甲"),
            (
                "<iframe srcdoc='&#x673A;&lt;b>&#x5BC6;&lt;/b>&#x2605;'></iframe>",
                "<iframe srcdoc='&#x673A;&lt;b>&#x8981;&lt;/b>&#x2605;'></iframe>"
            ),
        ] { check(Way(marked, "a.html", page(marked)), Way(clean, "a.html", page(clean))) }
    }

    @Test func `a file within a page is opened like any other`() {
        func page(_ type: String, _ text: String) -> Way {
            let data = Data(text.utf8).base64EncodedString()
            return Way(type, "a.html", "<html><body>\(Self.body)<a href='data:\(type);base64,\(data)'>附件</a></body></html>")
        }
        let mark = "某件\n\n机密★10年\n"
        for type in ["text/plain;charset=utf-8", "application/octet-stream", "text/html"] {
            check(page(type, mark), page(type, mark.replacing("密", with: "要")))
        }
        let spelled = "<html><body>\(Self.body)<img src='data:text/plain,%E6%9C%BA%E5%AF%86%E2%98%85'></body></html>"
        check(Way("percent", "a.html", spelled), Way("percent", "a.html", spelled.replacing("%E5%AF%86", with: "%E8%A6%81")))
        // A picture says nothing in words, and is named by nobody.
        let picture = TextExtraction.open(
            Array("<html><body>甲<img src='data:image/png;base64,iVBORw0KGgo='></body></html>".utf8), path: "a.html")
        #expect(picture.text == "甲" && picture.unread.isEmpty)
        // A file nobody can read is named.
        let strange = TextExtraction.open(page("application/x-y", "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}").bytes, path: "a.html")
        #expect(strange.unread.map(\.name) == ["data-1.bin"])
    }

    @Test func `pieces of a page that are no neighbours make no mark`() {
        for source in [
            "<p title='机'>甲</p><p title='密★10年'>乙</p>", "<ruby>机<rt>jī</rt></ruby><p>乙</p><p>密★10年</p>",
            "<style>a{content:'机'} b{content:'密★'}</style>",
            "<style>.机密 { color: red }</style>", "<script>var levels = ['绝密', '机密', '秘密']</script>",
            "<table><tr><td>密级<td>标题<tr><td>内部<td>机密文件管理办法</table>", "<noscript>机</noscript><noscript>密★</noscript>",
        ] {
            let page = "<html><body>" + Self.body + source + Self.body + "</body></html>"
            #expect(level(Array(page.utf8), "a.html") == nil, "\(source)")
        }
    }

    // MARK: Calendars

    private static func calendar(_ line: String) -> String {
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T090000\r\nSUMMARY:例会\r\n\(line)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    }

    @Test(arguments: [
        "X-ALT-DESC;FMTTYPE=text/html:<html><body><p>机<b>密</b>★10年</p></body></html>", "X-ALT-DESC;FMTTYPE=text/html:<!-- 机密★10年 -->",
        "X-SECRECY:机密★10年", "X-MS-OLK-NOTE:机密", "COMMENT:机密★10年", "CONTACT:某人\\n机密★10年", "CATEGORIES:会议,机密,其他", "LOCATION:三楼\\n机密★10年",
        "ATTENDEE;CN=\"机密★10年\":mailto:a@b", "ORGANIZER;CN=机密★10年:mailto:a@b", "DESCRIPTION;ALTREP=\"cid:1\";X-A=机密★10年:某事",
        "RESOURCES:投影仪,机密★10年", "DESCRIPTION:某事\\n机\r\n 密★10年", "ATTACH:data:text/plain;charset=utf-8,机密★10年",
    ])
    func `a property of a calendar is read whatever it is called`(line: String) { check(line, "a.ics", Self.calendar(line)) }

    @Test func `a file in an entry is opened, in a card as well`() throws {
        func attached(_ bytes: [UInt8], _ parameters: String = "FMTTYPE=text/plain") -> [UInt8] {
            let data = Data(bytes).base64EncodedString()
            return Array(
                Self.calendar("ATTACH;\(parameters);ENCODING=BASE64;VALUE=BINARY:\(data.prefix(40))\r\n \(data.dropFirst(40))").utf8)
        }
        func text(_ mark: String) -> [UInt8] { Array("某件\n\n\(mark)★10年\n请按要求办理。\n".utf8) }
        check(Way("text", "a.ics", attached(text("机密"))), Way("text", "a.ics", attached(text("机要"))))
        check(
            Way("named", "a.ics", attached(text("某某"), "FILENAME=\"机密★10年.txt\"")),
            Way("named", "a.ics", attached(text("某某"), "FILENAME=\"机要★10年.txt\"")))
        let paper = { (mark: String) in
            try EmbeddedKit.docx([
                (
                    "word/header1.xml",
                    Array(
                        "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p><w:r><w:t>\(mark)★10年</w:t></w:r></w:p></w:hdr>"
                            .utf8)
                )
            ])
        }
        check(Way("paper", "a.ics", attached(try paper("机密"))), Way("paper", "a.ics", attached(try paper("机要"))))
        let strange = TextExtraction.open(attached([1, 2, 3, 4, 5, 6, 7, 8], "X-FILENAME=甲.dat"), path: "a.ics")
        #expect(strange.unread.map(\.name) == ["甲.dat"])
        let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:某人\r\nPHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=\r\nNOTE:机密★10年\r\nEND:VCARD\r\n"
        check("card", "a.vcf", card)
        let quoted =
            "BEGIN:VCARD\r\nVERSION:2.1\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E6=9C=BA=E5=AF=86=E2=98=85\r\nEND:VCARD\r\n"
        check(Way("quoted", "a.vcf", quoted), Way("quoted", "a.vcf", quoted.replacing("=E5=AF=86", with: "=E8=A6=81")))
    }

    // MARK: Encodings

    @Test(arguments: [
        ("HZ", "~{;zC\\!o~}10~{Dj~}", "~{;zR*!o~}10~{Dj~}"), ("UTF-7", "+Zzpbxg-+JgU-10", "+ZzqJgQ-+JgU-10"),
        ("what is left of quoted-printable", "=E6=9C=BA=E5=AF=86=E2=98=85", "=E6=9C=BA=E8=A6=81=E2=98=85"),
        ("a broken line of it", "=E6=9C=BA=E5=\r\n=AF=86=E2=98=85", "=E6=9C=BA=E8=\r\n=A6=81=E2=98=85"),
        ("GBK of it", "=BB=FA=C3=DC=A1=EF", "=BB=FA=D2=AA=A1=EF"),
    ])
    func `a text in seven bits that declares nothing shows what it means`(name: String, marked: String, clean: String) {
        func text(_ line: String) -> String { "Notice\r\n\r\n\(line)\r\nPlease see below.\r\n" }
        check(Way(name, "a.txt", text(marked)), Way(name, "a.txt", text(clean)))
        // As it came, it is kept.
        let kept = TextExtraction.open(Array(text(marked).utf8), path: "a.txt").text
        #expect(kept?.hasPrefix(text(marked)) == true)
        func page(_ line: String) -> String { "<html><body><p>Notice</p><p>\(line)</p></body></html>" }
        if !marked.contains("\n") { check(Way(name, "a.html", page(marked)), Way(name, "a.html", page(clean))) }
        func mail(_ line: String) -> String {
            "From: <a@example.gov.cn>\r\nSubject: x\r\nMessage-ID: <1@b>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n\(text(line))"
        }
        check(Way(name, "a.eml", mail(marked)), Way(name, "a.eml", mail(clean)))
    }

    @Test(arguments: [
        ("hz-gb-2312", "~{;zC\\!o~}10~{Dj~}", "~{;zR*!o~}10~{Dj~}"), ("utf-7", "+Zzpbxg-+JgU-10", "+ZzqJgQ-+JgU-10"),
        ("iso-2022-cn", "\u{1B}$)A\u{0E};zC\\!o\u{0F}", "\u{1B}$)A\u{0E};zR*!o\u{0F}"),
        ("iso-2022-jp", "\u{1B}$B5!L)!z\u{1B}(B", "\u{1B}$B5!MW!z\u{1B}(B"),
    ])
    func `an encoding that a mail declares is believed, and seen where nobody declares it`(charset: String, marked: String, clean: String) {
        func mail(_ line: String, _ type: String) -> Way {
            Way(
                charset, "a.eml",
                "From: <a@example.gov.cn>\r\nSubject: x\r\nMessage-ID: <1@b>\r\nMIME-Version: 1.0\r\nContent-Type: \(type)\r\n\r\nNotice\r\n\r\n\(line)\r\nEnd.\r\n"
            )
        }
        check(mail(marked, "text/plain; charset=\(charset)"), mail(clean, "text/plain; charset=\(charset)"))
        check(mail(marked, "text/plain"), mail(clean, "text/plain"))
        func text(_ line: String) -> Way { Way(charset, "a.txt", "Notice of a meeting\r\n\r\n\(line)\r\nPlease see below.\r\n") }
        check(text(marked), text(clean))
    }

    @Test func `UTF-16 and UTF-32 are read without a mark before them, GB 18030 with its signs of four bytes`() {
        func wide(_ text: String, _ width: Int, isLittle: Bool) -> [UInt8] {
            text.unicodeScalars.flatMap { scalar -> [UInt8] in
                let bytes = (0..<width).map { UInt8(scalar.value >> UInt32(8 * $0) & 255) }
                return isLittle ? bytes : bytes.reversed()
            }
        }
        func paper(_ mark: String) -> String { "\(mark)★10年\r\n关于开展检查的通知\r\n各科室：\r\n　　请按要求办理。\r\n" }
        for width in [2, 4] {
            for isLittle in [true, false] {
                check(
                    Way("\(width) \(isLittle)", "a.txt", wide(paper("机密"), width, isLittle: isLittle)),
                    Way("\(width) \(isLittle)", "a.txt", wide(paper("机要"), width, isLittle: isLittle)))
            }
        }
        check(
            Way("BOM", "a.txt", wide("\u{FEFF}" + paper("机密"), 4, isLittle: false)),
            Way("BOM", "a.txt", wide("\u{FEFF}" + paper("机要"), 4, isLittle: false)))
        // 㐂 is written in four bytes.
        let four: [UInt8] = [
            0x81, 0x39, 0xEF, 0x31, 0xBB, 0xFA, 0xC3, 0xDC, 0xA1, 0xEF, 0x0A, 0xB9, 0xD8, 0xD3, 0xDA, 0xCD, 0xA8, 0xD6, 0xAA,
        ]
        var clean = four
        (clean[6], clean[7]) = (0xD2, 0xAA)
        check(Way("GB 18030", "a.txt", four), Way("GB 18030", "a.txt", clean))
    }

    @Test func `what only looks like such a form says nothing`() {
        for text in [
            "a ~{ b ~} c", "call +86-10-12345678 or +8613800138000", "x=1=2=3 y=AB=CD", "C++ and A+B= ",
            "\u{1B}[1mbold words of a terminal\u{1B}[0m $B", "~{~}~~",
        ] {
            #expect(SevenBit.marked(in: text).isEmpty && TextExtraction.open(Array(text.utf8), path: "a.txt").text == text, "\(text)")
        }
        #expect(SevenBit.unshifted(Array("1 +- 1 = 2".utf8)) == nil)
        #expect(SevenBit.unshifted(Array("+Zzpbxg-+- +2D3cAA-".utf8)) == "机密+ \u{1F400}")
    }

    // MARK: Tables

    @Test func `a column of levels is seen in every kind of table`() throws {
        let plain = (1...6).map { ["某件\($0)", "3", "内部"] }
        let rows = { (level: String) in [["标题", "份数", "密级"]] + plain + [["某件", "", level]] }
        let book = { (level: String) in
            try WorkbookKit.book([WorkbookKit.Sheet(name: "目录", inner: WorkbookKit.data(WorkbookKit.rows(rows(level))))])
        }
        check(Way("xlsx", "a.xlsx", try book("机密")), Way("xlsx", "a.xlsx", try book("工作秘密")))
        for separator in [",", "\t", "|"] {
            let table = { (level: String) in rows(level).map { $0.joined(separator: separator) + "\n" }.joined() }
            check(Way(separator, "a.csv", table("机密")), Way(separator, "a.csv", table("工作秘密")))
        }
        let word = { (level: String) in
            let cells = rows(level).map { row in
                "<w:tr>" + row.map { "<w:tc><w:p><w:r><w:t>\($0)</w:t></w:r></w:p></w:tc>" }.joined() + "</w:tr>"
            }
            let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
            let body = "<w:p><w:r><w:t>收文目录</w:t></w:r></w:p><w:tbl>\(cells.joined())</w:tbl>"
            return try EmbeddedKit.zip([("word/document.xml", Array("<w:document \(names)><w:body>\(body)</w:body></w:document>".utf8))])
        }
        check(Way("docx", "a.docx", try word("机密")), Way("docx", "a.docx", try word("工作秘密")))
        let open = { (level: String) in
            let cells = rows(level).map { row in
                "<table:table-row>" + row.map { "<table:table-cell><text:p>\($0)</text:p></table:table-cell>" }.joined()
                    + "</table:table-row>"
            }
            let body = "<text:p>收文目录</text:p><table:table>\(cells.joined())</table:table>"
            let base = "urn:oasis:names:tc:opendocument:xmlns:"
            let names = ["office", "text", "table"].map { "xmlns:\($0)=\"\(base)\($0):1.0\"" }.joined(separator: " ")
            let content =
                "<office:document-content \(names)><office:body><office:text>\(body)</office:text></office:body></office:document-content>"
            return try EmbeddedKit.zip([
                ("mimetype", Array("application/vnd.oasis.opendocument.text".utf8)), ("content.xml", Array(content.utf8)),
            ])
        }
        check(Way("odt", "a.odt", try open("机密")), Way("odt", "a.odt", try open("工作秘密")))
    }
}
