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
            let isKnown = try self.mayKnow(subject, in: db)
            return try self.entries(rows, about: subject, in: db).flatMap { entry in
                entry.events.map { event in
                    HistoryLine(
                        sequence: entry.sequence, entryID: entry.id, act: entry.act, undoes: entry.undoes,
                        attribution: entry.attribution, event: isKnown ? event : event.bare)
                }
            }
        }
    }

    /// What others did within `[from, to)` with matters that are a person's, oldest first, at most 300 lines.
    ///
    /// The journal is read from its end backwards, so that the cost follows the absence, not the archive.
    public func doneByOthers(
        for person: String, from: Moment, to: Moment
    ) throws(LedgerFault) -> (lines: [HistoryLine], titles: [SubjectID: String]) {
        try reading { db in
            let cursor = try Row.fetchCursor(db, sql: "SELECT * FROM entry ORDER BY seq DESC")
            var lines: [HistoryLine] = []
            var mine: [SubjectID: String?] = [:]
            while lines.count < 300, let row = try cursor.next() {
                let stored = StoredEntry(row)
                if stored.recorded < from.milliseconds { break }
                if stored.recorded >= to.milliseconds || stored.recordedBy == person { continue }
                for entry in try self.entries([row], in: db) {
                    for event in entry.events where event.subject.kind == .matter {
                        if mine[event.subject] == nil {
                            let matter = try self.subject(event.subject, in: db).map { Matter($0) }
                            mine[event.subject] = .some(matter?.owner == person && matter?.isWithdrawn == false ? matter?.title : nil)
                        }
                        guard mine[event.subject] ?? nil != nil else { continue }
                        lines.append(
                            HistoryLine(
                                sequence: entry.sequence, entryID: entry.id, act: entry.act, undoes: entry.undoes,
                                attribution: entry.attribution, event: event))
                    }
                }
            }
            return (lines.reversed(), mine.compactMapValues { $0 })
        }
    }

    /// The journal, entry by entry, for export.
    public func eachEntry(_ body: (Entry) throws -> Void) throws(LedgerFault) {
        try reading { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM entry ORDER BY seq")
            let hidden = try self.hidden(in: db).map { Set(try Int.fetchAll(db, sql: $0).map { SubjectID(.matter, $0) }) } ?? []
            while let row = try rows.next() {
                for var entry in try self.entries([row], in: db) {
                    entry.events = entry.events.map { hidden.contains($0.subject) ? $0.bare : $0 }
                    try body(entry)
                }
            }
        }
    }
}
