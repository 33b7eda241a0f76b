import Ledger
import Office
import Phrases

/// The limits that moved when the office adopted a notice or other hours, as it is told on the command line.
struct MovedLimits {
    private let session: Session
    private let ledger: Ledger
    private let limits: [MovedLimit]

    /// Takes a notice or hours into the office; the limits move in the same act, so that one undo takes all of it back.
    init(by change: OfficeChange, _ session: Session, _ ledger: Ledger) throws {
        self.session = session
        self.ledger = ledger
        let receipt = try ledger.submit([.change([change])], as: try session.attribution(ledger))
        // An act that changed nothing has no entry, and moved none.
        limits = try ledger.limitsMoved(by: receipt.act).filter(\.isFelt)
    }

    func tell() throws {
        let speaker = session.speaker
        let zone = speaker.zone
        for limit in limits {
            // Of one that is kept to a circle others learn what its row says.
            guard let matter = try ledger.matter(limit.matter) else { continue }
            let number = matter.number?.printed ?? matter.id.text
            if limit.was.due == limit.now.due {
                session.print(speaker(.safeMoved, number, matter.title, zone.plain(limit.was.safe), zone.plain(limit.now.safe)))
            } else {
                session.print(speaker(.limitMoved, number, matter.title, zone.plain(limit.was.due), zone.plain(limit.now.due)))
            }
        }
    }
}
