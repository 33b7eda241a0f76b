import Foundation
import Office
import Testing

@Suite struct JSONTests {
    /// Every sign that turns the direction of writing, breaks a line or commands a terminal.
    private static let signs: [Unicode.Scalar] = [
        0x00...0x1F, 0x7F...0x9F, 0x61C...0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
    ]
    .flatMap { Array($0) }.compactMap { Unicode.Scalar(UInt32($0)) }

    @Test func `what is printed drives no terminal, and every parser reads the same`() throws {
        var title = "关于“通知”的函\u{61B}\u{200D}‧"
        for sign in Self.signs { title.unicodeScalars.append(sign) }
        let value: JSON = .object(["title": .string(title), "\u{202E}key": .array([.string("\u{2066}\u{61C}"), .int(1)])])
        for text in [value.prettyText, value.lineText] {
            #expect(text.unicodeScalars.allSatisfy { !Self.signs.contains($0) || $0 == "\n" && text == value.prettyText })
            let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            #expect((read?["title"] as? String).map { Array($0.unicodeScalars) } == Array(title.unicodeScalars))
            #expect(read?["\u{202E}key"] as? [AnyHashable] == ["\u{2066}\u{61C}", 1])
        }
        // Digests rest on the canonical bytes, which stay as they were.
        #expect(JSON.string("a\u{202E}b").text == "\"a\u{202E}b\"")
    }
}
