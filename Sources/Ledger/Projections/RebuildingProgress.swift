import Foundation
import GRDB
import Office

/// How far another program is that folds an office anew.
public enum RebuildingProgress: Hashable, Sendable {
    /// So many entries are folded, of so many.
    case folded(Int, of: Int)
    /// No entry is folded yet; the moment it began, where that can be seen.
    case begun(Moment?)

    /// Reads it from the file that is being folded.
    ///
    /// - Parameters:
    ///   - scratch: the file that is being folded.
    ///   - office: the database with the journal it is folded from.
    init(folding scratch: String, from office: String) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(0.25)
        configuration.label = "rebuilding"
        configuration.prepareDatabase { db in try db.execute(sql: "ATTACH DATABASE ? AS office", arguments: [office]) }
        // What has only begun has no tables yet, what has just ended no file any more: both are no fault.
        let row = try? DatabaseQueue(path: scratch, configuration: configuration).read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT (SELECT value FROM main.head WHERE name = 'folded') AS done, (SELECT max(seq) FROM office.entry) AS whole
                    """)
        }
        if let done: Int = try? row?.value("done"), let all: Int = try? row?.value("whole"), done > 0 {
            self = .folded(done, of: all)
        } else {
            var status = stat()
            let isThere = stat(scratch, &status) == 0
            self = .begun(isThere ? Moment(milliseconds: Int64(status.st_mtim.tv_sec) * 1000) : nil)
        }
    }
}
