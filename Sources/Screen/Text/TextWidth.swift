/// How many columns text takes on a terminal, by grapheme cluster.
public enum TextWidth {
    /// The columns of one scalar: 0, 1 or 2. Ambiguous ones are narrow.
    public static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD ? 0 : 1 }
        if Visible.isPlain(value) { return Visible.plainWidth(value) }
        if contains(value, WidthTables.zero) { return 0 }
        return contains(value, WidthTables.wide) ? 2 : 1
    }

    public static func of(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        return of(first)
    }

    /// The columns of a text once it is made visible.
    public static func of(_ text: some StringProtocol) -> Int {
        let plain = text.utf8.withContiguousStorageIfAvailable { Visible.plainWidth($0) }
        return (plain ?? nil) ?? Visible.characters(text).reduce(0) { $0 + of($1) }
    }

    private static func contains(_ value: UInt32, _ ranges: [ClosedRange<UInt32>]) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(value)
    }

    /// The text cut to a number of columns, ending in … where something was left out.
    public static func truncated(_ text: String, to columns: Int) -> String {
        if columns <= 0 { return "" }
        if of(text) <= columns { return text }
        var out = ""
        var width = 0
        for character in Visible.characters(text) {
            let next = of(character)
            if width + next > columns - 1 { break }
            out.append(character)
            width += next
        }
        return out + "…"
    }

    /// The text filled with blanks to a number of columns, cut where it is longer.
    public static func padded(_ text: String, to columns: Int, right: Bool = false) -> String {
        let cut = truncated(text, to: columns)
        let blanks = String(repeating: " ", count: max(0, columns - of(cut)))
        return right ? blanks + cut : cut + blanks
    }

    /// The lines of a text wrapped to a number of columns; Latin words stay whole where they fit.
    ///
    /// A mark that must not begin a line (，。、) is kept on the line before, which may then be one character shorter.
    public static func wrapped(_ text: String, to columns: Int, limit: Int = .max) -> [String] {
        guard columns > 0 else { return [] }
        var lines: [String] = []
        var rest = text.unicodeScalars[...]
        while lines.count < limit {
            let end = rest.firstIndex(where: isLineBreak)
            wrap(Visible.scalars(rest[..<(end ?? rest.endIndex)]), columns, limit, &lines)
            guard let end else { break }
            let isPair = rest[end] == "\r" && rest.index(after: end) < rest.endIndex && rest[rest.index(after: end)] == "\n"
            rest = rest[rest.index(end, offsetBy: isPair ? 2 : 1)...]
        }
        return lines
    }

    /// Lines of whole parts, two blanks between them; only a part that is wider than a line is broken.
    public static func gathered(_ parts: [String], to columns: Int) -> [String] {
        var lines: [String] = []
        for part in parts {
            if let last = lines.last, of(last) + 2 + of(part) <= columns {
                lines[lines.count - 1] = last + "  " + part
            } else {
                lines += of(part) <= columns ? [part] : wrapped(part, to: columns)
            }
        }
        return lines
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Marks that never begin a line 避头.
    private static func closes(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "，", "。", "、", "；", "：", "！", "？", "）", "》", "”", "〕", "…", ")", ",", ".", ";", ":": true
        default: false
        }
    }

    private static func wrap(_ scalars: [Unicode.Scalar], _ columns: Int, _ limit: Int, _ lines: inout [String]) {
        var start = 0
        repeat {
            var end = start
            var width = 0
            while end < scalars.count {
                let next = of(scalars[end])
                if width + next > columns { break }
                width += next
                end += 1
            }
            // A glyph wider than the whole line is passed over rather than tried for ever.
            if end == start, end < scalars.count { end += 1 }
            var cut = end
            if end < scalars.count {
                if isLatin(scalars[end]), isLatin(scalars[end - 1]),
                    let space = scalars[start..<end].lastIndex(where: { !isLatin($0) }), space > start
                {
                    cut = space + 1
                } else if closes(scalars[end]), end - 1 > start {
                    cut = end - 1
                    // An accent stays with its letter.
                    while cut > start + 1, of(scalars[cut]) == 0 { cut -= 1 }
                }
            }
            lines.append(line(scalars[start..<cut]))
            // The blank a line was broken at begins no other.
            start = cut < scalars.count && cut > 0 && scalars[cut] == " " && scalars[cut - 1] != " " ? cut + 1 : cut
        } while start < scalars.count && lines.count < limit
    }

    /// Scalars as text; given one by one they would be checked one by one.
    private static func line(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(unsafeUninitializedCapacity: scalars.count * 4) { bytes in
            var count = 0
            for scalar in scalars {
                for byte in UTF8.encode(scalar) ?? UTF8.EncodedScalar() {
                    bytes[count] = byte
                    count += 1
                }
            }
            return count
        }
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool { (0x21..<0x7F).contains(scalar.value) }
}
