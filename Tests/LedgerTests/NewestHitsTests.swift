import Ledger
import Office
import TestKit
import Testing

/// What a search shows at once, and what it counts: the same matters, whatever rows their words stand in.
@Suite struct NewestHitsTests {
    private func words(_ query: String) -> Filter {
        Filter(terms: query.split(separator: " ").map { .word(String($0)) })
    }

    private func paper(_ office: TestOffice, _ title: String, _ texts: [String], _ values: [String: JSON] = [:]) throws -> SubjectID {
        let enclosures = try texts.enumerated().map { index, text in
            try cleared(
                digest: try office.ledger.keep(Array((title + text).utf8)), name: "\(index).txt", size: 9, text: text, isAttached: index > 0
            )
        }
        return try office.open(
            MatterDraft(register: "inbound", values: values.merging(["title": .string(title)]) { $1 }, enclosures: enclosures))
    }

    private func isSame(_ query: String, limit: Int, _ office: TestOffice) throws -> Bool {
        let all = try office.ledger.search(words(query), limit: limit, now: office.now, me: nil)
        let first = try #require(try office.ledger.newestHits(words(query), limit: limit))
        // A number may be left out where it takes its time, never where all hits are there.
        return first.hits == all.hits && (first.total == all.total || first.total == nil && all.total >= limit)
    }

    @Test func `the newest hits are those of the whole search, and their number is said only where it is known`() throws {
        let office = try TestOffice(.memory)
        // The word stands in titles, in fields, in first papers and in the third and fourth paper of one matter.
        var ids: [SubjectID] = []
        for index in 0..<30 {
            ids.append(
                try paper(
                    office, index % 3 == 0 ? "关于泵站的函\(index)" : "函\(index)",
                    index % 3 == 1 ? ["正文", "附一", "泵站检修", "再谈泵站"] : ["第\(index)份\n泵站检修"],
                    index % 5 == 0 ? ["fields/from": "泵站管理处"] : [:]))
        }
        for limit in [1, 7, 29, 30, 31, 100] { #expect(try isSame("泵站", limit: limit, office), "\(limit)") }
        #expect(try isSame("检修", limit: 100, office))
        #expect(try isSame("无此词语", limit: 5, office))
        #expect(try office.ledger.search(words("泵站"), limit: 3, now: office.now, me: nil).hits.map(\.row.id) == ids.suffix(3).reversed())
        #expect(try office.ledger.search(words("泵站 检修"), limit: 50, now: office.now, me: nil).total == 30)
        #expect(try office.ledger.search(words("再谈 附一"), limit: 50, now: office.now, me: nil).total == 10)
        // Several words, and terms of other kinds, are looked through whole.
        #expect(try office.ledger.newestHits(words("泵站 检修"), limit: 5) == nil)
        #expect(try office.ledger.newestHits(Filter(terms: [.word("泵站"), .field("year", ["2026"])]), limit: 5) == nil)
    }

    @Test func `what was found is not remembered past the next entry`() throws {
        let office = try TestOffice(.memory)
        let id = try paper(office, "关于闸门的函", ["闸门"])
        #expect(try office.ledger.search(words("闸门"), limit: 9, now: office.now, me: nil).total == 1)
        _ = try paper(office, "又一件", ["闸门检修"])
        #expect(try office.ledger.search(words("闸门"), limit: 9, now: office.now, me: nil).total == 2)
        try office.ledger.undo(as: office.by())
        #expect(try office.ledger.search(words("闸门"), limit: 9, now: office.now, me: nil).hits.map(\.row.id) == [id])
        try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["administrator"]])], as: office.by())
        try office.ledger.erase(id, reason: "误收涉密件", as: office.by())
        #expect(try office.ledger.search(words("闸门"), limit: 9, now: office.now, me: nil).total == 0)
        #expect(try office.ledger.newestHits(words("闸门"), limit: 9)?.hits.isEmpty == true)
    }

    @Test func `what is kept to a circle is neither shown nor counted`() throws {
        let office = try TestOffice(.memory)
        _ = try paper(office, "海棠计划", ["海棠"], ["knowers": ["p3"], "owner": "p3", "supervisor": "p4"])
        let open = try paper(office, "海棠展", ["海棠"])
        office.ledger.asker = { Asker(names: $0.names(standingFor: "p1"), title: "限") }
        #expect(try office.ledger.newestHits(words("海棠"), limit: 9)?.hits.map(\.row.id) == [open])
        #expect(try office.ledger.newestHits(words("海棠"), limit: 9)?.total == 1)
        #expect(try office.ledger.search(words("海棠"), limit: 9, now: office.now, me: "p1").total == 1)
        office.ledger.asker = { Asker(names: $0.names(standingFor: "p3"), title: "限") }
        #expect(try office.ledger.search(words("海棠"), limit: 9, now: office.now, me: "p3").total == 2)
    }

    @Test func `what of a batch is here already is asked once for all of it`() throws {
        let office = try TestOffice(.memory)
        let known = try (0..<150).map { index in
            let digest = try office.ledger.keep(Array("\(index)".utf8))
            let paper = try cleared(digest: digest, name: "a.txt", size: 1, text: nil)
            try office.ledger.submit(
                [
                    .open(
                        MatterDraft(
                            register: "inbound", values: ["title": "函", "fields/reference": .string("云府〔2026〕\(index)号")],
                            enclosures: [paper]))
                ],
                as: office.by())
            return digest
        }
        let strange = (0..<70).map { Ledger.digest(of: Array("无\($0)".utf8)) }
        // One that begins like a known one is another all the same.
        let alike = String(known[3].prefix(16)) + String(repeating: "0", count: 48)
        #expect(try office.ledger.held(among: strange + known + [alike]) == Set(known))
        #expect(try office.ledger.held(among: strange).isEmpty && office.ledger.held(among: []).isEmpty)
        #expect(try office.ledger.borne(among: ["云府〔2026〕7号", "云府〔2025〕7号"]) == ["云府〔2026〕7号"])
    }
}
