import Office
import TestKit
import Testing

@testable import Ledger

/// An act whose grounds others touched meanwhile is decided again, and what it rests on is named to a journal that asks.
@Suite struct OvertakenTests {
    /// Lets the next entry be overtaken once, and keeps what each entry rested on.
    private final class Watch {
        var overtakes = 0
        private(set) var asked: [ActKeys] = []
        private(set) var seen: [Int64] = []
        /// What each entry gave, as `handle.m [1, 2] after 0`.
        private(set) var given: [[String]] = []

        func isOvertaken(_ seen: Int64, _ given: [GivenNumbers], _ keys: () throws -> ActKeys) throws -> Bool {
            self.seen.append(seen)
            self.given.append(given.map { "\($0.item.text) \($0.numbers) after \($0.last)" }.sorted())
            asked.append(try keys())
            overtakes -= 1
            return overtakes >= 0
        }

        func begin(overtaking count: Int = 0) {
            overtakes = count
            (asked, seen, given) = ([], [], [])
        }
    }

    private func watched() throws -> (office: TestOffice, watch: Watch) {
        let office = try TestOffice(.memory)
        let watch = Watch()
        let journal = try #require(office.journal)
        journal.overtaken = { try watch.isOvertaken($0, $1, $2) }
        return (office, watch)
    }

    @Test func `what was overtaken is decided again and recorded once`() throws {
        let (office, watch) = try watched()
        watch.begin(overtaking: 2)
        let before = try office.ledger.version()
        let id = try office.paper("来文")
        #expect(watch.seen == [before, before, before] && watch.asked[0].written.contains(.fresh(id)))
        #expect(try office.ledger.version() == before + 1)
        watch.begin(overtaking: 1)
        try office.ledger.undo(as: office.by())
        #expect(watch.seen == [before + 1, before + 1])
        #expect(try office.ledger.version() == before + 2)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a journal that asks is told the keys of the command`() throws {
        let (office, watch) = try watched()
        watch.begin()
        let id = try office.paper("来文")
        let opened = try #require(watch.asked.first)
        #expect(opened.written.isSuperset(of: [.subject(id), .fresh(id)]))
        #expect(opened.read.isSuperset(of: [.office, .directory, .waiting(register: "inbound")]))
        watch.begin()
        let receipt = try office.ledger.submit([.lend(id, form: ["borrower": "p2"])], as: office.by())
        let lent = try #require(watch.asked.first)
        #expect(lent.read.isSuperset(of: [.subject(id), .loans(borrower: "p2")]))
        #expect(lent.written.isSuperset(of: [.subject(id), .act(receipt.act)]))
        watch.begin()
        let undone = try office.ledger.undo(as: office.by())
        let back = try #require(watch.asked.first)
        #expect(back.written.isSuperset(of: [.act(receipt.act), .act(undone.act), .subject(id)]) && back.read.contains(.subject(id)))
    }

    @Test func `a journal is told which handles and numbers an entry gives`() throws {
        let (office, watch) = try watched()
        func draft(_ title: String, registers: Bool = true) -> Command {
            .open(MatterDraft(register: "inbound", values: ["title": .string(title), "fields/from": "u2"], registers: registers))
        }
        func given(_ act: () throws -> Void) throws -> [[String]] {
            watch.begin()
            try act()
            return watch.given
        }
        func submit(_ commands: [Command]) throws { try office.ledger.submit(commands, as: office.by(), wholly: true) }
        #expect(
            try given { try submit([draft("甲"), draft("乙")]) }
                == [
                    ["handle.m [1] after 0", "number.inbound.2026 [1] after 0"],
                    ["handle.m [2] after 1", "number.inbound.2026 [2] after 1"],
                ])
        // One that is refused gives nothing, and the next takes what it would have had.
        _ = try office.ledger.submit([draft(""), draft("丙", registers: false)], as: office.by())
        #expect(watch.given.last == ["handle.m [3] after 2"])
        // What comes back has its own still.
        #expect(try given { try office.ledger.undo(as: office.by()) } == [[]])
        #expect(try given { try office.ledger.redo(as: office.by()) } == [[]])
        #expect(try given { try submit([.note(SubjectID("m1"), kind: "progress", text: "已联系")]) } == [[]])
        #expect(try given { try submit([.enlist(.unit, fields: ["name": "第三小学"])]) } == [["handle.u [4] after 3"]])
        try office.ledger.lease(.handle(.matter), count: 2)
        try office.ledger.lease(.number(series: "inbound", year: 2026), count: 2)
        #expect(
            try given { try submit([draft("丁")]) } == [["handle.m [4] after 5", "number.inbound.2026 [3] after 4"]])
    }

    @Test func `papers that share an entry give their handles in it`() throws {
        let (office, watch) = try watched()
        let drafts = (1...3).map { MatterDraft(register: "inbound", values: ["title": .string("来文\($0)"), "fields/from": "u2"]) }
        var (preparations, preparation) = (Preparations(), OpeningPreparation(try office.ledger.grounds(), as: office.by()))
        for (place, draft) in drafts.prefix(2).enumerated() { preparations.openings[place] = preparation.prepare(draft) }
        watch.begin()
        // The third is decided before the first two are written, and has an entry of its own.
        try office.ledger.submit(drafts.map { .open($0) }, as: office.by(), wholly: true, prepared: preparations)
        #expect(watch.given == [["handle.m [1, 2] after 0"], ["handle.m [3] after 2"]])
    }

    @Test func `what is set aside no more when an entry is written is taken anew`() throws {
        let (office, watch) = try watched()
        let journal = try #require(office.journal)
        try office.ledger.lease(.handle(.matter), count: 2)
        watch.begin()
        journal.overtaken = { seen, given, keys in
            // Somebody else has it by now, the first time it is asked.
            if watch.seen.isEmpty { journal.state.leases = [] }
            return try watch.isOvertaken(seen, given, keys)
        }
        #expect(try office.paper("来文") == SubjectID("m1"))
        #expect(watch.given == [["handle.m [1] after 2"], ["handle.m [1] after 2"]])
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `acts on two papers do not meet, acts on one do`() throws {
        let (office, watch) = try watched()
        let (one, other) = (try office.paper("来文"), try office.paper("又一来文"))
        func keys(_ id: SubjectID) throws -> ActKeys {
            watch.begin()
            try office.ledger.submit([.note(id, kind: "progress", text: "已联系")], as: office.by())
            return try #require(watch.asked.first)
        }
        #expect(try !meets(keys(one), keys(other)))
        #expect(try meets(keys(one), keys(one)))
    }
}
