import Office
import Phrases
import TestKit
import Testing

@testable import Desk

/// What is said on screens: words of the office, in the language of the screen.
@Suite struct WordsTests {
    @Test func `one of a thing is counted as one in English`() {
        let english = Speaker(.english)
        let phrase = Phrase("%1: %2 days, %3 papers.", "%1：%2日，%3件。")
        #expect(english(phrase, "1", "1", "1") == "1: 1 day, 1 paper.")
        #expect(english(phrase, "1", "11", "0") == "1: 11 days, 0 papers.")
        #expect(english(Phrase("%1 daystar", ""), "1") == "1 daystar")
        #expect(Speaker(.simplified)(phrase, "1", "1", "1") == "1：1日，1件。")
    }

    @Test func `no key and no screen of the desk shames anybody`() throws {
        let kit = try DeskKit()
        let shaming = ["交代", "致歉", "久拖", "照办", "到日再办", "连续登记", "再议", "盖章号", "文件处理单"]
        for binding in Keymap.standard.bindings { #expect(!shaming.contains { binding.phrase.zh.contains($0) }, "\(binding.phrase.zh)") }
        for keys in ["", "E", "<esc>2", "<F9>", "<esc>|", "<esc>+", "<esc>4", "?"] {
            try kit.type(keys)
            #expect(!shaming.contains { kit.screen.text.contains($0) }, "\(keys)")
        }
    }

    @Test func `choices, sources and repetitions are said in the language of the screen`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(
            MatterDraft(
                register: "tasks",
                values: ["title": "送名单", "fields/source": "oral", "fields/repeats": "每周一", "fields/assigner": "王县长"], registers: true))
        let paper = try office.open(
            MatterDraft(register: "inbound", values: ["title": "关于年报的通知", "fields/channel": "平台", "urgency": "加急"]))
        func lines(_ id: SubjectID, _ language: Language) throws -> [String] {
            MatterSheet(
                matter: try office.matter(id), office: try office.ledger.office(), directory: try office.ledger.directory(),
                speaker: Speaker(language), now: office.now
            ).lines().map { "\($0.label) \($0.text)" }
        }
        var hours = Clock(start: office.now, until: try office.moment("2026-11-25T10:30"), basis: "经办人定", calendar: .china)
        hours.begins = try office.moment("2026-11-25T09:00")
        let planned = try office.open(
            MatterDraft(register: "tasks", values: ["title": "起草报告", "clock": hours.json], registers: true))
        #expect(try lines(planned, .simplified).contains { $0.hasPrefix("时限 2026-11-25 09:00–10:30") })
        #expect(try lines(id, .simplified).contains("来源 口头") && lines(id, .simplified).contains("重复 每周一"))
        #expect(try lines(id, .english).contains("Source oral") && lines(id, .english).contains("Repeats every Mon"))
        #expect(try lines(paper, .english).contains("Channel platform") && lines(paper, .english).contains("Urgency priority"))
        #expect(Speaker(.simplified).stored("mon", of: "repeats") == "每周一")
        #expect(try lines(paper, .simplified).contains { $0.hasPrefix("经办人 ") && $0.contains("审核 周明远") })
        #expect(try lines(id, .simplified).contains { $0.hasPrefix("责任人 ") && $0.contains("督办 周明远") })
    }

    @Test func `what cannot be done, and what is not known, is named in words`() throws {
        let office = try TestOffice(.memory)
        let speaker = Speaker(.simplified)
        let refusal = speaker(Refusal.notOffered(move: .circulate, state: "open", register: "tasks"), in: try office.ledger.office())
        #expect(refusal == "当前状态为“待办”，不能“传阅”。")
        #expect(speaker(Refusal.unknown(what: "theme", text: "gongwen", nearest: nil), in: nil) == "没有名为“gongwen”的主题。")
        // 送, 协办 say what for: whom they name is said.
        let directory = try office.ledger.directory()
        func said(_ field: String, _ text: String, by speaker: Speaker) throws -> String {
            let definition = try #require(MoveForm.standard.first { $0.id == field })
            let reading = FieldReading(directory: directory, calendar: .china, now: office.now)
            do throws(Refusal) { _ = try reading.read(text, for: definition) } catch { return speaker(error, in: nil) }
            return ""
        }
        #expect(try said("leader", "王芳拟", by: speaker) == "“送”一栏的“王芳拟”不是已登记的人员。新人员先登记：people add 王芳拟")
        #expect(try said("partners", "气象拟", by: speaker).hasPrefix("“协办”一栏的“气象拟”不是已登记的人员或单位。"))
        #expect(
            try said("leader", "Wang Fan", by: Speaker(.english))
                == "Leader: nobody here is called “Wang Fan”. A new one is entered by: people add Wang Fan")
    }

    @Test(arguments: [
        ("经办人定", "set by hand"), ("承诺", "promise"), ("来文：请于12月4日前报送", "from the paper: 请于12月4日前报送"),
        ("依据批示：王建国 11-24“5个工作日”", "as instructed: 王建国 11-24“5个工作日”"),
        ("当日送批（特急）", "same day (immediate)"),
        ("立即：当日下班前·收文人定（加急）", "at once, by the close of the day (priority)"),
        (
            "预设 cn-telegram：特急 3日（通行做法，非国家规定）",
            "preset cn-telegram: immediate, 3 days (widely repeated guidance, no national rule)"
        ),
        (
            "预设 clerk-flow：普通件 2个工作日（某单位做法，急件当日拟办转交）",
            "preset clerk-flow: no mark, 2 working days (one office's rule; urgent papers the same day)"
        ),
        ("经办人定；延期：会签未回；延期：等财政局", "set by hand; extended: 会签未回; extended: 等财政局"),
        ("信访条例 §23", "信访条例 §23"),
    ])
    func `the ground of a limit is said in the language of the screen`(recorded: String, english: String) {
        #expect(Speaker(.english).basis(recorded) == english)
        #expect(Speaker(.simplified).basis(recorded) == recorded)
    }

    @Test func `by when a paper is to be sent up and why is said in English on an English sheet`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("关于报送年报的通知", urgency: "特急")
        try office.move(id, .register)
        let sheet = MatterSheet(
            matter: try office.matter(id), office: try office.ledger.office(), directory: try office.ledger.directory(),
            speaker: Speaker(.english), now: office.now)
        let sendUp = sheet.lines().first { $0.label == "Send up by" }
        #expect(sendUp?.text.hasSuffix("same day (immediate)") == true)
    }

    @Test func `every heading of an English sheet begins with a capital`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("关于报送年报的通知", urgency: "特急")
        try office.move(id, .propose, ["leader": "p3", "note": "拟请王县长阅示"])
        let sheet = MatterSheet(
            matter: try office.matter(id), office: try office.ledger.office(), directory: try office.ledger.directory(),
            speaker: Speaker(.english), now: office.now)
        let labels = sheet.lines().map(\.label).filter { !$0.isEmpty }
        #expect(labels.contains("Proposal"))
        #expect(labels.allSatisfy { $0.first?.isLowercase == false }, "\(labels)")
    }
}
