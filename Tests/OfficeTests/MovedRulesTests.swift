import Office
import Settings
import TestKit
import Testing

/// What every front end proposes and asks for by one rule; the desk's and the command line's own tests show that they ask it.
@Suite struct MovedRulesTests {
    private let office: MemoryOffice

    init() throws { office = try MemoryOffice() }

    private func definition(_ id: String) throws -> RegisterDefinition { try #require(office.office.register(id)) }

    private func matter(_ register: String, _ state: String, _ more: [String: JSON] = [:]) -> Matter {
        let id = SubjectID(.matter, office.matters.count + 1)
        let own: [String: JSON] = ["register": .string(register), "state": .string(state), "owner": "p1", "title": "关于资金的请示"]
        var record = Record()
        for (path, value) in own.merging(more, uniquingKeysWith: { $1 }) { record[path] = value }
        office.give(id, record)
        return Matter(Subject(id: id, record: record))
    }

    // MARK: What comes next

    private static let reading: [String: JSON] = ["fields/handling": "阅件"]

    private static let next: [(register: String, state: String, given: [String: JSON], step: String?)] = [
        ("inbound", "received", [:], "register"), ("inbound", "registered", [:], "propose"), ("inbound", "accepted", [:], "propose"),
        ("inbound", "with", [:], "back"), ("inbound", "instructed", [:], "dispatch"), ("inbound", "answered", [:], "conclude"),
        ("inbound", "handling", [:], nil), ("inbound", "held", [:], nil), ("inbound", "deferred", [:], nil), ("inbound", "done", [:], nil),
        ("inbound", "accepted", reading, "circulate"), ("inbound", "registered", reading, "circulate"),
        ("inbound", "accepted", reading.merging(["circulation/p2": ["sent": 1]]) { $1 }, "read"),
        ("inbound", "accepted", reading.merging(["circulation/p2": ["sent": 1, "read": 2]]) { $1 }, "putaway"),
        ("inbound", "instructed", reading, "putaway"),
        ("outgoing", "draft", [:], "check"), ("outgoing", "checked", [:], "sign"), ("outgoing", "signed", [:], "recheck"),
        ("outgoing", "rechecked", [:], "number"), ("outgoing", "numbered", [:], "print"), ("outgoing", "printed", [:], "send"),
        ("outgoing", "awaiting", [:], "answered"), ("outgoing", "sent", [:], nil), ("outgoing", "kept", [:], nil),
        ("tasks", "open", [:], nil), ("tasks", "doing", [:], nil), ("tasks", "done", [:], nil),
    ]

    @Test(arguments: next)
    func `what a trained clerk does next`(register: String, state: String, given: [String: JSON], step: String?) throws {
        let definition = try definition(register)
        let found = definition.nextStep(for: matter(register, state, given), office.directory)
        #expect(found?.id == step)
        // What is proposed can be taken from here.
        if let found { #expect(definition.path(to: found.verb, from: state) != nil) }
    }

    private func source(_ register: String) throws -> [String: JSON] {
        try #require(ShippedRegisters.compiled().first { $0.id == register }?.json.object)
    }

    /// The ids of a register made others: states, steps and the register itself.
    private func renamed(_ register: String) throws -> RegisterDefinition {
        var renamed = try source(register)
        func other(_ value: JSON) -> JSON { value.string.map { .string("x" + $0) } ?? value }
        renamed["id"] = "other"
        for key in ["opens", "opensRegistered"] where renamed[key] != nil { renamed[key] = renamed[key].map(other) }
        renamed["states"] = .array(
            (renamed["states"]?.array ?? []).map { state in
                var state = state.object ?? [:]
                state["id"] = state["id"].map(other)
                return .object(state)
            })
        renamed["steps"] = .array(
            (renamed["steps"]?.array ?? []).map { step in
                var step = step.object ?? [:]
                for key in ["id", "to", "otherwise"] { step[key] = step[key].map(other) }
                step["alias"] = nil
                step["from"] = .array((step["from"]?.array ?? []).map(other))
                return .object(step)
            })
        renamed["fields"] = .array(
            (renamed["fields"]?.array ?? []).map { field in
                var field = field.object ?? [:]
                field["needed"] = nil
                return .object(field)
            })
        return RegisterDefinition.decode(Located(.object(renamed))).definition
    }

    @Test(arguments: ["inbound", "outgoing"])
    func `the same comes next whatever its register, states and steps are called`(register: String) throws {
        let other = try renamed(register)
        for row in Self.next where row.register == register {
            let found = other.nextStep(for: matter("other", "x" + row.state, row.given), office.directory)
            #expect(found?.id == row.step.map { "x" + $0 }, "\(row.state)")
        }
        #expect(try other.leadsOn == definition(register).leadsOn)
        #expect(try other.numbersWhenOpened == definition(register).numbersWhenOpened)
    }

    @Test func `a step its register marks as next goes first`() throws {
        var marked = try source("tasks")
        marked["steps"] = .array(
            (marked["steps"]?.array ?? []).map { step in
                var step = step.object ?? [:]
                if step["id"] == "conclude" { step["next"] = "true" }
                return .object(step)
            })
        let definition = RegisterDefinition.decode(Located(.object(marked))).definition
        #expect(definition.nextStep(for: matter("tasks", "open"), office.directory)?.id == "conclude")
    }

    @Test func `a register numbers what is opened, unless that is a step of its own`() throws {
        #expect(try definition("inbound").numbersWhenOpened && !definition("outgoing").numbersWhenOpened)
        #expect(try definition("inbound").neededToOpen(registered: true) == ["title", "from"])
        #expect(try definition("inbound").neededToOpen(registered: false) == ["title"])
        #expect(try definition("outgoing").neededToOpen(registered: false) == ["title"])
        let draft = MatterDraft(register: "inbound", values: ["title": "来文"], registers: true)
        #expect(refusal { try office.submit([.open(draft)], as: office.by()) } == .missing(field: "from"))
    }

    // MARK: What is not taken without which field

    private static let whole: [String: JSON] = [
        "leader": "p4", "target": "u2", "readers": ["p2"], "day": "2026-12-01", "code": "不属本机关办理", "reason": "待商",
        "limit": "3 workday", "into": "m1",
    ]

    @Test(arguments: ["inbound", "outgoing", "tasks"])
    func `what a form asks for first the office refuses to do without`(register: String) throws {
        let definition = try definition(register)
        _ = matter("tasks", "open")
        var asked = 0
        for step in definition.steps {
            // A register's own fields stand on the matter, not in the form.
            for field in definition.needed(for: step) where definition.field(field) == nil {
                guard let state = step.from.first else { continue }
                let id = matter(register, state, ["holder": "p1"]).id
                let form = Self.whole.filter { step.asks.contains($0.key) && $0.key != field }
                let refused = refusal { _ = try office.decided(.move(id, Move(rawValue: step.id), form: form), as: office.by()) }
                #expect(refused == .missing(field: field), "\(step.id) without \(field)")
                asked += 1
            }
        }
        #expect(asked >= 3)
    }

    // MARK: Who signs, who is next, what an answer is called

    @Test func `upward papers are signed by the head, others by a deputy, and whoever was chosen signs`() {
        let outgoing = office.office.register("outgoing")
        #expect(matter("outgoing", "checked", ["fields/kind": "请示"]).proposedSigner(office.directory, by: outgoing) == "p3")
        #expect(matter("outgoing", "checked", ["fields/kind": "函"]).proposedSigner(office.directory, by: outgoing) == "p4")
        #expect(matter("outgoing", "checked", ["fields/signer": "p3"]).proposedSigner(office.directory, by: outgoing) == "p3")
    }

    @Test func `many papers go to a deputy, and words come back of whoever has the paper`() throws {
        #expect(office.directory.leaderForMany == "p4")
        let inbound = try definition("inbound")
        #expect(inbound.writer(of: matter("inbound", "with", ["holder": "p3"]), office.directory) == "p3")
        let handled = matter("inbound", "handling", ["holder": "u3", "handlers/u3": ["role": "lead", "sent": 1]])
        #expect(inbound.writer(of: handled, office.directory) == "u3")
    }

    @Test func `a leader who asks another to read it says who is next, once`() {
        func asked(_ notes: [String: JSON]) -> String? {
            matter("inbound", "instructed", notes).leaderAskedFor(office.directory)
        }
        let words: JSON = ["kind": "instruction", "text": "请卫东同志阅示", "by": "p3", "at": 1]
        #expect(asked(["notes/1": words]) == "p4")
        #expect(asked(["notes/1": words, "holder": "p4"]) == nil)
        #expect(asked([:]) == nil)
    }

    @Test func `a request is answered by 批复, anything else by 函`() {
        let inbound = office.office.register("inbound")
        let request = AnswerDraft(
            to: matter("inbound", "done", ["fields/kind": "请示", "title": "云溪县水利局关于除险加固资金的请示", "fields/from": "u3"]),
            of: inbound, by: "云溪县人民政府", office.directory)
        #expect(request.kind == "批复" && request.title == "云溪县人民政府关于除险加固资金的批复")
        #expect(request.addressees == office.directory.name("u3"))
        let letter = AnswerDraft(
            to: matter("inbound", "done", ["fields/kind": "函", "title": "云溪县水利局关于共用道路的函", "fields/issuer": "市水利局"]),
            of: inbound, by: "云溪县人民政府", office.directory)
        #expect(letter.kind == "函" && letter.title == "云溪县人民政府关于共用道路的复函" && letter.addressees == "市水利局")
        let minutes = matter("inbound", "done", ["title": "会议纪要"])
        #expect(AnswerDraft(to: minutes, of: inbound, by: "某办", office.directory).title == nil)
    }
}
