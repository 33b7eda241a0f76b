import Foundation
import Office
import TestKit
import Testing

@testable import Ledger

/// One meaning of a filter: what the ledger finds is what a row at hand passes.
@Suite struct FilterMeaningTests {
    private struct Office {
        let office: TestOffice
        let names: FilterNames
        let register: String?

        func filter(_ text: String) throws -> Filter {
            try Filter(text, names: names, words: DateWords(now: office.now, calendar: .china))
        }

        /// What the ledger finds, in the order of their handles.
        func found(_ text: String) throws -> [SubjectID] {
            try office.ledger.list(register: register, filter: filter(text), limit: 100, now: office.now, me: "p1").rows.map(\.id).sorted()
        }

        /// What passes of the same matters at hand.
        func passing(_ text: String) throws -> [SubjectID] {
            let all = try office.ledger.list(register: register, filter: .everything, limit: 100, now: office.now, me: nil).rows.map(\.id)
            let meaning = FilterMeaning(
                office: try office.ledger.office(), directory: try office.ledger.directory(), now: office.now, me: "p1")
            let handled = try office.ledger.handled(by: "p1", among: all)
            let fits = meaning.fit(try filter(text)) { _, _ in true }
            return try all.filter { fits(FilterMeaning.Row(try office.matter($0), isHandled: handled.contains($0))) }.sorted()
        }
    }

    @Test func `a field of every kind is asked for alike in SQL and at hand`() throws {
        let office = try TestOffice(.memory)
        let definition = try EveryKind.adopt(in: office)
        let one = try EveryKind.open(EveryKind.typed, definition, office)
        let two = try EveryKind.open(EveryKind.other, definition, office)
        let list = Office(
            office: office, names: FilterNames([definition], directory: try office.ledger.directory()), register: definition.id)
        let asked: [(String, [SubjectID])] = [
            ("memo:p3", [one]), ("letter:云财函〔2026〕9号", [one]), ("letter:none", [two]), ("booked:11-25", [one]), ("booked<11-26", [one]),
            ("booked>=11-26", [two]), ("leaves<11-27", [one]), ("leaves:11-27", [two]), ("trip:11-27", [one]), ("trip<11-30", [one]),
            ("trip>12-2", [two]), ("trip:12-5", []), ("host:财政局", [one]), ("host:水利局", [two]), ("driver:me", [one]), ("driver:张敏", [one]),
            ("approver:王建国", [one]), ("section:综合科", [one]), ("liaison:周明远", [one]), ("guests:李卫东", [one]), ("guests:周明远", [one, two]),
            ("vehicle:coach", [one]), ("vehicle:轿车", [two]), ("seats:3", [two]), ("seats>5", [one]), ("seats<=3", [two]),
            ("cost:1234.50", [one]),
            ("cost>1万", [two]), ("cost<2000元", [one]), ("cost>=20万元", [two]), ("notice:5个工作日", [one]), ("room:三楼会议室", [one]),
            ("room:none", [two]), ("overnight:是", [one]), ("overnight:否", [two]), ("-overnight:是", [two]), ("费用>1万 驾驶员:周明远", [two]),
            ("停靠:石桥", [one]), ("stops:云", [one]), ("停靠:省城", []), ("stops:100", [one]), ("stops:99", []), ("stops:none", [two]),
            ("-stops:石桥", [two]), ("stops:省城,云溪", [one]),
        ]
        for (text, expected) in asked {
            #expect(try list.found(text) == expected, "\(text)")
            #expect(try list.passing(text) == expected, "\(text) at hand")
        }
        // A comparison of rows is refused rather than answered with nothing.
        for text in ["stops>3", "停靠<11-26"] { #expect(throws: Refusal.self) { try list.filter(text) } }
        // Folded anew, they are the same.
        try office.ledger.rebuild()
        for (text, expected) in asked { #expect(try list.found(text) == expected, "\(text)") }
    }

    @Test func `whose, when and in which list mean the same in SQL and at hand`() throws {
        let office = try TestOffice(.memory)
        let first = try office.paper("甲", reference: "云财函〔2026〕1号")
        let second = try office.paper("乙", reference: "云水〔2026〕2号", from: "u3", urgency: "特急")
        let third = try office.paper("丙")
        try office.ledger.submit(
            [.amend(third, fields: ["fields/dated": "2026-11-20"]), .amend(first, fields: ["fields/dated": "2026-11-22"])], as: office.by())
        try office.move(first, .circulate, ["readers": ["p2", "p4"]])
        try office.move(second, .circulate, ["readers": ["p1"]])
        try office.move(second, .read, ["reader": ["p1"]])
        try office.move(first, .dispatch, ["target": "u2", "limit": "5 workday"])
        let list = Office(
            office: office,
            names: FilterNames(try office.ledger.office().registers, directory: try office.ledger.directory(), readsBareStates: false),
            register: nil)
        var seen: Set<Int> = []
        for text in [
            "owner:me", "owner:张敏", "holder:财政局", "with:u2", "dept:财政局", "dept:none", "from:水利局", "from:u2", "urgency:特急", "urgency:none",
            "dated<2026-11-21", "dated>=2026-11-21", "dated:2026-11-20", "due<=2026-12-31", "due<2026-11-24", "due:none",
            "received:2026-11-23",
            "received<2026-11-23", "year:2026", "number:1", "id:\(second.text)", "state:registered", "is:open", "is:overdue",
            "is:circulating",
            "is:unprinted", "is:waiting", "is:undecided", "is:mine", "is:todo", "is:toread", "is:read", "is:handled", "-is:handled",
            "-owner:me", "is:open -is:circulating",
        ] {
            let found = try list.found(text)
            #expect(try list.passing(text) == found, "\(text)")
            seen.insert(found.count)
        }
        #expect(seen.isSuperset(of: [0, 1, 2, 3]))
        #expect(try list.found("dated<2026-11-21") == [third])
        #expect(try list.found("is:handled").contains(first))
        #expect(try list.found("is:circulating") == [first])
    }
}
