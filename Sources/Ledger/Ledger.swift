import CStorage
import Foundation
import GRDB
import Office

/// File-backed storage of one office: the journal, what is folded from it, and the papers' files.
///
/// The one gate to storage. Every change goes through `submit`, which reads, decides, appends and projects in one
/// transaction; nothing is acknowledged before it is durable. Not thread-safe: one ledger belongs to one thread.
public final class Ledger {
    public let folder: String
    let queue: DatabaseQueue
    /// The journal where none is kept in the database.
    let memory: MemoryJournal?
    let expand: OccurrenceExpansion
    public let isReadOnly: Bool
    /// Where the office's record has its register definitions from.
    let shelf: DefinitionShelf
    var cachedOffice: (last: Int64, office: OfficeRecord)?
    /// The directory with the last entry that touched it, and the entry up to which that is known.
    var cachedDirectory: (version: Int64, known: Int64, directory: Directory)?
    /// Within a transaction of our own: nobody else changes what was read once.
    var isWriting = false
    /// Whether the transaction under way leaves the waiting for the disk to a later one: only a draft may.
    var isHasty = false
    /// Whether a commit of the connection waits for the disk.
    private var waitsForDisk = true
    /// Whether the transaction that runs appends to the journal.
    var isAppending = false
    /// Whether anything was recorded since the ledger was opened.
    public private(set) var hasRecorded = false
    var isOfficeSettled = false
    var isDirectorySettled = false
    private var isVersionSettled = false
    /// Matters as they were read lately, by their handles; good as long as no entry has touched them since.
    var readLately: [Int: Matter] = [:]
    /// What words found last, and at which entry; good until another is written.
    var foundLately: (last: Int64, matches: [String], hidden: String?, found: HandleSet)?
    var fieldIndexing = FieldIndexing()
    let statements = KeptStatements()
    /// What the transaction under way has counted; nil outside of one.
    var tally: Tally?
    /// Whether something erased is still to be scrubbed from the files, and whether this ledger does that when it comes and goes.
    var isErasing = false
    var finishesErasing = false
    /// Handles and numbers set aside for this ledger, as they were when they were set aside.
    var held: [Lease] = []
    /// What was made ready for the transaction under way.
    var prepared = Preparations()
    /// The limits that the act under way moves, where they are many.
    var moved: MovedMatters?
    /// What commands came to that were only to be tried; nil where they are meant.
    var rehearsal: Rehearsal?
    /// Where its files stood when it was opened; nil where it is no office in use.
    private var whereabouts: Whereabouts?
    /// Says who reads, asked for only where a matter is kept to a circle; nil where the program itself reads.
    public var asker: ((Directory) -> Asker)?

    var path: String { folder + "/office.sqlite" }

    init(
        folder: String, queue: DatabaseQueue, isReadOnly: Bool, memory: MemoryJournal? = nil, expand: @escaping OccurrenceExpansion
    ) {
        self.folder = folder
        self.queue = queue
        self.memory = memory
        self.isReadOnly = isReadOnly
        self.expand = expand
        shelf = DefinitionShelf(queue)
    }

    public enum Access: Sendable {
        case reading, writing

        /// How long a command waits at most for an office that another program holds.
        public var patience: Duration { self == .reading ? .seconds(1) : .seconds(20) }
    }

    /// Opens the office in a folder.
    ///
    /// - Throws: `LedgerFault`, naming the file and what stands in the way.
    public static func open(
        _ folder: String, for access: Access, expand: @escaping OccurrenceExpansion = { _, _, _ in [] }
    ) throws(LedgerFault) -> Ledger {
        let path = folder + "/office.sqlite"
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == EACCES { throw .cannotOpen(path, reason: String(cString: strerror(EACCES))) }
            throw .notAnOffice(folder)
        }
        if status.st_size == 0 { throw .corrupt(path, reason: "the file is empty") }
        try FileSystem.refuseNetworkDrive(folder)
        do {
            let isReadOnly = access == .reading
            let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: isReadOnly))
            let ledger = Ledger(folder: folder, queue: queue, isReadOnly: isReadOnly, expand: expand)
            let version = Result { try ledger.checkVersion() }
            if !isReadOnly { try ledger.refuseDamagedLog() }
            try version.get()
            ledger.whereabouts = Whereabouts(path)
            ledger.finishesErasing = !isReadOnly
            ledger.finishErasing()
            return ledger
        } catch {
            // Its files lie there and its tables do not: somebody is making it this moment, or was cut off doing so.
            if (error as? DatabaseError)?.message == "no such table: head", isUnfounded(folder) { throw .notAnOffice(folder) }
            let fault = LedgerFault(error, path: path)
            guard access == .reading, let still = try? openStill(folder, path, expand) else { throw fault }
            return still
        }
    }

    /// Makes the files of a new office in a folder that holds none; the office itself is founded by the first act.
    public static func create(
        in folder: String, group: String? = nil, expand: @escaping OccurrenceExpansion = { _, _, _ in [] }
    ) throws(LedgerFault) -> Ledger {
        let path = folder + "/office.sqlite"
        try FileSystem.makeFolder(folder, mode: group == nil ? 0o700 : 0o2770)
        try FileSystem.refuseNetworkDrive(folder)
        var status = stat()
        if stat(path, &status) == 0, status.st_size > 0, !isUnfounded(folder) { throw .alreadyAnOffice(folder) }
        try FileSystem.makeFolder(folder + "/files", mode: group == nil ? 0o700 : 0o2770)
        do {
            let queue = try FileSystem.masked(group == nil ? 0o077 : 0o007) {
                try DatabaseQueue(path: path, configuration: configuration(isReadOnly: false))
            }
            try queue.inTransaction(.immediate) { db in
                if try db.tableExists("entry") { return .commit }
                try db.execute(sql: Schema.journal)
                try db.execute(sql: Schema.projections)
                try db.execute(
                    sql: "INSERT INTO head(name, value) VALUES ('version', ?)", arguments: [Schema.projectionVersion])
                return .commit
            }
            FileSystem.makeDurable(folder)
            let ledger = Ledger(folder: folder, queue: queue, isReadOnly: false, expand: expand)
            ledger.whereabouts = Whereabouts(path)
            return ledger
        } catch {
            throw LedgerFault(error, path: path)
        }
    }

    /// Reads an office in a folder where nothing can be written (a full disk, a read-only drive): the database as it stands,
    /// possible only where no unfolded log lies beside it.
    private static func openStill(_ folder: String, _ path: String, _ expand: @escaping OccurrenceExpansion) throws -> Ledger? {
        var log = stat()
        if stat(path + "-wal", &log) == 0, log.st_size > 0 { return nil }
        let queue = try DatabaseQueue(path: standing(path), configuration: configuration(isReadOnly: true))
        let ledger = Ledger(folder: folder, queue: queue, isReadOnly: true, expand: expand)
        try ledger.checkVersion()
        return ledger
    }

    /// The name by which SQLite reads a database as it stands: nothing is locked and nothing made beside it.
    private static func standing(_ path: String) -> String {
        let escaped = path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
        return "file:\(escaped)?immutable=1"
    }

    /// Whether a folder's making was cut off before the office was founded: then it may be made again.
    public static func isUnfounded(_ folder: String) -> Bool {
        var status = stat()
        if stat(folder + "/office.sqlite", &status) != 0 || status.st_size == 0 { return true }
        do {
            // Without a log it is read as it stands, for that needs no room on a disk that may be full.
            let path = folder + "/office.sqlite"
            let hasLog = stat(path + "-wal", &status) == 0 && status.st_size > 0
            let queue = try DatabaseQueue(path: hasLog ? path : standing(path), configuration: configuration(isReadOnly: true))
            return try queue.read { db in
                guard try db.tableExists("entry") else { return true }
                return try FileJournal(db).end() == nil
            }
        } catch { return false }
    }

    private static let isCountingNothing: Void = csqlite_count_nothing()

    static func configuration(isReadOnly: Bool) -> Configuration {
        isCountingNothing
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        // The journal is the truth, the tables are folded from it: none refers to another by a key the database would check.
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(isReadOnly ? 1 : 0.5)
        configuration.label = "office"
        configuration.prepareDatabase { db in
            let writing = isReadOnly ? "" : "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            try db.run(writing + "PRAGMA temp_store=MEMORY")
            db.add(function: SearchMatch.tokensFunction)
            db.add(function: SearchMatch.keyFunction)
            db.add(function: Packing.unpackedFunction)
            HandleSet.register(in: db)
        }
        return configuration
    }

    private func checkVersion() throws {
        let version = try queue.unsafeRead { db in
            try Int.fetchOne(db.cachedStatement(sql: "SELECT value FROM head WHERE name = ?"), arguments: ["version"])
        }
        guard let version else { throw LedgerFault.corrupt(path, reason: "no version") }
        try Ledger.check(version)
    }

    static func check(_ version: Int) throws(LedgerFault) {
        if version > Schema.projectionVersion { throw .newer(found: version, known: Schema.projectionVersion) }
        if version < Schema.projectionVersion { throw .older(found: version, known: Schema.projectionVersion) }
    }

    /// Refuses to write where a newer program has brought the office up to date meanwhile: what this one folds is not what is kept there.
    func checkVersion(in db: Database) throws {
        if isVersionSettled { return }
        let version = try Int.fetchOne(db.cachedStatement(sql: "SELECT value FROM head WHERE name = 'version'"))
        if let version { try Ledger.check(version) }
        isVersionSettled = isWriting
    }

    /// The sequence number of the last entry; cheap enough to poll.
    ///
    /// - Throws: `LedgerFault.newer` where another program has brought the office up to date while this one had it open.
    public func version() throws(LedgerFault) -> Int64 {
        try glancing { db in
            // One statement, for the desk asks at every key.
            let last = self.memory == nil ? "(SELECT seq FROM entry ORDER BY seq DESC LIMIT 1)" : "NULL"
            let sql = "SELECT \(last) AS last, (SELECT value FROM head WHERE name = 'version') AS version"
            let row = try Row.fetchOne(db.cachedStatement(sql: sql))
            if let version: Int = row?["version"] { try Ledger.check(version) }
            return try row?["last"] ?? self.journal(in: db).lastSeq()
        }
    }

    /// One statement's answer: a transaction of its own would cost four statements more, on every key of the desk.
    func glancing<Value>(_ body: (Database) throws -> Value) throws(LedgerFault) -> Value {
        do { return try queue.unsafeRead { try seeing($0, body) } } catch { throw LedgerFault(reading: error, path: path) }
    }

    /// Several statements that must agree.
    func reading<Value>(_ body: (Database) throws -> Value) throws(LedgerFault) -> Value {
        do {
            return try isReadOnly
                ? queue.read { try seeing($0, body) } : queue.inDatabase { try Ledger.agreeing($0) { try seeing($0, body) } }
        } catch {
            throw LedgerFault(reading: error, path: path)
        }
    }

    /// Gives up what was read or decided while a register's definition could not be read.
    private func seeing<Value>(_ db: Database, _ body: (Database) throws -> Value) throws -> Value {
        do {
            let value = try body(db)
            try shelf.check()
            return value
        } catch {
            // A refusal for want of a definition that could not be read is none.
            try shelf.check()
            throw error
        }
    }

    /// Reads within one transaction. `read` would forbid writing by a pragma, and each change of it makes SQLite compile every kept statement anew.
    private static func agreeing<Value>(_ db: Database, _ body: (Database) throws -> Value) throws -> Value {
        var found: Value?
        try db.inTransaction(.deferred) {
            found = try body(db)
            return .commit
        }
        guard let found else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
        return found
    }

    func writing<Value>(_ body: (Database) throws -> Value) throws(LedgerFault) -> Value {
        if isReadOnly { throw .readOnly(path) }
        // SQLite's own wait is not fair to whoever waits longest: try again for a while, at uneven intervals.
        for attempt in 0..<40 {
            do {
                return try write(body)
            } catch LedgerFault.busy {
                usleep(UInt32.random(in: 2_000...(20_000 + UInt32(attempt) * 2_000)))
            }
        }
        throw .busy
    }

    private func write<Value>(_ body: (Database) throws -> Value) throws(LedgerFault) -> Value {
        isWriting = true
        isAppending = false
        let kept = memory?.state
        defer {
            isWriting = false
            isOfficeSettled = false
            isDirectorySettled = false
            isVersionSettled = false
        }
        do {
            if waitsForDisk == isHasty {
                try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous=\(isHasty ? "NORMAL" : "FULL")") }
                waitsForDisk = !isHasty
            }
            var value: Value?
            try queue.inTransaction(.immediate) { db in
                value = try tallying(in: db) { try seeing(db, body) }
                // Nobody finds what is written into a file that lost its name.
                if whereabouts?.isUnmoved() == false { throw LedgerFault.moved(path) }
                return .commit
            }
            guard let value else { throw LedgerFault.writeFailed(path, reason: "no answer") }
            if isAppending { hasRecorded = true }
            return value
        } catch {
            if let kept { memory?.state = kept }
            // What was read within a transaction that failed must not be believed afterwards.
            cachedOffice = nil
            cachedDirectory = nil
            readLately = [:]
            throw LedgerFault(committing: error, path: path)
        }
    }

    /// The value of a pragma on the committing connection, for `doctor` and tests.
    public func pragma(_ name: String) throws(LedgerFault) -> String? {
        try reading { db in try String.fetchOne(db, sql: "PRAGMA \(name)") }
    }

    /// Closes the database; the last process out folds the write-ahead log back.
    public func close() {
        finishErasing()
        statements.release()
        try? queue.close()
    }

    /// Whether the end of the process may leave the write-ahead log as it stands.
    ///
    /// What was acknowledged is durable in the log already; folding it back waits for the disk twice more. A log that has
    /// grown is folded all the same, for the next to open it reads it through.
    public var mayLeaveLog: Bool { !isErasing && logBytes < 512 * 1024 }

    /// How large the write-ahead log has grown.
    public var logBytes: Int {
        var log = stat()
        return stat(path + "-wal", &log) == 0 ? Int(log.st_size) : 0
    }

    /// What the office has recorded, as the transaction under way sees it.
    func journal(in db: Database) -> any Journal { memory ?? FileJournal(db, statements) }

    /// A digest as the tables keep it: 32 bytes for 64 digits.
    static func key(_ digest: String) -> Data { blob(Hex.bytes(digest) ?? []) }

    static func blob(_ bytes: [UInt8]) -> Data { Data(bytes) }
    static func bytes(_ row: Row, _ column: String) -> [UInt8] {
        (try? row.withUnsafeData(named: column) { data in data.map { Array($0) } }) ?? []
    }
}
