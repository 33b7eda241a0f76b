import Office

/// Words in the raw bytes of a file that no reader knows: whoever looks for a secrecy mark in them needs none.
///
/// Papers of old Office, mails of Outlook and many others keep their words as they are, in one of a few encodings. Chance writes a level of two
/// signs now and then, so between signs that are no text a mark counts by its star, its term or its label, and a level alone as a line of
/// its own.
public struct RawText {
    /// So far around a sign words are looked at, in bytes of a file.
    private static let reach = 120
    /// So many places are looked at; a text of this many secrets is made to cost time.
    static let most = 100_000

    private enum Writing: String {
        case utf8 = "utf-8"
        case little = "utf-16-le"
        case big = "utf-16-be"
        case gb18030, big5
    }

    private let bytes: UnsafeBufferPointer<UInt8>

    /// The words that are the first mark; nil where there is none.
    ///
    /// - Throws: `OverBudget` where more places than are looked at may be one.
    public static func mark(in bytes: [UInt8]) throws(OverBudget) -> String? { try mark(in: bytes, most: most) }

    /// - Parameter encoding: one in which somebody else has read them.
    static func mark(in bytes: [UInt8], besides encoding: String? = nil, most: Int = most) throws(OverBudget) -> String? {
        let found = bytes.withUnsafeBufferPointer { buffer -> Result<String?, OverBudget> in
            let text = RawText(bytes: buffer)
            var places = 0
            for place in buffer.indices.dropLast() {
                guard let writing = text.writing(at: place), writing.rawValue != encoding else { continue }
                places += 1
                if places > most { return .failure(OverBudget(.items, most)) }
                if let words = text.mark(around: place, in: writing) { return .success(words) }
            }
            return .success(nil)
        }
        return try found.get()
    }

    /// The encoding in which 密 stands at a place, or a sign that is read like it.
    private func writing(at place: Int) -> Writing? {
        switch (bytes[place], bytes[place + 1]) {
        case (0xE5, 0xAF): place + 2 < bytes.count && bytes[place + 2] == 0x86 ? .utf8 : nil
        case (0xE5, 0xAE): place + 2 < bytes.count && bytes[place + 2] == 0xBB ? .utf8 : nil
        case (0xC6, 0x5B), (0xBB, 0x5B): .little
        case (0x5B, 0xC6), (0x5B, 0xBB): .big
        case (0xC3, 0xDC): .gb18030
        case (0xB1, 0x4B): .big5
        default: nil
        }
    }

    private func mark(around place: Int, in writing: Writing) -> String? {
        var start = place
        while place - start < RawText.reach, let width = width(before: start, in: writing) { start -= width }
        var end = place
        while end - place < RawText.reach, let width = width(at: end, in: writing) { end += width }
        let words = decoded(start..<end, writing)
        let isLine = isEnd(before: start, writing) && isEnd(at: end, writing)
        let level = isLine && words.unicodeScalars.count > 1 ? SecrecyDoor.mark(inTyped: words) : SecrecyDoor.mark(amid: words)
        return level == nil ? nil : words
    }

    private func decoded(_ range: Range<Int>, _ writing: Writing) -> String {
        let part = Array(bytes[range])
        func units(_ high: Int, _ low: Int) -> String {
            let units = stride(from: 0, to: part.count - 1, by: 2).map { UInt16(part[$0 + high]) << 8 | UInt16(part[$0 + low]) }
            return String(decoding: units, as: UTF16.self)
        }
        return switch writing {
        case .utf8: String(decoding: part, as: UTF8.self)
        case .little: units(1, 0)
        case .big: units(0, 1)
        case .gb18030: TextDecoding.decode(part, declared: "gb18030")
        case .big5: TextDecoding.decode(part, declared: "big5")
        }
    }

    // MARK: Signs

    /// How many bytes the sign of a text at a place has; nil where none stands there.
    private func width(at place: Int, in writing: Writing) -> Int? {
        switch writing {
        case .little, .big: return unit(at: place, writing).map(RawText.isText) == true ? 2 : nil
        case .utf8: return (1...4).first { isSign(place, $0) }
        case .gb18030, .big5:
            guard place < bytes.count else { return nil }
            if isPair(place) { return 2 }
            return RawText.isLatin(bytes[place]) ? 1 : nil
        }
    }

    private func width(before place: Int, in writing: Writing) -> Int? {
        switch writing {
        case .little, .big: return unit(at: place - 2, writing).map(RawText.isText) == true ? 2 : nil
        case .utf8: return (1...4).first { isSign(place - $0, $0) }
        case .gb18030, .big5:
            guard place > 0 else { return nil }
            if isPair(place - 2) { return 2 }
            return RawText.isLatin(bytes[place - 1]) ? 1 : nil
        }
    }

    private func unit(at place: Int, _ writing: Writing) -> UInt16? {
        guard place >= 0, place + 1 < bytes.count else { return nil }
        let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
        return writing == .little ? second << 8 | first : first << 8 | second
    }

    /// Latin, the signs of Chinese and of what stands around it, pictures; no other script, nothing that controls.
    private static func isText(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x09, 0x20...0x7E, 0xA0...0xFF, 0x2000...0x2027, 0x202A...0x2BFF, 0x2E80...0x9FFF, 0xD83C...0xD83E, 0xDC00...0xDFFF,
            0xF900...0xFAFF, 0xFE00...0xFE6F, 0xFF00...0xFFEF:
            true
        default: false
        }
    }

    private static func isLatin(_ byte: UInt8) -> Bool { byte == 0x09 || (0x20...0x7E).contains(byte) }

    /// Whether a whole sign of UTF-8 of this many bytes stands at a place.
    private func isSign(_ place: Int, _ width: Int) -> Bool {
        guard place >= 0, place + width <= bytes.count else { return false }
        if width == 1 { return RawText.isLatin(bytes[place]) }
        let leads: ClosedRange<UInt8> = width == 2 ? 0xC2...0xDF : width == 3 ? 0xE0...0xEF : 0xF0...0xF4
        return leads.contains(bytes[place]) && bytes[(place + 1)..<(place + width)].allSatisfy { (0x80...0xBF).contains($0) }
    }

    /// Two bytes of GB 18030 or Big5.
    private func isPair(_ place: Int) -> Bool {
        guard place >= 0, place + 1 < bytes.count else { return false }
        return (0x81...0xFE).contains(bytes[place]) && (0x40...0xFE).contains(bytes[place + 1]) && bytes[place + 1] != 0x7F
    }

    // MARK: Ends

    /// Whether a line ends at a place: the file does, or a sign stands there that ends one.
    private func isEnd(at place: Int, _ writing: Writing) -> Bool {
        switch writing {
        case .little, .big: unit(at: place, writing).map { RawText.ends.contains($0) } ?? true
        default: place < bytes.count ? RawText.ends.contains(UInt16(bytes[place])) : true
        }
    }

    private func isEnd(before place: Int, _ writing: Writing) -> Bool {
        switch writing {
        case .little, .big: place < 2 || isEnd(at: place - 2, writing)
        default: place < 1 || isEnd(at: place - 1, writing)
        }
    }

    /// What ends a line, a cell or a string.
    private static let ends: Set<UInt16> = [0, 0x07, 0x0A, 0x0B, 0x0C, 0x0D, 0xFEFF]
}
