import Ledger
import Office
import Settings
import TestKit
import Testing

/// A step above one's role as the ledger keeps it: on whose desk it stands, and who may take another's step back.
@Suite struct AskedStepTests {
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
          - {id: granted, stage: office, name: {zh: 已批, en: Granted}}
          - {id: used, stage: closed, name: {zh: 已用, en: Used}}
        steps:
          - {id: grant, act: advance, from: [asked], to: granted, by: [leader, keeper], name: {zh: 批准, en: Grant}}
          - {id: finish, act: conclude, from: [granted], to: used, name: {zh: 用毕, en: Used}}
        """

    private func furnished() throws -> (office: TestOffice, id: SubjectID) {
        let office = try TestOffice(.memory)
        let tree = try #require(LocatedYAML.read(Self.yaml).tree)
        try office.ledger.submit(
            [
                .enlist(.person, DirectoryChange([.name: "钱一", .roles: ["keeper"]])),
                .enlist(.person, DirectoryChange([.name: "孙二", .roles: ["member"]])),
                .change([.adopt(register: "seals", definition: tree.json)]),
            ], as: office.by(), wholly: true)
        return (office, try office.open(MatterDraft(register: "seals", values: ["title": "合同盖章"])))
    }

    private func desks(_ office: TestOffice, _ id: SubjectID) throws -> [String] {
        try (1...6).map { "p\($0)" }.filter { person in
            try office.ledger.awake(.person(person), at: office.now).contains { $0.id == id }
        }
    }

    @Test func `it stands on the desks of those who may, whoever they are on the day, until it is taken`() throws {
        let (office, id) = try furnished()
        #expect(try desks(office, id) == [])
        try office.move(id, "grant", as: "p6")
        #expect(try office.matter(id).state == "asked" && desks(office, id) == ["p3", "p4", "p5"])
        #expect(try office.ledger.awake(.office, at: office.now).map(\.id) == [id])
        // Who becomes a keeper afterwards sees it too.
        try office.ledger.submit([.revise(SubjectID("p6"), DirectoryChange([.roles: ["keeper"]]))], as: office.by())
        #expect(try desks(office, id) == ["p3", "p4", "p5", "p6"])
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.rebuild()
        #expect(try desks(office, id) == ["p3", "p4", "p5", "p6"])
        try office.move(id, "grant", as: "p5")
        #expect(try office.matter(id).state == "granted" && office.matter(id).requests.isEmpty && desks(office, id) == [])
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `another's step is taken back and done again by who may take it`() throws {
        let (office, id) = try furnished()
        try office.move(id, "grant", as: "p3")
        let entry = String(try office.ledger.version())
        #expect(refusal { try office.ledger.undo(entry: entry, as: office.by("p6")) } == .role([.leader, .keeper]))
        try office.ledger.undo(entry: entry, as: office.by("p5"))
        #expect(try office.matter(id).state == "asked")
        // The keeper is one no longer: what they took back they do not do again.
        try office.ledger.submit([.revise(SubjectID("p5"), DirectoryChange([.roles: ["member"]]))], as: office.by())
        #expect(refusal { try office.ledger.redo(as: office.by("p5")) } == .role([.leader, .keeper]))
        #expect(try office.matter(id).state == "asked")
    }

    @Test func `a request turned down leaves the desks of who may and stands on that of who asked, until it is put away`() throws {
        let (office, id) = try furnished()
        try office.move(id, "grant", as: "p6")
        try office.ledger.submit([.turnDown(id, request: 1, reason: "不合规")], as: office.by("p5"))
        #expect(try desks(office, id) == ["p6"])
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.rebuild()
        #expect(try desks(office, id) == ["p6"])
        try office.ledger.undo(as: office.by("p5"))
        #expect(try desks(office, id) == ["p3", "p4", "p5"])
        try office.ledger.redo(as: office.by("p5"))
        try office.ledger.submit([.withdrawRequest(id, request: 1)], as: office.by("p6"))
        #expect(try desks(office, id) == [] && office.matter(id).turnedDown.isEmpty)
        let kinds = try office.ledger.history(id).map(\.event.kind)
        #expect(kinds.contains("matter.requestTurnedDown") && kinds.contains("matter.requestWithdrawn"))
        #expect(try office.ledger.verify(deep: true).isWhole)
    }
}
