import Foundation
import Office

/// Takes the figures of one office, each beside its floor, run by run in turn; the office lies in memory, as it does on a desk in use.
struct Measuring {
    let office: String
    let size: Int
    let runs: Int

    var program: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (own as NSString).deletingLastPathComponent + "/banshi"
    }

    private var database: String { office + "/office.sqlite" }

    func figures() throws -> [Figure] {
        let list =
            "SELECT id, register, printed, title, state, owner, holder, received, due, safe FROM matter WHERE register = 'inbound' ORDER BY id DESC LIMIT 50"
        let find =
            "SELECT count(DISTINCT rowid >> 2) FROM search WHERE search MATCH '\"水库\"'; SELECT DISTINCT rowid >> 2 FROM search WHERE search MATCH '\"水库\"' ORDER BY rowid DESC LIMIT 50"
        let add = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; INSERT INTO probe(text) VALUES ('x')"
        let probe = office + "/probe.sqlite"
        try warm()
        _ = try time("/usr/bin/sqlite3", [probe, "PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS probe(text)"])
        var figures = [
            try pair(1, "list", ["list", "inbound", "--json"], floor: [database, list], goal: 4),
            try pair(6, "search, two characters", ["search", "水库", "--json"], floor: [database, find], goal: 4),
            try pair(8, "add, durable", ["add", "测量"], floor: [probe, add], goal: 3),
            try pair(8, "undo, durable", ["undo"], floor: [probe, add], goal: 3),
        ]
        figures += try desk()
        figures += try insideTheDesk(paint: figures.last?.value ?? 0)
        figures += try calendar()
        figures += try memory()
        return figures
    }

    /// Reads the office once: the floors' own file is small and always in memory, so a cold office would measure the disk.
    private func warm() throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: database))
        defer { try? file.close() }
        while let piece = try file.read(upToCount: 4 << 20), !piece.isEmpty {}
    }

    private func pair(_ row: Int, _ name: String, _ arguments: [String], floor: [String], goal: Double) throws -> Figure {
        var values: [Double] = []
        var floors: [Double] = []
        for run in 0..<(runs + 2) {
            let floorTime = try time("/usr/bin/sqlite3", floor)
            let value = try time(program, arguments + ["--office", office])
            if run >= 2 {
                floors.append(floorTime)
                values.append(value)
            }
        }
        return Figure(row: row, size: size, name: name, value: Self.median(values), floor: Self.median(floors), goal: goal)
    }

    /// Start to first full paint, and key to settled repaint, in a terminal of our own, beside forty lines of C over ncurses.
    private func desk() throws -> [Figure] {
        let bare = try BareCurses(folder: office).built()
        var paints: [Double] = []
        var barePaints: [Double] = []
        var keys: [Double] = []
        var bareKeys: [Double] = []
        for _ in 0..<max(5, runs / 3) {
            let floor = try PseudoTerminal.drive([bare], keys: 40)
            let figure = try PseudoTerminal.drive([program, "--office", office, "--lang", "zh-Hans"], keys: 40, prelude: "4")
            barePaints.append(floor.paint)
            bareKeys += floor.keys
            paints.append(figure.paint)
            keys += figure.keys
        }
        return [
            Figure(
                row: 3, size: size, name: "desk: first full paint", value: Self.median(paints), floor: Self.median(barePaints),
                goal: size > 100_000 ? 12 : 8),
            Figure(row: 4, size: size, name: "desk: key to repaint", value: Self.median(keys), floor: Self.median(bareKeys), goal: 2),
        ]
    }

    /// A search typed into the desk, and an act done in it: put away and taken back by turns.
    private func insideTheDesk(paint: Double) throws -> [Figure] {
        let desk = [program, "--office", office, "--lang", "zh-Hans"]
        let found = try PseudoTerminal.drive(desk, keys: 15, key: "库", prelude: "7\u{1B}", before: "/\u{15}水").keys
        let acts = try PseudoTerminal.drive(desk, keys: 20, key: "fu", prelude: "2").keys
        // Two acts a stroke; the bare floor writes and forces as many bytes as one act's entry and its rows.
        let act = Self.median(acts) / 2
        return [
            Figure(
                row: 7, size: size, name: "desk: search, key to hits", value: Self.median(found), goal: size > 10_000 ? 15 : 5,
                bar: .atMost("ms")),
            Figure(row: 9, size: size, name: "desk: an act, less paint", value: max(0, act - paint), floor: try bareAppend(), goal: 2),
        ]
    }

    /// Appending a block and forcing it to the disk, in milliseconds.
    private func bareAppend() throws -> Double {
        let path = office + "/append.probe"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer {
            close(descriptor)
            unlink(path)
        }
        let block = [UInt8](repeating: 1, count: 4096)
        var times: [Double] = []
        for _ in 0..<41 {
            let start = DispatchTime.now().uptimeNanoseconds
            _ = write(descriptor, block, block.count)
            fdatasync(descriptor)
            times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1_000_000)
        }
        return Self.median(times)
    }

    // MARK: Calendar

    /// Ten thousand events and a hundred that recur, taken in and asked for a week, in an office of their own.
    private func calendar() throws -> [Figure] {
        // Beside the other: no office lies within another.
        let folder = office + "-calendar"
        let database = folder + "/office.sqlite"
        var events = 0
        var seconds = 0.0
        if !FileManager.default.fileExists(atPath: database) {
            _ = try time(program, ["init", folder, "--name", "测量办", "--rehearsal"])
            let file = office + "/calendar.ics"
            events = 10_100
            try SyntheticCalendar(single: 10_000, recurring: 100).text.write(toFile: file, atomically: true, encoding: .utf8)
            seconds = try time(program, ["import", file, "--office", folder]) / 1000
        }
        let begin = SyntheticOffice.now.milliseconds
        let week =
            "SELECT o.*, m.uid FROM occurrence o JOIN meeting m ON m.id = o.meeting WHERE o.start >= \(begin) AND o.start < \(begin + 604_800_000) ORDER BY o.start, o.meeting"
        var values: [Double] = []
        var floors: [Double] = []
        for _ in 0..<runs {
            floors.append(try time("/usr/bin/sqlite3", [database, week]))
            values.append(
                try time(program, ["agenda", "--from", "2026-11-23", "--to", "2026-11-30", "--json", "--office", folder]))
        }
        var figures = [
            Figure(
                row: 2, size: size, name: "agenda of seven days", value: Self.median(values), floor: Self.median(floors), goal: 5)
        ]
        if events > 0 {
            figures.append(
                Figure(row: 10, size: size, name: "import of .ics", value: Double(events) / seconds, goal: 12_000, bar: .atLeast("/s")))
        }
        let bare = try BareCurses(folder: office).built()
        var keys: [Double] = []
        var bareKeys: [Double] = []
        for _ in 0..<max(3, runs / 5) {
            bareKeys += try PseudoTerminal.drive([bare], keys: 30).keys
            keys += try PseudoTerminal.drive([program, "--office", folder, "--lang", "zh-Hans"], keys: 30, key: "]", prelude: "3").keys
        }
        figures.append(
            Figure(row: 5, size: size, name: "calendar: next day", value: Self.median(keys), floor: Self.median(bareKeys), goal: 5))
        return figures
    }

    // MARK: Memory and idling

    /// Anonymous memory of the desk with a list open and of a list command, and what the desk writes in ten idle seconds.
    private func memory() throws -> [Figure] {
        var desk = 0.0
        var idle = 0
        _ = try PseudoTerminal.drive([program, "--office", office, "--lang", "zh-Hans"], keys: 60, prelude: "4") { pid, terminal in
            desk = Self.anonymousMegabytes(of: pid)
            idle = PseudoTerminal.bytes(from: terminal, within: 10)
        }
        return [
            Figure(row: 12, size: size, name: "memory of the desk", value: desk, goal: 20, bar: .atMost("MB")),
            Figure(row: 12, size: size, name: "memory of a list", value: try listMemory(), goal: 8, bar: .atMost("MB")),
            Figure(row: 14, size: size, name: "bytes in ten idle seconds", value: Double(idle), goal: 0, bar: .atMost("B")),
        ]
    }

    /// The command is caught while its output stands in a pipe that nobody reads.
    private func listMemory() throws -> Double {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["list", "inbound", "--limit", "2000", "--json", "--office", office]
        process.standardOutput = pipe
        try process.run()
        usleep(400_000)
        let megabytes = Self.anonymousMegabytes(of: process.processIdentifier)
        process.terminate()
        process.waitUntilExit()
        return megabytes
    }

    private static func anonymousMegabytes(of pid: pid_t) -> Double {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        let kilobytes = line.flatMap { Double($0.filter(\.isNumber)) } ?? 0
        return kilobytes / 1024
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    /// A whole process, in milliseconds of wall time.
    func time(_ program: String, _ arguments: [String]) throws -> Double {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [1, 2] { posix_spawn_file_actions_addopen(&actions, Int32(descriptor), "/dev/null", O_WRONLY, 0) }
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in argv { free(pointer) } }
        var pid: pid_t = 0
        let start = DispatchTime.now().uptimeNanoseconds
        guard posix_spawn(&pid, program, &actions, nil, &argv, environ) == 0 else { throw CocoaError(.fileNoSuchFile) }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        let taken = Double(DispatchTime.now().uptimeNanoseconds - start) / 1_000_000
        // What failed was not measured.
        guard status == 0 else { throw FailedCommand(line: ([program] + arguments).joined(separator: " "), status: status) }
        return taken
    }
}

/// A command whose time was to be taken ended otherwise than well.
struct FailedCommand: Error, CustomStringConvertible {
    let line: String
    let status: Int32
    var description: String { "\(line) ended with status \(status)" }
}
