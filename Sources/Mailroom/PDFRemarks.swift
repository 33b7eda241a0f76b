import Office

/// Remarks in a PDF that no page shows, whether they stand in it as they are or packed (ISO 32000 §7.3.4, §7.5.7, §12.5.2).
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

    /// The same, and those in packed streams of objects, which a confined reader unpacks.
    static func marked(in bytes: [UInt8], by confinement: Confinement) throws(ExtractionRefused) -> [String] {
        let plain = try marked(in: bytes)
        guard nextStream(in: bytes, from: 0) != nil else { return plain }
        guard confinement.program != nil else { return plain + (try marked(packedIn: bytes, limit: ReadingLimits().unpacked)) }
        let job = Job(.paper, seconds: confinement.seconds, file: TextExtraction.textLimit * 4, ["remarks.pdf"])
        switch Extraction(confinement.run(job, input: bytes), kind: "PDF", confinement: confinement) {
        case .text(let text, _): return plain + PaperText.parts(text).map(String.init)
        case .noText: return plain
        case .refused(let reason): throw ExtractionRefused(reason)
        }
    }

    /// Those that bear a secrecy mark in the packed streams of objects, where writers since PDF 1.5 put them.
    ///
    /// - Parameter limit: of what is unpacked, in bytes.
    /// - Throws: `ExtractionRefused` where there is more of it than any paper has.
    static func marked(packedIn bytes: [UInt8], limit: Int) throws(ExtractionRefused) -> [String] {
        var found: [String] = []
        var left = limit
        var at = 0
        while let start = nextStream(in: bytes, from: at), found.count < 100 {
            at = start
            let objects = Inflation(bytes[start...], limit: left)
            left -= objects.bytes.count
            guard !objects.isTooMuch else { throw ExtractionRefused(.overBudget(.bytes, limit: limit)) }
            found += try marked(in: objects.bytes)
        }
        return found
    }

    /// Where the next packed stream of objects begins; nil where there is none behind a place.
    private static func nextStream(in bytes: [UInt8], from place: Int) -> Int? {
        var at = place
        while let index = bytes.next(kind, from: at) {
            at = index + kind.count
            // Its dictionary ends where it begins, and is short.
            guard let word = bytes.next(stream, from: at), word - index < width else { continue }
            var start = word + stream.count
            if start < bytes.count, bytes[start] == 0x0D { start += 1 }
            if start < bytes.count, bytes[start] == 0x0A { start += 1 }
            return start
        }
        return nil
    }

    private static let kind = Array("/ObjStm".utf8)
    private static let stream = Array("stream".utf8)

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

extension [UInt8] {
    /// Where some bytes stand next; nil where they do not.
    fileprivate func next(_ wanted: [UInt8], from place: Int) -> Int? {
        guard let first = wanted.first else { return nil }
        var at = place
        while let index = self[Swift.min(at, count)...].firstIndex(of: first) {
            if self[index...].starts(with: wanted) { return index }
            at = index + 1
        }
        return nil
    }
}
