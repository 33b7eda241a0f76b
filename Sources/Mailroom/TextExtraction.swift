import CConfine
import Foundation
import Office

/// What became of a file whose text was asked for.
public enum Extraction: Hashable, Sendable {
    case text(String, encoding: String)
    /// A file without any text: empty, or a scan.
    case noText
    case refused(Reason)

    public enum Reason: Hashable, Sendable {
        case notFound
        case notReadable
        case isFolder
        case notAFile
        case tooLarge(bytes: Int, limit: Int)
        case unsupported(String)
        case broken(String)
        case timedOut(seconds: Int)
        case noTool(String)
        /// This process has no more files open than it may, and needs two to have one read.
        case noHandles(limit: Int)
        /// The system started no reader, in its own words.
        case notStarted(String)
        /// Its reader was ended by another hand before it was done, or could not hand over what it had read.
        case interrupted
        /// A picture of a paper, and nothing here that reads pictures.
        case noScanReader
        /// It costs more than one thing taken in may cost: envelopes within envelopes, more files than any parcel has.
        case overBudget(Budget.Limit, limit: Int)
        /// Nobody can look into it without its password.
        case locked
        /// Pages of it, by their numbers, that gave no text.
        case pages([Int])
    }

    public var text: String? { if case .text(let text, _) = self { text } else { nil } }

    /// The encoding of a text that a machine made of a picture: as likely wrong as a tired reader.
    public static let machine = "ocr"
    public var isMachineRead: Bool { if case .text(_, Extraction.machine) = self { true } else { false } }
}

/// Takes the text out of files: .txt .md .html .rtf .docx .pptx .odt .odp .ofd .pdf .xlsx .xls .doc and pictures of papers, told by their content before
/// their name.
public enum TextExtraction {
    /// Larger files are refused unread, in bytes.
    public static let fileLimit = 100 << 20
    /// Of a text, no more than this is kept, in bytes.
    public static let textLimit = 8 << 20

    /// Reads a file whole, with the limits of the door.
    ///
    /// - Parameter root: a folder it lies in where others may lay things, so that no link is followed from there.
    public static func read(_ path: String, below root: String? = nil) -> Result<[UInt8], ExtractionRefused> {
        // A pipe or device may never end, so nothing waits for one to be opened.
        var descriptor =
            root.map { StrangersFolder.open(path, below: $0) } ?? Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        if descriptor < 0, root == nil, errno == EAGAIN, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            // Somebody across the network holds the file and is asked to let go of it.
            descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        }
        guard descriptor >= 0 else {
            switch errno {
            case EMFILE, ENFILE: return .failure(ExtractionRefused(.noHandles(limit: Int(cconfine_most_files()))))
            case ENOMEM: return .failure(ExtractionRefused(.notStarted(String(cString: strerror(errno)))))
            case ELOOP where root != nil, ENOTDIR where root != nil: return .failure(ExtractionRefused(.notAFile))
            case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG: return .failure(ExtractionRefused(.notFound))
            case ENXIO: return .failure(ExtractionRefused(.notAFile))
            default: return .failure(ExtractionRefused(.notReadable))
            }
        }
        defer { close(descriptor) }
        guard fstat(descriptor, &status) == 0 else { return .failure(ExtractionRefused(.notReadable)) }
        if status.st_mode & S_IFMT == S_IFDIR { return .failure(ExtractionRefused(.isFolder)) }
        guard status.st_mode & S_IFMT == S_IFREG, root == nil || StrangersFolder.isPlain(status) else {
            return .failure(ExtractionRefused(.notAFile))
        }
        guard status.st_size <= fileLimit else {
            return .failure(ExtractionRefused(.tooLarge(bytes: Int(status.st_size), limit: fileLimit)))
        }
        guard let bytes = contents(of: descriptor, count: Int(status.st_size)) else { return .failure(ExtractionRefused(.notReadable)) }
        return .success(bytes)
    }

    /// What a file holds, as long as it was when it was opened; nil where the disk does not give it.
    private static func contents(of descriptor: Int32, count: Int) -> [UInt8]? {
        var got = 1
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, got > 0 {
                repeat {
                    got = Foundation.read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
                } while got < 0 && errno == EINTR
                filled += max(0, got)
            }
        }
        return got < 0 ? nil : bytes
    }

    /// The text of a file's bytes.
    ///
    /// - Parameter path: what the file is called; its ending decides only between kinds of text. The file itself is not touched.
    public static func extract(_ bytes: [UInt8], path: String, by confinement: Confinement = .standing) -> Extraction {
        open(bytes, path: path, by: confinement).extraction
    }

    /// Something within a file that gave no text, so that no mark in it was looked for.
    public struct Unread: Hashable, Sendable {
        /// What it is called there; empty for the file itself, pages of which gave none.
        public let name: String
        public let reason: Extraction.Reason

        init(_ name: String, _ reason: Extraction.Reason) {
            self.name = TextExtraction.safeName(name)
            self.reason = reason
        }

        /// Pages of the file itself.
        init(pages: [Int]) { (name, reason) = ("", .pages(pages)) }
    }

    /// What was found in a file: its text, and the whole mail where it is one, so that nobody need read it twice.
    public struct Opened: Sendable {
        public fileprivate(set) var extraction: Extraction
        public var mail: MailFile?
        /// What within it gave no text.
        public internal(set) var unread: [Unread] = []
        /// Files within it that are to be opened yet.
        var outside: [EmbeddedObjects.Inner] = []
        public var text: String? { extraction.text }

        init(
            extraction: Extraction, mail: MailFile? = nil, unread: [Unread] = [], outside: [EmbeddedObjects.Inner] = []
        ) {
            (self.extraction, self.mail, self.unread, self.outside) = (extraction, mail, unread, outside)
        }

        /// Lays beside its text, for the secrecy door, what bears a mark and what is a mark in raw bytes.
        ///
        /// - Parameter encoding: one in which its text was read.
        mutating func add(along marked: [String] = [], raw bytes: [UInt8], besides encoding: String? = nil) {
            if case .refused = extraction { return }
            do throws(OverBudget) {
                let along = marked + (try RawText.mark(in: bytes, besides: encoding).map { [$0] } ?? [])
                if along.isEmpty { return }
                if case .text(let text, let name) = extraction {
                    extraction = .text(PaperText.joined(text, along: along), encoding: name)
                } else {
                    extraction = .text(along.joined(separator: PaperText.seam), encoding: "utf-8")
                }
            } catch { extraction = .refused(Extraction.Reason(error)) }
        }
    }

    /// The text of a file's bytes, with what hangs on it where it is a mail.
    ///
    /// Only plain text is decoded in this process; whatever needs a parser goes to a confined one.
    public static func open(_ bytes: [UInt8], path: String, by confinement: Confinement = .standing) -> Opened {
        open(bytes, path: path, by: confinement, depth: 0)
    }

    /// - Parameter depth: in how many papers it is kept itself.
    static func open(_ bytes: [UInt8], path: String, by confinement: Confinement, depth: Int) -> Opened {
        if bytes.starts(with: "%PDF-".utf8) { return completed(PDFText.open(bytes, by: confinement), by: confinement, depth) }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            if ZipFile.isParcelOnly(bytes) { return Opened(extraction: .refused(.unsupported("zip"))) }
            var opened = parsed(bytes, path, kind: "docx", by: confinement)
            opened.add(along: MarkedWords.among(ZipFile.remarks(of: bytes)), raw: bytes)
            return completed(opened, by: confinement, depth)
        }
        switch Workbook.container(of: bytes) {
        case .old(isWorkbook: true)?: return parsed(bytes, path, kind: "xls", by: confinement)
        case .old? where Workbook.holds(bytes, "EncryptedPackage"): return Opened(extraction: .refused(.locked))
        case .old? where Workbook.holds(bytes, "WordDocument"): return Opened(extraction: OldDocText.extract(bytes, by: confinement))
        default: break
        }
        if ScanText.isImage(bytes) { return Opened(extraction: ScanText.image(bytes, by: confinement)) }
        let suffix = self.suffix(of: path)
        if bytes.isEmpty { return Opened(extraction: .noText) }
        if Envelope(bytes) != nil { return Opened(extraction: .refused(.unsupported(suffix.isEmpty ? "binary" : suffix))) }
        if suffix == "pdf" { return Opened(extraction: .refused(.broken("PDF"))) }
        if suffix == "docx" { return Opened(extraction: .refused(.broken("docx"))) }
        if MailFile.isMail(bytes) {
            do throws(ExtractionRefused) {
                let mail = try MailFile.read(bytes, by: confinement)
                let text = mail.body.isEmpty ? mail.subject ?? "" : mail.body
                return Opened(extraction: text.contains { !$0.isWhitespace } ? .text(text, encoding: "mail") : .noText, mail: mail)
            } catch {
                // What only looks like a mail is text; what nobody could look into stays unread, for its words are hidden in it.
                guard case .broken = error.reason else { return Opened(extraction: .refused(error.reason)) }
            }
        }
        if RichText.isRich(bytes) {
            if bytes.count > fileLimit / 4 { return Opened(extraction: .refused(.tooLarge(bytes: bytes.count, limit: fileLimit / 4))) }
            return Opened(extraction: plain(RichText.text(bytes), "rtf"))
        }
        if CalendarAsides.isOne(bytes) {
            let calendar = CalendarText.inUTF8(bytes)
            guard CalendarAsides.mayHold(calendar) else {
                return Opened(extraction: plain(TextDecoding.decode(Array(calendar.prefix(textLimit))).text, "utf-8"))
            }
            return completed(parsed(calendar, path, kind: "ics", by: confinement), by: confinement, depth)
        }
        if bytes.count <= textLimit, let text = TextDecoding.plain(bytes), !isHTML(text, suffix) {
            if isXML(text), MarkSigns.count(in: text) > 0 { return parsed(bytes, path, kind: "xml", by: confinement) }
            return Opened(extraction: source(text, "utf-8"))
        }
        if TextDecoding.isBinary(bytes) { return Opened(extraction: .refused(.unsupported(suffix.isEmpty ? "binary" : suffix))) }
        let decoded = TextDecoding.decode(Array(bytes.prefix(textLimit)))
        if isHTML(decoded.text, suffix) { return completed(parsed(bytes, path, kind: "html", by: confinement), by: confinement, depth) }
        if isXML(decoded.text) { return parsed(bytes, path, kind: "xml", by: confinement) }
        let foreign = decoded.encoding == "utf-8" ? [] : NeighboursText.marked(in: bytes)
        var opened = Opened(extraction: source(decoded.text, decoded.encoding, along: foreign))
        // A line in another encoding, and what is too far behind to be read.
        opened.add(raw: Array(bytes.prefix(textLimit)), besides: decoded.encoding)
        opened.add(raw: Array(bytes.dropFirst(textLimit)))
        return opened
    }

    /// A text that may be written for a program to show.
    private static func source(_ text: String, _ encoding: String, along foreign: [String] = []) -> Extraction {
        plain(PaperText.joined(text, along: SourceWords.marked(in: text) + foreign), encoding)
    }

    private static func plain(_ text: String, _ encoding: String) -> Extraction {
        guard text.contains(where: { !$0.isWhitespace }) else { return .noText }
        return .text(PaperText.joined(text, along: SevenBit.marked(in: text)), encoding: encoding)
    }

    private static func suffix(of path: String) -> String {
        let ending = PathText.ending(path)
        return ending.isEmpty ? PathText.last(path).lowercased() : ending
    }

    private static func isHTML(_ text: String, _ suffix: String) -> Bool {
        if suffix == "html" || suffix == "htm" { return true }
        // Hardly any plain text has such a bracket, and to look for words is dear.
        guard text.utf8.prefix(1_200).contains(UInt8(ascii: "<")) else { return false }
        let opening = text.prefix(400).lowercased()
        return opening.contains("<html") || opening.contains("<!doctype html")
    }

    /// A drawing, a flat OpenDocument, a table some program wrote: its source is its text, and what its elements say is looked at besides.
    private static func isXML(_ text: String) -> Bool {
        let opening = text.utf8.lazy.drop { $0 <= 0x20 }.prefix(5)
        return opening.elementsEqual("<?xml".utf8) || opening.starts(with: "<svg".utf8)
    }

    /// Whether it is a drawing, where every word is put to be seen; elsewhere a level may be one value of many.
    private static func isDrawing(_ text: String) -> Bool { text.prefix(2_000).contains("<svg") }

    private static func parsed(_ bytes: [UInt8], _ path: String, kind: String, by confinement: Confinement) -> Opened {
        guard confinement.program != nil else { return openHere(bytes, name: path) }
        // What another reader is to open is handed back whole.
        let job = Job(.paper, seconds: confinement.seconds, file: textLimit * 4 + ReadingLimits().unpacked, [safeName(path)])
        return Opened(confinement.run(job, input: bytes), kind: kind, confinement: confinement)
    }

    /// Opens what a paper keeps within itself and its own reader could not open.
    private static func completed(_ opened: Opened, by confinement: Confinement, _ depth: Int) -> Opened {
        guard !opened.outside.isEmpty else { return opened }
        var whole = opened
        var files = EnclosedFiles()
        whole.outside = []
        do throws(OverBudget) { try confinement.budget?.spend(opened.outside.count, of: .items) } catch {
            return Opened(extraction: .refused(Extraction.Reason(error)))
        }
        do throws(ExtractionRefused) { for inner in opened.outside { try files.read(inner, by: confinement, depth: depth) } } catch {
            return Opened(extraction: .refused(error.reason))
        }
        whole.unread += files.unread
        let along = files.texts
        let size = along.reduce(0) { $0 + $1.utf8.count }
        guard size <= textLimit else { return Opened(extraction: .refused(.tooLarge(bytes: size, limit: textLimit))) }
        switch opened.extraction {
        case .text(let text, let encoding): whole.extraction = .text(PaperText.joined(text, along: along), encoding: encoding)
        case .noText where !along.isEmpty: whole.extraction = plain(PaperText.joined(along[0], along: Array(along.dropFirst())), "utf-8")
        default: break
        }
        return whole
    }

    /// Reads a container or a page of markup in this process.
    static func readHere(_ bytes: [UInt8], name: String, limits: ReadingLimits = ReadingLimits()) -> Extraction {
        openHere(bytes, name: name, limits: limits).extraction
    }

    /// The same with the files that are kept within it; of a PDF only the remarks that stand packed in it.
    static func openHere(_ bytes: [UInt8], name: String, limits: ReadingLimits = ReadingLimits()) -> Opened {
        func opened(_ text: String, _ objects: EmbeddedObjects, _ encoding: String = "utf-8") -> Opened {
            let size = objects.texts.reduce(0) { $0 + $1.utf8.count }
            guard size <= limits.text else { return Opened(extraction: .refused(.tooLarge(bytes: size, limit: limits.text))) }
            return Opened(
                extraction: plain(PaperText.joined(text, along: objects.texts), encoding), unread: objects.unread, outside: objects.outside)
        }
        do throws(ExtractionRefused) {
            if bytes.starts(with: "%PDF-".utf8) {
                let packed = try PDFRemarks.read(packedIn: bytes, limits: limits)
                let text = packed.texts.joined(separator: PaperText.seam)
                return Opened(extraction: plain(text, "utf-8"), unread: packed.unread, outside: packed.outside)
            }
            if Workbook.isWorkbook(bytes) {
                var objects = EmbeddedObjects(limits)
                let isZip = bytes[0] == 0x50
                if isZip { try objects.read(in: bytes, depth: 0) }
                let text = try Workbook.readHere(bytes).text(limit: limits.text)
                return opened(PaperText.joined(text, along: isZip ? MarkedWords.named(ZipFile.names(in: bytes)) : []), objects)
            }
            if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
                let paper = try PaperContainer(bytes, limits: limits)
                return opened(paper.text, paper.objects)
            }
            if CalendarAsides.isOne(bytes) {
                let calendar = TextDecoding.decode(bytes).text
                let asides = try CalendarAsides(calendar, limits: limits)
                let text = String(decoding: calendar.utf8.prefix(limits.text), as: UTF8.self)
                return opened(PaperText.joined(text, along: asides.marked), asides.objects)
            }
            let decoded = TextDecoding.decode(Array(bytes.prefix(textLimit)))
            if isXML(decoded.text), !isHTML(decoded.text, suffix(of: name)) {
                let asides = try PartWords.marked(in: bytes, isData: !isDrawing(decoded.text), limits: limits)
                return Opened(extraction: plain(PaperText.joined(decoded.text, along: asides), decoded.encoding))
            }
            let page = try MarkupText.page(decoded.text, limits: limits)
            var objects = EmbeddedObjects(limits)
            try objects.read(page.files, depth: 0)
            return opened(page.text, objects, decoded.encoding)
        } catch { return Opened(extraction: .refused(error.reason)) }
    }

    /// A file's own name made safe to keep: no path, no control or direction-changing characters. Marks that belong to a script stay.
    public static func safeName(_ path: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in PathText.last(path).unicodeScalars {
            switch scalar.properties.generalCategory {
            // Joiners stand within words of many scripts, and within one picture sign.
            case .format where scalar.value == 0x200C || scalar.value == 0x200D: out.append(scalar)
            case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: out.append("_")
            default: out.append(scalar)
            }
        }
        let name = PathText.shortened(String(out).trimmed, bytes: nameLimit)
        return name.isEmpty || name == "." || name == ".." ? "_" : name
    }

    /// A name that every disk takes: as safe as `safeName`, and no longer than a file's name can be, in bytes.
    public static func fileName(_ path: String) -> String { PathText.shortened(safeName(path), bytes: 200) }

    /// Of a name, no more than this is kept, in bytes.
    private static let nameLimit = 720
}

extension TextExtraction.Opened {
    /// What a confined reader handed back, or what became of it.
    init(_ end: Confinement.End, kind: String, confinement: Confinement) {
        self.init(extraction: Extraction(end, kind: kind, confinement: confinement))
        guard case .finished(0, let bytes) = end, let fields = Frame.fields(in: bytes) else { return }
        var name = ""
        for (frame, bytes) in fields {
            let words = { String(decoding: bytes, as: UTF8.self) }
            switch frame {
            case .attachmentName: name = words()
            case .attachment: outside.append(EmbeddedObjects.Inner(name: name, bytes: Array(bytes)))
            case .unread: unread.append(TextExtraction.Unread(name, Extraction.Reason(written: words())))
            default: continue
            }
        }
    }

    /// Written for the process that asked.
    func write() {
        Extraction.written(extraction)
        for inner in outside {
            Frame.attachmentName.write(inner.name)
            Frame.attachment.write(inner.bytes)
        }
        for part in unread {
            Frame.attachmentName.write(part.name)
            Frame.unread.write(part.reason.written)
        }
    }
}

public struct ExtractionRefused: Error, Hashable, Sendable {
    public let reason: Extraction.Reason
    public init(_ reason: Extraction.Reason) { self.reason = reason }
}
