import Desk
import Ledger
import Office

/// Recording what the desk decided, a long batch in slices.
extension Runner {
    /// Records what the desk decided, as one act.
    func submit(_ commands: [Command], _ purpose: Purpose, _ desk: DeskState) -> DeskEvent {
        do {
            let receipt = try submitInSlices(commands, as: try attribution(purpose, desk), seen: purpose.seen, desk)
            let numbers = try receipt.subjects.map { id -> String in
                try name(of: id)
            }
            var purpose = purpose
            purpose.asked = try purpose.asked ?? asked(purpose, by: attribution(purpose, desk).by, desk)
            return .recorded(act: receipt.act, results: receipt.results, numbers: numbers, purpose)
        } catch { return answer(error, purpose) }
    }

    /// What a step came to that is left to others: a request, and who decides on it.
    private func asked(_ purpose: Purpose, by person: String, _ desk: DeskState) throws -> String? {
        guard case .move(let move) = purpose.kind, let id = purpose.subjects.first, let matter = try ledger.matter(id),
            !matter.requests.isEmpty, let definition = desk.office.register(of: matter),
            let request = matter.request(of: move, by: person, in: definition)
        else { return nil }
        return desk.speaker.asked(request, in: definition, desk.directory)
    }

    /// A batch of thousands is one act over several transactions of about a fifth of a second, so that the desk stays alive and
    /// colleagues are not kept waiting. What was not begun when it is stopped has no result.
    private func submitInSlices(_ commands: [Command], as attribution: Attribution, seen: Int64?, _ desk: DeskState) throws -> Receipt {
        var pace = SlicePace(50, within: 10...1_000, taking: .milliseconds(200))
        if commands.count <= pace.size { return try ledger.submit(commands, as: attribution, seen: seen) }
        var act: String?
        var results: [Result<[SubjectID], Refusal>] = []
        while results.count < commands.count {
            let begun = ContinuousClock.now
            let slice = Array(commands[results.count..<min(commands.count, results.count + pace.size)])
            do {
                let receipt = try ledger.submit(slice, as: attribution, act: act, seen: seen)
                act = receipt.act
                results += receipt.results
            } catch LedgerFault.refused(let refusal) where slice.count == 1 {
                results.append(.failure(refusal))
            } catch {
                if results.isEmpty { throw error }
                interruption = answer(error, nil)
                break
            }
            pace.note(slice.count, took: ContinuousClock.now - begun)
            if results.count < commands.count, let onSlice, !onSlice(results.count, commands.count, desk) { break }
        }
        return Receipt(act: act ?? "", results: results)
    }

    func answer(_ error: any Error, _ purpose: Purpose?) -> DeskEvent {
        if case LedgerFault.refused(let refusal) = error { return .refused(refusal, purpose) }
        if let refusal = error as? Refusal { return .refused(refusal, purpose) }
        return .failed(session.failure(error).message, purpose)
    }
}
