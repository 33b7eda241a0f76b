import Ledger
import Office
import TestKit
import Testing

/// 清退: what is to go back is known from the first day, asked for the day before, and gone when it went.
@Suite struct GivingBackTests {
    @Test func `a numbered paper stands in Today the day before it goes back, closed or not`() throws {
        let office = try TestOffice(.memory, now: "2026-11-23T09:00")
        let id = try office.open(
            MatterDraft(
                register: "inbound",
                values: ["title": "阅后退回的文件", "fields/from": "u2", "fields/serial": "000012", "fields/giveBackOn": "2026-11-26"],
                registers: true))
        try office.move(id, .conclude, ["result": "已阅"])
        #expect(try office.ledger.toGiveBack().map(\.id) == [id])
        func chips(_ now: String) throws -> [Chip]? {
            let moment = try office.moment(now)
            let record = try office.ledger.office()
            let rules = TodayRules(
                now: moment, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers, person: "p1")
            return rules.rank(try office.ledger.awake(.person("p1"), at: moment)).first { $0.matter.id == id }?.chips
        }
        #expect(try chips("2026-11-24T17:00") == nil)
        #expect(try chips("2026-11-25T09:00") == [.giveBack])
        try office.move(id, .return, ["reason": "交回财政局刘主任"])
        #expect(try office.matter(id).state == "returned")
        #expect(try office.matter(id).notes.last?.text == "清退：交回财政局刘主任")
        #expect(try office.ledger.toGiveBack().isEmpty)
        #expect(try chips("2026-11-27T09:00") == nil)
        try office.ledger.undo(as: office.by())
        #expect(try office.ledger.toGiveBack().map(\.id) == [id])
    }
}
