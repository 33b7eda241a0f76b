import Office
import Settings
import TestKit
import Testing

/// Whole lives of matters, once in the shipped register and once in the same under other ids: all comes to the same.
@Suite struct RenamedStoryTests {
    private func twins(_ register: String) throws -> Twins { try Twins(Renaming.shipped(register), beside: MemoryOffice()) }

    private static let drafting: [(step: String, form: [String: JSON])] = [
        ("check", ["note": "已核"]), ("sign", ["signer": "p3"]), ("recheck", [:]), ("number", [:]), ("print", ["copies": 30]),
    ]

    private func draft(_ twins: Twins, kind: String, _ more: [String: JSON] = [:]) throws -> SubjectID {
        let own: [String: JSON] = [
            "title": .string("云溪县人民政府关于资金的\(kind)"), "fields/kind": .string(kind), "fields/author": "p2", "fields/addressees": "市水利局",
            "fields/remark": "随文附表",
        ]
        let id = try twins.open(own.merging(more) { $1 })
        try twins.compare("drafted")
        return id
    }

    private func sign(_ twins: Twins, _ id: SubjectID) throws {
        for (index, act) in Self.drafting.enumerated() {
            twins.at("2026-11-23T1\(index):00")
            #expect(try twins.take(act.step, act.form, on: id) == nil, "\(act.step)")
            try twins.compare(act.step)
        }
    }

    @Test func `a request goes out, waits, is answered, put away and archived`() throws {
        let twins = try twins("outgoing")
        let request = try draft(twins, kind: "请示")
        // Its author does not sign it, not afterwards either.
        _ = try twins.take("check", [:], on: request)
        #expect(try twins.take("sign", ["signer": "p2"], on: request) == .guarded(.signerIsAuthor, article: "条例 §22"))
        #expect(try twins.take("back", ["words": "第二段重写"], on: request) == nil)
        try twins.compare("sent back")
        try sign(twins, request)
        #expect(try twins.amend(request, ["fields/author": "p3"]) == .guarded(.signerIsAuthor, article: "条例 §22"))
        #expect(try twins.amend(request, ["fields/remark": "改附表", "fields/copyTo": "县财政局"]) == nil)
        try twins.compare("amended")
        _ = try twins.take("send", ["target": "u2"], on: request)
        #expect(twins.shipped.matter(request)?.state == "awaiting")
        try twins.compare("sent")
        twins.at("2026-11-27T09:00")
        let reply = try twins.open(
            ["title": "云溪县财政局关于资金的批复", "fields/from": "u2", "fields/kind": "批复"], in: "inbound", registers: true)
        _ = try twins.take("link", ["into": .string(request.text)], on: reply)
        #expect(twins.shipped.matter(request)?.state == "answered")
        try twins.compare("answered")
        _ = try twins.take("putaway", ["box": "发文柜"], on: request)
        try twins.compare("put away")
        try compareFiling(twins)
        _ = try twins.take("archive", ["retention": "永久", "pages": 3, "box": "一号柜"], on: request)
        #expect(twins.shipped.matter(request)?.archival != nil)
        try twins.compare("archived")
        #expect(try twins.amend(request, ["title": "改题"]) == .guarded(.archived, article: "档案法 §14、§21"))
        for (office, name) in [(twins.shipped, "shipped"), (twins.renamed, "renamed")] {
            #expect(office.facts(as: office.by()).archivedCount(under: 2026) == 1, "\(name)")
        }
        _ = try twins.undo()
        try twins.compare("archiving taken back")
    }

    @Test func `an answer that is sent concludes the paper it answers, and is filed behind it`() throws {
        let twins = try twins("outgoing")
        let paper = try twins.open(
            ["title": "云溪县水利局关于除险加固资金的请示", "fields/from": "u3", "fields/kind": "请示", "fields/dated": "2026-11-20"], in: "inbound",
            registers: true)
        #expect(try twins.take("dispatch", ["target": "u1"], on: paper) == nil)
        let answer = try draft(twins, kind: "批复")
        #expect(try twins.take("link", ["into": .string(paper.text), "as": "答复"], on: answer) == nil)
        try twins.compare("linked")
        try sign(twins, answer)
        _ = try twins.take("send", ["target": "u3"], on: answer)
        #expect(twins.shipped.matter(paper)?.state == "done" && twins.shipped.matter(answer)?.state == "sent")
        try twins.compare("sent")
        for id in [paper, answer] { #expect(try twins.take("putaway", ["box": "柜"], on: id) == nil) }
        try twins.compare("put away")
        try compareFiling(twins)
    }

    @Test func `a signature is asked for and given`() throws {
        let twins = try twins("outgoing")
        let id = try draft(twins, kind: "函")
        _ = try twins.take("check", [:], on: id)
        #expect(try twins.take("sign", [:], on: id) == nil)
        #expect(twins.shipped.matter(id)?.requests.map(\.step) == ["sign"])
        try twins.compare("asked")
        // Whoever may not sign is not whom it is asked of.
        #expect(try twins.take("sign", ["signer": "p1"], on: id) == nil)
        try twins.compare("asked of a clerk")
        #expect(try twins.take("sign", [:], on: id, by: "p3") == nil)
        #expect(twins.shipped.matter(id)?.state == "signed")
        try twins.compare("signed")
    }

    /// The order of papers, and the boxes of a year.
    private func compareFiling(_ twins: Twins) throws {
        func filed(_ office: MemoryOffice) -> (order: [SubjectID], items: [String], left: [SubjectID]) {
            let papers = office.matters.compactMap { office.matter($0) }
            let (registers, zone) = (office.office.registers, office.office.zone)
            let plan = FilingPlan(
                year: 2026, papers: papers, registers: registers, directory: office.directory, rules: office.office.archives, zone: zone,
                lastItem: { _, _ in 0 })
            let items = plan.items.map { "\($0.matter.id.text) \($0.printed) \($0.box) \($0.proposal.ground.zh)" }
            return (FilingOrder.sorted(papers, registers: registers, zone: zone).map(\.id), items, plan.left.map(\.matter.id))
        }
        let (shipped, renamed) = (filed(twins.shipped), filed(twins.renamed))
        #expect(renamed.order == shipped.order && renamed.items == shipped.items && renamed.left == shipped.left)
        #expect(!shipped.items.isEmpty)
    }

    // MARK: Quick capture

    private static let lines = [
        "审阅预算 @周明远 #预算 !1 截止:周五17:00 督办:张敏 提醒:-30m", "写总结 标准:三页以内 来源:办公会", "@综合科 周三前报名单", "每周一 报周报", "任: 每月5日前 报统计表",
        "说: 王建国 微信 让我周三前送名单", "说:李卫东让我周五前报材料 电话", "诺: 李女士 今天17:00前 回电", "急: 值班电话无人接听", "打扫会议室 #后勤 每周五", "核对台账 提醒:-2h",
        "收: 财政局 12 关于报送决算的通知", "发: 关于资金的函 @周明远 #资金", "假: 王建国 周四",
    ]

    @Test(arguments: ["tasks", "outgoing"])
    func `lines of quick capture come to the same drafts`(register: String) throws {
        let twins = try twins(register)
        func read(_ office: MemoryOffice, _ line: String) -> Result<CaptureReading, Refusal> {
            let capture = Capture(
                registers: office.office.registers, directory: office.directory, calendar: office.office.calendar, now: office.now,
                asker: "p1")
            do { return .success(try capture.read(line)) } catch { return .failure(error) }
        }
        var opened = 0
        for line in Self.lines {
            switch (read(twins.shipped, line), read(twins.renamed, line)) {
            case (.failure(let one), .failure(let other)): #expect(one == other, "\(line)")
            case (.success(let one), .success(let other)):
                #expect(one.echo == other.echo, "\(line)")
                guard case .matter(let draft) = one.target, case .matter(let twin) = other.target else {
                    #expect(one.target == other.target, "\(line)")
                    continue
                }
                let isOwn = draft.register == register
                let values = draft.values.map { (isOwn ? twins.renaming.path($0.key) : $0.key, $0.value) }
                #expect(twin.register == (isOwn ? twins.renaming.now.id : draft.register), "\(line)")
                #expect(twin.values == Dictionary(uniqueKeysWithValues: values), "\(line)")
                #expect(twin.isHandedOver == draft.isHandedOver)
                try twins.open(draft, twin)
                try twins.compare(line)
                opened += 1
            default: Issue.record("read in one office alone: \(line)")
            }
        }
        #expect(opened >= 10)
    }

    @Test func `a reminder rings, a duty comes again, an own limit moves with the day`() throws {
        let twins = try twins("tasks")
        let due = StepKit.clock("2026-11-24T15:00")
        let told = try twins.open(
            [
                "title": "报周报", "fields/repeats": "每周二", "fields/remind": "-60m", "fields/assigner": "p3", "fields/source": "电话",
                "clock": due,
            ],
            registers: true)
        let own = try twins.open(["title": "核对台账", "clock": due], registers: true)
        twins.at("2026-11-24T14:10")
        try twins.compare("rings")
        let (zone, day) = (twins.shipped.office.zone, Day(2026, 11, 26))
        let later = try #require(day)
        for id in [told, own] {
            let matter = try #require(twins.shipped.matter(id))
            let commands = matter.puttingOff(to: later, ["reason": "改日"], in: twins.shipped.office.registers, zone: zone)
            let other = try #require(twins.renamed.matter(id))
            let others = other.puttingOff(to: later, ["reason": "改日"], in: twins.renamed.office.registers, zone: zone)
            #expect(commands.count == (id == own ? 2 : 1) && others.count == commands.count)
            try twins.shipped.submit(commands, as: twins.shipped.by())
            try twins.renamed.submit(others, as: twins.renamed.by())
            try twins.compare("put off")
        }
        #expect(try twins.take("conclude", ["result": "已报"], on: told) == nil)
        #expect(twins.shipped.matters.count == 3)
        try twins.compare("concluded")
    }

    // MARK: One of the office's own

    private static let cars = """
        id: cars
        prefix: car
        name: {zh: 公务用车, en: Cars}
        capture: [车, car]
        format: "用车〔{year}〕{seq}号"
        opens: asked
        list: [number, state, title, driver, due]
        sort: [-received]
        limits:
          - {length: 4 hour, when: {haste: 急}, basis: {zh: 急用, en: urgent}}
          - {length: 1 workday, basis: {zh: 车队规定, en: the pool's rule}}
        plays: {author: askedBy, box: garage}
        fields:
          - {id: title, kind: long, first: true, name: {zh: 事由, en: Purpose}}
          - {id: trip, kind: span, first: true, needed: [approve], name: {zh: 起止, en: Trip}}
          - {id: haste, kind: choice, name: {zh: 缓急, en: Haste}, choices: [{zh: 急, en: urgent}, {zh: 平, en: plain}]}
          - {id: askedBy, kind: person, name: {zh: 申请人, en: Asked by}}
          - {id: driver, kind: person, name: {zh: 驾驶员, en: Driver}}
          - {id: garage, kind: text, name: {zh: 停放, en: Garage}}
        states:
          - {id: asked, stage: office, name: {zh: 待批准, en: To approve}}
          - {id: granted, stage: doing, name: {zh: 待出车, en: To go}}
          - {id: out, stage: away, name: {zh: 已出车, en: Out}}
          - {id: done, stage: closed, name: {zh: 已回, en: Back}}
          - {id: parked, stage: closed, name: {zh: 入库, en: Parked}}
          - {id: filed, stage: closed, name: {zh: 归档, en: Filed}}
          - {id: void, stage: closed, name: {zh: 撤销, en: Dropped}}
        steps:
          - {id: approve, act: advance, from: [asked], to: granted, by: [director], second: true, next: true, asks: [note], name: {zh: 批准, en: Approve}}
          - {id: drive, act: advance, from: [granted], to: out, asks: [driver], name: {zh: 出车, en: Go}}
          - {id: home, act: conclude, from: [out], to: done, asks: [result], name: {zh: 回车, en: Come back}}
          - {id: park, act: conclude, from: [done], to: parked, asks: [box], name: {zh: 入库, en: Park}}
          - {id: file, act: archive, from: [parked], to: filed, asks: [retention, pages], name: {zh: 归档, en: File}}
          - {id: bringup, act: bringUp, from: [asked, granted], asks: [day, reason], name: {zh: 定日提醒, en: Bring up}}
          - {id: drop, act: withdraw, from: [asked, granted], to: void, asks: [reason], name: {zh: 撤销, en: Drop}}
        """

    @Test func `a register of one's own under other ids`() throws {
        let source = try #require(LocatedYAML.read(Self.cars).tree).json
        let renaming = Renaming(source)
        #expect(RegisterDefinition.decode(Located(source)).problems == [] && renaming.problems == [])
        var definitions = Dictionary(ShippedRegisters.compiled().map { ($0.id, $0.json) }, uniquingKeysWith: { $1 })
        definitions["cars"] = source
        let office = try MemoryOffice(founding: Founding.founding(["inbound", "tasks", "outgoing", "cars"], definitions))
        let twins = try Twins(renaming, beside: office)
        let id = try twins.open(
            ["title": "接考察团", "fields/haste": "急", "fields/askedBy": "p2", "fields/garage": "前院"], registers: true)
        #expect(twins.shipped.matter(id)?.clock?.basis == "急用")
        try twins.compare("asked")
        #expect(try twins.take("approve", [:], on: id, by: "p2") != nil)
        #expect(try twins.amend(id, ["fields/trip": ["2026-11-24", "2026-11-25"]]) == nil)
        // Who asked does not approve, whatever the field is called.
        #expect(try twins.take("approve", [:], on: id, by: "p2") == .guarded(.signerIsAuthor, article: "条例 §22"))
        #expect(try twins.amend(id, ["fields/askedBy": "p1"]) == nil)
        #expect(try twins.take("approve", ["note": "同意"], on: id, by: "p2") == nil)
        try twins.compare("approved")
        #expect(try twins.take("drive", ["driver": "p4"], on: id) == nil)
        #expect(try twins.take("home", ["result": "已回"], on: id) == nil)
        try twins.compare("back")
        #expect(try twins.take("park", ["box": "二号库"], on: id) == nil)
        #expect(twins.shipped.matter(id)?.field("garage") == "二号库")
        try twins.compare("parked")
        #expect(try twins.take("file", ["retention": "10年", "pages": 1], on: id) == nil)
        try twins.compare("filed")
        #expect(try twins.amend(id, ["title": "改题"]) == .guarded(.archived, article: "档案法 §14、§21"))
        #expect(try twins.take("drop", ["reason": "不去了"], on: id) == .guarded(.archived, article: "档案法 §14、§21"))
    }
}
