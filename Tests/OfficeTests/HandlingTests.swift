import Office
import TestKit
import Testing

/// Units that handle a paper sign for it and answer; what goes out answers what came in.
@Suite struct HandlingTests {
    @Test func `each unit signs for itself, and the paper waits for the last`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("联合办理件")
        try office.move(id, .dispatch, ["target": "u2", "partners": ["u3", "u1"]])
        #expect(try office.matter(id).handlers.map(\.id) == ["u2", "u3", "u1"])
        #expect(try office.matter(id).awaitsSignature == "u2")
        try office.move(id, .sign, ["who": ["u2"], "signedBy": "刘主任"])
        var matter = try office.matter(id)
        #expect(matter.handlers.first?.signedBy == "刘主任" && matter.handlers.first?.signed != nil)
        #expect(matter.awaitsSignature == "u3")
        #expect(refusal { try office.move(id, .sign, ["who": ["p4"]]) } == .unknown(what: "who", text: "李卫东", nearest: nil))
        try office.move(id, .sign)
        matter = try office.matter(id)
        #expect(matter.unsigned.isEmpty && matter.awaitsSignature == nil)
    }

    @Test func `one unit's answer leaves the paper with the other`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("联合办理件")
        try office.move(id, .dispatch, ["target": "u2", "partners": ["u3"], "limit": "5 workday"])
        try office.move(id, .back, ["who": ["u3"], "words": "水利部分已核"])
        var matter = try office.matter(id)
        #expect(matter.state == "handling" && matter.holder == "u2")
        #expect(matter.notes.last?.kind == "feedback" && matter.notes.last?.by == "u3")
        try office.move(id, .back, ["words": "全部办妥"])
        matter = try office.matter(id)
        #expect(matter.state == "answered" && matter.holder == "p1" && matter.unanswered.isEmpty)
        try office.move(id, .conclude)
        #expect(try office.matter(id).state == "done")
    }

    @Test func `what units have not answered or signed for is closed only with a result`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("联合办理件")
        try office.move(id, .dispatch, ["target": "u2", "partners": ["u3"]])
        try office.move(id, .sign, ["who": ["u2"]])
        let open = OpenEnds(unanswered: ["u2", "u3"], unsigned: ["u3"])
        for move in [Move.putaway, .conclude] {
            #expect(refusal { try office.move(id, move) } == .unfinished(open))
            #expect(refusal { try office.move(id, move, ["result": "　"]) } == .unfinished(open))
        }
        try office.move(id, .conclude, ["result": "电话核实，均已办妥"])
        // What was told once is not asked again when the paper goes into the box.
        try office.move(id, .putaway)
        #expect(try office.matter(id).state == "kept")
    }

    @Test func `a linked reply closes what stands open`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("云溪县财政局关于协助提供数据的函")
        try office.move(id, .dispatch, ["target": "u3"])
        let reply = try outgoing(office, kind: "函")
        try office.move(reply, .link, ["into": .string(id.text), "as": "答复"])
        #expect(try office.matter(id).record["links/" + reply.text] == "answeredBy")
        try office.move(id, .putaway)
        let other = try office.paper("云溪县财政局关于协助提供报表的函")
        try office.move(other, .dispatch, ["target": "u3"])
        try office.move(other, .conclude, ["into": .string(reply.text)])
        #expect(try office.matter(reply).answered.contains(other))
    }

    @Test func `what one took oneself is closed by one key`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("自办件")
        try office.move(id, .dispatch, ["target": "p1"])
        try office.move(id, .conclude)
        #expect(try office.matter(id).state == "done")
    }

    @Test func `a paper passed on leaves the trace of who had it`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("转办件")
        try office.move(id, .dispatch, ["target": "u2"])
        try office.move(id, .forward, ["target": "u3"])
        let matter = try office.matter(id)
        #expect(matter.handlers.map(\.id) == ["u3"])
        #expect(matter.record["handlers/u2"]["ended"].int != nil)
    }

    private func outgoing(_ office: TestOffice, kind: String, links: [String: JSON] = [:]) throws -> SubjectID {
        var values: [String: JSON] = ["title": .string("云溪县人民政府关于资金的\(kind)"), "fields/kind": .string(kind), "fields/author": "p1"]
        for (id, link) in links { values["links/" + id] = link }
        return try office.open(MatterDraft(register: "outgoing", values: values))
    }

    private func sent(_ office: TestOffice, _ id: SubjectID) throws {
        try office.move(id, .check)
        try office.move(id, .sign, ["signer": "p3"])
        try office.move(id, .check)
        try office.move(id, .register, ["signer": "p3"])
        try office.move(id, .receive, ["copies": 5])
        try office.move(id, .forward)
    }

    @Test func `a number is given only after signature and second check`() throws {
        let office = try TestOffice(.memory)
        let id = try outgoing(office, kind: "函")
        #expect(refusal { try office.move(id, .register) } == .notOffered(move: .register, state: "draft", register: "outgoing"))
        try office.move(id, .check)
        #expect(refusal { try office.move(id, .sign, ["signer": "p1"]) } == .guarded(.signerIsAuthor, article: "条例 §22"))
        try office.move(id, .sign, ["signer": "p3"])
        #expect(refusal { try office.move(id, .register) } == .notOffered(move: .register, state: "signed", register: "outgoing"))
        try office.move(id, .check)
        #expect(try office.matter(id).number == nil)
        try office.move(id, .register, ["signer": "p3"])
        #expect(try office.matter(id).number?.printed == "发文〔2026〕1号")
        try office.move(id, .receive)
        try office.move(id, .forward)
        #expect(try office.matter(id).state == "sent")
    }

    @Test func `a request that was sent waits for its answer, and the answer concludes it`() throws {
        let office = try TestOffice(.memory)
        let id = try outgoing(office, kind: "请示")
        try sent(office, id)
        let waiting = try office.matter(id)
        #expect(waiting.state == "awaiting" && waiting.bringUpOn?.iso == "2026-12-07")
        let answer = try office.open(
            MatterDraft(
                register: "inbound", values: ["title": "关于资金的批复", "fields/from": "u2", "fields/kind": "批复"], registers: true))
        try office.move(answer, .link, ["into": .string(id.text)])
        #expect(try office.matter(id).state == "answered")
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(id).state == "awaiting")
    }

    @Test(arguments: [(nil, "2026-12-07"), ("加急", "2026-12-02")] as [(String?, String)])
    func `an office that sends its requests ahead looks after them when that time has passed`(urgency: String?, day: String) throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit(
            [.change([.limits(.requests, .named("request-lead-time")), .limits(.papers, .named("small-office"))])], as: office.by())
        let id = try outgoing(office, kind: "请示")
        if let urgency { try office.ledger.submit([.amend(id, fields: ["urgency": .string(urgency)])], as: office.by()) }
        try sent(office, id)
        #expect(try office.matter(id).bringUpOn?.iso == day)
        // It sets no limit for what comes in, and takes none from the set that does.
        let inbound = try office.paper("关于经费的请示")
        try office.move(inbound, .dispatch, ["target": "u1"])
        #expect(try office.matter(inbound).clock?.basis.contains("small-office") == true)
    }

    @Test func `a reply that is sent concludes what it answers, in the same act`() throws {
        let office = try TestOffice(.memory)
        let inbound = try office.paper("云溪县财政局关于协助提供数据的函", reference: "云财函〔2026〕9号")
        try office.move(inbound, .dispatch, ["target": "u1"])
        let reply = try outgoing(office, kind: "函", links: [inbound.text: .string(AnswerLink.kind)])
        try sent(office, reply)
        let answered = try office.matter(inbound)
        #expect(answered.state == "done")
        #expect(answered.notes.last?.text == "已答复：发文〔2026〕1号")
        #expect(answered.links == [reply.text])
        // What was sent is not taken back, so neither is what it brought about.
        #expect(refusal { try office.ledger.undo(as: office.by()) } != nil)
    }

    @Test func `the subject of an answer is that of the paper`() {
        #expect(AnswerTitle.subject(of: "云溪县水利局关于石桥水库除险加固资金的请示") == "石桥水库除险加固资金")
        #expect(AnswerTitle.subject(of: "会议纪要") == nil)
    }
}
