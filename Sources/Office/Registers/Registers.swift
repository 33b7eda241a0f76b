/// The registers of an office in the order they were adopted; each is read from its record when first asked for.
public struct Registers: RandomAccessCollection, Sendable {
    /// Their ids, in order.
    public let ids: [String]
    private let find: @Sendable (String) -> RegisterDefinition?
    private let holding: @Sendable (_ id: String, _ state: String) -> RegisterDefinition?
    private let earlier: @Sendable (_ id: String, _ revision: Int) -> RegisterDefinition?
    private let named: @Sendable (RegisterUses.Standing) -> String?

    /// - Parameters:
    ///   - holding: the definition that holds for matters in a state, where one adopted later has no place for them.
    ///   - earlier: the definition as it was at a revision.
    ///   - named: the register that says of itself what it stands for.
    init(
        ids: [String], find: @escaping @Sendable (String) -> RegisterDefinition?,
        holding: @escaping @Sendable (String, String) -> RegisterDefinition?,
        earlier: @escaping @Sendable (String, Int) -> RegisterDefinition?,
        named: @escaping @Sendable (RegisterUses.Standing) -> String?
    ) {
        self.ids = ids
        self.find = find
        self.holding = holding
        self.earlier = earlier
        self.named = named
    }

    public init(_ definitions: [RegisterDefinition]) {
        let byID = Dictionary(definitions.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.init(
            ids: definitions.map(\.id), find: { byID[$0] }, holding: { id, _ in byID[id] },
            earlier: { id, revision in byID[id].flatMap { $0.revision == revision ? $0 : nil } },
            named: { standing in definitions.first { $0.uses.standing.contains(standing) }?.id })
    }

    public subscript(id: String) -> RegisterDefinition? { find(id) }

    /// The definition that holds for matters of a register in a state.
    public subscript(id: String, holding state: String) -> RegisterDefinition? { holding(id, state) }

    /// A register's definition as it was at a revision; nil where the office never had it.
    public subscript(id: String, at revision: Int) -> RegisterDefinition? { earlier(id, revision) }

    /// The definition that holds for a matter.
    public subscript(of matter: Matter) -> RegisterDefinition? { holding(matter.register, matter.state) }

    /// The register that is meant where nobody names one: the one that says so of itself, else the first whose way is of that kind.
    ///
    /// Definitions of before say nothing of it. Papers that are taken in go up to a leader; what answers them is sent; a line is a matter that
    /// opens as it stands.
    public subscript(standing standing: RegisterUses.Standing) -> RegisterDefinition? {
        if let id = named(standing), let register = find(id) { return register }
        switch standing {
        case .papers: return first(where: \.sendsUp)
        case .answers: return first(where: \.sends)
        case .lines: return first { $0.opens == $0.opensRegistered && !$0.steps.contains(where: \.numbers) } ?? first
        }
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { ids.count }
    /// A definition that cannot be read stands as an empty one under its id: whoever keeps the definitions says what is wrong with it.
    public subscript(position: Int) -> RegisterDefinition { find(ids[position]) ?? .unread(ids[position]) }
}
