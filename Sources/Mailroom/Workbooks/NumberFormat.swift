import Foundation

/// How a spreadsheet shows a number (ECMA-376, 18.8.30 and 18.8.31): enough of it to know a date, a time, and a number that is shown
/// with what belongs to it.
struct NumberFormat: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case number
        case day
        case time
        case dayAndTime
        /// Hours or minutes that do not wrap at midnight: `[h]:mm`.
        case elapsed
        case text
    }

    let kind: Kind
    /// Digits that are always shown: 4 for `0000`, so that 731 is 0731; 1 where nothing is filled up.
    let digits: Int
    let isPercent: Bool
    /// Words around the number that are part of what is read: `"云府办〔2026〕"0"号"`; only where some stand before it.
    let prefix: String
    let suffix: String

    static let general = NumberFormat("General")

    /// A format by its number, where the file does not spell it out; the numbers of East Asian dates are those of Chinese versions.
    init(builtIn number: Int) {
        switch number {
        case 14...17, 27...31, 36, 50...54, 57, 58: self.init(kind: .day)
        case 18...21, 32...35, 45, 47, 55, 56: self.init(kind: .time)
        case 22: self.init(kind: .dayAndTime)
        case 46: self.init(kind: .elapsed)
        case 9, 10: self.init(kind: .number, isPercent: true)
        case 49: self.init(kind: .text)
        default: self.init(kind: .number)
        }
    }

    private init(kind: Kind, digits: Int = 1, isPercent: Bool = false, prefix: String = "", suffix: String = "") {
        self.kind = kind
        self.digits = digits
        self.isPercent = isPercent
        self.prefix = prefix
        self.suffix = suffix
    }

    /// A format as it is written in the file: `yyyy"年"m"月"d"日";@`.
    init(_ code: String) {
        let section = NumberFormat.firstSection(of: code)
        if section.isElapsed {
            self.init(kind: .elapsed)
            return
        }
        let marks = section.marks.lowercased()
        if marks.contains("general") || marks.contains("通用格式") {
            let parts = section.around("general")
            self.init(kind: .number, prefix: parts.before, suffix: parts.before.isEmpty ? "" : parts.after)
            return
        }
        if marks == "@" {
            self.init(kind: .text)
            return
        }
        // Neither an exponent's letter nor a half of the day is a part of a date.
        var bare = marks
        let halves = ["am/pm", "a/p", "上午/下午"]
        for mark in halves + ["e+", "e-"] { bare = bare.replacing(mark, with: "") }
        let isTime = bare.contains { $0 == "h" || $0 == "s" } || halves.contains { marks.contains($0) }
        let hasDay = bare.contains { "ydegba".contains($0) }
        if isTime {
            self.init(kind: hasDay ? .dayAndTime : .time)
            return
        }
        if hasDay || bare.contains("m"), !bare.contains(where: { "0#?".contains($0) }) {
            self.init(kind: .day)
            return
        }
        let zeros = marks.prefix { $0 != "." && $0 != "%" }
        let isFilledUp = !zeros.isEmpty && zeros.allSatisfy { $0 == "0" } && !marks.contains(".")
        let words = section.around("0")
        let hasPrefix = words.before.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        self.init(
            kind: .number, digits: isFilledUp ? zeros.count : 1, isPercent: marks.contains("%"),
            prefix: hasPrefix ? words.before : "", suffix: hasPrefix ? words.after : "")
    }

    // MARK: Reading

    private struct Section {
        /// The pieces in their order: what is a mark of the format, and what is shown as it stands.
        var pieces: [(isWord: Bool, text: String)] = []
        var isElapsed = false
        var marks: String { pieces.filter { !$0.isWord }.map(\.text).joined() }

        mutating func add(_ text: String, isWord: Bool) {
            if let last = pieces.last, last.isWord == isWord {
                pieces[pieces.count - 1].text += text
            } else {
                pieces.append((isWord, text))
            }
        }

        /// The words before and after the first mark that stands for the number.
        func around(_ mark: String) -> (before: String, after: String) {
            let isMark = { (piece: (isWord: Bool, text: String)) in
                !piece.isWord && (piece.text.lowercased().contains(mark) || piece.text.contains("#"))
            }
            guard let first = pieces.firstIndex(where: isMark), let last = pieces.lastIndex(where: isMark) else { return ("", "") }
            func words(_ pieces: ArraySlice<(isWord: Bool, text: String)>) -> String { pieces.filter(\.isWord).map(\.text).joined() }
            return (words(pieces[..<first]), words(pieces[(last + 1)...]))
        }
    }

    /// What is shown of a number that is not negative.
    private static func firstSection(of code: String) -> Section {
        var section = Section()
        var rest = code[...]
        while let character = rest.popFirst() {
            switch character {
            case ";": return section
            case "\"":
                let word = rest.prefix { $0 != "\"" }
                rest = rest.dropFirst(word.count + 1)
                section.add(String(word), isWord: true)
            case "\\", "!":
                if let next = rest.popFirst() { section.add(String(next), isWord: true) }
            case "_", "*": _ = rest.popFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }
                rest = rest.dropFirst(inside.count + 1)
                let letters = Set(inside.lowercased())
                if letters == ["h"] || letters == ["m"] || letters == ["s"] { section.isElapsed = true }
            // Words of dates need no quotes in a Chinese version.
            case "年", "月", "日", "时", "時", "分", "秒": continue
            default: section.add(String(character), isWord: false)
            }
        }
        return section
    }
}
