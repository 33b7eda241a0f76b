import Foundation
import Phrases
import Testing

@testable import Desk

/// Screens as they stand: text, then role letters. `RECORD=1` writes them and still fails.
@Suite struct GoldenTests {
    static let sizes = [(120, 36), (80, 24), (60, 20), (40, 12)]
    static let scenes: [(name: String, keys: String)] = [("desk", ""), ("form", "2jp"), ("help", "?")]

    @Test(arguments: sizes.map { "\($0.0)x\($0.1)" }, [Language.simplified, .english])
    func `golden screens`(size: String, language: Language) throws {
        let parts = size.split(separator: "x").compactMap { Int($0) }
        for scene in Self.scenes {
            let kit = try DeskKit(language, columns: parts[0], rows: parts[1])
            try kit.type(scene.keys)
            let surface = kit.screen
            try check("\(scene.name)-\(size)-\(language.rawValue).txt", surface.text + "\n\n" + surface.roles + "\n")
        }
    }

    /// Every overlay and every screen, in the three languages; text alone, the roles are the same in all of them.
    static let overlays: [(name: String, keys: String)] = [
        ("palette", ":"), ("moves", "2<F9>"), ("whose", "@"), ("explain", "2i"), ("history", "2h"), ("filter", "2/czj"),
        ("capture", "A审阅预算 @综合科"),
        ("closing", "E"), ("entry", "2+"), ("dispatch", "2ja"), ("circulate", "2jc"), ("meeting", "3+"), ("cancel", "3D"), ("matters", "4"),
        ("search", "7\\"), ("calendar", "3z"), ("edit", "2je"), ("progress", "1P"),
        ("queue", "2z"), ("circulation", "2jcwjg、zmy<enter>#2<enter>0z"), ("archive", "2jf#2<enter><F9>2"), ("calls", "W"),
        ("views", "<F6>"), ("print", "2*|"),
    ]

    @Test(arguments: ["120x36", "80x24"], Language.allCases)
    func `golden overlays`(size: String, language: Language) throws {
        let parts = size.split(separator: "x").compactMap { Int($0) }
        for scene in Self.overlays {
            let kit = try DeskKit(language, columns: parts[0], rows: parts[1])
            try kit.type(scene.keys)
            try check("\(scene.name)-\(size)-\(language.rawValue).txt", kit.screen.text + "\n")
        }
        for scene in Self.scenes where language == .traditional {
            let kit = try DeskKit(language, columns: parts[0], rows: parts[1])
            try kit.type(scene.keys)
            try check("\(scene.name)-\(size)-\(language.rawValue).txt", kit.screen.text + "\n")
        }
    }

    private func check(_ name: String, _ found: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try found.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name)")
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        let difference = zip(
            expected.split(separator: "\n", omittingEmptySubsequences: false),
            found.split(separator: "\n", omittingEmptySubsequences: false)
        )
        .enumerated().first { $0.element.0 != $0.element.1 }
        #expect(
            expected == found,
            "\(name) line \((difference?.offset ?? -2) + 1): \(difference?.element.0 ?? "") ≠ \(difference?.element.1 ?? "")")
    }
}
