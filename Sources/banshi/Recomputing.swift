import Ledger
import Office
import Phrases

/// Counts the running limits again after the office adopted a notice or other hours, and says which of them moved.
struct Recomputing {
    let session: Session
    let ledger: Ledger

    /// Takes a notice or hours into the office and counts again within the same act, so that one undo takes both back.
    func adopt(_ change: OfficeChange) throws -> [Moved] {
        let attribution = try session.attribution(ledger)
        let adoption = try ledger.submit([.change([change])], as: attribution)
        let calendar = try ledger.office().calendar
        var moved: [Moved] = []
        var commands: [Command] = []
        for matter in try ledger.clocked() {
            guard let clock = matter.clock, let again = clock.recomputed(by: calendar) else { continue }
            commands.append(.recount(matter.id))
            if again.due != clock.due || again.safe != clock.safe { moved.append((matter, clock, again)) }
        }
        if !commands.isEmpty { try ledger.submit(commands, as: attribution, act: adoption.act) }
        return moved
    }

    typealias Moved = (matter: Matter, was: Clock, now: Clock)

    func tell(_ moved: [Moved]) {
        for (matter, was, now) in moved {
            let zone = session.speaker.zone
            let number = matter.number?.printed ?? matter.id.text
            if was.due == now.due {
                let (before, after) = (zone.plain(was.safe), zone.plain(now.safe))
                session.print(session.speaker(.safeMoved, number, matter.title, before, after))
                continue
            }
            session.print(session.speaker(.limitMoved, number, matter.title, zone.plain(was.due), zone.plain(now.due)))
        }
    }
}
