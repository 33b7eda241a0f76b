/// The registers of an office in the order they were adopted; each is read from its record when first asked for.
public struct Registers: RandomAccessCollection, Sendable {
    /// Their ids, in order.
    public let ids: [String]
    private let find: @Sendable (String) -> RegisterDefinition?
    private let holding: @Sendable (_ id: String, _ state: String) -> RegisterDefinition?
    private let earlier: @Sendable (_ id: String, _ revision: Int) -> RegisterDefinition?

    /// - Parameters:
    ///   - holding: the definition that holds for matters in a state, where one adopted later has no place for them.
    ///   - earlier: the definition as it was at a revision.
    init(
        ids: [String], find: @escaping @Sendable (String) -> RegisterDefinition?,
        holding: @escaping @Sendable (String, String) -> RegisterDefinition?,
        earlier: @escaping @Sendable (String, Int) -> RegisterDefinition?
    ) {
        self.ids = ids
        self.find = find
        self.holding = holding
        self.earlier = earlier
    }

    public init(_ definitions: [RegisterDefinition]) {
        let byID = Dictionary(definitions.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.init(
            ids: definitions.map(\.id), find: { byID[$0] }, holding: { id, _ in byID[id] },
            earlier: { id, revision in byID[id].flatMap { $0.revision == revision ? $0 : nil } })
    }

    public subscript(id: String) -> RegisterDefinition? { find(id) }

    /// The definition that holds for matters of a register in a state.
    public subscript(id: String, holding state: String) -> RegisterDefinition? { holding(id, state) }

    /// A register's definition as it was at a revision; nil where the office never had it.
    public subscript(id: String, at revision: Int) -> RegisterDefinition? { earlier(id, revision) }

    /// The definition that holds for a matter.
    public subscript(of matter: Matter) -> RegisterDefinition? { holding(matter.register, matter.state) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { ids.count }
    /// A definition that cannot be read stands as an empty one under its id: whoever keeps the definitions says what is wrong with it.
    public subscript(position: Int) -> RegisterDefinition { find(ids[position]) ?? .unread(ids[position]) }
}
