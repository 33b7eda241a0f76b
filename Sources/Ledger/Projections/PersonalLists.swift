import GRDB
import Office

/// What the four lists a person has (待办 待阅 已办 已阅) are read from.
extension Ledger {
    /// Who has it to read, and who has read it.
    func lay(_ matter: Matter, was old: Matter?, in db: Database) throws {
        let readers = matter.isWithdrawn ? [] : matter.readers
        // Most matters are never circulated, and most acts change nothing of it.
        if readers == old.map({ $0.isWithdrawn ? [] : $0.readers }) ?? [] { return }
        try statements.run(.readersGone, [.integer(matter.id.key)], in: db)
        for reader in readers {
            try statements.run(.reader, [.text(reader.person), .integer(matter.id.key), .integer(reader.isDone ? 1 : 0)], in: db)
        }
    }

    /// Whoever moved a matter on has handled it; opening it, looking at it and correcting a field is not handling.
    func noteActor(_ person: String, of event: Event, in db: Database) throws {
        guard event.changes.contains(where: { $0.path == "lastMove" }), !event.kind.hasSuffix(".undone"), event.act != .read
        else { return }
        try statements.run(.acted, [.text(person), .integer(event.subject.key)], in: db)
    }

    /// How many papers somebody has still to read, as one row of their Today; nil where there are none.
    public func toRead(by person: String) throws(LedgerFault) -> StageCount? {
        try glancing { db in
            let count = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count(*) FROM (SELECT 1 FROM reading WHERE person = ? AND done = 0 LIMIT 1000)"),
                arguments: [person])
            guard let count, count > 0 else { return nil }
            return StageCount(register: "inbound", state: StageCount.toRead, count: count, urgent: 0, earliest: nil)
        }
    }
}
