import Ledger
import Office
import TestKit
import Testing

/// Papers are lent and come back; nothing else of them changes.
@Suite struct LoanTests {
    private func archived(_ office: TestOffice, _ title: String = "关于资金的请示") throws -> SubjectID {
        let id = try office.paper(title)
        try office.move(id, .putaway)
        try office.move(id, .archive, ["retention": "永久", "pages": 12])
        return id
    }

    private func lend(_ office: TestOffice, _ id: SubjectID, _ form: [String: JSON], as person: String = "p1") throws {
        try office.ledger.submit([.lend(id, form: form)], as: office.by(person))
    }

    @Test func `an archived paper goes out for seven days and comes back, otherwise untouched`() throws {
        let office = try TestOffice(.memory)
        let id = try archived(office)
        let before = try office.matter(id).record
        try lend(office, id, ["borrower": "p2", "purpose": "核对数据"])
        let loan = try #require(try office.matter(id).openLoan)
        #expect(loan.borrower == "p2" && loan.due?.iso == "2026-11-30" && loan.kind == .taken && loan.reason == "核对数据")
        #expect(refusal { try lend(office, id, ["borrower": "p1"]) } == .guarded(.lentOut, article: "周明远 2026-11-30"))
        #expect(try office.ledger.lent().map(\.id) == [id])
        try office.ledger.submit([.giveBack(id, form: ["condition": "完好", "pages": 12])], as: office.by())
        var after = try office.matter(id).record
        #expect(Matter(Subject(id: id, record: after)).loans.first?.condition == "完好")
        after["loans/1"] = .null
        #expect(after == before)
        #expect(try office.ledger.lent().isEmpty)
        #expect(refusal { try office.ledger.submit([.giveBack(id, form: [:])], as: office.by()) } != nil)
    }

    @Test func `whoever has one overdue gets no other, and a loan is renewed once`() throws {
        let office = try TestOffice(.memory)
        let first = try archived(office)
        // A paper still being handled is lent like any other.
        let second = try office.paper("在办件", reference: "云财函〔2026〕1号")
        try lend(office, first, ["borrower": "p2"])
        try office.ledger.submit([.renew(first, form: [:])], as: office.by())
        #expect(try office.matter(first).openLoan?.due?.iso == "2026-12-07")
        #expect(
            refusal { try office.ledger.submit([.renew(first, form: [:])], as: office.by()) }
                == .guarded(.renewedOnce, article: "收文〔2026〕1号"))
        office.now = try office.moment("2026-12-08T09:00")
        #expect(refusal { try lend(office, second, ["borrower": "p2"]) } == .guarded(.borrowerIsLate, article: "收文〔2026〕1号"))
        try lend(office, second, ["borrower": "p1"])
        try office.ledger.submit([.giveBack(first, form: [:]), .giveBack(second, form: [:])], as: office.by())
        try lend(office, second, ["borrower": "p2"])
        #expect(try office.matter(second).openLoan?.borrower == "p2")
    }

    @Test func `outsiders borrow with consent, a copy leaves nothing open, a date must lie ahead`() throws {
        let office = try TestOffice(.memory)
        let id = try archived(office)
        #expect(refusal { try lend(office, id, ["borrower": "u2"]) } == .guarded(.consentNeeded, article: "档案法 §34"))
        #expect(refusal { try lend(office, id, ["borrower": "某公司"]) } == .guarded(.consentNeeded, article: "档案法 §34"))
        #expect(refusal { try lend(office, id, ["borrower": "p2", "due": "2026-11-20"]) } != nil)
        try lend(office, id, ["borrower": "u2", "approver": "p2", "loanKind": "复制", "copies": 2])
        #expect(try office.matter(id).openLoan == nil && office.matter(id).loans.first?.copies == 2)
        try lend(office, id, ["borrower": "p2", "loanKind": "查阅"])
        #expect(try office.matter(id).openLoan?.due?.iso == "2026-11-23")
    }

    @Test func `a loan stands in its lender's Today from the day before, and in nobody else's`() throws {
        let office = try TestOffice(.memory)
        let id = try archived(office)
        try lend(office, id, ["borrower": "p3", "due": "2026-11-26"], as: "p2")
        func chips(_ person: String, _ moment: String) throws -> [[Chip]] {
            office.now = try office.moment(moment)
            let record = try office.ledger.office()
            let rules = TodayRules(
                now: office.now, calendar: record.calendar, directory: try office.ledger.directory(), registers: record.registers,
                person: person)
            return rules.rank(try office.ledger.awake(.person(person), at: office.now)).map(\.chips)
        }
        #expect(try chips("p2", "2026-11-24T09:00").isEmpty)
        #expect(try chips("p2", "2026-11-25T09:00") == [[.loanDue]])
        #expect(try chips("p1", "2026-11-25T09:00").isEmpty)
        #expect(try chips("p2", "2026-11-29T09:00") == [[.loanLate(days: 3)]])
        try office.ledger.rebuild()
        #expect(try chips("p2", "2026-11-29T09:00") == [[.loanLate(days: 3)]])
        try office.ledger.submit([.giveBack(id, form: [:])], as: office.by("p2"))
        #expect(try chips("p2", "2026-11-29T09:00").isEmpty)
        try office.ledger.undo(as: office.by("p2"))
        #expect(try office.matter(id).openLoan != nil)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `what is kept to a circle is not lent out of it`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(
            MatterDraft(register: "inbound", values: ["title": "工作秘密", "fields/from": "u2", "knowers": ["p1"]], registers: true))
        guard case .guarded(.needToKnow, _)? = refusal({ try lend(office, id, ["borrower": "p4"]) }) else {
            Issue.record("lent out of its circle")
            return
        }
        try lend(office, id, ["borrower": "p1"])
        #expect(try office.matter(id).openLoan?.borrower == "p1")
    }
}
