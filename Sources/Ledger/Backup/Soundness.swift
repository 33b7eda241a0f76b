import GRDB

extension Ledger {
    /// What is damaged in the pages of the database, as SQLite says it; nil where they are sound.
    ///
    /// SQLite 3.40.0 to 3.41.0 call values NULL that are not, in tables without a rowid whose key has another order than their columns.
    /// The slower check does not, and has the last word there.
    /// - Throws: `LedgerFault` where it cannot be read at all.
    public func damage() throws(LedgerFault) -> String? {
        do {
            return try queue.unsafeRead { db in
                var found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
                if found?.hasPrefix("NULL value in") ?? false { found = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") }
                return found == "ok" ? nil : found ?? ""
            }
        } catch {
            throw LedgerFault(reading: error, path: path)
        }
    }
}
