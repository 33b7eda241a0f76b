import Foundation
import GRDB
import Office

/// Folds the whole journal into a second database and compares every table with the one in use.
///
/// Rows that the journal does not account for (left from entries that were cut off, or written by another hand) are found as well as
/// rows that are missing or differ.
struct Refolding {
    let folder: String
    /// The database in use, as SQLite finds it.
    let office: String
    /// The journal, where it does not stand in that database.
    let memory: MemoryJournal?
    let expand: OccurrenceExpansion

    /// The rows that differ, as `table/key`, at most a hundred a table; rows of a subject by its handle.
    ///
    /// - Parameter see: shown every entry on the way, so that whoever asks more of the journal need not walk along it once more.
    func differences(_ see: (StoredEntry, [(event: Event, text: [UInt8]?)], Database) throws -> Void) throws -> [String] {
        let office = office
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(5)
        configuration.label = "refolding"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store=MEMORY")
            db.add(function: Packing.unpackedFunction)
            try db.execute(sql: "ATTACH DATABASE ? AS office", arguments: [office])
        }
        let queue = try scratch(configuration)
        defer { try? queue.close() }
        let ledger = Ledger(folder: folder, queue: queue, isReadOnly: true, memory: memory, expand: expand)
        var found: [String] = []
        // One transaction: what colleagues record meanwhile is neither folded nor compared.
        try queue.inTransaction(.deferred) { db in
            try ledger.makeScratch(in: db)
            // What stands before the first entry was written by another hand and folds into nothing.
            try ledger.journal(in: db).eachEntry(after: .min) { stored in
                guard stored.seq <= 0 else { return .stop }
                try see(stored, try ledger.events(of: stored, in: db), db)
                return .goOn
            }
            _ = try ledger.fold(upTo: nil, in: db) { try see($0, $1, db) }
            found = try compared(in: db)
            return .rollback
        }
        return found
    }

    /// A file of the office's own folder without a name, or where nothing can be written there, one of SQLite's own.
    private func scratch(_ configuration: Configuration) throws -> DatabaseQueue {
        let path = "\(folder)/office.verifying.\(getpid())"
        return try FileSystem.masked(0o077) {
            if let queue = try? Ledger.unnamed(path, configuration) { return queue }
            return try DatabaseQueue(path: "", configuration: configuration)
        }
    }

    /// What of a table is compared: its key for the report, its columns, and which rows.
    private struct Table {
        let name: String
        let key: String
        let columns: String
        var rows = "1"
        /// The letter of the subjects its key counts.
        var letter: String?
    }

    private static let tables = [
        Table(
            name: "head", key: "name", columns: "name, value",
            rows: "name NOT IN ('version', 'folded', 'begun') AND name NOT LIKE 'erasing/%'"),
        Table(name: "subject", key: "id", columns: "id, last, unpacked(record)", letter: ""),
        Table(
            name: "definition", key: "register || '/' || revision",
            columns: "register, revision, unpacked(source), unpacked(compiled)"),
        Table(name: "touch", key: "subject", columns: "subject, seq, person"),
        // A run whose only number was taken back is as one that never began.
        Table(name: "series", key: "register || '/' || year", columns: "register, year, last", rows: "last > 0"),
        Table(
            name: "matter", key: "id",
            columns: """
                id, register, year, sequence, printed, reference, title, state, open, stage, owner, holder, lead, sender, kind, urgency, \
                received, due, safe, yellow, readersDone, readersAll, slip, waiting, knowers
                """, letter: "m"),
        Table(name: "folded", key: "id", columns: "id, last, names, unpacked(record)", letter: "m"),
        Table(name: "obligation", key: "subject", columns: "subject, person, wake"),
        Table(name: "reading", key: "subject", columns: "subject, person, done"),
        Table(name: "acted", key: "subject", columns: "subject, person"),
        Table(name: "counter", key: "register || '/' || state", columns: "register, state, count", rows: "count <> 0"),
        Table(name: "enclosure", key: "subject", columns: "subject, hex(digest), part, name, hex(text)"),
        // How far occurrences are filled depends on when that was done.
        Table(name: "meeting", key: "id", columns: "id, uid, recurring, last, unpacked(record)", letter: "g"),
    ]

    private func compared(in db: Database) throws -> [String] {
        var found: [String] = []
        for table in Refolding.tables {
            let live = "SELECT \(table.key) AS key, \(table.columns) FROM office.\(table.name) WHERE \(table.rows)"
            let anew = "SELECT \(table.key) AS key, \(table.columns) FROM main.\(table.name) WHERE \(table.rows)"
            for key in try differing(live, anew, in: db) { found.append(table.letter.map { $0 + key } ?? "\(table.name)/\(key)") }
        }
        let filled = """
            SELECT o.meeting AS key, o.meeting, o.start, o."end", o.recurrence, o.title, o.offset, o.zone, o.allDay, o.place, o.status
            FROM %.occurrence o JOIN office.meeting a ON a.id = o.meeting JOIN main.meeting b ON b.id = o.meeting
            WHERE NOT a.recurring OR (o.start >= max(a.filledFrom, b.filledFrom) AND o.start < min(a.filledTo, b.filledTo))
            """
        let orphans = "SELECT meeting AS key FROM office.occurrence WHERE meeting NOT IN (SELECT id FROM office.meeting)"
        found += try differing(filled.replacing("%", with: "office"), filled.replacing("%", with: "main"), in: db).map {
            "occurrence/\($0)"
        }
        found += try String.fetchAll(db, sql: "SELECT DISTINCT key FROM (\(orphans)) LIMIT 100").map { "occurrence/\($0)" }
        // Two vocabularies that agree in every word, its papers and its places.
        try db.execute(sql: "CREATE VIRTUAL TABLE temp.wordsInUse USING fts5vocab(office, search, row)")
        try db.execute(sql: "CREATE VIRTUAL TABLE temp.wordsAnew USING fts5vocab(main, search, row)")
        let words = "SELECT term AS key, term, doc, cnt FROM temp."
        found += try differing(words + "wordsInUse", words + "wordsAnew", in: db).map { "search/\($0)" }
        return Array(Set(found)).sorted()
    }

    private func differing(_ live: String, _ anew: String, in db: Database) throws -> [String] {
        func rest(_ left: String, _ right: String) throws -> [String] {
            try String.fetchAll(db, sql: "SELECT DISTINCT key FROM (SELECT * FROM (\(left)) EXCEPT SELECT * FROM (\(right))) LIMIT 100")
        }
        return try rest(live, anew) + rest(anew, live)
    }
}
