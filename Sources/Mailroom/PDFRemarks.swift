import Office

/// Remarks in a PDF that no page shows, as far as they stand in it unpacked (ISO 32000 §7.3.4, §12.5.2).
enum PDFRemarks {
    /// A remark longer than this, in bytes, is looked at as far.
    private static let width = 4_096
    /// All remarks of a file together are no longer than this, in bytes: a remark that nobody closed is read again with those in it.
    private static let whole = 8 << 20
    private static let key = Array("/Contents".utf8)

    /// Those that bear a secrecy mark.
    ///
    /// - Throws: `ExtractionRefused` where there is more to read than any paper has.
    static func marked(in bytes: [UInt8]) throws(ExtractionRefused) -> [String] {
        var found: [String] = []
        var index = 0
        var left = whole
        while index + key.count < bytes.count, found.count < 100 {
            guard bytes[index] == key[0], bytes[index...].starts(with: key) else {
                index += 1
                continue
            }
            index += key.count
            while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
            guard let words = string(bytes, at: index) else { continue }
            left -= words.count
            guard left >= 0 else { throw ExtractionRefused(.overBudget(.bytes, limit: whole)) }
            let text = decoded(words)
            if SecrecyDoor.mark(inTyped: text) != nil { found.append(text) }
        }
        return found
    }

    /// The bytes of a string that begins here: (…) with its escapes, or <…> in hexadecimal digits; nil where none does.
    private static func string(_ bytes: [UInt8], at start: Int) -> [UInt8]? {
        guard start + 1 < bytes.count else { return nil }
        let end = min(bytes.count, start + width)
        if bytes[start] == UInt8(ascii: "(") { return literal(bytes[(start + 1)..<end]) }
        guard bytes[start] == UInt8(ascii: "<"), bytes[start + 1] != UInt8(ascii: "<") else { return nil }
        let digits = bytes[(start + 1)..<end].prefix { $0 != UInt8(ascii: ">") }.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | ($0 + 1 < digits.count ? digits[$0 + 1] : 0)) }
    }

    private static func literal(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var depth = 0
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return out }
                switch escaped {
                case UInt8(ascii: "n"), UInt8(ascii: "r"): out.append(0x0A)
                case UInt8(ascii: "t"): out.append(0x09)
                case 0x30...0x37:
                    let more = rest.prefix(2).prefix { (0x30...0x37).contains($0) }
                    rest = rest.dropFirst(more.count)
                    out.append(UInt8(truncatingIfNeeded: more.reduce(Int(escaped) - 0x30) { $0 * 8 + Int($1) - 0x30 }))
                case 0x0A, 0x0D: if escaped == 0x0D, rest.first == 0x0A { rest = rest.dropFirst() }
                default: out.append(escaped)
                }
            case UInt8(ascii: "("):
                depth += 1
                out.append(byte)
            case UInt8(ascii: ")"):
                if depth == 0 { return out }
                depth -= 1
                out.append(byte)
            default: out.append(byte)
            }
        }
        return out
    }

    /// UTF-16 where it begins with its mark, as Chinese is; UTF-8 otherwise.
    private static func decoded(_ bytes: [UInt8]) -> String {
        guard bytes.starts(with: [0xFE, 0xFF]) else { return String(decoding: bytes, as: UTF8.self) }
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(decoding: units, as: UTF16.self)
    }
}
