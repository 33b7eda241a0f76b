import Foundation
import Testing

/// An office of which something on the disk is not what was written: it is said, with the file and a way out, and nothing calls it sound.
@Suite struct DamagedOfficeTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        for index in 1...3 {
            try machine.write("in/\(index).txt", "云溪县水利局文件\n云水〔2026〕\(index)号\n关于第\(index)件事的通知\n各科室：\n请办理。\n")
        }
        #expect(try machine.banshi("receive", machine.folder + "/in").code == 0)
        return machine
    }

    /// Runs SQL on the database; the log is folded back by it.
    @discardableResult
    private func sql(_ machine: Machine, _ statements: String) throws -> String {
        let outcome = try Machine.run(
            "/usr/bin/env", ["sqlite3", machine.office + "/office.sqlite", "PRAGMA wal_checkpoint(TRUNCATE); " + statements])
        #expect(outcome.code == 0, "\(outcome.error)")
        return outcome.out
    }

    @Test func `verify names every entry that lost its words`() throws {
        let machine = try furnished()
        try machine.write("tasks.csv", "标题\n" + (1...40).map { "第\($0)件事\n" }.joined())
        #expect(try machine.banshi("import", machine.folder + "/tasks.csv", "--into", "tasks").code == 0)
        try sql(machine, "DROP TRIGGER payload_fixed; UPDATE payload SET bytes = x'00';")
        let told = try machine.banshi("verify", "--lang", "en")
        let lost = try machine.banshi("verify", "--json").object["lostContents"] as? [[String: Any]] ?? []
        let entries = Set(lost.compactMap { $0["entry"] as? Int })
        #expect(told.code == 65 && entries.count > 20, "\(told)")
        let words = Set(told.out.split { !$0.isNumber }.compactMap { Int($0) })
        #expect(entries.isSubset(of: words) && !told.out.contains("…") && !told.out.contains(" more"), "\(told.out)")
    }

    @Test func `verify names every number that is missing`() throws {
        let machine = try furnished()
        try machine.write("tasks.csv", "标题\n" + (1...160).map { "第\($0)件事\n" }.joined())
        #expect(try machine.banshi("import", machine.folder + "/tasks.csv", "--into", "tasks").code == 0)
        try sql(machine, "DROP TRIGGER entry_kept; DELETE FROM entry WHERE seq BETWEEN 20 AND 140 OR seq = 150;")
        let told = try machine.banshi("verify", "--lang", "en")
        #expect(told.code == 65 && told.out.contains("Missing: 20–140 150\n"), "\(told)")
        #expect((try machine.banshi("verify", "--json").object["gaps"] as? [Int])?.count == 122)
    }

    private static let unreadable = "UPDATE definition SET compiled = x'00000000' WHERE register = 'inbound';"

    @Test func `a zeroed page of the registers' definitions is said, whatever is asked`() throws {
        let machine = try furnished()
        let file = URL(fileURLWithPath: machine.office + "/office.sqlite")
        let found = try sql(machine, "SELECT 'page ' || pageno FROM dbstat WHERE name = 'definition';")
        let pages = found.split(separator: "\n").compactMap { line in line.hasPrefix("page ") ? Int(line.dropFirst(5)) : nil }
        #expect(pages.count > 2)
        let whole = try Data(contentsOf: file)
        for page in pages {
            var damaged = whole
            damaged.replaceSubrange((page - 1) * 4096..<page * 4096, with: Data(count: 4096))
            for words in [["list", "inbound"], ["today"], ["do", "m2"], ["add", "写总结"], ["verify", "--deep"]] {
                for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + end) }
                try damaged.write(to: file)
                let outcome = try Machine.run(Machine.program, words + ["--office", machine.office])
                #expect(outcome.code != 70 && outcome.code < 128, "\(page) \(words): \(outcome.code) \(outcome.error)")
                #expect(!outcome.error.contains("Make room"), "\(page) \(words): \(outcome.error)")
                if outcome.code == 74 {
                    #expect(outcome.error.contains("office.sqlite") && outcome.error.contains("banshi salvage"), "\(outcome.error)")
                }
            }
            for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + end) }
            try damaged.write(to: file)
            let doctor = try machine.banshi("doctor", "--json")
            #expect(doctor.code == 74 && doctor.object["ok"] as? Bool == false, "\(page): \(doctor.out)")
            let tar = machine.folder + "/office.tar"
            let backup = try machine.banshi("backup", tar)
            #expect(backup.code == 74 && !FileManager.default.fileExists(atPath: tar), "\(page): \(backup.error)")
        }
    }

    @Test func `a definition that cannot be read on sound pages is found by doctor and backup, and rebuild brings it back`() throws {
        let machine = try furnished()
        try sql(machine, Self.unreadable)
        let list = try machine.banshi("list", "inbound")
        #expect(list.code == 74 && list.error.contains("office.sqlite") && list.error.contains("banshi rebuild"), "\(list.error)")
        let doctor = try machine.banshi("doctor")
        #expect(doctor.code == 74 && doctor.out.contains("banshi rebuild"), "\(doctor.out)")
        let backup = try machine.banshi("backup", machine.folder + "/office.tar")
        #expect(backup.code == 74 && backup.error.contains("banshi rebuild"), "\(backup.error)")
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/office.tar"))
        #expect(try machine.banshi("rebuild").code == 0)
        #expect(try machine.banshi("doctor").out.contains("banshi rebuild") == false)
        #expect(try machine.banshi("backup", machine.folder + "/office.tar").code == 0)
    }

    @Test func `a backup whose tables cannot be read is folded anew, and that is said`() throws {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("add", "写总结").code == 0)
        try sql(machine, Self.unreadable)
        let tar = machine.folder + "/office.tar"
        let made = try Machine.run(
            "/usr/bin/env",
            ["sh", "-c", "cd '\(machine.office)' && sha256sum office.sqlite > MANIFEST && tar -cf '\(tar)' MANIFEST office.sqlite"])
        #expect(made.code == 0, "\(made.error)")
        let folder = machine.folder + "/again"
        let restored = try Machine.run(Machine.program, ["restore", tar, "--into", folder])
        #expect(restored.code == 0 && restored.error.contains("folded anew"), "\(restored.code) \(restored.error)")
        #expect(try Machine.run(Machine.program, ["verify", "--deep", "--office", folder]).code == 0)
        #expect(try Machine.run(Machine.program, ["list", "inbound", "--office", folder]).code == 0)
    }

    @Test func `a backup of a broken journal is made, and says so`() throws {
        let machine = try furnished()
        let triggers = try sql(machine, "SELECT 'trigger ' || name FROM sqlite_master WHERE type = 'trigger';")
        for line in triggers.split(separator: "\n") where line.hasPrefix("trigger ") { try sql(machine, "DROP \(line);") }
        try sql(machine, "UPDATE entry SET account = 'x' WHERE seq = (SELECT max(seq) FROM entry);")
        let backup = try machine.banshi("backup", machine.folder + "/office.tar", "--json")
        #expect(backup.code == 65 && backup.object["ok"] as? Bool == false, "\(backup.out)")
        #expect(backup.error.contains("banshi verify"), "\(backup.error)")
        let restored = try Machine.run(Machine.program, ["restore", machine.folder + "/office.tar", "--into", machine.folder + "/again"])
        #expect(restored.code == 65 && restored.error.contains("already broken"), "\(restored.error)")
    }

    @Test func `a salvage names the papers it could not bring over`() throws {
        let machine = try furnished()
        let files = try Machine.run("/usr/bin/env", ["find", machine.office + "/files", "-type", "f"]).out.split(separator: "\n").map(
            String.init)
        try FileManager.default.removeItem(atPath: files[0])
        try Data("changed".utf8).write(to: URL(fileURLWithPath: files[1]))
        let salvaged = try machine.banshi("salvage", "--into", machine.folder + "/new", "--json")
        #expect(salvaged.code == 65 && salvaged.object["files"] as? Int == 1, "\(salvaged.out)\(salvaged.error)")
        let missing = salvaged.object["missing"] as? [String] ?? []
        #expect(Set(missing) == Set(files.prefix(2).map { ($0 as NSString).lastPathComponent }))
        #expect(missing.count == 2 && missing.allSatisfy { salvaged.error.contains($0 + " (m") }, "\(salvaged.error)")
        #expect(!salvaged.error.contains("could not be read"), "no entry is lost: \(salvaged.error)")
    }

    @Test func `a salvage that loses the content of an entry and no entry says just that`() throws {
        let machine = try furnished()
        try sql(
            machine, "DROP TRIGGER payload_fixed; UPDATE payload SET bytes = x'00' WHERE rowid = (SELECT max(rowid) FROM payload);")
        let salvaged = try machine.banshi("salvage", "--into", machine.folder + "/new")
        #expect(salvaged.code == 65 && salvaged.error.contains("content could not be read: 1;"), "\(salvaged.error)")
        #expect(!salvaged.error.contains("()") && !salvaged.error.contains("Entries"), "\(salvaged.error)")
    }

    @Test func `a file that is cut off is called that by every command that meets it`() throws {
        let machine = try furnished()
        let file = URL(fileURLWithPath: machine.office + "/office.sqlite")
        try sql(machine, "SELECT 1;")
        for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + end) }
        let whole = try Data(contentsOf: file)
        try whole.prefix(whole.count / 8192 * 4096).write(to: file)
        let verify = try machine.banshi("verify", "--deep", "--json")
        #expect(verify.code == 74 && verify.object["ok"] as? Bool == false, "\(verify.out)\(verify.error)")
        #expect(verify.error.contains("cut off") && verify.error.contains("banshi salvage") && !verify.error.contains("banshi verify"))
        let doctor = try machine.banshi("doctor")
        #expect(doctor.code == 74 && doctor.out.contains("cut off"), "\(doctor.out)")
        let salvaged = try machine.banshi("salvage", "--into", machine.folder + "/new", "--json")
        #expect(salvaged.code == 65 && salvaged.error.contains("cut off"), "\(salvaged.error)")
        let cutOff = salvaged.object["cutOff"] as? [String: Any]
        #expect(cutOff?["pages"] as? Int == whole.count / 4096, "\(salvaged.out)")
    }

    /// A program that reads the office and goes on holding it, so that its log stays.
    private func reader(of machine: Machine) throws -> Process {
        let (reader, asked, answered) = (Process(), Pipe(), Pipe())
        reader.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        reader.arguments = ["sqlite3", machine.office + "/office.sqlite"]
        (reader.standardInput, reader.standardOutput) = (asked, answered)
        try reader.run()
        asked.fileHandleForWriting.write(Data("BEGIN; SELECT 'reads', count(*) FROM entry;\n".utf8))
        #expect(String(decoding: answered.fileHandleForReading.availableData, as: UTF8.self).contains("reads"))
        return reader
    }

    /// An office of which the first of six changes in the log is damaged; with the bytes of that log.
    private func officeWithDamagedLog() throws -> (machine: Machine, log: URL, bytes: Data) {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("add", "写总结").code == 0)
        try sql(machine, "SELECT 1;")
        let reader = try reader(of: machine)
        for index in 1...6 { #expect(try machine.banshi("add", "第\(index)件事").code == 0) }
        // Killed, it folds nothing back.
        kill(reader.processIdentifier, SIGKILL)
        reader.waitUntilExit()
        let log = URL(fileURLWithPath: machine.office + "/office.sqlite-wal")
        var damaged = try Data(contentsOf: log)
        try #require(damaged.count > 4_152, "the log stays behind")
        damaged[32 + 24 + 100] ^= 0x01
        try damaged.write(to: log)
        return (machine, log, damaged)
    }

    @Test(arguments: [
        ["list", "tasks"], ["list", "--json"], ["today", "--json"], ["show", "m1", "--json"], ["search", "总结", "--json"],
        ["agenda", "--json"], ["history", "m1", "--json"], ["export", "tasks", "--format", "jsonl"], ["report", "register", "tasks"],
        ["register", "list", "--json"], ["desk", "--plain"],
    ])
    func `what is shown of an office with a damaged log is said to be cut off, beside the answer`(words: [String]) throws {
        let (machine, log, damaged) = try officeWithDamagedLog()
        let head = try machine.banshi("verify", "--json").object["head"] as? [String: Any]
        let last = try #require(head?["seq"] as? Int)
        let told = try Machine.run(Machine.program, words + ["--office", machine.office, "--lang", "en"])
        #expect(told.code == 0 && !told.out.contains("damaged"), "\(told)")
        let lines = told.error.split(separator: "\n")
        #expect(lines.count == 1 && told.error.contains("ends with entry \(last),"), "\(told.error)")
        for way in ["banshi verify", "banshi salvage", "banshi restore"] { #expect(told.error.contains(way), "\(told.error)") }
        if words.last == "--json" { #expect((try? JSONSerialization.jsonObject(with: Data(told.out.utf8))) != nil, "\(told.out)") }
        #expect(try Data(contentsOf: log) == damaged)
    }

    @Test func `what is not there is still not there where the log is damaged`() throws {
        let machine = try officeWithDamagedLog().machine
        let told = try machine.banshi("show", "m7", "--lang", "en")
        #expect(told.code == 66 && told.error.contains("banshi salvage"), "\(told)")
    }

    @Test func `a backup refuses a log that is damaged in its middle, and says what a partial one lacks`() throws {
        let (machine, log, damaged) = try officeWithDamagedLog()
        let tar = machine.folder + "/office.tar"
        let refused = try machine.banshi("backup", tar, "--lang", "en")
        #expect(refused.code == 74 && refused.error.contains("banshi salvage"), "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: tar))
        let partly = try machine.banshi("backup", tar, "--partly", "--json")
        #expect(partly.code == 65 && partly.object["ok"] as? Bool == false, "\(partly)")
        #expect(partly.error.contains("banshi salvage") && FileManager.default.fileExists(atPath: tar), "\(partly)")
        #expect(try Data(contentsOf: log) == damaged)
    }

    @Test func `a salvage brings along the papers that only the lost log named`() throws {
        let machine = try Machine()
        try machine.setUp()
        try sql(machine, "SELECT 1;")
        let database = URL(fileURLWithPath: machine.office + "/office.sqlite")
        let before = try Data(contentsOf: database)
        for index in 1...3 { try machine.write("in/\(index).txt", "云溪县水利局文件\n关于第\(index)件事的通知\n请办理。\n") }
        #expect(try machine.banshi("receive", machine.folder + "/in").code == 0)
        for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database.path + end) }
        try before.write(to: database)
        let salvaged = try machine.banshi("salvage", "--into", machine.folder + "/new", "--json", "--lang", "en")
        let unnamed = salvaged.object["unnamed"] as? [String] ?? []
        #expect(unnamed.count == 3 && salvaged.object["files"] as? Int == 3, "\(salvaged)")
        #expect(salvaged.error.contains("no entry names") && unnamed.allSatisfy { salvaged.error.contains($0) }, "\(salvaged.error)")
        for digest in unnamed {
            #expect(FileManager.default.fileExists(atPath: "\(machine.folder)/new/files/\(digest.prefix(2))/\(digest)"))
        }
    }

    @Test func `a salvage brings over the papers of an office whose database is gone`() throws {
        let machine = try furnished()
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: machine.office + "/office.sqlite" + end) }
        let salvaged = try machine.banshi("salvage", "--into", machine.folder + "/new", "--json")
        #expect(salvaged.code == 65 && salvaged.object["files"] as? Int == 3, "\(salvaged)")
        #expect(salvaged.object["entries"] as? Int == 0 && salvaged.error.contains("banshi restore"), "\(salvaged)")
        try FileManager.default.removeItem(atPath: machine.office + "/files")
        #expect(try machine.banshi("salvage", "--into", machine.folder + "/none").code == 66)
    }
}
