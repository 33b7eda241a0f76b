/// What all fields of one kind have in common: how a value is read, said, ordered, found and asked for.
///
/// Each kind is a file of its own in this folder. Forms, lists, previews, printed sheets, exports, imports, filters and the search index
/// all ask it; nothing guesses a kind from the look of a value.
public protocol FieldKind: Sendable {
    /// Where the names it holds are looked up; nil for a kind that holds none.
    var scope: Directory.Scope? { get }
    /// What an empty text says.
    var nothing: JSON { get }
    /// Whether a filter compares it with days.
    var isDated: Bool { get }
    /// Whether it is typed over several lines.
    var isProse: Bool { get }

    /// The value of typed text, which is not empty and has no blanks around it.
    ///
    /// - Throws: `Refusal` with what was expected.
    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON

    /// A value as data that `Phrases` words; nil where it says nothing, or nothing of this kind.
    func text(_ value: JSON, of field: FieldDefinition) -> FieldText?

    /// Where a value stands among others; nil where it stands behind all of them.
    func sortKey(_ value: JSON, of field: FieldDefinition) -> SortKey?

    /// By what its values are found in the search index.
    func search(_ field: FieldDefinition) -> FieldSearch

    /// What is asked of a recorded value where a filter names one: `copies:3`, `signer:王建国`.
    ///
    /// - Parameter names: the directory, where one is at hand.
    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest

    /// What a filter may compare it with, where it was given something else.
    var compared: Refusal.Expectation { get }

    /// The number a filter compares with (`cost>1万`), in the unit the record has it in; nil for a kind without numbers.
    func measure(_ wanted: String) -> Int64?
}

/// Where a value stands among others of its field.
public enum SortKey: Hashable, Sendable, Comparable {
    case number(Int64)
    case text(String)
}

/// By what values are found in a search.
public enum FieldSearch: Hashable, Sendable {
    /// They are asked for by terms: nobody wrote the words of a choice in the paper.
    case nothing
    /// By their words, whatever these look like.
    case words
    /// Units and places by their names and the initials of these, people by terms alone; what is no handle by its words.
    case names
}

extension FieldKind {
    public var scope: Directory.Scope? { nil }
    public var nothing: JSON { .null }
    public var isDated: Bool { false }
    public var isProse: Bool { false }

    public func sortKey(_ value: JSON, of field: FieldDefinition) -> SortKey? {
        if let number = value.int { return .number(number) }
        return value.string.map { .text(Folding.key($0)) }
    }

    public func search(_ field: FieldDefinition) -> FieldSearch { .words }

    public func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest { .texts([wanted]) }

    public var compared: Refusal.Expectation { isDated ? .day : .choice }

    public func measure(_ wanted: String) -> Int64? { nil }

    /// Everybody and everything a filter's word may mean among the names this kind holds, and the word itself.
    func meant(by wanted: String, _ names: Directory?) -> [String] {
        guard let scope, let names else { return [wanted] }
        // A handle is nobody else's name.
        if names.person(wanted) != nil || names.unit(wanted) != nil { return [wanted] }
        return names.matches(wanted, in: scope).map(\.id) + [wanted]
    }
}

extension FieldDefinition.Kind {
    /// The index of all kinds, by the ids definitions name them by.
    public var rules: any FieldKind {
        switch self {
        case .text: TextKind()
        case .long: LongKind()
        case .reference: ReferenceKind()
        case .day: DayKind()
        case .moment: MomentKind()
        case .span: SpanKind()
        case .unit: UnitKind()
        case .person: PersonKind()
        case .leader: LeaderKind()
        case .department: DepartmentKind()
        case .assignee: AssigneeKind()
        case .people: PeopleKind()
        case .choice: ChoiceKind()
        case .count: CountKind()
        case .money: MoneyKind()
        case .length: LengthKind()
        case .place: PlaceKind()
        case .flag: FlagKind()
        case .lines: LinesKind()
        }
    }
}

extension FieldDefinition {
    /// A recorded value as data; nil where it says nothing.
    public func text(_ value: JSON) -> FieldText? { value.isNull ? nil : kind.rules.text(value, of: self) }

    /// Where the names it holds are looked up; nil for a field that holds none.
    public var scope: Directory.Scope? { kind.rules.scope }

    /// What a matter says in this field; nil where it says nothing.
    public func text(in matter: Matter) -> FieldText? { text(value(in: matter)) }

    /// The recorded value, of rows all of them.
    public func value(in matter: Matter) -> JSON {
        kind == .lines ? .array(matter.lines(id).rows.map { .object($0.cells) }) : matter.record[path]
    }

    /// Whether one matter stands before another by this field; what says nothing stands last.
    public func isOrdered(_ one: Matter, before other: Matter) -> Bool {
        let rules = kind.rules
        guard let first = rules.sortKey(value(in: one), of: self) else { return false }
        return rules.sortKey(value(in: other), of: self).map { first < $0 } ?? true
    }
}
