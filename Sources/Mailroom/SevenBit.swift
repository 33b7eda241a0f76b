/// Chinese in seven bits, as old mail gates wrote it (HZ-GB-2312, RFC 1843): `~{` opens two-byte signs, `~}` closes them.
enum SevenBit {
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
