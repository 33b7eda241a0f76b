import Ledger
import Office
import Phrases

/// Counts the running limits again after the office adopted a notice or other hours, and says which of them moved.
struct Recomputing {
    let session: Session
    let ledger: Ledger

    /// Within the act that adopted the calendar, so that one undo takes both back.
    func run(after adoption: Receipt, as attribution: Attribution) throws -> [(matter: Matter, was: Moment, now: Moment)] {
        let calendar = try ledger.office().calendar
        var moved: [(matter: Matter, was: Moment, now: Moment)] = []
        var commands: [Command] = []
        for matter in try ledger.clocked() {
            guard let clock = matter.clock, let again = clock.recomputed(by: calendar) else { continue }
            commands.append(.amend(matter.id, fields: ["clock": again.json]))
            if again.due != clock.due { moved.append((matter, clock.due, again.due)) }
        }
        if !commands.isEmpty { try ledger.submit(commands, as: attribution, act: adoption.act) }
        return moved
    }

    func tell(_ moved: [(matter: Matter, was: Moment, now: Moment)]) {
        for (matter, was, now) in moved {
            let zone = session.speaker.zone
            session.print(
                session.speaker(.limitMoved, matter.number?.printed ?? matter.id.text, matter.title, zone.plain(was), zone.plain(now)))
        }
    }
}
