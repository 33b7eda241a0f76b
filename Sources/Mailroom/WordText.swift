import Office

/// The text of one part of a word processor's file (ISO/IEC 29500-1 §17) or of a file of slides (§19), by the names of its elements and
/// not by their prefixes.
struct WordText {
    /// What a part is, told by its root.
    enum Part: Hashable {
        case document, header, footer, footnotes, endnotes, comments, properties, customProperties, diagram, chart, other
        /// A slide, what its speaker notes, what all slides of a kind bear alike.
        case slide, slideNotes, slideMaster
    }

    let part: Part
    let text: String
    /// The relation of the header that only the first page has, as the name of the office has it; nil where there is none.
    let firstHeader: String?
    /// What a column of levels in one of its tables says, where it names a state secret.
    let tableMark: String?

    enum Space { case word, drawing, mathematics, compatibility, vector, presentation, other }

    private static let spaces: [String: Space] = [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": .word, "http://purl.oclc.org/ooxml/wordprocessingml/main": .word,
        "http://schemas.openxmlformats.org/drawingml/2006/main": .drawing, "http://purl.oclc.org/ooxml/drawingml/main": .drawing,
        "http://schemas.openxmlformats.org/officeDocument/2006/math": .mathematics,
        "http://purl.oclc.org/ooxml/officeDocument/math": .mathematics,
        "http://schemas.openxmlformats.org/markup-compatibility/2006": .compatibility, "urn:schemas-microsoft-com:vml": .vector,
        "http://schemas.openxmlformats.org/presentationml/2006/main": .presentation,
        "http://purl.oclc.org/ooxml/presentationml/main": .presentation,
    ]
    private static let usual: [Substring: Space] = [
        "w": .word, "a": .drawing, "m": .mathematics, "mc": .compatibility, "v": .vector, "p": .presentation,
    ]
    private static let relations = [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ]

    /// The namespace and local name of an element; a prefix that was never declared means what it usually does.
    private static func name(_ reader: borrowing XMLReader) -> (space: Space, local: String) {
        let local = reader.name
        let space = reader.space
        if space.isEmpty {
            guard let colon = local.firstIndex(of: ":") else { return (.other, local) }
            return (usual[local[..<colon]] ?? .other, String(local[local.index(after: colon)...]))
        }
        return (spaces[space] ?? .other, local)
    }

    /// The elements that matter to the text.
    private enum Tag: Int32 {
        case other, text, paragraph, lineBreak, tab, hyphen, tabStops, deleted, headerReference, titlePage, textPath, alternatives, choice
        case fallback, table, row, cell, slideCell, span, section, remark, shape, placeholder, shapeText
    }

    private static func tag(of reader: borrowing XMLReader) -> Tag {
        let name = name(reader)
        return switch (name.space, name.local) {
        case (.word, "t"), (.drawing, "t"), (.mathematics, "t"): .text
        case (.word, "p"), (.drawing, "p"): .paragraph
        case (.word, "br"), (.word, "cr"), (.drawing, "br"): .lineBreak
        case (.word, "tab"), (.word, "ptab"): .tab
        case (.word, "noBreakHyphen"): .hyphen
        case (.word, "tabs"): .tabStops
        case (.word, "del"), (.word, "moveFrom"), (.word, "rt"): .deleted
        case (.word, "headerReference"): .headerReference
        case (.word, "titlePg"): .titlePage
        case (.word, "tbl"), (.drawing, "tbl"): .table
        case (.word, "tr"), (.drawing, "tr"): .row
        case (.word, "tc"): .cell
        case (.drawing, "tc"): .slideCell
        case (.word, "gridSpan"): .span
        case (.word, "sectPr"): .section
        case (.vector, "textpath"): .textPath
        case (.compatibility, "AlternateContent"): .alternatives
        case (.compatibility, "Choice"): .choice
        case (.compatibility, "Fallback"): .fallback
        case (.presentation, "text"): .remark
        case (.presentation, "sp"): .shape
        case (.presentation, "ph"): .placeholder
        case (.presentation, "txBody"): .shapeText
        default: .other
        }
    }

    /// - Parameter wanted: whether a part of this kind is read on; a part that is not has no text.
    init(_ bytes: [UInt8], limits: ReadingLimits, where wanted: (Part) -> Bool = { _ in true }) throws(ExtractionRefused) {
        var walk = Walk(limit: limits.text)
        var part = Part.other
        try XMLReader.read(bytes, nodes: limits.nodes) { (reader: inout XMLReader) throws(ExtractionRefused) in
            while let node = try reader.next() {
                guard node == .begin else { continue }
                part = WordText.kind(of: reader)
                guard part != .other, wanted(part) else { return }
                switch part {
                case .properties, .customProperties: try walk.properties(&reader, isCustom: part == .customProperties)
                default:
                    walk.leavesOutPrompts = part == .slideMaster
                    try walk.run(&reader)
                }
            }
        }
        self.part = part
        text = walk.story.finished()
        firstHeader = walk.firstHeader
        tableMark = walk.tableMark
    }

    private static func kind(of reader: borrowing XMLReader) -> Part {
        let (space, local) = name(reader)
        if space == .word {
            return switch local {
            case "document", "glossaryDocument": .document
            case "hdr": .header
            case "ftr": .footer
            case "footnotes": .footnotes
            case "endnotes": .endnotes
            case "comments": .comments
            default: .other
            }
        }
        if space == .presentation {
            return switch local {
            case "sld": .slide
            case "notes": .slideNotes
            case "sldMaster", "sldLayout", "notesMaster", "handoutMaster": .slideMaster
            case "cmLst": .comments
            default: .other
            }
        }
        return switch (local, reader.space) {
        case ("coreProperties", _): .properties
        case ("Properties", let space) where space.hasSuffix("custom-properties") || space.hasSuffix("customProperties"): .customProperties
        case ("dataModel", let space) where space.contains("diagram"): .diagram
        case ("chartSpace", _): .chart
        // Remarks that are answered, as newer programs keep them.
        case ("cmLst", let space) where space.contains("microsoft.com/office/powerpoint"): .comments
        default: .other
        }
    }

    /// The way through one part.
    private struct Walk {
        var story: Story
        var firstHeader: String?
        private var tables = TableRows()
        /// What a column of levels says, where it names a state secret.
        var tableMark: String? { tables.level.map(MarkedWords.label) }

        /// An `mc:AlternateContent` that is open: of what it offers, one is read.
        private struct Choice {
            let depth: Int
            var before: Int
            var isTaken = false
        }

        /// Whether what a program writes into empty places, such as "Click to edit", is no text.
        var leavesOutPrompts = false
        private var isPrompt = false
        private var choices: [Choice] = []
        private var isText = false
        private var sections = 0
        private var headers: [String: String] = [:]
        private var hasOwnFirstPage = false

        init(limit: Int) { story = Story(limit: limit) }

        mutating func run(_ reader: inout XMLReader) throws(ExtractionRefused) {
            while let node = try reader.next() {
                switch node {
                case .text:
                    guard isText else { continue }
                    story.append(reader.text)
                    tables.append(reader.text)
                case .begin: try begin(&reader)
                case .end: end(reader)
                }
            }
            tables.finish()
        }

        private mutating func begin(_ reader: inout XMLReader) throws(ExtractionRefused) {
            switch reader.tag(WordText.tag(of:)) {
            case .text: isText = true
            case .paragraph: story.begin()
            case .lineBreak: story.append("\n")
            case .tab: story.append("\t")
            case .hyphen: story.append("-")
            // Tab stops are no tabs; what was struck out or stands small above a word is no text, and `PartWords` looks at it.
            case .tabStops, .deleted: try reader.skip()
            case .headerReference: if sections == 0 { readHeader(reader) }
            case .titlePage:
                let value = WordText.attribute("val", reader)
                if sections == 0 { hasOwnFirstPage = !["0", "false", "off"].contains(value ?? "1") }
            // Words set along a line, as a mark across the page is.
            case .textPath:
                if let words = reader.attribute("string"), !words.isEmpty {
                    story.begin()
                    story.append(words)
                    story.end()
                }
            case .alternatives: choices.append(Choice(depth: reader.depth, before: story.words))
            case .choice:
                guard let last = choices.indices.last else { return }
                choices[last].before = story.words
                if choices[last].isTaken || !WordText.isUnderstood(reader) { try reader.skip() }
            case .fallback: if choices.last?.isTaken == true { try reader.skip() }
            case .remark:
                story.begin()
                isText = true
            case .shape: isPrompt = false
            // What stands at the foot of every slide is typed by people.
            case .placeholder: isPrompt = leavesOutPrompts && !["ftr", "hdr"].contains(reader.attribute("type") ?? "")
            case .shapeText: if isPrompt { try reader.skip() }
            case .table: tables.begin()
            case .row: tables.beginRow()
            case .cell, .slideCell: tables.beginCell()
            case .span: if let span = WordText.attribute("val", reader).flatMap({ Int($0) }) { tables.widen(to: span) }
            case .section, .other: break
            }
        }

        private mutating func end(_ reader: borrowing XMLReader) {
            switch reader.tag(WordText.tag(of:)) {
            case .text: isText = false
            case .paragraph: story.end()
            case .cell: story.endCell()
            case .table: tables.end()
            case .remark:
                isText = false
                story.end()
            case .section:
                if sections == 0, hasOwnFirstPage { firstHeader = headers["first"] }
                sections += 1
            case .choice:
                if let last = choices.indices.last, story.words > choices[last].before { choices[last].isTaken = true }
            case .alternatives: if choices.last?.depth == reader.depth { choices.removeLast() }
            default: break
            }
        }

        private mutating func readHeader(_ reader: borrowing XMLReader) {
            headers[WordText.attribute("type", reader) ?? "default"] = WordText.relation(reader)
        }

        /// The title, subject, keywords and the like, and what an office added of its own, a line each.
        mutating func properties(_ reader: inout XMLReader, isCustom: Bool) throws(ExtractionRefused) {
            let wanted: Set = ["title", "subject", "keywords", "description", "category", "contentStatus"]
            while let node = try reader.next() {
                guard node == .begin, reader.depth == 2 else { continue }
                let name = reader.name.split(separator: ":").last.map(String.init) ?? ""
                guard isCustom || wanted.contains(name) else { continue }
                let words = isCustom ? [reader.attribute("name") ?? "", try reader.content()] : [try reader.content()]
                guard words.last?.contains(where: { !$0.isWhitespace }) == true else { continue }
                // A line each: 密级 and its value are a mark however they stand together.
                for word in words where !word.isEmpty { story.append(word + "\n") }
            }
        }
    }

    /// What the element stood on calls the part it leads to.
    static func relation(_ reader: borrowing XMLReader) -> String? {
        for space in relations { if let id = reader.attribute("id", space: space) { return id } }
        return reader.attribute("r:id")
    }

    private static func attribute(_ name: String, _ reader: borrowing XMLReader) -> String? {
        for (space, kind) in spaces where kind == .word { if let value = reader.attribute(name, space: space) { return value } }
        return reader.attribute("w:" + name)
    }

    /// Whether what an alternative asks for is one of the word processors' own additions, all of which keep their words in `w:t`.
    private static func isUnderstood(_ reader: borrowing XMLReader) -> Bool {
        (reader.attribute("Requires") ?? "").split(separator: " ").allSatisfy { prefix in
            guard let space = reader.meaning(of: String(prefix)) else { return true }
            return space.contains("microsoft.com/office/") || space.contains("openxmlformats.org/") || space.contains("wps.cn/")
        }
    }
}
