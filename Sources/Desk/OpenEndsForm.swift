import Office
import Phrases

/// Asking for the result before something that stands open is closed (J10): from one paper, and from what a batch left over.
extension DeskState {
    /// What stands open on the matters that are known here.
    func openEnds(_ ids: [SubjectID]) -> [OpenEnds] {
        ids.compactMap { known($0) }.map { $0.openEnds(closedBy: me, directory: directory, in: office.register(of: $0)) }
            .filter { !$0.isEmpty }
    }

    /// What a form says over its fields: what stands open on what it closes.
    func notes(for step: Step, _ ids: [SubjectID]) -> [String] { step.act == .conclude ? notes(openEnds(ids)) : [] }

    /// Whether a refusal is answered by asking for the result: a form that is open already asks for it.
    func asksForResult(_ purpose: Purpose) -> Bool {
        guard case .move = purpose.kind else { return false }
        return overlays.isEmpty
    }

    /// Opens the form of a closing move for the matters that were refused for what stands open on them.
    ///
    /// - Parameter done: how many of the batch are closed already, which the form says first.
    mutating func askResult(_ purpose: Purpose, for ids: [SubjectID], _ open: [OpenEnds], done: Int = 0) -> [Effect] {
        guard case .move(let move) = purpose.kind, let first = ids.first, let place = state(of: first),
            let definition = office.register(place.register, holding: place.state),
            let step = definition.path(to: move, from: place.state)?.last
        else { return [] }
        let effects = openForm(move, step, definition.form(of: step), ids, definition)
        if case .form(var form)? = overlays.last {
            let closed = done > 0 ? [speaker(.didCount, speaker(step.name), String(done)) + " · \(undoHint)"] : []
            form.notes = closed + notes(open)
            overlays[overlays.count - 1] = .form(form)
        }
        return effects
    }

    private func notes(_ open: [OpenEnds]) -> [String] {
        open.map { speaker(Refusal.unfinished($0), in: office, directory: directory) }
    }

    /// The matters of a batch that stand open, with what stands open on them.
    func unfinished(_ purpose: Purpose, _ results: [Result<[SubjectID], Refusal>]) -> [(id: SubjectID, ends: OpenEnds)] {
        zip(purpose.subjects, results).compactMap { id, result in
            if case .failure(.unfinished(let ends)) = result { (id, ends) } else { nil }
        }
    }

    /// The words a unit answered with are the result, where nobody is left to answer.
    func proposedResult(_ matter: Matter) -> (text: String, by: String)? {
        guard matter.unanswered.isEmpty, let note = matter.notes.last, note.kind == "feedback", !note.text.isEmpty else { return nil }
        return (note.text, note.by)
    }
}
