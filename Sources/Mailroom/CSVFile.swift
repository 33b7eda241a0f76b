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

    public init(_ bytes: [UInt8]) {
        let decoded = TextDecoding.decode(bytes)
        encoding = decoded.encoding
        let (table, unclosed) = CSVFile.parse(decoded.text)
        unclosedQuote = unclosed
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

    private static func parse(_ text: String) -> (rows: [(line: Int, cells: [String])], unclosed: Int?) {
        let separator = separator(of: text)
        var rows: [(Int, [String])] = []
        var cells: [String] = []
        var cell = ""
        var line = 1
        var rowLine = 1
        var quoteLine: Int?
        var previousWasQuote = false
        func endCell() {
            cells.append(cell)
            cell = ""
        }
        func endRow() {
            endCell()
            if cells != [""] { rows.append((rowLine, cells)) }
            cells = []
        }
        for character in text {
            if quoteLine != nil {
                if character == "\"" {
                    quoteLine = nil
                    previousWasQuote = true
                } else {
                    if character.isNewline { line += 1 }
                    cell.append(character)
                }
                continue
            }
            if character == "\"" {
                // A doubled quote within quotes is one quote.
                if previousWasQuote { cell.append("\"") }
                if previousWasQuote || cell.isEmpty { quoteLine = line } else { cell.append(character) }
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
                cell.append(character)
            }
        }
        // A record whose quote never closes has swallowed what follows it: nothing of it is taken.
        if quoteLine == nil, !cell.isEmpty || !cells.isEmpty { endRow() }
        return (rows, quoteLine)
    }

    /// The separator that stands most often in the first line.
    private static func separator(of text: String) -> Character {
        let first = text.prefix { !$0.isNewline }
        let candidates: [Character] = [",", "\t", ";", "，"]
        return candidates.max { left, right in first.count { $0 == left } < first.count { $0 == right } } ?? ","
    }
}
