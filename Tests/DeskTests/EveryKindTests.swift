import Ledger
import Office
import Phrases
import TestKit
import Testing

@testable import Desk

/// A field of every kind at the desk, and Today under the terms of every other list.
@Suite struct EveryKindTests {
    private func form(_ kit: DeskKit) throws -> FormState {
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form: \(kit.screen.text)") }
        return form
    }

    private func furnished() throws -> (kit: DeskKit, definition: RegisterDefinition) {
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        let definition = try EveryKind.adopt(in: office)
        _ = try EveryKind.open(EveryKind.other, definition, office)
        let kit = try DeskKit(columns: 160, rows: 60, office: office)
        kit.desk.mattersRegister = definition.id
        try kit.refresh()
        return (kit, definition)
    }

    @Test func `a form takes a field of every kind, and the preview says what was taken`() throws {
        let (kit, definition) = try furnished()
        try kit.type("4+")
        #expect(try form(kit).fields.map(\.definition.id) == definition.fields.map(\.id))
        for (field, text) in EveryKind.typed {
            #expect(try form(kit).focusedField?.definition.id == field)
            try kit.type(text.replacing("\n", with: "<C-j>"))
            if field != EveryKind.typed.last?.field { try kit.type("<tab>") }
        }
        try kit.type("<enter>")
        let matter = try kit.matter(titled: "赴石桥调研")
        let values = try EveryKind.values(EveryKind.typed, definition, kit.office)
        for field in definition.fields { #expect(field.value(in: matter) == values[field.path], "\(field.id)") }
        let sheet = MatterSheet(
            matter: matter, office: kit.desk.office, directory: kit.desk.directory, speaker: Speaker(.simplified), now: kit.office.now)
        let lines = Dictionary(sheet.lines().map { ($0.label, $0.text) }, uniquingKeysWith: { $1 })
        for (label, text) in [
            ("便条", "p3"), ("行程", "11月26日—11月28日"), ("驾驶员", "张敏"), ("同行", "李卫东、周明远"), ("车型", "客车"), ("费用", "¥1,234.50"), ("过夜", "是"),
            ("停靠", "云溪 2026-11-26 ¥100.00；石桥 ¥30,000.00"),
        ] {
            #expect(lines[label] == text, "\(label)")
        }
    }

    @Test func `what is refused says what was expected, and stays typed`() throws {
        let (kit, _) = try furnished()
        for (field, text, expected) in [("trip", "3月5日—3月1日", "更晚"), ("cost", "很多", "金额"), ("stops", "a | b", "日期")] {
            try kit.type("4+")
            var form = try form(kit)
            form.set("title", "试")
            form.set(field, text)
            kit.desk.overlays[kit.desk.overlays.count - 1] = .form(form)
            try kit.type("<enter>")
            let left = try #require(try self.form(kit).field(field))
            #expect(left.text == text && left.error?.contains(expected) == true, "\(left.error ?? "")")
            kit.desk.overlays = []
        }
    }

    @Test func `rows are edited as they are typed, one row one change`() throws {
        let (kit, definition) = try furnished()
        let id = try EveryKind.open(EveryKind.typed, definition, kit.office)
        try kit.refresh()
        try kit.type("4g")
        try kit.type("e")
        var form = try form(kit)
        #expect(form.purpose == .edit(id) && form.field("stops")?.text == "云溪 | 2026-11-26 | 100.00\n石桥 |  | 30,000.00")
        form.set("stops", "云溪 | 11-26 | 100")
        kit.desk.overlays[kit.desk.overlays.count - 1] = .form(form)
        try kit.type("<enter>")
        #expect(try kit.office.ledger.history(id).last?.event.changes.map(\.path) == ["rows.stops/2"])
        try kit.type("e")
        form = try self.form(kit)
        form.set("stops", "")
        kit.desk.overlays[kit.desk.overlays.count - 1] = .form(form)
        try kit.type("<enter>")
        #expect(try kit.office.matter(id).lines("stops").rows.isEmpty)
    }

    @Test(arguments: [
        "owner:me", "is:handled", "-is:handled", "is:overdue", "is:mine", "is:circulating", "dated<2026-11-21", "from:财政局", "holder:me",
        "due:none",
    ])
    func `Today is filtered by what a term means in every list`(text: String) throws {
        let kit = try DeskKit()
        let paper = try kit.office.paper("云溪县财政局关于年度预算的请示", urgency: "特急")
        try kit.office.ledger.submit([.amend(paper, fields: ["fields/dated": "2026-11-20"])], as: kit.office.by())
        kit.desk.applyFilter(text, to: .today)
        try kit.refresh()
        let shown = Set(kit.desk.todayRows.compactMap { row in if case .item(let item) = row { item.matter.id } else { nil } })
        let found = try kit.office.ledger.list(
            register: nil, filter: try kit.desk.filter(of: .today), limit: 100, now: kit.office.now, me: "p1"
        ).rows.map(\.id)
        let today = Set(kit.desk.snapshot.today.map(\.matter.id))
        #expect(!today.isEmpty && shown == today.intersection(found))
    }
}
