import Ledger
import Office
import TestKit
import Testing

/// Undo and redo: by act, across restarts, refused where a colleague built on it.
@Suite struct UndoTests {
    @Test func `an act is taken back and done again, after a restart too`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        try office.move(id, .dispatch, ["target": "u1"])
        let dispatched = try office.matter(id).record
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(id).state == "received")
        #expect(try office.matter(id).number == nil)
        let again = try office.reopened()
        try again.redo(as: office.by())
        let back = try office.matter(id).record
        #expect(back == dispatched)
        #expect(refusal { try again.redo(as: office.by()) } == .nothingToRedo)
    }

    @Test func `undo after undo goes further back, redo in the same order`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        try office.move(id, .register)
        try office.move(id, .check)
        try office.ledger.submit([.amend(id, fields: ["title": "改名"])], as: office.by())
        for expected in ["来文", "来文", "来文"] {
            try office.ledger.undo(as: office.by())
            #expect(try office.matter(id).title == expected)
        }
        #expect(try office.matter(id).state == "received")
        try office.ledger.redo(as: office.by())
        #expect(try office.matter(id).state == "registered")
        try office.ledger.redo(as: office.by())
        #expect(try office.matter(id).state == "accepted")
        try office.ledger.redo(as: office.by())
        #expect(try office.matter(id).title == "改名")
        #expect(refusal { try office.ledger.redo(as: office.by()) } == .nothingToRedo)
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(id).title == "来文")
    }

    @Test func `a number taken back stays reserved for its paper`() throws {
        let office = try TestOffice(.memory)
        let first = try office.paper("第一件")
        try office.move(first, .register)
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(first).reserved?.sequence == 1)
        let second = try office.paper("第二件")
        try office.move(second, .register)
        #expect(try office.matter(second).number?.sequence == 2)
        try office.move(first, .register)
        #expect(try office.matter(first).number?.sequence == 1)
        #expect(try office.matter(first).reserved == nil)
    }

    @Test func `a batch is one act`() throws {
        let office = try TestOffice(.memory)
        let ids = try (1...4).map { try office.paper("批\($0)") }
        try office.ledger.submit(ids.map { .move($0, .putaway, form: [:]) }, as: office.by())
        #expect(try office.ledger.counts(register: "inbound")["kept"] == 4)
        try office.ledger.undo(as: office.by())
        #expect(try office.ledger.counts(register: "inbound")["kept"] == 0)
        #expect(try office.ledger.counts(register: "inbound")["received"] == 4)
        try office.ledger.redo(as: office.by())
        #expect(try office.ledger.counts(register: "inbound")["kept"] == 4)
    }

    @Test func `what a colleague built on is refused by name and time`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        try office.move(id, .register)
        office.now = office.now.adding(minutes: 5)
        try office.move(id, .check, [:], as: "p2")
        let refused = refusal { try office.ledger.undo(as: office.by()) }
        #expect(refused == .builtUpon(subject: id.text, by: "p2", at: office.now))
        try office.ledger.undo(as: office.by("p2"))
        #expect(try office.matter(id).state == "registered")
    }

    @Test func `what was read cannot be unread`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("阅件")
        try office.move(id, .circulate, ["readers": ["p2"]])
        try office.move(id, .read, ["reader": ["p2"]])
        #expect(refusal { try office.ledger.undo(as: office.by()) } == .alreadyTrue(kind: "matter.read"))
    }

    @Test func `taking in a paper is undone whole and comes back whole`() throws {
        let office = try TestOffice(.memory)
        let digest = try office.ledger.keep(Array("石桥水库泵站维修".utf8))
        let enclosure = try cleared(digest: digest, name: "a.txt", size: 24, text: "石桥水库泵站维修")
        let id = try office.open(MatterDraft(register: "inbound", values: ["title": "维修请示"], enclosures: [enclosure]))
        #expect(try office.ledger.search("泵站", limit: 10).total == 1)
        try office.ledger.undo(as: office.by())
        #expect(try office.ledger.search("维修请示", limit: 10).total == 0)
        #expect(try office.ledger.matters(holding: digest) == [])
        try office.ledger.redo(as: office.by())
        #expect(try office.ledger.matters(holding: digest) == [id])
        #expect(try office.ledger.texts(of: id).map(\.text) == ["石桥水库泵站维修"])
        #expect(try office.ledger.search("泵站", limit: 10).total == 1)
    }

    /// Random histories: the folded rows equal the history folded anew, and undoing everything restores the beginning.
    @Test(arguments: [11, 23, 47, 101])
    func `random histories refold and undo to the beginning`(seed: Int) throws {
        let office = try TestOffice(.memory)
        var state = UInt64(seed)
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let ids = try (1...4).map { try office.paper("件\($0)", reference: "云财函〔2026〕\($0)号") }
        let beginning = try ids.map { try office.matter($0).record }
        var acts = 0
        for _ in 0..<40 {
            // Time goes on, so that no two acts are the same.
            office.now = office.now.adding(minutes: 1)
            let id = ids[random(ids.count)]
            let definition = try #require(try office.ledger.office().registers["inbound"])
            let moves = definition.offers(for: try office.matter(id)).filter {
                $0.isOffered && $0.step.act != .read && $0.step.act != .link && $0.step.act != .join
            }
            guard !moves.isEmpty else { continue }
            let forms: [String: JSON] = [
                "target": "u1", "leader": "p3", "readers": ["p2", "p3"], "reason": "原因", "day": "2026-12-01", "code": "不合行文规则",
                "result": "已办",
                "limit": "5 workday", "words": "请水利局办理", "box": "1", "answer": "好", "with": "刘", "note": "注",
            ]
            let step = moves[random(moves.count)].step
            let form = forms.filter { step.asks.contains($0.key) }
            if refusal({ try office.move(id, step.verb, form) }) == nil { acts += 1 }
            if random(4) == 0, acts > 0 {
                try office.ledger.undo(as: office.by())
                acts -= 1
            }
        }
        #expect(try office.ledger.verify(deep: true).isWhole)
        for _ in 0..<acts { try office.ledger.undo(as: office.by()) }
        for (id, record) in zip(ids, beginning) {
            var now = try office.matter(id).record
            now["reserved"] = .null
            #expect(now == record)
        }
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `an undo that a colleague took back leaves its act standing`() throws {
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        _ = try office.paper("甲")
        let second = try office.paper("乙")
        let undone = try office.ledger.undo(as: office.by())
        #expect(try office.matter(second).isWithdrawn)
        let entry = try #require(try office.ledger.history(second).last { $0.act == undone.act })
        try office.ledger.undo(entry: String(entry.sequence), as: office.by("p2"))
        #expect(try !office.matter(second).isWithdrawn)
        // It stands, but by a colleague's hand now: it is not skipped for an older one.
        let refused = refusal { try office.ledger.undo(as: office.by()) }
        let isWithdrawn = try office.matter(second).isWithdrawn
        #expect(refused != nil || isWithdrawn)
        #expect(
            try office.ledger.list(register: "inbound", filter: .everything, limit: 10, now: office.now, me: "p1").rows.contains {
                $0.title == "甲"
            })
    }

    @Test func `an act of two slices is not taken back over what a colleague did between them`() throws {
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        let first = try office.paper("甲")
        let second = try office.paper("乙")
        let receipt = try office.ledger.submit(
            [.note(first, kind: "progress", text: "一"), .move(first, .putaway, form: [:])], as: office.by())
        try office.ledger.submit([.amend(first, fields: ["title": "甲（改）"])], as: office.by("p2"))
        _ = try office.ledger.submit([.move(second, .putaway, form: [:])], as: office.by(), act: receipt.act)
        let before = try office.matter(first)
        let refused = refusal { try office.ledger.undo(as: office.by()) }
        // What the colleague wrote is there, refused or not.
        #expect(try office.matter(first).title == before.title)
        let state = try office.matter(second).state
        #expect(refused != nil || state == "received")
    }
}
