import Foundation
import Testing

@testable import Mailroom
import Office

/// Words in bytes nobody reads: what is a mark among them, and what chance writes.
@Suite struct RawTextTests {
    private static let junk: [UInt8] = (0..<600).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }

    private static func wide(_ text: String, isBig: Bool = false) -> [UInt8] {
        text.utf16.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    @Test(arguments: ["机密★5年", "密级：机密", "机密★", "绝密★启用前", "【机密】", "秘密·10年", "機密★5年"])
    func `a mark is found in every encoding, wherever it stands`(mark: String) throws {
        let gb: [UInt8] = [0xBB, 0xFA, 0xC3, 0xDC, 0xA1, 0xEF, 0x35, 0xC4, 0xEA]
        for words in [Array(mark.utf8), Self.wide(mark), Self.wide(mark, isBig: true), gb] {
            for shift in 0..<2 {
                let bytes = Self.junk + [UInt8](repeating: 1, count: shift) + words + Self.junk
                #expect(try RawText.mark(in: bytes) != nil, "\(mark) \(words)")
            }
        }
    }

    @Test func `a level alone counts where it is all a line says, and not between signs that are none`() throws {
        #expect(try RawText.mark(in: [1, 0, 0] + Self.wide("机密") + [0, 0, 9]) == "机密")
        #expect(try RawText.mark(in: [1, 0] + Array("机密".utf8) + [0, 9]) == "机密")
        #expect(try RawText.mark(in: [0x01, 0xE7] + Self.wide("机密") + [0x02, 0xE7]) == nil)
        #expect(try RawText.mark(in: Self.wide("会议讨论了机密文件管理办法") + Self.junk) == nil)
        #expect(try RawText.mark(in: Self.wide("工作秘密★") + Self.junk) == nil)
        #expect(try RawText.mark(in: []) == nil)
        #expect(try RawText.mark(in: [0xC3]) == nil)
    }

    @Test func `noise bears no mark`() throws {
        var state: UInt64 = 42
        let noise = (0..<4_000_000).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        #expect(try RawText.mark(in: noise) == nil)
    }

    @Test func `a file made to cost time is not looked through for ever`() throws {
        let many = [UInt8](repeating: 0, count: 2) + (0..<600).flatMap { _ in [UInt8]([0xC6, 0x5B, 0, 0]) }
        #expect(throws: OverBudget(.items, 500)) { try RawText.mark(in: many, most: 500) }
        #expect(try RawText.mark(in: many, most: 600) == nil)
    }

    @Test func `envelopes are told by their first bytes`() throws {
        #expect(Envelope([0x1F, 0x8B, 8, 0]) == .pressed)
        #expect(Envelope(Array("BZh91AY&SY....".utf8)) == .pressed)
        #expect(Envelope([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]) == .bundle)
        #expect(Envelope(Array("BZhen ist ein Ort, der nicht gepackt ist".utf8)) == nil)
        #expect(Envelope(Array("关于甲的函".utf8)) == nil)
        #expect(Envelope([UInt8](repeating: 0, count: 1024)) == nil)
        #expect(Envelope([0x50, 0x4B, 0x03, 0x04, 9]) == .zip && Envelope(unread: [0x50, 0x4B, 0x03, 0x04, 9]) == .zip)
    }

    @Test func `a tar is unpacked into its folder, and nowhere else`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("banshi-tar-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder + "/in", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let tar = try TarWriter(folder + "/a.tar")
        try tar.add("../a/b.txt", bytes: Array("正文".utf8))
        try tar.finish()
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/a.tar")))
        #expect(Envelope(bytes) == .bundle)
        #expect(TextExtraction.extract(bytes, path: "a.tar") == .refused(.unsupported("tar")))
        let (size, count) = try ZipFile.unpackHere(bytes, as: .bundle, into: folder + "/in", limit: 1 << 20)
        #expect(size == 6 && count == 1)
        #expect(PathText.files(under: folder + "/in").count == 1)
        #expect(throws: ExtractionRefused(.overBudget(.bytes, limit: 3))) {
            try ZipFile.unpackHere(bytes, as: .bundle, into: folder + "/in", limit: 3)
        }
    }
}
