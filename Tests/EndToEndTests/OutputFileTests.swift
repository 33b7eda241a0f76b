import Foundation
import Testing

/// What `-o` names: never the office itself, a code and a sentence for a place that cannot be written, a form as the name says.
struct OutputFileTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("in/1.txt", "云溪县水利局文件\n云水〔2026〕1号\n关于第一件事的通知\n各科室：\n请办理。\n")
        #expect(try machine.banshi("receive", machine.folder + "/in").code == 0)
        return machine
    }

    /// The commands that write a named file, each with what stands before the name.
    static let writers: [[String]] = [
        ["export", "people", "-o"], ["export", "people", "--format", "xlsx", "-o"], ["export", "meetings", "--format", "ics", "-o"],
        ["export", "inbound", "--format", "jsonl", "-o"], ["report", "register", "--format", "text", "-o"],
        ["report", "register", "--format", "xlsx", "-o"], ["report", "slip", "m1", "--format", "html", "-o"],
    ]

    private func run(_ words: [String], _ path: String, _ machine: Machine) throws -> Machine.Outcome {
        try Machine.run(Machine.program, words + [path, "--office", machine.office, "--lang", "en"])
    }

    @Test(arguments: writers + [["backup"]])
    func `no file is written into the office's own folder, under whatever name`(words: [String]) throws {
        let machine = try furnished()
        let names = ["office.sqlite", "office.sqlite-wal", "new.csv", "files/x", "files/aa/\(String(repeating: "a", count: 64))"]
        for folder in ["aa", "slips"] {
            let path = machine.office + (folder == "aa" ? "/files/" : "/") + folder
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        try FileManager.default.createSymbolicLink(atPath: machine.folder + "/again", withDestinationPath: machine.office)
        try FileManager.default.createSymbolicLink(atPath: machine.folder + "/end", withDestinationPath: machine.office + "/none.csv")
        try FileManager.default.linkItem(atPath: machine.office + "/office.sqlite", toPath: machine.folder + "/hard")
        let paths =
            names.map { machine.office + "/" + $0 } + names.prefix(2).map { machine.folder + "/again/" + $0 }
            + ["/end", "/hard", "/in/../office/office.sqlite"].map { machine.folder + $0 }
        for path in paths {
            let outcome = try run(words, path, machine)
            #expect(outcome.code == 73 && outcome.error.contains("slips/"), "\(words) \(path): \(outcome)")
        }
        #expect(!FileManager.default.fileExists(atPath: machine.office + "/none.csv"))
        #expect(try machine.banshi("verify", "--deep").code == 0)
        // Its folder for what is written out takes it.
        #expect(try run(words, machine.office + "/slips/a", machine).code == 0)
    }

    @Test(arguments: writers)
    func `a place that cannot be written is said with its reason`(words: [String]) throws {
        let machine = try furnished()
        let long = machine.folder + "/" + String(repeating: "a", count: 300)
        for (path, reason) in [
            (machine.folder + "/none/a", "no such folder"), ("/", "a folder"), (machine.folder, "a folder"), (long, "too long"),
        ] {
            let outcome = try run(words, path, machine)
            #expect(outcome.code == 73 && outcome.error.contains(reason) && !outcome.error.contains("Make room"), "\(words): \(outcome)")
        }
        let chinese = try Machine.run(
            Machine.program, words + [machine.folder + "/none/a", "--office", machine.office, "--lang", "zh-Hans"])
        #expect(chinese.code == 73 && chinese.error.contains("没有此文件夹"), "\(chinese)")
        let full = try run(words, "/dev/full", machine)
        #expect(full.code == 74 && full.error.contains("Make room") && !full.error.contains("[ERROR]"), "\(words): \(full)")
        var status = stat()
        #expect(stat("/dev/full", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test(arguments: writers)
    func `what cannot be written to for another reason than room is not said to want room`(words: [String]) throws {
        let machine = try furnished()
        let bind = "import socket; socket.socket(socket.AF_UNIX).bind('\(machine.folder)/s')"
        #expect(try Machine.run("/usr/bin/env", ["python3", "-c", bind]).code == 0)
        let outcome = try run(words, machine.folder + "/s", machine)
        #expect(outcome.code == 74 && outcome.error.contains("cannot be written"), "\(words): \(outcome)")
        #expect(!outcome.error.contains("Make room"))
    }

    @Test func `a report as JSON goes into the file that is named`() throws {
        let machine = try furnished()
        let said = try Machine.run(Machine.program, ["report", "register", "--json", "--office", machine.office, "--lang", "en"])
        for name in ["r.json", "r"] {
            let outcome = try run(["report", "register", "--json", "-o"], machine.folder + "/" + name, machine)
            #expect(outcome.code == 0 && outcome.out.isEmpty, "\(name): \(outcome)")
            #expect(FileManager.default.contents(atPath: machine.folder + "/" + name) == Data(said.out.utf8))
            #expect(try mode(machine.folder + "/" + name) == 0o600)
        }
        // A name of another form would not be what it says.
        let other = try run(["report", "register", "--json", "-o"], machine.folder + "/r.csv", machine)
        #expect(other.code == 64 && other.error.contains("r.csv"), "\(other)")
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/r.csv"))
        let full = try run(["report", "register", "--json", "-o"], "/dev/full", machine)
        #expect(full.code == 74, "\(full)")
        // What only sets the office's header or form writes no file.
        for kind in ["header", "template"] {
            let outcome = try run(["report", kind, "-o"], machine.folder + "/none", machine)
            #expect(outcome.code == 64 && outcome.error.contains("-o"), "\(outcome)")
        }
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test(arguments: writers)
    func `a file that is written is private, also in the place of one that was not`(words: [String]) throws {
        let machine = try furnished()
        let path = machine.folder + "/out"
        try machine.write("out", "old")
        #expect(chmod(path, 0o644) == 0)
        let command = ["-c", "umask 000; exec \"$@\"", "sh", Machine.program] + words + [path, "--office", machine.office]
        let outcome = try Machine.run("/bin/sh", command)
        #expect(outcome.code == 0, "\(words): \(outcome)")
        #expect(try mode(path) == 0o600)
        #expect(FileManager.default.contents(atPath: path) != Data("old".utf8))
    }

    @Test(arguments: writers)
    func `an open stream goes on behind what was written to it by its name`(words: [String]) throws {
        let machine = try furnished()
        let path = machine.folder + "/out"
        #expect(try run(words, machine.folder + "/alone", machine).code == 0)
        let start = try #require(FileManager.default.contents(atPath: machine.folder + "/alone")).prefix(2)
        let line = "{ echo before; \"$@\" && echo after; } > \(path)"
        let outcome = try Machine.run(
            "/bin/sh", ["-c", line, "sh", Machine.program] + words + ["/dev/stdout", "--office", machine.office, "--lang", "en"])
        #expect(outcome.code == 0, "\(words): \(outcome)")
        let whole = try #require(FileManager.default.contents(atPath: path))
        #expect(whole.starts(with: Data("before\n".utf8) + start), "\(words)")
        #expect(whole.suffix(6) == Data("after\n".utf8), "\(words)")
    }

    @Test func `a workbook replaces what a link points to`() throws {
        let machine = try furnished()
        try machine.write("old", "old")
        try FileManager.default.createSymbolicLink(atPath: machine.folder + "/link.xlsx", withDestinationPath: machine.folder + "/old")
        #expect(try run(["export", "people", "-o"], machine.folder + "/link.xlsx", machine).code == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: machine.folder + "/link.xlsx") == machine.folder + "/old")
        #expect(FileManager.default.contents(atPath: machine.folder + "/old")?.starts(with: Data("PK".utf8)) == true)
    }

    @Test func `a form that is named and that there is not is refused, not left aside`() throws {
        let machine = try furnished()
        for (what, form) in [("journal", "csv"), ("journal", "xlsx"), ("meetings", "xlsx"), ("people", "md"), ("inbound", "exe")] {
            let outcome = try machine.banshi("export", what, "--format", form, "-o", machine.folder + "/out", "--lang", "en")
            #expect(outcome.code == 64 && outcome.error.contains("“\(form)”"), "\(what) \(form): \(outcome)")
            #expect(!FileManager.default.fileExists(atPath: machine.folder + "/out"))
        }
        #expect(try machine.banshi("export", "journal", "--format", "jsonl").out.hasPrefix("{"))
    }

    @Test func `the name of a file says its form, and one of no form of it is refused`() throws {
        let machine = try furnished()
        for (words, name, start) in [
            (["report", "register", "-o"], "r.xlsx", "PK"), (["report", "register", "-o"], "r.html", "<!"),
            (["report", "register", "-o"], "r.csv", "\u{FEFF}"), (["export", "inbound", "-o"], "e.jsonl", "{"),
            (["export", "inbound", "-o"], "e.md", "|"), (["export", "people", "-o"], "p.XLSX", "PK"),
        ] {
            let path = machine.folder + "/" + name
            let outcome = try run(words, path, machine)
            #expect(outcome.code == 0, "\(name): \(outcome)")
            #expect(FileManager.default.contents(atPath: path)?.starts(with: Data(start.utf8)) == true, "\(name)")
        }
        for (words, name) in [
            (["export", "people", "-o"], "p.pdf"), (["export", "people", "-o"], "p.md"), (["export", "meetings", "-o"], "m.xlsx"),
            (["report", "register", "-o"], "r.pdf"),
        ] {
            let outcome = try run(words, machine.folder + "/" + name, machine)
            #expect(outcome.code == 64 && outcome.error.contains(name), "\(name): \(outcome)")
            #expect(!FileManager.default.fileExists(atPath: machine.folder + "/" + name))
        }
        // The form that is named goes before.
        #expect(try run(["export", "people", "--format", "csv", "-o"], machine.folder + "/p.pdf", machine).code == 0)
    }
}
