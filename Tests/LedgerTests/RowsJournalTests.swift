import Foundation
import GRDB
import Office
import Phrases
import Settings
import TestKit
import Testing

@testable import Ledger

/// Rows as the journal keeps them: one change a row, taken back by itself, closed to who may not know, found and shown.
@Suite struct RowsJournalTests {
    private static let yaml = """
        id: budgets
        prefix: bu
        name: {zh: 预算, en: Budgets}
        capture: [算]
        opens: open
        fields:
          - {id: title, kind: long, first: true, name: {zh: 标题, en: Title}}
          - id: items
            kind: lines
            name: {zh: 明细, en: Items}
            columns:
              - {id: item, kind: text, name: {zh: 名称, en: Item}}
              - {id: count, kind: count, name: {zh: 数量, en: Count}}
              - {id: from, kind: unit, name: {zh: 供货, en: From}}
              - {id: sort, kind: choice, name: {zh: 类别, en: Sort}, choices: [{zh: 耗材, en: supplies}]}
          - {id: knowers, kind: people, name: {zh: 知悉范围, en: Need to know}}
        states:
          - {id: open, stage: doing, name: {zh: 待办, en: Open}}
          - {id: done, stage: closed, name: {zh: 办结, en: Done}}
        steps:
          - {id: link, act: link, from: [open], asks: [into], name: {zh: 关联, en: Link}}
          - {id: finish, act: conclude, from: [open], to: done, name: {zh: 办结, en: Finish}}
        """

    private func office() throws -> TestOffice {
        let office = try TestOffice(.memory)
        let (definition, problems) = ShippedRegisters.check(Self.yaml)
        #expect(problems == [] && definition != nil)
        let tree = try #require(LocatedYAML.read(Self.yaml).tree)
        try office.ledger.submit([.change([.adopt(register: "budgets", definition: tree.json)])], as: office.by())
        return office
    }

    private func budget(_ office: TestOffice, _ values: [String: JSON] = [:]) throws -> SubjectID {
        let rows: [String: JSON] = [
            "title": "采购", "rows.items/1": ["item": "复印纸", "count": 20, "from": "u2", "sort": "耗材"],
            "rows.items/2": ["item": "墨盒", "count": 3],
        ]
        return try office.open(MatterDraft(register: "budgets", values: rows.merging(values) { $1 }))
    }

    private func amend(_ office: TestOffice, _ id: SubjectID, _ fields: [String: JSON]) throws {
        try office.ledger.submit([.amend(id, fields: fields)], as: office.by())
    }

    private func items(_ office: TestOffice, _ id: SubjectID) throws -> [String?] {
        try office.matter(id).lines("items").rows.map { $0.cells["item"]?.string }
    }

    @Test func `a cell changed is one change of one row, and undo restores it`() throws {
        let office = try office()
        let id = try budget(office)
        let before = try office.matter(id).record
        try amend(office, id, ["rows.items/2": ["item": "墨盒", "count": 4]])
        let event = try #require(try office.ledger.history(id).last?.event)
        #expect(event.changes == [Change("rows.items/2", was: ["item": "墨盒", "count": 3], now: ["item": "墨盒", "count": 4])])
        try amend(office, id, ["rows.items/1": .null])
        #expect(try items(office, id) == ["墨盒"])
        try amend(office, id, ["rows.items/3": ["item": "硒鼓", "count": .null]])
        #expect(try office.matter(id).lines("items").rows.last == Lines.Row(number: 3, cells: ["item": "硒鼓"]))
        for _ in 0..<3 { try office.ledger.undo(as: office.by()) }
        #expect(try office.matter(id).record == before)
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.rebuild()
        #expect(try office.matter(id).record == before)
    }

    @Test func `typed rows of a whole field change as few as can be`() throws {
        let office = try office()
        let id = try budget(office)
        let typed: JSON = [
            ["item": "复印纸", "count": 20, "from": "u2", "sort": "耗材"], ["item": "墨盒", "count": 3], ["item": "硒鼓", "count": 1],
        ]
        try amend(office, id, ["rows.items": typed])
        #expect(try office.ledger.history(id).last?.event.changes.map(\.path) == ["rows.items/3"])
        // A form that says nothing of them leaves them as they are.
        try amend(office, id, ["rows.items": .null, "title": "采购清单"])
        #expect(try items(office, id) == ["复印纸", "墨盒", "硒鼓"])
    }

    @Test func `rows the register does not have are refused`() throws {
        let office = try office()
        let id = try budget(office)
        let refused: [(String, JSON, Refusal)] = [
            ("rows.item/1", ["item": "x"], .unknown(what: "field", text: "item", nearest: "items")),
            ("rows.title/1", ["item": "x"], .unknown(what: "field", text: "title", nearest: nil)),
            ("rows.items/1", ["itme": "x"], .unknown(what: "field", text: "itme", nearest: "item")),
            ("rows.items/1", "x", .invalid(field: "items", value: "\"x\"", expected: .text)),
            ("rows.items/9", ["item": "x"], .invalid(field: "items", value: "9", expected: .count)),
            ("rows.items/01", ["item": "x"], .unknown(what: "field", text: "items/01", nearest: "items")),
            ("rows.items/1", ["item": ["a": "b"]], .invalid(field: "item", value: "{\"a\":\"b\"}", expected: .text)),
        ]
        for (path, value, expected) in refused {
            #expect(refusal { try amend(office, id, [path: value]) } == expected, "\(path)")
        }
        #expect(
            refusal { _ = try office.open(MatterDraft(register: "tasks", values: ["title": "事", "rows.items/1": ["item": "x"]])) }
                == .unknown(what: "field", text: "items", nearest: nil))
        #expect(try items(office, id) == ["复印纸", "墨盒"])
    }

    @Test func `they stand in the journal one by one, under one slash`() throws {
        let office = try office()
        let id = try budget(office)
        try amend(office, id, ["rows.items/3": ["item": "硒鼓"]])
        let event = try #require(try office.ledger.history(id).last?.event)
        #expect(event.payload == ["changes": [["rows.items/3", .null, ["item": "硒鼓"]]]])
        #expect(try office.matter(id).record["rows.items"]["3"] == ["item": "硒鼓"])
    }

    @Test func `who may not know sees no row and finds none`() throws {
        let office = try office()
        let id = try budget(office, ["knowers": ["p3"], "owner": "p1", "supervisor": "p3"])
        office.ledger.asker = { Asker(names: $0.names(standingFor: "p2"), title: "限") }
        let shown = try office.matter(id)
        #expect(shown.isMasked && shown.lines("items").rows.isEmpty && shown.fieldsWithRows.isEmpty)
        #expect(try office.ledger.history(id).allSatisfy { $0.event.changes.isEmpty })
        #expect(try found("墨盒", office).isEmpty)
    }

    private func found(_ word: String, _ office: TestOffice) throws -> [SearchHit] {
        try office.ledger.search(word, limit: 9).hits
    }

    @Test func `their words are found, and no longer when they go`() throws {
        let office = try office()
        let id = try budget(office)
        let hit = try #require(try found("复印纸", office).first)
        #expect(hit.row.id == id && hit.place == .fields && hit.field == "item")
        #expect(try found("财政局", office).map(\.row.id) == [id], "a unit by its name")
        #expect(try found("耗材", office).isEmpty, "what is chosen from a list is no word of it")
        try amend(office, id, ["rows.items/1": .null])
        #expect(try found("复印纸", office).isEmpty && found("墨盒", office).map(\.row.id) == [id])
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a secrecy mark in a row is refused at the door`() throws {
        let office = try office()
        let id = try budget(office)
        #expect(refusal { try amend(office, id, ["rows.items/3": ["item": "机密★10年"]]) } == .classified(secrecy: "机密"))
    }

    @Test func `the sheet and the JSON list the rows in their order`() throws {
        let office = try office()
        let id = try budget(office)
        let matter = try office.matter(id)
        #expect(
            matter.lines("items").json() == [
                ["#": 1, "item": "复印纸", "count": 20, "from": "u2", "sort": "耗材"], ["#": 2, "item": "墨盒", "count": 3],
            ])
        let sheet = MatterSheet(
            matter: matter, office: try office.ledger.office(), directory: try office.ledger.directory(), speaker: Speaker(.english),
            now: office.now)
        #expect(sheet.lines().first { $0.label == "Items" }?.text == "复印纸 20 财政局 supplies; 墨盒 3")
    }
}
