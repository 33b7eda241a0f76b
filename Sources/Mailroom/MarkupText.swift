import CGumbo
import Foundation
import Office

/// The readable text of HTML as browsers understand it (HTML5), by libgumbo.
enum MarkupText {
    /// What a reader sees of a page, a block a line; scripts, styles and the head are left out.
    ///
    /// - Parameter withHead: its title, keywords and description go along with it, where the page does not say them itself.
    /// - Throws: `.noTool` without libgumbo, `.overBudget`, `.tooLarge` and `.timedOut` for what no page needs.
    static func html(
        _ source: String, withHead: Bool = false, limits: ReadingLimits = ReadingLimits()
    ) throws(ExtractionRefused) -> String {
        var bounds = cgumbo_limits(memory: limits.memory, milliseconds: limits.seconds * 1_000, depth: limits.depth)
        var text: UnsafeMutablePointer<CChar>?
        var length = 0
        var body = 0
        var source = source
        let code = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cgumbo_text($0.baseAddress, $0.count, &bounds, &text, &length, &body) }
        }
        defer { free(text) }
        switch code {
        case Int32(CGUMBO_OK): break
        case Int32(CGUMBO_NO_LIBRARY): throw ExtractionRefused(.noTool(LateLibrary.html.package))
        case Int32(CGUMBO_TOO_DEEP): throw ExtractionRefused(.overBudget(.depth, limit: limits.depth))
        case Int32(CGUMBO_TIMED_OUT): throw ExtractionRefused(.timedOut(seconds: limits.seconds))
        default: throw ExtractionRefused(.tooLarge(bytes: limits.memory, limit: limits.memory))
        }
        let bytes = UnsafeRawBufferPointer(start: text, count: length)
        let page = String(decoding: bytes[..<body], as: UTF8.self)
        guard withHead else { return page }
        let head = String(decoding: bytes[body...], as: UTF8.self).split(separator: "\n").map(String.init).filter { !page.contains($0) }
        return PaperText.joined(page, along: head)
    }

    /// What a reader sees of a page with its head, what bears a secrecy mark beside it, and the files that stand in it whole.
    static func page(
        _ source: String, limits: ReadingLimits = ReadingLimits()
    ) throws(ExtractionRefused) -> (text: String, files: [DataAddress]) {
        let text = try html(source, withHead: true, limits: limits)
        let asides = try asides(of: source, limits: limits)
        return (PaperText.joined(text, along: asides.marked), asides.files)
    }

    /// What bears a secrecy mark among the words of a page that no reader sees, or sees otherwise: in its comments, its styles, in what
    /// its elements say of themselves, in pages within it; and the files that stand in it whole.
    static func asides(
        of source: String, limits: ReadingLimits = ReadingLimits()
    ) throws(ExtractionRefused) -> (marked: [String], files: [DataAddress]) {
        var left = most.pages
        return try asides(of: source, limits, pages: &left, depth: 0)
    }

    /// So many pages are read within one, and so deep within one another.
    private static let most = (pages: 400, depth: 6)

    private static func asides(
        of source: String, _ limits: ReadingLimits, pages: inout Int, depth: Int
    ) throws(ExtractionRefused) -> (marked: [String], files: [DataAddress]) {
        var marked: [String] = []
        for shown in SevenBit.shown(in: source) { marked += MarkedWords.lines(of: try html(shown, limits: limits)) }
        guard MarkupAsides.mayHold(source) else { return (marked, []) }
        let asides = MarkupAsides(source)
        var files = asides.files
        if !asides.words.isEmpty {
            // As text of a page of its own, so that signs written as numbers or by name are read as everywhere.
            let page = asides.words.map { "<p>" + $0.replacing("<", with: " ").replacing(">", with: " ") + "</p>" }.joined()
            marked += MarkedWords.among(try html(page, limits: limits).split(separator: "\n").map(String.init))
        }
        if let base = asides.base { marked += MarkedWords.lines(of: try html(base, limits: limits)) }
        if let level = asides.level { marked.append(MarkedWords.label(level)) }
        for page in asides.pages {
            guard depth < most.depth else { throw ExtractionRefused(.overBudget(.depth, limit: most.depth)) }
            guard pages > 0 else { throw ExtractionRefused(.overBudget(.items, limit: most.pages)) }
            pages -= 1
            marked += MarkedWords.lines(of: try html(page, limits: limits))
            let within = try self.asides(of: page, limits, pages: &pages, depth: depth + 1)
            marked += within.marked
            files += within.files
        }
        return (marked, files)
    }
}
