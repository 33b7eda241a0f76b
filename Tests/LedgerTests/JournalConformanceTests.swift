import Foundation
import GRDB
import Office
import TestKit
import Testing

@testable import Ledger

/// What a journal promises, wherever it is kept: in a file and in memory alike.
@Suite struct JournalConformanceTests {
    /// Asks the journal of an office within a transaction of its ledger.
    private func asking<Value>(_ office: TestOffice, _ body: (any Journal) throws -> Value) throws -> Value {
        try office.ledger.writing { db in try body(office.ledger.journal(in: db)) }
    }

    private func all(_ journal: any Journal, after seq: Int64 = .min) throws -> [StoredEntry] {
        var entries: [StoredEntry] = []
        try journal.eachEntry(after: seq) {
            entries.append($0)
            return .goOn
        }
        return entries
    }

    // MARK: Entries

    @Test(arguments: TestOffice.Place.allCases)
    func `entries are handed out by number, by act and by person, until told to stop`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        let first = try office.ledger.submit([.enlist(.unit, fields: ["name": "第三小学"])], as: office.by("p1"))
        let second = try office.ledger.submit([.enlist(.unit, fields: ["name": "第四小学"])], as: office.by("p1"))
        try office.ledger.submit([.enlist(.unit, fields: ["name": "第五小学"])], as: office.by("p1"), act: second.act)
        try asking(office) { journal in
            let entries = try all(journal)
            let last = try #require(try journal.end())
            #expect(entries.map(\.seq) == Array(1...last.seq) && entries.last?.digest == last.digest)
            #expect(try journal.count() == entries.count)
            #expect(try all(journal, after: last.seq - 1).map(\.seq) == [last.seq])
            #expect(try all(journal, after: last.seq).isEmpty)
            #expect(try journal.entry(2)?.digest == entries[1].digest && journal.entry(0) == nil && journal.entry(last.seq + 1) == nil)
            #expect(try journal.entries(of: second.act).map(\.seq) == [last.seq - 1, last.seq])
            #expect(try journal.entries(of: "nothing").isEmpty)
            #expect(try journal.act(ofEntry: entries[1].id) == entries[1].act && journal.act(ofEntry: "nothing") == nil)
            var back: [Int64] = []
            try journal.eachEntryBackwards {
                back.append($0.seq)
                return back.count < 2 ? .goOn : .stop
            }
            #expect(back == [last.seq, last.seq - 1])
            var acts: [String] = []
            try journal.eachMark(of: "p1") {
                acts.append($0.act)
                return acts.count < 3 ? .goOn : .stop
            }
            #expect(acts == [second.act, second.act, first.act])
            #expect(try journal.lastEntry(ofAny: ["p9", "p1"])?.seq == last.seq && journal.lastEntry(ofAny: ["p9"]) == nil)
            #expect(try journal.acts(undoing: first.act).isEmpty)
        }
        let undone = try office.ledger.undo(as: office.by("p1"))
        #expect(try asking(office) { try $0.acts(undoing: second.act) } == [undone.act])
    }

    @Test(arguments: TestOffice.Place.allCases)
    func `no entry takes the number or the name of another`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        try office.paper("来文")
        for isNamesake in [true, false] {
            let before = try asking(office) { try $0.count() }
            #expect(throws: LedgerFault.self) {
                try asking(office) { journal in
                    var entry = try #require(try journal.entry(1))
                    if isNamesake { entry.seq = try journal.lastSeq() + 1 } else { entry.id = "another" }
                    try journal.append(entry)
                }
            }
            #expect(try asking(office) { try $0.count() } == before)
        }
    }

    @Test(arguments: TestOffice.Place.allCases)
    func `an entry decided on what others have overtaken is not written, and no keys are asked for`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        try office.paper("来文")
        let before = try asking(office) { (count: try $0.count(), last: try $0.lastSeq()) }
        for seen in [before.last - 1, before.last] {
            var (appended, late, count): (Appended?, Appended?, Int?)
            var isAsked = false
            #expect(throws: LedgerFault.self) {
                try office.ledger.writing { db in
                    let journal = office.ledger.journal(in: db)
                    var entry = try #require(try journal.entry(before.last))
                    (entry.seq, entry.id) = (seen + 1, "another")
                    func append(seen: Int64) throws -> Appended {
                        try journal.append(entry, seen: seen, giving: []) {
                            isAsked = true
                            return ActKeys()
                        }
                    }
                    appended = try append(seen: seen)
                    count = try journal.count()
                    // A number that does not follow what was seen is not the next.
                    entry.id = "a third"
                    late = try append(seen: seen - 1)
                    throw TestFault("given up")
                }
            }
            let isNext = seen == before.last
            #expect(appended == (isNext ? .written : .moved) && late == .moved && !isAsked, "\(seen)")
            #expect(count == before.count + (isNext ? 1 : 0))
            #expect(try asking(office) { try $0.count() } == before.count)
        }
    }

    /// What an entry gives of a series whose last number is 8, where 4 to 6 are set aside and 7 and 8 came back.
    private static let given: [(numbers: [Int], isWritten: Bool)] = [
        ([], true), ([9], true), ([9, 10], true), ([4], true), ([9, 6, 10], true),
        // Taken, passed over, given twice, of no lease, and of one that is held no more.
        ([8], false), ([10], false), ([9, 9], false), ([9, 11], false), ([3], false), ([7], false),
    ]

    @Test(arguments: TestOffice.Place.allCases)
    func `an entry gives numbers that are next or set aside, and is not written otherwise`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        let items = [Lease.Item.handle(.matter), .number(series: "inbound", year: 2026)]
        try asking(office) { journal in
            for item in items {
                let (held, free) = (Lease(item, first: 4, last: 6), Lease(item, first: 7, last: 8))
                try journal.keep([KeptLease(lease: held, isFree: false), KeptLease(lease: free, isFree: true)], of: item)
            }
        }
        for (numbers, isWritten) in JournalConformanceTests.given {
            for (item, other) in [(items[0], items[1]), (items[1], items[0])] {
                try asking(office) { journal in
                    let (count, seen) = (try journal.count(), try journal.lastSeq())
                    var entry = try #require(try journal.entry(seen))
                    (entry.seq, entry.id) = (seen + 1, "\(item.text) \(numbers)")
                    // What else it gives is in order.
                    let given = [GivenNumbers(other, after: 8, [9]), GivenNumbers(item, after: 8, numbers)]
                    let appended = try journal.append(entry, seen: seen, giving: given) { ActKeys() }
                    #expect(appended == (isWritten ? .written : .moved), "\(item.text) \(numbers)")
                    #expect(try journal.count() == count + (isWritten ? 1 : 0), "\(item.text) \(numbers)")
                }
            }
        }
    }

    @Test(arguments: TestOffice.Place.allCases)
    func `what a transaction gives up was never there`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        let id = try office.paper("来文")
        let before = try asking(office) { (count: try $0.count(), digest: try $0.end()?.digest) }
        #expect(throws: LedgerFault.self) {
            try office.ledger.writing { db in
                let journal = office.ledger.journal(in: db)
                try office.ledger.append(
                    [Event(id, "matter.amended", changes: [Change("title", was: "来文", now: "改名")])], act: "a", undoes: nil,
                    attribution: office.by(), to: db)
                try journal.keep(StoredDraft(person: "p1", form: "capture", saved: 0, body: [1]))
                #expect(try journal.count() == before.count + 1)
                throw TestFault("given up")
            }
        }
        let after = try asking(office) { (count: try $0.count(), digest: try $0.end()?.digest, draft: try $0.draft("capture", of: "p1")) }
        #expect(after.count == before.count && after.digest == before.digest && after.draft == nil)
        #expect(try office.matter(id).title == "来文")
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    // MARK: Payloads

    @Test(arguments: TestOffice.Place.allCases)
    func `a payload stands under the digest of what is stored until it is erased`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        let (short, long) = (Array("水库".utf8), Array(String(repeating: "石桥水库除险加固工程。", count: 200).utf8))
        try asking(office) { journal in
            for bytes in [short, long] {
                let digest = try journal.store(bytes)
                let stored = try #require(try journal.payload(digest))
                #expect(stored.digest == digest && stored.salt.count == 16)
                #expect(try journal.bytes(digest) == bytes)
                let opening = try #require(try journal.opening(of: digest, limit: 3))
                #expect(try Packing.unpack(opening, limit: 3) == Array(bytes.prefix(3)))
                // The same words under another salt are another payload.
                #expect(try journal.store(bytes) != digest)
                try journal.erase(digest)
                #expect(try journal.payload(digest) == nil && journal.bytes(digest) == nil && journal.opening(of: digest, limit: 3) == nil)
            }
        }
        let digest = try asking(office) { try $0.store(short) }
        #expect(throws: LedgerFault.self) {
            try asking(office) { try $0.store(StoredPayload(salt: [], bytes: long), under: digest) }
        }
        #expect(try asking(office) { try $0.bytes(digest) } == short)
    }

    // MARK: Drafts

    @Test(arguments: TestOffice.Place.allCases)
    func `drafts are kept by person and form, and go with what they are about`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        try asking(office) { journal in
            func keep(_ form: String, _ person: String = "p1", _ byte: UInt8 = 1) throws {
                try journal.keep(StoredDraft(person: person, form: form, saved: 7, body: [byte]))
            }
            func forms(_ prefix: String, of person: String?) throws -> [String] { try journal.drafts(prefix, of: person).map(\.form) }
            for form in ["view.乙", "view.甲", "note.m1", "note.m1.x", "note.m12", "views"] { try keep(form) }
            try keep("view.甲", "p2", 2)
            try keep("view.甲", "p1", 3)
            #expect(try forms("view.", of: "p1") == ["view.乙", "view.甲"])
            #expect(try forms("view.", of: nil).count == 3 && forms("view.", of: "p3").isEmpty)
            let draft = try #require(try journal.draft("view.甲", of: "p1"))
            #expect(draft.body == [3] && draft.saved == 7 && draft.person == "p1")
            try journal.dropDraft("view.甲", of: "p1")
            #expect(try journal.draft("view.甲", of: "p1") == nil && journal.draft("view.甲", of: "p2")?.body == [2])
            try journal.dropDrafts(about: SubjectID("m1"))
            #expect(try forms("note.", of: nil) == ["note.m12"])
        }
    }

    // MARK: The chain

    /// A day in an office: papers, a number, what is taken back and done again, and an erasure.
    private func live(_ office: TestOffice) throws -> SubjectID {
        let digest = try office.ledger.keep(Array("水库除险加固".utf8))
        let paper = try cleared(digest: digest, name: "请示.txt", size: 18, text: "水库除险加固。")
        let values: [String: JSON] = ["title": "请示", "fields/from": "u2"]
        let id = try office.open(MatterDraft(register: "inbound", values: values, enclosures: [paper], registers: true))
        try office.move(id, .circulate, ["readers": ["p2", "p3"]])
        try office.ledger.submit([.amend(id, fields: ["title": "请示改名"])], as: office.by("p2"))
        try office.ledger.undo(as: office.by("p2"))
        try office.ledger.redo(as: office.by("p2"))
        let gone = try office.open(MatterDraft(register: "inbound", values: ["title": "误收", "fields/from": "u2"], registers: true))
        try office.ledger.erase(gone, reason: "误收", as: office.by())
        return id
    }

    @Test(arguments: TestOffice.Place.allCases)
    func `a day can be proven, read, folded anew and opened again`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        let id = try live(office)
        let record = try office.matter(id).record
        let kinds = try office.ledger.history(id).map(\.event.kind)
        let deep = try office.ledger.verify(deep: true)
        #expect(deep.isWhole && deep.erased > 0 && deep.missing == 0 && deep.papers == 1, "\(deep)")
        #expect(try office.ledger.search("除险", limit: 5).total == 1)
        try office.ledger.rebuild()
        #expect(try office.matter(id).record == record)
        let again = try office.reopened()
        #expect(try again.matter(id)?.record == record && again.history(id).map(\.event.kind) == kinds)
        #expect(try again.verify().head == deep.head)
        #expect(try again.search("除险", limit: 5).total == 1)
    }

    @Test func `a day comes to the same in a file and in memory`() throws {
        let offices = try TestOffice.Place.allCases.map { try TestOffice($0) }
        let ids = try offices.map { try live($0) }
        let told = try zip(offices, ids).map { office, id in
            try office.ledger.history(id).map { "\($0.sequence) \($0.event.kind)" }
        }
        #expect(ids[0] == ids[1] && told[0] == told[1])
        #expect(try offices[0].matter(ids[0]).record == offices[1].matter(ids[1]).record)
    }

    @Test func `a journal moved from memory into a file holds under the same digests`() throws {
        let memory = try TestOffice(.memory)
        let id = try live(memory)
        let head = try memory.ledger.verify().head
        let journal = try #require(memory.journal)
        let folder = NSTemporaryDirectory() + "banshi-test-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try Ledger.create(in: folder)
        try made.writing { db in
            for entry in journal.state.entries { try FileJournal(db).append(entry) }
            for (digest, payload) in journal.state.payloads { try FileJournal(db).store(payload, under: digest) }
        }
        try made.rebuild()
        let found = try made.verify(kept: head)
        #expect(found.isWhole && found.kept == .present && found.head == head, "\(found)")
        #expect(try made.matter(id)?.record == memory.matter(id).record)
    }

    @Test func `what is changed in memory behind its back is found as in a file`() throws {
        let office = try TestOffice(.memory)
        let journal = try #require(office.journal)
        try office.paper("来文")
        let sound = journal.state
        journal.state.entries[1].recordedBy = "p2"
        #expect(try office.ledger.verify().firstBroken == 2)
        journal.state = sound
        journal.state.payloads.removeAll()
        let found = try office.ledger.verify()
        #expect(found.firstBroken == 1 && found.missing > 0)
        journal.state = sound
        journal.state.entries.remove(at: 1)
        #expect(try office.ledger.verify().gaps == [2])
        journal.state = sound
        try office.ledger.queue.write { try $0.execute(sql: "UPDATE matter SET title = 'x'") }
        #expect(try office.ledger.verify(deep: true).differing == ["m1"])
    }
}
