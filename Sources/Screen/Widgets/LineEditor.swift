/// One line of text being typed: a caret between characters, and the keys every editor has.
public struct LineEditor: Hashable, Sendable {
    public private(set) var characters: [Character]
    /// Index of the character the caret stands before.
    public private(set) var caret: Int
    /// The whole text is marked: typing replaces it.
    public private(set) var isSelected: Bool

    public init(_ text: String = "", selected: Bool = false) {
        characters = Array(text)
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
        let clean = text.map { $0.isNewline || $0 == "\t" ? Character(" ") : $0 }.filter { character in
            character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && !(0x80..<0xA0).contains($0.value) }
        }
        let before = String(characters[..<caret]) + String(clean)
        // A combining mark joins the character before it.
        characters = Array(before + String(characters[caret...]))
        caret = before.count
    }

    public mutating func replace(_ text: String) { self = LineEditor(text) }

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
        case .home: move(to: 0)
        case .end, .control("e"): move(to: characters.count)
        case .control("u"):
            characters.removeSubrange(..<caret)
            move(to: 0)
        case .control("k"): characters.removeSubrange(caret...)
        case .control("w"): deleteWord()
        default: return false
        }
        return true
    }

    private mutating func clear() { self = LineEditor() }

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
}
