import Foundation
import Office
import Settings
import Testing

/// A definition as a stranger writes it: everything that is wrong is told at once, by line.
@Suite struct RegisterProblemTests {
    private static let cars = """
        id: cars
        prefix: car
        name: {zh: 用车, en: Cars}
        capture: [车]
        opens: asked
        list: [number, state, plate, due]
        sort: [-received]
        filter: [plate]
        page: [plate]
        recognised: {reference: plate}
        plays: {author: driver}
        default: papers
        limits: [{length: 3 workday, basis: 本单位规定}]
        printed: [{id: pass, name: 派车单, fields: [plate, driver]}]
        statistics: [{id: by-driver, name: 按驾驶员, by: driver, sum: seats}]
        fields:
          - {id: title, kind: long, name: 事由}
          - {id: plate, kind: text, name: 车牌}
          - {id: driver, kind: person, name: 驾驶员}
          - {id: seats, kind: count, name: 座位}
        states:
          - {id: asked, stage: office, name: 申请}
          - {id: out, stage: away, name: 出车}
          - {id: back, stage: closed, name: 已回}
        steps:
          - {id: drive, act: advance, from: [asked], to: out, key: C, by: [leader], name: 出车}
          - {id: come-home, act: advance, from: [out], to: back, name: 回车}
        """

    @Test func `what says all there is to say has no problem, and is read`() throws {
        let (found, problems) = ShippedRegisters.check(Self.cars)
        #expect(problems == [])
        let uses = try #require(found).uses
        #expect(uses.list == ["number", "state", "plate", "due"] && uses.filter == ["plate"] && uses.page == ["plate"])
        #expect(uses.sort.map(\.key) == ["received"] && uses.sort.map(\.isDescending) == [true])
        #expect(uses.recognised == [.reference: "plate"] && uses.plays == [.author: "driver"] && uses.standing == [.papers])
        #expect(uses.limits.map(\.length) == [Length(3, .workday)] && uses.printed.map(\.fields) == [["plate", "driver"]])
        #expect(uses.statistics.map(\.sum) == ["seats"])
    }

    private static let wrong: [(written: String, instead: String, line: Int, kind: Problem.Kind)] = [
        (
            "  - {id: come-home, act: advance, from: [out], to: back,", "  - {id: come-home, act: advance, from: [out], to: out,", 24,
            .unreachable("back")
        ),
        ("stage: closed, name: 已回", "stage: office, name: 已回", 22, .endless("asked")),
        ("stage: closed, name: 已回", "stage: office, name: 已回", 24, .endless("back")),
        ("from: [out], to: back,", "from: [out], to: garage,", 27, .noSuch("garage", what: "state")),
        ("by: [leader]", "by: [boss]", 26, .unknownValue("boss", allowed: Role.allCases.map(\.rawValue))),
        ("act: advance, from: [asked]", "act: fly, from: [asked]", 26, .unknownValue("fly", allowed: Act.allCases.map(\.rawValue))),
        ("key: C", "key: r", 26, .unknownValue("r", allowed: ["C", "H", "I", "M", "Q", "U", "V", "X", "Z"])),
        ("from: [out], to: back", "from: [asked, out], key: C, to: back", 27, .clash("C", with: "drive")),
        ("plate, due]", "plaet, due]", 6, .noSuch("plaet", what: "field")),
        ("sort: [-received]", "sort: [-arrived]", 7, .noSuch("arrived", what: "field")),
        ("filter: [plate]", "filter: [plates]", 8, .noSuch("plates", what: "field")),
        ("page: [plate]", "page: [plate, plate]", 9, .repeated("plate")),
        ("{reference: plate}", "{reference: number1}", 10, .noSuch("number1", what: "field")),
        ("{author: driver}", "{autor: driver}", 11, .unexpected("autor", nearest: "author")),
        ("default: papers", "default: letters", 12, .unknownValue("letters", allowed: ["papers", "lines", "answers"])),
        ("length: 3 workday", "length: soon", 13, .wrongKind("soon", expected: "5 workday, 3 day, 48 hour, 1 month")),
        ("fields: [plate, driver]", "fields: [plate, rider]", 14, .noSuch("rider", what: "field")),
        ("sum: seats", "sum: plate", 15, .wrongKind("plate", expected: "count, money")),
        ("id: seats", "id: my seats", 20, .wrongKind("my seats", expected: "a-z, A-Z, 0-9, _")),
        ("id: cars", "id: Cars", 1, .wrongKind("Cars", expected: "a-z, 0-9, _")),
        ("prefix: car", "prefix: c1", 2, .wrongKind("c1", expected: "a-z")),
        ("capture: [车]", "capture: [出车用]", 4, .unreadPrefix("出车用")),
        ("capture: [车]", "capture: [会]", 4, .reserved("会", all: Capture.ownPrefixes)),
        ("opens: asked", "format: \"用车{month}-{seq}\"\nopens: asked", 5, .unknownValue("{month}", allowed: ["{seq}", "{year}"])),
        ("id: seats", "id: year", 20, .reserved("year", all: Filter.ownWords)),
        ("id: seats", "id: state", 20, .reserved("state", all: Filter.ownWords)),
        ("opens: asked", "opens: begun", 5, .noSuch("begun", what: "state")),
    ]

    @Test(arguments: wrong)
    func `each thing that is wrong is named with its line`(written: String, instead: String, line: Int, kind: Problem.Kind) {
        let changed = Self.cars.replacing(written, with: instead)
        #expect(changed != Self.cars)
        let (definition, problems) = ShippedRegisters.check(changed)
        #expect(definition == nil)
        #expect(problems.contains(Problem(line: line, kind: kind)), "\(problems)")
        #expect(problems.map(\.line) == problems.map(\.line).sorted())
    }

    @Test func `a field that a step writes under the same id is refused`() {
        let problems = ShippedRegisters.check(Self.cars.replacing("id: seats", with: "id: day").replacing("sum: seats", with: "sum: day"))
            .problems
        #expect(problems.map(\.line) == [20])
        #expect(problems.contains { if case .reserved("day", _) = $0.kind { true } else { false } })
    }

    /// Every act, and a form each without which nobody could take a step of it.
    private static let acts: [(act: Act, needed: [String])] = [
        (.hand, ["target"]), (.circulate, ["readers"]), (.bringUp, ["day"]), (.hold, ["reason"]), (.resume, ["reason"]),
        (.withdraw, ["reason"]), (.extend, ["limit", "reason"]), (.join, ["into"]), (.link, ["into"]), (.advance, []), (.chase, []),
        (.conclude, []), (.answer, []),
    ]

    @Test(arguments: acts)
    func `a step that does not ask for what its act needs is named with its line`(act: Act, needed: [String]) {
        func problems(_ asks: [String]) -> [Problem] {
            let step = "act: \(act.rawValue), asks: [\(asks.joined(separator: ", "))], from: [out], to: back,"
            return ShippedRegisters.check(Self.cars.replacing("act: advance, from: [out], to: back,", with: step)).problems
        }
        #expect(problems([]) == needed.map { Problem(line: 27, kind: .unasked("come-home", needed: $0)) })
        #expect(problems(needed) == [])
        if act == .hand { #expect(problems(["leader"]) == []) }
    }

    @Test func `a format holds its year and its count, and nothing else in braces`() {
        #expect(ShippedRegisters.check(Self.cars.replacing("opens: asked", with: "format: \"车{year}{seq}号\"\nopens: asked")).problems == [])
    }

    @Test func `a limit that rests on a choice the field does not have is refused`() {
        func problems(_ word: String) -> [Problem] {
            let field = "{id: seats, kind: choice, choices: [{id: few, zh: 小车, en: car}, 大车], name: 座位}"
            let cars = Self.cars.replacing("{id: seats, kind: count, name: 座位}", with: field)
                .replacing("[{length: 3 workday,", with: "[{length: 3 workday, when: {seats: \(word)},")
                .replacing(", sum: seats", with: "")
            return ShippedRegisters.check(cars).problems
        }
        #expect(problems("马车") == [Problem(line: 13, kind: .unknownValue("马车", allowed: ["小车", "大车"]))])
        for word in ["小车", "few", "大车", "[car, 大车]"] { #expect(problems(word) == [], "\(word)") }
    }

    @Test func `two hundred fields are enough`() {
        let line = "  - {id: seats, kind: count, name: 座位}"
        let many = (1...197).map { "  - {id: seat\($0), kind: count, name: 座位}" }.joined(separator: "\n")
        #expect(
            ShippedRegisters.check(Self.cars.replacing(line, with: line + "\n" + many)).problems == [
                Problem(line: 16, kind: .tooMany("fields", 200))
            ])
        let fewer = (1...196).map { "  - {id: seat\($0), kind: count, name: 座位}" }.joined(separator: "\n")
        #expect(ShippedRegisters.check(Self.cars.replacing(line, with: line + "\n" + fewer)).problems == [])
    }

    @Test func `one register stands for a thing, and another that says so too is told of it`() {
        let cars = ShippedRegisters.check(Self.cars).definition.map { [$0] } ?? []
        #expect(ShippedRegisters.check(Self.vans, beside: cars).problems == [Problem(line: 12, kind: .taken("papers", by: "cars"))])
    }

    private static let vans = cars.replacing("id: cars", with: "id: vans").replacing("prefix: car", with: "prefix: van")
        .replacing("[车]", with: "[箱]").replacing("{zh: 用车, en: Cars}", with: "{zh: 箱车, en: Vans}")

    @Test(arguments: [
        ("{zh: 箱车, en: Vans}", "{zh: 用车, en: Vans}", 3, ["用车"]), ("{zh: 箱车, en: Vans}", "{zh: 用車, en: CARS}", 3, ["用車", "CARS"]),
        ("id: vans", "id: yongche", 1, []), ("[箱]", "[用车]", 4, ["用车"]),
    ])
    func `two registers are not called alike`(written: String, instead: String, line: Int, words: [String]) {
        let cars = ShippedRegisters.check(Self.cars.replacing("default: papers\n", with: "\n")).definition.map { [$0] } ?? []
        let problems = ShippedRegisters.check(Self.vans.replacing(written, with: instead), beside: cars).problems
        #expect(!cars.isEmpty && problems == words.map { Problem(line: line, kind: .taken($0, by: "cars")) })
    }

    @Test func `what YAML would have looked up is listed, all of it`() {
        let problems = ShippedRegisters.check("id: &a cars\nname: *a\n\tprefix: car\nother: *a\n").problems
        #expect(
            problems == [
                Problem(line: 1, kind: .anchor("a")), Problem(line: 2, kind: .alias("a")), Problem(line: 3, kind: .tab),
                Problem(line: 4, kind: .alias("a")),
            ])
    }

    @Test(arguments: [("id: x\nname: a\nid: y\n", 3, "id"), ("a:\n  id: x\n  id: y\n", 3, "id"), ("a: {id: x, id: y}\n", 1, "id")])
    func `a key that is given twice is named where it stands again`(yaml: String, line: Int, key: String) {
        #expect(LocatedYAML.read(yaml).problems == [Problem(line: line, kind: .repeated(key))])
    }
}

/// The page that tells how to write a register is true.
@Suite struct RegisterPageTests {
    @Test func `its example has no problem beside the registers that come with the program`() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Office/Office.docc/Registers.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let open = try #require(text.range(of: "```yaml\n"))
        let close = try #require(text.range(of: "\n```", range: open.upperBound..<text.endIndex))
        let (definition, problems) = ShippedRegisters.check(
            String(text[open.upperBound..<close.lowerBound]), beside: ShippedRegisters.definitions)
        #expect(problems == [])
        #expect(definition?.id == "cars" && definition?.uses.limits.count == 2)
    }

    @Test func `its tables have every kind, act, role and word there is`() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Office/Office.docc/Registers.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let tables = try #require(text.range(of: "## Words of a definition"))
        let rows = text[tables.upperBound...].split(separator: "\n").filter { $0.hasPrefix("| `") }
        let first = Set(rows.flatMap { row in row.split(separator: "|")[0].split(separator: "`").map(\.trimmed) })
        let words =
            FieldDefinition.Kind.allCases.map(\.rawValue) + Act.allCases.map(\.rawValue) + Role.allCases.map(\.rawValue)
        #expect(words.filter { !first.contains($0) } == [])
        #expect(text.contains("`" + Filter.ownWords.joined(separator: " ") + "`"))
    }
}

/// Five answers make a definition that adopts as it stands, and a kept definition is a file again.
@Suite struct RegisterDraftTests {
    private func draft(_ name: String, _ fields: [String] = [], _ change: (inout RegisterDraft) -> Void = { _ in }) throws -> RegisterDraft
    {
        let term = try #require(Term(typed: name))
        let id = RegisterDraft.id(for: term, besides: ["inbound"])
        var draft = RegisterDraft(
            id: id, prefix: RegisterDraft.prefix(for: term, id: id, besides: ShippedRegisters.definitions), name: term)
        draft.fields = try fields.map { try #require(RegisterDraft.Field($0)) }
        change(&draft)
        return draft
    }

    @Test(arguments: [false, true], [nil, Role.leader])
    func `whatever is answered, the file has no problem`(isHanded: Bool, approver: Role?) throws {
        for limit in [nil, Length(3, .workday)] {
            let fields = ["用餐日期/Date:day", "餐别:choice:早餐,午餐", "人数:数量", "事由", "注意 # \"引号\"/time"]
            let draft = try draft("食堂订餐/Canteen", fields) { draft in
                (draft.isHanded, draft.approver, draft.limit) = (isHanded, approver, limit)
            }
            #expect(draft.id == "canteen")
            let others = ShippedRegisters.definitions
            let (found, problems) = ShippedRegisters.check(draft.yaml(beside: others), beside: others)
            #expect(problems == [])
            let definition = try #require(found)
            #expect(definition.name == Term(zh: "食堂订餐", en: "Canteen") && definition.capture.first == "食堂")
            #expect(definition.fields.map(\.id).prefix(2) == ["title", "date"] && definition.field("title")?.name.zh == "事由")
            #expect(definition.fields.count == 5 && definition.uses.limits.map(\.length) == [limit].compactMap(\.self))
            #expect(definition.steps.contains { $0.act == .hand } == isHanded)
            #expect(definition.steps.filter { $0.by == [.leader] }.map(\.id) == (approver == nil ? [] : ["approve", "refuse"]))
            #expect(definition.numbersWhenOpened)
        }
    }

    @Test func `a name of one language has an id by its initials, and no id means something else`() throws {
        #expect(try draft("用车").id == "yc" && draft("用车").prefix == "yc")
        #expect(RegisterDraft.Field("餐别:choice") == nil && RegisterDraft.Field("日期:when") == nil && RegisterDraft.Field("") == nil)
        let definition = try #require(
            ShippedRegisters.check(try draft("用车", ["Day:day", "Owner:person", "Day:day", "Number:count"]).yaml()).definition)
        #expect(definition.fields.map(\.id) == ["title", "day2", "owner2", "day3", "number2"])
    }

    @Test func `what an office keeps is written as a file that reads the same`() throws {
        for (id, json) in ShippedRegisters.compiled() {
            let (again, problems) = ShippedRegisters.check(RegisterText.yaml(json))
            #expect(problems == [], "\(id)")
            #expect(again == RegisterDefinition.decode(Located(json)).definition, "\(id)")
        }
    }
}
