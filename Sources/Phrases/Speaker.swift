import Office

/// Says phrases in one language.
public struct Speaker: Sendable {
    public let language: Language
    public let zone: OfficeZone

    public init(_ language: Language, zone: OfficeZone = .shanghai) {
        self.language = language
        self.zone = zone
    }

    public func callAsFunction(_ phrase: Phrase, _ values: String...) -> String { say(phrase, values) }

    public func say(_ phrase: Phrase, _ values: [String]) -> String {
        var text =
            switch language {
            case .english: phrase.en
            case .simplified: phrase.zh
            case .traditional: Traditional.convert(phrase.zh)
            }
        guard !values.isEmpty else { return text }
        // What is filled in is never searched for further places: a title may hold "%2".
        var out = ""
        while let mark = text.firstIndex(of: "%") {
            out.append(contentsOf: String(text[..<mark]))
            let after = text.index(after: mark)
            if after < text.endIndex, let place = text[after].wholeNumberValue, values.indices.contains(place - 1) {
                out += values[place - 1]
                text = String(text[text.index(after: after)...])
                if language == .english, values[place - 1] == "1" { text = Speaker.singular(text) }
            } else {
                out += "%"
                text = String(text[after...])
            }
        }
        return out + text
    }

    /// The text after a 1, its noun in the singular: `1 day`, not `1 days`.
    private static func singular(_ text: String) -> String {
        let nouns = [
            "days": "day", "papers": "paper", "problems": "problem", "entries": "entry", "copies": "copy", "boxes": "box", "files": "file",
            "records": "record",
        ]
        guard text.first == " " else { return text }
        let word = text.dropFirst().prefix { $0.isLetter }
        return nouns[String(word)].map { " " + $0 + text.dropFirst(1 + word.count) } ?? text
    }

    /// A definition's own word among the words of the keys, which begin small in English.
    public func key(_ term: Term) -> String {
        let word = self(term)
        return language == .english ? word.prefix(1).lowercased() + word.dropFirst() : word
    }

    /// A definition's own word.
    public func callAsFunction(_ term: Term) -> String {
        switch language {
        case .english: term.en
        case .simplified: term.zh
        case .traditional: Traditional.convert(term.zh)
        }
    }
}
