import Office
import Phrases
import TestKit
import Testing

@testable import Desk

/// Hints and help belong to the pane in focus and to the register under its cursor, and a key without effect says so.
@Suite struct PaneKeyTests {
    private func hintBar(_ kit: DeskKit) -> String {
        kit.screen.text.split(separator: "\n", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    }

    @Test func `the register in pane 4 and in the preview names its own steps`() throws {
        let kit = try DeskKit()
        try kit.type("4")
        #expect(kit.desk.mattersRegister == "inbound")
        #expect(hintBar(kit).contains("传阅") && !hintBar(kit).contains("改派"))
        try kit.type("0")
        #expect(hintBar(kit).contains("传阅") && !hintBar(kit).contains("改派"))
        kit.desk.mattersRegister = "tasks"
        try kit.type("4")
        try kit.refresh()
        #expect(hintBar(kit).contains("办结") && !hintBar(kit).contains("传阅"))
        try kit.type("?")
        #expect(!kit.screen.text.contains("传阅"))
    }

    @Test func `a preview of a meeting takes the calendar's keys`() throws {
        let kit = try DeskKit()
        try kit.type("30")
        #expect(hintBar(kit).contains("取消会议"))
        try kit.type("D")
        guard case .line(let line)? = kit.desk.overlays.last, case .cancel = line.purpose else { throw TestFault("not cancelled") }
    }

    @Test(arguments: ["30", "3"])
    func `before a meeting is cancelled it is named, from the calendar or its preview`(pane: String) throws {
        let kit = try DeskKit()
        try kit.type(pane)
        try kit.type("D")
        #expect(kit.screen.text.contains("取消“预算评审会”"), "\(kit.screen.text)")
    }

    @Test(arguments: [
        ("5", "此页尚未开放"), ("8", "此页尚未开放"), ("J", "在此无作用"), ("3r", "收文"), ("3c", "传阅"), ("3 ", "不能标记"), ("1F", "搜索"),
    ])
    func `a key without effect says so`(keys: String, words: String) throws {
        let kit = try DeskKit()
        try kit.type(keys)
        #expect(kit.desk.message?.text.contains(words) == true, "\(kit.desk.message?.text ?? "")")
        #expect(kit.desk.overlays.isEmpty)
    }

    @Test func `o without a file says so, and of several asks which`() throws {
        let kit = try DeskKit()
        try kit.type("1go")
        #expect(kit.desk.message?.text == "此件没有附件")
        let files = try ["甲.txt", "乙.txt"].map { name -> ClearedPaper in
            let bytes = Array(name.utf8)
            return try cleared(digest: try kit.office.ledger.keep(bytes), name: name, size: bytes.count, text: name)
        }
        let id = try kit.office.open(
            MatterDraft(
                register: "inbound", values: ["title": "两个附件", "fields/from": "u2", "received": .int(kit.office.now.milliseconds)],
                enclosures: files))
        try kit.type("2")
        kit.desk.selected[.inbound] = id
        try kit.refresh()
        let effects = update(&kit.desk, .action(.openFile), at: kit.office.now)
        #expect(effects.isEmpty)
        guard case .picker(let picker)? = kit.desk.overlays.last else { throw TestFault("no picker") }
        #expect(picker.items.map(\.label) == ["甲.txt", "乙.txt"] || picker.items.map(\.label) == ["乙.txt", "甲.txt"])
        let chosen = update(&kit.desk, .input(.key(.character("1"))), at: kit.office.now)
        guard case .openFile(_, let name)? = chosen.first else { throw TestFault("not opened") }
        #expect(name == picker.items[0].label)
    }

    @Test func `the keys of English bear the same words in every pane, and begin small`() throws {
        let kit = try DeskKit(.english)
        for pane in ["2", "4j"] {
            try kit.type(pane)
            #expect(hintBar(kit).contains("r register") && hintBar(kit).contains("b instruction"), "\(hintBar(kit))")
            let words = kit.desk.helpLines().map { "\($0.label) \($0.text)" }
            #expect(words.contains("r register") && words.contains("b instruction") && words.contains("d conclude"), "\(words)")
        }
        try kit.type("<F9>")
        guard case .picker(let picker)? = kit.desk.overlays.last else { throw TestFault("no picker") }
        let large = picker.items.map(\.label).filter { $0 != $0.prefix(1).lowercased() + $0.dropFirst() }
        #expect(large.isEmpty)
    }

    @Test func `what stands over a box begins with a capital`() throws {
        let kit = try DeskKit(.english)
        for (keys, title) in [("2t", "Task from it"), ("2L", "Lend · "), ("2<F9>", "More"), ("2h", "History"), ("2?", "Help · Inbound")] {
            try kit.type(keys)
            #expect(kit.screen.text.contains("─ \(title)"), "\(kit.screen.text)")
            try kit.type("<esc><esc><esc>")
        }
    }
}
