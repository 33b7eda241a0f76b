/// What the hits of a search are counted by, to narrow it.
public enum Facet: String, Hashable, Sendable, CaseIterable {
    case from, kind, year, state, holder

    /// The filter term that leaves the hits counted under a value: `from:水利局`, or the handle where the name fits others as well.
    public func term(_ value: String, registers: Registers, directory: Directory) -> String {
        func shortest(_ names: [String], fits: (String) -> [String]) -> String { names.first { fits($0) == [value] } ?? value }
        let word =
            switch self {
            case .kind, .year: value
            case .from:
                shortest((directory.unit(value).map { $0.shortNames + [$0.name] }) ?? []) { name in
                    directory.matches(name, in: .units).map(\.id)
                }
            case .holder:
                shortest([directory.name(value)].compactMap { $0 }) { name in directory.matches(name, in: .assignees).map(\.id) }
            case .state:
                shortest(registers.states.filter { $0.id == value }.prefix(1).map(\.name.zh)) { name in
                    Array(Set(registers.states.filter { $0.id == name || $0.name.isMeant(by: name) }.map(\.id)))
                }
            }
        return rawValue + ":" + Filter.quoted(word)
    }
}

/// How many of a search's hits have one value.
public struct FacetCount: Hashable, Sendable {
    /// As it is recorded: a handle, a word, a state's id.
    public let value: String
    /// A register in which the value was found; a state's name stands there.
    public let register: String
    public let count: Int

    public init(value: String, register: String, count: Int) {
        self.value = value
        self.register = register
        self.count = count
    }
}

/// The hits of a search by sender, kind, year, state and holder, the most first.
public struct Facets: Hashable, Sendable {
    public let counts: [Facet: [FacetCount]]
    /// Counted to the end: with more hits than `limit` the newest of them are counted, and every count is at least so many.
    public let isExact: Bool

    public static let limit = 1000

    public init(counts: [Facet: [FacetCount]], isExact: Bool) {
        self.counts = counts
        self.isExact = isExact
    }

    /// Counts rows, a choice under one word whichever was recorded; what is kept from the reader in a row is not counted.
    public init(_ rows: [(row: MatterRow, year: Int?)], isExact: Bool, registers: Registers = Registers([])) {
        let kinds = registers.reduce(into: [String: FieldDefinition]()) { $0[$1.id] = $1.field($1.id(of: .kind)) }
        var counts: [Facet: [String: FacetCount]] = [:]
        for (row, year) in rows {
            let values: [(Facet, String?)] = [
                (.from, row.from), (.kind, row.kind.map { kinds[row.register]?.choice(of: $0)?.zh ?? $0 }), (.year, year.map(String.init)),
                (.state, row.state), (.holder, row.holder),
            ]
            for case (let facet, let value?) in values where !value.isEmpty {
                let before = counts[facet]?[value]
                counts[facet, default: [:]][value] = FacetCount(
                    value: value, register: before?.register ?? row.register, count: (before?.count ?? 0) + 1)
            }
        }
        self.init(
            counts: counts.mapValues { $0.values.sorted { ($1.count, $0.value) < ($0.count, $1.value) } }, isExact: isExact)
    }

    public subscript(facet: Facet) -> [FacetCount] { counts[facet] ?? [] }

    /// `37`, or `37+` where counting stopped before the last hit.
    public func text(_ count: FacetCount) -> String { isExact ? String(count.count) : "\(count.count)+" }
}
