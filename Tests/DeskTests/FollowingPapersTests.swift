import Office
import TestKit
import Testing

@testable import Desk

/// Forms come filled with what rules, habit and leaders say; what comes back is told by one key.
@Suite struct FollowingPapersTests {
    private func form(_ kit: DeskKit) throws -> FormState {
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form") }
        return form
    }

    private func finished(_ office: TestOffice, _ count: Int, target: String) throws {
        for index in 0..<count {
            let id = try office.paper("财政例行来文\(index)")
            try office.move(id, .dispatch, ["target": .string(target)])
            try office.move(id, .conclude, ["result": "已报"])
        }
    }

    @Test func `habit fills the form with its reason, a rule beats it, and a typed word beats both`() throws {
        let kit = try DeskKit()
        try finished(kit.office, 4, target: "u3")
        try kit.refresh()
        try kit.type("2/决算<enter>a")
        let target = try #require(try form(kit).field("target"))
        #expect(target.text == "水利局" && target.source == "该单位近4件中4件如此")
        try kit.type("<esc>")
        let rule = RoutingRule(name: "决算", conditions: [.words: ["决算"]], targets: [.target: "u1", .limit: "3 workday"])
        try kit.office.ledger.submit([.change([.routing([rule])])], as: kit.office.by())
        try kit.refresh()
        try kit.type("a")
        #expect(try form(kit).field("target")?.text == "综合科")
        #expect(try form(kit).field("target")?.source == "规则“决算”")
        // The paper is urgent and names no limit: the rule's stands.
        #expect(try form(kit).field("limit")?.text == "3个工作日")
        try kit.type("财政局<enter>")
        let matter = try kit.matter(titled: "年终决算")
        #expect(matter.lead == "u2" && matter.clock?.length?.stored == "3 workday")
    }

    @Test func `what a leader wrote stands before rules`() throws {
        let kit = try DeskKit()
        let rule = RoutingRule(name: "水利", conditions: [.from: ["u3"]], targets: [.target: "u1"])
        try kit.office.ledger.submit([.change([.routing([rule])])], as: kit.office.by())
        try kit.refresh()
        try kit.type("2/除险<enter>")
        try kit.type("p<enter>")
        #expect(try kit.matter(titled: "除险加固").state == "with")
        try kit.type("b请财政局办理<enter>")
        // The second Enter dispatches to whom the words name.
        #expect(try form(kit).field("target")?.text == "财政局")
        try kit.type("<enter>")
        #expect(try kit.matter(titled: "除险加固").lead == "u2")
    }

    @Test(arguments: ["f", "d"])
    func `what stands open asks for its result before it is closed`(key: String) throws {
        let kit = try DeskKit()
        try kit.type("2/提供数据<enter>" + key)
        #expect(try kit.matter(titled: "提供数据").state == "handling")
        #expect(try form(kit).focusedField?.definition.id == "result")
        #expect(kit.screen.text.contains("综合科未反馈"))
        // Empty it is refused, with what stands open; with the result it is closed.
        try kit.type("<enter>")
        #expect(try form(kit).error?.contains("综合科未签收") == true)
        try kit.type("数据已报财政局<enter>")
        #expect(try kit.matter(titled: "提供数据").state == (key == "f" ? "kept" : "done"))
        #expect(try kit.matter(titled: "提供数据").notes.last?.kind == "result")
    }

    @Test func `a batch closes what is finished and asks for the rest`() throws {
        let kit = try DeskKit()
        try kit.letLeaderSee("年终决算")
        try kit.type("2*f")
        #expect(try kit.office.ledger.counts(register: "inbound")["kept"] == 2)
        // What is done already is said first, then what stands open.
        #expect(try form(kit).notes.first?.contains("2 件") == true && form(kit).notes.last?.contains("综合科") == true)
        try kit.type("已报送<enter>")
        #expect(try kit.office.ledger.counts(register: "inbound")["kept"] == 3)
        #expect(kit.desk.marks.isEmpty)
    }

    @Test func `a second leader's words change the lead, and 改派 is offered`() throws {
        let kit = try DeskKit()
        try kit.type("2/提供数据<enter>b")
        #expect(try form(kit).focusedField?.definition.id == "who")
        try kit.send(.paste("王建国"))
        try kit.type("<tab>请财政局牵头办理<enter>")
        let matter = try kit.matter(titled: "提供数据")
        #expect(matter.state == "handling" && matter.notes.last?.by == "p3" && matter.notes.last?.kind == "instruction")
        #expect(try form(kit).title.contains("改派") && form(kit).field("target")?.text == "财政局")
        try kit.type("<enter>")
        #expect(try kit.matter(titled: "提供数据").lead == "u2")
    }

    @Test func `Enter leads from the door to the units`() throws {
        let kit = try DeskKit()
        try kit.type("2/除险<enter><enter>")
        #expect(try kit.matter(titled: "除险加固").state == "registered")
        // The check is folded; the opinion stands filled with the leader's name, and the focus in it.
        try kit.type("<enter>")
        let proposal = try form(kit)
        #expect(proposal.field("leader")?.text == "李卫东" && proposal.field("note")?.text == "拟请李卫东副县长阅示。")
        #expect(proposal.focusedField?.definition.id == "note" && proposal.field("note")?.source != nil)
        try kit.type("<enter><enter><enter>")
        #expect(try kit.matter(titled: "除险加固").state == "instructed")
        // Nobody was named: it comes filled with whoever looks after it.
        try kit.type("<enter>")
        #expect(try form(kit).field("target")?.text == "张敏")
        try kit.type("<enter>")
        #expect(try kit.matter(titled: "除险加固").state == "handling")
    }

    @Test func `the opinion names the unit that habit knows, and follows the leader chosen`() throws {
        let kit = try DeskKit()
        try finished(kit.office, 4, target: "u3")
        try kit.refresh()
        try kit.type("2/决算<enter>p")
        #expect(try form(kit).field("note")?.text == "拟请县水利局牵头办理，请李卫东副县长阅示。")
        #expect(try form(kit).field("note")?.source == "该单位近4件中4件如此")
        try kit.type("<backtab>")
        try kit.send(.paste("王建国"))
        try kit.type("<tab>")
        #expect(try form(kit).field("note")?.text == "拟请县水利局牵头办理，请王建国县长阅示。")
        // He only agrees: the unit proposed comes filled.
        try kit.type("<enter>b<enter>")
        #expect(try form(kit).field("target")?.text == "水利局")
    }

    @Test func `two units sign each for itself`() throws {
        let kit = try DeskKit()
        try kit.type("2/除险<enter>a")
        try kit.send(.paste("财政局"))
        try kit.type("<tab>")
        try kit.send(.paste("水利局"))
        try kit.type("<enter>s")
        #expect(try form(kit).field("who")?.text == "财政局")
        try kit.type("<tab>刘主任<enter>")
        #expect(try form(kit).field("who")?.text == "水利局")
        try kit.type("<tab>陈会计<tab>")
        try kit.send(.paste("2026-11-23 10:05"))
        try kit.type("<enter>")
        let handlers = try kit.matter(titled: "除险加固").handlers
        #expect(handlers.map(\.signedBy) == ["刘主任", "陈会计"])
        #expect(handlers.last?.signed.map { OfficeZone.shanghai.plain($0) } == "2026-11-23 10:05")
        #expect(kit.desk.overlays.isEmpty)
    }

    @Test func `the cursor stays on what came back and on what circulates`() throws {
        let kit = try DeskKit()
        try kit.type("2")
        let first = kit.desk.current
        try kit.type("c")
        try kit.send(.paste("王建国"))
        try kit.type("<enter>")
        #expect(kit.desk.current == first)
    }

    @Test func `a folder comes back as a sheet with a row a paper, in one act`() throws {
        let kit = try DeskKit()
        for title in ["年终决算", "除险加固"] { try kit.office.move(kit.matter(titled: title).id, .propose, ["leader": "p4"]) }
        try kit.refresh()
        try kit.type("2/state:with<enter>*b")
        let sheet = try form(kit)
        #expect(sheet.isFolder && sheet.field("who")?.text == "李卫东" && sheet.fields.count { $0.definition.id.hasPrefix("words/") } == 2)
        // Enter goes to the next paper; the last one saves. An empty row is 圈阅.
        try kit.type("请财政局办理<enter>")
        #expect(try form(kit).isFolder)
        try kit.type("<enter>")
        #expect(kit.desk.overlays.isEmpty && kit.desk.marks.isEmpty)
        let both = try ["年终决算", "除险加固"].map { try kit.matter(titled: $0) }
        #expect(both.allSatisfy { $0.state == "instructed" && $0.notes.last?.by == "p4" })
        #expect(both.contains { $0.notes.last?.text == "请财政局办理" })
        #expect(both.contains { $0.notes.last?.text.hasPrefix("圈阅") == true })
        try kit.type("u")
        #expect(try kit.matter(titled: "年终决算").state == "with" && kit.matter(titled: "除险加固").state == "with")
    }

    @Test func `b brings a paper back from a reader where nobody else has it`() throws {
        let kit = try DeskKit()
        try kit.type("2/决算<enter>cwjg、李卫东<enter>")
        #expect(try kit.matter(titled: "年终决算").readers.count == 2)
        try kit.type("b")
        #expect(try form(kit).field("reader")?.text == "王建国")
        try kit.type("<tab>已阅<enter>")
        #expect(try kit.matter(titled: "年终决算").reader("p3")?.opinion == "已阅")
        #expect(kit.screen.text.contains("1/2"))
    }

    @Test func `Enter takes an outgoing paper from step to step`() throws {
        let kit = try DeskKit()
        _ = try kit.office.open(
            MatterDraft(
                register: "outgoing",
                values: ["title": "测试办关于资金的函", "fields/kind": "函", "fields/author": "p1", "fields/signer": "p3"]))
        try kit.refresh()
        kit.desk.mattersRegister = "outgoing"
        try kit.type("4")
        var states: [String] = []
        for keys in ["<enter>", "<enter><enter>", "<enter>", "<enter><enter>", "<enter><enter>", "<enter>财政局<enter>"] {
            try kit.type(keys)
            states.append(try kit.matter(titled: "资金的函").state)
        }
        #expect(states == ["checked", "signed", "rechecked", "numbered", "printed", "sent"])
    }

    @Test func `an answer is drafted from the paper it answers`() throws {
        let kit = try DeskKit()
        try kit.type("2/除险<enter>Y")
        #expect(try form(kit).field("title")?.text == "测试办关于石桥水库除险加固工程资金的批复")
        #expect(try form(kit).field("addressees")?.text == "水利局")
        try kit.type("<enter>")
        let answer = try kit.matter(titled: "资金的批复")
        let asked = try kit.matter(titled: "资金的请示").id
        #expect(answer.register == "outgoing" && answer.answered == [asked])
    }

    @Test func `the four lists stand among the views, and what is to read in Today`() throws {
        let kit = try DeskKit()
        let id = try kit.matter(titled: "年终决算").id
        try kit.office.move(id, .circulate, ["readers": ["p1", "p3"]])
        try kit.refresh()
        #expect(kit.screen.text.contains("收文 · 待阅 1"))
        try kit.type("<F6>待阅<enter>")
        #expect(kit.desk.focus == .matters && kit.desk.filters[.matters] == "is:toread")
        #expect(kit.desk.subjects(.matters) == [id])
        // Opened by its reader, it is known to have been seen.
        try kit.type("<enter>")
        #expect(try kit.office.matter(id).reader("p1")?.seen != nil)
    }
}
