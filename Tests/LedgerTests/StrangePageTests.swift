import Foundation
import GRDB
import Ledger
import Office
import TestKit
import Testing

/// A row that holds what its table never holds ends in a fault, and never ends the program.
@Suite struct StrangePageTests {
    private func furnished() throws -> TestOffice {
        let office = try TestOffice()
        for index in 0..<12 {
            let digest = try office.ledger.keep(Array("第\(index)件".utf8))
            let paper = try cleared(
                digest: digest, name: "请示.txt", size: 9, text: String(repeating: "水库除险加固\(index)。", count: 400))
            let values: [String: JSON] = ["title": .string("第\(index)件来文"), "fields/from": "u2"]
            _ = try office.open(MatterDraft(register: "inbound", values: values, enclosures: [paper], registers: true))
        }
        office.ledger.close()
        return office
    }

    @Test func `any two pages that changed places`() throws {
        let office = try furnished()
        let file = URL(fileURLWithPath: office.folder + "/office.sqlite")
        let whole = try Data(contentsOf: file)
        let pages = whole.count / 4096
        func page(_ index: Int) -> Data { Data(whole[index * 4096..<(index + 1) * 4096]) }
        var faults = 0
        for first in 1..<pages {
            let second = 1 + (first - 1 + pages / 3) % (pages - 1)
            var swapped = whole
            swapped.replaceSubrange(first * 4096..<(first + 1) * 4096, with: page(second))
            swapped.replaceSubrange(second * 4096..<(second + 1) * 4096, with: page(first))
            for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + end) }
            try swapped.write(to: file)
            do throws(LedgerFault) {
                let ledger = try Ledger.open(office.folder, for: .writing)
                defer { ledger.close() }
                _ = try? ledger.stages()
                _ = try? ledger.search("水库除险", limit: 5)
                if try !ledger.verify().isWhole { faults += 1 }
                if first % 4 == 0 { try ledger.rebuild() }
            } catch { faults += 1 }
        }
        #expect(faults > 0)
    }

    @Test func `an entry whose moment is no number is named`() throws {
        let office = try furnished()
        try DatabaseQueue(path: office.folder + "/office.sqlite").write { db in
            for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try db.execute(sql: "UPDATE entry SET at = x'00', recorded = x'00' WHERE seq = (SELECT max(seq) FROM entry)")
        }
        let ledger = try Ledger.open(office.folder, for: .writing)
        let fault = #expect(throws: LedgerFault.self) {
            try ledger.submit([.open(MatterDraft(register: "tasks", values: ["title": "写总结"]))], as: office.by())
        }
        guard case .corrupt(_, let reason)? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(reason.contains("cannot be read"), "\(reason)")
    }
}
