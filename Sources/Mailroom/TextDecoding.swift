import Foundation

/// Bytes brought to text: the encoding is told by marks, by validity, and by how plausible the Chinese reads.
public enum TextDecoding {
    public struct Decoded: Hashable, Sendable {
        public let text: String
        /// The encoding found: `utf-8`, `gb18030`, `big5`, `utf-16-le`, `utf-16-be`, `utf-32-le`, `utf-32-be`, `mixed`.
        public let encoding: String
    }

    public static func decode(_ bytes: [UInt8]) -> Decoded {
        if let name = widest(bytes), let text = convert(Array(bytes.prefix(bytes.count / 4 * 4)), name) {
            return Decoded(text: cleaned(text).replacing("\u{FEFF}", with: ""), encoding: name)
        }
        for (mark, name) in marks where bytes.starts(with: mark) {
            return Decoded(text: cleaned(convert(Array(bytes.dropFirst(mark.count)), name) ?? ""), encoding: name)
        }
        if bytes.isEmpty { return Decoded(text: "", encoding: "utf-8") }
        let sample = bytes.prefix(4000)
        let zeros = sample.count { $0 == 0 }
        let utf8 = utf8Prefix(bytes)
        if let utf8, zeros * 4 < sample.count, zeros == 0 || sample.contains(where: { $0 >= 0x80 }) {
            return Decoded(text: cleaned(utf8), encoding: "utf-8")
        }
        // One line is in one encoding, and may have lost a byte on its way.
        if zeros == 0, !bytes.contains(0x0A), let text = damaged(bytes) { return Decoded(text: cleaned(text), encoding: "utf-8") }
        var best: (score: Double, decoded: Decoded)?
        func consider(_ text: String?, _ name: String, bonus: Double) {
            guard let text else { return }
            let score = plausibility(text) + bonus
            if score > best?.score ?? -100 { best = (score, Decoded(text: cleaned(text), encoding: name)) }
        }
        for name in ["gb18030", "big5", "utf-16-le", "utf-16-be"] {
            let isWide = name.hasPrefix("utf-16")
            let data = isWide && bytes.count % 2 == 1 ? Array(bytes.dropLast()) : bytes
            let text = convert(data, name)
            let isDamaged = text?.unicodeScalars.contains("\u{FFFD}") ?? true
            let hasLines = isWide && (text?.prefix(4000).contains("\n") ?? false)
            consider(text, name, bonus: (isDamaged ? -0.05 : 0) + (hasLines ? 0.1 : 0))
        }
        consider(byLines(bytes), "mixed", bonus: -0.1)
        if let best, best.score >= 0.15 || utf8 == nil { return best.decoded }
        return Decoded(text: cleaned(utf8 ?? String(decoding: bytes, as: UTF8.self)), encoding: "utf-8")
    }

    /// The text of bytes that say their own encoding; where they lie about it, what they most likely are.
    static func decode(_ bytes: [UInt8], declared: String?) -> String {
        let family = family(declared ?? "")
        if family == "utf-7", let text = SevenBit.unshifted(bytes) { return cleaned(text) }
        if family == "hz", let text = convert(SevenBit.unfolded(bytes), "gb18030") { return cleaned(text) }
        if family == "utf-8", let text = String(validating: bytes, as: UTF8.self) { return cleaned(text) }
        if !family.isEmpty, family != "utf-8", family != "hz", family != "us-ascii", let text = believed(bytes, family) {
            return cleaned(text)
        }
        // A line's end in it may be what a damaged byte became.
        if family == "utf-8", bytes.count < 1_000, let text = damaged(bytes) { return cleaned(text) }
        let guessed = decode(bytes).text
        // A short text may have lost a byte as well; what it says it is then reads better than anything else.
        if !["", "utf-8", "hz", "us-ascii"].contains(family), let text = convert(bytes, family),
            plausibility(text) + 0.5 > plausibility(guessed)
        {
            return cleaned(text)
        }
        return guessed
    }

    /// The text in the encoding it says it has; nil where it cannot be that.
    private static func believed(_ bytes: [UInt8], _ family: String) -> String? {
        // What Latin-1 leaves to controls is Latin text of Windows in every mail; what that leaves open is neither.
        let isLatin = family == "iso-8859-1" && bytes.contains { (0x80..<0xA0).contains($0) }
        guard let text = convert(bytes, isLatin ? "windows-1252" : family) else { return nil }
        let damaged = text.unicodeScalars.count { $0 == "\u{FFFD}" }
        // A long text may have lost a byte on its way.
        return damaged == 0 || damaged * 200 < text.unicodeScalars.count ? text : nil
    }

    /// The encoding a declared name means, under the name the system's tables know; empty where it means none.
    static func family(_ declared: String) -> String {
        let name = declared.lowercased().filter { $0 != " " && $0 != "\"" && $0 != "'" }
        guard !name.isEmpty, name.utf8.count <= 40,
            name.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || "-_.:+".utf8.contains($0) })
        else { return "" }
        if let known = families[name] { return known }
        for (beginning, family) in [("gb", "gb18030"), ("hz", "hz"), ("big5", "big5"), ("iso-2022-cn", "iso-2022-cn-ext")]
        where name.hasPrefix(beginning) {
            return family
        }
        return name
    }

    private static let families = [
        "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "unicode-1-1-utf-7": "utf-7", "utf7": "utf-7",
        "unicode-2-0-utf-7": "utf-7", "x-unicode-2-0-utf-7": "utf-7", "csunicode11utf7": "utf-7", "cputf7": "utf-7", "x-gbk": "gb18030",
        "cp936": "gb18030",
        "ms936": "gb18030",
        "windows-936": "gb18030", "936": "gb18030", "chinese": "gb18030", "csgb2312": "gb18030", "iso-ir-58": "gb18030",
        "euc-cn": "gb18030",
        "x-euc-cn": "gb18030", "cp950": "big5", "x-x-big5": "big5", "csbig5": "big5", "cn-big5": "big5", "cn-gb": "gb18030",
        "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
        "ascii": "us-ascii", "ansi_x3.4-1968": "us-ascii", "iso646-us": "us-ascii", "latin1": "iso-8859-1", "iso_8859-1": "iso-8859-1",
        "iso8859-1": "iso-8859-1", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
        "ms_kanji": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "ksc5601": "cp949", "cp1252": "windows-1252",
        "unknown-8bit": "", "x-unknown": "", "unknown": "", "8bit": "", "binary": "", "default": "", "default_charset": "",
        "x-user-defined": "",
    ]

    /// A word of a mail's head, which the mail library hands over as it came where it is written in HZ.
    static func headWord(_ text: String) -> String {
        guard text.contains("~{"), text.utf8.allSatisfy({ $0 < 0x80 }), SevenBit.isFolded(Array(text.utf8)),
            let decoded = convert(SevenBit.unfolded(Array(text.utf8)), "gb18030"), !decoded.unicodeScalars.contains("\u{FFFD}")
        else { return text }
        return cleaned(decoded)
    }

    /// The common case: a text of valid UTF-8 without a mark, a control character or a sign of damage; nil where it must be looked at closer.
    public static func plain(_ bytes: [UInt8]) -> String? {
        guard let first = bytes.first, first != 0xEF, !binaryMarks.contains(where: { $0[0] == first && bytes.starts(with: $0) }) else {
            return nil
        }
        // EF BF BD is U+FFFD, what was left where a character was lost.
        for (index, byte) in bytes.enumerated() {
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return nil }
            if byte == 0xEF, index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] == 0xBD { return nil }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Whether bytes are most likely no text at all.
    public static func isBinary(_ bytes: [UInt8]) -> Bool {
        for magic in binaryMarks where bytes.starts(with: magic) { return true }
        let decoded = decode(Array(bytes.prefix(4000)))
        if decoded.encoding != "utf-8", plausibility(decoded.text) < 0.1 { return true }
        let scalars = decoded.text.unicodeScalars.prefix(2000)
        // Where sets of signs are called up by escapes, the escapes are no oddity.
        let plain: Set<UInt32> = decoded.text.contains("\u{1B}$") ? [9, 10, 12, 13, 0x0E, 0x0F, 0x1B] : [9, 10, 12, 13]
        let odd = scalars.count { $0.value < 0x20 && !plain.contains($0.value) || $0.value == 0xFFFD }
        return !scalars.isEmpty && odd * 10 > scalars.count
    }

    private static let binaryMarks: [[UInt8]] = [
        [0xD0, 0xCF, 0x11, 0xE0], [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47], [0x47, 0x49, 0x46, 0x38], [0x1F, 0x8B],
        [0x52, 0x61, 0x72], [0x37, 0x7A, 0xBC], [0x7F, 0x45, 0x4C, 0x46],
    ]

    private static let marks: [([UInt8], String)] = [
        ([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFF, 0xFE], "utf-16-le"), ([0xFE, 0xFF], "utf-16-be"),
    ]

    /// UTF-32 by its shape: of every four bytes the highest is empty and the next one is next to nothing, whether a mark stands before
    /// them or not.
    private static func widest(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 8 else { return nil }
        let sample = bytes.prefix(min(4_000, bytes.count / 4 * 4))
        let places = stride(from: 0, to: sample.count, by: 4)
        // No text has the sign 0.
        guard !places.contains(where: { sample[$0] == 0 && sample[$0 + 1] == 0 && sample[$0 + 2] == 0 && sample[$0 + 3] == 0 }) else {
            return nil
        }
        if places.allSatisfy({ sample[$0 + 3] == 0 && sample[$0 + 2] <= 0x10 }) { return "utf-32-le" }
        if places.allSatisfy({ sample[$0] == 0 && sample[$0 + 1] <= 0x10 }) { return "utf-32-be" }
        return nil
    }

    private static func cleaned(_ text: String) -> String {
        text.utf8.contains(0) ? String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value != 0 })) : text
    }

    /// UTF-8, forgiving only a character cut at the very end.
    private static func utf8Prefix(_ bytes: [UInt8]) -> String? {
        for cut in 0..<min(4, bytes.count) {
            if let text = String(validating: bytes[..<(bytes.count - cut)], as: UTF8.self) { return text }
            if cut == 0, bytes.count > 8, String(validating: bytes[..<(bytes.count - 8)], as: UTF8.self) == nil,
                !endsInCharacter(bytes)
            {
                return nil
            }
        }
        return nil
    }

    /// Whether the fault of a text can lie within its last bytes.
    private static func endsInCharacter(_ bytes: [UInt8]) -> Bool {
        guard let lead = bytes.suffix(4).firstIndex(where: { $0 >= 0xC0 }) else { return false }
        return String(validating: bytes[..<lead], as: UTF8.self) != nil
    }

    /// A text of UTF-8 that lost a few bytes on its way, each loss as U+FFFD; nil where it is hardly that.
    ///
    /// In the other encodings of Chinese two of a hundred characters happen to be a sound sequence of three bytes, and most are no sequence
    /// at all.
    private static func damaged(_ bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        var (long, short, lost) = (0, 0, 0)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFFFD: lost += 1
            case 0x800...: long += 1
            case 0x80...: short += 1
            default: continue
            }
        }
        return long > 0 && long >= lost || short > lost * 4 ? text : nil
    }

    /// A file put together from several: line breaks are the same byte in every one of these encodings.
    private static func byLines(_ bytes: [UInt8]) -> String {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { row in
            String(validating: row, as: UTF8.self) ?? damaged(Array(row)) ?? convert(Array(row), "gb18030") ?? ""
        }.joined(separator: "\n")
    }

    /// The share of common characters, less a price for signs no paper has.
    private static func plausibility(_ text: String) -> Double {
        var score = 0.0
        var total = 0.0
        for scalar in text.unicodeScalars.prefix(4000) {
            switch scalar.value {
            case 9, 10, 13: continue
            case ..<0x20:
                score -= 3
                total += 1
            case ..<0x80: continue
            default:
                total += 1
                score += weight(scalar)
            }
        }
        return total == 0 ? 0 : score / total
    }

    private static func weight(_ scalar: Unicode.Scalar) -> Double {
        if CommonCharacters.all.contains(scalar) { return 1 }
        if "，。、：；（）《》“”〔〕　".unicodeScalars.contains(scalar) { return 0.8 }
        switch scalar.value {
        case 0xFFFD, 0xE000...0xF8FF: return -4
        case 0x4E00...0x9FFF: return 0.1
        case 0x3400...0x4DBF, 0x10000...: return -2
        case ..<0x250, 0x2000...0x30FF, 0xFF00...0xFFEF: return 0.1
        default: return -2
        }
    }

    /// Converts with the system's tables; bytes that fit nowhere become U+FFFD.
    static func convert(_ bytes: [UInt8], _ encoding: String) -> String? {
        let names = [
            "big5": "BIG5-HKSCS", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE", "utf-32-le": "UTF-32LE", "utf-32-be": "UTF-32BE",
        ]
        if encoding == "utf-8" { return String(decoding: bytes, as: UTF8.self) }
        guard let converter = iconv_open("UTF-8", names[encoding] ?? encoding.uppercased()), converter != iconv_t(bitPattern: -1)
        else { return nil }
        defer { iconv_close(converter) }
        let width = encoding.hasPrefix("utf-16") ? 2 : encoding.hasPrefix("utf-32") ? 4 : 1
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 3 / 2)
        var input = bytes.map { CChar(bitPattern: $0) }
        var chunk = [CChar](repeating: 0, count: 65_536)
        input.withUnsafeMutableBufferPointer { source in
            var pointer = source.baseAddress
            var left = source.count
            while left > 0 {
                let written = chunk.withUnsafeMutableBufferPointer { target -> Int in
                    var into = target.baseAddress
                    var room = target.count
                    _ = iconv(converter, &pointer, &left, &into, &room)
                    return target.count - room
                }
                out += chunk[..<written].map { UInt8(bitPattern: $0) }
                if left > 0, written < 60_000 {
                    // An unreadable byte: mark it and go on behind it.
                    out += [0xEF, 0xBF, 0xBD]
                    let step = min(left, width)
                    pointer = pointer.map { $0 + step }
                    left -= step
                    iconv(converter, nil, nil, nil, nil)
                }
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
