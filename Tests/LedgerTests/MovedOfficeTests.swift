import Foundation
import Ledger
import Office
import TestKit
import Testing

/// Nothing is acknowledged that was written into a file nobody finds again.
@Suite struct MovedOfficeTests {
    private func isRefused(_ office: TestOffice) {
        let fault = #expect(throws: LedgerFault.self) {
            try office.ledger.submit([.open(MatterDraft(register: "tasks", values: ["title": "写总结"]))], as: office.by())
        }
        #expect(fault == .moved(office.folder + "/office.sqlite"))
        #expect(throws: LedgerFault.self) {
            try office.ledger.keepDraft(["title": "写总结"], form: "capture", person: "p1", at: office.now)
        }
    }

    @Test(arguments: [["", "-wal", "-shm"], [""], ["-wal"]])
    func `an office whose files were deleted while it was open`(ends: [String]) throws {
        let office = try TestOffice()
        try office.paper("已有的来文")
        let before = try office.ledger.version()
        for end in ends { try FileManager.default.removeItem(atPath: office.folder + "/office.sqlite" + end) }
        isRefused(office)
        #expect(try office.ledger.version() == before)
    }

    @Test func `an office in whose place another was put`() throws {
        let office = try TestOffice()
        try office.paper("已有的来文")
        let other = try TestOffice()
        try other.paper("另一办公室的来文")
        other.ledger.close()
        let aside = office.folder + "-aside"
        defer { try? FileManager.default.removeItem(atPath: aside) }
        try FileManager.default.moveItem(atPath: office.folder, toPath: aside)
        isRefused(office)
        try FileManager.default.copyItem(atPath: other.folder, toPath: office.folder)
        isRefused(office)
        // Neither is the other office changed by it, nor what was recorded before lost.
        office.ledger.close()
        let there = try Ledger.open(office.folder, for: .writing)
        #expect(try there.verify(deep: true).isWhole && there.version() == (try other.reopened()).version())
        there.close()
        #expect(try Ledger.open(aside, for: .writing).verify(deep: true).isWhole)
    }

    @Test func `an office that is folded anew goes on`() throws {
        let office = try TestOffice()
        try office.paper("来文")
        try office.ledger.rebuild()
        try Rebuilding.run(office.folder, expand: { _, _, _ in [] })
        try office.paper("又一件来文")
        #expect(try office.ledger.verify(deep: true).isWhole)
    }
}
