/// Brings spellings together that mean the same: width, case, script, brackets, pinyin.
public enum Folding {
    /// Full-width forms and Chinese punctuation brought to their ASCII twins: `：` to `:`, `Ａ` to `A`, `　` to a blank.
    public static func width(_ text: some StringProtocol) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: out.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000: out.append(" ")
            case 0x3001: out.append(",")
            case 0x3002: out.append(".")
            case 0x3010: out.append("[")
            case 0x3011: out.append("]")
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    /// A character as search sees it: simplified, half width, lower case.
    public static func search(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x41...0x5A: return Unicode.Scalar(scalar.value + 0x20) ?? scalar
        case ..<0x80: return scalar
        case 0xFF21...0xFF3A: return Unicode.Scalar(scalar.value - 0xFEE0 + 0x20) ?? scalar
        case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x2000...0x20FF, 0x3007: return scalar
        case 0x2E80...0x9FFF, 0xF900...0xFAFF: return simplified(scalar) ?? scalar
        default: return scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        }
    }

    /// A whole text as search sees it.
    public static func search(_ text: some StringProtocol) -> String {
        var out = String.UnicodeScalarView()
        for scalar in String(text).unicodeScalars { out.append(search(scalar)) }
        return String(out)
    }

    /// A name or title without blanks and marks, for telling whether two are the same.
    public static func key(_ text: some StringProtocol) -> String {
        var out = String.UnicodeScalarView()
        for scalar in String(text).unicodeScalars where isWord(scalar) { out.append(search(scalar)) }
        return String(out)
    }

    /// Letters and digits of any script.
    public static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            return (0x30...0x39).contains(scalar.value) || (0x41...0x5A).contains(scalar.value)
                || (0x61...0x7A).contains(scalar.value)
        }
        if isHan(scalar) { return true }
        // The marks papers are full of, before the library is asked.
        switch scalar.value {
        case 0x2000...0x206F, 0x3000...0x3004, 0x3008...0x3020: return false
        default: return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }

    /// White space of any script (Unicode, White_Space), without asking the library for each character of a paper.
    public static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    public static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
        default: false
        }
    }

    public static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.first.map(isHan) ?? false
    }

    private static let first: UInt32 = 0x2E80

    /// What each character of the common range is simplified to, 0 for itself: laid out once from the table.
    private static let common: [UInt16] = {
        var table = [UInt16](repeating: 0, count: 0xA000 - Int(first))
        var traditional: UInt32?
        for scalar in FoldingTables.traditionalToSimplified.unicodeScalars {
            guard let key = traditional else {
                traditional = scalar.value
                continue
            }
            if key >= first, key < 0xA000 { table[Int(key - first)] = UInt16(truncatingIfNeeded: scalar.value) }
            traditional = nil
        }
        return table
    }()

    private static func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if scalar.value >= first, scalar.value < 0xA000 {
            let found = common[Int(scalar.value - first)]
            return found == 0 ? nil : Unicode.Scalar(found)
        }
        return rare(scalar)
    }

    /// The table is read where it lies in the program: pairs of two characters of three bytes each, sorted by the first.
    private static func rare(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard (0x800...0xFFFF).contains(scalar.value) else { return nil }
        return FoldingTables.traditionalToSimplified.utf8.withContiguousStorageIfAvailable { bytes -> Unicode.Scalar? in
            func value(_ at: Int) -> UInt32 {
                UInt32(bytes[at] & 0x0F) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
            }
            var range = 0..<bytes.count / 6
            while !range.isEmpty {
                let middle = range.lowerBound + range.count / 2
                let key = value(middle * 6)
                if key == scalar.value { return Unicode.Scalar(value(middle * 6 + 3)) }
                range = key < scalar.value ? middle + 1..<range.upperBound : range.lowerBound..<middle
            }
            return nil
        } ?? nil
    }
}
