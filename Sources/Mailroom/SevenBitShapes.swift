/// Texts in seven bits that nobody declared: HZ, UTF-7, the escapes of ISO 2022, what is left of quoted-printable.
///
/// What is kept stays as it came; the secrecy door sees what it means as well.
extension SevenBit {
    /// The lines that bear a secrecy mark once they are read as what they look like.
    static func marked(in text: String) -> [String] { shown(in: text).flatMap(MarkedWords.lines) }

    /// What a text says in every such form that it has the shape of.
    static func shown(in text: String) -> [String] {
        let shapes = Shapes(text)
        guard shapes != Shapes() else { return [] }
        let bytes = Array(text.utf8)
        // What has more than seven bits is none of them.
        let narrow = bytes.map { $0 < 0x80 ? $0 : 0x3F }
        var shown: [String] = []
        if shapes.isFolded { shown.append(TextDecoding.decode(unfolded(narrow), declared: "gb18030")) }
        if shapes.isShifted, let text = unshifted(bytes) { shown.append(text) }
        if let charset = shapes.charset { shown.append(TextDecoding.decode(narrow, declared: charset)) }
        if shapes.isQuoted { shown.append(TextDecoding.decode(spelled(unbroken(bytes)[...], escape: 0x3D)).text) }
        return shown
    }

    private struct Shapes: Equatable {
        var isFolded = false
        var isShifted = false
        var isQuoted = false
        var charset: String?

        init() {}

        init(_ text: String) {
            var text = text
            text.withUTF8 { bytes in
                for index in bytes.indices.dropLast(3) {
                    switch bytes[index] {
                    case 0x7E where bytes[index + 1] == 0x7B: isFolded = true
                    case 0x2B where SevenBit.digit(bytes[index + 1]) != nil && SevenBit.digit(bytes[index + 2]) != nil: isShifted = true
                    // =E5=, as every sign of Chinese is written there.
                    case 0x3D where bytes[index + 3] == 0x3D || bytes[index + 3] == 0x0A || bytes[index + 3] == 0x0D: isQuoted = true
                    case 0x1B where bytes[index + 1] == 0x24: charset = Shapes.charset(bytes[index + 2], bytes[index + 3])
                    default: continue
                    }
                }
            }
        }

        /// The family of ISO 2022 in which such a set of signs is called up.
        private static func charset(_ first: UInt8, _ second: UInt8) -> String {
            switch (first, second) {
            case (0x29, 0x43): "iso-2022-kr"
            case (0x29, _), (0x2A, _), (0x2B, _): "iso-2022-cn-ext"
            default: "iso-2022-jp-2"
            }
        }
    }

    /// Bytes written as a sign and two digits of sixteen (`=E6`, `%E6`) as what they stand for.
    static func spelled(_ value: ArraySlice<UInt8>, escape: UInt8) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(value.count)
        var index = value.startIndex
        while index < value.endIndex {
            if value[index] == escape, index + 2 < value.endIndex, let high = hex(value[index + 1]), let low = hex(value[index + 2]) {
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(value[index])
                index += 1
            }
        }
        return out
    }

    static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x57
        default: nil
        }
    }

    /// Lines that a sign of equality at their end breaks, joined.
    private static func unbroken(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x3D {
                var next = index + 1
                if next < bytes.count, bytes[next] == 0x0D { next += 1 }
                if next < bytes.count, bytes[next] == 0x0A { next += 1 }
                if next > index + 1 {
                    index = next
                    continue
                }
            }
            out.append(bytes[index])
            index += 1
        }
        return out
    }

    // MARK: UTF-7

    /// A text in UTF-7 (RFC 2152), `+Z3pbxg-`; nil where nothing in it is written so.
    static func unshifted(_ bytes: [UInt8]) -> String? {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var isFound = false
        var index = 0
        while index < bytes.count {
            guard bytes[index] == 0x2B else {
                out.append(bytes[index])
                index += 1
                continue
            }
            var end = index + 1
            while end < bytes.count, digit(bytes[end]) != nil { end += 1 }
            guard let units = units(bytes[(index + 1)..<end]) else {
                out += bytes[index..<end]
                index = end
                continue
            }
            out += units.isEmpty ? [0x2B] : Array(String(decoding: units, as: UTF16.self).utf8)
            isFound = isFound || !units.isEmpty
            index = end < bytes.count && bytes[end] == 0x2D ? end + 1 : end
        }
        return isFound ? String(decoding: out, as: UTF8.self) : nil
    }

    /// The signs a stretch of base64 stands for in UTF-16; nil where it cannot be one.
    private static func units(_ digits: ArraySlice<UInt8>) -> [UInt16]? {
        if digits.isEmpty { return [] }
        var units: [UInt16] = []
        var (held, count) = (UInt32(0), 0)
        for byte in digits {
            guard let value = digit(byte) else { return nil }
            held = held << 6 | UInt32(value)
            count += 6
            if count >= 16 {
                count -= 16
                units.append(UInt16(truncatingIfNeeded: held >> count))
                held &= 1 << count - 1
            }
        }
        return count < 6 && held == 0 && !units.isEmpty ? units : nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x47
        case 0x30...0x39: byte + 4
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
