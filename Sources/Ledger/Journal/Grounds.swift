import GRDB
import Office

/// What the events of an entry come of; a journal that lets acts pass each other learns from it what they rest on.
enum Cause {
    case commands([Command])
    /// The entries of the act that is taken back.
    case takingBack([Entry])
    /// Nothing but themselves: an erasure.
    case none
}

extension Ledger {
    /// What an entry about to be written read and writes, by name.
    ///
    /// Asked before its events are folded, so that the rows are those they were decided on.
    func keys(of events: [Event], _ cause: Cause, act: String, _ attribution: Attribution, in db: Database) throws -> ActKeys {
        let circumstances = Circumstances(attribution, office: try office(in: db), directory: try directory(in: db))
        var rows = Subjects()
        func read(_ ids: [SubjectID]) throws { for id in ids where rows[id] == nil { rows.all[id] = try subject(id, in: db) } }
        try read(events.map(\.subject))
        var keys: ActKeys
        switch cause {
        case .commands(let commands):
            for command in commands {
                try read(command.subjects)
                try read(command.related(to: rows))
            }
            keys = ActKeys(of: events, on: rows, given: circumstances)
            for command in commands { keys.formUnion(ActKeys(command, [], on: rows, given: circumstances)) }
        case .takingBack(let entries):
            try read(entries.flatMap(\.events).map(\.subject))
            keys = ActKeys(takingBack: entries, by: events, on: rows, given: circumstances)
        case .none: keys = ActKeys(of: events, on: rows, given: circumstances)
        }
        keys.written.insert(.act(act))
        return keys
    }
}
