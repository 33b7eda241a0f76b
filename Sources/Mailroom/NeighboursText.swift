import Office

/// A text of Japan or Korea, whose bytes are Chinese of another meaning as well: nothing in it says which of the two it is.
///
/// Only what bears a secrecy mark by its star, its term or its label is kept of it, for the door (J13): a level alone is a chance of two
/// signs, and 入泰 in one encoding is 秘密 in another.
enum NeighboursText {
    /// 密 in each.
    private static let signs: [(encoding: String, sign: [UInt8])] = [
        ("euc-jp", [0xCC, 0xA9]), ("cp932", [0x96, 0xA7]), ("cp949", [0xDA, 0xCB]),
    ]
    /// Longer lines are no lines that people wrote, in bytes.
    private static let longest = 4_096

    static func marked(in bytes: [UInt8]) -> [String] {
        var found: [String] = []
        for line in bytes.split(separator: 0x0A) where found.count < 100 && line.count <= longest {
            for (encoding, sign) in signs where zip(line, line.dropFirst()).contains(where: { $0 == sign[0] && $1 == sign[1] }) {
                guard let text = TextDecoding.convert(Array(line), encoding), !text.unicodeScalars.contains("\u{FFFD}"),
                    text.trimmed.unicodeScalars.count > 3, SecrecyDoor.mark(amid: text) != nil
                else { continue }
                found += MarkedWords.among([text])
            }
        }
        return found
    }
}
