import GRDB
import Office

/// Who reads, for matters that are kept to a circle.
public struct Asker: Sendable {
    /// The reader's own handle and that of their department; empty for an account that belongs to nobody.
    public let names: Set<String>
    /// What stands in place of a title the reader may not know.
    public let title: String

    public init(names: Set<String>, title: String) {
        self.names = names
        self.title = title
    }
}

extension Ledger {
    /// The ids of the matters the reader may not know, as a query; nil where there is none.
    func hidden(in db: Database) throws -> String? {
        let probe = "SELECT 1 FROM matter WHERE knowers IS NOT NULL LIMIT 1"
        guard let asker, try Int.fetchOne(db.cachedStatement(sql: probe)) != nil else { return nil }
        // Handles are letters and digits of our own; nothing that could end the literal.
        let names = try asker(directory(in: db)).names.sorted()
        let known = names.map { "instr(knowers, ',\($0.filter { $0.isLetter || $0.isNumber }),') = 0" }
        return (["SELECT id FROM matter WHERE knowers IS NOT NULL"] + known).joined(separator: " AND ")
    }

    /// Whether any matter is kept to a circle.
    public func holdsCircledMatters() throws(LedgerFault) -> Bool {
        try glancing { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM matter WHERE knowers IS NOT NULL)") ?? false }
    }

    /// A matter as its reader may see it.
    func shown(_ matter: Matter, in db: Database) throws -> Matter {
        guard matter.circle != nil, let asker = try asker?(directory(in: db)), !matter.isKnown(to: asker.names) else { return matter }
        return matter.masked(title: asker.title)
    }

    /// Whether the reader may know of a subject.
    func mayKnow(_ id: SubjectID, in db: Database) throws -> Bool {
        guard id.kind == .matter, let asker else { return true }
        // Whom a matter was kept to when it was taken back no row says any more.
        let withdrawn = try db.cachedStatement(sql: "SELECT 1 FROM matter WHERE id = ? AND register IS NULL")
        if try Int.fetchOne(withdrawn, arguments: [id.handle]) != nil {
            return try lastStanding(id, in: db)?.isKnown(to: asker(directory(in: db)).names) ?? true
        }
        guard let hidden = try hidden(in: db) else { return true }
        return try Int.fetchOne(db, sql: "SELECT 1 FROM (\(hidden)) WHERE id = ?", arguments: [id.handle]) == nil
    }

    /// A matter that was taken back, as it was before; nil where it never was.
    private func lastStanding(_ id: SubjectID, in db: Database) throws -> Matter? {
        var subject = Subject(id: id)
        var last: Matter?
        for stored in try storedEntries(about: id, in: db) {
            for (event, _) in try events(of: stored, about: id, in: db) {
                evolve(&subject.record, with: event)
                let matter = Matter(subject)
                if !matter.isWithdrawn { last = matter }
            }
        }
        return last
    }
}
