import Office
import Settings
import Testing

/// YAML that would cost more than any settings file: refused before it is read, by name and line.
@Suite struct YAMLBoundTests {
    private func problems(_ text: String) -> [Problem] { LocatedYAML.read(text).problems }

    @Test func `a page of aliases is refused, not multiplied`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            text += "a\(level): &a\(level) [" + [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        let found = problems(text)
        #expect(
            found.prefix(3) == [
                Problem(line: 1, kind: .anchor("a0")), Problem(line: 2, kind: .anchor("a1")), Problem(line: 2, kind: .alias("a0")),
            ])
        // So many that nobody reads them all are not listed.
        #expect(found.count == 50 && LocatedYAML.read(text).tree == nil)
        #expect(problems("a: &a {b: 1}\n*a : 2\n") == [Problem(line: 1, kind: .anchor("a")), Problem(line: 2, kind: .alias("a"))])
    }

    @Test(arguments: [
        String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000), String(repeating: "- ", count: 100_000) + "x",
        String(repeating: "? ", count: 100_000), (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    ]) func `what goes too deep is refused`(_ text: String) {
        #expect(problems(text).map(\.kind) == [.overBudget(OverBudget(.depth, 64))])
    }

    @Test func `what is too much is refused`() {
        let long = String(repeating: "a", count: (1 << 20) + 1)
        #expect(problems(long).map(\.kind) == [.overBudget(OverBudget(.bytes, 1 << 20))])
        #expect(problems(String(repeating: "-\n", count: 400_000)).map(\.kind) == [.overBudget(OverBudget(.items, 50_000))])
    }

    @Test func `stars, brackets and ampersands in text are text`() {
        let text = """
            title: "*重点* & [方括号]"   # *注 [[[
            other: '*x'
            plain: A&B 公司 *b* 2*3
            block: |
              *x
                [[[ {
              &y
            list: [a, "*b", c]
            last: 1

            """
        let (tree, problems) = LocatedYAML.read(text)
        #expect(problems == [])
        guard case .map(let members, _)? = tree else { return #expect(Bool(false)) }
        #expect(members.map(\.key) == ["title", "other", "plain", "block", "list", "last"])
    }
}
