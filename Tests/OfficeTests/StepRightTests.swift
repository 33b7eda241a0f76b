import Office
import Settings
import TestKit
import Testing

/// Whose a step is: the roles its register names, asked of whose act it is, whichever way it comes.
@Suite struct StepRightTests {
    private static let yaml = """
        id: seals
        prefix: se
        name: {zh: 用印, en: Seals}
        capture: [印]
        opens: asked
        fields:
          - {id: title, kind: long, first: true, name: {zh: 事由, en: For}}
        states:
          - {id: asked, stage: office, name: {zh: 待批, en: Asked}}
          - {id: granted, stage: doing, name: {zh: 已批, en: Granted}}
          - {id: used, stage: closed, name: {zh: 已用, en: Used}}
        steps:
          - {id: weigh, act: advance, from: [asked], asks: [note], name: {zh: 审核, en: Weigh}}
          - {id: grant, act: advance, from: [asked], to: granted, by: [leader], name: {zh: 批准, en: Grant}}
          - {id: stamp, act: advance, from: [granted], to: used, by: [keeper, administrator], name: {zh: 用印, en: Stamp}}
          - {id: head, act: advance, from: [asked], by: [head], name: {zh: 科长阅, en: Seen by the head}}
        """

    /// 张敏 p1 clerk and administrator, 周明远 p2 director, p3 and p4 leaders by rank; p5 keeper, p6 leader by role alone, p7 a member.
    private func furnished() throws -> (office: MemoryOffice, id: SubjectID) {
        let office = try MemoryOffice()
        let (definition, problems) = ShippedRegisters.check(Self.yaml)
        #expect(problems == [] && definition?.steps.map(\.by) == [[], [.leader], [.keeper, .administrator], [.head]])
        let tree = try #require(LocatedYAML.read(Self.yaml).tree)
        let roles: [(String, JSON)] = [("钱一", ["keeper"]), ("孙二", ["leader"]), ("郑三", ["member"])]
        try office.submit(
            roles.map { .enlist(.person, DirectoryChange([.name: .string($0.0), .roles: $0.1])) }
                + [.change([.adopt(register: "seals", definition: tree.json)])], as: office.by())
        let entry = try office.submit([.open(MatterDraft(register: "seals", values: ["title": "合同盖章"]))], as: office.by())
        return (office, try #require(entry.events.first?.subject))
    }

    private static let steps: [(step: Move, after: [Move], may: Set<String>, role: String)] = [
        ("weigh", [], ["p1", "p2", "p3", "p4", "p5", "p6", "p7"], ""), ("grant", [], ["p3", "p4", "p6"], "leader"),
        ("stamp", ["grant"], ["p1", "p5"], "keeper"),
        // Nobody is head here: it is the director's.
        ("head", [], ["p2"], "head"),
    ]

    @Test(arguments: steps)
    func `who may take which step, by themselves and recorded for another`(
        step: Move, after: [Move], may: Set<String>, role: String
    ) throws {
        let (office, id) = try furnished()
        for move in after { try office.submit([.move(id, move, form: [:])], as: office.by("p3")) }
        let command = Command.move(id, step, form: step == "weigh" ? ["note": "可行"] : [:])
        for number in 1...7 {
            let person = "p\(number)"
            let expected = may.contains(person) ? nil : Refusal.role(needed: role)
            #expect(refusal { _ = try office.decided(command, as: office.by(person)) } == expected, "\(person)")
            // 代录: it is the act of whom it is recorded for; who writes it down lends and needs no role.
            #expect(refusal { _ = try office.decided(command, as: office.by("p7", for: person)) } == expected, "for \(person)")
            let other = may.contains("p7") ? nil : Refusal.role(needed: role)
            #expect(refusal { _ = try office.decided(command, as: office.by(person, for: "p7")) } == other, "by \(person)")
        }
    }

    @Test func `another's step is taken back by whoever may take it, one's own by oneself`() throws {
        let (office, id) = try furnished()
        let granted = try office.submit([.move(id, "grant", form: [:])], as: office.by("p3"))
        for person in ["p1", "p2", "p5", "p7"] {
            #expect(refusal { _ = try office.inverses(of: granted, as: office.by(person)) } == .role(needed: "leader"), "\(person)")
        }
        for person in ["p3", "p4", "p6"] { #expect(try !office.inverses(of: granted, as: office.by(person)).isEmpty) }
    }

    @Test func `what was recorded for a leader is taken back by who recorded it, and done again while the leader is one`() throws {
        let (office, id) = try furnished()
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p7", for: "p3", medium: .original))
        #expect(office.matter(id)?.state == "granted")
        try office.undo(as: office.by("p7"))
        #expect(office.matter(id)?.state == "asked")
        try office.redo(as: office.by("p7"))
        #expect(office.matter(id)?.state == "granted")
        try office.undo(as: office.by("p7"))
        try office.submit([.revise(SubjectID("p3"), DirectoryChange([.rank: .null]))], as: office.by("p4"))
        #expect(refusal { try office.redo(as: office.by("p7")) } == .role(needed: "leader"))
        #expect(office.matter(id)?.state == "asked")
    }

    @Test func `a step left to a role nobody knows is named with its line`() {
        let wrong = Self.yaml.replacing("by: [leader]", with: "by: [boss]")
        let problems = ShippedRegisters.check(wrong).problems
        #expect(problems.map(\.kind) == [.unknownValue("boss", allowed: Role.allCases.map(\.rawValue))])
        #expect(problems.map(\.line) == [14])
    }
}
