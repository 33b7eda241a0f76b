import Office
import Phrases
import Screen
import TestKit
import Testing

@testable import Desk

/// `|`: sheets of the marks, by digits alone.
@Suite struct PrintMenuTests {
    private func unprinted(_ kit: DeskKit) throws -> Int {
        try kit.office.ledger.list(
            register: "inbound", filter: Filter(terms: [.state(.unprinted)]), limit: 10, now: kit.office.now, me: "p1"
        ).rows.count
    }

    @Test func `slips of the marks are one order and one act, and printed once`() throws {
        let kit = try DeskKit()
        try kit.type("2*")
        let marks = kit.desk.marks
        try kit.type("|")
        #expect(kit.screen.text.contains("收文处理单") && kit.screen.text.contains("收文登记簿 2026"))
        try kit.type("1")
        #expect(kit.ordered.map(\.kind) == [.slip] && kit.ordered[0].form == .text)
        #expect(Set(kit.ordered[0].subjects) == marks && marks.count == 3)
        #expect(try unprinted(kit) == 0)
        #expect(kit.desk.message?.text.contains("slips/1") == true && kit.desk.overlays.isEmpty)
        let version = try kit.office.ledger.version()
        try kit.type("|1")
        #expect(try kit.ordered.count == 2 && kit.office.ledger.version() == version)
        // Ink is not taken back: what `u` takes is the act before the printing.
        try kit.type("u")
        #expect(try unprinted(kit) == 0)
        #expect(kit.desk.message?.text.contains("已撤销：安排 预算评审会") == true)
    }

    @Test func `the form is chosen by a digit and kept for the next press and the next day`() throws {
        let kit = try DeskKit()
        try kit.type("2|7")
        guard case .picker(let picker)? = kit.desk.overlays.last else { throw TestFault("the menu went away") }
        #expect(picker.items.last?.detail.hasPrefix("网页（HTML）") == true)
        try kit.type("<enter><esc>")
        try kit.type("|77<esc>|2")
        #expect(kit.ordered.map(\.form) == [.html] && kit.ordered[0].kind == .circulation)
        let tomorrow = try DeskKit(office: kit.office)
        try tomorrow.type("2|5")
        #expect(tomorrow.ordered.map(\.form) == [.html] && tomorrow.ordered[0].register == "inbound")
    }

    @Test func `a template is the first choice for slips where the office has one`() throws {
        let office = try DeskKit.furnished()
        try office.ledger.submit(
            [.change([.template(sheet: "slip", .cleared(digest: "00", name: "a.docx"))])],
            as: office.by())
        let kit = try DeskKit(office: office)
        try kit.type("2|1|5")
        #expect(kit.ordered.map(\.form) == [.docx, .html])
        // Any sheet may have one of its own.
        try office.ledger.submit(
            [.change([.template(sheet: "register", .cleared(digest: "01", name: "b.docx"))])],
            as: office.by())
        let both = try DeskKit(office: office)
        try both.type("2|5|2")
        #expect(both.ordered.map(\.form) == [.docx, .html] && both.ordered[0].kind == .register)
    }

    @Test func `where nothing is chosen lists can still be printed`() throws {
        let kit = try DeskKit()
        try kit.type("3|1")
        #expect(kit.ordered.isEmpty && kit.desk.message?.tone == .refusal)
        try kit.type("<esc>|4")
        #expect(kit.ordered.map(\.kind) == [.calls])
    }

    @Test func `what a slip's bars say goes to the paper`() throws {
        let kit = try DeskKit()
        let matter = try kit.matter(titled: "协助提供数据")
        let registers = kit.desk.office.registers
        #expect(matter.scanText(among: registers) == "#26-1")
        try kit.type("1\(matter.scanText(among: registers))<enter>")
        #expect(kit.desk.current == matter.id)
        // A paper without a number is named by its handle, whatever register stands in focus.
        let task = try kit.matter(titled: "起草讲话稿")
        #expect(task.scanText(among: registers) == "#\(task.id.text)")
        try kit.type("1\(task.scanText(among: registers))<enter>")
        #expect(kit.desk.current == task.id)
    }
}
