import GRDB
import Office

/// What is folded of many entries at once: a matter that a stretch of the journal speaks of ten times has its row written once.
///
/// A matter's row is made of its events and of the office and directory as they stood behind the last of them, so the window is emptied
/// before an entry that changes either. Numbers that are taken back depend on who got the next one, so they empty it as well.
final class FoldingWindow {
    private let ledger: Ledger
    private let db: Database
    private var order: [SubjectID] = []
    private var waiting: [SubjectID: (deeds: [Ledger.Deed], seq: Int64)] = [:]
    private var count = 0

    /// More is not kept back: memory stays small, and a slice of time is not overrun by much.
    private static let limit = 1_000

    init(_ ledger: Ledger, in db: Database) {
        self.ledger = ledger
        self.db = db
    }

    /// Takes the events of the next entry.
    ///
    /// - Parameters:
    ///   - person: who wrote it down.
    ///   - by: whose act it is.
    func take(_ events: [Ledger.Deed], seq: Int64, person: String, by: String) throws {
        guard events.allSatisfy({ FoldingWindow.mayWait($0.event) }) else {
            // A meeting's row and a matter's know nothing of one another.
            if events.contains(where: { $0.event.subject.kind != .meeting }) { try empty() }
            try ledger.project(events, seq: seq, person: person, by: by, in: db)
            (ledger.isOfficeSettled, ledger.isDirectorySettled) = (false, false)
            return
        }
        var touched: Set<SubjectID> = []
        for deed in events {
            let id = deed.event.subject
            if touched.insert(id).inserted { try ledger.touch(id, seq: seq, person: person, in: db) }
            if waiting[id] == nil { order.append(id) }
            waiting[id, default: ([], seq)].deeds.append(deed)
            waiting[id]?.seq = seq
            count += 1
            try ledger.noteActor(by, of: deed.event, in: db)
        }
        if count >= FoldingWindow.limit { try empty() }
    }

    /// Writes the rows of all that waits.
    func empty() throws {
        for id in order {
            guard let (deeds, seq) = waiting[id] else { continue }
            try ledger.projectMatter(deeds, ready: nil, seq: seq, in: db)
        }
        order.removeAll(keepingCapacity: true)
        waiting.removeAll(keepingCapacity: true)
        count = 0
    }

    private static func mayWait(_ event: Event) -> Bool {
        event.subject.kind == .matter && event.kind != Undoing.erasure && !event.changes.contains { $0.path == "archival" }
    }
}
