import Foundation
import Phrases
import Synchronization

/// How far a long intake or import is: a line on a terminal's standard error, and an ear for Ctrl-C, which stops it between two batches.
struct IntakeProgress {
    let session: Session
    let total: Int
    private let phrase: Phrase
    private let isWatched: Bool

    /// - Parameters:
    ///   - total: how many papers or rows there are; a handful needs no line.
    ///   - phrase: what the line says, of how many are done and how many there are.
    ///   - isQuiet: no line is wanted, as beside an answer for a program.
    init(_ session: Session, _ total: Int, _ phrase: Phrase = .intakeProgress, isQuiet: Bool = false) {
        self.session = session
        self.total = total
        self.phrase = phrase
        isWatched = !isQuiet && total > 20 && isatty(2) == 1
        // The second Ctrl-C ends it as ever: every paper and every row is whole at any moment.
        if total > 1 {
            IntakeProgress.isInterrupted.store(false, ordering: .relaxed)
            signal(SIGINT) { _ in
                IntakeProgress.isInterrupted.store(true, ordering: .relaxed)
                signal(SIGINT, SIG_DFL)
            }
        }
    }

    private static let isInterrupted = Atomic<Bool>(false)

    /// Shows how many are dealt with; false where it is to stop.
    ///
    /// - Parameter saying: what the line says of it instead.
    func goesOn(_ done: Int, _ saying: Phrase? = nil) -> Bool {
        if isWatched { Output.progress(done < total ? session.speaker(saying ?? phrase, String(done), String(total)) : "") }
        return !IntakeProgress.isInterrupted.load(ordering: .relaxed)
    }

    /// Says something without the line of progress in its way.
    func beside(_ say: () -> Void) {
        clear()
        say()
    }

    func clear() { if isWatched { Output.progress("") } }
}
