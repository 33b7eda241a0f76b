import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// One office in one file: an uncompressed tar of the database, the papers and a list of their digests.
struct Backup {
    static let manifest = "MANIFEST"
    static let database = "office.sqlite"
    let session: Session

    struct Summary {
        var files = 0
        var bytes = 0
        var entries = 0
        /// Whether the journal's chain holds; an office whose chain was broken before is restored all the same, and said.
        var isWhole = true
        /// The papers that the journal names and that are not in it as they were kept.
        var missing: [String] = []
        /// How many changes at least stand behind a damaged place of the log and are not in it.
        var unreadActs = 0
        /// How many lines of its list are spoilt; the papers they name are brought all the same.
        var spoiltLines = 0
        /// Whether the database is another than its list names; its chain is whole then, and its tables were folded anew.
        var differsFromList = false
        /// Which of its list and its database have a spoilt header in the tar; they were found or done without.
        var spoiltHeaders: [String] = []
        /// Whether its tables could not be read and were folded anew.
        var isFoldedAnew = false
        /// What was brought over of a database that is damaged; nil where it is sound.
        var salvage: Salvage?
    }

    /// Where a paper lies in the tar and in an office.
    static func place(of digest: String) -> String { "files/\(digest.prefix(2))/\(digest)" }

    func failure(_ fault: TarFault, _ path: String) -> Failure {
        switch fault {
        case .noLibrary: Failure(.writeFailed, session.speaker(.whyNoTool, "libarchive"))
        case .notWritten(let reason): Failure(.writeFailed, session.speaker(.faultWriteFailed, Visible.text(path), reason))
        case .broken: Failure(.badData, session.speaker(.restoreBroken, Visible.text(path), "tar"))
        case .missing(let name): Failure(.writeFailed, session.speaker(.faultCannotRead, Visible.text(name), session.speaker(.whyNotFound)))
        }
    }

    static func reason() -> String { String(cString: strerror(errno)) }

    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
