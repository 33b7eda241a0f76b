import GRDB
import Office

/// What one transaction counts: the end of the journal, the highest handles and numbers, and how many matters stand in each state.
///
/// A batch of papers moves the same few rows a hundred times; they are written once, before the transaction ends.
final class Tally {
    struct Series {
        let register: String
        let year: Int
        var last: Int
    }

    struct Place: Hashable {
        let register: String
        let state: String
    }

    /// The last entry and its digest.
    var end: (seq: Int64, digest: [UInt8])?
    /// When the last entry was recorded, in milliseconds, where that was asked for or written.
    var recorded: Int64?
    var handles: [String: Int] = [:]
    /// The highest handles as the transaction found them, where it asked.
    var found: [String: Int] = [:]
    /// The highest numbers given; series are few.
    private(set) var numbers: [Series] = []
    /// How many matters more or less stand in a state of a register. Keyed by texts: what a key is has to be looked up once in every process,
    /// and texts have been already.
    var counts: [String: [String: Int]] = [:]
    /// Registers of which it is known whether a number waits for a paper that was taken back.
    var waiting: [String: Bool] = [:]

    init(end: (seq: Int64, digest: [UInt8])? = nil) { self.end = end }

    func number(_ register: String, _ year: Int) -> Int? { numbers.first { $0.year == year && $0.register == register }?.last }

    func raise(_ register: String, _ year: Int, to last: Int) {
        if let at = numbers.firstIndex(where: { $0.year == year && $0.register == register }) {
            numbers[at].last = max(numbers[at].last, last)
        } else {
            numbers.append(Series(register: register, year: year, last: last))
        }
    }
}

extension Ledger {
    /// Counts within `body` and writes what was counted behind it.
    func tallying<Value>(in db: Database, _ body: () throws -> Value) throws -> Value {
        let outer = tally
        tally = Tally()
        defer { tally = outer }
        let value = try body()
        try writeTally(in: db)
        return value
    }

    /// Writes what was counted so far, for whoever reads or changes those rows themselves.
    func writeTally(in db: Database) throws {
        guard let counted = tally else { return }
        let next = Tally(end: counted.end)
        next.recorded = counted.recorded
        tally = next
        for (name, value) in counted.handles {
            try db.cachedStatement(
                sql: "INSERT INTO head(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)"
            ).execute(arguments: [name, value])
        }
        for series in counted.numbers {
            try db.cachedStatement(
                sql: """
                    INSERT INTO series(register, year, last) VALUES (?, ?, ?)
                    ON CONFLICT(register, year) DO UPDATE SET last = max(last, excluded.last)
                    """
            ).execute(arguments: [series.register, series.year, series.last])
        }
        for (register, states) in counted.counts {
            for (state, step) in states where step != 0 {
                try db.cachedStatement(
                    sql: """
                        INSERT INTO counter(register, state, count) VALUES (?, ?, ?)
                        ON CONFLICT(register, state) DO UPDATE SET count = count + excluded.count
                        """
                ).execute(arguments: [register, state, step])
            }
        }
    }

    /// Keeps the highest handle given, so that none is ever given twice.
    func raiseHead(_ id: SubjectID, in db: Database) throws {
        guard let kind = id.kind else { return }
        let name = "handle." + kind.rawValue
        try counting(in: db) { $0.handles[name] = max($0.handles[name] ?? 0, id.handle) }
    }

    func raiseSeries(_ number: MatterNumber, in db: Database) throws {
        try counting(in: db) { $0.raise(number.series, number.year, to: number.sequence) }
    }

    /// One matter more or less in a state.
    func count(_ matter: Matter?, _ step: Int, in db: Database) throws {
        guard let matter, !matter.isWithdrawn else { return }
        try counting(in: db) { $0.counts[matter.register, default: [:]][matter.state, default: 0] += step }
    }

    private func counting(in db: Database, _ count: (Tally) -> Void) throws {
        if let tally { return count(tally) }
        try tallying(in: db) { tally.map(count) }
    }

    /// The highest handle of a kind that was ever given.
    func lastHandle(_ kind: SubjectID.Kind, in db: Database) throws -> Int {
        let name = "handle." + kind.rawValue
        let statement = try db.cachedStatement(sql: "SELECT value FROM head WHERE name = ?")
        let found = try tally?.found[name] ?? Int.fetchOne(statement, arguments: [name]) ?? 0
        tally?.found[name] = found
        return max(found, tally?.handles[name] ?? 0)
    }

    /// Whether a handle is known to be given within this transaction and not folded yet: such a subject has no row to be read.
    func isFresh(_ id: SubjectID) -> Bool {
        guard let tally, let kind = id.kind, let found = tally.found["handle." + kind.rawValue] else { return false }
        return id.handle > max(found, tally.handles["handle." + kind.rawValue] ?? 0)
    }

    /// The last number given in a series and year; a number that cannot be read is never taken for none.
    func lastNumber(_ register: String, _ year: Int, in db: Database) throws -> Int {
        let known =
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT last FROM series WHERE register = ? AND year = ?"), arguments: [register, year]) ?? 0
        return max(known, tally?.number(register, year) ?? 0)
    }

    /// The matter taken back under this title, whose number waits for it (J5); nil where there is none.
    func waiting(_ register: String, title: String, in db: Database) throws -> SubjectID? {
        let any = try db.cachedStatement(sql: "SELECT 1 FROM matter WHERE waiting = ? LIMIT 1")
        let isAny = try tally?.waiting[register] ?? (Int.fetchOne(any, arguments: [register]) != nil)
        tally?.waiting[register] = isAny
        guard isAny else { return nil }
        let statement = try db.cachedStatement(sql: "SELECT id FROM matter WHERE waiting = ? AND title = ? ORDER BY id LIMIT 1")
        return try Int.fetchOne(statement, arguments: [register, title]).map { SubjectID(.matter, $0) }
    }

    /// The last entry of the journal and its digest, 0 and zeros where there is none.
    func end(in db: Database) throws -> (seq: Int64, digest: [UInt8]) {
        if let end = tally?.end { return end }
        return try journal(in: db).end().map { ($0.seq, $0.digest) } ?? (0, [UInt8](repeating: 0, count: 32))
    }
}
