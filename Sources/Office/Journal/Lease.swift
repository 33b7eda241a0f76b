/// Handles or numbers set aside for one desk, before the acts that use them are decided.
///
/// Two desks that hold leases of their own give the same handles whichever of them is first. What is left of a lease harms nobody: handles may
/// have gaps, and the numbers of a series that are given back are given to the next who asks.
public struct Lease: Hashable, Sendable {
    /// What is set aside.
    public enum Item: Hashable, Sendable {
        case handle(SubjectID.Kind)
        /// The numbers of a register in a year. Item numbers of the archive are never leased, for one that is taken back is given again.
        case number(series: String, year: Int)
    }

    public let item: Item
    /// The next to be used.
    public private(set) var first: Int
    public let last: Int

    public init(_ item: Item, first: Int, last: Int) {
        self.item = item
        self.first = first
        self.last = last
    }

    /// How many are left.
    public var count: Int { max(0, last - first + 1) }

    /// Takes the next one; nil where all are used.
    public mutating func take() -> Int? {
        guard first <= last else { return nil }
        defer { first += 1 }
        return first
    }

    /// Whether it is the same lease, however much of it is used.
    public func isPart(of other: Lease) -> Bool { item == other.item && last == other.last }
}

extension [Lease] {
    /// Takes the next one of the first lease that has any left; nil where none has.
    public mutating func take(_ item: Lease.Item) -> Int? {
        for place in indices where self[place].item == item { if let next = self[place].take() { return next } }
        return nil
    }
}

extension Lease.Item {
    /// As it is stored.
    public var text: String {
        switch self {
        case .handle(let kind): "handle.\(kind.rawValue)"
        case .number(let series, let year): "number.\(series).\(year)"
        }
    }

    /// Nil where a newer program wrote it.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("handle", 2):
            guard let kind = SubjectID.Kind(rawValue: parts[1]) else { return nil }
            self = .handle(kind)
        case ("number", 3):
            guard let year = Int(parts[2]) else { return nil }
            self = .number(series: parts[1], year: year)
        default: return nil
        }
    }
}
