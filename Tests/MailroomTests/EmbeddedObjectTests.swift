import Foundation
import Office
import Testing

@testable import Mailroom

/// What a paper keeps within itself passes the door with it, and what nobody can read of it is named.
@Suite struct EmbeddedObjectTests {
    private typealias Unread = TextExtraction.Unread

    private static let object = "word/embeddings/oleObject1.bin"
    private static let binary = (0..<4_000).map { UInt8($0 % 31) }

    private func open(_ bytes: [UInt8], _ name: String = "a.docx") -> TextExtraction.Opened {
        TextExtraction.open(bytes, path: name, by: Confinement(program: nil, path: "/nonexistent"))
    }

    private func mark(_ opened: TextExtraction.Opened) -> String? { opened.text.flatMap { Recognition(of: $0).mark } }

    private func book(_ text: String) -> [UInt8] {
        OldWorkbookKit.book([OldWorkbookKit.Sheet(name: "表", texts: [(0, 0, "标题"), (1, 0, text)])])
    }

    @Test(arguments: ["word/embeddings/Microsoft_Excel_97-2003_Worksheet.xls", object])
    func `an old workbook within a paper is read as one that comes alone`(place: String) throws {
        #expect(mark(open(try EmbeddedKit.docx([(place, book("机密★10年"))]))) == "机密")
        let harmless = open(try EmbeddedKit.docx([(place, book("某事"))]))
        #expect(harmless.text?.contains("某事") == true && mark(harmless) == nil && harmless.unread == [])
    }

    @Test func `a file dropped into a paper is read, whatever it is packed in`() throws {
        let packed = EmbeddedKit.package("方案.txt", Array("附表\n机密★5年\n".utf8))
        #expect(mark(open(try EmbeddedKit.docx([(Self.object, packed)]))) == "机密")
        let paper = EmbeddedKit.package("方案.docx", try EmbeddedKit.docx([("word/embeddings/a.xls", book("机密★10年"))]))
        #expect(mark(open(try EmbeddedKit.docx([(Self.object, paper)]))) == "机密")
        let inner = EmbeddedKit.object("Package", try EmbeddedKit.docx())
        let whole = open(try EmbeddedKit.docx([(Self.object, inner)]))
        #expect(whole.text.map { PaperText.parts($0).count } == 2 && whole.unread == [])
    }

    @Test func `slides, workbooks and OpenDocument keep such files too`() throws {
        let names =
            "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
        let content =
            "<office:document-content \(names)><office:body><office:text><text:p>正文</text:p></office:text></office:body></office:document-content>"
        let odt = open(try EmbeddedKit.zip([("content.xml", Array(content.utf8)), ("Object 1", book("机密★10年"))]), "a.odt")
        #expect(mark(odt) == "机密")
        let sheet = WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(WorkbookKit.rows([["标题"], ["某事"]])))
        let xlsx = try WorkbookKit.book([sheet], more: [("xl/embeddings/说明.txt", "\n机密★10年\n")])
        #expect(mark(open(xlsx, "a.xlsx")) == "机密")
    }

    @Test func `what nobody can read is named`() throws {
        func unread(_ object: [UInt8]) throws -> [Unread] {
            let opened = open(try EmbeddedKit.docx([(Self.object, object)]))
            #expect(opened.text?.contains("各科室") == true)
            return opened.unread
        }
        #expect(try unread(EmbeddedKit.package("数据.dat", Self.binary)) == [Unread("数据.dat", .unsupported("dat"))])
        #expect(try unread(EmbeddedKit.object("VisioDocument", Self.binary)) == [Unread("oleObject1.bin", .unsupported("bin"))])
        #expect(try unread(EmbeddedKit.object("EncryptedPackage", Self.binary)) == [Unread("oleObject1.bin", .locked)])
        // A paper of old Word is a converter's to read.
        let word = EmbeddedKit.object("WordDocument", Self.binary)
        #expect(try unread(word) == [Unread("oleObject1.bin.doc", .noTool(OldDocText.names))])
        #expect(try unread(Self.binary) == [Unread("oleObject1.bin", .unsupported("bin"))])
        // A formula says nothing in words.
        #expect(try unread(EmbeddedKit.object("Equation Native", Self.binary)) == [])
        let broken: [UInt8] = [0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 7, count: 50)
        #expect(open(try EmbeddedKit.docx([("word/embeddings/a.docx", broken)])).unread.map(\.name) == ["a.docx"])
    }

    @Test func `what the files in a paper are called passes the door with it`() throws {
        #expect(mark(open(try EmbeddedKit.docx([("word/media/机密★10年.png", Self.binary)]))) == "机密")
        let harmless = open(try EmbeddedKit.docx([("word/media/商业秘密.png", Self.binary), ("word/media/image1.png", Self.binary)]))
        #expect(mark(harmless) == nil && harmless.text.map { PaperText.parts($0).count } == 1)
        let sheet = WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(WorkbookKit.rows([["标题"], ["某事"]])))
        #expect(mark(open(try WorkbookKit.book([sheet], more: [("xl/media/机密★10年.png", "x")]), "a.xlsx")) == "机密")
    }

    /// A mail with a file on it.
    private func mail(_ subject: String, _ body: String, _ name: String, _ file: [UInt8]) -> [UInt8] {
        let lines = [
            "From: a@b.cn", "To: c@d.cn", "Subject: \(subject)", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "",
            "--b",
            "Content-Type: text/plain; charset=utf-8", "", body, "--b", "Content-Type: application/octet-stream",
            "Content-Disposition: attachment; filename=\"\(name)\"", "Content-Transfer-Encoding: base64", "",
            Data(file).base64EncodedString(), "--b--", "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    @Test func `a mail within a paper is read whole`() throws {
        let paper = Array("附表\n机密★5年\n".utf8)
        let mails = [
            mail("机密★10年", "请查收。", "a.txt", Array("某事".utf8)), mail("通知", "请查收。", "a.txt", paper),
            mail("通知", "密级：机密\n请查收。", "a.txt", Array("某事".utf8)),
            mail("通知", "请查收。", "b.zip", try EmbeddedKit.zip([("a.txt", paper)])),
            mail("通知", "请查收。", "c.eml", mail("转发", "请查收。", "a.txt", paper)),
        ]
        for (index, mail) in mails.enumerated() {
            #expect(mark(open(try EmbeddedKit.docx([("word/embeddings/a.eml", mail)]))) == "机密", "\(index)")
        }
        let plain = mail("工作秘密清单", "请查收。", "数据.dat", Self.binary)
        let harmless = open(try EmbeddedKit.docx([("word/embeddings/a.eml", plain)]))
        #expect(mark(harmless) == nil && harmless.unread == [Unread("数据.dat", .unsupported("dat"))])
    }

    @Test func `what is packed into a paper is unpacked`() throws {
        let zips = [
            try EmbeddedKit.zip([("a.txt", Array("附表\n机密★5年\n".utf8))]), try EmbeddedKit.zip([("机密★5年.dat", Self.binary)]),
            try EmbeddedKit.zip([("b.zip", try EmbeddedKit.zip([("a.txt", Array("机密★5年\n".utf8))]))]),
        ]
        for (index, zip) in zips.enumerated() {
            #expect(mark(open(try EmbeddedKit.docx([("word/embeddings/a.zip", zip)]))) == "机密", "\(index)")
            #expect(mark(open(try EmbeddedKit.docx([(Self.object, EmbeddedKit.package("a.zip", zip))]))) == "机密", "\(index)")
        }
        let harmless = open(
            try EmbeddedKit.docx([
                ("word/embeddings/a.zip", try EmbeddedKit.zip([("商业秘密.txt", Array("某事".utf8)), ("数据.dat", Self.binary)]))
            ]))
        #expect(mark(harmless) == nil && harmless.unread == [Unread("数据.dat", .unsupported("dat"))])
        let torn = Array(try EmbeddedKit.zip([("a.txt", Self.binary)]).prefix(60))
        #expect(open(try EmbeddedKit.docx([("word/embeddings/a.zip", torn)])).unread.map(\.name).contains("a.zip"))
    }

    @Test func `papers within papers are read so deep, and the deepest is named`() throws {
        var paper = try EmbeddedKit.docx()
        for _ in 0..<5 { paper = try EmbeddedKit.docx([("word/embeddings/内.docx", paper)]) }
        let opened = open(paper)
        #expect(opened.unread == [Unread("内.docx", .overBudget(.depth, limit: 4))])
        #expect(opened.text.map { PaperText.parts($0).count } == 5)
    }

    @Test func `what was packed torn is what is there of it`() {
        let whole = EmbeddedObjects.packaged(OldWorkbookKit.long(9) + [2, 0, 0x61])
        #expect(whole.bytes == [])
        #expect(EmbeddedObjects.packaged([]).bytes == [] && EmbeddedObjects.packaged([4, 0, 0, 0, 9, 9]).bytes == [9, 9])
        // No place in it says more than the file has.
        let far = OldWorkbookKit.long(99) + [2, 0, 0x61, 0, 0x62, 0, 0, 0, 3, 0, 0xFF, 0xFF, 0xFF, 0x7F]
        #expect(EmbeddedObjects.packaged(far).bytes == [])
    }
}
