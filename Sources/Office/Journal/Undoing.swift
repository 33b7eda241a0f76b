/// Taking acts back: the events that invert an act, or the refusal that names who built on it.
public enum Undoing {
    /// What time made true is never undone, only recalled.
    public static let irrevocable: Set<String> = ["matter.read", "matter.printed", "matter.sent", "matter.stamped", erasure]

    /// Words and files were deleted for good; only who did it, why and which remains.
    public static let erasure = "matter.erased"

    /// What an event's kind ends with when it takes another back.
    public static let suffix = ".undone"

    /// That a slip was printed. A note of what happened at the printer, no amendment of the paper.
    public static let slipPrinted = "matter.slipPrinted"

    /// Whether an event only notes what happened by the way: printing, and being seen. Nobody meant it as an act, so undo passes it over.
    public static func isNote(_ event: Event) -> Bool { event.kind == "matter.seen" || isPrinting(event) }

    /// Whether it says nothing but that a slip was printed; offices of before noted it as an amendment.
    public static func isPrinting(_ event: Event) -> Bool {
        event.kind == slipPrinted || event.kind == "matter.amended" && event.changes.map(\.path) == ["printed"]
    }

    /// The office itself is not taken back: it would leave a folder nobody may enter.
    public static let founding = "office.founded"

    /// The inverse of the entries of one act, newest first.
    ///
    /// - Parameters:
    ///   - entries: the act's entries in the order they were recorded.
    ///   - subjects: the present rows of every subject the act touched.
    ///   - later: for a subject, the last entry by another person after the act, if any.
    ///   - latest: for a subject, the last entry after the act by anybody, oneself included.
    ///   - directory, bookings, occurrences: who holds which room when, for a meeting that would take its room again.
    public static func invert(
        _ entries: [Entry], subjects: [SubjectID: Subject], later: (SubjectID) throws(FactFault) -> (by: String, at: Moment)?,
        latest: (SubjectID) throws(FactFault) -> (by: String, at: Moment)?, directory: Directory, bookings: Bookings,
        occurrences: (Meeting) throws(FactFault) -> [Expanded] = { _ in [] }
    ) throws -> [Event] {
        let all = entries.flatMap(\.events)
        // Ink on paper is not taken back.
        if let first = all.first, all.allSatisfy(isPrinting) { throw Refusal.alreadyTrue(kind: first.kind) }
        var records = subjects.mapValues(\.record)
        var inverses: [Event] = []
        for event in all.reversed() where !isPrinting(event) {
            if event.kind == founding { throw Refusal.nothingToUndo }
            if irrevocable.contains(event.kind) { throw Refusal.alreadyTrue(kind: event.kind) }
            if let other = try later(event.subject) {
                throw Refusal.builtUpon(subject: event.subject.text, by: other.by, at: other.at)
            }
            guard var record = records[event.subject] else { throw Refusal.notFound(event.subject.text) }
            var changes: [Change] = []
            for change in event.changes.reversed() {
                // My own later act built on it: that one must be taken back first.
                if record[change.path] != change.now, change.path != "reserved", change.path != "number",
                    let other = try latest(event.subject)
                {
                    throw Refusal.builtUpon(subject: event.subject.text, by: other.by, at: other.at)
                }
                changes += invert(change, in: record)
            }
            let inverse = Event(event.subject, event.kind + suffix, changes: changes.filter { $0.was != $0.now })
            evolve(&record, with: inverse)
            records[event.subject] = record
            if !inverse.changes.isEmpty { inverses.append(inverse) }
        }
        for (id, record) in records where id.kind == .meeting && !record.isEmpty {
            try refuseClash(record, except: id, directory, bookings, occurrences)
        }
        return inverses
    }

    private static func invert(_ change: Change, in record: Record) -> [Change] {
        let present = record[change.path]
        // A number, once given, is only set aside: it stays reserved for its matter.
        if change.path == "number", change.was.isNull, !change.now.isNull {
            return [Change("number", was: present, now: .null), Change("reserved", was: record["reserved"], now: change.now)]
        }
        if change.path == "reserved", !change.was.isNull, change.now.isNull { return [] }
        return [Change(change.path, was: present, now: change.was)]
    }
}
