import Office
import TestKit
import Testing

/// Every step of the shipped registers by the rules alone: given what stands, when it is taken, then exactly this is recorded.
@Suite struct StepTableTests {
    private static let tables = ["inbound": InboundSteps.rows, "outgoing": OutgoingSteps.rows, "tasks": TaskSteps.rows]

    @Test(arguments: InboundSteps.rows)
    func `an inbound paper`(row: StepRow) throws { try check(row, in: "inbound") }

    @Test(arguments: OutgoingSteps.rows)
    func `an outgoing paper`(row: StepRow) throws { try check(row, in: "outgoing") }

    @Test(arguments: TaskSteps.rows)
    func `a task`(row: StepRow) throws { try check(row, in: "tasks") }

    private func check(_ row: StepRow, in register: String) throws {
        let office = try StepKit.office(register, row.from, row.given, row.office)
        let definition = try #require(office.office.register(register))
        let before = office.records
        let attribution = office.by("p1", for: row.author)
        let asked = { (name: Move) in Command.move(StepKit.subject, name, form: row.form) }
        let step = definition.path(to: Move(rawValue: row.step), from: row.from)?.last
        let verb = try #require(step).verb
        let byVerb = try office.decided(asked(verb), as: attribution)
        let entry = try office.submit([asked(Move(rawValue: row.step))], as: attribution)
        #expect(entry.events == byVerb, "asked for by \(verb.rawValue)")

        // The step stands in the body of its event, and what the record says of the last step is the same.
        let steps = entry.events.filter { $0.subject == StepKit.subject && $0.kind == "matter.stepped" }
        let own = try #require(steps.first { $0.step?.text == "\(register)@\(definition.revision)/\(row.step)" })
        // What comes back is the act of whose words it brings, a signature that of who is named to sign.
        let named: String? =
            switch definition.step(of: own)?.act {
            case .comeBack: own.changes.last { $0.path.hasPrefix("notes/") }?.now["by"].string
            case .approve: row.form["signer"]?.string
            default: nil
            }
        #expect(own.version == 1 && own.changes.last { $0.path == "lastMove" }?.now["by"].string == row.author ?? named ?? "p1")
        #expect(definition.step(of: own)?.id == row.step)
        let last = office.matter(StepKit.subject)?.record["lastMove"]
        #expect(last?["act"].string == definition.step(of: try #require(steps.last))?.act.rawValue && last?["at"] == StepKit.at)

        expect(row.then, of: StepKit.subject, before, office)
        for (id, then) in row.others { expect(then, of: id, before, office) }
        let touched = office.records.filter { before[$0.key] != $0.value }.map(\.key)
        #expect(Set(touched) == Set(row.others.keys).union([StepKit.subject]))
        try takeBack(entry, before, office, isFinal: definition.step(of: own)?.isFinal ?? false)
    }

    private func expect(_ then: [String: Expected], of id: SubjectID, _ before: [SubjectID: Record], _ office: MemoryOffice) {
        let was = paths(before[id] ?? Record())
        let now = paths(office.records[id] ?? Record())
        // The revision and the traces of steps are looked at by themselves.
        let traces: Set<String> = ["lastMove", "firstAct", "revision"]
        let changed = Set(was.keys).union(now.keys).filter { was[$0] != now[$0] && !traces.contains($0) }
        #expect(changed.sorted() == then.keys.sorted(), "\(id)")
        for (path, expected) in then {
            let value = now[path] ?? .null
            #expect(expected.fits(value), "\(id) \(path) is \(value.text)")
        }
    }

    /// A record by its paths: members of groups stand for themselves.
    private func paths(_ record: Record) -> [String: JSON] {
        let groups: Set<String> = [
            "fields", "notes", "handlers", "circulation", "clocks", "links", "loans", "pauses", "extensions", "chases",
        ]
        var paths: [String: JSON] = [:]
        for (name, value) in record.values {
            guard groups.contains(name) else {
                paths[name] = value
                continue
            }
            for (key, member) in value.object ?? [:] { paths[name + "/" + key] = member }
        }
        return paths
    }

    /// What was read or sent stays; of all else every byte comes back, but for the number, which its paper keeps.
    private func takeBack(_ entry: Entry, _ before: [SubjectID: Record], _ office: MemoryOffice, isFinal: Bool) throws {
        if isFinal {
            #expect(refusal { _ = try office.inverses(of: entry, as: office.by()) } != nil)
            return
        }
        // A closed book keeps what stands in it.
        if office.office.book("inbound", 2026) != nil { return }
        try office.undo(as: entry.attribution)
        for id in Set(entry.events.map(\.subject)).sorted() {
            var was = before[id] ?? Record()
            if let change = entry.events.flatMap(\.changes).first(where: { $0.path == "number" }), was["number"].isNull {
                was["reserved"] = change.now
            }
            #expect(office.records[id]?.json.bytes == was.json.bytes, "\(id)")
        }
    }

    // MARK: Whole

    @Test func `every step has a row, and every row is of a step`() throws {
        for register in try MemoryOffice().office.registers {
            let rows = try #require(StepTableTests.tables[register.id])
            let steps = Set(register.steps.map(\.id)).union(register.id == "inbound" ? ["late-instruction"] : [])
            #expect(Set(rows.map(\.step)) == steps, "\(register.id)")
            for row in rows {
                let isFolded = register.path(to: Move(rawValue: row.step), from: row.from).map { $0.count > 1 } ?? false
                let leaves = register.steps.first { $0.id == row.step }?.from.contains(row.from) ?? true
                #expect(leaves || isFolded, "\(row)")
            }
        }
    }

    /// The first row of each step, taken in every state the step leaves.
    @Test func `a step does the same in every state it leaves`() throws {
        for register in try MemoryOffice().office.registers {
            let rows = try #require(StepTableTests.tables[register.id])
            for step in register.steps {
                let row = try #require(rows.first { $0.step == step.id })
                for state in step.from {
                    let office = try StepKit.office(register.id, state, row.given, row.office)
                    try office.submit(
                        [.move(StepKit.subject, Move(rawValue: step.id), form: row.form)], as: office.by("p1", for: row.author))
                    let now = office.matter(StepKit.subject)?.state ?? ""
                    let expected = row.then["state"] ?? .value(.string(step.to ?? state))
                    #expect(expected.fits(.string(now)), "\(register.id) \(step.id) from \(state) leads to \(now)")
                }
            }
        }
    }
}
