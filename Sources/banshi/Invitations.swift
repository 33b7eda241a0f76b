import Calendars
import Foundation
import Mailroom
import Synchronization

/// Invitations that hang on papers, read beside the desk; what one says is known by the digest of its file, whichever paper is looked at.
final class Invitations: Sendable {
    /// What is known of an invitation.
    enum Answer {
        case reading
        /// The first event that stands; nil where there is none to read.
        case read(CalendarEvent?)
    }

    private struct State {
        var known: [String: CalendarEvent?] = [:]
        /// Asked for last, and not begun.
        var next: (digest: String, path: String)?
        var isBusy = false
        var isNew = false
        var isOver = false
    }

    private let state = Mutex(State())

    /// Larger calendars are no invitations.
    private static let limit = 1_000_000
    /// No longer than a person waits for a preview.
    private static let seconds = 1

    /// Whether one is being read, or was and nobody has heard of it.
    var isReading: Bool { state.withLock { $0.isBusy || $0.isNew } }

    /// What an invitation says. The first question has it read, behind the one that is being read; of several that wait, the last.
    func answer(_ digest: String, at path: String) -> Answer {
        let (answer, begins) = state.withLock { state -> (Answer, Bool) in
            if let known = state.known[digest] { return (.read(known), false) }
            state.next = (digest, path)
            defer { state.isBusy = true }
            return (.reading, !state.isBusy)
        }
        if begins { Thread.detachNewThread { [self] in readAll() } }
        return answer
    }

    /// Whether one was read since the last call.
    func takeNews() -> Bool {
        state.withLock { state in
            defer { state.isNew = false }
            return state.isNew
        }
    }

    /// Nobody asks any more.
    func end() {
        state.withLock { state in
            state.next = nil
            state.isOver = true
        }
    }

    private func readAll() {
        while let (digest, path) = next() {
            let data = FileManager.default.contents(atPath: path) ?? Data()
            let bytes = data.count <= Invitations.limit ? CalendarText.inUTF8(Array(data)) : nil
            let calendar = bytes.flatMap { try? CalendarReading.read($0, seconds: Invitations.seconds) }
            let event = calendar?.events.first { $0.status != "cancelled" && !$0.isAnswer }
            state.withLock { state in
                if state.known.count > 200 { state.known = [:] }
                state.known[digest] = .some(event)
                state.isNew = true
            }
        }
    }

    private func next() -> (digest: String, path: String)? {
        state.withLock { state in
            defer { state.next = nil }
            guard !state.isOver, let next = state.next, state.known[next.digest] == nil else {
                state.isBusy = false
                return nil
            }
            return next
        }
    }
}
