import Office
import Screen
import TestKit
import Testing

@testable import Desk

/// Names that fit two at the desk: the proposal bears a question mark, and what was typed is asked for.
@Suite struct NameDoubtTests {
    /// Two schools of one short name, and the city's bureau beside the county's.
    private func kit() throws -> DeskKit {
        let office = try DeskKit.furnished()
        try office.ledger.submit(
            [
                .enlist(.unit, fields: ["name": "云溪县城关镇中心小学", "short": ["中心小学"], "level": "subordinate"]),
                .enlist(.unit, fields: ["name": "云溪县石桥镇中心小学", "short": ["中心小学"], "level": "subordinate"]),
                .enlist(.unit, fields: ["name": "临江市财政局", "short": ["市财政局"], "level": "superior"]),
            ], as: office.by(), wholly: true)
        return try DeskKit(office: office)
    }

    private func instructed(_ kit: DeskKit, _ words: String) throws -> FormState {
        let id = try kit.office.paper("待批的请示")
        try kit.office.move(id, .propose, ["leader": "p3"])
        try kit.office.move(id, .back, ["words": .string(words)])
        try kit.refresh()
        try kit.type("2/待批的请示<enter>a")
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form: \(kit.screen.text)") }
        return form
    }

    @Test func `a bureau named in an instruction is the county's, as lead and as partner`() throws {
        #expect(try instructed(kit(), "请财政局牵头办理。").field("target")?.text == "财政局")
        #expect(try instructed(kit(), "请水利局牵头，财政局配合。").field("partners")?.text == "财政局")
    }

    @Test func `a name that fits two is proposed with a question mark and the other`() throws {
        let kit = try kit()
        let form = try instructed(kit, "请中心小学办理。")
        #expect(form.field("target")?.text == "云溪县城关镇中心小学")
        #expect(form.field("target")?.source?.hasPrefix("? 或为云溪县石桥镇中心小学") == true)
        try kit.type("<enter>")
        #expect(try kit.matter(titled: "待批的请示").lead == "u4")
    }

    @Test func `dispatching upward is refused at the form, and what was typed stays`() throws {
        let kit = try kit()
        _ = try instructed(kit, "请办公室阅处。")
        try kit.type("市财政局<enter>")
        #expect(kit.screen.text.contains("请用上报/转呈"), "\(kit.screen.text)")
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("the form is gone") }
        #expect(form.field("target")?.text == "市财政局")
    }

    @Test func `of two senders called alike one is asked for before it is registered`() throws {
        let kit = try kit()
        let id = try kit.office.open(
            MatterDraft(
                register: "inbound",
                values: [
                    "title": "中心小学关于校舍维修的函", "fields/from": "中心小学", "proposals/from": ["candidates": ["u4", "u5"]],
                    "received": .int(kit.office.now.milliseconds),
                ]))
        try kit.refresh()
        try kit.type("2/校舍维修<enter>r")
        guard case .form? = kit.desk.overlays.last else { throw TestFault("no form: \(kit.screen.text)") }
        try kit.type("<enter>")
        #expect(try kit.office.matter(id).state == "received" && kit.screen.text.contains("不止一个"), "\(kit.screen.text)")
        try kit.type("<down><enter>")
        #expect(try kit.office.matter(id).field("from") == "u5")
    }
}
