import Office
import Phrases
import TestKit
import Testing

/// When a year's book is closed 封簿 and its files are frozen, and what is written then: decided in the office, whoever asks.
@Suite struct ClosingYearTests {
    private let office: MemoryOffice

    init() throws { office = try MemoryOffice() }

    private func tried(_ change: OfficeChange, _ now: String, as person: String = "p1") throws -> Refusal? {
        office.now = try #require(OfficeZone.shanghai.moment(iso: now))
        return refusal { try office.submit([.change([change])], as: office.by(person)) }
    }

    @Test func `a book is closed from the last day of its year, once, and holds what was numbered`() throws {
        for title in ["来文一", "来文二"] {
            let values: [String: JSON] = ["title": .string(title), "fields/from": "u2"]
            try office.submit([.open(MatterDraft(register: "inbound", values: values, registers: true))], as: office.by())
        }
        try office.undo(as: office.by())
        let close = OfficeChange.close(register: "inbound", year: 2026)
        #expect(try tried(close, "2026-12-30T17:00") == .guarded(.yearRuns, article: "2026"))
        #expect(office.office.book("inbound", 2026) == nil)
        #expect(try tried(close, "2026-12-31T09:00") == nil)
        // The number of the paper taken back waits for it.
        #expect(office.office.book("inbound", 2026) == ClosedBook(last: 2, count: 1, voids: 0, reserved: 1))
        #expect(try tried(close, "2026-12-31T09:05") == .guarded(.bookClosedAlready, article: "books/inbound-2026"))
    }

    @Test func `a book of no register and of no year is none`() throws {
        #expect(try tried(.close(register: "inbox", year: 2025), "2026-12-30T17:00") != nil)
        #expect(
            try tried(.close(register: "inbound", year: 26), "2026-12-30T17:00")
                == .invalid(field: "year", value: "26", expected: .count))
    }

    @Test func `files are frozen when their year is over, once, by whoever may close`() throws {
        let freeze = OfficeChange.freeze(year: 2026)
        #expect(try tried(freeze, "2026-12-31T17:00") == .guarded(.yearRuns, article: "2026"))
        #expect(try tried(freeze, "2027-01-04T09:00", as: "p4") == .role(needed: "keeper administrator"))
        #expect(try tried(freeze, "2027-01-04T09:00") == nil)
        #expect(office.office.archives.frozen(2026) == ["at": .int(office.now.milliseconds), "by": "p1", "count": 0])
        #expect(try tried(freeze, "2027-01-05T09:00") == .guarded(.frozenAlready, article: "2026"))
    }

    @Test func `the sentence names the book as people know it`() throws {
        let refusal = Refusal.guarded(.bookClosedAlready, article: ClosedBook.path("inbound", 2025))
        #expect(ClosedBook.named(ClosedBook.path("inbound", 2025)) == ("inbound", "2025"))
        let name = try #require(office.office.register("inbound")).name.zh
        #expect(Speaker(.simplified)(refusal, in: office.office) == "\(name) 2025 年已经封簿。")
    }
}
