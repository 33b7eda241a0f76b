/// A stretch of a paper as scalars: recognition compares them one by one, which strings make slow.
typealias Run = [Unicode.Scalar]

extension Array where Element == Unicode.Scalar {
    init(scalars text: String) {
        self = []
        reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars { append(scalar) }
    }

    /// Written byte by byte: a view of scalars grown one by one was the dearest thing recognition did.
    var string: String {
        String(unsafeUninitializedCapacity: count * 4) { buffer in
            var length = 0
            for scalar in self {
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    buffer[length] = byte
                    length += 1
                }
            }
            return length
        }
    }

    func has(_ prefix: String) -> Bool { starts(with: prefix.unicodeScalars) }

    func ends(_ suffix: String) -> Bool {
        let tail = suffix.unicodeScalars
        return count >= tail.count && self[(count - tail.count)...].elementsEqual(tail)
    }

    /// The index at which a word first stands, from an index on; nil where it does not.
    func find(_ word: String, from: Int = 0) -> Int? {
        find(Run(scalars: word), from: from)
    }

    func find(_ wanted: Run, from: Int = 0) -> Int? {
        guard let first = wanted.first, count >= wanted.count else { return nil }
        let last = count - wanted.count
        let start = Swift.max(0, from)
        guard start <= last else { return nil }
        return withUnsafeBufferPointer { scalars in
            wanted.withUnsafeBufferPointer { wanted in
                for index in start...last where scalars[index] == first {
                    var length = 1
                    while length < wanted.count, scalars[index + length] == wanted[length] { length += 1 }
                    if length == wanted.count { return index }
                }
                return nil
            }
        }
    }

    func contains(_ word: String) -> Bool { find(word) != nil }

    func from(_ index: Int) -> Run { index >= count ? [] : Run(self[Swift.max(0, index)...]) }
    func upTo(_ index: Int) -> Run { Run(self[..<Swift.max(0, Swift.min(index, count))]) }

    /// The scalar at an index, or nil beyond the ends.
    func at(_ index: Int) -> Unicode.Scalar? { indices.contains(index) ? self[index] : nil }

    func splitFlat(_ separators: [Unicode.Scalar]) -> [Run] {
        var parts: [Run] = []
        var depth = 0
        var start = 0
        for (index, scalar) in enumerated() {
            if Signs.opens.contains(scalar) { depth += 1 }
            if Signs.closes.contains(scalar) { depth -= 1 }
            if depth == 0, separators.contains(scalar) {
                parts.append(Run(self[start..<index]))
                start = index + 1
            }
        }
        parts.append(Run(self[start...]))
        return parts
    }
}

/// A list of words to look for at the beginning or end of a run.
struct Words: Sendable {
    let list: [Run]

    init(_ text: String) { list = text.split(separator: " ").map { Run(scalars: String($0)) } }
    init(_ words: [Run]) { list = words }

    func beginning(_ run: Run) -> Run? { list.first { run.starts(with: $0) } }
    func begins(_ run: Run) -> Bool { beginning(run) != nil }

    /// The longest word the run ends with.
    func ending(_ run: Run) -> Run? {
        var best: Run?
        for word in list where word.count <= run.count && word.count > (best?.count ?? 0) {
            if run[(run.count - word.count)...].elementsEqual(word) { best = word }
        }
        return best
    }

    func ends(_ run: Run) -> Bool { ending(run) != nil }
    func occurs(in run: Run) -> Bool { list.contains { run.find($0) != nil } }
    func isOne(_ run: Run) -> Bool { list.contains(run) }
}

/// Short lists, looked through faster than a hash is made.
enum Signs {
    static let opens: [Unicode.Scalar] = ["(", "（", "《", "“"]
    static let closes: [Unicode.Scalar] = [")", "）", "》", "”"]
    static let bracketOpens: [Unicode.Scalar] = ["〔", "[", "【", "(", "﹝"]
    static let bracketCloses: [Unicode.Scalar] = ["〕", "]", "】", ")", "﹞"]

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0, 9, 10, 11, 12, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x200C, 0x200D, 0x2060, 0x3000, 0xFEFF: true
        default: false
        }
    }

    static func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { (0x30...0x39).contains($0.value) } ?? false }

    static func isHan(_ scalar: Unicode.Scalar?) -> Bool { scalar.map(Folding.isHan) ?? false }
}

/// One element of a paper: the line it stands on, as written, without blanks, and folded for comparison.
///
/// `text` and `key` have the same length: what is found in the key is cut from the text.
struct Piece {
    let line: Int
    let raw: Run
    let text: Run
    let key: Run

    init(line: Int, raw: Run) {
        self.line = line
        self.raw = raw
        text = raw.filter { !Signs.isBlank($0) }
        key = text.map(Folding.search)
    }

    private init(line: Int, text: Run, key: Run) {
        self.line = line
        raw = text
        self.text = text
        self.key = key
    }

    func cut(_ count: Int) -> Piece { Piece(line: line, text: text.from(count), key: key.from(count)) }
    func take(_ count: Int) -> Piece { Piece(line: line, text: text.upTo(count), key: key.upTo(count)) }

    /// The words of the line as written, blanks between them.
    var words: [Run] { raw.split(whereSeparator: Signs.isBlank).map(Run.init) }
}
