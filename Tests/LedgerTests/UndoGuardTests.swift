import Foundation
import Ledger
import Office
import TestKit
import Testing

/// Undo and redo leave nothing behind that no act could have made.
@Suite struct UndoGuardTests {
    @Test func `an undone change of owner does not meet a supervisor set since`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        try office.ledger.submit([.amend(id, fields: ["owner": "p3", "supervisor": "p2"])], as: office.by())
        let entry = String(try office.ledger.version())
        try office.ledger.submit([.amend(id, fields: ["supervisor": "p4"])], as: office.by())
        try office.ledger.submit([.amend(id, fields: ["supervisor": "p1"])], as: office.by())
        let undoing = refusal { try office.ledger.undo(entry: entry, as: office.by()) }
        #expect(undoing == .guarded(.supervisorIsOwner, article: "凡事有人监督"))
        #expect(try office.matter(id).owner == "p3")
    }

    @Test func `an author does not find their own draft signed by themselves`() throws {
        let office = try TestOffice(.memory)
        let values: [String: JSON] = [
            "title": "关于报送的函", "fields/kind": "函", "fields/addressees": "市府办", "fields/author": "p3", "fields/signer": "p4",
        ]
        let id = try office.open(MatterDraft(register: "outgoing", values: values, registers: true))
        if try office.matter(id).state == "draft" { try office.move(id, .check) }
        try office.ledger.submit([.amend(id, fields: ["fields/author": "p2"])], as: office.by())
        let entry = String(try office.ledger.version())
        try office.move(id, .sign, ["signer": "p3"])
        #expect(refusal { try office.ledger.undo(entry: entry, as: office.by()) } == .guarded(.signerIsAuthor, article: "条例 §22"))
    }

    @Test func `a note on the place of a classified paper is taken back, and done again`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(MatterDraft(register: "inbound", values: ["title": "留一空行", "placeholder": true]))
        try office.ledger.submit([.note(id, kind: "progress", text: "已转专人")], as: office.by())
        try office.ledger.submit([.amend(id, fields: ["fields/box": "专柜12号"])], as: office.by())
        let written = try office.matter(id).record
        for _ in 0..<2 {
            try office.ledger.undo(as: office.by())
            try office.ledger.undo(as: office.by())
            #expect(try office.matter(id).notes.isEmpty)
            try office.ledger.redo(as: office.by())
            try office.ledger.redo(as: office.by())
            #expect(try office.matter(id).record == written)
        }
    }

    @Test func `no word that a paper lost comes back once only its place is kept`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(MatterDraft(register: "inbound", values: ["title": "来文", "fields/remark": "内情"]))
        try office.ledger.submit([.amend(id, fields: ["fields/remark": .null])], as: office.by())
        let entry = String(try office.ledger.version())
        try office.ledger.submit([.amend(id, fields: ["placeholder": true])], as: office.by())
        #expect(refusal { try office.ledger.undo(entry: entry, as: office.by()) } == .guarded(.placeholder, article: "保密法"))
    }

    @Test func `a closed book stays as it was closed`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(MatterDraft(register: "inbound", values: ["title": "来文", "fields/from": "u2"], registers: true))
        let entry = String(try office.ledger.version())
        office.now = try office.moment("2026-12-31T16:00")
        try office.ledger.submit([.change([.close(register: "inbound", year: 2026)])], as: office.by())
        #expect(refusal { try office.ledger.undo(entry: entry, as: office.by()) } == .guarded(.bookClosed, article: "2026"))
        #expect(try office.matter(id).number != nil)
    }

    @Test func `a paper that came again meanwhile is not brought back beside it`() throws {
        let office = try TestOffice(.memory)
        _ = try office.paper("来文", reference: "云财函〔2026〕7号")
        try office.ledger.undo(as: office.by())
        let values: [String: JSON] = ["title": "同一来文", "fields/from": "u2", "fields/reference": "云财函〔2026〕7号"]
        _ = try office.ledger.submit([.open(MatterDraft(register: "inbound", values: values))], as: office.by("p2"))
        let redoing = refusal { try office.ledger.redo(as: office.by()) }
        guard case .duplicate(_, let title) = redoing else {
            Issue.record("\(String(describing: redoing))")
            return
        }
        #expect(title == "同一来文")
    }

    @Test func `a room renamed back does not take a name given since`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit([.revise(SubjectID("r1"), fields: ["name": "三楼大会议室"])], as: office.by())
        let entry = String(try office.ledger.version())
        try office.ledger.submit([.enlist(.place, fields: ["name": "三楼会议室"])], as: office.by())
        #expect(refusal { try office.ledger.undo(entry: entry, as: office.by()) } == .guarded(.namesake, article: "r2 三楼会议室"))
    }

    @Test func `whoever has acted since, or is named on a paper, stays in the directory`() throws {
        let office = try TestOffice(.memory)
        for name in ["王芳", "刘洋", "陈静"] {
            try office.ledger.submit([.enlist(.person, fields: ["name": .string(name)])], as: office.by())
        }
        let last = try office.ledger.version()
        try office.ledger.submit([.open(MatterDraft(register: "tasks", values: ["title": "王芳登记的事"]))], as: office.by("p5"))
        try office.ledger.submit([.open(MatterDraft(register: "tasks", values: ["title": "交刘洋", "owner": "p6"]))], as: office.by())
        for entry in [last - 2, last - 1] {
            guard case .builtUpon = refusal({ try office.ledger.undo(entry: String(entry), as: office.by()) }) else {
                Issue.record("entry \(entry) was taken back")
                continue
            }
        }
        try office.ledger.undo(entry: String(last), as: office.by())
        #expect(try office.ledger.directory().person("p7") == nil)
    }
}
