import Office
import TestKit
import Testing

/// Random histories seldom have two acts that hang on each other one after the other. Here each kind of key stands between two that do, and acts of
/// every kind go past each other.
@Suite struct CrowdedOrderTests {
    /// What a key names.
    enum KeyKind: CaseIterable {
        case subject, fresh, span, spanRule, reference, paper, waiting, loans, level, series, duty, archive, directory, office, act,
            everything

        init(_ key: FactKey) {
            self =
                switch key {
                case .subject: .subject
                case .fresh: .fresh
                case .span: .span
                case .spanRule: .spanRule
                case .reference: .reference
                case .paper: .paper
                case .waiting: .waiting
                case .loans: .loans
                case .level: .level
                case .series: .series
                case .duty: .duty
                case .archive: .archive
                case .directory: .directory
                case .office: .office
                case .act: .act
                case .everything: .everything
                }
        }
    }

    /// Two acts, one after the other, in an office made ready for them.
    struct Pair: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// The only kind of key by which they meet; nil where they do not.
        let kind: KeyKind?
        let prepare: @Sendable (MemoryOffice) throws -> Void
        let first: RandomAct
        let second: RandomAct

        init(
            _ name: String, by kind: KeyKind? = nil, _ first: RandomAct, _ second: RandomAct,
            after prepare: @escaping @Sendable (MemoryOffice) throws -> Void = { _ in }
        ) {
            testDescription = name
            self.kind = kind
            self.prepare = prepare
            self.first = first
            self.second = second
        }
    }

    private static let (one, other, meeting) = (SubjectID("m1"), SubjectID("m2"), SubjectID("g1"))

    private static func does(_ command: Command, _ person: String = "p1") -> RandomAct {
        RandomAct(person: person, deed: .submit([command]))
    }

    private static func undoes(_ person: String) -> RandomAct { RandomAct(person: person, deed: .undo) }

    private static func paper(_ title: String, _ reference: String? = nil, registers: Bool = false, isSole: Bool = false) -> Command {
        var draft = MatterDraft(register: "inbound", values: ["title": .string(title), "fields/from": "u2"], registers: registers)
        draft.values["fields/reference"] = reference.map(JSON.string)
        draft.isSole = isSole
        return .open(draft)
    }

    private static func note(_ id: SubjectID) -> Command { .note(id, kind: "progress", text: "已联系") }

    private static func booking(_ from: String, _ to: String) -> Command {
        .schedule(fields: ["title": "例会", "start": StepKit.moment(from), "end": StepKit.moment(to), "place": "r1"])
    }

    private static func archive(_ id: SubjectID) -> Command { .move(id, "archive", form: ["retention": "永久"]) }

    /// Two papers that are registered, and wait for what is proposed.
    private static let twoPapers: @Sendable (MemoryOffice) throws -> Void = { office in
        for title in ["甲", "乙"] { try office.submit([paper(title, registers: true)], as: office.by()) }
    }

    /// The second of two papers waits to be archived.
    private static let oneKept: @Sendable (MemoryOffice) throws -> Void = { office in
        for (index, id) in [one, other].enumerated() {
            office.give(
                id,
                Record([
                    "register": "inbound", "state": .string(id == other ? "kept" : "accepted"), "owner": "p1", "holder": "p1",
                    "title": "某件", "received": StepKit.before, "number": StepKit.number("inbound", "收文", index + 1),
                ]))
        }
    }

    private func taken(_ pair: Pair) throws -> (first: TakenAct, second: TakenAct, difference: String?) {
        let office = try MemoryOffice()
        try pair.prepare(office)
        let desks = ["东", "西"]
        office.leaseHandles(for: desks)
        let start = office.copy()
        func take(_ act: RandomAct, at desk: String) throws -> TakenAct {
            office.device = desk
            let before = office.copy()
            return try TakenAct(act, office.perform(act), before: before)
        }
        let (first, second) = (try take(pair.first, at: desks[0]), try take(pair.second, at: desks[1]))
        return (first, second, TakenAct.difference(first, second, from: start, to: office))
    }

    // MARK: Acts that hang on each other

    private static let meeting2031 = booking("2031-03-05T09:00", "2031-03-05T10:00")

    static let meetingPairs = [
        Pair("two notes on one paper", by: .subject, does(note(one)), does(note(one), "p2"), after: twoPapers),
        Pair(
            "a paper that is archived is not written on by one that is linked to it", by: .subject, does(archive(other)),
            does(.move(one, .link, form: ["into": "m2"])), after: oneKept),
        Pair(
            "a room that comes free", by: .span, does(.cancel(meeting, reason: "改期")),
            does(booking("2026-11-24T09:30", "2026-11-24T10:30")),
            after: { try $0.submit([booking("2026-11-24T09:00", "2026-11-24T10:00")], as: $0.by()) }),
        Pair(
            "a room that is held for years comes free", by: .spanRule, does(.cancel(meeting, reason: "改期")), does(meeting2031),
            after: { try $0.submit([booking("2030-01-01T09:00", "2033-01-01T09:00")], as: $0.by()) }),
        Pair(
            "a paper taken back, and another of its number", by: .reference, undoes("p1"),
            does(paper("乙", "云财函〔2026〕7号", isSole: true), "p2"),
            after: { try $0.submit([paper("甲", "云财函〔2026〕7号")], as: $0.by()) }),
        Pair(
            "a paper opened under the title of one that is then taken back", by: .waiting, does(paper("甲"), "p2"), undoes("p1"),
            after: { try $0.submit([paper("甲", registers: true)], as: $0.by()) }),
        Pair(
            "a late borrower brings one paper and takes another", by: .loans, does(.giveBack(one, form: ["condition": "完好"])),
            does(.lend(other, form: ["borrower": "p2"])),
            after: { office in
                try twoPapers(office)
                try office.submit([.lend(one, form: ["borrower": "p2"])], as: office.by())
                office.now = office.now.adding(minutes: 10 * 24 * 60)
            }),
        Pair("two numbers of one register", by: .series, does(paper("甲", registers: true)), does(paper("乙", registers: true), "p2")),
        Pair(
            "a unit that is put above the office once a paper is with it", by: .directory,
            does(.move(one, .dispatch, form: ["target": "u2", "limit": "3 workday"])),
            does(.revise(SubjectID("u2"), fields: ["level": "superior"]), "p2"), after: twoPapers),
        Pair(
            "the archive's own number, and a paper filed under it", by: .office, does(.change([.fonds("Z109")])), does(archive(other)),
            after: oneKept),
    ]

    /// No two acts meet by these alone, or nothing hangs on it.
    private static let alwaysBeside: [KeyKind: String] = [
        .fresh: "what takes a handle writes its subject", .paper: "a twin is told and nothing is refused for it",
        .level: "no register keeps accounts", .duty: "no duty is kept",
        .archive: "what counts a year's files writes the office", .act: "an act is taken back on its subjects",
        .everything: "what no key names writes the office or the directory, which all read",
    ]

    @Test func `there is a pair for every kind of key, or a reason why there is none`() {
        let shown = Set(CrowdedOrderTests.meetingPairs.compactMap(\.kind))
        #expect(shown.isDisjoint(with: CrowdedOrderTests.alwaysBeside.keys))
        #expect(shown.union(CrowdedOrderTests.alwaysBeside.keys) == Set(KeyKind.allCases))
    }

    @Test(arguments: meetingPairs)
    func `acts that hang on their order meet, by the key that stands for it`(pair: Pair) throws {
        let (first, second, difference) = try taken(pair)
        #expect(difference != nil, "they come to the same in either order")
        #expect(meets(first.keys, second.keys), "\(first.keys)\n\(second.keys)")
        func left(_ keys: Set<FactKey>) -> Set<FactKey> { keys.filter { KeyKind($0) != pair.kind } }
        func without(_ keys: ActKeys) -> ActKeys { ActKeys(read: left(keys.read), written: left(keys.written)) }
        #expect(!meets(without(first.keys), without(second.keys)), "they meet without it")
    }

    // MARK: Acts that do not

    static let strangers = [
        Pair("notes on two papers", does(note(one)), does(note(other), "p2"), after: twoPapers),
        Pair(
            "steps on two papers", does(.move(one, .propose, form: ["leader": "p4"])),
            does(.move(other, .propose, form: ["leader": "p4"]), "p2"),
            after: twoPapers),
        Pair(
            "two limits", does(.amend(one, .limit(StepKit.instant("2026-12-01T10:00")))),
            does(.amend(other, .limit(StepKit.instant("2026-12-02T10:00"))), "p2"), after: twoPapers),
        Pair(
            "numbers of two registers", does(paper("甲", registers: true)),
            does(.open(MatterDraft(register: "tasks", values: ["title": "乙"], registers: true)), "p2")),
        Pair(
            "loans to two people", does(.lend(one, form: ["borrower": "p2"])), does(.lend(other, form: ["borrower": "p3"]), "p2"),
            after: twoPapers),
        Pair(
            "a room in two weeks", does(booking("2026-11-24T09:00", "2026-11-24T10:00")),
            does(booking("2026-12-01T09:00", "2026-12-01T10:00"), "p2")),
        Pair(
            "a meeting put off, and a paper", does(.revise(meeting, fields: ["start": StepKit.moment("2026-11-24T09:30")])),
            does(paper("甲", registers: true), "p2"),
            after: { try $0.submit([booking("2026-11-24T09:00", "2026-11-24T10:00")], as: $0.by()) }),
        Pair(
            "a number taken back, and a task", undoes("p1"),
            does(.open(MatterDraft(register: "tasks", values: ["title": "乙"], registers: true)), "p2"),
            after: { try $0.submit([paper("甲", registers: true)], as: $0.by()) }),
        Pair("an erasure and a note", RandomAct(person: "p1", deed: .erase(one)), does(note(other), "p2"), after: twoPapers),
        Pair("an archived paper and a note", does(archive(other)), does(note(one), "p2"), after: oneKept),
    ]

    @Test(arguments: strangers)
    func `acts of every kind go past those they do not meet`(pair: Pair) throws {
        let (first, second, difference) = try taken(pair)
        #expect(!meets(first.keys, second.keys), "\(first.keys)\n\(second.keys)")
        #expect(difference == nil)
    }
}
