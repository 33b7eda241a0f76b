import Office
import TestKit
import Testing

/// What each step of the shipped registers refuses, and why.
@Suite struct StepRefusalTests {
    private static let tables = ["inbound": InboundRefusals.rows, "outgoing": OutgoingRefusals.rows, "tasks": TaskRefusals.rows]
    private static let rows = ["inbound": InboundSteps.rows, "outgoing": OutgoingSteps.rows, "tasks": TaskSteps.rows]

    @Test(arguments: InboundRefusals.rows)
    func `an inbound paper`(row: RefusalRow) throws { try check(row, in: "inbound") }

    @Test(arguments: OutgoingRefusals.rows)
    func `an outgoing paper`(row: RefusalRow) throws { try check(row, in: "outgoing") }

    @Test(arguments: TaskRefusals.rows)
    func `a task`(row: RefusalRow) throws { try check(row, in: "tasks") }

    private func check(_ row: RefusalRow, in register: String) throws {
        var more = row.office
        more[SubjectID("u4")] = ["name": "临江市人民政府", "level": "superior"]
        let office = try StepKit.office(register, row.from, row.given, more)
        let before = office.records
        let found = refusal {
            try office.submit([.move(StepKit.subject, Move(rawValue: row.step), form: row.form)], as: office.by("p1", for: row.author))
        }
        #expect(found == row.refused)
        #expect(office.records == before)
    }

    private func refused(_ office: MemoryOffice, _ row: StepRow, _ form: [String: JSON] = [:], as person: String = "p1") -> Refusal? {
        let command = Command.move(StepKit.subject, Move(rawValue: row.step), form: row.form.merging(form) { $1 })
        return refusal { _ = try office.decided(command, as: office.by(person, for: row.author)) }
    }

    @Test(arguments: ["inbound", "outgoing", "tasks"])
    func `what every step refuses`(register: String) throws {
        for row in StepRefusalTests.rows[register] ?? [] {
            func office(_ given: [String: JSON]) throws -> MemoryOffice {
                var more = row.office
                more[SubjectID("p5")] = ["name": "刘洋"]
                return try StepKit.office(register, row.from, row.given.merging(given) { $1 }, more)
            }
            #expect(refused(try office(["erased": ["reason": "误收"]]), row) == .guarded(.erased, article: "m1"), "\(row)")
            #expect(refused(try office(["register": .null]), row) == .guarded(.withdrawn, article: "m1"), "\(row)")
            let circled = try office(["knowers": ["p1"]])
            let article = circled.matter(StepKit.subject)?.number?.printed ?? "m1"
            #expect(refused(circled, row, as: "p5") == .guarded(.needToKnow, article: article), "\(row)")
            #expect(refused(try office([:]), row, ["nonsense": "x"]) == .unknown(what: "field", text: "nonsense", nearest: nil), "\(row)")
            if register == "inbound" {
                #expect(
                    refused(try office(["placeholder": true]), row, ["remark": "词"]) == .guarded(.placeholder, article: "保密法"), "\(row)")
            }
        }
    }

    @Test(arguments: ["inbound", "outgoing", "tasks"])
    func `a step is refused in every state it does not lead from`(register: String) throws {
        for row in StepRefusalTests.rows[register] ?? [] {
            let definition = try #require(try MemoryOffice().office.register(register))
            let name = Move(rawValue: row.step)
            for state in definition.states.map(\.id) where definition.path(to: name, from: state) == nil {
                let found = refused(try StepKit.office(register, state, row.given, row.office), row)
                let expected: Refusal =
                    state == "archived"
                    ? .guarded(.archived, article: "档案法 §14、§21") : .notOffered(move: name, state: state, register: register)
                #expect(found == expected, "\(row.step) from \(state)")
            }
        }
    }

    /// Those that ask for nothing that could be missing or wrong.
    @Test func `every other step has a refusal of its own`() throws {
        let plain = [
            "inbound": ["check", "give-back", "reply"], "outgoing": ["answered", "back", "back-to-signer", "check", "print", "recheck"],
            "tasks": [],
        ]
        for register in try MemoryOffice().office.registers {
            let rows = Set(StepRefusalTests.tables[register.id]?.map(\.step) ?? [])
            #expect(register.steps.map(\.id).filter { !rows.contains($0) }.sorted() == plain[register.id], "\(register.id)")
        }
    }
}
