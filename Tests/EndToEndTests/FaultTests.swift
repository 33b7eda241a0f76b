import Foundation
import Testing

/// Every kind of act, with the storage failing under it at every write: killed, disk full, disk broken, interrupted, no locks left.
///
/// Whatever happens, what was there before is there after, the chain is whole, the office goes on working, and a command that
/// says it did something did it. `FULL=1` fails every single write and prints the table, `FULL=receive` those of that act; the gate samples
/// them.
@Suite(.serialized) struct FaultTests {
    struct Act: CustomStringConvertible, Sendable {
        let name: String
        /// `@` stands for the folder of the test.
        let arguments: [String]
        /// What has to be there before.
        var before: [[String]] = []

        var description: String { name }
    }

    static let acts: [Act] = [
        Act(name: "add", arguments: ["add", "写总结"]),
        Act(name: "receive", arguments: ["receive", "@/paper.txt"]),
        Act(name: "receive a folder", arguments: ["receive", "@/folder"]),
        Act(name: "move", arguments: ["do", "t1", "conclude", "--set", "result=已完成"], before: [["add", "写总结 @张敏"]]),
        Act(name: "undo", arguments: ["undo"], before: [["add", "写总结"]]),
        Act(
            name: "undo a move", arguments: ["undo"],
            before: [["add", "写总结 @张敏"], ["do", "t1", "conclude", "--set", "result=已完成"]]),
        Act(
            name: "redo a move", arguments: ["redo"],
            before: [["add", "写总结 @张敏"], ["do", "t1", "conclude", "--set", "result=已完成"], ["undo"]]),
        Act(name: "redo", arguments: ["redo"], before: [["add", "写总结"], ["undo"]]),
        Act(name: "import calendar", arguments: ["import", "@/calendar.ics"]),
        Act(name: "import people", arguments: ["people", "import", "@/more.csv"]),
        Act(name: "set a person", arguments: ["people", "set", "周明远", "phone=5210099"]),
        Act(name: "hours", arguments: ["hours", "01-01 08:30-12:00 14:30-18:00"]),
        Act(name: "erase", arguments: ["erase", "t1", "--reason", "误录"], before: [["add", "写总结"]]),
        Act(name: "rebuild", arguments: ["rebuild"], before: [["add", "写总结"]]),
        Act(name: "backup", arguments: ["backup", "@/backup.tar"], before: [["add", "写总结"]]),
        Act(
            name: "restore", arguments: ["restore", "@/kept.tar", "--into", "@/restored"],
            before: [["add", "写总结"], ["backup", "@/kept.tar"]]),
    ]

    struct Fault: CustomStringConvertible, Sendable {
        let injected: String
        /// The system calls it befalls.
        var calls = "write,pwrite64,fsync,fdatasync,syncfs,ftruncate,unlink,rename,renameat2,mkdir"
        /// Which call the gate begins with, and how many it passes over.
        var first = 1
        var stride = 23
        /// The acts the gate tries it with; nil for all.
        var acts: Set<String>?

        var description: String { injected }
        var isKill: Bool { injected == "signal=KILL" }
    }

    /// What comes and goes by itself is tried with one act of each kind.
    private static let kinds: Set = ["add", "receive", "move", "undo", "import people", "erase", "rebuild", "backup", "restore"]

    static let faults = [
        Fault(injected: "signal=KILL"), Fault(injected: "error=ENOSPC"), Fault(injected: "error=EIO"),
        Fault(injected: "error=EINTR", first: 5, stride: 61, acts: kinds),
        Fault(injected: "error=ENOLCK", calls: "fcntl", first: 9, stride: 61, acts: kinds),
    ]

    @Test(arguments: acts, faults)
    func `storage fails under an act`(act: Act, fault: Fault) throws {
        let full = ProcessInfo.processInfo.environment["FULL"]
        let isFull = full == "1" || full.map(act.name.hasPrefix) ?? false
        guard isFull || fault.acts?.contains(act.name) ?? true else { return }
        let machine = try Machine()
        try machine.setUp()
        try machine.write("paper.txt", "云溪县水利局文件\n云水〔2026〕7号\n关于资金的请示\n云溪县人民政府：\n申请资金。\n")
        for index in 1...12 {
            try machine.write("folder/\(index).txt", "云溪县水利局文件\n云水〔2026〕\(index)号\n关于第\(index)件事的请示\n云溪县人民政府：\n申请资金。\n")
        }
        try machine.write("more.csv", "姓名,职务,角色,科室\n陈静,科员,,综合科\n")
        try machine.write(
            "calendar.ics",
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261123T150000\r\nSUMMARY:例会\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        func placed(_ words: [String]) -> [String] { words.map { $0.replacingOccurrences(of: "@/", with: machine.folder + "/") } }
        for step in act.before { #expect(try run(placed(step), machine).code == 0) }
        let still = machine.folder + "/still"
        try FileManager.default.copyItem(atPath: machine.office, toPath: still)
        let entries = try entries(machine)
        let arguments = placed(act.arguments)
        let calls = fault.calls
        // An error leaves the program running, so its writes are counted; a kill ends where none is left to reach.
        let last = fault.isKill ? 900 : try writes(arguments, machine, still, calls)
        var tally: [Int32: Int] = [:]
        var point = isFull ? 1 : max(1, min(fault.first, last))
        while point <= last {
            try reset(machine, to: still)
            let outcome = try Machine.run(
                "/usr/bin/env",
                [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(calls)", "-e",
                    "inject=\(calls):\(fault.injected):when=\(point)",
                    Machine.program,
                ] + arguments + ["--office", machine.office])
            tally[outcome.code, default: 0] += 1
            try check(outcome, machine, "\(act.name), \(fault) at write \(point)", had: entries)
            // Beyond the last write nothing is injected, and the act is done.
            if outcome.code == 0, fault.isKill { break }
            point += isFull ? 1 : fault.stride
        }
        #expect(tally.count > 1 || !fault.isKill, "no write of \(act.name) was ever reached")
        if isFull {
            print(
                "| \(act.name) | \(fault) | \(point) | \(tally.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")) |"
            )
        }
    }

    /// The first call of each kind by which a lock is taken, asked for or given back while a rebuild runs, by its number among all.
    private func locks(_ machine: Machine, _ still: String) throws -> [Int] {
        try reset(machine, to: still)
        let log = machine.folder + "/locks"
        _ = try Machine.run(
            "/usr/bin/env", ["strace", "-f", "-qq", "-o", log, "-e", "trace=fcntl", Machine.program, "rebuild", "--office", machine.office])
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        var kinds: Set<Substring> = []
        return calls.indices.filter { index in
            guard let lock = calls[index].firstIndex(of: "{") else { return false }
            let kind = calls[index][lock...]
            // A lock within the shared memory that is not given back is waited for through SQLite's own ten seconds: one of them will do.
            let isMarked = ["l_start=1073741", "l_pid="].contains { kind.contains($0) }
            let isShort = isMarked || kind.contains("l_type=F_UNLCK") && kind.contains("l_start=124,")
            return (isShort || ProcessInfo.processInfo.environment["FULL"] == "1") && kinds.insert(kind).inserted
        }.map { $0 + 1 }
    }

    @Test func `a rebuild that gets no lock says so and ends, and the next one succeeds`() throws {
        let machine = try Machine()
        try machine.setUp()
        #expect(try run(["add", "写总结"], machine).code == 0)
        let still = machine.folder + "/still"
        try FileManager.default.copyItem(atPath: machine.office, toPath: still)
        let entries = try entries(machine)
        var failed = 0
        for call in try locks(machine, still) {
            try reset(machine, to: still)
            let outcome = try Machine.run(
                "/usr/bin/env",
                [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fcntl", "-e", "inject=fcntl:error=ENOLCK:when=\(call)",
                    Machine.program, "rebuild", "--office", machine.office, "--lang", "en",
                ])
            if outcome.code != 0 {
                failed += 1
                #expect(outcome.code == 75, "call \(call): \(outcome)")
                #expect(outcome.error.contains("could not be locked") || outcome.error.contains("is busy"), "call \(call): \(outcome)")
            }
            #expect(try run(["rebuild"], machine).code == 0, "after call \(call)")
            let verified = try run(["verify", "--deep", "--json"], machine)
            #expect(verified.code == 0 && verified.object["entries"] as? Int == entries, "after call \(call): \(verified)")
        }
        #expect(failed > 0)
    }

    @Test func `what a command recorded before it failed is said, and nobody is asked to repeat it`() throws {
        let machine = try Machine()
        try machine.setUp()
        let people = (1...60).map { "员工\($0),科员,,综合科\n" }
        try machine.write("more.csv", "姓名,职务,角色,科室\n" + people.joined())
        let still = machine.folder + "/still"
        try FileManager.default.copyItem(atPath: machine.office, toPath: still)
        let had = try entries(machine)
        func failing(_ fault: String, _ arguments: [String]) throws -> Machine.Outcome {
            try reset(machine, to: still)
            let call = fault.prefix { $0 != ":" }
            return try Machine.run(
                "/usr/bin/env",
                ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(fault)", Machine.program] + arguments
                    + ["--office", machine.office, "--lang", "en"])
        }
        // A table is recorded in slices, of which the first has fifty rows: it stands where the disk fills before the second.
        let rows = ["people", "import", machine.folder + "/more.csv"]
        var told = 0
        for point in stride(from: 1, through: try writes(rows, machine, still, "pwrite64"), by: 4) {
            let outcome = try failing("pwrite64:error=ENOSPC:when=\(point)", rows)
            if outcome.code == 0 { continue }
            if try entries(machine) == had { continue }
            told += 1
            #expect(outcome.code == 74 && outcome.error.contains("recorded before that stands"), "write \(point): \(outcome)")
            #expect(try run(rows, machine).code == 0)
            #expect(try entries(machine) == had + people.count, "write \(point)")
        }
        #expect(told > 0)
        // The log holds it all, and only the disk did not say so: who comes next may find it recorded.
        var uncertain = 0
        for point in 1...4 {
            let outcome = try failing("fdatasync:error=EIO:when=\(point)", ["add", "写总结"])
            #expect(try run(["verify", "--deep"], machine).code == 0, "sync \(point)")
            if outcome.code == 0 { continue }
            if try entries(machine) == had { continue }
            uncertain += 1
            #expect(outcome.code == 74 && outcome.error.contains("not certain"), "sync \(point): \(outcome)")
        }
        #expect(uncertain > 0)
    }

    private func run(_ arguments: [String], _ machine: Machine) throws -> Machine.Outcome {
        try Machine.run(Machine.program, arguments + ["--office", machine.office])
    }

    private func reset(_ machine: Machine, to still: String) throws {
        try FileManager.default.removeItem(atPath: machine.office)
        try FileManager.default.copyItem(atPath: still, toPath: machine.office)
        for name in try FileManager.default.contentsOfDirectory(atPath: machine.folder)
        where name == "backup.tar" || name.hasPrefix("restored") { try FileManager.default.removeItem(atPath: machine.folder + "/" + name) }
    }

    private func entries(_ machine: Machine) throws -> Int {
        try run(["verify", "--json"], machine).object["entries"] as? Int ?? -1
    }

    /// How many writes the act makes undisturbed.
    private func writes(_ arguments: [String], _ machine: Machine, _ still: String, _ calls: String) throws -> Int {
        try reset(machine, to: still)
        let log = machine.folder + "/writes"
        _ = try Machine.run(
            "/usr/bin/env",
            ["strace", "-f", "-qq", "-o", log, "-e", "trace=\(calls)", Machine.program] + arguments + ["--office", machine.office])
        return try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count
    }

    private func check(_ outcome: Machine.Outcome, _ machine: Machine, _ what: String, had entries: Int) throws {
        let verified = try run(["verify", "--deep", "--json"], machine)
        #expect(verified.object["ok"] as? Bool == true, "\(what): \(verified.out)\(verified.error)")
        #expect(verified.object["entries"] as? Int ?? -1 >= entries, "\(what): entries are gone")
        #expect((verified.object["differing"] as? [Any])?.isEmpty == true, "\(what): \(verified.out)")
        if outcome.code != 0, outcome.code < 128 {
            #expect([70, 73, 74, 75].contains(outcome.code), "\(what): exit \(outcome.code) \(outcome.error)")
            #expect(!outcome.error.contains("not an error"), "\(what): \(outcome.error)")
        }
        let hasGrown = verified.object["entries"] as? Int ?? -1 > entries
        if hasGrown, outcome.code != 0, outcome.code < 128 {
            #expect(["recorded", "not certain"].contains { outcome.error.contains($0) }, "\(what): \(outcome)")
        }
        // What is there under the name it was to have is whole, and it is there if that was said.
        let restored = machine.folder + "/restored"
        if FileManager.default.fileExists(atPath: restored) {
            let brought = try Machine.run(Machine.program, ["verify", "--deep", "--office", restored])
            #expect(brought.code == 0, "\(what): \(brought.out)\(brought.error)")
        }
        let after = try run(["add", "之后"], machine)
        #expect(after.code == 0, "\(what): the office goes on: \(after.error)")
    }
}
