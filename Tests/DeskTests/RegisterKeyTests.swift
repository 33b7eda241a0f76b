import Office
import Phrases
import Settings
import TestKit
import Testing

@testable import Desk

/// The steps of a made-up register go by the letters of what they do, and by keys of their own.
@Suite struct RegisterKeyTests {
    private static let yaml = """
        id: cars
        prefix: car
        name: {zh: 公务用车, en: Cars}
        opens: asked
        fields:
          - {id: title, kind: long, first: true, name: {zh: 事由, en: For}}
        states:
          - {id: asked, stage: office, name: {zh: 待批准, en: To approve}}
          - {id: granted, stage: doing, name: {zh: 待出车, en: To go}}
          - {id: out, stage: away, name: {zh: 已出车, en: Out}}
          - {id: home, stage: closed, name: {zh: 已回, en: Back}}
        steps:
          - {id: allow, act: advance, from: [asked], to: granted, name: {zh: 准予, en: Allow}}
          - {id: skip, act: advance, from: [asked], to: out, key: V, name: {zh: 直接出车, en: Go at once}}
          - {id: drive, act: advance, from: [granted], to: out, key: V, name: {zh: 出车, en: Go}}
          - {id: give-in, act: conclude, from: [out], to: home, name: {zh: 回车, en: Come home}}
        """

    private func desk(columns: Int = 120, rows: Int = 36) throws -> (kit: DeskKit, id: SubjectID) {
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        let tree = try #require(LocatedYAML.read(Self.yaml).tree)
        try office.ledger.submit([.change([.adopt(register: "cars", definition: tree.json)])], as: office.by(), wholly: true)
        let id = try office.open(MatterDraft(register: "cars", values: ["title": "去市里", "owner": "p1"]))
        let kit = try DeskKit(columns: columns, rows: rows, office: office)
        kit.desk.mattersRegister = "cars"
        try kit.type("4")
        try kit.refresh()
        #expect(kit.desk.current == id)
        return (kit, id)
    }

    @Test(arguments: [(120, 36), (80, 24)])
    func `a letter takes the first step that does what it stands for, whatever it is called`(columns: Int, rows: Int) throws {
        let (kit, id) = try desk(columns: columns, rows: rows)
        let hints = kit.desk.hints()
        #expect(hints.contains { $0.key == "K" && $0.word == "准予" } && hints.contains { $0.key == "V" && $0.word == "直接出车" })
        try kit.type("K")
        #expect(try kit.office.matter(id).state == "granted")
        try kit.type("V")
        #expect(try kit.office.matter(id).state == "out")
        #expect(!kit.desk.hints().contains { $0.key == "V" })
        try kit.type("d")
        #expect(try kit.office.matter(id).state == "home")
    }

    @Test func `help, palette and the list of steps name them`() throws {
        let (kit, _) = try desk()
        for keys in ["?", ":", "<F9>"] {
            try kit.type(keys)
            let lines = kit.screen.text.split(separator: "\n").filter { $0.contains("直接出车") }
            #expect(lines.contains { $0.contains("V") }, "\(keys): \(kit.screen.text)")
            try kit.type("<esc>")
        }
        try kit.type("<F9>")
        #expect(kit.screen.text.split(separator: "\n").contains { $0.contains("准予") && $0.contains("K") })
    }

    @Test func `a key of its own does nothing in Today`() throws {
        let (kit, id) = try desk()
        try kit.type("1V")
        #expect(try kit.office.matter(id).state == "asked")
        #expect(!kit.desk.hints().contains { $0.key == "V" })
    }
}
