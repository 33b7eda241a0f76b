import GRDB
import Office

extension Ledger {
    /// All that was done to a subject, oldest first, a window of it.
    public func history(_ subject: SubjectID, limit: Int = 500, offset: Int = 0) throws(LedgerFault) -> [HistoryLine] {
        try reading { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT e.* FROM touch t JOIN entry e ON e.seq = t.seq WHERE t.subject = ? ORDER BY e.seq
                        LIMIT ? OFFSET ?
                        """), arguments: [subject.text, limit, offset])
            return try self.entries(rows, in: db).flatMap { entry in
                entry.events.filter { $0.subject == subject }.map { event in
                    HistoryLine(
                        sequence: entry.sequence, entryID: entry.id, act: entry.act, undoes: entry.undoes,
                        attribution: entry.attribution, event: event)
                }
            }
        }
    }

    /// The journal, entry by entry, for export.
    public func eachEntry(_ body: (Entry) throws -> Void) throws(LedgerFault) {
        try reading { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM entry ORDER BY seq")
            while let row = try rows.next() { for entry in try self.entries([row], in: db) { try body(entry) } }
        }
    }
}
