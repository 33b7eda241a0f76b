import Calendars
import Ledger
import Mailroom
import Office
import Phrases

/// An end that is not success: what to say and the exit code (sysexits).
struct Failure: Error {
    enum Code: Int32 {
        case usage = 64
        case badData = 65
        case notFound = 66
        case bug = 70
        /// The machine lacks what the work takes: handles, processes.
        case lacking = 71
        case cannotCreate = 73
        case writeFailed = 74
        case busy = 75
        case refused = 77
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The sentence and code for a refusal of the office.
    init(_ refusal: Refusal, _ speaker: Speaker, _ office: OfficeRecord? = nil, _ directory: Directory? = nil) {
        let code: Code =
            switch refusal {
            case .notFound: .notFound
            case .invalid, .missing, .unknown, .unknownPrefix, .ambiguous, .placeUnclear, .faulty, .revisionTaken: .badData
            default: .refused
            }
        self.init(code, speaker(refusal, in: office, directory: directory))
    }

    /// The sentence and code for a fault of the storage.
    init(_ fault: LedgerFault, _ speaker: Speaker, _ office: OfficeRecord? = nil, _ directory: Directory? = nil) {
        switch fault {
        case .refused(let refusal): self.init(refusal, speaker, office, directory)
        case .notAnOffice(let folder): self.init(.notFound, speaker(.faultNotAnOffice, folder))
        case .alreadyAnOffice(let folder): self.init(.cannotCreate, speaker(.faultAlreadyAnOffice, folder))
        case .readOnly(let path): self.init(.cannotCreate, speaker(.faultReadOnly, path))
        case .cannotOpen(let path, let reason): self.init(.cannotCreate, speaker(.faultCannotOpen, path, reason))
        case .writeFailed(let path, let reason): self.init(.writeFailed, speaker(.faultWriteFailed, path, reason))
        case .unsettled(let path, let reason): self.init(.writeFailed, speaker(.faultUnsettled, path, reason))
        case .moved(let path): self.init(.writeFailed, speaker(.faultMoved, path))
        case .busy: self.init(.busy, speaker(.faultBusy))
        case .rebuilding(let progress): self.init(.busy, speaker(.faultRebuilding, RebuildingWords.text(progress, speaker)))
        case .noLock(let path, let reason): self.init(.busy, speaker(.faultNoLock, path, reason))
        case .corrupt(let path, let reason): self.init(.writeFailed, speaker(.faultCorrupt, path, reason))
        case .logDamaged(_, let acts): self.init(.writeFailed, speaker(.verifyUnread, String(acts)))
        case .newer(let found, let known): self.init(.busy, speaker(.faultNewer, String(found), String(known)))
        case .older(let found, let known): self.init(.busy, speaker(.faultOlder, String(found), String(known)))
        case .networkDrive(let path, let kind): self.init(.cannotCreate, speaker(.faultNetworkDrive, path, kind))
        case .unseen(let reason): self.init(.writeFailed, speaker(.faultUnseen, reason))
        case .missingEnclosure(let digest): self.init(.writeFailed, speaker(.faultMissingEnclosure, digest))
        }
    }
}

/// How far another program is that brings the office up to date, as people say it.
enum RebuildingWords {
    static func text(_ progress: RebuildingProgress, _ speaker: Speaker) -> String {
        switch progress {
        case .folded(let done, let all): speaker(.rebuildingFolded, String(done), String(all))
        case .begun(let since?): speaker(.rebuildingSince, speaker.zone.plain(since))
        case .begun(nil): speaker(.rebuildingBegun)
        }
    }
}
