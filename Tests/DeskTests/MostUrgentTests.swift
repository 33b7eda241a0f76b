import Office
import Phrases
import Screen
import TestKit
import Testing

@testable import Desk

/// An urgent paper comes while something is half typed: it is heard, reached, and the form is found again as it was.
@Suite struct MostUrgentTests {
    private static let title = "临江市人民政府办公室关于立即报送强降雪应对工作情况并做好值班值守信息报告的紧急通知"

    /// A desk on which nothing else is pressing.
    private func desk(_ language: Language = .simplified, columns: Int = 120, rows: Int = 36) throws -> DeskKit {
        let kit = try DeskKit(language, columns: columns, rows: rows)
        try kit.office.move(try kit.matter(titled: "年终决算").id, .propose, ["leader": "p3"])
        try kit.refresh()
        return kit
    }

    private func arrive(_ kit: DeskKit) throws -> SubjectID {
        let id = try kit.office.open(
            MatterDraft(
                register: "inbound",
                values: [
                    "title": .string(Self.title), "fields/from": "u2", "urgency": "特急",
                    "proposals/limit": ["text": "今日16时前", "due": .int(try kit.office.moment("2026-11-23T16:00").milliseconds)],
                ]))
        try kit.refresh()
        return id
    }

    private func form(_ kit: DeskKit) throws -> FormState {
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form") }
        return form
    }

    @Test(arguments: [(120, 36, Language.simplified), (80, 24, .simplified), (120, 36, .english), (80, 24, .english)])
    func `the red line names it with its hour and its key, over a form too`(columns: Int, rows: Int, language: Language) throws {
        let kit = try desk(language, columns: columns, rows: rows)
        try kit.type("2/除险<enter>a")
        _ = try arrive(kit)
        #expect(kit.desk.bellIsDue)
        try kit.type("财")
        let line = try #require(kit.screen.text.split(separator: "\n").first { $0.contains("临江市") && $0.contains("16:00") })
        #expect(line.contains("F10") && (language == .english || line.contains("特急")), "\(line)")
        #expect(line.contains("16:00前") || language == .english)
    }

    @Test(arguments: ["2/除险", "A任:买纸"])
    func `the red line stands above a filter or a quick capture that is being typed`(keys: String) throws {
        let kit = try desk(columns: 80, rows: 24)
        try kit.type(keys)
        _ = try arrive(kit)
        try kit.type("明")
        let lines = kit.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(lines.firstIndex { $0.contains("临江市") && $0.contains("16:00前") })
        #expect(lines[row + 1].contains("明"), "\(lines[row...])")
    }

    @Test(arguments: ["<F10>", "<F12>", "!"])
    func `from inside a form there and back, with all that was typed`(key: String) throws {
        let kit = try desk()
        try kit.type("2/除险<enter>a财政")
        let under = kit.desk.current
        let id = try arrive(kit)
        try kit.type(key)
        #expect(kit.desk.overlays.isEmpty && kit.desk.focus == .today && kit.desk.current == id)
        #expect(kit.screen.text.contains(Self.title.prefix(12)) && kit.screen.text.contains("Esc 返回未完成的表单"))
        try kit.type("<esc>")
        #expect(try form(kit).field("target")?.text == "财政")
        #expect(kit.desk.focus == .inbound && kit.desk.current == under)
        try kit.type("<enter>")
        #expect(try kit.matter(titled: "除险加固").lead == "u2")
    }

    @Test func `what was begun there is finished first, and the same key leads back`() throws {
        let kit = try desk()
        try kit.type("2/除险<enter>a财政")
        let id = try arrive(kit)
        try kit.type("<F10>p")
        #expect(try form(kit).field("leader") != nil)
        try kit.type("<enter>")
        #expect(try kit.office.matter(id).state == "with")
        #expect(kit.desk.overlays.isEmpty && kit.screen.text.contains("未完成") == (kit.desk.message == nil))
        try kit.type("q")
        #expect(!kit.quit)
        #expect(try form(kit).field("target")?.text == "财政")
    }

    @Test func `in a text the sign is typed, and without anything pressing too`() throws {
        let kit = try desk()
        try kit.type("2+<tab><tab>紧急")
        _ = try arrive(kit)
        try kit.type("!")
        #expect(try form(kit).field("title")?.text == "紧急!")
        try kit.type("<F10><F10>")
        #expect(try form(kit).field("title")?.text == "紧急!")
    }

    @Test func `a hang-up over there loses nothing of the form`() throws {
        let kit = try desk()
        try kit.type("2/除险<enter>a财政")
        _ = try arrive(kit)
        try kit.type("<F10>")
        try kit.send(.gone)
        let again = try DeskKit(office: kit.office)
        try again.type("2/除险<enter>a")
        #expect(try form(again).field("target")?.text == "财政")
    }

    @Test func `a filter does not hide what is pressing`() throws {
        let kit = try desk()
        try kit.type("1/讲话<enter>")
        let id = try arrive(kit)
        try kit.type("!")
        #expect(kit.desk.current == id)
    }

    @Test func `a look at another's desk does not hide it either`() throws {
        let kit = try desk()
        kit.desk.scope = .person("p2")
        try kit.refresh()
        let id = try arrive(kit)
        #expect(kit.desk.alarm(width: 118) != nil)
        try kit.type("!")
        #expect(kit.desk.current == id)
    }

    @Test func `an incident says how long it waits`() throws {
        let kit = try desk()
        let before = kit.office.now
        kit.office.now = before.adding(minutes: -12)
        _ = try kit.office.open(MatterDraft(register: "tasks", values: ["title": "石桥镇山火", "emergency": true], registers: true))
        kit.office.now = before
        try kit.refresh()
        #expect(kit.desk.alarm(width: 118)?.contains("已等12分") == true)
        try kit.type("!i")
        #expect(kit.screen.text.contains("已等12分") && !kit.screen.text.contains("无时限"))
    }

    @Test func `a day past the limit is asked about once, a day gone by is refused`() throws {
        var kit = try desk()
        try kit.type("1/讲话<enter>l昨天<enter>")
        #expect(try form(kit).error != nil || form(kit).field("day")?.error != nil)
        #expect(try kit.matter(titled: "讲话").bringUpOn == nil)
        kit = try desk()
        try kit.type("1/讲话<enter>l11-25<enter>")
        #expect(try form(kit).error?.contains("11-23") == true)
        try kit.type("<enter>")
        #expect(try kit.matter(titled: "讲话").bringUpOn?.iso == "2026-11-25")
    }

    @Test func `an urgent paper without a limit asks for it at the field`() throws {
        let kit = try DeskKit()
        try kit.type("2/决算<enter>a财政局<enter>")
        let asked = try form(kit)
        #expect(asked.focusedField?.definition.id == "limit" && asked.focusedField?.error?.contains("条例 §24(4)") == true)
        try kit.type("2个工作日<enter>")
        #expect(try kit.matter(titled: "年终决算").clock?.basis == "经办人定")
    }

    @Test func `a meeting from a mail takes the time of its invitation`() throws {
        let kit = try desk()
        kit.invitation = Expanded(
            recurrenceID: nil, title: "防汛会商会", start: try kit.office.moment("2026-11-26T15:30"),
            end: try kit.office.moment("2026-11-26T17:00"), offset: 28_800, zone: nil, isAllDay: false, place: "县政府三楼会议室", status: nil)
        try kit.refresh()
        try kit.type("2m")
        let opened = try form(kit)
        #expect(opened.field("title")?.text == "防汛会商会" && opened.field("start")?.text == "2026-11-26 15:30")
        #expect(opened.field("end")?.text == "2026-11-26 17:00" && opened.field("place")?.text == "县政府三楼会议室")
        #expect(opened.field("start")?.source == "会议邀请")
    }

    @Test(arguments: ["", "j", "?"])
    func `a meeting waits for an invitation that is still being read, and opens over nothing else`(meanwhile: String) throws {
        let kit = try desk()
        kit.invitation = Expanded(
            recurrenceID: nil, title: "防汛会商会", start: try kit.office.moment("2026-11-26T15:30"),
            end: try kit.office.moment("2026-11-26T17:00"), offset: 28_800, zone: nil, isAllDay: false, place: nil, status: nil)
        kit.awaitsInvitation = true
        try kit.refresh()
        try kit.type("2m")
        #expect(kit.desk.overlays.isEmpty && kit.desk.message?.text == "正在读取会议邀请…")
        // One of another mail came first.
        #expect(update(&kit.desk, .invitationRead, at: kit.office.now).isEmpty && kit.desk.overlays.isEmpty)
        if !meanwhile.isEmpty { try kit.type(meanwhile) }
        let lying = kit.desk.overlays.count
        kit.awaitsInvitation = false
        try kit.refresh()
        _ = update(&kit.desk, .invitationRead, at: kit.office.now)
        if meanwhile.isEmpty {
            let opened = try form(kit)
            #expect(opened.field("title")?.text == "防汛会商会" && opened.field("start")?.text == "2026-11-26 15:30")
        } else {
            #expect(kit.desk.overlays.count == lying)
            if case .form = kit.desk.overlays.last { Issue.record("opened over \(meanwhile)") }
        }
    }

    @Test func `of several alarms the most pressing is named, and the key goes to it, then to the next, then back`() throws {
        let kit = try desk()
        try kit.type("2/除险<enter>a财政")
        func urgent(_ title: String, _ hour: String) throws -> SubjectID {
            let due = JSON.int(try kit.office.moment("2026-11-23T" + hour).milliseconds)
            return try kit.office.open(
                MatterDraft(
                    register: "inbound",
                    values: ["title": .string(title), "fields/from": "u2", "urgency": "特急", "proposals/limit": ["text": "限", "due": due]]))
        }
        let later = try urgent("防汛值守信息报送", "17:00")
        try kit.refresh()
        let sooner = try urgent("强降雪应对情况报送", "14:00")
        try kit.refresh()
        let first = try #require(kit.desk.snapshot.alarms.first?.matter.id)
        let second = first == sooner ? later : sooner
        let line = try #require(kit.desk.alarm(width: 118))
        #expect(line.contains(try kit.office.matter(first).title) && line.contains("另1件") && line.contains("F10"))
        try kit.type("<F10>")
        #expect(kit.desk.current == first)
        #expect(kit.desk.alarm(width: 118)?.contains(try kit.office.matter(second).title) == true)
        try kit.type("<F10>")
        #expect(kit.desk.current == second)
        try kit.type("<F10>")
        #expect(try form(kit).field("target")?.text == "财政")
    }

    @Test func `a less pressing paper that was just announced is the one the key goes to`() throws {
        let kit = try desk()
        func urgent(_ title: String, _ hour: String) throws -> SubjectID {
            let due = JSON.int(try kit.office.moment("2026-11-23T" + hour).milliseconds)
            return try kit.office.open(
                MatterDraft(
                    register: "inbound",
                    values: ["title": .string(title), "fields/from": "u2", "urgency": "特急", "proposals/limit": ["text": "限", "due": due]]))
        }
        _ = try urgent("强降雪应对情况报送", "14:00")
        try kit.refresh()
        try kit.type("<F10>j")
        let announced = try urgent("防汛值守信息报送", "17:00")
        try kit.refresh()
        #expect(kit.desk.alarm(width: 118)?.contains("防汛值守") == true)
        try kit.type("<F12>")
        #expect(kit.desk.current == announced)
    }
}
