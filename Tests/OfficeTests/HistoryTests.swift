import Office
import TestKit
import Testing

/// Random histories over every register and step, by the rules alone: whatever is done in whatever order, what is recorded tells all of it.
@Suite struct HistoryTests {
    @Test(arguments: 1...50)
    func `whatever is done, its events tell it and take it back`(seed: UInt64) throws {
        let office = try MemoryOffice()
        let history = History(office)
        var acts = RandomActs(seed: seed)
        var taken = 0
        var refused = 0
        for _ in 0..<200 {
            let act = try acts.next(in: office)
            office.now = office.now.adding(minutes: act.minutes)
            do {
                let found = try history.take(act)
                taken += 1
                #expect(found.isEmpty, "seed \(seed), act \(taken + refused): \(found.joined(separator: "\n"))\nafter\n\(history.told)")
                guard found.isEmpty else { return }
            } catch let refusal as Refusal {
                // Whatever is wrong with a form is said; nothing of it is kept.
                refused += 1
                #expect(history.isUntouched, "seed \(seed): \(refusal)\n\(history.told)")
            }
        }
        #expect(taken > 40 && refused > 10, "seed \(seed) does too little")
        #expect(try history.refolded() == office.records.filter { !$0.value.isEmpty }, "seed \(seed)")
    }

    /// All histories together take every step of every register; what is true for ever is never among what they take back.
    @Test func `no step is left out of the histories`() throws {
        let steps = try MemoryOffice().office.registers.flatMap { register in
            register.steps.map { (name: "\(register.id)/\($0.id)", step: $0) }
        }
        var missing = Set(steps.map(\.name))
        for seed in UInt64(1)...50 where !missing.isEmpty {
            let office = try MemoryOffice()
            var acts = RandomActs(seed: seed)
            for _ in 0..<200 {
                let act = try acts.next(in: office)
                office.now = office.now.adding(minutes: act.minutes)
                _ = try? office.perform(act)
            }
            for event in office.journal.flatMap(\.events) {
                guard let reference = event.step else { continue }
                let name = "\(reference.register)/\(reference.step)"
                missing.remove(name)
                let isTakenBack = event.kind.hasSuffix(Undoing.suffix)
                #expect(!isTakenBack || steps.allSatisfy { $0.name != name || !$0.step.isFinal }, "seed \(seed): \(event)")
            }
        }
        #expect(missing == [])
    }
}
