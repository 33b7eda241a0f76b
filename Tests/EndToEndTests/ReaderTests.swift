import Foundation
import Testing

/// The processes that read papers, seen from outside.
@Suite struct ReaderTests {
    @Test(arguments: ["TERM", "HUP", "INT"])
    func `a signal ends an intake within a second, with all that its reader started`(signal: String) throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("1.pdf", "%PDF-1.4\n")
        let time = "3\(getpid()).\(signal.utf8.reduce(0) { $0 * 7 + Int($1) })"
        try machine.write("tools/pdftotext", "#!/bin/bash\nsleep \(time) & sleep \(time)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: machine.folder + "/tools/pdftotext")
        // Looks until two of them sleep, sends the signal, and says how long the end took and who still sleeps a second later.
        let script = """
            import glob, signal, subprocess, sys, time
            def sleepers():
                found = []
                for name in glob.glob('/proc/[0-9]*/cmdline'):
                    try: words = open(name, 'rb').read().split(b'\\0')
                    except OSError: continue
                    if words[0].endswith(b'sleep') and b'\(time)' in words: found.append(name)
                return found
            def until(wanted, seconds):
                end = time.monotonic() + seconds
                while not wanted() and time.monotonic() < end: time.sleep(0.01)
                return wanted()
            p = subprocess.Popen(['\(Machine.program)', 'receive', '\(machine.folder)/1.pdf', '--office', '\(machine.office)'])
            began = until(lambda: len(sleepers()) == 2, 60)
            at = time.monotonic()
            p.send_signal(signal.SIG\(signal))
            code = p.wait(30)
            print(began, time.monotonic() - at < 1, code, until(lambda: not sleepers(), 1))
            """
        let tools = machine.folder + "/tools:" + (Machine.environment["PATH"] ?? "")
        let outcome = try Machine.run(
            "/usr/bin/env", ["python3", "-c", script], environment: Machine.environment.merging(["PATH": tools]) { $1 })
        let words = outcome.out.split(separator: "\n").last?.split(separator: " ") ?? []
        #expect(words.count == 4 && words[0] == "True" && words[1] == "True" && words[3] == "True", "\(outcome)")
        #expect(words.dropFirst(2).first?.hasPrefix("-") == true, "ended by the signal: \(outcome)")
    }

    @Test(arguments: [8, 10, 12, 14, 16, 20, 24])
    func `few open files are a plain word, never a crash`(limit: Int) throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("1.html", "<html><body><p>云水〔2026〕15号</p><p>关于某事的函</p></body></html>")
        let command = "ulimit -n \(limit); exec \"$0\" receive \"$1\" --office \"$2\" --lang en"
        let outcome = try Machine.run("/bin/sh", ["-c", command, Machine.program, machine.folder + "/1.html", machine.office])
        #expect([0, 66, 71, 73, 74, 75].contains(outcome.code), "\(outcome)")
        #expect(outcome.code == 0 || !outcome.error.isEmpty, "\(outcome)")
        if limit >= 16 { #expect(outcome.code == 0, "\(outcome)") }
    }

    @Test(arguments: [("memfd_create", "EMFILE"), ("vfork", "EAGAIN")])
    func `what the machine lacks is not called bad data, and the same paper is taken another time`(call: String, fault: String) throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("1.html", "<html><body><p>云水〔2026〕15号</p><p>关于某事的函</p></body></html>")
        func lacking(_ arguments: String...) throws -> Machine.Outcome {
            let words = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):error=\(fault)"]
            return try Machine.run("/usr/bin/env", words + [Machine.program] + arguments + ["--office", machine.office])
        }
        let outcome = try lacking("receive", machine.folder + "/1.html")
        #expect(outcome.code == 71 && outcome.error.contains("1.html"), "\(outcome)")
        #expect(try lacking("recognize", machine.folder + "/1.html").code == 71)
        #expect(try machine.banshi("receive", machine.folder + "/1.html").code == 0)
    }

    @Test func `the desk says at its start which barrier the kernel lacks, where a drop folder is read`() throws {
        let machine = try Machine()
        try machine.setUp()
        let lacking = "strace -qq -o /dev/null -e trace=landlock_create_ruleset -e inject=landlock_create_ruleset:error=ENOSYS"
        let screen = try Screen(machine, through: lacking)
        let shown = try screen.wait(for: "Landlock")
        #expect(shown.contains("收件夹：本机内核缺少读取隔离"), "\(shown)")
        try screen.press("j")
        try screen.wait("the words to give way") { !$0.contains("Landlock") }
        try screen.type("q")
        try screen.wait(for: "EXIT-0")
        // Without a drop folder the desk reads nothing by itself.
        try FileManager.default.removeItem(atPath: machine.office + "/drop")
        let other = try Screen(machine, through: lacking)
        #expect(try !other.wait(for: "1 今日").contains("Landlock"))
    }
}
