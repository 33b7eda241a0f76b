import Office

/// A table somebody sent, from a workbook or from a file of separated values, its columns found by their names.
public struct TableFile: Sendable {
    /// What is to be said of a table beside its rows.
    public enum Remark: Hashable, Sendable {
        /// Of several sheets this one was taken; the others by name.
        case sheets(taken: String, others: [String])
        case hiddenSheets([String])
        /// Rows nobody sees were taken too.
        case hiddenRows([Int])
        case hiddenColumns([String])
        /// Rows that are one joined cell across the table: headings between the rows and notes below them.
        case bands([Band])
    }

    /// One joined cell across the table.
    public struct Band: Hashable, Sendable {
        public let row: Int
        public let text: String
    }

    /// What is wrong with a cell that was to be read.
    public struct CellTrouble: Error, Hashable, Sendable {
        public let trouble: Workbook.Trouble
        public let column: Int
        public let text: String

        public init(_ trouble: Workbook.Trouble, column: Int, text: String) {
            self.trouble = trouble
            self.column = column
            self.text = text
        }
    }

    /// The heading of each column; the parts of one that stand over one another joined by a dot.
    public let header: [String]
    /// The rows with the line or row each begins on.
    public let rows: [(line: Int, cells: [String])]
    /// The sheet they stand in; nil for a file that has none.
    public let sheet: String?
    public let remarks: [Remark]
    /// What of the sheet is in no row's own fields: its name, all that stands above, below and beside the rows, and the headings.
    ///
    /// A title, who made the table, a mark: whatever stands there speaks of every row.
    public let around: [String]
    /// The line on which a quote was opened that never closes; nil where all is well.
    public let unclosedQuote: Int?
    /// Rows that are over budget, which are not among the rows.
    public var tooLarge: [(line: Int, over: OverBudget)] = []

    private let index: [String: Int]
    private var troubles: [Int: [Int: Workbook.Trouble]] = [:]

    /// The column of a key: a field's id, a directory's column.
    public func column(_ key: String) -> Int? { index[key] }

    /// The columns no key has.
    public var rest: [Int] {
        let taken = Set(index.values)
        return header.indices.filter { !taken.contains($0) && !TableColumn.counters.isHeaded(header[$0]) && !header[$0].isEmpty }
    }

    /// Those of them that say something in any row.
    public var filledRest: [Int] {
        rest.filter { column in rows.contains { $0.cells.indices.contains(column) && !$0.cells[column].trimmed.isEmpty } }
    }

    /// What a row says in a column; an empty cell is nil.
    ///
    /// - Throws: `CellTrouble` where the cell holds an error instead.
    public func value(_ row: (line: Int, cells: [String]), _ key: String) throws(CellTrouble) -> String? {
        guard let column = index[key] else { return nil }
        if let trouble = troubles[row.line]?[column] {
            throw CellTrouble(trouble, column: column, text: row.cells.indices.contains(column) ? row.cells[column] : "")
        }
        guard row.cells.indices.contains(column) else { return nil }
        let value = CSVFile.unguarded(row.cells[column].trimmed)
        return value.isEmpty ? nil : value
    }

    /// What is wrong with the cells of a row that no key has, and which would be kept as they stand.
    public func troubles(inRestOf row: (line: Int, cells: [String])) -> [CellTrouble] {
        let found = (troubles[row.line] ?? [:]).filter { rest.contains($0.key) && $0.value == .rounded }
        return found.keys.sorted().map { CellTrouble(.rounded, column: $0, text: row.cells.indices.contains($0) ? row.cells[$0] : "") }
    }

    /// `C（电话）` in a workbook, the heading alone elsewhere.
    public func place(_ column: Int) -> String {
        let heading = header.indices.contains(column) ? header[column] : ""
        return sheet == nil ? heading : CellName.letters(column) + (heading.isEmpty ? "" : "（\(heading)）")
    }

    /// - Parameters:
    ///   - columns: what is looked for; the sheet that has most of it is taken.
    ///   - needed: the column without which a table is none of this kind.
    ///   - name: of the one sheet that is looked at; nil: whichever fits best.
    /// - Returns: nil where no sheet has it.
    public init?(_ workbook: Workbook, columns: [TableColumn], needed: String, sheet name: String? = nil) {
        let sheets = workbook.sheets.filter { name == nil || $0.name == name }
        var found: [(sheet: Workbook.Sheet, head: TableHead)] = sheets.compactMap { sheet in
            TableHead(sheet, columns: columns, needed: needed).map { (sheet, $0) }
        }
        // What somebody hid is taken only where nothing else will do.
        if found.contains(where: { !$0.sheet.isHidden }) { found.removeAll { $0.sheet.isHidden } }
        guard let first = found.first else { return nil }
        let best = found.dropFirst().reduce(first) { $1.head.score > $0.head.score ? $1 : $0 }
        self.init(best.sheet, best.head, columns: columns, needed: needed, among: workbook.sheets)
    }

    /// - Returns: nil where no column is the needed one.
    public init?(_ file: CSVFile, columns: [TableColumn], needed: String) {
        let lines = file.lines.map { line in Workbook.Row(line.line, line.cells.enumerated().map { Workbook.Cell($0.offset, $0.element) }) }
        let sheet = Workbook.Sheet(name: "", rows: lines)
        guard let head = TableHead(sheet, columns: columns, needed: needed) else { return nil }
        self.init(sheet, head, columns: columns, needed: needed, among: nil, unclosedQuote: file.unclosedQuote)
        tooLarge = file.tooLarge
    }

    private init(
        _ sheet: Workbook.Sheet, _ head: TableHead, columns: [TableColumn], needed: String, among sheets: [Workbook.Sheet]?,
        unclosedQuote: Int? = nil
    ) {
        header = head.parts.map { $0.joined(separator: "·") }
        index = TableHead.columnIndex(columns, head.parts)
        self.sheet = sheets == nil ? nil : sheet.name
        self.unclosedQuote = unclosedQuote
        let filled = TableFile.filled(sheet, below: head.rows.upperBound, width: header.count)
        rows = filled.rows
        let above = sheet.rows.filter { $0.number <= head.rows.upperBound }.flatMap { $0.cells.map(\.text) }
        let beside = TableFile.beside(sheet, below: head.rows.upperBound, header: header)
        let notes = TableFile.notes(in: filled, header: header, needed: index[needed])
        around = [sheet.name] + above + beside + filled.bands.map(\.text) + notes
        troubles = filled.troubles
        var remarks: [Remark] = []
        if let sheets {
            let others = sheets.filter { $0.name != sheet.name && !$0.isHidden && !$0.rows.isEmpty }.map(\.name)
            if !others.isEmpty { remarks.append(.sheets(taken: sheet.name, others: others)) }
            let hidden = sheets.filter { $0.isHidden && !$0.rows.isEmpty }.map(\.name)
            if !hidden.isEmpty { remarks.append(.hiddenSheets(hidden)) }
        }
        let hidden = sheet.rows.filter { $0.isHidden && $0.number > head.rows.upperBound }.map(\.number)
        if !hidden.isEmpty { remarks.append(.hiddenRows(hidden)) }
        let columns = sheet.hiddenColumns.filter { $0 < head.parts.count }.map { CellName.letters($0) }
        if !columns.isEmpty { remarks.append(.hiddenColumns(columns)) }
        if !filled.bands.isEmpty { remarks.append(.bands(filled.bands)) }
        self.remarks = remarks
    }

    /// What stands below the head in columns without a heading, which are none of the table.
    private static func beside(_ sheet: Workbook.Sheet, below head: Int, header: [String]) -> [String] {
        sheet.rows.filter { $0.number > head }.flatMap { row in
            row.cells.filter { !header.indices.contains($0.column) || header[$0.column].isEmpty }.map(\.text)
        }
    }

    /// What the rows say that may be none, as a line at the foot: without what each row must have, or with a single cell.
    private static func notes(in filled: Filled, header: [String], needed: Int?) -> [String] {
        filled.rows.flatMap { row -> [String] in
            let own = row.cells.indices.filter { !row.cells[$0].trimmed.isEmpty }
            let isNamed = needed.map { own.contains($0) } ?? true
            if isNamed, own.count > 1 { return [] }
            // A level alone is a mark under its heading.
            return own.flatMap { [row.cells[$0], header.indices.contains($0) ? header[$0] + "：" + row.cells[$0] : ""] }
        }
    }

    private typealias Filled = (
        rows: [(line: Int, cells: [String])], troubles: [Int: [Int: Workbook.Trouble]], bands: [Band]
    )

    /// The rows below the head; what is joined over several of them stands in each.
    private static func filled(_ sheet: Workbook.Sheet, below head: Int, width: Int) -> Filled {
        var filled: Filled = ([], [:], [])
        let merges = sheet.merges.filter { $0.rows.upperBound > head && $0.columns.lowerBound < width }
        let beginning = Dictionary(grouping: merges.filter { $0.rows.count > 1 }, by: \.rows.lowerBound)
        let bands = Set(merges.filter { width > 2 && $0.columns.count >= width - 1 && $0.rows.count == 1 }.map(\.rows.lowerBound))
        var down: [(merge: Workbook.Merge, text: String)] = []
        for row in sheet.rows where row.number > head {
            down.removeAll { $0.merge.rows.upperBound < row.number }
            let texts = row.cells.filter { !$0.text.trimmed.isEmpty || $0.trouble != nil }
            if texts.isEmpty, !down.contains(where: { $0.merge.rows.contains(row.number) }) { continue }
            if bands.contains(row.number), texts.count == 1 {
                filled.bands.append(Band(row: row.number, text: texts[0].text.trimmed))
                continue
            }
            var cells = Array(repeating: "", count: width)
            for cell in texts where cell.column < width {
                cells[cell.column] = cell.text
                if let trouble = cell.trouble { filled.troubles[row.number, default: [:]][cell.column] = trouble }
            }
            for item in down where item.merge.rows.contains(row.number) && cells[item.merge.columns.lowerBound].isEmpty {
                cells[item.merge.columns.lowerBound] = item.text
            }
            for merge in beginning[row.number] ?? [] where !cells[merge.columns.lowerBound].isEmpty {
                down.append((merge, cells[merge.columns.lowerBound]))
            }
            // Below a row that says nothing of its own, what is joined goes on, but makes no row.
            if texts.isEmpty { continue }
            filled.rows.append((row.number, cells))
        }
        return filled
    }
}
