/// Walks over the source of a page as browsers cut it: tags with what they say of themselves, comments, the text between them.
///
/// Nothing of it is understood, so no page makes it slow: every byte is looked at once.
struct MarkupScan {
    enum Piece {
        case text(Range<Int>)
        case comment(Range<Int>)
        case tag(name: String, isEnd: Bool, values: [(name: Range<Int>, value: Range<Int>)])
        /// What stands within an element that browsers show as it is, or not at all, up to where that element ends.
        case inner(of: String, Range<Int>)
    }

    /// Those that hold characters only, and those whose elements nobody sees.
    private static let holders: Set<String> = [
        "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "template",
    ]

    let bytes: [UInt8]
    private var at = 0
    private var holder: String?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func words(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    mutating func next() -> Piece? {
        guard at < bytes.count else { return nil }
        if let name = holder {
            holder = nil
            let start = at
            at = end(of: name)
            return .inner(of: name, start..<at)
        }
        if begins("<!--", at) { return comment() }
        if let start = nameStart(at) { return tag(start) }
        let start = at
        repeat { at += 1 } while at < bytes.count && !(bytes[at] == 0x3C && (begins("<!--", at) || nameStart(at) != nil))
        return .text(start..<at)
    }

    /// Where the name of a tag begins that opens here; what else stands behind a bracket is text.
    private func nameStart(_ place: Int) -> Int? {
        guard bytes[place] == 0x3C else { return nil }
        let start = place + 1 < bytes.count && bytes[place + 1] == 0x2F ? place + 2 : place + 1
        return start < bytes.count && isLetter(bytes[start]) ? start : nil
    }

    private mutating func comment() -> Piece {
        let start = at + 4
        at = start
        while at < bytes.count, !(bytes[at] == 0x3E && bytes[at - 1] == 0x2D && bytes[at - 2] == 0x2D) { at += 1 }
        let end = at < bytes.count ? max(start, at - 2) : at
        at = min(bytes.count, at + 1)
        return .comment(start..<end)
    }

    private mutating func tag(_ start: Int) -> Piece {
        let isEnd = bytes[start - 1] == 0x2F
        at = start
        while at < bytes.count, !isSpace(bytes[at]), bytes[at] != 0x2F, bytes[at] != 0x3E { at += 1 }
        let name = words(start..<min(at, start + 40)).lowercased()
        var values: [(name: Range<Int>, value: Range<Int>)] = []
        while at < bytes.count, bytes[at] != 0x3E {
            if isSpace(bytes[at]) || bytes[at] == 0x2F {
                at += 1
                continue
            }
            let first = at
            at += 1
            while at < bytes.count, !isSpace(bytes[at]), ![0x2F, 0x3E, 0x3D].contains(bytes[at]) { at += 1 }
            let called = first..<at
            while at < bytes.count, isSpace(bytes[at]) { at += 1 }
            guard at < bytes.count, bytes[at] == 0x3D else { continue }
            at += 1
            while at < bytes.count, isSpace(bytes[at]) { at += 1 }
            values.append((called, value()))
        }
        at = min(bytes.count, at + 1)
        if !isEnd, MarkupScan.holders.contains(name) { holder = name }
        return .tag(name: name, isEnd: isEnd, values: values)
    }

    private mutating func value() -> Range<Int> {
        guard at < bytes.count else { return at..<at }
        let quote = bytes[at]
        let isQuoted = quote == 0x22 || quote == 0x27
        if isQuoted { at += 1 }
        let start = at
        while at < bytes.count, isQuoted ? bytes[at] != quote : !isSpace(bytes[at]) && bytes[at] != 0x3E { at += 1 }
        defer { if isQuoted { at = min(bytes.count, at + 1) } }
        return start..<at
    }

    /// Where the tag stands that ends an element; elements of its name within it are its own.
    private func end(of name: String) -> Int {
        var index = at
        var depth = 0
        while index < bytes.count {
            guard bytes[index] == 0x3C else {
                index += 1
                continue
            }
            if begins("</" + name, index), isNameEnd(index + 2 + name.utf8.count) {
                if depth == 0 { return index }
                depth -= 1
            } else if name == "template", begins("<template", index), isNameEnd(index + 9) {
                depth += 1
            }
            index += 1
        }
        return index
    }

    /// Whether some bytes stand here, in any case.
    private func begins(_ wanted: String, _ place: Int) -> Bool {
        guard place + wanted.utf8.count <= bytes.count else { return false }
        var index = place
        for byte in wanted.utf8 {
            guard (isLetter(bytes[index]) ? bytes[index] | 0x20 : bytes[index]) == byte else { return false }
            index += 1
        }
        return true
    }

    private func isNameEnd(_ place: Int) -> Bool {
        place >= bytes.count || isSpace(bytes[place]) || bytes[place] == 0x2F || bytes[place] == 0x3E
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
    private func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
