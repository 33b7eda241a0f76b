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
        return PaperText.joined(page, along: head + (try marked(in: source, limits: limits)))
    }

    /// What bears a secrecy mark among the words of a page that no reader sees: in its comments, in what its elements say of themselves.
    static func marked(in source: String, limits: ReadingLimits = ReadingLimits()) throws(ExtractionRefused) -> [String] {
        let words = MarkupAsides.words(of: source)
        guard !words.isEmpty else { return [] }
        // As text of a page of its own, so that signs written as numbers or by name are read as everywhere.
        let page = words.map { "<p>" + $0.replacing("<", with: " ").replacing(">", with: " ") + "</p>" }.joined()
        return try html(page, limits: limits).split(separator: "\n").map(String.init).filter { SecrecyDoor.mark(inTyped: $0) != nil }
    }
}
