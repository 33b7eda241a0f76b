import Foundation
import Testing

/// The table in `Rules.md` says where each rule stands and what tests it: the suites it names are there.
@Suite struct RulesTableTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private func files(_ targets: [String]) -> Set<String> {
        Set(
            targets.flatMap { target in
                (FileManager.default.enumerator(atPath: "\(Self.root)/Tests/\(target)")?.compactMap { $0 as? String } ?? []).map {
                    String($0.split(separator: "/").last ?? "")
                }
            })
    }

    @Test func `every rule names its test, and every suite named is there`() throws {
        let text = try String(contentsOfFile: Self.root + "/Sources/Office/Office.docc/Rules.md", encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { $0.split(separator: "|").map(String.init) }
        #expect(rows.count > 20)
        // The rule itself, from the desk, from the command line; the desk is driven in a terminal as well.
        let places = [files(["OfficeTests"]), files(["DeskTests", "EndToEndTests"]), files(["EndToEndTests"])]
        for row in rows {
            guard row.count == 5 else {
                Issue.record("\(row.count) columns: \(row)")
                continue
            }
            for (cell, there) in zip(row.dropFirst(2), places) {
                for suite in cell.split(separator: "`") where suite.hasSuffix("Tests") {
                    #expect(there.contains("\(suite).swift"), "\(suite) of\(row[0])")
                }
            }
            #expect(row[2].contains("Tests`"), "no test of\(row[0])")
        }
    }
}
