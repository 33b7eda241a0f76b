import Office
import TestKit

/// A random history as it is taken: each act with what must hold of it.
final class History {
    private let office: MemoryOffice
    /// The last acts, for whoever looks for what went wrong.
    private var last: [String] = []
    private var before: [SubjectID: Record] = [:]

    init(_ office: MemoryOffice) { self.office = office }

    var told: String { last.suffix(8).joined(separator: "\n") }
    /// Whether the act that was refused left everything as it was.
    var isUntouched: Bool { office.records == before }

    /// Does it, and says what is wrong with what came of it.
    ///
    /// - Throws: the refusal.
    func take(_ act: RandomAct) throws -> [String] {
        last.append("\(act)")
        before = office.records
        let attribution = office.attribution(of: act)
        // Deciding changes nothing, and comes to the same again.
        if case .submit(let commands) = act.deed, commands.count == 1 {
            let events = try office.decided(commands[0], as: attribution)
            let entry = try office.perform(act)
            return (events == entry.events ? [] : ["decided again it is another: \(events) and \(entry.events)"])
                + wrong(entry, attribution)
        }
        return wrong(try office.perform(act), attribution)
    }

    private func wrong(_ entry: Entry, _ attribution: Attribution) -> [String] {
        let touched = Set(entry.events.map(\.subject)).sorted()
        let isFresh = entry.undoes == nil
        return entry.events.flatMap { told($0) + (isFresh ? taken($0) : []) } + applied(entry.events) + inverted(entry)
            + takenBack(entry, attribution)
            + touched.filter { $0.kind == .matter }.compactMap { office.matter($0) }.flatMap(unsound)
    }

    // MARK: What an event tells

    /// It is read back as it was written, and its step is one of its register's, from the state it left.
    private func told(_ event: Event) -> [String] {
        var wrong: [String] = []
        let payload = try? JSON(bytes: event.payload.bytes)
        let step = event.step.flatMap { StepReference($0.text) }
        let back = payload.map {
            Event(subject: event.subject, kind: event.kind, version: event.version, step: step, payload: $0)
        }
        let silent = Event(event.subject, event.kind, version: event.version, step: event.step, changes: event.changes)
        if back != silent { wrong.append("read back it is another: \(event)") }
        if event.changes.contains(where: { $0.was == $0.now }) { wrong.append("a change changes nothing: \(event)") }
        if Set(event.changes.map(\.path)).count != event.changes.count { wrong.append("a path is changed twice: \(event)") }
        guard event.kind.hasPrefix(Step.kind) else { return event.step == nil ? wrong : wrong + ["a step in \(event.kind)"] }
        // The revision it was taken by knows it, whatever was adopted since.
        guard let reference = event.step, let definition = office.office.register(reference.register, at: reference.revision),
            let step = definition.step(of: event)
        else { return wrong + ["no such step: \(event)"] }
        if step.id != reference.step { wrong.append("\(reference.text) is read as \(step.id): \(event)") }
        // A leader's late words are written in every open state.
        let left = event.changes.first { $0.path == "state" }?.was.string
        if event.kind == Step.kind, let left, step.id != "late-instruction", !step.from.contains(left) {
            wrong.append("\(step.id) does not lead from \(left): \(event)")
        }
        return wrong
    }

    /// A step is taken by the definition that holds for its matter: the adopted one, or where that has no place for it the last that had.
    private func taken(_ event: Event) -> [String] {
        guard let reference = event.step else { return [] }
        let was = before[event.subject].map { Matter(Subject(id: event.subject, record: $0)) }
        let holding = was.flatMap { office.office.register(of: $0) } ?? office.office.register(reference.register)
        return holding?.revision == reference.revision ? [] : ["\(reference.text) is of another revision"]
    }

    // MARK: What events do and undo

    /// Applied to what stood before, they come to what stands now.
    private func applied(_ events: [Event]) -> [String] {
        var records = before
        for event in events {
            var record = records[event.subject] ?? Record()
            if event.kind != Undoing.erasure, let stale = event.changes.first(where: { record[$0.path] != $0.was }) {
                return ["\(event.kind) of \(event.subject) does not begin with what stood at \(stale.path): \(event)"]
            }
            evolve(&record, with: event)
            records[event.subject] = record
        }
        return records == office.records ? [] : ["applied anew they come to something else"]
    }

    /// Their changes turned round bring back every byte of what stood before.
    private func inverted(_ entry: Entry) -> [String] {
        guard !entry.events.contains(where: { $0.kind == Undoing.erasure }) else { return [] }
        var records = office.records
        for event in entry.events.reversed() {
            let inverse = Event(event.subject, event.kind, changes: event.changes.reversed().map(\.inverse))
            evolve(&records[event.subject, default: Record()], with: inverse)
        }
        return Set(entry.events.map(\.subject)).sorted().compactMap { id in
            let (was, now) = (before[id] ?? Record(), records[id] ?? Record())
            return was.json.bytes == now.json.bytes ? nil : "turned round, \(id) is \(now.json.text) and was \(was.json.text)"
        }
    }

    /// Undo brings back every byte, but for a number, which stays with its paper, and for ink.
    private func takenBack(_ entry: Entry, _ attribution: Attribution) -> [String] {
        let inverses: [Event]
        do { inverses = try office.inverses(of: entry, as: attribution) } catch let refusal as Refusal {
            return mayRefuse(refusal, entry) ? [] : ["not taken back: \(refusal)"]
        } catch { return ["\(error)"] }
        var wrong = inverses.flatMap(told)
        var records = office.records
        for event in inverses { evolve(&records[event.subject, default: Record()], with: event) }
        for id in Set(entry.events.map(\.subject)).sorted() {
            var was = before[id] ?? Record()
            let now = office.records[id] ?? Record()
            if was["number"].isNull, !now["number"].isNull { was["reserved"] = now["number"] }
            if was["printed"].isNull { was["printed"] = now["printed"] }
            if records[id]?.json.bytes != was.json.bytes {
                wrong.append("undone, \(id) is \(records[id]?.json.text ?? "gone") and was \(was.json.text)")
            }
        }
        return wrong
    }

    /// What was true outside, or would be against a rule, stays.
    private func mayRefuse(_ refusal: Refusal, _ entry: Entry) -> Bool {
        switch refusal {
        case .alreadyTrue:
            let definitions = office.office
            return entry.events.contains { event in
                Undoing.irrevocable.contains(event.kind) || Undoing.isPrinting(event) || definitions.step(of: event)?.isFinal == true
            }
        case .guarded(.bookClosed, _): return entry.events.contains { $0.changes.contains { $0.path == "number" } }
        // Whoever let somebody else have it, or kept it from themselves, needs more than before; and nothing archived changes.
        case .guarded(.needToKnow, _), .guarded(.placeholder, _), .guarded(.signerIsAuthor, _), .guarded(.archived, _),
            .guarded(.othersPaper, _), .role:
            return entry.events.contains { $0.subject.kind == .matter }
        // Done again it is asked what has become true since: who is late, who stands above the office.
        case .guarded(.borrowerIsLate, _), .guarded(.dispatchUpward, _): return entry.undoes != nil
        // Its like came in before it was taken back, and now it would be here twice.
        case .duplicate: return entry.undoes != nil
        default: return false
        }
    }

    // MARK: What must be true of every matter

    private func unsound(_ matter: Matter) -> [String] {
        guard matter.record["erased"].isNull, !matter.isWithdrawn else { return [] }
        var wrong: [String] = []
        func must(_ isTrue: Bool, _ what: String) {
            if !isTrue { wrong.append("not so: \(matter.id) \(what): \(matter.record.json.text)") }
        }
        guard let definition = office.office.register(of: matter) else { return ["\(matter.id) in no register"] }
        must(definition.state(matter.state) != nil, "stands in a state of its register")
        must(matter.owner.flatMap(office.directory.person) != nil, "has somebody who answers for it")
        must(matter.supervisor == nil || matter.supervisor != matter.owner, "is looked after by another")
        must(matter.number == nil || matter.reserved == nil, "has its number or keeps it")
        must(matter.loans.count(where: \.isOpen) <= 1, "is lent to one at a time")
        must(definition.isOpen(matter.state) || matter.awaitsSignature == nil, "waits for no signature when it is closed")
        if let number = matter.number ?? matter.reserved {
            let others = office.matters.filter { $0 != matter.id }.compactMap { office.matter($0) }
            must(!others.contains { ($0.number ?? $0.reserved) == number }, "shares its number with none")
        }
        let rests = matter.clock?.pausedAt != nil || !matter.record["heldFrom"].isNull
        let isHeld = definition.steps.contains { $0.act == .hold && $0.to == matter.state }
        must(!rests || isHeld || !definition.isOpen(matter.state), "rests only where it is held")
        return wrong
    }

    /// Everything folded again from the bytes of the journal.
    func refolded() throws -> [SubjectID: Record] {
        var records: [SubjectID: Record] = [:]
        for event in office.journal.flatMap(\.events) {
            let payload = try JSON(bytes: event.payload.bytes)
            let read = Event(subject: event.subject, kind: event.kind, version: event.version, step: event.step, payload: payload)
            evolve(&records[event.subject, default: Record()], with: read)
        }
        return records.filter { !$0.value.isEmpty }
    }
}
