import CStorage
import GRDB

/// A value as a statement takes it.
enum Bound {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    case null

    static func integer(_ value: Int) -> Bound { .integer(Int64(value)) }
    static func integer(_ value: Int64?) -> Bound { value.map { .integer($0) } ?? .null }
    static func integer(_ value: Int?) -> Bound { value.map { .integer(Int64($0)) } ?? .null }
    static func text(_ value: String?) -> Bound { value.map { .text($0) } ?? .null }
    static func bytes(_ value: [UInt8]?) -> Bound { value.map { .bytes($0) } ?? .null }
}

extension Database {
    /// Runs statements that bind nothing and tell nothing, as they stand: every command sets its connection up, and pays for all on the way.
    func run(_ sql: String) throws {
        let code = csqlite_execute(sqliteConnection, sql)
        if code != 0 { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage, sql: sql) }
    }
}

/// The statements an act is written with, kept with their connection: some twenty of them make up an act, and to find each by its text takes
/// longer than to number them.
final class KeptStatements {
    private var kept = [Statement?](repeating: nil, count: Writing.allCases.count)
    /// Those that read and that nobody reads by now, by their text.
    private var idle: [String: [Statement]] = [:]

    private func statement(_ writing: Writing, in db: Database) throws -> Statement {
        if let statement = kept[writing.rawValue] { return statement }
        let statement = try db.makeStatement(sql: writing.sql)
        kept[writing.rawValue] = statement
        return statement
    }

    /// Lets go of them, before the connection is closed.
    func release() {
        kept = kept.map { _ in nil }
        idle = [:]
    }

    /// Lends a statement that reads to one reader at a time: who is shown its rows may ask the same again meanwhile.
    func reading(_ sql: String, in db: Database, _ body: (Statement) throws -> Void) throws {
        let statement = try idle[sql]?.popLast() ?? db.makeStatement(sql: sql)
        defer { idle[sql, default: []].append(statement) }
        try body(statement)
    }

    /// Binds the values one by one, a third of the work of making them arguments first, and runs a statement to its end.
    func run(_ writing: Writing, _ values: [Bound], in db: Database) throws {
        func fault(_ code: Int32) -> DatabaseError {
            DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage, sql: writing.sql)
        }
        // Where the disk was full SQLite has ended the transaction itself: nothing may be written behind it.
        guard db.isInsideTransaction else {
            throw DatabaseError(resultCode: .SQLITE_ABORT, message: "the transaction has ended", sql: writing.sql)
        }
        let statement = try statement(writing, in: db).sqliteStatement
        precondition(csqlite_parameters(statement) == values.count, "as many values as the statement has parameters")
        var index: Int32 = 0
        for value in values {
            index += 1
            let code =
                switch value {
                case .integer(let number): csqlite_bind_integer(statement, index, number)
                case .null: csqlite_bind_null(statement, index)
                case .text(var text): text.withUTF8 { csqlite_bind_text(statement, index, $0.baseAddress, $0.count) }
                case .bytes(let bytes): bytes.withUnsafeBytes { csqlite_bind_blob(statement, index, $0.baseAddress, $0.count) }
                }
            if code != 0 { throw fault(code) }
        }
        let code = csqlite_run(statement)
        if code != 0 { throw fault(code) }
    }
}
