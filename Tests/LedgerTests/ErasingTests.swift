import Foundation
import Ledger
import Office
import TestKit
import Testing

/// Erasure leaves who, why and which; no word of the rest anywhere in the folder, and a whole chain.
@Suite struct ErasingTests {
    private func administrator(_ office: TestOffice) throws {
        try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["clerk", "administrator"]])], as: office.by())
    }

    /// Whether some bytes stand in any file of the office.
    private func holds(_ office: TestOffice, _ words: String) throws -> Bool {
        let needle = Data(words.utf8)
        for name in try FileManager.default.subpathsOfDirectory(atPath: office.folder) {
            if let data = FileManager.default.contents(atPath: office.folder + "/" + name), data.range(of: needle) != nil { return true }
        }
        return false
    }

    @Test func `no word stays, the chain stays whole, the numbers stay taken`() throws {
        let office = try TestOffice()
        try administrator(office)
        let digest = try office.ledger.keep(Array("绝密海棠计划正文".utf8))
        let enclosure = EnclosureDraft(digest: digest, name: "海棠计划.txt", size: 24, text: "绝密海棠计划正文")
        let values: [String: JSON] = ["title": "关于海棠计划的通知", "fields/from": "u2"]
        let id = try office.open(MatterDraft(register: "inbound", values: values, enclosures: [enclosure], registers: true))
        try office.ledger.submit([.note(id, kind: "instruction", text: "海棠计划请速办")], as: office.by(for: "p3", medium: .original))
        try office.ledger.keepDraft(["note": "海棠计划草稿"], form: "note.progress.\(id)", person: "p1", at: office.now)
        let other = try office.paper("另一件")
        #expect(try holds(office, "海棠计划"))
        #expect(try office.ledger.search("海棠", limit: 5).total == 1)
        let number = try office.matter(id).number

        let erasure = try office.ledger.erase(id, reason: "误收涉密件", as: office.by())
        #expect(erasure.files == 1 && erasure.payloads >= 4)
        #expect(try !holds(office, "海棠计划"))
        #expect(try office.ledger.search("海棠", limit: 5).total == 0)
        let left = try office.matter(id)
        #expect(left.title == "已清除" && left.state == "void" && left.number == number && left.enclosures.isEmpty)
        let verification = try office.ledger.verify(deep: true)
        #expect(verification.isWhole && verification.erased == erasure.payloads, "\(verification)")
        #expect(try office.ledger.history(id).last?.event.kind == "matter.erased")
        try office.ledger.rebuild()
        #expect(try office.matter(id).record == left.record)
        #expect(try office.ledger.verify(deep: true).isWhole)
        #expect(try office.matter(other).title == "另一件")
        #expect(refusal { try office.ledger.undo(as: office.by()) } == .alreadyTrue(kind: "matter.erased"))
        // What the erasure itself says stays, whoever tries again.
        #expect(refusal { _ = try office.ledger.erase(id, reason: "再清", as: office.by()) } == .guarded(.erased, article: id.text))
        #expect(refusal { try office.move(id, .putaway) } == .guarded(.erased, article: id.text))
        #expect(try office.ledger.history(id).last?.event.noteTexts == ["误收涉密件"])
    }

    @Test func `only an administrator, only with a reason, only what is there`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        #expect(refusal { _ = try office.ledger.erase(id, reason: "依法", as: office.by()) } == .role(needed: "administrator"))
        try administrator(office)
        #expect(refusal { _ = try office.ledger.erase(id, reason: " ", as: office.by()) } == .missing(field: "reason"))
        #expect(refusal { _ = try office.ledger.erase(SubjectID("m99"), reason: "依法", as: office.by()) } == .notFound("m99"))
        #expect(try office.matter(id).title == "来文")
    }

    @Test func `papers that another matter holds stay for it`() throws {
        let office = try TestOffice()
        try administrator(office)
        let digest = try office.ledger.keep(Array("共用附件".utf8))
        let enclosure = EnclosureDraft(digest: digest, name: "附件.txt", size: 12, text: "共用附件")
        let first = try office.open(MatterDraft(register: "inbound", values: ["title": "甲"], enclosures: [enclosure]))
        let second = try office.open(MatterDraft(register: "inbound", values: ["title": "乙"], enclosures: [enclosure]))
        #expect(try office.ledger.erase(first, reason: "重复", as: office.by()).files == 0)
        #expect(try office.ledger.enclosure(digest) == Array("共用附件".utf8))
        #expect(try office.ledger.texts(of: second).first?.text == "共用附件")
    }
}
