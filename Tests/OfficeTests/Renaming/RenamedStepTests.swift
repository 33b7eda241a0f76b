import Office
import TestKit
import Testing

/// A rule asks what a step does and what a field plays, never what a register calls them: under other ids every step does the same.
@Suite struct RenamedStepTests {
    private static let tables = ["outgoing": OutgoingSteps.rows, "tasks": TaskSteps.rows]

    @Test(arguments: ["outgoing", "tasks"])
    func `a renamed register is as sound as the one it was made from`(register: String) throws {
        let renaming = try Renaming.shipped(register)
        #expect(renaming.problems == [])
        #expect(renaming.now.fields.map(\.kind) == renaming.former.fields.map(\.kind))
        let old = Set(renaming.former.fields.map(\.id) + renaming.former.states.map(\.id) + renaming.former.steps.flatMap(\.named))
        let new = renaming.now.fields.map(\.id) + renaming.now.states.map(\.id) + renaming.now.steps.flatMap(\.named)
        #expect(old.intersection(new).isSubset(of: FieldDefinition.common))
        for (before, after) in zip(renaming.former.tableColumns, renaming.now.tableColumns) {
            let field = renaming.former.field(before.key)
            guard field?.part != nil || field?.finding != nil else { continue }
            #expect(after.names.dropFirst() == before.names.dropFirst(), "\(before.key)")
        }
        for (before, after) in zip(renaming.former.steps, renaming.now.steps) {
            #expect(after.verb.rawValue == renaming.step(before.id))
            #expect(renaming.now.form(of: after).map(\.id) == renaming.former.form(of: before).map { renaming.ask($0.id) }, "\(before.id)")
            #expect(renaming.now.needed(for: after) == Set(renaming.former.needed(for: before).map(renaming.ask)), "\(before.id)")
        }
    }

    @Test(arguments: OutgoingSteps.rows)
    func `an outgoing paper`(row: StepRow) throws { try check(row, in: "outgoing") }

    @Test(arguments: TaskSteps.rows)
    func `a task`(row: StepRow) throws { try check(row, in: "tasks") }

    @Test(arguments: OutgoingRefusals.rows)
    func `an outgoing paper that refuses`(row: RefusalRow) throws { try check(row, in: "outgoing") }

    @Test(arguments: TaskRefusals.rows)
    func `a task that refuses`(row: RefusalRow) throws { try check(row, in: "tasks") }

    private func check(_ row: StepRow, in register: String) throws {
        let twins = try Twins(register, row.from, row.given, row.office)
        #expect(try twins.take(row.step, row.form, for: row.author) == nil, "\(row)")
        try twins.compare("\(row)")
        // Taken back, both stand as they stood.
        let gone = try twins.undo()
        try twins.compare("\(row), taken back: \(String(describing: gone))")
    }

    private func check(_ row: RefusalRow, in register: String) throws {
        var more = row.office
        more[SubjectID("u4")] = ["name": "临江市人民政府", "level": "superior"]
        let twins = try Twins(register, row.from, row.given, more)
        #expect(try twins.take(row.step, row.form, for: row.author) == row.refused, "\(row)")
        try twins.compare("\(row)")
    }

    @Test(arguments: ["outgoing", "tasks"])
    func `in every state, whether a step leaves it or not`(register: String) throws {
        let renaming = try Renaming.shipped(register)
        let founded = try renaming.office()
        for step in renaming.former.steps {
            let row = try #require(RenamedStepTests.tables[register]?.first { $0.step == step.id })
            for state in renaming.former.states.map(\.id) {
                // By an older verb another step is meant there.
                if !step.from.contains(state), renaming.former.path(to: Move(rawValue: step.id), from: state) != nil { continue }
                let twins = try Twins(register, state, row.given, row.office, from: founded)
                _ = try twins.take(row.step, row.form, for: row.author)
                try twins.compare("\(step.id) from \(state)")
            }
        }
    }

    @Test func `a form may name the signer by the word that steps have in common`() throws {
        let twins = try Twins("outgoing", "checked", [:], [:])
        let name = Move(rawValue: twins.renaming.step("sign"))
        let (office, by) = (twins.renamed, twins.renamed.by())
        #expect(refusal { try office.submit([.move(StepKit.subject, name, form: ["signer": "p2"])], as: by) } != nil)
        try office.submit([.move(StepKit.subject, name, form: ["signer": "p3"])], as: by)
        _ = try twins.take("sign", ["signer": "p3"], onlyShipped: true)
        try twins.compare("signed")
        #expect(office.matter(StepKit.subject)?.text(of: .signer, by: twins.renaming.now) == "p3")
    }
}

extension Step {
    /// All it goes by.
    fileprivate var named: [String] { [id, alias].compactMap(\.self) }
}
