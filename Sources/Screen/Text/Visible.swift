/// The one filter between any text and a terminal: what a document is called can never drive the terminal.
///
/// Control, escape and direction-changing characters become visible marks; clusters terminals disagree about are drawn as their
/// base glyph or □.
public enum Visible {
    /// A text made safe to print on one line.
    public static func text(_ text: some StringProtocol) -> String {
        let text = String(text)
        return text.unicodeScalars.allSatisfy(isPlain) ? text : String(characters(text))
    }

    /// A text made safe, its line breaks kept.
    public static func lines(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy({ isPlain($0) || $0 == "\n" }) { return text }
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { Visible.text($0) }.joined(separator: "\n")
    }

    public static func characters(_ text: some StringProtocol) -> [Character] {
        var out: [Character] = []
        out.reserveCapacity(text.utf8.count)
        // Nearly every text is made of characters that stand alone; finding the clusters of the rest is slow.
        for scalar in text.unicodeScalars {
            guard isPlain(scalar) else {
                out.removeAll(keepingCapacity: true)
                for character in text { append(character, to: &out) }
                return out
            }
            out.append(Character(scalar))
        }
        return out
    }

    /// The same as scalars: what wrapping counts.
    static func scalars(_ text: Substring.UnicodeScalarView) -> [Unicode.Scalar] {
        var out: [Unicode.Scalar] = []
        out.reserveCapacity(Substring(text).utf8.count)
        for scalar in text {
            guard isPlain(scalar) else { return characters(Substring(text)).flatMap { Array($0.unicodeScalars) } }
            out.append(scalar)
        }
        return out
    }

    /// The same for the cells of a screen.
    public static func glyphs(_ text: some StringProtocol) -> [Glyph] {
        var out: [Glyph] = []
        out.reserveCapacity(text.utf8.count)
        walk(text) { glyph, _ in
            out.append(glyph)
            return true
        }
        return out
    }

    /// Hands the glyphs of a text to `take` with their columns, until it answers false.
    @inline(__always)
    static func walk(_ text: some StringProtocol, _ take: (Glyph, Int) -> Bool) {
        let isWalked = text.utf8.withContiguousStorageIfAvailable { bytes in
            guard plainWidth(bytes) != nil else { return false }
            var index = 0
            while index < bytes.count {
                let value = next(bytes, &index)
                guard take(Glyph(value), plainWidth(value)) else { break }
            }
            return true
        }
        if isWalked == true { return }
        for character in characters(text) {
            let glyph = Glyph(character)
            guard take(glyph, glyph.width) else { return }
        }
    }

    /// The columns of a text that is made of characters which stand alone; nil where one of them needs a closer look.
    static func plainWidth(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var width = 0
        var index = 0
        while index < bytes.count {
            let value = next(bytes, &index)
            guard isPlain(value) else { return nil }
            width += plainWidth(value)
        }
        return width
    }

    /// The columns of a scalar that `isPlain`.
    @inline(__always)
    static func plainWidth(_ value: UInt32) -> Int { value < 0x3000 ? 1 : 2 }

    /// The scalar that begins at a place in a string's own bytes, which are always well-formed; the place moves behind it.
    @inline(__always)
    static func next(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt32 {
        func rest(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset] & 0x3F) }
        let first = bytes[index]
        let value: UInt32
        switch first {
        case ..<0x80:
            value = UInt32(first)
            index += 1
        case ..<0xE0:
            value = UInt32(first & 0x1F) << 6 | rest(1)
            index += 2
        case ..<0xF0:
            value = UInt32(first & 0x0F) << 12 | rest(1) << 6 | rest(2)
            index += 3
        default:
            value = UInt32(first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3)
            index += 4
        }
        return value
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool { isPlain(scalar.value) }

    /// A scalar that is a whole character by itself, is drawn as it is and takes one column below U+3000, two from there on.
    @inline(__always)
    static func isPlain(_ value: UInt32) -> Bool {
        switch value {
        case 0x20..<0x7F, 0x4E00...0x9FFF, 0x3000...0x3029, 0xFF01...0xFF5E, 0x2460...0x25FC, 0x2013...0x201F, 0x2026, 0x2190...0x21FF,
            0xB7,
            0xC0...0x24F:
            true
        default: false
        }
    }

    private static func append(_ character: Character, to out: inout [Character]) {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return }
        let rest = scalars.dropFirst()
        if rest.isEmpty {
            if let glyph = glyph(first) { out.append(glyph) }
            return
        }
        if first.value == 0x0D { return append(Character("\n"), to: &out) }
        guard let base = glyph(first) else { return }
        // Letters keep their accents; everything else that is joined shows its base alone.
        let isAccented = first.properties.isAlphabetic && rest.allSatisfy { (0x300...0x36F).contains($0.value) } && rest.count <= 2
        out.append(isAccented ? character : base)
    }

    /// What one scalar is drawn as; nil where it is drawn as nothing.
    private static func glyph(_ scalar: Unicode.Scalar) -> Character? {
        switch scalar.value {
        case 0x20..<0x7F: return Character(scalar)
        case 0x09, 0x0A, 0x0D, 0x0B, 0x0C, 0x85, 0x2028, 0x2029: return " "
        case 0..<0x20, 0x7F: return Unicode.Scalar(0x2400 + min(scalar.value, 0x21)).map(Character.init)
        case 0x80..<0xA0: return "␦"
        case 0xAD, 0xFE00...0xFE0F, 0x200B...0x200D, 0x2060, 0xFEFF: return nil
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x061C: return "⇄"
        case 0x4E00...0x9FFF, 0x3000...0x303F, 0xFF01...0xFF5E: return Character(scalar)
        case 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF: return "□"
        default:
            switch scalar.properties.generalCategory {
            case .unassigned, .privateUse, .surrogate: return "□"
            case .format: return nil
            case .nonspacingMark, .enclosingMark, .spacingMark: return "◌"
            default: return Character(scalar)
            }
        }
    }
}
