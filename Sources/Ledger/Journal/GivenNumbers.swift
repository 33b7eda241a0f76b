import GRDB
import Office

/// Handles of a kind, or numbers of a series, that an entry gives away.
public struct GivenNumbers: Hashable, Sendable {
    public let item: Lease.Item
    /// The last that was given or set aside before it.
    public let last: Int
    /// In the order they are given.
    public let numbers: [Int]

    init(_ item: Lease.Item, after last: Int, _ numbers: [Int]) {
        self.item = item
        self.last = last
        self.numbers = numbers
    }
}

extension Journal {
    /// Whether each of them is the next one, or set aside for a desk: so none is given twice, and none is passed over.
    func areNext(_ given: [GivenNumbers]) throws -> Bool {
        try given.allSatisfy { given in
            var last = given.last
            return try given.numbers.allSatisfy { number in
                guard number == last + 1 else { return try isSetAside(number, of: given.item) }
                last = number
                return true
            }
        }
    }

    private func isSetAside(_ number: Int, of item: Lease.Item) throws -> Bool {
        try leases().contains { !$0.isFree && $0.lease.item == item && $0.lease.first <= number && number <= $0.lease.last }
    }
}

/// What was given for an entry that is not written yet.
struct TakenNumbers {
    private(set) var all: [(item: Lease.Item, numbers: [Int])] = []

    /// There are two or three items at most.
    mutating func add(_ numbers: [Int], of item: Lease.Item) {
        if let place = all.firstIndex(where: { $0.item == item }) {
            all[place].numbers += numbers
        } else {
            all.append((item, numbers))
        }
    }

    mutating func add(_ more: TakenNumbers) { for taken in more.all { add(taken.numbers, of: taken.item) } }
}

extension Ledger {
    /// What was taken, each behind the last one that is folded or set aside.
    func given(_ taken: TakenNumbers, in db: Database) throws -> [GivenNumbers] {
        try taken.all.map { GivenNumbers($0.item, after: try lastGiven($0.item, in: db), $0.numbers) }
    }
}
