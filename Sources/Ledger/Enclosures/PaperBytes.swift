import Office

/// A file's bytes with their SHA-256, which nobody can give them otherwise.
public struct PaperBytes: Sendable {
    public let bytes: [UInt8]
    /// Lower-case hexadecimal SHA-256 of the bytes.
    public let digest: String

    /// Hashes the bytes, once for all that is done with them.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        digest = Ledger.digest(of: bytes)
    }
}

/// A cleared paper and its bytes, about to be kept.
public struct PaperToKeep: Sendable {
    public let paper: ClearedPaper
    public let file: PaperBytes
    /// Where its bytes were written already, to be moved to their place.
    public let spooled: String?

    public init(_ paper: ClearedPaper, _ file: PaperBytes, spooled: String? = nil) {
        self.paper = paper
        self.file = file
        self.spooled = spooled
    }

    /// - Throws: `LedgerFault.corrupt` where other bytes were cleared than these.
    func check(in office: String) throws(LedgerFault) {
        guard paper.digest == file.digest else {
            throw .corrupt("\(office)/files/\(paper.digest.prefix(2))/\(paper.digest)", reason: "digest")
        }
    }
}
