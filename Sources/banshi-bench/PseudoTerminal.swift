import Foundation

/// Drives a program in a terminal of our own and times what it writes.
enum PseudoTerminal {
    /// Milliseconds from the start to the first full paint, and from each key to the settled repaint; `prelude` is typed once,
    /// `before` ahead of every key that is measured.
    static func drive(
        _ command: [String], keys: Int, key: String = "j", prelude: String = "", before: String = "",
        whileOpen: (_ pid: pid_t, _ terminal: Int32) -> Void = { _, _ in }
    ) throws -> (paint: Double, keys: [Double]) {
        var master: Int32 = 0
        var size = winsize(ws_row: 36, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
        var argv: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for pointer in argv { free(pointer) } }
        var slave: Int32 = 0
        guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw CocoaError(.fileNoSuchFile) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in 0...2 { posix_spawn_file_actions_adddup2(&actions, slave, Int32(descriptor)) }
        posix_spawn_file_actions_addclose(&actions, master)
        setenv("TERM", "xterm-256color", 1)
        var pid: pid_t = 0
        let start = now()
        guard posix_spawn(&pid, command[0], &actions, nil, &argv, environ) == 0 else { throw CocoaError(.fileNoSuchFile) }
        close(slave)
        defer {
            kill(pid, SIGKILL)
            var status: Int32 = 0
            waitpid(pid, &status, 0)
            close(master)
        }
        let paint = (settled(master, quiet: 150) ?? start) - start
        if !prelude.isEmpty {
            write(master, prelude, prelude.utf8.count)
            _ = settled(master, quiet: 150)
        }
        var times: [Double] = []
        for _ in 0..<keys {
            if !before.isEmpty {
                write(master, before, before.utf8.count)
                _ = settled(master, quiet: 30)
            }
            let pressed = now()
            write(master, key, key.utf8.count)
            if let last = settled(master, quiet: 12) { times.append(last - pressed) }
        }
        whileOpen(pid, master)
        return (paint, times)
    }

    /// Bytes that come within so many seconds without a key.
    static func bytes(from terminal: Int32, within seconds: Double) -> Int {
        let end = now() + seconds * 1000
        var count = 0
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while now() < end {
            var poll = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            guard Foundation.poll(&poll, 1, Int32(max(1, end - now()))) > 0 else { continue }
            count += max(0, read(terminal, &buffer, buffer.count))
        }
        return count
    }

    private static func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1_000_000 }

    /// When the last byte came before the terminal fell quiet for so many milliseconds; nil where none came.
    private static func settled(_ descriptor: Int32, quiet: Int32) -> Double? {
        var last: Double?
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let wait = last == nil ? Int32(5000) : quiet
            guard Foundation.poll(&poll, 1, wait) > 0, poll.revents & Int16(POLLIN) != 0 else { return last }
            guard read(descriptor, &buffer, buffer.count) > 0 else { return last }
            last = now()
        }
    }
}

/// The floor of a screen: ncurses alone, forty lines of C, a list of rows and a cursor that moves.
struct BareCurses {
    let folder: String

    func built() throws -> String {
        let source = folder + "/bare.c"
        let program = folder + "/bare"
        if FileManager.default.fileExists(atPath: program) { return program }
        try Self.source.write(toFile: source, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/cc")
        process.arguments = ["-O2", "-D_GNU_SOURCE", "-o", program, source, "-lncursesw", "-ltinfo"]
        try process.run()
        process.waitUntilExit()
        return program
    }

    private static let source = """
        #define NCURSES_WIDECHAR 1
        #include <curses.h>
        #include <locale.h>
        static void draw(int at) {
            erase();
            for (int row = 0; row < LINES - 1; row++) {
                if (row == at) attron(A_REVERSE);
                mvprintw(row, 0, "%4d 云溪县财政局关于报送年终决算工作事项的通知  财政局  待登记  11-25", row);
                if (row == at) attroff(A_REVERSE);
            }
            refresh();
        }
        int main(void) {
            setlocale(LC_ALL, "C.UTF-8");
            initscr(); raw(); noecho(); keypad(stdscr, TRUE); curs_set(0);
            int at = 0, key;
            draw(at);
            while ((key = getch()) != 'q') {
                if (key == 'j') at = (at + 1) % (LINES - 1);
                draw(at);
            }
            endwin();
            return 0;
        }
        """
}
