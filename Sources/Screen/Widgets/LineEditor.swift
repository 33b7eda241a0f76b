/// Text being typed: a caret between characters, and the keys every editor has. One line, or several where breaks are allowed.
public struct LineEditor: Hashable, Sendable {
    public private(set) var characters: [Character]
    /// Index of the character the caret stands before.
    public private(set) var caret: Int
    /// The whole text is marked: typing replaces it.
    public private(set) var isSelected: Bool
    /// Whether it may hold several lines; elsewhere a break becomes a blank.
    public var allowsBreaks = false

    public init(_ text: String = "", selected: Bool = false, allowsBreaks: Bool = false) {
        characters = text.map { $0.isNewline ? (allowsBreaks ? "\n" : " ") : $0 }
        self.allowsBreaks = allowsBreaks
        caret = characters.count
        isSelected = selected && !characters.isEmpty
    }

    public var text: String { String(characters) }
    public var isEmpty: Bool { characters.isEmpty }

    public mutating func insert(_ text: String) {
        if isSelected {
            characters = []
            caret = 0
            isSelected = false
        }
        let lineBreak: Character = allowsBreaks ? "\n" : " "
        let clean = text.map { $0.isNewline ? lineBreak : $0 == "\t" ? Character(" ") : $0 }.filter { character in
            character == "\n"
                || character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && !(0x80..<0xA0).contains($0.value) }
        }
        let before = String(characters[..<caret]) + String(clean)
        // A combining mark joins the character before it.
        characters = Array(before + String(characters[caret...]))
        caret = before.count
    }

    public mutating func replace(_ text: String) { self = LineEditor(text, allowsBreaks: allowsBreaks) }

    /// Handles an editing key; false where it is none of the editor's.
    public mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .backspace, .control("h"):
            if isSelected {
                clear()
            } else if caret > 0 {
                caret -= 1
                characters.remove(at: caret)
            }
        case .delete:
            if isSelected { clear() } else if caret < characters.count { characters.remove(at: caret) }
        case .left: move(to: caret - 1)
        case .right: move(to: caret + 1)
        case .home: move(to: lineStart)
        case .end, .control("e"): move(to: lineEnd)
        case .control("u"):
            // A marked text goes whole; else the line as far as the caret, and at its beginning the break before it.
            if isSelected {
                clear()
            } else if lineStart == caret, caret > 0 {
                _ = handle(.backspace)
            } else {
                let start = lineStart
                characters.removeSubrange(start..<caret)
                move(to: start)
            }
        case .control("k"): characters.removeSubrange(caret..<lineEnd)
        case .control("j") where allowsBreaks: insert("\n")
        case .control("w"): deleteWord()
        default: return false
        }
        return true
    }

    private mutating func clear() { self = LineEditor(allowsBreaks: allowsBreaks) }

    /// Where the caret's line begins and ends.
    private var lineStart: Int { characters[..<caret].lastIndex(of: "\n").map { $0 + 1 } ?? 0 }
    private var lineEnd: Int { characters[caret...].firstIndex(of: "\n") ?? characters.count }

    private mutating func move(to index: Int) {
        isSelected = false
        caret = max(0, min(index, characters.count))
    }

    /// Deletes back to the beginning of a word; a Han character is a word of its own.
    private mutating func deleteWord() {
        isSelected = false
        while caret > 0, characters[caret - 1].isWhitespace { _ = handle(.backspace) }
        guard caret > 0 else { return }
        if TextWidth.of(characters[caret - 1]) == 2 {
            _ = handle(.backspace)
            return
        }
        while caret > 0, !characters[caret - 1].isWhitespace, TextWidth.of(characters[caret - 1]) < 2 { _ = handle(.backspace) }
    }

    /// The part of the text that fits a number of columns with the caret in view, and the caret's column within it.
    public func window(_ columns: Int) -> (text: String, caret: Int) {
        guard columns > 1 else { return ("", 0) }
        var start = 0
        var width = characters[..<caret].reduce(0) { $0 + TextWidth.of($1) }
        while width > columns - 1, start < caret {
            width -= TextWidth.of(characters[start])
            start += 1
        }
        var shown = ""
        var used = 0
        for character in characters[start...] {
            let next = TextWidth.of(character)
            if used + next > columns { break }
            shown.append(character)
            used += next
        }
        return (shown, width)
    }

    // MARK: Several lines

    /// The text laid out in lines of a number of columns, as ranges of its characters; a break ends its line.
    private func rows(_ columns: Int) -> [Range<Int>] {
        var rows: [Range<Int>] = []
        var start = 0
        var width = 0
        for (index, character) in characters.enumerated() {
            if character == "\n" {
                rows.append(start..<index)
                (start, width) = (index + 1, 0)
                continue
            }
            let next = TextWidth.of(character)
            // One column is left for the caret at the end of a full line.
            if width + next > max(2, columns - 1) {
                rows.append(start..<index)
                (start, width) = (index, 0)
            }
            width += next
        }
        rows.append(start..<characters.count)
        return rows
    }

    /// The caret's row among the laid out ones, and its column in it.
    private func place(in rows: [Range<Int>]) -> (row: Int, column: Int) {
        let row = rows.lastIndex { $0.lowerBound <= caret } ?? 0
        return (row, characters[rows[row].lowerBound..<caret].reduce(0) { $0 + TextWidth.of($1) })
    }

    /// The lines to show, and where among them the caret stands.
    public func lines(_ columns: Int) -> (lines: [String], row: Int, column: Int) {
        let rows = rows(columns)
        let (row, column) = place(in: rows)
        return (rows.map { String(characters[$0]) }, row, column)
    }

    /// Moves the caret a line up or down, keeping its column; false where there is no such line.
    public mutating func moveLine(down: Bool, columns: Int) -> Bool {
        let rows = rows(columns)
        let (here, column) = place(in: rows)
        let target = here + (down ? 1 : -1)
        guard rows.indices.contains(target) else { return false }
        var index = rows[target].lowerBound
        var width = 0
        // Behind the last character of a wrapped row the caret would stand on the next.
        let end = rows[target].upperBound
        let isWrapped = end < characters.count && characters[end] != "\n"
        while index < (isWrapped ? end - 1 : end) {
            let next = TextWidth.of(characters[index])
            if width + next > column { break }
            width += next
            index += 1
        }
        move(to: index)
        return true
    }
}
