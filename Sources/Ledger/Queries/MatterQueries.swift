import GRDB
import Office

extension Ledger {
    /// One matter by its handle; nil where there is none or it was withdrawn.
    public func matter(_ id: SubjectID) throws(LedgerFault) -> Matter? {
        guard id.kind == .matter else { return nil }
        return try glancing { db in try self.subject(id, in: db).map { try self.shown(Matter($0), in: db) } }
    }

    /// Who issued a paper, whoever asks: two papers are told apart by it, and nothing else of it is given away.
    public func issuer(of id: SubjectID) throws(LedgerFault) -> String? {
        try glancing { db in
            guard let matter = try self.subject(id, in: db).map({ Matter($0) }) else { return nil }
            return matter.text(of: .issuer, by: try self.office(in: db).register(of: matter))
        }
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
    ///   - holding: whether to say since when each lies with its holder.
    public func list(
        register: String?, filter: Filter, order: ListOrder = .newest, offset: Int = 0, limit: Int, after: String? = nil,
        now: Moment, me: String?, holding: Bool = false
    ) throws(LedgerFault) -> MatterPage {
        try reading { db in
            func sql(_ filter: Filter) throws -> FilterSQL {
                try FilterSQL(
                    filter, register: register, now: now, me: me, office: self.office(in: db), directory: self.directory(in: db),
                    hidden: self.hidden(in: db))
            }
            let head = try self.numbered(filter, register: register, order: order, in: db, sql)
            let condition = try sql(filter)
            let shown = after == nil ? head.dropFirst(offset).prefix(limit) : []
            var page = try self.page(
                condition, order, max(0, offset - head.count), limit - shown.count, after, besides: head.map(\.id), in: db)
            page = MatterPage(
                rows: shown + page.rows, total: Total(page.total.count + head.count, isExact: page.total.isExact), offset: offset,
                next: page.next)
            return holding ? try self.held(page, in: db) : page
        }
    }

    /// The papers a number of ours means, this year's first; in a queue also one that has been closed.
    private func numbered(
        _ filter: Filter, register: String?, order: ListOrder, in db: Database, _ sql: (Filter) throws -> FilterSQL
    ) throws -> [MatterRow] {
        guard let number = filter.ownNumber else { return [] }
        let others = filter.besidesOwnNumber.terms.filter { order != .triage || $0 != .state(.open) }
        let found = try handles(numbered: number, register: register, in: db)
        guard !found.isEmpty else { return [] }
        let condition = try sql(Filter(terms: others))
        return try matterRows(
            """
            SELECT \(Ledger.rowColumns) FROM matter WHERE \(condition.clause) AND id IN (SELECT value FROM json_each(?))
            ORDER BY year DESC
            """, condition.arguments + [Ledger.list(found)], in: db)
    }

    /// The matters that bear a number of ours, of a register or of all: one look into each book, the latest year first and in it the
    /// registers in the office's order.
    func handles(numbered number: Int, register: String?, in db: Database) throws -> [Int] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT m.id AS id, s.register AS register, s.year AS year FROM series s
                    JOIN matter m ON m.register = s.register AND m.year = s.year AND m.sequence = ?1
                    WHERE m.sequence IS NOT NULL AND (?2 IS NULL OR s.register = ?2) ORDER BY s.year DESC LIMIT 20
                    """), arguments: [number, register])
        guard rows.count > 1 else { return try rows.map { try $0.value("id") } }
        let order = try office(in: db).order
        let found = try rows.map { row in
            let (id, year, register): (Int, Int, String) = (try row.value("id"), try row.value("year"), try row.value("register"))
            return (id: id, year: year, place: order.firstIndex(of: register) ?? order.count)
        }
        return found.sorted { ($1.year, $0.place) < ($0.year, $1.place) }.map(\.id)
    }

    private func page(
        _ condition: FilterSQL, _ order: ListOrder, _ offset: Int, _ limit: Int, _ after: String?, besides known: [SubjectID],
        in db: Database
    ) throws -> MatterPage {
        let others = known.isEmpty ? "" : " AND id NOT IN (\(known.map { String($0.handle) }.joined(separator: ",")))"
        var sql = "SELECT \(Ledger.rowColumns) FROM matter\(condition.index) WHERE \(condition.clause)\(others)"
        var arguments = condition.arguments
        if let after, let handle = Int(after) {
            sql += " AND id < ?"
            arguments += [handle]
        }
        sql += order == .newest ? " ORDER BY id DESC" : " ORDER BY (stage <> 'office'), \(Schema.urgencyRank), id"
        sql += " LIMIT ? OFFSET ?"
        arguments += [limit + 1, offset]
        var rows = try self.matterRows(sql, arguments, in: db)
        let rest = rows.count > limit ? rows.removeLast() : nil
        let total = try self.total(condition, others, in: db)
        return MatterPage(
            rows: rows, total: total, offset: offset, next: rest.map { String(rows.last?.id.handle ?? $0.id.handle + 1) })
    }

    /// The page with the moment since when each paper lies with its holder, read from the whole records of these rows alone.
    private func held(_ page: MatterPage, in db: Database) throws -> MatterPage {
        let since = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, json_extract(unpacked(record), '$.heldSince') AS since FROM folded
                    WHERE id IN (SELECT value FROM json_each(?))
                    """), arguments: [Ledger.list(page.rows.filter { $0.holder != nil }.map(\.id.handle))])
        let kept: [(Int, Int64?)] = try since.map { (try $0.value("id"), try $0.value("since")) }
        let moments = Dictionary(kept, uniquingKeysWith: { $1 })
        let rows = page.rows.map { row in
            var row = row
            row.heldSince = (moments[row.id.handle] ?? nil).map { Moment(milliseconds: $0) }
            return row
        }
        return MatterPage(rows: rows, total: page.total, offset: page.offset, next: page.next)
    }

    /// The rows a NUMBER may mean, the last year's where this year has none.
    public func rows(_ query: NumberQuery, year: Int) throws(LedgerFault) -> [MatterRow] {
        var found = try find(query, year: year)
        if found.isEmpty, case .sequence(_, nil, _) = query { found = try find(query, year: year - 1) }
        let handles = found.filter { $0.kind == .matter }.map(\.handle)
        return try reading { db in
            try self.matterRows(
                "SELECT \(Ledger.rowColumns) FROM matter WHERE register IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
                [Ledger.list(handles)], in: db)
        }
    }

    /// Exact for a whole register from the kept counters; for a filter exact up to 1,000.
    private func total(_ condition: FilterSQL, _ others: String, in db: Database) throws -> Total {
        if let counted = condition.counted {
            let count = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT coalesce(sum(count), 0) FROM counter WHERE \(counted.clause)"),
                arguments: counted.arguments)
            return Total(count ?? 0)
        }
        let count =
            try Int.fetchOne(
                db.cachedStatement(
                    sql: "SELECT count(*) FROM (SELECT 1 FROM matter\(condition.index) WHERE \(condition.clause)\(others) LIMIT 1001)"),
                arguments: condition.arguments) ?? 0
        return Total(min(count, 1000), isExact: count <= 1000)
    }

    /// The matters or meetings a NUMBER may mean, or what is kept beside them.
    public func find(_ query: NumberQuery, year: Int) throws(LedgerFault) -> [SubjectID] {
        try reading { db in
            func handles(_ sql: String, _ arguments: StatementArguments) throws -> [SubjectID] {
                try Int.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { SubjectID(.matter, $0) }
            }
            switch query {
            case .handle(let id):
                guard let kind = id.kind, let subject = try self.subject(id, in: db) else { return [] }
                let isThere = kind == .matter ? !subject.record["register"].isNull : !kind.isBeside || !subject.record.isEmpty
                return isThere ? [id] : []
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
        try reading { db in try self.counts(register, in: db) }
    }

    private func counts(_ register: String, in db: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT state, count FROM counter WHERE register = ?"), arguments: [register])
        let counts: [(String, Int)] = try rows.map { (try $0.value("state"), try $0.value("count")) }
        return Dictionary(counts, uniquingKeysWith: { $1 })
    }

    /// Where the matters of a register stand, by their states, with the first of each.
    func standing(in register: String, in db: Database) throws -> [StandingMatters] {
        try counts(register, in: db).filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { state, count in
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: "SELECT id, printed FROM matter WHERE register = ? AND state = ? ORDER BY id LIMIT ?"),
                arguments: [register, state, StandingMatters.shown])
            let numbers = try rows.map { row -> String in
                let (id, number): (Int, String?) = (try row.value("id"), try row.value("printed"))
                return number ?? SubjectID(.matter, id).text
            }
            return StandingMatters(state: state, count: count, numbers: numbers)
        }
    }
}
