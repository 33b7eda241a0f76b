/// Pictures in grey one behind the other (PGM, `P5 width height 255` and a byte for each dot).
enum GrayMaps {
    static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var pages: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while let dots = dots(of: rest) {
            pages.append(rest[..<dots.upperBound])
            rest = rest[dots.upperBound...]
        }
        return pages
    }

    /// Where the dots of the first picture stand; nil where there is none, or not whole.
    private static func dots(of bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard bytes.starts(with: [0x50, 0x35]) else { return nil }
        var at = bytes.startIndex + 2
        var numbers: [Int] = []
        while numbers.count < 3 {
            guard let number = number(bytes, &at) else { return nil }
            numbers.append(number)
        }
        at += 1
        guard numbers[2] == 255, numbers[0] * numbers[1] <= bytes.endIndex - at else { return nil }
        return at..<at + numbers[0] * numbers[1]
    }

    /// Whether next to nothing stands on a page: specks of dust and the edge of a sheet are less than a word.
    static func isBlank(_ page: ArraySlice<UInt8>) -> Bool {
        guard let dots = dots(of: page) else { return true }
        return page[dots].count { $0 < 0xA0 } * 2000 < dots.count
    }

    /// The next number of a head, of at most six digits; blanks and notes before it are passed.
    private static func number(_ bytes: ArraySlice<UInt8>, _ at: inout Int) -> Int? {
        while at < bytes.endIndex, bytes[at] <= 0x20 || bytes[at] == 0x23 {
            if bytes[at] == 0x23 { while at < bytes.endIndex, bytes[at] != 0x0A { at += 1 } } else { at += 1 }
        }
        var value = 0
        let start = at
        while at < bytes.endIndex, bytes[at] >= 0x30, bytes[at] <= 0x39, at - start < 6 {
            value = value * 10 + Int(bytes[at] - 0x30)
            at += 1
        }
        return at > start ? value : nil
    }
}
