import GRDB
import Office

extension Ledger {
    /// Refuses what rests on a view that a colleague has overrun since.
    ///
    /// - Parameter seen: the last entry the person saw.
    func refuseStale(_ command: Command, seen: Int64, by person: String, in db: Database) throws {
        for subject in command.subjects.prefix(1) {
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT e.* FROM touch t JOIN entry e ON e.seq = t.seq
                        WHERE t.subject = ? AND t.seq > ? AND t.person <> ? ORDER BY t.seq DESC
                        """), arguments: [subject.text, seen, person])
            while let row = try rows.next() {
                let stored = StoredEntry(row)
                guard stored.recordedBy != person else { continue }
                let events = try events(of: stored, about: subject, in: db).map(\.event)
                guard command.isOverrun(by: events) else { continue }
                throw Refusal.overrun(by: stored.recordedBy, at: Moment(milliseconds: stored.recorded), upTo: stored.seq)
            }
        }
    }
}
