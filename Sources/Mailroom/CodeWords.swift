import Foundation

/// What the fields of a paper and the formulas of a sheet say: texts in quotation marks, and what a field is told to show.
struct CodeWords {
    /// What is shown as it stands here.
    private(set) var said: [String] = []
    /// What only may be shown, or is looked for: IF and COUNTIF name levels that nothing bears.
    private(set) var compared: [String] = []

    /// The instruction of a field, as `QUOTE "机密"` and `DOCVARIABLE 密级`.
    init(field code: String) {
        let texts = CodeWords.texts(in: code).map(\.text)
        let command = code.drop { $0.isWhitespace }.prefix { !$0.isWhitespace && $0 != "\"" && $0 != "“" }.uppercased()
        // A style is called by its name, and shows another text.
        if CodeWords.conditions.contains(command) || command.hasPrefix("=") {
            compared = texts
            return
        }
        said = [code] + texts
        guard command == "EQ" else { return }
        // \o(机,密): signs laid over one another, without what says how.
        let bare = code.replacing(#/\\\*\s*\w*|\\[A-Za-z]+\s*\d*|"[^"]*"|[(),，（）]/#, with: "")
        said.append(String(bare.drop { $0.isWhitespace }.dropFirst(2)))
    }

    /// A formula, as `="机密"&"★10年"` and `=COUNTIF(B:B,"机密")`.
    init(formula code: String) {
        var joined: [String] = []
        var isBare = true
        for (text, before) in CodeWords.texts(in: code) {
            let between = before.filter { !$0.isWhitespace }
            if between == "&", let last = joined.indices.last { joined[last] += text } else { joined.append(text) }
            if !["", "=", "of:=", "ooow:", "&"].contains(between) { isBare = false }
        }
        if CodeWords.rest(of: code).contains(where: { !$0.isWhitespace }) { isBare = false }
        if isBare { said = joined } else { compared = joined + [code] }
    }

    private static let conditions: Set<String> = ["IF", "COMPARE", "SKIPIF", "NEXTIF", "STYLEREF"]

    private static func isQuote(_ sign: Character) -> Bool { sign == "\"" || sign == "“" || sign == "”" }

    /// The texts in quotation marks, and what stands before each.
    private static func texts(in code: String) -> [(text: String, before: String)] {
        let pieces = code.split(omittingEmptySubsequences: false, whereSeparator: isQuote).map(String.init)
        return stride(from: 1, to: pieces.count, by: 2).map { (pieces[$0], pieces[$0 - 1]) }
    }

    /// What stands behind the last text.
    private static func rest(of code: String) -> String {
        let pieces = code.split(omittingEmptySubsequences: false, whereSeparator: isQuote)
        return pieces.count % 2 == 1 ? String(pieces[pieces.count - 1]) : ""
    }
}
