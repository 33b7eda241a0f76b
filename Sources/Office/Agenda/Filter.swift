/// A filter expression: terms that must all hold.
public struct Filter: Hashable, Sendable {
    public indirect enum Term: Hashable, Sendable {
        /// A word in text, number or pinyin initials.
        case word(String)
        /// Exactly this run of characters.
        case literal(String)
        /// A field that has one of these values.
        case field(String, [String])
        case compare(String, Comparison, Day)
        case none(String)
        case state(Condition)
        case not(Term)
    }

    public enum Comparison: String, Hashable, Sendable {
        case before = "<"
        case notAfter = "<="
        case after = ">"
        case notBefore = ">="
        case on = "="
    }

    public enum Condition: String, Hashable, Sendable, CaseIterable {
        case open, overdue, circulating, unprinted, waiting, mine, undecided
        /// The four lists a person has: 待办, 待阅, 已办, 已阅.
        case todo, toread, handled, read

        /// The same by its Chinese name.
        static let chinese: [String: Condition] = [
            "待办": .todo, "待阅": .toread, "已办": .handled, "已阅": .read, "逾期": .overdue, "未打印": .unprinted, "传阅": .circulating,
        ]
    }

    public let terms: [Term]
    public init(terms: [Term]) { self.terms = terms }
    public var isEmpty: Bool { terms.isEmpty }
    public static let everything = Filter(terms: [])

    /// The fields a filter may name in every register.
    public static let common: Set<String> = [
        "state", "owner", "holder", "with", "from", "dept", "kind", "urgency", "due", "safe", "received", "year", "is",
        "reference", "number", "title", "id",
    ]
    static let dated: Set<String> = ["due", "safe", "received"]
}

extension Filter {
    /// Reads an expression; full-width punctuation folds, an unknown field is refused with the nearest name.
    public init(_ text: String, fields: Set<String> = [], words: DateWords) throws(Refusal) {
        var terms: [Term] = []
        for token in Tokenizer.tokens(text) {
            var body = token
            let isNegated = body.first == .plain("-")
            if isNegated { body.removeFirst() }
            let term = try Filter.term(body, fields: Filter.common.union(fields), words: words)
            terms.append(isNegated ? .not(term) : term)
        }
        self.init(terms: terms)
    }

    private static func term(
        _ token: [Tokenizer.Mark], fields: Set<String>, words: DateWords
    ) throws(Refusal) -> Term {
        let text = Tokenizer.text(token)
        if token.allSatisfy(\.isQuoted), !token.isEmpty { return .literal(text) }
        guard let split = token.firstIndex(where: { mark in [":", "<", ">", "="].contains { mark == .plain($0) } }),
            split > 0
        else { return .word(text) }
        let typed = Tokenizer.text(Array(token[..<split])).lowercased()
        let name = fields.first { $0.lowercased() == typed } ?? typed
        let isName = typed.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
        guard isName else { return .word(text) }
        var rest = Array(token[split...])
        // An address of the web is no field.
        if Tokenizer.text(rest).hasPrefix("://") { return .word(text) }
        var sign = ""
        while let first = rest.first, [":", "<", ">", "="].contains(where: { first == .plain($0) }) {
            sign.append(first.character)
            rest.removeFirst()
        }
        let value = Tokenizer.text(rest)
        guard fields.contains(name) else {
            throw .unknown(what: "field", text: name, nearest: Nearest.of(name, in: fields))
        }
        if name == "is" {
            guard let condition = Condition(rawValue: value) ?? Condition.chinese[value] else {
                throw .unknown(what: "condition", text: value, nearest: Nearest.of(value, in: Condition.allCases.map(\.rawValue)))
            }
            return .state(condition)
        }
        if value.isEmpty { throw .invalid(field: name, value: value, expected: .choice) }
        if value == "none" || value == "无" { return .none(name) }
        let isCompared = sign != ":" && sign != "="
        if dated.contains(name) || isCompared && words.read(value) != nil {
            guard let reading = words.read(value) else { throw .invalid(field: name, value: value, expected: .day) }
            let comparison = Comparison(rawValue: sign == ":" ? "=" : sign) ?? .on
            return .compare(name, comparison, reading.day)
        }
        guard sign == ":" || sign == "=" else { throw .invalid(field: name, value: value, expected: .choice) }
        return .field(name, rest.split(separator: .plain(",")).map { Tokenizer.text($0) })
    }

    /// The words and literal runs that must be found, without those that must not.
    public var wanted: [String] {
        terms.compactMap { term in
            switch term {
            case .word(let text), .literal(let text): text
            default: nil
            }
        }
    }

    /// A value as it is typed so that nothing in it is taken for a sign of the language.
    public static func quoted(_ value: String) -> String {
        let signs: Set<Character> = [",", "\"", "＂", "“", "”", "：", "＠", "＃", "！", "＜", "＞", "＝", "－", "<", ">", "=", ":"]
        guard value.isEmpty || value.contains(where: { $0.isWhitespace || signs.contains($0) }) else { return value }
        return value.contains("\"") ? "“\(value)”" : "\"\(value)\""
    }
}

/// Cuts capture lines and filter expressions into tokens; quotes keep blanks and take away all meaning.
public enum Tokenizer {
    public struct Mark: Hashable, Sendable {
        public let character: Character
        public let isQuoted: Bool
        public static func plain(_ character: Character) -> Mark { Mark(character: character, isQuoted: false) }
    }

    public static func text(_ marks: some Sequence<Mark>) -> String { String(marks.map(\.character)) }

    public static func tokens(_ text: String) -> [[Mark]] {
        var tokens: [[Mark]] = []
        var current: [Mark] = []
        var closing: Character?
        for character in text {
            if let end = closing {
                if character == end { closing = nil } else { current.append(Mark(character: character, isQuoted: true)) }
                continue
            }
            if let end = closingQuote(of: character) {
                closing = end
                continue
            }
            if character.isWhitespace {
                if !current.isEmpty { tokens.append(current) }
                current = []
                continue
            }
            current.append(Mark(character: folded(character), isQuoted: false))
        }
        if !current.isEmpty { tokens.append(current) }
        return tokens
    }

    /// The sign that closes a quotation begun by this one; nil where it begins none.
    static func closingQuote(of character: Character) -> Character? {
        switch character {
        case "\"", "＂": character
        case "“": "”"
        default: nil
        }
    }

    /// Signs with a meaning in a capture or a filter; other full-width marks stay as typed, they belong to titles.
    private static func folded(_ character: Character) -> Character {
        switch character {
        case "：": ":"
        case "＠": "@"
        case "＃": "#"
        case "！": "!"
        case "＜": "<"
        case "＞": ">"
        case "＝": "="
        case "－": "-"
        default: character
        }
    }
}
