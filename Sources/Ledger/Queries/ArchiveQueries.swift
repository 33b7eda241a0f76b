import GRDB
import Office

extension Ledger {
    /// The matters of a register that came at a moment or later, whole, as their reader may see them; those without a moment among them.
    ///
    /// - Parameters:
    ///   - state: only those in this state.
    public func papers(of register: String, since: Moment? = nil, state: String? = nil) throws(LedgerFault) -> [Matter] {
        try reading { db in
            var sql =
                "SELECT f.id AS id, f.last AS last, f.record AS record FROM matter m JOIN folded f ON f.id = m.id WHERE m.register = ?"
            var arguments: StatementArguments = [register]
            if let since {
                sql += " AND (m.received IS NULL OR m.received >= ?)"
                arguments += [since.milliseconds]
            }
            if let state {
                sql += " AND m.state = ?"
                arguments += [state]
            }
            let rows = try Row.fetchCursor(db, sql: sql + " ORDER BY m.id", arguments: arguments)
            var found: [Matter] = []
            while let row = try rows.next() { found.append(try self.shown(self.whole(row), in: db)) }
            return found
        }
    }

    /// How many papers filed under a year are archived, those kept to a circle among them.
    func archivedCount(under year: Int, in db: Database) throws -> Int {
        let office = try office(in: db)
        let zone = office.zone
        // A paper does not come before the year in which it was signed.
        guard let first = Day(year, 1, 1) else { return 0 }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT f.id AS id, f.last AS last, f.record AS record FROM matter m JOIN folded f ON f.id = m.id
                WHERE m.register IS NOT NULL AND (m.received IS NULL OR m.received >= ?)
                """, arguments: [zone.moment(first, TimeOfDay(minutes: 0)).milliseconds])
        var count = 0
        while let row = try rows.next() {
            let matter = try whole(row)
            let definition = office.register(of: matter)
            if matter.isArchived(by: definition), !matter.isWithdrawn, matter.filingYear(by: definition, zone) == year { count += 1 }
        }
        return count
    }

    /// The papers that are out, those due back first.
    public func lent() throws(LedgerFault) -> [Matter] {
        try reading { db in try self.owed(Matter.lentMark, before: nil, in: db).map { try self.shown($0, in: db) } }
    }

    /// The papers that are to be given back to who issued them, in the order of their days.
    public func toGiveBack() throws(LedgerFault) -> [Matter] {
        try reading { db in try self.owed(Matter.giveBackMark, before: nil, in: db).map { try self.shown($0, in: db) } }
    }

    /// The last item number given in a run of the archive.
    public func lastItem(_ series: String, _ year: Int) throws(LedgerFault) -> Int {
        try reading { db in try self.lastNumber(series, year, in: db) }
    }

    /// What a borrower should have brought back by now.
    func overdueLoans(_ borrower: String, at now: Moment, in db: Database) throws -> [String] {
        try owed(Matter.lentMark, before: now, in: db).filter { $0.openLoan?.borrower == borrower }.map { $0.number?.printed ?? $0.id.text }
    }

    private func owed(_ mark: String, before now: Moment?, in db: Database) throws -> [Matter] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT f.id AS id, f.last AS last, f.record AS record FROM obligation o JOIN folded f ON f.id = o.subject
                    WHERE o.person = ? AND o.wake <= ? ORDER BY o.wake, o.subject
                    """), arguments: [mark, now?.milliseconds ?? Int64.max])
        return try rows.map(whole)
    }

    /// A folded row (id, last, record) as its matter.
    func whole(_ row: Row) throws -> Matter {
        Matter(Subject(id: SubjectID(.matter, try row.value("id")), record: try record(row), lastEntry: try row.value("last")))
    }
}
