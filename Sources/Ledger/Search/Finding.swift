import Foundation
import Office

/// The words of a query, to be found again where the index found them.
struct Finding {
    let words: [FindWord]

    init(_ wanted: [String]) { words = wanted.map { FindWord($0) }.filter { !$0.key.isEmpty } }

    /// The words a title neither holds nor spells by its initials.
    func missing(in title: String) -> [FindWord] { words.filter { !$0.stands(in: title) } }
}

/// One word of a query.
struct FindWord {
    /// As typed, and in its standard form: a number of any bracket form.
    private let typed: [UInt8]
    private let standard: [UInt8]
    /// Folded, without marks and blanks.
    let key: String

    init(_ text: String) {
        let form = DocumentNumber(text)?.canonical ?? text
        typed = Array(text.utf8)
        standard = Array(form.utf8)
        key = Folding.key(form)
    }

    private var isLatin: Bool { key.utf8.allSatisfy { (0x61...0x7A).contains($0) } }

    /// Whether a short text holds the word, or is spelled by it in initials.
    func stands(in text: String) -> Bool {
        let folded = Folding.key(text)
        return FindWord.first(Array(key.utf8), in: Array(folded.utf8)) { _ in true } != nil || isLatin && Pinyin.matches(key, in: folded)
    }

    /// A find in a text: the words around it, and its line from 1.
    struct Found: Hashable {
        let snippet: String
        /// Where it stands in the snippet, in characters.
        let place: Range<Int>
        let line: Int
    }

    /// A row is narrow: the find stands near its beginning.
    private static let charactersBefore = 8
    private static let charactersAfter = 40

    /// The first place that holds the word as it was typed; where there is none, the first that means the same.
    func find(in text: [UInt8]) -> Found? {
        for needle in [typed, standard] {
            if let range = FindWord.plain(needle, in: text) { return FindWord.found(range, in: text) }
        }
        return folded(in: text)
    }

    /// A run of bytes that is no part of a longer number or Latin word.
    private static func plain(_ needle: [UInt8], in text: [UInt8]) -> Range<Int>? {
        guard let head = needle.first, let last = needle.last else { return nil }
        return first(needle, in: text) { range in
            let isCut =
                range.lowerBound > 0 && isSame(head, text[range.lowerBound - 1])
                || range.upperBound < text.count && isDigit(last) && isDigit(text[range.upperBound])
            return !isCut
        }
    }

    /// The first place of some bytes that is as it should be.
    private static func first(_ needle: [UInt8], in text: [UInt8], where isRight: (Range<Int>) -> Bool) -> Range<Int>? {
        guard let head = needle.first, let last = needle.last, needle.count <= text.count else { return nil }
        return text.withUnsafeBytes { all -> Range<Int>? in
            guard let base = all.baseAddress else { return nil }
            for start in 0...(all.count - needle.count) where all[start] == head {
                let end = start + needle.count
                guard all[end - 1] == last, memcmp(base + start, needle, needle.count) == 0, isRight(start..<end) else { continue }
                return start..<end
            }
            return nil
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isSame(_ byte: UInt8, _ other: UInt8) -> Bool {
        isDigit(byte) && isDigit(other) || isLetter(byte) && isLetter(other)
    }

    private static func found(_ range: Range<Int>, in text: [UInt8]) -> Found {
        // A character has at most four bytes; the cut falls between two.
        var from = max(0, range.lowerBound - charactersBefore * 4)
        while from > 0, text[from] & 0xC0 == 0x80 { from -= 1 }
        var to = min(text.count, range.upperBound + charactersAfter * 4)
        while to < text.count, text[to] & 0xC0 == 0x80 { to += 1 }
        let before = String(decoding: text[from..<range.lowerBound], as: UTF8.self).unicodeScalars.suffix(charactersBefore)
        let after = String(decoding: text[range.upperBound..<to], as: UTF8.self).unicodeScalars.prefix(charactersAfter)
        let isBegun = from == 0 && before.count < charactersBefore
        let isEnded = to == text.count && after.count < charactersAfter
        let lead = (isBegun ? "" : "…") + inOneLine(String(before)).drop { isBegun && $0 == " " }
        let word = inOneLine(String(decoding: text[range], as: UTF8.self))
        let rest = inOneLine(String(after)) + (isEnded ? "" : "…")
        return Found(
            snippet: lead + word + rest, place: lead.count..<lead.count + word.count,
            line: 1 + text[..<range.lowerBound].count { $0 == 0x0A })
    }

    /// Blanks and line breaks of any kind become one blank.
    private static func inOneLine(_ words: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in words.unicodeScalars {
            if !Folding.isBlank(scalar) { line.append(scalar) } else if line.last != " " { line.append(" ") }
        }
        return String(line)
    }

    /// The first run of characters that folds to the word, whatever marks and blanks stand between them.
    private func folded(in text: [UInt8]) -> Found? {
        let wanted = Array(key.unicodeScalars)
        let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
        // The last characters that were letters, as many as the word has.
        var run: [(scalar: Unicode.Scalar, at: String.Index)] = []
        for index in scalars.indices where Folding.isWord(scalars[index]) {
            if run.count == wanted.count { run.removeFirst() }
            run.append((Folding.search(scalars[index]), index))
            guard run.count == wanted.count, run.elementsEqual(wanted, by: { $0.scalar == $1 }) else { continue }
            let start = String(scalars[..<run[0].at]).utf8.count
            let end = start + String(scalars[run[0].at..<scalars.index(after: index)]).utf8.count
            return FindWord.found(start..<end, in: text)
        }
        return nil
    }
}
