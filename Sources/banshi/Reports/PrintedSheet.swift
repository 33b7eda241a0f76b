import Foundation
import Mailroom
import Office
import Screen

/// A sheet to be printed, signed or filed: the office's own heading, named boxes, a table; the same in every form it is written in.
struct PrintedSheet {
    /// A named box; an empty one leaves room for handwriting.
    struct Box {
        let label: String
        let text: String
        /// Lines left for handwriting where there is no text.
        var room = 0
    }

    let office: String
    let title: String
    /// Below the title, small: a period, a total, when it was printed.
    var remark = ""
    var boxes: [Box] = []
    var heading: [String] = []
    var rows: [[String]] = []
    /// What a spreadsheet may reckon with, by the heading of the column; the others are text.
    var kinds: [String: WorkbookWriting.Column] = [:]
    /// A table for a program: nothing stands above its head.
    var isBare = false
    /// What the bar code says; none without.
    var code: BarCode?

    enum Form: String, CaseIterable { case text, md, csv, html }

    /// Several sheets in one file, each on a page of its own where there are pages.
    static func written(_ sheets: [PrintedSheet], _ form: Form) -> String {
        switch form {
        case .text: sheets.map(\.text).joined(separator: "\n\n")
        case .md: sheets.map(\.markdown).joined(separator: "\n\n")
        // With one byte-order mark, so that Excel and WPS read the Chinese.
        case .csv: "\u{FEFF}" + sheets.map(\.csv).joined(separator: "\r\n")
        case .html: document(sheets)
        }
    }

    /// What a form of file is called on the command line, the workbook among them, which is no text.
    static let forms = Form.allCases.map(\.rawValue) + [workbook]
    static let workbook = "xlsx"

    /// Writes the sheets as a workbook, one a sheet, under their titles.
    ///
    /// - Throws: `TarFault` where it cannot be written.
    static func write(_ sheets: [PrintedSheet], workbook path: String) throws(TarFault) {
        let pages = sheets.map { sheet in
            var page = WorkbookWriting.Sheet(name: sheet.title.isEmpty ? sheet.office : sheet.title)
            page.title = sheet.isBare ? "" : Visible.lines(sheet.office + sheet.title)
            page.remark = Visible.lines(sheet.remark)
            page.boxes = sheet.boxes.map { (Visible.lines($0.label), Visible.lines($0.text)) }
            page.heading = sheet.heading.map { Visible.lines($0) }
            page.columns = sheet.heading.map { sheet.kinds[$0] ?? .text }
            page.rows = sheet.rows.map { $0.map { Visible.lines($0) } }
            return page
        }
        try WorkbookWriting(width: { TextWidth.of($0) }).write(pages, to: path)
    }

    var json: JSON {
        [
            "office": .string(office), "title": .string(title), "remark": .string(remark),
            "boxes": .array(boxes.map { ["label": .string($0.label), "text": .string($0.text)] }),
            "heading": .array(heading.map(JSON.string)),
            "rows": .array(rows.map { .array($0.map(JSON.string)) }),
        ]
    }

    // MARK: Text

    private var text: String {
        var lines = [office + "  " + title]
        if !remark.isEmpty { lines.append(remark) }
        if let code { lines += code.lines }
        lines.append("")
        let width = boxes.map { TextWidth.of($0.label) }.max() ?? 0
        for box in boxes {
            let wrapped = TextWidth.wrapped(box.text, to: max(20, 76 - width)).map(Visible.text)
            lines.append(TextWidth.padded(box.label, to: width) + "  " + (wrapped.first ?? ""))
            lines += wrapped.dropFirst().map { String(repeating: " ", count: width + 2) + $0 }
            if box.text.isEmpty { lines += Array(repeating: "", count: box.room) }
        }
        if !heading.isEmpty {
            if !boxes.isEmpty { lines.append("") }
            lines += Columns.lines([heading] + rows, widths: heading.map { _ in 48 }, room: 0)
        }
        return lines.joined(separator: "\n")
    }

    // MARK: Markdown

    private var markdown: String {
        var lines = ["# " + office + " " + title, ""]
        if !remark.isEmpty { lines += [remark, ""] }
        if !boxes.isEmpty { lines += [MarkdownTable.text(["", ""], boxes.map { [$0.label, $0.text] }), ""] }
        if !heading.isEmpty { lines.append(MarkdownTable.text(heading, rows)) }
        return lines.joined(separator: "\n")
    }

    // MARK: CSV

    private var csv: String { SpreadsheetTable.text(boxes.map { [$0.label, $0.text] } + (heading.isEmpty ? [] : [heading] + rows)) }

    // MARK: HTML

    private var html: String {
        let boxes = boxes.map { box in
            // Room for the pen beneath what was said already, too.
            let room = box.room > 0 ? " style=\"height:\(box.room * 8)mm\"" : ""
            return "<tr><th scope=\"row\">\(escaped(box.label))</th><td\(room)>\(escaped(box.text).replacing("\n", with: "<br>"))</td></tr>"
        }
        // A column that is empty all the way down waits for a pen.
        let heads = heading.enumerated().map { column, name in
            let isBlank = self.rows.allSatisfy { !$0.indices.contains(column) || $0[column].isEmpty }
            return "<th\(isBlank ? " class=\"pen\"" : "")>\(escaped(name))</th>"
        }
        let head = heading.isEmpty ? "" : "<thead><tr>" + heads.joined() + "</tr></thead>"
        let rows = rows.map { row in "<tr>" + row.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>" }
        return """
            <section>\(code?.drawing ?? "")<h1>\(escaped(office + title))</h1><p>\(escaped(remark))</p>
            \(boxes.isEmpty ? "" : "<table>" + boxes.joined(separator: "\n") + "</table>")
            \(heading.isEmpty ? "" : "<table\(isWide ? " class=\"wide\"" : "")>" + head + "<tbody>" + rows.joined(separator: "\n") + "</tbody></table>")
            </section>
            """
    }

    /// More columns than a page is wide on its short side.
    private var isWide: Bool { heading.count > 7 }

    /// A file for a browser's print command: A4, a page a sheet, the heading repeated on every page, rows kept whole.
    private static func document(_ sheets: [PrintedSheet]) -> String {
        let isWide = sheets.contains(where: \.isWide)
        return """
            <!doctype html>
            <html lang="zh"><head><meta charset="utf-8"><title>\(sheets.first.map { $0.escaped($0.title) } ?? "")</title><style>
            @page { size: A4 \(isWide ? "landscape" : "portrait"); margin: 20mm 15mm }
            section + section { break-before: page }
            body { font: 12pt/1.6 "FangSong", "仿宋", "Noto Serif CJK SC", serif }
            h1 { font-size: 18pt; text-align: center; letter-spacing: .2em }
            p { text-align: right; font-size: 10pt }
            svg { display: block; margin-left: auto }
            .wide { font-size: 9pt; line-height: 1.35 } .pen { min-width: 16mm } tbody td:empty { height: 9mm }
            table { width: 100%; border-collapse: collapse }
            th, td { border: 1px solid #000; padding: 1.5mm 2mm; vertical-align: top; text-align: left; font-weight: normal }
            th[scope=row] { width: 22%; white-space: nowrap } thead { display: table-header-group } tr { break-inside: avoid }
            </style></head><body>
            \(sheets.map(\.html).joined(separator: "\n"))
            </body></html>
            """
    }

    private func escaped(_ text: String) -> String {
        Visible.lines(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
            "\"", with: "&quot;")
    }
}
