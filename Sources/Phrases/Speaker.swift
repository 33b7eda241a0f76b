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
        let text =
            switch language {
            case .english: phrase.en
            case .simplified: phrase.zh
            case .traditional: Traditional.convert(phrase.zh)
            }
        guard !values.isEmpty else { return text }
        // What is filled in is never searched for further places: a title may hold "%2".
        var out = ""
        var rest = text[...]
        while let mark = rest.utf8.firstIndex(of: UInt8(ascii: "%")) {
            out += rest[..<mark]
            let after = rest.utf8.index(after: mark)
            if after < rest.endIndex, let value = Speaker.place(rest.utf8[after], among: values) {
                out += value
                rest = rest[rest.utf8.index(after: after)...]
                if language == .english, value == "1" { rest = Speaker.singular(rest)[...] }
            } else {
                out += "%"
                rest = rest[after...]
            }
        }
        return out + rest
    }

    /// The value a digit behind a `%` asks for; nil where there is none.
    private static func place(_ digit: UInt8, among values: [String]) -> String? {
        let index = Int(digit) - Int(UInt8(ascii: "1"))
        return values.indices.contains(index) && index < 9 ? values[index] : nil
    }

    /// The text after a 1, its noun in the singular: `1 day`, not `1 days`.
    private static func singular(_ text: Substring) -> String {
        let nouns = [
            "days": "day", "papers": "paper", "problems": "problem", "entries": "entry", "copies": "copy", "boxes": "box", "files": "file",
            "records": "record",
        ]
        guard text.first == " " else { return String(text) }
        let word = text.dropFirst().prefix { $0.isLetter }
        return nouns[String(word)].map { " " + $0 + text.dropFirst(1 + word.count) } ?? String(text)
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
