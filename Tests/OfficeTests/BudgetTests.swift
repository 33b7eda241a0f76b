import Office
import Testing

@Suite struct BudgetTests {
    @Test(arguments: Budget.Limit.allCases.filter { $0 != .depth && $0 != .seconds }) func `all of a limit may be spent and no more`(
        _ limit: Budget.Limit
    ) throws {
        let budget = Budget(.init(bytes: 3, items: 3, envelopes: 3))
        for _ in 0..<3 { try budget.spend(of: limit) }
        #expect(budget.left(limit) == 0)
        #expect(budget.over == nil)
        #expect(throws: OverBudget(limit, 3)) { try budget.spend(of: limit) }
    }

    @Test func `copies pay from one purse`() throws {
        let budget = Budget(.init(bytes: 10))
        let inner = try budget.deeper()
        try inner.spend(7, of: .bytes)
        #expect(budget.left(.bytes) == 3)
        #expect(throws: OverBudget(.bytes, 10)) { try budget.spend(4, of: .bytes) }
        #expect(inner.over == OverBudget(.bytes, 10))
    }

    @Test func `what is over stays over, and says the first reason`() throws {
        let budget = Budget(.init(items: 1, envelopes: 1))
        #expect(throws: OverBudget(.items, 1)) { try budget.spend(2, of: .items) }
        #expect(throws: OverBudget(.items, 1)) { try budget.spend(of: .envelopes) }
        #expect(throws: OverBudget(.items, 1)) { try budget.spend(.milliseconds(1)) }
        #expect(throws: OverBudget(.items, 1)) { try budget.deeper() }
        #expect(Budget.Limit.allCases.allSatisfy { budget.left($0) == 0 })
        #expect(budget.exhaust(.bytes) == OverBudget(.items, 1))
    }

    @Test func `time is counted as it is worked`() throws {
        let budget = Budget(.init(seconds: 2))
        try budget.spend(.milliseconds(1_500))
        #expect(budget.left(.seconds) == 1)
        #expect(throws: OverBudget(.seconds, 2)) { try budget.spend(.milliseconds(501)) }
    }

    @Test func `too deep is said of that branch alone`() throws {
        let budget = Budget(.init(depth: 2))
        let second = try budget.deeper().deeper()
        #expect(second.left(.depth) == 0)
        #expect(throws: OverBudget(.depth, 2)) { try second.deeper() }
        #expect(budget.over == nil)
        try budget.spend(of: .envelopes)
    }

    @Test func `a number beyond all numbers is over`() throws {
        let budget = Budget()
        try budget.spend(1, of: .bytes)
        #expect(throws: OverBudget(.bytes, budget.limits.bytes)) { try budget.spend(.max, of: .bytes) }
    }
}

/// JSON of strangers: no deeper, no longer and with no more values than a budget allows.
@Suite struct ForeignJSONTests {
    @Test(arguments: ["[", "{\"a\":", "[[{\"a\":"]) func `a hundred thousand brackets are refused, not followed`(_ opening: String) {
        #expect(throws: JSONFault.self) { try JSON(bytes: Array(String(repeating: opening, count: 100_000).utf8), budget: Budget()) }
        #expect(throws: JSONFault.self) { try JSON(text: String(repeating: opening, count: 100_000)) }
    }

    @Test func `too much is said by its limit`() throws {
        let bytes = Array("[1,2,3]".utf8)
        #expect(throws: OverBudget(.bytes, 6)) { try JSON(bytes: bytes, budget: Budget(.init(bytes: 6))) }
        #expect(throws: OverBudget(.items, 3)) { try JSON(bytes: bytes, budget: Budget(.init(items: 3))) }
        #expect(try JSON(bytes: bytes, budget: Budget(.init(bytes: 7, items: 4))) == [1, 2, 3])
    }
}

@Suite struct EndlessTextTests {
    @Test(arguments: ["请各单位于11月27日前报送材料，", "云财函〔2026〕", "县政府办公室、", "截止日期：", "附件：", "（"])
    func `a line without end is recognised in no more than a moment`(_ words: String) {
        let text = "云溪县财政局文件\n" + String(repeating: words, count: 15_000 / words.unicodeScalars.count)
        let begun = ContinuousClock.now
        _ = Recognition(of: text)
        #expect(ContinuousClock.now - begun < .seconds(10))
    }
}
