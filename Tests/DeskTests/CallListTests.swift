import Office
import Phrases
import Screen
import TestKit
import Testing

@testable import Desk

/// The call list: a clerk phones down it and logs what was said.
@Suite struct CallListTests {
    /// Wednesday: the paper sent to a department on Monday is not signed for.
    private func waiting(_ language: Language = .simplified, columns: Int = 120, rows: Int = 36) throws -> DeskKit {
        let office = try DeskKit.furnished()
        try office.ledger.submit([.revise(SubjectID("u1"), fields: ["phone": "8001", "contact": "卫科长"])], as: office.by(), wholly: true)
        office.now = try office.moment("2026-11-25T10:00")
        return try DeskKit(language, columns: columns, rows: rows, office: office)
    }

    @Test(arguments: [(Language.simplified, 120, 36), (.simplified, 80, 24), (.simplified, 40, 12), (.english, 80, 24), (.english, 40, 12)])
    func `who is to be called stands with the number to call, at every size`(language: Language, columns: Int, rows: Int) throws {
        let kit = try waiting(language, columns: columns, rows: rows)
        try kit.type("W")
        let text = kit.screen.text
        #expect(text.contains("综合科") && text.contains("8001"), "\(text)")
        // A colleague's section and no supervised matter: a reminder, no slip.
        #expect(text.contains(language.isChinese ? "提醒" : "reminder"), "\(text)")
        try kit.type("j")
        #expect(kit.screen.text.contains(language.isChinese ? "第1次" : "chase 1"), "\(kit.screen.text)")
        try kit.type("<esc>")
        #expect(kit.desk.overlays.isEmpty)
    }

    @Test func `Enter on a call opens its form filled, and what is said is logged with the day they named`() throws {
        let kit = try waiting()
        try kit.type("W<enter>")
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form") }
        #expect(form.field("chased")?.text == "综合科" && form.field("means")?.text == "电话" && form.field("with")?.text == "卫科长")
        try kit.type("周五报<tab>周五<enter>")
        let chase = try #require(try kit.matter(titled: "协助提供数据").chaseLog.last)
        #expect(chase.to == "u1" && chase.medium == "phone" && chase.spokenTo == "卫科长" && chase.answer == "周五报")
        #expect(chase.nextOn?.iso == "2026-11-27")
        // Back on the list, where the call is made and the reason to leave them alone is said.
        guard case .calls? = kit.desk.overlays.last else { throw TestFault("no list") }
        #expect(kit.desk.snapshot.callList?.calls.isEmpty == true)
        #expect(kit.screen.text.contains("对方承诺 11-27"), "\(kit.screen.text)")
        try kit.type("<esc>4u")
        #expect(try kit.matter(titled: "协助提供数据").chases == 0)
    }

    @Test func `w on a paper comes with whoever has it, or with its unread readers`() throws {
        let kit = try waiting()
        let id = try kit.office.paper("传阅的通知")
        try kit.office.move(id, .circulate, ["readers": ["p2", "p3"]])
        try kit.refresh()
        try kit.type("2/传阅的通知<enter>w")
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form: \(kit.screen.text)") }
        #expect(form.field("chased")?.text == "周明远")
        try kit.type("<enter>")
        #expect(try kit.office.matter(id).chaseLog.map(\.to) == ["p2"])
        #expect(kit.screen.text.contains("第1次催办"), "\(kit.screen.text)")
    }

    @Test func `one call is logged for all papers of whom is called, and the number to call stands over the form`() throws {
        let kit = try waiting()
        let other = try kit.office.paper("第二件来文")
        kit.office.now = try kit.office.moment("2026-11-23T11:40")
        try kit.office.move(other, .dispatch, ["target": "u1", "limit": "5 workday"])
        kit.office.now = try kit.office.moment("2026-11-25T10:00")
        try kit.refresh()
        try kit.type("2/第二件来文<enter>w")
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form: \(kit.screen.text)") }
        #expect(form.companions.count == 1 && kit.screen.text.contains("综合科 · 卫科长 · 8001"), "\(kit.screen.text)")
        #expect(form.field("together")?.text == "其全部待催件")
        try kit.type("<enter>")
        for title in ["第二件来文", "协助提供数据"] { #expect(try kit.matter(titled: title).chaseLog.map(\.to) == ["u1"]) }
        // One act: one undo takes both back.
        try kit.type("u")
        for title in ["第二件来文", "协助提供数据"] { #expect(try kit.matter(titled: title).chases == 0) }
        try kit.type("w<backtab>2<enter>")
        #expect(try kit.matter(titled: "第二件来文").chases == 1 && kit.matter(titled: "协助提供数据").chases == 0)
    }

    @Test func `a superior is asked how it stands and never chased`() throws {
        let kit = try waiting()
        try kit.office.ledger.submit(
            [.revise(SubjectID("u1"), fields: ["level": "superior"])], as: kit.office.by(), wholly: true)
        try kit.refresh()
        try kit.type("WG")
        #expect(kit.desk.snapshot.callList?.calls.isEmpty == true)
        #expect(kit.screen.text.contains("请示进展 卫科长 8001"), "\(kit.screen.text)")
        try kit.type("<enter>")
        guard case .calls? = kit.desk.overlays.last else { throw TestFault("a form for a superior") }
        #expect(kit.screen.text.contains("上级单位不催办"), "\(kit.screen.text)")
    }

    @Test func `outside office hours the list says from when it holds`() throws {
        let kit = try waiting()
        kit.office.now = try kit.office.moment("2026-11-28T10:00")
        try kit.send(.idle)
        try kit.type("W")
        #expect(kit.screen.text.contains("11-30 08:30") && kit.screen.text.contains("综合科"), "\(kit.screen.text)")
    }

    @Test func `a leader is shown to the keeper, and Enter does not chase`() throws {
        let kit = try waiting()
        try kit.office.ledger.submit(
            [.revise(SubjectID("p1"), fields: ["roles": ["clerk", "keeper", "administrator"]])], as: kit.office.by(), wholly: true)
        let id = try kit.office.paper("送批的请示")
        try kit.office.move(id, .propose, ["leader": "p3"])
        try kit.refresh()
        try kit.type("WG")
        #expect(kit.screen.text.contains("送批第1日"), "\(kit.screen.text)")
        try kit.type("<enter>")
        guard case .calls? = kit.desk.overlays.last else { throw TestFault("a form for a leader") }
        #expect(kit.screen.text.contains("不催办领导"))
    }

    @Test func `over the form of a chase stand the numbers of everybody it is for`() throws {
        let kit = try waiting()
        try kit.office.ledger.submit(
            [.revise(SubjectID("u2"), fields: ["phone": "5210011", "contact": "刘会计"])], as: kit.office.by(), wholly: true)
        let id = try kit.office.paper("两家合办的通知")
        try kit.office.move(id, .dispatch, ["target": "u1", "partners": ["u2"], "limit": "5 workday"])
        try kit.refresh()
        try kit.type("2/两家合办<enter>w")
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form: \(kit.screen.text)") }
        #expect(form.banner == "综合科 · 卫科长 · 8001；财政局 · 刘会计 · 5210011", "\(form.banner ?? "")")
    }
}
