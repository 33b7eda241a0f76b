import Foundation
import Office
import Screen
import TestKit
import Testing

@testable import Desk

/// A day of sixty mixed papers at the desk, every press counted. A run of Han committed by an input method is one press.
@Suite struct ClerksDayTests {
    /// What was pressed for what.
    private final class Presses {
        var table: [(deed: String, presses: Int)] = []

        func most(_ deed: String) -> Int { table.filter { $0.deed == deed }.map(\.presses).max() ?? 0 }
        func count(_ deed: String) -> Int { table.count { $0.deed == deed } }
    }

    private let kit: DeskKit
    private let presses = Presses()

    init() throws {
        let office = try TestOffice(.memory, now: "2026-11-23T08:40")
        let more = (1...8).map { index -> Command in
            .enlist(
                .unit,
                fields: [
                    "name": .string("云溪县第\(index)局"), "short": .array([.string("第\(index)局")]), "codes": .array([.string("云\(index)")]),
                    "level": "subordinate", "leader": "p4", "phone": .string("52100\(index)"),
                ])
        }
        let rules = [
            RoutingRule(
                name: "水利来文", conditions: [.from: ["u3"]],
                targets: [.target: "u3", .leader: "p4", .readers: ["p2", "p3", "p4"], .handling: "办件"]),
            RoutingRule(
                name: "其余来文", conditions: [.level: ["subordinate"]], targets: [.target: "u2", .readers: ["p2", "p3", "p4"]]),
        ]
        try office.ledger.submit(
            more + [
                .change([.routing(rules)]),
                .revise(SubjectID("u3"), fields: ["leader": "p4"]),
            ], as: office.by())
        kit = try DeskKit(office: office)
    }

    /// Types keys and notes down how many presses the deed took.
    private func press(_ deed: String, _ keys: String) throws {
        var count = 0
        var rest = keys[...]
        var isHan = false
        while let first = rest.first {
            rest = rest.dropFirst()
            if first == "<", let end = rest.firstIndex(of: ">") {
                rest = rest[rest.index(after: end)...]
                (count, isHan) = (count + 1, false)
            } else if Folding.isHan(first) {
                if !isHan { count += 1 }
                isHan = true
            } else {
                (count, isHan) = (count + 1, false)
            }
        }
        presses.table.append((deed, count))
        try kit.type(keys)
    }

    private func state(_ id: SubjectID) throws -> String { try kit.office.matter(id).state }

    /// Brings the cursor to a paper; finding it is not what is measured.
    private func select(_ id: SubjectID) throws {
        kit.desk.setFocus(.inbound)
        kit.desk.applyFilter("id:\(id.handle)", to: .inbound)
        try kit.refresh()
        try #require(kit.desk.current == id, "\(id)")
    }

    private func paper(_ index: Int, handling: String) throws -> SubjectID {
        let text =
            "云溪县水利局文件\n云水〔2026〕\(index)号\n云溪县水利局关于第\(index)项工作的\(handling == "阅件" ? "通报" : "请示")\n云溪县人民政府：\n　　妥否，请批示。\n云溪县水利局\n2026年11月20日\n"
        let digest = try kit.office.ledger.keep(Array(text.utf8))
        let directory = try kit.office.ledger.directory()
        var values = PaperProposals(recognition: Recognition(of: text), directory: directory, calendar: .china, now: kit.office.now)
            .values(fallbackTitle: "?")
        values["fields/handling"] = .string(handling)
        return try kit.office.open(
            MatterDraft(
                register: "inbound", values: values,
                enclosures: [try cleared(digest: digest, name: "\(index).txt", size: text.utf8.count, text: text)]))
    }

    @Test func `sixty papers: at most ten presses a sheet registered, three a decision`() throws {
        // Thirty sheets that came on paper alone, entered one after another.
        try kit.type("2+")
        for index in 1...30 {
            // The sender of the sheet before stays; every fifth sheet comes from another.
            let sender = index % 5 == 1 ? (index % 2 == 0 ? "czj<tab>" : "slj<tab>") : "<tab>"
            try press("sheet registered", sender + "\(index)<tab>关于开展年度检查工作的通知<enter>")
        }
        try kit.type("<esc>")
        let sheets = try kit.office.ledger.list(
            register: "inbound", filter: .everything, limit: 100, now: kit.office.now, me: "p1"
        ).rows.map(\.id).reversed()
        #expect(sheets.count == 30)
        #expect(try sheets.enumerated().allSatisfy { try kit.office.matter($0.element).number?.sequence == $0.offset + 1 })

        // Thirty that came as files are registered by one press each.
        let files = try (1...30).map { try paper(100 + $0, handling: $0 <= 15 ? "办件" : "阅件") }
        try kit.refresh()
        for id in files {
            try select(id)
            try press("file registered", "r")
        }
        #expect(try files.allSatisfy { try kit.office.matter($0).number != nil })

        // Fifteen go up to two leaders in turn and come back, written down for them (代录).
        for (index, id) in files.prefix(15).enumerated() {
            try select(id)
            try press("sent up", "p<enter>")
            #expect(try kit.office.matter(id).holder == "p4")
            try select(id)
            try press("came back", index % 3 == 0 ? "b请水利局办理<enter>" : "b<enter>")
            while !kit.desk.overlays.isEmpty { try kit.type("<esc>") }
            try select(id)
            try press("sent up", "p<enter>")
            #expect(try kit.office.matter(id).holder == "p3")
            try select(id)
            try press("came back", "b<enter>")
            while !kit.desk.overlays.isEmpty { try kit.type("<esc>") }
            let matter = try kit.office.matter(id)
            #expect(matter.state == "instructed")
            #expect(matter.notes.filter { $0.kind == "instruction" }.map(\.by) == ["p4", "p3"])
            #expect(matter.notes.allSatisfy { $0.kind != "instruction" || $0.recordedBy == "p1" && $0.medium == .original })
        }

        // Ten are dispatched to units outside, which sign for them.
        for id in files.prefix(10) {
            try select(id)
            try press("dispatched", "a<enter>")
            #expect(try kit.office.matter(id).lead == "u3")
            try select(id)
            try press("signed for", "s")
            let matter = try kit.office.matter(id)
            #expect(matter.unsigned.isEmpty && matter.state == "handling")
        }

        // Twenty circulate among three readers, one of whom is away.
        try kit.office.ledger.submit(
            [.revise(SubjectID("p4"), fields: ["away/from": "2026-11-23", "away/to": "2026-11-25"])], as: kit.office.by())
        try kit.refresh()
        let circulating = Array(files.suffix(15)) + sheets.prefix(5)
        for id in circulating {
            try select(id)
            try press("circulated", "c<enter>")
            #expect(try kit.office.matter(id).readers.map(\.person) == ["p2", "p3", "p4"])
            #expect(try kit.office.matter(id).reader("p4")?.passedOver == true)
            for _ in 0..<2 {
                try select(id)
                try press("read", "b<enter>")
            }
        }
        // Those only to be read are done; whoever was away has them still to read.
        #expect(try files.suffix(15).allSatisfy { try state($0) == "done" })
        #expect(try kit.office.ledger.toRead(by: "p4")?.count == 20)
        #expect(try kit.office.ledger.verify(deep: true).isWhole)

        var seen: Set<String> = []
        for deed in presses.table.map(\.deed) where seen.insert(deed).inserted {
            print("presses | \(deed) | \(presses.count(deed)) times | at most \(presses.most(deed))")
        }
        #expect(presses.most("sheet registered") <= 10)
        for deed in seen where deed != "sheet registered" { #expect(presses.most(deed) <= 3, "\(deed)") }
        #expect(presses.table.count == 30 + 30 + 60 + 20 + 60)
    }
}
