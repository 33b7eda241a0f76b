import Mailroom
import Office
import Phrases

extension Session {
    /// Why a file was not read, as a clause.
    func reason(_ reason: Extraction.Reason) -> String { speaker.reason(reason) }
}

extension Extraction.Reason {
    /// Whether the machine lacked what reading takes, which says nothing of the file.
    var isOfMachine: Bool {
        switch self {
        case .noHandles, .notStarted, .interrupted: true
        default: false
        }
    }

    /// The exit code of a command that could not read a file.
    var code: Failure.Code { isOfMachine ? .lacking : .badData }
}

extension Speaker {
    /// Why a file was not read, as a clause.
    func reason(_ reason: Extraction.Reason) -> String {
        switch reason {
        case .notFound: self(.whyNotFound)
        case .notReadable: self(.whyNotReadable)
        case .isFolder: self(.whyFolder)
        case .notAFile: self(.whyNotAFile)
        case .tooLarge(let bytes, let limit): tooLarge(bytes, limit)
        case .unsupported(let kind): self(.whyUnsupported, kind)
        case .broken(let kind): self(.whyBroken, kind)
        case .timedOut(let seconds): self(.whyTimedOut, String(seconds))
        case .locked: self(.whyLocked)
        case .noTool(let tool): self(.whyNoTool, tool)
        case .noHandles(let limit): self(.whyNoHandles, String(limit))
        case .notStarted(let why): self(.whyNotStarted, why)
        case .interrupted: self(.whyInterrupted)
        case .noScanReader: self(.whyNoScanReader)
        case .pages(let numbers): self(.whyPages, pages(numbers))
        case .overBudget(let which, let limit): overBudget(OverBudget(which, limit))
        }
    }
}
