import GRDB
import Office

extension Ledger {
    /// Opens an office whose journal is kept in memory: what it says is folded into a database in memory beside it.
    ///
    /// Nothing reaches a disk, neither what is recorded nor the papers; everything else is as in a folder.
    public static func inMemory(
        _ journal: MemoryJournal = MemoryJournal(), expand: @escaping OccurrenceExpansion = { _, _, _ in [] }
    ) throws(LedgerFault) -> Ledger {
        let queue: DatabaseQueue
        // A name of its own, by which a deep walk finds it to compare.
        let name = "office-" + Hex.text(RandomBytes.sixteen())
        do { queue = try DatabaseQueue(named: name, configuration: configuration(isReadOnly: false)) } catch {
            throw LedgerFault(error, path: nowhere)
        }
        let ledger = Ledger(folder: nowhere, queue: queue, isReadOnly: false, memory: journal, expand: expand)
        try ledger.foldAnew()
        return ledger
    }

    /// Where no file can be made: what would ask for one by mistake fails instead of finding another's.
    private static let nowhere = "/dev/null"

    /// Folds every projection anew within the database in use, while nobody else has it.
    @discardableResult
    func foldAnew() throws(LedgerFault) -> Int {
        forget()
        defer { forget() }
        return try writing { db in
            try self.makeScratch(in: db)
            _ = try self.fold(upTo: nil, in: db)
            for index in Schema.projections(in: "main").indexes where !Schema.isNeededToFold(index) { try db.execute(sql: index) }
            try db.execute(sql: "DELETE FROM head WHERE name IN ('folded', 'begun')")
            return try self.journal(in: db).count()
        }
    }

    /// Forgets what was read of the projections, for they are others now.
    func forget() {
        cachedOffice = nil
        cachedDirectory = nil
        readLately = [:]
        foundLately = nil
    }
}
