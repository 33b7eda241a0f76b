import Office
import Settings

/// A made-up register with a field of every kind, and two matters of it as they are typed.
public enum EveryKind {
    public static let yaml = """
        id: journeys
        prefix: jo
        name: {zh: 出行, en: Journeys}
        capture: [行]
        opens: open
        fields:
          - {id: title, kind: long, first: true, name: {zh: 事由, en: Purpose}}
          - {id: memo, kind: text, first: true, name: {zh: 便条, en: Memo}}
          - {id: report, kind: long, first: true, name: {zh: 小结, en: Report}}
          - {id: letter, kind: reference, first: true, name: {zh: 函号, en: Letter}}
          - {id: booked, kind: day, first: true, name: {zh: 订票日, en: Booked}}
          - {id: leaves, kind: moment, first: true, name: {zh: 出发, en: Leaves}}
          - {id: trip, kind: span, first: true, name: {zh: 行程, en: Trip}}
          - {id: host, kind: unit, first: true, name: {zh: 接待单位, en: Host}}
          - {id: driver, kind: person, first: true, name: {zh: 驾驶员, en: Driver}}
          - {id: approver, kind: leader, first: true, name: {zh: 批准人, en: Approver}}
          - {id: section, kind: department, first: true, name: {zh: 派出科室, en: Section}}
          - {id: liaison, kind: assignee, first: true, name: {zh: 对接, en: Liaison}}
          - {id: guests, kind: people, first: true, name: {zh: 同行, en: Guests}}
          - {id: vehicle, kind: choice, first: true, name: {zh: 车型, en: Vehicle}, choices: [{zh: 轿车, en: car}, {zh: 客车, en: coach}]}
          - {id: seats, kind: count, first: true, name: {zh: 座位, en: Seats}}
          - {id: cost, kind: money, first: true, name: {zh: 费用, en: Cost}}
          - {id: notice, kind: length, first: true, name: {zh: 提前, en: Notice}}
          - {id: room, kind: place, first: true, name: {zh: 集合, en: Meeting point}}
          - {id: overnight, kind: flag, first: true, name: {zh: 过夜, en: Overnight}}
          - id: stops
            kind: lines
            first: true
            name: {zh: 停靠, en: Stops}
            columns:
              - {id: town, kind: text, name: {zh: 地点, en: Town}}
              - {id: on, kind: day, name: {zh: 到达, en: Arrives}}
              - {id: fee, kind: money, name: {zh: 食宿, en: Board}}
        states:
          - {id: open, stage: doing, name: {zh: 待办, en: Open}}
          - {id: done, stage: closed, name: {zh: 办结, en: Done}}
        steps:
          - {id: link, act: link, from: [open], asks: [into], name: {zh: 关联, en: Link}}
          - {id: finish, act: conclude, from: [open], to: done, name: {zh: 办结, en: Finish}}
        """

    /// What is typed of a first matter, by its fields in their order.
    public static let typed: [(field: String, text: String)] = [
        ("title", "赴石桥调研"), ("memo", "p3"), ("report", "水库\n两处"), ("letter", "云财函[2026]9号"), ("booked", "11-25"),
        ("leaves", "11-26 08:30"), ("trip", "11月26日至28日"), ("host", "财政局"), ("driver", "张敏"), ("approver", "王建国"), ("section", "综合科"),
        ("liaison", "周明远"), ("guests", "李卫东、周明远"), ("vehicle", "coach"), ("seats", "十二"), ("cost", "1,234.5"), ("notice", "5个工作日"),
        ("room", "三楼会议室"), ("overnight", "是"), ("stops", "云溪 | 11-26 | 100\n石桥 | | 3万元"),
    ]

    /// The same as a table has it.
    public static let table: [String: String] = [
        "title": "赴石桥调研", "memo": "p3", "report": "水库\n两处", "letter": "云财函〔2026〕9号", "booked": "2026-11-25",
        "leaves": "2026-11-26 08:30", "trip": "2026-11-26—2026-11-28", "host": "财政局", "driver": "张敏", "approver": "王建国", "section": "综合科",
        "liaison": "周明远", "guests": "李卫东、周明远", "vehicle": "客车", "seats": "12", "cost": "1234.50", "notice": "5 workday", "room": "三楼会议室",
        "overnight": "是", "stops": "云溪 | 2026-11-26 | 100.00\n石桥 |  | 30000.00",
    ]

    /// What is typed of a second one, which says less.
    public static let other: [(field: String, text: String)] = [
        ("title", "送检"), ("memo", "王"), ("booked", "12-10"), ("leaves", "11-27 09:00"), ("trip", "12-1—12-3"), ("host", "水利局"),
        ("driver", "周明远"), ("guests", "周明远"), ("vehicle", "轿车"), ("seats", "3"), ("cost", "20万元"), ("overnight", "否"),
    ]

    /// Adopts the register in an office.
    public static func adopt(in office: TestOffice) throws -> RegisterDefinition {
        let (definition, problems) = ShippedRegisters.check(yaml)
        guard let definition, problems.isEmpty, let tree = LocatedYAML.read(yaml).tree else { throw TestFault("\(problems)") }
        try office.ledger.submit([.change([.adopt(register: definition.id, definition: tree.json)])], as: office.by())
        return definition
    }

    /// What is typed as it is recorded, by path.
    public static func values(_ typed: [(field: String, text: String)], _ definition: RegisterDefinition, _ office: TestOffice) throws
        -> [String: JSON]
    {
        let reading = FieldReading(directory: try office.ledger.directory(), calendar: .china, now: office.now)
        var values: [String: JSON] = [:]
        for (id, text) in typed {
            guard let field = definition.field(id) else { throw TestFault(id) }
            values[field.path] = try reading.read(text, for: field)
        }
        return values
    }

    /// Opens a matter as it is typed.
    public static func open(_ typed: [(field: String, text: String)], _ definition: RegisterDefinition, _ office: TestOffice) throws
        -> SubjectID
    {
        try office.open(MatterDraft(register: definition.id, values: try values(typed, definition, office)))
    }
}
