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
