import Office

/// One XML part of a .docx: its places found across runs, and filled without touching anything beside them.
struct DocxPart {
    /// A place in the text.
    struct Place {
        let name: String
        /// What is cut out, piece by piece: the first piece is where the value goes.
        let pieces: [Range<String.Index>]
        /// The text element the value goes into: where its tag begins and ends.
        let tag: Range<String.Index>
    }

    let text: String
    private(set) var places: [Place] = []
    /// The texts behind braces that never close.
    private(set) var unclosed: [String] = []

    /// A `w:t` element: its opening tag and what it holds.
    private typealias Segment = (tag: Range<String.Index>, content: Range<String.Index>)

    init(_ text: String) {
        self.text = text
        for segments in DocxPart.paragraphs(text) { read(segments) }
        places.sort { ($0.pieces.first?.lowerBound ?? text.startIndex) < ($1.pieces.first?.lowerBound ?? text.startIndex) }
    }

    /// The body's content, the properties of its last section left out; nil where there is no body.
    var bodyRange: Range<String.Index>? {
        guard let begin = text.firstRange(of: "<w:body>")?.upperBound,
            let end = text.ranges(of: "</w:body>").last?.lowerBound
        else { return nil }
        let content = begin..<end
        guard let section = text[content].ranges(of: "<w:sectPr").last?.lowerBound,
            !text[section..<end].contains("</w:p>"), !text[section..<end].contains("</w:tbl>")
        else { return content }
        return begin..<section
    }

    // MARK: Reading

    /// The text elements of every paragraph; a paragraph within a text box is one of its own.
    private static func paragraphs(_ text: String) -> [[Segment]] {
        var done: [[Segment]] = []
        var open: [[Segment]] = []
        // Behind this all text was taken already; nil: no element that is opened will be closed.
        var reach: String.Index? = text.startIndex
        for tag in text.matches(of: #/<(/?)w:(p|t)(?:\s[^<>]*?)?(/?)>/#) {
            let isEnd = !tag.1.isEmpty
            let isEmpty = !tag.3.isEmpty
            if isEmpty { continue }
            if tag.2 == "p" {
                if isEnd {
                    if let last = open.popLast() { done.append(last) }
                } else {
                    open.append([])
                }
            } else if !isEnd, !open.isEmpty, let taken = reach, tag.range.lowerBound >= taken {
                reach = text[tag.range.upperBound...].firstRange(of: "</w:t>")?.lowerBound
                if let end = reach { open[open.count - 1].append((tag.range, tag.range.upperBound..<end)) }
            }
        }
        return done + open
    }

    /// Finds the places of one paragraph over all its text elements.
    private mutating func read(_ segments: [Segment]) {
        var letters: [(character: Character, index: String.Index, segment: Int)] = []
        for (number, segment) in segments.enumerated() {
            for index in text[segment.content].indices { letters.append((text[index], index, number)) }
        }
        func isBrace(_ position: Int, _ kinds: String) -> Bool {
            position + 1 < letters.count && kinds.contains(letters[position].character) && kinds.contains(letters[position + 1].character)
        }
        // Where the next closing braces and the next opening ones stand, known from behind for every place.
        var nextEnd = [Int](repeating: letters.count, count: letters.count + 1)
        var nextBegin = nextEnd
        for position in letters.indices.reversed() {
            nextEnd[position] = isBrace(position, "}｝") ? position : nextEnd[position + 1]
            nextBegin[position] = isBrace(position, "{｛") ? position : nextBegin[position + 1]
        }
        var position = 0
        while position < letters.count {
            guard isBrace(position, "{｛") else {
                position += 1
                continue
            }
            let end = nextEnd[position + 2]
            guard end < letters.count, nextBegin[position + 2] >= end else {
                unclosed.append(String(letters[position...].prefix(24).map(\.character)))
                position += 2
                continue
            }
            let name = String(letters[(position + 2)..<end].map(\.character)).trimmed
            let pieces = Dictionary(grouping: letters[position..<(end + 2)], by: \.segment).sorted { $0.key < $1.key }
            places.append(
                Place(
                    name: name,
                    pieces: pieces.compactMap { piece in
                        guard let first = piece.value.first, let last = piece.value.last else { return nil }
                        return first.index..<text.index(after: last.index)
                    }, tag: segments[letters[position].segment].tag))
            position = end + 2
        }
    }

    // MARK: Filling

    /// The part with every place filled that has a value, and the row that stands for the rows of a table written once for each.
    func filled(_ sheet: DocxTemplate.Filling) -> String {
        if sheet.columns.isEmpty { return filled(sheet.values) }
        var out = ""
        var index = text.startIndex
        // Piece by piece: braces in what was filled in are no places.
        func fill(to end: String.Index) { out += DocxPart(String(text[index..<end])).filled(sheet.values) }
        for range in DocxPart.rows(text) {
            let row = DocxPart(String(text[range]))
            guard row.places.contains(where: { sheet.own.contains(Folding.key($0.name)) }) else { continue }
            fill(to: range.lowerBound)
            // Marks that must be one of a kind in a document stay with the first copy.
            let copy = DocxPart(row.text.withoutIdentities)
            // A table needs a row, so one without any keeps an empty one.
            for (number, values) in (sheet.rows.isEmpty ? [[]] : sheet.rows).enumerated() {
                var named = sheet.values
                for (column, name) in sheet.columns.enumerated() { named[name] = column < values.count ? values[column] : "" }
                out += (number == 0 ? row : copy).filled(named)
            }
            index = range.upperBound
        }
        fill(to: text.endIndex)
        return out
    }

    /// The rows of tables that hold no table of their own, in their order.
    private static func rows(_ text: String) -> [Range<String.Index>] {
        var rows: [Range<String.Index>] = []
        var begin: String.Index?
        for tag in text.matches(of: #/<(/?)w:tr(?:\s[^>]*?)?>/#) {
            if tag.1.isEmpty {
                begin = tag.range.lowerBound
            } else if let start = begin {
                rows.append(start..<tag.range.upperBound)
                begin = nil
            }
        }
        return rows
    }

    /// The part with every place filled that has a value.
    func filled(_ values: [String: String]) -> String {
        var edits: [Range<String.Index>: String] = [:]
        for place in places {
            guard let value = values[Folding.key(place.name)], let first = place.pieces.first else { continue }
            edits[first] = DocxPart.escaped(value)
            for piece in place.pieces.dropFirst() { edits[piece] = "" }
            // Blanks at the value's ends would be lost without it.
            if !text[place.tag].contains("xml:space") { edits[place.tag] = "<w:t xml:space=\"preserve\">" }
        }
        var out = ""
        var index = text.startIndex
        for (range, replacement) in edits.sorted(by: { $0.key.lowerBound < $1.key.lowerBound }) {
            out += text[index..<range.lowerBound] + replacement
            index = range.upperBound
        }
        return out + text[index...]
    }

    /// Text as the content of a `w:t`; a line break ends the element, breaks the line and begins another.
    private static func escaped(_ value: String) -> String {
        var out = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\n": out += "</w:t><w:br/><w:t xml:space=\"preserve\">"
            case "\t": out += " "
            // Characters XML 1.0 has no place for.
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
