import Foundation
import Ledger
import Office
import TestKit
import Testing

/// Papers decided beforehand, on another thread's time, and opened many to an entry.
@Suite struct PreparedOpeningTests {
    private let words = "关于做好石桥水库除险加固工作的通知，请于十二月一日前报送材料。"

    private func drafts(_ count: Int, from first: Int = 1) throws -> [MatterDraft] {
        try (first..<first + count).map { number in
            MatterDraft(
                register: "inbound",
                values: [
                    "title": .string("关于第\(number)号水库的通知"), "fields/from": "u3", "fields/issuer": "云溪县水利局",
                    "fields/reference": .string("云水〔2026〕\(number)号"),
                ],
                enclosures: [
                    try cleared(
                        digest: Ledger.digest(of: Array("\(number).txt".utf8)), name: "\(number).txt", size: 9,
                        text: "\(number) \(words)")
                ])
        }
    }

    private func prepared(_ drafts: [MatterDraft], _ office: TestOffice, on grounds: Grounds? = nil) throws -> Preparations {
        var preparation = OpeningPreparation(try grounds ?? office.ledger.grounds(), as: office.by())
        var prepared = Preparations()
        for (index, draft) in drafts.enumerated() { prepared.openings[index] = preparation.prepare(draft) }
        return prepared
    }

    private func open(_ drafts: [MatterDraft], _ prepared: Preparations, _ office: TestOffice) throws -> [SubjectID] {
        for enclosure in drafts.flatMap(\.enclosures) { _ = try office.ledger.keep(Array(enclosure.name.utf8)) }
        return try office.ledger.submit(drafts.map { .open($0) }, as: office.by(), wholly: true, prepared: prepared).subjects
    }

    @Test func `what was decided beforehand is what would have been decided then`() throws {
        let office = try TestOffice()
        let ready = try prepared(drafts(20), office)
        #expect(ready.openings.count == 20)
        let early = try open(drafts(20), ready, office)
        let late = try open(drafts(20), Preparations(), office)
        #expect(early.count == 20 && Set(early + late).count == 40)
        for (one, other) in zip(early, late) {
            #expect(try office.matter(one).record == office.matter(other).record)
            #expect(try office.ledger.history(one).map(\.event.changes) == office.ledger.history(other).map(\.event.changes))
        }
        // Sixteen and four share an entry where each of the others has its own.
        #expect(Set(try early.map { try office.ledger.history($0).map(\.sequence) }).count == 2)
        #expect(Set(try late.map { try office.ledger.history($0).map(\.sequence) }).count == 20)
        #expect(try office.ledger.search("slj", limit: 50).total == 40)
        #expect(try office.ledger.search("除险", limit: 50).total == 40)
        #expect(try office.ledger.search("第7号", limit: 50).total == 2)
        let before = try office.ledger.list(register: nil, filter: .everything, limit: 100, now: office.now, me: nil).rows
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.rebuild()
        #expect(try office.ledger.list(register: nil, filter: .everything, limit: 100, now: office.now, me: nil).rows == before)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `it no longer holds once the office or its people have changed`() throws {
        let office = try TestOffice()
        let grounds = try office.ledger.grounds()
        let ready = try prepared(drafts(2), office, on: grounds)
        try office.ledger.submit([.revise(SubjectID("u3"), fields: ["name": "云溪县水务局"])], as: office.by())
        let ids = try open(drafts(2), ready, office)
        #expect(try office.ledger.search("水务局", limit: 5).total == 2)
        #expect(Set(try ids.map { try office.ledger.history($0).map(\.sequence) }).count == 2)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a number that waits for a paper taken back is found as ever`() throws {
        let office = try TestOffice()
        let draft = try drafts(1)[0]
        let ready = try prepared([draft], office)
        let first = try open([draft], ready, office)[0]
        try office.move(first, .register)
        let number = try office.matter(first).number
        try office.ledger.undo(as: office.by())
        try office.ledger.undo(as: office.by())
        let again = try open(drafts(3), try prepared(drafts(3), office), office)
        #expect(again[0] == first)
        try office.move(again[0], .register)
        #expect(try office.matter(again[0]).number == number)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `one of many is erased, and the others stay whole`() throws {
        let office = try TestOffice()
        let ids = try open(drafts(5), try prepared(drafts(5), office), office)
        try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["administrator"]])], as: office.by())
        try office.ledger.erase(ids[2], reason: "误收涉密件", as: office.by())
        #expect(try office.ledger.search("除险", limit: 9).hits.map(\.row.id) == [ids[4], ids[3], ids[1], ids[0]])
        #expect(try office.ledger.history(ids[3]).first?.event.changes.isEmpty == false)
        #expect(try office.ledger.history(ids[2]).first?.event.changes.isEmpty == true)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `what an ended process left half taken in is thrown away, what a living one writes is not`() throws {
        let office = try TestOffice()
        let spool = Spool(office.folder)
        let file = PaperBytes([1, 2, 3])
        let mine = try spool.put(PaperToKeep(try cleared(digest: file.digest, name: "附件.bin", size: 3, text: nil), file), number: 1)
        // No process has this number: they end below four million.
        let left = mine.replacing(".\(getpid()).", with: ".999999999.")
        try Data([1]).write(to: URL(fileURLWithPath: left))
        spool.sweep()
        #expect(FileManager.default.fileExists(atPath: mine) && !FileManager.default.fileExists(atPath: left))
        #expect(office.keptFiles().isEmpty)
    }

    @Test func `one gesture is taken back whole, and brought back with its words`() throws {
        let office = try TestOffice()
        let ids = try open(drafts(18), try prepared(drafts(18), office), office)
        try office.ledger.undo(as: office.by())
        #expect(try office.ledger.list(register: "inbound", filter: .everything, limit: 50, now: office.now, me: nil).rows.isEmpty)
        #expect(try office.ledger.search("除险", limit: 50).total == 0)
        try office.ledger.redo(as: office.by())
        #expect(try office.ledger.search("除险", limit: 50).total == 18)
        #expect(try ids.allSatisfy { try !office.matter($0).isWithdrawn })
        #expect(try office.ledger.verify(deep: true).isWhole)
    }
}
