import Office
import Phrases
import Screen
import Settings
import TestKit
import Testing

@testable import Desk

/// `D`: a step that was asked for is refused with a reason, and one's own request taken back.
@Suite struct RequestTests {
    private static let yaml = """
        id: seals
        prefix: se
        name: {zh: 用印, en: Seals}
        capture: [印]
        opens: asked
        fields:
          - {id: title, kind: long, first: true, name: {zh: 事由, en: For}}
        states:
          - {id: asked, stage: doing, name: {zh: 待批, en: Asked}}
          - {id: granted, stage: closed, name: {zh: 已批, en: Granted}}
        steps:
          - {id: grant, act: advance, from: [asked], to: granted, by: [ROLE], name: {zh: 批准, en: Grant}}
        """

    /// The desk is p1's, who is administrator: a step left to that role is theirs, one left to a leader is asked for.
    private func desk(role: String, askedBy person: String, columns: Int = 120, rows: Int = 36) throws -> (kit: DeskKit, id: SubjectID) {
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        let tree = try #require(LocatedYAML.read(Self.yaml.replacing("ROLE", with: role)).tree)
        try office.ledger.submit([.change([.adopt(register: "seals", definition: tree.json)])], as: office.by(), wholly: true)
        let id = try office.open(MatterDraft(register: "seals", values: ["title": "合同盖章", "owner": "p1"]))
        try office.ledger.submit([.move(id, "grant", form: [:])], as: office.by(person))
        return (try DeskKit(columns: columns, rows: rows, office: office), id)
    }

    @Test func `D asks why a request is refused, and refuses it`() throws {
        let (kit, id) = try desk(role: "administrator", askedBy: "p2")
        try kit.type("1")
        #expect(kit.desk.current == id)
        #expect(kit.desk.hints().contains { $0.key == "D" })
        try kit.type("D")
        guard case .line(let line)? = kit.desk.overlays.last, case .turnDown(id, request: 1, _) = line.purpose else {
            throw TestFault("no line")
        }
        // Without a reason nothing is refused.
        try kit.type("<enter>")
        #expect(try kit.office.matter(id).turnedDown.isEmpty && kit.desk.overlays.count == 1)
        try kit.send(.paste("不合规"))
        try kit.type("<enter>")
        #expect(kit.desk.overlays.isEmpty)
        #expect(try kit.office.matter(id).turnedDown.first?.answer?.reason == "不合规")
        #expect(kit.desk.message?.text.hasPrefix("第1号请求“批准”不同意：不合规 · ") ?? false, "\(kit.desk.message?.text ?? "nothing said")")
        try kit.type("u")
        #expect(try kit.office.matter(id).requests.map(\.number) == [1])
    }

    @Test func `D takes back a request of one's own`() throws {
        let (kit, id) = try desk(role: "leader", askedBy: "p1")
        try kit.type("1")
        #expect(kit.desk.current == id)
        try kit.type("D")
        #expect(try kit.office.matter(id).requests.isEmpty && kit.desk.overlays.isEmpty)
        #expect(kit.desk.message?.text.hasPrefix("第1号请求“批准”已收回。 · ") ?? false, "\(kit.desk.message?.text ?? "nothing said")")
        try kit.type("u")
        #expect(try kit.office.matter(id).requests.map(\.number) == [1])
    }

    @Test func `what D is called says whether it refuses, takes back or puts away`() throws {
        func name(_ kit: DeskKit) -> String? { kit.desk.hints().first { $0.key == "D" }?.word }
        let (others, _) = try desk(role: "administrator", askedBy: "p2")
        try others.type("1")
        #expect(name(others) == "不同意请求")
        let (own, id) = try desk(role: "leader", askedBy: "p1")
        try own.type("1")
        #expect(name(own) == "收回请求")
        try own.office.ledger.submit([.turnDown(id, request: 1, reason: "不合规")], as: own.office.by("p3"))
        try own.refresh()
        #expect(name(own) == "收起答复")
        #expect(own.desk.helpLines().contains { $0.action == .turnDown && $0.text == "收起答复" })
        try own.type("D")
        #expect(own.desk.message?.text.hasPrefix("第1号请求“批准”的答复已收起。") ?? false, "\(own.desk.message?.text ?? "nothing said")")
    }

    @Test func `help, palette and F9 name it where something is asked, and nowhere else`() throws {
        let (kit, id) = try desk(role: "administrator", askedBy: "p2", columns: 80, rows: 24)
        try kit.type("1")
        #expect(kit.desk.current == id)
        func isInHelp() -> Bool { kit.desk.helpLines().contains { $0.action == .turnDown } }
        func isInPicker(_ keys: String) throws -> Bool {
            try kit.type(keys)
            guard case .picker(let picker)? = kit.desk.overlays.last else { throw TestFault("no picker") }
            defer { kit.desk.overlays.removeLast() }
            return picker.items.contains { $0.choice == .action(.turnDown) }
        }
        #expect(try isInHelp() && isInPicker(":") && isInPicker("<F9>"))
        try kit.office.ledger.submit([.turnDown(id, request: 1, reason: "不合规")], as: kit.office.by())
        try kit.refresh()
        #expect(try !isInHelp() && !isInPicker(":") && !isInPicker("<F9>"))
        try kit.type("D")
        #expect(kit.desk.overlays.isEmpty && kit.desk.message?.tone == .refusal)
    }
}
