import Foundation
import GRDB
import Office

/// The journal as it stands in an office's database: the tables of `Schema.journal`, and nothing else.
///
/// It shares file and transaction with the projections, so that an entry and what is folded from it are durable together.
struct FileJournal: Journal {
    private let db: Database
    private let statements: KeptStatements

    init(_ db: Database, _ statements: KeptStatements = KeptStatements()) {
        self.db = db
        self.statements = statements
    }

    // MARK: Entries

    func end() throws -> JournalEnd? {
        let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT seq, recorded, digest FROM entry ORDER BY seq DESC LIMIT 1"))
        return try row.map { JournalEnd(seq: try $0.value("seq"), recorded: try $0.value("recorded"), digest: Ledger.bytes($0, "digest")) }
    }

    func count() throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM entry") ?? 0 }

    func entry(_ seq: Int64) throws -> StoredEntry? {
        try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM entry WHERE seq = ?"), arguments: [seq]).map { try StoredEntry($0) }
    }

    func act(ofEntry id: String) throws -> String? {
        try String.fetchOne(db.cachedStatement(sql: "SELECT act FROM entry WHERE id = ?"), arguments: [id])
    }

    func eachEntry(after seq: Int64, _ body: (StoredEntry) throws -> JournalReading) throws {
        try each("SELECT * FROM entry WHERE seq > ? ORDER BY seq", [seq]) { try body(try StoredEntry($0)) }
    }

    func eachEntryBackwards(_ body: (StoredEntry) throws -> JournalReading) throws {
        try each("SELECT * FROM entry ORDER BY seq DESC", []) { try body(try StoredEntry($0)) }
    }

    func eachEntry(of act: String, _ body: (StoredEntry) throws -> JournalReading) throws {
        try each("SELECT * FROM entry WHERE act = ? ORDER BY seq", [act]) { try body(try StoredEntry($0)) }
    }

    func eachMark(of person: String, _ body: (ActMark) throws -> JournalReading) throws {
        try each("SELECT act, undoes, device FROM entry WHERE recordedBy = ? ORDER BY seq DESC", [person]) {
            try body(ActMark(act: try $0.value("act"), undoes: try $0.value("undoes"), device: try $0.value("device")))
        }
    }

    private func each(_ sql: String, _ arguments: StatementArguments, _ body: (Row) throws -> JournalReading) throws {
        try statements.reading(sql, in: db) { statement in
            let rows = try Row.fetchCursor(statement, arguments: arguments)
            while let row = try rows.next() {
                if try body(row) == .stop { return }
            }
        }
    }

    func acts(undoing act: String) throws -> Set<String> {
        try String.fetchSet(db.cachedStatement(sql: "SELECT DISTINCT act FROM entry WHERE undoes = ?"), arguments: [act])
    }

    func lastEntry(ofAny people: [String]) throws -> StoredEntry? {
        let list = JSON.array(people.map { .string($0) }).text
        let some = "(SELECT value FROM json_each(?1))"
        return try Row.fetchOne(
            db, sql: "SELECT * FROM entry WHERE recordedBy IN \(some) OR \"by\" IN \(some) ORDER BY seq DESC LIMIT 1", arguments: [list]
        ).map { try StoredEntry($0) }
    }

    func append(_ entry: StoredEntry) throws { try write(entry, by: .entry) }

    /// Any newer entry has moved it: it has taken the number. The statement that writes says so, and none more is asked.
    func append(_ entry: StoredEntry, seen: Int64, giving given: [GivenNumbers], keys: () throws -> ActKeys) throws -> Appended {
        guard try entry.seq == seen + 1 && areNext(given) else { return .moved }
        try write(entry, by: .nextEntry)
        return db.changesCount == 1 ? .written : .moved
    }

    private func write(_ entry: StoredEntry, by writing: Writing) throws {
        try statements.run(
            writing,
            [
                .integer(entry.seq), .text(entry.id), .text(entry.act), .text(entry.undoes), .text(entry.by), .text(entry.recordedBy),
                .text(entry.account), .text(entry.device), .text(entry.medium), .integer(entry.at), .integer(entry.recorded),
                .bytes(entry.body), .bytes(entry.prev), .bytes(entry.digest),
            ], in: db)
    }

    // MARK: Payloads

    func payload(_ digest: [UInt8]) throws -> StoredPayload? {
        let statement = try db.cachedStatement(sql: "SELECT salt, bytes FROM payload WHERE digest = ?")
        return try Row.fetchOne(statement, arguments: [Ledger.blob(digest)]).map {
            StoredPayload(salt: Ledger.bytes($0, "salt"), bytes: Ledger.bytes($0, "bytes"))
        }
    }

    func opening(of digest: [UInt8], limit: Int) throws -> [UInt8]? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT CASE WHEN substr(bytes, 1, 1) = x'FF' THEN bytes ELSE substr(bytes, 1, ?) END AS bytes
                FROM payload WHERE digest = ?
                """)
        return try Row.fetchOne(statement, arguments: [limit, Ledger.blob(digest)]).map { Ledger.bytes($0, "bytes") }
    }

    func store(_ payload: StoredPayload, under digest: [UInt8]) throws {
        try statements.run(.payload, [.bytes(digest), .bytes(payload.salt), .bytes(payload.bytes)], in: db)
    }

    func erase(_ digest: [UInt8]) throws {
        try db.cachedStatement(sql: "DELETE FROM payload WHERE digest = ?").execute(arguments: [Ledger.blob(digest)])
    }

    // MARK: Leases

    func leases() throws -> [KeptLease] {
        guard try Int.fetchOne(db, sql: "SELECT 1 FROM pragma_table_list('lease')") != nil else { return [] }
        return try Row.fetchAll(db, sql: "SELECT * FROM lease ORDER BY item, first").compactMap { row in
            guard let item = Lease.Item(try row.value("item") as String) else { return nil }
            let lease = Lease(item, first: try row.value("first"), last: try row.value("last"))
            return KeptLease(lease: lease, isFree: try row.value("isFree"))
        }
    }

    /// Their table is made with the first of them: an office on one machine needs none.
    func keep(_ leases: [KeptLease], of item: Lease.Item) throws {
        try db.execute(sql: Schema.lease)
        try db.execute(sql: "DELETE FROM lease WHERE item = ?", arguments: [item.text])
        for kept in leases {
            try db.execute(
                sql: "INSERT INTO lease(item, first, last, isFree) VALUES (?, ?, ?, ?)",
                arguments: [item.text, kept.lease.first, kept.lease.last, kept.isFree])
        }
    }

    // MARK: Drafts

    func draft(_ form: String, of person: String) throws -> StoredDraft? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM draft WHERE person = ? AND form = ?")
        return try Row.fetchOne(statement, arguments: [person, form]).map(FileJournal.draft)
    }

    func drafts(_ prefix: String, of person: String?) throws -> [StoredDraft] {
        let begins = "form >= ?1 AND substr(form, 1, length(?1)) = ?1"
        guard let person else {
            let statement = try db.cachedStatement(sql: "SELECT * FROM draft WHERE \(begins) ORDER BY form")
            return try Row.fetchAll(statement, arguments: [prefix]).map(FileJournal.draft)
        }
        let statement = try db.cachedStatement(sql: "SELECT * FROM draft WHERE person = ?2 AND \(begins) ORDER BY form")
        return try Row.fetchAll(statement, arguments: [prefix, person]).map(FileJournal.draft)
    }

    private static func draft(_ row: Row) throws -> StoredDraft {
        StoredDraft(
            person: try row.value("person"), form: try row.value("form"), saved: try row.value("saved"), body: Ledger.bytes(row, "body"))
    }

    func keep(_ draft: StoredDraft) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO draft(person, form, saved, body) VALUES (?, ?, ?, ?)
                ON CONFLICT(person, form) DO UPDATE SET saved = excluded.saved, body = excluded.body
                """
        ).execute(arguments: [draft.person, draft.form, draft.saved, Ledger.blob(draft.body)])
    }

    func dropDraft(_ form: String, of person: String) throws {
        try db.cachedStatement(sql: "DELETE FROM draft WHERE person = ? AND form = ?").execute(arguments: [person, form])
    }

    func dropDrafts(about id: SubjectID) throws {
        try db.execute(sql: "DELETE FROM draft WHERE form LIKE ? OR form LIKE ?", arguments: ["%.\(id.text)", "%.\(id.text).%"])
    }
}
