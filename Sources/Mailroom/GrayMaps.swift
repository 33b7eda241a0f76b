/// Pictures in grey one behind the other (PGM, `P5 width height 255` and a byte for each dot).
enum GrayMaps {
    static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var pages: [ArraySlice<UInt8>] = []
        var at = 0
        while at + 2 < bytes.count, bytes[at] == 0x50, bytes[at + 1] == 0x35 {
            let start = at
            at += 2
            var numbers: [Int] = []
            while numbers.count < 3 {
                guard let number = number(bytes, &at) else { return pages }
                numbers.append(number)
            }
            at += 1
            guard numbers[2] == 255, numbers[0] * numbers[1] <= bytes.count - at else { return pages }
            at += numbers[0] * numbers[1]
            pages.append(bytes[start..<at])
        }
        return pages
    }

    /// The next number of a head, of at most six digits; blanks and notes before it are passed.
    private static func number(_ bytes: [UInt8], _ at: inout Int) -> Int? {
        while at < bytes.count, bytes[at] <= 0x20 || bytes[at] == 0x23 {
            if bytes[at] == 0x23 { while at < bytes.count, bytes[at] != 0x0A { at += 1 } } else { at += 1 }
        }
        var value = 0
        let start = at
        while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39, at - start < 6 {
            value = value * 10 + Int(bytes[at] - 0x30)
            at += 1
        }
        return at > start ? value : nil
    }
}
