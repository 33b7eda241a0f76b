/// The registers of an office in the order they were adopted; each is read from its record when first asked for.
public struct Registers: RandomAccessCollection, Sendable {
    /// Their ids, in order.
    public let ids: [String]
    private let find: @Sendable (String) -> RegisterDefinition?

    init(ids: [String], find: @escaping @Sendable (String) -> RegisterDefinition?) {
        self.ids = ids
        self.find = find
    }

    public init(_ definitions: [RegisterDefinition]) {
        let byID = Dictionary(definitions.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.init(ids: definitions.map(\.id)) { byID[$0] }
    }

    public subscript(id: String) -> RegisterDefinition? { find(id) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { ids.count }
    public subscript(position: Int) -> RegisterDefinition {
        guard let definition = find(ids[position]) else { preconditionFailure("a register without a definition") }
        return definition
    }
}
