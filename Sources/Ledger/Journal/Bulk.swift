import GRDB

extension Ledger {
    /// Sets the connection up for papers by the thousand: more of the file in memory, the log folded back less often, and the text index
    /// put together in fewer rounds. Nothing of it loosens what a commit promises, and what a kill leaves behind is read like any other.
    public func beginBulk() { bulk(pages: -16_000, checkpoint: 12_000, merging: 8, gathering: 8 << 20) }

    /// Brings the connection back to everyday work.
    public func endBulk() { bulk(pages: -2_000, checkpoint: 1_000, merging: 4, gathering: 1 << 20) }

    /// - Parameter gathering: the bytes of the text index that are gathered in memory before they are written as a piece of it.
    private func bulk(pages: Int, checkpoint: Int, merging: Int, gathering: Int) {
        // What cannot be set (another program writes) costs time, not papers.
        try? queue.writeWithoutTransaction { db in
            _ = try Row.fetchOne(db, sql: "PRAGMA cache_size=\(pages)")
            _ = try Row.fetchOne(db, sql: "PRAGMA wal_autocheckpoint=\(checkpoint)")
        }
        _ = try? writing { db in
            for (name, value) in [("automerge", merging), ("hashsize", gathering)] {
                try db.execute(sql: "INSERT INTO search(search, rank) VALUES (?, ?)", arguments: [name, value])
            }
        }
    }
}
