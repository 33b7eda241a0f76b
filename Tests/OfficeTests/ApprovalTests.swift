import Office
import Phrases
import Settings
import TestKit
import Testing

/// What is approved in levels: in their order, by nobody for themselves, by telephone only until it is signed.
@Suite struct ApprovalTests {
    private static let approve = Term(zh: "审批", en: "Approve")

    private func chips(_ office: MemoryOffice, _ id: SubjectID, of person: String?) throws -> [Chip] {
        let rules = TodayRules(
            now: office.now, calendar: office.office.calendar, directory: office.directory, registers: office.office.registers,
            person: person)
        return rules.item(try #require(office.matter(id)))?.chips ?? []
    }

    private func waits(_ office: MemoryOffice, _ id: SubjectID) throws -> [Obligation] {
        let matter = try #require(office.matter(id))
        return matter.obligations(by: office.office.register(of: matter), calendar: office.office.calendar)
    }

    private func moment(_ text: String) throws -> Moment { try #require(OfficeZone.shanghai.moment(iso: text)) }

    @discardableResult
    private func approve(
        _ id: SubjectID, _ office: MemoryOffice, as person: String, for other: String? = nil, _ form: [String: JSON] = [:]
    ) throws -> Entry {
        try office.submit([.move(id, "approve", form: form)], as: office.by(person, for: other))
    }

    @Test func `levels approve in their order, and only the last grants`() throws {
        let office = try LeavesOffice.furnished()
        let id = try LeavesOffice.asked(in: office)
        #expect(refusal { try approve(id, office, as: "p3") } == .role([.director]))
        let first = try approve(id, office, as: "p2")
        #expect(office.matter(id)?.state == "asked")
        #expect(first.events.last?.kind == Step.kind && first.events.last?.step?.step == "approve")
        // The director has had his turn.
        #expect(refusal { try approve(id, office, as: "p2") } == .role([.leader]))
        try approve(id, office, as: "p4", ["reason": "按时返岗"])
        let matter = try #require(office.matter(id))
        #expect(matter.state == "granted" && matter.notes.map(\.text) == ["按时返岗"] && matter.notes.map(\.by) == ["p4"])
        #expect(matter.approvals.map(\.by) == ["p2", "p4"] && matter.approvals.map(\.level) == [0, 1])
        #expect(matter.approvals.map(\.isFinal) == [false, true] && matter.approvals.allSatisfy { $0.signBy == nil })
    }

    @Test func `a request waits in Today of whoever may approve it, and of nobody else`() throws {
        let office = try LeavesOffice.furnished()
        let id = try LeavesOffice.asked(in: office)
        let always = Moment(milliseconds: 0)
        #expect(try waits(office, id).contains(Obligation(Obligation.desk(of: .director), from: always)))
        #expect(try chips(office, id, of: "p2").contains(.toApprove) && chips(office, id, of: nil).contains(.toApprove))
        for person in ["p1", "p3", "p4", "p5"] { #expect(try !chips(office, id, of: person).contains(.toApprove), "\(person)") }
        try approve(id, office, as: "p2")
        #expect(try waits(office, id).contains(Obligation(Obligation.desk(of: .leader), from: always)))
        #expect(try !waits(office, id).contains { $0.person == Obligation.desk(of: .director) })
        for person in ["p3", "p4"] { #expect(try chips(office, id, of: person).contains(.toApprove), "\(person)") }
        for person in ["p1", "p2", "p5"] { #expect(try !chips(office, id, of: person).contains(.toApprove), "\(person)") }
        try approve(id, office, as: "p3")
        for person in ["p1", "p2", "p3", "p4", nil] { #expect(try !chips(office, id, of: person).contains(.toApprove)) }
        #expect(Speaker(.simplified).chip(.toApprove) == "待审批" && Speaker(.english).chip(.toApprove) == "to approve")
    }

    @Test func `nobody approves their own request, however it came to be theirs`() throws {
        let office = try LeavesOffice.furnished()
        let own = Refusal.guarded(.ownRequest, article: "周明远")
        let id = try LeavesOffice.asked(by: "p2", in: office)
        #expect(refusal { try approve(id, office, as: "p2") } == own)
        #expect(refusal { try approve(id, office, as: "p1", ["approver": "p2", "medium": "电话"]) } == own)
        #expect(try !chips(office, id, of: "p2").contains(.toApprove))
        let other = try LeavesOffice.asked(in: office)
        try approve(other, office, as: "p2")
        #expect(refusal { try office.submit([.amend(other, fields: ["fields/applicant": "p2"])], as: office.by()) } == own)
        try office.submit([.amend(other, fields: ["fields/applicant": "p1"])], as: office.by())
        #expect(office.matter(other)?.field("applicant") == "p1")
    }

    @Test func `who stands in for the applicant today does not approve for them`() throws {
        let office = try LeavesOffice.furnished()
        try office.submit(
            [.revise(SubjectID("p5"), fields: ["away/from": "2026-11-23", "away/to": "2026-11-24", "away/cover": "p2"])], as: office.by())
        let id = try LeavesOffice.asked(in: office)
        #expect(refusal { try approve(id, office, as: "p2") } == .guarded(.ownRequest, article: "郑三"))
        #expect(try !chips(office, id, of: "p2").contains(.toApprove))
        office.now = try moment("2026-11-25T09:00")
        try approve(id, office, as: "p2")
        #expect(office.matter(id)?.approvals.map(\.by) == ["p2"])
    }

    @Test func `no request opens approved`() throws {
        let office = try LeavesOffice.furnished()
        let draft = MatterDraft(
            register: "leaves", values: ["title": "年休假", "fields/applicant": "p5", "approvals/1": ["step": "approve", "by": "p2"]])
        let closed = Refusal.guarded(.writtenBySteps, article: "approvals/1")
        #expect(refusal { try office.submit([.open(draft)], as: office.by()) } == closed)
    }

    @Test func `a request without an applicant is approved by nobody`() throws {
        let office = try LeavesOffice.furnished()
        let draft = MatterDraft(register: "leaves", values: ["title": "年休假"])
        let id = try #require(try office.submit([.open(draft)], as: office.by()).events.first?.subject)
        try office.submit([.move(id, "ask", form: [:])], as: office.by())
        #expect(refusal { try approve(id, office, as: "p2") } == .missing(field: "applicant"))
    }

    @Test func `somebody of the unit approves at the level of a unit`() throws {
        let office = try LeavesOffice.furnished(levels: "[{unit: 综合科}, leader]")
        let id = try LeavesOffice.asked(by: "p2", in: office)
        #expect(refusal { try approve(id, office, as: "p3") } == .guarded(.notOfUnit, article: "综合科"))
        let waiting = Set(try waits(office, id).map(\.person))
        #expect(!waiting.isDisjoint(with: office.directory.sharedDesks(of: "p5")))
        #expect(waiting.isDisjoint(with: office.directory.sharedDesks(of: "p3")))
        #expect(try chips(office, id, of: "p5").contains(.toApprove) && !chips(office, id, of: "p1").contains(.toApprove))
        try approve(id, office, as: "p5")
        #expect(office.matter(id)?.approvals.map(\.by) == ["p5"] && office.matter(id)?.state == "asked")
    }

    // MARK: By telephone

    /// Granted by the leader over the telephone, as the clerk wrote it down.
    private func granted(_ office: MemoryOffice) throws -> (id: SubjectID, entry: Entry) {
        let id = try LeavesOffice.asked(in: office)
        try approve(id, office, as: "p2")
        return (id, try approve(id, office, as: "p1", ["decision": "同意", "approver": "p3", "medium": "电话"]))
    }

    @Test func `an approval by telephone holds at once and is signed by the next working day`() throws {
        let office = try LeavesOffice.furnished()
        let (id, entry) = try granted(office)
        #expect(office.matter(id)?.state == "granted")
        let approval = try #require(office.matter(id)?.approvals.last)
        #expect(approval.by == "p3" && approval.recordedBy == "p1" && approval.medium == .phone)
        #expect(approval.signBy == Day(2026, 11, 24) && approval.signed == nil)
        // It is the leader's act, from what the clerk was told.
        let whose = try #require(entry.attribution.parts(of: entry.events) { office.matter($0) }.last?.whose)
        #expect(whose.by == "p3" && whose.medium == .phone)
        let due = Chip.countersign(isPast: false)
        for person in ["p1", "p3", nil] { #expect(try chips(office, id, of: person).contains(due)) }
        for person in ["p2", "p4", "p5"] { #expect(try !chips(office, id, of: person).contains(due), "\(person)") }
        #expect(Speaker(.simplified).chip(due) == "待补签" && Speaker(.english).chip(due) == "signature to follow")
    }

    @Test func `a signature that is missing stays with the approver, and comes to the director after three working days`() throws {
        let office = try LeavesOffice.furnished()
        let (id, _) = try granted(office)
        try office.submit([.move(id, "finish", form: [:])], as: office.by())
        let late = Chip.countersign(isPast: true)
        #expect(try waits(office, id).contains(Obligation("p3", from: Moment(milliseconds: 0))))
        #expect(try waits(office, id).contains(Obligation(Obligation.desk(of: .director), from: moment("2026-11-26T00:00"))))
        office.now = try moment("2026-11-25T09:00")
        #expect(try chips(office, id, of: "p3") == [late] && chips(office, id, of: "p1") == [late] && chips(office, id, of: "p2") == [])
        office.now = try moment("2026-11-26T09:00")
        #expect(try chips(office, id, of: "p2") == [late] && chips(office, id, of: "p4") == [])
        // Nothing is archived that way.
        let unsigned = Refusal.guarded(.approvalUnsigned, article: "王建国")
        #expect(refusal { try office.submit([.move(id, "file", form: [:])], as: office.by()) } == unsigned)
        #expect(refusal { try office.submit([.move(id, "sign-late", form: ["who": ["p4"]])], as: office.by()) } != nil)
        try office.submit([.move(id, "sign-late", form: [:])], as: office.by())
        #expect(office.matter(id)?.approvals.last?.signed == office.now)
        for person in ["p1", "p2", "p3"] { #expect(try chips(office, id, of: person) == [], "\(person)") }
        #expect(try !waits(office, id).contains { $0.person == "p3" })
        // There is nothing left to sign.
        #expect(refusal { try office.submit([.move(id, "sign-late", form: [:])], as: office.by()) } != nil)
        try office.submit([.move(id, "file", form: [:])], as: office.by())
        let filed = try #require(office.matter(id))
        #expect(filed.isArchived(by: office.office.register(of: filed)))
    }

    @Test func `who approves at their own desk has signed`() throws {
        let office = try LeavesOffice.furnished()
        let id = try LeavesOffice.asked(in: office)
        try approve(id, office, as: "p2", ["medium": "原件"])
        try approve(id, office, as: "p1", for: "p3", [:])
        let approvals = try #require(office.matter(id)?.approvals)
        #expect(approvals.map(\.medium) == [.own, .original] && approvals.allSatisfy { $0.signBy == nil })
        #expect(office.matter(id)?.state == "granted")
    }

    // MARK: Refused

    @Test func `a refusal says why, goes back to the applicant, and is asked for from the first level again`() throws {
        let office = try LeavesOffice.furnished()
        let id = try LeavesOffice.asked(in: office)
        try approve(id, office, as: "p1", ["approver": "p2", "medium": "电话"])
        #expect(refusal { try approve(id, office, as: "p3", ["decision": "不同意"]) } == .missing(field: "reason"))
        let event = try #require(try approve(id, office, as: "p3", ["decision": "不同意", "reason": "月底再休"]).events.last)
        let matter = try #require(office.matter(id))
        #expect(matter.state == "draft" && matter.holder == "p5" && matter.notes.last?.text == "月底再休")
        let told = Chip.turnedDown(by: "王建国", step: ApprovalTests.approve)
        #expect(try chips(office, id, of: "p5").contains(told) && !chips(office, id, of: "p2").contains(told))
        #expect(try waits(office, id).contains(Obligation("p5", from: Moment(milliseconds: 0))))
        #expect(Speaker(.simplified).deed(event, in: office.office, register: "leaves") == "不同意：审批")
        #expect(Speaker(.english).deed(event, in: office.office, register: "leaves") == "refused: Approve")
        // What was approved by telephone before it was refused is signed by nobody.
        try office.submit([.move(id, "ask", form: [:])], as: office.by())
        #expect(try !chips(office, id, of: "p2").contains(.countersign(isPast: false)))
        #expect(try chips(office, id, of: "p2").contains(.toApprove) && !chips(office, id, of: "p5").contains(told))
        #expect(refusal { try approve(id, office, as: "p3") } == .role([.director]))
        try approve(id, office, as: "p2")
        #expect(office.matter(id)?.approvals.map(\.level) == [0, 1, 0])
    }

    @Test func `what is rewritten meanwhile is approved from the first level again`() throws {
        let office = try LeavesOffice.furnished()
        let id = try LeavesOffice.asked(in: office)
        try approve(id, office, as: "p2")
        try office.submit([.move(id, "rewrite", form: [:])], as: office.by())
        try office.submit([.move(id, "ask", form: [:])], as: office.by())
        #expect(office.matter(id)?.approvals.map(\.isEnded) == [true])
        #expect(refusal { try approve(id, office, as: "p3") } == .role([.director]))
        try approve(id, office, as: "p2")
        try approve(id, office, as: "p3")
        #expect(office.matter(id)?.state == "granted")
    }

    // MARK: Taken back

    @Test func `an approval is taken back by who gave it, who wrote it down, or who might have given it`() throws {
        let office = try LeavesOffice.furnished()
        let id = try LeavesOffice.asked(in: office)
        let given = try approve(id, office, as: "p2")
        for person in ["p1", "p3", "p5"] {
            #expect(refusal { _ = try office.inverses(of: given, as: office.by(person)) } == .role([.director]), "\(person)")
        }
        try office.undo(as: office.by("p2"))
        #expect(office.matter(id)?.approvals == [])
        try office.redo(as: office.by("p2"))
        #expect(office.matter(id)?.approvals.map(\.by) == ["p2"])
        let told = try approve(id, office, as: "p1", ["approver": "p3", "medium": "电话"])
        #expect(refusal { _ = try office.inverses(of: told, as: office.by("p2")) } == .role([.leader]))
        #expect(try !office.inverses(of: told, as: office.by("p4")).isEmpty)
        try office.undo(as: office.by("p1"))
        #expect(office.matter(id)?.state == "asked" && office.matter(id)?.approvals.map(\.by) == ["p2"])
    }

    @Test func `what is done again is asked what an approval is asked`() throws {
        let office = try LeavesOffice.furnished()
        let id = try LeavesOffice.asked(in: office)
        try approve(id, office, as: "p2")
        let undo = try office.undo(as: office.by("p2"))
        try office.submit([.amend(id, fields: ["fields/applicant": "p2"])], as: office.by("p2"))
        #expect(refusal { try office.takeBack(undo, as: office.by("p2")) } == .guarded(.ownRequest, article: "周明远"))
    }

    // MARK: In its file

    private func problems(_ old: String, _ new: String) -> [Problem.Kind] {
        ShippedRegisters.check(LeavesOffice.yaml.replacing(old, with: new)).problems.map(\.kind)
    }

    @Test func `what cannot be meant by levels is said, by its line`() {
        let roles = Role.allCases.map(\.rawValue)
        #expect(problems("[director, leader]", "[direktor]").contains(.unknownValue("direktor", allowed: roles)))
        #expect(problems("[director, leader]", "[]").contains(.missing("levels")))
        #expect(problems("of: applicant", "of: nobody") == [.noSuch("nobody", what: "field")])
        #expect(problems("of: applicant", "of: title") == [.wrongKind("title", expected: "kind: person")])
        #expect(problems("    otherwise: draft\n", "") == [.missing("otherwise")])
        #expect(problems("act: approve\n", "act: conclude\n") == [.wrongKind("conclude", expected: "act: approve")])
        #expect(problems("approved:", "aproved:") == [.unexpected("aproved", nearest: "approved")])
        #expect(problems("leader]}", "leader], term: soon}") == [.wrongKind("soon", expected: "1 workday")])
        #expect(problems("from: [asked, granted, done]", "from: [granted]") == [.missing("{act: sign, from: [asked]}")])
        let (_, found) = ShippedRegisters.check(LeavesOffice.yaml.replacing("of: applicant", with: "of: nobody"))
        #expect(found.map(\.line) == [18])
    }
}
