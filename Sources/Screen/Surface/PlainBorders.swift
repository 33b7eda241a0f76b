/// The way out for terminals that draw lines and marks of ambiguous width two columns wide: plain signs in their place.
public enum PlainBorders {
    public static func text(of glyph: Glyph) -> String { self.glyph(for: glyph).text }

    public static func glyph(for glyph: Glyph) -> Glyph {
        sign(for: glyph.base).map { Glyph($0) } ?? glyph
    }

    private static func sign(for base: UInt32) -> Unicode.Scalar? {
        switch base {
        // Box drawing: horizontal, vertical, corners and crossings.
        case 0x2501, 0x2505, 0x2550: return "="
        case 0x2500, 0x2504: return "-"
        case 0x2502, 0x2503, 0x2506, 0x2507, 0x2551: return "|"
        case 0x2508...0x257F: return "+"
        case 0x25B8, 0x25B6, 0x203A, 0x2192: return ">"
        case 0x2190: return "<"
        case 0x2191: return "^"
        case 0x2193: return "v"
        case 0x23CE: return "<"
        case 0x2423, 0xB7: return "."
        case 0x2013...0x2015: return "-"
        case 0x2018, 0x2019: return "'"
        case 0x201C, 0x201D: return "\""
        case 0x2026: return "~"
        case 0x2713: return "x"
        case 0x25A1: return "?"
        default: return nil
        }
    }
}
