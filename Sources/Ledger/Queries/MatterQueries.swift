import GRDB
import Office

extension Ledger {
    /// One matter by its handle; nil where there is none or it was withdrawn.
    public func matter(_ id: SubjectID) throws(LedgerFault) -> Matter? {
        try glancing { db in try self.subject(id, in: db).map { try self.shown(Matter($0), in: db) } }
    }

    /// Who issued a paper, whoever asks: two papers are told apart by it, and nothing else of it is given away.
    public func issuer(of id: SubjectID) throws(LedgerFault) -> String? {
        try glancing { db in try self.subject(id, in: db).flatMap { Matter($0).field("issuer") } }
    }

    public func meeting(_ id: SubjectID) throws(LedgerFault) -> Meeting? {
        try glancing { db in
            try self.subject(id, in: db).flatMap { $0.record.isEmpty ? nil : Meeting($0) }
        }
    }

    /// A window of a list.
    ///
    /// - Parameters:
    ///   - after: the cursor a former page gave as `next`.
    ///   - me: who asks, for `is:mine`.
    public func list(
        register: String?, filter: Filter, order: ListOrder = .newest, offset: Int = 0, limit: Int, after: String? = nil,
        now: Moment, me: String?
    ) throws(LedgerFault) -> MatterPage {
        try reading { db in
            let condition = try FilterSQL(
                filter, register: register, now: now, me: me, office: self.office(in: db), directory: self.directory(in: db),
                hidden: self.hidden(in: db))
            var sql = "SELECT \(Ledger.rowColumns) FROM matter\(condition.index) WHERE \(condition.clause)"
            var arguments = condition.arguments
            if let after, let handle = Int(after) {
                sql += " AND id < ?"
                arguments += [handle]
            }
            sql += order == .newest ? " ORDER BY id DESC" : " ORDER BY (stage <> 'office'), \(Schema.urgencyRank), id"
            sql += " LIMIT ? OFFSET ?"
            arguments += [limit + 1, offset]
            var rows = try self.matterRows(sql, arguments, in: db)
            let more = rows.count > limit
            if more { rows.removeLast() }
            let total = try self.total(condition, register: register, in: db)
            return MatterPage(
                rows: rows, total: total, offset: offset, next: more ? rows.last.map { String($0.id.handle) } : nil)
        }
    }

    /// Exact for a whole register from the kept counters; for a filter exact up to 1,000.
    private func total(_ condition: FilterSQL, register: String?, in db: Database) throws -> Total {
        if let counted = condition.counted {
            let count = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT coalesce(sum(count), 0) FROM counter WHERE \(counted.clause)"),
                arguments: counted.arguments)
            return Total(count ?? 0)
        }
        let count =
            try Int.fetchOne(
                db.cachedStatement(
                    sql: "SELECT count(*) FROM (SELECT 1 FROM matter\(condition.index) WHERE \(condition.clause) LIMIT 1001)"),
                arguments: condition.arguments) ?? 0
        return Total(min(count, 1000), isExact: count <= 1000)
    }

    /// The matters or meetings a NUMBER may mean.
    public func find(_ query: NumberQuery, year: Int) throws(LedgerFault) -> [SubjectID] {
        try reading { db in
            func handles(_ sql: String, _ arguments: StatementArguments) throws -> [SubjectID] {
                try Int.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { SubjectID(.matter, $0) }
            }
            switch query {
            case .handle(let id):
                guard let subject = try self.subject(id, in: db), !subject.record["register"].isNull || id.kind == .meeting
                else { return [] }
                return [id]
            case .sequence(let register, let asked, let sequence):
                return try handles(
                    "SELECT id FROM matter WHERE register = ? AND year = ? AND sequence = ?",
                    [register, asked ?? year, sequence])
            case .reference(let text):
                let printed = try handles("SELECT id FROM matter WHERE printed = ? AND register IS NOT NULL", [text])
                if !printed.isEmpty { return printed }
                return try handles(
                    "SELECT id FROM matter WHERE reference = ? AND register IS NOT NULL ORDER BY id LIMIT 20", [text])
            case .uid(let text):
                let meetings = try Int.fetchAll(db, sql: "SELECT id FROM meeting WHERE uid = ?", arguments: [text])
                    .map { SubjectID(.meeting, $0) }
                if !meetings.isEmpty { return meetings }
                return try handles("SELECT id FROM matter WHERE (printed = ?1 OR reference = ?1) AND register IS NOT NULL", [text])
            }
        }
    }

    /// Papers that may be the same as one about to be taken in: by number and issuer, withdrawn ones included.
    public func twins(reference: String) throws(LedgerFault) -> [MatterRow] {
        try glancing { db in
            try self.matterRows(
                "SELECT \(Ledger.rowColumns) FROM matter WHERE reference = ? AND register IS NOT NULL ORDER BY id LIMIT 20", [reference],
                in: db)
        }
    }

    /// How many stand in each state of a register, from the kept counters.
    public func counts(register: String) throws(LedgerFault) -> [String: Int] {
        try reading { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: "SELECT state, count FROM counter WHERE register = ?"), arguments: [register])
            return Dictionary(rows.map { ($0["state"], $0["count"]) }, uniquingKeysWith: { $1 })
        }
    }
}
