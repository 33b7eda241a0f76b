import Office
import Phrases
import Screen
import TestKit
import Testing

@testable import Desk

/// Lending at the desk: `L` and `b`.
@Suite struct LendingTests {
    private func form(_ kit: DeskKit) throws -> FormState {
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form") }
        return form
    }

    @Test func `L lends the paper under the cursor, the preview says to whom and until when`() throws {
        let kit = try DeskKit()
        try kit.type("2/水库<enter>L")
        #expect(try form(kit).field("due")?.text == "2026-11-30" && form(kit).focusedField?.definition.id == "borrower")
        // Without a borrower nothing is lent.
        try kit.type("<enter>")
        #expect(try kit.matter(titled: "水库").loans.isEmpty)
        try kit.send(.paste("周明远"))
        try kit.type("<enter>")
        #expect(try kit.matter(titled: "水库").openLoan?.borrower == "p2")
        #expect(kit.desk.overlays.isEmpty && kit.screen.text.contains("借出 周明远 应还 11-30"))
        // Lent once, it is not lent again.
        try kit.type("L")
        #expect(kit.desk.overlays.isEmpty && kit.desk.message?.tone == .refusal)
        try kit.type("u")
        #expect(try kit.matter(titled: "水库").openLoan == nil)
    }

    @Test func `b takes back what is out, and without a loan does as the register has it`() throws {
        let kit = try DeskKit()
        let id = try kit.matter(titled: "水库").id
        try kit.office.move(id, .propose, ["leader": "p3"])
        try kit.office.ledger.submit([.lend(id, form: ["borrower": "p2"])], as: kit.office.by())
        try kit.refresh()
        try kit.type("2/水库<enter>b")
        guard case .loan(.giveBack, [id]) = try form(kit).purpose else { throw TestFault("not a loan") }
        try kit.send(.paste("完好"))
        try kit.type("<enter>")
        let back = try kit.matter(titled: "水库")
        #expect(back.openLoan == nil && back.loans.last?.condition == "完好" && back.state == "with")
        try kit.type("b")
        guard case .move(.back, _) = try form(kit).purpose else { throw TestFault("not the register's move") }
    }

    @Test func `somebody the directory does not know may borrow, with consent`() throws {
        let kit = try DeskKit()
        try kit.type("2/水库<enter>L")
        try kit.send(.paste("某某公司赵工"))
        try kit.type("<enter>")
        // The office wants to know who approved it; what was typed stays.
        #expect(try form(kit).error?.contains("批准人") == true && form(kit).field("borrower")?.text == "某某公司赵工")
        try kit.type("<F3><tab><tab><tab><tab>")
        try kit.send(.paste("周明远"))
        try kit.type("<enter>")
        #expect(try kit.matter(titled: "水库").openLoan?.borrower == "某某公司赵工")
    }

    @Test func `archiving proposes the term with its ground, and F9 lends too`() throws {
        let kit = try DeskKit()
        try kit.office.move(kit.matter(titled: "水库").id, .putaway)
        try kit.refresh()
        try kit.type("4/水库<enter><F9>")
        try kit.send(.paste("归档"))
        try kit.type("<enter>")
        let retention = try #require(try form(kit).field("retention"))
        #expect(retention.text == "30年" && retention.source?.contains("§8") == true)
        try kit.type("<enter>")
        #expect(try kit.matter(titled: "水库").archival?.printed == "WS·2026-D30-BGS-0001")
        try kit.type("<F9>")
        try kit.send(.paste("借出"))
        try kit.type("<enter>")
        guard case .loan(.lend, _) = try form(kit).purpose else { throw TestFault("F9 does not lend") }
    }

    @Test func `a closed paper that is out is no leftover of the day`() throws {
        let kit = try DeskKit()
        let id = try kit.matter(titled: "年终决算").id
        try kit.letLeaderSee("年终决算")
        try kit.office.move(id, .putaway)
        try kit.office.ledger.submit([.lend(id, form: ["borrower": "p2", "due": "2026-11-23"])], as: kit.office.by())
        try kit.refresh()
        try kit.type("1")
        #expect(kit.desk.snapshot.today.contains { $0.matter.id == id })
        try kit.type("E")
        guard case .closing(let closing)? = kit.desk.overlays.last else { throw TestFault("not closing") }
        #expect(!closing.items.contains(id) && !closing.items.isEmpty)
    }

    @Test func `what was done is called the same when it is done and when it is undone`() throws {
        let kit = try DeskKit(.english)
        let id = try kit.matter(titled: "水库").id
        try kit.office.ledger.submit([.lend(id, form: ["borrower": "p2"])], as: kit.office.by())
        try kit.refresh()
        try kit.type("2/水库<enter>b<enter>")
        #expect(kit.desk.message?.text.hasPrefix("Given back: ") == true, "\(kit.desk.message?.text ?? "")")
        try kit.type("u")
        #expect(kit.desk.message?.text.hasPrefix("Undone: given back ") == true, "\(kit.desk.message?.text ?? "")")
    }
}
