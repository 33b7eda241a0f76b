import Foundation
import Ledger
import Office
import TestKit
import Testing

/// A damaged file: what can still be read is brought over, what cannot is named, and nothing that never was comes along.
@Suite struct SalvagingTests {
    private static let page = 4096

    /// An office of some acts, closed, so that everything stands in the one file.
    private func closed() throws -> (office: TestOffice, head: JournalHead) {
        let office = try TestOffice()
        let digest = try office.ledger.keep(Array("水库除险加固".utf8))
        let paper = try cleared(digest: digest, name: "请示.txt", size: 18, text: String(repeating: "水库除险加固。", count: 200))
        for index in 0..<40 {
            let values: [String: JSON] = ["title": .string("第\(index)件来文"), "fields/from": "u2"]
            let id = try office.open(
                MatterDraft(register: "inbound", values: values, enclosures: index == 3 ? [paper] : [], registers: true))
            if index % 3 == 0 { try office.move(id, .putaway) }
        }
        let head = try #require(try office.ledger.verify().head)
        office.ledger.close()
        return (office, head)
    }

    /// The damaged file salvaged, with the end of its journal known from elsewhere.
    private func salvage(_ damaged: Data, _ office: TestOffice, _ head: JournalHead) throws -> (Salvage, Verification) {
        let target = office.folder + "/salvaged"
        try damaged.write(to: URL(fileURLWithPath: office.folder + "/office.sqlite"))
        try? FileManager.default.removeItem(atPath: target)
        let salvage = try Ledger.salvage(office.folder, into: target, head: head)
        let ledger = try Ledger.open(target, for: .reading)
        let verification = try ledger.verify(deep: true, kept: head)
        #expect(verification.entries == salvage.entries && verification.differing.isEmpty && verification.erased == 0)
        #expect(verification.missing == salvage.lostPayloads)
        #expect(salvage.entries + salvage.lost.count == Int(head.seq) && salvage.files == 1)
        #expect(verification.isWhole == (salvage.lost.isEmpty && salvage.lostPayloads == 0), "\(salvage) \(verification)")
        if salvage.lost.isEmpty, salvage.lostPayloads == 0 { #expect(try ledger.search("水库除险", limit: 5).total == 1) }
        return (salvage, verification)
    }

    @Test func `any one page destroyed loses what stood on it`() throws {
        let (office, head) = try closed()
        let whole = try Data(contentsOf: URL(fileURLWithPath: office.folder + "/office.sqlite"))
        let noise = Data((0..<Self.page).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) })
        var hits: [Int64: Int] = [:]
        var untouched = 0
        for page in 0..<(whole.count / Self.page) {
            var damaged = whole
            damaged.replaceSubrange(page * Self.page..<(page + 1) * Self.page, with: noise)
            let (salvage, _) = try salvage(damaged, office, head)
            for seq in salvage.lost { hits[seq, default: 0] += 1 }
            if salvage.lost.isEmpty, salvage.lostPayloads == 0 { untouched += 1 }
        }
        // Most pages hold what is folded from the journal: their loss is no loss. An entry stands on one page, or runs on to few.
        #expect(untouched > whole.count / Self.page / 2)
        #expect(hits.count == Int(head.seq) && hits.values.allSatisfy { $0 <= 2 }, "\(hits)")
    }

    @Test func `a file cut short gives all but what stood behind the cut`() throws {
        let (office, head) = try closed()
        let whole = try Data(contentsOf: URL(fileURLWithPath: office.folder + "/office.sqlite"))
        var last = Int(head.seq) + 1
        for cut in [1, Self.page, 2 * Self.page, 5 * Self.page + 77, whole.count / 2] {
            let (salvage, _) = try salvage(whole.prefix(whole.count - cut), office, head)
            #expect(salvage.entries <= last, "a longer cut cannot give more")
            last = salvage.entries
        }
    }

    @Test func `a hundred random damages`() throws {
        let (office, head) = try closed()
        let whole = try Data(contentsOf: URL(fileURLWithPath: office.folder + "/office.sqlite"))
        var state: UInt64 = 20_261_128
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for _ in 0..<100 {
            var damaged = whole
            for _ in 0...random(3) {
                let at = random(damaged.count)
                switch random(3) {
                case 0: damaged[at] ^= UInt8(1 + random(255))
                case 1: damaged.replaceSubrange(at..<min(at + 1 + random(9_000), damaged.count), with: Data())
                default:
                    let end = min(at + 1 + random(9_000), damaged.count)
                    damaged.replaceSubrange(at..<end, with: Data(repeating: UInt8(random(256)), count: end - at))
                }
            }
            // A piece taken out moves all that follows off its page: there may be nothing left to open.
            try? FileManager.default.removeItem(atPath: office.folder + "/salvaged")
            try damaged.write(to: URL(fileURLWithPath: office.folder + "/office.sqlite"))
            let salvage = try Ledger.salvage(office.folder, into: office.folder + "/salvaged", head: head)
            #expect(salvage.entries + salvage.lost.count == Int(head.seq))
        }
    }

    @Test func `a backup gives what the damaged file lacks`() throws {
        let (office, head) = try closed()
        let helper = office.folder + "/older"
        try FileManager.default.createDirectory(atPath: helper, withIntermediateDirectories: true)
        let whole = try Data(contentsOf: URL(fileURLWithPath: office.folder + "/office.sqlite"))
        try whole.write(to: URL(fileURLWithPath: helper + "/office.sqlite"))
        try Data(whole.prefix(whole.count / 3)).write(to: URL(fileURLWithPath: office.folder + "/office.sqlite"))
        let alone = try Ledger.salvage(office.folder, into: office.folder + "/alone", head: head)
        #expect(!alone.lost.isEmpty)
        let helped = try Ledger.salvage(office.folder, into: office.folder + "/helped", helpedBy: helper, head: head)
        #expect(helped.lost.isEmpty && helped.lostPayloads == 0)
        #expect(try Ledger.open(office.folder + "/helped", for: .reading).verify(deep: true, kept: head).isWhole)
    }

    @Test func `what was erased stays erased`() throws {
        let office = try TestOffice()
        let id = try office.paper("误收的来文")
        office.ledger.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: office.folder + "/office.sqlite"))
        let older = office.folder + "/older"
        try FileManager.default.createDirectory(atPath: older, withIntermediateDirectories: true)
        try before.write(to: URL(fileURLWithPath: older + "/office.sqlite"))
        let ledger = try office.reopened()
        try ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["administrator"]])], as: office.by())
        try ledger.erase(id, reason: "误收", as: office.by())
        ledger.close()
        let salvage = try Ledger.salvage(office.folder, into: office.folder + "/salvaged", helpedBy: older)
        #expect(salvage.lostPayloads == 0)
        let again = try Ledger.open(office.folder + "/salvaged", for: .reading)
        #expect(try again.history(id).first?.event.changes.isEmpty == true)
        #expect(try again.verify(deep: true).isWhole)
    }

    @Test func `a paper that nothing names is left where something was erased, and named`() throws {
        let office = try TestOffice()
        let id = try office.paper("误收的来文")
        try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["administrator"]])], as: office.by())
        try office.ledger.erase(id, reason: "误收", as: office.by())
        let stray = try office.ledger.keep(Array("水库除险加固".utf8))
        office.ledger.close()
        let salvage = try Ledger.salvage(office.folder, into: office.folder + "/salvaged")
        #expect(salvage.leftPapers == [stray] && salvage.unnamedPapers.isEmpty && salvage.files == 0)
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
