/// A stretch of a paper's head reduced to what a secrecy mark is made of, so that no sign between or around its characters hides it.
///
/// Invisible signs, combining marks and blanks are gone, forms of one sign are one: every star is `★`, every other picture `◆`, every
/// bracket `(` or `【`, every joint `·`, every colon `:`. A blank is remembered only as a gap before the sign behind it.
struct MarkRun {
    private(set) var signs: Run = []
    private(set) var gaps: [Bool] = []
    /// Whether more stood there than was looked at.
    private(set) var isCut = false

    init(_ rows: some Sequence<Run>, limit: Int = .max) {
        for row in rows {
            var isGap = true
            var escape = TerminalEscape()
            for scalar in row {
                if signs.count >= limit {
                    isCut = true
                    return
                }
                if escape.takes(scalar) { continue }
                if MarkRun.isBlank(scalar) {
                    isGap = true
                    continue
                }
                for sign in MarkRun.reduced(scalar) {
                    signs.append(sign)
                    gaps.append(isGap)
                    isGap = false
                }
            }
        }
    }

    /// Whether a run may hold a mark at all: each of them is written with one of these signs.
    static func mayHold(_ run: Run) -> Bool { run.contains { $0 == "密" || $0 == "宻" || $0 == "㊙" } }

    /// The same of a text, byte by byte: most words ever typed end here.
    static func mayHold(_ text: String) -> Bool {
        func isFound(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
            var index = 0
            while index + 2 < bytes.count {
                if MarkSign.isOne(bytes[index], bytes[index + 1], bytes[index + 2]) { return true }
                index += 1
            }
            return false
        }
        if let found = text.utf8.withContiguousStorageIfAvailable(isFound) { return found }
        return Array(text.utf8).withUnsafeBufferPointer(isFound)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Those without a width are no gap between words.
        case 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF: false
        default: Signs.isBlank(scalar) || Folding.isBlank(scalar)
        }
    }

    /// Whether a sign shows nothing of its own.
    static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20...0x7E).contains(scalar.value) || Folding.isHan(scalar) { return false }
        // The blank of Braille, and the place of an object that is not there.
        if scalar.value == 0x2800 || scalar.value == 0xFFFC { return true }
        if scalar.properties.isDefaultIgnorableCodePoint { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .spacingMark: return true
        default: return false
        }
    }

    private static let same: [Unicode.Scalar: String] = {
        var same: [Unicode.Scalar: String] = ["㊙": "秘密★", "祕": "秘", "絶": "绝", "宻": "密"]
        let kinds: [(String, String)] = [
            (":：﹕︰∶꞉˸=＝﹦", ":"), ("(（﹙⟨⦅︵〔﹝{｛﹛<＜〈「『", "("), (")）﹚⟩⦆︶〕﹞}｝﹜>＞〉」』", ")"), ("[［【〖︻︗⟦", "【"),
            ("]］】〗︼︘⟧", "】"), ("·•・‧∙⋅･．.。-‐‑‒–—―－﹣−_＿/／\\＼|｜∣~～", "·"), (",，、;；﹐﹑", ","),
            ("*＊﹡∗⁎⁑★☆⭐⋆✩✪✫✬✭✮✯✰🌟✱✲✳✴✵✶✷✸✹✺✻⚝⍟≛", "★"), ("※#＃^＾⁂", "◆"), ("□☐▢", "□"),
        ]
        for (signs, sign) in kinds { for scalar in signs.unicodeScalars { same[scalar] = sign } }
        return same
    }()

    private static func reduced(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        if let known = same[scalar] { return known.unicodeScalars }
        if isDropped(scalar) { return "".unicodeScalars }
        let folded = Folding.search(scalar)
        if let known = same[folded] { return known.unicodeScalars }
        var view = String.UnicodeScalarView()
        view.append(isPicture(folded) ? "◆" : folded)
        return view
    }

    /// A picture that may stand in the place of the star; arrows point at something, and a mark does not.
    private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x80, !Folding.isHan(scalar), !(0x2190...0x21FF).contains(scalar.value) else { return false }
        switch scalar.properties.generalCategory {
        case .otherSymbol, .mathSymbol: return true
        default: return false
        }
    }
}

/// A sequence by which a terminal is told how words look, as `ESC [ 31 m` (ECMA-48 §5.4): it shows nothing of its own.
private struct TerminalEscape {
    private enum Place { case outside, opened, inside }
    private var place = Place.outside

    /// Whether a sign belongs to such a sequence.
    mutating func takes(_ sign: Unicode.Scalar) -> Bool {
        switch place {
        case .outside:
            if sign.value == 0x1B { place = .opened } else if sign.value == 0x9B { place = .inside }
            return place != .outside
        case .opened:
            place = sign == "[" ? .inside : .outside
            return sign.value < 0x80
        case .inside:
            if !(0x20...0x3F).contains(sign.value) { place = .outside }
            return sign.value < 0x80
        }
    }
}
