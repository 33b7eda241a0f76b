import Office

/// What stands in a mail outside of its parts: before the first and behind the last of them, and in what each says of itself (RFC 2046 §5.1.1,
/// RFC 2045 §8).
///
/// Mail programs show none of it, so only what bears a secrecy mark is kept of it, for the door (J13).
enum MailMargins {
    /// The names of what a part says of itself in words.
    private static let said = ["content-description:", "content-location:", "content-id:"].map { Array($0.utf8) }

    static func marked(in mail: ArraySlice<UInt8>) -> [String] {
        var found: [String] = []
        var border: [UInt8]?
        var (isHead, isInside, parts) = (true, false, 0)
        var margin: [UInt8] = []
        var at = mail.startIndex
        while at < mail.endIndex {
            let end = mail[at...].firstIndex(of: 0x0A) ?? mail.endIndex
            let line = mail[at..<end]
            if isHead {
                if line.isEmpty || line.elementsEqual([0x0D]) {
                    isHead = false
                    border = boundary(inHead: mail[..<at])
                }
            } else if let border, line.starts(with: border) {
                // The last of them has two signs behind it, and what follows is margin again.
                isInside = !line.dropFirst(border.count).starts(with: "--".utf8)
            } else if border != nil, !isInside, margin.count < TextExtraction.textLimit {
                margin += line + [0x0A]
            }
            if !isHead, parts < MailFile.partLimit, said.contains(where: { begins(line, $0) }) {
                parts += 1
                found += MailFile.marked(inHead: mail[at...].prefix(4_096))
            }
            at = end < mail.endIndex ? end + 1 : end
        }
        guard margin.contains(where: { $0 > 0x20 }) else { return found }
        let text = TextDecoding.decode(margin).text
        return found + MarkedWords.lines(of: text) + SevenBit.marked(in: text)
    }

    private static func begins(_ line: ArraySlice<UInt8>, _ name: [UInt8]) -> Bool {
        guard let first = line.first, first | 0x20 == 0x63, line.count > name.count else { return false }
        return zip(line, name).allSatisfy { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 == $1 : $0 == $1 }
    }

    /// What stands before each part; nil where the mail has none.
    private static func boundary(inHead head: ArraySlice<UInt8>) -> [UInt8]? {
        let text = String(decoding: head.suffix(1 << 20), as: UTF8.self)
        guard let start = text.lowercased().contains("boundary") ? text.firstRange(of: #/(?i)boundary\s*=\s*"?/#) : nil else { return nil }
        let isQuoted = text[start].hasSuffix("\"")
        let value = text[start.upperBound...].prefix(200).prefix { isQuoted ? $0 != "\"" : !$0.isWhitespace && $0 != ";" }
        return value.isEmpty ? nil : Array(("--" + value).utf8)
    }
}
