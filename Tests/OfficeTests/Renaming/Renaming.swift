import Office
import Settings
import TestKit

/// A register under other words: every id that is its own is another, what it is called and what is common to all stays.
///
/// What its definition left to the words of the vocabulary, as that `signer` plays the signer, it says outright under the new ones.
struct Renaming: Sendable {
    let former: RegisterDefinition
    let now: RegisterDefinition
    /// The renamed definition as an office keeps it.
    let json: JSON
    let problems: [Problem]
    private let words: RenamedWords

    init(_ compiled: JSON) {
        former = RegisterDefinition.decode(Located(compiled)).definition
        words = RenamedWords(former)
        json = words.definition(compiled)
        (now, problems) = RegisterDefinition.decode(Located(json))
    }

    /// The renamed one of a shipped register.
    static func shipped(_ id: String) throws -> Renaming {
        guard let compiled = ShippedRegisters.compiled().first(where: { $0.id == id })?.json else { throw TestFault(id) }
        return Renaming(compiled)
    }

    // MARK: Words

    func field(_ id: String) -> String { words.fields[id] ?? id }
    func state(_ id: String) -> String { words.states[id] ?? id }
    func step(_ id: String) -> String { words.steps[id] ?? id }
    /// What a step asks for; what asks have in common in all registers keeps its word.
    func ask(_ id: String) -> String { words.ask(id) }

    /// Where a value stands in the renamed register.
    func path(_ path: String) -> String {
        guard path.hasPrefix("fields/") else { return path }
        return "fields/" + field(String(path.dropFirst("fields/".count)))
    }

    /// A form as it is filled in the renamed register.
    func form(_ form: [String: JSON]) -> [String: JSON] {
        Dictionary(uniqueKeysWithValues: form.map { (words.ask($0.key), $0.value) })
    }

    func refusal(_ refusal: Refusal?) -> Refusal? {
        switch refusal {
        case .missing(let field)?: Refusal.missing(field: words.ask(field))
        case .notOffered(let move, let state, let register)?:
            Refusal.notOffered(
                move: Move(rawValue: step(move.rawValue)), state: self.state(state), register: register == former.id ? now.id : register)
        default: refusal
        }
    }

    /// What a value of a field says, without the word of its field.
    func text(_ text: FieldText?) -> FieldText? {
        // What plays a part goes by the part's word in both.
        guard case .words(let said, let field) = text, RegisterUses.Part(rawValue: field) == nil else { return text }
        return .words(said, field: self.field(field))
    }

    // MARK: Records

    /// A matter's record as it would stand in the renamed register; another's matter stands as it is.
    ///
    /// The name its last step went by says nothing to a rule, and is left out.
    func record(_ record: Record) -> JSON {
        var values = record.values
        for trace in ["lastMove", "firstAct"] { values[trace] = values[trace].map(Renaming.unnamed) }
        guard values["register"]?.string == former.id || values["reserved"]?["series"].string == former.id else { return .object(values) }
        if values["register"] != nil { values["register"] = .string(now.id) }
        for path in ["state", "heldFrom"] { values[path] = values[path].map { JSON($0.string.map(state)) } }
        for path in ["number", "reserved"] {
            guard var number = values[path]?.object else { continue }
            if number["series"]?.string == former.id { number["series"] = .string(now.id) }
            values[path] = .object(number)
        }
        for group in ["fields", "proposals"] { values[group] = values[group].map { keyed($0, by: field) } }
        values["requests"] = values["requests"].map { requests in
            .object(
                (requests.object ?? [:]).mapValues { request in
                    var members = request.object ?? [:]
                    members["step"] = JSON(members["step"]?.string.map(step))
                    members["form"] = members["form"].map { keyed($0, by: words.ask) }
                    return .object(members)
                })
        }
        return .object(values)
    }

    private func keyed(_ json: JSON, by word: (String) -> String) -> JSON {
        .object(Dictionary(uniqueKeysWithValues: (json.object ?? [:]).map { (word($0.key), $0.value) }))
    }

    private static func unnamed(_ trace: JSON) -> JSON { .object((trace.object ?? [:]).filter { $0.key != "id" }) }

    /// A record of the renamed office, without the name of its last step.
    static func plain(_ record: Record) -> JSON {
        var values = record.values
        for trace in ["lastMove", "firstAct"] { values[trace] = values[trace].map(unnamed) }
        return .object(values)
    }

    // MARK: Offices

    /// The office every test begins with, with the renamed register in the place of the other.
    func office() throws -> MemoryOffice {
        var registers = ["inbound", "tasks", "outgoing"]
        var definitions = Dictionary(ShippedRegisters.compiled().map { ($0.id, $0.json) }, uniquingKeysWith: { $1 })
        if let place = registers.firstIndex(of: former.id) { registers[place] = now.id } else { registers.append(now.id) }
        definitions[now.id] = json
        return try MemoryOffice(founding: Founding.founding(registers, definitions))
    }

    /// An office in which everything stands as in another, but for the words.
    ///
    /// - Parameters:
    ///   - settings: what the other's own record has besides what it was founded with.
    ///   - founded: an office of `office()` to begin with.
    func office(like other: MemoryOffice, settings: [String: JSON] = [:], from founded: MemoryOffice? = nil) throws -> MemoryOffice {
        let office = try founded?.copy() ?? office()
        var own = office.subject(.office)?.record ?? Record()
        for (path, value) in settings { own[path] = value }
        office.give(.office, own)
        for (id, record) in other.records.sorted(by: { $0.key < $1.key }) where id != .office {
            office.give(id, Record(self.record(record).object ?? [:]))
        }
        office.now = other.now
        return office
    }
}

/// The new words of a register, and its definition in them.
private struct RenamedWords: Sendable {
    let register: String
    let fields: [String: String]
    let states: [String: String]
    let steps: [String: String]
    private let former: RegisterDefinition
    private static let standard = Set(MoveForm.standard.map(\.id))

    init(_ definition: RegisterDefinition) {
        func numbered(_ ids: [String], _ word: String) -> [String: String] {
            Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($0.element, word + String($0.offset + 1)) })
        }
        former = definition
        register = definition.id + "book"
        fields = numbered(definition.fields.map(\.id).filter { !FieldDefinition.common.contains($0) }, "own")
        states = numbered(definition.states.map(\.id), "stand")
        steps = numbered(definition.steps.map(\.id), "do-")
    }

    /// What a form asks for: what asks have in common in all registers keeps its word.
    func ask(_ id: String) -> String { RenamedWords.standard.contains(id) ? id : fields[id] ?? id }

    /// The steps that a name of before means.
    private func steps(named name: String) -> [String] {
        former.steps.filter { $0.isNamed(Move(rawValue: name)) }.compactMap { steps[$0.id] }
    }

    func definition(_ compiled: JSON) -> JSON {
        var tree = compiled.object ?? [:]
        func one(_ key: String, _ word: (String) -> String) { tree[key] = tree[key].map { JSON($0.string.map(word)) } }
        func each(_ key: String, _ change: (inout [String: JSON]) -> Void) {
            guard let items = tree[key]?.array else { return }
            tree[key] = .array(items.map { changed($0, change) })
        }
        let field = { (id: String) in fields[id] ?? id }
        let state = { (id: String) in states[id] ?? id }
        tree["id"] = .string(register)
        one("opens", state)
        one("opensRegistered", state)
        each("states") { $0["id"] = JSON($0["id"]?.string.map(state)) }
        each("fields") { members in
            members["id"] = JSON(members["id"]?.string.map(field))
            let needing = texts(members["needed"]).flatMap(steps(named:))
            if members["needed"] != nil { members["needed"] = .array(needing.map(JSON.string)) }
        }
        each("steps") { members in
            members["id"] = JSON(members["id"]?.string.map { steps[$0] ?? $0 })
            members["alias"] = nil
            members["was"] = nil
            for key in ["to", "otherwise"] { members[key] = members[key].map { JSON($0.string.map(state)) } }
            for (key, word) in [("from", state), ("asks", ask)] where members[key] != nil {
                members[key] = .array(texts(members[key]).map { .string(word($0)) })
            }
            if var effects = members["effects"]?.object {
                effects["approved"] = effects["approved"].map { changed($0) { $0["of"] = JSON($0["of"]?.string.map(field)) } }
                members["effects"] = .object(effects)
            }
        }
        for key in ["list", "filter", "page"] where tree[key] != nil { tree[key] = .array(texts(tree[key]).map { .string(field($0)) }) }
        if tree["sort"] != nil {
            tree["sort"] = .array(texts(tree["sort"]).map { .string($0.hasPrefix("-") ? "-" + field(String($0.dropFirst())) : field($0)) })
        }
        each("printed") { $0["fields"] = .array(texts($0["fields"]).map { .string(field($0)) }) }
        each("statistics") { members in
            for key in ["by", "sum"] { members[key] = members[key].map { JSON($0.string.map(field)) } }
        }
        each("limits") { members in
            members["when"] = members["when"].map { when in
                .object(Dictionary(uniqueKeysWithValues: (when.object ?? [:]).map { (field($0.key), $0.value) }))
            }
        }
        tree["plays"] = said(tree["plays"], RegisterUses.Part.allCases.map(\.rawValue))
        tree["recognised"] = said(tree["recognised"], RegisterUses.Finding.allCases.map(\.rawValue))
        return .object(tree)
    }

    /// Which field takes what, for every word of a vocabulary that a field of the register took.
    private func said(_ json: JSON?, _ vocabulary: [String]) -> JSON? {
        var said = (json?.object ?? [:]).mapValues { JSON($0.string.map { fields[$0] ?? $0 }) }
        for word in vocabulary where said[word] == nil { said[word] = fields[word].map(JSON.string) }
        return said.isEmpty ? nil : .object(said)
    }

    private func changed(_ json: JSON, _ change: (inout [String: JSON]) -> Void) -> JSON {
        var members = json.object ?? [:]
        change(&members)
        return .object(members)
    }

    /// A list of words, or the one word that stands for it.
    private func texts(_ json: JSON?) -> [String] { json?.array?.compactMap(\.string) ?? [json?.string].compactMap(\.self) }
}
