import Foundation
import Office
import Testing

@testable import Mailroom

/// A PDF written by hand: a page with a few words, and objects that no page shows.
enum PDFKit {
    /// - Parameter catalog: what stands in the catalog beside the pages.
    static func paper(_ objects: [[UInt8]] = [], catalog: String = "", trailer: String = "") -> [UInt8] {
        let page = "BT /F1 12 Tf 72 720 Td (Notice 2026 No 12 of the county office to all of its sections) Tj ET"
        var bytes = Array(
            """
            %PDF-1.5
            1 0 obj<</Type/Catalog/Pages 2 0 R\(catalog)>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
            4 0 obj<</Length \(page.utf8.count)>>stream
            \(page)
            endstream endobj
            5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj

            """.utf8)
        for (index, object) in objects.enumerated() { bytes += Array("\(10 + index) 0 obj".utf8) + object + Array("endobj\n".utf8) }
        return bytes + Array("trailer<</Root 1 0 R\(trailer)>>\n%%EOF\n".utf8)
    }

    static func stream(_ dictionary: String, _ bytes: [UInt8]) -> [UInt8] {
        Array("<<\(dictionary)/Length \(bytes.count)>>stream\r\n".utf8) + bytes + Array("\r\nendstream ".utf8)
    }

    /// Wrapped as zlib does it, in blocks that pack nothing.
    static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(block.count)
            let (low, high) = (UInt8(block.count & 255), UInt8(block.count >> 8))
            out += [rest.isEmpty ? 1 : 0, low, high, ~low, ~high] + block
        } while !rest.isEmpty
        return out + [0, 0, 0, 0]
    }

    static func flate(_ dictionary: String, _ bytes: [UInt8]) -> [UInt8] { stream(dictionary + "/Filter/FlateDecode", packed(bytes)) }

    static func wide(_ text: String) -> [UInt8] { [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }

    static func hex(_ bytes: [UInt8]) -> String { bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }

    /// UTF-16 in hexadecimal digits.
    static func string(_ text: String) -> String { "<" + hex(wide(text)) + ">" }

    static func octal(_ bytes: [UInt8]) -> String {
        "(" + bytes.map { "\\" + String($0 >> 6) + String($0 >> 3 & 7) + String($0 & 7) }.joined() + ")"
    }
}

/// The places of a PDF where a mark may stand and no page shows it, each with a twin that differs in one sign and comes in (J13).
@Suite struct HiddenPDFTests {
    private typealias Making = (name: String, paper: (String) throws -> [UInt8])

    private func mark(_ opened: TextExtraction.Opened) -> String? { opened.text.flatMap { Recognition(of: $0).mark } }

    private func check(_ makings: [Making]) throws {
        for (name, paper) in makings {
            let marked = TextExtraction.open(try paper("机密★10年"), path: "a.pdf")
            #expect(mark(marked) == "机密", "\(name): \(marked)")
            let clean = TextExtraction.open(try paper("机要★10年"), path: "a.pdf")
            #expect(clean.text?.contains("Notice 2026 No 12") == true && clean.unread.isEmpty, "\(name): \(clean)")
            #expect(mark(clean) == nil, "\(name)")
        }
    }

    private static func object(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func `strings of every kind, in every object`() throws {
        func field(_ inner: @escaping (String) -> String) -> (String) throws -> [UInt8] {
            { PDFKit.paper([Self.object("<</FT/Tx/T(a)\(inner($0))>>")]) }
        }
        try check([
            ("value", field { "/V" + PDFKit.string($0) }), ("standing value", field { "/DV " + PDFKit.octal(PDFKit.wide($0)) }),
            ("hint", field { "/TU(\u{FEFF}\($0))" }), ("value in UTF-8", field { "/V (\($0))" }),
            ("offered", field { "/Opt[[(1)\(PDFKit.string("某"))][(2)\(PDFKit.string($0))]]" }),
            ("dressed", field { "/RC(<body><p>\($0.prefix(1))<span style=\"a\">\($0.dropFirst())</span></p></body>)" }),
            ("name", field { "/V/" + Array($0.utf8).map { "#" + PDFKit.hex([$0]) }.joined() }),
            ("remark", field { "/Contents" + PDFKit.string($0) }), ("remark of the writer", field { "\n% \($0)\n" }),
            ("language between", field { "/V<" + PDFKit.hex(PDFKit.wide("\($0.prefix(1))\u{1B}zhCN\u{1B}\($0.dropFirst())")) + ">" }),
            ("long", field { "/V(" + String(repeating: "某事。", count: 3_000) + "\n\($0)\n)" }),
            ("in brackets", field { "/V((某\\)事)\n\($0))" }),
            (
                "bookmark",
                {
                    PDFKit.paper(
                        [Self.object("<</Title\(PDFKit.string($0))/Dest[3 0 R/Fit]>>")], catalog: "/Outlines<</First 10 0 R/Last 10 0 R>>")
                }
            ),
            ("label", { PDFKit.paper(catalog: "/PageLabels<</Nums[0<</P\(PDFKit.string($0))/S/D>>]>>") }),
            ("layer", { PDFKit.paper([Self.object("<</Type/OCG/Name\(PDFKit.string($0))>>")]) }),
            ("destination", { PDFKit.paper(catalog: "/Names<</Dests<</Names[\(PDFKit.string($0)) [3 0 R/Fit]]>>>>") }),
            ("title", { PDFKit.paper([Self.object("<</Title\(PDFKit.string($0))>>")], trailer: "/Info 10 0 R") }),
            ("name of a file", { PDFKit.paper([Self.object("<</Type/Filespec/UF\(PDFKit.string($0 + ".doc"))>>")]) }),
            ("packed", { PDFKit.paper([PDFKit.flate("/Type/ObjStm/N 1/First 4", Array("7 0 <</T(a)/V\(PDFKit.string($0))>>".utf8))]) }),
        ])
        // Bytes of an old writer.
        let old = PDFKit.paper([Array("<</V(".utf8) + [0xBB, 0xFA, 0xC3, 0xDC, 0xA1, 0xEF] + Array(")>>".utf8)])
        #expect(mark(TextExtraction.open(old, path: "a.pdf")) == "机密")
    }

    @Test func `what a file says of itself, in every encoding`() throws {
        func told(_ text: String) -> String {
            "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description><dc:title><rdf:Alt><rdf:li>\(text)</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"
        }
        let kind = "/Type/Metadata/Subtype/XML"
        try check([
            ("plain", { PDFKit.paper([PDFKit.stream(kind, Array(told($0).utf8))]) }),
            ("packed", { PDFKit.paper([PDFKit.flate(kind, Array(told($0).utf8))]) }),
            ("UTF-16", { PDFKit.paper([PDFKit.stream(kind, PDFKit.wide(told($0)))]) }),
            ("attribute", { PDFKit.paper([PDFKit.stream(kind, Array("<rdf:Description pdf:Keywords='\($0)'/>".utf8))]) }),
            (
                "reference",
                { word in
                    let text = word.unicodeScalars.map { "&#\($0.value);" }.joined()
                    return PDFKit.paper([PDFKit.stream(kind, Array(told(text).utf8))])
                }
            ),
            (
                "form",
                { word in
                    let form = "<xdp:xdp><field name='a'><value><text>\(word)</text></value></field></xdp:xdp>"
                    return PDFKit.paper([PDFKit.flate("", Array(form.utf8))], catalog: "/AcroForm<</XFA 10 0 R>>")
                }
            ),
        ])
    }

    @Test func `an attached file is read by whoever reads such a file`() throws {
        func attached(_ file: [UInt8], _ name: String = "附件.txt") -> [UInt8] {
            PDFKit.paper([
                file,
                PDFKit.string(name).utf8.isEmpty ? [] : Self.object("<</Type/Filespec/F(a)/UF\(PDFKit.string(name))/EF<</F 10 0 R>>>>"),
            ])
        }
        func letter(_ word: String) -> [UInt8] { Array("某件\n\n\(word)\n请按要求办理。\n".utf8) }
        try check([
            ("packed", { attached(PDFKit.flate("/Type/EmbeddedFile", letter($0))) }),
            ("plain", { attached(PDFKit.stream("/Type/EmbeddedFile", letter($0))) }),
            ("without a type", { attached(PDFKit.flate("", letter($0))) }),
            (
                "in digits",
                { attached(PDFKit.stream("/Type/EmbeddedFile/Filter[/ASCIIHexDecode]", Array((PDFKit.hex(letter($0)) + ">").utf8))) }
            ),
            ("nobody's", { PDFKit.paper([PDFKit.flate("/Type /EmbeddedFile", letter($0))]) }),
            (
                "table",
                { word in
                    let level = word.hasPrefix("机密") ? "机密" : "内部"
                    return attached(PDFKit.flate("/Type/EmbeddedFile", Array("标题,密级\n某件,\(level)\n".utf8)), "目录.csv")
                }
            ),
            (
                "paper",
                { word in
                    let text = "<w:p><w:r><w:t>\(word)</w:t></w:r></w:p>"
                    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
                    let paper = try EmbeddedKit.docx([("word/header1.xml", Array("<w:hdr \(names)>\(text)</w:hdr>".utf8))])
                    return attached(PDFKit.flate("/Type/EmbeddedFile", paper), "附件.docx")
                }
            ),
            (
                "another PDF",
                { word in
                    let inner = PDFKit.paper([Self.object("<</V\(PDFKit.string(word))>>")])
                    return attached(PDFKit.stream("/Type/EmbeddedFile", inner), "附件.pdf")
                }
            ),
            (
                "file of a file",
                { word in
                    let inner = attached(PDFKit.flate("/Type/EmbeddedFile", letter(word)))
                    return attached(PDFKit.flate("/Type/EmbeddedFile", inner), "附件.pdf")
                }
            ),
        ])
    }

    @Test func `an attached file that nobody reads is named`() throws {
        func unread(_ file: [UInt8], trailer: String = "") -> [TextExtraction.Unread] {
            let spec = Self.object("<</Type/Filespec/UF\(PDFKit.string("图纸.dwg"))/EF<</F 10 0 R>>>>")
            do { return try PDFRemarks.read(PDFKit.paper([file, spec], trailer: trailer), by: .standing).unread } catch { return [] }
        }
        #expect(
            unread(PDFKit.stream("/Type/EmbeddedFile/Filter/LZWDecode", [1, 2, 3])) == [
                TextExtraction.Unread("图纸.dwg", .unsupported("LZWDecode"))
            ])
        #expect(
            unread(PDFKit.flate("/Type/EmbeddedFile", [1, 2]), trailer: "/Encrypt 12 0 R") == [TextExtraction.Unread("图纸.dwg", .locked)])
        let strange = TextExtraction.open(
            PDFKit.paper([
                PDFKit.flate("/Type/EmbeddedFile", [1, 2, 3, 4, 5, 6, 7, 8]),
                Self.object("<</UF\(PDFKit.string("图纸.dwg"))/EF<</F 10 0 R>>>>"),
            ]), path: "a.pdf")
        #expect(strange.unread == [TextExtraction.Unread("图纸.dwg", .unsupported("dwg"))])
    }

    @Test func `what a form offers and pieces apart make no mark`() throws {
        let harmless = [
            "<</Opt[\(["公开", "内部", "秘密", "机密", "绝密"].map(PDFKit.string).joined())]>>",
            "<</V\(PDFKit.string("机"))/DV\(PDFKit.string("密★"))>>",
            "<</ID[<\(String(repeating: "c3dc", count: 40))>]>>", "<</V(\\()/DV(密)>>",
        ]
        for object in harmless {
            #expect(mark(TextExtraction.open(PDFKit.paper([Self.object(object)]), path: "a.pdf")) == nil, "\(object)")
        }
    }

    @Test func `signs that only look like strings cost little`() throws {
        let begun = ContinuousClock.now
        #expect(try PDFRemarks.marked(in: Array(repeatElement("(a)<61>/b<</c[d]>>% e\n", count: 40_000).joined().utf8)) == [])
        // Words within a stream are those of the page, which others read.
        let stream = PDFKit.paper([PDFKit.stream("", Array(repeatElement("(机密★10年) Tj ( ", count: 20_000).joined().utf8))])
        #expect(try PDFRemarks.marked(in: stream) == [])
        #expect(ContinuousClock.now - begun < .seconds(20))
    }
}
