import Foundation
import Ledger
import Office
import TestKit
import Testing

/// A damaged file: what can still be read is brought over, what cannot is named, and nothing that never was comes along.
@Suite struct SalvagingTests {
    private static let page = 4096

    /// An office of some acts, closed, so that everything stands in the one file.
    private func closed() throws -> (office: TestOffice, entries: Int) {
        let office = try TestOffice()
        let digest = try office.ledger.keep(Array("水库除险加固".utf8))
        let paper = EnclosureDraft(digest: digest, name: "请示.txt", size: 18, text: String(repeating: "水库除险加固。", count: 200))
        for index in 0..<40 {
            let values: [String: JSON] = ["title": .string("第\(index)件来文"), "fields/from": "u2"]
            let id = try office.open(
                MatterDraft(register: "inbound", values: values, enclosures: index == 3 ? [paper] : [], registers: true))
            if index % 3 == 0 { try office.move(id, .putaway) }
        }
        let entries = try office.ledger.verify().entries
        office.ledger.close()
        return (office, entries)
    }

    @Test func `any one page destroyed`() throws {
        let (office, entries) = try closed()
        let whole = try Data(contentsOf: URL(fileURLWithPath: office.folder + "/office.sqlite"))
        let target = office.folder + "/salvaged"
        var untouched = 0
        var losses = 0
        let noise = Data((0..<Self.page).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) })
        for page in 1..<(whole.count / Self.page) {
            var damaged = whole
            damaged.replaceSubrange(page * Self.page..<(page + 1) * Self.page, with: noise)
            try damaged.write(to: URL(fileURLWithPath: office.folder + "/office.sqlite"))
            try? FileManager.default.removeItem(atPath: target)
            let salvage = try Ledger.salvage(office.folder, into: target)
            // A page of the list of tables itself: the papers come over, and nothing is made up.
            if salvage.isJournalLost {
                #expect(salvage.files == 1 && salvage.entries == 0)
                continue
            }
            #expect(salvage.entries + salvage.lost.count == entries, "page \(page)")
            let ledger = try Ledger.open(target, for: .reading)
            let verification = try ledger.verify(deep: true)
            #expect(verification.entries == salvage.entries && verification.differing.isEmpty, "page \(page)")
            // A chain that lost its last entries looks whole; the salvage itself says what is missing.
            let isMiddleLost = salvage.lost.contains { $0 < entries - salvage.lost.count }
            #expect(verification.isWhole == (!isMiddleLost && salvage.lostPayloads == 0), "page \(page): \(salvage) \(verification)")
            #expect(salvage.files == 1)
            if salvage.lost.isEmpty, salvage.lostPayloads == 0 {
                untouched += 1
                #expect(try ledger.search("水库除险", limit: 5).total == 1)
            } else {
                losses += 1
            }
        }
        // Most pages hold what is folded from the journal: their loss is no loss.
        #expect(untouched > losses && losses > 0, "\(untouched) \(losses)")
    }

    @Test func `a log torn anywhere leaves before or after`() throws {
        let office = try TestOffice()
        try office.paper("已有的来文")
        office.ledger.close()
        let before = try Ledger.open(office.folder, for: .writing)
        let count = try before.verify().entries
        try before.submit([.open(MatterDraft(register: "tasks", values: ["title": "写到一半断电"]))], as: office.by())
        let file = try Data(contentsOf: URL(fileURLWithPath: office.folder + "/office.sqlite"))
        let log = try Data(contentsOf: URL(fileURLWithPath: office.folder + "/office.sqlite-wal"))
        before.close()
        let torn = office.folder + "/torn"
        for cut in stride(from: 0, through: log.count, by: 1024) {
            try? FileManager.default.removeItem(atPath: torn)
            try FileManager.default.createDirectory(atPath: torn, withIntermediateDirectories: true)
            try file.write(to: URL(fileURLWithPath: torn + "/office.sqlite"))
            // The disk kept the beginning and wrote something else over the rest.
            var piece = log.prefix(cut)
            piece.append(Data(repeating: 0x5A, count: min(2000, log.count - cut)))
            try piece.write(to: URL(fileURLWithPath: torn + "/office.sqlite-wal"))
            let ledger = try Ledger.open(torn, for: .writing)
            let verification = try ledger.verify(deep: true)
            #expect(verification.isWhole, "cut at \(cut)")
            #expect([count, count + 1].contains(verification.entries), "cut at \(cut)")
            if cut == log.count { #expect(verification.entries == count + 1) }
            ledger.close()
        }
    }
}
