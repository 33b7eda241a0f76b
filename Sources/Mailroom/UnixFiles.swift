/// Files in the text of a mail as they were sent before there were attachments (uuencode, POSIX.1): `begin 644 name`, lines of three bytes
/// in four signs, `end`.
enum UnixFiles {
    static func files(in text: String) -> [(name: String, bytes: [UInt8])] {
        guard text.hasPrefix("begin ") || text.contains("\nbegin ") else { return [] }
        var found: [(name: String, bytes: [UInt8])] = []
        var open: (name: String, bytes: [UInt8])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let file = open {
                if line == "end" {
                    found.append(file)
                    open = nil
                } else if let bytes = bytes(of: line) {
                    open?.bytes += bytes
                } else {
                    // A sentence began like one, or what follows was torn off.
                    if !file.bytes.isEmpty { found.append(file) }
                    open = nil
                }
            } else if line.hasPrefix("begin "), found.count < MailFile.partLimit {
                let words = line.split(separator: " ", maxSplits: 2)
                guard words.count == 3, (3...4).contains(words[1].utf8.count), words[1].allSatisfy({ ("0"..."7").contains($0) }) else {
                    continue
                }
                open = (String(words[2]), [])
            }
        }
        if let open, !open.bytes.isEmpty { found.append(open) }
        return found
    }

    /// The bytes of one line; nil where it is none.
    private static func bytes(of line: Substring) -> [UInt8]? {
        let signs = Array(line.utf8)
        guard let first = signs.first else { return [] }
        guard signs.allSatisfy({ (0x20...0x60).contains($0) }) else { return nil }
        let count = Int((first &- 0x20) & 0x3F)
        var out: [UInt8] = []
        var at = 1
        while out.count < count {
            guard at < signs.count else { return nil }
            // Blanks at the end were lost on the way.
            let four = (0..<4).map { at + $0 < signs.count ? (signs[at + $0] &- 0x20) & 0x3F : 0 }
            out += [four[0] << 2 | four[1] >> 4, four[1] << 4 | four[2] >> 2, four[2] << 6 | four[3]]
            at += 4
        }
        return Array(out.prefix(count))
    }
}
