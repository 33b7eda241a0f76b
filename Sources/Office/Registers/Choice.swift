/// One of the answers a field offers: an id for rules and filters, and the word people choose and records keep.
///
/// A record keeps what was written, so that taking an act back finds it; only what reads a value maps its word to the id.
public struct Choice: Hashable, Sendable {
    /// The Chinese word, where the definition gives no id of its own.
    public let id: String
    public let name: Term
    public var zh: String { name.zh }
    public var en: String { name.en }

    public init(_ name: Term, id: String? = nil) {
        self.id = id ?? name.zh
        self.name = name
    }

    /// Whether somebody who writes a word means it: its id, or its word in either language, in either script.
    public func isMeant(by word: String) -> Bool {
        if word == id || word == zh || word == en { return true }
        let wanted = Folding.key(word)
        return !wanted.isEmpty && keys.contains(wanted)
    }

    /// What it is known by, without marks, case and script.
    var keys: Set<String> { Set([id, zh, en].map { Folding.key($0) }) }

    /// Every way a record may have it.
    public var spellings: [String] {
        let capital = en.prefix(1).uppercased() + en.dropFirst()
        let all = [id] + Folding.scripts(of: zh) + [en, en.lowercased(), capital]
        var seen: Set<String> = []
        return all.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    static func decode(_ tree: Located, _ problems: inout [Problem]) -> Choice {
        if case .scalar(let text, _) = tree { return Choice(Term(zh: text, en: text)) }
        var reader = StrictReader(tree)
        let id = reader.optional("id") == nil ? nil : reader.text("id")
        let choice = Choice(Term(zh: reader.text("zh"), en: reader.text("en")), id: id)
        problems += reader.finish()
        return choice
    }

    /// What two choices of a field have in common, by line: nobody could tell which is meant.
    static func repetitions(_ choices: [(choice: Choice, line: Int)]) -> [Problem] {
        var seen: Set<String> = []
        return choices.compactMap { choice, line in
            defer { seen.formUnion(choice.keys) }
            let word = [choice.id, choice.zh, choice.en].first { seen.contains(Folding.key($0)) }
            return word.map { Problem(line: line, kind: .repeated($0)) }
        }
    }
}

extension FieldDefinition {
    /// The choice a recorded or typed word means; nil for a field without choices, and for a word of none.
    public func choice(of word: String) -> Choice? { choices.first { $0.isMeant(by: word) } }
}

extension Matter {
    /// What a field says: a choice by its id, whichever of its words was recorded; anything else as it stands.
    public func value(of field: FieldDefinition) -> JSON {
        let recorded = record[field.path]
        return recorded.string.flatMap { field.choice(of: $0) }.map { .string($0.id) } ?? recorded
    }
}

extension Folding {
    /// A text in simplified script as it may be written in either; where many characters have twins, the first of each.
    static func scripts(of text: String) -> [String] {
        let wanted = Set(text.unicodeScalars)
        var twins: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        var traditional: Unicode.Scalar?
        for scalar in FoldingTables.traditionalToSimplified.unicodeScalars where scalar != "\n" {
            guard let twin = traditional else {
                traditional = scalar
                continue
            }
            if wanted.contains(scalar) { twins[scalar, default: []].append(twin) }
            traditional = nil
        }
        var texts: [String.UnicodeScalarView] = [String.UnicodeScalarView()]
        for scalar in text.unicodeScalars {
            let signs = [scalar] + (twins[scalar] ?? [])
            // More than anybody writes: two scripts are mixed in no word.
            texts = texts.flatMap { text in signs.map { text + CollectionOfOne($0) } }
            if texts.count > 64 { texts = Array(texts.prefix(64)) }
        }
        return texts.map { String($0) }
    }
}
