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

    @Test(arguments: ["名单\u{9}机密★10年", "名单\u{9}本件密级为机密★10年，请妥为保管。"])
    func `a mark on a sheet nobody takes, or in its name, keeps the whole workbook out`(marked: String) throws {
        let machine = try furnished()
        let script = """
            import sys, zipfile
            path, name, text = sys.argv[1:]
            def sheet(*rows):
                cells = lambda row: "".join('<c t="inlineStr"><is><t>%s</t></is></c>' % cell for cell in row.split("\\t"))
                data = "".join("<row>%s</row>" % cells(row) for row in rows)
                main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                return '<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, data)
            rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            book = zipfile.ZipFile(path, "w")
            book.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
            book.writestr("xl/workbook.xml", '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="%s">'
                '<sheets><sheet name="人员" sheetId="1" r:id="r1"/><sheet name="%s" sheetId="2" r:id="r2"/></sheets></workbook>' % (rel, name))
            book.writestr("xl/_rels/workbook.xml.rels",
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
                '<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/s%d.xml"/>' % (n, rel, n) for n in (1, 2)) + '</Relationships>')
            book.writestr("xl/worksheets/s1.xml", sheet("姓名", "钱小文"))
            book.writestr("xl/worksheets/s2.xml", sheet(*["第%d行" % n for n in range(40)], text))
            book.close()
            """
        func tried(_ name: String, _ text: String) throws -> Machine.Outcome {
            let path = machine.folder + "/two.xlsx"
            let made = try Machine.run("/usr/bin/env", ["python3", "-c", script, path, name, text])
            guard made.code == 0 else { throw MachineFault(made.error) }
            return try machine.banshi("import", path, "--into", "people", "--dry-run")
        }
        #expect(try tried("其他", "名单\u{9}某人").code == 0)
        #expect(try tried("其他", marked).code == 77)
        #expect(try tried("机密★10年", "名单").code == 77)
    }

    @Test(arguments: [
        "姓名,职务\n钱小文,科员\n机密★1年\n", "姓名,职务\n钱小文,科员\n,机密★1年\n", "姓名,职务\n钱小文,科员,机密★1年\n", "姓名\n钱小文\n机密★1年\n",
        "姓名,职务,机密★1年\n钱小文,科员,\n", "姓名,职务,\n孙小文,主任,\n钱小文,科员,机密★1年\n",
    ])
    func `a mark below or beside a table keeps the whole table out`(text: String) throws {
        let machine = try furnished()
        let before = try machine.banshi("people", "list", "--json").out
        try machine.write("marked.csv", text)
        let tried = try machine.banshi("people", "import", machine.folder + "/marked.csv", "--lang", "en")
        #expect(tried.code == 77 && tried.error.contains("Nothing was kept"), "\(tried.error)")
        #expect(try machine.banshi("people", "list", "--json").out == before)
        try machine.write("papers.csv", text.replacing("姓名", with: "标题").replacing("职务", with: "备注"))
        #expect(try machine.banshi("import", machine.folder + "/papers.csv", "--into", "inbound").code == 77)
        #expect(try machine.banshi("list", "inbound", "--json").object["total"] as? Int == 0)
    }

    @Test func `a mark within a row keeps that row out, and nobody says that nothing was kept`() throws {
        let machine = try furnished()
        try machine.write("marked.csv", "姓名,职务\n钱小文,科员\n孙小文,机密★1年\n")
        let tried = try machine.banshi("people", "import", machine.folder + "/marked.csv", "--lang", "en")
        #expect(tried.code == 77 && tried.error.contains("marked.csv:3: ") && !tried.error.contains("Nothing was kept"), "\(tried.error)")
        let names = try machine.banshi("people", "list", "--json").list.compactMap { $0["name"] as? String }
        #expect(names.contains("钱小文") && !names.contains("孙小文"))
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
