import Office
import Phrases
import TestKit
import Testing

/// A step above one's role is asked for: it stands with its matter, on the desks of all who may take it, until one of them does.
@Suite struct StepRequestTests {
    private func requests(_ office: MemoryOffice, _ id: SubjectID) -> [StepRequest] { office.matter(id)?.requests ?? [] }

    /// - Parameter includesAll: also where nothing of the day puts its row into Today.
    private func chips(_ office: MemoryOffice, _ id: SubjectID, of person: String?, includesAll: Bool = false) throws -> [Chip] {
        let rules = TodayRules(
            now: office.now, calendar: office.office.calendar, directory: office.directory, registers: office.office.registers,
            person: person, includesAll: includesAll)
        return rules.item(try #require(office.matter(id)))?.chips ?? []
    }

    @Test func `what is asked for changes nothing but that it was asked for`() throws {
        let (office, id) = try SealsOffice.furnished()
        let before = try #require(office.matter(id)?.record)
        let event = try #require(try office.submit([.move(id, "grant", form: [:])], as: office.by("p1")).events.first)
        #expect(event.kind == "matter.requested" && event.step == nil)
        #expect(event.changes.map(\.path) == ["requests/1"])
        #expect(
            event.changes.first?.now == ["step": "grant", "by": "p1", "role": "leader", "at": .int(office.now.milliseconds)])
        var after = try #require(office.matter(id)?.record)
        after["requests/1"] = .null
        #expect(after == before)
        // Asked again it is the same request, and taken back it is gone.
        #expect(try office.decided(.move(id, "grant", form: [:]), as: office.by("p1")).isEmpty)
        try office.undo(as: office.by("p1"))
        #expect(requests(office, id).isEmpty)
    }

    @Test func `it stands on the desk of each who may take the step, and on no other`() throws {
        let (office, id) = try SealsOffice.furnished()
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p7"))
        let asked = Chip.asked(by: "郑三", step: Term(zh: "批准", en: "Grant"))
        for person in ["p3", "p4", "p6"] { #expect(try chips(office, id, of: person).contains(asked), "\(person)") }
        for person in ["p1", "p2", "p5", "p7"] { #expect(try !chips(office, id, of: person).contains(asked), "\(person)") }
        #expect(try chips(office, id, of: nil).contains(asked))
        #expect(Speaker(.simplified).chip(asked) == "郑三请求批准" && Speaker(.english).chip(asked) == "郑三 asks: Grant")
    }

    @Test func `who asked sees on their own desk what they asked for, until it is answered`() throws {
        let (office, id) = try SealsOffice.furnished()
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p1"))
        let requested = Chip.requested(step: Term(zh: "批准", en: "Grant"))
        #expect(try chips(office, id, of: "p1", includesAll: true).contains(requested))
        for person in ["p3", "p7"] { #expect(try !chips(office, id, of: person, includesAll: true).contains(requested), "\(person)") }
        #expect(Speaker(.simplified).chip(requested) == "已请求批准" && Speaker(.english).chip(requested) == "asked for: Grant")
        try office.submit([.turnDown(id, request: 1, reason: "不合规")], as: office.by("p3"))
        #expect(try !chips(office, id, of: "p1", includesAll: true).contains(requested))
    }

    @Test func `what is said with a request is read from its form, in the order of forms`() throws {
        let (office, id) = try SealsOffice.furnished()
        try office.submit([.move(id, "note-down", form: ["note": "请科长审"])], as: office.by("p7"))
        #expect(requests(office, id).map(\.words) == [["请科长审"]])
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p7"))
        #expect(requests(office, id).map(\.words) == [["请科长审"], []])
    }

    @Test func `whoever may takes it with what was asked, and the request is over`() throws {
        let (office, id) = try SealsOffice.furnished()
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p1"))
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p7"))
        #expect(requests(office, id).map(\.by) == ["p1", "p7"])
        let event = try #require(try office.submit([.move(id, "grant", form: ["accepts": 2])], as: office.by("p3")).events.first)
        #expect(event.kind == Step.kind && event.step?.step == "grant")
        #expect(office.matter(id)?.state == "granted" && requests(office, id).isEmpty)
        // Taking the grant back brings back what was asked.
        try office.undo(as: office.by("p3"))
        #expect(requests(office, id).map(\.number) == [1, 2] && office.matter(id)?.state == "asked")
    }

    @Test func `a request that is not there is not granted`() throws {
        let (office, id) = try SealsOffice.furnished()
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p1"))
        let wrong = refusal { try office.submit([.move(id, "grant", form: ["accepts": 7])], as: office.by("p3")) }
        #expect(wrong == .invalid(field: "accepts", value: "7", expected: .choice))
        let other = refusal { try office.submit([.move(id, "weigh", form: ["accepts": 1, "note": "可"])], as: office.by("p3")) }
        #expect(other == .invalid(field: "accepts", value: "1", expected: .choice))
    }

    @Test func `what its form said is kept for whoever takes it, whose own words stand before it`() throws {
        let (office, id) = try SealsOffice.furnished()
        try office.submit([.move(id, "note-down", form: ["note": "请科长审"])], as: office.by("p7"))
        #expect(requests(office, id).first?.form == ["note": "请科长审"])
        try office.submit([.move(id, "note-down", form: [:])], as: office.by("p2"))
        #expect(office.matter(id)?.notes.last?.text == "请科长审")
        try office.submit([.move(id, "note-down", form: ["note": "再请审"])], as: office.by("p7"))
        try office.submit([.move(id, "note-down", form: ["note": "已审"])], as: office.by("p2"))
        #expect(office.matter(id)?.notes.last?.text == "已审" && requests(office, id).isEmpty)
    }

    @Test func `a step that leads elsewhere ends the requests that came too late`() throws {
        let (office, id) = try SealsOffice.furnished()
        try office.submit([.move(id, "note-down", form: ["note": "请科长审"])], as: office.by("p7"))
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p3"))
        #expect(requests(office, id).isEmpty)
        #expect(refusal { try office.submit([.move(id, "grant", form: [:])], as: office.by("p1")) } != nil)
    }

    @Test func `a request is held to the rules of its step`() throws {
        let (office, id) = try SealsOffice.furnished()
        let unknown = refusal { try office.submit([.move(id, "grant", form: ["whatever": 1])], as: office.by("p1")) }
        guard case .unknown(what: "field", text: "whatever", nearest: _)? = unknown else {
            throw TestFault("\(String(describing: unknown))")
        }
        #expect(refusal { try office.submit([.move(id, "stamp", form: [:])], as: office.by("p7")) } != nil)
        #expect(requests(office, id).isEmpty)
    }

    @Test func `who decides is named, in the words of the register`() throws {
        let (office, id) = try SealsOffice.furnished()
        let event = try #require(try office.submit([.move(id, "grant", form: [:])], as: office.by("p1")).events.first)
        let matter = try #require(office.matter(id))
        let definition = try #require(office.office.register(of: matter))
        let request = try #require(matter.request(of: "grant", by: "p1", in: definition))
        let told = Speaker(.simplified).asked(request, in: definition, office.directory)
        #expect(told == "“批准”已提出请求（第1号），由王建国、李卫东、孙二决定。")
        #expect(Speaker(.simplified).deed(event, in: office.office, register: "seals") == "请求办理：批准")
        #expect(Speaker(.english).deed(event, in: office.office, register: "seals") == "asked for: Grant")
    }

    // MARK: Turned down, taken back

    private func asked(_ person: String = "p7") throws -> (office: MemoryOffice, id: SubjectID) {
        let (office, id) = try SealsOffice.furnished()
        try office.submit([.move(id, "grant", form: [:])], as: office.by(person))
        return (office, id)
    }

    @Test func `whoever may take the step turns it down with a reason, and who asked learns it`() throws {
        let (office, id) = try asked()
        #expect(refusal { try office.submit([.turnDown(id, request: 1, reason: " ")], as: office.by("p3")) } == .missing(field: "reason"))
        let event = try #require(
            try office.submit([.turnDown(id, request: 1, reason: " 印章外借 ")], as: office.by("p3")).events.first)
        #expect(event.kind == "matter.requestTurnedDown" && event.step == nil && event.changes.map(\.path) == ["requests/1"])
        #expect(event.noteTexts == ["印章外借"])
        let matter = try #require(office.matter(id))
        #expect(matter.requests.isEmpty && matter.state == "asked")
        let answered = try #require(matter.turnedDown.first)
        #expect(answered.by == "p7" && answered.step == "grant" && answered.answer?.by == "p3" && answered.answer?.reason == "印章外借")
        // It left the desks of who may and came to that of who asked.
        let told = Chip.turnedDown(by: "王建国", step: Term(zh: "批准", en: "Grant"))
        for person in ["p1", "p2", "p3", "p4", "p5", "p6"] {
            let chips = try chips(office, id, of: person)
            #expect(!chips.contains(told) && !chips.contains(.asked(by: "郑三", step: Term(zh: "批准", en: "Grant"))), "\(person)")
        }
        #expect(try chips(office, id, of: "p7").contains(told))
        #expect(Speaker(.simplified).chip(told) == "王建国不同意批准" && Speaker(.english).chip(told) == "王建国 turned down: Grant")
        let wakes = matter.obligations(by: office.office.register(of: matter), calendar: office.office.calendar)
        #expect(wakes.contains(Obligation("p7", from: Moment(milliseconds: 0))))
        #expect(!wakes.contains { $0.person == Obligation.desk(of: .leader) })
        #expect(Speaker(.simplified).deed(event, in: office.office, register: "seals") == "不同意请求：批准")
        #expect(Speaker(.english).deed(event, in: office.office, register: "seals") == "turned down: Grant")
    }

    @Test func `a request is turned down once, by nobody who asked and nobody who may not take the step`() throws {
        let (office, id) = try asked()
        for person in ["p1", "p2", "p5"] {
            let refused = refusal { try office.submit([.turnDown(id, request: 1, reason: "不合规")], as: office.by(person)) }
            #expect(refused == .role([.leader]), "\(person)")
        }
        let own = refusal { try office.submit([.turnDown(id, request: 1, reason: "不合规")], as: office.by("p7")) }
        #expect(own == .unknown(what: "request", text: "1", nearest: nil))
        try office.submit([.turnDown(id, request: 1, reason: "不合规")], as: office.by("p7", for: "p3"))
        #expect(office.matter(id)?.turnedDown.first?.answer?.by == "p3")
        for number in [1, 2] {
            let again = refusal { try office.submit([.turnDown(id, request: number, reason: "不合规")], as: office.by("p4")) }
            #expect(again == .unknown(what: "request", text: String(number), nearest: nil))
        }
    }

    @Test func `who asked takes the request back, and puts it away once it was turned down`() throws {
        let (office, id) = try asked()
        let others = refusal { try office.submit([.withdrawRequest(id, request: 1)], as: office.by("p3")) }
        #expect(others == .unknown(what: "request", text: "1", nearest: nil))
        let event = try #require(try office.submit([.withdrawRequest(id, request: 1)], as: office.by("p7")).events.first)
        #expect(event.kind == "matter.requestWithdrawn" && office.matter(id)?.ownRequests(of: "p7").isEmpty == true)
        #expect(Speaker(.simplified).deed(event, in: office.office, register: "seals") == "收回请求：批准")
        #expect(Speaker(.english).deed(event, in: office.office, register: "seals") == "took back the request: Grant")
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p7"))
        try office.submit([.turnDown(id, request: 1, reason: "不合规")], as: office.by("p3"))
        try office.submit([.withdrawRequest(id, request: 1)], as: office.by("p7"))
        #expect(office.matter(id)?.turnedDown.isEmpty == true)
    }

    @Test func `who asks again has taken note of the answer, and a step taken ends it`() throws {
        let (office, id) = try asked()
        try office.submit([.turnDown(id, request: 1, reason: "不合规")], as: office.by("p3"))
        let event = try #require(try office.submit([.move(id, "grant", form: [:])], as: office.by("p7")).events.first)
        #expect(event.changes.map(\.path) == ["requests/1", "requests/2"])
        #expect(Speaker(.simplified).deed(event, in: office.office, register: "seals") == "请求办理：批准")
        #expect(requests(office, id).map(\.number) == [2] && office.matter(id)?.turnedDown.isEmpty == true)
        try office.submit([.turnDown(id, request: 2, reason: "不合规")], as: office.by("p3"))
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p4"))
        #expect(office.matter(id)?.state == "granted" && office.matter(id)?.turnedDown.isEmpty == true)
    }

    @Test func `turning down and taking back are undone, by oneself or by who may take the step`() throws {
        let (office, id) = try asked()
        let down = try office.submit([.turnDown(id, request: 1, reason: "不合规")], as: office.by("p3"))
        for person in ["p1", "p7"] {
            #expect(refusal { _ = try office.inverses(of: down, as: office.by(person)) } == .role([.leader]), "\(person)")
        }
        #expect(try !office.inverses(of: down, as: office.by("p4")).isEmpty)
        try office.undo(as: office.by("p3"))
        #expect(requests(office, id).map(\.number) == [1] && office.matter(id)?.turnedDown.isEmpty == true)
        try office.redo(as: office.by("p3"))
        #expect(office.matter(id)?.turnedDown.map(\.number) == [1])
        let back = try office.submit([.withdrawRequest(id, request: 1)], as: office.by("p7"))
        #expect(refusal { _ = try office.inverses(of: back, as: office.by("p1")) } == .role([.leader]))
        try office.undo(as: office.by("p7"))
        #expect(office.matter(id)?.turnedDown.map(\.number) == [1])
        try office.redo(as: office.by("p7"))
        #expect(office.matter(id)?.turnedDown.isEmpty == true)
        // A colleague built on the answer: it is not taken back behind their back.
        #expect(refusal { try office.undo(as: office.by("p3")) } != nil)
    }

    @Test func `what is written of a request is read for ever`() throws {
        let (office, id) = try asked()
        let at = office.now.milliseconds
        let down = try #require(try office.submit([.turnDown(id, request: 1, reason: "不合规")], as: office.by("p3")).events.first)
        let back = try #require(try office.submit([.withdrawRequest(id, request: 1)], as: office.by("p7")).events.first)
        let open = "{\"at\":\(at),\"by\":\"p7\",\"role\":\"leader\",\"step\":\"grant\"}"
        let answered =
            "{\"at\":\(at),\"by\":\"p7\",\"role\":\"leader\",\"step\":\"grant\",\"turnedDown\":{\"at\":\(at),\"by\":\"p3\",\"reason\":\"不合规\"}}"
        #expect(down.payload.text == "{\"changes\":[[\"requests/1\",\(open),\(answered)]]}")
        #expect(back.payload.text == "{\"changes\":[[\"requests/1\",\(answered),null]]}")
        for event in [down, back] {
            #expect(Event(subject: id, kind: event.kind, version: 1, payload: try JSON(bytes: event.payload.bytes)) == event)
        }
    }
}
