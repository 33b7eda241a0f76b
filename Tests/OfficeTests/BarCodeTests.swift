import Office
import Testing

/// Code 128 against published examples, and read back bar by bar.
@Suite struct BarCodeTests {
    /// The eleven modules of every value as bits, dark is 1: the usual second way to write the standard's table.
    private static let bits: [Int] = """
        6CC 66C 666 498 48C 44C 4C8 4C4 464 648 644 624 59C 4DC 4CE 5CC 4EC 4E6 672 65C 64E 6E4 674 76E 74C 72C 726 764 734 732
        6D8 6C6 636 518 458 446 588 468 462 688 628 622 5B8 58E 46E 5D8 5C6 476 776 68E 62E 6E8 6E2 6EE 758 746 716 768 762 71A
        77A 642 78A 530 50C 4B0 486 42C 426 590 584 4D0 4C2 434 432 612 650 7BA 614 47A 53C 4BC 49E 5E4 4F4 4F2 7A4 794 792 6DE
        6F6 7B6 578 51E 45E 5E8 5E2 7A8 7A2 5DE 5EE 75E 7AE 684 690 69C
        """.split(whereSeparator: \.isWhitespace).compactMap { Int($0, radix: 16) }

    /// Reads modules as a scanner does; nil where they are no bar code.
    private func read(_ modules: [Bool]) -> String? {
        guard modules.count % 11 == 2,
            modules.suffix(13) == [true, true, false, false, false, true, true, true, false, true, false, true, true]
        else { return nil }
        var values: [Int] = []
        for start in stride(from: 0, to: modules.count - 13, by: 11) {
            let pattern = modules[start..<(start + 11)].reduce(0) { $0 * 2 + ($1 ? 1 : 0) }
            guard let value = Self.bits.firstIndex(of: pattern) else { return nil }
            values.append(value)
        }
        guard let check = values.popLast(), let start = values.first else { return nil }
        var sum = start
        for (place, value) in values.enumerated() { sum += place * value }
        guard sum % 103 == check else { return nil }
        var isC = start == 105
        var text = ""
        for value in values.dropFirst() {
            switch (isC, value) {
            case (true, 100): isC = false
            case (false, 99): isC = true
            case (true, 0..<100): text += (value < 10 ? "0" : "") + String(value)
            case (false, 0..<96): text.unicodeScalars.append(Unicode.Scalar(UInt8(value + 32)))
            default: return nil
            }
        }
        return text
    }

    @Test func `published examples`() throws {
        #expect(Self.bits.count == 106)
        #expect(try #require(BarCode("HI345678")).values == [104, 40, 41, 99, 34, 56, 78, 68, 106])
        #expect(try #require(BarCode("AIM1234")).values == [104, 33, 41, 45, 99, 12, 34, 87, 106])
        // PJJ123C begun in subset A has the check digit 54; B's start counts one more.
        #expect(BarCode.checkDigit([103, 48, 42, 42, 17, 18, 19, 35]) == 54)
        #expect(try #require(BarCode("PJJ123C")).values == [104, 48, 42, 42, 17, 18, 19, 35, 55, 106])
    }

    @Test(arguments: [
        "#26-117", "#m1", "#m1234567", "1234", "12345", "12", "1", "A12345B", "A123456B", "ab1234567", "0123456789012", " ~", "in2026-117",
        "12345678x", "x12x1234",
    ])
    func `what is written is read back`(text: String) throws {
        let code = try #require(BarCode(text))
        #expect(read(code.modules) == text)
        #expect(code.modules.count == (code.values.count - 1) * 11 + 13)
    }

    @Test func `digits are written two a symbol where that is shorter`() throws {
        #expect(try #require(BarCode("0123456789012")).values.count == 1 + 6 + 2 + 2)
        #expect(try #require(BarCode("A12345B")).values.count == 1 + 7 + 2)
        #expect(try #require(BarCode("ab1234567")).values.count == 1 + 3 + 1 + 3 + 2)
    }

    @Test func `what has no bars`() {
        for text in ["", "收文", "a\n", String(repeating: "x", count: 49)] { #expect(BarCode(text) == nil) }
    }
}
