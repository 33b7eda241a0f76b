import GRDB
import Office

extension Ledger {
    /// All that was done to a subject, oldest first, a window of it.
    public func history(_ subject: SubjectID, limit: Int = 500, offset: Int = 0) throws(LedgerFault) -> [HistoryLine] {
        try reading { db in
            let stored = try self.storedEntries(about: subject, limit: limit, offset: offset, in: db)
            let isKnown = try self.mayKnow(subject, in: db)
            let entries = try self.entries(stored, about: subject, in: db)
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

    /// The entries about a subject, oldest first: the projections know which, the journal has them.
    func storedEntries(about id: SubjectID, limit: Int = -1, offset: Int = 0, in db: Database) throws -> [StoredEntry] {
        let statement = try db.cachedStatement(sql: "SELECT seq FROM touch WHERE subject = ? ORDER BY seq LIMIT ? OFFSET ?")
        let journal = journal(in: db)
        return try Int64.fetchAll(statement, arguments: [id.text, limit, offset]).compactMap { try journal.entry($0) }
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
            var lines: [HistoryLine] = []
            var mine: [SubjectID: String?] = [:]
            var registers: [SubjectID: String] = [:]
            let office = try self.office(in: db)
            try self.journal(in: db).eachEntryBackwards { stored in
                if stored.recorded < from.milliseconds { return .stop }
                if stored.recorded >= to.milliseconds || stored.recordedBy == person { return .goOn }
                for entry in try self.entries([stored], in: db) {
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
                return lines.count < 300 ? .goOn : .stop
            }
            return (lines.reversed(), mine.compactMapValues { $0 })
        }
    }

    /// What tells this office from every other in names that leave it: it stays as long as the journal, a restored one too.
    public func mark() throws(LedgerFault) -> String {
        try reading { db in
            var mark = ""
            try self.journal(in: db).eachEntry(after: .min) { first in
                mark = String(first.id.suffix(12))
                return .stop
            }
            return mark
        }
    }

    /// The limits an act moved with the calendar, in the order of their matters.
    public func limitsMoved(by act: String) throws(LedgerFault) -> [MovedLimit] {
        try reading { db in
            try self.entries(self.journal(in: db).entries(of: act), in: db).flatMap(\.events).compactMap { MovedLimit($0) }
        }
    }

    /// The journal, entry by entry, for export.
    public func eachEntry(_ body: (Entry) throws -> Void) throws(LedgerFault) {
        try reading { db in
            let hidden = try self.hidden(in: db).map { Set(try Int.fetchAll(db, sql: $0).map { SubjectID(.matter, $0) }) } ?? []
            try self.journal(in: db).eachEntry(after: .min) { stored in
                for var entry in try self.entries([stored], in: db) {
                    entry.events = entry.events.map { hidden.contains($0.subject) ? $0.bare : $0 }
                    try body(entry)
                }
                return .goOn
            }
        }
    }
}
