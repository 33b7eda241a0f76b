import Ledger
import Office
import Phrases
import Settings
import TestKit
import Testing

/// Choices with ids: records keep the words that were written, filters and rules go by the ids.
@Suite struct ChoiceTests {
    /// The shipped inbound register, a revision later, with ids for its marks of urgency and with kinds to choose from.
    private static let yaml = RegisterYAML.inbound.replacing("revision: 6", with: "revision: 7")
        .replacing("{zh: 特急, en: immediate}", with: "{id: urgent2, zh: 特急, en: immediate}")
        .replacing("{zh: 机要, en: confidential}", with: "{id: courier1, zh: 机要, en: confidential}")
        .replacing(
            "{id: kind, kind: text, name: {zh: 文种, en: Type}}",
            with:
                "{id: kind, kind: choice, name: {zh: 文种, en: Type}, choices: [{id: notice, zh: 通知, en: notice}, {id: letter, zh: 函, en: letter}]}"
        )

    private func adopt(_ office: TestOffice) throws -> RegisterDefinition {
        let (definition, problems) = ShippedRegisters.check(Self.yaml)
        #expect(problems == [])
        let tree = try #require(LocatedYAML.read(Self.yaml).tree)
        try office.ledger.submit([.change([.adopt(register: "inbound", definition: tree.json)])], as: office.by())
        return try #require(definition)
    }

    private func found(_ text: String, _ office: TestOffice, register: String? = "inbound") throws -> [SubjectID] {
        let record = try office.ledger.office()
        let registers = try register.map { [try #require(record.register($0))] } ?? Array(record.registers)
        let filter = try Filter(
            text, names: FilterNames(registers, directory: try office.ledger.directory()),
            words: DateWords(now: office.now, calendar: .china))
        return try office.ledger.list(register: register, filter: filter, limit: 20, now: office.now, me: "p1").rows.map(\.id).sorted()
    }

    @Test func `a filter finds a choice by its id or any word, whichever was recorded`() throws {
        let office = try TestOffice(.memory)
        _ = try adopt(office)
        let words = ["通知", "notice", "Notice"]
        let ids = try words.map { word in
            try office.open(MatterDraft(register: "inbound", values: ["title": "来文", "fields/from": "u2", "fields/kind": .string(word)]))
        }
        let letter = try office.open(
            MatterDraft(register: "inbound", values: ["title": "来函", "fields/from": "u2", "fields/kind": "函", "fields/channel": "機要"]))
        for text in ["kind:notice", "kind:通知", "文种:通知", "kind:NOTICE"] {
            #expect(try found(text, office) == ids, "\(text)")
            #expect(try found(text, office, register: nil) == ids, "\(text) in all")
        }
        for text in ["channel:courier1", "channel:机要", "来文渠道:機要", "channel:confidential"] {
            #expect(try found(text, office) == [letter], "\(text)")
        }
        #expect(try found("kind:letter", office) == [letter])
        let facets = try office.ledger.facets(Filter(terms: [.word("来文")]), now: office.now, me: "p1")
        #expect(facets[.kind].map(\.value) == ["通知"] && facets[.kind].map(\.count) == [3])
    }

    @Test func `records keep what was written, and acts of before are taken back`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文", urgency: "加急")
        try office.ledger.submit([.amend(id, fields: ["urgency": "特急", "fields/channel": "机要"])], as: office.by())
        let act = try #require(try office.ledger.history(id).last)
        let definition = try adopt(office)
        let urgency = try #require(definition.field("urgency"))
        let matter = try office.matter(id)
        #expect(matter.urgency == "特急" && matter.value(of: urgency) == "urgent2")
        #expect(try found("urgency:urgent2", office) == [id] && found("urgency:特急", office) == [id])
        try office.ledger.undo(entry: String(act.sequence), as: office.by())
        #expect(try office.matter(id).urgency == "加急" && office.matter(id).value(of: urgency) == "加急")
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a typed id or word writes the word, and is shown in the language of the screen`() throws {
        let office = try TestOffice(.memory)
        let field = try #require(try adopt(office).field("urgency"))
        let reading = FieldReading(directory: try office.ledger.directory(), calendar: .china, now: office.now)
        for text in ["urgent2", "特急", "immediate", "2"] { #expect(try reading.read(text, for: field) == "特急", "\(text)") }
        for word in ["urgent2", "特急", "immediate"] {
            let text = try #require(field.text(.string(word)))
            #expect(Speaker(.english).text(text, reading.directory, as: .shown(now: nil)) == "immediate")
        }
    }

    @Test func `two choices nobody could tell apart are named by line`() throws {
        let lines = Self.yaml.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains("urgent2") }) + 1
        for (text, word) in [
            ("{id: urgent2, zh: 加急, en: hasty}", "urgent2"), ("{zh: 特急, en: hasty}", "特急"),
            ("{id: hasty, zh: 快, en: Immediate}", "Immediate"),
            ("{id: 特急, zh: 快, en: hasty}", "特急"),
        ] {
            let problems = ShippedRegisters.check(Self.yaml.replacing("{zh: 加急, en: priority}", with: text)).problems
            #expect(problems == [Problem(line: line, kind: .repeated(word))], "\(text)")
        }
        #expect(ShippedRegisters.check(Self.yaml.replacing("{id: urgent2, zh:", with: "{ids: urgent2, zh:")).problems.map(\.line) == [line])
    }
}

private enum RegisterYAML {
    static var inbound: String { ShippedRegisters.sources.first { $0.id == "inbound" }?.yaml ?? "" }
}
