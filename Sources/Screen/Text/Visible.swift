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
        for scalar in text.unicodeScalars {
            guard isPlain(scalar) else { return characters(text).map { Glyph($0) } }
            out.append(Glyph(scalar))
        }
        return out
    }

    /// A scalar that is a whole character by itself and is drawn as it is.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F, 0x4E00...0x9FFF, 0x3001...0x3029, 0xFF01...0xFF5E, 0x2500...0x257F, 0x2013...0x201F, 0x2026, 0xB7, 0x3000: true
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
