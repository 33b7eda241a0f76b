import Foundation
import Testing

/// Chasing from a shell: tonight's dry run, the call list, the log of a call, the rules.
@Suite(.serialized) struct ChaseTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        for (name, number) in [("1", 7), ("2", 8)] {
            try machine.write(
                name + ".txt", "云溪县水利局文件\n云水〔2026〕\(number)号\n关于石桥水库加固资金\(number)的请示\n云溪县人民政府：\n申请资金。\n云溪县水利局\n2026年11月20日\n")
            #expect(try machine.banshi("receive", machine.folder + "/\(name).txt").code == 0)
        }
        #expect(try machine.banshi("do", "m1", "dispatch", "--set", "target=财政局", "--set", "limit=1 workday").code == 0)
        #expect(try machine.banshi("do", "m2", "dispatch", "--set", "target=财政局", "--set", "limit=10 workdays").code == 0)
        return machine
    }

    private func calls(_ outcome: Machine.Outcome) -> [[String: Any]] { outcome.object["calls"] as? [[String: Any]] ?? [] }

    @Test func `tonight is tried out: who would be chased, and why the rest would not`() throws {
        let machine = try furnished()
        // The day it was sent: what ends tomorrow is near, what was not signed for has until tomorrow.
        let tonight = try machine.banshi("chase", "--dry-run", "--json")
        #expect(tonight.object["at"] as? String == "2026-11-23T17:30:00+08:00")
        let papers = calls(tonight).first?["papers"] as? [[String: Any]] ?? []
        #expect(calls(tonight).count == 1 && papers.map { $0["id"] as? String } == ["m1"], "\(tonight.out)")
        let left = tonight.object["leftOut"] as? [[String: Any]] ?? []
        #expect(left.map { $0["reason"] as? String } == ["notYet"] && left[0]["until"] as? String == "2026-11-24T11:38:00+08:00")
        let saturday = try machine.banshi("chase", "--dry-run", "--at", "2026-11-28T10:00", "--json")
        #expect(calls(saturday).isEmpty && saturday.object["opens"] as? String == "2026-11-30T08:30:00+08:00")
        let words = try machine.banshi("chase", "--tonight", "--lang", "zh-Hans").out
        #expect(words.contains("按规则") && words.contains("5210011") && words.contains("临期"), "\(words)")
        // A dry run writes nothing down.
        #expect(try machine.banshi("show", "m1", "--json").object["chases"] as? Int == 0)
    }

    @Test func `a call is logged for all its papers at once, and the list falls silent`() throws {
        let machine = try furnished()
        let morning = ["--at", "2026-11-25T10:00"]
        let list = try Machine.run(Machine.program, ["chase", "--json", "--office", machine.office] + morning)
        let papers = calls(list).first?["papers"] as? [[String: Any]] ?? []
        #expect(calls(list).count == 1 && papers.map { $0["id"] as? String } == ["m1", "m2"], "\(list.out)")
        let log = try Machine.run(
            Machine.program,
            [
                "chase", "log", "m1", "m2", "--medium", "phone", "--with", "刘主任", "--answer", "周五报", "--next", "2026-11-27", "--office",
                machine.office,
            ]
                + morning)
        #expect(log.code == 0, "\(log.error)")
        let shown = try machine.banshi("show", "m2", "--json").object
        let last = (shown["chased"] as? [[String: Any]])?.last
        #expect(last?["to"] as? String == "财政局" && last?["medium"] as? String == "phone" && last?["with"] as? String == "刘主任")
        #expect(last?["nextOn"] as? String == "2026-11-27" && shown["bringUpOn"] as? String == "2026-11-27")
        #expect(try machine.banshi("show", "m2", "--lang", "zh-Hans").out.contains("第1次催办"))
        let after = try Machine.run(Machine.program, ["chase", "--json", "--office", machine.office] + morning)
        #expect(calls(after).isEmpty)
        // One act: one undo takes both back.
        #expect(try machine.banshi("undo").code == 0)
        #expect(try machine.banshi("show", "m1", "--json").object["chases"] as? Int == 0)
    }

    @Test func `a call about one paper names the others, and logs them with it where that is asked`() throws {
        let machine = try furnished()
        let morning = ["--at", "2026-11-25T10:00", "--lang", "zh-Hans", "--office", machine.office]
        let one = try Machine.run(Machine.program, ["chase", "log", "m1", "--medium", "phone"] + morning)
        #expect(one.code == 0 && one.out.contains("另有1件待催") && one.out.contains("--all"), "\(one.out)\(one.error)")
        #expect(try machine.banshi("undo").code == 0)
        let all = try Machine.run(Machine.program, ["chase", "log", "m1", "--medium", "phone", "--all"] + morning)
        #expect(all.code == 0, "\(all.error)")
        for id in ["m1", "m2"] { #expect(try machine.banshi("show", id, "--json").object["chases"] as? Int == 1) }
        #expect(try machine.banshi("undo").code == 0)
        #expect(try machine.banshi("show", "m2", "--json").object["chases"] as? Int == 0)
    }

    @Test func `the rules are said to be rules, and are changed`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("chase", "rules", "--lang", "zh-Hans").out.contains("系统默认"))
        #expect(try machine.banshi("chase", "rules", "--set", "unsigned=3", "--set", "readers=5").code == 0)
        let rules = try machine.banshi("chase", "rules", "--json").list
        #expect(rules.first { $0["id"] as? String == "unsigned" }?["workdays"] as? Int == 3)
        #expect(try machine.banshi("chase", "rules", "--set", "unsigned=default").code == 0)
        #expect(try machine.banshi("chase", "rules", "--json").list.first { $0["id"] as? String == "unsigned" }?["own"] as? Bool == false)
    }

    private static let mistakes: [(arguments: [String], code: Int32)] = [
        (["poem"], 64), (["log"], 64), (["log", "m99"], 66), (["--with", "x"], 64), (["rules", "--set", "unsigned=40"], 64),
        (["rules", "--set", "unsigned"], 64), (["rules", "--set", "unsinged=1"], 65), (["log", "m1", "--next", "2026-11-01"], 65),
        (["rules", "--tonight"], 64), (["log", "m1", "--medium", "pigeon"], 64),
    ]

    @Test(arguments: mistakes)
    func `what is not understood is refused with its code`(arguments: [String], code: Int32) throws {
        let machine = try furnished()
        let outcome = try Machine.run(Machine.program, ["chase"] + arguments + ["--office", machine.office])
        #expect(outcome.code == code, "\(outcome.error)")
    }
}
