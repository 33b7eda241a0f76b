import Ledger
import Office
import Screen
import TestKit
import Testing

@testable import Desk

/// A desk stays open for days: over midnight, over the year's end, over a weekend asleep, with a clock that is set back.
@Suite struct ClockTests {
    /// The wall clock moves; the desk notices by itself, without a key.
    private func pass(_ kit: DeskKit, to moment: String) throws {
        kit.office.now = try kit.office.moment(moment)
        try kit.refresh()
        try kit.send(.idle)
        // The loop sets the desk's clock before it paints.
        kit.desk.now = kit.office.now
        try kit.refresh()
        try kit.send(.idle)
    }

    private func overdue(_ kit: DeskKit) -> [String] {
        kit.desk.snapshot.today.filter { $0.chips.contains { $0.code.hasPrefix("overdue") } }.map(\.matter.title)
    }

    private func top(_ kit: DeskKit) -> String {
        kit.screen.text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    }

    @Test func `at midnight the day turns by itself, and what was left is asked first`() throws {
        let kit = try DeskKit()
        let planned: [String: JSON] = ["title": "今日要做", "plannedOn": "2026-11-23"]
        let present = kit.office.now
        kit.office.now = try kit.office.moment("2026-11-20T10:00")
        _ = try kit.office.open(MatterDraft(register: "tasks", values: planned, registers: true))
        kit.office.now = present
        try pass(kit, to: "2026-11-23T23:59")
        #expect(top(kit).contains("11-23"), "\(top(kit))")
        #expect(kit.desk.nextChange() == (try kit.office.moment("2026-11-24T00:00")))
        try pass(kit, to: "2026-11-24T00:00")
        #expect(top(kit).contains("11-24"), "\(top(kit))")
        // Due yesterday and not done: overdue today.
        #expect(overdue(kit).contains("起草讲话稿"))
        try pass(kit, to: "2026-11-24T08:30")
        let waiting = kit.desk.snapshot.today.filter(\.isUnaccounted)
        #expect(waiting.contains { $0.matter.title == "今日要做" })
    }

    @Test func `text typed over midnight stays, and says the day it was meant for`() throws {
        let kit = try DeskKit()
        try pass(kit, to: "2026-11-23T23:59")
        try kit.type("+写总结 截止:明天")
        try pass(kit, to: "2026-11-24T00:01")
        #expect(kit.screen.text.contains("写总结 截止:明天"))
        try kit.type("<enter>")
        let due = try #require(try kit.matter(titled: "写总结").clock?.due)
        // Recorded after midnight: tomorrow is the day after.
        #expect(OfficeZone.shanghai.day(of: due).iso == "2026-11-25")
    }

    @Test func `on new year's day numbers begin anew and the old year's are found`() throws {
        let kit = try DeskKit()
        let old = try kit.office.open(MatterDraft(register: "tasks", values: ["title": "旧年的事"], registers: true))
        let last = try #require(try kit.office.matter(old).number)
        try pass(kit, to: "2026-12-31T23:59")
        try pass(kit, to: "2027-01-01T00:00")
        #expect(top(kit).contains("01-01"), "\(top(kit))")
        let new = try kit.office.open(MatterDraft(register: "tasks", values: ["title": "新年的事"], registers: true))
        let number = try #require(try kit.office.matter(new).number)
        #expect(number.year == 2027 && number.sequence == 1 && last.year == 2026 && last.sequence > 1)
        #expect(try kit.office.ledger.find(NumberQuery(last.printed, registers: kit.desk.office.registers), year: 2027) == [old])
        #expect(try kit.office.ledger.verify(deep: true).isWhole)
    }

    @Test func `after three days asleep every bell rings once, and nothing is passed over`() throws {
        let kit = try DeskKit()
        let zone = OfficeZone.shanghai
        for (title, at) in [("周六的提醒", "2026-11-28T10:00"), ("周日的提醒", "2026-11-29T10:00")] {
            let moment = try kit.office.moment(at)
            _ = try kit.office.open(
                MatterDraft(
                    register: "tasks",
                    values: [
                        "title": .string(title), "fields/remind": .string(zone.iso(moment)), "plannedOn": .string(zone.day(of: moment).iso),
                    ],
                    registers: true))
        }
        try pass(kit, to: "2026-11-27T17:00")
        kit.desk.bellIsDue = false
        try pass(kit, to: "2026-11-30T08:30")
        #expect(top(kit).contains("11-30"), "\(top(kit))")
        #expect(Set(overdue(kit)).isSuperset(of: ["起草讲话稿", "征求意见函复函"]))
        #expect(kit.desk.snapshot.today.contains { $0.matter.title == "周六的提醒" })
        // The same minute again rings nothing new.
        kit.desk.bellIsDue = false
        try pass(kit, to: "2026-11-30T08:31")
        #expect(!kit.desk.bellIsDue)
    }

    @Test func `a clock set back loses no order, no number and no undo`() throws {
        let kit = try DeskKit()
        let first = try kit.office.open(MatterDraft(register: "tasks", values: ["title": "先做的"], registers: true))
        try pass(kit, to: "2026-11-23T09:00")
        let second = try kit.office.open(MatterDraft(register: "tasks", values: ["title": "后做的"], registers: true))
        let numbers = try [first, second].map { try #require(try kit.office.matter($0).number?.sequence) }
        #expect(numbers[1] == numbers[0] + 1)
        let verification = try kit.office.ledger.verify(deep: true)
        #expect(verification.isWhole)
        // What is undone is what was done last, whatever the clock says.
        try kit.office.ledger.undo(as: kit.office.by())
        #expect(try kit.office.matter(second).isWithdrawn)
        #expect(try !kit.office.matter(first).isWithdrawn)
        try kit.office.ledger.rebuild()
        #expect(try kit.office.ledger.verify(deep: true).isWhole)
    }
}
