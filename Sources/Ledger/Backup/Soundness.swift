import GRDB
import Office

extension Ledger {
    /// What is damaged in the pages of the database, as SQLite says it; nil where they are sound.
    ///
    /// SQLite 3.40.0 to 3.41.0 call values NULL that are not, in tables without a rowid whose key has another order than their columns.
    /// The slower check does not, and has the last word there.
    /// - Throws: `LedgerFault` where it cannot be read at all.
    public func damage() throws(LedgerFault) -> String? {
        do {
            return try queue.unsafeRead { db in
                var found = Ledger.telling(try String.fetchAll(db, sql: "PRAGMA quick_check(1000)"))
                if found.first?.hasPrefix("NULL value in") ?? false {
                    found = Ledger.telling(try String.fetchAll(db, sql: "PRAGMA integrity_check(1000)"))
                }
                return found.first
            }
        } catch {
            throw LedgerFault(reading: error, path: path)
        }
    }

    /// What a check of SQLite's says that counts. Room that nobody uses is what damage leaves behind when what was damaged is made anew.
    static func telling(_ found: [String]) -> [String] {
        found.flatMap { $0.split(separator: "\n").map(String.init) }.filter {
            $0 != "ok" && !$0.hasPrefix("***") && !$0.contains("never used")
        }
    }

    /// Checks the pages of the database, then reads every record and definition that is folded from the journal.
    ///
    /// Pages that are sound may still hold what nobody wrote: a row runs on over pages that bear no mark of their own.
    ///
    /// - Throws: `LedgerFault.corrupt` where one is damaged or cannot be read.
    public func checkSoundness() throws(LedgerFault) {
        if let damage = try damage() { throw .corrupt(path, reason: damage) }
        try reading { db in
            for table in ["subject", "folded", "meeting"] {
                let rows = try Row.fetchCursor(db, sql: "SELECT record FROM \(table)")
                while let row = try rows.next() { _ = try self.record(row) }
            }
            let definitions = try Row.fetchCursor(db, sql: "SELECT register, source, compiled FROM definition")
            while let row = try definitions.next() {
                for column in ["source", "compiled"] {
                    if (try? JSON(bytes: Packing.unpack(Ledger.bytes(row, column))))?.object != nil { continue }
                    throw Ledger.unreadable((try? row.decode(String.self, forColumn: "register")) ?? "?", in: self.path)
                }
            }
            // Those it names are there.
            _ = try self.office(in: db).registers.map(\.id)
        }
    }
}
