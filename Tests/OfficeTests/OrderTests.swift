import Office
import TestKit
import Testing

/// Acts that do not meet come to the same in either order, up to handles leased beforehand.
@Suite struct OrderTests {
    /// An act as it was taken, so that it can be taken again elsewhere.
    private struct Taken {
        let act: RandomAct
        let at: Moment
        let entry: Entry
        let keys: ActKeys

        init(_ act: RandomAct, _ entry: Entry, before: MemoryOffice) throws {
            self.act = act
            self.entry = entry
            at = before.now
            let rows = before.rows
            let circumstances = before.facts(as: entry.attribution).circumstances
            var keys: ActKeys
            if let undone = before.entry(undoneBy: entry) {
                keys = ActKeys(takingBack: [undone], by: entry.events, on: rows, given: circumstances)
            } else if case .submit(let commands) = act.deed {
                keys = commands.reduce(into: ActKeys()) { keys, command in
                    keys.formUnion(ActKeys(command, entry.events, on: rows, given: circumstances))
                }
            } else {
                keys = ActKeys(of: entry.events, on: rows, given: circumstances)
            }
            keys.written.insert(.act(entry.act))
            self.keys = keys
        }

        /// What is taken back is named and not looked for again: which act was the last hangs on the order.
        func again(in office: MemoryOffice) throws -> Entry {
            office.now = at
            if let undone = office.entry(undoneBy: entry) { return try office.takeBack(undone, as: entry.attribution) }
            office.device = entry.attribution.device
            return try office.perform(act)
        }
    }

    /// Acts that come about are done at either desk by turns, each with handles set aside for it before both of two acts that may change places.
    private static let desks = ["东", "西"]
    private static let opened: [SubjectID.Kind] = [.matter, .meeting, .person, .unit, .place]

    @Test(arguments: 1...25)
    func `two acts that do not meet may change places`(seed: UInt64) throws {
        let office = try MemoryOffice()
        var acts = RandomActs(seed: seed)
        var last: (taken: Taken, before: MemoryOffice)?
        var (apart, met) = (0, 0)
        var desk = 0
        for _ in 0..<200 {
            let act = try acts.next(in: office)
            office.now = office.now.adding(minutes: act.minutes)
            office.device = OrderTests.desks[desk]
            for desk in OrderTests.desks { for kind in OrderTests.opened { office.lease(kind, count: 8, for: desk) } }
            let before = office.copy()
            let entry: Entry
            do { entry = try office.perform(act) } catch is Refusal { continue }
            let taken = try Taken(act, entry, before: before)
            defer { (last, desk) = ((taken, before), 1 - desk) }
            guard let (first, start) = last else { continue }
            guard !meets(first.keys, taken.keys) else {
                met += 1
                continue
            }
            apart += 1
            let other = start.copy()
            let told = "seed \(seed):\n\(first.act)\n\(act)"
            do {
                #expect(try taken.again(in: other).events == entry.events, "the second, taken first, is another; \(told)")
                #expect(try first.again(in: other).events == first.entry.events, "the first, taken second, is another; \(told)")
            } catch {
                Issue.record("turned round it is \(error); \(told)")
                return
            }
            #expect(other.records == office.records, "turned round they come to something else; \(told)")
            guard other.records == office.records else { return }
        }
        #expect(apart > 0 && met > 10, "seed \(seed): \(apart) apart, \(met) met")
    }
}

extension MemoryOffice {
    /// The act that an entry takes back; nil where it takes none back.
    fileprivate func entry(undoneBy entry: Entry) -> Entry? { journal.first { $0.act == entry.undoes } }
}
