import Foundation
import Office
import Settings
import Testing

/// No rule knows a register, a state or a field by the id that a register of the program gives it: those are data.
@Suite struct ShippedWordTests {
    /// Where such ids are meant: the definitions themselves, the furnished office, the measurements, and the words the journal is packed by.
    private static let exempt = [
        "Settings/Resources/", "banshi/Demo/", "banshi-bench/", "Ledger/Journal/PackingVocabulary.swift",
    ]

    private static func sources() throws -> [(path: String, text: String)] {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root = root.deletingLastPathComponent() }
        let folder = root.appendingPathComponent("Sources")
        let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        return try paths.filter { path in path.hasSuffix(".swift") && !exempt.contains(where: path.hasPrefix) }.sorted().map { path in
            (path, try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8))
        }
    }

    private static func shipped() throws -> [RegisterDefinition] {
        ShippedRegisters.compiled().map { RegisterDefinition.decode(Located($0.json)).definition }
    }

    private func expectNone(of words: [String]) throws {
        let sources = try Self.sources()
        #expect(sources.count > 100 && !words.isEmpty)
        for (path, text) in sources {
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                for word in words where line.contains(word) { Issue.record("\(word) in \(path):\(index + 1)") }
            }
        }
    }

    @Test func `no register is known by its id`() throws {
        try expectNone(of: Self.shipped().map { "\"\($0.id)\"" })
    }

    @Test func `no state is known by its id`() throws {
        let ids = Set(try Self.shipped().flatMap { $0.states.map(\.id) }).sorted()
        try expectNone(of: ids.flatMap { ["tate == \"\($0)\"", "tate != \"\($0)\"", "state(\"\($0)\")", "'\($0)'"] })
    }

    /// What recognition finds is called alike in every register, and is the vocabulary of papers that come in.
    @Test func `no field of tasks or of what goes out is known by its id`() throws {
        let shipped = try Self.shipped()
        let papers = try #require(Registers(shipped)[standing: .papers])
        let shared = FieldDefinition.common.union(papers.fields.map(\.id)).union(RegisterUses.Finding.allCases.map(\.rawValue))
        let own = Set(shipped.filter { $0.id != papers.id }.flatMap { $0.fields.map(\.id) }).subtracting(shared).sorted()
        try expectNone(of: own.flatMap { ["\"fields/\($0)\"", "field(\"\($0)\")"] })
    }
}
