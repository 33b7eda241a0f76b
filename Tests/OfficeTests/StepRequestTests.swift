import Office
import Phrases
import TestKit
import Testing

/// A step above one's role is asked for: it stands with its matter, on the desks of all who may take it, until one of them does.
@Suite struct StepRequestTests {
    private func requests(_ office: MemoryOffice, _ id: SubjectID) -> [StepRequest] { office.matter(id)?.requests ?? [] }

    private func chips(_ office: MemoryOffice, _ id: SubjectID, of person: String?) throws -> [Chip] {
        let rules = TodayRules(
            now: office.now, calendar: office.office.calendar, directory: office.directory, registers: office.office.registers,
            person: person)
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
}
