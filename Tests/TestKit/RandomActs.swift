import Office

/// Acts of an office's day, drawn from a seed: papers opened, every step its register offers, and all that is done beside it.
public struct RandomActs {
    private var forms: RandomForms
    /// The matter of the last act: people stay with a paper for a while.
    private var last: SubjectID?
    /// The steps a register offers from a state.
    private var offers: [String: [Step]] = [:]
    private static let digests = ["a", "b", "c"].map { String(repeating: $0, count: 64) }

    /// Files whose digests an enclosure may name; on disk they must be there.
    private let papers: [(digest: String, text: String)]

    public init(seed: UInt64, papers: [(digest: String, text: String)]? = nil) {
        forms = RandomForms(dice: Dice(seed: seed))
        self.papers = papers ?? RandomActs.digests.map { ($0, "石桥水库泵站维修") }
    }

    public mutating func next(in office: some OfficeInSight) throws -> RandomAct {
        let minutes = forms.dice.happens(60) ? 1 + forms.dice.below(20) : forms.dice.below(1200)
        let now = office.now.adding(minutes: minutes)
        let person = forms.dice.happens(65) ? "p1" : forms.dice.happens(80) ? "p2" : "p4"
        let author = forms.dice.happens(12) ? forms.dice.one(of: ["p3", "p4", "u2"]) : nil
        return RandomAct(
            minutes: minutes, person: person, author: author == person ? nil : author, deed: try deed(office, at: now))
    }

    private mutating func deed(_ office: some OfficeInSight, at now: Moment) throws -> RandomAct.Deed {
        let matters = office.matters
        guard matters.count > 2, let id = matters.suffix(8).randomElement(using: &forms.dice) else {
            return .submit([try opening(office, at: now)])
        }
        let stays = forms.dice.happens(75)
        let subject = stays ? last ?? id : id
        last = subject
        guard let matter = try office.matter(inSight: subject) else { return .submit([try opening(office, at: now)]) }
        switch forms.dice.below(100) {
        case 0..<7: return .submit([try opening(office, at: now)])
        case 7..<62: return .submit([try step(matter, office, at: now)])
        case 62..<65: return .submit([try circling(matter)])
        case 65..<68: return .submit([try rows(of: matter, office, at: now)])
        case 68..<80: return .submit([try beside(matter, at: now)])
        case 80..<82: return .submit([calendar(office.meetings, at: now)])
        case 82..<84: return .submit([settings()])
        case 84: return .submit([try adoption(of: forms.dice.one(of: try office.registers.ids), office)])
        case 85..<87:
            // The same done to several is one act.
            let several = forms.dice.some(of: Array(matters.suffix(12))).prefix(3)
            return .submit(several.map { .note($0, kind: "progress", text: "一并办理") })
        case 87..<95: return .undo
        case 95..<99: return .redo
        default: return forms.dice.happens(50) ? .erase(id) : .redo
        }
    }

    private mutating func opening(_ office: some OfficeInSight, at now: Moment) throws -> Command {
        let registers = try office.registers
        let register = forms.dice.happens(30) ? "inbound" : forms.dice.one(of: registers.ids)
        guard let definition = registers[register] else { throw TestFault(register) }
        var values: [String: JSON] = ["title": forms.title()]
        for field in definition.fields where field.id != "title" && forms.dice.happens(field.isFirst ? 70 : 20) {
            // A register with a circle of knowers everywhere would show nothing.
            if field.id == "knowers", !forms.dice.happens(20) { continue }
            values[field.path] = forms.value(of: field, at: now, others: office.matters)
        }
        if forms.dice.happens(10) { values["limit"] = forms.limit(at: now) }
        if forms.dice.happens(5) { values["promise"] = ["to": "p3", "due": .int(now.adding(minutes: 3000).milliseconds)] }
        if forms.dice.happens(2) { values["placeholder"] = true }
        // A request that was sent waits for its answer; nothing else outgoing is chased.
        if register == "outgoing", forms.dice.happens(60) { values["fields/kind"] = "请示" }
        if register == "outgoing", forms.dice.happens(30), let other = office.matters.randomElement(using: &forms.dice) {
            values["links/" + other.text] = .string(AnswerLink.kind)
        }
        let chosen = forms.dice.happens(30) ? forms.dice.some(of: papers) : []
        let papers = try chosen.map { try paper($0) }
        return .open(
            MatterDraft(
                register: register, values: values, enclosures: papers, registers: forms.dice.happens(50),
                twin: try forms.dice.happens(60) ? waiting(in: register, office) : nil))
    }

    /// A paper that was taken back and has its number waiting for it.
    private func waiting(in register: String, _ office: some OfficeInSight) throws -> SubjectID? {
        try office.matters.first { id in
            guard let matter = try office.matter(inSight: id) else { return false }
            return matter.isWithdrawn && matter.reserved?.series == register
        }
    }

    /// The same file comes under another name, and what a machine could not read one day it may read the next.
    private mutating func paper(_ paper: (digest: String, text: String)) throws -> ClearedPaper {
        try cleared(
            digest: paper.digest, name: forms.dice.happens(80) ? "请示.txt" : "附件.txt", size: paper.text.utf8.count,
            text: forms.dice.happens(80) ? paper.text : forms.dice.happens(50) ? nil : paper.text + "（重读）")
    }

    private mutating func step(_ matter: Matter, _ office: some OfficeInSight, at now: Moment) throws -> Command {
        guard let definition = try office.registers[of: matter] else { return .note(matter.id, kind: "progress", text: "注") }
        let place = "\(definition.id)/\(definition.revision)/\(matter.state)"
        let offered = offers[place] ?? definition.steps.compactMap { definition.path(to: Move(rawValue: $0.id), from: matter.state)?.last }
        offers[place] = offered
        guard forms.dice.happens(95), !offered.isEmpty else {
            let any = forms.dice.one(of: definition.steps)
            return .move(matter.id, forms.dice.happens(50) ? any.verb : Move(rawValue: any.id), form: [:])
        }
        var step = forms.dice.one(of: offered)
        if matter.state == "awaiting", let chase = offered.first(where: { $0.act == .chase }), forms.dice.happens(30) {
            step = chase
        }
        // What ends a paper's way is offered nearly everywhere, and what is done beside it too: the way itself would hardly be seen.
        let common: [Act] = [.withdraw, .return, .join, .conclude, .link, .bringUp, .circulate, .recall, .extend]
        for _ in 0..<2 where common.contains(step.act) {
            if forms.dice.happens(60) { step = forms.dice.one(of: offered) }
        }
        let usual = offered.first { $0.to != nil && $0.to != matter.state && ![.withdraw, .comeBack].contains($0.act) }
        if let usual, forms.dice.happens(25) { step = usual }
        let form = forms.form(of: step, on: matter, in: definition, at: now, others: office.matters)
        return .move(matter.id, forms.dice.happens(70) ? Move(rawValue: step.id) : step.verb, form: form)
    }

    private mutating func beside(_ matter: Matter, at now: Moment) throws -> Command {
        let id = matter.id
        switch forms.dice.below(20) {
        case 0..<6: return try .amend(id, fields: amendment(at: now))
        case 6..<9: return .note(id, kind: "progress", text: forms.words().string ?? "")
        case 9..<11: return .enclose(id, try paper(forms.dice.one(of: papers)))
        case 11: return .see(id)
        case 12: return .slipPrinted(id, at: now)
        case 13: return .receiveAgain(id, receipt: ["channel": "邮件", "copies": 2])
        case 14..<16:
            let form: [String: JSON] = [
                "borrower": .string(forms.dice.one(of: ["p1", "p2", "u2", "某公司"])), "purpose": "核对", "due": forms.day(near: now),
                "loanKind": .string(forms.dice.one(of: Loan.Kind.allCases).rawValue), "approver": forms.dice.happens(50) ? "p3" : .null,
            ]
            return .lend(id, form: form.filter { !$0.value.isNull })
        case 16..<18: return .giveBack(id, form: ["condition": "完好"])
        case 18: return .renew(id, form: [:])
        default: return .correct(id, text: forms.words().string ?? "")
        }
    }

    private mutating func amendment(at now: Moment) -> [String: JSON] {
        let any: [(String, JSON)] = [
            ("title", forms.title()), ("owner", .string(forms.dice.one(of: ["p1", "p2", "p4", "p99"]))),
            ("supervisor", .string(forms.dice.one(of: ["p1", "p2", "p3"]))), ("limit", forms.limit(at: now)),
            ("urgency", forms.dice.happens(30) ? .null : .string(forms.dice.one(of: ["特提", "特急", "加急", "平急"]))),
            ("importance", .int(Int64(1 + forms.dice.below(5)))), ("plannedOn", forms.day(near: now)), ("bringUpOn", forms.day(near: now)),
            ("fields/remark", forms.words()), ("fields/giveBackOn", forms.day(near: now)), ("emergency", .bool(forms.dice.happens(50))),
            ("fields/handling", "阅件"), ("fields/author", "p2"), ("knowers", forms.dice.happens(50) ? .null : ["p1", "p2"]),
            ("supervised", true), ("fields/contact", "8001"), ("fields/box", .null),
        ]
        return Dictionary(forms.dice.some(of: any).prefix(3).map { ($0.0, $0.1) }, uniquingKeysWith: { $1 })
    }

    /// A circle is drawn round a matter, drawn otherwise or lifted (知悉范围).
    private mutating func circling(_ matter: Matter) throws -> Command {
        let isLifted = !matter.knowers.isEmpty && forms.dice.happens(60)
        return try .amend(matter.id, fields: ["knowers": isLifted ? .null : forms.people(of: "knowers")])
    }

    /// Rows are written on a matter; a register that has no room for them adopts a revision that has.
    private mutating func rows(of matter: Matter, _ office: some OfficeInSight, at now: Moment) throws -> Command {
        let definition = try office.registers[of: matter]
        guard let field = definition?.fields.first(where: { $0.kind == .lines }) else {
            return try adoption(of: definition?.id ?? "inbound", office)
        }
        return try .amend(matter.id, fields: forms.rows(of: field, on: matter, at: now, others: office.matters))
    }

    /// The office adopts the next revision of a register.
    private func adoption(of register: String, _ office: some OfficeInSight) throws -> Command {
        guard let present = try office.registers[register],
            let next = LaterDefinitions.definition(register, revision: present.revision + 1)
        else { throw TestFault(register) }
        return .change([.adopt(register: register, definition: next, leaving: true)])
    }

    private mutating func calendar(_ meetings: [SubjectID], at now: Moment) -> Command {
        let start = now.adding(minutes: 30 * forms.dice.below(20))
        let times: [String: JSON] = [
            "start": .int(start.milliseconds), "end": .int(start.adding(minutes: 30 + forms.dice.below(90)).milliseconds), "place": "r1",
        ]
        guard forms.dice.happens(50), let id = meetings.randomElement(using: &forms.dice) else {
            return .schedule(fields: times.merging(["title": "例会"]) { $1 })
        }
        return forms.dice.happens(70) ? .revise(id, fields: times) : .cancel(id, reason: "改期")
    }

    /// A day of December is off, so that the limits that run over it move.
    private func notice(off day: Int) -> OfficeChange {
        let off = Day(2026, 12, day).map { HolidayNotice.Entry(date: $0, name: "休", isWorkday: false) }
        return .notice(HolidayNotice(year: 2026, reference: "某通知", days: [off].compactMap(\.self)))
    }

    private func switchedOn(_ preset: LimitPreset) -> Command { .change([.limits(preset.scope, preset)]) }

    /// What stands in the office's own record and its directory.
    private mutating func settings() -> Command {
        switch forms.dice.below(9) {
        case 0: .change([.close(register: "inbound", year: 2026)])
        case 1: .change([forms.dice.happens(50) ? .freeze(year: 2026) : notice(off: 1 + forms.dice.below(28))])
        case 2: switchedOn(forms.dice.one(of: LimitPreset.all))
        case 3: .change([.circle("班子", members: ["p3", "p4"])])
        case 4: .enlist(.unit, fields: ["name": .string("第\(forms.dice.below(1000))小学"), "level": "subordinate"])
        case 5: .revise(SubjectID("u1"), fields: ["archive": "ZHK"])
        case 6: .revise(SubjectID("u3"), fields: ["level": .string(forms.dice.one(of: ["superior", "subordinate"]))])
        case 7: .revise(SubjectID("p4"), fields: ["away/from": "2026-11-24", "away/to": "2026-12-01"])
        default: .revise(SubjectID("p2"), fields: ["phone": .string("\(forms.dice.below(9999))")])
        }
    }
}
