import Foundation
import Office
import TestKit
import Testing

@testable import Ledger

/// Handles and numbers set aside beforehand, in a file and in memory alike.
@Suite struct LeaseTests {
    private let matters = Lease.Item.handle(.matter)
    private let numbers = Lease.Item.number(series: "inbound", year: 2026)

    private func numbered(_ office: TestOffice, _ title: String) throws -> Matter {
        let id = try office.open(MatterDraft(register: "inbound", values: ["title": .string(title), "fields/from": "u2"], registers: true))
        return try office.matter(id)
    }

    private func number(_ office: TestOffice, _ title: String) throws -> Int? { try numbered(office, title).number?.sequence }

    @Test(arguments: [Lease.Item.handle(.matter), .handle(.meeting), .number(series: "inbound", year: 2026)])
    func `what is leased is read back from its spelling`(item: Lease.Item) {
        #expect(Lease.Item(item.text) == item)
    }

    @Test func `a spelling that no program wrote is no lease`() {
        for text in ["", "handle", "handle.?", "number.inbound", "number.inbound.later", "duty.d1.2026"] {
            #expect(Lease.Item(text) == nil, "\(text)")
        }
    }

    @Test(arguments: TestOffice.Place.allCases)
    func `without a lease the next is one more than the last, and nothing is set aside`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        #expect(try [numbered(office, "甲").id, numbered(office, "乙").id] == ["m1", "m2"].map { SubjectID($0) })
        #expect(try office.ledger.writing { try office.ledger.journal(in: $0).leases() } == [])
    }

    @Test(arguments: TestOffice.Place.allCases)
    func `who holds a lease gives its handles, and others the ones behind it`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        let lease = try office.ledger.lease(matters, count: 3)
        #expect(lease == Lease(matters, first: 1, last: 3))
        let first = try office.paper("来文")
        let other = try office.reopened()
        let receipt = try other.submit(
            [.open(MatterDraft(register: "inbound", values: ["title": "他人收文", "fields/from": "u2"]))], as: office.by("p2"))
        #expect(first == SubjectID("m1") && receipt.subjects == [SubjectID("m4")])
        guard place == .disk else { return }
        #expect(try (1...3).map { try office.paper("来文 \($0)").text } == ["m2", "m3", "m5"])
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test(arguments: TestOffice.Place.allCases)
    func `what is set aside stays so when everything is folded anew, and a deep look finds nothing amiss`(
        place: TestOffice.Place
    ) throws {
        let office = try TestOffice(place)
        try office.ledger.lease(matters, count: 8)
        try office.ledger.lease(numbers, count: 4)
        #expect(try numbered(office, "来文").id == SubjectID("m1"))
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.rebuild()
        #expect(try office.ledger.verify(deep: true).isWhole)
        let receipt = try office.reopened().submit(
            [.open(MatterDraft(register: "inbound", values: ["title": "他人收文", "fields/from": "u2"], registers: true))],
            as: office.by("p2"))
        #expect(receipt.subjects == [SubjectID("m9")])
        #expect(try office.reopened().matter(SubjectID("m9"))?.number?.sequence == 5)
    }

    @Test(arguments: TestOffice.Place.allCases)
    func `a refused act uses nothing up`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        try office.ledger.lease(matters, count: 8)
        try office.ledger.lease(numbers, count: 8)
        let good = MatterDraft(register: "inbound", values: ["title": "来文", "fields/from": "u2"], registers: true)
        var bad = good
        bad.values["title"] = ""
        let receipt = try office.ledger.submit([.open(good), .open(bad), .open(good)], as: office.by())
        #expect(receipt.subjects == ["m1", "m2"].map { SubjectID($0) })
        #expect(throws: LedgerFault.self) { try office.ledger.submit([.open(good), .open(bad)], as: office.by(), wholly: true) }
        #expect(try numbered(office, "又一来文").id == SubjectID("m3"))
        #expect(try office.matter(SubjectID("m3")).number?.sequence == 3)
    }

    @Test(arguments: TestOffice.Place.allCases)
    func `numbers that are given back at the end of a series leave no gap`(place: TestOffice.Place) throws {
        let office = try TestOffice(place)
        let lease = try office.ledger.lease(numbers, count: 5)
        #expect(try [number(office, "甲"), number(office, "乙")] == [1, 2])
        try office.ledger.giveBack(lease)
        #expect(try number(office, "丙") == 3)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `numbers that others have passed are counted as kept until they are leased again`() throws {
        let office = try TestOffice()
        let other = try office.reopened()
        let (lease, later) = (try office.ledger.lease(numbers, count: 3), try other.lease(numbers, count: 2))
        #expect(try number(office, "甲") == 1)
        #expect(later.first == 4)
        try office.ledger.giveBack(lease)
        #expect(try number(office, "乙") == 6)
        let book = try office.ledger.writing { try office.ledger.book("inbound", 2026, in: $0) }
        #expect(book.last == 6 && book.count == 2 && book.reserved == 4)
        #expect(try office.ledger.verify(deep: true).isWhole)
        // A longer lease than came back is not stretched over what others have.
        let again = try office.ledger.lease(numbers, count: 9)
        #expect((again.first, again.last) == (2, 3))
        #expect(try [number(office, "丙"), number(office, "丁"), number(office, "戊")] == [2, 3, 7])
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `runs that come back one after the other are counted down together`() throws {
        let office = try TestOffice()
        let leases = try (0..<3).map { _ in try office.ledger.lease(numbers, count: 2) }
        try office.ledger.giveBack(leases[1])
        try office.ledger.giveBack(leases[2])
        #expect(try office.ledger.lease(numbers, count: 1).first == 3)
    }

    @Test func `a short lease leaves the rest of what came back to the next`() throws {
        let office = try TestOffice()
        let (lease, later) = (try office.ledger.lease(matters, count: 4), try office.ledger.lease(matters, count: 1))
        try office.ledger.giveBack(lease)
        let asked = try (0..<3).map { _ in try office.ledger.lease(matters, count: 2) }
        #expect(asked.map(\.first) == [1, 3, later.last + 1])
    }

    @Test func `a number of a lease that an older program gave away meanwhile is passed over`() throws {
        let office = try TestOffice()
        try office.ledger.lease(matters, count: 3)
        try office.ledger.lease(numbers, count: 3)
        // It folded the office anew, and nothing was set aside for it.
        try office.ledger.queue.write { db in
            try db.execute(sql: "DELETE FROM head WHERE name = 'handle.m'")
            try db.execute(sql: "DELETE FROM series")
        }
        let theirs = try office.reopened().submit(
            [.open(MatterDraft(register: "inbound", values: ["title": "他人收文", "fields/from": "u2"], registers: true))],
            as: office.by("p2"))
        #expect(theirs.subjects == [SubjectID("m1")])
        let mine = try numbered(office, "来文")
        #expect(mine.id == SubjectID("m2") && mine.number?.sequence == 2)
        #expect(try office.matter(SubjectID("m1")).title == "他人收文")
    }

    @Test func `two desks come to the same papers whichever of them is first`() throws {
        func papers(_ order: [Int]) throws -> [SubjectID: Record] {
            let office = try TestOffice()
            let desks = [office.ledger, try office.reopened()]
            for desk in desks { try desk.lease(matters, count: 4) }
            for place in order {
                let draft = MatterDraft(register: ["inbound", "outgoing"][place], values: ["title": .string("\(place)号桌")])
                let id = try #require(try desks[place].submit([.open(draft)], as: office.by(["p1", "p2"][place])).subjects.first)
                try desks[place].submit([.note(id, kind: "progress", text: "已联系")], as: office.by(["p1", "p2"][place]))
            }
            #expect(try office.ledger.verify(deep: true).isWhole)
            return try Dictionary(uniqueKeysWithValues: ["m1", "m5"].map { (SubjectID($0), try office.matter(SubjectID($0)).record) })
        }
        #expect(try papers([0, 1]) == papers([1, 0]))
    }
}
