import Office

/// The head of a table: the rows that say what its columns are, found by what they say.
///
/// Offices put a title above the table and join cells in a head of two rows; the columns below joined cells bear all that stands over them.
struct TableHead {
    let rows: ClosedRange<Int>
    /// What stands over each column, from top to bottom.
    let parts: [[String]]
    /// How many of the columns asked for it has.
    let score: Int

    /// A head stands within the first rows of a sheet that say anything.
    private static let depth = 20

    /// - Parameter needed: the column without which a table is none of this kind.
    init?(_ sheet: Workbook.Sheet, columns: [TableColumn], needed: String) {
        let grid = Grid(sheet, rows: TableHead.depth)
        let width = grid.width
        let keys = Dictionary(columns.flatMap { column in column.names.map { (Folding.key($0), column.key) } }) { first, _ in first }
        var best: (row: Int, score: Int)?
        for row in grid.numbers {
            var found: Set<String> = []
            for column in 0..<width {
                if let text = grid.text(row, column), let known = keys[TableHead.key(text)] { found.insert(known) }
            }
            if found.count > best?.score ?? 0 { best = (row, found.count) }
        }
        guard let best else { return nil }
        let rows = TableHead.span(of: best.row, in: grid)
        let parts = (0..<width).map { column -> [String] in
            var parts: [String] = []
            for row in rows {
                guard let text = grid.text(row, column), parts.last != text else { continue }
                parts.append(text)
            }
            return parts
        }
        let index = TableHead.columnIndex(columns, parts)
        guard index[needed] != nil else { return nil }
        self.rows = rows
        self.parts = parts
        score = index.count
    }

    /// The rows of a head around one of them, as far as joined cells hold them together.
    private static func span(of row: Int, in grid: Grid) -> ClosedRange<Int> {
        var rows = row...row
        for _ in 0..<4 {
            var (top, bottom) = (rows.lowerBound, rows.upperBound)
            for merge in grid.merges where merge.rows.overlaps(rows) && merge.rows.count <= 4 && !grid.isAcross(merge) {
                top = min(top, merge.rows.lowerBound)
                bottom = max(bottom, merge.rows.upperBound)
            }
            // Cells joined sideways head the columns beneath them.
            func hasGroup(_ row: Int, over below: Int) -> Bool {
                grid.merges.contains { merge in
                    merge.rows.upperBound == row && merge.columns.count > 1 && !grid.isAcross(merge)
                        && grid.text(row, merge.columns.lowerBound) != nil
                        && merge.columns.count { grid.own(below, $0) != nil } > 1
                }
            }
            if hasGroup(bottom, over: bottom + 1) { bottom += 1 }
            if top > 1, hasGroup(top - 1, over: top) { top -= 1 }
            if top...bottom == rows { break }
            rows = top...bottom
        }
        return rows
    }

    /// Which column of the table is which: a whole heading counts before its last part, that before its first.
    static func columnIndex(_ columns: [TableColumn], _ parts: [[String]]) -> [String: Int] {
        var index: [String: Int] = [:]
        var taken: Set<Int> = []
        let readings: [([String]) -> String] = [
            { $0.joined() }, { $0.last ?? "" }, { $0.first ?? "" }, { withoutRemark($0.last ?? "") },
        ]
        for reading in readings {
            let keys = parts.map { key(reading($0)) }
            for column in columns where index[column.key] == nil {
                // The plain names come first, whatever the order of the columns.
                for name in column.names {
                    let wanted = Folding.key(name)
                    guard let at = keys.indices.first(where: { !taken.contains($0) && !wanted.isEmpty && keys[$0] == wanted }) else {
                        continue
                    }
                    index[column.key] = at
                    taken.insert(at)
                    break
                }
            }
        }
        return index
    }

    /// A heading as it is compared; a paragraph is none.
    private static func key(_ text: String) -> String { text.utf8.count > 200 ? "" : Folding.key(text) }

    /// 联系电话（手机） without what stands in brackets.
    private static func withoutRemark(_ heading: String) -> String {
        String(heading.prefix { !"（(【[".contains($0) })
    }
}

/// The cells of the first rows of a sheet by their places, what is joined filled out.
struct Grid {
    private var cells: [Int: [Int: String]] = [:]
    let merges: [Workbook.Merge]
    let numbers: [Int]
    let width: Int

    init(_ sheet: Workbook.Sheet, rows count: Int) {
        let rows = sheet.rows.filter { row in row.cells.contains { !$0.text.trimmed.isEmpty } }.prefix(count)
        for row in rows {
            for cell in row.cells {
                let text = cell.text.trimmed
                if !text.isEmpty { cells[row.number, default: [:]][cell.column] = text }
            }
        }
        numbers = rows.map(\.number)
        let last = rows.last?.number ?? 0
        merges = Array(sheet.merges.filter { $0.rows.lowerBound <= last }.prefix(2_000))
        width = min(1_024, (rows.flatMap { $0.cells.map(\.column) }.max() ?? -1) + 1)
    }

    /// What stands in a cell itself.
    func own(_ row: Int, _ column: Int) -> String? { cells[row]?[column] }

    /// What stands in a cell or in the joined one it belongs to.
    func text(_ row: Int, _ column: Int) -> String? {
        if let own = own(row, column) { return own }
        guard let merge = merges.first(where: { $0.rows.contains(row) && $0.columns.contains(column) }), !isAcross(merge) else {
            return nil
        }
        return own(merge.rows.lowerBound, merge.columns.lowerBound)
    }

    /// Whether a joined cell is a title over the table: as wide as it is.
    func isAcross(_ merge: Workbook.Merge) -> Bool { width > 2 && merge.columns.count >= width - 1 }
}
