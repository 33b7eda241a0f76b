import CConfine
import Foundation
import Office
import Synchronization

/// Where what strangers sent is read: in a process of its own that has given up all but its one paper and a little time and memory.
///
/// What holds, each point tried by `barriers(trying:)`:
/// - Its only files are the paper (a file in memory, as its input), its output (another), and nowhere. Its environment is a language, a path,
///   the zone, where tesseract has its tables, and no more threads than one.
/// - By Landlock it reads libraries, fonts, zones and the tables of poppler, tesseract and antiword, and a tool itself; a tool that is a
///   script also the system's programs. It writes nowhere but into the folder of a parcel, and lists no other folder.
/// - By seccomp it makes no socket of any family, signals and traces nobody but itself, leaves neither its group nor its session, changes no
///   modes, owners or times, mounts, unshares and enters nothing, and has no SysV or POSIX queues, rings, keys, bpf or userfaultfd.
/// - It starts no process, though threads; only a script does, up to a few more than the system runs (root is not counted), and all of
///   them end with its time, with ours, and when it ends.
/// - Memory, processor time, the clock, open files and what it writes are limited; rights of root are dropped, and no program gives more.
///
/// What does not hold: a kernel without Landlock or seccomp lacks that barrier (`KernelBarrier.missing`; `doctor` and `receive` say so), an
/// old one without pidfds is asked every few milliseconds. Files are kept from being read, not from being known to exist. What a script
/// started outlives us where we are killed outright (SIGKILL); a tool that is a program does not.
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
        self.path = path ?? getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    }

    private static let stored = Mutex<Confinement?>(nil)

    /// What holds where nothing else is said.
    public static var standing: Confinement { stored.withLock { $0 } ?? Confinement(program: nil) }
    public static func stand(_ confinement: Confinement) { stored.withLock { $0 = confinement } }

    /// From now on what ends this process ends its readers first.
    public static func endReadersAtExit() { cconfine_end_readers_at_exit() }

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
        /// Another hand ended it, the system's where memory ran out.
        case killed
        /// The system did not start it, for this reason.
        case notStarted(Int32)
        /// What it reads for has cost all it may.
        case overspent(OverBudget)
    }

    /// Runs one job to its end, its input and output held in memory.
    func run(_ job: Job, input: [UInt8] = []) -> End {
        if let budget { return run(job, input: input, within: budget) }
        let source = input.withUnsafeBytes { cconfine_memory($0.baseAddress, $0.count) }
        let sink = cconfine_memory(nil, 0)
        let failure = errno
        defer { for file in [source, sink] where file >= 0 { close(file) } }
        guard source >= 0, sink >= 0 else { return .notStarted(failure) }
        guard let command = command(for: job) else { return .notStarted(ENOENT) }
        let start = ContinuousClock.now
        let end = Self.withPointers(command) { words in
            Self.withPointers(environment) { environment in
                cconfine_run(words[0], words, environment, source, sink, UInt32(clamping: job.seconds))
            }
        }
        switch Int(end.how) {
        // What ended by itself ended in time, however late that was heard of.
        case Int(CCONFINE_EXITED): return .finished(Int(end.number), Confinement.content(of: sink))
        case Int(CCONFINE_LATE): return .timedOut
        case Int(CCONFINE_NOT_STARTED): return .notStarted(end.number)
        default: break
        }
        switch end.number {
        case SIGXFSZ: return .overflowed(job.file)
        // The system kills what has used up its processor time, which takes no less time of the clock.
        case SIGKILL where start.duration(to: .now) < .seconds(job.seconds): return .killed
        case SIGXCPU, SIGKILL, SIGALRM: return .timedOut
        default: return .crashed
        }
    }

    /// All that a reader is told of the world: what is needed to find programs, tell the time and read pictures.
    private var environment: [String] {
        let kept = ["TZ", "TESSDATA_PREFIX"].compactMap { (name: String) in getenv(name).map { "\(name)=\(String(cString: $0))" } }
        return ["LANG=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin", "OMP_THREAD_LIMIT=1"] + kept
    }

    /// Words as C has them: pointers to their bytes, and a null after the last.
    private static func withPointers<Result>(
        _ words: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let pointers = UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: words.count + 1)
        for (index, word) in words.enumerated() { pointers.initializeElement(at: index, to: strdup(word)) }
        pointers.initializeElement(at: words.count, to: nil)
        defer {
            for pointer in pointers { free(pointer) }
            pointers.deallocate()
        }
        return pointers.withMemoryRebound(to: UnsafeMutablePointer<CChar>?.self) { body($0.baseAddress.unsafelyUnwrapped) }
    }

    private func command(for job: Job) -> [String]? {
        if let program { return [program, ConfinedWork.word] + job.words }
        guard job.kind == .tool else { return nil }
        return ["/bin/sh", "-c", "ulimit -v 2000000 -t \(job.seconds); exec \"$0\" \"$@\""] + job.arguments
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
