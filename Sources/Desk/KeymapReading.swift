import Office
import Screen

extension Action {
    /// The name a keys file knows it by: `undo`, `dispatch`, `pane.today`.
    public var id: String {
        switch self {
        case .pane(let pane): "pane.\(pane)"
        case .move(let move): move.rawValue
        default: String(describing: self)
        }
    }
}

extension KeyScope {
    public var id: String { String(describing: self) }
}

/// Keys by the names a file writes them with: `a`, `Ctrl-r`, `F9`, `Space`, `PgUp`.
enum KeyName {
    private static let named: [(String, Key)] = [
        ("Space", .character(" ")), ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Shift-Tab", .backTab), ("Up", .up),
        ("Down", .down), ("Left", .left), ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
        ("Ins", .insert), ("Del", .delete), ("Backspace", .backspace),
    ]

    /// Never bound: a terminal, a multiplexer or a shell keeps them for itself.
    private static let reserved: Set<Character> = ["a", "b", "s", "q"]

    static func read(_ text: String) -> Key? {
        if text.count == 1, let character = text.first { return .character(character) }
        let name = text.lowercased()
        if let known = named.first(where: { $0.0.lowercased() == name }) { return known.1 }
        if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...20).contains(number) { return .function(number) }
        if name.hasPrefix("ctrl-"), name.count == 6, let letter = name.last, letter.isASCII, letter.isLetter, !reserved.contains(letter) {
            return .control(letter)
        }
        return nil
    }

    static func write(_ key: Key) -> String {
        named.first { $0.1 == key }?.0 ?? Binding.name(key)
    }
}

extension Keymap {
    /// The standard keys changed by a file: scope → action → key or list of keys, which replace all the action had there.
    ///
    /// - Returns: the keymap, and every problem by line; with a problem the standard keys hold.
    public static func read(_ tree: Located) -> (keymap: Keymap, problems: [Problem]) {
        var bindings = standard.bindings
        var problems: [Problem] = []
        var changed: [(index: Int, line: Int)] = []
        guard case .map(let scopes, _) = tree else {
            return (standard, [Problem(line: tree.line, kind: .wrongKind("", expected: "map"))])
        }
        for (name, line, value) in scopes {
            guard let scope = KeyScope.allCases.first(where: { $0.id == name }) else {
                problems.append(Problem(line: line, kind: .unknownValue(name, allowed: KeyScope.allCases.map(\.id))))
                continue
            }
            guard case .map(let actions, _) = value else {
                problems.append(Problem(line: line, kind: .wrongKind(name, expected: "map")))
                continue
            }
            for (id, line, value) in actions {
                guard let index = bindings.firstIndex(where: { $0.scope == scope && $0.action.id == id }) else {
                    let known = bindings.filter { $0.scope == scope }.map(\.action.id)
                    problems.append(Problem(line: line, kind: .unexpected(id, nearest: Nearest.of(id, in: known))))
                    continue
                }
                let keys = self.keys(value, &problems)
                let old = bindings[index]
                bindings[index] = Binding(scope, keys, old.action, old.phrase, hinted: old.isHinted)
                changed.append((index, line))
            }
        }
        // Looked at when all are changed: two actions may have swapped their keys.
        for (index, line) in changed { problems += clashes(of: bindings[index], with: bindings, line: line) }
        problems += unreachable(bindings, changed)
        return problems.isEmpty ? (Keymap(bindings: bindings), []) : (standard, problems)
    }

    private static func keys(_ value: Located, _ problems: inout [Problem]) -> [Key] {
        let items: [Located] = if case .list(let items, _) = value { items } else { [value] }
        return items.compactMap { item in
            guard case .scalar(let text, _) = item, let key = KeyName.read(text) else {
                let text = if case .scalar(let text, _) = item { text } else { "" }
                problems.append(Problem(line: item.line, kind: .wrongKind(text, expected: "a, Ctrl-r, F9, Space, PgUp …")))
                return nil
            }
            return key
        }
    }

    /// One key means one thing in a pane, whether it is the pane's own or holds everywhere. What the standard keys hide on purpose may
    /// stay hidden.
    private static func clashes(of binding: Binding, with bindings: [Binding], line: Int) -> [Problem] {
        func meet(_ one: KeyScope, _ other: KeyScope) -> Bool { one == other || one == .everywhere || other == .everywhere }
        return binding.keys.compactMap { key in
            let other = bindings.first {
                meet($0.scope, binding.scope) && $0.action != binding.action && $0.keys.contains(key)
                    && !isStandard(key, binding, and: $0)
            }
            return other.map { Problem(line: line, kind: .clash(KeyName.write(key), with: $0.action.id)) }
        }
    }

    private static func isStandard(_ key: Key, _ one: Binding, and other: Binding) -> Bool {
        [one, other].allSatisfy { binding in
            standard.bindings.contains { $0.scope == binding.scope && $0.action == binding.action && $0.keys.contains(key) }
        }
    }

    /// Help, the palette and the way out are what every other key can be found by: they keep one.
    private static func unreachable(_ bindings: [Binding], _ changed: [(index: Int, line: Int)]) -> [Problem] {
        changed.compactMap { index, line in
            let binding = bindings[index]
            guard [.help, .palette, .quit].contains(binding.action) else { return nil }
            return bindings.contains { $0.action == binding.action && !$0.keys.isEmpty }
                ? nil : Problem(line: line, kind: .missing(binding.action.id))
        }
    }

    /// The keymap as such a file: what `banshi keys` prints, to be changed and kept.
    public var source: String {
        KeyScope.allCases.compactMap { scope in
            let lines = bindings.filter { $0.scope == scope }.map { binding in
                "  \(binding.action.id): [\(binding.keys.map { "\"" + Keymap.escaped(KeyName.write($0)) + "\"" }.joined(separator: ", "))]"
            }
            return lines.isEmpty ? nil : scope.id + ":\n" + lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// What the file holds, row by row: where a key counts, what it does and which keys do it.
    public var rows: [(scope: String, action: String, keys: [String])] {
        KeyScope.allCases.flatMap { scope in
            bindings.filter { $0.scope == scope }.map { (scope.id, $0.action.id, $0.keys.map(KeyName.write)) }
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}
