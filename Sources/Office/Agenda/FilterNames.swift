/// What a filter may name: fields, states and choices, by id or by their names in either language.
public struct FilterNames: Sendable {
    /// A field by every folded name it is typed by.
    private var fields: [String: String] = [:]
    /// Every name as it is written, to find the nearest among.
    private var written: Set<String> = []
    private var definitions: [String: FieldDefinition] = [:]
    /// What registers offer for a field, each its own.
    private var choices: [String: [Choice]] = [:]
    /// The fields that are rows of cells in some register: any word may stand there.
    private var rows: Set<String> = []
    /// Read where a word may mean one: definitions of before are looked at then alone.
    private let readStates: @Sendable () -> [StateDefinition]
    private var states: [StateDefinition] { readStates() }
    /// The people and units there are; without them their names are not checked.
    private let directory: Directory?
    /// Whether the states are known, so that an unknown one is refused.
    private let knowsStates: Bool
    /// Whether a state's name typed without its field finds the papers in that state; in a search it is a word like any other.
    public let readsBareStates: Bool

    /// The names of some registers.
    ///
    /// A definition's own names go before the common ones: what the form calls a field is what the clerk types.
    public init(_ registers: some Sequence<RegisterDefinition>, directory: Directory? = nil, readsBareStates: Bool = true) {
        let registers = Array(registers)
        self.init(registers, directory: directory, readsBareStates: readsBareStates) { registers.flatMap(\.states) }
    }

    /// The names of some registers of an office, with the states their matters still stand in by earlier definitions.
    public init(_ registers: Registers, directory: Directory? = nil, readsBareStates: Bool = true) {
        self.init(Array(registers), directory: directory, readsBareStates: readsBareStates) { registers.states }
    }

    private init(
        _ registers: [RegisterDefinition], directory: Directory?, readsBareStates: Bool, states: @escaping @Sendable () -> [StateDefinition]
    ) {
        self.directory = directory
        self.readsBareStates = readsBareStates
        knowsStates = true
        readStates = states
        for id in Filter.common.sorted() { add(id, for: id) }
        for field in registers.flatMap(\.fields) {
            if field.kind == .lines { rows.insert(field.id) }
            add(field.id, for: field.id)
            if definitions[field.id] == nil { definitions[field.id] = field }
            if field.kind == .choice { choices[field.id, default: []] += field.choices }
        }
        for field in registers.flatMap(\.fields) {
            add(field.name.zh, for: field.id)
            if field.name.en.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }) { add(field.name.en, for: field.id) }
        }
        addCommonWords()
    }

    /// The common fields and some ids, where no register is at hand.
    public init(fields ids: Set<String> = []) {
        directory = nil
        readStates = { [] }
        knowsStates = false
        readsBareStates = false
        for id in Filter.common.union(ids).sorted() { add(id, for: id) }
        addCommonWords()
    }

    private mutating func add(_ name: String, for id: String) {
        let key = Folding.key(name)
        guard !key.isEmpty, fields[key] == nil else { return }
        fields[key] = id
        written.insert(name)
    }

    private mutating func addCommonWords() {
        for (id, names) in FilterNames.common { for name in names { add(name, for: id) } }
    }

    /// What clerks call the fields every register has.
    private static let common: [(id: String, names: [String])] = [
        ("state", ["状态", "办理状态", "阶段"]), ("owner", ["责任人", "经办人", "跟办人"]), ("holder", ["在谁手", "持有人"]),
        ("from", ["来文单位", "来文机关", "sender"]), ("dept", ["主办", "主办单位", "承办单位", "承办", "lead"]), ("kind", ["文种", "type"]),
        ("urgency", ["缓急", "紧急程度", "急缓"]), ("due", ["时限", "截止", "到期", "办理时限"]), ("safe", ["最迟工作日"]),
        ("received", ["收到时间", "收到", "收文日期", "来文日期"]), ("year", ["年度", "年份", "年"]), ("is", ["是"]),
        ("reference", ["文号", "来文字号", "发文字号"]), ("number", ["编号", "收文号", "收文编号", "顺序号"]), ("title", ["标题", "题名"]),
    ]

    // MARK: Fields

    /// The field a name means; nil where it is no name at all but the beginning of a text with a colon in it.
    ///
    /// Latin letters before a colon always name a field. Han characters do where a field is called so, or nearly so: a title like
    /// 会议通知：节能 stays text.
    func field(_ typed: String) throws(Refusal) -> String? {
        if let id = fields[Folding.key(typed)] { return id }
        let isLatin = typed.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F }
        let nearest = Nearest.of(typed.lowercased(), in: written)
        guard isLatin || nearest != nil && typed.unicodeScalars.allSatisfy(Folding.isHan) else { return nil }
        throw .unknown(what: "field", text: typed, nearest: nearest)
    }

    // MARK: Values

    /// The condition a word means: an id or its Chinese name.
    static func condition(_ word: String) -> Filter.Condition? {
        let key = Folding.key(word)
        return Filter.Condition(rawValue: word.lowercased()) ?? Filter.Condition.chinese.first { Folding.key($0.key) == key }?.value
    }

    /// The ids of the states a word means: the id or a whole name, else every state whose name holds it.
    func states(named word: String) -> [String] {
        let key = Folding.key(word)
        guard !key.isEmpty else { return [] }
        func names(_ state: StateDefinition) -> [String] { [state.id, state.name.zh, state.name.en].map { Folding.key($0) } }
        let whole = states.filter { names($0).contains(key) || $0.name.isMeant(by: word) }
        let found = whole.isEmpty ? states.filter { state in names(state).contains { $0.contains(key) } } : whole
        return Set(found.map(\.id)).sorted()
    }

    /// What a bare word names as a whole: a state in either language, or 逾期, 待阅, 未打印, which clerks take for states.
    ///
    /// A part of a state's name (拟办 of 待拟办) may as well be a word of a title: it finds both.
    /// The states whose name is just this.
    func state(named text: String) -> Filter.Term? {
        guard readsBareStates else { return nil }
        let found = states.filter { $0.name.isMeant(by: text) }
        return found.isEmpty ? nil : .field("state", Set(found.map(\.id)).sorted())
    }

    func bareState(_ word: String) -> Filter.Term? {
        guard readsBareStates else { return nil }
        let key = Folding.key(word)
        let found = states.filter { $0.name.isMeant(by: word) }
        if !found.isEmpty { return .field("state", Set(found.map(\.id)).sorted()) }
        let taken = ["逾期", "待阅", "未打印"].first { Folding.key($0) == key }
        if let taken { return FilterNames.condition(taken).map { .state($0) } }
        // What is shorter stands in too many names, and in every word.
        guard key.count >= (key.unicodeScalars.contains(where: Folding.isHan) ? 2 : 4) else { return nil }
        let holding = states.filter { state in [state.name.zh, state.name.en].contains { Folding.key($0).contains(key) } }
        return holding.isEmpty ? nil : .any([.word(word), .field("state", Set(holding.map(\.id)).sorted())])
    }

    /// A field's term with its values read; a value the field can never have is refused with the nearest.
    func term(_ field: String, _ values: [String]) throws(Refusal) -> Filter.Term {
        switch field {
        case "state": return try stateTerm(values)
        case "year":
            for value in values where Int(value) == nil { throw .invalid(field: field, value: value, expected: .count) }
            return .field(field, values)
        case "id":
            for value in values where Int(value.drop { "mM".contains($0) }) == nil {
                throw .invalid(field: field, value: value, expected: .count)
            }
            return .field(field, values.map { $0.lowercased() })
        case "owner", "holder", "with", "dept":
            var known: [String] = []
            for value in values { known += try assignees(field, value) }
            return .field(field, known)
        case "from": return .field(field, values)
        default: break
        }
        guard let definition = definitions[field] else { return .field(field, values) }
        var read: [String] = []
        for value in values { read += try self.read(value, for: definition) }
        return .field(field, read)
    }

    private func stateTerm(_ values: [String]) throws(Refusal) -> Filter.Term {
        guard knowsStates else { return .field("state", values) }
        var ids: [String] = []
        for value in values {
            let found = states(named: value)
            if found.isEmpty {
                // 状态:逾期 means the list of that name.
                if values.count == 1, let condition = FilterNames.condition(value) { return .state(condition) }
                throw .unknown(
                    what: "state", text: value, nearest: Nearest.of(value, in: Set(states.flatMap { [$0.id, $0.name.zh, $0.name.en] })))
            }
            ids += found
        }
        return .field("state", ids)
    }

    /// Whether a field is compared with days wherever it stands.
    func isDated(_ field: String) -> Bool { definitions[field]?.kind.rules.isDated ?? false }

    /// Whether a field is rows of cells, which stand before and after nothing.
    func holdsRows(_ field: String) -> Bool { definitions[field]?.kind == .lines }

    /// What a field may be compared with.
    func compared(_ field: String) -> Refusal.Expectation { definitions[field]?.kind.rules.compared ?? .choice }

    /// The number a field of numbers is compared with; nil for every other field and for what is none.
    func measure(_ value: String, of field: String) -> Int64? { definitions[field]?.kind.rules.measure(value) }

    /// The words of a term as they are handed on: choices by their ids, names of the directory as whom they mean.
    private func read(_ value: String, for field: FieldDefinition) throws(Refusal) -> [String] {
        if field.kind == .choice, !field.choices.isEmpty {
            let offered = choices[field.id] ?? field.choices
            let meant = Set(offered.filter { $0.isMeant(by: value) }.map(\.id))
            if !meant.isEmpty { return meant.sorted() }
            if rows.contains(field.id) { return [value] }
            throw .unknown(what: field.id, text: value, nearest: Nearest.of(value, in: Set(offered.flatMap { [$0.zh, $0.en] })))
        }
        guard let directory, let offered = field.kind.rules.scope else { return [value] }
        let scope = offered == .leaders ? .people : offered
        if FilterNames.isMe(value), scope == .people || scope == .assignees { return [FilterNames.me] }
        // A unit or place that is not in the directory is recorded as it was written, and so may be whoever left the office.
        if !rows.contains(field.id), scope != .units, scope != .places, directory.person(value) == nil, directory.unit(value) == nil {
            try check(field.id, value, in: scope)
        }
        return directory.matches(value, in: scope).map(\.id) + [value]
    }

    /// Whoever asks, in a filter.
    public static let me = "me"

    static func isMe(_ value: String) -> Bool { value == me || value == "我" }

    /// Whoever a name means; people who left the office are found by what they had.
    private func assignees(_ field: String, _ value: String) throws(Refusal) -> [String] {
        if FilterNames.isMe(value) { return [FilterNames.me] }
        guard let directory, directory.matches(value, in: .assignees).isEmpty else { return [value] }
        let left = directory.people.filter { $0.id == value || $0.name == value }.map(\.id)
        if left.isEmpty { try check(field, value, in: .assignees) }
        return left
    }

    private func check(_ field: String, _ value: String, in scope: Directory.Scope) throws(Refusal) {
        guard let directory, directory.matches(value, in: scope).isEmpty else { return }
        throw .unknown(what: field, text: value, nearest: Nearest.of(value, in: Set(directory.entries(scope).map(\.name))))
    }
}
