import Foundation
import Testing

/// Search over real papers, which lie beside the project and are no part of it.
@Suite(.serialized) struct SampleSearchTests {
    private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../../shared/samples"
    private static let areThere = FileManager.default.fileExists(atPath: samples + "/search-queries.json")
    private static let absence: Comment = "no samples: ../shared/samples is absent"

    /// The same numbers in every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 31)
        }
    }

    @Test(.enabled(if: areThere, absence)) func `what papers say is found in those that say it, and in no other`() throws {
        let machine = try Machine()
        try machine.setUp()
        let taken = try machine.banshi("receive", Self.samples + "/documents", "--json").list
        let stems = Dictionary(
            uniqueKeysWithValues: taken.compactMap { row -> (String, String)? in
                guard let id = row["id"] as? String, let file = row["file"] as? String else { return nil }
                return (id, ((file as NSString).lastPathComponent as NSString).deletingPathExtension)
            })
        #expect(stems.count > 40)
        var texts: [String: String] = [:]
        for stem in stems.values {
            let text = try String(contentsOfFile: Self.samples + "/documents/\(stem).txt", encoding: .utf8)
            texts[stem] = String(text.filter { !$0.isWhitespace })
        }
        func found(_ query: String) throws -> Set<String> {
            let outcome = try Machine.run(
                Machine.program, ["search", "--json", "--limit", "1000", "--office", machine.office, "--", query])
            let hits = outcome.object["hits"] as? [[String: Any]] ?? []
            #expect(outcome.object["total"] as? Int == Set(hits.compactMap { $0["id"] as? String }).count, "\(query)")
            return Set(hits.compactMap { ($0["id"] as? String).flatMap { stems[$0] } })
        }
        // Either script finds the other: what is found beyond a plain scan stands in papers of the other script.
        let traditional = Set(texts.filter { $0.value.contains("東") || $0.value.contains("關於") }.keys)
        let data = try Data(contentsOf: URL(fileURLWithPath: Self.samples + "/search-queries.json"))
        let known = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        for one in known["queries"] as? [[String: Any]] ?? [] {
            let query = one["query"] as? String ?? ""
            let wanted = Set(one["documents"] as? [String] ?? [])
            let hits = try found(query)
            let isTraditional = query.contains("內")
            #expect(
                hits.isSuperset(of: wanted) && (isTraditional || hits.subtracting(wanted).isSubset(of: traditional)), "\(query): \(hits)")
        }
        var dice = Dice(state: 15)
        let plain = texts.filter { !traditional.contains($0.key) }.sorted { $0.key < $1.key }.map { Array($0.value) }
        func isHan(_ sign: Character) -> Bool { sign.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) } }
        var pairs = 0
        while pairs < 60 {
            let text = plain[Int.random(in: 0..<plain.count, using: &dice)]
            let at = Int.random(in: 0..<(text.count - 1), using: &dice)
            guard isHan(text[at]), isHan(text[at + 1]) else { continue }
            let pair = String(text[at...(at + 1)])
            let wanted = Set(texts.filter { $0.value.contains(pair) }.keys)
            let hits = try found(pair)
            #expect(hits.isSuperset(of: wanted) && hits.subtracting(wanted).isSubset(of: traditional), "\(pair)")
            pairs += 1
        }
    }
}
