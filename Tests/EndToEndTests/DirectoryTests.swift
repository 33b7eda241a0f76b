import Foundation
import Testing

/// The directory from a shell: fields by the words of the tables, names that come twice, names that fit two.
@Suite(.serialized) struct DirectoryTests {
    private func furnished() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        return machine
    }

    private func row(_ machine: Machine, _ kind: String, _ name: String) throws -> [String: Any]? {
        try machine.banshi(kind, "list", "--json").list.first { $0["name"] as? String == name }
    }

    @Test func `who has left comes back by name or handle, and a rank is one of 99`() throws {
        let machine = try Machine()
        try machine.setUp()
        let id = try machine.banshi("people", "add", "孙小伟").out.trimmingCharacters(in: .whitespacesAndNewlines)
        for name in ["孙小伟", id] {
            #expect(try machine.banshi("people", "set", name, "left=2026-11-01").code == 0)
            let back = try machine.banshi("people", "set", name, "left=")
            #expect(back.code == 0, "\(name): \(back.error)")
        }
        for rank in ["0", "100"] {
            let refused = try machine.banshi("people", "set", id, "rank=\(rank)", "--lang", "en")
            #expect(refused.code == 65 && refused.error.contains("1 to 99"), "\(refused.error)")
        }
        let meeting = try machine.banshi("do", "g1", "conclude", "--lang", "en")
        #expect(meeting.code == 64 && meeting.error.contains("g1 is a meeting"), "\(meeting.error)")
    }

    @Test func `every heading of a table is a field of add and set, in both languages`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("people", "add", "赵晓梅", "职务=副县长", "排名=3", "电话=5210003", "角色=领导", "科室=综合科", "别名=赵县").code == 0)
        let person = try row(machine, "people", "赵晓梅")
        #expect(person?["post"] as? String == "副县长" && person?["rank"] as? Int == 3 && person?["phone"] as? String == "5210003")
        #expect(person?["roles"] as? [String] == ["leader"] && person?["aliases"] as? [String] == ["赵县"])
        #expect(try machine.banshi("people", "set", "赵晓梅", "职务＝常务副县长").code == 0)
        #expect(try row(machine, "people", "赵晓梅")?["post"] as? String == "常务副县长")
        #expect(try machine.banshi("units", "add", "名称=云溪县教育局", "简称=教育局", "代字=云教函", "层级=下级单位").code == 0)
        #expect(try row(machine, "units", "云溪县教育局")?["level"] as? String == "subordinate")
        #expect(try machine.banshi("units", "add", "临江市财政局", "level=Superior").code == 0)
        #expect(try machine.banshi("places", "add", "二楼会议室", "座位=20").code == 0)
        let wrong = try machine.banshi("units", "add", "某局", "层级=上上级", "--lang", "zh-Hans")
        #expect(wrong.code == 65 && wrong.error.contains("上级") && wrong.error.contains("内设"), "\(wrong.error)")
        #expect(try machine.banshi("people", "add", "某人", "容纳人数=3").code == 65)
    }

    @Test func `a name is one line and never nothing`() throws {
        let machine = try furnished()
        for kind in ["people", "units", "places"] {
            #expect(try machine.banshi(kind, "add", " 甲\n\t乙\r\n").code == 0)
            #expect(try row(machine, kind, "甲 乙") != nil, "\(kind)")
            let again = try machine.banshi(kind, "add", "甲\n乙", "--lang", "en")
            #expect(again.code == 77 && !again.error.dropLast().contains("\n"), "\(again)")
            for words in [["set", "甲 乙", "name="], ["set", "甲 乙", "name= \n "], ["add", "\n"]] {
                let outcome = try Machine.run(Machine.program, [kind] + words + ["--office", machine.office])
                #expect(outcome.code == 65, "\(kind) \(words): \(outcome)")
            }
            #expect(try machine.banshi(kind, "set", "甲 乙", "name=丙\n丁").code == 0)
            #expect(try row(machine, kind, "丙 丁") != nil, "\(kind)")
        }
        let nameless = try machine.banshi("init", machine.folder + "/other", "--name", " ", "--profile", "general")
        #expect(nameless.code == 65, "\(nameless)")
        #expect(!FileManager.default.fileExists(atPath: machine.folder + "/other"))
    }

    @Test func `a role nobody knows is refused by import, add and set, with the roles there are`() throws {
        let machine = try furnished()
        try machine.write("roles.csv", "姓名,职务,角色\n孙伟,科员,审核\n林涛,科员,文书\n")
        let taken = try machine.banshi("people", "import", machine.folder + "/roles.csv", "--lang", "zh-Hans")
        #expect(taken.code == 65, "\(taken.out)\(taken.error)")
        for said in ["roles.csv:2", "角色", "审核", "管理员"] { #expect(taken.error.contains(said), "\(taken.error)") }
        #expect(try row(machine, "people", "孙伟") == nil)
        #expect(try row(machine, "people", "林涛")?["roles"] as? [String] == ["clerk"])
        let dry = try machine.banshi("people", "import", machine.folder + "/roles.csv", "--dry-run", "--lang", "zh-Hans")
        #expect(dry.code == 65 && dry.error == taken.error, "\(dry.error)")
        for words in [["add", "孙伟"], ["set", "林涛"]] {
            let outcome = try Machine.run(
                Machine.program, ["people"] + words + ["roles=clerk,审核", "--lang", "en", "--office", machine.office])
            #expect(outcome.code == 65 && outcome.error.contains("审核") && outcome.error.contains("administrator"), "\(outcome.error)")
        }
    }

    @Test func `a place nobody knows is spoken of as a place`() throws {
        let machine = try furnished()
        let unknown = try machine.banshi("places", "set", "九楼会议室", "capacity=3", "--lang", "en")
        #expect(unknown.code == 65 && unknown.error.contains("place"), "\(unknown.error)")
        #expect(!unknown.error.contains("unit"), "\(unknown.error)")
    }

    @Test func `a name twice is said and never silent`() throws {
        let machine = try furnished()
        let twice = try machine.banshi("people", "add", "王建国", "职务=科员", "--lang", "zh-Hans")
        #expect(twice.code == 77 && twice.error.contains("王建国 县长") && twice.error.contains("--same-name"), "\(twice.error)")
        #expect(try machine.banshi("people", "add", "王建国", "职务=科员", "--same-name").code == 0)
        #expect(try machine.banshi("people", "list", "--json").list.count { $0["name"] as? String == "王建国" } == 2)
        let which = try machine.banshi("people", "set", "王建国", "电话=5210009")
        #expect(which.code == 65 && which.error.contains("王建国（县长）") && which.error.contains("王建国（科员）"), "\(which.error)")
        #expect(try machine.banshi("people", "set", "王建国（科员）", "电话=5210009").code == 0)
        #expect(try machine.banshi("units", "add", "云溪县财政局").code == 77)
        try machine.write("twice.csv", "姓名,职务,电话\n孙伟,科长,1\n孙伟,科员,2\n")
        let taken = try machine.banshi("people", "import", machine.folder + "/twice.csv", "--lang", "zh-Hans")
        #expect(taken.code == 65 && taken.error.contains("第2行"), "\(taken.error)")
        #expect(try row(machine, "people", "孙伟")?["post"] as? String == "科长")
        #expect(try machine.banshi("people", "import", machine.folder + "/twice.csv", "--same-name").code == 0)
        // Again, each row is about its own of the two.
        let again = try machine.banshi("people", "import", machine.folder + "/twice.csv", "--json")
        #expect(again.code == 0 && again.object["same"] as? Int == 2, "\(again.out)")
    }

    @Test func `a name means this county's bureau, two alike are told, and nothing is dispatched upward`() throws {
        let machine = try furnished()
        #expect(try machine.banshi("units", "add", "临江市财政局", "简称=市财政局", "层级=上级").code == 0)
        for name in ["云溪县城关镇中心小学", "云溪县石桥镇中心小学"] {
            #expect(try machine.banshi("units", "add", name, "简称=中心小学", "层级=下级").code == 0)
        }
        #expect(try machine.banshi("add", "核对报表 @财政局").code == 0)
        try machine.write("1.txt", "云溪县水利局文件\n云水〔2026〕7号\n关于资金的请示\n云溪县人民政府：\n申请资金。\n云溪县水利局\n2026年11月20日\n")
        #expect(try machine.banshi("receive", machine.folder + "/1.txt").code == 0)
        let two = try machine.banshi("do", "m2", "dispatch", "--set", "target=中心小学")
        #expect(two.code == 65 && two.error.contains("城关镇") && two.error.contains("石桥镇"), "\(two.error)")
        let upward = try machine.banshi("do", "m2", "dispatch", "--set", "target=市财政局", "--lang", "zh-Hans")
        #expect(upward.code == 77 && upward.error.contains("请用上报/转呈"), "\(upward.error)")
        #expect(try machine.banshi("do", "m2", "dispatch", "--set", "target=财政局", "--set", "limit=5 workdays").code == 0)
        #expect(try machine.banshi("show", "m2", "--json").object["holder"] as? String == "财政局")
    }
}
