import GRDB
import Office

extension Ledger {
    /// Refuses what rests on a view that a colleague has overrun since.
    ///
    /// - Parameter seen: the last entry the person saw.
    func refuseStale(_ command: Command, seen: Int64, by person: String, in db: Database) throws {
        // The first subject is what is decided on; a second one is only linked to it.
        guard let subject = command.subjects.first else { return }
        let overrun = try newestTouch(of: subject, after: seen, notBy: person, in: db) { stored in
            command.isOverrun(by: try events(of: stored, about: subject, in: db).map(\.event))
        }
        if let overrun {
            throw Refusal.overrun(by: overrun.recordedBy, at: Moment(milliseconds: overrun.recorded), upTo: overrun.seq)
        }
    }
}
