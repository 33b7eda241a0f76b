import Office
import TestKit
import Testing

@testable import Desk

/// A place in the meeting form: our room or a place outside, asked where it cannot be told.
@Suite struct PlaceFieldTests {
    private func notice(_ kit: DeskKit, place: String) throws {
        let text = "关于召开会议的通知\n会议时间：11月25日（星期三）上午9:00\n会议地点：\(place)\n市财政局\n2026年11月20日\n"
        let digest = try kit.office.ledger.keep(Array(text.utf8))
        let id = try kit.office.open(
            MatterDraft(
                register: "inbound",
                values: ["title": "市财政局关于召开会议的通知", "fields/from": "u2", "received": .int(kit.office.now.milliseconds)],
                enclosures: [try cleared(digest: digest, name: "通知.txt", size: text.utf8.count, text: text)]))
        try kit.type("2")
        kit.desk.selected[.inbound] = id
        try kit.refresh()
        try kit.type("m")
    }

    private func scheduled(_ kit: DeskKit) throws -> Meeting? {
        try kit.office.ledger.meetings().last { $0.title != "预算评审会" }
    }

    @Test(arguments: [("<down>", "r1"), ("<down><down>", "外单位三楼会议室")])
    func `a notice's room called like ours is asked`(keys: String, place: String) throws {
        let kit = try DeskKit()
        try notice(kit, place: "三楼会议室")
        try kit.type("<enter>")
        #expect(try scheduled(kit) == nil)
        #expect(kit.screen.text.contains("本机关三楼会议室") && kit.screen.text.contains("外单位三楼会议室"))
        try kit.type(keys + "<enter>")
        #expect(try scheduled(kit)?.place == place)
    }

    @Test func `a room of another office is written down as it is`() throws {
        let kit = try DeskKit()
        try notice(kit, place: "市政府三楼会议室")
        try kit.type("<enter>")
        #expect(try scheduled(kit)?.place == "市政府三楼会议室")
    }
}
