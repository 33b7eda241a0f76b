import GRDB
import Office
import TestKit
import Testing

@testable import Ledger

/// A fold that writes each row once for a stretch of the journal gives what was written act by act.
@Suite struct FoldingWindowTests {
    /// What is kept of a matter's row besides its record.
    private func row(_ id: SubjectID, _ office: TestOffice) throws -> [String] {
        try office.ledger.queue.read { db in
            let row = try Row.fetchOne(db, sql: "SELECT title, state, readersAll, waiting FROM matter WHERE id = ?", arguments: [id.handle])
            return row.map { $0.map { "\($0.0)=\($0.1)" } } ?? []
        }
    }

    @Test func `what was taken back keeps its title when it is folded anew`() throws {
        let office = try TestOffice()
        let id = try office.paper("关于防汛值班的通知")
        try office.move(id, .register)
        try office.ledger.submit([.note(id, kind: "progress", text: "已联系")], as: office.by())
        for _ in 0..<3 { _ = try office.ledger.undo(as: office.by()) }
        let title = try row(id, office)
        #expect(title.first == "title=\"关于防汛值班的通知\"")
        try office.ledger.rebuild()
        #expect(try row(id, office) == title)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `who was to read it is asked again when its taking back is taken back`() throws {
        let office = try TestOffice()
        let id = try office.paper("关于汛期安全的通报")
        try office.move(id, .register)
        try office.ledger.submit([.move(id, .circulate, form: ["readers": ["p2", "p3"]])], as: office.by())
        let before = try office.ledger.toRead(by: "p2")?.count
        #expect(before == 1)
        for _ in 0..<3 { _ = try office.ledger.undo(as: office.by()) }
        #expect(try office.ledger.toRead(by: "p2") == nil)
        for _ in 0..<3 { _ = try office.ledger.redo(as: office.by()) }
        #expect(try office.ledger.toRead(by: "p2")?.count == before)
        try office.ledger.rebuild()
        #expect(try office.ledger.toRead(by: "p2")?.count == before)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }
}
