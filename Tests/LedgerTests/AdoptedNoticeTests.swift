import Ledger
import Office
import TestKit
import Testing

/// A notice and the limits it moves, on disk: one act, a few entries, one undo.
@Suite struct AdoptedNoticeTests {
    private let office: TestOffice
    private let tasks: [SubjectID]

    init() throws {
        office = try TestOffice()
        let drafts = (1...40).map { number -> Command in
            .open(MatterDraft(register: "tasks", values: ["title": .string("第\(number)件"), "limit": "3 workday"], registers: true))
        }
        tasks = try office.ledger.submit(drafts, as: office.by(), wholly: true).subjects.filter { $0.kind == .matter }
    }

    private func notice() throws -> Command {
        let day = try #require(Day(iso: "2026-11-25"))
        let days = [HolidayNotice.Entry(date: day, name: "休", isWorkday: false)]
        return .change([.notice(HolidayNotice(year: 2026, reference: "某通知", days: days))])
    }

    private func entries(after sequence: Int64) throws -> [Entry] {
        var found: [Entry] = []
        try office.ledger.eachEntry { if $0.sequence > sequence { found.append($0) } }
        return found
    }

    @Test func `a notice and what it moves are one act of entries that are quickly read`() throws {
        let begun = try office.ledger.version()
        let before = try tasks.map { try office.matter($0).clock?.due }
        let receipt = try office.ledger.submit([try notice()], as: office.by())
        let recorded = try entries(after: begun)
        #expect(Set(recorded.map(\.act)) == [receipt.act] && recorded.map(\.events.count) == [19, 18, 4])
        let moved = try office.ledger.limitsMoved(by: receipt.act)
        #expect(moved.map(\.matter) == tasks && moved.map { $0.was.due } == before.compactMap(\.self))
        for limit in moved { #expect(try office.matter(limit.matter).clock == limit.now && limit.isFelt) }
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `one undo takes all of it back, and one redo brings all of it again`() throws {
        let before = try tasks.map { try office.matter($0).clock }
        try office.ledger.submit([try notice()], as: office.by())
        let moved = try tasks.map { try office.matter($0).clock }
        try office.ledger.undo(as: office.by())
        #expect(try tasks.map { try office.matter($0).clock } == before)
        #expect(try office.ledger.office().record["notices/2026"].isNull)
        try office.ledger.redo(as: office.by())
        #expect(try tasks.map { try office.matter($0).clock } == moved && moved != before)
    }

    @Test func `so many that a second thread helps move and go back as few do`() throws {
        // More than are taken in hand at once; one is kept to a circle, one is of a section that is called otherwise by now.
        let drafts = (1...300).map { number -> Command in
            var values: [String: JSON] = ["title": .string("另第\(number)件"), "limit": "3 workday", "department": "u1"]
            if number == 100 { values["knowers"] = ["p1"] }
            return .open(MatterDraft(register: "tasks", values: values, registers: true))
        }
        let more = try office.ledger.submit(drafts, as: office.by(), wholly: true).subjects.filter { $0.kind == .matter }
        try office.ledger.submit([.revise(SubjectID("u1"), fields: ["name": "秘书科"])], as: office.by())
        let all = tasks + more
        let before = try all.map { try office.matter($0).clock }
        let receipt = try office.ledger.submit([try notice()], as: office.by())
        let moved = try all.map { try office.matter($0).clock }
        #expect(zip(before, moved).allSatisfy { $0 != $1 })
        #expect(try office.ledger.limitsMoved(by: receipt.act).count == all.count)
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.undo(as: office.by())
        #expect(try all.map { try office.matter($0).clock } == before)
        try office.ledger.redo(as: office.by())
        #expect(try all.map { try office.matter($0).clock } == moved)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `an act that changed nothing moved nothing`() throws {
        try office.ledger.submit([try notice()], as: office.by())
        let again = try office.ledger.submit([try notice()], as: office.by())
        #expect(try office.ledger.limitsMoved(by: again.act).isEmpty)
    }
}
