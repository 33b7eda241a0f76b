import Office
import Testing

@testable import Mailroom

/// What an old workbook (.xls) says beside its cells is told as it is of a new one.
@Suite struct OldWorkbookTests {
    private typealias Formula = OldWorkbookKit.Formula

    private static let roster: [(row: Int, column: Int, text: String)] = [
        (0, 0, "某县人员名册"), (1, 0, "姓名"), (1, 1, "职务"), (1, 2, "排名"), (1, 3, "备注"), (2, 0, "张三"), (2, 1, "科员"), (3, 0, "李四"),
        (3, 1, "科长"), (5, 0, "制表：县府办"),
    ]

    private func read(_ formulas: [Formula]) throws -> Workbook {
        try Workbook.readHere(
            OldWorkbookKit.book([
                OldWorkbookKit.Sheet(
                    name: "人员", texts: Self.roster, hiddenRows: [3, 12], hiddenColumns: [3], merges: [[0, 0, 0, 3], [5, 5, 0, 3]],
                    formulas: formulas), OldWorkbookKit.Sheet(name: "旧", isHidden: true, texts: [(0, 0, "姓名"), (1, 0, "赵六")]),
            ]))
    }

    /// The cells that were never worked out.
    private func unworked(_ workbook: Workbook) -> [String] {
        workbook.sheets[0].rows.flatMap { row in
            row.cells.filter { $0.trouble == .unworked && $0.text.isEmpty }.map { CellName.letters($0.column) + String(row.number) }
        }
    }

    @Test func `hidden rows, columns and sheets and joined cells are told`() throws {
        let workbook = try read([])
        #expect(workbook.sheets.map(\.name) == ["人员", "旧"] && workbook.sheets.map(\.isHidden) == [false, true])
        let sheet = workbook.sheets[0]
        #expect(sheet.rows.filter(\.isHidden).map(\.number) == [4] && sheet.hiddenColumns == [3])
        #expect(sheet.merges == [Workbook.Merge(rows: 1...1, columns: 0...3), Workbook.Merge(rows: 6...6, columns: 0...3)])
        let columns = DirectoryColumn.tableColumns(of: .person)
        let table = try #require(TableFile(workbook, columns: columns, needed: DirectoryColumn.name.rawValue))
        // The joined note below the table is no row of it.
        #expect(table.rows.map { $0.cells.first } == ["张三", "李四"])
        #expect(table.remarks.contains(.hiddenRows([4])) && table.remarks.contains(.hiddenColumns(["D"])))
        #expect(table.remarks.contains(.bands([TableFile.Band(row: 6, text: "制表：县府办")])))
    }

    @Test func `a formula whose kept value is missing is told as not worked out`() throws {
        // A text that is said to follow and does not; beside it one that holds an empty text, a number and a text.
        let mixed = try read([
            Formula(row: 2, column: 2, kept: Formula.nothing), Formula(row: 3, column: 2, kept: Formula.aText),
            Formula(row: 4, column: 2, kept: Formula.number(7)), Formula(row: 4, column: 3, kept: Formula.aText, text: "备注"),
        ])
        #expect(unworked(mixed) == ["C4"] && WorkbookKit.texts(mixed)["C3"] == nil)
        let table = try #require(
            TableFile(mixed, columns: DirectoryColumn.tableColumns(of: .person), needed: DirectoryColumn.name.rawValue))
        let row = try #require(table.rows.first { $0.cells.first == "李四" })
        #expect(throws: TableFile.CellTrouble(.unworked, column: 2, text: "")) { try table.value(row, DirectoryColumn.rank.rawValue) }
    }

    @Test func `a formula is read by its kept value`() throws {
        let workbook = try read([
            Formula(row: 4, column: 0, kept: Formula.number(7)), Formula(row: 4, column: 1, kept: Formula.number(0.1)),
            Formula(row: 4, column: 2, kept: Formula.number(46_349), style: 16),
            Formula(row: 4, column: 3, kept: Formula.aText, text: "备注"), Formula(row: 6, column: 0, kept: [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]),
            Formula(row: 6, column: 1, kept: [2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]),
            Formula(row: 6, column: 2, kept: Formula.number(110_101_199_003_071_232)),
        ])
        let texts = WorkbookKit.texts(workbook)
        #expect(["A5", "B5", "C5", "D5", "A7", "B7"].map { texts[$0] } == ["7", "0.1", "2026-11-23", "备注", "TRUE", "#N/A"])
        let last = try #require(workbook.sheets[0].rows.last)
        #expect(last.number == 7 && last.cells.map(\.trouble) == [nil, .error, .rounded])
    }

    @Test func `where no formula holds anything, the program that wrote them works none out`() throws {
        let never = try read([
            Formula(row: 2, column: 2, kept: Formula.nothing), Formula(row: 3, column: 2, kept: Formula.number(0), flags: 2),
        ])
        #expect(unworked(never) == ["C3", "C4"])
        let zero = try read([Formula(row: 3, column: 2, kept: Formula.number(0))])
        #expect(unworked(zero) == [] && WorkbookKit.texts(zero)["C4"] == "0")
    }

    @Test func `a spoilt container or record is read as far as it goes`() {
        let bytes = OldWorkbookKit.book([
            OldWorkbookKit.Sheet(
                name: "人员", texts: Self.roster, hiddenRows: [3], hiddenColumns: [3], merges: [[0, 0, 0, 3]],
                formulas: [Formula(row: 2, column: 2, kept: Formula.nothing)])
        ])
        let workbook = Workbook(sheets: [Workbook.Sheet(name: "人员")])
        for index in stride(from: 0, to: bytes.count, by: 11) {
            for value: UInt8 in [0x00, 0x7F, 0xFF] {
                var spoilt = bytes
                spoilt[index] = value
                #expect(OldWorkbookRecords(spoilt).completing(workbook).sheets.count == 1)
            }
        }
        for count in stride(from: 0, to: bytes.count, by: 41) {
            #expect(OldWorkbookRecords(Array(bytes.prefix(count))).completing(workbook).sheets.count == 1)
        }
    }
}
