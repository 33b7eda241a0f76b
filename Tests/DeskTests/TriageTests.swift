import Office
import Phrases
import Screen
import TestKit
import Testing

@testable import Desk

/// Days at the desk, by keys alone.
@Suite struct TriageTests {
    @Test func `one key a decision, the next undecided paper under the cursor, one undo`() throws {
        let kit = try DeskKit()
        try kit.type("2")
        #expect(kit.desk.current == (try kit.matter(titled: "年终决算").id))
        try kit.letLeaderSee("年终决算")
        let before = try kit.matter(titled: "年终决算").state
        try kit.type("f")
        #expect(try kit.matter(titled: "年终决算").state == "kept")
        #expect(kit.desk.current == (try kit.matter(titled: "除险加固").id))
        try kit.type("u")
        #expect(try kit.matter(titled: "年终决算").state == before)
        try kit.type("<C-r>")
        #expect(try kit.matter(titled: "年终决算").state == "kept")
    }

    @Test func `an urgent paper nobody has seen is not put away by one key`() throws {
        let kit = try DeskKit()
        try kit.type("2f")
        #expect(try kit.matter(titled: "年终决算").state == "received")
        #expect(kit.screen.text.contains("尚未送批"))
        try kit.type("重复件，已办<enter>")
        #expect(try kit.matter(titled: "年终决算").state == "kept")
    }

    @Test func `a paper dispatched by initials`() throws {
        let kit = try DeskKit()
        try kit.type("2jaczj<enter>")
        let matter = try kit.matter(titled: "除险加固")
        #expect(matter.state == "handling")
        #expect(matter.lead == "u2")
        #expect(kit.desk.overlays.isEmpty)
    }

    @Test func `up to a leader, back with words, dispatched by a second Enter`() throws {
        let kit = try DeskKit()
        try kit.type("2jp<enter>")
        let sent = try kit.matter(titled: "除险加固")
        #expect(sent.state == "with")
        try kit.type("/除险<enter>b请财政局牵头研究，3个工作日内提出意见<enter>")
        let back = try kit.matter(titled: "除险加固")
        #expect(back.state == "instructed")
        #expect(back.notes.last?.by == sent.holder)
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no dispatch offered") }
        #expect(form.field("target")?.text == "财政局")
        #expect(form.field("limit")?.text == "3个工作日")
        try kit.type("<enter>")
        let matter = try kit.matter(titled: "除险加固")
        #expect(matter.state == "handling")
        #expect(matter.lead == "u2")
        #expect(matter.clock.map { OfficeZone.shanghai.plain($0.due) } == "2026-11-26 17:30")
    }

    @Test func `the hints name only what works on this paper`() throws {
        let kit = try DeskKit()
        func isHinted(_ key: Character) -> Bool {
            let screen = kit.screen
            let last = screen.height - 1
            return (1..<screen.width).contains {
                screen[$0, last].glyph == Glyph(key) && screen[$0 + 1, last].glyph == .blank && screen[$0, last].style.role == .hintKey
            }
        }
        try kit.type("2")
        #expect(isHinted("r") && isHinted("p") && isHinted("f"))
        try kit.type("jp<enter>/除险<enter>")
        #expect(!isHinted("r") && !isHinted("f") && isHinted("b"))
        // Of a marked batch the hints say what may be done with any of it.
        try kit.type("<esc>*")
        #expect(isHinted("r") && isHinted("b"))
        // Nothing under the cursor, nothing to do with it.
        try kit.type("<esc>/没有这样的文件<enter>")
        #expect(!isHinted("r") && !isHinted("a"))
    }

    @Test func `a batch is one act, and what fails stays marked with the reason`() throws {
        let kit = try DeskKit()
        try kit.letLeaderSee("年终决算")
        try kit.type("2*f")
        // The paper its unit has not answered stays marked, and its result is asked for.
        #expect(kit.desk.marks == [try kit.matter(titled: "提供数据").id])
        #expect(try kit.office.ledger.counts(register: "inbound")["kept"] == 2)
        try kit.type("<esc>u")
        #expect(try kit.office.ledger.counts(register: "inbound")["kept"] == 0)
        try kit.type("2**s")
        #expect(kit.desk.marks.count == 2)
        #expect(kit.desk.message?.tone == .refusal)
    }

    @Test func `entering sheets without files takes few presses and keeps the sender`() throws {
        let kit = try DeskKit()
        try kit.type("2+czj<tab>12<tab>")
        try kit.send(.paste("关于报送名单的通知"))
        // The paper with that number is here already: it is named while the form is open.
        #expect(kit.screen.text.contains("已有"))
        // Enter refuses it, and offers a receipt; it is another paper all the same.
        try kit.type("<enter>")
        #expect(kit.screen.text.contains("另一渠道收到") && kit.desk.overlays.count == 2)
        try kit.type("2")
        let first = try kit.matter(titled: "报送名单")
        #expect(first.reference == "云财函〔2026〕12号")
        #expect(first.kind == "通知")
        #expect(first.number != nil)
        #expect(kit.screen.text.contains(first.number?.printed ?? "–"))
        for index in 13...15 {
            let presses = "<tab>\(index)<tab>"
            try kit.type(presses)
            try kit.send(.paste("第\(index)件来文"))
            try kit.type("<enter>")
            let matter = try kit.matter(titled: "第\(index)件")
            #expect(matter.reference == "云财函〔2026〕\(index)号")
            #expect(matter.field("from") == "u2")
        }
    }

    @Test func `the same paper by a second channel adds a receipt, not a matter`() throws {
        let kit = try DeskKit()
        let here = try kit.matter(titled: "年终决算")
        let count = try kit.office.ledger.list(register: "inbound", filter: .everything, limit: 100, now: kit.office.now, me: "p1").rows
            .count
        // The number is typed last, and Enter follows at once.
        try kit.type("2+czj<tab><tab>")
        try kit.send(.paste("关于报送年终决算的通知"))
        try kit.type("<backtab>12<enter>")
        #expect(kit.screen.text.contains("该文号已登记"))
        // Esc goes back to what was typed.
        try kit.type("<esc>")
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("the form closed") }
        #expect(form.field("title")?.text == "关于报送年终决算的通知" && form.error != nil)
        try kit.type("<enter>1")
        let after = try kit.office.matter(here.id)
        #expect(after.receipts.count == 1 && after.receipts[0].copies == 1)
        #expect(
            try kit.office.ledger.list(register: "inbound", filter: .everything, limit: 100, now: kit.office.now, me: "p1").rows.count
                == count)
        // The next blank is open, and says that no number was given.
        guard case .form(let next)? = kit.desk.overlays.last else { throw TestFault("no next blank") }
        #expect(next.banner?.contains("不另编号") == true && next.field("title")?.text == "")
        try kit.type("<esc>u")
        #expect(try kit.office.matter(here.id).receipts.isEmpty)
    }

    @Test func `typed text survives leaving, resizing and a refusal`() throws {
        let kit = try DeskKit()
        try kit.type("2jp")
        try kit.send(.paste("拟请分管县长阅示"))
        kit.desk.columns = 42
        kit.desk.rows = 12
        try kit.send(.resized)
        try kit.type("<esc>p")
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form") }
        #expect(form.field("note")?.text == "拟请分管县长阅示")
        try kit.type("<esc>A说: 李主任 让我 周八前 交材料<enter>")
        guard case .line(let line)? = kit.desk.overlays.last else { throw TestFault("no line") }
        #expect(line.isError)
        #expect(line.editor.text == "说: 李主任 让我 周八前 交材料")
    }

    @Test func `a pause keeps what is half typed`() throws {
        let kit = try DeskKit()
        try kit.type("2jp拟请")
        try kit.send(.idle)
        let id = try kit.matter(titled: "除险加固").id
        #expect(try kit.office.ledger.draft(form: "move.propose.\(id)", person: "p1")?["note"] == "拟请")
    }

    @Test func `capture in both languages, from anywhere`() throws {
        let kit = try DeskKit()
        try kit.type("3A审阅预算 !1 截止:周五17:00<enter>")
        #expect(try kit.matter(titled: "审阅预算").importance == 5)
        try kit.type("ACall the archive due:tomorrow<enter>")
        #expect(try kit.matter(titled: "Call the archive").clock.map { OfficeZone.shanghai.day(of: $0.due).iso } == "2026-11-24")
    }

    @Test func `a meeting that clashes is refused by name and the form stays`() throws {
        let kit = try DeskKit()
        try kit.type("3+")
        try kit.send(.paste("部门会"))
        try kit.type("<tab>")
        try kit.send(.paste("2026-11-23 14:30"))
        try kit.type("<tab><tab>")
        try kit.send(.paste("三楼会议室"))
        try kit.type("<enter>")
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("the form closed") }
        #expect(form.error?.contains("预算评审会") == true)
    }

    @Test func `arrivals never move the row under the cursor`() throws {
        let kit = try DeskKit()
        try kit.type("2jj")
        let under = kit.desk.current
        for index in 1...30 { try kit.office.paper("新到\(index)", urgency: "特急") }
        try kit.refresh()
        #expect(kit.desk.current == under)
    }

    @Test func `Han text from an input method becomes a filter`() throws {
        let kit = try DeskKit()
        try kit.type("2水")
        #expect(kit.desk.filters[.inbound] == "水")
        #expect(kit.desk.count(.inbound) == 1)
        #expect(kit.screen.text.contains("F9"))
    }

    @Test(arguments: [
        ("is:overdue", ["征求意见函复函"]), ("-is:overdue urgency:特急", ["云溪县财政局关于报送年终决算的通知"]), ("qcj", ["起草讲话稿"]),
        ("due<=2026-11-19", ["征求意见函复函"]),
    ])
    func `Today is filtered by the same expressions as every list`(expression: String, titles: [String]) throws {
        let kit = try DeskKit()
        try kit.type("1/")
        try kit.send(.paste(expression))
        try kit.type("<enter>")
        let shown = kit.desk.todayRows.compactMap { row -> String? in if case .item(let item) = row { item.matter.title } else { nil } }
        #expect(shown == titles)
    }

    @Test func `closing the day asks for each leftover`() throws {
        let kit = try DeskKit()
        try kit.type("1E")
        guard case .closing(let closing)? = kit.desk.overlays.last else { throw TestFault("not closing") }
        let count = closing.items.count
        #expect(count >= 2)
        try kit.type("2")
        for _ in 1..<count { try kit.type("1") }
        #expect(!kit.desk.overlays.contains { if case .closing = $0 { true } else { false } })
    }

    @Test func `escape leaves one level and never the desk`() throws {
        let kit = try DeskKit()
        try kit.type("?<esc><esc><esc>2/水<enter><esc><esc><esc>")
        #expect(!kit.quit)
        #expect(kit.desk.filters[.inbound] == nil)
        try kit.type("1q")
        #expect(kit.quit)
    }

    /// Whatever is pressed at whatever size, the desk answers.
    @Test(arguments: [3, 17, 99])
    func `random keys at random sizes`(seed: Int) throws {
        let kit = try DeskKit()
        var state = UInt64(seed)
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let keys: [Key] =
            "jkgGraocpbfsxldtm123470zvn*/#@!?:A+eihTE[]uy水１（。 \\|".map { .character($0) }
            + [
                .enter, .escape, .tab, .backTab, .up, .down, .left, .right, .pageDown, .home, .end, .backspace, .delete, .function(9),
                .function(3), .control("r"),
            ]
        for _ in 0..<400 {
            if random(12) == 0 {
                kit.desk.columns = 1 + random(140)
                kit.desk.rows = 1 + random(40)
                try kit.send(.resized)
            }
            try kit.send(random(20) == 0 ? .paste("粘贴\n的\u{1B}[31m文字") : .key(keys[random(keys.count)]))
            let surface = kit.screen
            #expect(surface.width == kit.desk.columns && surface.height == kit.desk.rows)
        }
        #expect(try kit.office.ledger.verify(deep: true).isWhole)
    }

    @Test func `an emergency rings once, keeps its line, and takes no key`() throws {
        let kit = try DeskKit()
        try kit.type("2")
        #expect(!kit.desk.bellIsDue)
        _ = try kit.office.open(
            MatterDraft(register: "tasks", values: ["title": "石桥镇山火", "emergency": true, "importance": 5], registers: true))
        let focus = kit.desk.focus
        try kit.refresh()
        #expect(kit.desk.bellIsDue && kit.desk.focus == focus && kit.desk.overlays.isEmpty)
        #expect(kit.desk.message == nil && kit.screen.text.contains("石桥镇山火"))
        kit.desk.bellIsDue = false
        try kit.type("j")
        #expect(!kit.desk.bellIsDue)
        #expect(kit.screen.text.contains("石桥镇山火"))
        // An urgent paper waits beside it; each leaves the line by an act, not by being put off.
        #expect(kit.desk.alarm(width: 118)?.contains("另1件") == true)
        try kit.office.move(try kit.matter(titled: "年终决算").id, .propose, ["leader": "p3"])
        let id = try kit.matter(titled: "石桥镇山火").id
        try kit.office.move(id, .bringup, ["day": "2026-11-24"])
        try kit.refresh()
        #expect(kit.desk.alarm(width: 118)?.contains("石桥镇山火") == true)
        try kit.office.move(id, .dispatch, ["target": "u1"])
        try kit.refresh()
        #expect(kit.desk.alarm(width: 118) == nil)
    }

    @Test func `closing the day asks until it has an answer`() throws {
        let kit = try DeskKit()
        func closing() throws -> ClosingState {
            guard case .closing(let state)? = kit.desk.overlays.last else { throw TestFault("not closing") }
            return state
        }
        try kit.type("1E")
        let count = try closing().items.count
        func form() throws -> FormState {
            guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no prompt") }
            return form
        }
        try kit.type("5<enter><enter>")
        #expect(try form().fields[0].error != nil)
        try kit.type("<esc>")
        #expect(try closing().items.count == count && closing().error.isEmpty)
        try kit.type("32026-11-01<enter>")
        #expect(try form().fields[0].error != nil)
        try kit.type("<esc>5等财政局回话<enter>")
        let left = kit.desk.overlays.isEmpty ? 0 : try closing().items.count
        #expect(left == count - 1)
    }

    @Test func `what waits for somebody lies with them, and the row says for whom`() throws {
        let kit = try DeskKit()
        try kit.type("1E")
        guard case .closing(let closing)? = kit.desk.overlays.last else { throw TestFault("not closing") }
        let id = closing.items[0]
        // Every row says why it stands there and when it is due.
        #expect(kit.screen.text.contains("逾期") && kit.screen.text.contains("今日到期") && kit.screen.text.contains("3 改期到…"))
        try kit.type("5周明远<tab>周五<enter>")
        let matter = try kit.office.matter(id)
        #expect(matter.waiting?.on == "p2" && matter.holder == "p2" && matter.bringUpOn?.iso == "2026-11-27")
        #expect(!kit.desk.snapshot.today.contains { $0.matter.id == id })
    }

    @Test func `a promise put off asks whom you told`() throws {
        let kit = try DeskKit()
        kit.office.now = try kit.office.moment("2026-11-20T09:00")
        let due = try kit.office.moment("2026-11-23T17:00").milliseconds
        let id = try kit.office.open(
            MatterDraft(
                register: "tasks", values: ["title": "回电", "promise": ["to": "李女士", "due": .int(due), "originalDue": .int(due)]],
                registers: true))
        kit.office.now = try kit.office.moment("2026-11-23T17:10")
        kit.desk.now = kit.office.now
        try kit.refresh()
        try kit.type("1E")
        guard case .closing(let closing)? = kit.desk.overlays.last, let index = closing.items.firstIndex(of: id) else {
            throw TestFault("not closing")
        }
        for _ in 0..<index { try kit.type("<down>") }
        try kit.type("2")
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("not asked") }
        #expect(form.focusedField?.definition.id == "told")
        try kit.type("<enter>")
        #expect(try kit.office.matter(id).bringUpOn == nil)
        try kit.type("已电话告知李女士<enter>")
        #expect(try kit.office.matter(id).bringUpOn?.iso == "2026-11-24")
    }

    @Test func `a batch stopped half-way says so and leaves the rest marked`() throws {
        let kit = try DeskKit()
        try kit.letLeaderSee("年终决算")
        kit.stopsAfter = 1
        try kit.type("2*")
        let marked = kit.desk.marks
        try kit.type("f")
        #expect(kit.desk.marks.count == marked.count - 1 && kit.desk.marks.isSubset(of: marked))
        #expect(kit.desk.message?.text.contains("已停止") == true)
        #expect(kit.desk.message?.tone == .refusal)
    }

    @Test func `a filter is kept as a view, shown again from elsewhere, and removed`() throws {
        let kit = try DeskKit()
        try kit.type("2<F6>")
        #expect(kit.screen.text.contains("将当前筛选存为视图"))
        try kit.type("<enter>")
        #expect(kit.desk.message?.tone == .refusal)
        try kit.type("<esc>/财政局<enter><F6><enter>")
        try kit.send(.paste("财政来文"))
        try kit.type("<enter>")
        #expect(try kit.office.ledger.views(of: "p1") == [SavedView(name: "财政来文", expression: "财政局", register: "inbound", pane: 2)])
        // From another pane, on another day.
        let later = try DeskKit(office: kit.office)
        try later.type("1<F6>")
        #expect(later.screen.text.contains("财政来文"))
        try later.type("cz<enter>")
        #expect(later.desk.focus == .inbound)
        #expect(later.desk.filters[.inbound] == "财政局")
        #expect(later.desk.snapshot.lists[.inbound]?.rows.allSatisfy { $0.title.contains("财政局") } == true)
        try later.type("<F6><down><del>")
        #expect(try later.office.ledger.views(of: "p1").isEmpty)
        #expect(!later.screen.text.contains("财政来文"))
    }

    @Test func `3 at the close of the day asks once, gives another day and is done`() throws {
        let kit = try DeskKit()
        try kit.type("1E")
        guard case .closing(let closing)? = kit.desk.overlays.last else { throw TestFault("not closing") }
        let id = closing.items[0]
        try kit.type("312-04<enter>")
        #expect(try kit.office.matter(id).bringUpOn?.iso == "2026-12-04")
        guard case .closing(let left)? = kit.desk.overlays.last else { throw TestFault("asked twice") }
        #expect(!left.items.contains(id))
        #expect(!kit.desk.snapshot.today.contains { $0.matter.id == id })
    }
}
