import Foundation
import Testing

/// What a command that failed had made is gone again; what stood there stays.
struct FailedMakingTests {
    @Test func `an init that fails leaves no half of an office`() throws {
        let machine = try Machine()
        try machine.write("kept/note.txt", "mine")
        for folder in [machine.folder + "/new/deep", machine.folder + "/kept"] {
            let outcome = try Machine.run(
                "/usr/bin/env",
                [
                    "sh", "-c", "ulimit -f 40; trap '' XFSZ; exec \"$0\" \"$@\"", Machine.program, "init", folder, "--name", "x",
                    "--profile", "full",
                ])
            #expect(outcome.code == 74, "\(outcome)")
        }
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/new"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: machine.folder + "/kept") == ["note.txt"])
        // An office that stands is not touched by an init that is refused.
        try machine.setUp()
        #expect(try machine.banshi("init", machine.office, "--name", "x").code == 73)
        #expect(try machine.banshi("verify").code == 0)
    }

    @Test func `a salvage that fails leaves no half of an office`() throws {
        let machine = try Machine()
        try machine.setUp()
        let outcome = try Machine.run(
            "/usr/bin/env",
            [
                "sh", "-c", "ulimit -f 40; trap '' XFSZ; exec \"$0\" \"$@\"", Machine.program, "salvage", "--into", machine.folder + "/new",
                "--office", machine.office,
            ])
        #expect(outcome.code == 74 && !outcome.error.contains("not an error"), "\(outcome)")
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/new"))
        #expect(try machine.banshi("salvage", "--into", machine.folder + "/new").code == 0)
    }

    @Test(arguments: [["--lang", "zh-Hans", "help"], ["--lang", "zh-Hans", "--help"], ["help", "export", "--lang", "zh-Hans"]])
    func `the language may stand before help`(words: [String]) throws {
        let outcome = try Machine.run(Machine.program, words)
        #expect(outcome.code == 0 && outcome.out.contains("办公室"), "\(outcome)")
    }

    @Test func `an office that cannot be reached is no office that is missing`() throws {
        let machine = try Machine()
        try FileManager.default.createSymbolicLink(atPath: machine.folder + "/loop", withDestinationPath: machine.folder + "/loop")
        let outcome = try Machine.run(
            Machine.program, ["salvage", "--into", machine.folder + "/new", "--office", machine.folder + "/loop"])
        #expect(outcome.code == 73, "\(outcome)")
        let none = try Machine.run(Machine.program, ["salvage", "--into", machine.folder + "/new", "--office", machine.folder + "/none"])
        #expect(none.code == 66, "\(none)")
    }
}
