import Foundation
import Testing

/// What the desk sends is read by an emulator that knows nothing of it: the screen equals a fresh paint after any history, in terminals of
/// several kinds, and equals what tmux shows.
@Suite(.serialized) struct EmulatorTests {
    /// The terminals are those whose every sequence the emulator knows; what scrolls a region by a count is not among them.
    ///
    /// Drives a program in a pseudo-terminal and prints the emulator's screen; ends with 1 where a full repaint shows another.
    private static let emulator = """
        import fcntl, os, pty, select, struct, sys, termios, time
        import pyte
        columns, rows, keys, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(program[0], program)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        screen = pyte.Screen(columns, rows)
        stream = pyte.ByteStream(screen)
        def settle(first):
            end, wait = time.time() + 20, first
            while time.time() < end and select.select([terminal], [], [], wait)[0]:
                try: stream.feed(os.read(terminal, 65536))
                except OSError: return
        def shown():
            line = lambda y: "".join(screen.buffer[y][x].data for x in range(columns)).rstrip()
            return "\\n".join(line(y) for y in range(rows))
        settle(10)
        settle(2)
        for key in keys.split(" "):
            os.write(terminal, {"Enter": b"\\r", "Escape": b"\\x1b"}.get(key, key.encode()))
            settle(0.2 if key == "Escape" else 0.03)
        settle(1)
        grown = shown()
        os.write(terminal, b"\\x0c")
        settle(1)
        fresh = shown()
        os.kill(pid, 9)
        print(grown)
        if grown != fresh:
            print("a full repaint shows:\\n" + fresh)
            sys.exit(1)
        """

    private static let history = "2 j j / 水 Enter Escape 1 j 3 j j 4 G k k ? j Escape 2 j F Escape : u Escape"

    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        for index in 1...30 { _ = try machine.banshi("add", "核对第\(index)号材料（含附件） 截止:周\("一二三四五六日".map { $0 }[index % 5])") }
        try machine.write("in/1.txt", "云溪县水利局文件\n云水〔2026〕7号\n关于石桥水库除险加固工程资金的请示\n云溪县人民政府：\n申请资金。\n")
        try machine.write("in/2.txt", "云溪县财政局文件\n云财〔2026〕8号\n关于𠮷林路①号⁂排水管网的通知\n云溪县人民政府：\n请报送。\n")
        _ = try machine.banshi("receive", machine.folder + "/in")
        return machine
    }

    private func show(_ machine: Machine, _ terminal: String, _ columns: Int, _ rows: Int, _ language: String) throws -> Machine.Outcome {
        var environment = Machine.environment
        environment["TERM"] = terminal
        return try Machine.run(
            "/usr/bin/python3",
            [
                "-c", Self.emulator, String(columns), String(rows), Self.history, Machine.program, "--office", machine.office, "--lang",
                language,
            ],
            environment: environment)
    }

    @Test func `after any history the screen equals a fresh paint, in terminals of every kind`() throws {
        let machine = try furnished()
        for (terminal, columns, rows, language) in [
            ("linux", 120, 36, "zh-Hans"), ("linux", 80, 24, "zh-Hans"), ("vt220", 80, 24, "en"),
            ("vt100", 60, 20, "zh-Hant"),
        ] {
            let outcome = try show(machine, terminal, columns, rows, language)
            #expect(outcome.code == 0, "\(terminal) \(columns)×\(rows) \(language)\n\(outcome.out)\(outcome.error)")
            #expect(outcome.out.contains("测试") || outcome.out.contains("測試"), "\(outcome.out)")
        }
    }

    @Test func `two emulators show the same`() throws {
        let machine = try furnished()
        let other = try show(machine, "linux", 80, 24, "zh-Hans")
        let screen = try Screen(machine, columns: 80, rows: 24)
        try screen.wait(for: "1 今日")
        for key in Self.history.split(separator: " ").map(String.init) {
            if key == "Enter" || key == "Escape" {
                try screen.press(key)
                // An escape that is followed at once would be read as the beginning of a key.
                usleep(150_000)
            } else {
                try screen.type(key)
            }
        }
        let wanted = other.out.trimmingCharacters(in: .newlines)
        try screen.wait("the other emulator's screen:\n" + wanted) { text in
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                String(line.reversed().drop { $0 == " " }.reversed())
            }
            return lines.joined(separator: "\n").trimmingCharacters(in: .newlines) == wanted
        }
    }
}
