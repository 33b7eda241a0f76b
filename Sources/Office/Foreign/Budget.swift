import Synchronization

/// What the reading of one foreign thing may cost, handed down to everything that reads for it.
///
/// Copies share what was spent: envelopes within envelopes and the papers in them pay from one purse. What is over one limit stays
/// over, so that a thing made to cost much ends at once and not once a part. It knows no clock: who works says how long it took.
public struct Budget: Sendable {
    /// What is counted.
    public enum Limit: String, CaseIterable, Hashable, Sendable {
        case seconds, bytes, items, envelopes, depth
    }

    /// How much of each there is.
    public struct Limits: Hashable, Sendable {
        /// Of work, not of waiting.
        public var seconds: Int
        /// Of everything unpacked together.
        public var bytes: Int
        /// Files in all envelopes, rows of a table, nodes of a tree.
        public var items: Int
        /// Zips and mails, the outermost among them.
        public var envelopes: Int
        /// How many may lie within one another.
        public var depth: Int

        public init(seconds: Int = 120, bytes: Int = 300 << 20, items: Int = 2_000, envelopes: Int = 200, depth: Int = 8) {
            self.seconds = seconds
            self.bytes = bytes
            self.items = items
            self.envelopes = envelopes
            self.depth = depth
        }

        public subscript(_ limit: Limit) -> Int {
            switch limit {
            case .seconds: seconds
            case .bytes: bytes
            case .items: items
            case .envelopes: envelopes
            case .depth: depth
            }
        }
    }

    private final class Purse: Sendable {
        struct State {
            var spent: [Limit: Int] = [:]
            var time = Duration.zero
            var over: OverBudget?
        }

        let state = Mutex(State())
    }

    public let limits: Limits
    /// How deep within envelopes this copy is used.
    public let depth: Int
    private let purse: Purse

    public init(_ limits: Limits = Limits()) { self.init(limits, depth: 0, Purse()) }

    private init(_ limits: Limits, depth: Int, _ purse: Purse) {
        self.limits = limits
        self.depth = depth
        self.purse = purse
    }

    /// The limit it went over first; nil while all is well.
    public var over: OverBudget? { purse.state.withLock { $0.over } }

    /// What may still be spent; nothing once any limit was passed.
    public func left(_ limit: Limit) -> Int {
        purse.state.withLock { state in
            if state.over != nil { return 0 }
            switch limit {
            case .seconds: return max(0, limits.seconds - Int(state.time.components.seconds))
            case .depth: return max(0, limits.depth - depth)
            default: return max(0, limits[limit] - (state.spent[limit] ?? 0))
            }
        }
    }

    /// Takes note of work that was done or is about to be.
    ///
    /// - Throws: `OverBudget` where it is more than is left, or where a limit was passed before.
    public func spend(_ count: Int = 1, of limit: Limit) throws(OverBudget) {
        let over = purse.state.withLock { state -> OverBudget? in
            if let over = state.over { return over }
            let (sum, overflows) = (state.spent[limit] ?? 0).addingReportingOverflow(max(0, count))
            state.spent[limit] = overflows ? .max : sum
            if overflows || sum > limits[limit] { state.over = OverBudget(limit, limits[limit]) }
            return state.over
        }
        if let over { throw over }
    }

    /// Takes note of time that was worked.
    public func spend(_ time: Duration) throws(OverBudget) {
        let over = purse.state.withLock { state -> OverBudget? in
            if let over = state.over { return over }
            state.time += max(.zero, time)
            if state.time > .seconds(limits.seconds) { state.over = OverBudget(.seconds, limits.seconds) }
            return state.over
        }
        if let over { throw over }
    }

    /// Closes the purse: what was read was found to be more than a limit allows.
    public func exhaust(_ limit: Limit) -> OverBudget {
        purse.state.withLock { state in
            let over = state.over ?? OverBudget(limit, limits[limit])
            state.over = over
            return over
        }
    }

    /// The same purse one envelope further in.
    public func deeper() throws(OverBudget) -> Budget {
        if let over { throw over }
        // Not kept as passed: what lies beside the innermost may still be read.
        guard depth < limits.depth else { throw OverBudget(.depth, limits.depth) }
        return Budget(limits, depth: depth + 1, purse)
    }
}

/// A foreign thing costs more than it may: which limit was passed, and how much that allows.
public struct OverBudget: Error, Hashable, Sendable {
    public let which: Budget.Limit
    public let limit: Int

    public init(_ which: Budget.Limit, _ limit: Int) {
        self.which = which
        self.limit = limit
    }
}
