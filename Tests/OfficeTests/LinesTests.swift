import Office
import Phrases
import Settings
import Testing

/// Rows of a field: the fewest changes from what stands to what was typed, and what a definition may say of them.
@Suite struct LinesTests {
    private func record(_ rows: [Int: String]) -> Record {
        var record = Record()
        for (number, item) in rows { record[Lines.path("items", number)] = ["item": .string(item), "count": 1] }
        return record
    }

    private func cells(_ item: String, _ count: Int = 1) -> [String: JSON] { ["item": .string(item), "count": JSON(count)] }

    /// What the changes leave, in order.
    private func left(_ record: Record, _ changes: [String: JSON]) -> [String] {
        var record = record
        for (path, value) in changes { record[path] = value }
        return Lines(of: "items", in: record).rows.compactMap { $0.cells["item"]?.string }
    }

    @Test(
        arguments: [
            ([1: "a", 2: "b", 3: "c"], ["a", "b", "c"], 0), ([1: "a", 2: "b", 3: "c"], ["a", "x", "c"], 1),
            ([1: "a", 2: "b", 3: "c"], ["a", "c"], 1), ([1: "a", 2: "b", 3: "c"], ["a", "b", "c", "d"], 1),
            ([1: "a", 2: "b", 3: "c"], ["b", "a", "c"], 2), ([1: "a", 2: "b", 3: "c"], [], 3), ([:], ["a", "b"], 2),
            // A number that is free takes what is put between; where none is, those behind it move.
            ([1: "a", 3: "c"], ["a", "b", "c"], 1), ([1: "a", 2: "c"], ["a", "b", "c"], 2), ([2: "a", 3: "b"], ["a", "a", "b"], 1),
            ([2: "a", 10: "b"], ["b"], 1),
        ] as [([Int: String], [String], Int)])
    func `as few rows change as can be`(old: [Int: String], typed: [String], count: Int) {
        let before = record(old)
        let changes = Lines(of: "items", in: before).changes(to: typed.map { cells($0) })
        #expect(changes.count == count, "\(changes)")
        #expect(left(before, changes) == typed)
    }

    @Test func `one cell changed is one row changed, and it keeps its number`() {
        let before = record([1: "a", 2: "b", 3: "c"])
        let changes = Lines(of: "items", in: before).changes(to: [cells("a"), cells("b", 2), cells("c")])
        #expect(changes == [Lines.path("items", 2): .object(cells("b", 2))])
        // Of two ways that change as much, the row that is most alike keeps its number.
        let fewer = Lines(of: "items", in: before).changes(to: [cells("b", 2), cells("c")])
        #expect(fewer == ["rows.items/1": .null, "rows.items/2": .object(cells("b", 2))])
    }

    @Test func `empty cells and rows count for nothing`() {
        let before = record([1: "a"])
        let changes = Lines(of: "items", in: before).changes(to: [["item": "a", "count": 1, "unit": .null], ["item": " "], [:]])
        #expect(changes.isEmpty)
    }

    @Test func `many rows are laid out by what differs`() {
        let names = (1...1000).map { "row \($0)" }
        let before = record(Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.offset + 1, $0.element) }))
        let lines = Lines(of: "items", in: before)
        #expect(lines.rows.map(\.number) == Array(1...1000), "by number, not by letters")
        var typed = names
        typed[499] = "another"
        typed.append("row 1001")
        #expect(lines.changes(to: typed.map { cells($0) }).keys.sorted() == ["rows.items/1001", "rows.items/500"])
        #expect(lines.changes(to: names.dropLast().map { cells($0) }) == ["rows.items/1000": .null])
    }

    @Test(arguments: ["rows.items/0", "rows.items/01", "rows.items/-1", "rows.items/a", "rows.items", "fields/items", "rows.items/1/2"])
    func `no other path is a row's`(path: String) { #expect(Lines.place(of: path) == nil) }

    // MARK: Definitions

    private static let head = """
        id: budgets
        prefix: bu
        name: {zh: 预算, en: Budgets}
        opens: open
        states: [{id: open, stage: doing, name: {zh: 待办, en: Open}}, {id: done, stage: closed, name: {zh: 办结, en: Done}}]
        steps: [{id: finish, act: conclude, from: [open], to: done, name: {zh: 办结, en: Finish}}]
        fields:
          - {id: title, kind: long, first: true, name: {zh: 标题, en: Title}}
        """

    private func check(_ field: String) -> (definition: RegisterDefinition?, problems: [Problem]) {
        ShippedRegisters.check(Self.head + "\n" + field)
    }

    @Test func `a definition names the columns of its rows`() throws {
        let (definition, problems) = check(
            """
              - id: items
                kind: lines
                name: {zh: 明细, en: Items}
                columns:
                  - {id: item, kind: text, name: {zh: 名称, en: Item}}
                  - {id: count, kind: count, name: {zh: 数量, en: Count}}
            """)
        #expect(problems == [])
        let field = try #require(definition?.field("items"))
        #expect(field.kind == .lines && field.columns.map(\.id) == ["item", "count"] && field.path == "rows.items")
        #expect(definition?.singleFields.map(\.id) == ["title"])
    }

    @Test(arguments: [
        ("  - {id: items, kind: lines, name: {zh: 明细, en: Items}}", Problem.Kind.missing("columns"), 9),
        (
            "  - {id: items, kind: text, name: {zh: 明细, en: Items}, columns: [{id: a, kind: text, name: 甲}]}",
            .unexpected("columns", nearest: nil), 9
        ),
        (
            "  - {id: items, kind: lines, name: {zh: 明细, en: Items}, columns: [{id: a, kind: text, name: 甲}, {id: a, kind: text, name: 乙}]}",
            .repeated("a"), 9
        ),
        (
            "  - {id: my-items, kind: lines, name: {zh: 明细, en: Items}, columns: [{id: a, kind: text, name: 甲}]}",
            .wrongKind("my-items", expected: "a-z, A-Z, 0-9, _"), 9
        ),
    ])
    func `what is wrong with columns is named by line`(field: String, kind: Problem.Kind, line: Int) {
        let problems = check(field).problems
        let found = problems.contains { problem in
            if case .unexpected("columns", _) = kind, case .unexpected("columns", _) = problem.kind { return problem.line == line }
            return problem == Problem(line: line, kind: kind)
        }
        #expect(found, "\(problems)")
    }

    @Test func `no column has rows of its own`() {
        let problems = check(
            """
              - id: items
                kind: lines
                name: {zh: 明细, en: Items}
                columns:
                  - {id: more, kind: lines, name: {zh: 更多, en: More}, columns: [{id: a, kind: text, name: 甲}]}
            """
        ).problems
        #expect(problems.contains { if case .unknownValue("lines", _) = $0.kind { $0.line == 13 } else { false } })
    }

    @Test func `a row is called by its field and number`() {
        #expect(Speaker(.english).fieldName("rows.items/3", in: nil) == "items 3")
    }
}
