import Foundation
import Testing

/// The same key has other bytes in PuTTY, on the Linux console and behind a multiplexer.
@Suite(.serialized) struct KeySpellingTests {
    @Test(arguments: ["\u{1B}[4~", "\u{1B}[F", "\u{1B}[8~", "\u{1B}OF", "\u{1B}[25~", "\u{1B}[1;5C"])
    func `a key a terminal spells in its own way leaves no line and runs nothing`(bytes: String) throws {
        let machine = try Machine()
        try machine.setUp()
        let screen = try Screen(machine, columns: 80, rows: 24)
        try screen.wait(for: "今日")
        try screen.type("A")
        try screen.wait(for: "随手记")
        try screen.type("准备材料")
        try screen.type(bytes)
        try screen.type("finance")
        try screen.wait(for: "准备材料finance")
        try screen.press("Enter")
        try screen.wait(for: "已记 任务")
    }
}
