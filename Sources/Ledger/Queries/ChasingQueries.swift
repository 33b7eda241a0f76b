import GRDB
import Office

extension Ledger {
    /// The open matters that lie with somebody outside the office's own stages or were sent to readers who have not read them, as
    /// their reader may see them; whom of these the rules chase is not the storage's to say.
    public func withOthers() throws(LedgerFault) -> [Matter] {
        try reading { db in
            try self.matters(
                "SELECT id FROM matter WHERE open = 1 AND register IS NOT NULL AND (stage <> 'office' OR readersDone < readersAll)", [],
                in: db
            ).map { try self.shown($0, in: db) }
        }
    }
}
