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
            guard let row else { return nil }
            do {
                let definition = try JSON(bytes: Packing.unpack(Ledger.bytes(row, "compiled")))
                if definition.object != nil { return definition }
            } catch LedgerFault.cannotOpen(let library, let reason) {
                throw LedgerFault.cannotOpen(library, reason: reason)
            } catch {}
            throw Ledger.unreadable(register, in: queue.path)
        } ?? nil
    }

    func misses(_ register: String, revision: Int) {
        failure.withLock { $0 = $0 ?? Ledger.unreadable(register, in: queue.path) }
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

extension Ledger {
    /// What is said of a register whose definition is not there, or is not what was kept.
    static func unreadable(_ register: String, in path: String) -> LedgerFault {
        .corrupt(path, reason: "the definition of \(register) cannot be read; run `banshi rebuild`")
    }

    /// The registers with their definitions read, for another thread: it must not ask for one while this one holds the database and waits for it.
    ///
    /// - Throws: `LedgerFault.corrupt` where a definition cannot be read.
    func readRegisters(in db: Database) throws -> Registers {
        let registers = try office(in: db).registers
        for id in registers.ids { _ = registers[id] }
        try shelf.check()
        return registers
    }

    /// Says which definition could not be read since the ledger was asked last: whoever went through the registers beside it saw an empty one.
    ///
    /// - Throws: `LedgerFault.corrupt`, or what else kept it from being read.
    public func checkDefinitions() throws(LedgerFault) {
        do { try shelf.check() } catch { throw LedgerFault(error, path: path) }
    }
}
