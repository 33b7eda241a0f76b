import CConfine
import Foundation
import Office
import Subprocess
import Synchronization

/// Where what strangers sent is read: in a process of its own that has given up network, writing and all but a little time and memory.
///
/// The reader is our own program, started again with `ConfinedWork.word` before anything else; it reads itself or becomes the tool.
public struct Confinement: Sendable {
    /// The program that knows `ConfinedWork.word`; nil: this process reads, and tools are limited by the shell only.
    public let program: String?
    /// For one paper, in seconds of the clock and of the processor.
    public let seconds: Int
    /// For one page of a scan, in seconds.
    public let secondsForPage: Int
    /// For all pages of one scan, in seconds.
    public var secondsForScan: Int { seconds * 4 }
    /// What all its readers together may cost; nil: each is limited alone.
    var budget: Budget?
    /// The folders tools are looked for in, as `PATH` has them.
    public let path: String

    public init(program: String?, seconds: Int = 30, secondsForPage: Int = 20, path: String? = nil) {
        self.program = program
        self.seconds = seconds
        self.secondsForPage = secondsForPage
        self.path = path ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    }

    private static let stored = Mutex<Confinement?>(nil)

    /// What holds where nothing else is said.
    public static var standing: Confinement { stored.withLock { $0 } ?? Confinement(program: nil) }
    public static func stand(_ confinement: Confinement) { stored.withLock { $0 = confinement } }

    /// Which barriers the reader really stands behind here; nil where it cannot be started.
    public var barriers: (network: Bool, writing: Bool)? {
        guard program != nil, case .finished(0, let bytes) = run(Job(.check, seconds: seconds)) else { return nil }
        let words = Set(String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace))
        return (words.contains("network"), words.contains("writing"))
    }

    func tool(_ name: String) -> String? {
        path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    // MARK: Running

    enum End: Sendable {
        /// It ended by itself, with this code and this output.
        case finished(Int, [UInt8])
        case timedOut
        /// It wrote more than it may, in bytes.
        case overflowed(Int)
        case crashed
        case notStarted
        /// What it reads for has cost all it may.
        case overspent(OverBudget)
    }

    /// Runs one job to its end, its input and output held in memory.
    func run(_ job: Job, input: [UInt8] = []) -> End {
        if let budget { return run(job, input: input, within: budget) }
        let source = input.withUnsafeBytes { cconfine_memory($0.baseAddress, $0.count) }
        let sink = cconfine_memory(nil, 0)
        defer { for file in [source, sink] where file >= 0 { close(file) } }
        guard source >= 0, sink >= 0, let command = command(for: job) else { return .notStarted }
        let watch = Watch()
        let outcome = watch.wait(job.seconds) { () -> TerminationStatus in
            var options = PlatformOptions()
            options.processGroupID = 0
            return try await Subprocess.run(
                .path(.init(command[0])), arguments: .init(Array(command.dropFirst())),
                environment: .inherit.updating(["OMP_THREAD_LIMIT": "1"]), platformOptions: options,
                input: .fileDescriptor(.init(rawValue: source), closeAfterSpawningProcess: false),
                output: .fileDescriptor(.init(rawValue: sink), closeAfterSpawningProcess: false), error: .discarded
            ) { execution in
                watch.began(pid_t(execution.processIdentifier.value))
            }.terminationStatus
        }
        switch outcome {
        // What ended by itself ended in time, however late that was heard of.
        case .exited(let code): return .finished(Int(code), Confinement.content(of: sink))
        case .signaled(SIGXFSZ): return .overflowed(job.file)
        case .signaled(SIGXCPU), .signaled(SIGKILL), .signaled(SIGALRM): return .timedOut
        case nil: return watch.isLate ? .timedOut : .notStarted
        case .signaled: return .crashed
        }
    }

    private func command(for job: Job) -> [String]? {
        if let program { return [program, ConfinedWork.word] + job.words }
        guard job.kind == .tool else { return nil }
        return ["/bin/sh", "-c", "ulimit -v 2000000 -t \(job.seconds); exec \"$0\" \"$@\""] + job.arguments
    }

    /// Waits for a process on the calling thread and ends its whole group when its time is over.
    private final class Watch: Sendable {
        private struct State {
            var group: pid_t?
            var begun: ContinuousClock.Instant?
            var status: TerminationStatus?
            var isLate = false
        }

        private let state = Mutex(State())
        var isLate: Bool { state.withLock { $0.isLate } }

        func began(_ group: pid_t) {
            state.withLock { state in
                state.group = group
                state.begun = .now
            }
        }

        /// How it ended; nil where it could not be started.
        func wait(_ seconds: Int, for work: @escaping @Sendable () async throws -> TerminationStatus) -> TerminationStatus? {
            let done = DispatchSemaphore(value: 0)
            Task.detached(executorPreference: Threads.own) { [self] in
                let status = try? await work()
                state.withLock { $0.status = status }
                done.signal()
            }
            // Its time runs from its start: on a busy machine that may be a while after it was asked for.
            var left = Duration.seconds(seconds)
            while done.wait(timeout: .now() + .milliseconds(Int(left / .milliseconds(1)))) == .timedOut {
                let isOver = state.withLock { state in
                    guard let begun = state.begun, let group = state.group else { return false }
                    left = .seconds(seconds) - begun.duration(to: .now)
                    guard left <= .zero else { return false }
                    state.isLate = true
                    kill(-group, SIGKILL)
                    return true
                }
                if isOver {
                    done.wait()
                    break
                }
            }
            return state.withLock { $0.status }
        }
    }

    /// Threads of their own: whoever waits may hold every thread that tasks and queues have.
    private final class Threads: TaskExecutor {
        static let own = Threads()

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    /// All bytes of an open file from its beginning.
    static func content(of file: Int32) -> [UInt8] {
        var status = stat()
        guard fstat(file, &status) == 0, status.st_size > 0 else { return [] }
        let size = Int(status.st_size)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = pread(file, buffer.baseAddress.map { $0 + count }, size - count, count)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                count += got
            }
        }
    }
}

/// One errand of a confined process, as it stands on its command line.
struct Job {
    enum Kind: String { case paper, mail, parcel, table, calendar, tool, check }

    let kind: Kind
    let seconds: Int
    /// The largest file it may write, its output among them, in bytes.
    var file = 64 << 20
    /// The one folder it may write into.
    var folder = ""
    var arguments: [String] = []

    init(_ kind: Kind, seconds: Int, file: Int = 64 << 20, folder: String = "", _ arguments: [String] = []) {
        self.kind = kind
        self.seconds = seconds
        self.file = file
        self.folder = folder
        self.arguments = arguments
    }

    var words: [String] { [kind.rawValue, String(seconds), String(file), folder] + arguments }

    init?(words: [String]) {
        guard words.count >= 4, let kind = Kind(rawValue: words[0]), let seconds = Int(words[1]), let file = Int(words[2]) else {
            return nil
        }
        self.init(kind, seconds: seconds, file: file, folder: words[3], Array(words.dropFirst(4)))
    }
}
