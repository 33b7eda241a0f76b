import Office
import Settings
import Testing

/// What journals said before each register had steps of its own reads in the words it was meant in.
@Suite struct FormerStepTests {
    private func shipped(_ id: String) throws -> RegisterDefinition {
        let source = try #require(ShippedRegisters.sources.first { $0.id == id })
        return try #require(ShippedRegisters.check(source.yaml).definition)
    }

    private static func event(_ kind: String, _ left: String?, _ reached: String? = nil, step: StepReference? = nil) -> Event {
        let state = left.map { [Change("state", was: .string($0), now: reached.map(JSON.string) ?? "?")] } ?? []
        return Event(SubjectID("m1"), kind, step: step, changes: state + [Change("heldSince", was: 1, now: 2)])
    }

    @Test(
        arguments: [
            ("inbound", "matter.registered", "received", "register"), ("inbound", "matter.checked", "registered", "check"),
            ("inbound", "matter.proposed", "accepted", "propose"), ("inbound", "matter.proposed", nil, "pass-up"),
            ("inbound", "matter.proposed", "handling", "propose-again"), ("inbound", "matter.cameBack", "with", "back"),
            ("inbound", "matter.cameBack", "handling", "answered"), ("inbound", "matter.held", "accepted", "hold"),
            ("inbound", "matter.held", "with", "defer"), ("inbound", "matter.resumed", "held", "resume"),
            ("inbound", "matter.resumed", "deferred", "take-up"), ("inbound", "matter.returned", "accepted", "return"),
            ("inbound", "matter.returned", "kept", "give-back"), ("inbound", "matter.signed", nil, "sign"),
            ("tasks", "matter.dispatched", "open", "assign"), ("tasks", "matter.voided", "held", "drop"),
            ("tasks", "matter.signed", nil, "sign"), ("outgoing", "matter.checked", "draft", "check"),
            ("outgoing", "matter.checked", "signed", "recheck"), ("outgoing", "matter.signed", "checked", "sign"),
            ("outgoing", "matter.cameBack", "checked", "back"), ("outgoing", "matter.cameBack", "rechecked", "back-to-signer"),
            ("outgoing", "matter.registered", "rechecked", "number"), ("outgoing", "matter.received", "numbered", "print"),
            ("outgoing", "matter.sent", "printed", "send"), ("outgoing", "matter.concluded", "awaiting", "answered"),
            ("outgoing", "matter.putAway", "sent", "putaway"),
        ] as [(String, String, String?, String)])
    func `an event of before is known by its verb and the state it left`(register: String, kind: String, left: String?, step: String) throws
    {
        let definition = try shipped(register)
        let event = Self.event(kind, left)
        #expect(definition.step(of: event)?.id == step)
        // What takes it back bears the same name.
        let undone = Event(event.subject, kind + ".undone", changes: event.changes.map(\.inverse))
        #expect(definition.step(of: undone)?.id == step)
    }

    @Test func `where the payload is gone the verb's first word is said`() throws {
        for (register, kind, step) in [
            ("inbound", "matter.proposed", "propose"), ("outgoing", "matter.checked", "check"), ("tasks", "matter.dispatched", "assign"),
        ] {
            #expect(try shipped(register).step(of: Event(SubjectID("m1"), kind, changes: []))?.id == step)
        }
        #expect(try shipped("inbound").step(of: Event(SubjectID("m1"), "matter.amended", changes: [])) == nil)
    }

    @Test func `the other end of a link is no step`() throws {
        let other = Event(SubjectID("m1"), "matter.linked", changes: [Change("links/m2", was: .null, now: "link")])
        let step = Event(other.subject, other.kind, changes: other.changes + [Change("lastMove", was: .null, now: ["id": "link"])])
        #expect(try shipped("inbound").step(of: other) == nil && shipped("inbound").step(of: step)?.id == "link")
    }

    @Test func `a second leader's words and a unit's answer stay apart`() throws {
        let inbound = try shipped("inbound")
        func came(_ note: String, _ left: String?) -> Step? {
            let words = Change("notes/1", was: .null, now: ["kind": .string(note), "text": "好"])
            let state = left.map { [Change("state", was: .string($0), now: "instructed")] } ?? []
            return inbound.step(of: Event(SubjectID("m1"), "matter.cameBack", changes: state + [words]))
        }
        #expect(came("instruction", "with")?.id == "back")
        // Beside the main line, in whatever state.
        #expect(came("instruction", nil)?.name.zh == "补录批示" && came("instruction", "accepted")?.id == "late-instruction")
        let reference = try #require(StepReference("inbound@4/late-instruction"))
        #expect(inbound.step(of: Event(SubjectID("m1"), "matter.stepped", step: reference, changes: []))?.name.zh == "补录批示")
        #expect(came("feedback", nil)?.id == "answered")
    }

    /// What an office wrote that keeps an older definition, read after it has adopted the present one.
    @Test(
        arguments: [
            ("inbound@4/propose-2", nil, "pass-up"), ("inbound@4/propose-3", "answered", "propose-again"),
            ("inbound@4/back-2", "handling", "answered"), ("inbound@4/hold-2", "with", "defer"),
            ("inbound@4/resume", "deferred", "take-up"),
            ("inbound@4/resume-2", "held", "resume"), ("inbound@4/return-2", "done", "give-back"), ("tasks@3/dispatch", "open", "assign"),
            ("tasks@3/void", "open", "drop"), ("outgoing@5/check", "draft", "check"), ("outgoing@5/check-2", "signed", "recheck"),
            ("outgoing@5/back-2", "signed", "back-to-signer"), ("outgoing@5/register", "rechecked", "number"),
            ("outgoing@5/receive", "numbered", "print"), ("outgoing@5/forward", "printed", "send"),
            ("outgoing@5/conclude", "awaiting", "answered"),
        ] as [(String, String?, String)])
    func `an act written under an older definition reads right after a newer is adopted`(written: String, left: String?, step: String)
        throws
    {
        let reference = try #require(StepReference(written))
        #expect(reference.text == written)
        let definition = try shipped(reference.register)
        #expect(definition.step(of: Self.event("matter.stepped", left, step: reference))?.id == step)
    }

    @Test func `where nothing else is left the number of a move tells which it was`() throws {
        for (written, step) in [
            ("outgoing@5/check-2", "recheck"), ("inbound@4/propose-3", "propose-again"), ("inbound@4/back-2", "answered"),
        ] {
            let reference = try #require(StepReference(written))
            let event = Event(SubjectID("m1"), "matter.stepped", step: reference, changes: [])
            #expect(try shipped(reference.register).step(of: event)?.id == step)
        }
    }
}
