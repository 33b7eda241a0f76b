/// The matters of a register that stand in one state.
public struct StandingMatters: Hashable, Sendable {
    public let state: String
    public let count: Int
    /// The first of them by their printed numbers, else their handles: no more than `shown`.
    public let numbers: [String]

    public init(state: String, count: Int, numbers: [String]) {
        self.state = state
        self.count = count
        self.numbers = numbers
    }

    /// So many are named; of more the count tells.
    public static let shown = 20
}

extension Sequence<StandingMatters> {
    /// All of them as a refusal names them.
    var named: (numbers: [String], count: Int) {
        (Array(flatMap(\.numbers).prefix(StandingMatters.shown)), reduce(0) { $0 + $1.count })
    }
}
