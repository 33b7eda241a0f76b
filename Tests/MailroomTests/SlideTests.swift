import Foundation
import Office
import Testing

@testable import Mailroom

/// Files of slides, as the usual programs write them: every slide in its order, and all that goes along with it.
@Suite struct SlideTests {
    private static let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let names =
        "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"\(links)\""

    private func zip(_ parts: [(String, String)]) throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "banshi-slides-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let zip = try TarWriter(zip: path)
        for (name, text) in parts { try zip.add(name, bytes: Array(text.utf8)) }
        try zip.finish()
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func shape(_ texts: String..., place: String? = nil) -> String {
        let lines = texts.map { "<a:p><a:r><a:t>\($0)</a:t></a:r></a:p>" }.joined()
        let head = place.map { "<p:nvSpPr><p:nvPr><p:ph type=\"\($0)\"/></p:nvPr></p:nvSpPr>" } ?? ""
        return "<p:sp>\(head)<p:txBody>\(lines)</p:txBody></p:sp>"
    }

    private func part(_ root: String, _ inner: String) -> String {
        "<p:\(root) \(Self.names)><p:cSld><p:spTree>\(inner)</p:spTree></p:cSld></p:\(root)>"
    }

    /// Two slides that are shown in the other order than their names, and one in no list.
    private func pptx(_ more: [(String, String)] = []) throws -> [UInt8] {
        let kind = "http://schemas.openxmlformats.org/package/2006/relationships"
        let targets = ["slides/slide1.xml", "/ppt/slides/slide10.xml", "slideMasters/slideMaster1.xml"].enumerated().map {
            "<Relationship Id=\"rId\($0.offset + 1)\" Target=\"\($0.element)\"/>"
        }
        let list = "<p:sldIdLst><p:sldId id=\"256\" r:id=\"rId2\"/><p:sldId id=\"257\" r:id=\"rId1\"/></p:sldIdLst>"
        let table =
            "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>项目</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>"
        var parts = [
            ("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p:presentation \(Self.names)>\(list)</p:presentation>"),
            ("ppt/_rels/presentation.xml.rels", "<Relationships xmlns=\"\(kind)\">\(targets.joined())</Relationships>"),
            ("ppt/slides/slide1.xml", part("sld", shape("第二张", "续行") + table)),
            ("ppt/slides/slide10.xml", part("sld", shape("关于防汛工作的汇报", place: "ctrTitle"))),
            ("ppt/slides/slide2.xml", part("sld", shape("未列入"))),
        ]
        for (name, text) in more {
            if let place = parts.firstIndex(where: { $0.0 == name }) { parts[place].1 = text } else { parts.append((name, text)) }
        }
        return try zip(parts)
    }

    private func parts(_ bytes: [UInt8], _ name: String) throws -> [String] {
        PaperText.parts(try #require(TextExtraction.extract(bytes, path: name).text)).map(String.init)
    }

    private func mark(_ bytes: [UInt8], _ name: String) throws -> String? {
        let recognition = Recognition(of: try #require(TextExtraction.extract(bytes, path: name).text))
        return recognition.isClassified ? recognition.secrecy : nil
    }

    private var remark: String { "<p:cmLst \(Self.names)><p:cm><p:text>批注</p:text></p:cm><p:cm><p:text>再批</p:text></p:cm></p:cmLst>" }
    private var core: String {
        "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>题名</dc:title></cp:coreProperties>"
    }

    @Test func `slides stand in the order they are shown, notes, remarks, masters and properties behind them`() throws {
        let bytes = try pptx([
            ("ppt/notesSlides/notesSlide1.xml", part("notes", shape("备注"))), ("ppt/comments/comment1.xml", remark),
            ("ppt/slideMasters/slideMaster1.xml", part("sldMaster", shape("单击此处编辑标题", place: "title") + shape("县府办"))),
            ("docProps/core.xml", core),
        ])
        let slides = "关于防汛工作的汇报\n\u{C}第二张\n续行\n项目\n\u{C}未列入\n"
        #expect(try parts(bytes, "a.pptx") == [slides, "备注\n", "批注\n再批\n", "县府办\n", "题名"])
        // By its content, not by its name.
        #expect(try parts(bytes, "a.bin").first == slides)
    }

    @Test func `without a list slides stand by their numbers`() throws {
        let bytes = try pptx([("ppt/_rels/presentation.xml.rels", "<Relationships/>")])
        #expect(try parts(bytes, "a.pptx") == ["第二张\n续行\n项目\n\u{C}未列入\n\u{C}关于防汛工作的汇报\n"])
    }

    @Test func `a mark is seen wherever among the slides it stands`() throws {
        let secret = shape("机密★1年")
        let answered =
            "<c:cmLst xmlns:c=\"http://schemas.microsoft.com/office/powerpoint/2018/8/main\" \(Self.names)><c:cm><c:txBody><a:p><a:r><a:t>机密★1年</a:t></a:r></a:p></c:txBody></c:cm></c:cmLst>"
        let places = [
            ("ppt/slides/slide1.xml", part("sld", secret)), ("ppt/slides/slide2.xml", part("sld", shape("密级", "机密"))),
            ("ppt/notesSlides/notesSlide1.xml", part("notes", secret)),
            ("ppt/comments/comment1.xml", remark.replacing("批注", with: "机密★1年")),
            ("ppt/comments/modernComment_1.xml", answered), ("ppt/slideMasters/slideMaster1.xml", part("sldMaster", secret)),
            ("ppt/slideLayouts/slideLayout1.xml", part("sldLayout", shape("机密★1年", place: "ftr"))),
            ("docProps/core.xml", core.replacing("题名", with: "机密★1年")),
            ("ppt/slides/slide2.xml", part("sld", "<p:pic><p:nvPicPr><p:cNvPr id=\"1\" descr=\"机密★1年\"/></p:nvPicPr></p:pic>")),
        ]
        #expect(try mark(pptx(), "a.pptx") == nil)
        for (name, xml) in places { #expect(try mark(pptx([(name, xml)]), "a.pptx") == "机密", "\(name)") }
    }

    @Test func `slides that cannot be read to their end are refused, not half read`() throws {
        let whole = part("sld", shape("甲"))
        let half = try pptx([("ppt/slides/slide2.xml", String(whole.dropLast(8)))])
        #expect(TextExtraction.extract(half, path: "a.pptx") == .refused(.broken("pptx")))
        let endless = "<p:presentation \(Self.names)><p:sldIdLst><p:sldId r:id=\"rId1\"/>"
        #expect(TextExtraction.extract(try pptx([("ppt/presentation.xml", endless)]), path: "a.pptx") == .refused(.broken("pptx")))
        var limits = ReadingLimits()
        limits.text = 20
        let refused = TextExtraction.readHere(try pptx(), name: "a.pptx", limits: limits)
        #expect({ if case .refused(.tooLarge) = refused { true } else { false } }(), "\(refused)")
        limits = ReadingLimits()
        limits.parts = 4
        let many = TextExtraction.readHere(try pptx(), name: "a.pptx", limits: limits)
        #expect({ if case .refused = many { true } else { false } }(), "\(many)")
    }

    @Test func `slides of OpenDocument give their notes and what stands at the foot of each`() throws {
        let base = "urn:oasis:names:tc:opendocument:xmlns:"
        let names =
            "xmlns:o=\"\(base)office:1.0\" xmlns:t=\"\(base)text:1.0\" xmlns:d=\"\(base)drawing:1.0\" xmlns:p=\"\(base)presentation:1.0\""
        func box(_ text: String) -> String { "<d:frame><d:text-box><t:p>\(text)</t:p></d:text-box></d:frame>" }
        func odp(foot: String, note: String) throws -> [UInt8] {
            let slides =
                "<d:page>\(box("关于防汛工作的汇报"))<p:notes>\(box(note))</p:notes></d:page><d:page>\(box("第二张"))</d:page>"
            let content =
                "<o:document-content \(names)><o:body><o:presentation><p:footer-decl>\(foot)</p:footer-decl>\(slides)</o:presentation></o:body></o:document-content>"
            return try zip([("mimetype", "application/vnd.oasis.opendocument.presentation"), ("content.xml", content)])
        }
        #expect(try parts(odp(foot: "县府办", note: "备注"), "a.odp") == ["关于防汛工作的汇报\n\u{C}第二张\n", "县府办", "备注\n"])
        #expect(try mark(odp(foot: "县府办", note: "备注"), "a.odp") == nil)
        #expect(try mark(odp(foot: "机密★1年", note: "备注"), "a.odp") == "机密")
        #expect(try mark(odp(foot: "县府办", note: "机密★1年"), "a.odp") == "机密")
    }
}
