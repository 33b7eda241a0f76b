import Office
import Phrases
import TestKit
import Testing

/// What is put right on a matter by hand, and what only its steps write.
@Suite struct AmendmentTests {
    private static let closed: [(path: String, value: JSON)] = [
        ("state", "done"), ("number", ["series": "inbound", "year": 2026, "sequence": 9, "printed": "收文〔2026〕9号"]), ("holder", "p2"),
        ("register", "tasks"), ("revision", 1), ("reserved", .null), ("heldSince", 0), ("lastMove", ["act": "sign"]), ("firstAct", .null),
        ("concludedAt", 0), ("recordedAt", 0), ("registeredAt", 0), ("printed", 1), ("toSign", .null), ("heldFrom", "registered"),
        ("clock", ["due": 0]), ("promise", ["to": "p3"]), ("partners", ["u2"]), ("placeholder", .null), ("erased", .null),
        ("notes/1", ["kind": "instruction", "text": "同意", "by": "p3"]), ("loans/1", .null), ("links/m9", "link"),
        ("enclosures/" + String(repeating: "0", count: 64), .null), ("handlers/p2", ["signed": true]), ("archival", ["sequence": 1]),
        ("fields/archiveNumber", "2026-Y-0001"), ("clearance", ["ground": "误判", "by": "p1"]), ("proposals/title", .null), ("", 1),
        ("whatever", 1), ("titles", "x"),
    ]

    @Test(arguments: closed)
    func `what a step, a note or a paper writes is not written by hand`(path: String, value: JSON) {
        #expect(refusal { _ = try Amendment([path: value]) } == .guarded(.writtenBySteps, article: path))
        // One closed value among open ones closes the whole.
        #expect(refusal { _ = try Amendment(["title": "改名", path: value]) } == .guarded(.writtenBySteps, article: path))
    }

    @Test(arguments: [
        "number", "reserved", "archival", "lastMove", "toSign", "erased", "notes/1", "handlers/p2", "loans/1", "requests/1",
        "enclosures/00", "fields/archiveNumber", "clearance",
    ])
    func `a matter does not open with what only acts write`(path: String) throws {
        let office = try MemoryOffice()
        let draft = MatterDraft(register: "tasks", values: ["title": "写总结", path: ["text": "同意"]])
        #expect(refusal { try office.submit([.open(draft)], as: office.by()) } == .guarded(.writtenBySteps, article: path))
    }

    @Test func `what is opened for another waits for their signature by the rule, what is opened for oneself does not`() throws {
        let office = try MemoryOffice()
        for (owner, waiting) in [("p2", "p2"), ("p1", nil)] as [(String, String?)] {
            var draft = MatterDraft(register: "tasks", values: ["title": .string("写稿" + owner), "owner": .string(owner)], registers: true)
            draft.isHandedOver = true
            let entry = try office.submit([.open(draft)], as: office.by())
            let id = try #require(entry.events.first?.subject)
            #expect(office.matter(id)?.awaitsSignature == waiting)
        }
    }

    @Test func `a paper that comes as a file keeps the date it bears, none comes before its time, and no old book is begun late`() throws {
        let office = try MemoryOffice()
        var paper = MatterDraft(register: "inbound", values: ["title": "通知", "fields/from": "u2", "fields/dated": "2031-01-01"])
        #expect(
            refusal { try office.submit([.open(paper)], as: office.by()) } == .invalid(field: "dated", value: "2031-01-01", expected: .past)
        )
        paper.enclosures = [try cleared(digest: String(repeating: "0", count: 64), name: "通知.txt", size: 1, text: nil)]
        try office.submit([.open(paper)], as: office.by())
        let soon = office.now.adding(minutes: 5)
        paper.values["received"] = .int(soon.milliseconds)
        #expect(
            refusal { try office.submit([.open(paper)], as: office.by()) }
                == .invalid(field: "received", value: OfficeZone.shanghai.plain(soon), expected: .notLater))
        paper.values["received"] = .int(office.now.adding(minutes: -60 * 24 * 400).milliseconds)
        try office.submit([.open(paper)], as: office.by())
        var late = office.by()
        late.at = try #require(OfficeZone.shanghai.moment(iso: "1900-01-01T17:30"))
        let task = MatterDraft(register: "tasks", values: ["title": "写总结"], registers: true)
        let found = refusal { try office.submit([.open(task)], as: late) }
        #expect(found == .invalid(field: "on", value: OfficeZone.shanghai.day(of: late.at).iso, expected: .recent))
    }

    @Test(arguments: [
        "title", "owner", "lead", "supervisor", "urgency", "importance", "received", "plannedOn", "bringUpOn", "place", "secrecy",
        "emergency", "knowers", "supervised", "limit", "fields/reference", "fields/remark", "rows.items/2", "clocks/review",
    ])
    func `what is corrected like a title is open`(path: String) throws {
        #expect(try Amendment([path: .null]).values == [path: .null])
    }

    @Test func `a clock written by hand is a whole one`() throws {
        #expect(refusal { _ = try Amendment(["clocks/review": "明天"]) } == .guarded(.writtenBySteps, article: "clocks/review"))
        #expect(try Amendment(["clocks/review": ["due": 1]])["clocks/review"] == ["due": 1])
    }

    @Test func `a paper may be found to be one of which only the place is kept, and never the other way`() throws {
        #expect(try Amendment(["placeholder": true])["placeholder"] == true)
        for value: JSON in [false, .null, "true"] {
            #expect(refusal { _ = try Amendment(["placeholder": value]) } == .guarded(.writtenBySteps, article: "placeholder"))
        }
    }

    @Test func `a form's values stand where its register keeps them`() throws {
        let office = try MemoryOffice()
        let definition = try #require(office.office.register("inbound"))
        let amendment = try Amendment(["title": "改名", "reference": "云财函〔2026〕12号"], of: definition)
        #expect(amendment.values == ["title": "改名", "fields/reference": "云财函〔2026〕12号"])
        #expect(refusal { _ = try Amendment(["state": "done"], of: definition) } == .guarded(.writtenBySteps, article: "state"))
    }

    @Test func `somebody else who answers for a matter takes it in hand, by the rule and not by the amendment`() throws {
        let office = try MemoryOffice()
        let entry = try office.submit(
            [.open(MatterDraft(register: "tasks", values: ["title": "写总结"], registers: true))], as: office.by())
        let id = try #require(entry.events.first?.subject)
        try office.submit([.amend(id, .owner("p2"))], as: office.by())
        #expect(office.matter(id)?.owner == "p2" && office.matter(id)?.holder == "p2")
    }

    @Test func `the refusal names the value as people know it, and the way out`() {
        let refusal = Refusal.guarded(.writtenBySteps, article: "state")
        let english = Speaker(.english)(refusal, in: nil)
        #expect(english == "“state” is written by steps and cannot be edited: take the step that leads there.")
        #expect(Speaker(.simplified)(refusal, in: nil) == "“状态”由办理步骤产生，不能直接修改，请按步骤办理。")
    }
}
