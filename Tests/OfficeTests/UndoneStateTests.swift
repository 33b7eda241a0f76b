import Office
import TestKit
import Testing

/// Undo, redo and import ask of the state they leave what an act of its own would be asked.
@Suite struct UndoneStateTests {
    private let office: MemoryOffice

    init() throws { office = try MemoryOffice() }

    private func opened(_ register: String, _ more: [String: JSON] = [:], in state: String? = nil) throws -> SubjectID {
        let values: [String: JSON] = ["title": "某件", "fields/from": "u2"].merging(more) { $1 }
        let draft = MatterDraft(register: register, values: values, registers: state == nil, state: state)
        return try #require(try office.submit([.open(draft)], as: office.by()).events.first).subject
    }

    private func undone(_ entry: Entry, as person: String = "p1") -> Refusal? {
        refusal { _ = try office.inverses(of: entry, as: office.by(person)) }
    }

    // MARK: Loans

    @Test func `a paper lent again meanwhile is not out twice by an undo`() throws {
        let id = try opened("inbound")
        try office.submit([.lend(id, form: ["borrower": "p2"])], as: office.by())
        let back = try office.submit([.giveBack(id, form: [:])], as: office.by())
        #expect(undone(back) == nil)
        try office.submit([.lend(id, form: ["borrower": "p3"])], as: office.by())
        guard case .guarded(.lentOut, _)? = undone(back) else {
            Issue.record("\(String(describing: undone(back)))")
            return
        }
        #expect(office.matter(id)?.loans.count(where: \.isOpen) == 1)
    }

    @Test func `who is late meanwhile is not lent to again by a redo`() throws {
        let (one, other) = (try opened("inbound"), try opened("inbound"))
        try office.submit([.lend(other, form: ["borrower": "p2", "due": "2026-11-24"])], as: office.by())
        let lent = try office.submit([.lend(one, form: ["borrower": "p2"])], as: office.by())
        let taken = try office.takeBack(lent, as: office.by())
        #expect(undone(taken) == nil)
        office.now = office.now.adding(minutes: 10 * 24 * 60)
        guard case .guarded(.borrowerIsLate, _)? = undone(taken) else {
            Issue.record("\(String(describing: undone(taken)))")
            return
        }
    }

    @Test func `whoever may not know of a paper any more is not lent it again by a redo`() throws {
        let id = try opened("inbound")
        let lent = try office.submit([.lend(id, form: ["borrower": "p2"])], as: office.by())
        let taken = try office.takeBack(lent, as: office.by())
        try office.submit([.amend(id, fields: ["knowers": ["p1"], "supervisor": "p3"])], as: office.by())
        guard case .guarded(.needToKnow, _)? = undone(taken) else {
            Issue.record("\(String(describing: undone(taken)))")
            return
        }
    }

    // MARK: People

    @Test func `nobody the directory has lost answers for a paper that comes back`() throws {
        let hired = try office.submit([.enlist(.person, fields: ["name": "新人"])], as: office.by())
        let person = try #require(hired.events.first).subject.text
        let given = try office.submit(
            [.open(MatterDraft(register: "tasks", values: ["title": "某事", "owner": .string(person)]))], as: office.by())
        let taken = try office.takeBack(given, as: office.by())
        #expect(undone(taken) == nil)
        try office.takeBack(hired, as: office.by())
        #expect(undone(taken) == .unknown(what: "owner", text: person, nearest: nil))
    }

    @Test func `a unit that came to stand above the office is not handed a paper again by a redo`() throws {
        let id = try opened("inbound", ["fields/from": "u2"])
        try office.submit([.move(id, .propose, form: ["leader": "p4"])], as: office.by())
        try office.submit([.move(id, .back, form: ["who": ["p4"], "words": "请水利局办", "day": "2026-11-23"])], as: office.by())
        let handed = try office.submit([.move(id, .dispatch, form: ["target": "u3"])], as: office.by())
        let taken = try office.takeBack(handed, as: office.by())
        #expect(undone(taken) == nil)
        try office.submit([.revise(SubjectID("u3"), fields: ["level": "superior"])], as: office.by())
        guard case .guarded(.dispatchUpward, _)? = undone(taken) else {
            Issue.record("\(String(describing: undone(taken)))")
            return
        }
    }

    // MARK: Own approval

    private func signed(author: String, signer: String) throws -> SubjectID {
        let id = try opened(
            "outgoing",
            [
                "fields/kind": "函", "fields/addressees": "市府办", "fields/author": .string(author), "fields/signer": .string(signer),
            ])
        if office.matter(id)?.state == "draft" { try office.submit([.move(id, .check, form: [:])], as: office.by()) }
        try office.submit([.move(id, .sign, form: ["signer": .string(signer)])], as: office.by(for: signer, medium: .original))
        return id
    }

    @Test(arguments: ["fields/author", "fields/signer"])
    func `no amendment makes an author the signer of what is signed`(path: String) throws {
        let id = try signed(author: "p1", signer: "p3")
        let value = path == "fields/author" ? "p3" : "p1"
        let refused = refusal { try office.submit([.amend(id, fields: [path: .string(value)])], as: office.by()) }
        #expect(refused == .guarded(.signerIsAuthor, article: "条例 §22"))
        #expect(office.matter(id)?.field("author") == "p1" && office.matter(id)?.field("signer") == "p3")
        // Somebody else may be put right.
        try office.submit([.amend(id, fields: ["fields/author": "p2"])], as: office.by())
    }

    @Test func `no row of an old book is taken over that its author signed`() throws {
        let states = try #require(office.office.register("outgoing")).states.map(\.id)
        let last = try #require(states.last { $0 == "signed" || $0 == "numbered" })
        func taken(_ signer: String) -> Refusal? {
            refusal { _ = try opened("outgoing", ["fields/author": "p2", "fields/signer": .string(signer)], in: last) }
        }
        #expect(taken("p2") == .guarded(.signerIsAuthor, article: "条例 §22"))
        #expect(taken("p3") == nil)
    }

    // MARK: Meetings

    private func moment(_ text: String) throws -> JSON { .int(try #require(OfficeZone.shanghai.moment(iso: text)).milliseconds) }

    private func meeting(_ start: String, _ end: String) throws -> SubjectID {
        let fields: [String: JSON] = ["title": "例会", "start": try moment(start), "end": try moment(end), "place": "r1"]
        return try #require(try office.submit([.schedule(fields: fields)], as: office.by()).events.first).subject
    }

    @Test func `no change and no undo lets a meeting end before it begins`() throws {
        let id = try meeting("2026-11-24T11:00", "2026-11-24T12:00")
        let noon = "2026-11-24T10:00"
        let backwards = Refusal.invalid(field: "end", value: "2026-11-24 10:00", expected: .later)
        #expect(refusal { try office.submit([.revise(id, fields: ["end": try moment(noon)])], as: office.by()) } == backwards)
        let earlier = try office.submit([.revise(id, fields: ["start": try moment("2026-11-24T09:00")])], as: office.by())
        try office.submit([.revise(id, fields: ["end": try moment(noon)])], as: office.by())
        #expect(undone(earlier) == backwards)
    }

    @Test func `a meeting keeps a title and a beginning`() throws {
        let id = try meeting("2026-11-24T11:00", "2026-11-24T12:00")
        for path in ["title", "start"] {
            let refused = refusal { try office.submit([.revise(id, fields: [path: .null])], as: office.by()) }
            #expect(refused == .missing(field: path))
        }
    }

    @Test func `a room given away meanwhile is not taken back by an undo, nor by a redo`() throws {
        let id = try meeting("2026-11-24T09:00", "2026-11-24T10:00")
        let cancelled = try office.submit([.cancel(id, reason: "改期")], as: office.by())
        _ = try meeting("2026-11-24T09:30", "2026-11-24T10:30")
        guard case .roomTaken? = undone(cancelled) else {
            Issue.record("\(String(describing: undone(cancelled)))")
            return
        }
    }
}
