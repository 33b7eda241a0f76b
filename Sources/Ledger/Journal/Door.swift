import GRDB
import Office

extension Ledger {
    /// Refuses an attribution that bears a secrecy mark: where the original lies is typed anew with every act, an undo and a redo too.
    ///
    /// - Throws: `Refusal.classified`, unless whoever asked named why it may be kept.
    func refuseMarks(in attribution: Attribution) throws(Refusal) {
        guard attribution.clearance == nil else { return }
        let whence = [attribution.evidence, attribution.device, attribution.account].compactMap { $0 }
        if let level = SecrecyDoor.mark(inAny: whence) { throw .classified(secrecy: level) }
    }

    /// Events that may be kept: the door for every word that enters the journal, whoever asked for it (J13).
    ///
    /// Looked at before any of it is stored, for what a transaction gives up may lie in the log for a while. What was prepared
    /// beforehand passed there. Words that stand on one of the subjects already are not asked again.
    ///
    /// - Returns: the events as they are, or with the ground on which whoever asked has let them in.
    /// - Throws: `Refusal.classified` where they bear a secrecy mark and nobody named why they may be kept.
    func passed(
        _ events: [Event], ready: [SubjectID: PreparedOpening] = [:], _ attribution: Attribution, in db: Database
    ) throws -> [Event] {
        try refuseMarks(in: attribution)
        var texts: Set<String>?
        func isKept(_ text: String) throws -> Bool {
            if texts == nil {
                texts = try Set(
                    Set(events.map(\.subject)).flatMap { id in
                        try self.subject(id, in: db).map { SecrecyDoor.texts(in: .object($0.record.values)) } ?? []
                    })
            }
            return texts?.contains(text) ?? false
        }
        return try events.map { event in
            // A paper passed the gate before it was laid beside its matter (`ClearedPaper`).
            if ready[event.subject] != nil || event.kind == "matter.enclosed" { return event }
            // A paper brings the ground of its own.
            if let own = event.changes.first(where: { $0.path == Clearance.path && !$0.now.isNull }) {
                if let level = SecrecyDoor.mark(in: own.now) { throw Refusal.classified(secrecy: level) }
                return event
            }
            guard let clearance = attribution.clearance else {
                if let level = try SecrecyDoor.mark(in: [event], isKept: isKept) { throw Refusal.classified(secrecy: level) }
                return event
            }
            // The ground says nothing of the content, so it passes the door itself.
            if let level = SecrecyDoor.mark(in: clearance.json) { throw Refusal.classified(secrecy: level) }
            let was = try self.subject(event.subject, in: db)?.record[Clearance.path] ?? .null
            if was == clearance.json { return event }
            let changes = event.changes + [Change(Clearance.path, was: was, now: clearance.json)]
            return Event(event.subject, event.kind, version: event.version, changes: changes, text: event.text)
        }
    }
}
