import Ledger
import Office
import TestKit
import Testing

/// Papers go into the archive under codes without gaps, and nothing archived changes.
@Suite struct ArchivingTests {
    private func kept(_ office: TestOffice, _ title: String, dated: String? = nil) throws -> SubjectID {
        var values: [String: JSON] = ["title": .string(title), "fields/from": "u2", "received": .int(office.now.milliseconds)]
        values["fields/dated"] = dated.map(JSON.string)
        let id = try office.open(MatterDraft(register: "inbound", values: values, registers: true))
        try office.move(id, .putaway)
        return id
    }

    @Test func `item numbers run within year and term, by the day the paper was signed`() throws {
        let office = try TestOffice(.memory)
        let papers = try (1...3).map { try kept(office, "第\($0)件") } + [kept(office, "去年签发", dated: "2025-12-30")]
        for (id, term) in zip(papers, ["30年", "永久", "30年", "30年"]) {
            try office.move(id, .archive, ["retention": .string(term), "pages": 12, "box": "2026-3"])
        }
        let codes = try papers.map { try office.matter($0).archival?.printed }
        #expect(codes == ["WS·2026-D30-BGS-0001", "WS·2026-Y-BGS-0001", "WS·2026-D30-BGS-0002", "WS·2025-D30-BGS-0001"])
        let first = try office.matter(papers[0])
        #expect(first.state == "archived" && first.field("box") == "2026-3" && first.field("retention") == "30年")
        #expect(try office.ledger.search("WS·2026-D30-BGS-0002", limit: 5).hits.map(\.row.id) == [papers[2]])
        #expect(refusal { try office.ledger.submit([.amend(papers[0], fields: ["title": "改名"])], as: office.by()) } != nil)
    }

    @Test func `a batch is gapless, also after an undo and a rebuild`() throws {
        let office = try TestOffice(.memory)
        let papers = try (1...5).map { try kept(office, "第\($0)件") }
        let form: [String: JSON] = ["retention": "10年"]
        try office.ledger.submit(papers.prefix(4).map { .move($0, .archive, form: form) }, as: office.by())
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(papers[0]).archival == nil)
        try office.ledger.rebuild()
        try office.ledger.submit(papers.reversed().map { .move($0, .archive, form: form) }, as: office.by())
        let items = try papers.map { try #require(try office.matter($0).archival?.sequence) }
        #expect(items == [5, 4, 3, 2, 1])
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a term is needed, and only a known one`() throws {
        let office = try TestOffice(.memory)
        let id = try kept(office, "来文")
        #expect(refusal { try office.move(id, .archive) } == .missing(field: "retention"))
        #expect(refusal { try office.move(id, .archive, ["retention": "15年"]) } != nil)
        #expect(try office.matter(id).state == "kept")
    }
}
