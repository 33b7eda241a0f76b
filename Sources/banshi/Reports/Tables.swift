import Mailroom
import Screen

/// A table in Markdown as GitHub and the editors of this country read it.
enum MarkdownTable {
    static func text(_ heading: [String], _ rows: [[String]]) -> String {
        ([line(heading.map(escaped)), line(heading.map { _ in "---" })] + rows.map { line($0.map(escaped)) }).joined(separator: "\n")
    }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    /// A cell says what it says: nothing in it draws a line, marks up or becomes a tag.
    private static func escaped(_ cell: String) -> String {
        var out = ""
        for character in Visible.lines(cell) {
            switch character {
            case "|", "\\", "<", "*", "`": out += "\\" + String(character)
            case "\n": out += "<br>"
            default: out.append(character)
            }
        }
        return out
    }
}

/// A table of comma-separated values as Excel and WPS open it by a double click; the byte-order mark is the file's business.
enum SpreadsheetTable {
    static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(cell).joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        let guarded = guarded(text)
        let needsQuotes = guarded.unicodeScalars.contains { [",", "\"", "\n", "\r", "\t"].contains($0) }
        return needsQuotes ? "\"" + guarded.replacing("\"", with: "\"\"") + "\"" : guarded
    }

    /// What would be run as a formula is quoted out; digits a spreadsheet would round or strip of their zeros stay text by a tab,
    /// which it does not show.
    private static func guarded(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        if CSVFile.formulaSigns.contains(first) { return "'" + text }
        let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if isNumber, text.utf8.count > 11 || (first == "0" && text.utf8.count > 1) { return "\t" + text }
        // 12E5 would become 1200000.
        let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
        if parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) { return "\t" + text }
        return text
    }
}
