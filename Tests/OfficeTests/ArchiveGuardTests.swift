import Office
import TestKit
import Testing

/// No undo or redo disturbs the archive: what is filed stays as it is, numbers have no gaps, frozen files keep what they have.
@Suite struct ArchiveGuardTests {
    private let office: MemoryOffice

    init() throws { office = try MemoryOffice() }

    private func code(_ item: Int) -> JSON {
        MatterNumber(series: "archive/WS-D10-BGS", year: 2026, sequence: item, printed: "WS·2026-D10-BGS-000\(item)").json
    }

    /// A paper filed under an item number, and the act that filed it.
    private func filed(_ handle: Int, under item: Int, late: String? = nil) -> Entry {
        let id = SubjectID(.matter, handle)
        office.give(id, Record(["register": "inbound", "state": "kept", "owner": "p1", "title": .string("来文\(handle)")]))
        var changes = [Change("state", was: "kept", now: "archived"), Change("archival", was: .null, now: code(item))]
        if let late { changes.append(Change("fields/lateNote", was: .null, now: .string(late))) }
        return office.record([Event(id, "matter.amended", changes: changes)], as: office.by())
    }

    private func refused(_ entry: Entry) -> Refusal? { refusal { _ = try office.inverses(of: entry, as: office.by()) } }

    @Test func `what was written before a paper was filed is not taken back any more, a loan is`() throws {
        let id = SubjectID("m1")
        office.give(id, Record(["register": "inbound", "state": "kept", "owner": "p1", "title": "来文"]))
        let amended = try office.submit([.amend(id, fields: ["fields/remark": "甲"])], as: office.by())
        let filing = Change("archival", was: .null, now: code(1))
        office.record([Event(id, "matter.amended", changes: [Change("state", was: "kept", now: "archived"), filing])], as: office.by())
        let lent = try office.submit([.lend(id, form: ["borrower": "p2"])], as: office.by())
        #expect(refused(amended) == .guarded(.archived, article: "档案法 §14、§21"))
        #expect(refused(lent) == nil)
    }

    @Test func `the last item of a run is taken out first`() throws {
        let (one, two) = (filed(1, under: 1), filed(2, under: 2))
        #expect(refused(one) == .guarded(.laterItems, article: "2026"))
        let out = try office.takeBack(two, as: office.by())
        #expect(office.facts(as: office.by()).lastNumber(in: "archive/WS-D10-BGS", 2026) == 1)
        // Its number was given to another meanwhile.
        _ = filed(3, under: 2)
        #expect(refused(out) == .guarded(.laterItems, article: "2026"))
        #expect(refused(one) == .guarded(.laterItems, article: "2026"))
    }

    @Test func `nothing leaves frozen files but what was filed late`() throws {
        let early = filed(1, under: 1)
        office.now = try #require(OfficeZone.shanghai.moment(iso: "2027-03-01T09:00"))
        try office.submit([.change([.freeze(year: 2026)])], as: office.by())
        #expect(refused(early) == .guarded(.filesFrozen, article: "2026"))
        let late = filed(2, under: 2, late: "补归")
        let out = try office.takeBack(late, as: office.by())
        #expect(office.matter(SubjectID("m2"))?.state == "kept")
        #expect(refused(out) == nil)
    }
}
