import Foundation
import Office
import Testing

@testable import Mailroom

/// One place of a paper where words may stand, as its program writes it.
struct HiddenPlace: Sendable, CustomTestStringConvertible {
    let name: String
    /// The part, and what it holds; `机密★10年` stands for the words, which may be cut.
    let part: String
    let xml: String
    /// What a clean paper has there.
    let clean: String

    init(_ name: String, _ part: String, _ xml: String, clean: String? = nil) {
        (self.name, self.part, self.xml) = (name, part, xml)
        let calm = xml.replacing("机密★10年", with: "工作秘密")
        self.clean = clean ?? (calm == xml ? xml.replacing("密", with: "要") : calm)
    }

    var testDescription: String { name }
}

/// Containers around such places, with a body that says nothing of secrecy.
enum HiddenKit {
    static let word =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
    static let slides =
        "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\""
    static let chart =
        "xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    private static let base = "urn:oasis:names:tc:opendocument:xmlns:"
    static let openDocument =
        "xmlns:office=\"\(base)office:1.0\" xmlns:text=\"\(base)text:1.0\" xmlns:style=\"\(base)style:1.0\" xmlns:draw=\"\(base)drawing:1.0\" xmlns:meta=\"\(base)meta:1.0\" xmlns:table=\"\(base)table:1.0\" xmlns:number=\"\(base)datastyle:1.0\" xmlns:svg=\"\(base)svg-compatible:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""

    /// The words behind enough lines that no head of a paper reaches there.
    private static let lines = 40

    private static func zip(_ parts: [(String, String)], _ part: String, _ xml: String) throws -> [UInt8] {
        let others = parts.filter { $0.0 != part } + [(part, xml)]
        return try EmbeddedKit.zip(others.map { ($0.0, Array($0.1.utf8)) })
    }

    static func docx(_ part: String, _ xml: String) throws -> [UInt8] {
        let body = (0..<lines).map { "<w:p><w:r><w:t>各科室第\($0)项工作。</w:t></w:r></w:p>" }.joined()
        let inner = part == "body" ? xml : ""
        let document = "<w:document \(word)><w:body>\(body)\(inner)</w:body></w:document>"
        return try zip(
            [("[Content_Types].xml", "<Types/>"), ("word/document.xml", document)], part == "body" ? "docProps/none.xml" : part,
            part == "body" ? "<none/>" : xml)
    }

    static func pptx(_ part: String, _ xml: String) throws -> [UInt8] {
        let slide =
            "<p:sld \(slides)><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>关于防汛工作的汇报</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
        return try zip(
            [
                ("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p:presentation \(slides)/>"),
                ("ppt/slides/slide1.xml", slide),
            ], part, xml)
    }

    static func odt(_ part: String, _ xml: String) throws -> [UInt8] {
        let body = (0..<lines).map { "<text:p>各科室第\($0)项工作。</text:p>" }.joined()
        let inner = part == "body" ? xml : ""
        let content =
            "<office:document-content \(openDocument)><office:body><office:text>\(inner)\(body)</office:text></office:body></office:document-content>"
        return try zip(
            [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)], part == "body" ? "none.xml" : part,
            part == "body" ? "<none/>" : xml)
    }

    static func ofd(_ part: String, _ xml: String) throws -> [UInt8] {
        let page =
            "<Page xmlns=\"http://www.ofdspec.org/2016\"><Content><Layer><TextObject><CGTransform><Glyphs>1 2</Glyphs></CGTransform><TextCode>关于丁的函</TextCode></TextObject></Layer></Content></Page>"
        return try zip([("OFD.xml", "<OFD xmlns=\"http://www.ofdspec.org/2016\"/>"), ("Doc_0/Pages/Page_0/Content.xml", page)], part, xml)
    }

    static func open(_ bytes: [UInt8], _ name: String) -> TextExtraction.Opened {
        TextExtraction.open(bytes, path: name, by: Confinement(program: nil, path: "/nonexistent"))
    }

    /// The mark the door finds in a paper; nil where there is none.
    static func mark(_ bytes: [UInt8], _ name: String) throws -> String? {
        Recognition(of: try #require(open(bytes, name).text, "\(name): \(open(bytes, name).extraction)")).mark
    }
}
