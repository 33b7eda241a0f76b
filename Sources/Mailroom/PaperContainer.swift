import Foundation
import Office

/// A paper in a zip of parts: .docx or .pptx (ISO/IEC 29500), .odt, .ods or .odp (ISO/IEC 26300) or .ofd (GB/T 33190), with all that bears
/// words in it.
struct PaperContainer {
    /// The paper, and what goes along with it behind seams (`PaperText`).
    let text: String
    /// The files it keeps within itself.
    let objects: EmbeddedObjects

    private typealias Entry = (name: String, bytes: [UInt8])
    private typealias Part = (name: String, part: WordText)
    /// The text made of each part, by its name.
    private typealias Shown = [String: String]

    /// - Parameter depth: in how many papers it is kept itself.
    /// - Throws: `ExtractionRefused` where a part cannot be read to its end: nobody knows what stands behind.
    init(_ bytes: [UInt8], limits: ReadingLimits, depth: Int = 0) throws(ExtractionRefused) {
        let entries: [Entry]
        var keepsObjects = false
        do throws(ExtractionRefused) {
            entries = try ZipFile.parts(bytes, limit: limits.unpacked, count: limits.parts) { name in
                if EmbeddedObjects.isObject(name) {
                    keepsObjects = true
                    return false
                }
                return PaperContainer.isWanted(name)
            }
        } catch { throw error.reason == .broken("zip") ? ExtractionRefused(.broken("docx")) : error }
        var shown: Shown = [:]
        let paper: String
        if let content = entries.first(where: { $0.name == "content.xml" }) {
            paper = try PaperContainer.openDocument(content, entries, limits, &shown)
        } else if entries.contains(where: { PaperContainer.isPage($0.name) }) {
            paper = try PaperContainer.fixedLayout(entries, limits, &shown)
        } else {
            paper = try PaperContainer.word(entries, limits, &shown)
        }
        var objects = EmbeddedObjects(limits)
        // Pictures are called something too, and their names are nowhere in the text.
        var hidden = MarkedWords.named(ZipFile.names(in: bytes))
        for entry in entries {
            if PaperContainer.isPiece(entry.name) {
                try objects.read(entry.name, entry.bytes, depth: depth)
            } else {
                hidden += try objects.asides(of: entry.name, entry.bytes, beside: shown[entry.name])
            }
        }
        text = try PaperContainer.joined(paper, hidden, limits)
        if keepsObjects { try objects.read(in: bytes, depth: depth) }
        self.objects = objects
    }

    private static func isPage(_ name: String) -> Bool { name.contains("Pages/") && name.hasSuffix("Content.xml") }

    /// Whether a part may hold words; the sheets of a workbook are no paper.
    ///
    /// Whatever is not known to have none is looked at: fonts, colours and what styles are called say nothing of a paper.
    private static func isWanted(_ name: String) -> Bool {
        if isPiece(name) { return true }
        guard ["xml", "rels", "vml", "svg", "rdf"].contains(PathText.ending(name)) else { return false }
        return !name.hasPrefix("xl/") && !name.contains("/theme/") && !isStyles(name) && !wordless.contains(PathText.last(name))
    }

    /// The styles of OpenDocument hold the heads of pages.
    private static func isStyles(_ name: String) -> Bool { name.hasPrefix("word/") && name.hasSuffix("/styles.xml") }

    private static let wordless: Set = [
        "fontTable.xml", "webSettings.xml", "stylesWithEffects.xml", "presProps.xml", "viewProps.xml", "tableStyles.xml",
    ]

    /// Whether a part may be one of those that are shown, told by its root.
    private static func isStory(_ name: String) -> Bool {
        guard name.hasSuffix(".xml"), !name.hasPrefix("ppt/tags/"), !name.hasPrefix("customXml/") else { return false }
        return !["numbering.xml", "settings.xml"].contains(PathText.last(name))
    }

    /// Where a file of slides keeps their order, and what it calls them there.
    private static let slideOrder = (list: "ppt/presentation.xml", relations: "ppt/_rels/presentation.xml.rels")

    /// A file of its own: one that is shown in its place as a piece of the paper, or hangs on it.
    private static func isPiece(_ name: String) -> Bool {
        if pieces.contains(PathText.ending(name)) { return true }
        // OFD keeps what hangs on a paper in a folder, under any name (GB/T 33190 §7.3).
        return name.contains("/Attach") && PathText.ending(name) != "xml"
    }

    private static let pieces: Set = [
        "docx", "docm", "dotx", "dotm", "doc", "dot", "wps", "xlsx", "xlsm", "xltx", "xls", "et", "pptx", "odt", "ods", "odp", "ofd", "pdf",
        "rtf", "mht", "mhtml", "eml", "htm", "html", "xhtml", "txt", "zip", "7z", "rar", "tar", "gz", "tgz",
    ]

    private static func read<Result>(
        _ entry: Entry, _ kind: String, _ work: ([UInt8]) throws(ExtractionRefused) -> Result
    ) throws(ExtractionRefused) -> Result {
        do throws(ExtractionRefused) { return try work(entry.bytes) } catch {
            throw error.reason == .broken("XML") ? ExtractionRefused(.broken(kind)) : error
        }
    }

    private static func joined(_ paper: String, _ others: [String], _ limits: ReadingLimits) throws(ExtractionRefused) -> String {
        let size = others.reduce(0) { $0 + $1.utf8.count }
        guard size <= limits.text else { throw ExtractionRefused(.tooLarge(bytes: size, limit: limits.text)) }
        return PaperText.joined(paper, along: others)
    }

    // MARK: Word

    private static func word(
        _ entries: [Entry], _ limits: ReadingLimits, _ shown: inout Shown
    ) throws(ExtractionRefused) -> String {
        var parts: [Part] = []
        var fault: ExtractionRefused?
        let holdsSlides = entries.contains { $0.name.hasPrefix("ppt/") }
        let kind = holdsSlides ? "pptx" : "docx"
        for entry in entries where isStory(entry.name) {
            do throws(ExtractionRefused) {
                parts.append(
                    (entry.name, try read(entry, kind) { bytes throws(ExtractionRefused) in try WordText(bytes, limits: limits) }))
            } catch { fault = error }
        }
        for (name, part) in parts where part.part != .other { shown[name, default: ""] += part.text }
        let bodies = parts.filter { $0.part.part == .document }
        if let fault, !bodies.isEmpty || holdsSlides || entries.contains(where: { $0.name.hasPrefix("word/") }) { throw fault }
        let slides = try bodies.isEmpty ? slides(among: parts, entries, limits) : []
        guard !bodies.isEmpty || !slides.isEmpty else { throw ExtractionRefused(.unsupported("zip")) }
        let first = try firstHeader(of: bodies, entries, limits)
        var text = ""
        if let header = parts.first(where: { $0.name == first })?.part.text {
            text = header.split(separator: "\n").filter { $0.contains { !$0.isWhitespace } }.map { $0 + "\n" }.joined()
        }
        // Every slide is a page of its own.
        text += bodies.map(\.part.text).joined() + slides.joined(separator: "\u{C}")
        let order: [WordText.Part] = [
            .header, .footer, .footnotes, .endnotes, .slide, .slideNotes, .comments, .diagram, .chart, .slideMaster, .customProperties,
            .properties,
        ]
        let others = order.filter { $0 != .slide || slides.isEmpty }.flatMap { kind in
            parts.filter { $0.part.part == kind && $0.name != first }.flatMap {
                // The door looks at the head of each part, so a long list is several.
                kind == .customProperties || kind == .properties ? pages($0.part.text) : [$0.part.text]
            }
        }
        return try joined(text, others + parts.compactMap(\.part.tableMark), limits)
    }

    private static func pages(_ text: String) -> [String] {
        let lines = text.split(separator: "\n")
        return stride(from: 0, to: lines.count, by: 10).map { lines[$0..<min($0 + 10, lines.count)].joined(separator: "\n") }
    }

    /// The part that holds the header of the first page alone: it is the head of the paper, while others only repeat what it is called.
    private static func firstHeader(
        of bodies: [(name: String, part: WordText)], _ entries: [Entry], _ limits: ReadingLimits
    ) throws(ExtractionRefused) -> String? {
        guard let body = bodies.first, let id = body.part.firstHeader else { return nil }
        let folder = body.name.split(separator: "/").dropLast().joined(separator: "/")
        return try targets(folder + "/_rels/document.xml.rels", of: folder, "docx", entries, limits)[id]
    }

    /// The parts that a list of relations leads to, by what the list calls them; where it says one twice, the first.
    private static func targets(
        _ list: String, of folder: String, _ kind: String, _ entries: [Entry], _ limits: ReadingLimits
    ) throws(ExtractionRefused) -> [String: String] {
        guard let relations = entries.first(where: { $0.name == list }) else { return [:] }
        return try read(relations, kind) { bytes throws(ExtractionRefused) in
            try XMLReader.read(bytes, nodes: limits.nodes) { (reader: inout XMLReader) throws(ExtractionRefused) in
                var targets: [String: String] = [:]
                while let node = try reader.next() {
                    guard node == .begin, let id = reader.attribute("Id"), let target = reader.attribute("Target") else { continue }
                    if targets[id] == nil { targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : folder + "/" + target }
                }
                return targets
            }
        }
    }

    // MARK: Slides

    /// The text of every slide in the order they are shown; one that is in no list stands behind the others.
    private static func slides(
        among parts: [Part], _ entries: [Entry], _ limits: ReadingLimits
    ) throws(ExtractionRefused) -> [String] {
        let found = parts.filter { $0.part.part == .slide }.sorted { $0.name.compare($1.name, options: .numeric) == .orderedAscending }
        let size = found.reduce(0) { $0 + $1.part.text.utf8.count }
        guard size <= limits.text else { throw ExtractionRefused(.tooLarge(bytes: size, limit: limits.text)) }
        guard let list = entries.first(where: { $0.name == slideOrder.list }), !found.isEmpty else { return found.map(\.part.text) }
        let ids: [String] = try read(list, "pptx") { bytes throws(ExtractionRefused) in
            try XMLReader.read(bytes, nodes: limits.nodes) { (reader: inout XMLReader) throws(ExtractionRefused) in
                var ids: [String] = []
                while let node = try reader.next() {
                    guard node == .begin, reader.name.split(separator: ":").last == "sldId" else { continue }
                    if let id = WordText.relation(reader) { ids.append(id) }
                }
                return ids
            }
        }
        let targets = try targets(slideOrder.relations, of: "ppt", "pptx", entries, limits)
        var places: [String: Int] = [:]
        for (place, id) in ids.enumerated() { if let name = targets[id], places[name] == nil { places[name] = place } }
        return found.enumerated().sorted { one, other in
            (places[one.element.name] ?? .max, one.offset) < (places[other.element.name] ?? .max, other.offset)
        }.map(\.element.part.text)
    }

    // MARK: OpenDocument

    private static func openDocument(
        _ content: Entry, _ entries: [Entry], _ limits: ReadingLimits, _ shown: inout Shown
    ) throws(ExtractionRefused) -> String {
        // Under a password the parts are no XML, and the list of parts says so.
        let list = entries.first { $0.name == "META-INF/manifest.xml" }.map { String(decoding: $0.bytes, as: UTF8.self) }
        if list?.contains("encryption-data") == true { throw ExtractionRefused(.locked) }
        let body = try read(content, "odt") { bytes throws(ExtractionRefused) in try OpenText(bytes, limits: limits) }
        shown[content.name] = body.whole
        var header = ""
        var others = body.notes
        // Headers and footers stand with the page styles; what an office says of the paper, with its metadata.
        for entry in entries where entry.name == "styles.xml" || entry.name == "meta.xml" || entry.name.hasSuffix("/content.xml") {
            let part = try read(entry, "odt") { bytes throws(ExtractionRefused) in try OpenText(bytes, limits: limits) }
            shown[entry.name, default: ""] += part.whole
            header += part.header
            others += [part.text] + part.notes + pages(part.properties)
        }
        return try joined(header + body.text, others, limits)
    }

    // MARK: OFD

    private static func fixedLayout(
        _ entries: [Entry], _ limits: ReadingLimits, _ shown: inout Shown
    ) throws(ExtractionRefused) -> String {
        var pages: [String] = []
        var others: [String] = []
        for entry in entries.sorted(by: { $0.name.compare($1.name, options: .numeric) == .orderedAscending }) {
            let isPage = isPage(entry.name)
            // Templates are what stands on every page alike; annotations are stamps and remarks.
            guard isPage || entry.name == "OFD.xml" || entry.name.hasSuffix("Content.xml") || entry.name.contains("Annot") else { continue }
            let part = try read(entry, "ofd") { bytes throws(ExtractionRefused) in try LayoutText(bytes, limits: limits) }
            shown[entry.name, default: ""] += part.text + part.properties
            if isPage { pages.append(part.text) } else { others += [part.text] + PaperContainer.pages(part.properties) }
        }
        return try joined(pages.joined(separator: "\n"), others, limits)
    }
}
