/// Reads a file of rules, every name against the directory; each problem is named with its line.
public struct RoutingRuleReading {
    private let directory: Directory
    private let fields: FieldReading

    public init(directory: Directory, calendar: WorkCalendar, now: Moment) {
        self.directory = directory
        fields = FieldReading(directory: directory, calendar: calendar, now: now)
    }

    public func read(_ tree: Located) -> (rules: [RoutingRule], problems: [Problem]) {
        guard case .list(let items, _) = tree else {
            return ([], [Problem(line: tree.line, kind: .wrongKind("", expected: "list"))])
        }
        var problems: [Problem] = []
        var seen: Set<String> = []
        let rules = items.map { item -> RoutingRule in
            var reader = StrictReader(item)
            let name = reader.text("name")
            if !name.isEmpty, !seen.insert(name).inserted { reader.note(Problem(line: item.line, kind: .repeated(name))) }
            var conditions: [RoutingRule.Condition: [String]] = [:]
            var targets: [RoutingRule.Target: JSON] = [:]
            if let tree = reader.required("when") { conditions = self.conditions(StrictReader(tree), &reader) }
            if let tree = reader.required("then") { targets = self.targets(StrictReader(tree), &reader) }
            problems += reader.finish()
            return RoutingRule(name: name, conditions: conditions, targets: targets)
        }
        return (rules, problems.sorted { $0.line < $1.line })
    }

    private func conditions(_ given: StrictReader, _ outer: inout StrictReader) -> [RoutingRule.Condition: [String]] {
        var reader = given
        var conditions: [RoutingRule.Condition: [String]] = [:]
        for condition in RoutingRule.Condition.allCases {
            let words = reader.texts(condition.rawValue)
            guard !words.isEmpty else { continue }
            conditions[condition] = words.compactMap { word in
                switch condition {
                case .from: name(word, in: .units, &reader)
                case .level: level(word, &reader)
                default: word.text
                }
            }
        }
        if conditions.isEmpty, reader.problems.isEmpty {
            reader.note(Problem(line: reader.line, kind: .missing(RoutingRule.Condition.allCases.map(\.rawValue).joined(separator: " | "))))
        }
        outer.note(reader.finish())
        return conditions
    }

    private func targets(_ given: StrictReader, _ outer: inout StrictReader) -> [RoutingRule.Target: JSON] {
        var reader = given
        var targets: [RoutingRule.Target: JSON] = [:]
        for target in RoutingRule.Target.allCases {
            let words = reader.texts(target.rawValue)
            guard let first = words.first else { continue }
            switch target {
            case .target:
                let id = name(first, in: .assignees, &reader)
                // Nothing goes upward by a rule: it would never be proposed.
                if let id, directory.isSuperior(id) {
                    reader.note(Problem(line: first.line, kind: .unknownValue(first.text, allowed: belowWords)))
                }
                targets[target] = JSON(id)
            case .leader: targets[target] = JSON(name(first, in: .leaders, &reader))
            case .partners, .readers:
                targets[target] = .array(words.flatMap { names($0, &reader) }.map(JSON.string))
            case .limit: targets[target] = limit(first, &reader)
            case .importance:
                let number = Int(first.text).flatMap { (0...5).contains($0) ? $0 : nil }
                if number == nil {
                    reader.note(Problem(line: first.line, kind: .unknownValue(first.text, allowed: (0...5).map(String.init))))
                }
                targets[target] = JSON(number)
            case .handling:
                if !["办件", "阅件"].contains(first.text) {
                    reader.note(Problem(line: first.line, kind: .unknownValue(first.text, allowed: ["办件", "阅件"])))
                }
                targets[target] = .string(first.text)
            }
        }
        if targets.isEmpty, reader.problems.isEmpty {
            reader.note(Problem(line: reader.line, kind: .missing(RoutingRule.Target.allCases.map(\.rawValue).joined(separator: " | "))))
        }
        outer.note(reader.finish())
        return targets.filter { !$0.value.isNull }
    }

    /// The levels a paper may be handed to.
    private var belowWords: [String] { Unit.Level.allCases.filter { $0 != .superior }.map(\.name.zh) }

    private func name(_ word: (text: String, line: Int), in scope: Directory.Scope, _ reader: inout StrictReader) -> String? {
        switch directory.read(word.text, in: scope) {
        case .one(let id): return id
        case .several(let ids, _):
            let names = ids.prefix(6).map { directory.fullName($0) }
            reader.note(Problem(line: word.line, kind: .unknownValue(word.text, allowed: names)))
        case .none: reader.note(Problem(line: word.line, kind: .noSuch(word.text, what: "name")))
        }
        return nil
    }

    /// A person, a unit, or a circle of readers by its name.
    private func names(_ word: (text: String, line: Int), _ reader: inout StrictReader) -> [String] {
        directory.circle(word.text)?.members ?? name(word, in: .assignees, &reader).map { [$0] } ?? []
    }

    private func level(_ word: (text: String, line: Int), _ reader: inout StrictReader) -> String? {
        if let level = Unit.Level(word: word.text) { return level.rawValue }
        reader.note(Problem(line: word.line, kind: .unknownValue(word.text, allowed: Unit.Level.allCases.map(\.name.zh))))
        return nil
    }

    /// A limit of a rule is a length: a date would be past by the next paper.
    private func limit(_ word: (text: String, line: Int), _ reader: inout StrictReader) -> JSON {
        if let length = Length(word.text) { return .string(length.stored) }
        reader.note(Problem(line: word.line, kind: .wrongKind("limit", expected: "5个工作日, 15日, 48小时")))
        return .null
    }
}
