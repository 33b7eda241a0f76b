import Foundation
import GRDB
import Office
import Phrases
import TestKit
import Testing

@testable import Ledger

/// What the journal says of a step, for ever: its name stands in the entry's body; what was kept under a verb before reads as it was meant.
@Suite struct StepJournalTests {
    /// What a history says, in the office's words.
    private func words(_ office: TestOffice, _ id: SubjectID) throws -> [String] {
        let record = try office.ledger.office()
        return try office.ledger.history(id).map { Speaker(.simplified).deed($0.event, in: record) }
    }

    private func bodies(_ office: TestOffice) throws -> [JSON] {
        try DatabaseQueue(path: office.folder + "/office.sqlite").read { db in
            try Data.fetchAll(db, sql: "SELECT body FROM entry ORDER BY seq").flatMap { try JSON(bytes: Array($0)).array ?? [] }
        }
    }

    /// An act as a program of before recorded it: the verb in its kind, no step in its body.
    private func record(_ office: TestOffice, _ id: SubjectID, _ kind: String, _ changes: [Change]) throws {
        office.now = office.now.adding(minutes: 1)
        let verb: JSON = ["id": "propose", "at": .int(office.now.milliseconds), "by": "p1"]
        let last = try office.matter(id).record["lastMove"]
        _ = try office.ledger.writing { db in
            try office.ledger.append(
                [Event(id, kind, changes: changes + [Change("lastMove", was: last, now: verb)])], act: UUID().uuidString, undoes: nil,
                attribution: office.by(), to: db)
        }
    }

    @Test func `the step stands in the body, and taking it back says the same`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        let revision = try #require(try office.ledger.office().register("inbound")).revision
        try office.move(id, .register)
        try office.ledger.undo(as: office.by())
        try office.ledger.redo(as: office.by())
        let steps = try bodies(office).filter { $0["subject"].string == id.text && $0["kind"].string != "matter.opened" }
        #expect(
            steps.map { $0["kind"].string } == ["matter.stepped", "matter.stepped.undone", "matter.stepped.undone.undone"])
        #expect(steps.allSatisfy { $0["step"].string == "inbound@\(revision)/register" && $0["version"].int == 1 })
        #expect(try words(office, id) == ["新建", "登记", "撤销：登记", "重做：登记"])
    }

    @Test func `a unit's answer is its own act, whoever has the paper`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        try office.move(id, .dispatch, ["target": "u2", "partners": ["u3"]])
        try office.move(id, .back, ["who": ["u3"], "words": "同意安排"])
        let last = try #require(try office.ledger.history(id).last)
        #expect(last.attribution.by == "u3" && last.attribution.recordedBy == "p1" && last.attribution.medium == .original)
        #expect(try office.matter(id).holder == "u2" && office.matter(id).record["lastMove"]["by"].string == "u3")
    }

    @Test func `a leader's words are his step, named in the form or recorded for him`() throws {
        let office = try TestOffice()
        var steps: [JSON] = []
        for isNamed in [true, false] {
            let id = try office.paper("来文")
            try office.move(id, .propose, ["leader": "p3"])
            let form: [String: JSON] = isNamed ? ["who": ["p4"], "words": "同意"] : ["words": "同意"]
            try office.ledger.submit([.move(id, .back, form: form)], as: isNamed ? office.by() : office.by("p1", for: "p4"))
            steps.append(try office.matter(id).record["lastMove"]["by"])
            #expect(try office.ledger.history(id).last?.attribution.by == "p4")
        }
        #expect(steps == ["p4", "p4"])
    }

    @Test func `acts of before read by the verb and the state they left, and are undone`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        try office.move(id, .check)
        let before = try office.matter(id).record
        try record(office, id, "matter.proposed", [Change("state", was: "accepted", now: "with"), Change("holder", was: "p1", now: "p3")])
        try record(office, id, "matter.proposed", [Change("holder", was: "p3", now: "p4")])
        try record(office, id, "matter.held", [Change("state", was: "with", now: "deferred")])
        #expect(try words(office, id).suffix(3) == ["拟办送阅", "续送", "缓议"])
        for _ in 0..<3 { try office.ledger.undo(as: office.by()) }
        #expect(try office.matter(id).record == before)
        #expect(try words(office, id).suffix(3) == ["撤销：缓议", "撤销：续送", "撤销：拟办送阅"])
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `each register has its own word for one verb`() throws {
        let office = try TestOffice()
        let task = try office.open(MatterDraft(register: "tasks", values: ["title": "写总结"], registers: true))
        try record(office, task, "matter.dispatched", [Change("state", was: "open", now: "doing")])
        #expect(try words(office, task).last == "交办")
        let draft = try office.open(MatterDraft(register: "outgoing", values: ["title": "关于资金的函", "fields/author": "p2"]))
        try record(office, draft, "matter.signed", [Change("state", was: "checked", now: "signed")])
        try record(office, draft, "matter.checked", [Change("state", was: "signed", now: "rechecked")])
        try record(office, draft, "matter.received", [Change("state", was: "numbered", now: "printed")])
        #expect(try words(office, draft).suffix(3) == ["签发", "复核", "印制"])
    }

    @Test func `a leader's words and a unit's answer read apart, as they came`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        try office.move(id, .dispatch, ["target": "u2"])
        func note(_ kind: String) throws -> Change {
            Change("notes/\(try office.matter(id).record.nextIndex(in: "notes"))", was: .null, now: ["kind": .string(kind), "text": "好"])
        }
        try record(office, id, "matter.cameBack", [try note("instruction")])
        try record(office, id, "matter.cameBack", [try note("feedback"), Change("state", was: "handling", now: "answered")])
        // The same said by a program of today.
        try office.move(id, .dispatch, ["target": "u2"])
        try office.move(id, .back, ["who": ["p3"], "words": "抓紧"])
        try office.move(id, .back, ["words": "已办"])
        #expect(try words(office, id).suffix(5) == ["补录批示", "反馈", "分办", "补录批示", "反馈"])
    }

    @Test func `who may not know of a matter still reads what was done`() throws {
        let office = try TestOffice()
        let values: [String: JSON] = ["title": "密件", "fields/from": "u2", "knowers": ["p3"], "owner": "p1", "supervisor": "p3"]
        let id = try office.open(MatterDraft(register: "inbound", values: values, registers: true))
        try record(office, id, "matter.proposed", [Change("holder", was: "p1", now: "p4")])
        try office.move(id, .hold, ["reason": "待商"])
        let known = try words(office, id)
        office.ledger.asker = { Asker(names: $0.names(standingFor: "p2"), title: "限") }
        #expect(try office.ledger.history(id).allSatisfy { $0.event.changes.isEmpty })
        #expect(try words(office, id) == known && known.suffix(2) == ["续送", "暂停计时"])
    }

    @Test func `a step that is final stays so whatever it is called`() throws {
        let office = try TestOffice()
        let id = try office.open(MatterDraft(register: "outgoing", values: ["title": "关于资金的函", "owner": "p1", "fields/author": "p2"]))
        for (verb, form) in [
            (Move.check, [:]), (.sign, ["signer": "p3"]), (.check, [:]), (.register, [:]), (.receive, [:]), (.forward, [:]),
        ]
            as [(Move, [String: JSON])]
        { try office.move(id, verb, form) }
        #expect(refusal { try office.ledger.undo(as: office.by()) } == .alreadyTrue(kind: "matter.sent"))
        let paper = try office.paper("来文")
        try office.move(paper, .circulate, ["readers": ["p2"]])
        try office.move(paper, .read, [:], as: "p2")
        #expect(refusal { try office.ledger.undo(as: office.by("p2")) } == .alreadyTrue(kind: "matter.read"))
        let handled = try office.ledger.list(
            register: nil, filter: try Filter("is:handled", words: DateWords(now: office.now, calendar: .china)), limit: 9, now: office.now,
            me: "p2")
        #expect(!handled.rows.contains { $0.id == paper }, "reading is not handling")
    }
}
