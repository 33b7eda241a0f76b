import Office
import TestKit
import Testing

@testable import Desk

/// What the desk offers on a matter that was erased while it stood under the cursor.
@Suite struct ErasedMatterTests {
    @Test func `no line is asked for about an erased matter`() throws {
        let kit = try DeskKit()
        try kit.type("2")
        let id = try #require(kit.desk.current)
        try kit.office.ledger.erase(id, reason: "误收", as: kit.office.by())
        kit.desk.snapshot.preview = try kit.office.matter(id)
        #expect(kit.desk.current == id)
        try kit.type("P")
        #expect(kit.desk.overlays.isEmpty)
        #expect(kit.desk.message?.text.contains("已依法清除") == true)
    }
}
