extension RegisterDefinition {
    /// The steps of a definition: its own, or those that stand in the moves of an older one.
    static func steps(_ reader: inout StrictReader, _ problems: inout [Problem]) -> [Step] {
        guard reader.optional("moves") != nil else { return reader.items("steps").map { Step.decode($0, &problems) } }
        // A definition has the one or the other; the steps are then said to be out of place.
        return Step.translated(reader.items("moves"), &problems)
    }

    /// What is wrong with the names of steps, with the capabilities they use, and with fields that name them; the moves of older definitions are checked by their closed table.
    ///
    /// - Parameters:
    ///   - lines: of the steps; none where the definition has moves.
    ///   - fieldLines: of the fields.
    func nameProblems(_ lines: [Int], _ fieldLines: [Int]) -> [Problem] {
        var problems: [Problem] = []
        for (index, (step, line)) in zip(steps, lines).enumerated() {
            if !Step.isID(step.id) { problems.append(Problem(line: line, kind: .wrongKind(step.id, expected: "a-z, 0-9, -"))) }
            let names = step.names
            for other in steps[..<index] {
                if other.id == step.id {
                    problems.append(Problem(line: line, kind: .repeated(step.id)))
                } else if let name = names.first(where: other.isNamed), other.from.contains(where: step.from.contains) {
                    problems.append(Problem(line: line, kind: .repeated(name.rawValue)))
                } else if let key = step.key, other.key == key, other.from.contains(where: step.from.contains) {
                    problems.append(Problem(line: line, kind: .clash(String(key), with: other.id)))
                }
            }
        }
        for (field, line) in zip(fields, fieldLines) {
            for name in field.neededFor {
                if lines.isEmpty, FormerVerb(rawValue: name.rawValue) == nil {
                    let allowed = FormerVerb.allCases.map(\.rawValue)
                    problems.append(Problem(line: line, kind: .unknownValue(name.rawValue, allowed: allowed)))
                } else if !lines.isEmpty, !steps.contains(where: { $0.isNamed(name) }) {
                    problems.append(Problem(line: line, kind: .noSuch(name.rawValue, what: "step")))
                }
            }
        }
        return problems + needProblems(lines) + effectProblems(lines)
    }
}

/// What must be true of whoever takes a step.
enum StepGuard: String, CaseIterable {
    /// Another than who wrote or asked for it.
    case second
}

extension Step {
    /// The letters a register may give to steps of its own; every other has a meaning at the desk.
    static let freeKeys = ["C", "H", "I", "M", "Q", "U", "V", "X", "Z"]

    /// Words of small letters and figures joined by hyphens, the first beginning with a letter.
    static func isID(_ id: String) -> Bool {
        guard let first = id.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return id.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty
                && word.utf8.allSatisfy { byte in
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                }
        }
    }

    static func decode(_ tree: Located, _ problems: inout [Problem]) -> Step {
        var reader = StrictReader(tree)
        let key = reader.optional("key") == nil ? nil : reader.text("key")
        if let key, !freeKeys.contains(key) { reader.note(Problem(line: reader.line, kind: .unknownValue(key, allowed: freeKeys))) }
        let was = reader.texts("was").map(\.text)
        var by: [Role] = []
        for word in reader.texts("by") {
            if let role = Role(rawValue: word.text) {
                by.append(role)
            } else {
                reader.note(Problem(line: word.line, kind: .unknownValue(word.text, allowed: Role.allCases.map(\.rawValue))))
            }
        }
        let guards = reader.texts("guards").compactMap { reader.value(of: $0, StepGuard.self) }
        let effects = reader.optional("effects").map { StepEffects.decode($0, &problems) } ?? .none
        let step = Step(
            id: reader.text("id"), alias: reader.optional("alias") == nil ? nil : reader.text("alias"), was: was.isEmpty ? nil : was,
            act: reader.choice("act", Act.self) ?? .advance, name: reader.term("name"), from: reader.texts("from").map(\.text),
            to: reader.optional("to") == nil ? nil : reader.text("to"),
            otherwise: reader.optional("otherwise") == nil ? nil : reader.text("otherwise"), asks: reader.texts("asks").map(\.text),
            isFolded: reader.flag("folded"), numbers: reader.flag("numbers"),
            needsSecond: reader.flag("second") || guards.contains(.second),
            isFinal: reader.flag("final"), isNext: reader.flag("next"), key: key?.first, by: by, effects: effects)
        problems += reader.finish()
        return step
    }

    /// Reads the `moves:` of definitions that were adopted before steps had ids of their own.
    ///
    /// The first move of a verb has that verb as its id, the n-th `verb-n`, in the order of the file; journals name them so, and for ever.
    /// What a move does is taken from its data, never from the register.
    static func translated(_ moves: [Located], _ problems: inout [Problem]) -> [Step] {
        var count: [FormerVerb: Int] = [:]
        return moves.map { tree in
            var reader = StrictReader(tree)
            let verb = reader.choice("id", FormerVerb.self) ?? .link
            count[verb, default: 0] += 1
            let place = count[verb, default: 1]
            let to = reader.text("to", default: "-")
            let isFinal = reader.flag("final")
            let needsSecond = reader.flag("second")
            let step = Step(
                id: place == 1 ? verb.rawValue : "\(verb.rawValue)-\(place)", alias: place == 1 ? nil : verb.rawValue,
                was: [verb.rawValue], act: act(of: verb, isFinal: isFinal, needsSecond: needsSecond), name: reader.term("name"),
                from: reader.texts("from").map(\.text), to: to == "-" ? nil : to,
                otherwise: reader.optional("or") == nil ? nil : reader.text("or"),
                asks: asks(of: verb, reader.texts("asks").map(\.text)), isFolded: reader.flag("folded"), numbers: reader.flag("numbers"),
                needsSecond: needsSecond, isFinal: isFinal)
            problems += reader.finish()
            return step
        }
    }

    /// What goes forward and is final is sent; what is signed by a second person is approved.
    private static func act(of verb: FormerVerb, isFinal: Bool, needsSecond: Bool) -> Act {
        switch verb {
        case .forward where isFinal: .send
        case .sign where needsSecond: .approve
        default: verb.act
        }
    }

    /// What tells a proposal and a putting away from their like is what they ask for; their rules ask for it anyway.
    private static func asks(of verb: FormerVerb, _ asks: [String]) -> [String] {
        switch verb {
        case .propose where !asks.contains("leader"): ["leader"] + asks
        case .putaway where !asks.contains("box"): ["box"] + asks
        default: asks
        }
    }
}
