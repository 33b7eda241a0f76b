import Office

/// Words that stand in an address with its signs as bytes (`%E6%9C%BA%E5%AF%86`, RFC 3986 §2.1), in whatever encoding these are.
enum PercentWords {
    /// The words that are the first mark; nil where there is none.
    ///
    /// - Throws: `OverBudget` where more places than are looked at may be one.
    static func mark(in bytes: [UInt8]) throws(OverBudget) -> String? {
        guard mayHold(bytes) else { return nil }
        return try RawText.mark(in: SevenBit.spelled(bytes[...], escape: UInt8(ascii: "%")))
    }

    /// Whether a byte beyond ASCII is spelled so.
    private static func mayHold(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while index + 2 < bytes.count {
                guard bytes[index] == UInt8(ascii: "%") else {
                    index += 1
                    continue
                }
                if let high = SevenBit.hex(bytes[index + 1]), high >= 8, SevenBit.hex(bytes[index + 2]) != nil { return true }
                index += 1
            }
            return false
        }
    }
}
