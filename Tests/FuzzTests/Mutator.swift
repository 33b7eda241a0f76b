/// Numbers that come again in the same order from the same seed (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

/// Spoils bytes the way strangers and disks do: bits turned, parts lost, doubled, moved, words of the format put where they do not belong.
struct Mutator {
    private var dice: Dice
    /// Nothing grows beyond this, so that what takes long is the parser's doing.
    private static let limit = 64 << 10
    private static let any: [[UInt8]] = [
        [0], [0xFF], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], Array("\u{301}".utf8), Array("\u{202E}".utf8), Array("９９９９９９９９９９".utf8),
        Array("-9223372036854775808".utf8), Array("\r\n".utf8), Array("\n\n".utf8), Array("年月日".utf8), Array("〔2026〕".utf8),
    ]

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func mutated(_ seed: [UInt8], words: [String]) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...6, using: &dice) { change(&bytes, words) }
        return Array(bytes.prefix(Mutator.limit))
    }

    mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &dice) }

    private mutating func change(_ bytes: inout [UInt8], _ words: [String]) {
        let at = Int.random(in: 0...bytes.count, using: &dice)
        let part = at..<min(bytes.count, at + Int.random(in: 0...64, using: &dice))
        switch Int.random(in: 0..<8, using: &dice) {
        case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
        case 1: bytes.removeSubrange(part)
        case 2: bytes.insert(contentsOf: bytes[part], at: Int.random(in: 0...bytes.count, using: &dice))
        case 3:
            // Over and over: depth, and rows without end.
            let piece = Array(bytes[part])
            for _ in 0..<Int.random(in: 1...400, using: &dice) where bytes.count < Mutator.limit { bytes.insert(contentsOf: piece, at: at) }
        case 4: bytes.removeSubrange(at...)
        case 5: bytes.replaceSubrange(part, with: Mutator.any[pick(Mutator.any.count)])
        case 6 where !words.isEmpty:
            let word = Array(words[pick(words.count)].utf8)
            for _ in 0..<(pick(8) == 0 ? 300 : 1) { bytes.insert(contentsOf: word, at: at) }
        default: bytes.replaceSubrange(part, with: part.map { _ in UInt8.random(in: 0...255, using: &dice) })
        }
    }
}
