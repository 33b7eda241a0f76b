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
        /// A field of numbers, in the unit its records have them in: 分 of money.
        case measure(String, Comparison, Int64)
        case none(String)
        case state(Condition)
        case not(Term)
        /// One of these holds.
        case any([Term])
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
            "传阅中": .circulating, "在办": .open, "未办结": .open, "我的": .mine, "待定": .undecided,
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
    /// The words of a filter that mean something of every matter: a field of that id would never be found by it.
    public static let ownWords = ["dept", "due", "holder", "id", "is", "number", "safe", "state", "with", "year"]
    static let dated: Set<String> = ["due", "safe", "received"]
}

extension Filter {
    /// Reads an expression; full-width punctuation folds, an unknown field or value is refused with the nearest name.
    public init(_ text: String, names: FilterNames, words: DateWords) throws(Refusal) {
        // To register, Put away: a state's whole name, blanks and all.
        if text.contains(where: \.isWhitespace), let state = names.state(named: text.trimmed) {
            self.init(terms: [state])
            return
        }
        var terms: [Term] = []
        for token in Tokenizer.tokens(text) {
            var body = token
            let isNegated = body.first == .plain("-") && body.count > 1
            if isNegated { body.removeFirst() }
            let term = try Filter.term(body, names: names, words: words)
            terms.append(isNegated ? .not(term) : term)
        }
        self.init(terms: terms)
    }

    /// The same with the common fields and some ids, where no register is at hand.
    public init(_ text: String, fields: Set<String> = [], words: DateWords) throws(Refusal) {
        try self.init(text, names: FilterNames(fields: fields), words: words)
    }

    private static func term(_ token: [Tokenizer.Mark], names: FilterNames, words: DateWords) throws(Refusal) -> Term {
        let text = Tokenizer.text(token)
        if token.allSatisfy(\.isQuoted), !token.isEmpty { return .literal(text) }
        guard let split = token.firstIndex(where: isSign), split > 0 else {
            return names.bareState(text) ?? .word(text)
        }
        let typed = Tokenizer.text(Array(token[..<split]))
        var rest = Array(token[split...])
        // An address of the web is no field, and neither is a text with a blank or a quotation before its colon.
        if Tokenizer.text(rest).hasPrefix("://") || token[..<split].contains(where: \.isQuoted) { return .word(text) }
        guard let name = try names.field(typed) else { return .word(text) }
        var sign = ""
        while let first = rest.first, isSign(first) {
            sign.append(first.character)
            rest.removeFirst()
        }
        let value = Tokenizer.text(rest)
        if name == "is" {
            guard let condition = FilterNames.condition(value) else {
                let known = Condition.allCases.map(\.rawValue) + Condition.chinese.keys.sorted()
                throw .unknown(what: "condition", text: value, nearest: Nearest.of(value, in: known))
            }
            return .state(condition)
        }
        if value.isEmpty { throw .invalid(field: name, value: value, expected: .choice) }
        if value == "none" || value == "无" { return .none(name) }
        let isCompared = sign != ":" && sign != "="
        if isCompared, names.holdsRows(name) { throw .invalid(field: name, value: sign + value, expected: names.compared(name)) }
        let comparison = Comparison(rawValue: sign == ":" ? "=" : sign) ?? .on
        if isCompared, let number = names.measure(value, of: name) { return .measure(name, comparison, number) }
        if dated.contains(name) || (isCompared || names.isDated(name)) && words.read(value) != nil {
            guard let reading = words.read(value) else { throw .invalid(field: name, value: value, expected: .day) }
            return .compare(name, comparison, reading.day)
        }
        guard sign == ":" || sign == "=" else { throw .invalid(field: name, value: value, expected: names.compared(name)) }
        return try names.term(name, rest.split(separator: .plain(",")).map { Tokenizer.text($0) })
    }

    private static func isSign(_ mark: Tokenizer.Mark) -> Bool { [":", "<", ">", "="].contains { mark == .plain($0) } }

    /// Whether a queue shows only what is open under this filter: it does unless a closed state is asked for by name.
    public func staysOpen(in registers: some Sequence<RegisterDefinition>) -> Bool {
        let open = Set(registers.flatMap(\.states).filter { $0.stage != .closed }.map(\.id))
        return terms.allSatisfy { term in
            switch term {
            case .field("state", let ids): ids.allSatisfy(open.contains)
            case .state(.read), .state(.handled): false
            default: true
            }
        }
    }

    /// Whether a condition stands anywhere in it.
    public func asks(for condition: Condition) -> Bool { terms.contains { $0.asks(for: condition) } }

    /// The number of ours a filter looks for: a word of digits alone, with `#` or without; it finds its paper before all others.
    public var ownNumber: Int? {
        let numbers = terms.compactMap { term -> Int? in
            guard case .word(let text) = term else { return nil }
            return Filter.ownNumber(text)
        }
        return numbers.count == 1 ? numbers[0] : nil
    }

    /// The number a word of digits alone means.
    public static func ownNumber(_ word: String) -> Int? {
        let digits = word.hasPrefix("#") ? String(word.dropFirst()) : word
        guard !digits.isEmpty, digits.utf8.count <= 6, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(digits).flatMap { $0 > 0 ? $0 : nil }
    }

    /// The filter without the number of ours it looks for.
    public var besidesOwnNumber: Filter {
        guard let number = ownNumber else { return self }
        return Filter(
            terms: terms.filter { term in
                if case .word(let text) = term { Filter.ownNumber(text) != number } else { true }
            })
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

    /// Whether words are looked for and none of them can be: signs alone stand in no index, and whatever is asked would be found.
    public var namesNothing: Bool {
        let sought = terms.compactMap(\.sought)
        return !sought.isEmpty && sought.allSatisfy { SearchText.queryTokens($0).isEmpty }
    }

    /// A value as it is typed so that nothing in it is taken for a sign of the language.
    public static func quoted(_ value: String) -> String {
        let signs: Set<Character> = [",", "\"", "＂", "“", "”", "：", "＠", "＃", "！", "＜", "＞", "＝", "－", "<", ">", "=", ":"]
        guard value.isEmpty || value.contains(where: { $0.isWhitespace || signs.contains($0) }) else { return value }
        return value.contains("\"") ? "“\(value)”" : "\"\(value)\""
    }
}

extension Filter.Term {
    /// The word it looks for, or looks to be without; nil where it asks something else.
    fileprivate var sought: String? {
        switch self {
        case .word(let text), .literal(let text): text
        case .not(let inner): inner.sought
        case .any(let terms): terms.lazy.compactMap(\.sought).first
        case .field, .compare, .measure, .none, .state: nil
        }
    }

    fileprivate func asks(for condition: Filter.Condition) -> Bool {
        switch self {
        case .state(let own): own == condition
        case .not(let inner): inner.asks(for: condition)
        case .any(let terms): terms.contains { $0.asks(for: condition) }
        case .word, .literal, .field, .compare, .measure, .none: false
        }
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
