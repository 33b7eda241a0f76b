import Foundation
import Phrases
import Synchronization

/// How far a long intake is: a line on a terminal's standard error, and an ear for Ctrl-C, which stops it between two batches.
struct IntakeProgress {
    let session: Session
    let total: Int
    private let isWatched: Bool

    /// - Parameter total: how many papers there are; a handful needs no line.
    init(_ session: Session, _ total: Int) {
        self.session = session
        self.total = total
        isWatched = total > 20 && isatty(2) == 1
        // The second Ctrl-C ends it as ever: every paper is whole at any moment.
        if total > 1 {
            IntakeProgress.isInterrupted.store(false, ordering: .relaxed)
            signal(SIGINT) { _ in
                IntakeProgress.isInterrupted.store(true, ordering: .relaxed)
                signal(SIGINT, SIG_DFL)
            }
        }
    }

    private static let isInterrupted = Atomic<Bool>(false)

    /// Shows how many papers are dealt with; false where it is to stop.
    func goesOn(_ done: Int) -> Bool {
        if isWatched { Output.progress(done < total ? session.speaker(.intakeProgress, String(done), String(total)) : "") }
        return !IntakeProgress.isInterrupted.load(ordering: .relaxed)
    }

    /// Says something without the line of progress in its way.
    func beside(_ say: () -> Void) {
        clear()
        say()
    }

    func clear() { if isWatched { Output.progress("") } }
}
