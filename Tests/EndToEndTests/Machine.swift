import Foundation

/// Runs the built program in a folder of its own with a frozen environment: clock, locale, terminal.
final class Machine {
    let folder: String
    var office: String { folder + "/office" }
    static let now = "2026-11-23T11:38:00"

    /// The program stands beside the tests that were built with it.
    static let program: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (tests as NSString).deletingLastPathComponent + "/banshi"
    }()

    init() throws {
        folder = NSTemporaryDirectory() + "banshi-e2e-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    struct Outcome {
        let code: Int32
        let out: String
        let error: String

        var json: Any? { try? JSONSerialization.jsonObject(with: Data(out.utf8), options: .fragmentsAllowed) }
        var object: [String: Any] { json as? [String: Any] ?? [:] }
        var list: [[String: Any]] { json as? [[String: Any]] ?? [] }
    }

    static var environment: [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": NSTemporaryDirectory(), "LANG": "C.UTF-8",
            "TERM": "tmux-256color",
            "BANSHI_NOW": now, "TZ": "UTC",
        ]
    }

    /// Runs a program to its end, its output in files so that no pipe can fill.
    static func run(_ program: String, _ arguments: [String], environment: [String: String] = environment, input: String? = nil) throws
        -> Outcome
    {
        let base = NSTemporaryDirectory() + "banshi-run-" + UUID().uuidString
        defer { for suffix in [".out", ".err", ".in"] { try? FileManager.default.removeItem(atPath: base + suffix) } }
        for (suffix, text) in [(".out", ""), (".err", ""), (".in", input ?? "")] {
            _ = FileManager.default.createFile(atPath: base + suffix, contents: Data(text.utf8))
        }
        let code = try spawn(program, arguments, environment, input: base + ".in", output: base + ".out", error: base + ".err")
        return Outcome(
            code: code, out: (try? String(contentsOfFile: base + ".out", encoding: .utf8)) ?? "",
            error: (try? String(contentsOfFile: base + ".err", encoding: .utf8)) ?? "")
    }

    /// Starts a program and waits for it, at most three minutes; plain system calls, so that nothing waits on a run loop.
    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String: String], input: String, output: String, error: String
    ) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY, 0)
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        // A test's thread may block signals; what it starts must not inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var pid: pid_t = 0
        guard posix_spawn(&pid, program, &actions, &attributes, &argv, &envp) == 0 else { throw MachineFault("cannot start \(program)") }
        let deadline = Date().addingTimeInterval(180)
        var status: Int32 = 0
        while waitpid(pid, &status, WNOHANG) == 0 {
            if Date() > deadline {
                kill(pid, SIGKILL)
                waitpid(pid, &status, 0)
                throw MachineFault("\(program) \(arguments) did not end")
            }
            usleep(2_000)
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    @discardableResult
    func banshi(_ arguments: String..., input: String? = nil, environment: [String: String] = Machine.environment) throws -> Outcome {
        var all = arguments
        if all.first != "init", all.first != "demo" { all += ["--office", office] }
        return try Machine.run(Machine.program, all, environment: environment, input: input)
    }

    func setUp() throws {
        let outcome = try banshi("init", office, "--name", "测试办", "--profile", "general", "--rehearsal", "--person", "张敏")
        guard outcome.code == 0 else { throw MachineFault("init: \(outcome.error)") }
        try write(
            "people.csv", "姓名,职务,排名,角色,科室\n周明远,办公室主任,,director,\n王建国,县长,1,leader,\n李卫东,副县长,2,leader,\n")
        try write("units.csv", "名称,简称,代字,层级,电话\n综合科,,,内设,\n云溪县财政局,财政局,云财函,下级,5210011\n云溪县水利局,水利局,云水,下级,5210014\n")
        try write("places.csv", "会议室,容纳人数\n三楼会议室,40\n")
        for (kind, file) in [("units", "units.csv"), ("people", "people.csv"), ("places", "places.csv")] {
            let outcome = try banshi(kind, "import", folder + "/" + file)
            guard outcome.code == 0 else { throw MachineFault("\(kind): \(outcome.error)\(outcome.out)") }
        }
    }

    func write(_ name: String, _ text: String) throws {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
}

struct MachineFault: Error {
    let what: String
    init(_ what: String) { self.what = what }
}

/// The desk in a terminal: keys in, wait for text with a deadline, screen out.
final class Screen {
    private let name = "banshi-" + UUID().uuidString.prefix(8)
    private let socket: String

    init(
        _ machine: Machine, _ arguments: [String] = [], columns: Int = 120, rows: Int = 36, language: String = "zh-Hans",
        further: [String: String] = [:], through: String = ""
    ) throws {
        socket = "banshi-\(UUID().uuidString.prefix(8))"
        let environment = Machine.environment.merging(further) { $1 }.map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
        let command =
            "env -i \(environment) \(through) \(Machine.program) --office \(machine.office) --lang \(language) \(arguments.joined(separator: " ")); echo EXIT-$?; cat"
        _ = try tmux("-f", "/dev/null", "new-session", "-d", "-s", String(name), "-x", String(columns), "-y", String(rows), command)
    }

    deinit { _ = try? Machine.run("/usr/bin/env", ["tmux", "-L", socket, "kill-server"]) }

    @discardableResult
    private func tmux(_ arguments: String...) throws -> Machine.Outcome {
        let outcome = try Machine.run("/usr/bin/env", ["tmux", "-L", socket] + arguments)
        guard outcome.code == 0 else { throw MachineFault("tmux \(arguments): \(outcome.error)") }
        return outcome
    }

    /// Types text literally.
    func type(_ text: String) throws { try tmux("send-keys", "-t", String(name), "-l", text) }

    /// Presses named keys: `Enter`, `Escape`, `Tab`, `F9`, `C-r`.
    func press(_ keys: String...) throws { for key in keys { try tmux("send-keys", "-t", String(name), key) } }

    func resize(_ columns: Int, _ rows: Int) throws {
        try tmux("resize-window", "-t", String(name), "-x", String(columns), "-y", String(rows))
    }

    var text: String { get throws { try tmux("capture-pane", "-p", "-t", String(name)).out } }

    /// The line the cursor stands in, once it rests: a paint leads the cursor about.
    var line: String {
        get throws {
            var last = ""
            for _ in 1...100 {
                let seen = try tmux(
                    "display-message", "-p", "-t", String(name), "#{cursor_y}", ";", "capture-pane", "-p", "-t", String(name)
                ).out
                if seen == last { break }
                last = seen
                usleep(20_000)
            }
            let lines = last.split(separator: "\n", omittingEmptySubsequences: false)
            guard let row = lines.first.flatMap({ Int($0) }), lines.indices.contains(row + 1) else { return "" }
            return String(lines[row + 1])
        }
    }

    /// Waits until the screen fulfils a condition, at most ten seconds.
    @discardableResult
    func wait(_ what: String, _ fits: (String) -> Bool) throws -> String {
        let deadline = Date().addingTimeInterval(10)
        var seen = ""
        repeat {
            seen = try text
            if fits(seen) { return seen }
            usleep(20_000)
        } while Date() < deadline
        throw MachineFault("waited for \(what), saw:\n\(seen)")
    }

    @discardableResult
    func wait(for text: String) throws -> String { try wait(text) { $0.contains(text) } }
}
