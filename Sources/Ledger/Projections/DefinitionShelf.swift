import GRDB
import Office
import Synchronization

/// The rows of `definition`: the revisions of its registers an office has had, each read when it is first asked for.
///
/// Who asks cannot be told of a failure. It is kept until the ledger's transaction ends, which then fails: a rule that did not see the
/// definition has decided nothing.
final class DefinitionShelf: DefinitionSource {
    private let queue: DatabaseQueue
    private let failure = Mutex<(any Error)?>(nil)

    init(_ queue: DatabaseQueue) { self.queue = queue }

    func definition(_ register: String, revision: Int) -> JSON? {
        read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT compiled FROM definition WHERE register = ? AND revision = ?"),
                arguments: [register, revision])
            return try row.map { try JSON(bytes: Packing.unpack(Ledger.bytes($0, "compiled"))) }
        } ?? nil
    }

    func revisions(of register: String, before revision: Int) -> [Int] {
        read { db in
            try Int.fetchAll(
                db.cachedStatement(sql: "SELECT revision FROM definition WHERE register = ? AND revision < ? ORDER BY revision DESC"),
                arguments: [register, revision])
        } ?? []
    }

    /// Throws what failed since it was asked last.
    func check() throws {
        let failed = failure.withLock { failure in
            defer { failure = nil }
            return failure.map { LedgerFault($0, path: queue.path) }
        }
        if let failed { throw failed }
    }

    private func read<Value>(_ body: (Database) throws -> Value) -> Value? {
        do { return try queue.unsafeReentrantRead(body) } catch {
            failure.withLock { $0 = LedgerFault(error, path: queue.path) }
            return nil
        }
    }
}
