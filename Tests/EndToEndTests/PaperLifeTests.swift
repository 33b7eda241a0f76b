import Foundation
import Testing

/// The life of a paper on the command line: rules, several units, readers, an answer, what an older office adopts.
@Suite(.serialized) struct PaperLifeTests {
    private static let letter =
        "云溪县水利局文件\n云水〔2026〕7号\n云溪县水利局关于石桥水库除险加固工程资金的请示\n云溪县人民政府、云溪县财政局：\n　　妥否，请批示。\n云溪县水利局\n2026年11月20日\n"

    private func taken() throws -> Machine {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("letter.txt", Self.letter)
        #expect(try machine.banshi("receive", machine.folder + "/letter.txt").code == 0)
        return machine
    }

    @Test func `a file of rules is taken whole or its problems are named`() throws {
        let machine = try taken()
        try machine.write("bad.yaml", "- name: 水利来文\n  when: {from: 没有的局}\n  then: {limit: 很快}\n")
        let refused = try machine.banshi("routing", "import", machine.folder + "/bad.yaml", "--lang", "zh-Hans")
        #expect(refused.code == 65 && refused.error.contains("bad.yaml:2:") && refused.error.contains("bad.yaml:3:"))
        #expect(try machine.banshi("routing", "check", machine.folder + "/bad.yaml").code == 65)
        #expect(try machine.banshi("routing", "list", "--json").list.isEmpty)
        try machine.write(
            "rules.yaml", "- name: 水利来文\n  when: {from: 水利局, kind: 请示}\n  then: {leader: 李卫东, limit: 10个工作日, readers: [周明远]}\n")
        #expect(try machine.banshi("routing", "import", machine.folder + "/rules.yaml").code == 0)
        let why = try machine.banshi("routing", "explain", "m1", "--json").list
        #expect(why.compactMap { $0["field"] as? String } == ["leader", "readers", "limit"])
        #expect(why.allSatisfy { $0["rule"] as? String == "水利来文" })
        #expect(try machine.banshi("routing", "explain", "m9").code == 66)
        #expect(try machine.banshi("routing", "nonsense").code == 64)
        #expect(try machine.banshi("routing", "clear").code == 0)
        #expect(try machine.banshi("routing", "list", "--json").list.isEmpty)
    }

    @Test func `several units sign and answer, readers read, and the sheet says who has not`() throws {
        let machine = try taken()
        func done(_ arguments: String...) throws {
            let outcome = try Machine.run(Machine.program, ["do", "m1"] + arguments + ["--office", machine.office])
            #expect(outcome.code == 0, "\(arguments): \(outcome.error)")
        }
        try done("dispatch", "--set", "target=财政局", "--set", "partners=水利局、综合科")
        try done("sign", "--set", "who=财政局", "--set", "signedBy=刘主任")
        #expect(try machine.banshi("circles", "set", "县领导", "王建国", "李卫东").code == 0)
        try done("circulate", "--set", "readers=县领导", "--set", "purpose=征求意见", "--set", "until=11-25")
        try done("read", "--set", "reader=李卫东", "--note", "同意")
        try done("back", "--set", "who=水利局", "--note", "已核")
        let shown = try machine.banshi("show", "m1", "--lang", "zh-Hans").out
        #expect(shown.contains("财政局（刘主任）") && shown.contains("综合科 未签收") && shown.contains("反馈"))
        #expect(shown.contains("1/2") && shown.contains("王建国"))
        let matter = try machine.banshi("show", "m1", "--json").object
        #expect(matter["state"] as? String == "handling")
        let handlers = try #require(matter["handlers"] as? [[String: Any]])
        #expect(handlers.compactMap { $0["who"] as? String } == ["财政局", "水利局", "综合科"])
        #expect(handlers[0]["signedBy"] as? String == "刘主任" && handlers[1]["answered"] is String && handlers[2]["signed"] is NSNull)
        #expect(try machine.banshi("list", "inbound", "--where", "is:circulating", "--json").object["total"] as? Int == 1)
        // A leader's words while units have it: they are written, and what they change is offered.
        let words = try machine.banshi(
            "do", "m1", "back", "--by", "王建国", "--on", "2026-11-20", "--note", "请水利局牵头", "--lang", "zh-Hans")
        #expect(words.code == 0 && words.out.contains("改派") && words.out.contains("target=水利局"))
        // Nobody said that the original lay there.
        let history = try machine.banshi("history", "m1", "--lang", "zh-Hans").out
        #expect(history.contains("代录·依据未注明"), "\(history)")
        // He wrote before the paper came; that may be so, and is said.
        #expect(words.error.contains("2026-11-20") && words.error.contains("2026-11-23"), "\(words.error)")
        // What stands open is not put away without its result.
        let refused = try machine.banshi("do", "m1", "putaway", "--lang", "zh-Hans")
        #expect(refused.code == 77 && refused.error.contains("请水利局牵头") && refused.error.contains("财政局"))
        #expect(try machine.banshi("do", "m1", "putaway", "--set", "result=均已办妥").code == 0)
        #expect(try machine.banshi("circles", "drop", "县领导").code == 0)
        #expect(try machine.banshi("circles", "drop", "县领导").code == 65)
        #expect(try machine.banshi("circles", "set", "空").code == 64)
    }

    @Test func `a step is taken by its id or its older verb, and scripts read both`() throws {
        let machine = try taken()
        #expect(try machine.banshi("do", "m1", "propose", "--set", "leader=李卫东").code == 0)
        let offered = try #require(try machine.banshi("do", "m1", "--json").list.first { $0["step"] as? String == "pass-up" })
        #expect(offered["move"] as? String == "propose" && offered["offered"] as? Bool == true)
        #expect(try machine.banshi("do", "m1", "pass-up", "--set", "leader=王建国").code == 0)
        #expect(try machine.banshi("do", "m1", "hold", "--note", "待商").code == 0)
        // What the register has elsewhere is refused, what it has nowhere is not known.
        #expect(try machine.banshi("do", "m1", "give-back", "--note", "清退").code == 77)
        #expect(try machine.banshi("do", "m1", "fly").code == 65)
        let history = try machine.banshi("history", "m1", "--json", "--lang", "zh-Hans").list.suffix(3)
        #expect(history.map { $0["step"] as? String } == ["propose", "pass-up", "defer"])
        #expect(history.map { $0["kind"] as? String } == ["matter.proposed", "matter.proposed", "matter.held"])
        #expect(history.map { $0["deed"] as? String } == ["拟办送阅", "续送", "缓议"])
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `an older office adopts newer registers by an act of its own`() throws {
        let machine = try taken()
        #expect(try machine.banshi("register", "adopt").out.contains("as new as"))
        let old = """
            import re, sqlite3
            c = sqlite3.connect('\(machine.office)/office.sqlite')
            kept = c.execute("select compiled from definition where register = 'inbound'").fetchone()[0].decode()
            older = re.sub('"revision":"[0-9]+"', '"revision":"2"', kept).encode()
            c.execute("insert into definition values ('inbound', 2, ?, ?)", (older, older))
            c.execute("update subject set record = cast(json_set(cast(record as text), '$.registers.inbound', 2) as blob) where id = 'o1'")
            c.commit()
            """
        #expect(try Machine.run("/usr/bin/env", ["python3", "-c", old]).code == 0)
        #expect(try machine.banshi("register", "list", "--lang", "en").out.contains("revision 2"))
        #expect(try machine.banshi("register", "adopt", "--lang", "en").out.contains("revision 2 → 6"))
        #expect(try !machine.banshi("register", "list", "--lang", "en").out.contains("revision 2"))
    }
}
