import Foundation
import Office

/// A .docx of the office with places `{{标题}}` to be filled; all else in the container is carried over byte for byte.
///
/// Word cuts a paragraph's text into runs wherever it likes, within the braces too: what stands in a place is found over the whole
/// paragraph, and takes the look of the run it begins in.
public struct DocxTemplate {
    /// What stands in the way of filling it as meant.
    public enum Problem: Hashable, Sendable {
        /// Braces that open in a paragraph and do not close in it; the text behind them.
        case unclosed(String)
    }

    /// Unpacked, a template is no larger than this, in bytes.
    static let limit = 64 << 20
    /// Its text, part by part, is no larger than this, in bytes.
    static let partLimit = 8 << 20

    private let entries: [(name: String, bytes: [UInt8])]
    /// The names between the braces, each once, in the order they stand.
    public let placeholders: [String]
    public let problems: [Problem]

    /// - Throws: `ExtractionRefused` where this is no document of Word's.
    public init(_ bytes: [UInt8]) throws(ExtractionRefused) {
        guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { throw ExtractionRefused(.broken("docx")) }
        entries = try ZipFile.entries(bytes, limit: DocxTemplate.limit)
        guard entries.contains(where: { $0.name == DocxTemplate.body }) else { throw ExtractionRefused(.broken("docx")) }
        var names: [String] = []
        var known: Set<String> = []
        var problems: [Problem] = []
        for entry in entries where DocxTemplate.holdsText(entry.name) {
            guard entry.bytes.count <= DocxTemplate.partLimit else {
                throw ExtractionRefused(.overBudget(.bytes, limit: DocxTemplate.partLimit))
            }
            guard let text = String(validating: entry.bytes, as: UTF8.self) else { throw ExtractionRefused(.broken("docx")) }
            let part = DocxPart(text)
            for place in part.places where known.insert(place.name).inserted { names.append(place.name) }
            problems += part.unclosed.map(Problem.unclosed)
        }
        placeholders = names
        self.problems = problems
    }

    private static let body = "word/document.xml"

    /// The body, the headers and the footers.
    private static func holdsText(_ name: String) -> Bool {
        name == body || ((name.hasPrefix("word/header") || name.hasPrefix("word/footer")) && name.hasSuffix(".xml"))
    }

    /// What is filled in on one sheet.
    public struct Filling: Sendable {
        /// By the folded name of the place (`Folding.key`); a place without an entry stays as it is.
        public var values: [String: String]
        /// The folded names of the columns of its table.
        public var columns: [String]
        /// Those of them that nothing else bears: a row of the template that holds one stands for every row.
        public var own: Set<String>
        public var rows: [[String]]

        public init(_ values: [String: String], columns: [String] = [], own: Set<String>? = nil, rows: [[String]] = []) {
            self.values = values
            self.columns = columns
            self.own = own ?? Set(columns)
            self.rows = rows
        }
    }

    /// Writes the filled document: the body once for each sheet, every one on pages of its own.
    ///
    /// - Parameters:
    ///   - sheets: headers and footers stand for all of them: what differs between them is left empty there.
    ///   - path: the file is complete or not there at all.
    /// - Throws: `TarFault` where it cannot be written.
    public func write(_ sheets: [Filling], to path: String) throws(TarFault) {
        var shared = sheets.first?.values ?? [:]
        for sheet in sheets.dropFirst() { for (key, value) in sheet.values where shared[key] != value { shared[key] = "" } }
        let temporary = "\(path).\(getpid()).part"
        // Made beforehand, so that nobody else may read it at any moment.
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) }
        do throws(TarFault) {
            let zip = try TarWriter(zip: temporary)
            for entry in entries {
                guard DocxTemplate.holdsText(entry.name) else {
                    try zip.add(entry.name, bytes: entry.bytes)
                    continue
                }
                let part = DocxPart(String(decoding: entry.bytes, as: UTF8.self))
                let filled = entry.name == DocxTemplate.body ? DocxTemplate.pages(part, sheets) : part.filled(shared)
                try zip.add(entry.name, bytes: Array(filled.utf8))
            }
            try zip.finish()
            guard rename(temporary, path) == 0 else { throw .notWritten(reason: String(cString: strerror(errno))) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// A paragraph one point high that carries the page break, so that the next page begins where the template begins.
    private static let pageBreak =
        "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/></w:pPr><w:r><w:br w:type=\"page\"/></w:r></w:p>"

    private static func pages(_ part: DocxPart, _ sheets: [Filling]) -> String {
        guard sheets.count > 1, let body = part.bodyRange else { return part.filled(sheets.first ?? Filling([:])) }
        let inner = DocxPart(String(part.text[body]))
        // Marks that must be one of a kind in a document stay with the first copy.
        let copy = DocxPart(inner.text.withoutIdentities)
        let pages = sheets.enumerated().map { ($0.offset == 0 ? inner : copy).filled($0.element) }
        return String(part.text[..<body.lowerBound]) + pages.joined(separator: pageBreak) + String(part.text[body.upperBound...])
    }
}

extension String {
    /// Without paragraph ids and bookmarks.
    var withoutIdentities: String {
        replacing(#/ w14:(paraId|textId)="[^"]*"/#, with: "").replacing(#/<w:bookmark(Start|End)\b[^>]*/>/#, with: "")
    }
}
