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

    @Test(arguments: [8, 12, 16, 64])
    func `few open files are a plain word, never a crash`(limit: Int) throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("1.html", "<html><body><p>云水〔2026〕15号</p><p>关于某事的函</p></body></html>")
        let command = "ulimit -n \(limit); exec \"$0\" receive \"$1\" --office \"$2\" --lang en"
        let outcome = try Machine.run("/bin/sh", ["-c", command, Machine.program, machine.folder + "/1.html", machine.office])
        #expect(outcome.code == (limit < 64 ? 71 : 0), "\(outcome)")
        #expect(outcome.code == 0 || outcome.error.contains("ulimit -n"), "\(outcome)")
    }

    @Test(arguments: ["today", "verify --deep", "backup out.tar", "salvage --into out", "search 函"])
    func `every command names too few open files as what is wrong`(command: String) throws {
        let machine = try Machine()
        try machine.setUp()
        for limit in [6, 10, 16] {
            let script = "cd \"$1\" && ulimit -n \(limit) && exec \"$0\" \(command) --office \"$2\" --lang en"
            let outcome = try Machine.run("/bin/sh", ["-c", script, Machine.program, machine.folder, machine.office])
            #expect(outcome.code == 71 && outcome.error.contains("ulimit -n"), "\(limit): \(outcome)")
        }
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/out"))
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

    /// A kind of file, what is done with it, and by what its reader is known in a trace.
    struct Kind: CustomTestStringConvertible, Sendable {
        let file: String
        let command: [String]
        let reader: String
        var testDescription: String { file + " " + command.joined(separator: " ") }

        init(_ file: String, _ reader: String, _ command: String...) {
            self.file = file
            self.command = command
            self.reader = reader
        }
    }

    @Test(arguments: [
        Kind("a.html", "/libgumbo.so", "recognize"), Kind("a.docx", "/libxml2.so", "recognize"), Kind("a.xlsx", "/libxml2.so", "recognize"),
        Kind("a.xls", "/libfreexl.so", "recognize"), Kind("m.eml", "/libgmime-3.0.so", "recognize"),
        Kind("a.zip", "/libarchive.so", "receive"),
        Kind("a.png", "execve tesseract", "recognize"), Kind("a.doc", "execve antiword", "recognize"),
        Kind("a.pdf", "execve pdftotext", "recognize"),
        Kind("a.xlsx", "/libxml2.so", "import", "--into", "people", "--dry-run"),
        Kind("a.xls", "/libfreexl.so", "import", "--into", "people", "--dry-run"), Kind("w.ics", "/libical.so", "import", "--dry-run"),
    ])
    func `no reader is begun before its process has given its rights away`(kind: Kind) throws {
        let machine = try Machine()
        try machine.setUp()
        try furnish(machine)
        let barriers = try machine.banshi("doctor", "--json").object["checks"] as? [[String: Any]]
        guard barriers?.first(where: { $0["check"] as? String == "readers" })?["ok"] as? Bool == true else { return }
        let trace = machine.folder + "/trace"
        let calls = "trace=execve,openat,landlock_restrict_self,prctl"
        let tools = machine.folder + "/tools:" + (Machine.environment["PATH"] ?? "")
        let words = [kind.command[0], machine.folder + "/" + kind.file] + kind.command.dropFirst() + ["--office", machine.office]
        _ = try Machine.run(
            "/usr/bin/env", ["strace", "-f", "-qq", "-s", "300", "-o", trace, "-e", calls, Machine.program] + words,
            environment: Machine.environment.merging(["PATH": tools]) { $1 })
        let reader = kind.reader.replacingOccurrences(of: "execve ", with: "execve(\"\(machine.folder)/tools/")
        var walled: [Substring: Set<String>] = [:]
        var begun: [Bool] = []
        for line in try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n") where !line.contains(" = -1") {
            guard let process = line.split(separator: " ").first else { continue }
            if line.contains("landlock_restrict_self") { walled[process, default: []].insert("files") }
            if line.contains("PR_SET_SECCOMP, SECCOMP_MODE_FILTER") { walled[process, default: []].insert("calls") }
            if line.contains(reader) { begun.append(walled[process]?.count == 2) }
        }
        // The program itself expands a calendar that was read.
        if kind.file == "w.ics" { begun = Array(begun.prefix(1)) }
        #expect(!begun.isEmpty && begun.allSatisfy(\.self), "\(kind) \(begun)")
    }

    /// A file of every kind, and tools of our own making for those that a program reads.
    private func furnish(_ machine: Machine) throws {
        let script = """
            import zipfile, os
            os.chdir('\(machine.folder)')
            def pack(name, parts):
                z = zipfile.ZipFile(name, 'w')
                for part, text in parts: z.writestr(part, text)
                z.close()
            types = ('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
            word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
            pack('a.docx', [types, ('word/document.xml',
                '<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>关于资金的请示</w:t></w:r></w:p></w:body></w:document>' % word)])
            pack('a.zip', [('1.txt', '云水〔2026〕14号\\n关于资金的请示\\n')])
            old = bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + bytes(504)
            open('a.xls', 'wb').write(old + 'Workbook'.encode('utf-16le') + bytes(1000))
            open('a.doc', 'wb').write(old + 'WordDocument'.encode('utf-16le') + bytes(1000))
            open('a.png', 'wb').write(bytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            open('a.pdf', 'wb').write(b'%PDF-1.4\\n')
            open('m.eml', 'wb').write('From: a@b.cn\\r\\nTo: c@d.cn\\r\\nSubject: x\\r\\nMIME-Version: 1.0\\r\\n\\r\\n请查收\\r\\n'.encode())
            open('a.html', 'w').write('<html><body><p>关于资金的请示</p></body></html>')
            open('w.ics', 'w', newline='').write('\\r\\n'.join(['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:w',
                'DTSTART:20261201T010000Z', 'DTEND:20261201T020000Z', 'SUMMARY:x', 'END:VEVENT', 'END:VCALENDAR', '']))
            """
        try #require(try Machine.run("/usr/bin/env", ["python3", "-c", script]).code == 0)
        try #require(try machine.banshi("export", "people", "-o", machine.folder + "/a.xlsx").code == 0)
        let tools = [
            "tesseract": "[ \"$1\" = --list-langs ] && printf 'List:\\nchi_sim\\n' || echo 关于资金的请示", "antiword": "echo 关于资金的请示",
            "pdftotext": "echo 关于资金的请示",
        ]
        for (name, script) in tools {
            try machine.write("tools/" + name, "#!/bin/sh\n\(script)\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: machine.folder + "/tools/" + name)
        }
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
