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
}
