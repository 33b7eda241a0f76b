import Foundation
import Testing

/// The command line obeys the rules the desk obeys: what a step needs, when a year is closed, what an adoption or a notice comes to.
@Suite(.serialized) struct MovedRulesTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("paper.txt", "云溪县水利局文件\n云水〔2026〕7号\n关于资金的请示\n云溪县人民政府：\n申请资金。\n")
        #expect(try machine.banshi("receive", machine.folder + "/paper.txt").code == 0)
        return machine
    }

    @Test func `a step is refused without what it needs, with data said to be wrong, and nothing is recorded`() throws {
        let machine = try furnished()
        for step in ["dispatch", "propose", "circulate", "bringup", "return", "void", "join"] {
            let tried = try machine.banshi("do", "m1", step)
            #expect(tried.code == 65, "\(step): \(tried.out)\(tried.error)")
        }
        #expect(try machine.banshi("do", "m1", "dispatch", "--set", "target=财政局", "--set", "limit=5 workdays").code == 0)
        #expect(try machine.banshi("do", "m1", "extend", "--note", "会签未回").code == 65)
        #expect(try machine.banshi("do", "m1", "extend", "--set", "limit=3 workdays").code == 65)
        #expect(try machine.banshi("do", "m1", "hold").code == 65)
        #expect(try machine.banshi("show", "m1", "--json").object["state"] as? String == "handling")
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `a year that runs is closed by nobody, and one that is closed once`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("register", "close", "inbound", "2099").code == 77)
        #expect(try machine.banshi("archive", "freeze", "2099").code == 77)
        #expect(try machine.banshi("register", "close", "inbound", "2020").code == 0)
        let again = try machine.banshi("register", "close", "inbound", "2020", "--lang", "zh-Hans")
        #expect(again.code == 77 && again.error.contains("2020 年已经封簿"), "\(again.error)")
        #expect(try machine.banshi("archive", "freeze", "2020").code == 0)
        let frozen = try machine.banshi("archive", "freeze", "2020", "--lang", "zh-Hans")
        #expect(frozen.code == 77 && frozen.error.contains("2020 年档案已经固化"), "\(frozen.error)")
        #expect(try machine.banshi("undo").code == 0)
        #expect(try machine.banshi("archive", "freeze", "2020", "--json").object["count"] as? Int == 0)
    }

    @Test func `a loan that came back is not taken out a second time by an undo`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("loans", "lend", "m1", "--to", "周明远").code == 0)
        #expect(try machine.banshi("loans", "return", "m1").code == 0)
        let entries = try machine.banshi("history", "m1", "--json").list
        let back = try #require(entries.compactMap { $0["entry"] as? Int }.max())
        #expect(try machine.banshi("loans", "lend", "m1", "--to", "王建国").code == 0)
        #expect(try machine.banshi("undo", String(back)).code == 77)
    }

    @Test func `a number that was taken back waits for its paper, whatever was opened meanwhile`() throws {
        let machine = try furnished()
        let first = try machine.banshi("add", "发: 关于甲事的函")
        #expect(try first.code == 0 && machine.banshi("undo").code == 0)
        let other = try machine.banshi("add", "发: 关于乙事的函")
        let again = try machine.banshi("add", "发: 关于甲事的函")
        #expect(other.code == 0 && other.out != first.out)
        #expect(again.code == 0 && again.out == first.out, "\(first.out)\(other.out)\(again.out)")
    }

    @Test func `words that come back are the act of whoever said them, written down by the clerk`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("do", "m1", "propose", "--set", "leader=李卫东").code == 0)
        let back = try machine.banshi("do", "m1", "back", "--set", "who=李卫东", "--note", "同意。", "--medium", "phone")
        #expect(back.code == 0, "\(back.error)")
        let line = try #require(
            try machine.banshi("history", "m1", "--json").list.max { $0["entry"] as? Int ?? 0 < $1["entry"] as? Int ?? 0 })
        #expect(line["by"] as? String == "李卫东" && line["recordedBy"] as? String == "张敏" && line["medium"] as? String == "phone", "\(line)")
    }

    @Test func `what was erased keeps its number and none of its words`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("do", "m1", "register").code == 0)
        let number = try #require(try machine.banshi("show", "m1", "--json").object["number"] as? String)
        #expect(try machine.banshi("erase", "m1", "--reason", "误收").code == 0)
        let shown = try machine.banshi("show", "m1", "--json")
        #expect(shown.object["number"] as? String == number && !shown.out.contains("资金"), "\(shown.out)")
        #expect(try !machine.banshi("history", "m1").out.contains("资金"))
    }
}
