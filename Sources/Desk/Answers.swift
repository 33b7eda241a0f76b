import Office
import Phrases
import Screen

extension DeskState {
    /// The ledger recorded an act: close what asked for it, say what happened, go on to what comes next.
    mutating func recorded(_ results: [Result<[SubjectID], Refusal>], _ numbers: [String], _ purpose: Purpose) -> [Effect] {
        savedAt = now
        var effects: [Effect] = purpose.form.map { [.dropDraft(form: $0)] } ?? []
        let refusals = results.compactMap { result -> Refusal? in if case .failure(let refusal) = result { refusal } else { nil } }
        let done = results.count - refusals.count
        let next = following()
        switch purpose.kind {
        case .closing:
            if let id = purpose.subjects.first { settledClosing(id) }
            return effects
        case .print, .sight: return effects
        case .entry(let register):
            effects += nextEntry(register, numbers)
            return effects
        case .receipt(let register):
            effects += nextEntry(register, [], banner: speaker(.receiptAdded, numbers.joined(separator: " ")))
            return effects
        case .capture:
            overlays.removeLast()
            say(speaker(.captured, numbers.joined(separator: " ")))
            return effects
        case .note where done < max(1, purpose.subjects.count):
            // What was not reached or refused stays marked, and the text stays to be given to them.
            marks = leftOver(purpose, results)
            refused(speaker(.stoppedAfter, String(done), String(marks.count)), purpose)
            return []
        case .note, .edit, .enclose:
            if !overlays.isEmpty { overlays.removeLast() }
            say(speaker(.savedMessage))
            return effects
        case .loan(let step):
            if case .form? = overlays.last { overlays.removeLast() }
            marks = leftOver(purpose, results)
            tell(speaker(step.done).headed, done, refusals, numbers)
            return effects
        case .cancelMeeting:
            if !overlays.isEmpty { overlays.removeLast() }
            say(speaker(.meetingCancelled))
            return effects
        case .request:
            if case .line? = overlays.last { overlays.removeLast() }
            if let told = purpose.asked { say("\(told) · \(undoHint)") }
            return effects
        case .meeting:
            if !overlays.isEmpty { overlays.removeLast() }
            let isChange = purpose.subjects.first?.kind == .meeting
            say(speaker(isChange ? .rescheduled : .scheduled, numbers.joined(separator: " ")))
            return effects
        case .move(let move):
            var folder: FormState?
            if case .form(let form)? = overlays.last {
                if form.isFolder { folder = form }
                overlays.removeLast()
            }
            if let asked = purpose.asked, refusals.isEmpty {
                say(asked)
                return effects
            }
            let unbegun = purpose.subjects.count - results.count
            tell(name(of: move, purpose.subjects.first), done, refusals, numbers)
            if unbegun > 0 { refuse(speaker(.stoppedAfter, String(done), String(unbegun)) + " · \(undoHint)") }
            marks = leftOver(purpose, results)
            let open = unfinished(purpose, results)
            if !open.isEmpty { return effects + askResult(purpose, for: open.map(\.id), open.map(\.ends), done: done) }
            if purpose.act == .comeBack, done == 1, purpose.subjects.count == 1 { pendingDispatch = purpose.subjects[0] }
            // What was not taken of a folder stays open with its words.
            if let folder, !marks.isEmpty { return effects + reopen(folder, for: targets) }
            // The next unit signs next.
            if purpose.act == .sign, done == 1, purpose.subjects.count == 1, known(purpose.subjects[0])?.unsigned.count ?? 0 > 1 {
                pendingSign = purpose.subjects[0]
                return effects
            }
            // What came back, or goes round beside the main line, is not yet decided: the cursor stays on it.
            if purpose.act != .comeBack, purpose.act != .circulate, focus == .inbound, marks.isEmpty, overlays.isEmpty {
                advance(to: next, past: purpose.subjects)
            }
        }
        return effects
    }

    /// What of a batch was refused or not come to: it stays marked.
    private func leftOver(_ purpose: Purpose, _ results: [Result<[SubjectID], Refusal>]) -> Set<SubjectID> {
        let refused = zip(purpose.subjects, results).filter { if case .failure = $0.1 { true } else { false } }.map(\.0)
        return Set(refused + purpose.subjects.dropFirst(results.count))
    }

    /// What the register of a paper calls a move; where it has no such, the first that has.
    private func name(of move: Move, _ id: SubjectID?) -> String {
        let own = id.flatMap { state(of: $0) }.flatMap { office.register($0.register) }?.steps.first { $0.isNamed(move) }?.name
        if let own { return speaker(own) }
        return office.registers.lazy.compactMap { $0.steps.first { $0.isNamed(move) }?.name }.first.map { speaker($0) } ?? move.rawValue
    }

    private mutating func tell(_ name: String, _ done: Int, _ refusals: [Refusal], _ numbers: [String]) {
        if let first = refusals.first {
            return refuse(speaker(.someFailed, String(done), String(refusals.count), speaker(first, in: office, directory: directory)))
        }
        let what = done > 1 ? speaker(.didCount, name, String(done)) : speaker(.didMoves, name, numbers.joined(separator: " "))
        say("\(what) · \(undoHint)")
    }

    /// The row after the ones decided on, before they leave the list.
    private func following() -> SubjectID? {
        guard focus == .inbound else { return nil }
        let shown = subjects(.inbound)
        let decided = Set(targets)
        guard let last = shown.lastIndex(where: decided.contains) else { return nil }
        // The next paper that waits for a decision; where none is left, the next row.
        let undecided = Set(
            (snapshot.lists[.inbound]?.rows ?? []).filter { row in
                office.register(row.register, holding: row.state)?.state(row.state)?.stage == .office
            }.map(\.id)
        ).subtracting(decided)
        return shown[(last + 1)...].first(where: undecided.contains) ?? shown[..<last].first(where: undecided.contains)
            ?? shown[(last + 1)...].first { !decided.contains($0) } ?? shown[..<last].last { !decided.contains($0) }
    }

    /// After a decision the cursor goes to the next paper.
    private mutating func advance(to next: SubjectID?, past decided: [SubjectID]) {
        guard let next, let index = subjects(.inbound).firstIndex(of: next) else { return }
        let offset = snapshot.lists[.inbound]?.offset ?? 0
        positions[.inbound, default: ListPosition()].selected = index + offset
        selected[.inbound] = next
    }

    /// A registration shows its number large and opens the next blank; sender, date and batch stay.
    private mutating func nextEntry(_ register: String, _ numbers: [String], banner: String? = nil) -> [Effect] {
        guard case .form(let form)? = overlays.last else { return [] }
        overlays.removeLast()
        guard case .entry = form.purpose else {
            say(speaker(.captured, numbers.joined(separator: " ")))
            return []
        }
        var sticky: [String: String] = [:]
        for field in [form.field(.from), form.field("received"), form.field(.channel), form.field(.dated)].compactMap(\.self) {
            if !field.text.isEmpty { sticky[field.definition.id] = field.text }
        }
        return openEntry(
            register, sticky: sticky,
            banner: banner
                ?? numbers.first.map { number in
                    speaker(.stampNumber, office.register(register).map { speaker($0.name) } ?? "", number)
                })
    }

    /// The office refused: the reason is said, and everything typed stays where it is.
    mutating func refused(_ text: String, _ purpose: Purpose?) {
        switch overlays.last {
        case .form(var form):
            form.error = text
            overlays[overlays.count - 1] = .form(form)
        case .line(var line):
            line.echo = text
            line.isError = true
            overlays[overlays.count - 1] = .line(line)
        case .closing(var closing):
            closing.error = text
            overlays[overlays.count - 1] = .closing(closing)
        default: refuse(text)
        }
    }

    /// Once the instruction is on the screen, its dispatch is offered with what it proposes: a second Enter dispatches. Where the
    /// paper was handed out already, only what the words change is offered, as 改派 (K4).
    public mutating func offerPendingDispatch() -> [Effect] {
        let (dispatching, signing) = (pendingDispatch, pendingSign)
        (pendingDispatch, pendingSign) = (nil, nil)
        guard overlays.isEmpty, let matter = snapshot.preview else { return [] }
        if matter.id == signing, !matter.unsigned.isEmpty { return decide(.sign) }
        guard matter.id == dispatching else { return [] }
        guard office.register(of: matter)?.ownStep(.dispatch, from: matter.state) != nil, matter.handingOut(directory) != nil else {
            return []
        }
        let said = message
        let effects = decide(.dispatch)
        message = said
        return effects
    }
}
