import Office

/// The text of one part of an OpenDocument file (ISO/IEC 26300), written or of slides, by the names of its elements and not by their prefixes.
struct OpenText {
    /// The paragraphs of the body.
    private(set) var text: String
    /// What stands at the head of the first page only, as the name of the office does.
    private(set) var header: String
    /// Other headers, footers, notes and remarks.
    private(set) var notes: [String]
    /// The title, subject, keywords and what an office added of its own, a line each.
    private(set) var properties: String

    /// All of it, as it was found.
    var whole: String { text + header + notes.joined() + properties }

    private enum Space { case text, office, style, draw, dublin, meta, presentation, table, other }

    private static let spaces: [String: Space] = [
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0": .text, "urn:oasis:names:tc:opendocument:xmlns:office:1.0": .office,
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0": .style, "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": .draw,
        "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": .meta, "http://purl.org/dc/elements/1.1/": .dublin,
        "http://openoffice.org/2000/text": .text, "http://openoffice.org/2000/office": .office, "http://openoffice.org/2000/style": .style,
        "http://openoffice.org/2000/drawing": .draw,
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0": .table, "http://openoffice.org/2000/table": .table,
        "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0": .presentation, "http://openoffice.org/2000/presentation": .presentation,
    ]
    private static let usual: [Substring: Space] = [
        "text": .text, "office": .office, "style": .style, "draw": .draw, "dc": .dublin, "meta": .meta,
        "presentation": .presentation, "table": .table,
    ]

    private static func name(_ reader: borrowing XMLReader) -> (space: Space, local: String) {
        let local = reader.name
        let space = reader.space
        if space.isEmpty {
            guard let colon = local.firstIndex(of: ":") else { return (.other, local) }
            return (usual[local[..<colon]] ?? .other, String(local[local.index(after: colon)...]))
        }
        return (spaces[space] ?? .other, local)
    }

    init(_ bytes: [UInt8], limits: ReadingLimits) throws(ExtractionRefused) {
        var walk = Walk(limit: limits.text)
        try XMLReader.read(bytes, nodes: limits.nodes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            while let node = try reader.next() { try walk.step(node, &reader) }
        }
        (text, header, notes, properties) = walk.finished()
    }

    /// The way through one part.
    private struct Walk {
        /// What the words are part of: the body, or one of what goes along with it.
        private enum Place { case body, header, note }

        private let limit: Int
        private var stories: [(place: Place, story: Story, depth: Int)]
        private var header = ""
        private var notes: [String] = []
        private var properties = ""
        private var tables = TableRows()
        /// The elements whose own text counts: paragraphs, and what only dresses their words.
        private var counts: [Bool] = []

        init(limit: Int) {
            self.limit = limit
            stories = [(.body, Story(limit: limit), 0)]
        }

        mutating func step(_ node: XMLReader.Node, _ reader: inout XMLReader) throws(ExtractionRefused) {
            switch node {
            case .text: if counts.last == true { append(reader.text) }
            case .begin: try begin(&reader)
            case .end: end(reader)
            }
        }

        private mutating func append(_ text: String) {
            stories[stories.count - 1].story.append(text)
            tables.append(text)
        }

        private mutating func begin(_ reader: inout XMLReader) throws(ExtractionRefused) {
            let name = OpenText.name(reader)
            var isCounted = counts.last ?? false
            switch (name.space, name.local) {
            case (.text, "p"), (.text, "h"):
                stories[stories.count - 1].story.begin()
                isCounted = true
            case (.text, "tab"), (.text, "tab-stop"): append("\t")
            case (.text, "line-break"): append("\n")
            case (.text, "s"):
                let count = reader.attribute("c", space: "urn:oasis:names:tc:opendocument:xmlns:text:1.0") ?? reader.attribute("text:c")
                append(String(repeating: " ", count: min(max(count.flatMap { Int($0) } ?? 1, 1), 100)))
            // What was struck out is kept at the beginning of the body; how a word is said stands small above it. `PartWords` looks at both.
            case (.text, "tracked-changes"), (.text, "ruby-text"): return try reader.skip()
            case (.style, "header-first"): enter(.header, reader.depth)
            case (.style, "header"), (.style, "header-left"), (.style, "footer"), (.style, "footer-left"), (.style, "footer-first"):
                enter(.note, reader.depth)
            case (.text, "note-body"), (.text, "footnote-body"), (.text, "endnote-body"), (.office, "annotation"):
                enter(.note, reader.depth)
                isCounted = false
            // What a speaker notes, and what stands at the head or foot of every slide.
            case (.presentation, "notes"):
                enter(.note, reader.depth)
                isCounted = false
            case (.presentation, "header-decl"), (.presentation, "footer-decl"), (.presentation, "date-time-decl"):
                enter(.note, reader.depth)
                isCounted = true
            case (.table, "table"): tables.begin()
            case (.table, "table-row"): tables.beginRow()
            case (.table, "table-cell"), (.table, "covered-table-cell"):
                tables.beginCell()
                let base = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
                let same = reader.attribute("number-columns-repeated", space: base) ?? reader.attribute("table:number-columns-repeated")
                if let count = same.flatMap({ Int($0) }) { tables.widen(to: count) }
            // Every slide is a page of its own.
            case (.draw, "page"):
                if stories.count == 1, stories[0].story.words > 0 { append("\u{C}") }
                isCounted = false
            case (.draw, let kind) where kind != "a": isCounted = false
            case (.dublin, "title"), (.dublin, "subject"), (.dublin, "description"), (.meta, "keyword"):
                if counts.isEmpty || !isCounted { return try readProperty(nil, &reader) }
            case (.meta, "user-defined"):
                let name =
                    reader.attribute("name", space: "urn:oasis:names:tc:opendocument:xmlns:meta:1.0") ?? reader.attribute("meta:name")
                return try readProperty(name, &reader)
            default: break
            }
            counts.append(isCounted)
        }

        private mutating func end(_ reader: borrowing XMLReader) {
            let name = OpenText.name(reader)
            if name.space == .text, name.local == "p" || name.local == "h" { stories[stories.count - 1].story.end() }
            if name.space == .table, name.local == "table" { tables.end() }
            counts.removeLast()
            if let last = stories.last, last.depth == reader.depth, stories.count > 1 { leave() }
        }

        private mutating func enter(_ place: Place, _ depth: Int) { stories.append((place, Story(limit: limit), depth)) }

        private mutating func leave() {
            guard var last = stories.popLast() else { return }
            let text = last.story.finished()
            guard text.contains(where: { !$0.isWhitespace }) else { return }
            switch last.place {
            case .header where header.isEmpty: header = text
            default: notes.append(text)
            }
        }

        private mutating func readProperty(_ name: String?, _ reader: inout XMLReader) throws(ExtractionRefused) {
            let value = try reader.content()
            guard value.contains(where: { !$0.isWhitespace }) else { return }
            // A line each: 密级 and its value are a mark however they stand together.
            for word in [name, value].compactMap(\.self) { properties += word + "\n" }
        }

        mutating func finished() -> (String, String, [String], String) {
            while stories.count > 1 { leave() }
            tables.finish()
            if let level = tables.level { notes.append(MarkedWords.label(level)) }
            let text = stories[0].story.finished()
            return (text, header, notes, properties)
        }
    }
}

/// The text of one part of an OFD file (GB/T 33190): the objects of a page, and what the file says of itself.
struct LayoutText {
    /// One object a line.
    let text: String
    /// The title, subject, keywords and what an office added of its own, a line each.
    let properties: String

    init(_ bytes: [UInt8], limits: ReadingLimits) throws(ExtractionRefused) {
        var story = Story(limit: limits.text)
        var properties = ""
        var isText = false
        try XMLReader.read(bytes, nodes: limits.nodes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            while let node = try reader.next() {
                // No other vocabulary in such a file has these names, and not every writer declares the one it uses.
                let name = node == .text ? "" : String(reader.name.split(separator: ":").last ?? "")
                switch (node, name) {
                case (.text, _): if isText { story.append(reader.text) }
                case (.begin, "TextCode"), (.end, "TextCode"): isText = node == .begin
                case (.end, "TextObject"): story.append("\n")
                case (.begin, "Title"), (.begin, "Subject"), (.begin, "Abstract"), (.begin, "Keyword"), (.begin, "CustomData"):
                    let words = [reader.attribute("Name"), try reader.content()].compactMap(\.self)
                    guard words.last?.contains(where: { !$0.isWhitespace }) == true else { continue }
                    for word in words { properties += word + "\n" }
                default: break
                }
            }
        }
        text = story.finished()
        self.properties = properties
    }
}
