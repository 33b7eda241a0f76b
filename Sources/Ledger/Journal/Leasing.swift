import GRDB
import Office

/// What is left of a lease, as a journal keeps it.
struct KeptLease: Equatable {
    var lease: Lease
    /// Given back after later ones were given; whoever asks next has it.
    var isFree: Bool
}

extension Journal {
    /// Sets aside what follows the last that was given and all that is set aside already; what came back is set aside first.
    ///
    /// - Parameters:
    ///   - count: how many at most; what came back may be fewer.
    ///   - last: the last that was given.
    func lease(_ item: Lease.Item, count: Int, after last: Int) throws -> Lease {
        var kept = try leases(of: item)
        let lease: Lease
        if let place = kept.firstIndex(where: \.isFree) {
            let free = kept.remove(at: place).lease
            lease = Lease(item, first: free.first, last: min(free.last, free.first + count - 1))
            if lease.last < free.last {
                kept.append(KeptLease(lease: Lease(item, first: lease.last + 1, last: free.last), isFree: true))
            }
        } else {
            let end = kept.map(\.lease.last).max().map { max($0, last) } ?? last
            lease = Lease(item, first: end + 1, last: end + count)
        }
        kept.append(KeptLease(lease: lease, isFree: false))
        try keep(kept, of: item)
        return lease
    }

    /// Notes what is left of a lease.
    func use(_ lease: Lease) throws {
        var kept = try leases(of: lease.item).filter { !$0.lease.isPart(of: lease) }
        if lease.count > 0 { kept.append(KeptLease(lease: lease, isFree: false)) }
        try keep(kept, of: lease.item)
    }

    /// Takes back what is left of a lease.
    ///
    /// - Parameter last: the last that was given or set aside.
    /// - Returns: the last that is given or set aside now: less where nothing follows what came back, so that a series has no gap.
    func giveBack(_ lease: Lease, last: Int) throws -> Int {
        var kept = try leases(of: lease.item)
        guard let place = kept.firstIndex(where: { !$0.isFree && $0.lease.isPart(of: lease) }) else { return last }
        kept[place].isFree = true
        var end = last
        // Handles are never counted down: a gap among them harms nobody.
        if case .number = lease.item {
            while let place = kept.firstIndex(where: { $0.isFree && $0.lease.last == end }) { end = kept.remove(at: place).lease.first - 1 }
        }
        try keep(kept, of: lease.item)
        return end
    }

    /// The lowest first.
    private func leases(of item: Lease.Item) throws -> [KeptLease] {
        try leases().filter { $0.lease.item == item }.sorted { $0.lease.first < $1.lease.first }
    }
}

extension Ledger {
    /// Sets handles or numbers aside for this ledger: its acts use them before they take the next that nobody has.
    ///
    /// - Parameter count: how many at most, one at least; where others gave some back, those come first.
    @discardableResult
    public func lease(_ item: Lease.Item, count: Int) throws(LedgerFault) -> Lease {
        let lease = try writing { db in
            let lease = try self.journal(in: db).lease(item, count: max(1, count), after: self.lastGiven(item, in: db))
            try self.raise(lease, in: db)
            return lease
        }
        held.append(lease)
        return lease
    }

    /// Gives back what is left of a lease. Numbers that others have passed meanwhile are leased first the next time; until then a closed book
    /// counts them as kept 保留 (J5).
    public func giveBack(_ lease: Lease) throws(LedgerFault) {
        try writing { db in
            let last = try self.lastGiven(lease.item, in: db)
            let end = try self.journal(in: db).giveBack(lease, last: last)
            guard end < last, case .number(let series, let year) = lease.item else { return }
            try db.execute(sql: "UPDATE series SET last = ? WHERE register = ? AND year = ?", arguments: [end, series, year])
        }
        held.removeAll { $0.isPart(of: lease) }
    }

    /// What is left of the leases this ledger holds. Nothing is read where it holds none.
    func heldLeases(in db: Database) throws -> [Lease] {
        if held.isEmpty { return [] }
        let kept = try journal(in: db).leases().filter { !$0.isFree }.map(\.lease)
        return held.compactMap { lease in kept.first { $0.isPart(of: lease) } }
    }

    /// Keeps apart from what is given next all that is set aside: what is folded anew does not know of it.
    func raiseLeases(in db: Database) throws { for kept in try journal(in: db).leases() { try raise(kept.lease, in: db) } }

    private func raise(_ lease: Lease, in db: Database) throws {
        switch lease.item {
        case .handle(let kind): try raiseHead(SubjectID(kind, lease.last), in: db)
        case .number(let series, let year):
            try raiseSeries(MatterNumber(series: series, year: year, sequence: lease.last, printed: ""), in: db)
        }
    }

    /// The last handle or number that was given or set aside.
    func lastGiven(_ item: Lease.Item, in db: Database) throws -> Int {
        switch item {
        case .handle(let kind): try lastHandle(kind, in: db)
        case .number(let series, let year): try lastNumber(series, year, in: db)
        }
    }
}
