import CArchive
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
        /// Nobody can look into it without its password.
        case locked
    }

    public var text: String? { if case .text(let text, _) = self { text } else { nil } }
}

/// Takes the text out of files: .txt .md .html .docx .pdf, told by their content before their name.
public enum TextExtraction {
    /// Larger files are refused unread, in bytes.
    public static let fileLimit = 100 << 20
    /// Of a text, no more than this is kept, in bytes.
    public static let textLimit = 8 << 20

    /// Reads a file whole, with the limits of the door.
    public static func read(_ path: String) -> Result<[UInt8], ExtractionRefused> {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return .failure(ExtractionRefused(errno == EACCES ? .notReadable : .notFound))
        }
        if status.st_mode & S_IFMT == S_IFDIR { return .failure(ExtractionRefused(.isFolder)) }
        // A pipe or device may never end.
        guard status.st_mode & S_IFMT == S_IFREG else { return .failure(ExtractionRefused(.notAFile)) }
        guard status.st_size <= fileLimit else {
            return .failure(ExtractionRefused(.tooLarge(bytes: Int(status.st_size), limit: fileLimit)))
        }
        guard let data = FileManager.default.contents(atPath: path) else { return .failure(ExtractionRefused(.notReadable)) }
        return .success(Array(data))
    }

    /// The text of a file's bytes.
    ///
    /// - Parameter path: where the file lies, for tools that read files themselves; its ending decides only between kinds of text.
    public static func extract(_ bytes: [UInt8], path: String) -> Extraction {
        if bytes.starts(with: "%PDF-".utf8) { return PDFText.extract(path) }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return word(bytes) }
        let suffix = path.split(separator: "/").last?.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if bytes.isEmpty { return .noText }
        if suffix == "pdf" { return .refused(.broken("PDF")) }
        if suffix == "docx" { return .refused(.broken("docx")) }
        if MailFile.isMail(bytes), let mail = try? MailFile.read(bytes) {
            let text = mail.body.isEmpty ? mail.subject ?? "" : mail.body
            return text.contains { !$0.isWhitespace } ? .text(text, encoding: "mail") : .noText
        }
        if TextDecoding.isBinary(bytes) { return .refused(.unsupported(suffix.isEmpty ? "binary" : suffix)) }
        let decoded = TextDecoding.decode(Array(bytes.prefix(textLimit)))
        // A text without a single angle bracket in its opening, as most papers are, is no page.
        let opening = decoded.text.utf8.prefix(1_600).contains(UInt8(ascii: "<")) ? decoded.text.prefix(400).lowercased() : ""
        let isHTML = ["html", "htm"].contains(suffix) || opening.contains("<html") || opening.contains("<!doctype html")
        let text = isHTML ? MarkupText.html(decoded.text) : decoded.text
        return text.contains { !$0.isWhitespace } ? .text(text, encoding: decoded.encoding) : .noText
    }

    private static func word(_ bytes: [UInt8]) -> Extraction {
        var pointer: UnsafeMutablePointer<UInt8>?
        var count = 0
        let result = bytes.withUnsafeBytes {
            carchive_entry($0.baseAddress, $0.count, "word/document.xml", textLimit * 8, &pointer, &count)
        }
        defer { free(pointer) }
        switch Int(result) {
        case Int(CARCHIVE_OK):
            let source = String(decoding: UnsafeBufferPointer(start: pointer, count: count), as: UTF8.self)
            let text = MarkupText.word(source)
            return text.contains { !$0.isWhitespace } ? .text(String(text.prefix(textLimit)), encoding: "utf-8") : .noText
        case Int(CARCHIVE_NO_LIBRARY): return .refused(.noTool("libarchive"))
        case Int(CARCHIVE_NOT_FOUND): return container(bytes)
        case Int(CARCHIVE_TOO_LARGE): return .refused(.tooLarge(bytes: textLimit * 8, limit: textLimit * 8))
        default: return .refused(.broken("docx"))
        }
    }

    /// Papers in the other containers: OpenDocument (ISO/IEC 26300) and OFD (GB/T 33190).
    private static func container(_ bytes: [UInt8]) -> Extraction {
        let parts = ZipFile.texts(bytes, limit: textLimit * 8) { name in
            name == "content.xml" || name.contains("Pages/") && name.hasSuffix("Content.xml")
        }
        let texts = parts.sorted { $0.name.compare($1.name, options: .numeric) == .orderedAscending }.map { part in
            let source = String(decoding: part.bytes, as: UTF8.self)
            return part.name == "content.xml" ? MarkupText.openDocument(source) : MarkupText.fixedLayout(source)
        }
        if texts.isEmpty { return .refused(.unsupported("zip")) }
        let text = texts.joined(separator: "\n")
        return text.contains { !$0.isWhitespace } ? .text(String(text.prefix(textLimit)), encoding: "utf-8") : .noText
    }

    /// A file's own name made safe: no path, no control or direction-changing characters, at most 120 characters.
    public static func safeName(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        var out = String.UnicodeScalarView()
        for scalar in last.unicodeScalars.prefix(120) {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: out.append("_")
            default: out.append(scalar)
            }
        }
        let name = String(out).trimmed
        return name.isEmpty || name == "." || name == ".." ? "_" : name
    }
}

public struct ExtractionRefused: Error, Hashable, Sendable {
    public let reason: Extraction.Reason
    public init(_ reason: Extraction.Reason) { self.reason = reason }
}
