import Ledger
import Office
import TestKit
import Testing

/// Limits by name: none unless switched on, each with its source, the paper's own words first (J9).
@Suite struct LimitPresetTests {
    private func dispatched(_ office: TestOffice, _ urgency: String?, stated: String? = nil) throws -> Clock? {
        var values: [String: JSON] = [
            "title": .string("来文 \(urgency ?? "")"), "fields/from": "u2", "received": .int(office.now.milliseconds),
        ]
        values["urgency"] = urgency.map(JSON.string)
        if let stated { values["proposals/limit"] = ["text": "请于12月4日前报送", "due": .int(try office.moment(stated).milliseconds)] }
        let id = try office.open(MatterDraft(register: "inbound", values: values))
        try office.move(id, .dispatch, ["target": "u1"])
        return try office.matter(id).clock
    }

    private func use(_ preset: String?, _ office: TestOffice) throws {
        try office.ledger.submit([.change([.limits(.papers, preset.flatMap(LimitPreset.named))])], as: office.by())
    }

    private func day(_ clock: Clock?) -> String? { clock.map { OfficeZone.shanghai.day(of: $0.due).iso } }

    @Test func `none is on by default: an urgent paper asks for its limit, an ordinary one has none`() throws {
        let office = try TestOffice(.memory)
        #expect(refusal { _ = try dispatched(office, "特急") } == .guarded(.urgentNeedsLimit, article: "条例 §24(4)"))
        #expect(try dispatched(office, nil) == nil)
    }

    @Test func `switched on it fills the limit and names itself`() throws {
        let office = try TestOffice(.memory)
        try use("cn-telegram", office)
        let clock = try dispatched(office, "特急")
        #expect(day(clock) == "2026-11-26")
        #expect(clock?.basis == "预设 cn-telegram：特急 3日（通行做法，非国家规定）")
        #expect(try day(dispatched(office, "加急")) == "2026-11-30", "the fifth day is a Saturday")
        #expect(try dispatched(office, nil) == nil)
        try use("tw-r.o.c.", office)
        #expect(try day(dispatched(office, nil)) == "2026-12-01")
        try use(nil, office)
        #expect(try dispatched(office, nil) == nil)
    }

    @Test func `the paper's own words come first, a person's before all`() throws {
        let office = try TestOffice(.memory)
        try use("cn-telegram", office)
        let stated = try dispatched(office, "特急", stated: "2026-12-04T17:30")
        #expect(day(stated) == "2026-12-04" && stated?.basis == "来文：请于12月4日前报送")
        let id = try office.paper("急件", urgency: "特急")
        try office.move(id, .dispatch, ["target": "u1", "limit": "1 workday"])
        #expect(try day(office.matter(id).clock) == "2026-11-24")
        let emptied = try office.paper("又一急件", urgency: "特急")
        #expect(refusal { try office.move(emptied, .dispatch, ["target": "u1", "limit": "none"]) } != nil)
    }

    @Test func `a preset is for papers, not for tasks`() throws {
        let office = try TestOffice(.memory)
        try use("small-office", office)
        let task = try office.open(MatterDraft(register: "tasks", values: ["title": "写总结"], registers: true))
        try office.move(task, .dispatch, ["target": "p2"])
        #expect(try office.matter(task).clock == nil)
        #expect(try day(dispatched(office, nil)) == "2026-11-26")
    }

    @Test func `a set for opinions stands beside the other, for papers that ask for one`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit(
            [.change([.limits(.opinions, .named("co-sign")), .limits(.papers, .named("small-office"))])], as: office.by())
        let asking = try office.paper("关于征求《管理办法》意见的函")
        try office.move(asking, .dispatch, ["target": "u1"])
        #expect(try day(office.matter(asking).clock) == "2026-12-02")
        #expect(try office.matter(asking).clock?.basis.contains("co-sign") == true)
        #expect(try day(dispatched(office, nil)) == "2026-11-26")
    }
}
