/// The registers of an office in the order they were adopted; each is read from its record when first asked for.
public struct Registers: RandomAccessCollection, Sendable {
    /// Their ids, in order.
    public let ids: [String]
    private let find: @Sendable (String) -> RegisterDefinition?
    private let holding: @Sendable (_ id: String, _ state: String) -> RegisterDefinition?
    private let earlier: @Sendable (_ id: String, _ revision: Int) -> RegisterDefinition?
    private let former: @Sendable (_ id: String) -> [StateDefinition]
    private let named: @Sendable (RegisterUses.Standing) -> String?
    private let mayGo: @Sendable (_ id: String, RegisterUses.Standing) -> Bool
    private let isRetired: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - holding: the definition that holds for matters in a state, where one adopted later has no place for them.
    ///   - earlier: the definition as it was at a revision.
    ///   - former: the states of a register's earlier definitions that the present one does not know.
    ///   - named: the register that says of itself what it stands for.
    ///   - mayGo: whether a register's way may be that of one that stands for a thing, told without decoding its definition.
    ///   - isRetired: whether a register takes no new matter.
    init(
        ids: [String], find: @escaping @Sendable (String) -> RegisterDefinition?,
        holding: @escaping @Sendable (String, String) -> RegisterDefinition?,
        earlier: @escaping @Sendable (String, Int) -> RegisterDefinition?,
        former: @escaping @Sendable (String) -> [StateDefinition],
        named: @escaping @Sendable (RegisterUses.Standing) -> String?,
        mayGo: @escaping @Sendable (String, RegisterUses.Standing) -> Bool = { _, _ in true },
        isRetired: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        self.ids = ids
        self.find = find
        self.holding = holding
        self.earlier = earlier
        self.former = former
        self.named = named
        self.mayGo = mayGo
        self.isRetired = isRetired
    }

    public init(_ definitions: [RegisterDefinition]) {
        let byID = Dictionary(definitions.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.init(
            ids: definitions.map(\.id), find: { byID[$0] }, holding: { id, _ in byID[id] },
            earlier: { id, revision in byID[id].flatMap { $0.revision == revision ? $0 : nil } },
            former: { _ in [] }, named: { standing in definitions.first { $0.uses.standing.contains(standing) }?.id })
    }

    public subscript(id: String) -> RegisterDefinition? { find(id) }

    /// The definition that holds for matters of a register in a state.
    public subscript(id: String, holding state: String) -> RegisterDefinition? { holding(id, state) }

    /// A register's definition as it was at a revision; nil where the office never had it.
    public subscript(id: String, at revision: Int) -> RegisterDefinition? { earlier(id, revision) }

    /// The definition that holds for a matter.
    public subscript(of matter: Matter) -> RegisterDefinition? { holding(matter.register, matter.state) }

    /// One of the registers alone, with all that is known of what it was.
    public func only(_ id: String) -> Registers {
        Registers(ids: ids.filter { $0 == id }, find: find, holding: holding, earlier: earlier, former: former, named: named)
    }

    /// Every state a matter may stand in: of the definitions that hold, and of earlier ones where these have no place for it.
    public var states: [StateDefinition] { flatMap { $0.states + former($0.id) } }

    /// The register that is meant where nobody names one: the one that says so of itself, else the first whose way is of that kind.
    ///
    /// Definitions of before say nothing of it. Papers that are taken in go up to a leader; what answers them is sent; a line is a matter that
    /// opens as it stands.
    public subscript(standing standing: RegisterUses.Standing) -> RegisterDefinition? {
        // A retired one is still the one that is meant where there is no other: what comes is refused by its name.
        own(standing) ?? first { $0.goes(like: standing) } ?? (standing == .lines ? first : nil)
    }

    /// The register that takes what comes of a thing, by its word or by its way; nil where none does.
    ///
    /// - Parameter left: one that is left out, as if it were retired.
    func own(_ standing: RegisterUses.Standing, besides left: String? = nil) -> RegisterDefinition? {
        if let id = named(standing), id != left, let register = find(id) { return register }
        let id = ids.first { $0 != left && !isRetired($0) && mayGo($0, standing) && find($0)?.goes(like: standing) == true }
        return id.flatMap(find)
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { ids.count }
    /// A definition that cannot be read stands as an empty one under its id: whoever keeps the definitions says what is wrong with it.
    public subscript(position: Int) -> RegisterDefinition { find(ids[position]) ?? .unread(ids[position]) }
}
