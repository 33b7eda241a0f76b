import Ledger
import Office

/// Records what a table means in slices of about a fifth of a second, so that colleagues do not wait for it. All of them are one act:
/// undo takes the table back as a whole.
struct ImportSlices {
    let session: Session
    let ledger: Ledger
    /// Whether it is only looked at what would become of it.
    let isDry: Bool
    private var pace = SlicePace(50, within: 10...1_000, taking: .milliseconds(200))
    private var act: String?
    /// One for all of them: a row that is taken in may bear the very name the act is recorded for.
    private let attribution: Attribution

    /// - Throws: `Failure` where the command does not say plainly whose act it is.
    init(session: Session, ledger: Ledger, isDry: Bool) throws {
        self.session = session
        self.ledger = ledger
        self.isDry = isDry
        attribution = try session.attribution(ledger)
    }

    /// How many commands the next slice holds.
    var size: Int { pace.size }

    /// Records one slice, and says of each command what it touched or why it was refused.
    mutating func record(_ commands: [Command]) throws -> [Result<[SubjectID], Refusal>] {
        let begun = ContinuousClock.now
        defer { pace.note(commands.count, took: ContinuousClock.now - begun) }
        do throws(LedgerFault) {
            if isDry { return try ledger.rehearse(commands, as: attribution) }
            let receipt = try ledger.submit(commands, as: attribution, act: act)
            act = receipt.act
            return receipt.results
        } catch {
            guard case .refused(let refusal) = error, commands.count == 1 else { throw error }
            return [.failure(refusal)]
        }
    }
}
