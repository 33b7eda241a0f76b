/// Text as it comes out of a word processor's file: paragraphs one after another, and paragraphs that stand in boxes within others.
struct Story {
    private struct Paragraph {
        var text = ""
        /// The boxes that hang on it, before and behind what it says.
        var before = ""
        var after = ""
    }

    private(set) var text = ""
    private var open: [Paragraph] = []
    private var written = 0
    /// How often words were written so far; tells whether any were since.
    private(set) var words = 0
    /// More than this, in bytes, is not kept.
    let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Whether a paragraph is open.
    var isInParagraph: Bool { !open.isEmpty }

    mutating func begin() { open.append(Paragraph()) }

    /// Ends the innermost paragraph; the lines of a box never fall into the middle of the line the box hangs on.
    mutating func end() {
        guard let last = open.popLast() else { return }
        let whole = last.before + last.text + "\n" + last.after
        guard let parent = open.indices.last else { return put(whole) }
        if last.before.isEmpty, last.after.isEmpty, !last.text.contains(where: { !$0.isWhitespace }) { return }
        if open[parent].text.contains(where: { !$0.isWhitespace }) { open[parent].after += whole } else { open[parent].before += whole }
    }

    mutating func append(_ piece: String) {
        guard written < limit else { return }
        written += piece.utf8.count
        if piece.contains(where: { !$0.isWhitespace }) { words += 1 }
        guard let last = open.indices.last else { return put(piece) }
        open[last].text += piece
    }

    /// The end of a cell; within a paragraph it is the cell of a table in a box, whose lines say enough.
    mutating func endCell() { if open.isEmpty { put("\t") } }

    /// All of it; paragraphs that never ended end here.
    mutating func finished() -> String {
        while isInParagraph { end() }
        return text
    }

    private mutating func put(_ piece: String) { if text.utf8.count < limit + limit / 8 { text += piece } }
}
