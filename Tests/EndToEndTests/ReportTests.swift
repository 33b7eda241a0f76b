import Foundation
import Testing

/// Sheets an office prints: what stands on them is what stands in the registers, in every form they are written in.
@Suite(.serialized) struct ReportTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        try machine.write(
            "1.txt", "云溪县水利局文件\n特急\n云水〔2026〕7号\n关于“石桥”水库<除险>加固资金的请示\n云溪县人民政府：\n申请资金。\n云溪县水利局\n2026年11月20日\n")
        try machine.write("2.txt", "云溪县财政局文件\n云财〔2026〕8号\n=1+1的通知\n各科室：\n请阅。\n云溪县财政局\n2026年11月20日\n")
        #expect(try machine.banshi("receive", machine.folder + "/1.txt", machine.folder + "/2.txt").code == 0)
        for id in ["m1", "m2"] { #expect(try machine.banshi("do", id, "register").code == 0) }
        return machine
    }

    @Test func `a slip holds what was said, leaves room to write, and is remembered as printed`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("do", "m1", "propose", "--set", "leader=王建国", "--note", "请县长阅示").code == 0)
        #expect(try machine.banshi("do", "m1", "back", "--note", "请财政局研究").code == 0)
        let unprinted = { try machine.banshi("list", "inbound", "--where", "is:unprinted", "--json").object["total"] as? Int }
        #expect(try unprinted() == 2)
        let slip = try machine.banshi("report", "slip", "m1", "--lang", "zh-Hans")
        #expect(slip.code == 0)
        for words in ["收文处理单", "收文〔2026〕1号", "云水〔2026〕7号", "请县长阅示", "请财政局研究", "王建国"] {
            #expect(slip.out.contains(words), "\(words): \(slip.out)")
        }
        #expect(try unprinted() == 1)
        // Twice printed is once recorded.
        let before = try machine.banshi("history", "m1", "--json").list.count
        #expect(try machine.banshi("report", "slip", "m1").code == 0)
        #expect(try machine.banshi("history", "m1", "--json").list.count == before)
    }

    @Test func `the same sheet as text, Markdown, CSV for Excel, and HTML for a printer`() throws {
        let machine = try furnished()
        let html = try machine.banshi("report", "slip", "m1", "--format", "html").out
        #expect(html.contains("水库&lt;除险&gt;加固") && !html.contains("<除险>") && html.contains("@page"))
        let table = machine.folder + "/page.csv"
        #expect(try machine.banshi("report", "register", "inbound", "--format", "csv", "-o", table).code == 0)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: table))
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let csv = String(decoding: bytes, as: UTF8.self)
        // What a spreadsheet would run as a formula is quoted out.
        #expect(csv.contains("'=1+1的通知") && csv.contains("\r\n"))
        let markdown = try machine.banshi("report", "register", "inbound", "--format", "md", "--lang", "zh-Hans").out
        let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("| 收文") }
        #expect(rows.count == 2 && rows[0].contains("收文〔2026〕1号") && rows[1].contains("收文〔2026〕2号"))
        let file = machine.folder + "/page.html"
        #expect(try machine.banshi("report", "register", "--format", "html", "-o", file).out.isEmpty)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("收文〔2026〕2号"))
    }

    @Test(arguments: [("2026", 2), ("2026Q4", 2), ("2026-11", 2), ("2026-10", 0), ("2025", 0)])
    func `a period`(period: String, count: Int) throws {
        let machine = try furnished()
        let page = try machine.banshi("report", "register", "inbound", "--period", period, "--format", "csv").out
        #expect(page.components(separatedBy: "收文〔").count - 1 == count)
    }

    @Test func `who is to be called, with the number to call`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("do", "m1", "dispatch", "--set", "target=财政局", "--set", "limit=1 workday").code == 0)
        let list = try machine.banshi("report", "chase", "--lang", "zh-Hans", "--at", "2026-11-24T10:00").out
        let line = try #require(list.split(separator: "\n").first { $0.contains("收文〔2026〕1号") })
        #expect(line.contains("财政局") && line.contains("5210011") && line.contains("提醒") && line.contains("今日到期"), "\(list)")
    }

    @Test func `several sheets are one file, and nobody else may ask`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("do", "m1", "dispatch", "--set", "target=财政局", "--set", "limit=1 workday").code == 0)
        let several = try machine.banshi("report", "slip", "m1", "m2", "--format", "csv")
        #expect(several.out.components(separatedBy: "\u{FEFF}").count <= 2 && !several.out.hasSuffix("\n\n"))
        let pages = try machine.banshi("report", "slip", "m1", "m2", "--format", "html").out
        #expect(pages.components(separatedBy: "<!doctype html>").count == 2 && pages.components(separatedBy: "<section>").count == 3)
        #expect(try machine.banshi("report", "chase", "--json").list.first?["heading"] is [Any])
        #expect(try machine.banshi("report", "chase", "--as", "周明远").code == 77)
        #expect(try machine.banshi("report", "chase", "--period", "2026").code == 64)
    }

    @Test func `what cannot be printed is said`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("report", "poem").code == 64)
        #expect(try machine.banshi("report", "slip").code == 64)
        #expect(try machine.banshi("report", "slip", "m99").code == 66)
        #expect(try machine.banshi("report", "register", "--period", "11").code == 64)
        #expect(try machine.banshi("report", "chase", "--format", "docx").code == 64)
        #expect(try machine.banshi("report", "chase", "-o", machine.folder + "/none/x.txt").code == 73)
    }
}
