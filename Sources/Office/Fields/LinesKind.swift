/// `lines`: rows of cells, a row a line, its cells in the order of the columns with `|` between them; see ``Lines`` for where they stand.
struct LinesKind: FieldKind {
    /// Nothing typed is no rows.
    var nothing: JSON { .array([]) }
    var isProse: Bool { true }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        var rows: [JSON] = []
        for line in text.split(whereSeparator: \.isNewline) where !line.trimmed.isEmpty {
            let typed = LinesKind.cells(of: line)
            guard typed.count <= field.columns.count else { throw field.invalid(line.trimmed, .cells) }
            var cells: [String: JSON] = [:]
            for (column, cell) in zip(field.columns, typed) {
                let value = try reading.read(cell, for: column)
                if !value.isNull { cells[column.id] = value }
            }
            if !cells.isEmpty { rows.append(.object(cells)) }
        }
        return .array(rows)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? {
        let rows = value.array?.compactMap(\.object) ?? []
        guard !rows.isEmpty else { return nil }
        return .rows(rows.map { cells in field.columns.map { column in cells[column.id].flatMap { column.text($0) } } })
    }

    /// By how many rows there are.
    func sortKey(_ value: JSON, of field: FieldDefinition) -> SortKey? {
        let count = value.array?.count ?? 0
        return count == 0 ? nil : .number(Int64(count))
    }

    /// Each cell is found by the kind of its column.
    func search(_ field: FieldDefinition) -> FieldSearch { .nothing }

    /// The rows that say it in any cell: words stand in a text, names and choices are whom and what they mean. No flag says a word.
    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest {
        let key = Folding.key(wanted)
        var tests: [String: FieldTest] = [:]
        for column in field.columns {
            switch column.kind {
            case .text, .long, .reference: tests[column.id] = key.isEmpty ? .texts([wanted]) : .words(key)
            case .flag, .lines: continue
            default: tests[column.id] = column.kind.rules.test(wanted, of: column, names)
            }
        }
        return .rows(tests)
    }

    /// Rows stand before and after nothing.
    var compared: Refusal.Expectation { .text }

    // MARK: A row as it is typed

    /// The cells of a typed row; `\|` is a stroke within a cell.
    static func cells(of line: some StringProtocol) -> [String] {
        var cells = [""]
        var isEscaped = false
        for character in line {
            switch character {
            case "|" where !isEscaped, "｜" where !isEscaped, "\t" where !isEscaped: cells.append("")
            case "\\" where !isEscaped:
                isEscaped = true
                continue
            case "|", "｜", "\t", "\\": cells[cells.count - 1].append(character)
            default:
                // A stroke of its own stands for itself.
                if isEscaped { cells[cells.count - 1].append("\\") }
                cells[cells.count - 1].append(character)
            }
            isEscaped = false
        }
        if isEscaped { cells[cells.count - 1].append("\\") }
        while let last = cells.last, last.trimmed.isEmpty, cells.count > 1 { cells.removeLast() }
        return cells.map(\.trimmed)
    }
}

extension Lines {
    /// A row as it is typed, from the texts of its cells.
    public static func typed(_ cells: [String]) -> String {
        var cells = cells.map { cell in
            cell.replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("｜", with: "\\｜").replacing("\n", with: " ")
        }
        while cells.last?.isEmpty == true { cells.removeLast() }
        return cells.joined(separator: " | ")
    }
}
