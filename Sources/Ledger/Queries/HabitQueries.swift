import GRDB
import Office

extension Ledger {
    /// The last finished papers of a sender, the newest first: what was done with them is how the office is used to do it.
    ///
    /// What the asker may not know teaches nothing.
    public func finished(from sender: String, besides id: SubjectID, limit: Int = 12) throws(LedgerFault) -> [Matter] {
        try reading { db in
            let states = try self.office(in: db).registers[standing: .papers]?.finishedStates ?? []
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT f.id AS id, f.last AS last, f.record AS record FROM folded f JOIN
                          (SELECT id FROM matter WHERE sender = ? AND open = 0 AND state IN (SELECT value FROM json_each(?)) AND id <> ?
                           ORDER BY id DESC LIMIT ?) q ON f.id = q.id ORDER BY f.id DESC
                        """), arguments: [sender, Ledger.list(states), id.handle, limit])
            return try rows.map { try self.shown(self.whole($0), in: db) }.filter { !$0.isMasked }
        }
    }
}
