import Office

/// What plain text says once it is read as what it is written for: tags taken out of Markdown, signs that JSON and YAML write as numbers,
/// a label there with its value.
///
/// Only what bears a secrecy mark is kept of it, for the door (J13). Such texts list the levels there are as well, so a level alone counts
/// in the first lines only, and only where all around it is dress.
enum SourceWords {
    /// Longer lines are no lines that people wrote, in bytes.
    private static let longest = 1 << 20
    /// A paper's mark stands in its first lines.
    private static let head = 5
    /// With what a line begins that dresses or places its words, and is neither a choice nor a cell.
    private static let dress = [
        "<b>", "<strong", "<font", "<span", "<p", "<div", "<center", "<h1", "<h2", "<h3", "<em>", "<i>", "<u>", "**<",
    ]
    private static let labels = ["\"密级\"", "\"密级标识\"", "\"密等\"", "\"保密等级\""]

    static func marked(in text: String) -> [String] {
        // Most texts have no such sign, and to look for bytes is cheap.
        guard "<&\\\"".utf8.contains(where: { text.utf8.contains($0) }), MarkupAsides.mayHold(text) else { return [] }
        var found: [String] = []
        for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() where found.count < 100 && line.utf8.count <= longest {
            let signs = line.utf8
            let isMarkup = signs.contains(UInt8(ascii: "<")) || signs.contains(UInt8(ascii: "&"))
            let isEscaped = signs.contains(UInt8(ascii: "\\"))
            let isQuoted = signs.contains(UInt8(ascii: "\""))
            guard isMarkup || isEscaped || isQuoted, MarkupAsides.mayHold(String(line)) else { continue }
            let line = String(line)
            if isMarkup {
                let isHead = index < head && dress.contains { line.trimmed.hasPrefix($0) }
                found += MarkupAsides.lines(of: line).filter {
                    (isHead ? SecrecyDoor.mark(inTyped: $0) : SecrecyDoor.mark(amid: $0)) != nil
                }
            }
            let plain = isEscaped ? StyleText.unescaped(line) : line
            if isEscaped { found += StyleText.strings(ofScript: line).filter { SecrecyDoor.mark(amid: $0) != nil } }
            if isQuoted { found += labelled(in: plain) }
        }
        return MarkedWords.among(found)
    }

    /// `"密级": "机密"`, and nothing else between the quotes.
    private static func labelled(in line: String) -> [String] {
        var found: [String] = []
        for label in labels {
            for place in line.ranges(of: label).prefix(1_000) {
                let rest = line[place.upperBound...].prefix(60).drop { $0.isWhitespace }
                guard rest.first == ":" else { continue }
                let value = rest.dropFirst().drop { $0.isWhitespace }
                guard value.first == "\"" else { continue }
                let word = value.dropFirst().prefix { $0 != "\"" }
                if value.dropFirst().count > word.count { found.append("密级：" + word) }
            }
        }
        return found
    }
}
