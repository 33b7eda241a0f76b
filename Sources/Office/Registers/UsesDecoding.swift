extension RegisterUses {
    /// Reads what a definition says beside its fields, states and steps; what it names is checked by `problems(_:_:)`.
    static func decode(_ reader: inout StrictReader, _ problems: inout [Problem]) -> RegisterUses {
        var uses = RegisterUses()
        uses.list = reader.texts("list").map(\.text)
        uses.sort = reader.texts("sort").map { item in
            Order(key: item.text.hasPrefix("-") ? String(item.text.dropFirst()) : item.text, isDescending: item.text.hasPrefix("-"))
        }
        uses.filter = reader.texts("filter").map(\.text)
        uses.page = reader.texts("page").map(\.text)
        uses.printed = reader.items("printed").map { tree in
            var reader = StrictReader(tree)
            defer { problems += reader.finish() }
            return Sheet(id: reader.text("id"), name: reader.term("name"), fields: reader.texts("fields").map(\.text))
        }
        uses.statistics = reader.items("statistics").map { tree in
            var reader = StrictReader(tree)
            defer { problems += reader.finish() }
            let sum = reader.optional("sum") == nil ? nil : reader.text("sum")
            return Statistic(id: reader.text("id"), name: reader.term("name"), by: reader.text("by"), sum: sum)
        }
        uses.limits = reader.items("limits").compactMap { OwnLimit.decode($0, &problems) }
        uses.recognised = named(reader.optional("recognised"), &problems)
        uses.plays = named(reader.optional("plays"), &problems)
        uses.standing = reader.texts("default").compactMap { reader.value(of: $0, Standing.self) }
        return uses
    }

    /// A map whose keys are words of a closed vocabulary, and whose values name fields.
    private static func named<Key: RawRepresentable & CaseIterable & Hashable>(
        _ tree: Located?, _ problems: inout [Problem]
    ) -> [Key: String] where Key.RawValue == String {
        guard let tree else { return [:] }
        var reader = StrictReader(tree)
        var found: [Key: String] = [:]
        for key in Key.allCases where reader.optional(key.rawValue) != nil { found[key] = reader.text(key.rawValue) }
        problems += reader.finish()
        return found
    }
}

extension OwnLimit {
    /// - Returns: nil where its length cannot be read, which is a problem.
    fileprivate static func decode(_ tree: Located, _ problems: inout [Problem]) -> OwnLimit? {
        var reader = StrictReader(tree)
        let text = reader.text("length")
        let basis = reader.optional("basis") == nil ? Term(zh: "登记簿规定", en: "the register's own limit") : reader.term("basis")
        var when: [String: [String]] = [:]
        if case .map(let members, _)? = reader.optional("when") {
            for member in members {
                var words = StrictReader(.map([member], line: member.line))
                when[member.key] = words.texts(member.key).map(\.text)
                problems += words.finish()
            }
        } else if let other = reader.optional("when") {
            reader.note(Problem(line: other.line, kind: .wrongKind("when", expected: "map")))
        }
        let length = Length(text)
        if length == nil, !text.isEmpty {
            reader.note(Problem(line: reader.line, kind: .wrongKind(text, expected: "5 workday, 3 day, 48 hour, 1 month")))
        }
        problems += reader.finish()
        return length.map { OwnLimit(length: $0, basis: basis, when: when) }
    }
}

extension RegisterDefinition {
    /// Fields that are named beside the form but are not there, or are of a kind that cannot be meant.
    func usesProblems(_ tree: Located) -> [Problem] {
        var problems: [Problem] = []
        let ids = Set(fields.map(\.id))
        let columns = ids.union(RegisterUses.standingColumns)
        func check(_ names: [String], _ key: String, in known: Set<String>) {
            let lines = tree.lines(of: key)
            var seen: Set<String> = []
            for (index, name) in names.enumerated() {
                let line = index < lines.count ? lines[index] : tree.line(of: key)
                if !known.contains(name) { problems.append(Problem(line: line, kind: .noSuch(name, what: "field"))) }
                if !seen.insert(name).inserted { problems.append(Problem(line: line, kind: .repeated(name))) }
            }
        }
        check(uses.list, "list", in: columns)
        check(uses.sort.map(\.key), "sort", in: columns)
        check(uses.filter, "filter", in: ids)
        check(uses.page, "page", in: ids)
        for key in ["recognised", "plays"] {
            let names = key == "plays" ? uses.plays.values.sorted() : uses.recognised.values.sorted()
            for name in names where !ids.contains(name) {
                problems.append(Problem(line: tree.line(of: key), kind: .noSuch(name, what: "field")))
            }
        }
        func repetitions(_ ids: [String], _ lines: [Int]) {
            var seen: Set<String> = []
            for (id, line) in zip(ids, lines) where !seen.insert(id).inserted { problems.append(Problem(line: line, kind: .repeated(id))) }
        }
        let sheetLines = tree.lines(of: "printed")
        repetitions(uses.printed.map(\.id), sheetLines)
        for (sheet, line) in zip(uses.printed, sheetLines) {
            if sheet.fields.isEmpty { problems.append(Problem(line: line, kind: .missing("fields"))) }
            for name in sheet.fields where !columns.contains(name) {
                problems.append(Problem(line: line, kind: .noSuch(name, what: "field")))
            }
        }
        let countLines = tree.lines(of: "statistics")
        repetitions(uses.statistics.map(\.id), countLines)
        for (statistic, line) in zip(uses.statistics, countLines) {
            if !columns.contains(statistic.by) { problems.append(Problem(line: line, kind: .noSuch(statistic.by, what: "field"))) }
            guard let sum = statistic.sum else { continue }
            switch field(sum)?.kind {
            case .count?, .money?: break
            case nil: problems.append(Problem(line: line, kind: .noSuch(sum, what: "field")))
            default: problems.append(Problem(line: line, kind: .wrongKind(sum, expected: "count, money")))
            }
        }
        for (limit, line) in zip(uses.limits, tree.lines(of: "limits")) {
            for name in limit.when.keys.sorted() where !ids.contains(name) {
                problems.append(Problem(line: line, kind: .noSuch(name, what: "field")))
            }
            for (name, words) in limit.when.sorted(by: { $0.key < $1.key }) {
                guard let field = field(name), !field.choices.isEmpty else { continue }
                for word in words where field.choice(of: word) == nil {
                    problems.append(Problem(line: line, kind: .unknownValue(word, allowed: field.choices.map(\.zh))))
                }
            }
        }
        return problems
    }
}

extension Located {
    /// The lines on which the items of a list stand, under a key of a map; none where the key has no list.
    func lines(of key: String) -> [Int] {
        guard case .map(let members, _) = self, case .list(let items, _)? = members.first(where: { $0.key == key })?.value else {
            return []
        }
        return items.map(\.line)
    }
}
