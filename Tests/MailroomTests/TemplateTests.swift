import Foundation
import Mailroom
import Testing

/// The office's own Word template: places found across runs, everything else left alone.
@Suite struct TemplateTests {
    private static let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"

    /// A container as Word makes one: a picture that must come through, a header, a body.
    private func template(_ body: String, header: String = "") throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "banshi-template-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let zip = try TarWriter(zip: path)
        try zip.add("[Content_Types].xml", bytes: Array(Self.types.utf8))
        try zip.add(
            "word/document.xml", bytes: Array("<w:document><w:body>\(body)<w:sectPr><w:pgSz/></w:sectPr></w:body></w:document>".utf8))
        try zip.add("word/header1.xml", bytes: Array("<w:hdr>\(header)</w:hdr>".utf8))
        try zip.add("word/media/image1.png", bytes: [0x89, 0, 255, 13, 10])
        try zip.finish()
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The files of a filled template, unpacked.
    private func filled(_ template: DocxTemplate, _ papers: [[String: String]]) throws -> (body: String, header: String, image: [UInt8]) {
        try filled(template, papers.map { DocxTemplate.Filling($0) })
    }

    private func filled(
        _ template: DocxTemplate, _ sheets: [DocxTemplate.Filling]
    ) throws -> (body: String, header: String, image: [UInt8]) {
        let folder = NSTemporaryDirectory() + "banshi-filled-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try template.write(sheets, to: folder + "/out.docx")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/out.docx")))
        try ZipFile.unpack(bytes, into: folder)
        return (
            try String(contentsOfFile: folder + "/word/document.xml", encoding: .utf8),
            try String(contentsOfFile: folder + "/word/header1.xml", encoding: .utf8),
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/word/media/image1.png")))
        )
    }

    @Test func `a place cut into runs is filled where it begins, in the look it has there`() throws {
        let template = try DocxTemplate(
            try template(
                "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>文件：{</w:t></w:r><w:r><w:t>{标</w:t></w:r><w:r><w:t>题}</w:t></w:r><w:r><w:t>}。</w:t></w:r></w:p>"
            ))
        #expect(template.placeholders == ["标题"] && template.problems.isEmpty)
        let out = try filled(template, [["标题": "<a> & b\n第二行"]])
        #expect(
            out.body.contains(
                "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">文件：&lt;a&gt; &amp; b</w:t><w:br/><w:t xml:space=\"preserve\">第二行</w:t></w:r>"
                    + "<w:r><w:t></w:t></w:r><w:r><w:t></w:t></w:r><w:r><w:t>。</w:t></w:r></w:p>"), "\(out.body)")
        #expect(out.image == [0x89, 0, 255, 13, 10])
    }

    @Test func `unknown places stay, open braces are told, full-width braces are braces`() throws {
        let template = try DocxTemplate(
            try template(
                "<w:p><w:r><w:t>{{无此}} ｛｛ Title ｝｝</w:t></w:r></w:p><w:p><w:r><w:t>{{半</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>}}</w:t></w:r></w:p>"
            ))
        #expect(template.placeholders == ["无此", "Title"])
        #expect(template.problems == [.unclosed("{{半")])
        let body = try filled(template, [["title": "关于石桥水库的请示"]]).body
        #expect(body.contains("{{无此}} 关于石桥水库的请示<") && body.contains("{{半"), "\(body)")
    }

    @Test func `a row that names columns stands for every row, and a table is never left without one`() throws {
        func cell(_ text: String) -> String { "<w:tc><w:p w14:paraId=\"0B\"><w:r><w:t>\(text)</w:t></w:r></w:p></w:tc>" }
        let table =
            "<w:tbl><w:tr>\(cell("读者"))</w:tr><w:tr w:rsidR=\"1\">\(cell("{{读者}}"))\(cell("{{Office}}"))</w:tr></w:tbl>"
        let template = try DocxTemplate(try template("<w:p><w:r><w:t>{{表名}}</w:t></w:r></w:p>" + table))
        let values = ["表名": "传阅单", "office": "办"]
        let body = try filled(
            template, [DocxTemplate.Filling(values, columns: ["读者", "意见"], rows: [["甲<", "阅"], ["乙{{office}}"], ["丙"]])]
        ).body
        #expect(body.components(separatedBy: "<w:tr").count == 5, "\(body)")
        #expect(body.contains("甲&lt;<") && body.contains("乙{{office}}<") && body.contains("丙<") && !body.contains("{{读者"))
        #expect(body.components(separatedBy: ">办<").count == 4 && body.components(separatedBy: "w14:paraId").count == 4, "\(body)")
        // Two sheets, each with its own rows.
        let two = try filled(
            template,
            [
                DocxTemplate.Filling(values, columns: ["读者"], rows: [["甲"]]),
                DocxTemplate.Filling(values, columns: ["读者"], rows: [["乙"], ["丙"]]),
            ]
        ).body
        #expect(two.components(separatedBy: "<w:tr").count == 6 && two.components(separatedBy: "传阅单").count == 3)
        // A row of the letterhead that bears a name of the table's too is written once.
        let head = DocxTemplate.Filling(values, columns: ["读者", "office"], own: [], rows: [["甲", "科"], ["乙", "科"]])
        let once = try filled(template, [head]).body
        #expect(once.components(separatedBy: "<w:tr").count == 3 && once.contains(">办<") && once.contains("{{读者}}"))
        let none = try filled(template, [DocxTemplate.Filling(values, columns: ["读者"])]).body
        #expect(none.components(separatedBy: "<w:tr").count == 3 && !none.contains("{{"), "\(none)")
    }

    @Test func `several papers are pages of one document, and what differs stays out of the header`() throws {
        let paragraph =
            "<w:p w14:paraId=\"0A\"><w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:r><w:t>{{number}}</w:t></w:r><w:bookmarkEnd w:id=\"0\"/></w:p>"
        let template = try DocxTemplate(
            try template(paragraph, header: "<w:p><w:r><w:t>{{office}}|{{number}}</w:t></w:r></w:p>"))
        let out = try filled(template, [["number": "1号", "office": "办"], ["number": "2号", "office": "办"]])
        #expect(out.body.components(separatedBy: "w:type=\"page\"").count == 2)
        #expect(out.body.components(separatedBy: "<w:sectPr>").count == 2)
        #expect(out.body.components(separatedBy: "w14:paraId").count == 2 && out.body.components(separatedBy: "w:bookmarkStart").count == 2)
        let first = try #require(out.body.range(of: "1号"))
        let second = try #require(out.body.range(of: "2号"))
        #expect(first.lowerBound < second.lowerBound)
        #expect(out.header.contains("办|<"), "\(out.header)")
    }

    @Test func `a text box is read as paragraphs of its own`() throws {
        let template = try DocxTemplate(
            try template(
                "<w:p><w:r><w:t>{{a}}</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>{{b</w:t></w:r><w:r><w:tab/><w:t>}}</w:t></w:r></w:p></w:txbxContent></w:r><w:r><w:t>{{c}}</w:t></w:r></w:p>"
            ))
        #expect(template.placeholders == ["a", "b", "c"])
    }

    @Test func `what is no document of Word's is refused`() throws {
        #expect(throws: ExtractionRefused.self) { _ = try DocxTemplate(Array("text".utf8)) }
        #expect(throws: ExtractionRefused.self) { _ = try DocxTemplate([0x50, 0x4B, 0x03, 0x04, 1, 2, 3]) }
    }
}
