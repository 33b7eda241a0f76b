import Curses
import Foundation

/// Tells the desktop that something rings, where `BANSHI_NOTIFY` asks for it: `osc9`, `osc777`, or a command.
///
/// It says that there is a reminder, never of what: a notification is read by whoever passes the screen (domain H7).
enum Notification {
    static func send(_ text: String, through terminal: CursesTerminal) {
        guard let way = Session.environment("BANSHI_NOTIFY"), !way.isEmpty else { return }
        switch way {
        case "osc9": terminal.raw(passed("\u{1B}]9;banshi: \(text)\u{07}"))
        case "osc777": terminal.raw(passed("\u{1B}]777;notify;banshi;\(text)\u{07}"))
        default: run(way, text)
        }
    }

    /// What goes through tmux to the terminal around it is wrapped, with its escapes doubled.
    static func passed(_ sequence: String, inside tmux: Bool = Session.environment("TMUX") != nil) -> String {
        tmux ? "\u{1B}Ptmux;" + sequence.replacing("\u{1B}", with: "\u{1B}\u{1B}") + "\u{1B}\\" : sequence
    }

    /// Starts a command of the clerk's own with the text as its argument, its output nowhere; the desk does not wait for it.
    private static func run(_ command: String, _ text: String) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // The shell leaves the command to itself and ends, so that nothing is left to be waited for.
        let words = ["/bin/sh", "-c", "(exec \"$0\" \"$1\") &", command, text]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in arguments { free(pointer) } }
        var pid: pid_t = 0
        guard posix_spawn(&pid, "/bin/sh", &actions, nil, &arguments, environ) == 0 else { return }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
    }
}
