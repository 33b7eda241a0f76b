import Ledger
import Office
import Testing

/// `banshi request`: what is asked for of a matter, turned down and taken back.
@Suite(.serialized) struct RequestCommandTests {
    @Test func `of a matter nothing is asked of, nothing is listed, refused or taken back`() throws {
        let machine = try Machine()
        try machine.setUp()
        #expect(try machine.banshi("add", "写总结 @张敏").code == 0)
        let none = try machine.banshi("request", "t1", "--lang", "zh-Hans")
        #expect(none.code == 0 && none.out.contains("没有请求"), "\(none.out)\(none.error)")
        #expect(try machine.banshi("request", "t1", "--json").list.isEmpty)
        for words in [["refuse", "1", "--reason", "不合规"], ["withdraw", "1"], ["refuse", "--reason", "不合规"], ["withdraw"]] {
            let outcome = try Machine.run(Machine.program, ["request", "t1"] + words + ["--office", machine.office])
            #expect(outcome.code == 65, "\(words): \(outcome.code) \(outcome.out)\(outcome.error)")
        }
        #expect(try machine.banshi("request", "t1", "fly").code == 64)
        #expect(try machine.banshi("request", "t9").code == 66)
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    /// A register whose one step is left to the administrator, as an office would have adopted it.
    private static let definition: JSON = [
        "id": "seals", "prefix": "se", "name": ["zh": "用印", "en": "Seals"], "capture": ["印"], "opens": "asked",
        "fields": [["id": "title", "kind": "long", "first": "true", "name": ["zh": "事由", "en": "For"]]],
        "states": [
            ["id": "asked", "stage": "doing", "name": ["zh": "待批", "en": "Asked"]],
            ["id": "granted", "stage": "closed", "name": ["zh": "已批", "en": "Granted"]],
        ],
        "steps": [
            [
                "id": "grant", "act": "advance", "from": ["asked"], "to": "granted", "by": ["administrator"],
                "name": ["zh": "批准", "en": "Grant"],
            ]
        ],
    ]

    private func furnished() throws -> (machine: Machine, id: String) {
        let machine = try Machine()
        try machine.setUp()
        let ledger = try Ledger.open(machine.office, for: .writing)
        defer { ledger.close() }
        var last = Moment(milliseconds: 0)
        try ledger.eachEntry { last = max(last, $0.attribution.recorded) }
        let attribution = Attribution(
            by: "p1", recordedBy: "p1", account: "test", device: "test", medium: .own, at: last, recorded: last)
        try ledger.submit([.change([.adopt(register: "seals", definition: Self.definition)])], as: attribution, wholly: true)
        let receipt = try ledger.submit([.open(MatterDraft(register: "seals", values: ["title": "合同盖章"]))], as: attribution)
        return (machine, try #require(receipt.subjects.last).text)
    }

    @Test func `what is asked for is refused with a reason, told to who asked, and put away`() throws {
        let (machine, id) = try furnished()
        let asked = try machine.banshi("do", id, "grant", "--by", "周明远", "--json")
        #expect(asked.code == 0 && asked.object["requested"] as? Int == 1, "\(asked.out)\(asked.error)")
        let listed = try machine.banshi("request", id, "--json").list
        #expect(listed.map { $0["step"] as? String } == ["grant"] && listed.first?["turnedDown"] == nil)
        #expect(try machine.banshi("request", id, "refuse").code == 65)
        #expect(try machine.banshi("request", id, "refuse", "--reason", "不合规", "--by", "王建国").code == 77)
        let refused = try machine.banshi("request", id, "refuse", "--reason", "不合规", "--lang", "zh-Hans")
        #expect(refused.code == 0 && refused.out.contains("第1号请求“批准”不同意：不合规"), "\(refused.out)\(refused.error)")
        let shown = try machine.banshi("show", id, "--json").object
        let down = shown["turnedDown"] as? [[String: Any]] ?? []
        #expect(shown["requests"] == nil && down.count == 1 && shown["state"] as? String == "asked")
        #expect((down.first?["turnedDown"] as? [String: Any])?["reason"] as? String == "不合规")
        let history = try machine.banshi("history", id, "--lang", "zh-Hans").out
        #expect(history.contains("请求办理：批准") && history.contains("不同意请求：批准") && history.contains("不合规"), "\(history)")
        #expect(try machine.banshi("request", id, "withdraw").code == 65)
        #expect(try machine.banshi("request", id, "withdraw", "--by", "周明远").code == 0)
        #expect(try machine.banshi("request", id, "--json").list.isEmpty)
        #expect(try machine.banshi("undo").code == 0)
        #expect(try machine.banshi("request", id, "--json").list.count == 1)
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `whoever has nothing to take back or to refuse is told so`() throws {
        let (machine, id) = try furnished()
        let nothing = try machine.banshi("request", id, "withdraw", "--lang", "zh-Hans")
        #expect(nothing.code == 65 && nothing.error.contains("此件没有您提出的请求"), "\(nothing.error)")
        #expect(try machine.banshi("do", id, "grant", "--by", "周明远").code == 0)
        let own = try machine.banshi("request", id, "refuse", "--reason", "不合规", "--by", "周明远", "--lang", "zh-Hans")
        #expect(own.code == 65 && own.error.contains("此件没有他人的请求"), "\(own.error)")
        let other = try machine.banshi("request", id, "refuse", "7", "--reason", "不合规", "--lang", "en")
        #expect(other.code == 65 && other.error.contains("request “7” is not there, or not yours to answer."), "\(other.error)")
    }

    @Test func `the desk says what became of a request`() throws {
        let (machine, id) = try furnished()
        #expect(try machine.banshi("do", id, "grant", "--by", "周明远").code == 0)
        let desk = try Screen(machine, columns: 80, rows: 24)
        try desk.wait(for: "周明远请求批准")
        try desk.wait(for: "D 不同意请求")
        try desk.type("D")
        try desk.wait(for: "不同意“批准”，理由")
        try desk.type("不合规")
        try desk.press("Enter")
        try desk.wait(for: "第1号请求“批准”不同意：不合规")
        #expect(try machine.banshi("request", id, "--lang", "zh-Hans").out.contains("不合规"))
        try desk.press("Escape")
        try desk.type("q")
        try desk.wait(for: "EXIT-0")
    }
}
