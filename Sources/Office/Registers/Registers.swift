/// The registers of an office in the order they were adopted; each is read from its record when first asked for.
public struct Registers: RandomAccessCollection, Sendable {
    /// Their ids, in order.
    public let ids: [String]
    private let find: @Sendable (String) -> RegisterDefinition?
    private let holding: @Sendable (_ id: String, _ state: String) -> RegisterDefinition?

    /// - Parameter holding: the definition that holds for matters in a state, where one adopted later has no place for them.
    init(
        ids: [String], find: @escaping @Sendable (String) -> RegisterDefinition?,
        holding: @escaping @Sendable (String, String) -> RegisterDefinition?
    ) {
        self.ids = ids
        self.find = find
        self.holding = holding
    }

    public init(_ definitions: [RegisterDefinition]) {
        let byID = Dictionary(definitions.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.init(ids: definitions.map(\.id), find: { byID[$0] }, holding: { id, _ in byID[id] })
    }

    public subscript(id: String) -> RegisterDefinition? { find(id) }

    /// The definition that holds for matters of a register in a state.
    public subscript(id: String, holding state: String) -> RegisterDefinition? { holding(id, state) }

    /// The definition that holds for a matter.
    public subscript(of matter: Matter) -> RegisterDefinition? { holding(matter.register, matter.state) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { ids.count }
    public subscript(position: Int) -> RegisterDefinition {
        guard let definition = find(ids[position]) else { preconditionFailure("a register without a definition") }
        return definition
    }
}
