import Testing

/// `undo ENTRY` says what became of the act: taken back, or in force again where the entry was itself an undo.
struct UndoEntryTests {
    @Test func `the entry of an undo does its act again, and says so`() throws {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("add", "写总结 @张敏").code == 0)
        func undoLast(_ language: String) throws -> String {
            let entries = try machine.banshi("history", "m1", "--json").list.compactMap { $0["entry"] as? Int }
            let outcome = try machine.banshi("undo", String(try #require(entries.last)), "--lang", language)
            #expect(outcome.code == 0, "\(outcome)")
            return outcome.out
        }
        #expect(try undoLast("en").hasPrefix("Undone: "))
        #expect(try undoLast("en").hasPrefix("Redone: "))
        #expect(try machine.banshi("list", "tasks", "--json").out.contains("写总结"))
        #expect(try undoLast("zh-Hans").hasPrefix("已撤销："))
        #expect(try undoLast("zh-Hans").hasPrefix("已重做："))
    }
}
