import Foundation
import GRDB
import Office

/// Folds every projection anew from the journal, beside the ones in use.
///
/// Slices of a second go into a file of their own, so that colleagues go on working; what they record meanwhile is folded last.
/// Then, in one transaction, the new tables take the place of the old. Cut off at any moment it leaves the old ones as they were, and the
/// next run goes on where this one stopped; where the disk failed under it, it begins anew.
public final class Rebuilding {
    private let folder: String
    private let expand: OccurrenceExpansion
    private var scratch: String { Rebuilding.scratch(of: folder) }
    private var office: String { folder + "/office.sqlite" }

    private init(_ folder: String, _ expand: @escaping OccurrenceExpansion) {
        self.folder = folder
        self.expand = expand
    }

    /// Rebuilds the office in a folder.
    ///
    /// - Parameters:
    ///   - whereOlder: only where its projections are of an older version, as who opens it found: another program may have brought them up to
    ///     date since.
    ///   - slice: how long a transaction on the file beside is at most; what is folded ahead of a row's turn is lost at its end.
    ///   - progress: told after each slice how many entries are folded of how many.
    /// - Returns: how many entries were folded.
    /// - Throws: `LedgerFault.rebuilding` where another program is rebuilding it already, `.newer` where it knows more than this one.
    @discardableResult
    public static func run(
        _ folder: String, whereOlder: Bool = false, expand: @escaping OccurrenceExpansion, slice: Duration = .seconds(1),
        progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws(LedgerFault) -> Int {
        try Rebuilding(folder, expand).run(whereOlder, slice, progress)
    }

    private func run(_ whereOlder: Bool, _ slice: Duration, _ progress: (Int, Int) -> Void) throws(LedgerFault) -> Int {
        let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw .cannotOpen(folder, reason: String(cString: strerror(errno))) }
        defer { close(lock) }
        if flock(lock, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK else { throw .noLock(folder, reason: String(cString: strerror(errno))) }
            throw .rebuilding(RebuildingProgress(folding: scratch, from: office))
        }
        if whereOlder, try isUpToDate() { return 0 }
        try Ledger.refuseDamagedLog(of: office)
        let ledger = try opened()
        do {
            var count: Int?
            while count == nil {
                // The last few are folded while the office waits; a busy office must not keep us chasing its end.
                while try ledger.lastEntry() - ledger.folded() > 200 {
                    if try !ledger.fold(slice) { try ledger.startOver() }
                    progress(Int(try ledger.folded()), Int(try ledger.lastEntry()))
                }
                count = try ledger.takeOver()
                if count == nil { try ledger.startOver() }
            }
            ledger.close()
            discard()
            return count ?? 0
        } catch {
            ledger.close()
            if Rebuilding.isLost(after: error) { discard() }
            throw error
        }
    }

    /// Whether the projections in use are of this program's version.
    private func isUpToDate() throws(LedgerFault) -> Bool {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(1)
        do {
            let version = try DatabaseQueue(path: office, configuration: configuration).read { db in
                try Int.fetchOne(db, sql: "SELECT value FROM head WHERE name = 'version'")
            }
            return version == Schema.projectionVersion
        } catch { throw LedgerFault(error, path: office) }
    }

    /// The scratch file with the office beside it: the tables being folded are its own, the journal is the office's.
    private func opened() throws(LedgerFault) -> Ledger {
        let office = office
        var status = stat()
        guard stat(office, &status) == 0 else { throw .notAnOffice(folder) }
        guard access(office, W_OK) == 0 else { throw .readOnly(office) }
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        // Each of many attempts waits so long: a lock that never comes free ends in a word, not in minutes of silence.
        configuration.busyMode = .timeout(0.25)
        configuration.label = "rebuilding"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000")
            try db.execute(sql: "ATTACH DATABASE ? AS office", arguments: [office])
            try db.execute(sql: "PRAGMA office.synchronous=FULL")
        }
        do {
            // Whoever may write the office may go on with its rebuilding.
            let queue = try FileSystem.masked(~status.st_mode) { try DatabaseQueue(path: scratch, configuration: configuration) }
            let ledger = Ledger(folder: folder, queue: queue, isReadOnly: false, expand: expand)
            let version = try ledger.glancing { db in
                try Int.fetchOne(db, sql: "SELECT value FROM office.head WHERE name = 'version'")
            }
            if let version, version > Schema.projectionVersion {
                throw LedgerFault.newer(found: version, known: Schema.projectionVersion)
            }
            if try ledger.foldedVersion() != Schema.projectionVersion { try ledger.startOver() }
            return ledger
        } catch {
            let fault = LedgerFault(error, path: scratch)
            if Rebuilding.isLost(after: fault) { discard() }
            throw fault
        }
    }

    /// Whether the next run begins anew: what was folded is damaged, or stands on a disk that took no more and has others waiting for room.
    private static func isLost(after fault: LedgerFault) -> Bool {
        switch fault {
        case .corrupt, .writeFailed: true
        default: false
        }
    }

    private func discard() { for end in Rebuilding.ends { unlink(scratch + end) } }

    private static let ends = ["", "-wal", "-shm", "-journal"]
    private static func scratch(of folder: String) -> String { folder + "/office.rebuilding" }

    /// Takes away what a rebuilding that was killed has left behind: it holds the words of before, and no erasing is done while they stand there.
    ///
    /// - Returns: false where another program is rebuilding the office at this moment.
    /// - Throws: `LedgerFault.writeFailed` where a file cannot be taken away.
    static func removeLeftovers(in folder: String) throws(LedgerFault) -> Bool {
        let files = ends.map { scratch(of: folder) + $0 }.filter { access($0, F_OK) == 0 }
        if files.isEmpty { return true }
        let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw .cannotOpen(folder, reason: String(cString: strerror(errno))) }
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return false }
        for file in files where unlink(file) != 0 && errno != ENOENT {
            throw .writeFailed(file, reason: String(cString: strerror(errno)))
        }
        return true
    }
}

extension Ledger {
    /// Folds every projection anew from the journal; the ledger goes on with the new ones.
    @discardableResult
    public func rebuild(progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }) throws(LedgerFault) -> Int {
        if isReadOnly { throw .readOnly(path) }
        if memory != nil { return try foldAnew() }
        defer { forget() }
        return try Rebuilding.run(folder, expand: expand, progress: progress)
    }

    fileprivate func foldedVersion() throws -> Int? {
        try queue.unsafeRead { db in
            guard try db.tableExists("head", in: "main") else { return nil }
            return try Int.fetchOne(db, sql: "SELECT value FROM main.head WHERE name = 'version'")
        }
    }

    fileprivate func startOver() throws(LedgerFault) {
        try writing { db in try self.makeScratch(in: db) }
        cachedOffice = nil
        cachedDirectory = nil
    }

    /// Makes the empty tables of a scratch file, to be filled by `fold(upTo:in:)`, with the indexes that takes.
    func makeScratch(in db: Database) throws {
        for table in Schema.projectionTables { try db.execute(sql: "DROP TABLE IF EXISTS main.\(table)") }
        let made = Schema.projections(in: "main")
        // The other indexes are made at the end, of all rows at once.
        for statement in made.tables + made.indexes.filter(Schema.isNeededToFold) { try db.execute(sql: statement) }
        // What is erased from the journal after this point must not live on in what was folded before.
        try db.execute(
            sql: "INSERT INTO main.head(name, value) VALUES ('version', ?), ('folded', 0), ('begun', ?)",
            arguments: [Schema.projectionVersion, journal(in: db).lastSeq()])
    }

    fileprivate func folded() throws(LedgerFault) -> Int64 {
        try glancing { db in try Int64.fetchOne(db, sql: "SELECT value FROM main.head WHERE name = 'folded'") ?? 0 }
    }

    fileprivate func lastEntry() throws(LedgerFault) -> Int64 {
        try glancing { db in try self.journal(in: db).lastSeq() }
    }

    /// Folds what a slice of time allows; false where an erasure asks to start over.
    fileprivate func fold(_ slice: Duration) throws(LedgerFault) -> Bool {
        do {
            var isFolded = false
            // Only the scratch file is written, so only it is locked.
            try queue.inTransaction(.deferred) { db in
                isFolded = try fold(upTo: slice, in: db)
                return isFolded ? .commit : .rollback
            }
            return isFolded
        } catch {
            cachedOffice = nil
            cachedDirectory = nil
            throw LedgerFault(error, path: path)
        }
    }

    /// Folds entries of the journal into the scratch tables; false where an erasure asks to start over.
    ///
    /// - Parameter see: shown each entry before it is folded.
    func fold(
        upTo limit: Duration?, in db: Database, see: (StoredEntry, [(event: Event, text: [UInt8]?)]) throws -> Void = { _, _ in }
    ) throws -> Bool {
        let begun = try Int64.fetchOne(db, sql: "SELECT value FROM main.head WHERE name = 'begun'") ?? 0
        var last = try Int64.fetchOne(db, sql: "SELECT value FROM main.head WHERE name = 'folded'") ?? 0
        let start = ContinuousClock.now
        // Nobody else writes these tables: what was read of the office holds until an entry changes it.
        let outer = isWriting
        isWriting = true
        defer { (isWriting, isOfficeSettled, isDirectorySettled) = (outer, false, false) }
        let isWhole = try tallying(in: db) {
            let window = FoldingWindow(self, in: db)
            // Whoever is new has no row to be read.
            _ = try lastHandle(.matter, in: db)
            var isWhole = true
            let ahead = ReadingAhead()
            func take(_ read: [ReadingAhead.Read]) throws {
                for (stored, events) in read where isWhole {
                    try see(stored, events)
                    if stored.seq > begun, events.contains(where: { $0.event.kind == Undoing.erasure }) {
                        isWhole = false
                        return
                    }
                    try window.take(events, seq: stored.seq, person: stored.recordedBy, by: stored.by)
                    last = stored.seq
                }
            }
            try journal(in: db).eachEntry(after: last) { stored in
                let read = try ahead.take(stored, sealed(of: stored, in: db))
                try take(read)
                if let limit, !read.isEmpty, ContinuousClock.now - start > limit { return .stop }
                return isWhole ? .goOn : .stop
            }
            try take(ahead.rest())
            guard isWhole else { return false }
            try window.empty()
            try shelf.check()
            // What is given back between two slices is not to be raised by the first.
            if limit == nil { try raiseLeases(in: db) }
            return true
        }
        if !isWhole { return false }
        try db.execute(sql: "UPDATE main.head SET value = ? WHERE name = 'folded'", arguments: [last])
        return true
    }

    /// Folds the rest and puts the new tables in the place of the old, while the office waits; nil where an erasure asks to start over.
    fileprivate func takeOver() throws(LedgerFault) -> Int? {
        try writing { db -> Int? in
            if try !self.fold(upTo: nil, in: db) { return nil }
            // What is erased and still to be scrubbed is no projection, it only stands among them.
            try db.execute(sql: "INSERT OR IGNORE INTO main.head SELECT * FROM office.head WHERE name LIKE 'erasing/%'")
            let made = Schema.projections(in: "office")
            for table in Schema.projectionTables { try db.execute(sql: "DROP TABLE IF EXISTS office.\(table)") }
            for statement in made.tables { try db.execute(sql: statement) }
            for table in Schema.projectionTables where table != "search" {
                try db.execute(sql: "INSERT INTO office.\(table) SELECT * FROM main.\(table)")
            }
            // The text index is kept in tables of its own; copied whole, nothing is cut into words again.
            for part in ["data", "idx", "config"] {
                try db.execute(sql: "DELETE FROM office.search_\(part)")
                try db.execute(sql: "INSERT INTO office.search_\(part) SELECT * FROM main.search_\(part)")
            }
            try db.execute(sql: "DELETE FROM office.head WHERE name IN ('folded', 'begun')")
            for statement in made.indexes { try db.execute(sql: statement) }
            return try self.journal(in: db).count()
        }
    }
}
