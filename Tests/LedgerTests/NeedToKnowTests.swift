import Ledger
import Office
import TestKit
import Testing

/// What is kept to a circle is seen, found and handled by the circle alone; the register shows that it is there.
@Suite struct NeedToKnowTests {
    private func asking(_ office: TestOffice, as person: String?) {
        office.ledger.asker = { directory in
            Asker(names: person.map { directory.names(standingFor: $0) } ?? [], title: "限")
        }
    }

    private func list(_ office: TestOffice, _ expression: String = "") throws -> [MatterRow] {
        let words = DateWords(now: office.now, calendar: .china)
        return try office.ledger.list(
            register: "inbound", filter: try Filter(expression, words: words), limit: 50, now: office.now, me: nil
        ).rows
    }

    private func circle(_ office: TestOffice) throws -> SubjectID {
        let enclosure = try cleared(
            digest: try office.ledger.keep(Array("海棠计划正文".utf8)), name: "海棠.txt", size: 18, text: "海棠计划正文")
        let values: [String: JSON] = ["title": "关于海棠计划的函", "fields/from": "u2", "knowers": ["p3"], "owner": "p1", "supervisor": "p3"]
        let id = try office.open(MatterDraft(register: "inbound", values: values, enclosures: [enclosure], registers: true))
        try office.paper("关于海棠花节的通知")
        return id
    }

    @Test func `others see that it is there, and no word`() throws {
        let office = try TestOffice(.memory)
        let id = try circle(office)
        for stranger in ["p2", nil] {
            asking(office, as: stranger)
            let rows = try list(office)
            #expect(rows.map(\.title).sorted() == ["关于海棠花节的通知", "限"])
            let row = try #require(rows.first { $0.isMasked })
            #expect(row.number != nil && row.from == nil && row.reference == nil)
            #expect(try list(office, "海棠").map(\.title) == ["关于海棠花节的通知"])
            #expect(try list(office, "from:财政局").map(\.title) == ["关于海棠花节的通知"])
            #expect(try list(office, "state:accepted").map(\.isMasked) == [true])
            #expect(try list(office, "number:海棠").allSatisfy { !$0.isMasked })
            #expect(try office.ledger.due(until: office.moment("2027-12-31T00:00")).allSatisfy { $0.id != id || $0.isMasked })
            let found = try office.ledger.search("海棠", limit: 9)
            #expect(found.total == 1 && found.hits.map(\.row.title) == ["关于海棠花节的通知"])
            #expect(try office.ledger.search("海棠计划正文", limit: 9).total == 0)
            let matter = try office.matter(id)
            #expect(matter.title == "限" && matter.isMasked && matter.enclosures.isEmpty && matter.field("from") == nil)
            #expect(try office.ledger.texts(of: id).isEmpty)
            #expect(try office.ledger.history(id).allSatisfy { $0.event.changes.isEmpty })
            #expect(try office.ledger.awake(.office, at: office.moment("2026-11-23T17:30")).contains { $0.isMasked })
        }
    }

    @Test func `the circle and those who answer for it see all`() throws {
        let office = try TestOffice(.memory)
        let id = try circle(office)
        for insider in ["p1", "p3"] {
            asking(office, as: insider)
            #expect(try office.matter(id).title == "关于海棠计划的函")
            #expect(try office.ledger.search("海棠", limit: 9).total == 2)
            #expect(try office.ledger.texts(of: id).map(\.text) == ["海棠计划正文"])
            #expect(try list(office, "海棠").count == 2)
        }
        // A department in the circle stands for its people.
        try office.ledger.submit([.revise(SubjectID("p2"), fields: ["department": "u1"])], as: office.by())
        try office.ledger.submit([.amend(id, fields: ["knowers": ["p3", "u1"]])], as: office.by())
        asking(office, as: "p2")
        #expect(try office.matter(id).title == "关于海棠计划的函")
        // It is for those whose matter it is to say whom it is kept to.
        let lifting = refusal { try office.ledger.submit([.amend(id, fields: ["knowers": .null])], as: office.by("p2")) }
        #expect(lifting == .role(needed: "administrator"))
        try office.ledger.submit([.amend(id, fields: ["knowers": .null])], as: office.by())
        asking(office, as: nil)
        #expect(try office.matter(id).title == "关于海棠计划的函")
    }

    @Test func `a paper that was taken back is told to the circle it had`() throws {
        let office = try TestOffice(.memory)
        let values: [String: JSON] = ["title": "关于海棠计划的函", "fields/from": "u2", "knowers": ["p3"], "owner": "p1", "supervisor": "p3"]
        let id = try office.open(MatterDraft(register: "inbound", values: values, registers: true))
        try office.ledger.submit([.amend(id, fields: ["fields/remark": "海棠在后"])], as: office.by())
        let other = try office.paper("关于花节的通知")
        for _ in 0..<3 { try office.ledger.undo(as: office.by()) }
        #expect(try office.ledger.matter(id)?.isWithdrawn != false)
        for (person, knows) in [("p1", true), ("p3", true), ("p2", false), (nil, false)] as [(String?, Bool)] {
            asking(office, as: person)
            let lines = try office.ledger.history(id)
            #expect(lines.count > 3 && lines.contains { !$0.event.changes.isEmpty } == knows, "\(person ?? "-")")
            #expect(try office.ledger.history(other).allSatisfy { !$0.event.changes.isEmpty })
        }
    }

    @Test func `who may not know does not handle it`() throws {
        let office = try TestOffice(.memory)
        let id = try circle(office)
        let number = try #require(try office.matter(id).number?.printed)
        #expect(refusal { try office.move(id, .putaway, as: "p2") } == .guarded(.needToKnow, article: number))
        // Who is sent it to read may know from then on.
        try office.move(id, .circulate, ["readers": ["p2"]])
        asking(office, as: "p2")
        #expect(try office.matter(id).title == "关于海棠计划的函")
        try office.move(id, .read, ["reader": "p2"], as: "p2")
    }
}
