/// The encoded words of a mail's head (RFC 2047), put together before they are decoded.
///
/// Many programs cut a word of Chinese in the middle of a character, or close every piece with padding; a decoder that looks at one piece
/// after the other loses what follows. So the bytes of neighbours in one character set are joined first.
enum EncodedWords {
    /// One piece: `=?charset?B?text?=`.
    struct Piece {
        let charset: String
        let isBase64: Bool
        let text: [UInt8]
    }

    /// A header's value decoded, its folds undone.
    static func decoded(_ value: [UInt8]) -> String {
        runs(value).map { run in
            switch run {
            case .raw(let bytes): raw(bytes)
            case .words(let pieces): text(pieces)
            }
        }.joined()
    }

    /// The same value in one form: ASCII as it stood, everything else as encoded words of UTF-8 whose every byte is spelled out, which no
    /// reader of addresses and parameters gets wrong.
    static func uniform(_ value: [UInt8]) -> String {
        var segments: [(text: String, isSpelled: Bool)] = []
        func add(_ text: String, spelled: Bool) {
            // A blank between two encoded words would be lost.
            if spelled, segments.count > 1, !segments[segments.count - 1].isSpelled, segments[segments.count - 2].isSpelled,
                segments[segments.count - 1].text.allSatisfy({ $0 == " " || $0 == "\t" })
            {
                let blank = segments.removeLast().text
                segments[segments.count - 1].text += blank + text
            } else if segments.last?.isSpelled == spelled {
                segments[segments.count - 1].text += text
            } else {
                segments.append((text, spelled))
            }
        }
        for run in runs(value) {
            switch run {
            case .raw(let bytes): for scalar in raw(bytes).unicodeScalars { add(String(scalar), spelled: scalar.value >= 0x80) }
            case .words(let pieces): add(text(pieces), spelled: true)
            }
        }
        return segments.map { $0.isSpelled ? spelled($0.text) : $0.text }.joined()
    }

    // MARK: Pieces

    private enum Run {
        case raw([UInt8])
        case words([Piece])
    }

    private static func runs(_ value: [UInt8]) -> [Run] {
        var runs: [Run] = []
        var plain: [UInt8] = []
        var at = 0
        func flush() {
            if !plain.isEmpty { runs.append(.raw(unfolded(plain))) }
            plain = []
        }
        while at < value.count {
            guard value[at] == UInt8(ascii: "="), let (piece, end) = piece(value, at) else {
                plain.append(value[at])
                at += 1
                continue
            }
            // Blanks between two encoded words are not part of the text.
            if plain.allSatisfy(isBlank), case .words(let before)? = runs.last {
                runs[runs.count - 1] = .words(before + [piece])
                plain = []
            } else {
                flush()
                runs.append(.words([piece]))
            }
            at = end
        }
        flush()
        return runs
    }

    /// The piece that begins at a place, and where it ends; nil where none does.
    private static func piece(_ value: [UInt8], _ start: Int) -> (piece: Piece, end: Int)? {
        let mark = UInt8(ascii: "?")
        guard start + 6 < value.count, value[start + 1] == mark,
            let first = value[(start + 2)...].prefix(80).firstIndex(of: mark), first > start + 2, first + 2 < value.count,
            value[first + 2] == mark, value[(start + 2)..<first].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        let kind = value[first + 1] | 0x20
        guard kind == UInt8(ascii: "b") || kind == UInt8(ascii: "q") else { return nil }
        var at = first + 3
        while at + 1 < value.count, !(value[at] == mark && value[at + 1] == UInt8(ascii: "=")) {
            // A piece ends on its line.
            if value[at] == 0x0A || value[at] == 0x0D { return nil }
            at += 1
        }
        guard at + 1 < value.count else { return nil }
        // A language may stand behind the character set (RFC 2231 §5).
        let charset = String(decoding: value[(start + 2)..<first].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self).lowercased()
        return (Piece(charset: charset, isBase64: kind == UInt8(ascii: "b"), text: Array(value[(first + 3)..<at])), at + 2)
    }

    // MARK: Text

    /// Neighbours of one character set are one text.
    private static func text(_ pieces: [Piece]) -> String {
        var texts: [String] = []
        var rest = pieces[...]
        while let first = rest.first {
            let family = TextDecoding.family(first.charset)
            let same = rest.prefix { TextDecoding.family($0.charset) == family }
            rest = rest.dropFirst(same.count)
            let joined = TextDecoding.decode(bytes(Array(same)), declared: first.charset)
            texts.append(losses(joined) == 0 || same.count == 1 ? joined : whole(same, joined))
        }
        return texts.joined()
    }

    /// Neighbours of which one is damaged, each by itself where that loses less.
    private static func whole(_ pieces: ArraySlice<Piece>, _ joined: String) -> String {
        let single = pieces.map { TextDecoding.decode(bytes([$0]), declared: $0.charset) }.joined()
        return losses(single) < losses(joined) ? single : joined
    }

    /// How many characters stand for what could not be read.
    private static func losses(_ text: String) -> Int {
        text.unicodeScalars.count { $0.value == 0xFFFD || (0xE000...0xF8FF).contains($0.value) || $0.value >= 0x30000 }
    }

    /// The bytes of neighbours. A base64 text that was cut at any place goes on in the next piece.
    private static func bytes(_ pieces: [Piece]) -> [UInt8] {
        var out: [UInt8] = []
        var digits: [UInt8] = []
        func flush() {
            var held = 0
            var bits = 0
            for digit in digits {
                held = (held << 6 | Int(digit)) & 0xFFFF
                bits += 6
                guard bits >= 8 else { continue }
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: held >> bits))
            }
            digits = []
        }
        for piece in pieces {
            guard piece.isBase64 else {
                flush()
                out += quoted(piece.text)
                continue
            }
            // A digit that was changed on its way keeps its place, and says nothing of the neighbours.
            let isDamaged = piece.text.contains { $0 != UInt8(ascii: "=") && !isBlank($0) && digit($0) == nil }
            if isDamaged { flush() }
            for byte in piece.text {
                if byte == UInt8(ascii: "=") {
                    flush()
                } else if let digit = digit(byte) ?? (isBlank(byte) ? nil : 0) {
                    digits.append(digit)
                }
            }
            // What is left over of a whole text is nought; else the text was cut here and goes on.
            let over = digits.count % 4
            let isCut = over == 1 || over == 2 && (digits.last ?? 0) & 0x0F != 0 || over == 3 && (digits.last ?? 0) & 0x03 != 0
            if isDamaged || !isCut { flush() }
        }
        flush()
        return out
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x61 + 26
        case 0x30...0x39: byte - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    private static func quoted(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        while at < text.count {
            if text[at] == UInt8(ascii: "="), at + 2 < text.count, let high = hex(text[at + 1]), let low = hex(text[at + 2]) {
                out.append(high << 4 | low)
                at += 3
            } else {
                out.append(text[at] == UInt8(ascii: "_") ? 0x20 : text[at])
                at += 1
            }
        }
        return out
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    // MARK: What stands between

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// A line break before a blank is no more than that blank (RFC 5322 §2.2.3).
    private static func unfolded(_ bytes: [UInt8]) -> [UInt8] { bytes.filter { $0 != 0x0A && $0 != 0x0D } }

    private static func raw(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? TextDecoding.decode(bytes).text
    }

    private static func spelled(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        let body = text.utf8.map { byte -> String in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "=" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
        }
        return "=?utf-8?Q?" + body.joined() + "?="
    }
}
