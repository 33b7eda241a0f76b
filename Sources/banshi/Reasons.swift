import Mailroom
import Phrases

extension Session {
    /// Why a file was not read, as a clause.
    func reason(_ reason: Extraction.Reason) -> String {
        switch reason {
        case .notFound: speaker(.whyNotFound)
        case .notReadable: speaker(.whyNotReadable)
        case .isFolder: speaker(.whyFolder)
        case .notAFile: speaker(.whyNotAFile)
        case .tooLarge(let bytes, let limit): speaker(.whyTooLarge, String(bytes >> 20), String(limit >> 20))
        case .unsupported(let kind): speaker(.whyUnsupported, kind)
        case .broken(let kind): speaker(.whyBroken, kind)
        case .timedOut(let seconds): speaker(.whyTimedOut, String(seconds))
        case .locked: speaker(.whyLocked)
        case .noTool(let tool): speaker(.whyNoTool, tool)
        case .noScanReader: speaker(.whyNoScanReader)
        case .nested: speaker(.whyNested)
        }
    }
}
