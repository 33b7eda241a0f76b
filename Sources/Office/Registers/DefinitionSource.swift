/// Where the register definitions of an office are read from, each when it is first asked for.
///
/// An office's record only says which revision of a register it has; the definitions stand apart from it, so that thirty adopted registers
/// cost a command no more than the one it needs.
public protocol DefinitionSource: Sendable {
    /// The definition of a register at a revision, ready to be decoded; nil where the office never had it.
    func definition(_ register: String, revision: Int) -> JSON?
    /// The revisions the office had of a register before one, the newest first.
    func revisions(of register: String, before revision: Int) -> [Int]
    /// Told that a revision which the office's record names is not there.
    func misses(_ register: String, revision: Int)
}

extension DefinitionSource {
    public func misses(_ register: String, revision: Int) {}
}

/// An office that keeps its definitions in its record, or nowhere.
struct NoDefinitions: DefinitionSource {
    func definition(_ register: String, revision: Int) -> JSON? { nil }
    func revisions(of register: String, before revision: Int) -> [Int] { [] }
}

extension RegisterDefinition {
    /// What stands for a definition that cannot be read: a register of that id in which nothing can be done.
    static func unread(_ id: String) -> RegisterDefinition {
        RegisterDefinition(
            id: id, revision: 0, prefix: id, name: Term(zh: id, en: id), capture: [], format: nil, opens: "", opensRegistered: "",
            fields: [], states: [], steps: [])
    }

    /// The path of a register's definition in the office's record, as the journal names it.
    public static func path(of id: String) -> String { pathPrefix + id }
    private static let pathPrefix = "registers/"

    /// The id of the register whose definition stands at a path; nil where something else stands there.
    public static func id(at path: String) -> String? {
        path.hasPrefix(pathPrefix) ? String(path.dropFirst(pathPrefix.count)) : nil
    }

    /// The revision a definition bears, read without decoding the rest.
    public static func revision(of source: JSON) -> Int {
        source["revision"].int.map(Int.init) ?? source["revision"].string.flatMap(Int.init) ?? 1
    }

    /// A definition as it is kept for reading: moves of older ones are steps already.
    public static func compiled(_ source: JSON) -> JSON {
        guard var members = source.object, let moves = members.removeValue(forKey: "moves")?.array else { return source }
        var problems: [Problem] = []
        members["steps"] = .array(Step.translated(moves.map(Located.init), &problems).map(\.compiled))
        return .object(members)
    }
}

extension Step {
    /// The step as a definition's file would have it.
    fileprivate var compiled: JSON {
        func flag(_ value: Bool) -> JSON { value ? "true" : .null }
        return .compact([
            "id": .string(id), "alias": JSON(alias), "was": .array(was.map(JSON.string)), "act": .string(act.rawValue),
            "name": ["zh": .string(name.zh), "en": .string(name.en)], "from": .array(from.map(JSON.string)), "to": JSON(to),
            "otherwise": JSON(otherwise), "asks": asks.isEmpty ? .null : .array(asks.map(JSON.string)), "folded": flag(isFolded),
            "numbers": flag(numbers), "second": flag(needsSecond), "final": flag(isFinal), "next": flag(isNext),
            "key": JSON(key.map(String.init)),
        ])
    }
}
