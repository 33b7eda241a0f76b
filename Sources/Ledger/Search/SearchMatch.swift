import GRDB
import Office

/// A typed query as an FTS5 expression over the tokens `SearchText` makes.
struct SearchMatch {
    let expression: String

    /// The tokens of a column, each between blanks, so that one column alone can be asked for a phrase.
    static let tokensFunction = DatabaseFunction("search_tokens", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).map { " \(SearchText.tokens($0).joined(separator: " ")) " }
    }

    /// A text as texts are compared: `Folding.key`.
    static let keyFunction = DatabaseFunction("folding_key", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).map { Folding.key($0) }
    }

    /// What such a column must hold: a phrase of tokens, the last of them whole where it is a number.
    static func phrase(_ text: String) -> String {
        let tokens = SearchText.queryTokens(DocumentNumber(text)?.canonical ?? text)
        let endsInNumber = tokens.last.map { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } } ?? false
        return " " + tokens.joined(separator: " ") + (endsInNumber ? " " : "")
    }

    /// What a filter of words alone asks of the index, an expression a word; nil where it asks for anything else.
    static func expressions(_ filter: Filter) -> [String]? {
        var matches: [SearchMatch?] = []
        for term in filter.terms {
            switch term {
            case .word(let text): matches.append(SearchMatch(text, initials: true))
            case .literal(let text): matches.append(SearchMatch(text, initials: false))
            default: return nil
            }
        }
        return matches.compactMap { $0?.expression }
    }

    /// Nil where the query holds no letter or digit.
    init?(_ text: String, initials: Bool) {
        // A reference in any bracket form, 第 and leading zeros included, is looked for in its standard form.
        let tokens = SearchText.queryTokens(DocumentNumber(text)?.canonical ?? text)
        guard let last = tokens.last else { return nil }
        let isLatinWord = tokens.count == 1 && last.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        let phrase = tokens.map { "\"\($0)\"" }.joined(separator: " + ")
        if isLatinWord {
            // A word of letters may be the beginning of a word, or pinyin initials of a title.
            let inside = SearchText.initialPairs(last).map { "\"\($0)\"" }.joined(separator: " + ")
            let anywhere = inside.isEmpty ? "" : " OR {unit} : \(inside)"
            expression = initials ? "{gram} : \"\(last)\" * OR {unit} : \"\(last)\" *\(anywhere)" : "{gram} : \"\(last)\" *"
        } else {
            // No other column holds a Han character, and to be asked for one column costs the index half as much again.
            let column = tokens.contains { $0.unicodeScalars.contains(where: Folding.isHan) } ? "" : "{gram} : "
            let isNumber = last.utf8.allSatisfy { (0x30...0x39).contains($0) }
            expression =
                "\(column)\(phrase)\(isNumber || last.unicodeScalars.count == 2 && last.unicodeScalars.allSatisfy(Folding.isHan) ? "" : " *")"
        }
    }
}
