import Office

/// The files a paper keeps within itself: papers and workbooks, old ones too, objects of other programs (OLE) and files dropped into it.
struct EmbeddedObjects {
    /// A file that another reader opens: a tool, or whoever knows it by its first bytes.
    struct Inner: Sendable {
        let name: String
        let bytes: [UInt8]
    }

    /// What was read of them here.
    private(set) var texts: [String] = []
    private(set) var outside: [Inner] = []
    /// Those nobody can read.
    private(set) var unread: [TextExtraction.Unread] = []
    private let limits: ReadingLimits

    /// So many stand in one paper, and so deep in one another.
    private static let most = (files: 200, outside: 50)
    static let deepest = 4

    init(_ limits: ReadingLimits) { self.limits = limits }

    /// Whether a part of a container is such a file: Word, Excel and PowerPoint keep them in a folder, OpenDocument beside its parts.
    static func isObject(_ name: String) -> Bool {
        if name.hasSuffix(".rels") { return false }
        return name.contains("/embeddings/") || name.hasPrefix("Object ") && !name.contains("/")
    }

    /// Reads all that a container keeps.
    mutating func read(in container: [UInt8], depth: Int) throws(ExtractionRefused) {
        let found = try ZipFile.members(container, limit: limits.unpacked, count: Self.most.files, where: Self.isObject)
        for (name, bytes) in found {
            if let bytes {
                try read(name, bytes, depth: depth)
            } else {
                unread.append(TextExtraction.Unread(name, .tooLarge(bytes: limits.unpacked, limit: limits.unpacked)))
            }
        }
    }

    /// Reads the files that stand in a page whole; none of them has a name.
    mutating func read(_ files: [DataAddress], depth: Int) throws(ExtractionRefused) {
        guard files.count <= Self.most.files else { throw ExtractionRefused(.overBudget(.items, limit: Self.most.files)) }
        for (index, file) in files.enumerated() { try read("data-\(index + 1).\(file.ending ?? "bin")", file.bytes, depth: depth) }
    }

    /// Reads one; that it cannot be opened is no reason to refuse what holds it, unless it is too much.
    mutating func read(_ path: String, _ bytes: [UInt8], depth: Int) throws(ExtractionRefused) {
        let name = TextExtraction.safeName(path.replacing("\\", with: "/"))
        if SecrecyDoor.mark(inTyped: name) != nil { texts.append(name) }
        guard depth < Self.deepest else {
            return unread.append(TextExtraction.Unread(name, .overBudget(.depth, limit: Self.deepest)))
        }
        do throws(ExtractionRefused) { try open(name, bytes, depth) } catch {
            switch error.reason {
            case .broken, .unsupported, .locked, .noTool:
                unread.append(TextExtraction.Unread(name, error.reason))
                do throws(OverBudget) { if let words = try RawText.mark(in: bytes) { texts.append(words) } } catch {
                    throw ExtractionRefused(error)
                }
            default: throw error
            }
        }
    }

    /// What a part of a container says beside its text, where it bears a mark; of one that nobody can read the name is kept.
    mutating func asides(of name: String, _ bytes: [UInt8], beside shown: String?) throws(ExtractionRefused) -> [String] {
        do throws(ExtractionRefused) { return try PartWords.marked(in: bytes, beside: shown, limits: limits) } catch {
            guard case .noTool = error.reason else { throw error }
            unread.append(TextExtraction.Unread(name, error.reason))
            return []
        }
    }

    private mutating func open(_ name: String, _ bytes: [UInt8], _ depth: Int) throws(ExtractionRefused) {
        if bytes.isEmpty { return }
        let ending = PathText.ending(name)
        switch bytes.first {
        case 0x50 where bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]):
            if Workbook.isWorkbook(bytes) {
                try addSheets(of: bytes)
                try read(in: bytes, depth: depth + 1)
            } else if ZipFile.isParcelOnly(bytes) {
                try leave(name, bytes)
            } else {
                add(try PaperContainer(bytes, limits: limits, depth: depth + 1))
            }
        case 0xD0 where bytes.starts(with: CompoundFile.mark): try openOld(name, bytes, depth)
        case _ where ["htm", "html", "xhtml"].contains(ending):
            let page = try MarkupText.page(TextDecoding.decode(bytes).text, limits: limits)
            texts += PaperText.parts(page.text).map(String.init)
            try read(page.files, depth: depth + 1)
        case _ where ending == "txt":
            let text = TextDecoding.decode(bytes).text
            texts += [text] + SevenBit.marked(in: text)
        default: try leave(name, bytes)
        }
    }

    private mutating func addSheets(of bytes: [UInt8]) throws(ExtractionRefused) {
        texts += PaperText.parts(try Workbook.readHere(bytes).text(limit: limits.text)).map(String.init)
    }

    private mutating func add(_ paper: PaperContainer) {
        texts += PaperText.parts(paper.text).map(String.init) + paper.objects.texts
        outside += paper.objects.outside
        unread += paper.objects.unread
    }

    private mutating func leave(_ name: String, _ bytes: [UInt8]) throws(ExtractionRefused) {
        guard outside.count < Self.most.outside else { throw ExtractionRefused(.overBudget(.items, limit: Self.most.outside)) }
        outside.append(Inner(name: name, bytes: bytes))
    }

    // MARK: OLE

    /// An object in the container of old Office: a workbook, a paper, or what its program packed into it.
    private mutating func openOld(_ name: String, _ bytes: [UInt8], _ depth: Int) throws(ExtractionRefused) {
        if case .old(isWorkbook: true)? = Workbook.container(of: bytes) { return try addSheets(of: bytes) }
        guard let file = CompoundFile(bytes) else { throw ExtractionRefused(.broken("ole")) }
        if let native = file.stream(["\u{1}Ole10Native"]) {
            let packaged = EmbeddedObjects.packaged(native)
            try read(packaged.name ?? name, packaged.bytes, depth: depth + 1)
        } else if let package = file.stream(["Package"]) {
            try read(name, package, depth: depth + 1)
        } else if let contents = file.stream(["CONTENTS", "Contents"]), contents.starts(with: "%PDF-".utf8) {
            try leave(name + ".pdf", contents)
        } else if Workbook.holds(bytes, "EncryptedPackage") {
            throw ExtractionRefused(.locked)
        } else if Workbook.holds(bytes, "WordDocument") {
            try leave(PathText.ending(name) == "doc" ? name : name + ".doc", bytes)
        } else if !Workbook.holds(bytes, "Equation Native") {
            // A formula says nothing in words; everything else might.
            throw ExtractionRefused(.unsupported(PathText.ending(name).isEmpty ? "ole" : PathText.ending(name)))
        }
    }

    /// What a packager or a program before OLE 2 put into its one stream ([MS-OLEDS] 2.3.6): the name the file had, and its bytes.
    static func packaged(_ stream: [UInt8]) -> (name: String?, bytes: [UInt8]) {
        guard stream.word(at: 4) == 2 else { return (nil, Array(stream.dropFirst(4).prefix(stream.long(at: 0)))) }
        var at = 6
        func words() -> String {
            let end = stream[min(at, stream.count)...].prefix(4_096).firstIndex(of: 0) ?? min(at + 4_096, stream.count)
            defer { at = end + 1 }
            return at < end ? TextDecoding.decode(Array(stream[at..<end])).text : ""
        }
        let label = words()
        let file = words()
        // Two numbers, and the place it was taken from.
        at += 4
        at += 4 + max(0, stream.long(at: at))
        let length = stream.long(at: at)
        let name = [file, label].first { !$0.trimmed.isEmpty }
        guard at + 4 <= stream.count else { return (name, []) }
        return (name, Array(stream[(at + 4)...].prefix(length)))
    }
}
