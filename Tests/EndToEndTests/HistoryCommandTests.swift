import Foundation
import Testing

/// `banshi history` tells of whatever has a handle.
@Suite struct HistoryCommandTests {
    @Test func `everything that has a handle has a history`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.banshi("add", "写总结")
        try machine.banshi("people", "set", "周明远", "phone=5210099")
        for (handle, kind) in [
            ("o1", "office.founded"), ("p2", "person.revised"), ("u1", "unit.enlisted"), ("r1", "place.enlisted"), ("m1", "matter.opened"),
            ("#o1", "office.founded"),
        ] {
            let outcome = try machine.banshi("history", handle, "--json")
            #expect(outcome.code == 0, "\(handle): \(outcome.error)")
            #expect(outcome.list.contains { $0["kind"] as? String == kind }, "\(handle): \(outcome.out)")
            #expect(try machine.banshi("history", handle).out.contains("张敏"), "\(handle)")
        }
        // What was never there is not found, and what was taken back still has its history.
        for handle in ["o2", "p99", "u99", "r9", "d1", "y1", "w1", "g99", "m99", "x1"] {
            #expect(try machine.banshi("history", handle).code == 66, "\(handle)")
        }
        try machine.banshi("add", "再写一份")
        #expect(try machine.banshi("undo").code == 0)
        #expect(try machine.banshi("show", "m2").code == 66)
        let taken = try machine.banshi("history", "m2", "--json").list
        #expect(taken.contains { $0["kind"] as? String == "matter.opened.undone" })
        // A handle of another kind is no paper: nothing is done to it.
        #expect(try machine.banshi("do", "p1", "conclude").code == 66)
    }

    @Test func `what is kept to a circle is told to nobody else`() throws {
        let machine = try Machine()
        try machine.setUp()
        func done(_ arguments: String...) throws {
            let outcome = try Machine.run(Machine.program, arguments + ["--as", "张敏", "--office", machine.office])
            #expect(outcome.code == 0, "\(arguments): \(outcome.error)")
        }
        try done("people", "add", "王芳", "roles=clerk", "account=\(NSUserName())")
        try done("add", "海棠计划")
        try done("do", "t1", "bringup", "--set", "day=明天", "--set", "knowers=张敏")
        func told() throws -> String { try machine.banshi("history", "m1", "--json", "--as", "王芳").out }
        #expect(try !told().contains("海棠") && told().contains("matter.opened"))
    }
}
