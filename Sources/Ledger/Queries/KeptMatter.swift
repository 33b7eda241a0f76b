import Dispatch
import Office
import Synchronization

/// A matter's row as it is kept: to read its record is most of the work on it.
struct KeptMatter: Sendable {
    let id: Int
    let last: Int64
    let record: [UInt8]

    private static let sliceSize = 256

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

    private var matter: Matter? {
        guard let values = (try? JSON(bytes: Packing.unpack(record)))?.object else { return nil }
        return Matter(Subject(id: SubjectID(.matter, id), record: Office.Record(values), lastEntry: last))
    }
}
