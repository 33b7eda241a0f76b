extension RetentionSchedule {
    /// Reads an office's table: `rules`, a list of conditions with a term and a ground; every problem with its line.
    public static func read(_ tree: Located, registers: Registers) -> (rules: [RetentionRule], problems: [Problem]) {
        var top = StrictReader(tree)
        let items = top.items("rules")
        var rules: [RetentionRule] = []
        var problems: [Problem] = []
        if items.isEmpty { top.note(Problem(line: tree.line, kind: .missing("rules"))) }
        for item in items {
            var reader = StrictReader(item)
            if let rule = rule(&reader, registers) { rules.append(rule) }
            problems += reader.finish()
        }
        return (rules, (top.finish() + problems).sorted { $0.line < $1.line })
    }

    private static func rule(_ reader: inout StrictReader, _ registers: Registers) -> RetentionRule? {
        let line = reader.line
        let register = optional("register", &reader)
        let found = register.flatMap { text in registers.first { $0.id == text || $0.name.zh == text || $0.name.en == text } }
        if let register, found == nil { reader.note(Problem(line: line, kind: .noSuch(register, what: "register"))) }
        let level = optional("level", &reader)
        let known = level.flatMap { Unit.Level(word: $0) }
        if let level, known == nil {
            reader.note(
                Problem(line: line, kind: .unknownValue(level, allowed: Unit.Level.allCases.flatMap { [$0.rawValue, $0.name.zh] })))
        }
        let importance = reader.integer("importance", default: 0)
        if !(0...5).contains(importance) {
            reader.note(Problem(line: line, kind: .unknownValue(String(importance), allowed: (1...5).map(String.init))))
        }
        let kinds = reader.texts("kind").flatMap { $0.text.split(whereSeparator: { "、，,;；".contains($0) }).map(\.trimmed) }
        let text = reader.text("term")
        let term = ArchivalCode.Term(named: text)
        if term == nil, !text.isEmpty {
            let allowed = ArchivalCode.Term.allCases.flatMap { [$0.chinese, $0.name.en] }
            reader.note(Problem(line: line, kind: .unknownValue(text, allowed: allowed)))
        }
        let handling = optional("handling", &reader)
        let title = optional("title", &reader)
        let ground = optional("ground", &reader) ?? "本单位保管期限表"
        guard let term, reader.problems.isEmpty else { return nil }
        return RetentionRule(
            register: found?.id, kinds: kinds, level: known, handling: handling, importance: importance == 0 ? nil : importance,
            title: title, term: term, ground: Term(zh: ground, en: ground))
    }

    private static func optional(_ key: String, _ reader: inout StrictReader) -> String? {
        let text = reader.text(key, default: "").trimmed
        return text.isEmpty ? nil : text
    }

    /// The headings a table of rules may have, by key.
    public static let headings: [(key: String, names: [String])] = [
        ("register", ["register", "登记簿"]), ("kind", ["kind", "文种"]), ("level", ["level", "来文层级", "层级"]),
        ("handling", ["handling", "办理方式"]), ("importance", ["importance", "重要程度"]), ("title", ["title", "标题含", "题名含"]),
        ("term", ["term", "retention", "保管期限"]), ("ground", ["ground", "依据", "条款"]),
    ]
}

extension ArchivalCode.Term {
    /// `永久`, `30年`, `10年`, their codes, or what they are called in English.
    public init?(named text: String) {
        let folded = Folding.width(text).trimmed
        let found = Self.allCases.first { $0.name.isMeant(by: folded) || $0.rawValue == folded.uppercased() }
        guard let term = found else { return nil }
        self = term
    }

    /// Full years a paper is kept, counted from the first of January after its year; nil for ever.
    public var years: Int? {
        switch self {
        case .permanent: nil
        case .thirtyYears: 30
        case .tenYears: 10
        }
    }

    public var name: Office.Term {
        switch self {
        case .permanent: Office.Term(zh: chinese, en: "permanent")
        case .thirtyYears: Office.Term(zh: chinese, en: "30 years")
        case .tenYears: Office.Term(zh: chinese, en: "10 years")
        }
    }
}
