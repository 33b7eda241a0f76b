import Synchronization

/// An entry of the directory with what it answers to, folded when it is first asked and kept: a form asks thousands of them at every key.
final class KnownEntry: Sendable {
    let entry: DirectoryEntry
    private let folded = Mutex(Folded())

    private struct Folded {
        var names: [String]?
        var keys: [String]?
        var far: [String]?
        var initials: [Initials]?
    }

    /// How a key is read by its initials.
    struct Initials {
        let abbreviation: String
        /// One bit for each letter or digit that stands for one of its characters: most keys are told from a query by these.
        let signs: UInt64
    }

    init(_ entry: DirectoryEntry) { self.entry = entry }

    /// Its whole names.
    var names: [String] { folded.withLock { KnownEntry.kept(&$0.names, entry.names) { Folding.key($0) } } }
    /// All it answers to.
    var keys: [String] { folded.withLock { KnownEntry.kept(&$0.keys, entry.keys) { Folding.key($0) } } }
    /// What it answers to where nobody nearer does.
    var farKeys: [String] { folded.withLock { KnownEntry.kept(&$0.far, entry.farKeys) { Folding.key($0) } } }
    /// The initials of its keys, in their order.
    var initials: [Initials] {
        let keys = keys
        return folded.withLock {
            KnownEntry.kept(&$0.initials, keys) { Initials(abbreviation: Pinyin.abbreviation($0), signs: Pinyin.signs(of: $0)) }
        }
    }

    private static func kept<Value>(_ place: inout [Value]?, _ texts: [String], _ make: (String) -> Value) -> [Value] {
        if let place { return place }
        let made = texts.map(make)
        place = made
        return made
    }
}

/// What is asked of a directory again and again: its entries by where they are looked for, what was found for the texts that are being
/// typed, who holds which role.
final class EntryIndex: Sendable {
    private let state = Mutex(State())

    private struct State {
        var entries: [Directory.Scope: [KnownEntry]] = [:]
        var found: [Question: [DirectoryEntry]] = [:]
        var names: InstructionNames?
        var holders: [[Role]: Set<String>?] = [:]
    }

    private struct Question: Hashable {
        let text: String
        let scope: Directory.Scope
    }

    /// As many texts as a form has fields that name somebody; each may have found everybody.
    private static let limit = 8

    func entries(_ scope: Directory.Scope, _ make: () -> [KnownEntry]) -> [KnownEntry] {
        if let known = state.withLock({ $0.entries[scope] }) { return known }
        // Made outside of the lock, for scopes are made of scopes.
        let made = make()
        return state.withLock { state in
            let known = state.entries[scope] ?? made
            state.entries[scope] = known
            return known
        }
    }

    func names(_ make: () -> InstructionNames) -> InstructionNames {
        if let known = state.withLock({ $0.names }) { return known }
        let made = make()
        state.withLock { $0.names = made }
        return made
    }

    func holders(of roles: [Role], _ find: () -> Set<String>?) -> Set<String>? {
        if let known = state.withLock({ $0.holders[roles] }) { return known }
        let found = find()
        state.withLock { _ = $0.holders.updateValue(found, forKey: roles) }
        return found
    }

    func found(_ text: String, in scope: Directory.Scope, _ find: () -> [DirectoryEntry]) -> [DirectoryEntry] {
        let question = Question(text: text, scope: scope)
        if let known = state.withLock({ $0.found[question] }) { return known }
        let found = find()
        state.withLock { state in
            if state.found.count >= EntryIndex.limit { state.found = [:] }
            state.found[question] = found
        }
        return found
    }
}
