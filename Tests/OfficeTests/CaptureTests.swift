import Office
import Settings
import TestKit
import Testing

@Suite struct CaptureTests {
    private func capture(at now: Moment = Moment(seconds: 1_795_395_600)) -> Capture {
        let registers = Registers(ShippedRegisters.compiled().map { RegisterDefinition.decode(Located($0.json)).definition })
        let people = [
            Person(id: "p1", record: Record(["name": "张敏"])),
            Person(id: "p2", record: Record(["name": "李卫东", "post": "常务副县长", "rank": 2])),
            Person(id: "p3", record: Record(["name": "李琳", "post": "办公室主任", "roles": ["director"]])),
            Person(id: "p4", record: Record(["name": "王芳"])),
        ]
        let units = [
            Unit(id: "u1", record: Record(["name": "财务科", "short": ["财务科"], "level": "internal"])),
            Unit(id: "u2", record: Record(["name": "云溪县财政局", "short": ["财政局"], "codes": ["云财函"]])),
        ]
        let places = [Place(id: "r1", record: Record(["name": "三楼会议室"]))]
        return Capture(
            registers: registers, directory: Directory(people: people, units: units, places: places), calendar: .china,
            now: now, asker: "p1")
    }

    private func task(_ line: String) throws -> [String: JSON] {
        guard case .matter(let draft) = try capture().read(line).target else { throw Refusal.missing(field: "matter") }
        return draft.values
    }

    @Test func `a plain date fills the one day of a register with limits of its own, and a limit stays one`() throws {
        func register(_ id: String, _ prefix: String, _ kind: String) -> RegisterDefinition {
            let source: JSON = [
                "id": .string(id), "prefix": .string(id), "name": ["zh": .string(prefix), "en": .string(id)], "capture": [.string(prefix)],
                "opens": "open", "limits": [["length": "1 workday", "basis": ["zh": "规定", "en": "rule"]]],
                "fields": [
                    ["id": "title", "kind": "long", "name": ["zh": "事由", "en": "Purpose"]],
                    ["id": "when", "kind": .string(kind), "name": ["zh": "日期", "en": "When"]],
                ],
                "states": [
                    ["id": "open", "stage": "doing", "name": ["zh": "待办", "en": "Open"]],
                    ["id": "done", "stage": "closed", "name": ["zh": "办结", "en": "Done"]],
                ],
                "steps": [["id": "finish", "act": "conclude", "from": ["open"], "to": "done", "name": ["zh": "办结", "en": "Finish"]]],
            ]
            return RegisterDefinition.decode(Located(source)).definition
        }
        let known = ShippedRegisters.compiled().map { RegisterDefinition.decode(Located($0.json)).definition }
        let registers = Registers(known + [register("ct", "餐", "day"), register("tr", "差", "span")])
        let capture = Capture(
            registers: registers, directory: self.capture().directory, calendar: .china, now: Moment(seconds: 1_795_395_600), asker: "p1")
        func values(_ line: String) throws -> [String: JSON] {
            guard case .matter(let draft) = try capture.read(line).target else { throw Refusal.missing(field: "matter") }
            return draft.values
        }
        let meal = try values("餐：接待省厅 12月4日")
        #expect(meal["title"] == "接待省厅" && meal["fields/when"] == "2026-12-04" && meal["clock"] == nil)
        let trip = try values("差：赴石桥 12月4日至6日")
        #expect(trip["title"] == "赴石桥" && trip["fields/when"] == ["2026-12-04", "2026-12-06"] && trip["clock"] == nil)
        // An hour is not lost, and what is said as a limit is one.
        #expect(try values("餐：接待省厅 12月4日18:00")["title"]?.string?.contains("18:00") == true)
        for line in ["餐：接待省厅 12月4日前", "餐：接待省厅 截止:12月4日"] {
            let limited = try values(line)
            #expect(limited["fields/when"] == nil && limited["clock"] != nil, "\(line)")
        }
    }

    private static let known = ShippedRegisters.compiled().map { RegisterDefinition.decode(Located($0.json)).definition }

    private static let cars: RegisterDefinition = {
        let more: JSON = [["id": "title", "kind": "long", "name": ["zh": "事由", "en": "Purpose"]]]
        let source = LaterDefinitions.smallest(
            "car_pool", prefix: "cp", name: "公务用车", more: ["name": ["zh": "公务用车", "en": "Car pool"], "capture": ["车"], "fields": more])
        return RegisterDefinition.decode(Located(source)).definition
    }()

    private func register(of line: String, beside more: RegisterDefinition...) throws -> String? {
        let plain = capture()
        let registers = Registers(Self.known + more)
        let reading = try Capture(
            registers: registers, directory: plain.directory, calendar: .china, now: Moment(seconds: 1_795_395_600), asker: "p1"
        ).read(line)
        guard case .matter(let draft) = reading.target, draft.values["title"] == "去市里" else { return nil }
        return draft.register
    }

    @Test(arguments: ["公务用车: 明天去市里", "公务用車：明天去市里", "Car pool: 明天去市里", "car_pool: 明天去市里", "车: 明天去市里"])
    func `a register is reached by its name, its id and its own words`(line: String) throws {
        #expect(try register(of: line, beside: Self.cars) == "car_pool")
    }

    @Test func `a word that came with the program keeps its meaning, and the register that is called so is told`() throws {
        let source = LaterDefinitions.smallest("said", prefix: "sd", name: "计划", more: ["name": ["zh": "计划", "en": "Urgent"]])
        let register = RegisterDefinition.decode(Located(source)).definition
        #expect(try self.register(of: "urgent: 去市里", beside: register) == "tasks")
        let lost = register.lostCallNames(beside: Self.known)
        #expect(lost.map(\.word) == ["计划", "Urgent", "said"] && lost.map(\.to) == [nil, nil, "tasks"])
        #expect(Self.cars.lostCallNames(beside: Self.known).isEmpty)
        // A long word that no register is called by is title text, a short one is asked about.
        #expect(try self.register(of: "公务用车: 去市里") == nil)
        #expect(throws: Refusal.self) { _ = try self.register(of: "用车: 去市里") }
    }

    @Test(arguments: [
        ("m: 12-10 23-1 三楼会议室 例会", "12-10 23-1"), ("m: 明天 15-14 例会", "明天 15-14"), ("m: 明天 15-14点 例会", "明天 15-14点"),
        ("m: 明天 15-15 例会", "明天 15-15"), ("m: 12-10 25-26 例会", "12-10 25-26"), ("m: 明天 15:00-14:00 例会", "明天 15:00-14:00"),
    ])
    func `hours that end before they begin are named with what was expected`(line: String, named: String) {
        #expect(throws: Refusal.invalid(field: "end", value: named, expected: .hours)) { _ = try capture().read(line) }
    }

    @Test(arguments: [
        "审阅预算 @财务科 #预算 !1 截止:周五17:00 督办:李主任 提醒:-30m", "审阅预算 ＠财务科 ＃预算 ！1 截止：周五17:00 督办：李主任 提醒：-30m",
        "审阅预算 @cwk #预算 !1 due:fri 17:00 sup:李主任 remind:-30m",
    ])
    func `a task in one line, either language, any punctuation`(line: String) throws {
        let values = try task(line)
        #expect(values["title"] == "审阅预算")
        #expect(values["lead"] == "u1")
        #expect(values["fields/tag"] == "预算")
        #expect(values["importance"] == 5)
        #expect(values["supervisor"] == "p3")
        let due = Clock(values["clock"] ?? .null)?.due
        #expect(due.map { OfficeZone.shanghai.plain($0) } == "2026-11-27 17:00")
    }

    @Test func `an unreadable date is an error, never title text`() {
        #expect(throws: Refusal.invalid(field: "due", value: "周八", expected: .day)) { _ = try capture().read("审阅预算 截止:周八") }
        #expect(throws: Refusal.self) { _ = try capture().read("说: 李主任 让我 周八前 送名单") }
    }

    @Test(arguments: ["准备12月3日会议材料", "给周五会议订水", "打印周一例会材料", "学习12月4日国家宪法日文件", "通知12月4日上午9点开会"])
    func `the day of an event stays in the title and sets no limit`(title: String) throws {
        let values = try task("任:" + title)
        #expect(values["title"] == .string(title))
        #expect(values["clock"] == nil)
    }

    @Test(arguments: ["买2-3箱水", "买5-6本书", "打印附件1-3"])
    func `a count or a numbering in a range is no date`(title: String) throws {
        let values = try task("任:\(title) 明天")
        #expect(values["title"] == .string(title))
        #expect(Clock(values["clock"] ?? .null).map { OfficeZone.shanghai.day(of: $0.due).iso } == "2026-11-24")
    }

    @Test func `within this week on its rest day means that day, and nothing once it is over`() throws {
        let sunday = try #require(Day(2026, 11, 29))
        let noon = OfficeZone.shanghai.moment(sunday, TimeOfDay(12, 0))
        guard case .matter(let draft) = try capture(at: noon).read("任:本周内完成归档").target else { throw Refusal.missing(field: "matter") }
        #expect(Clock(draft.values["clock"] ?? .null).map { OfficeZone.shanghai.day(of: $0.due) } == sunday)
        let night = OfficeZone.shanghai.moment(sunday, TimeOfDay(21, 0))
        #expect(throws: Refusal.invalid(field: "due", value: "本周内", expected: .later)) { _ = try capture(at: night).read("任:本周内完成归档") }
    }

    @Test func `quotes take away all meaning`() throws {
        let values = try task("\"@财务科 #预算\" 审阅")
        #expect(values["title"] == "@财务科 #预算 审阅")
        #expect(values["lead"] == nil)
    }

    @Test func `an oral instruction names who and when`() throws {
        let values = try task("说: 李主任 让我 周三前 送名单")
        #expect(values["title"] == "送名单")
        #expect(values["fields/assigner"] == "p3")
        #expect(values["importance"] == 4)
        #expect(Clock(values["clock"] ?? .null).map { OfficeZone.shanghai.day(of: $0.due).iso } == "2026-11-25")
    }

    @Test func `a promise keeps its first date`() throws {
        let values = try task("诺: 李女士 今天17:00前 回电")
        let promise = Promise(values["promise"] ?? .null)
        #expect(promise?.to == "李女士")
        #expect(promise?.originalDue == promise?.due)
        #expect(values["title"] == "回电")
        #expect(Clock(values["clock"] ?? .null).map { OfficeZone.shanghai.plain($0.due) } == "2026-11-23 17:00")
    }

    @Test func `a paper by sender's initials and bare number`() throws {
        guard case .matter(let draft) = try capture().read("收: czj 12 关于报送决算的通知").target else { throw Refusal.missing(field: "no matter") }
        #expect(draft.register == "inbound")
        #expect(draft.values["fields/reference"] == "云财函〔2026〕12号")
        #expect(draft.values["fields/kind"] == "通知")
        #expect(draft.values["title"] == "关于报送决算的通知")
        #expect(draft.registers)
    }

    @Test(arguments: ["m: 明天14-15点 三楼会议室 例会", "m: 明天14:00-15:00 三楼会议室 例会", "会：明天14:00-15:00 三楼会议室 例会"])
    func `a meeting with room and span`(line: String) throws {
        guard case .meeting(let fields) = try capture().read(line).target else { throw Refusal.missing(field: "no meeting") }
        let zone = OfficeZone.shanghai
        #expect(fields["title"] == "例会")
        #expect(fields["place"] == "r1")
        #expect(fields["start"]?.int.map { zone.plain(Moment(milliseconds: $0)) } == "2026-11-24 14:00")
        #expect(fields["end"]?.int.map { zone.plain(Moment(milliseconds: $0)) } == "2026-11-24 15:00")
    }

    @Test func `an absence with who covers`() throws {
        guard case .absence(let person, let fields) = try capture().read("假: 11-25至11-27 代:王芳").target else {
            throw Refusal.missing(field: "no absence")
        }
        #expect(person == "p1")
        #expect(fields["away/from"] == "2026-11-25")
        #expect(fields["away/to"] == "2026-11-27")
        #expect(fields["away/cover"] == "p4")
    }

    @Test func `repeats are read in both languages`() throws {
        #expect(try task("写周报 每周一")["fields/repeats"] == "每周一")
        #expect(try task("写周报 every:mon")["fields/repeats"] == "每周一")
    }

    @Test func `filters fold, negate and name the nearest field`() throws {
        let words = DateWords(now: Moment(seconds: 1_795_395_600), calendar: .china)
        let filter = try Filter("is:open from：财政局 -kind:通知 due<=周五 \"泵站\"", words: words)
        #expect(filter.terms.count == 5)
        #expect(filter.terms[0] == .state(.open))
        #expect(filter.terms[1] == .field("from", ["财政局"]))
        #expect(filter.terms[2] == .not(.field("kind", ["通知"])))
        #expect(filter.terms[4] == .literal("泵站"))
        #expect(throws: Refusal.unknown(what: "field", text: "ownr", nearest: "owner")) { _ = try Filter("ownr:me", words: words) }
        #expect(throws: Refusal.invalid(field: "due", value: "later", expected: .day)) { _ = try Filter("due<later", words: words) }
    }

    @Test(arguments: ["月报 每两月", "材料 每月底初", "x 每周八", "年报 每年2月31日", "会议 每半年", "回电 提醒:-30m", "回电 今天 提醒:-0m 截止:周五"])
    func `a repetition or reminder that cannot be kept is refused, never title text`(line: String) {
        #expect(throws: Refusal.self) { _ = try task(line) }
    }

    @Test(arguments: [
        ("call back remind: thu 9:00 due:fri", "thu 9:00"), ("回电 提醒:周四9:00 截止:周五", "周四9:00"), ("回电 提醒:0m 截止:周五", "0m"),
    ])
    func `a reminder that is a day is named whole, with what it must be`(line: String, named: String) {
        #expect(throws: Refusal.invalid(field: "remind", value: named, expected: .reminder)) { _ = try task(line) }
    }

    @Test func `words that only begin like a repetition stay title text`() throws {
        #expect(try task("每日简报")["title"] == "每日简报")
        #expect(try task("每人一份材料 每月底")["fields/repeats"] == "每月底")
        #expect(try task("“每周八” 写进标题")["title"]?.string?.contains("每周八") == true)
    }

    @Test func `a repetition keeps its hour`() throws {
        let values = try task("例会材料 每周一 9:30")
        #expect(values["fields/repeats"] == "每周一")
        #expect(Clock(values["clock"] ?? .null).map { OfficeZone.shanghai.plain($0.due) } == "2026-11-23 09:30")
        #expect(values["title"] == "例会材料")
    }

    @Test func `a prefix nobody knows is refused with those there are`() {
        #expect { _ = try capture().read("修理:三楼空调") } throws: { error in
            guard case .unknownPrefix(let text, let known) = error as? Refusal else { return false }
            return text == "修理" && known.contains(Term(zh: "说", en: "said")) && known.contains(Term(zh: "收", en: "in"))
        }
    }

    @Test func `two dates that do not fit together are refused, never one of them kept as title`() {
        #expect(throws: Refusal.self) { _ = try task("周三交名单 周五交总结") }
        #expect(throws: Refusal.self) { _ = try task("11月27日(周六)前交总结") }
    }

    @Test func `how it was said is kept`() throws {
        #expect(try task("说: 李卫东 微信 让我周三前送名单")["fields/source"] == "微信")
    }

    @Test(arguments: ["急: 化工厂泄漏", "urgent: 化工厂泄漏"])
    func `an emergency by its prefix`(line: String) throws {
        #expect(try task(line)["emergency"] == true)
        #expect(try task(line)["title"] == "化工厂泄漏")
    }

    @Test func `a task's stretch of hours ends at its limit, with both ends told, which are kept`() throws {
        let reading = try capture().read("周三下午2:30-4:30 整理会场")
        #expect(reading.echo.contains { $0.field == "due" && $0.text == "2026-11-25 14:30–16:30" })
        let values = try task("周三下午2:30-4:30 整理会场")
        #expect(values["title"] == "整理会场")
        let clock = try #require(Clock(values["clock"] ?? .null))
        #expect(OfficeZone.shanghai.plain(clock.due) == "2026-11-25 16:30")
        #expect(clock.begins.map { OfficeZone.shanghai.plain($0) } == "2026-11-25 14:30")
        let english = try #require(Clock(try task("tue 9:00-10:30 draft the report")["clock"] ?? .null))
        #expect(english.begins.map { OfficeZone.shanghai.time(of: $0).text } == "09:00")
        #expect(Clock(try task("周三16:30前 整理会场")["clock"] ?? .null)?.begins == nil)
    }

    @Test func `people named before the room take part, and the title is the matter`() throws {
        guard case .meeting(let fields) = try capture().read("会:明天9点李卫东王芳三楼会议室研究预算").target else {
            throw Refusal.missing(field: "no meeting")
        }
        #expect(fields["title"] == "研究预算")
        #expect(fields["place"] == "r1")
        #expect(fields["note"] == "参会：李卫东、王芳")
    }

    @Test(arguments: ["明天上午9点 三楼会议室 开安全生产会", "明天上午9点三楼会议室安全生产会"])
    func `a room, an hour and the name of a meeting need no prefix`(line: String) throws {
        guard case .meeting(let fields) = try capture().read(line).target else { throw Refusal.missing(field: "no meeting") }
        #expect(fields["title"] == "安全生产会")
        #expect(fields["place"] == "r1")
    }

    @Test(arguments: ["明天上午9点 三楼会议室 布置会场", "周三前订三楼会议室例会", "明天9点 三楼会议室 例会 @王芳"])
    func `work about a meeting stays a task`(line: String) throws {
        #expect(try task(line)["clock"] != nil)
    }

    @Test func `a post behind a name and the way it was said are no title`() throws {
        let values = try task("说:李卫东副县长来电说周五前报材料")
        #expect(values["title"] == "报材料")
        #expect(values["fields/assigner"] == "p2")
        #expect(values["fields/source"] == "电话")
    }

    @Test(arguments: ["收:云财〔2026〕12号关于报送预算的通知", "收:财政局云财函〔2026〕12号关于报送预算的通知", "收:财政局12号关于报送预算的通知"])
    func `a number glued to its title parts from it`(line: String) throws {
        guard case .matter(let draft) = try capture().read(line).target else { throw Refusal.missing(field: "no matter") }
        #expect(draft.values["title"] == "关于报送预算的通知")
        #expect(draft.values["fields/from"] == "u2")
        #expect(draft.values["fields/reference"]?.string?.hasSuffix("〔2026〕12号") == true)
    }

    @Test(arguments: ["诺:张三今天8点回电", "会: 今天8:00-9:00 碰头会", "任:今天8点交总结"])
    func `an hour of today that is over is refused, whatever the line is`(line: String) {
        #expect(throws: Refusal.self) { _ = try capture().read(line) }
    }

    @Test(arguments: [("审阅预算", "报告材料"), ("假: 11-25至11-27 ", "代王芳去"), ("", "1"), ("说: 李卫东 让我 ", "送名单、"), ("审阅", "“"), ("", "三楼会议室")])
    func `a line as long as may be is read at once, and a longer one is refused by its limit`(beginning: String, piece: String) throws {
        let room = Capture.lineLimit - beginning.unicodeScalars.count
        let line = beginning + String(repeating: piece, count: room / piece.unicodeScalars.count)
        let begun = ContinuousClock.now
        _ = try capture().read(line)
        #expect(ContinuousClock.now - begun < .seconds(3))
        #expect(throws: Refusal.invalid(field: "title", value: line.prefix(12) + "…", expected: .shortLine)) {
            _ = try capture().read(line + String(repeating: piece, count: 40))
        }
    }
}
