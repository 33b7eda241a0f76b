/// Taking acts back: the events that invert an act, or the refusal that names who built on it.
public enum Undoing {
    /// What time made true is never undone, only recalled.
    public static let irrevocable: Set<String> = ["matter.read", "matter.printed", "matter.sent", "matter.stamped", erasure]

    /// Words and files were deleted for good; only who did it, why and which remains.
    public static let erasure = "matter.erased"

    /// Whether an event went with the words of its matter: nothing is left of it that could be taken back or done again.
    ///
    /// - Parameter record: what its subject is now.
    public static func isGone(_ event: Event, now record: Record?) -> Bool {
        guard let record, event.kind != erasure, event.changes.isEmpty else { return false }
        return !record["erased"].isNull
    }

    /// What an event's kind ends with when it takes another back.
    public static let suffix = ".undone"

    /// A kind without the marks of being taken back and done again.
    static func plain(_ kind: String) -> String {
        var kind = kind[...]
        while kind.hasSuffix(suffix) { kind = kind.dropLast(suffix.count) }
        return String(kind)
    }

    /// Whether an event takes back what was done, and does not do it again.
    static func takesBack(_ event: Event) -> Bool { !times(event).isMultiple(of: 2) }

    /// Whether an event does again what was taken back: it takes back a taking back.
    static func doesAgain(_ event: Event) -> Bool { times(event) > 0 && times(event).isMultiple(of: 2) }

    /// How often what it does was taken back and done again.
    private static func times(_ event: Event) -> Int { (event.kind.utf8.count - plain(event.kind).utf8.count) / suffix.utf8.count }

    /// The event that another takes back.
    public static func taken(_ event: Event) -> Event {
        Event(
            event.subject, String(event.kind.dropLast(suffix.count)), version: event.version, step: event.step,
            changes: event.changes.map(\.inverse))
    }

    /// What was done in the first place, whether an event does it, takes it back or does it again.
    static func asDone(_ event: Event) -> Event {
        var event = event
        while event.kind.hasSuffix(suffix) { event = taken(event) }
        return event
    }

    /// Whether an event made something true that is not undone.
    ///
    /// Of a step the register's present definition is asked, and where that knows it no more, the one it was taken by.
    private static func isFinal(_ event: Event, _ registers: Registers) -> Bool {
        if irrevocable.contains(event.kind) || event.act?.isFinal ?? false { return true }
        guard event.kind == Step.kind, let reference = event.step else { return false }
        if let step = registers[reference.register]?.step(of: event) { return step.isFinal }
        return registers[reference.register, at: reference.revision]?.step(of: event)?.isFinal ?? false
    }

    /// The kind a refusal names what is final by.
    private static func finalKind(_ event: Event) -> String {
        guard event.kind == Step.kind else { return event.kind }
        return event.act == .read ? FormerVerb.read.eventKind : FormerVerb.sent
    }

    /// That a slip was printed. A note of what happened at the printer, no amendment of the paper.
    public static let slipPrinted = "matter.slipPrinted"

    /// Whether an event only notes what happened by the way: printing, being seen, a day or a duty begun, an attempt refused. Nobody meant
    /// it as an act, so undo passes it over.
    public static func isNote(_ event: Event) -> Bool {
        event.kind == "matter.seen" || isPrinting(event) || event.subject.kind?.isBeside ?? false
    }

    /// Whether it says nothing but that a slip was printed; offices of before noted it as an amendment.
    public static func isPrinting(_ event: Event) -> Bool {
        event.kind == slipPrinted || event.kind == "matter.amended" && event.changes.map(\.path) == ["printed"]
    }

    /// The office itself is not taken back: it would leave a folder nobody may enter.
    public static let founding = "office.founded"

    /// The events that take one act back, newest first.
    ///
    /// - Parameters:
    ///   - entries: the act's entries in the order they were recorded.
    ///   - origin: those of the act as it was first done, where these take it back or do it again.
    ///   - subjects: the present rows of every subject the act touched.
    /// - Throws: the refusal that names who built on it or what it would leave behind, or the fault of a fact that could not be read.
    public static func takingBack(
        _ entries: [Entry], first origin: [Entry], on subjects: [SubjectID: Subject], given facts: some HistoryReader
    ) throws(Undecided) -> [Event] {
        do {
            let inverses = try invert(entries, subjects, facts)
            try Aftermath(of: inverses, on: subjects, first: origin, facts).check()
            return inverses
        } catch let refusal as Refusal { throw .refused(refusal) } catch {
            throw .unseen(error as? FactFault ?? FactFault(error))
        }
    }

    private static func invert(
        _ entries: [Entry], _ subjects: [SubjectID: Subject], _ facts: any HistoryReader
    ) throws -> [Event] {
        let all = entries.flatMap(\.events)
        // Ink on paper is not taken back.
        if let first = all.first, all.allSatisfy(isPrinting) { throw Refusal.alreadyTrue(kind: first.kind) }
        // An act of several slices has colleagues' entries between its own: what came later is asked of each subject by itself.
        var last: [SubjectID: Int64] = [:]
        for entry in entries { for event in entry.events { last[event.subject] = entry.sequence } }
        func refuseBuiltUpon(_ id: SubjectID, notBy person: String?) throws {
            guard let other = try facts.newestEntry(on: id, after: last[id] ?? 0, notBy: person, standing: true, where: \.isBuilding) else {
                return
            }
            throw Refusal.builtUpon(subject: id.text, by: other.by, at: other.at)
        }
        var records = subjects.mapValues(\.record)
        var inverses: [Event] = []
        let standing = all.filter { !isPrinting($0) && !isGone($0, now: subjects[$0.subject]?.record) }
        if standing.isEmpty, let gone = all.first(where: { !isPrinting($0) }) {
            throw Refusal.guarded(.erased, article: gone.subject.text)
        }
        for event in standing.reversed() {
            if event.kind == founding { throw Refusal.nothingToUndo }
            if isFinal(event, facts.registers) { throw Refusal.alreadyTrue(kind: finalKind(event)) }
            try refuseBuiltUpon(event.subject, notBy: facts.attribution.recordedBy)
            guard var record = records[event.subject] else { throw Refusal.notFound(event.subject.text) }
            var changes: [Change] = []
            for change in event.changes.reversed() {
                // My own later act built on it: that one must be taken back first.
                if record[change.path] != change.now, change.path != "reserved", change.path != "number" {
                    try refuseBuiltUpon(event.subject, notBy: nil)
                }
                changes += invert(change, in: record)
            }
            let inverse = Event(event.subject, event.kind + suffix, step: event.step, changes: changes.filter { $0.was != $0.now })
            evolve(&record, with: inverse)
            records[event.subject] = record
            if !inverse.changes.isEmpty { inverses.append(inverse) }
        }
        for (id, record) in records where id.kind == .meeting && !record.isEmpty { try refuseClash(record, except: id, facts) }
        // What follows from the office is folded by the office as it is left.
        return inverses.filter { $0.subject == .office } + inverses.filter { $0.subject != .office }
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
