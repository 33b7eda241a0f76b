import Testing

@testable import Mailroom

/// What deflate packed is unpacked as libz does it, and no file makes it look beyond what is there.
@Suite struct InflationTests {
    /// Letters of uneven frequency, so that its blocks bring codes of their own; packed by libz.
    private static let letters: [UInt8] = {
        var number = 1
        return (0..<300).map { _ in
            number = (number * 1_103_515_245 + 12_345) & 0x7FFF_FFFF
            return Array("aaaaaaaabbbbccde".utf8)[number >> 16 & 15]
        }
    }()
    static let packed = bytes(
        """
        78da3d8fdb11443108426be561ff2d2c68eefae11881e304064910d04800066e4b65af48d5409d526b66c243ceec4aa26bb2285f72be50004540181e\
        b3bea83db5774ae379dbbcd100d450d0903dcb3fc031f0785f71ecec13a39f5e427f00fe935bfac60e6b8e27692dbb97c467ef17cfb8ef1f8e3d72c8
        """)
    /// With the codes everybody knows.
    static let remarks = bytes(
        """
        78da33543050b0b1d10fa92c48d577cccbcb2fd10f2e4d2a01f142522b4af49df3f34a52f34a8a6ddc5cdddccccc8d1d4d9d9ccd8ccc0c4cedf48352\
        934ba20d80da0d150c63edec883145233f5b735425b5550200fefe99cb
        """)

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    @Test func `every kind of block is unpacked`() {
        #expect(Inflation(Self.packed[...], limit: 1_000).bytes == Self.letters)
        #expect(String(decoding: Inflation(Self.remarks[...], limit: 1_000).bytes, as: UTF8.self).hasPrefix("1 0 <</Type/Annot"))
        let stored: [UInt8] = [0x78, 0x01, 1, 3, 0, 0xFC, 0xFF, 0x61, 0x62, 0x63]
        #expect(Inflation(stored[...], limit: 3).bytes == Array("abc".utf8))
        // Its place in a larger file does not matter.
        let within = [0, 0] + Self.packed + [9, 9]
        #expect(Inflation(within[2...], limit: 1_000).bytes == Self.letters)
    }

    @Test func `more than the limit is said, and torn it gives what came before`() {
        let full = Inflation(Self.packed[...], limit: 100)
        #expect(full.isTooMuch && full.bytes.count <= 100 && Self.letters.starts(with: full.bytes))
        for count in 0..<Self.packed.count {
            let torn = Inflation(Self.packed[..<count], limit: 1_000)
            #expect(!torn.isTooMuch && Self.letters.starts(with: torn.bytes), "\(count)")
        }
    }

    @Test func `no spoilt byte brings it down`() {
        for index in Self.packed.indices {
            for value in [UInt8(0), 0x55, 0xFF] {
                var spoilt = Self.packed
                spoilt[index] = value
                #expect(Inflation(spoilt[...], limit: 10_000).bytes.count <= 10_000)
            }
        }
    }
}
