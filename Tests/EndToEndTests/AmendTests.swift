import Testing

/// `banshi amend`: what stands in a matter's fields is put right from the command line.
@Suite(.serialized) struct AmendTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("add", "写总结 @张敏").code == 0)
        return machine
    }

    private func fields(_ machine: Machine) throws -> [String: Any] {
        try machine.banshi("show", "t1", "--json").object["fields"] as? [String: Any] ?? [:]
    }

    @Test func `fields are named by id or in either language, filled, emptied and taken back in one act`() throws {
        let machine = try furnished()
        let said = try machine.banshi(
            "amend", "t1", "title=写全年总结", "完成标准=一页纸", "Tag=年终", "owner=周明远", "--lang", "zh-Hans")
        #expect(said.code == 0 && said.out.contains("写全年总结") && said.out.contains("完成标准：一页纸"), "\(said.out)\(said.error)")
        #expect(said.out.contains("责任人：周明远"), "\(said.out)")
        let limited = try machine.banshi("amend", "t1", "limit=2027-01-05", "--lang", "zh-Hans")
        #expect(limited.code == 0 && limited.out.contains("时限：2027-01-05"), "\(limited.out)\(limited.error)")
        #expect(try machine.banshi("undo").code == 0)
        let shown = try machine.banshi("show", "t1", "--json").object
        #expect(shown["title"] as? String == "写全年总结")
        #expect(try fields(machine)["tag"] as? String == "年终")
        let emptied = try machine.banshi("amend", "t1", "tag=", "--json")
        #expect(emptied.code == 0 && emptied.object["title"] as? String == "写全年总结", "\(emptied.out)\(emptied.error)")
        #expect(try fields(machine)["tag"] == nil && fields(machine)["standard"] as? String == "一页纸")
        #expect(try machine.banshi("undo").code == 0)
        #expect(try fields(machine)["tag"] as? String == "年终")
        #expect(try machine.banshi("undo").code == 0)
        #expect(try machine.banshi("show", "t1", "--json").object["title"] as? String == "写总结")
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `what cannot be amended is refused by name, and nothing of the rest is kept`() throws {
        let machine = try furnished()
        for (words, code, said) in [
            ([], 64, "standard"), (["tag"], 64, "tag"), (["tagg=年终"], 64, "tag"), (["state=done"], 64, "state"),
            (["tag=年终", "plannedOn=某日"], 65, "某日"), (["tag=年终", "title="], 65, "请先填写"), (["tag=年终", "owner=无此人"], 65, "无此人"),
        ] as [([String], Int32, String)] {
            let outcome = try Machine.run(
                Machine.program, ["amend", "t1"] + words + ["--office", machine.office, "--lang", "zh-Hans"])
            #expect(outcome.code == code && outcome.error.contains(said), "\(words): \(outcome.code) \(outcome.out)\(outcome.error)")
        }
        #expect(try machine.banshi("amend", "t9", "tag=年终").code == 66)
        #expect(try fields(machine)["tag"] == nil)
    }
}
