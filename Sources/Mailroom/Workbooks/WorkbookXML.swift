import Foundation
import Office

/// A workbook of Office Open XML (.xlsx, .xlsm; ECMA-376, GB/T 35470) read part by part.
struct WorkbookXML {
    private let parts: [String: [UInt8]]
    private var texts: [String] = []
    private var formats: [NumberFormat] = []
    private var from1904 = false
    private var textLeft = Workbook.Limit.text
    private var cellsLeft = Workbook.Limit.cells

    /// The two spellings of each namespace: the one everybody writes, and the strict one.
    private static let main = [
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ]
    private static let links = [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ]

    /// Whether a container holds a workbook, told by the names in it.
    static func isWorkbook(_ names: Set<String>) -> Bool {
        names.contains { $0.lowercased().hasSuffix("xl/workbook.xml") } || names.contains("xl/workbook.bin")
    }

    /// - Throws: `ExtractionRefused`, where the parts that make it a workbook are missing or broken.
    static func read(_ bytes: [UInt8]) throws(ExtractionRefused) -> Workbook {
        var isBinary = false
        let entries: [(name: String, bytes: [UInt8])]
        do throws(ExtractionRefused) {
            entries = try ZipFile.parts(bytes, limit: Workbook.Limit.unpacked, count: 4_000) { name in
                if name.hasSuffix("workbook.bin") { isBinary = true }
                return WorkbookAsides.isTold(name.lowercased())
            }
        } catch { throw error.reason == .broken("zip") ? ExtractionRefused(.broken("xlsx")) : error }
        if isBinary { throw ExtractionRefused(.unsupported("xlsb")) }
        // Some writers name a part with a leading stroke, some in another case.
        let named = entries.map { ($0.name.replacing("\\", with: "/").drop { $0 == "/" }.lowercased(), $0.bytes) }
        var reading = WorkbookXML(parts: Dictionary(named) { first, _ in first })
        var workbook = try reading.workbook()
        for (name, bytes) in named { workbook.asides += try WorkbookAsides.marked(in: bytes, named: name) }
        return workbook
    }

    private init(parts: [String: [UInt8]]) { self.parts = parts }

    private mutating func workbook() throws(ExtractionRefused) -> Workbook {
        let root = try relations("").first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
        guard let part = parts[root] else { throw ExtractionRefused(.broken("xlsx")) }
        let relations = try relations(root)
        for relation in relations {
            guard let part = parts[relation.target] else { continue }
            if relation.kind == "sharedStrings" { texts = try shared(part) }
            if relation.kind == "styles" { formats = try styles(part) }
        }
        var named: [(name: String, isHidden: Bool, link: String)] = []
        var isOld = false
        try XMLReader.read(part) { (reader: inout XMLReader) throws(ExtractionRefused) in
            while let node = try reader.next() {
                guard node == .begin, WorkbookXML.main.contains(reader.space) else { continue }
                switch reader.name {
                case "workbookPr": isOld = WorkbookXML.isOn(reader.attribute("date1904"))
                case "sheet":
                    let link =
                        reader.attribute("id", space: WorkbookXML.links[0]) ?? reader.attribute("id", space: WorkbookXML.links[1]) ?? ""
                    let isHidden = ["hidden", "veryHidden"].contains(reader.attribute("state") ?? "")
                    if named.count < Workbook.Limit.sheets { named.append((reader.attribute("name") ?? "", isHidden, link)) }
                default: continue
                }
            }
        }
        from1904 = isOld
        var sheets: [Workbook.Sheet] = []
        for sheet in named {
            // Charts and dialogs are sheets, too; they hold no rows.
            guard let relation = relations.first(where: { $0.id == sheet.link }), relation.kind == "worksheet",
                let part = parts[relation.target]
            else { continue }
            sheets.append(try rows(part, Workbook.Sheet(name: sheet.name, isHidden: sheet.isHidden)))
        }
        guard !sheets.isEmpty else { throw ExtractionRefused(.broken("xlsx")) }
        return Workbook(sheets: sheets)
    }

    private static func isOn(_ value: String?) -> Bool { ["1", "true", "on"].contains(value ?? "") }

    // MARK: Parts

    private typealias Relation = (id: String, kind: String, target: String)

    /// What a part refers to, by the last word of the kind; targets as the names of parts.
    private func relations(_ part: String) throws(ExtractionRefused) -> [Relation] {
        let folder = part.split(separator: "/").dropLast().joined(separator: "/")
        let file = (folder.isEmpty ? "" : folder + "/") + "_rels/" + (part.split(separator: "/").last ?? "") + ".rels"
        guard let bytes = parts[file] else { return [] }
        var found: [Relation] = []
        try XMLReader.read(bytes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            while let node = try reader.next() {
                guard node == .begin, reader.name == "Relationship", found.count < 2_000, let id = reader.attribute("Id"),
                    let target = reader.attribute("Target"), reader.attribute("TargetMode") != "External"
                else { continue }
                let kind = reader.attribute("Type")?.split(separator: "/").last.map(String.init) ?? ""
                found.append((id, kind, WorkbookXML.path(target, in: folder)))
            }
        }
        return found
    }

    private static func path(_ target: String, in folder: String) -> String {
        var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for step in target.split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(String(step)) }
        }
        return steps.joined(separator: "/").lowercased()
    }

    /// The texts cells share; how a text is to be pronounced is none of it.
    private mutating func shared(_ bytes: [UInt8]) throws(ExtractionRefused) -> [String] {
        var texts: [String] = []
        var left = textLeft
        try XMLReader.read(bytes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            while let node = try reader.next() {
                guard node == .begin, reader.name == "si" else { continue }
                let text = try WorkbookXML.rich(&reader)
                left -= text.utf8.count + 16
                guard left > 0 else { throw ExtractionRefused(.tooLarge(bytes: Workbook.Limit.text, limit: Workbook.Limit.text)) }
                texts.append(text)
            }
        }
        return texts
    }

    /// The text of an element made of pieces of several looks; ends behind it.
    private static func rich(_ reader: inout XMLReader) throws(ExtractionRefused) -> String {
        let level = reader.depth
        var out = ""
        while let node = try reader.next(), !(node == .end && reader.depth == level) {
            guard node == .begin else { continue }
            switch reader.name {
            case "rPh", "phoneticPr": try reader.skip()
            case "t": out += try reader.content(limit: Workbook.Limit.cell * 4)
            default: continue
            }
        }
        return unescaped(out)
    }

    /// `_x000D_` is how a control character is written; it is a line's end or nothing.
    static func unescaped(_ text: String) -> String {
        let cut = text.count > Workbook.Limit.cell ? String(text.prefix(Workbook.Limit.cell)) : text
        guard cut.contains("_x") else { return cut.replacing("\r\n", with: "\n") }
        return cut.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
            let scalar = UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init)
            switch scalar?.value {
            case 0x0D?: return ""
            case 0x0A?: return "\n"
            case 0x09?: return "\t"
            case let value? where value < 0x20: return ""
            default: return scalar.map { String(Character($0)) } ?? String(match.0)
            }
        }
    }

    /// The number format of each style of cell.
    private func styles(_ bytes: [UInt8]) throws(ExtractionRefused) -> [NumberFormat] {
        var own: [Int: NumberFormat] = [:]
        var formats: [NumberFormat] = []
        try XMLReader.read(bytes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            var isCells = false
            while let node = try reader.next() {
                if reader.name == "cellXfs" { isCells = node == .begin }
                guard node == .begin, formats.count < 70_000 else { continue }
                if reader.name == "numFmt", let number = reader.attribute("numFmtId").flatMap({ Int($0) }), own.count < 10_000 {
                    own[number] = NumberFormat(String((reader.attribute("formatCode") ?? "").prefix(512)))
                }
                if reader.name == "xf", isCells {
                    let number = reader.attribute("numFmtId").flatMap { Int($0) } ?? 0
                    formats.append(own[number] ?? NumberFormat(builtIn: number))
                }
            }
        }
        return formats
    }

    // MARK: Cells

    private mutating func rows(_ bytes: [UInt8], _ empty: Workbook.Sheet) throws(ExtractionRefused) -> Workbook.Sheet {
        var sheet = empty
        var row: Workbook.Row?
        var last = 0
        // A copy within the closure, as the reader lends itself out.
        var state = self
        try XMLReader.read(bytes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            while let node = try reader.next() {
                if node == .end, reader.name == "row", let done = row {
                    if !done.cells.isEmpty { sheet.rows.append(done) }
                    guard sheet.rows.count <= Workbook.Limit.rows else {
                        throw ExtractionRefused(.tooLarge(bytes: sheet.rows.count, limit: Workbook.Limit.rows))
                    }
                    row = nil
                }
                guard node == .begin, WorkbookXML.main.contains(reader.space) else { continue }
                switch reader.name {
                case "row":
                    let number = reader.attribute("r").flatMap { Int($0) } ?? last + 1
                    guard number > last, number <= 1_048_576 else { throw ExtractionRefused(.broken("xlsx")) }
                    last = number
                    row = Workbook.Row(number, isHidden: WorkbookXML.isOn(reader.attribute("hidden")), [])
                case "c":
                    let next = (row?.cells.last?.column ?? -1) + 1
                    if let cell = try state.cell(&reader, next) {
                        // Cells may come in any order and none twice.
                        if cell.column >= next { row?.cells.append(cell) }
                    }
                case "col" where WorkbookXML.isOn(reader.attribute("hidden")):
                    let from = reader.attribute("min").flatMap { Int($0) } ?? 0
                    let to = reader.attribute("max").flatMap { Int($0) } ?? 0
                    if from > 0, from <= to { sheet.hiddenColumns += (from - 1)..<min(to, from + 255) }
                case "mergeCell":
                    if sheet.merges.count < Workbook.Limit.merges, let merge = reader.attribute("ref").flatMap({ Workbook.Merge($0) }) {
                        sheet.merges.append(merge)
                    }
                default: continue
                }
            }
        }
        textLeft = state.textLeft
        cellsLeft = state.cellsLeft
        return sheet
    }

    /// The cell that begins here; nil where nothing is in it. Ends behind it.
    private mutating func cell(_ reader: inout XMLReader, _ next: Int) throws(ExtractionRefused) -> Workbook.Cell? {
        let kind = reader.attribute("t") ?? "n"
        let column = reader.attribute("r").flatMap { CellName($0) }?.column ?? next
        let style = reader.attribute("s").flatMap { Int($0) } ?? 0
        let level = reader.depth
        var value = ""
        var hasFormula = false
        while let node = try reader.next(), !(node == .end && reader.depth == level) {
            guard node == .begin else { continue }
            switch reader.name {
            case "v": value = try reader.content(limit: Workbook.Limit.cell * 4)
            case "is": value = try WorkbookXML.rich(&reader)
            case "f":
                hasFormula = true
                try reader.skip()
            default: try reader.skip()
            }
        }
        guard column < Workbook.Limit.columns else { throw ExtractionRefused(.broken("xlsx")) }
        if value.isEmpty { return hasFormula && kind != "str" ? Workbook.Cell(column, "", trouble: .unworked) : nil }
        let cell = read(value, kind, style, column)
        cellsLeft -= 1
        textLeft -= cell.text.utf8.count
        guard cellsLeft > 0, textLeft > 0 else {
            throw ExtractionRefused(.tooLarge(bytes: Workbook.Limit.text, limit: Workbook.Limit.text))
        }
        return cell
    }

    private func read(_ value: String, _ kind: String, _ style: Int, _ column: Int) -> Workbook.Cell {
        switch kind {
        case "s":
            let text = Int(value.trimmed).flatMap { texts.indices.contains($0) ? texts[$0] : nil }
            return Workbook.Cell(column, text ?? "", trouble: text == nil ? .unworked : nil)
        case "str", "inlineStr": return Workbook.Cell(column, WorkbookXML.unescaped(value))
        case "b": return Workbook.Cell(column, WorkbookXML.isOn(value.trimmed) ? "TRUE" : "FALSE")
        case "e": return Workbook.Cell(column, value, trouble: .error)
        case "d": return Workbook.Cell(column, WorkbookXML.dated(value.trimmed))
        default:
            let format = formats.indices.contains(style) ? formats[style] : .general
            let (text, isRounded) = format.text(value, from1904: from1904)
            return Workbook.Cell(column, text, trouble: isRounded ? .rounded : nil)
        }
    }

    /// A date written out (ISO 8601) as the office reads it: a midnight is a day.
    private static func dated(_ text: String) -> String {
        guard let cut = text.firstIndex(of: "T") else { return text }
        let time = text[text.index(after: cut)...].prefix(8)
        if time.allSatisfy({ "0:".contains($0) }) { return String(text[..<cut]) }
        return text[..<cut] + " " + (time.hasSuffix(":00") && time.count == 8 ? time.prefix(5) : time)
    }
}
