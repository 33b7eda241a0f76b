import Foundation

@testable import Mailroom

/// Papers that keep other files within themselves, built by hand.
enum EmbeddedKit {
    static func zip(_ parts: [(String, [UInt8])]) throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "banshi-embedded-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let zip = try TarWriter(zip: path)
        for (name, bytes) in parts { try zip.add(name, bytes: bytes) }
        try zip.finish()
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    static func docx(_ more: [(String, [UInt8])] = []) throws -> [UInt8] {
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        let text = "<w:p><w:r><w:t>关于开展检查的通知</w:t></w:r></w:p><w:p><w:r><w:t>各科室：</w:t></w:r></w:p>"
        let document = "<?xml version=\"1.0\"?><w:document xmlns:w=\"\(word)\"><w:body>\(text)</w:body></w:document>"
        return try zip([("[Content_Types].xml", Array("<Types/>".utf8)), ("word/document.xml", Array(document.utf8))] + more)
    }

    /// An object in the container of old Office, with its one stream.
    static func object(_ stream: String, _ bytes: [UInt8]) -> [UInt8] { OldWorkbookKit.container(bytes, named: stream) }

    /// A file that was dropped into a paper, as the packager of Windows keeps it.
    static func package(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        func string(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }
        let path = string("C:\\临时\\" + name)
        let inner =
            [2, 0] + string(name) + string("C:\\来文\\" + name) + [0, 0, 3, 0] + OldWorkbookKit.long(path.count) + path
            + OldWorkbookKit.long(bytes.count) + bytes
        return object("\u{1}Ole10Native", OldWorkbookKit.long(inner.count) + inner)
    }
}
