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

    /// Which of some matters somebody has handled.
    public func handled(by person: String, among matters: [SubjectID]) throws(LedgerFault) -> Set<SubjectID> {
        try glancing { db in
            let handles = try Int.fetchAll(
                db.cachedStatement(sql: "SELECT subject FROM acted WHERE person = ? AND subject IN (SELECT value FROM json_each(?))"),
                arguments: [person, Ledger.list(matters.filter { $0.kind == .matter }.map(\.handle))])
            return Set(handles.map { SubjectID(.matter, $0) })
        }
    }

    /// How many papers somebody has still to read, as one row of their Today; nil where there are none.
    public func toRead(by person: String) throws(LedgerFault) -> StageCount? {
        try glancing { db in
            let count = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count(*) FROM (SELECT 1 FROM reading WHERE person = ? AND done = 0 LIMIT 1000)"),
                arguments: [person])
            guard let count, count > 0 else { return nil }
            let papers = try self.office(in: db).registers[standing: .papers]?.id ?? ""
            return StageCount(register: papers, state: StageCount.toRead, count: count, urgent: 0, earliest: nil)
        }
    }
}
