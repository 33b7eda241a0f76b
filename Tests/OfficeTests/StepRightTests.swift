import Office
import Settings
import TestKit
import Testing

/// Whose a step is: the roles its register names, asked of whose act it is, whichever way it comes.
@Suite struct StepRightTests {
    private static let steps: [(step: Move, after: [Move], may: Set<String>, role: String)] = [
        ("weigh", [], ["p1", "p2", "p3", "p4", "p5", "p6", "p7"], ""), ("grant", [], ["p3", "p4", "p6"], "leader"),
        ("stamp", ["grant"], ["p1", "p5"], "keeper"),
        // Nobody is head here: it is the director's.
        ("note-down", [], ["p2"], "head"),
    ]

    @Test(arguments: steps)
    func `who may take which step, by themselves and recorded for another`(
        step: Move, after: [Move], may: Set<String>, role: String
    ) throws {
        let (office, id) = try SealsOffice.furnished()
        for move in after { try office.submit([.move(id, move, form: [:])], as: office.by("p3")) }
        let command = Command.move(id, step, form: ["weigh", "note-down"].contains(step) ? ["note": "可行"] : [:])
        /// The role a step comes to be asked of; nil where it is taken.
        func asked(_ attribution: Attribution) throws -> String? {
            let event = try #require(try office.decided(command, as: attribution).first)
            if event.kind == Step.kind { return nil }
            #expect(event.kind == StepRequest.kind)
            return event.changes.first?.now["role"].string ?? "nobody"
        }
        for number in 1...7 {
            let person = "p\(number)"
            #expect(try asked(office.by(person)) == (may.contains(person) ? nil : role), "\(person)")
            // 代录: it is the act of whom it is recorded for; who writes it down lends and needs no role.
            #expect(try asked(office.by("p7", for: person)) == (may.contains(person) ? nil : role), "for \(person)")
            #expect(try asked(office.by(person, for: "p7")) == (may.contains("p7") ? nil : role), "by \(person)")
        }
        // A unit asks for nothing here.
        let unit = refusal { _ = try office.decided(command, as: office.by("p1", for: "u2")) }
        let roles = office.office.register("seals")?.steps.first { $0.id == step.rawValue }?.by ?? []
        #expect(unit == (may.contains("p7") ? nil : .role(roles)))
    }

    @Test func `another's step is taken back by whoever may take it, one's own by oneself`() throws {
        let (office, id) = try SealsOffice.furnished()
        let granted = try office.submit([.move(id, "grant", form: [:])], as: office.by("p3"))
        for person in ["p1", "p2", "p5", "p7"] {
            #expect(refusal { _ = try office.inverses(of: granted, as: office.by(person)) } == .role(needed: "leader"), "\(person)")
        }
        for person in ["p3", "p4", "p6"] { #expect(try !office.inverses(of: granted, as: office.by(person)).isEmpty) }
    }

    @Test func `what was recorded for a leader is taken back by who recorded it, and done again while the leader is one`() throws {
        let (office, id) = try SealsOffice.furnished()
        try office.submit([.move(id, "grant", form: [:])], as: office.by("p7", for: "p3", medium: .original))
        #expect(office.matter(id)?.state == "granted")
        try office.undo(as: office.by("p7"))
        #expect(office.matter(id)?.state == "asked")
        try office.redo(as: office.by("p7"))
        #expect(office.matter(id)?.state == "granted")
        try office.undo(as: office.by("p7"))
        try office.submit([.revise(SubjectID("p3"), DirectoryChange([.rank: .null]))], as: office.by())
        #expect(refusal { try office.redo(as: office.by("p7")) } == .role(needed: "leader"))
        #expect(office.matter(id)?.state == "asked")
    }

    @Test func `a step left to a role nobody knows is named with its line`() {
        let wrong = SealsOffice.yaml.replacing("by: [leader]", with: "by: [boss]")
        let problems = ShippedRegisters.check(wrong).problems
        #expect(problems.map(\.kind) == [.unknownValue("boss", allowed: Role.allCases.map(\.rawValue))])
        #expect(problems.map(\.line) == [14])
    }

    @Test func `a newer definition says who loses which step`() throws {
        let (office, _) = try SealsOffice.furnished()
        let now = try #require(office.office.register("seals"))
        let open = SealsOffice.yaml.replacing(", by: [leader]", with: "").replacing(", by: [head]", with: "")
        let before = try #require(ShippedRegisters.check(open).definition)
        let losses = now.losses(after: before, in: office.directory)
        #expect(losses.map(\.step.id) == ["grant", "note-down"])
        #expect(losses.map { $0.people.map(\.id) } == [["p1", "p2", "p5", "p7"], ["p1", "p3", "p4", "p5", "p6", "p7"]])
        #expect(now.losses(after: now, in: office.directory).isEmpty && before.losses(after: now, in: office.directory).isEmpty)
    }
}
