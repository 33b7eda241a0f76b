extension RegisterDefinition {
    /// Reads a definition strictly. The definition is usable only where the list of problems is empty.
    public static func decode(_ tree: Located) -> (definition: RegisterDefinition, problems: [Problem]) {
        let (definition, problems) = read(tree)
        return (definition, (problems + definition.inconsistencies(tree)).sorted { $0.line < $1.line })
    }

    /// The definition that an office keeps: it was looked over when it was adopted.
    static func kept(_ source: JSON) -> RegisterDefinition { read(Located(source)).definition }

    private static func read(_ tree: Located) -> (definition: RegisterDefinition, problems: [Problem]) {
        var reader = StrictReader(tree)
        var problems: [Problem] = []
        let fields = reader.items("fields").map { FieldDefinition.decode($0, &problems) }
        let states = reader.items("states").map { StateDefinition.decode($0, &problems) }
        let steps = RegisterDefinition.steps(&reader, &problems)
        let clocks = reader.items("clocks").map { ClockDefinition.decode($0, &problems) }
        let uses = RegisterUses.decode(&reader, &problems)
        let opens = reader.text("opens")
        let definition = RegisterDefinition(
            id: reader.text("id"), revision: reader.integer("revision", default: 1), prefix: reader.text("prefix"),
            name: reader.term("name"), capture: reader.texts("capture").map(\.text),
            format: reader.optional("format").flatMap { if case .scalar(let text, _) = $0 { text } else { nil } },
            opens: opens, opensRegistered: reader.text("opensRegistered", default: opens), fields: fields,
            states: states, steps: steps, clocks: clocks, uses: uses)
        return (definition, reader.finish() + problems)
    }

    /// What is well formed but cannot be meant: unknown states, fields asked for that do not exist, the same id twice.
    private func inconsistencies(_ tree: Located) -> [Problem] {
        var problems: [Problem] = []
        let stateIDs = Set(states.map(\.id))
        func lines(_ key: String) -> [Int] { tree.lines(of: key) }
        func checkUnique(_ ids: [String], _ key: String) {
            var seen: Set<String> = []
            for (id, line) in zip(ids, lines(key)) where !seen.insert(id).inserted {
                problems.append(Problem(line: line, kind: .repeated(id)))
            }
        }
        checkUnique(fields.map(\.id), "fields")
        checkUnique(states.map(\.id), "states")
        checkUnique(clocks.map(\.id), "clocks")
        for (key, state) in [("opens", opens), ("opensRegistered", opensRegistered)] where !state.isEmpty && !stateIDs.contains(state) {
            // One that is not said is the other.
            if key == "opens" || state != opens { problems.append(Problem(line: tree.line(of: key), kind: .noSuch(state, what: "state"))) }
        }
        let asks = Set(fields.map(\.id) + MoveForm.standard.map(\.id) + uses.plays.keys.map(\.rawValue))
        for (step, line) in zip(steps, lines("steps") + lines("moves")) {
            for state in step.from + [step.to, step.otherwise].compactMap({ $0 }) where !stateIDs.contains(state) {
                problems.append(Problem(line: line, kind: .noSuch(state, what: "state")))
            }
            for ask in step.asks where !asks.contains(ask) {
                problems.append(Problem(line: line, kind: .noSuch(ask, what: "field")))
            }
        }
        return problems + wayProblems(lines("states")) + nameProblems(lines("steps"), lines("fields")) + callingProblems(tree)
            + shapeProblems(tree) + usesProblems(tree)
    }
}

extension FieldDefinition {
    static func decode(_ tree: Located, _ problems: inout [Problem]) -> FieldDefinition {
        var reader = StrictReader(tree)
        let kind = reader.choice("kind", Kind.self) ?? .text
        let items = reader.items("choices")
        let choices = items.map { Choice.decode($0, &problems) }
        problems += Choice.repetitions(zip(choices, items).map { ($0, $1.line) })
        let needed = reader.texts("needed").map { Move(rawValue: $0.text) }
        let field = FieldDefinition(
            id: reader.text("id"), kind: kind, name: reader.term("name"), choices: choices, neededFor: needed,
            isFirst: reader.flag("first"), columns: columns(of: kind, &reader, &problems))
        problems += reader.finish()
        return field
    }
}

extension FieldDefinition {
    /// Letters, figures and `_`, a small letter first.
    static func isID(_ id: String) -> Bool {
        guard let first = id.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return id.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    /// The columns of a `lines` field, by their ids once each; no other kind has any, and no column has rows of its own.
    private static func columns(of kind: Kind, _ reader: inout StrictReader, _ problems: inout [Problem]) -> [FieldDefinition] {
        guard kind == .lines else { return [] }
        if reader.required("columns") == nil { return [] }
        let items = reader.items("columns")
        if items.isEmpty { reader.note(Problem(line: reader.line, kind: .missing("columns"))) }
        var seen: Set<String> = []
        return items.map { item in
            let column = decode(item, &problems)
            if !column.id.isEmpty, !isID(column.id) {
                problems.append(Problem(line: item.line, kind: .wrongKind(column.id, expected: "a-z, A-Z, 0-9, _")))
            }
            if !seen.insert(column.id).inserted { problems.append(Problem(line: item.line, kind: .repeated(column.id))) }
            if column.kind == .lines {
                let allowed = Kind.allCases.filter { $0 != .lines }.map(\.rawValue)
                problems.append(Problem(line: item.line, kind: .unknownValue(Kind.lines.rawValue, allowed: allowed)))
            }
            return column
        }
    }
}

extension StateDefinition {
    static func decode(_ tree: Located, _ problems: inout [Problem]) -> StateDefinition {
        var reader = StrictReader(tree)
        let state = StateDefinition(
            id: reader.text("id"), name: reader.term("name"), stage: reader.choice("stage", Stage.self) ?? .doing)
        problems += reader.finish()
        return state
    }
}

extension StrictReader {
    /// One word of a closed vocabulary.
    public mutating func choice<Value: RawRepresentable & CaseIterable>(_ key: String, _: Value.Type) -> Value?
    where Value.RawValue == String {
        guard let tree = required(key) else { return nil }
        guard case .scalar(let text, let line) = tree else {
            note(Problem(line: tree.line, kind: .wrongKind(key, expected: "text")))
            return nil
        }
        return value(of: (text, line), Value.self)
    }

    mutating func value<Value: RawRepresentable & CaseIterable>(of item: (text: String, line: Int), _: Value.Type) -> Value?
    where Value.RawValue == String {
        if let value = Value(rawValue: item.text) { return value }
        note(Problem(line: item.line, kind: .unknownValue(item.text, allowed: Value.allCases.map(\.rawValue))))
        return nil
    }
}
