import Office
import TestKit
import Testing

/// A notice or other hours move the limits that run, in the act that adopts them.
@Suite struct MovedLimitTests {
    private let office: MemoryOffice

    init() throws { office = try MemoryOffice() }

    private func task(_ title: String, limit: String? = "3 workday", _ more: [String: JSON] = [:]) throws -> SubjectID {
        var values: [String: JSON] = ["title": .string(title)]
        values["limit"] = limit.map(JSON.string)
        let draft = MatterDraft(register: "tasks", values: values.merging(more) { $1 }, registers: true)
        return try #require(try office.submit([.open(draft)], as: office.by()).events.first).subject
    }

    /// 2026-11-25 is off.
    private func notice() throws -> Command {
        let day = try #require(Day(iso: "2026-11-25"))
        let days = [HolidayNotice.Entry(date: day, name: "休", isWorkday: false)]
        return .change([.notice(HolidayNotice(year: 2026, reference: "某通知", days: days))])
    }

    @Test func `one act adopts a notice and moves what it touches, and nothing else`() throws {
        let touched = try task("写总结")
        let later = try task("下月的事", limit: "1 hour")
        let without = try task("不限时", limit: nil)
        let before = try #require(office.matter(touched)?.clock)
        let entry = try office.submit([try notice()], as: office.by())
        #expect(entry.events.map(\.subject) == [.office, touched])
        #expect(entry.events.last?.kind == "matter.amended" && entry.events.last?.changes.map(\.path) == ["clock"])
        let after = try #require(office.matter(touched)?.clock)
        #expect(after.due > before.due && after == before.recomputed(by: office.office.calendar))
        #expect(entry.events.compactMap { MovedLimit($0) }.map(\.isFelt) == [true])
        #expect(office.matter(later)?.clock != nil && office.matter(without)?.clock == nil)
        // The same notice once more is no act, and moves nothing.
        #expect(try office.decided(try notice(), as: office.by()).isEmpty)
    }

    @Test func `other hours move them too, and a limit set to an instant keeps it`() throws {
        let counted = try task("写总结")
        let instant = try task("约定的事", limit: nil, ["limit": .int(office.now.adding(minutes: 4 * 24 * 60).milliseconds)])
        let due = try #require(office.matter(instant)?.clock?.due)
        let before = try #require(office.matter(counted)?.clock?.due)
        try office.submit([.change([.hours([OfficeHours.Season(begins: 101, spans: [540..<720, 780..<900])])])], as: office.by())
        #expect(try #require(office.matter(counted)?.clock?.due) != before)
        #expect(office.matter(instant)?.clock?.due == due)
    }

    @Test func `one undo takes back the notice and the limits, and a redo brings both`() throws {
        let id = try task("写总结")
        let before = office.records
        try office.submit([try notice()], as: office.by())
        let moved = office.records
        try office.undo(as: office.by())
        #expect(office.records == before)
        try office.redo(as: office.by())
        #expect(office.records == moved && office.matter(id)?.clock != nil)
    }

    @Test func `a colleague's word on one of them keeps the notice from being taken back`() throws {
        let id = try task("写总结")
        let entry = try office.submit([try notice()], as: office.by())
        try office.submit([.note(id, kind: "progress", text: "已联系")], as: office.by("p2"))
        guard case .builtUpon(let subject, let by, _)? = refusal({ _ = try office.inverses(of: entry, as: office.by()) }) else {
            Issue.record("taken back all the same")
            return
        }
        #expect(subject == id.text && by == "p2")
    }

    @Test func `what is kept to a circle moves for everybody, and moves back`() throws {
        // 周明远, the director, is not in the circle.
        let id = try task("内部的事", ["knowers": ["p1"], "supervisor": "p3"])
        let before = office.records
        let entry = try office.submit([try notice()], as: office.by("p2"))
        #expect(entry.events.map(\.subject) == [.office, id])
        #expect(refusal { _ = try office.decided(.note(id, kind: "progress", text: "看"), as: office.by("p2")) } != nil)
        try office.undo(as: office.by("p2"))
        #expect(office.records == before)
    }

    @Test func `who may not count days moves no limit`() throws {
        _ = try task("写总结")
        let refused = refusal { _ = try office.decided(try notice(), as: office.by("p4")) }
        #expect(refused == .role(needed: "director keeper administrator"))
    }

    @Test func `a whole office of moved limits is kept in entries that are quickly read`() throws {
        for number in 1...40 { _ = try task("第\(number)件") }
        let events = try office.decided(try notice(), as: office.by())
        let entries = events.inEntries
        #expect(entries.flatMap { $0 } == events && entries.map(\.count) == [19, 18, 4])
        #expect([Event]().inEntries == [[]])
    }
}
