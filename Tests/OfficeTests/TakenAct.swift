import Office
import TestKit

/// An act as it was taken, so that it can be taken again elsewhere.
struct TakenAct {
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
    private func again(in office: MemoryOffice) throws -> Entry {
        office.now = at
        if let undone = office.entry(undoneBy: entry) { return try office.takeBack(undone, as: entry.attribution) }
        office.device = entry.attribution.device
        return try office.perform(act)
    }

    /// What is another where the second of two acts is taken first; nil where they come to the same.
    ///
    /// - Parameters:
    ///   - start: the office before both.
    ///   - end: the office after both, in the order they were taken.
    static func difference(_ first: TakenAct, _ second: TakenAct, from start: MemoryOffice, to end: MemoryOffice) -> String? {
        let other = start.copy()
        do {
            if try second.again(in: other).events != second.entry.events { return "the second, taken first, is another" }
            if try first.again(in: other).events != first.entry.events { return "the first, taken second, is another" }
        } catch { return "turned round it is \(error)" }
        return other.records == end.records ? nil : "turned round they come to something else"
    }
}

extension MemoryOffice {
    /// The act that an entry takes back; nil where it takes none back.
    fileprivate func entry(undoneBy entry: Entry) -> Entry? { journal.first { $0.act == entry.undoes } }

    /// Sets handles aside for desks, of which two acts that change places are done at one each.
    func leaseHandles(for desks: [String]) {
        for desk in desks { for kind in [SubjectID.Kind.matter, .meeting, .person, .unit, .place] { lease(kind, count: 8, for: desk) } }
    }
}
