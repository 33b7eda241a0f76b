import Foundation
import Testing

/// Tables in and out as workbooks, from a shell.
@Suite(.serialized) struct WorkbookTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        return machine
    }

    @Test func `the directory goes out as a workbook and comes in again as it was`() throws {
        let machine = try furnished()
        for kind in ["people", "units", "places"] {
            let path = machine.folder + "/\(kind).xlsx"
            #expect(try machine.banshi("export", kind, "-o", path).code == 0)
            let again = try machine.banshi(kind, "import", path, "--json")
            let total = try machine.banshi(kind, "list", "--json").list.count
            #expect(
                again.code == 0 && again.object["same"] as? Int == total && again.object["sheet"] is String, "\(again.out)\(again.error)")
        }
    }

    @Test func `a register goes out as a workbook and its rows are known when it comes in`() throws {
        let machine = try furnished()
        try machine.write("in.csv", "来文机关,发文字号,文件名称,收文日期,份数,经办\n云溪县财政局,云财函〔2026〕9号,关于报送决算的函,2026-11-20,2,甲\n")
        #expect(try machine.banshi("import", machine.folder + "/in.csv", "--into", "inbound").code == 0)
        let path = machine.folder + "/in.xlsx"
        #expect(try machine.banshi("export", "inbound", "--format", "xlsx", "-o", path).code == 0)
        let again = try machine.banshi("import", path, "--into", "inbound", "--json")
        #expect(again.code == 0 && again.object["same"] as? Int == 1, "\(again.out)\(again.error)")
        #expect(try machine.banshi("export", "inbound", "--format", "xlsx").code == 64)
        let page = machine.folder + "/page.xlsx"
        #expect(try machine.banshi("report", "register", "--format", "xlsx", "-o", page).code == 0)
        // A title above the table is in nobody's way.
        #expect(try machine.banshi("import", page, "--into", "inbound", "--json").object["same"] as? Int == 1)
    }

    @Test func `a sheet is taken by its name, and one that is not there is refused with those there are`() throws {
        let machine = try furnished()
        let path = machine.folder + "/people.xlsx"
        #expect(try machine.banshi("export", "people", "-o", path).code == 0)
        let known = try machine.banshi("import", path, "--into", "people", "--dry-run", "--json").object["sheet"] as? String
        let sheet = try #require(known)
        let taken = try machine.banshi("import", path, "--into", "people", "--sheet", sheet, "--dry-run", "--json")
        #expect(taken.code == 0 && taken.object["sheet"] as? String == sheet, "\(taken.out)\(taken.error)")
        let missing = try machine.banshi("import", path, "--into", "people", "--sheet", "第三季度", "--lang", "zh-Hans")
        #expect(missing.code == 65 && missing.error.contains("第三季度") && missing.error.contains(sheet), "\(missing.error)")
        // The directory's own command takes the same word.
        let own = try machine.banshi("people", "import", path, "--sheet", sheet, "--dry-run", "--json")
        #expect(own.code == 0 && own.object["sheet"] as? String == sheet, "\(own.out)\(own.error)")
        for kind in ["people", "units", "places"] {
            let missing = try machine.banshi(kind, "import", path, "--sheet", "第三季度", "--lang", "zh-Hans")
            #expect(missing.code == 65 && missing.error.contains("第三季度"), "\(kind): \(missing.error)")
        }
        let separated = try machine.banshi("import", machine.folder + "/people.csv", "--into", "people", "--sheet", sheet, "--lang", "en")
        #expect(separated.code == 65 && separated.error.contains("no sheets"), "\(separated.error)")
    }

    @Test func `a dry run names every wrong cell and writes nothing`() throws {
        let machine = try furnished()
        try machine.write("new.csv", "姓名,排名,科室\n赵晓梅,三,没有这个科\n李兰,5,综合科\n王建国,1,\n")
        let before = try machine.banshi("people", "list", "--json").out
        let tried = try machine.banshi("people", "import", machine.folder + "/new.csv", "--dry-run", "--lang", "zh-Hans")
        #expect(tried.code == 65 && tried.error.contains("new.csv:2: 排名: ") && tried.error.contains("new.csv:2: 科室: "), "\(tried.error)")
        #expect(try machine.banshi("people", "list", "--json").out == before)
        // What only the office can refuse is refused in a dry run, too.
        try machine.write("in.csv", "标题,成文日期\n关于防汛的通知,2026-11-20\n关于会议的通知,看情况再定\n")
        let papers = try machine.banshi("import", machine.folder + "/in.csv", "--into", "inbound", "--dry-run", "--json")
        #expect(papers.code == 65 && papers.object["taken"] as? Int == 1 && papers.object["refused"] as? Int == 1, "\(papers.out)")
        #expect(try machine.banshi("list", "inbound", "--json").object["total"] as? Int == 0)
    }

    @Test func `a file that is no table is refused by a plain word`() throws {
        let machine = try furnished()
        let path = machine.folder + "/broken.xlsx"
        try Data([0x50, 0x4B, 0x03, 0x04, 1, 2, 3, 4]).write(to: URL(fileURLWithPath: path))
        let broken = try machine.banshi("people", "import", path, "--lang", "zh-Hans")
        #expect(broken.code == 65 && broken.error.contains("broken.xlsx"), "\(broken.error)")
    }
}
