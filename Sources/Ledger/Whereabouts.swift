import Foundation

/// Which files an open office stands in, told by device and number: a name may come to mean another file while the first is open.
///
/// What is written into a file that was deleted or put aside is found by nobody, though the system takes every byte of it.
struct Whereabouts {
    private struct File: Equatable {
        let device: dev_t
        let number: ino_t

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (device, number) = (status.st_dev, status.st_ino)
        }
    }

    private let path: String
    private let office: File?
    /// The log beside it; made with the first that reads or writes, and never another as long as the office is open.
    private var log: File?

    /// - Parameter path: the database, opened a moment ago.
    init(_ path: String) {
        self.path = path
        office = File(path)
        log = File(path + "-wal")
    }

    /// Whether the names still mean the files that are open.
    mutating func isUnmoved() -> Bool {
        guard let office, File(path) == office else { return false }
        let present = File(path + "-wal")
        if let log { return present == log }
        log = present
        return true
    }
}
