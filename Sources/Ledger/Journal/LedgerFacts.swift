import GRDB
import Office

/// Handles and numbers given within one transaction; kept only where the command that took them was recorded.
final class Allocation {
    struct Given {
        /// The last handle given, by the kind's letter.
        var handles: [String: Int] = [:]
        /// The last number given, by series and year.
        var numbers: [String: Int] = [:]
        /// What is left of the leases held.
        var leases: [Lease]
        /// What was given since the last entry.
        var taken = TakenNumbers()
    }

    var given: Given

    init(leases: [Lease] = []) { given = Given(leases: leases) }

    /// Hands over what was given since the last entry, for the one that is written next.
    func handOver() -> TakenNumbers {
        defer { given.taken = TakenNumbers() }
        return given.taken
    }
}

/// The facts of a decision, read in the transaction that decides.
struct LedgerFacts: HistoryReader {
    let circumstances: Circumstances
    private let ledger: Ledger
    private let db: Database
    private let allocation: Allocation

    init(_ attribution: Attribution, _ allocation: Allocation = Allocation(), of ledger: Ledger, in db: Database) throws {
        circumstances = Circumstances(attribution, office: try ledger.office(in: db), directory: try ledger.directory(in: db))
        self.ledger = ledger
        self.db = db
        self.allocation = allocation
    }

    private var now: Moment { circumstances.attribution.recorded }

    func newHandle(_ kind: SubjectID.Kind) throws(FactFault) -> SubjectID {
        if let handle = try leased(.handle(kind)) { return SubjectID(kind, handle) }
        let last = try FactFault.reading { try allocation.given.handles[kind.rawValue] ?? ledger.lastHandle(kind, in: db) }
        allocation.given.handles[kind.rawValue] = last + 1
        allocation.given.taken.add([last + 1], of: .handle(kind))
        return SubjectID(kind, last + 1)
    }

    func newNumber(in series: String, _ year: Int) throws(FactFault) -> Int {
        if let number = try leased(.number(series: series, year: year)) { return number }
        let key = "\(series)/\(year)"
        let last = try FactFault.reading { try allocation.given.numbers[key] ?? ledger.lastNumber(series, year, in: db) }
        allocation.given.numbers[key] = last + 1
        allocation.given.taken.add([last + 1], of: .number(series: series, year: year))
        return last + 1
    }

    /// The next of a lease that is held; nil where none is, or all of it is used.
    ///
    /// An older program that folds anew does not know what is set aside, so that it may have given some of it.
    private func leased(_ item: Lease.Item) throws(FactFault) -> Int? {
        if allocation.given.leases.isEmpty { return nil }
        guard let next = try unused(item) else { return nil }
        allocation.given.taken.add([next], of: item)
        return next
    }

    private func unused(_ item: Lease.Item) throws(FactFault) -> Int? {
        try FactFault.reading {
            while let next = allocation.given.leases.take(item) {
                switch item {
                case .handle(let kind): if try ledger.row(of: SubjectID(kind, next), in: db) == nil { return next }
                case .number(let series, let year):
                    let sql = "SELECT 1 FROM matter WHERE register = ? AND year = ? AND sequence = ?"
                    if try Int.fetchOne(db, sql: sql, arguments: [series, year, next]) == nil { return next }
                }
            }
            return nil
        }
    }

    func isBookClosed(of series: String, _ year: Int) -> Bool { circumstances.office.book(series, year) != nil }

    func waiting(in register: String, title: String) throws(FactFault) -> Subject? {
        try FactFault.reading { try ledger.waiting(register, title: title, in: db).flatMap { try ledger.subject($0, in: db) } }
    }

    func samePaper(in register: String, reference: String, from sender: String) throws(FactFault) -> MatterRow? {
        try FactFault.reading {
            try ledger.matterRows(
                "SELECT \(Ledger.rowColumns) FROM matter WHERE reference = ? AND sender = ? AND register = ? ORDER BY id LIMIT 1",
                [reference, sender, register], in: db
            ).first
        }
    }

    func overdueLoans(of borrower: String) throws(FactFault) -> [String] {
        try FactFault.reading { try ledger.overdueLoans(borrower, at: now, in: db) }
    }

    func bookings(of place: String, from: Moment, to: Moment) throws(FactFault) -> [Booking] {
        try FactFault.reading { try ledger.bookings(place, from, to, in: db) }
    }

    func occurrences(of meeting: Meeting) throws(FactFault) -> [Expanded] {
        try FactFault.reading { try ledger.occurrencesToCome(meeting, from: now, in: db) }
    }

    func runningLimits() throws(FactFault) -> [Matter] { try FactFault.reading { try ledger.clocked(in: db) } }

    func book(of series: String, _ year: Int) throws(FactFault) -> ClosedBook {
        try FactFault.reading { try ledger.book(series, year, in: db) }
    }

    func archivedCount(under year: Int) throws(FactFault) -> Int {
        try FactFault.reading { try ledger.archivedCount(under: year, in: db) }
    }

    func standing(in register: String) throws(FactFault) -> [StandingMatters] {
        try FactFault.reading { try ledger.standing(in: register, in: db) }
    }

    // MARK: Taking back

    func newestEntry(
        on subject: SubjectID, after sequence: Int64, notBy person: String?, standing isStanding: Bool,
        where counts: (LaterEntry) -> Bool
    ) throws(FactFault) -> LaterEntry? {
        // No entry is recorded by nobody.
        try FactFault.reading {
            try ledger.newestEntry(on: subject, after: sequence, notBy: person ?? "", standing: isStanding, in: db, where: counts)
        }
    }

    func holder(of number: MatterNumber, besides id: SubjectID) throws(FactFault) -> SubjectID? {
        try FactFault.reading {
            try Int.fetchOne(
                db, sql: "SELECT id FROM matter WHERE register = ? AND year = ? AND sequence = ? AND id <> ?",
                arguments: [number.series, number.year, number.sequence, id.handle]
            ).map { SubjectID(.matter, $0) }
        }
    }

    func lastNumber(in series: String, _ year: Int) throws(FactFault) -> Int {
        try FactFault.reading { try ledger.lastNumber(series, year, in: db) }
    }

    func lastUse(of ids: [SubjectID]) throws(FactFault) -> Touch? {
        try FactFault.reading { try ledger.lastUse(of: ids, in: db) }
    }

    func samePaper(as matter: Matter) throws(FactFault) -> MatterRow? {
        let definition = circumstances.registers[of: matter]
        guard let reference = matter.text(of: .reference, by: definition), let sender = matter.text(of: .from, by: definition) else {
            return nil
        }
        return try FactFault.reading {
            try ledger.matterRows(
                "SELECT \(Ledger.rowColumns) FROM matter WHERE reference = ? AND sender = ? AND register = ? AND id <> ? ORDER BY id DESC LIMIT 1",
                [reference, sender, matter.register, matter.id.handle], in: db
            ).first
        }
    }
}
