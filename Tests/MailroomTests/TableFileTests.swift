import Foundation
import Office
import Testing

@testable import Mailroom

/// The head of a table is found by what it says, and all that is hidden or joined is said.
@Suite struct TableFileTests {
    private let units = DirectoryColumn.tableColumns(of: .unit)
    private let people = DirectoryColumn.tableColumns(of: .person)

    private func table(_ sheets: [WorkbookKit.Sheet], _ columns: [TableColumn]) throws -> TableFile {
        try #require(TableFile(Workbook.readHere(WorkbookKit.book(sheets)), columns: columns, needed: "name"))
    }

    private func values(_ table: TableFile, _ key: String) -> [String?] { table.rows.map { try? table.value($0, key) } }

    @Test func `a head of two rows with joined cells names each column by all that stands over it`() throws {
        let rows = WorkbookKit.rows([
            ["云溪县单位名录"], ["序号", "单 位", "联系人", "", "类别"], ["", "", "姓名", "电话"], ["1", "财政局", "赵一", "0731-1", "平级"],
            ["2", "教育局", "钱二", "0731-2"],
        ])
        let merges = ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"]
        let table = try table([WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(rows, merges: merges))], units)
        #expect(table.header == ["序号", "单 位", "联系人·姓名", "联系人·电话", "类别"])
        #expect(values(table, "name") == ["财政局", "教育局"] && values(table, "contact") == ["赵一", "钱二"])
        #expect(values(table, "phone") == ["0731-1", "0731-2"] && table.rows.map(\.line) == [4, 5])
        #expect(table.place(3) == "D（联系人·电话）" && table.rest.isEmpty && table.around.contains("云溪县单位名录"))
    }

    @Test func `a cell joined over several rows stands in each, one across the table in none`() throws {
        let rows = WorkbookKit.rows([["姓名", "科室", "电话"], ["一、领导"], ["张敏", "综合科", "1"], ["王芳", "", "2"], ["李兰", "财务科", "3"]])
        let table = try table([WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(rows, merges: ["A2:C2", "B3:B4"]))], people)
        #expect(values(table, "department") == ["综合科", "综合科", "财务科"] && values(table, "name") == ["张敏", "王芳", "李兰"])
        #expect(table.remarks == [.bands([TableFile.Band(row: 2, text: "一、领导")])])
    }

    @Test func `what stands below and beside the rows is around them, what a row says is not`() throws {
        let rows = WorkbookKit.rows([["姓名", "科室"], ["张敏", "综合科", "旁注"], ["王芳", "财务科"], ["脚注"], ["", "无名"]])
        let table = try table([WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(rows))], people)
        #expect(Set(table.around).isSuperset(of: ["旁注", "脚注", "无名", "科室：无名"]))
        #expect(Set(table.around).isDisjoint(with: ["张敏", "综合科", "王芳", "财务科"]))
    }

    @Test func `the sheet that fits is taken, and the others and what is hidden are named`() throws {
        let sheets = [
            WorkbookKit.Sheet(name: "说明", inner: WorkbookKit.data(WorkbookKit.rows([["填表说明"]]))),
            WorkbookKit.Sheet(
                name: "人员",
                inner: #"<cols><col min="2" max="2" hidden="1"/></cols>"#
                    + WorkbookKit.data(WorkbookKit.rows([["姓名", "手机"], ["张敏", "1"], ["王芳", "2"]], hidden: [3]))),
            WorkbookKit.Sheet(
                name: "旧", inner: WorkbookKit.data(WorkbookKit.rows([["姓名", "手机", "职务"], ["旧人", "1", "主任"]])), state: "veryHidden"),
        ]
        let table = try table(sheets, people)
        #expect(table.sheet == "人员" && values(table, "name") == ["张敏", "王芳"] && values(table, "phone") == ["1", "2"])
        #expect(table.remarks == [.sheets(taken: "人员", others: ["说明"]), .hiddenSheets(["旧"]), .hiddenRows([3]), .hiddenColumns(["B"])])
        // One that is asked for by its name is taken, hidden or not; one without the needed column is none.
        let workbook = try Workbook.readHere(WorkbookKit.book(sheets))
        let old = try #require(TableFile(workbook, columns: people, needed: "name", sheet: "旧"))
        #expect(old.sheet == "旧" && values(old, "name") == ["旧人"])
        #expect(TableFile(workbook, columns: people, needed: "name", sheet: "说明") == nil)
    }

    @Test func `an error is said by its cell, and only where it is read`() throws {
        let rows =
            #"<row r="1"><c t="inlineStr"><is><t>姓名</t></is></c><c t="inlineStr"><is><t>电话</t></is></c><c t="inlineStr"><is><t>别的</t></is></c></row><row r="2"><c t="inlineStr"><is><t>张敏</t></is></c><c t="e"><v>#REF!</v></c><c t="e"><v>#N/A</v></c></row>"#
        let table = try table([WorkbookKit.Sheet(name: "表", inner: WorkbookKit.data(rows))], people)
        #expect(throws: TableFile.CellTrouble(.error, column: 1, text: "#REF!")) { try table.value(table.rows[0], "phone") }
        #expect(try table.value(table.rows[0], "name") == "张敏")
    }

    @Test func `separated values are read by the same head, a title above it or not`() throws {
        for text in ["姓名,联系电话\n张敏,1\n", "云溪县人员名录,\n\n姓 名,联系电话（手机）\n张敏,1\n"] {
            let table = try #require(TableFile(CSVFile(Array(text.utf8)), columns: people, needed: "name"))
            #expect(values(table, "name") == ["张敏"] && values(table, "phone") == ["1"] && table.sheet == nil)
        }
        #expect(TableFile(CSVFile(Array("甲,乙\n1,2\n".utf8)), columns: people, needed: "name") == nil)
    }
}
