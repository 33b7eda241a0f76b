import Foundation
import Office
import Testing

@testable import Ledger
@testable import Phrases

/// Offices as earlier programs wrote them: each is brought up to date, and read as it was recorded beside it.
///
/// `RECORD=1` writes the tables and histories in `Wire` and still fails.
@Suite struct WireTests {
    /// Named after the program and its projections; a new shape of entry brings another one, and none goes.
    static let fixtures = [
        "office-0.1.0-projections-6", "office-0.1.0-projections-8", "requests-0.1.0-projections-9", "office-0.1.0-projections-9",
    ]

    @Test func `the newest of them has the projections in use, and what clerks ask for stands in it`() throws {
        let newest = try #require(WireTests.fixtures.last)
        #expect(newest.hasSuffix("-projections-\(Schema.projectionVersion)"), "a new version brings a fixture: Wire/making/make-office.py")
        let office = try WireOffice(newest)
        var asked: [StepRequest] = []
        for id in try office.subjects() where id.kind == .matter { asked += try office.ledger.matter(id)?.requests ?? [] }
        #expect(asked.map(\.step) == ["settle"] && asked.map(\.role) == [.leader])
        #expect(asked.first?.form == ["result": "核定两万元。"])
    }

    @Test func `what was turned down stands there with its reason, and what was taken back is gone`() throws {
        let office = try WireOffice("requests-0.1.0-projections-9")
        let matters = try office.subjects().filter { $0.kind == .matter }.compactMap { try office.ledger.matter($0) }
        let turnedDown = matters.flatMap(\.turnedDown)
        #expect(turnedDown.map(\.step) == ["sign"] && turnedDown.first?.answer?.reason == "请补附件")
        #expect(matters.allSatisfy { $0.requests.isEmpty })
    }

    @Test(arguments: fixtures)
    func `the chain holds, and what is folded from it is what stands there`(name: String) throws {
        let office = try WireOffice(name)
        let found = try office.ledger.verify(deep: true)
        #expect(found.isWhole && found.missing == 0, "\(found)")
        #expect(found.erased > 0 && found.papers ?? 0 > 0)
    }

    @Test(arguments: fixtures)
    func `every kind of entry is read`(name: String) throws {
        let office = try WireOffice(name)
        var kinds: [String: Int] = [:]
        try office.ledger.eachEntry { entry in for event in entry.events { kinds["\(event.kind)\t\(event.version)", default: 0] += 1 } }
        let lines = kinds.map { "\($0.key)\t\($0.value)\n" }.sorted()
        try check(name + ".kinds.tsv", lines.joined())
    }

    @Test func `whatever kind this program has a word for stands in one of them`() throws {
        var kept: Set<Substring> = []
        for name in WireTests.fixtures {
            let lines = try String(contentsOfFile: "\(WireOffice.folder)/\(name).kinds.tsv", encoding: .utf8).split(separator: "\n")
            kept.formUnion(lines.compactMap { $0.split(separator: "\t").first })
        }
        let worded = Set(Speaker.deeds.keys).union(Speaker.requestDeeds.keys).union([Step.kind])
        let missing = worded.filter { !kept.contains(Substring($0)) }.sorted()
        #expect(missing.isEmpty, "let Wire/making do what brings them about: \(missing)")
    }

    @Test(arguments: fixtures, [Language.english, .simplified])
    func `histories read as they did`(name: String, language: Language) throws {
        let office = try WireOffice(name)
        try check("\(name).\(language.rawValue).txt", try office.histories(in: language))
    }

    @Test(arguments: fixtures)
    func `what was done before is taken back and done again`(name: String) throws {
        let office = try WireOffice(name)
        let before = try office.records()
        let attribution = try office.later()
        var named: [ActName?] = []
        for _ in 1...12 { named.append(try office.ledger.undo(as: attribution).named) }
        #expect(named.allSatisfy { $0 != nil })
        #expect(try office.records() != before)
        for _ in 1...12 { try office.ledger.redo(as: attribution) }
        #expect(try office.records() == before)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    private func check(_ name: String, _ found: String) throws {
        let file = WireOffice.folder + "/" + name
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try found.write(toFile: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name)")
            return
        }
        let expected = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        let difference = found.split(separator: "\n").difference(from: expected)
        #expect(difference.isEmpty, "\(name): \(difference.map { "\($0)" }.joined(separator: "\n"))")
    }
}
