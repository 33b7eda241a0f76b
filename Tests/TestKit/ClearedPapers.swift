import Ledger
import Office

/// A paper's file as a front end brings it in: looked through, then cleared.
public func cleared(
    digest: String, name: String, otherNames: [String] = [], size: Int, text: String?, isAttached: Bool = false,
    isMachineRead: Bool = false, unread: UnreadParts = UnreadParts(), clearance: Clearance? = nil
) throws -> ClearedPaper {
    var gate = SecrecyGate(clearance: clearance)
    let scanned = text.map { gate.read($0).text }
    return try gate.clear(
        digest, name: name, otherNames: otherNames, size: size, text: scanned, isAttached: isAttached, isMachineRead: isMachineRead,
        unread: unread)
}

extension Ledger {
    /// Keeps bytes in which nobody reads a word; their digest.
    public func keep(_ bytes: [UInt8]) throws -> String {
        let file = PaperBytes(bytes)
        try keep(PaperToKeep(try cleared(digest: file.digest, name: "附件.bin", size: bytes.count, text: nil), file))
        return file.digest
    }
}

extension SheetTemplate {
    /// A template of which nothing is read.
    public static func cleared(digest: String, name: String) -> SheetTemplate {
        do { return SheetTemplate(try TestKit.cleared(digest: digest, name: name, size: 1, text: nil)) } catch {
            preconditionFailure("\(error)")
        }
    }
}
