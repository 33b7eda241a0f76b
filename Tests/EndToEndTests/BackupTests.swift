import Foundation
import Testing

/// A backup is whole or says what it lacks; a restore brings what is good.
@Suite struct BackupTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        for index in 1...3 {
            try machine.write("in/\(index).txt", "云溪县水利局文件\n云水〔2026〕\(index)号\n关于第\(index)件事的通知\n各科室：\n请办理。\n")
        }
        #expect(try machine.banshi("receive", machine.folder + "/in").code == 0)
        return machine
    }

    @Test func `there and back again`() throws {
        let machine = try furnished()
        let file = machine.folder + "/office.tar"
        let made = try machine.banshi("backup", file, "--json")
        #expect(made.code == 0 && made.object["files"] as? Int == 3, "\(made.error)")
        #expect(try machine.banshi("backup", file).code == 73)
        #expect(try machine.banshi("add", "备份之后的事").code == 0)
        let folder = machine.folder + "/again"
        let restored = try Machine.run(Machine.program, ["restore", file, "--into", folder, "--json"])
        #expect(restored.code == 0, "\(restored.error)")
        #expect(restored.object["entries"] as? Int == made.object["entries"] as? Int)
        let list = try Machine.run(Machine.program, ["list", "--office", folder, "--json"])
        #expect(list.out.contains("关于第3件事的通知") && !list.out.contains("备份之后的事"))
        #expect(try Machine.run(Machine.program, ["verify", "--deep", "--office", folder]).code == 0)
        #expect(try Machine.run(Machine.program, ["restore", file, "--into", folder]).code == 73)
        let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func `what is good of a damaged backup comes back, and the rest is named`() throws {
        let machine = try furnished()
        let file = machine.folder + "/office.tar"
        #expect(try machine.banshi("backup", file).code == 0)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        let paper = try #require(whole.range(of: Data("关于第2件事的通知\n各科室".utf8)))
        var flipped = whole
        flipped[paper.lowerBound] ^= 0x20
        // The papers stand behind the database, each in blocks of its own.
        let cases: [(String, Data)] = [("flipped", flipped), ("cut", whole.prefix(paper.lowerBound))]
        for (name, data) in cases {
            let path = machine.folder + "/\(name).tar"
            try data.write(to: URL(fileURLWithPath: path))
            let folder = machine.folder + "/from-" + name
            let outcome = try Machine.run(Machine.program, ["restore", path, "--into", folder, "--json"])
            let missing = outcome.object["missing"] as? [String] ?? []
            #expect(outcome.code == 65 && !missing.isEmpty && missing.count < 4, "\(name): \(outcome.out)\(outcome.error)")
            #expect(missing.allSatisfy { outcome.error.contains($0) }, "\(outcome.error)")
            let verified = try Machine.run(Machine.program, ["verify", "--deep", "--json", "--office", folder])
            #expect(verified.code == 65 && (verified.object["differing"] as? [Any])?.isEmpty == true, "\(verified.out)")
            let faulty = (verified.object["papers"] as? [String: Any])?["faulty"] as? [String] ?? []
            #expect(faulty.count == missing.count && missing.allSatisfy { place in faulty.contains { place.hasSuffix($0) } })
        }
    }

    @Test func `a paper that no entry names is named, and makes no office less whole`() throws {
        let machine = try furnished()
        let digest = String(repeating: "5a", count: 32)
        let folder = machine.office + "/files/" + digest.prefix(2)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("无人引用".utf8).write(to: URL(fileURLWithPath: folder + "/" + digest))
        #expect(try machine.banshi("verify", "--deep", "--lang", "en").out.contains(digest) == false, "it may be on its way into an entry")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: folder + "/" + digest)
        let told = try machine.banshi("verify", "--deep", "--lang", "zh-Hans")
        #expect(told.code == 0 && told.out.contains("无任何记录引用") && told.out.contains(digest), "\(told.out)\(told.error)")
        let papers = try #require(try machine.banshi("verify", "--deep", "--json").object["papers"] as? [String: Any])
        #expect(papers["stray"] as? [String] == [digest] && papers["faulty"] as? [String] == [])
        #expect(try machine.banshi("verify", "--lang", "en").out.contains(digest) == false)
    }

    @Test func `a spoilt line of the list is said, and its paper brought all the same`() throws {
        let machine = try furnished()
        let file = machine.folder + "/office.tar"
        #expect(try machine.banshi("backup", file).code == 0)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        let name = try #require(whole.range(of: Data("  files/".utf8)))
        let line = try #require(whole.range(of: Data("office.sqlite\n".utf8)))
        // The separator, a digit of the digest, a byte of it that is no text, the name.
        let digit = name.lowerBound - 5
        let spoilt: [(Int, UInt8)] = [
            (name.lowerBound, 0x01), (name.lowerBound + 1, 0x61), (digit, whole[digit] == 0x30 ? 0x31 : 0x30), (digit, 0xFF),
            (name.lowerBound + 2, 0x67), (name.lowerBound - 65, 0x20),
            // The database's own line: its chain speaks for it.
            (line.lowerBound - 10, whole[line.lowerBound - 10] == 0x30 ? 0x31 : 0x30), (line.lowerBound, 0x01),
        ]
        for (index, (place, byte)) in spoilt.enumerated() {
            var data = whole
            data[place] = byte
            let path = machine.folder + "/spoilt-\(index).tar"
            try data.write(to: URL(fileURLWithPath: path))
            let folder = machine.folder + "/from-\(index)"
            let outcome = try Machine.run(Machine.program, ["restore", path, "--into", folder, "--json"])
            #expect(outcome.code == 65 && outcome.error.contains("MANIFEST"), "\(index): \(outcome.out)\(outcome.error)")
            #expect(outcome.error.contains("The database differs") == (index >= 5), "\(index): \(outcome.error)")
            #expect(outcome.object["files"] as? Int == 3 && outcome.object["ok"] as? Bool == false, "\(outcome.out)")
            #expect((outcome.object["missing"] as? [String])?.isEmpty == true, "\(outcome.out)")
            #expect(try Machine.run(Machine.program, ["verify", "--deep", "--office", folder]).code == 0)
        }
    }

    @Test func `behind a spoilt header the papers come back, and the one it was of is named`() throws {
        let machine = try furnished()
        let file = machine.folder + "/office.tar"
        #expect(try machine.banshi("backup", file).code == 0)
        var data = try Data(contentsOf: URL(fileURLWithPath: file))
        let header = try #require(
            stride(from: 0, to: data.count - 512, by: 512).first { data[$0..<$0 + 6] == Data("files/".utf8) })
        let paper = String(decoding: data[header..<header + 73], as: UTF8.self)
        data[header + 125] ^= 0x01
        let path = machine.folder + "/spoilt.tar"
        try data.write(to: URL(fileURLWithPath: path))
        let folder = machine.folder + "/again"
        let outcome = try Machine.run(Machine.program, ["restore", path, "--into", folder, "--json"])
        #expect(outcome.code == 65 && outcome.object["files"] as? Int == 2, "\(outcome.out)\(outcome.error)")
        #expect(outcome.object["missing"] as? [String] == [paper], "\(outcome.out)")
        #expect(FileManager.default.fileExists(atPath: folder + "/drop"))
    }

    /// The header of the list, the first of the file, and the database's.
    @Test(arguments: ["MANIFEST", "office.sqlite"])
    func `everything comes back behind a spoilt header at the head of a backup`(name: String) throws {
        let machine = try furnished()
        let file = machine.folder + "/office.tar"
        let made = try machine.banshi("backup", file, "--json")
        var data = try Data(contentsOf: URL(fileURLWithPath: file))
        let mark = Data(name.utf8) + [0]
        let header = try #require(
            stride(from: 0, to: data.count - 512, by: 512).first { data[$0..<$0 + mark.count] == mark })
        data[header + 125] ^= 0x01
        let path = machine.folder + "/spoilt.tar"
        try data.write(to: URL(fileURLWithPath: path))
        let folder = machine.folder + "/again"
        let outcome = try Machine.run(Machine.program, ["restore", path, "--into", folder, "--json"])
        #expect(outcome.object["entries"] as? Int == made.object["entries"] as? Int, "\(outcome.out)\(outcome.error)")
        #expect(outcome.object["files"] as? Int == 3 && (outcome.object["missing"] as? [String])?.isEmpty == true, "\(outcome.out)")
        #expect(outcome.code == 65 && outcome.object["ok"] as? Bool == false && outcome.error.contains(": \(name)."), "\(outcome)")
        #expect(!outcome.error.contains("The database differs"), "\(outcome.error)")
        #expect(try Machine.run(Machine.program, ["verify", "--deep", "--office", folder]).code == 0)
    }

    @Test func `a backup whose database cannot be read, and what is none, writes nothing`() throws {
        let machine = try furnished()
        let file = machine.folder + "/office.tar"
        #expect(try machine.banshi("backup", file).code == 0)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        let database = try #require(whole.range(of: Data("SQLite format 3".utf8)))
        var flipped = whole
        flipped[database.lowerBound + 5_000] ^= 0x20
        let cases: [(String, Data)] = [
            ("cut", whole.prefix(database.lowerBound + 5_000)), ("empty", Data()),
            ("foreign", Data("no tar at all".utf8)),
        ]
        for (name, data) in cases {
            let path = machine.folder + "/\(name).tar"
            try data.write(to: URL(fileURLWithPath: path))
            let folder = machine.folder + "/from-" + name
            let outcome = try Machine.run(Machine.program, ["restore", path, "--into", folder])
            #expect(outcome.code == 65, "\(name): \(outcome.error)")
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
        // A database that differs from its list comes back whole where its chain is, and is said to differ; else what of it can be read.
        try flipped.write(to: URL(fileURLWithPath: machine.folder + "/flipped.tar"))
        let folder = machine.folder + "/from-flipped"
        let outcome = try Machine.run(Machine.program, ["restore", machine.folder + "/flipped.tar", "--into", folder])
        #expect(outcome.code == 65, "\(outcome.error)")
        #expect(outcome.error.contains("The database differs") != outcome.error.contains("is damaged"), "\(outcome.error)")
        #expect([0, 65].contains(try Machine.run(Machine.program, ["verify", "--deep", "--office", folder]).code))
        #expect(try leftovers(machine) == [])
        #expect(try Machine.run(Machine.program, ["restore", "/nowhere.tar", "--into", machine.folder + "/x"]).code == 66)
    }

    @Test func `what is no file is no backup, and nothing waits for it`() throws {
        let machine = try Machine()
        try machine.setUp()
        let pipe = machine.folder + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let commands = [["restore"], ["salvage", "--office", machine.office, "--backup"]]
        for path in [pipe, "/dev/zero", machine.folder] {
            for command in commands {
                let folder = machine.folder + "/into"
                let outcome = try Machine.run(Machine.program, command + [path, "--into", folder, "--lang", "en"])
                let reason = path == machine.folder ? "a folder" : "not a plain file"
                #expect(outcome.code == 66 && outcome.error.contains("cannot be read: \(reason)"), "\(command) \(path): \(outcome.error)")
                #expect(!FileManager.default.fileExists(atPath: folder))
            }
        }
        for command in [["people", "import"], ["register", "check"], ["verify", "--head"], ["receive"], ["recognize"]] {
            for path in [pipe, "/dev/zero"] {
                let outcome = try Machine.run(Machine.program, command + [path, "--office", machine.office])
                #expect([65, 66].contains(outcome.code), "\(command) \(path): \(outcome)")
            }
        }
    }

    @Test func `of a backup whose database is damaged everything comes back that can be read`() throws {
        let machine = try furnished()
        let file = machine.folder + "/office.tar"
        let made = try machine.banshi("backup", file, "--json")
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        let database = try #require(whole.range(of: Data("SQLite format 3".utf8)))
        var headless = whole
        for index in 0..<16 { headless[database.lowerBound + index] = 0x20 }
        let path = machine.folder + "/headless.tar"
        try headless.write(to: URL(fileURLWithPath: path))
        let folder = machine.folder + "/from-headless"
        let outcome = try Machine.run(Machine.program, ["restore", path, "--into", folder, "--json"])
        #expect(outcome.code == 65 && outcome.error.contains("is damaged"), "\(outcome.out)\(outcome.error)")
        #expect(outcome.object["entries"] as? Int == made.object["entries"] as? Int && outcome.object["files"] as? Int == 3)
        #expect(outcome.object["ok"] as? Bool == false && (outcome.object["missing"] as? [String])?.isEmpty == true, "\(outcome.out)")
        let list = try Machine.run(Machine.program, ["list", "--office", folder, "--json"])
        #expect(list.out.contains("关于第3件事的通知"), "\(list.out)")
        #expect(try Machine.run(Machine.program, ["verify", "--deep", "--office", folder]).code == 0)
        #expect(try leftovers(machine) == [])
    }

    @Test func `what a killed salvage left is swept by the next`() throws {
        let machine = try furnished()
        let left = machine.folder + "/new.4194303.part"
        try FileManager.default.createDirectory(atPath: left + "/files", withIntermediateDirectories: true)
        #expect(try machine.banshi("salvage", "--into", machine.folder + "/new").code == 0)
        #expect(try leftovers(machine) == [])
    }

    private func leftovers(_ machine: Machine) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: machine.folder).filter { $0.contains(".part") || $0.contains(".sqlite") }
    }

    @Test func `a paper that is missing, altered or unreadable fails the backup by name`() throws {
        let machine = try furnished()
        let files = try Machine.run("/usr/bin/env", ["find", machine.office + "/files", "-type", "f"]).out.split(separator: "\n").map(
            String.init)
        try FileManager.default.removeItem(atPath: files[0])
        try Data("changed".utf8).write(to: URL(fileURLWithPath: files[1]))
        let file = machine.folder + "/office.tar"
        let refused = try machine.banshi("backup", file)
        #expect(refused.code == 74 && !FileManager.default.fileExists(atPath: file))
        for path in files.prefix(2) { #expect(refused.error.contains((path as NSString).lastPathComponent), "\(refused.error)") }
        let partly = try machine.banshi("backup", file, "--partly", "--json")
        for path in files.prefix(2) { #expect(partly.error.contains((path as NSString).lastPathComponent + " (m"), "\(partly.error)") }
        #expect(partly.code == 65 && partly.object["files"] as? Int == 1)
        #expect((partly.object["missing"] as? [String])?.count == 2)
        let restored = try Machine.run(Machine.program, ["restore", file, "--into", machine.folder + "/again", "--json"])
        #expect(restored.code == 65 && (restored.object["missing"] as? [String])?.count == 2)
        for path in files.prefix(2) { #expect(restored.error.contains((path as NSString).lastPathComponent + " (m"), "\(restored.error)") }
        #expect(try leftovers(machine) == [])
    }

    @Test func `a backup that is killed leaves nothing`() throws {
        let machine = try furnished()
        for call in 1...40 {
            _ = try Machine.run(
                "/usr/bin/env",
                [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=write,pwrite64,fsync,linkat,unlink:signal=KILL:when=\(call)",
                    Machine.program, "backup", machine.folder + "/killed.tar", "--office", machine.office,
                ])
            // The copy has a name from its making to the next call.
            let left = try leftovers(machine).filter { !$0.hasSuffix(".sqlite") }
            #expect(left == [], "killed at call \(call)")
            if FileManager.default.fileExists(atPath: machine.folder + "/killed.tar") {
                #expect(
                    try Machine.run(Machine.program, ["restore", machine.folder + "/killed.tar", "--into", machine.folder + "/r"]).code == 0
                )
                try FileManager.default.removeItem(atPath: machine.folder + "/r")
                try FileManager.default.removeItem(atPath: machine.folder + "/killed.tar")
            }
        }
        #expect(try machine.banshi("backup", machine.folder + "/killed.tar").code == 0)
        #expect(try leftovers(machine) == [])
    }

    @Test func `the end of a journal kept elsewhere shows what a chain cannot`() throws {
        let machine = try furnished()
        let kept = try machine.banshi("verify", "--json")
        try machine.write("head.json", kept.out)
        let old = machine.folder + "/old"
        try FileManager.default.copyItem(atPath: machine.office, toPath: old)
        try machine.banshi("add", "之后的事")
        #expect(try machine.banshi("verify", "--head", machine.folder + "/head.json").code == 0)
        try machine.write("later.json", try machine.banshi("verify", "--json").out)
        let cut = try Machine.run(Machine.program, ["verify", "--head", machine.folder + "/later.json", "--office", old, "--json"])
        #expect(cut.code == 65 && cut.object["keptHead"] as? String == "cutOff")
        _ = try Machine.run(Machine.program, ["add", "另一件事", "--office", old])
        let anew = try Machine.run(Machine.program, ["verify", "--head", machine.folder + "/later.json", "--office", old, "--json"])
        #expect(anew.code == 65 && anew.object["keptHead"] as? String == "rewritten")
        try machine.write("none.txt", "nothing")
        #expect(try machine.banshi("verify", "--head", machine.folder + "/none.txt").code == 65)
    }

    @Test func `no office is made within another`() throws {
        let machine = try furnished()
        let file = machine.folder + "/office.tar"
        #expect(try machine.banshi("backup", file).code == 0)
        let before = try FileManager.default.subpathsOfDirectory(atPath: machine.office).sorted()
        for inner in ["/inner", "/drop", "/files/a/b", "/inner/"] {
            let folder = machine.office + inner
            let made = try Machine.run(Machine.program, ["init", folder, "--name", "内"])
            #expect(made.code == 73 && made.error.contains(machine.office), "\(inner): \(made.error)")
            #expect(try Machine.run(Machine.program, ["restore", file, "--into", folder]).code == 73)
        }
        #expect(try FileManager.default.subpathsOfDirectory(atPath: machine.office).sorted() == before)
        // Named from where one stands, by one character too.
        let here = { (folder: String, name: String) in
            try Machine.run("/usr/bin/env", ["sh", "-c", "cd '\(folder)' && '\(Machine.program)' init '\(name)' --name 内 --rehearsal"])
        }
        #expect(try here(machine.office, "e").code == 73)
        for name in ["e", "./f", "g/", "h/i"] { #expect(try here(machine.folder, name).code == 0, "\(name)") }
    }

    @Test func `a tar that points out of the folder is refused`() throws {
        let machine = try Machine()
        try machine.write("evil/MANIFEST", String(repeating: "0", count: 64) + "  ../../escaped\n")
        let tar = machine.folder + "/evil.tar"
        #expect(try Machine.run("/usr/bin/env", ["tar", "-C", machine.folder + "/evil", "-cf", tar, "MANIFEST"]).code == 0)
        #expect(try Machine.run(Machine.program, ["restore", tar, "--into", machine.folder + "/x"]).code == 65)
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/x"))
    }

    @Test func `odd names and places end in a sentence`() throws {
        let machine = try furnished()
        let short = try Machine.run(
            "/usr/bin/env", ["sh", "-c", "cd '\(machine.folder)' && '\(Machine.program)' backup b --office '\(machine.office)'"])
        #expect(short.code == 0, "\(short.error)")
        let mode = try FileManager.default.attributesOfItem(atPath: machine.folder + "/b")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try machine.banshi("backup", "").code == 64)
        #expect(try machine.banshi("backup", "/proc/none/b").code == 73)
        try FileManager.default.createDirectory(atPath: machine.folder + "/empty", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: machine.folder + "/link", withDestinationPath: machine.folder + "/empty")
        for place in ["link", "in/1.txt"] {
            let outcome = try Machine.run(Machine.program, ["restore", machine.folder + "/b", "--into", machine.folder + "/" + place])
            #expect(outcome.code == 73 && outcome.error.contains(place), "\(outcome.error)")
        }
        let outcome = try Machine.run(Machine.program, ["restore", machine.folder + "/b", "--into", "/proc/none"])
        #expect(outcome.code == 73 && !outcome.error.contains("NSCocoa"), "\(outcome.error)")
        #expect(try Machine.run(Machine.program, ["restore", machine.folder + "/b", "--into", machine.folder + "/empty/"]).code == 0)
    }
}
