import Foundation
import GRDB
import Office

/// What went wrong with the storage, as opposed to a rule that stands in the way.
public enum LedgerFault: Error, Hashable, Sendable {
    /// No office in the folder.
    case notAnOffice(String)
    /// There is one already.
    case alreadyAnOffice(String)
    /// The folder or file cannot be written.
    case readOnly(String)
    case cannotOpen(String, reason: String)
    /// The disk is full, or writing failed.
    case writeFailed(String, reason: String)
    /// The last step of a commit failed: whoever opens the office next may find what was to be recorded, or not.
    case unsettled(String, reason: String)
    /// The office's file was moved, deleted or replaced by another while it was open: what is written would be found by nobody.
    case moved(String)
    /// Another process held the office for longer than we wait.
    case busy
    /// Another process folds the office anew; nothing of it can be used before that is done.
    case rebuilding(RebuildingProgress)
    /// The system gave no lock, or would not take one back; `reason` is what SQLite says.
    case noLock(String, reason: String)
    /// The database is damaged; `reason` is what SQLite says.
    case corrupt(String, reason: String)
    /// The log beside the database is damaged in its middle, and at least so many acts that were saved stand behind: to write would lose them.
    case logDamaged(String, acts: Int)
    /// The office was written by a newer program.
    case newer(found: Int, known: Int)
    /// What is folded was folded by an older program; `Rebuilding.run` brings it up to date.
    case older(found: Int, known: Int)
    /// Databases on network drives lose data; `kind` names the file system.
    case networkDrive(String, kind: String)
    case missingEnclosure(String)
    /// A rule could not read what it must know, so nothing was decided; `reason` is what stands in the way.
    case unseen(reason: String)
    /// A rule of the office refused.
    case refused(Refusal)

    /// Brings an error of a transaction that was to be committed to a fault of ours.
    init(committing error: any Error, path: String) {
        if let error = error as? DatabaseError, error.extendedResultCode == .SQLITE_IOERR_FSYNC {
            // The log holds the whole of it, only the disk did not say that it has it: a later reader of the log takes it for recorded.
            self = .unsettled(path, reason: LedgerFault.reason(error))
        } else if let error = (error as? FactFault)?.cause as? DatabaseError ?? error as? DatabaseError,
            LedgerFault.reading.contains(error.extendedResultCode)
        {
            // The office stands open: only what the act had to know did not come off the disk.
            self = .unseen(reason: LedgerFault.reason(error))
        } else {
            self.init(error, path: path)
        }
    }

    /// Brings a database error to a fault of ours.
    init(_ error: any Error, path: String) {
        switch error {
        case let fault as LedgerFault: self = fault
        case let refusal as Refusal: self = .refused(refusal)
        // A fact that could not be read: the storage's own fault, or one that it names.
        case let fault as FactFault:
            let isStorage = fault.cause is LedgerFault || fault.cause is DatabaseError
            self = isStorage ? LedgerFault(fault.cause, path: path) : .unseen(reason: String(describing: fault.cause))
        case let error as DatabaseError:
            let reason = LedgerFault.reason(error)
            if LedgerFault.locking.contains(error.extendedResultCode) {
                self = .noLock(path, reason: reason)
                return
            }
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
            case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path)
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path, reason: reason)
            case .SQLITE_CANTOPEN, .SQLITE_AUTH: self = .cannotOpen(path, reason: reason)
            case .SQLITE_IOERR where LedgerFault.reading.contains(error.extendedResultCode): self = .cannotOpen(path, reason: reason)
            // A table that is not what we made, or a value in it that our own functions cannot read.
            case .SQLITE_ERROR, .SQLITE_MISMATCH: self = .corrupt(path, reason: reason)
            default: self = .writeFailed(path, reason: reason)
            }
        // A value of another kind than the column it stands in: a page that is damaged, or not its own.
        case is RowDecodingError: self = .corrupt(path, reason: "a row whose value cannot be read")
        case let fault as JSONFault: self = .corrupt(path, reason: "\(fault.reason), byte \(fault.offset); run `banshi rebuild`")
        default: self = .writeFailed(path, reason: LedgerFault.words(of: error))
        }
    }

    /// Brings an error of something that was only read to a fault of ours: nothing was to be saved, so nothing is said to be lost.
    init(reading error: any Error, path: String) {
        let fault = LedgerFault(error, path: path)
        if case .writeFailed(let path, let reason) = fault { self = .cannotOpen(path, reason: reason) } else { self = fault }
    }

    /// What an error says in the system's own words, where it has such.
    static func words(of error: any Error) -> String {
        guard let error = error as? CocoaError else { return String(describing: error) }
        if let cause = error.userInfo[NSUnderlyingErrorKey] as? POSIXError { return String(cString: strerror(cause.code.rawValue)) }
        return error.localizedDescription
    }

    /// What SQLite says of an error; a copy that fails leaves its connection with nothing to say, then the code speaks.
    private static func reason(_ error: DatabaseError) -> String {
        guard let message = error.message, message != "not an error" else { return "SQLite \(error.resultCode)" }
        return message
    }

    /// What SQLite says where the disk did not give what stands on it.
    private static let reading: [ResultCode] = [.SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ]

    /// What SQLite says where a lock failed: it has waited for it already as long as it ever does.
    private static let locking: [ResultCode] = [
        .SQLITE_PROTOCOL, .SQLITE_IOERR_LOCK, .SQLITE_IOERR_UNLOCK, .SQLITE_IOERR_RDLOCK, .SQLITE_IOERR_SHMLOCK,
        .SQLITE_IOERR_CHECKRESERVEDLOCK,
    ]
}
