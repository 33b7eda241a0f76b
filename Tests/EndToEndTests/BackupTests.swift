import Foundation
import Testing

/// A backup is whole or none; a restore checks every byte before it writes one.
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

    @Test func `a damaged, cut or foreign backup writes nothing`() throws {
        let machine = try furnished()
        let file = machine.folder + "/office.tar"
        #expect(try machine.banshi("backup", file).code == 0)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        var flipped = whole
        flipped[whole.count / 2] ^= 0x20
        let cases: [(String, Data)] = [
            ("flipped", flipped), ("cut", whole.prefix(whole.count / 3)), ("empty", Data()), ("foreign", Data("no tar at all".utf8)),
        ]
        for (name, data) in cases {
            let path = machine.folder + "/\(name).tar"
            try data.write(to: URL(fileURLWithPath: path))
            let folder = machine.folder + "/from-" + name
            let outcome = try Machine.run(Machine.program, ["restore", path, "--into", folder])
            #expect(outcome.code == 65, "\(name): \(outcome.error)")
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: machine.folder).filter {
            $0.contains(".part") || $0.contains(".sqlite")
        }
        #expect(left == [])
        #expect(try Machine.run(Machine.program, ["restore", "/nowhere.tar", "--into", machine.folder + "/x"]).code == 66)
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
