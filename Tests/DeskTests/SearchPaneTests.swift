import Office
import Phrases
import Screen
import TestKit
import Testing

@testable import Desk

@Suite struct SearchPaneTests {
    @Test func `a search is narrowed by its counts, which are asked for only while they are looked at`() throws {
        let kit = try DeskKit(columns: 80, rows: 24)
        try kit.type("7云溪县<enter>")
        let all = kit.desk.snapshot.hitTotal
        #expect(all == 3 && kit.facetsAsked == 0)
        try kit.type("F")
        #expect(kit.facetsAsked > 0)
        #expect(kit.screen.text.contains("来文单位  水利局") && kit.screen.text.contains("2026"))
        try kit.type("<esc>")
        #expect(kit.desk.searchText == "云溪县")
        try kit.type("<F7>水利<enter>")
        #expect(kit.desk.searchText == "云溪县 from:水利局")
        #expect(kit.desk.snapshot.hitTotal == 1)
        #expect(kit.screen.text.contains("云溪县 from:水利局"))
        // Nothing more can be counted away, and nothing is added twice.
        try kit.type("F水利<enter>")
        #expect(kit.desk.searchText == "云溪县 from:水利局")
    }

    @Test func `a number that is still being counted is not guessed`() throws {
        let kit = try DeskKit(columns: 80, rows: 24)
        try kit.type("7云溪县<enter>")
        func title() -> String {
            kit.screen.text.split(separator: "\n").map(String.init).first { $0.contains("7 ") && $0.contains("云溪县") } ?? ""
        }
        #expect(title().contains(" 3 ") && !title().contains("…"))
        var snapshot = kit.desk.snapshot
        snapshot.hitTotal = nil
        kit.desk.take(snapshot)
        #expect(title().contains(" … ") && !title().contains(" 3 "), "\(kit.screen.text)")
    }

    @Test(arguments: [(80, 24), (120, 36)])
    func `the word that was found is on the screen, however narrow its row`(columns: Int, rows: Int) throws {
        let kit = try DeskKit(columns: columns, rows: rows)
        let text = "各科室：\n　　按照年度工作要求，请各单位于本周内报送紫藤花养护计划的执行情况。"
        let digest = try kit.office.ledger.keep(Array(text.utf8))
        _ = try kit.office.open(
            MatterDraft(
                register: "inbound", values: ["title": "关于做好全县城市绿化养护与安全生产有关工作的通知", "fields/from": "u3"],
                enclosures: [try cleared(digest: digest, name: "正文.txt", size: 9, text: text)]))
        try kit.type("7紫藤花<enter>")
        let row = kit.screen.text.split(separator: "\n").first { $0.contains("第2行") }
        #expect(row?.contains("紫藤花") == true, "\(kit.screen.text)")
    }

    @Test func `an unknown field is said, and what could be read stays searched`() throws {
        let kit = try DeskKit()
        try kit.type("7云溪县 frm:a")
        #expect(kit.screen.text.contains("from"))
        #expect(kit.desk.searchText == "云溪县 frm")
        try kit.type("<enter>")
        #expect(!kit.desk.overlays.isEmpty)
    }

    @Test(arguments: [(Language.simplified, "机器识读", "周期事项"), (.english, "read by machine", "Comes round"), (.traditional, "機器識讀", "週期事項")])
    func `what a machine read and what comes round is said where the paper is looked at`(
        language: Language, machine: String, round: String
    ) throws {
        for (columns, rows) in [(120, 36), (80, 24)] {
            let kit = try DeskKit(language, columns: columns, rows: rows)
            let text = "一、请每月5日前报送上月水情。"
            let digest = try kit.office.ledger.keep(Array(text.utf8))
            _ = try kit.office.open(
                MatterDraft(
                    register: "inbound",
                    values: ["title": "水情函", "urgency": "特急", "proposals/repeats": ["text": "每月5日前", "line": 1]],
                    enclosures: [try cleared(digest: digest, name: "扫描.png", size: 9, text: text, isMachineRead: true)]))
            try kit.type(columns > 100 ? "7水情<enter>" : "7水情<enter><enter>")
            #expect(kit.screen.text.contains("扫描.png") && kit.screen.text.contains(machine), "\(kit.screen.text)")
            #expect(kit.screen.text.contains(round) && kit.screen.text.contains("每月5日前"), "\(kit.screen.text)")
        }
    }

    @Test func `a find in a paper opens at its line, and n goes to the next`() throws {
        let kit = try DeskKit(columns: 120, rows: 24)
        let filler = (1...80).map { "第\($0)段没有要找的词。" }.joined(separator: "\n")
        let text = filler + "\n拟检修二号闸门。\n" + filler + "\n闸门检修完毕。"
        let digest = try kit.office.ledger.keep(Array(text.utf8))
        _ = try kit.office.open(
            MatterDraft(
                register: "inbound", values: ["title": "检修函"],
                enclosures: [try cleared(digest: digest, name: "正文.txt", size: text.utf8.count, text: text)]))
        try kit.type("7闸门<enter>")
        #expect(kit.screen.text.contains("第81行 …"))
        try kit.type("<enter>")
        #expect(kit.desk.focus == .preview)
        let first = kit.desk.previewTop
        #expect(first > 80)
        let marked = (0..<kit.screen.height).contains { y in
            (0..<kit.screen.width).contains { kit.screen[$0, y].style.role == .mark && kit.screen[$0, y].style.isUnderlined }
        }
        #expect(marked && kit.screen.text.contains("二号闸门"))
        try kit.type("n")
        #expect(kit.desk.previewTop > first && kit.screen.text.contains("闸门检修完毕"))
        try kit.type("N")
        #expect(kit.desk.previewTop == first)
    }

    private func doubt(_ name: String, _ likeness: Doubt.Likeness, _ twin: SubjectID) -> Doubt {
        Doubt(
            path: "/drop/\(name)", name: name, likeness: likeness, twin: twin,
            new: .init(title: "关于协助的函（更正）", number: "云财函〔2026〕9号", day: "2026-11-20"),
            here: .init(title: "关于协助的函", number: "收文〔2026〕117号", day: "2026-11-19"))
    }

    @Test func `a doubtful paper waits without taking the keyboard, and is decided with one digit`() throws {
        let kit = try DeskKit(columns: 80, rows: 24)
        let twin = try kit.matter(titled: "协助提供数据").id
        try kit.type("A写到一半")
        let (one, two) = (doubt("甲.pdf", .sameNumber, twin), doubt("乙.pdf", .sameBytes, twin))
        _ = update(&kit.desk, .doubtful([one, two]), at: kit.office.now)
        try kit.type("好<esc>")
        #expect(kit.settled.isEmpty)
        _ = update(&kit.desk, .doubtful([one]), at: kit.office.now)
        #expect(kit.desk.doubts.map(\.name) == ["甲.pdf", "乙.pdf"])
        #expect(kit.screen.text.contains("收件夹：甲.pdf 与收文〔2026〕117号同号 · = 处理"))
        try kit.type("=")
        for words in ["关于协助的函（更正）", "云财函〔2026〕9号", "2026-11-20", "收文〔2026〕117号", "1 同一件", "2 新版本", "3 不同"] {
            #expect(kit.screen.text.contains(words), "\(words)")
        }
        // Left waiting, it goes behind the other, whose bytes leave nothing for a new version.
        try kit.type("<esc>＝2")
        #expect(kit.settled.isEmpty && kit.desk.doubts.first?.name == "乙.pdf")
        try kit.type("1")
        #expect(kit.settled.map(\.answer) == [.same] && kit.settled.first?.doubt == two)
        _ = update(&kit.desk, .settled(two, "已归同一件"), at: kit.office.now)
        try kit.type("=2")
        #expect(kit.settled.map(\.answer) == [.same, .version])
        _ = update(&kit.desk, .settled(one, "已附入"), at: kit.office.now)
        #expect(kit.desk.doubts.isEmpty)
        try kit.type("=")
        #expect(kit.desk.overlays.isEmpty)
    }
}
