import Foundation
import Testing

/// Eight clerks on one office at once, each doing what clerks do, for a while (`CLERKS_SECONDS`, eight without).
@Suite(.serialized) struct ClerksTests {
    /// A small generator of its own, so that a failing run can be run again.
    struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
    }

    @Test func `eight clerks on one office`() async throws {
        let machine = try Machine()
        try machine.setUp()
        let names = ["张敏", "周明远", "陈静", "刘洋", "赵磊", "孙丽", "吴刚", "郑爽"]
        try machine.write("more.csv", "姓名,职务,角色,科室\n" + names.dropFirst(2).map { "\($0),科员,,综合科\n" }.joined())
        #expect(try machine.banshi("people", "import", machine.folder + "/more.csv").code == 0)
        let seconds = ProcessInfo.processInfo.environment["CLERKS_SECONDS"].flatMap(Double.init) ?? 8
        let deadline = Date().addingTimeInterval(seconds)
        let (program, office) = (Machine.program, machine.office)
        let kept = try await withThrowingTaskGroup(of: (acts: Int, kept: [String], odd: [String]).self) { group in
            for (index, name) in names.enumerated() {
                group.addTask {
                    try await Task.detached { try Self.work(name, seed: UInt64(index + 1), program, office, until: deadline) }.value
                }
            }
            var acts = 0
            var kept: [String] = []
            for try await clerk in group {
                #expect(clerk.odd.isEmpty, "\(clerk.odd.prefix(3))")
                acts += clerk.acts
                kept += clerk.kept
            }
            #expect(acts > names.count)
            return kept
        }
        let verified = try machine.banshi("verify", "--deep", "--json")
        #expect(verified.object["ok"] as? Bool == true, "\(verified.out.prefix(400))\(verified.error)")
        // What was acknowledged is there, each with a number of its own, none left out.
        let rows = try machine.banshi("list", "tasks", "--json", "--limit", "100000").object["rows"] as? [[String: Any]] ?? []
        let listed = Set(rows.compactMap { $0["id"] as? String })
        for id in kept { #expect(listed.contains(id), "\(id) was acknowledged and is gone") }
        let numbers = rows.compactMap { $0["number"] as? String }
        #expect(Set(numbers).count == numbers.count)
    }

    /// One clerk's work: what was done, what must still be there, and every answer that no clerk should ever see.
    private static func work(
        _ name: String, seed: UInt64, _ program: String, _ office: String, until deadline: Date
    ) throws -> (acts: Int, kept: [String], odd: [String]) {
        var dice = Dice(state: seed)
        var acts = 0
        var mine: [String] = []
        var last: String?
        var odd: [String] = []
        let moves = ["conclude", "chase", "hold", "resume", "bringup", "dispatch", "putaway"]
        func run(_ arguments: [String]) throws -> Machine.Outcome {
            let outcome = try Machine.run(program, arguments + ["--office", office, "--as", name])
            acts += 1
            // Done, bad data, not found, busy or refused: all of these are answers; a fault of storage or of ours is none.
            if ![0, 64, 65, 66, 75, 77].contains(outcome.code) { odd.append("\(arguments) \(outcome.code) \(outcome.error)") }
            return outcome
        }
        while Date() < deadline {
            switch dice.roll(8) {
            case 0, 1, 2:
                let added = try run(["add", "\(name)的事\(dice.roll(100_000)) 截止:周五", "--json"])
                guard added.code == 0, let id = added.object["id"] as? String else { continue }
                mine.append(id)
                last = id
            case 3: _ = try run(["do", "m\(1 + dice.roll(200))", moves[dice.roll(moves.count)], "--note", "已办", "--set", "until=周五"])
            case 4: if let last { _ = try run(["do", last, "conclude", "--set", "result=已办"]) }
            case 5:
                // An undo takes back the latest act standing: nothing of mine is counted on after it.
                if try run(["undo"]).code == 0 { mine = [] }
            case 6: _ = try run(["list", "tasks", "--where", "is:open", "--json"])
            default: _ = try run([["today", "--json"], ["search", name], ["history", last ?? "m1"]][dice.roll(3)])
            }
        }
        return (acts, mine, odd)
    }
}
