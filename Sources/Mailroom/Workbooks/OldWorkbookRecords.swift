/// What the records of an old workbook (.xls) say beside its plain cells: what formulas came to, the rows, columns and sheets nobody sees,
/// and the cells joined to one ([MS-XLS]).
///
/// The library that gives the cells knows nothing of all this, and gives a cell with a formula as an empty one.
struct OldWorkbookRecords {
    /// A cell with a formula, and what is kept of it.
    private struct Formula {
        enum Kept {
            case cell(text: String, trouble: Workbook.Trouble?)
            /// An empty text, or a zero that is to be worked out when the file is opened: what programs write that work nothing out.
            case nothing
            /// A text that is said to follow.
            case missing

            var isValue: Bool { if case .cell = self { true } else { false } }
        }

        let row: Int
        let column: Int
        var kept: Kept
    }

    private struct Sheet {
        let isHidden: Bool
        var hiddenRows: Set<Int> = []
        var hiddenColumns: [Int] = []
        var merges: [Workbook.Merge] = []
        var formulas: [Formula] = []
    }

    private let stream: [UInt8]
    private var sheets: [Sheet] = []
    private var isBeforeUnicode = false
    private var from1904 = false
    /// The number format of each style of cell.
    private var formats: [NumberFormat] = []
    /// No more records are looked at than the file can hold, wherever its sheets say they begin.
    private var left: Int

    init(_ bytes: [UInt8]) {
        stream = CompoundFile(bytes)?.stream(["Workbook", "Book"]) ?? bytes
        left = stream.count / 4 + 1
        isBeforeUnicode = stream.word(at: 4) < 0x0600
        var at = 0
        var own: [Int: NumberFormat] = [:]
        var styles: [Int] = []
        var places: [(start: Int, isHidden: Bool)] = []
        while let (kind, body, length) = next(&at), kind != 0x0A {
            switch kind {
            case 0x22: from1904 = stream.word(at: body) == 1
            case 0x041E where own.count < 10_000:
                own[stream.word(at: body)] = NumberFormat(String(text(at: body + 2, short: true, end: body + length).prefix(512)))
            case 0xE0 where styles.count < 70_000: styles.append(stream.word(at: body + 2))
            // Where a sheet begins, and whether it is shown.
            case 0x85 where places.count < Workbook.Limit.sheets:
                places.append((stream.long(at: body), stream.word(at: body + 4) & 3 != 0))
            default: continue
            }
        }
        formats = styles.map { own[$0] ?? NumberFormat(builtIn: $0) }
        for place in places { sheets.append(read(from: place.start, into: Sheet(isHidden: place.isHidden))) }
    }

    /// The record at a place, which is moved behind it; nil at the end.
    private mutating func next(_ at: inout Int) -> (kind: Int, body: Int, length: Int)? {
        guard at >= 0, at + 4 <= stream.count, left > 0 else { return nil }
        left -= 1
        let record = (kind: stream.word(at: at), body: at + 4, length: min(stream.word(at: at + 2), stream.count - at - 4))
        at = record.body + record.length
        return record
    }

    private mutating func read(from start: Int, into empty: Sheet) -> Sheet {
        var sheet = empty
        var at = start
        // A chart in a sheet has records of its own between its beginning and end.
        var depth = 0
        while let (kind, body, length) = next(&at) {
            switch kind {
            case 0x0809: depth += 1
            case 0x0A:
                depth -= 1
                if depth <= 0 { return sheet }
            case _ where depth != 1: continue
            case 0x0208 where stream.word(at: body + 12) & 0x20 != 0: sheet.hiddenRows.insert(stream.word(at: body) + 1)
            case 0x7D where stream.word(at: body + 8) & 1 != 0:
                let (first, last) = (stream.word(at: body), min(stream.word(at: body + 2), 255))
                if first <= last, sheet.hiddenColumns.count < 1_000 { sheet.hiddenColumns += first...last }
            case 0xE5:
                for place in stride(from: body + 2, to: body + length - 7, by: 8) where sheet.merges.count < Workbook.Limit.merges {
                    let ends = (0..<4).map { stream.word(at: place + 2 * $0) }
                    guard ends[0] <= ends[1], ends[2] <= ends[3] else { continue }
                    sheet.merges.append(Workbook.Merge(rows: (ends[0] + 1)...(ends[1] + 1), columns: ends[2]...ends[3]))
                }
            case 0x06, 0x0206, 0x0406:
                guard sheet.formulas.count < Workbook.Limit.cells else { return sheet }
                let style = stream.word(at: body + 4)
                sheet.formulas.append(
                    Formula(row: stream.word(at: body) + 1, column: stream.word(at: body + 2), kept: kept(body + 6, style: style)))
            case 0x0207:
                guard let last = sheet.formulas.indices.last else { continue }
                sheet.formulas[last].kept = .cell(text: text(at: body, short: false, end: body + length), trouble: nil)
            default: continue
            }
        }
        return sheet
    }

    /// What is kept of a formula: eight bytes of a number, or its kind; then whether it is still to be worked out.
    private func kept(_ place: Int, style: Int) -> Formula.Kept {
        if stream.word(at: place + 6) == 0xFFFF {
            let said = stream.word(at: place + 2) & 0xFF
            switch stream.word(at: place) & 0xFF {
            case 0: return .missing
            case 1: return .cell(text: said == 0 ? "FALSE" : "TRUE", trouble: nil)
            case 2: return .cell(text: OldWorkbookRecords.errors[said] ?? "#VALUE!", trouble: .error)
            default: return .nothing
            }
        }
        let bits = UInt64(stream.long(at: place)) | UInt64(stream.long(at: place + 4)) << 32
        if bits == 0, stream.word(at: place + 8) & 3 != 0 { return .nothing }
        let format = formats.indices.contains(style) ? formats[style] : .general
        let (text, isRounded) = format.text("\(Double(bitPattern: bits))", from1904: from1904)
        return .cell(text: text, trouble: isRounded ? .rounded : nil)
    }

    private static let errors = [0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"]

    /// A text behind the count of its characters.
    ///
    /// - Parameter short: whether the count was one byte before texts were Unicode.
    private func text(at place: Int, short: Bool, end: Int) -> String {
        let count = isBeforeUnicode && short ? stream.word(at: place) & 0xFF : stream.word(at: place)
        let start = place + (isBeforeUnicode ? (short ? 1 : 2) : 3)
        let isWide = !isBeforeUnicode && stream.word(at: place + 2) & 1 != 0
        guard start <= end, end <= stream.count else { return "" }
        let bytes = Array(stream[start..<min(end, start + count * (isWide ? 2 : 1))])
        if isBeforeUnicode { return TextDecoding.decode(bytes).text }
        guard isWide else { return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })) }
        return String(decoding: stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes.word(at: $0)) }, as: UTF16.self)
    }

    /// A workbook as the library gives it, with what the records say of it.
    func completing(_ workbook: Workbook) -> Workbook {
        guard workbook.sheets.count == sheets.count else { return workbook }
        // Where every formula holds nothing, the program that wrote them works none out; where some hold a value, an empty one is empty.
        let isNeverWorked = sheets.allSatisfy { $0.formulas.allSatisfy { !$0.kept.isValue } }
        var whole = workbook
        whole.sheets = zip(workbook.sheets, sheets).map { found, told in
            var rows = Dictionary(found.rows.map { ($0.number, $0.cells) }, uniquingKeysWith: { $1 })
            for formula in told.formulas where formula.column < 256 && formula.row <= Workbook.Limit.rows {
                let cell: Workbook.Cell
                switch formula.kept {
                case .cell(let text, let trouble): cell = Workbook.Cell(formula.column, text, trouble: trouble)
                case .nothing where !isNeverWorked: continue
                default: cell = Workbook.Cell(formula.column, "", trouble: .unworked)
                }
                var cells = rows[formula.row] ?? []
                cells.removeAll { $0.column == formula.column }
                if !cell.text.isEmpty || cell.trouble != nil {
                    cells.insert(cell, at: cells.firstIndex { $0.column > formula.column } ?? cells.count)
                }
                rows[formula.row] = cells.isEmpty ? nil : cells
            }
            return Workbook.Sheet(
                name: found.name, isHidden: told.isHidden,
                rows: rows.sorted { $0.key < $1.key }.map { Workbook.Row($0.key, isHidden: told.hiddenRows.contains($0.key), $0.value) },
                merges: told.merges, hiddenColumns: told.hiddenColumns)
        }
        return whole
    }
}
