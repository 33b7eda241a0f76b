import Office
import TestKit
import Testing

@testable import Desk

/// What `u` says, and when it asks first.
@Suite struct UndoQuestionTests {
    @Test func `undo names what it took back`() throws {
        let kit = try DeskKit()
        try kit.type("2jf")
        try kit.type("u")
        let text = kit.desk.message?.text ?? ""
        #expect(text.contains("已撤销：存查 收文〔2026〕"))
    }

    @Test func `what was done at another terminal is named and asked for`() throws {
        let kit = try DeskKit(columns: 80, rows: 24)
        let id = try kit.matter(titled: "报送年终决算").id
        var elsewhere = kit.office.by()
        elsewhere.device = "/dev/pts/9"
        try kit.office.ledger.submit([.move(id, .register, form: [:])], as: elsewhere)
        try kit.refresh()
        let version = try kit.office.ledger.version()
        try kit.type("u")
        let asked = kit.screen.text
        let number = try #require(try kit.office.matter(id).number?.printed)
        #expect(asked.contains("登记") && asked.contains(number) && asked.contains("/dev/pts/9"))
        // Enter leaves it, so that a key pressed twice takes nothing back; so does 2.
        try kit.type("<enter>u2")
        #expect(try kit.desk.overlays.isEmpty && kit.office.ledger.version() == version)
        try kit.type("u1")
        #expect(try kit.office.matter(id).state == "received")
        #expect(kit.desk.message?.text.contains("已撤销：登记 \(number)") == true)
    }

    @Test func `an alarm does not cover the answer to a key`() throws {
        let kit = try DeskKit()
        try kit.type("2jf")
        let answer = try #require(kit.desk.message?.text)
        _ = try kit.office.open(
            MatterDraft(register: "tasks", values: ["title": "石桥镇山火", "emergency": true, "importance": 5], registers: true))
        try kit.refresh()
        #expect(kit.desk.bellIsDue && kit.desk.message?.text == answer)
        try kit.type("j")
        #expect(kit.screen.text.contains("石桥镇山火"))
    }
}
