/// A stretch of a paper as scalars: recognition compares them one by one, which strings make slow.
typealias Run = [Unicode.Scalar]

extension Array where Element == Unicode.Scalar {
    init(scalars text: String) { self = Array(text.unicodeScalars) }
    var string: String {
        String(unsafeUninitializedCapacity: count * 4) { buffer in
            var length = 0
            for scalar in self {
                for unit in scalar.utf8 {
                    buffer[length] = unit
                    length += 1
                }
            }
            return length
        }
    }

    func has(_ prefix: String) -> Bool { has(prefix, at: 0) }

    /// Whether a word stands at an index.
    func has(_ word: String, at index: Int) -> Bool {
        guard index >= 0 else { return false }
        var at = index
        for scalar in word.unicodeScalars {
            guard at < count, self[at] == scalar else { return false }
            at += 1
        }
        return true
    }

    func ends(_ suffix: String) -> Bool {
        let tail = suffix.unicodeScalars
        return count >= tail.count && self[(count - tail.count)...].elementsEqual(tail)
    }

    /// Whether another run stands at an index.
    func matches(_ word: Run, at index: Int) -> Bool {
        guard index >= 0, index + word.count <= count else { return false }
        for offset in word.indices where self[index + offset] != word[offset] { return false }
        return true
    }

    /// The index at which a word first stands, from an index on; nil where it does not.
    func find(_ word: String, from: Int = 0) -> Int? {
        let wanted = word.unicodeScalars
        guard let first = wanted.first else { return nil }
        var index = Swift.max(0, from)
        while index < count {
            if self[index] == first, has(word, at: index) { return index }
            index += 1
        }
        return nil
    }

    func contains(_ word: String) -> Bool { find(word) != nil }

    func from(_ index: Int) -> Run { index >= count ? [] : Run(self[Swift.max(0, index)...]) }
    func upTo(_ index: Int) -> Run { Run(self[..<Swift.max(0, Swift.min(index, count))]) }

    /// The scalar at an index, or nil beyond the ends.
    func at(_ index: Int) -> Unicode.Scalar? { indices.contains(index) ? self[index] : nil }

    func splitFlat(_ separators: SignSet) -> [Run] {
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

/// A list of words to look for at the beginning, at the end or anywhere in a run.
///
/// They lie in buckets by their first and last sign, so that most places of a text are passed at one glance.
struct Words: Sendable {
    let list: [Run]
    private let byFirst: [[Run]]
    private let byLast: [[Run]]

    init(_ text: String) { self.init(text.split(separator: " ").map { Run(scalars: String($0)) }) }

    init(_ words: [Run]) {
        list = words
        var first = [[Run]](repeating: [], count: 64)
        var last = first
        for word in words {
            guard let head = word.first, let tail = word.last else { continue }
            first[Words.bucket(head)].append(word)
            last[Words.bucket(tail)].append(word)
        }
        byFirst = first
        byLast = last
    }

    private static func bucket(_ scalar: Unicode.Scalar) -> Int { Int(scalar.value & 63) }

    func beginning(_ run: Run) -> Run? { word(in: run, at: 0) }
    func begins(_ run: Run) -> Bool { word(in: run, at: 0) != nil }

    /// The first of the list that stands at an index.
    func word(in run: Run, at index: Int) -> Run? {
        guard index < run.count else { return nil }
        return byFirst[Words.bucket(run[index])].first { run.matches($0, at: index) }
    }

    /// The longest word the run ends with.
    func ending(_ run: Run) -> Run? {
        guard let last = run.last else { return nil }
        var best: Run?
        for word in byLast[Words.bucket(last)] where word.count > (best?.count ?? 0) && run.matches(word, at: run.count - word.count) {
            best = word
        }
        return best
    }

    func ends(_ run: Run) -> Bool { ending(run) != nil }
    func occurs(in run: Run) -> Bool { occurs(in: run, 0..<run.count) }

    /// Whether a word stands wholly within a range of a run.
    func occurs(in run: Run, _ range: Range<Int>) -> Bool {
        range.contains { index in
            byFirst[Words.bucket(run[index])].contains { index + $0.count <= range.upperBound && run.matches($0, at: index) }
        }
    }

    /// Where the first word of the text stands.
    func place(in run: Run) -> Int? {
        run.indices.first { word(in: run, at: $0) != nil }
    }

    func isOne(_ run: Run) -> Bool {
        run.first.map { byFirst[Words.bucket($0)].contains(run) } ?? false
    }
}

/// A few signs, told from others faster than by hashing.
struct SignSet: Sendable, ExpressibleByArrayLiteral, ExpressibleByStringLiteral {
    private let signs: [Unicode.Scalar]
    private let mask: UInt64

    init(_ signs: [Unicode.Scalar]) {
        self.signs = signs
        mask = signs.reduce(0) { $0 | 1 << UInt64($1.value & 63) }
    }

    init(arrayLiteral elements: Unicode.Scalar...) { self.init(elements) }
    init(stringLiteral value: String) { self.init(Array(value.unicodeScalars)) }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        mask & (1 << UInt64(scalar.value & 63)) != 0 && signs.contains(scalar)
    }
}

enum Signs {
    static let opens: SignSet = ["(", "（", "《", "“"]
    static let closes: SignSet = [")", "）", "》", "”"]
    static let bracketOpens: SignSet = ["〔", "[", "【", "(", "﹝", "〖", "<", "〈", "{"]
    static let bracketCloses: SignSet = ["〕", "]", "】", ")", "﹞", "〗", ">", "〉", "}"]

    /// What ends a sentence, in folded form.
    static let stops: SignSet = "。;!?"
    static let nameSigns: SignSet = "、·()“”"

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
        text = raw.contains(where: Signs.isBlank) ? raw.filter { !Signs.isBlank($0) } : raw
        key = text.map(Folding.search)
    }

    private init(line: Int, text: Run, key: Run) {
        self.line = line
        raw = text
        self.text = text
        self.key = key
    }

    /// What follows the first scalars, blanks kept.
    func rawCut(_ count: Int) -> Piece {
        var left = count
        return Piece(
            line: line,
            raw: Run(
                raw.drop { scalar in
                    if left > 0, !Signs.isBlank(scalar) {
                        left -= 1
                        return true
                    }
                    return left > 0
                }))
    }

    func part(_ range: Range<Int>) -> Piece { Piece(line: line, text: Run(text[range]), key: Run(key[range])) }
    func cut(_ count: Int) -> Piece { Piece(line: line, text: text.from(count), key: key.from(count)) }
    func take(_ count: Int) -> Piece { count >= key.count ? self : Piece(line: line, text: text.upTo(count), key: key.upTo(count)) }

    /// The words of the line as written, blanks between them.
    var words: [Run] { raw.split(whereSeparator: Signs.isBlank).map(Run.init) }
}
