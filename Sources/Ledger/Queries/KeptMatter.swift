import Dispatch
import GRDB
import Office
import Synchronization

/// A matter's row as it is kept: to read its record is most of the work on it.
struct KeptMatter: Sendable {
    let id: Int
    let last: Int64
    let record: [UInt8]

    private static let sliceSize = 256

    /// - Parameter row: with the columns `id`, `last` and `record` of `folded`.
    init(_ row: Row) throws {
        (id, last, record) = (try row.value("id"), try row.value("last"), Ledger.bytes(row, "record"))
    }

    /// The matters in their order, nil where a record cannot be read; of many the slices are read side by side.
    static func read(_ rows: [KeptMatter]) -> [Matter?] {
        let slices = (rows.count + sliceSize - 1) / sliceSize
        let read = Mutex<[Int: [Matter?]]>([:])
        DispatchQueue.concurrentPerform(iterations: slices) { slice in
            let matters = rows[slice * sliceSize..<min((slice + 1) * sliceSize, rows.count)].map(\.matter)
            read.withLock { $0[slice] = matters }
        }
        return read.withLock { read in (0..<slices).flatMap { read[$0] ?? [] } }
    }

    /// The matter; nil where its record cannot be read.
    var matter: Matter? {
        Office.Record(packed: record).map { Matter(Subject(id: SubjectID(.matter, id), record: $0, lastEntry: last)) }
    }
}
