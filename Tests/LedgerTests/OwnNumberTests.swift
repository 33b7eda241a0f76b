import Ledger
import Office
import TestKit
import Testing

/// A number finds our own paper before all that mention it.
@Suite struct OwnNumberTests {
    /// Five papers registered in order, then three that mention the number of the third.
    private func filled() throws -> (office: TestOffice, third: SubjectID) {
        let office = try TestOffice(.memory)
        var ids: [SubjectID] = []
        for index in 1...5 {
            ids.append(
                try office.open(
                    MatterDraft(
                        register: "inbound", values: ["title": .string("来文\(index)"), "owner": "p1", "fields/from": "u2"], registers: true))
            )
        }
        for _ in 1...3 { try office.paper("关于3号楼的函", reference: "云财函〔2026〕3号", urgency: "特急") }
        return (office, ids[2])
    }

    private func list(
        _ text: String, _ office: TestOffice, order: ListOrder = .newest, offset: Int = 0, limit: Int = 50, after: String? = nil
    ) throws -> MatterPage {
        let filter = try Filter(
            text, names: FilterNames(office.ledger.office().registers), words: DateWords(now: office.now, calendar: .china))
        return try office.ledger.list(
            register: "inbound", filter: order == .triage ? Filter(terms: [.state(.open)] + filter.terms) : filter, order: order,
            offset: offset, limit: limit, after: after, now: office.now, me: "p1", holding: true)
    }

    @Test func `exact before part, in a list, the queue and a search`() throws {
        let (office, third) = try filled()
        #expect(try office.matter(third).number?.sequence == 3)
        for text in ["3", "#3", "3 is:open"] {
            let page = try list(text, office)
            #expect(page.rows.first?.id == third && page.total == Total(page.rows.count), "\(text)")
        }
        #expect(try list("3", office).rows.count == 4)
        #expect(try list("3", office, order: .triage).rows.first?.id == third)
        try office.move(third, .putaway)
        #expect(try list("3", office, order: .triage).rows.first?.id == third)
        #expect(try list("3 is:open", office).rows.allSatisfy { $0.id != third })
        for limit in [1, 2, 50] {
            let filter = Filter(terms: [.word("3")])
            let found = try office.ledger.search(filter, limit: limit, now: office.now, me: nil)
            #expect(found.hits.first?.row.id == third && found.total == 4 && found.hits.count == min(limit, 4))
            #expect(try office.ledger.newestHits(filter, limit: limit)?.hits == found.hits)
        }
    }

    @Test func `windows and pages of such a list have no gap and no repetition`() throws {
        let (office, third) = try filled()
        let all = try list("3", office).rows.map(\.id)
        #expect(try (0..<4).flatMap { try list("3", office, offset: $0, limit: 1).rows.map(\.id) } == all)
        for limit in 1...4 {
            var seen: [SubjectID] = []
            var cursor: String?
            repeat {
                let page = try list("3", office, limit: limit, after: cursor)
                #expect(page.total == Total(4))
                seen += page.rows.map(\.id)
                cursor = page.next
            } while cursor != nil
            #expect(seen == all && seen.first == third, "\(limit)")
        }
    }

    @Test func `what is kept to a circle is found by its number and says no more`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(
            MatterDraft(
                register: "inbound", values: ["title": "海棠计划", "knowers": ["p3"], "fields/from": "u2", "owner": "p1", "supervisor": "p3"],
                registers: true))
        let number = try #require(try office.matter(id).number?.sequence)
        office.ledger.asker = { _ in Asker(names: ["p2"], title: "限") }
        let row = try #require(try list(String(number), office).rows.first)
        #expect(row.id == id && row.isMasked && row.title == "限")
        #expect(try office.ledger.search(Filter(terms: [.word(String(number))]), limit: 5, now: office.now, me: nil).hits.isEmpty)
    }

    @Test func `a number this year has not is last year's`() throws {
        let (office, third) = try filled()
        let query = NumberQuery("收3", registers: try office.ledger.office().registers)
        #expect(query == .sequence(register: "inbound", year: nil, sequence: 3))
        #expect(try office.ledger.rows(query, year: 2026).map(\.id) == [third])
        #expect(try office.ledger.rows(query, year: 2027).map(\.id) == [third])
        #expect(try office.ledger.rows(query, year: 2028).isEmpty)
        #expect(try office.ledger.rows(.sequence(register: "inbound", year: nil, sequence: 999), year: 2026).isEmpty)
    }

    @Test func `a row says since when its holder has the paper`() throws {
        let (office, third) = try filled()
        office.now = try office.moment("2026-11-24T10:00")
        try office.move(third, .dispatch, ["target": "u1", "limit": "5 workday"])
        let row = try #require(try list("", office).rows.first { $0.id == third })
        #expect(row.holder == "u1" && row.heldSince == office.now)
    }
}
