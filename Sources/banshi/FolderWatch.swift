import Foundation

/// A small process beside ours that outlives a kill: it waits for our end and throws away what nobody has passed at the secrecy door yet.
///
/// It is our own program, started again with `word` before anything else. It holds nothing but one end of a pipe; the system closes the
/// other when we end, however that comes.
enum FolderWatch {
    /// The first word of the command line that asks for it; no command for people.
    static let word = "--sweep-after"

    /// For how long a reader of ours may go on writing when we are gone, in tenths of a second.
    private static let patience = 350

    /// Starts it. Where it cannot be started, the next start of the program sweeps.
    static func start() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        defer { close(ends[0]) }
        // Nobody else inherits our end, or it would not close with us.
        guard fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else { return }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Whoever ends our whole group does not end it.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        let arguments: [String] = ["banshi", word, String(getpid())]
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { Foundation.free(word) } }
        var process: pid_t = 0
        posix_spawn(&process, "/proc/self/exe", &actions, &attributes, &words, environ)
    }

    /// Does what the words after `word` ask for and ends the process.
    static func run(_ words: [String]) -> Never {
        guard let process = words.first.flatMap({ pid_t($0) }) else { exit(64) }
        _ = chdir("/")
        var sign: UInt8 = 0
        while true {
            let got = read(0, &sign, 1)
            if got == 0 || got < 0 && errno != EINTR { break }
        }
        guard IntakeFolders.removeAll(of: process) else { _exit(0) }
        for _ in 0..<patience {
            usleep(100_000)
            _ = IntakeFolders.removeAll(of: process)
        }
        _exit(0)
    }
}
