import Office
import Phrases
import Settings
import TestKit
import Testing

/// How each kind of field reads what is typed, says what is recorded, and refuses what it cannot read.
@Suite struct FieldKindTests {
    private let reading = FieldReading(
        directory: Directory(
            people: [Person(id: "p1", record: Record(["name": "王建国"]))],
            units: [Unit(id: "u1", record: Record(["name": "云溪县财政局", "short": ["财政局"]]))], places: []),
        calendar: .china, now: Moment(seconds: 1_795_395_600))

    private func field(_ kind: FieldDefinition.Kind, _ columns: [FieldDefinition] = []) -> FieldDefinition {
        FieldDefinition(id: "x", kind: kind, name: Term(zh: "甲", en: "X"), choices: [], neededFor: [], isFirst: true, columns: columns)
    }

    private func read(_ text: String, as kind: FieldDefinition.Kind) throws -> JSON { try reading.read(text, for: field(kind)) }

    private func refused(_ text: String, as field: FieldDefinition) -> Refusal? {
        do throws(Refusal) {
            _ = try reading.read(text, for: field)
            return nil
        } catch { return error }
    }

    // MARK: Money

    @Test(
        arguments: [
            ("1,234.50", 123_450), ("1234.5元", 123_450), ("¥1234", 123_400), ("￥ 1，234．50", 123_450), ("人民币12元整", 1_200), ("3万", 3_000_000),
            ("1.5亿元", 15_000_000_000), ("0.01", 1), ("12.300", 1_230), ("-5", -500), ("0", 0), ("5千元", 500_000),
            ("壹万贰仟叁佰肆拾伍元陆角柒分", 1_234_567), ("壹仟零伍元整", 100_500), ("五十万元", 50_000_000), ("十元", 1_000), ("伍角", 50), ("两亿", 20_000_000_000),
        ] as [(String, Int64)])
    func `money is read as offices write it, and kept in 分`(text: String, fen: Int64) throws {
        #expect(try read(text, as: .money) == .int(fen))
    }

    @Test(arguments: [
        "十二块五毛", "1,23", "1,2345", "0.005", "1.", ".", "万", "元", "12元5角", "一二", "99999999999999999999", "亿亿亿亿", "一亿亿亿", "1e5", "abc",
    ])
    func `what is no amount is refused with what is one`(text: String) {
        #expect(refused(text, as: field(.money)) == .invalid(field: "x", value: text, expected: .money))
    }

    @Test(
        arguments: [(123_450, "1,234.50", "1234.50"), (5, "0.05", "0.05"), (-100_000_000, "-1,000,000.00", "-1000000.00")]
            as [(Int64, String, String)])
    func `an amount is grouped for people and plain for tables`(fen: Int64, grouped: String, plain: String) {
        #expect(Money(fen: fen).grouped == grouped && Money(fen: fen).plain == plain)
        #expect(Money(grouped)?.fen == fen && Money(plain)?.fen == fen)
    }

    // MARK: Spans

    private func moment(_ text: String) throws -> JSON { .int(try #require(OfficeZone.shanghai.moment(iso: text)).milliseconds) }

    @Test(arguments: [
        ("12月2日至4日", "2026-12-02", "2026-12-04"), ("12-2—12-4", "2026-12-02", "2026-12-04"), ("12月30日至1月3日", "2026-12-30", "2027-01-03"),
        ("2026-12-02—2026-12-04", "2026-12-02", "2026-12-04"), ("12月2日", "2026-12-02", "2026-12-02"),
        ("2027年3月1日到3月5日", "2027-03-01", "2027-03-05"), ("下周", "2026-11-30", "2026-12-04"),
    ])
    func `a span of days is read as two days`(text: String, first: String, last: String) throws {
        #expect(try read(text, as: .span) == [.string(first), .string(last)])
    }

    @Test func `a span with hours is two moments`() throws {
        #expect(
            try read("12月4日9:00至12月5日17:00", as: .span) == [try moment("2026-12-04T09:00"), try moment("2026-12-05T17:00")])
        #expect(
            try read("2026-12-04 09:00—2026-12-04 11:30", as: .span) == [try moment("2026-12-04T09:00"), try moment("2026-12-04T11:30")])
    }

    @Test func `an end before the start is refused, and so is what is no span`() {
        #expect(
            refused("2026-12-04—2026-12-02", as: field(.span)) == .invalid(field: "x", value: "2026-12-04—2026-12-02", expected: .later))
        for text in ["明天吧", "2026-12-04 09:00", "2026-13-01—2026-13-02"] {
            #expect(refused(text, as: field(.span)) == .invalid(field: "x", value: text, expected: .span), "\(text)")
        }
    }

    @Test func `a span is shown without the year that runs`() throws {
        let days = try #require(field(.span).text(["2026-12-02", "2026-12-04"]))
        let over = try #require(field(.span).text(["2026-12-30", "2027-01-03"]))
        let hours = try #require(field(.span).text([try moment("2026-12-04T09:00"), try moment("2026-12-04T11:30")]))
        func said(_ text: FieldText, _ manner: FieldManner, in language: Language = .simplified) -> String {
            Speaker(language).text(text, reading.directory, as: manner)
        }
        let now = FieldManner.shown(now: reading.now)
        #expect(said(days, now) == "12月2日—12月4日" && said(days, .shown(now: nil)) == "2026年12月2日—12月4日")
        #expect(said(over, now) == "12月30日—2027年1月3日" && said(days, now, in: .english) == "12-02–12-04")
        #expect(said(hours, now) == "12月4日 09:00—11:30")
        #expect(said(days, .table) == "2026-12-02—2026-12-04" && said(hours, .typed) == "2026-12-04 09:00—2026-12-04 11:30")
    }

    // MARK: Rows

    @Test func `rows are typed one a line, their cells by the kinds of their columns`() throws {
        let columns = [
            FieldDefinition(id: "item", kind: .text, name: Term(zh: "名称", en: "Item"), choices: [], neededFor: [], isFirst: true),
            FieldDefinition(id: "fee", kind: .money, name: Term(zh: "费用", en: "Fee"), choices: [], neededFor: [], isFirst: true),
        ]
        let field = field(.lines, columns)
        let rows: JSON = [["item": "复印纸", "fee": 1_050], ["fee": 300], ["item": "甲|乙\\"]]
        #expect(try reading.read("复印纸 | 10.5\n\n | 3\n甲\\|乙\\\\", for: field) == rows)
        #expect(try reading.read(" \n ", for: field) == [])
        #expect(refused("a | 1 | 2", as: field) == .invalid(field: "x", value: "a | 1 | 2", expected: .cells))
        #expect(refused("a | b", as: field) == .invalid(field: "fee", value: "b", expected: .money))
        let text = try #require(field.text(rows))
        let typed = Speaker(.english).text(text, reading.directory, as: .typed)
        #expect(typed == "复印纸 | 10.50\n | 3.00\n甲\\|乙\\\\")
        #expect(try reading.read(typed, for: field) == rows)
        #expect(Speaker(.english).text(text, reading.directory, as: .shown(now: nil)) == "复印纸 ¥10.50; ¥3.00; 甲|乙\\")
    }

    // MARK: All kinds

    @Test func `nothing is taken for a person because it looks like one`() {
        #expect(field(.text).text("p1") == .words("p1", field: "x"))
        #expect(field(.person).text("p1") == .name("p1") && field(.people).text(["p1"]) == .list([.name("p1")]))
    }

    @Test func `every kind has a field in the made-up register, and reads back what a table says of it`() throws {
        let office = try TestOffice(.memory)
        let definition = try EveryKind.adopt(in: office)
        #expect(Set(definition.fields.map(\.kind)) == Set(FieldDefinition.Kind.allCases))
        let directory = try office.ledger.directory()
        let reading = FieldReading(directory: directory, calendar: .china, now: office.now)
        let matter = try office.matter(try EveryKind.open(EveryKind.typed, definition, office))
        for field in definition.fields {
            let text = try #require(field.text(in: matter), "\(field.id)")
            let table = Speaker(.simplified).text(text, directory, as: .table)
            #expect(table == EveryKind.table[field.id], "\(field.id)")
            for manner in [FieldManner.typed, .table] {
                let typed = Speaker(.simplified).text(text, directory, as: manner)
                #expect(try reading.read(typed, for: field) == field.value(in: matter), "\(field.id)")
            }
        }
    }

    @Test func `matters are put in order by any field, those that say nothing last`() throws {
        let office = try TestOffice(.memory)
        let definition = try EveryKind.adopt(in: office)
        let first = try office.matter(try EveryKind.open(EveryKind.typed, definition, office))
        let second = try office.matter(try EveryKind.open(EveryKind.other, definition, office))
        for (id, firstLeads) in [
            ("booked", true), ("leaves", true), ("trip", true), ("vehicle", false), ("seats", false), ("cost", true), ("letter", true),
            ("overnight", true), ("stops", true), ("room", true),
        ] {
            let field = try #require(definition.field(id))
            #expect(field.isOrdered(first, before: second) == firstLeads, "\(id)")
            #expect(field.isOrdered(second, before: first) != firstLeads, "\(id)")
        }
    }
}
