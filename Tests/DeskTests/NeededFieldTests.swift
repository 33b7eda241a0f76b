import Office
import Settings
import TestKit
import Testing

@testable import Desk

/// What a step is not taken without can be filled in where the step is taken, in any register.
@Suite struct NeededFieldTests {
    private static let yaml = """
        id: cars
        prefix: car
        name: {zh: 公务用车, en: Cars}
        opens: out
        fields:
          - {id: title, kind: long, first: true, name: {zh: 事由, en: For}}
          - {id: plate, kind: text, needed: [ACT], name: {zh: 车牌号码, en: Plate}}
        states:
          - {id: out, stage: away, name: {zh: 已出车, en: Out}}
          - {id: home, stage: closed, name: {zh: 已回, en: Back}}
        steps:
          - {id: come, act: ACT, from: [out], to: home, name: {zh: 回车, en: Come home}}
        """

    private func desk(_ act: Act, plate: String? = nil) throws -> (kit: DeskKit, id: SubjectID) {
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        let yaml = Self.yaml.replacing("needed: [ACT]", with: "needed: [come]").replacing("ACT", with: act.rawValue)
        let tree = try #require(LocatedYAML.read(yaml).tree)
        try office.ledger.submit([.change([.adopt(register: "cars", definition: tree.json)])], as: office.by(), wholly: true)
        let id = try office.open(MatterDraft(register: "cars", values: ["title": "去市里", "owner": "p1", "fields/plate": JSON(plate)]))
        let kit = try DeskKit(columns: 80, rows: 24, office: office)
        kit.desk.mattersRegister = "cars"
        try kit.type("4")
        return (kit, id)
    }

    @Test(arguments: [(Act.conclude, "d"), (.advance, "K")])
    func `a step that lacks a field opens its form, names the field and takes it`(act: Act, key: String) throws {
        let (kit, id) = try desk(act)
        try kit.type(key)
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form") }
        #expect(form.fields.contains { $0.definition.id == "plate" } && kit.screen.text.contains("车牌号码"))
        let place = try #require(form.fields.firstIndex { $0.definition.id == "plate" })
        try kit.type("<enter>")
        guard case .form(let asking)? = kit.desk.overlays.last else { throw TestFault("not asked") }
        #expect(asking.focused == place)
        #expect(try kit.office.matter(id).state == "out")
        try kit.send(.paste("云A1234"))
        try kit.type("<enter>")
        #expect(kit.desk.overlays.isEmpty)
        let matter = try kit.office.matter(id)
        #expect(matter.state == "home" && matter.record["fields/plate"] == "云A1234")
    }

    @Test(arguments: [(Act.conclude, "d"), (.advance, "K")])
    func `what is there already is not asked for again`(act: Act, key: String) throws {
        let (kit, id) = try desk(act, plate: "云A1234")
        try kit.type(key)
        #expect(try kit.desk.overlays.isEmpty && kit.office.matter(id).state == "home")
    }
}
