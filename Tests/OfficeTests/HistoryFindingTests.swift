import Office
import TestKit
import Testing

/// What random histories found: each by the shortest way to it.
@Suite struct HistoryFindingTests {
    private func task(_ office: MemoryOffice, _ values: [String: JSON] = [:]) throws -> SubjectID {
        let draft = MatterDraft(register: "tasks", values: values.merging(["title": "写总结"]) { mine, _ in mine }, registers: true)
        return try #require(try office.submit([.open(draft)], as: office.by()).events.first).subject
    }

    private let paper: ClearedPaper

    init() throws {
        paper = try cleared(digest: String(repeating: "a", count: 64), name: "请示.txt", size: 6, text: "请示")
    }

    @Test func `a paper laid beside a matter twice is there once, and stays when the second time is taken back`() throws {
        let office = try MemoryOffice()
        let id = try task(office)
        try office.submit([.enclose(id, paper)], as: office.by())
        #expect(try office.submit([.enclose(id, paper)], as: office.by()).events == [])
        // Under another name it is the same paper, and its former name comes back.
        let renamed = try cleared(digest: paper.digest, name: "附件.txt", size: 6, text: "请示")
        try office.submit([.enclose(id, renamed)], as: office.by())
        #expect(office.matter(id)?.enclosures.map(\.name) == ["附件.txt"])
        try office.undo(as: office.by())
        #expect(office.matter(id)?.enclosures.map(\.name) == ["请示.txt"])
        // What could not be read this time was read before.
        let unread = try cleared(digest: paper.digest, name: "请示.txt", size: 6, text: nil)
        #expect(try office.submit([.enclose(id, unread)], as: office.by()).events == [])
    }

    @Test func `nothing is laid beside what was taken back or erased`() throws {
        let office = try MemoryOffice()
        let id = try task(office)
        try office.undo(as: office.by())
        #expect(refusal { try office.submit([.enclose(id, paper)], as: office.by()) } == .guarded(.withdrawn, article: id.text))
        office.give(id, Record(["register": "tasks", "state": "void", "erased": ["reason": "误收"], "owner": "p1"]))
        #expect(refusal { try office.submit([.enclose(id, paper)], as: office.by()) } == .guarded(.erased, article: id.text))
    }

    @Test func `what is handed on from a hold runs on by as much as it stood still`() throws {
        let office = try MemoryOffice()
        let id = try task(office, ["limit": "5 workday"])
        #expect(office.matter(id)?.clock.map { OfficeZone.shanghai.plain($0.due) } == "2026-11-30 17:30")
        try office.submit([.move(id, .hold, form: ["reason": "等批复"])], as: office.by())
        office.now = office.now.adding(minutes: 2 * 24 * 60)
        try office.submit([.move(id, "assign", form: ["target": "p2"])], as: office.by())
        let matter = try #require(office.matter(id))
        #expect(matter.state == "doing" && matter.record["heldFrom"].isNull)
        let clock = try #require(matter.clock)
        #expect(clock.pausedAt == nil && OfficeZone.shanghai.plain(clock.due) == "2026-12-02 17:30")
        #expect(matter.record["pauses/1"]["reason"].string == "等批复")
    }

    @Test func `a matter always has somebody of the office who answers for it`() throws {
        let office = try MemoryOffice()
        let id = try task(office)
        for owner in ["u2", "p9", ""] {
            let unknown = Refusal.unknown(what: "person", text: owner, nearest: nil)
            #expect(refusal { _ = try task(office, ["owner": .string(owner)]) } == unknown)
            #expect(refusal { try office.submit([.amend(id, fields: ["owner": .string(owner)])], as: office.by()) } == unknown)
        }
        #expect(refusal { try office.submit([.amend(id, fields: ["owner": .null])], as: office.by()) } == .missing(field: "owner"))
        #expect(refusal { try office.submit([.move(id, .extend, form: ["owner": .null])], as: office.by()) } == .missing(field: "owner"))
        #expect(office.matter(id)?.owner == "p1")
    }

    @Test func `what is said when a draft is checked is kept`() throws {
        let office = try MemoryOffice()
        let draft = MatterDraft(register: "outgoing", values: ["title": "关于资金的函", "fields/author": "p2"])
        let id = try #require(try office.submit([.open(draft)], as: office.by()).events.first).subject
        try office.submit([.move(id, .check, form: ["note": "第二段数据已核"])], as: office.by())
        let note = try #require(office.matter(id)?.notes.last)
        #expect(note.kind == "opinion" && note.text == "第二段数据已核")
    }
}
