import Desk
import Foundation
import Phrases
import Screen
import Synchronization

/// Commands that run beside the desk, each on a thread of its own; what they said waits here until the loop asks for it.
final class RunningCommands: Sendable {
    private struct State {
        /// The process of each line, once it was started.
        var running: [String: pid_t?] = [:]
        var ended: [DeskEvent] = []
        var isOver = false
    }

    private let state = Mutex(State())

    /// Whether something is still to be heard of one.
    var isRunning: Bool { state.withLock { !$0.running.isEmpty || !$0.ended.isEmpty } }

    /// Starts our own program; false where the same line still runs.
    func start(_ line: String, _ arguments: [String], _ speaker: Speaker) -> Bool {
        let isNew = state.withLock { state in
            guard state.running[line] == nil else { return false }
            state.running[line] = .some(nil)
            return true
        }
        guard isNew else { return false }
        Thread.detachNewThread { [self] in
            let event = run(line, arguments, speaker)
            state.withLock { state in
                state.running[line] = nil
                state.ended.append(event)
            }
        }
        return true
    }

    /// What those said that have ended since the last call.
    func ended() -> [DeskEvent] {
        state.withLock { state in
            defer { state.ended = [] }
            return state.ended
        }
    }

    /// Ends all of them: nobody listens any more. What they recorded stays.
    func end() {
        state.withLock { state in
            state.isOver = true
            for case .some(let process) in state.running.values { kill(process, SIGTERM) }
        }
    }

    private func run(_ line: String, _ arguments: [String], _ speaker: Speaker) -> DeskEvent {
        // No other child may hold the writing end: the command would seem to go on for as long as that one lives.
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return .failed(String(cString: strerror(errno)), nil) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let input = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
        process.standardOutput = input
        process.standardError = input
        let fault: String? = state.withLock { state in
            defer { close(ends[1]) }
            // The desk was left before it began.
            if state.isOver { return "" }
            do { try process.run() } catch { return error.localizedDescription }
            state.running[line] = .some(process.processIdentifier)
            return nil
        }
        if let fault { return .failed(fault, nil) }
        // Read to the end before waiting: a full pipe would keep the command from ending.
        let said = output.readDataToEndOfFile()
        process.waitUntilExit()
        var lines = String(decoding: said, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map { Visible.text($0) }
        if lines.last == "" { lines.removeLast() }
        if lines.count > 2_000 { lines = lines.prefix(2_000) + [speaker(.outputCut, String(lines.count - 2_000))] }
        return .commandEnded(line, output: lines, succeeded: process.terminationStatus == 0)
    }
}
