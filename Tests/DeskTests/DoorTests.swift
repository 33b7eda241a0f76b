import Office
import Phrases
import TestKit
import Testing

@testable import Desk

/// A secrecy mark is said over everything else until somebody has read it, wherever it came in (J13).
@Suite struct DoorTests {
    private func isAtDoor(_ kit: DeskKit) -> Bool { if case .door? = kit.desk.overlays.last { true } else { false } }

    /// What the window says, its lines joined again.
    private func said(_ kit: DeskKit) -> String {
        kit.screen.text.filter { !$0.isWhitespace && $0 != "│" }
    }

    @Test(arguments: [Language.simplified, .english])
    func `the words are whole at 80 columns and stay until they are acknowledged`(language: Language) throws {
        let kit = try DeskKit(language, columns: 80, rows: 24)
        let hits = [SecrecyHit(name: "甲.docx", level: "机密"), SecrecyHit(name: "乙.docx", level: "秘密")]
        _ = update(&kit.desk, .classified(hits, also: "m9"), at: kit.office.now)
        for hit in hits {
            let sentence = kit.desk.speaker(Refusal.classified(secrecy: hit.level), in: nil)
            #expect(said(kit).contains(sentence.filter { !$0.isWhitespace }) && said(kit).contains(hit.name))
            try kit.type("jq2 ")
            try kit.send(.idle)
            #expect(isAtDoor(kit) && said(kit).contains(hit.name))
            try kit.type("<enter>")
        }
        #expect(kit.desk.overlays.isEmpty && kit.desk.message?.text == "m9" && !kit.quit)
    }

    @Test func `what was typed before the words were seen acknowledges nothing`() throws {
        let kit = try DeskKit(columns: 80, rows: 24)
        let version = try kit.office.ledger.version()
        kit.looks = false
        try kit.type("A任:机密★10年 转办某件<enter><enter><escape><enter>")
        #expect(isAtDoor(kit) && !said(kit).contains("已知晓"))
        kit.desk.doorIsSeen = true
        #expect(said(kit).contains("已知晓"))
        try kit.type("<enter>")
        guard case .line(let line)? = kit.desk.overlays.last else { throw TestFault("no line") }
        #expect(line.editor.text == "任:机密★10年 转办某件")
        #expect(try kit.office.ledger.version() == version)
    }

    @Test func `a captured line with a mark is neither recorded nor kept`() throws {
        let kit = try DeskKit()
        let version = try kit.office.ledger.version()
        try kit.type("A")
        try kit.send(.paste("机密★ 转办某件"))
        try kit.send(.idle)
        #expect(isAtDoor(kit))
        try kit.type("<enter><enter>")
        #expect(try isAtDoor(kit) && kit.office.ledger.version() == version)
        try kit.type("<enter><esc>")
        #expect(kit.desk.message?.text.contains("未留存") == true)
        #expect(try kit.office.ledger.draft(form: "capture", person: "p1") == nil)
    }

    @Test func `what was kept of a line before its mark was typed goes with it`() throws {
        let kit = try DeskKit()
        try kit.type("A")
        try kit.send(.paste("转办水库某件"))
        try kit.send(.idle)
        #expect(try kit.office.ledger.draft(form: "capture", person: "p1") != nil)
        try kit.send(.paste(" 绝密★长期"))
        try kit.send(.idle)
        #expect(try isAtDoor(kit) && kit.office.ledger.draft(form: "capture", person: "p1") == nil)
    }

    @Test func `a form with a mark is stopped, a title that only speaks of marks is not`() throws {
        let kit = try DeskKit()
        let version = try kit.office.ledger.version()
        try kit.type("3+")
        try kit.send(.paste("绝密★启用前"))
        #expect(isAtDoor(kit))
        try kit.type("<enter><enter>")
        #expect(try isAtDoor(kit) && kit.office.ledger.version() == version)
        #expect(SecrecyDoor.mark(inTyped: "转发机密文件管理办法") == nil)
        #expect(SecrecyDoor.mark(inTyped: "審閱絕密★1年件") == "绝密")
    }

    @Test func `words are let in by naming the ground and by whom`() throws {
        let kit = try DeskKit()
        try kit.type("A")
        try kit.send(.paste("绝密★1950 放映安排"))
        try kit.type("<enter>")
        #expect(isAtDoor(kit) && said(kit).contains("F4误报或已解密"))
        try kit.type("<F4>")
        try kit.send(.paste("误报"))
        try kit.type("<enter>")
        #expect(kit.desk.isTypingLine && !isAtDoor(kit))
        try kit.send(.paste("，系影片名；张敏"))
        try kit.type("<enter>")
        #expect(kit.desk.overlays.isEmpty)
        let kept = try kit.matter(titled: "放映安排")
        #expect(try kit.office.ledger.history(kept.id).first?.event.noteTexts == ["误报，系影片名；张敏"])
    }

    @Test func `a paper is let in by naming the ground, one at a time`() throws {
        let kit = try DeskKit()
        let hits = [SecrecyHit(name: "甲.docx", level: "机密", path: "drop/甲.docx"), SecrecyHit(name: "乙.docx", level: "秘密")]
        _ = update(&kit.desk, .classified(hits, also: nil), at: kit.office.now)
        try kit.type("<F4>")
        try kit.send(.paste("国密局〔2026〕9号解密；周明远"))
        try kit.type("<enter>")
        #expect(kit.letIn.map(\.path) == ["drop/甲.docx"] && kit.letIn.first?.clearance.by == "周明远")
        // The next waits, and lies where the desk cannot reach it.
        #expect(isAtDoor(kit) && said(kit).contains("乙.docx") && !said(kit).contains("F4"))
    }

    @Test func `what receive refuses at the desk is said the same way`() throws {
        let kit = try DeskKit()
        let sentence = kit.desk.speaker(Refusal.classified(secrecy: "秘密"), in: nil)
        _ = update(
            &kit.desk, .commandEnded("receive a", output: ["m7  通知", "banshi: a/丙.docx: " + sentence], succeeded: false), at: kit.office.now
        )
        #expect(isAtDoor(kit) && said(kit).contains("a/丙.docx"))
    }
}
