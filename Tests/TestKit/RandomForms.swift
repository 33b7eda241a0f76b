import Office

/// Values for the fields of steps and forms, mostly such as people give, now and then such as nobody should.
struct RandomForms {
    var dice: Dice

    private static let people = ["p1", "p2", "p3", "p4"]
    private static let assignees = ["u1", "u2", "u3", "p1", "p2", "p4"]
    private static let words = [
        "请财政局办理", "同意", "已阅", "请水利局牵头，3个工作日内反馈", "材料不齐，待补充", "", "已按要求办结", "请在2026年12月10日前报送", "拟请王县长阅示", "　", "line\nbreak\u{202E}",
    ]
    private static let titles = [
        "关于报送决算的通知", "石桥水库除险加固资金的请示", "关于征求意见的函", "强降雪应对情况的紧急通知", "关于资金的批复", "年度工作总结", "", "核对第7号材料",
    ]
    /// What no form should hold.
    private static let strange: [JSON] = [
        .null, 0, -1, true, "", "x", "p99", "u2", "m1", "2026-13-45", "9999-12-31", "none", [], ["p99"], [:], ["a": 1],
        .int(4_000_000_000_000),
    ]

    mutating func words() -> JSON { .string(dice.one(of: RandomForms.words)) }
    mutating func title() -> JSON { .string(dice.one(of: RandomForms.titles)) }

    /// A form for a step: most of its fields, and sometimes one it does not have.
    mutating func form(
        of step: Step, on matter: Matter, in definition: RegisterDefinition, at now: Moment, others: [SubjectID]
    ) -> [String: JSON] {
        var form: [String: JSON] = [:]
        for field in definition.form(of: step) where dice.happens(field.isFirst ? 80 : 25) {
            form[field.id] = value(of: field, at: now, others: others)
            let known = likely(field.id, step, matter)
            if !known.isEmpty, dice.happens(70) { form[field.id] = .array(dice.some(of: known).map(JSON.string)) }
        }
        if dice.happens(2) { form["nonsense"] = "x" }
        if dice.happens(4), let own = definition.fields.randomElement(using: &dice) {
            form[own.id] = value(of: own, at: now, others: others)
        }
        return form
    }

    /// Whom a field most likely names: those who have it sign for it and answer, and those it was sent to read it.
    private func likely(_ field: String, _ step: Step, _ matter: Matter) -> [String] {
        switch (field, step.act) {
        case ("who", _): matter.handlers.map(\.id)
        case ("reader", _), ("readers", .recall): matter.readers.map(\.person)
        default: []
        }
    }

    mutating func value(of field: FieldDefinition, at now: Moment, others: [SubjectID]) -> JSON {
        if dice.happens(3) { return dice.one(of: RandomForms.strange) }
        switch field.kind {
        case .day: return day(near: now)
        case .moment: return .int(now.adding(minutes: -dice.below(3000)).milliseconds)
        case .unit: return .string(dice.one(of: ["u2", "u3", "某公司"]))
        case .department: return "u1"
        case .person: return .string(dice.one(of: ["p1", "p2"]))
        case .leader: return .string(dice.one(of: ["p3", "p4"]))
        case .assignee: return .string(dice.one(of: field.id == "waitingOn" ? RandomForms.assignees + ["省厅老刘"] : RandomForms.assignees))
        case .people: return people(of: field.id)
        case .choice: return .string(dice.one(of: field.choices.isEmpty ? ["阅件"] : field.choices.map(\.name.zh)))
        case .count: return .int(Int64(dice.below(40)))
        case .money: return .int(Int64(dice.below(1_000_000)))
        case .span:
            return dice.happens(50) ? ["2026-12-01", "2026-12-05"] : [.int(now.milliseconds), .int(now.adding(minutes: 90).milliseconds)]
        case .length: return limit(at: now)
        case .place: return "r1"
        case .flag: return .bool(dice.happens(50))
        case .reference: return field.id == "into" ? other(others) : .string("云财函〔2026〕\(dice.below(30))号")
        case .long where field.id == "title": return title()
        case .lines: return .array((0..<dice.below(4)).map { _ in row(of: field, at: now, others: others) })
        case .text, .long: return text(of: field.id)
        }
    }

    /// What one row of a field says: some of its cells, at times one of no column.
    private mutating func row(of field: FieldDefinition, at now: Moment, others: [SubjectID]) -> JSON {
        var cells: [String: JSON] = dice.happens(2) ? ["nonsense": "x"] : [:]
        for column in field.columns where dice.happens(70) { cells[column.id] = value(of: column, at: now, others: others) }
        return .object(cells)
    }

    /// Rows of a field as they are edited: one written, rewritten or taken out, or all of them typed anew.
    mutating func rows(of field: FieldDefinition, on matter: Matter, at now: Moment, others: [SubjectID]) -> [String: JSON] {
        let there = matter.lines(field.id).rows.map(\.number)
        guard dice.happens(70) else { return [field.path: value(of: field, at: now, others: others)] }
        let next = (there.last ?? 0) + 1
        let number = there.isEmpty || dice.happens(40) ? next : dice.one(of: there)
        let isTakenOut = number != next && dice.happens(30)
        return [Lines.path(field.id, number): isTakenOut ? .null : row(of: field, at: now, others: others)]
    }

    private mutating func text(of field: String) -> JSON {
        switch field {
        case "kind": .string(dice.one(of: ["请示", "请示", "请示", "函", "通知", "批复"]))
        case "repeats": .string(dice.one(of: ["每周一", "每月底", "每季", "随便"]))
        default: words()
        }
    }

    mutating func people(of field: String) -> JSON {
        let all = field == "partners" || field == "who" || field == "chased" ? RandomForms.assignees : RandomForms.people + ["u1"]
        return .array(dice.some(of: all).prefix(3).map(JSON.string))
    }

    private mutating func other(_ others: [SubjectID]) -> JSON {
        others.isEmpty || dice.happens(5) ? "m999" : .string(dice.one(of: others).text)
    }

    mutating func day(near now: Moment) -> JSON {
        let today = OfficeZone.shanghai.day(of: now)
        return .string((today + (dice.below(24) - 3)).iso)
    }

    mutating func limit(at now: Moment) -> JSON {
        switch dice.below(6) {
        case 0: "none"
        case 1: .int(now.adding(minutes: (dice.below(40) - 4) * 600).milliseconds)
        case 2: "1 month"
        case 3: "8 hour"
        default: .string("\(1 + dice.below(9)) \(dice.happens(60) ? "workday" : "day")")
        }
    }
}
