import Office
import Settings
import Testing

/// The steps of the three registers: their own names, what they do, and the verbs they are still asked for by.
@Suite struct ShippedStepTests {
    private func shipped(_ id: String) throws -> RegisterDefinition {
        let source = try #require(ShippedRegisters.sources.first { $0.id == id })
        return try #require(ShippedRegisters.check(source.yaml).definition)
    }

    @Test(arguments: [
        (
            "inbound",
            """
            register check dispatch forward circulate propose pass-up propose-again back answered sign read recall bringup hold defer take-up \
            resume extend chase conclude reply putaway archive return give-back void join link
            """,
            """
            register check dispatch forward circulate propose propose propose back back sign read recall bringup hold hold resume \
            resume extend chase conclude reply putaway archive return return void join link
            """
        ),
        (
            "tasks", "conclude assign sign bringup chase hold resume extend drop join link",
            "conclude dispatch sign bringup chase hold resume extend void join link"
        ),
        (
            "outgoing",
            "check recheck back back-to-signer sign number print send answered chase bringup putaway archive void link",
            "check check back back sign register receive forward conclude chase bringup putaway archive void link"
        ),
    ])
    func `steps have ids of their own and keep the verbs people know`(register: String, ids: String, verbs: String) throws {
        let steps = try shipped(register).steps
        #expect(steps.map(\.id).joined(separator: " ") == ids)
        #expect(steps.map(\.verb.rawValue).joined(separator: " ") == verbs)
        #expect(Set(steps.map(\.id)).count == steps.count)
    }

    /// By their id or their verb from a state, the same step; what it does does not hang on the register.
    @Test(
        arguments: [
            ("inbound", "accepted", "propose", "propose", .hand), ("inbound", "with", "pass-up", "propose", .hand),
            ("inbound", "instructed", "propose-again", "propose", .hand), ("inbound", "accepted", "dispatch", "dispatch", .hand),
            ("inbound", "with", "back", "back", .comeBack), ("inbound", "handling", "answered", "back", .comeBack),
            ("inbound", "with", "defer", "hold", .hold), ("inbound", "deferred", "take-up", "resume", .resume),
            ("inbound", "held", "resume", "resume", .resume), ("inbound", "accepted", "return", "return", .return),
            ("inbound", "done", "give-back", "return", .return), ("inbound", "handling", "sign", "sign", .sign),
            ("inbound", "done", "putaway", "putaway", .conclude), ("inbound", "handling", "reply", "reply", .answer),
            ("tasks", "open", "assign", "dispatch", .hand), ("tasks", "open", "drop", "void", .withdraw),
            ("outgoing", "draft", "check", "check", .advance), ("outgoing", "signed", "recheck", "check", .advance),
            ("outgoing", "checked", "sign", "sign", .approve), ("outgoing", "rechecked", "number", "register", .advance),
            ("outgoing", "numbered", "print", "receive", .advance), ("outgoing", "printed", "send", "forward", .send),
            ("outgoing", "awaiting", "answered", "conclude", .conclude),
        ] as [(String, String, Move, Move, Act)])
    func `a step is asked for by its id and by its verb`(register: String, state: String, id: Move, verb: Move, act: Act) throws {
        let definition = try shipped(register)
        let step = try #require(definition.path(to: id, from: state)?.last)
        #expect(step.id == id.rawValue && step.act == act)
        #expect(definition.path(to: verb, from: state)?.last == step)
        #expect(definition.meant(by: id.rawValue, from: state) == id)
    }

    @Test func `what a step is called elsewhere is not offered`() throws {
        let inbound = try shipped("inbound")
        #expect(inbound.path(to: "pass-up", from: "accepted") == nil)
        #expect(inbound.path(to: "give-back", from: "accepted") == nil)
        #expect(try shipped("outgoing").path(to: "recheck", from: "draft") == nil)
        // Its number is given after the second check only.
        #expect(try shipped("outgoing").path(to: .register, from: "signed") == nil)
    }

    @Test func `only sending and reading are true for ever, only the signature asks for a second person`() throws {
        for source in ShippedRegisters.sources {
            let steps = try shipped(source.id).steps
            #expect(steps.filter(\.isFinal).map(\.id) == (source.id == "outgoing" ? ["send"] : source.id == "inbound" ? ["read"] : []))
            #expect(steps.filter(\.needsSecond).map(\.id) == (source.id == "outgoing" ? ["sign"] : []))
        }
    }

    /// Given a state, when a step is taken, then the stage it leads to, where the definition alone says so.
    @Test func `every step leads where its register says, and nowhere else`() throws {
        for source in ShippedRegisters.sources {
            let definition = try shipped(source.id)
            for step in definition.steps {
                for state in definition.states.map(\.id) {
                    let found = definition.ownStep(Move(rawValue: step.id), from: state)
                    #expect((found?.id == step.id) == step.from.contains(state), "\(source.id) \(step.id) from \(state)")
                }
            }
        }
    }
}
