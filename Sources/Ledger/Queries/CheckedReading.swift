import GRDB

extension Row {
    /// The value of a column. On a page that is damaged or not its own a row may hold anything: what cannot be read is a fault, never a trap.
    ///
    /// - Throws: `DatabaseError` (`SQLITE_CORRUPT`), naming the column.
    @inline(__always)
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> Value {
        do { return try decode(Value.self, forColumn: column) } catch { throw Row.damaged(column) }
    }

    /// The value at a place; the faster way in long lists.
    ///
    /// - Throws: `DatabaseError` (`SQLITE_CORRUPT`), naming the place.
    @inline(__always)
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(at index: Int) throws -> Value {
        do { return try decode(Value.self, atIndex: index) } catch { throw Row.damaged("column \(index + 1)") }
    }

    private static func damaged(_ column: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a row whose `\(column)` cannot be read")
    }
}
