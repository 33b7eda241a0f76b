import Foundation
import Testing

@testable import Mailroom

/// Workbooks as strangers write them, built by hand.
enum WorkbookKit {
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    struct Sheet {
        var name: String
        /// What stands in `worksheet`.
        var inner: String
        var state = ""
    }

    static func book(
        _ sheets: [Sheet], shared: [String] = [], styles: String = "", from1904: Bool = false, more: [(String, String)] = []
    ) throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "/" + UUID().uuidString + ".xlsx"
        defer { unlink(path) }
        let zip = try TarWriter(zip: path)
        func add(_ name: String, _ text: String) throws {
            try zip.add(name, bytes: Array((#"<?xml version="1.0" encoding="UTF-8"?>"# + text).utf8))
        }
        func relations(_ items: [(kind: String, target: String)]) -> String {
            let all = items.enumerated().map {
                #"<Relationship Id="rId\#($0.offset + 1)" Type="\#(links)/\#($0.element.kind)" Target="\#($0.element.target)"/>"#
            }
            return #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\#(all.joined())</Relationships>"#
        }
        try add("[Content_Types].xml", #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#)
        try add("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")]))
        let named = sheets.enumerated().map { at, sheet in
            #"<sheet name="\#(sheet.name)" sheetId="\#(at + 1)" \#(sheet.state.isEmpty ? "" : #"state="\#(sheet.state)" "#)r:id="rId\#(at + 1)"/>"#
        }
        try add(
            "xl/workbook.xml",
            #"<workbook xmlns="\#(main)" xmlns:r="\#(links)"><workbookPr\#(from1904 ? #" date1904="1""# : "")/><sheets>\#(named.joined())</sheets></workbook>"#
        )
        let parts = sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") }
        try add("xl/_rels/workbook.xml.rels", relations(parts + [("sharedStrings", "sharedStrings.xml"), ("styles", "/xl/styles.xml")]))
        try add("xl/sharedStrings.xml", #"<sst xmlns="\#(main)">\#(shared.map { "<si>\($0)</si>" }.joined())</sst>"#)
        try add("xl/styles.xml", #"<styleSheet xmlns="\#(main)">\#(styles)</styleSheet>"#)
        for (at, sheet) in sheets.enumerated() {
            try add("xl/worksheets/sheet\(at + 1).xml", #"<worksheet xmlns="\#(main)">\#(sheet.inner)</worksheet>"#)
        }
        for (name, text) in more { try add(name, text) }
        try zip.finish()
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Rows of texts, each cell in its place.
    static func rows(_ rows: [[String]], from first: Int = 1, hidden: Set<Int> = []) -> String {
        rows.enumerated().map { at, cells in
            let number = first + at
            let inner = cells.enumerated().filter { !$0.element.isEmpty }.map {
                #"<c r="\#(CellName.letters($0.offset))\#(number)" t="inlineStr"><is><t>\#($0.element)</t></is></c>"#
            }
            return #"<row r="\#(number)"\#(hidden.contains(number) ? #" hidden="1""# : "")>\#(inner.joined())</row>"#
        }.joined()
    }

    static func data(_ rows: String, merges: [String] = []) -> String {
        let joined = merges.map { #"<mergeCell ref="\#($0)"/>"# }.joined()
        return "<sheetData>\(rows)</sheetData>" + (merges.isEmpty ? "" : "<mergeCells>\(joined)</mergeCells>")
    }

    static func texts(_ workbook: Workbook, sheet: Int = 0) -> [String: String] {
        var texts: [String: String] = [:]
        for row in workbook.sheets[sheet].rows {
            for cell in row.cells { texts[CellName.letters(cell.column) + String(row.number)] = cell.text }
        }
        return texts
    }
}
