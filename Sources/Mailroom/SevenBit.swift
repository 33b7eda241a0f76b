/// Chinese in seven bits, as old mail gates wrote it (HZ-GB-2312, RFC 1843): `~{` opens two-byte signs, `~}` closes them.
enum SevenBit {
    /// Whether a line is written so beyond doubt: what is opened is closed, and pairs of signs of the table stand between.
    static func isFolded(_ bytes: [UInt8]) -> Bool {
        var at = 0
        var runs = 0
        while at + 1 < bytes.count {
            guard bytes[at] == 0x7E, bytes[at + 1] == 0x7B else {
                at += 1
                continue
            }
            at += 2
            let start = at
            while at + 1 < bytes.count, (0x21...0x77).contains(bytes[at]), (0x21...0x7E).contains(bytes[at + 1]) { at += 2 }
            guard at > start, at + 1 < bytes.count, bytes[at] == 0x7E, bytes[at + 1] == 0x7D else { return false }
            at += 2
            runs += 1
        }
        return runs > 0
    }

    /// The same text as GB 2312 in eight bits.
    static func unfolded(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var isWide = false
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            if byte == 0x0A || byte == 0x0D {
                // A line that was not closed closes itself.
                isWide = false
                out.append(byte)
                at += 1
            } else if isWide, byte == 0x7E, next == 0x7D {
                isWide = false
                at += 2
            } else if isWide {
                out += next >= 0x21 ? [byte | 0x80, next | 0x80] : [byte]
                at += next >= 0x21 ? 2 : 1
            } else if byte == 0x7E, next == 0x7B {
                isWide = true
                at += 2
            } else if byte == 0x7E, next == 0x7E || next == 0x0A {
                if next == 0x7E { out.append(0x7E) }
                at += 2
            } else {
                out.append(byte)
                at += 1
            }
        }
        return out
    }
}
