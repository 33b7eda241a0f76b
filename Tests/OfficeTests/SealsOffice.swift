import Office
import Settings
import TestKit
import Testing

/// An office with a register of its own, some of whose steps are left to roles.
enum SealsOffice {
    static let yaml = """
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
          - {id: note-down, act: advance, from: [asked], asks: [note], by: [head], name: {zh: 科长审, en: Noted by the head}}
        """

    /// 张敏 p1 clerk and administrator, 周明远 p2 director, p3 and p4 leaders by rank; p5 keeper, p6 leader by role alone, p7 a member.
    static func furnished() throws -> (office: MemoryOffice, id: SubjectID) {
        let office = try MemoryOffice()
        let (definition, problems) = ShippedRegisters.check(yaml)
        #expect(problems == [] && definition?.steps.map(\.by) == [[], [.leader], [.keeper, .administrator], [.head]])
        let tree = try #require(LocatedYAML.read(yaml).tree)
        let roles: [(String, JSON)] = [("钱一", ["keeper"]), ("孙二", ["leader"]), ("郑三", ["member"])]
        try office.submit(
            roles.map { .enlist(.person, DirectoryChange([.name: .string($0.0), .roles: $0.1])) }
                + [.change([.adopt(register: "seals", definition: tree.json)])], as: office.by())
        let entry = try office.submit([.open(MatterDraft(register: "seals", values: ["title": "合同盖章"]))], as: office.by())
        return (office, try #require(entry.events.first?.subject))
    }
}
