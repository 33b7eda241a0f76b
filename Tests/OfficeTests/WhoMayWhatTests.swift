import Office
import Settings
import TestKit
import Testing

/// Who may what: every change of the office, its directory and its matters, and every step, by every role, of one's own and of another's,
/// by oneself, recorded for another and recorded by another.
@Suite struct WhoMayWhatTests {
    private static let people = RolesOffice.people
    private let office: MemoryOffice

    init() throws {
        office = try RolesOffice.furnished()
        #expect(Set(Self.people.flatMap(\.roles)) == Set(Role.allCases))
    }

    // MARK: Changes

    private static let everybody = RolesOffice.everybody
    private static let counters: Set<Role> = [.director, .keeper, .administrator]
    private static let keepers = RolesOffice.keepers
    private static let season = OfficeHours.Season(begins: 501, spans: [510..<720, 870..<1080])

    /// What is changed, and the roles one of which it asks for; none where it is everybody's.
    static let changes: [(command: Command, roles: Set<Role>)] = [
        (.change([.hours([season])]), counters),
        (.change([.notice(HolidayNotice(year: 2027, reference: "某通知", days: []))]), counters),
        (.change([.limits(.papers, .named("small-office"))]), counters), (.change([.routing([])]), counters),
        (.change([.chasing(.unsigned, workdays: 3)]), counters), (.change([.header("某办")]), [.administrator]),
        (.change([.template(sheet: "slip", .cleared(digest: "00", name: "a.docx"))]), counters),
        (.change([.fonds("Z109")]), keepers), (.change([.retention([RetentionSchedule.defaults[0]])]), keepers),
        (.change([.freeze(year: 2025)]), keepers), (.change([.close(register: "inbound", year: 2025)]), keepers),
        (.change([.circle("班子", members: ["p3"])]), [.administrator]),
        (.change([.adopt(register: "seals", definition: LaterDefinitions.smallest("seals"))]), [.administrator]),
        (.change([.retire(register: "tasks")]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["accounts": ["li"]]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["left": "2026-11-23"]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["roles": ["clerk"]]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["department": "u1"]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["rank": 5]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["phone": "5210004"]), keepers), (.revise(SubjectID("p4"), fields: ["post": "副县长"]), keepers),
        (.revise(SubjectID("p4"), fields: ["away/from": "2026-11-24", "away/to": "2026-11-25"]), everybody),
        (.revise(SubjectID("u2"), fields: ["level": "superior"]), everybody),
        (.revise(SubjectID("r1"), fields: ["capacity": 60]), everybody),
        (.enlist(.person, fields: ["name": "新人", "accounts": ["xin"]]), [.administrator]),
        (.enlist(.person, fields: ["name": "新人", "roles": ["clerk"]]), [.administrator]),
        (.enlist(.person, fields: ["name": "新人", "rank": 9]), [.administrator]),
        (.enlist(.person, fields: ["name": "新人", "department": "u1"]), everybody),
        (.enlist(.unit, fields: ["name": "第三小学"]), everybody), (.enlist(.place, fields: ["name": "四楼会议室"]), everybody),
    ]

    @Test func `a paper with a mark is let in by who answers for it, whatever ground is named`() throws {
        let ground = Clearance(ground: "误报，系片名", by: "张敏")
        let paper = try cleared(
            digest: String(repeating: "a", count: 64), name: "片单.txt", size: 9, text: "机密★10年\n片单", clearance: ground)
        let draft = MatterDraft(register: "inbound", values: ["title": "放映安排"], enclosures: [paper])
        for (person, roles) in Self.people {
            let mayLetIn = may(roles, [.director, .leader, .keeper, .administrator])
            #expect(refused(.open(draft), office.by(person)) == !mayLetIn, "\(person)")
        }
    }

    private func may(_ roles: Set<Role>, _ asked: Set<Role>) -> Bool { RolesOffice.may(roles, asked) }

    private func refused(_ command: Command, _ attribution: Attribution) -> Bool {
        switch refusal({ _ = try office.decided(command, as: attribution) }) {
        case nil: return false
        case .role?: return true
        case let other?:
            Issue.record("\(other)")
            return true
        }
    }

    @Test(arguments: changes)
    func `who may change what: asked of whoever sits at the keyboard`(command: Command, asked: Set<Role>) throws {
        for (person, roles) in Self.people {
            #expect(refused(command, office.by(person)) == !may(roles, asked), "\(person)")
            // Recorded for the administrator it lends no role, recorded by the administrator it needs none of whose act it is.
            #expect(refused(command, office.by(person, for: "p1")) == !may(roles, asked), "\(person) for p1")
            #expect(!refused(command, office.by("p1", for: person)), "p1 for \(person)")
        }
    }

    @Test(arguments: changes)
    func `who may take back which change of another's, and do it again`(command: Command, asked: Set<Role>) throws {
        let done = try office.submit([command], as: office.by())
        func refuses(_ entry: Entry, _ person: String) -> Bool {
            refusal { _ = try office.inverses(of: entry, as: office.by(person)) } != nil
        }
        for (person, roles) in Self.people { #expect(refuses(done, person) == !may(roles, asked), "\(person)") }
        let undone = try office.takeBack(done, as: office.by())
        for (person, roles) in Self.people { #expect(refuses(undone, person) == !may(roles, asked), "\(person) again") }
    }

    @Test func `of oneself everybody says what the directory has, and that anybody is away`() throws {
        for (person, _) in Self.people {
            #expect(!refused(.revise(SubjectID(person), fields: ["phone": "5210009", "post": "文书"]), office.by(person)), "\(person)")
            #expect(
                !refused(.revise(SubjectID("p4"), fields: ["away/from": "2026-11-24", "away/to": "2026-11-25"]), office.by(person)),
                "\(person)")
        }
    }

    // MARK: Whom a matter is kept to

    @Test func `whom a matter is kept to: of one's own everybody, of another's the administrator`() throws {
        for (person, roles) in Self.people {
            let draft = MatterDraft(register: "tasks", values: ["title": "某事", "owner": "p3", "supervisor": "p4"])
            let others = try #require(try office.submit([.open(draft)], as: office.by("p3")).events.first).subject
            var mine = draft
            mine.values["owner"] = .string(person)
            let own = try #require(try office.submit([.open(mine)], as: office.by()).events.first).subject
            let isOwn = person == "p3"
            func closing(_ id: SubjectID) throws -> Command { try .amend(id, fields: ["knowers": .array([.string(person)])]) }
            #expect(try !refused(closing(own), office.by(person)), "\(person) of their own")
            #expect(try refused(closing(others), office.by(person)) == !(isOwn || roles.contains(.administrator)), "\(person)")
            #expect(
                try refused(closing(others), office.by(person, for: "p3")) == !(isOwn || roles.contains(.administrator)), "\(person) for p3"
            )
        }
    }

    // MARK: Steps

    private static let whole: [String: JSON] = [
        "leader": "p4", "target": "u2", "readers": ["p2"], "day": "2026-12-01", "code": "不属本机关办理", "reason": "待商",
        "limit": "3 workday", "into": "m1", "words": "同意", "who": ["p4"], "result": "已办", "signer": "p4",
    ]

    @Test(arguments: ShippedRegisters.sources.map(\.id))
    func `a shipped step that names no roles is everybody's, whoever it is recorded for`(register: String) throws {
        let definition = try #require(office.office.register(register))
        office.give(SubjectID("m1"), Record(["register": "tasks", "state": "open", "owner": "p4", "title": "另一件"]))
        for step in definition.steps where step.by.isEmpty {
            let state = try #require(step.from.first)
            let id = SubjectID("m2")
            let command = Command.move(id, Move(rawValue: step.id), form: Self.whole.filter { step.asks.contains($0.key) })
            for (person, owner) in Self.people.flatMap({ [($0.id, "p4"), ($0.id, $0.id)] }) {
                office.give(
                    id,
                    Record([
                        "register": .string(register), "state": .string(state), "owner": .string(owner), "holder": .string(owner),
                        "title": "某件",
                    ]))
                for attribution in [office.by(person), office.by(person, for: "p2"), office.by("p1", for: person)] {
                    let asked = try? office.decided(command, as: attribution).contains { $0.kind == StepRequest.kind }
                    #expect(asked != true, "\(step.id) of \(owner)'s by \(person)")
                    if case .role? = refusal({ _ = try office.decided(command, as: attribution) }) {
                        Issue.record("\(step.id) of \(owner)'s by \(person)")
                    }
                }
            }
        }
    }

    @Test func `a request is turned down by who may take its step, and taken back by who asked`() throws {
        let (office, id) = try SealsOffice.furnished()
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p7"))
        let leaders: Set<String> = ["p3", "p4", "p6"]
        for person in (1...7).map({ "p\($0)" }) {
            func isRefused(_ command: Command, _ attribution: Attribution) -> Bool {
                refusal { _ = try office.decided(command, as: attribution) } != nil
            }
            let down = Command.turnDown(id, request: 1, reason: "不合规")
            #expect(isRefused(down, office.by(person)) == !leaders.contains(person), "\(person)")
            #expect(isRefused(down, office.by("p1", for: person)) == !leaders.contains(person), "for \(person)")
            let back = Command.withdrawRequest(id, request: 1)
            #expect(isRefused(back, office.by(person)) == (person != "p7"), "\(person)")
            #expect(isRefused(back, office.by("p1", for: person)) == (person != "p7"), "for \(person)")
        }
    }

    /// The shipped steps that are left to roles, each with what it needs besides.
    private static let left: [(register: String, step: String, form: [String: JSON], roles: Set<Role>)] = [
        ("inbound", "archive", ["retention": "永久"], keepers), ("outgoing", "sign", [:], [.leader]),
        ("outgoing", "archive", ["retention": "永久"], keepers),
    ]

    @Test func `the shipped steps left to roles are these`() {
        let found = office.office.registers.flatMap { definition in
            definition.steps.filter { !$0.by.isEmpty }.map { "\(definition.id) \($0.id) \($0.by.map(\.rawValue).sorted())" }
        }
        #expect(found.sorted() == Self.left.map { "\($0.register) \($0.step) \($0.roles.map(\.rawValue).sorted())" }.sorted())
    }

    @Test(arguments: left)
    func `a shipped step left to roles is taken by who holds one, and asked for by everybody else`(
        register: String, step: String, form: [String: JSON], asked: Set<Role>
    ) throws {
        let id = SubjectID("m2")
        let state = try #require(office.office.register(register)?.steps.first { $0.id == step }?.from.first)
        func isTaken(_ attribution: Attribution) throws -> Bool {
            let events = try office.decided(.move(id, Move(rawValue: step), form: form), as: attribution)
            #expect(events.first?.kind == Step.kind || events.first?.kind == StepRequest.kind)
            return events.first?.kind == Step.kind
        }
        // Whether it is their own makes no difference, as long as they did not write it.
        for (person, roles, owner) in Self.people.flatMap({ [($0.id, $0.roles, "p4"), ($0.id, $0.roles, $0.id)] }) {
            office.give(
                id,
                Record([
                    "register": .string(register), "state": .string(state), "owner": .string(owner), "holder": .string(owner),
                    "title": "某件", "received": StepKit.before, "number": StepKit.number(register, "文", 1), "fields": ["author": "p4"],
                ]))
            #expect(try isTaken(office.by(person)) == may(roles, asked), "\(person) of \(owner)'s")
            // 代录: of whose act it is alone.
            #expect(try isTaken(office.by("p10", for: person, medium: .original)) == may(roles, asked), "for \(person) of \(owner)'s")
            #expect(try !isTaken(office.by(person, for: "p8")), "\(person) for somebody who may not, of \(owner)'s")
        }
    }

    @Test func `a clerk who names the signer records a signature, one who names nobody or themselves asks for it`() throws {
        let id = SubjectID("m2")
        office.give(id, Record(["register": "outgoing", "state": "checked", "owner": "p9", "holder": "p9", "title": "某函"]))
        func decided(_ form: [String: JSON], _ person: String = "p10") throws -> Event {
            let events = try office.decided(.move(id, .sign, form: form), as: office.by(person))
            return try #require(events.first { [Step.kind, StepRequest.kind].contains($0.kind) })
        }
        let named = try decided(["signer": "p4", "medium": "phone"])
        let trace = named.changes.first { $0.path == "lastMove" }?.now
        #expect(named.kind == Step.kind && trace?["by"].string == "p4" && trace?["medium"].string == "phone")
        let parts = office.by("p10").parts(of: [named]) { _ in nil }
        #expect(parts.map(\.whose.by) == ["p4"] && parts.map(\.whose.recordedBy) == ["p10"] && parts.map(\.whose.medium) == [.phone])
        for form in [[:], ["signer": "p10"], ["signer": "p2"]] as [[String: JSON]] {
            let event = try decided(form)
            #expect(event.kind == StepRequest.kind && event.changes.first?.now["role"].string == "leader")
            // Who may not sign is not whom it is asked of.
            #expect(event.changes.first?.now["form"].isNull == true, "\(form)")
        }
        // Whoever wrote it may ask for the signature, and is nobody's signer.
        #expect(try decided([:], "p9").kind == StepRequest.kind)
        #expect(refusal { _ = try decided(["signer": "p9"], "p9") } == .guarded(.signerIsAuthor, article: "条例 §22"))
        // A leader who wrote it does not sign it, whoever was to.
        let fields: JSON = ["author": "p3", "signer": "p4"]
        office.give(id, Record(["register": "outgoing", "state": "checked", "fields": fields, "title": "某函"]))
        #expect(refusal { _ = try decided([:], "p3") } == .guarded(.signerIsAuthor, article: "条例 §22"))
        #expect(try decided([:], "p7").kind == Step.kind)
    }

    @Test func `a leader grants the signature a clerk asked for`() throws {
        let draft = MatterDraft(register: "outgoing", values: ["title": "某函", "owner": "p9", "fields/author": "p9"])
        let id = try #require(try office.submit([.open(draft)], as: office.by()).events.first).subject
        try office.submit([.move(id, .check, form: [:])], as: office.by("p9"))
        try office.submit([.move(id, .sign, form: [:])], as: office.by("p9"))
        #expect(office.matter(id)?.state == "checked" && office.matter(id)?.requests.map(\.role) == [.leader])
        let matter = try #require(office.matter(id))
        for person in ["p3", "p4", "p7", "p1"] {
            let rules = TodayRules(
                now: office.now, calendar: office.office.calendar, directory: office.directory, registers: office.office.registers,
                person: person)
            let isAsked = rules.item(matter)?.chips.contains { chip in
                if case .asked = chip { true } else { false }
            }
            #expect((isAsked ?? false) == (person != "p1"), "\(person)")
        }
        try office.submit([.move(id, .sign, form: ["signer": "p7"])], as: office.by("p7"))
        #expect(office.matter(id)?.state == "signed" && office.matter(id)?.requests == [] && office.matter(id)?.field("signer") == "p7")
    }

    @Test func `voiding is of one's own, of who covers them, a leader's and the administrator's`() throws {
        let id = SubjectID("m2")
        office.give(
            id,
            Record([
                "register": "inbound", "state": "received", "owner": "p4", "holder": "p6", "supervisor": "p2", "title": "某件",
            ]))
        func voided(_ attribution: Attribution) -> Refusal? {
            refusal { _ = try office.decided(.move(id, .void, form: ["reason": "重复"]), as: attribution) }
        }
        let others = Refusal.guarded(.othersPaper, article: "李卫东")
        for (person, roles) in Self.people {
            let mayVoid = ["p2", "p6"].contains(person) || may(roles, [.leader, .administrator])
            #expect(voided(office.by(person)) == (mayVoid ? nil : others), "\(person)")
            #expect(voided(office.by("p10", for: person)) == (mayVoid ? nil : others), "for \(person)")
        }
        #expect(voided(office.by("p10", for: "p4")) == nil)
        let away: [String: JSON] = ["away/from": "2026-11-23", "away/to": "2026-11-23", "away/cover": "p9"]
        try office.submit([.revise(SubjectID("p4"), fields: away)], as: office.by())
        #expect(voided(office.by("p9")) == nil && voided(office.by("p8")) == others)
        // Taking another's void back asks the same.
        let entry = try office.submit([.move(id, .void, form: ["reason": "重复"])], as: office.by())
        #expect(refusal { _ = try office.inverses(of: entry, as: office.by("p8")) } == others)
        #expect(refusal { _ = try office.inverses(of: entry, as: office.by("p6")) } == nil)
    }

    @Test func `what somebody opened is taken back by themselves and by whoever may void it`() throws {
        let others = Refusal.guarded(.othersPaper, article: "李卫东")
        for (register, fields) in [("tasks", [:]), ("inbound", ["fields/from": "u2"])] as [(String, [String: JSON])] {
            let values = fields.merging(["title": JSON.string("\(register)某件"), "owner": "p4"]) { $1 }
            let draft = MatterDraft(register: register, values: values)
            let entry = try office.submit([.open(draft)], as: office.by("p10"))
            let id = try #require(entry.events.first).subject
            let record = try #require(office.matter(id)).record
            let having = ["owner", "holder", "supervisor"].compactMap { record[$0].string }
            func taken(_ attribution: Attribution) -> Refusal? { refusal { _ = try office.inverses(of: entry, as: attribution) } }
            for (person, roles) in Self.people {
                // p10 wrote it down.
                let mayTake = person == "p10" || having.contains(person) || may(roles, [.leader, .administrator])
                #expect(taken(office.by(person)) == (mayTake ? nil : others), "\(register) \(person)")
            }
            // Once they agreed it is recorded for them, as their voiding is.
            #expect(taken(office.by("p8", for: "p4", medium: .phone)) == nil)
            // Whoever wrote in it since does not thereby take it away.
            try office.submit([.note(id, kind: "progress", text: "看过")], as: office.by("p8"))
            #expect(taken(office.by("p8")) != nil)
        }
    }

    /// A step left to roles: whose act it is must hold one, whoever writes it down (`StepRightTests` asks it of every step of such a register).
    @Test func `a step left to roles is asked of whose act it is`() throws {
        let (office, id) = try SealsOffice.furnished()
        let people: [(id: String, roles: Set<Role>)] = [
            ("p1", [.clerk, .administrator]), ("p2", [.director]), ("p3", [.leader]), ("p4", [.leader]), ("p5", [.keeper]),
            ("p6", [.leader]),
            ("p7", [.member]),
        ]
        for (person, roles) in people {
            func isTaken(_ attribution: Attribution) throws -> Bool {
                try office.decided(.move(id, "grant", form: [:]), as: attribution).first?.kind == Step.kind
            }
            #expect(try isTaken(office.by(person)) == roles.contains(.leader), "\(person)")
            #expect(try isTaken(office.by("p7", for: person)) == roles.contains(.leader), "for \(person)")
            #expect(try isTaken(office.by(person, for: "p3")), "\(person) for a leader")
        }
    }
}
