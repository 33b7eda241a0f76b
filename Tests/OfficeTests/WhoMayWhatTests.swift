import Office
import TestKit
import Testing

/// Who may what: every change of the office, its directory and its matters, and every step, by every role, of one's own and of another's,
/// by oneself, recorded for another and recorded by another.
@Suite struct WhoMayWhatTests {
    /// One of each role, 张敏 p1 and 周明远 p2 among them, and somebody who has none.
    private static let people: [(id: String, roles: Set<Role>)] = [
        ("p1", [.clerk, .administrator]), ("p2", [.director]), ("p3", [.leader]), ("p5", [.keeper]), ("p6", [.head]), ("p7", [.leader]),
        ("p8", [.member]), ("p9", [.clerk]), ("p10", []),
    ]

    private let office: MemoryOffice

    init() throws {
        office = try MemoryOffice()
        let roles: [(String, JSON)] = [
            ("钱一", ["keeper"]), ("孙二", ["head"]), ("李三", ["leader"]), ("吴四", ["member"]), ("郑五", ["clerk"]), ("王六", .null),
        ]
        try office.submit(
            roles.map { .enlist(.person, fields: ["name": .string($0.0), "roles": $0.1].filter { !$0.value.isNull }) }, as: office.by())
        #expect(Set(Self.people.flatMap(\.roles)) == Set(Role.allCases))
    }

    // MARK: Changes

    private static let everybody: Set<Role> = []
    private static let counters: Set<Role> = [.director, .keeper, .administrator]
    private static let season = OfficeHours.Season(begins: 501, spans: [510..<720, 870..<1080])

    /// What is changed, and the roles one of which it asks for; none where it is everybody's.
    private static let changes: [(command: Command, roles: Set<Role>)] = [
        (.change([.hours([season])]), counters),
        (.change([.notice(HolidayNotice(year: 2027, reference: "某通知", days: []))]), counters),
        (.change([.limits(.papers, .named("small-office"))]), counters), (.change([.routing([])]), counters),
        (.change([.chasing(.unsigned, workdays: 3)]), everybody), (.change([.header("某办")]), [.administrator]),
        (.change([.template(sheet: "slip", .cleared(digest: "00", name: "a.docx"))]), everybody),
        (.change([.fonds("Z109")]), everybody), (.change([.retention([RetentionSchedule.defaults[0]])]), everybody),
        (.change([.freeze(year: 2025)]), [.administrator]), (.change([.close(register: "inbound", year: 2025)]), [.administrator]),
        (.change([.circle("班子", members: ["p3"])]), [.administrator]),
        (.change([.adopt(register: "seals", definition: ["id": "seals"])]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["accounts": ["li"]]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["left": "2026-11-23"]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["roles": ["clerk"]]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["department": "u1"]), [.administrator]),
        (.revise(SubjectID("p4"), fields: ["phone": "5210004"]), everybody), (.revise(SubjectID("p4"), fields: ["post": "副县长"]), everybody),
        (.revise(SubjectID("p4"), fields: ["away/from": "2026-11-24", "away/to": "2026-11-25"]), everybody),
        (.revise(SubjectID("u2"), fields: ["level": "superior"]), everybody),
        (.revise(SubjectID("r1"), fields: ["capacity": 60]), everybody),
        (.enlist(.person, fields: ["name": "新人", "accounts": ["xin"]]), [.administrator]),
        (.enlist(.person, fields: ["name": "新人", "roles": ["clerk"]]), [.administrator]),
        (.enlist(.person, fields: ["name": "新人", "department": "u1"]), everybody),
        (.enlist(.unit, fields: ["name": "第三小学"]), everybody), (.enlist(.place, fields: ["name": "四楼会议室"]), everybody),
    ]

    private func may(_ roles: Set<Role>, _ asked: Set<Role>) -> Bool { asked.isEmpty || !roles.isDisjoint(with: asked) }

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

    @Test(arguments: ["inbound", "outgoing", "tasks"])
    func `a shipped step is everybody's, whoever it is recorded for`(register: String) throws {
        let definition = try #require(office.office.register(register))
        office.give(SubjectID("m1"), Record(["register": "tasks", "state": "open", "owner": "p4", "title": "另一件"]))
        for step in definition.steps {
            let state = try #require(step.from.first)
            let id = SubjectID("m2")
            office.give(id, Record(["register": .string(register), "state": .string(state), "owner": "p4", "holder": "p4", "title": "某件"]))
            let command = Command.move(id, Move(rawValue: step.id), form: Self.whole.filter { step.asks.contains($0.key) })
            for (person, _) in Self.people {
                for attribution in [office.by(person), office.by(person, for: "p2"), office.by("p1", for: person)] {
                    let asked = try? office.decided(command, as: attribution).contains { $0.kind == StepRequest.kind }
                    #expect(asked != true, "\(step.id) by \(person)")
                    if case .role? = refusal({ _ = try office.decided(command, as: attribution) }) {
                        Issue.record("\(step.id) by \(person)")
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
