import Ledger
import Mailroom
import Office

extension ReadPaper {
    /// A file of it: the paper itself first, then what hangs on it.
    struct Part: Sendable {
        /// What it is called, made safe for a screen and a folder.
        let name: String
        /// Further names under which the same bytes came with the same paper.
        var otherNames: [String] = []
        let file: PaperBytes
        /// Its text as it passed the secrecy gate.
        let scanned: ScannedText?
        let text: PreparedText?
        /// Its text was made by a machine from a picture.
        let isMachineRead: Bool
        /// What of it gave no text.
        let unread: UnreadParts
        /// Where its bytes were written already, to be moved to their place.
        var spooled: String?
        var digest: String { file.digest }

        /// - Parameter called: the name it came with, where it lies under another.
        init(
            _ path: String, called: String? = nil, _ file: PaperBytes, text: ScannedText?, isMachineRead: Bool, unread: UnreadParts
        ) {
            self.unread = unread
            self.isMachineRead = isMachineRead
            name = TextExtraction.safeName(called ?? path)
            self.file = file
            scanned = text
            self.text = text.map { PreparedText($0.text) }
        }
    }

    /// What the envelope of a mail says.
    struct Letter: Sendable {
        let messageID: String?
        let sent: Moment?
        /// The invitation to a meeting that hangs on it, by its name.
        let invitation: String?
        let title: String?
        let senderName: String?
        let senderAddress: String?
    }

    /// What it proposes for its row, where that was worked out already.
    struct Proposal: Sendable {
        let grounds: Grounds
        let draft: MatterDraft
        let opening: PreparedOpening?
    }
}
