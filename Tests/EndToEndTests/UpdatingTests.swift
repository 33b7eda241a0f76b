import Foundation
import Testing

/// An office of an older version that another program is bringing up to date.
@Suite(.serialized) struct UpdatingTests {
    /// As an older program left it, and while another program has begun to bring it up to date: until the handle is closed.
    private func held(_ machine: Machine) throws -> Int32 {
        let older = "UPDATE head SET value = value - 1 WHERE name = 'version'"
        #expect(try Machine.run("/usr/bin/env", ["sqlite3", machine.office + "/office.sqlite", older]).code == 0)
        let lock = open(machine.office, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw MachineFault("no lock") }
        return lock
    }

    @Test func `a command says so and ends with 75, and goes once it is done`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.banshi("add", "写总结")
        let lock = try held(machine)
        for (language, said) in [("en", "bringing the office up to date"), ("zh-Hans", "正在更新办公室数据"), ("zh-Hant", "正在更新辦公室")] {
            let outcome = try machine.banshi("list", "tasks", "--lang", language)
            #expect(outcome.code == 75 && outcome.error.contains(said), "\(language): \(outcome.error)")
            #expect(!outcome.error.contains("busy") && !outcome.error.contains("\r"))
        }
        close(lock)
        let listed = try machine.banshi("list", "tasks")
        #expect(listed.code == 0 && listed.out.contains("写总结"))
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `the desk shows it, and opens by itself when it is done`() throws {
        let machine = try Machine()
        try machine.setUp()
        let lock = try held(machine)
        let screen = try Screen(machine)
        try screen.wait("the sentence and how far it is") { $0.contains("完成后自动打开工作台") && $0.contains("刚刚开始") }
        close(lock)
        try screen.wait(for: "今日")
        try screen.type("q")
        try screen.wait(for: "EXIT-0")
    }
}
