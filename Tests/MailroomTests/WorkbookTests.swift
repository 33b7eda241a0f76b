import Foundation
import Office
import Testing

@testable import Mailroom

/// Tables as offices have them: what a cell shows is what is read.
@Suite struct WorkbookTests {
    @Test(arguments: [
        "<headerFooter><oddHeader>&amp;C&amp;\"宋体,常规\"&amp;12机密★10年&amp;R&amp;P</oddHeader></headerFooter>",
        "<headerFooter><firstFooter>密级：机密</firstFooter></headerFooter>",
    ])
    func `a mark in the head or foot of a printed sheet passes the door`(head: String) throws {
        let rows = "<sheetData>" + WorkbookKit.rows([["标题"], ["某事"]]) + "</sheetData>"
        let book = try WorkbookKit.book([WorkbookKit.Sheet(name: "表", inner: rows + head)])
        #expect(try Workbook.readHere(book).asides.contains { SecrecyDoor.mark(inTyped: $0) == "机密" })
        let text = try #require(TextExtraction.extract(book, path: "a.xlsx").text)
        #expect(Recognition(of: text).secrecy == "机密")
        let plain = try WorkbookKit.book([WorkbookKit.Sheet(name: "表", inner: rows)])
        #expect(try Workbook.readHere(plain).asides == [])
    }

    @Test(arguments: [
        "<xdr:sp><xdr:txBody><a:p><a:r><a:t>机</a:t></a:r><a:r><a:t>密★10年</a:t></a:r></a:p></xdr:txBody></xdr:sp>",
        "<xdr:sp><xdr:txBody><a:p><a:r><a:t>密级：</a:t></a:r></a:p><a:p><a:r><a:t>机密</a:t></a:r></a:p></xdr:txBody></xdr:sp>",
        "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"2\" name=\"图\" descr=\"机密★10年\"/></xdr:nvPicPr></xdr:pic>",
    ])
    func `a mark drawn on a sheet passes the door`(shape: String) throws {
        let names =
            "xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
        let sheets = [WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(WorkbookKit.rows([["标题"], ["某事"]])))]
        let book = try WorkbookKit.book(sheets, more: [("xl/drawings/drawing1.xml", "<xdr:wsDr \(names)>\(shape)</xdr:wsDr>")])
        #expect(SecrecyDoor.mark(inAny: try Workbook.readHere(book).asides) == "机密")
        let text = try #require(TextExtraction.extract(book, path: "a.xlsx").text)
        #expect(Recognition(of: text).secrecy == "机密")
        let harmless = shape.replacing("密", with: "要")
        let plain = try WorkbookKit.book(sheets, more: [("xl/drawings/drawing1.xml", "<xdr:wsDr \(names)>\(harmless)</xdr:wsDr>")])
        #expect(try Workbook.readHere(plain).asides == [])
    }

    @Test(arguments: [
        ("0", "2026-11-23"), ("General", "46349"), (#"yyyy"年"m"月"d"日""#, "2026-11-23"), (#"[$-804]yyyy"年"m"月"d"日";@"#, "2026-11-23"),
        ("yyyy年m月d日", "2026-11-23"), ("yyyy/m/d", "2026-11-23"), (#"m"月"d"日""#, "2026-11-23"), ("[DBNum1][$-804]yyyy年m月", "2026-11-23"),
        ("#,##0.00", "46349"), (#"0.00"元""#, "46349"), ("[Red]0", "46349"), ("0.00E+00", "46349"), (#""第"0"号""#, "第46349号"),
        ("00000000", "00046349"), ("@", "46349"), ("aaaa", "2026-11-23"), ("G/通用格式", "46349"), (#"_ ¥* #,##0.00_ "#, "46349"),
    ]) func `a format says whether a number is a date`(format: String, text: String) {
        #expect(NumberFormat(format).text("46349", from1904: false).text == (format == "0" ? "46349" : text))
    }

    @Test(arguments: [14, 22, 27, 31, 36, 50, 57, 58]) func `the formats of Chinese versions are dates`(number: Int) {
        #expect(NumberFormat(builtIn: number).text("46349", from1904: false).text == "2026-11-23")
    }

    @Test(arguments: [
        (1.0, false, "1900-01-01"), (59, false, "1900-02-28"), (60, false, "1900-02-29"), (61, false, "1900-03-01"),
        (46349, false, "2026-11-23"),
        (0, true, "1904-01-01"), (44887, true, "2026-11-23"), (2_958_465, false, "9999-12-31"),
        (46349.604166666664, false, "2026-11-23 14:30"),
        (46349.99999999, false, "2026-11-24"),
    ]) func `days are counted from 1900 with its day that never was, or from 1904`(serial: Double, from1904: Bool, text: String) {
        #expect(SerialDay.text(serial, kind: .day, from1904: from1904) == text)
    }

    @Test func `times and lengths of time are told apart from days`() {
        #expect(NumberFormat(#"h"时"mm"分""#).text("0.3368055555555556", from1904: false).text == "08:05")
        #expect(NumberFormat("上午/下午h\"时\"mm\"分\"").text("0.604166666666667", from1904: false).text == "14:30")
        #expect(NumberFormat("[h]:mm").text("1.0625", from1904: false).text == "25:30")
        #expect(NumberFormat("yyyy/m/d h:mm AM/PM").text("46349.5", from1904: false).text == "2026-11-23 12:00")
    }

    @Test(arguments: [
        ("1.3812345678E10", "13812345678", false), ("13812345678", "13812345678", false), ("0.30000000000000004", "0.3", false),
        ("1.1010119900307123E17", "110101199003071232", true), ("-5", "-5", false), ("1E-7", "0.0000001", false), ("12.50", "12.5", false),
    ]) func `numbers are written out, and one that lost digits says so`(written: String, text: String, isRounded: Bool) {
        let said = NumberFormat.general.text(written, from1904: false)
        #expect(said.text == text || isRounded && said.text.count == 18 && !said.text.contains("E"))
        #expect(said.isRounded == isRounded)
    }

    @Test func `cells of every kind are read as they are shown`() throws {
        let inner = WorkbookKit.data(
            """
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c>
            <c r="E2"><f>1+1</f><v>2</v></c><c r="F2"><f>A1</f></c><c r="G2" s="1"><v>46349</v></c><c r="H2" s="2"><v>731</v></c>
            <c r="I2" t="str"><f>x</f><v>甲_x000D_
            乙</v></c><c r="J2" t="d"><v>2026-11-23T00:00:00</v></c></row><row><c t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r></is></c></row>
            """)
        let styles =
            #"<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="0000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>"#
        let bytes = try WorkbookKit.book(
            [WorkbookKit.Sheet(name: "表", inner: inner)],
            shared: ["<t>文字</t>", "<r><t>来文</t></r><rPh><t>laiwen</t></rPh><r><t>单位</t></r>"], styles: styles)
        let workbook = try Workbook.readHere(bytes)
        let texts = WorkbookKit.texts(workbook)
        let expected = [
            "A2": "文字", "B2": "来文单位", "C2": "TRUE", "D2": "#N/A", "E2": "2", "F2": "", "G2": "2026-11-23", "H2": "0731", "J2": "2026-11-23",
            "A3": "一二",
        ]
        for (name, text) in expected { #expect(texts[name] == text, "\(name)") }
        #expect(texts["I2"]?.hasPrefix("甲\n") == true)
        let cells = workbook.sheets[0].rows[0].cells
        #expect(cells[3].trouble == .error && cells[5].trouble == .unworked)
        // What one process hands to another is the same.
        #expect(Workbook(json: try JSON(bytes: workbook.json.bytes)) == workbook)
        let old = try Workbook.readHere(
            WorkbookKit.book(
                [WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(#"<row r="1"><c r="A1" s="1"><v>44887</v></c></row>"#))],
                styles: styles, from1904: true))
        #expect(WorkbookKit.texts(old)["A1"] == "2026-11-23")
    }

    @Test func `what is no workbook is refused by its reason`() throws {
        #expect(throws: ExtractionRefused(.broken("xlsx"))) { try Workbook.readHere([0x50, 0x4B, 0x03, 0x04, 1, 2, 3]) }
        let broken = try WorkbookKit.book([WorkbookKit.Sheet(name: "表", inner: "<sheetData><row>")])
        #expect(throws: ExtractionRefused.self) { try Workbook.readHere(broken) }
        // Rows that go back, and cells beyond all columns.
        let back = WorkbookKit.data(#"<row r="9"/><row r="2"/>"#)
        #expect(throws: ExtractionRefused.self) { try Workbook.readHere(WorkbookKit.book([WorkbookKit.Sheet(name: "表", inner: back)])) }
    }

    @Test func `our own workbook is read back cell by cell`() throws {
        let path = NSTemporaryDirectory() + "/" + UUID().uuidString + ".xlsx"
        defer { unlink(path) }
        var sheet = WorkbookWriting.Sheet(name: "收文[登记]簿/2026:'")
        sheet.title = "云溪县人民政府办公室收文登记簿"
        sheet.heading = ["姓名", "办公电话", "排名", "日期", "时间", "备注"]
        sheet.columns = [.text, .text, .number, .day, .moment, .text]
        sheet.rows = [
            ["张敏", "07311234567", "3", "2026-11-23", "2026-11-23 14:30", "=1+1"],
            ["李卫东", "0731", "007", "不详", "2026-02-30 10:00", "甲 & <乙>\n丙"],
        ]
        var second = sheet
        second.title = ""
        try WorkbookWriting(width: { $0.count * 2 }).write([sheet, second], to: path)
        let workbook = try Workbook.readHere(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        #expect(workbook.sheets.count == 2 && workbook.sheets[0].name != workbook.sheets[1].name)
        let table = try #require(TableFile(workbook, columns: DirectoryColumn.tableColumns(of: .person), needed: "name"))
        #expect(table.header == sheet.heading && table.rows.map(\.cells) == sheet.rows)
        #expect(try table.value(table.rows[0], "phone") == "07311234567" && table.place(1) == "B（办公电话）")
    }

    @Test(arguments: [("a/b", "a b"), ("", "Sheet1"), ("'名'", "名"), (String(repeating: "长", count: 40), String(repeating: "长", count: 31))])
    func `a sheet's name is one that spreadsheets take`(wanted: String, name: String) {
        var taken: Set<String> = []
        #expect(WorkbookWriting.name(wanted, &taken) == name)
        let second = WorkbookWriting.name(wanted, &taken)
        #expect(second != name && second.utf16.count <= 31)
    }
}
