import Foundation
import GRDB
import Ledger
import Office
import TestKit
import Testing

/// Texts and records lie packed on the disk; what was packed once must be readable for ever, and no reader may meet packed bytes.
@Suite struct PackingTests {
    private static let text = "云溪县水利局关于开展安全生产检查的通知\n各科室：\n　　请于11月25日前将情况书面报送至办公室。特此通知。\n"
    /// What the first program that packed made of it.
    private static let stored =
        "ff0194017bb26be2b35dab40cd4170a7e6e9c606e83005b099b9712a72370dd223866be682973dc0e627b4010be904809bb446a6c0362e31dd01cc163b1700"

    @Test func `what was packed by the first program is read`() throws {
        let bytes = try #require(Hex.bytes(Self.stored))
        #expect(String(decoding: try Packing.unpack(bytes), as: UTF8.self) == Self.text)
        #expect(try Packing.unpack(bytes, limit: 18) == Array("云溪县水利局".utf8))
    }

    @Test(arguments: [0, 1, 95, 96, 200, 767, 768, 5_000, 70_000])
    func `what is packed comes back`(count: Int) throws {
        let words = Array(String(repeating: Self.text, count: count / 100 + 1).utf8.prefix(count))
        #expect(try Packing.unpack(Packing.pack(words)) == words)
        var dice = UInt64(count)
        // What cannot be made smaller stays as it is; the first byte is that of a text.
        let noise =
            [UInt8(ascii: "x")]
            + (0..<count).map { _ -> UInt8 in
                dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: dice >> 40)
            }
        #expect(Packing.pack(noise) == noise)
        #expect(try Packing.unpack(noise) == noise)
    }

    @Test(arguments: ["ff01", "ff02100000", "ff01ffffffff7f00", "ff0164", "ff0190010000ff"])
    func `damaged bytes are named, never guessed`(hex: String) throws {
        let bytes = try #require(Hex.bytes(hex))
        #expect(throws: LedgerFault.self) { try Packing.unpack(bytes) }
    }

    @Test func `a long paper is smaller on the disk and whole everywhere it is read`() throws {
        let office = try TestOffice()
        let words = String(repeating: "石桥水库除险加固工程自开工以来进展顺利，现申请后续资金。", count: 60) + "末尾写明海棠计划"
        let digest = try office.ledger.keep(Array(words.utf8))
        let paper = try cleared(digest: digest, name: "请示.txt", size: words.utf8.count, text: words)
        let id = try office.open(
            MatterDraft(register: "inbound", values: ["title": "关于资金的请示", "fields/from": "u2"], enclosures: [paper], registers: true))
        #expect(try office.ledger.texts(of: id).first?.text == words)
        #expect(try office.ledger.texts(of: id, limit: 30).first?.text == String(words.prefix(10)))
        let found = try office.ledger.search("海棠计划", limit: 5)
        #expect(found.total == 1 && found.hits.first?.snippet.contains("海棠计划") == true)
        let sizes = try DatabaseQueue(path: office.folder + "/office.sqlite").read { db in
            try Int.fetchOne(db, sql: "SELECT length(p.bytes) FROM enclosure e JOIN payload p ON p.digest = e.text")
        }
        #expect(try #require(sizes) < words.utf8.count / 2)
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.rebuild()
        #expect(try office.ledger.search("海棠计划", limit: 5).total == 1)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `further papers of a matter are found in their turn, and gone when they are taken back`() throws {
        let office = try TestOffice()
        var ids: [SubjectID] = []
        for index in 0..<6 { ids.append(try office.paper("来文\(index)")) }
        // Four papers on the second, one on each other: rows of further papers are numbered apart.
        for (index, id) in ids.enumerated() {
            for copy in 0..<(index == 1 ? 4 : 1) {
                let text = copy == 3 ? "独有的蓝田玉" : copy > 0 ? "第\(copy)份说明" : "共同的紫藤花\(index)"
                let draft = try cleared(
                    digest: try office.ledger.keep(Array("\(index).\(copy)".utf8)), name: "\(copy).txt", size: 3, text: text)
                try office.ledger.submit([.enclose(id, draft)], as: office.by())
            }
        }
        let draft = try cleared(digest: try office.ledger.keep(Array("又".utf8)), name: "又.txt", size: 3, text: "又见紫藤花开")
        try office.ledger.submit([.enclose(ids[1], draft)], as: office.by())
        #expect(try office.ledger.search("紫藤花", limit: 3).hits.map(\.row.id) == [ids[5], ids[4], ids[3]])
        #expect(try office.ledger.search("紫藤花", limit: 50).hits.map(\.row.id) == ids.reversed())
        #expect(try office.ledger.search("紫藤花", limit: 50).total == 6)
        #expect(try office.ledger.search("紫藤花 蓝田玉", limit: 5).hits.map(\.row.id) == [ids[1]])
        let filter = try office.ledger.list(
            register: nil, filter: try Filter("蓝田玉", words: DateWords(now: office.now, calendar: .china)), limit: 5, now: office.now,
            me: nil)
        #expect(filter.rows.map(\.id) == [ids[1]])
        #expect(try office.ledger.texts(of: ids[1]).map(\.name) == ["0.txt", "1.txt", "2.txt", "3.txt", "又.txt"])
        try office.ledger.undo(as: office.by())
        try office.ledger.undo(as: office.by())
        #expect(
            try office.ledger.search("蓝田玉", limit: 5).total == (try office.ledger.texts(of: ids[1]).contains { $0.name == "3.txt" } ? 1 : 0)
        )
        #expect(try office.ledger.search("又见紫藤", limit: 5).total == 0)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `papers kept together are durable together; a torn file of the same name is written anew`() throws {
        let office = try TestOffice()
        let papers = (0..<40).map { PaperBytes(Array("第\($0)份".utf8)) }
        func kept(_ paper: PaperBytes, _ spooled: String?) throws -> PaperToKeep {
            PaperToKeep(
                try cleared(digest: paper.digest, name: "附件.txt", size: paper.bytes.count, text: "附件"), paper, spooled: spooled)
        }
        let torn = office.ledger.enclosureFile(papers[7].digest)
        try FileManager.default.createDirectory(
            atPath: (torn as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        #expect(FileManager.default.createFile(atPath: torn, contents: Data("第".utf8)))
        // Every other one was written beside its place by its reader; one of them was thrown away meanwhile.
        let spool = Spool(office.folder)
        var spooled: [String?] = []
        for (index, paper) in papers.enumerated() {
            spooled.append(index % 2 == 0 ? try spool.put(kept(paper, nil), number: index) : nil)
        }
        spool.discard(try #require(spooled[4]))
        try office.ledger.keep(zip(papers, spooled).map { try kept($0, $1) })
        try office.ledger.keep(zip(papers, spooled).map { try kept($0, $1) })
        let names = try FileManager.default.subpathsOfDirectory(atPath: office.folder + "/files")
        #expect(names.allSatisfy { !$0.hasSuffix("part") })
        for paper in papers { #expect(try office.ledger.enclosure(paper.digest) == paper.bytes) }
        #expect(office.keptFiles() == papers.map(\.digest).sorted())
    }
}
