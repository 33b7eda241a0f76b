/// A tree read from a settings file that still knows its lines, so that every problem can be named by line.
public indirect enum Located: Sendable {
    case scalar(String, line: Int)
    case list([Located], line: Int)
    case map([(key: String, line: Int, value: Located)], line: Int)

    public var line: Int {
        switch self {
        case .scalar(_, let line), .list(_, let line), .map(_, let line): line
        }
    }

    /// The same tree from stored JSON, where lines are unknown and zero.
    public init(_ json: JSON) {
        switch json {
        case .null: self = .scalar("", line: 0)
        case .bool(let value): self = .scalar(value ? "true" : "false", line: 0)
        case .int(let value): self = .scalar(String(value), line: 0)
        case .string(let value): self = .scalar(value, line: 0)
        case .array(let values): self = .list(values.map(Located.init), line: 0)
        case .object(let members):
            self = .map(members.sorted { $0.key < $1.key }.map { ($0.key, 0, Located($0.value)) }, line: 0)
        }
    }

    /// The tree as JSON, for the compiled copy an office keeps; scalars stay strings.
    public var json: JSON {
        switch self {
        case .scalar(let text, _): .string(text)
        case .list(let items, _): .array(items.map(\.json))
        case .map(let members, _):
            .object(Dictionary(members.map { ($0.key, $0.value.json) }, uniquingKeysWith: { $1 }))
        }
    }
}

/// One thing wrong in a settings file.
public struct Problem: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case missing(String)
        case unexpected(String, nearest: String?)
        case wrongKind(String, expected: String)
        case unknownValue(String, allowed: [String])
        case repeated(String)
        case noSuch(String, what: String)
        case unreachable(String)
        /// A state from which no step leads to a closed one.
        case endless(String)
        /// A step that does not ask for what its act is refused without.
        case unasked(String, needed: String)
        /// More than so many.
        case tooMany(String, Int)
        /// A word of quick capture that is never read as one.
        case unreadPrefix(String)
        /// A tab where blanks are meant.
        case tab
        /// A name for what is written, which something else could refer to.
        case anchor(String)
        case syntax(String)
        /// One key for two actions.
        case clash(String, with: String)
        /// What another register is called by.
        case taken(String, by: String)
        /// What means something else everywhere; all that do.
        case reserved(String, all: [String])
        /// A word that stands for what was written elsewhere.
        case alias(String)
        case overBudget(OverBudget)
        /// A pipe, a device, a folder, or a file that may not be read.
        case notPlain
    }

    public let line: Int
    public let kind: Kind

    public init(line: Int, kind: Kind) {
        self.line = line
        self.kind = kind
    }
}

/// Reads one map of a tree strictly and collects every problem instead of stopping at the first.
public struct StrictReader {
    public private(set) var problems: [Problem] = []
    private let members: [(key: String, line: Int, value: Located)]
    /// A list, not a set: a definition is hundreds of maps of a few keys each, and to hash them takes longer than to compare them.
    private var asked: [String] = []
    public let line: Int

    public init(_ tree: Located) {
        line = tree.line
        if case .map(let members, _) = tree {
            self.members = members
            asked.reserveCapacity(members.count + 4)
            problems = StrictReader.repeated(members)
        } else {
            members = []
            problems.append(Problem(line: tree.line, kind: .wrongKind("", expected: "map")))
        }
    }

    /// Each key that stands there again.
    private static func repeated(_ members: [(key: String, line: Int, value: Located)]) -> [Problem] {
        if members.count <= 12 {
            return members.indices.filter { at in members[..<at].contains { $0.key == members[at].key } }.map {
                Problem(line: members[$0].line, kind: .repeated(members[$0].key))
            }
        }
        var seen: Set<String> = []
        return members.filter { !seen.insert($0.key).inserted }.map { Problem(line: $0.line, kind: .repeated($0.key)) }
    }

    public mutating func note(_ problem: Problem) { problems.append(problem) }
    public mutating func note(_ more: [Problem]) { problems.append(contentsOf: more) }

    public mutating func optional(_ key: String) -> Located? {
        asked.append(key)
        return members.first { $0.key == key }?.value
    }

    public mutating func required(_ key: String) -> Located? {
        guard let value = optional(key) else {
            problems.append(Problem(line: line, kind: .missing(key)))
            return nil
        }
        return value
    }

    public mutating func text(_ key: String, default fallback: String? = nil) -> String {
        guard let value = fallback == nil ? required(key) : optional(key) else { return fallback ?? "" }
        if case .scalar(let text, let line) = value {
            if text.isEmpty { problems.append(Problem(line: line, kind: .missing(key))) }
            return text
        }
        problems.append(Problem(line: value.line, kind: .wrongKind(key, expected: "text")))
        return fallback ?? ""
    }

    public mutating func integer(_ key: String, default fallback: Int) -> Int {
        guard let value = optional(key) else { return fallback }
        if case .scalar(let text, _) = value, let number = Int(text) { return number }
        problems.append(Problem(line: value.line, kind: .wrongKind(key, expected: "number")))
        return fallback
    }

    public mutating func flag(_ key: String) -> Bool {
        guard let value = optional(key) else { return false }
        if case .scalar(let text, let line) = value {
            if text == "true" || text == "false" { return text == "true" }
            problems.append(Problem(line: line, kind: .unknownValue(text, allowed: ["true", "false"])))
            return false
        }
        problems.append(Problem(line: value.line, kind: .wrongKind(key, expected: "true or false")))
        return false
    }

    public mutating func texts(_ key: String) -> [(text: String, line: Int)] {
        guard let value = optional(key) else { return [] }
        switch value {
        case .scalar(let text, let line): return [(text, line)]
        case .list(let items, _):
            return items.compactMap { item in
                if case .scalar(let text, let line) = item { return (text, line) }
                problems.append(Problem(line: item.line, kind: .wrongKind(key, expected: "text")))
                return nil
            }
        case .map(_, let line):
            problems.append(Problem(line: line, kind: .wrongKind(key, expected: "list")))
            return []
        }
    }

    public mutating func items(_ key: String) -> [Located] {
        guard let value = optional(key) else { return [] }
        if case .list(let items, _) = value { return items }
        problems.append(Problem(line: value.line, kind: .wrongKind(key, expected: "list")))
        return []
    }

    public mutating func term(_ key: String) -> Term {
        guard let value = required(key) else { return Term(zh: "", en: "") }
        return StrictReader.term(value, problems: &problems)
    }

    public static func term(_ value: Located, problems: inout [Problem]) -> Term {
        if case .scalar(let text, _) = value { return Term(zh: text, en: text) }
        var reader = StrictReader(value)
        let term = Term(zh: reader.text("zh"), en: reader.text("en"))
        problems += reader.finish()
        return term
    }

    /// Names every key nobody asked for, with the nearest known one, and returns all problems found.
    public mutating func finish() -> [Problem] {
        for member in members where !asked.contains(member.key) {
            problems.append(
                Problem(line: member.line, kind: .unexpected(member.key, nearest: Nearest.of(member.key, in: Set(asked)))))
        }
        return problems
    }
}

/// The nearest known word to a mistyped one.
public enum Nearest {
    public static func of(_ word: String, in known: some Collection<String>) -> String? {
        known.map { (distance(word, $0), $0) }.filter { $0.0 <= max(1, word.count / 2) }.min { $0 < $1 }?.1
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let target = Array(right)
        var row = Array(0...target.count)
        for (i, character) in left.enumerated() {
            var previous = row[0]
            row[0] = i + 1
            for j in target.indices {
                let substitution = previous + (character == target[j] ? 0 : 1)
                previous = row[j + 1]
                row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[target.count]
    }
}
