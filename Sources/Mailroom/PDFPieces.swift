import Office

/// What stands in the file of a PDF between its streams (ISO 32000 §7.3): strings, names beyond ASCII, remarks of its writer; and where
/// its streams stand.
struct PDFPieces {
    struct Stream {
        /// The number of its object; nil where it has none.
        let number: Int?
        let dictionary: Range<Int>
        let start: Int
        /// Nil where nothing says where it ends.
        let end: Int?
    }

    /// What may hold words beyond ASCII, raw. Those of one array stand together.
    private(set) var strings: [[[UInt8]]] = []
    private(set) var streams: [Stream] = []
    /// The objects that are files attached to it, with the name each has.
    private(set) var files: [(number: Int, name: String?)] = []
    /// Whether it is under a password, though an empty one may open it.
    private(set) var isLocked = false
    /// Whether it has a form of the kind that is written in XML (XFA).
    private(set) var hasForm = false

    /// A string longer than this, in bytes, is looked at as far.
    private static let width = 4_096
    /// One that ends is read whole up to this.
    private static let longest = 256 << 10
    /// All strings that nobody closed together are no longer than this, in bytes: each is read again with those in it.
    private static let whole = 8 << 20

    private let bytes: [UInt8]
    private var index = 0
    private var left = whole
    private var isArray = false
    private var object: (number: Int?, start: Int) = (nil, 0)

    /// - Throws: `ExtractionRefused` where there is more to read than any paper has.
    init(_ bytes: [UInt8]) throws(ExtractionRefused) {
        self.bytes = bytes
        while index < bytes.count { try step() }
    }

    private mutating func step() throws(ExtractionRefused) {
        switch bytes[index] {
        case 0x00...0x20, 0x5B, 0x5D: index += 1
        case 0x28: try literal()
        case 0x3C where index + 1 < bytes.count && bytes[index + 1] == 0x3C:
            isArray = false
            index += 2
        case 0x3C: try hexadecimal()
        case 0x25: comment()
        case 0x2F: name()
        // stream
        case 0x73 where begins("stream", at: index) && follows(0x3E): stream()
        // obj
        case 0x6F where begins("obj", at: index):
            object = (number(before: index), index + 3)
            isArray = false
            index += 3
        default:
            isArray = false
            index += 1
        }
    }

    private mutating func add(_ words: [UInt8]) {
        if isArray, let last = strings.indices.last { strings[last].append(words) } else { strings.append([words]) }
        isArray = true
    }

    private mutating func pay(_ count: Int) throws(ExtractionRefused) {
        left -= count
        guard left >= 0 else { throw ExtractionRefused(.overBudget(.bytes, limit: Self.whole)) }
    }

    // MARK: Strings

    /// (…) with its escapes.
    private mutating func literal() throws(ExtractionRefused) {
        let start = index + 1
        let limit = min(bytes.count, start + Self.longest)
        var (at, depth, isWide) = (start, 0, false)
        while at < limit {
            switch bytes[at] {
            case 0x5C:
                // An escape in digits may be any byte.
                if at + 1 < limit, (0x30...0x37).contains(bytes[at + 1]) { isWide = true }
                at += 1
            case 0x28: depth += 1
            case 0x29: depth -= 1
            // An address spells its bytes behind this sign.
            case 0x80..., 0x25: isWide = true
            default: break
            }
            if depth < 0 { break }
            at += 1
        }
        let isClosed = depth < 0
        if !isClosed { try pay(min(at, limit) - start) }
        if isWide {
            add(PDFPieces.unescaped(bytes[start..<(isClosed ? at : min(limit, start + Self.width))]))
        }
        index = isClosed ? at + 1 : start
    }

    /// <…> in hexadecimal digits.
    private mutating func hexadecimal() throws(ExtractionRefused) {
        let start = index + 1
        let limit = min(bytes.count, start + Self.longest)
        var at = start
        while at < limit, bytes[at] <= 0x20 || SevenBit.hex(bytes[at]) != nil { at += 1 }
        let isClosed = at < limit && bytes[at] == 0x3E
        if !isClosed { try pay(at - start) }
        index = isClosed ? at + 1 : start
        guard isClosed, at - start >= 4 else { return }
        // Seals and keys are long and no words.
        let isText = at - start <= 2 * Self.width || begins("feff", at: start) || begins("fffe", at: start) || begins("efbbbf", at: start)
        if isText { add(PDFPieces.unpacked(bytes[start..<at])) }
    }

    /// The bytes written as hexadecimal digits.
    static func unpacked(_ digits: ArraySlice<UInt8>) -> [UInt8] {
        let digits = digits.compactMap(SevenBit.hex)
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | ($0 + 1 < digits.count ? digits[$0 + 1] : 0) }
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == 0x5C else {
                out.append(byte)
                continue
            }
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
        }
        return out
    }

    private mutating func comment() {
        let start = index + 1
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        let words = bytes[start..<max(start, index)].prefix(Self.width)
        isArray = false
        if words.contains(where: { $0 >= 0x80 }) { add(Array(words)) }
        isArray = false
    }

    private mutating func name() {
        let start = index + 1
        index = start
        while index < bytes.count, bytes[index] > 0x20, !"()<>[]{}/%".utf8.contains(bytes[index]) { index += 1 }
        isArray = false
        let word = bytes[start..<min(index, start + Self.width)]
        if word.contains(where: { $0 >= 0x80 || $0 == 0x23 }) {
            add(SevenBit.spelled(word, escape: 0x23))
            isArray = false
        } else if word.elementsEqual("EF".utf8) {
            file()
        } else if word.elementsEqual("Encrypt".utf8) {
            isLocked = true
        } else if word.elementsEqual("XFA".utf8) {
            hasForm = true
        }
    }

    // MARK: Files

    /// /EF << /F 12 0 R >>: the object that is the file.
    private mutating func file() {
        let end = min(bytes.count, index + 200)
        let words = bytes[index..<end].prefix { $0 != 0x3E }.split { $0 <= 0x20 || $0 == 0x3C || $0 == 0x2F }
        for place in words.indices.dropFirst(2) where words[place].elementsEqual("R".utf8) {
            guard let number = Int(String(decoding: words[place - 2], as: UTF8.self)), !files.contains(where: { $0.number == number })
            else {
                continue
            }
            files.append((number, fileName(around: index)))
        }
    }

    /// The name beside it, /UF or /F with a string.
    private func fileName(around place: Int) -> String? {
        var found: (distance: Int, words: [UInt8])?
        var at = max(0, place - 1_000)
        let end = min(bytes.count, place + 1_000)
        while at + 2 < end {
            defer { at += 1 }
            guard bytes[at] == 0x2F, begins("/uf", at: at) || begins("/f", at: at) else { continue }
            var start = at + (bytes[at + 1] | 0x20 == 0x75 ? 3 : 2)
            while start < end, bytes[start] <= 0x20 { start += 1 }
            guard start + 1 < end, found.map({ abs(at - place) < $0.distance }) ?? true else { continue }
            if bytes[start] == 0x28 {
                var close = start + 1
                while close < end, bytes[close] != 0x29 { close += bytes[close] == 0x5C ? 2 : 1 }
                found = (abs(at - place), PDFPieces.unescaped(bytes[(start + 1)..<min(close, end)]))
            } else if bytes[start] == 0x3C, bytes[start + 1] != 0x3C {
                found = (abs(at - place), PDFPieces.unpacked(bytes[(start + 1)..<end].prefix { $0 != 0x3E }))
            }
        }
        return found.map { PDFPieces.decoded($0.words) }
    }

    // MARK: Streams

    private mutating func stream() {
        let dictionary = max(object.start, index - 4 * Self.width)..<index
        var start = index + 6
        if start < bytes.count, bytes[start] == 0x0D { start += 1 }
        if start < bytes.count, bytes[start] == 0x0A { start += 1 }
        let end = end(from: start, dictionary)
        streams.append(Stream(number: object.number, dictionary: dictionary, start: start, end: end))
        isArray = false
        // What has no end may be no stream at all.
        index = end ?? start
    }

    private func end(from start: Int, _ dictionary: Range<Int>) -> Int? {
        if let length = length(dictionary), length <= bytes.count - start {
            var at = start + length
            while at < bytes.count, at < start + length + 3, bytes[at] <= 0x20 { at += 1 }
            if begins("endstream", at: at) { return start + length }
        }
        var at = start
        while let found = bytes[min(at, bytes.count)...].firstIndex(of: 0x65) {
            if begins("endstream", at: found) || begins("endobj", at: found) { return found }
            at = found + 1
        }
        return nil
    }

    /// What a dictionary says of the length of its stream; nil where another object says it.
    private func length(_ dictionary: Range<Int>) -> Int? {
        for at in dictionary where bytes[at] == 0x2F && begins("/length", at: at) {
            var index = at + 7
            while index < dictionary.upperBound, bytes[index] <= 0x20 { index += 1 }
            let digits = bytes[index..<dictionary.upperBound].prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty, digits.count < 12 else { continue }
            // 12 0 R is no length.
            let rest = bytes[digits.endIndex..<dictionary.upperBound].drop { $0 <= 0x20 }
            if let next = rest.first, (0x30...0x39).contains(next) { return nil }
            return Int(String(decoding: digits, as: UTF8.self))
        }
        return nil
    }

    /// The number of an object whose word stands here: 12 0 obj.
    private func number(before place: Int) -> Int? {
        let words = bytes[max(0, place - 24)..<place].split { $0 <= 0x20 }
        guard words.count >= 2 else { return nil }
        let word = words[words.count - 2]
        let digits = word.lastIndex { !(0x30...0x39).contains($0) }.map { word[($0 + 1)...] } ?? word
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// Whether a sign stands before this place, blanks apart.
    private func follows(_ byte: UInt8) -> Bool {
        var at = index - 1
        while at >= 0, bytes[at] <= 0x20 { at -= 1 }
        return at >= 0 && bytes[at] == byte
    }

    /// Whether a word of small letters stands here, in any case.
    private func begins(_ word: String, at place: Int) -> Bool {
        guard place + word.utf8.count <= bytes.count else { return false }
        var at = place
        for byte in word.utf8 {
            guard bytes[at] == byte || (0x41...0x5A).contains(bytes[at]) && bytes[at] | 0x20 == byte else { return false }
            at += 1
        }
        return true
    }

    // MARK: Words

    /// UTF-16 or UTF-8 where it begins with its mark, as Chinese is (§7.9.2); else UTF-8 or the bytes an old writer put there.
    static func decoded(_ bytes: [UInt8]) -> String {
        let isLittle = bytes.starts(with: [0xFF, 0xFE])
        if isLittle || bytes.starts(with: [0xFE, 0xFF]) {
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map { place in
                let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
                return isLittle ? second << 8 | first : first << 8 | second
            }
            return withoutLanguages(units)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        return String(validating: bytes, as: UTF8.self) ?? TextDecoding.decode(bytes).text
    }

    /// The same of words that may hold a mark; nil of others, for keys and seals are strings as well.
    static func words(_ bytes: [UInt8]) -> String? {
        let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xEF, 0xBB, 0xBF])
        // 密 in GB 18030, in Big5, and in UTF-8 with the forms it has.
        let isKnown = zip(bytes, bytes.dropFirst()).contains { first, second in
            switch (first, second) {
            case (0xC3, 0xDC), (0xB1, 0x4B), (0xE5, 0xAF), (0xE5, 0xAE), (0xE3, 0x8A): true
            default: false
            }
        }
        return isMarked || isKnown ? decoded(bytes) : nil
    }

    /// Escapes that name a language stand between the signs and say nothing else (§7.9.2.2).
    private static func withoutLanguages(_ units: [UInt16]) -> String {
        guard units.contains(0x1B) else { return String(decoding: units, as: UTF16.self) }
        let parts = units.split(separator: 0x1B, omittingEmptySubsequences: false)
        return String(decoding: parts.indices.filter { $0 % 2 == 0 }.flatMap { parts[$0] }, as: UTF16.self)
    }
}
