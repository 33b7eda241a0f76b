import Foundation
import Mailroom
import Office
import Testing

@Suite struct MailroomTests {
    private static let words = "云溪县人民政府办公室关于做好值班工作的通知\n各乡镇人民政府：\n　　请认真落实。\n"

    @Test func `UTF-8 with and without mark, UTF-16 both ways`() throws {
        let utf8 = Array(Self.words.utf8)
        #expect(TextDecoding.decode(utf8).text == Self.words)
        #expect(TextDecoding.decode([0xEF, 0xBB, 0xBF] + utf8).text == Self.words)
        let little = Self.words.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = Self.words.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(TextDecoding.decode([0xFF, 0xFE] + little).text == Self.words)
        #expect(TextDecoding.decode([0xFE, 0xFF] + big).text == Self.words)
        #expect(TextDecoding.decode(little).text == Self.words)
        #expect(TextDecoding.decode(big).text == Self.words)
    }

    @Test func `GB18030 and Big5 are told apart`() throws {
        // 云溪县关于通知 and 關於召開會議的通知, as bytes of their encodings.
        let gb: [UInt8] = [0xD4, 0xC6, 0xCF, 0xAA, 0xCF, 0xD8, 0xB9, 0xD8, 0xD3, 0xDA, 0xB5, 0xC4, 0xCD, 0xA8, 0xD6, 0xAA]
        #expect(TextDecoding.decode(gb).text == "云溪县关于的通知")
        let big5: [UInt8] = [0xC3, 0xF6, 0xA9, 0xF3, 0xA5, 0x6C, 0xB6, 0x7D, 0xB7, 0x7C, 0xC4, 0xB3, 0xAA, 0xBA, 0xB3, 0x71, 0xAA, 0xBE]
        #expect(TextDecoding.decode(big5).text == "關於召開會議的通知")
    }

    @Test func `a calendar in another encoding becomes UTF-8, each line with its number`() {
        let gb: [UInt8] = [0xD4, 0xC6, 0xCF, 0xAA, 0xCF, 0xD8, 0xB9, 0xD8, 0xD3, 0xDA, 0xB5, 0xC4, 0xCD, 0xA8, 0xD6, 0xAA]
        let head = Array("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:".utf8)
        let foot = Array("\r\nDTSTART:20261124T090000\r\nEND:VEVENT\r\n".utf8)
        func lines(_ bytes: [UInt8]) -> [String] {
            String(decoding: CalendarText.inUTF8(bytes), as: UTF8.self).replacing("\r\n", with: "\n").components(separatedBy: "\n")
        }
        let whole = lines(head + gb + foot)
        #expect(whole.starts(with: ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:云溪县关于的通知", "DTSTART:20261124T090000", "END:VEVENT"]))
        // Folded within a character, in its own encoding and in UTF-8.
        let fold: [UInt8] = [0x0D, 0x0A, 0x20]
        let utf8 = Array("云溪县关于的通知".utf8)
        for text in [Array(gb.prefix(5)) + fold + gb.dropFirst(5), Array(utf8.prefix(4)) + fold + utf8.dropFirst(4)] {
            let folded = lines(head + text + foot)
            #expect(folded.starts(with: ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:云溪县关于的通知", "", "DTSTART:20261124T090000"]))
        }
        let sound = head + utf8 + foot
        #expect(CalendarText.inUTF8(sound) == sound && CalendarText.inUTF8([]) == [])
        let units = Array(String(decoding: sound, as: UTF8.self).utf16)
        let wide: [UInt8] = [0xFF, 0xFE] + units.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
        #expect(CalendarText.inUTF8(wide) == sound)
    }

    @Test func `words of a calendar in quoted-printable are spelled out, each line with its number`() {
        func text(_ calendar: String) -> String { String(decoding: CalendarText.inUTF8(Array(calendar.utf8)), as: UTF8.self) }
        #expect(
            text("BEGIN:VEVENT\r\nSUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9C=BA=\r\n=E5=AF=86=E2=98=85\r\nEND:VEVENT\r\n")
                == "BEGIN:VEVENT\r\nSUMMARY:机密★\r\n\r\nEND:VEVENT\r\n")
        // Over the fold of a line, in another encoding, with a line break, with a bare name.
        #expect(text("SUMMARY;encoding=quoted-\r\n printable:=E6=9C=BA\r\nA:1") == "SUMMARY:机\r\n\r\nA:1")
        #expect(text("SUMMARY;LANGUAGE=zh;QUOTED-PRINTABLE:a=0D=0Ab\nA:1\n") == "SUMMARY;LANGUAGE=zh:a\\nb\r\nA:1\n")
        // What only speaks of it stays as it is.
        for plain in ["SUMMARY:quoted=E6\r\nA:1\r\n", "A:quoted\nSUMMARY:x=\nB:2\n"] { #expect(text(plain) == plain) }
        // A line that is folded without end, and names no property, is gone through once.
        let endless = "X;QUOTED-PRINTABLE" + String(repeating: "\r\n =", count: 100_000)
        #expect(text(endless) == endless)
        let paper = "BEGIN:VCALENDAR\r\nSUMMARY;ENCODING=QUOTED-PRINTABLE:=E6=9C=BA=E5=AF=86=E2=98=85\r\nEND:VCALENDAR\r\n"
        #expect(TextExtraction.extract(Array(paper.utf8), path: "a.ics").text?.contains("机密★") == true)
    }

    @Test func `a file within a calendar is left out, and its line is told`() {
        let calendar =
            "BEGIN:VEVENT\r\nATTACH;ENCODING=BASE64;VALUE=BINARY:5py6\r\n 5a+G\r\nATTACH:https://example.org/a\r\nSUMMARY:base64\r\nEND:VEVENT\r\n"
        let (bytes, lines) = CalendarText.withoutFiles(Array(calendar.utf8))
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "BEGIN:VEVENT\r\n\r\n\r\nATTACH:https://example.org/a\r\nSUMMARY:base64\r\nEND:VEVENT\r\n")
        #expect(lines == [2])
        let plain = Array("BEGIN:VEVENT\r\nATTACH:https://example.org/a\r\nEND:VEVENT\r\n".utf8)
        #expect(CalendarText.withoutFiles(plain).lines == [])
    }

    @Test func `broken bytes are answered, not guessed away`() {
        #expect(TextDecoding.decode([]).text == "")
        let cut = Array(Self.words.utf8.dropLast(2))
        #expect(Self.words.hasPrefix(TextDecoding.decode(cut).text))
        let zeros = Array("通知\u{0}内容".utf8)
        #expect(TextDecoding.decode(zeros).text == "通知内容")
        #expect(TextDecoding.isBinary((0..<2000).map { UInt8($0 % 32) }))
        #expect(!TextDecoding.isBinary(Array(Self.words.utf8)))
        for seed in 0..<200 {
            let noise = (0..<97).map { UInt8(truncatingIfNeeded: ($0 * 7919 + seed * 104_729) >> 3) }
            _ = TextDecoding.decode(noise)
        }
    }

    @Test func `HTML gives its readable text`() throws {
        let page =
            "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><h1>关于通知</h1><p>各科室&ldquo;A&rdquo;：<br>请&nbsp;落实&#x3002;</p><script>alert(1)</script><!-- 隐藏 --></body></html>"
        let text = try #require(TextExtraction.extract(Array(page.utf8), path: "a.html").text)
        #expect(PaperText.parts(text) == ["关于通知\n各科室“A”：\n请 落实。", "x"])
    }

    @Test func `files are told by content before name`() throws {
        #expect(TextExtraction.extract(Array(Self.words.utf8), path: "a.txt").text == Self.words)
        #expect(TextExtraction.extract([], path: "a.txt") == .noText)
        #expect(TextExtraction.extract(Array("   \n".utf8), path: "a.txt") == .noText)
        #expect(TextExtraction.extract(Array(Self.words.utf8), path: "a.pdf") == .refused(.broken("PDF")))
        #expect(
            TextExtraction.extract([0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 7, count: 50), path: "a.docx") == .refused(.broken("docx"))
        )
        #expect(TextExtraction.extract((0..<4000).map { UInt8($0 % 31) }, path: "a.exe") == .refused(.unsupported("exe")))
    }

    @Test func `a word processor's file and a PDF give their text`() throws {
        let folder = NSTemporaryDirectory() + "banshi-mail-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder + "/word", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let xml =
            "<w:document><w:body><w:p><w:r><w:t>关于通知</w:t></w:r></w:p><w:p><w:r><w:t>各科室</w:t><w:tab/><w:t>：</w:t></w:r></w:p></w:body></w:document>"
        try xml.write(toFile: folder + "/word/document.xml", atomically: true, encoding: .utf8)
        let python =
            "import zipfile;z=zipfile.ZipFile('\(folder)/a.docx','w',zipfile.ZIP_DEFLATED);z.write('\(folder)/word/document.xml','word/document.xml');z.close()"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", python]
        try process.run()
        process.waitUntilExit()
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/a.docx")))
        #expect(TextExtraction.extract(bytes, path: folder + "/a.docx").text == "关于通知\n各科室\t：\n")
        #expect(TextExtraction.extract(Array(bytes.prefix(bytes.count / 2)), path: "a.docx").text == nil)

        let pdf = folder + "/a.pdf"
        try Self.pdf("Notice 2026 No 12").write(toFile: pdf, atomically: true, encoding: .utf8)
        guard case .success(let content) = TextExtraction.read(pdf) else { throw CocoaError(.fileReadUnknown) }
        #expect(TextExtraction.extract(content, path: pdf).text?.contains("Notice 2026 No 12") == true)
        try Data("%PDF-1.4 garbage".utf8).write(to: URL(fileURLWithPath: pdf))
        #expect(TextExtraction.extract(Array("%PDF-1.4 garbage".utf8), path: pdf) == .refused(.broken("PDF")))
    }

    private static func pdf(_ text: String) -> String {
        let stream = "BT /F1 12 Tf 72 720 Td (\(text)) Tj ET"
        return """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
            4 0 obj<</Length \(stream.utf8.count)>>stream
            \(stream)
            endstream endobj
            5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """
    }

    @Test func `doors refuse what may never end`() throws {
        #expect(throws: ExtractionRefused.self) { _ = try TextExtraction.read("/dev/zero").get() }
        #expect(throws: ExtractionRefused.self) { _ = try TextExtraction.read("/nowhere/at/all").get() }
        #expect(throws: ExtractionRefused.self) { _ = try TextExtraction.read("/tmp").get() }
        let root = NSTemporaryDirectory() + "banshi-root-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: root + "/drop/a", withIntermediateDirectories: true)
        try Data("甲".utf8).write(to: URL(fileURLWithPath: root + "/drop/a/1.txt"))
        try FileManager.default.createSymbolicLink(atPath: root + "/drop/b", withDestinationPath: root + "/drop/a")
        #expect(try TextExtraction.read(root + "/drop/a/1.txt", below: root + "/drop").get() == Array("甲".utf8))
        #expect(TextExtraction.read(root + "/drop/b/1.txt", below: root + "/drop") == .failure(ExtractionRefused(.notAFile)))
        #expect(throws: ExtractionRefused.self) { _ = try TextExtraction.read(root + "/drop/../drop/a/1.txt", below: root + "/drop").get() }
    }

    @Test func `names are made safe`() {
        #expect(TextExtraction.safeName("/a/b/通知.txt") == "通知.txt")
        #expect(TextExtraction.safeName("a\u{1B}[31m\u{202E}txt.exe") == "a_[31m_txt.exe")
        #expect(TextExtraction.safeName("..") == "_")
        // A mark at the beginning joins the slash before it only as text; marks and joiners belong to their script.
        #expect(TextExtraction.safeName("/a/\u{301}重音.txt").utf8.elementsEqual("\u{301}重音.txt".utf8))
        #expect(TextExtraction.safeName("รายงาน.pdf") == "รายงาน.pdf")
        #expect(PathText.parts("/a/\u{FE0F}b/\u{3099}c").map(\.unicodeScalars.count) == [1, 2, 2])
        // What is too long keeps its ending, and a file's name fits on every disk.
        let long = String(repeating: "长", count: 500) + ".docx"
        #expect(TextExtraction.safeName(long).hasSuffix("长.docx") && TextExtraction.safeName(long).utf8.count <= 720)
        #expect(TextExtraction.fileName(long).hasSuffix("长.docx") && TextExtraction.fileName(long).utf8.count <= 255)
    }

    @Test func `tables in any separator, quotes and encoding`() {
        let table = CSVFile(Array("\u{FEFF}标题;文号\r\n\"关于\"\"决算\"\"的通知\n第二行\";云财函〔2026〕12号\r\n\r\n丙;丁".utf8))
        #expect(table.header == ["标题", "文号"])
        #expect(table.rows.count == 2)
        #expect(table.rows[0].cells[0] == "关于\"决算\"的通知\n第二行")
        #expect(table.rows[1].line == 5)
        #expect(table.cell(table.rows[1].cells, ["reference", "文号"]) == "丁")
        let strokes = CSVFile(Array("标题|文号|份数\n关于甲的函|云水〔2026〕1号|\n".utf8))
        #expect(strokes.header == ["标题", "文号", "份数"] && strokes.rows.map(\.cells) == [["关于甲的函", "云水〔2026〕1号", ""]])
        let drawn = CSVFile(Array("| 标题 | 文号 |\n|:---|----|\n| 关于甲的函 | 云水〔2026〕1号 |\n| 乙 | |\n".utf8))
        #expect(drawn.header == ["标题", "文号"] && drawn.rows.map(\.line) == [3, 4])
        #expect(drawn.cell(drawn.rows[0].cells, ["文号"]) == "云水〔2026〕1号" && drawn.cell(drawn.rows[1].cells, ["文号"]) == nil)
        #expect(CSVFile(Array("a,b\n\"开,1".utf8)).unclosedQuote == 2)
        #expect(CSVFile([]).rows.isEmpty)
        // Our own tables keep a spreadsheet from running what begins like a formula; brought back it is what it was.
        let back = CSVFile(Array("标题\n'=1+1\n'－－关于\n'甲'乙\n\"'@所有人\"\n".utf8))
        #expect(back.rows.map { back.cell($0.cells, ["标题"]) } == ["=1+1", "－－关于", "'甲'乙", "@所有人"])
    }
}
