import Office

/// The words of a PDF that no page shows, whether they stand in it as they are or packed (ISO 32000 §7.3.4, §7.5.7, §7.11.4, §12, §14.3):
/// remarks, what fields hold and offer, bookmarks, labels of pages, names of layers and files, what the file says of itself; and the
/// files that are attached to it.
enum PDFRemarks {
    /// What was found beside the pages.
    struct Found {
        /// What bears a secrecy mark, and the text of what is attached.
        var texts: [String] = []
        var unread: [TextExtraction.Unread] = []
        /// Attached files that another reader opens.
        var outside: [EmbeddedObjects.Inner] = []
    }

    /// What bears a secrecy mark and is not packed.
    ///
    /// - Throws: `ExtractionRefused` where there is more to read than any paper has.
    static func marked(in bytes: [UInt8]) throws(ExtractionRefused) -> [String] { try marked(try PDFPieces(bytes), of: bytes) }

    /// All of it; what is packed is unpacked by a confined reader.
    static func read(_ bytes: [UInt8], by confinement: Confinement) throws(ExtractionRefused) -> Found {
        let pieces = try PDFPieces(bytes)
        var found = Found(texts: try marked(pieces, of: bytes))
        let isPacked = pieces.streams.contains { stream in
            switch PDFStream(stream, in: bytes, pieces.files).kind {
            case .objects, .file: true
            case .metadata(let isPacked): isPacked
            case .unsaid: pieces.hasForm
            case .other: false
            }
        }
        guard isPacked else { return found }
        let packed: TextExtraction.Opened
        if confinement.program == nil {
            packed = TextExtraction.openHere(bytes, name: "a.pdf")
        } else {
            let job = Job(
                .paper, seconds: confinement.seconds, file: TextExtraction.textLimit * 4 + ReadingLimits().unpacked, ["remarks.pdf"])
            packed = TextExtraction.Opened(confinement.run(job, input: bytes), kind: "PDF", confinement: confinement)
        }
        if case .refused(let reason) = packed.extraction { throw ExtractionRefused(reason) }
        if let text = packed.text { found.texts += PaperText.parts(text).map(String.init) }
        found.unread = packed.unread
        found.outside = packed.outside
        return found
    }

    /// What bears a secrecy mark in the packed streams of objects, where writers since PDF 1.5 put them.
    ///
    /// - Parameter limit: of what is unpacked, in bytes.
    /// - Throws: `ExtractionRefused` where there is more of it than any paper has.
    static func marked(packedIn bytes: [UInt8], limit: Int) throws(ExtractionRefused) -> [String] {
        var limits = ReadingLimits()
        limits.unpacked = limit
        return try read(packedIn: bytes, limits: limits).texts
    }

    /// What bears a secrecy mark in packed streams, and the attached files.
    static func read(packedIn bytes: [UInt8], limits: ReadingLimits) throws(ExtractionRefused) -> Found {
        let pieces = try PDFPieces(bytes)
        var found = Found()
        var left = limits.unpacked
        var (files, hasForm) = (pieces.files, pieces.hasForm)
        for stream in pieces.streams {
            let stream = PDFStream(stream, in: bytes, [])
            guard case .objects = stream.kind else { continue }
            guard let objects = try stream.unpacked(&left, limit: limits.unpacked) else {
                found.unread.append(TextExtraction.Unread("ObjStm", .unsupported(stream.filters.joined(separator: " "))))
                continue
            }
            let inner = try PDFPieces(objects)
            found.texts += try marked(inner, of: objects)
            files += inner.files
            hasForm = hasForm || inner.hasForm
        }
        var objects = EmbeddedObjects(limits)
        var count = 0
        for stream in pieces.streams {
            let stream = PDFStream(stream, in: bytes, files)
            switch stream.kind {
            case .objects, .other: continue
            case .metadata(let isPacked):
                guard isPacked, let words = try stream.unpacked(&left, limit: limits.unpacked) else { continue }
                found.texts += told(words)
            case .unsaid:
                guard hasForm, stream.isMarkup, let words = try stream.unpacked(&left, limit: limits.unpacked) else { continue }
                found.texts += told(words)
            case .file(let name):
                count += 1
                guard count <= most else { throw ExtractionRefused(.overBudget(.items, limit: most)) }
                let name = name ?? "attachment-\(count)"
                if pieces.isLocked {
                    found.unread.append(TextExtraction.Unread(name, .locked))
                } else if let words = try stream.unpacked(&left, limit: limits.unpacked) {
                    try objects.read(name, words, depth: 0)
                } else {
                    found.unread.append(TextExtraction.Unread(name, .unsupported(stream.filters.joined(separator: " "))))
                }
            }
        }
        found.texts += objects.texts
        found.unread += objects.unread
        found.outside = objects.outside
        return found
    }

    /// No paper has more files attached.
    private static let most = 200

    private static func marked(_ pieces: PDFPieces, of bytes: [UInt8]) throws(ExtractionRefused) -> [String] {
        var found: [String] = []
        for group in pieces.strings where found.count < 100 {
            for address in group {
                do throws(OverBudget) { found += try PercentWords.mark(in: address).map { [$0] } ?? [] } catch {
                    throw ExtractionRefused(error)
                }
            }
            let words = group.compactMap(PDFPieces.words)
            // A field offers the levels there are: a list of them names none.
            let offered = Set(words.map { $0.trimmed }.filter(levels.contains))
            let isChoice = offered.count > 1
            for text in words where !(isChoice && levels.contains(text.trimmed)) {
                found += MarkedWords.among([text])
                // What a field holds may be dressed as a page is.
                if text.contains("<"), text.contains(">") { found += MarkedWords.among(MarkupAsides.lines(of: text)) }
            }
        }
        for stream in pieces.streams {
            guard let end = stream.end, case .metadata(isPacked: false) = PDFStream(stream, in: bytes, []).kind else { continue }
            found += told(Array(bytes[stream.start..<max(stream.start, end)]))
        }
        return found
    }

    private static let levels: Set<String> = ["绝密", "机密", "秘密", "绝密级", "机密级", "秘密级"]

    /// The lines that bear a mark in what a file says of itself (XMP), or in a form of XML.
    private static func told(_ bytes: [UInt8]) -> [String] {
        MarkedWords.among(MarkupAsides.lines(of: TextDecoding.decode(bytes).text))
    }
}

/// A stream of a PDF, by what its dictionary says of it.
private struct PDFStream {
    enum Kind {
        /// Objects packed together.
        case objects
        /// What the file says of itself.
        case metadata(isPacked: Bool)
        /// A file attached to it.
        case file(name: String?)
        /// Nothing says what it is: the signs of a page, a part of a form.
        case unsaid
        case other
    }

    let kind: Kind
    let filters: [String]
    private let bytes: [UInt8]
    private let stream: PDFPieces.Stream
    private let isFiltered: Bool

    init(_ stream: PDFPieces.Stream, in bytes: [UInt8], _ files: [(number: Int, name: String?)]) {
        self.bytes = bytes
        self.stream = stream
        let said = String(decoding: bytes[stream.dictionary].filter { $0 > 0x20 }, as: UTF8.self)
        filters = PDFStream.filters(in: said)
        // Rows of numbers are packed so that each tells only how it differs from the one before.
        isFiltered = said.contains("/Predictor") && !said.contains("/Predictor1/") && !said.contains("/Predictor1>")
        let file = files.first { $0.number == stream.number }
        if let file {
            kind = .file(name: file.name)
        } else if said.contains("/ObjStm") {
            kind = .objects
        } else if said.contains("/Type/Metadata") || said.contains("/Subtype/XML") {
            kind = .metadata(isPacked: !filters.isEmpty)
        } else if said.contains("/Type/EmbeddedFile") {
            kind = .file(name: nil)
        } else {
            let known = ["/Type/", "/Subtype/", "/Length1", "/FunctionType", "/ShadingType", "/PatternType", "/BBox"]
            kind = known.contains(where: said.contains) ? .other : .unsaid
        }
    }

    private static func filters(in said: String) -> [String] {
        guard let start = said.range(of: "/Filter")?.upperBound else { return [] }
        let rest = said[start...]
        guard rest.first == "[" else {
            let name = rest.dropFirst().prefix { !"/<>[]()".contains($0) }
            return [String(name)]
        }
        return rest.dropFirst().prefix { $0 != "]" }.split(separator: "/").map(String.init)
    }

    /// Whether it begins as a page of markup does.
    var isMarkup: Bool {
        var few = 64
        guard let words = try? unpacked(&few, limit: 64, isWhole: false) else { return false }
        let beginning = words.drop { $0 <= 0x20 || $0 >= 0x80 }
        return beginning.first == 0x3C && beginning.dropFirst().first != 0x3C
    }

    /// Its bytes; nil where they are packed in a way nobody here unpacks.
    ///
    /// - Parameter left: what may be unpacked yet, in bytes.
    /// - Throws: `ExtractionRefused` where it is more.
    func unpacked(_ left: inout Int, limit: Int, isWhole: Bool = true) throws(ExtractionRefused) -> [UInt8]? {
        guard !isFiltered else { return nil }
        guard !filters.isEmpty else { return stream.end.map { Array(bytes[stream.start..<max(stream.start, $0)]) } }
        var words: [UInt8]?
        for filter in filters {
            switch filter {
            case "FlateDecode", "Fl":
                // Packed words say themselves where they end.
                let inflated = Inflation(words.map { $0[...] } ?? bytes[stream.start...], limit: left)
                if isWhole {
                    left -= inflated.bytes.count
                    guard !inflated.isTooMuch else { throw ExtractionRefused(.overBudget(.bytes, limit: limit)) }
                }
                words = inflated.bytes
            case "ASCIIHexDecode", "AHx":
                guard let packed = words ?? stream.end.map({ Array(bytes[stream.start..<max(stream.start, $0)]) }) else { return nil }
                words = PDFPieces.unpacked(packed.prefix { $0 != 0x3E })
            default: return nil
            }
        }
        return words
    }
}
