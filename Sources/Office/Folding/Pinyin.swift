/// Pinyin initials of names and titles, every reading of a polyphone counted (银行 is `yh` and `yx`).
public enum Pinyin {
    /// The initials of one character, the customary one first; empty where it has no reading.
    public static func initials(of scalar: Unicode.Scalar) -> [UInt8] {
        guard (0x4E00...0x9FFF).contains(scalar.value) else { return more[scalar] ?? [] }
        let (first, second) = readings(scalar)
        switch first {
        case UInt8(ascii: "."): return []
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return sets[first] ?? []
        default: return second == UInt8(ascii: ".") ? [first] : [first, second]
        }
    }

    /// The table is read where it lies in the program: laying it out anew would cost every command that searches.
    private static func readings(_ scalar: Unicode.Scalar) -> (UInt8, UInt8) {
        let index = Int(scalar.value - 0x4E00) * 2
        return FoldingTables.initials.withUTF8Buffer { $0.indices.contains(index + 1) ? ($0[index], $0[index + 1]) : (0x2E, 0x2E) }
    }

    /// Whether `query` (ASCII letters and digits, lower case) reads the initials of a part of `text` in order, without a gap.
    public static func matches(_ query: some StringProtocol, in text: some StringProtocol) -> Bool {
        let wanted = Array(query.utf8)
        guard !wanted.isEmpty else { return true }
        let readings = text.unicodeScalars.compactMap { scalar -> [UInt8]? in
            if scalar.value < 0x80 {
                let folded = Folding.search(scalar)
                return Folding.isWord(folded) ? [UInt8(folded.value)] : nil
            }
            let letters = initials(of: Folding.search(scalar))
            return letters.isEmpty ? nil : letters
        }
        guard readings.count >= wanted.count else { return false }
        return (0...(readings.count - wanted.count)).contains { start in
            wanted.indices.allSatisfy { readings[start + $0].contains(wanted[$0]) }
        }
    }

    /// One bit for each letter or digit by which a character of a text may be read: a query with another one is not read there.
    static func signs(of text: some StringProtocol) -> UInt64 {
        var signs: UInt64 = 0
        for scalar in text.unicodeScalars {
            let folded = Folding.search(scalar)
            let letters = folded.value < 0x80 ? [UInt8(folded.value)] : initials(of: folded)
            for letter in letters { signs |= 1 << UInt64(letter & 0x3F) }
        }
        return signs
    }

    /// The customary initials of a text, one letter a character: `财政局` is `czj`.
    public static func abbreviation(_ text: some StringProtocol) -> String {
        String(decoding: String(text).unicodeScalars.compactMap { initials(of: Folding.search($0)).first }, as: UTF8.self)
    }

    private static let sets: [UInt8: [UInt8]] = {
        var sets: [UInt8: [UInt8]] = [:]
        for item in FoldingTables.initialSets.split(separator: " ") {
            guard let code = item.utf8.first else { continue }
            sets[code] = Array(item.dropFirst().utf8)
        }
        return sets
    }()

    private static let more: [Unicode.Scalar: [UInt8]] = {
        var more: [Unicode.Scalar: [UInt8]] = [:]
        for item in FoldingTables.moreInitials.split(separator: " ") {
            guard let scalar = item.unicodeScalars.first else { continue }
            more[scalar] = Array(item.dropFirst().utf8)
        }
        return more
    }()
}
