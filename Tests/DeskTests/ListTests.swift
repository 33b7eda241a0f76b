import Office
import Phrases
import Screen
import TestKit
import Testing

@testable import Desk

/// What lists show, what narrows them and what is never hidden.
@Suite struct ListTests {
    private func lines(_ kit: DeskKit) -> [String] {
        kit.screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Opens a paper that mentions our number of another paper, newer than it.
    private func numbered(_ kit: DeskKit) throws -> (ours: SubjectID, other: SubjectID, number: Int) {
        try kit.type("2jr")
        let ours = try kit.matter(titled: "除险加固")
        let number = try #require(ours.number?.sequence)
        let other = try kit.office.paper("关于\(number)号工程的函", reference: "云财函〔2026〕\(number)号", urgency: "特提")
        try kit.refresh()
        return (ours.id, other, number)
    }

    @Test(arguments: [(Language.simplified, "没有符合“嫦娥”的 · Esc 取消筛选"), (.english, "Nothing matches “嫦娥” · Esc clears the filter")])
    func `an empty list under a filter says so and how to leave`(language: Language, words: String) throws {
        for (columns, rows) in [(120, 36), (80, 24)] {
            for pane in ["1", "2", "4"] {
                let kit = try DeskKit(language, columns: columns, rows: rows)
                try kit.type(pane + "/嫦娥<enter>")
                #expect(kit.screen.text.contains(words), "\(kit.screen.text)")
                #expect(lines(kit).contains { $0.contains("\(pane) ") && $0.contains("“嫦娥”") && $0.contains("━") })
            }
        }
    }

    @Test func `what an input method committed is named in the title, and Enter ends the prompt alone`() throws {
        let kit = try DeskKit()
        try kit.type("2水")
        #expect(lines(kit).contains { $0.contains("2 收文 · 筛选“水”") })
        try kit.type("<enter>")
        #expect(kit.desk.overlays.isEmpty && kit.desk.focus == .inbound)
    }

    @Test func `counts and the alarm are of my own in every scope and under every filter`() throws {
        let kit = try DeskKit()
        _ = try kit.office.open(
            MatterDraft(register: "tasks", values: ["title": "石桥镇山火", "emergency": true, "importance": 5], registers: true))
        try kit.refresh()
        #expect(lines(kit)[0].contains("逾期1"))
        kit.desk.message = nil
        kit.desk.scope = .holder("p3")
        try kit.refresh()
        #expect(kit.desk.snapshot.today.isEmpty)
        #expect(lines(kit)[0].contains("逾期1") && kit.screen.text.contains("“在王建国手”下没有事项 · Esc 回到我的"))
        #expect(kit.desk.alarm(width: 100)?.contains("石桥镇山火") == true && kit.screen.text.contains("按 ! 前往"))
        // The way there leads out of the scope.
        try kit.type("!")
        let fire = try kit.matter(titled: "石桥镇山火").id
        #expect(kit.desk.scope == .person("p1") && kit.desk.current == fire)
        for needle in ["嫦娥", "讲话"] {
            try kit.type("1/\(needle)<enter>!")
            #expect(kit.desk.current == fire, "\(needle)")
        }
    }

    @Test func `what was saved takes no place from date, next meeting or lateness`() throws {
        let kit = try DeskKit(columns: 104)
        let before = lines(kit)[0]
        kit.desk.savedAt = kit.office.now
        let after = lines(kit)[0]
        for part in ["11-23", "下一场 14:00", "逾期1", "张敏"] { #expect(before.contains(part) && after.contains(part), "\(after)") }
    }

    @Test func `the next meeting stays in the header whichever month is looked at`() throws {
        let kit = try DeskKit()
        kit.desk.day = kit.desk.day + 200
        try kit.refresh()
        #expect(lines(kit)[0].contains("下一场 14:00"))
    }

    @Test func `a list kept between two keys says what it would say drawn anew`() throws {
        let kit = try DeskKit()
        try kit.office.paper("云溪县财政局关于加急事项的通知", reference: "云财函〔2026〕31号", urgency: "加急")
        try kit.refresh()
        var desk = kit.desk
        let kept = LaidLists()
        func check(_ what: String) throws {
            for (pane, page) in desk.snapshot.lists {
                for isWide in [false, true] {
                    let list = kept.laid(page.rows, isWide: isWide, of: pane, in: desk)
                    let anew = LaidList(page.rows, isWide: isWide, in: desk)
                    #expect(list.lines.map { "\($0)" } == anew.lines.map { "\($0)" }, "\(what)")
                    #expect(list.widths == anew.widths, "\(what)")
                    #expect(kept.laid(page.rows, isWide: isWide, of: pane, in: desk).holds(page.rows, isWide: isWide, in: desk))
                }
            }
        }
        try check("at once")
        let first = try #require(desk.snapshot.lists[.inbound]?.rows.first)
        desk.busy = [first.id: "p2"]
        try check("a colleague at work")
        let start = desk.now
        for hours in [1, 8, 13, 24, 24 * 40, 24 * 400] {
            desk.now = start.adding(minutes: 60 * hours)
            try check("\(hours) hours later")
        }
        desk.now = start
        try check("an earlier hour")
    }

    @Test func `the calendar shows a meeting on each of its days`() throws {
        let kit = try DeskKit()
        let start = try kit.office.moment("2026-11-24T14:00")
        try kit.office.ledger.submit(
            [
                .schedule(fields: [
                    "title": "三日培训", "start": .int(start.milliseconds), "end": .int(start.adding(minutes: 60 * 50).milliseconds),
                ])
            ], as: kit.office.by())
        try kit.refresh()
        try kit.type("3")
        let first = kit.desk.day
        for offset in 0...5 {
            #expect(kit.desk.day == first + offset)
            #expect(kit.desk.dayOccurrences.contains { $0.title == "三日培训" } == (1...3).contains(offset), "\(offset)")
            #expect(kit.desk.busyDays.contains(first + offset) == (0...3).contains(offset), "\(offset)")
            try kit.type("<right>")
        }
        // Under a filter and in another month, too.
        try kit.type("T/培训<enter>")
        #expect(kit.desk.dayOccurrences.isEmpty)
        try kit.type("<right>")
        #expect(kit.desk.dayOccurrences.map(\.title) == ["三日培训"])
        try kit.type("<esc>")
        for _ in 0..<9 { try kit.type("]") }
        #expect(kit.desk.dayOccurrences.isEmpty && kit.desk.busyDays.isEmpty)
    }

    @Test func `a number finds our paper before all that mention it`() throws {
        let kit = try DeskKit()
        let (ours, other, number) = try numbered(kit)
        try kit.type("2/\(number)<enter>")
        #expect(kit.desk.current == ours)
        #expect(kit.desk.snapshot.lists[.inbound]?.rows.map(\.id) == [ours, other])
        // Put away, it is still found from the queue.
        try kit.type("f<esc>2/\(number)<enter>")
        #expect(kit.desk.current == ours)
        try kit.type("<esc><esc>4g\\\(number)<enter>")
        #expect(kit.desk.current == ours)
        try kit.type("7\(number)<enter>")
        #expect(kit.desk.current == ours && kit.desk.snapshot.hits.count == 3)
        try kit.type("#\(number)<enter>")
        #expect(kit.desk.focus == .matters && kit.desk.current == ours && kit.desk.count(.matters) == 1)
        try kit.type("1#收\(number)<enter>")
        #expect(kit.desk.current == ours && kit.desk.count(.matters) == 1)
    }

    @Test func `a number beyond the rows that were read is found all the same`() throws {
        let kit = try DeskKit(columns: 80, rows: 24)
        let (ours, _, number) = try numbered(kit)
        for index in 1...80 { try kit.office.paper("新到的来文\(index + 500)") }
        try kit.refresh()
        try kit.type("4")
        #expect(kit.desk.snapshot.lists[.matters]?.rows.contains { $0.id == ours } == false)
        try kit.type("\\\(number)<enter>")
        #expect(kit.desk.overlays.isEmpty && kit.desk.focus == .matters && kit.desk.current == ours)
        try kit.type("<esc>\\嫦娥<enter>")
        #expect(kit.screen.text.contains("附近各行没有“嫦娥”"))
    }

    @Test func `a number there is not is said, and the prompt stays`() throws {
        let kit = try DeskKit()
        try kit.type("2#999<enter>")
        guard case .line(let line)? = kit.desk.overlays.last else { throw TestFault("the prompt closed") }
        #expect(line.isError && line.editor.text == "999" && kit.desk.focus == .inbound)
        #expect(kit.screen.text.contains("没有编号为 999 的文件"))
    }

    @Test(arguments: [(Language.simplified, "2 收文 · 筛选“待登记”"), (.english, "2 Inbound · filter “To register”")])
    func `a stage leads to its papers under its own name`(language: Language, title: String) throws {
        let kit = try DeskKit(language)
        try kit.type("1jjj<enter>")
        #expect(kit.desk.focus == .inbound && kit.desk.count(.inbound) == 2)
        #expect(lines(kit).contains { $0.contains(title) }, "\(kit.screen.text)")
    }

    @Test func `7 in a search searches again`() throws {
        let kit = try DeskKit()
        try kit.type("7云溪县<enter>")
        #expect(kit.desk.overlays.isEmpty)
        try kit.type("7")
        guard case .line(let line)? = kit.desk.overlays.last else { throw TestFault("no line") }
        #expect(line.purpose == .search && line.editor.text == "云溪县")
    }

    @Test func `a filter that names what there is not stays in its line with the nearest`() throws {
        let kit = try DeskKit()
        try kit.type("2/")
        try kit.send(.paste("状态:待你办"))
        try kit.type("<enter>")
        guard case .line(let line)? = kit.desk.overlays.last else { throw TestFault("the prompt closed") }
        #expect(line.isError && line.echo.contains("待拟办"))
        // A kept view that no longer fits shows why, not everything.
        try kit.type("<esc>")
        kit.desk.applyFilter("状态:待你办", to: .inbound)
        try kit.refresh()
        #expect(kit.desk.current == nil && kit.screen.text.contains("待拟办"))
    }

    @Test func `a filter of signs alone says at Enter that it names nothing`() throws {
        let kit = try DeskKit()
        try kit.type("2/((<enter>")
        guard case .line(let line)? = kit.desk.overlays.last else { throw TestFault("the prompt closed") }
        #expect(line.isError && line.echo.contains("(("))
        try kit.type("<esc>")
        #expect(kit.desk.overlays.isEmpty && (kit.desk.filters[.inbound] ?? "").isEmpty)
    }

    @Test(arguments: [Language.simplified, .english])
    func `columns stand in line, the number first, at every width`(language: Language) throws {
        for (columns, height) in [(120, 36), (80, 24), (60, 20), (44, 12)] {
            let kit = try DeskKit(language, columns: columns, rows: height)
            try kit.type("2jr")
            try kit.office.move(try kit.matter(titled: "除险加固").id, .circulate, ["readers": ["p2", "p3"]])
            try kit.type("z")
            kit.desk.message = nil
            // Below the list stand the red line with a whole title, and the hints.
            let rows = lines(kit).dropLast(2).filter { $0.contains("关于") && !$0.contains("─") }
            // Every title begins where the others do.
            let begins = Set(rows.compactMap { row in row.firstRange(of: "关于").map { TextWidth.of(row[..<$0.lowerBound]) } })
            #expect(rows.count == 3 && begins.count == 1, "\(kit.screen.text)")
            #expect(rows.allSatisfy { !$0.contains("云溪县财政局关于") }, "\(kit.screen.text)")
            let number = try #require(try kit.matter(titled: "除险加固").number?.sequence)
            #expect(
                rows.contains { $0.dropFirst(2).drop { $0 == " " }.hasPrefix("\(number) ") || $0.contains("收文〔2026〕\(number)号 ") },
                "\(rows)")
            if columns >= 60 { #expect(kit.screen.text.contains(language.isChinese ? "传阅0/2" : "read 0/2"), "\(kit.screen.text)") }
        }
    }

    @Test func `lateness is said one way in list, Today and preview`() throws {
        let kit = try DeskKit()
        try kit.type("4")
        while kit.desk.mattersRegister != "tasks" { try kit.type("<right>") }
        let late = try kit.matter(titled: "征求意见函复函").id
        let row = try #require(kit.desk.snapshot.lists[.matters]?.rows.firstIndex { $0.id == late })
        for _ in 0..<row { try kit.type("j") }
        let screen = kit.screen.text
        #expect(screen.components(of: "逾期2日") >= 2 && !screen.contains("超"), "\(screen)")
        try kit.type("1")
        #expect(kit.screen.text.contains("逾期2日"))
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }

    @Test func `while a filter is refused the list keeps the one that stood, and the title says so`() throws {
        let kit = try DeskKit()
        try kit.type("2/foo:bar")
        #expect(kit.desk.filters[.inbound] == nil && kit.screen.text.contains("未筛选"))
        try kit.type("<esc>/财政<enter>/")
        for _ in 0..<2 { try kit.send(.key(.backspace)) }
        try kit.type("foo:bar")
        #expect(kit.desk.filters[.inbound] == "财政" && kit.screen.text.contains("筛选“财政”"))
    }

    @Test func `Today under a filter says how many rows it leaves`() throws {
        let kit = try DeskKit()
        try kit.type("1/讲话<enter>")
        #expect(kit.screen.text.contains("筛选“讲话” 1/\(kit.desk.snapshot.today.count)"))
    }

    @Test(arguments: [Language.simplified, .english])
    func `in a narrow Today lateness is kept before the mark`(language: Language) throws {
        let office = try DeskKit.furnished()
        let late = try office.moment("2026-11-19T17:30")
        _ = try office.open(
            MatterDraft(
                register: "inbound",
                values: [
                    "title": "云溪县财政局关于报送逾期材料情况的通知", "fields/from": "u2", "urgency": "特急",
                    "clock": Clock(start: late, until: late, basis: "测试", calendar: .china).json,
                ]))
        let kit = try DeskKit(language, columns: 50, rows: 20, office: office)
        let rows = kit.screen.text.split(separator: "\n").filter { $0.contains(kit.desk.speaker.chip(.overdue(workdays: 2))) }
        #expect(rows.contains { !$0.contains("征求意见") && !$0.contains("t2") && !$0.contains("任2") }, "\(kit.screen.text)")
    }

    @Test(arguments: [Language.simplified, .english], [60, 48])
    func `the choices of a narrow form are each read in one piece`(language: Language, columns: Int) throws {
        let kit = try DeskKit(language, columns: columns, rows: 20)
        try kit.type("2/决算<enter>x")
        guard case .form(let form)? = kit.desk.overlays.last, let field = form.focusedField else { throw TestFault("no form") }
        try #require(field.definition.id == "code" && field.definition.choices.count == 5)
        let lines = kit.screen.text.split(separator: "\n")
        for (index, choice) in field.definition.choices.enumerated() {
            let option = "\(index + 1) \(kit.desk.speaker(choice.name))"
            #expect(lines.contains { $0.contains(option) }, "\(option)\n\(kit.screen.text)")
        }
    }

    @Test func `tomorrow's meeting is said to be tomorrow's`() throws {
        let kit = try DeskKit(columns: 80, rows: 24)
        kit.office.now = try kit.office.moment("2026-11-22T20:00")
        kit.desk.now = kit.office.now
        try kit.refresh()
        #expect(kit.screen.text.contains("明天 14:00"))
    }
}
