import Office

/// A table of comma-separated values in any common encoding and with any common separator (RFC 4180, and what spreadsheets make of it).
public struct CSVFile: Sendable {
    public let header: [String]
    /// The rows with the line each begins on.
    public let rows: [(line: Int, cells: [String])]
    public let encoding: String
    /// All lines that say anything, the head among them.
    let lines: [(line: Int, cells: [String])]
    /// The line on which a quote was opened that never closes; nil where all is well.
    public let unclosedQuote: Int?
    /// Rows that are more than a row can be, each by the line it begins on; the others stand.
    public let tooLarge: [(line: Int, over: OverBudget)]

    /// No cell holds more than this, in bytes; no row more cells, no table more rows.
    public static let cellLimit = 256 << 10
    public static let columnLimit = 1_000
    public static let rowLimit = 1_000_000

    public init(_ bytes: [UInt8], rowLimit: Int = CSVFile.rowLimit) {
        let decoded = TextDecoding.decode(bytes)
        encoding = decoded.encoding
        let (table, unclosed, tooLarge) = CSVFile.parse(decoded.text, rowLimit)
        unclosedQuote = unclosed
        self.tooLarge = tooLarge
        header = table.first?.cells.map(\.trimmed) ?? []
        rows = table.dropFirst().filter { $0.cells.contains { !$0.trimmed.isEmpty } }
        lines = table
    }

    /// The cell of a row under the first of these headings that the table has; empty cells are nil.
    public func cell(_ row: [String], _ names: [String]) -> String? {
        for name in names {
            let wanted = Folding.key(name)
            if let index = header.firstIndex(where: { Folding.key($0) == wanted }), index < row.count {
                let value = CSVFile.unguarded(row[index].trimmed)
                return value.isEmpty ? nil : value
            }
        }
        return nil
    }

    /// What a spreadsheet would run as a formula, in either width.
    public static let formulaSigns: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]

    /// A cell without the mark by which a table of ours keeps a spreadsheet from running it.
    static func unguarded(_ cell: String) -> String {
        guard cell.hasPrefix("'"), let next = cell.unicodeScalars.dropFirst().first, formulaSigns.contains(next) else { return cell }
        return String(cell.dropFirst())
    }

    private static func parse(
        _ text: String, _ rowLimit: Int
    ) -> (rows: [(line: Int, cells: [String])], unclosed: Int?, tooLarge: [(line: Int, over: OverBudget)]) {
        let separator = separator(of: text)
        // A table drawn with strokes has one at both ends of a row, and a rule below its heading.
        let isDrawn = separator == "|" && text.first { !$0.isWhitespace } == "|"
        var rows: [(Int, [String])] = []
        var cells: [String] = []
        var cell = ""
        var line = 1
        var rowLine = 1
        var quoteLine: Int?
        var previousWasQuote = false
        var tooLarge: [(Int, OverBudget)] = []
        var over: OverBudget?
        var isFull = false
        func add(_ character: Character) {
            if cell.utf8.count < cellLimit { cell.append(character) } else { over = over ?? OverBudget(.bytes, cellLimit) }
        }
        func endCell() {
            if cells.count < columnLimit { cells.append(cell) } else { over = over ?? OverBudget(.items, columnLimit) }
            cell = ""
        }
        func endRow() {
            endCell()
            if isDrawn {
                if cells.first?.trimmed.isEmpty == true { cells.removeFirst() }
                if cells.last?.trimmed.isEmpty == true { cells.removeLast() }
                if !cells.isEmpty, cells.allSatisfy({ !$0.trimmed.isEmpty && $0.trimmed.allSatisfy { "-:+=".contains($0) } }) {
                    cells = [""]
                }
                if cells.isEmpty { cells = [""] }
            }
            isFull = rows.count >= rowLimit
            if isFull { over = OverBudget(.items, rowLimit) }
            if let over { tooLarge.append((rowLine, over)) } else if cells != [""] { rows.append((rowLine, cells)) }
            cells = []
            over = nil
        }
        for character in text {
            if quoteLine != nil {
                if character == "\"" {
                    quoteLine = nil
                    previousWasQuote = true
                } else {
                    if character.isNewline { line += 1 }
                    add(character)
                }
                continue
            }
            if character == "\"" {
                // A doubled quote within quotes is one quote.
                if previousWasQuote { add("\"") }
                if previousWasQuote || cell.isEmpty { quoteLine = line } else { add(character) }
                previousWasQuote = false
                continue
            }
            previousWasQuote = false
            if character == separator {
                endCell()
            } else if character.isNewline {
                endRow()
                line += 1
                rowLine = line
            } else {
                add(character)
            }
            // The first row beyond the last is told, and what follows it is not looked at.
            if isFull { break }
        }
        // A record whose quote never closes has swallowed what follows it: nothing of it is taken.
        if quoteLine == nil, !cell.isEmpty || !cells.isEmpty { endRow() }
        return (rows, quoteLine, tooLarge)
    }

    /// The separator that stands most often in the first line.
    private static func separator(of text: String) -> Character {
        let first = text.prefix { !$0.isNewline }
        let candidates: [Character] = [",", "\t", ";", "，", "|", "｜"]
        return candidates.max { left, right in first.count { $0 == left } < first.count { $0 == right } } ?? ","
    }
}
