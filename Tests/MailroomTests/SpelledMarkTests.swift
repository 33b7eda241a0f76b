import Foundation
import Office
import Testing

@testable import Mailroom

/// Marks whose signs stand as bytes, in the encodings of neighbours, or cut over elements that stand side by side.
@Suite struct SpelledMarkTests {
    private func spelled(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { "%" + String($0 >> 4, radix: 16).uppercased() + String($0 & 15, radix: 16).uppercased() }.joined()
    }

    private static let mark: [[UInt8]] = [
        Array("机密★10年".utf8),
        [0xBB, 0xFA, 0xC3, 0xDC, 0xA1, 0xEF] + Array("10".utf8) + [0xC4, 0xEA],
    ]

    @Test(arguments: mark) func `an address is read in whatever encoding its signs are`(mark: [UInt8]) throws {
        let address = "https://x.gov.cn/a/" + spelled(mark) + ".pdf"
        #expect(try PercentWords.mark(in: Array(address.utf8))?.contains("机密★10年") == true)
        #expect(try PartWords.marked(in: Array("<Relationship Target=\"\(address)\"/>".utf8)).isEmpty == false)
        let link = Array("<</Type/Annot/Subtype/Link/A<</S/URI/URI(\(address))>>>>".utf8)
        #expect(try PDFRemarks.marked(in: PDFKit.paper([link])).isEmpty == false)
        let packed = PDFKit.stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", PDFKit.packed(Array("11 0 ".utf8) + link))
        #expect(try PDFRemarks.marked(packedIn: PDFKit.paper([packed]), limit: 1 << 20).isEmpty == false)
    }

    @Test func `an address without a mark says nothing`() throws {
        for path in ["机密文件管理办法", "第10年", "100%", "%zz", "%E6%9C"] {
            let address = "https://x.gov.cn/" + (path.hasPrefix("%") ? path : spelled(path.utf8))
            #expect(try PercentWords.mark(in: Array(address.utf8)) == nil, "\(path)")
        }
    }

    @Test(arguments: mark) func `what stands before a PDF or behind it is read`(mark: [UInt8]) throws {
        let paper = PDFKit.paper()
        for bytes in [paper + mark, mark + [0x0A] + paper, paper + Array("\n".utf8) + mark + Array("\n%%EOF".utf8)] {
            let text = PDFText.open(bytes, by: .standing).text ?? ""
            #expect(text.contains("机密★10年"), "\(text)")
        }
        #expect(PDFText.open(paper, by: .standing).text?.contains("★") == false)
    }

    @Test func `a mark in the encodings of Japan and Korea is seen`() throws {
        let texts: [(String, [UInt8])] = [
            ("euc-jp", [0xB5, 0xA1, 0xCC, 0xA9, 0xA1, 0xFA]), ("cp932", [0x8B, 0x40, 0x96, 0xA7, 0x81, 0x9A]),
            ("cp949", [0xD1, 0xA6, 0xDA, 0xCB, 0xA1, 0xDA]),
        ]
        for (encoding, mark) in texts {
            let bytes = Array("No 12\n".utf8) + mark + Array("10\nNotice to all\n".utf8)
            #expect(NeighboursText.marked(in: bytes).first?.contains("機密★") == true, "\(encoding)")
            let opened = TextExtraction.open(bytes, path: "a.txt", by: .standing)
            #expect(opened.text.map { Recognition(of: $0).mark } ?? nil != nil, "\(encoding): \(opened)")
        }
        // 入泰 of GB 18030 is 秘密 of EUC-JP.
        #expect(NeighboursText.marked(in: [0xC8, 0xEB, 0xCC, 0xA9] + Array("\n".utf8)).isEmpty)
        #expect(NeighboursText.marked(in: [0xC8, 0xEB, 0xCC, 0xA9, 0xC7, 0xA9, 0xD6, 0xA4, 0xB0, 0xEC, 0xC0, 0xED]).isEmpty)
    }

    @Test func `what stands far behind in a long text, or in another encoding than its own, is seen`() {
        let long = [UInt8](repeating: 0x61, count: 9 << 20)
        let line = Array("\n机密★10年\n".utf8)
        let big5: [UInt8] = [0x0A, 0xBE, 0xF7, 0xB1, 0x4B, 0xA1, 0xB9, 0x31, 0x30, 0xA6, 0x7E, 0x0A]
        let utf8 = Array("关于开展安全生产检查工作的通知\n各科室：请按要求落实。\n".utf8)
        for bytes in [long + line, utf8 + big5 + utf8, [UInt8](repeating: 0x61, count: 600) + big5] {
            let text = TextExtraction.open(bytes, path: "a.txt", by: .standing).text ?? ""
            #expect(text.suffix(40).contains("密★10年"), "\(text.suffix(60))")
        }
        #expect(TextExtraction.open(long, path: "a.txt", by: .standing).text?.contains("★") == false)
    }

    @Test(arguments: [
        "<svg><g><text>机</text></g><g><text>密</text></g><g><text>★</text></g></svg>", "<svg><text>机</text><text>密★10年</text></svg>",
        "<svg><text><tspan>机</tspan><tspan>密</tspan><tspan>★10年</tspan></text></svg>",
    ]) func `signs of a drawing that stand side by side are one mark`(source: String) throws {
        #expect(try PartWords.marked(in: Array(source.utf8)).isEmpty == false)
    }

    @Test func `columns of data are one mark where a star stands in them`() throws {
        func marked(_ source: String) throws -> Bool { try !PartWords.marked(in: Array(source.utf8), isData: true).isEmpty }
        #expect(try marked("<a><b>机</b><b>密★10年</b></a>"))
        #expect(try marked("<a>\n<b>机密</b>\n<c>★10年</c></a>"))
        #expect(try !marked("<a><b>机密</b><c>10年</c></a>"), "a level and a term are two columns")
        #expect(try !marked("<a><b>公开</b><c>★</c></a>"))
    }
}
