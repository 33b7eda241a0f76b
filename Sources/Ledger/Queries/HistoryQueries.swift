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
            let entries = try self.entries(rows, about: subject, in: db)
            let office = try self.office(in: db)
            let register = try self.register(of: subject, entries, in: db)
            return entries.flatMap { entry in
                entry.events.map { event in
                    // The step is looked up before what it tells is left out.
                    let named = office.naming(event, in: register)
                    return HistoryLine(
                        sequence: entry.sequence, entryID: entry.id, act: entry.act, undoes: entry.undoes,
                        attribution: entry.attribution, event: isKnown ? named : named.bare)
                }
            }
        }
    }

    /// Where a matter stands, or stood before it was withdrawn.
    private func register(of id: SubjectID, _ entries: [Entry], in db: Database) throws -> String? {
        guard id.kind == .matter else { return nil }
        if let register = try subject(id, in: db)?.record["register"].string { return register }
        let opening = entries.lazy.flatMap(\.events).flatMap(\.changes).first { $0.path == "register" }
        return opening.flatMap { $0.now.string ?? $0.was.string }
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
            var registers: [SubjectID: String] = [:]
            let office = try self.office(in: db)
            while lines.count < 300, let row = try cursor.next() {
                let stored = StoredEntry(row)
                if stored.recorded < from.milliseconds { break }
                if stored.recorded >= to.milliseconds || stored.recordedBy == person { continue }
                for entry in try self.entries([row], in: db) {
                    for event in entry.events where event.subject.kind == .matter {
                        if mine[event.subject] == nil {
                            let matter = try self.subject(event.subject, in: db).map { Matter($0) }
                            registers[event.subject] = matter?.register
                            mine[event.subject] = .some(matter?.owner == person && matter?.isWithdrawn == false ? matter?.title : nil)
                        }
                        guard mine[event.subject] ?? nil != nil else { continue }
                        lines.append(
                            HistoryLine(
                                sequence: entry.sequence, entryID: entry.id, act: entry.act, undoes: entry.undoes,
                                attribution: entry.attribution, event: office.naming(event, in: registers[event.subject])))
                    }
                }
            }
            return (lines.reversed(), mine.compactMapValues { $0 })
        }
    }

    /// What tells this office from every other in names that leave it: it stays as long as the journal, a restored one too.
    public func mark() throws(LedgerFault) -> String {
        try reading { db in try String.fetchOne(db, sql: "SELECT id FROM entry ORDER BY seq LIMIT 1").map { String($0.suffix(12)) } ?? "" }
    }

    /// The limits an act moved with the calendar, in the order of their matters.
    public func limitsMoved(by act: String) throws(LedgerFault) -> [MovedLimit] {
        try reading { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM entry WHERE act = ? ORDER BY seq", arguments: [act])
            return try self.entries(rows, in: db).flatMap(\.events).compactMap { MovedLimit($0) }
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
