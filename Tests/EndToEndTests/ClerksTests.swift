import Foundation
import Synchronization
import Testing

/// Eight clerks on one office at once, each doing what clerks do: fifteen acts, or as many as fit into `CLERKS_SECONDS`.
@Suite(.serialized) struct ClerksTests {
    /// A small generator of its own, so that a failing run can be run again.
    struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
    }

    /// What one clerk did, what must still be there, and every answer that no clerk should ever see.
    struct Day: Sendable {
        var acts = 0
        var kept: [String] = []
        var odd: [String] = []
    }

    @Test func `eight clerks on one office`() throws {
        let machine = try Machine()
        try machine.setUp()
        let names = ["张敏", "周明远", "陈静", "刘洋", "赵磊", "孙丽", "吴刚", "郑爽"]
        try machine.write("more.csv", "姓名,职务,角色,科室\n" + names.dropFirst(2).map { "\($0),科员,,综合科\n" }.joined())
        #expect(try machine.banshi("people", "import", machine.folder + "/more.csv").code == 0)
        let end = ProcessInfo.processInfo.environment["CLERKS_SECONDS"].flatMap(Double.init).map { Date().addingTimeInterval($0) }
        let days = Mutex<[Day]>([])
        let atWork = DispatchGroup()
        let office = machine.office
        for (index, name) in names.enumerated() {
            atWork.enter()
            // A thread each: clerks do not wait for one another's processes.
            Thread.detachNewThread {
                let day = Self.work(name, seed: UInt64(index + 1), office, until: end)
                days.withLock { $0.append(day) }
                atWork.leave()
            }
        }
        atWork.wait()
        let all = days.withLock { $0 }
        #expect(all.count == names.count)
        for day in all { #expect(day.odd.isEmpty && day.acts > 10, "\(day.odd.prefix(3))") }
        let kept = all.flatMap(\.kept)
        let verified = try machine.banshi("verify", "--deep", "--json")
        #expect(verified.object["ok"] as? Bool == true, "\(verified.out.prefix(400))\(verified.error)")
        // What was acknowledged is there, each with a number of its own, none left out.
        let rows = try machine.banshi("list", "tasks", "--json", "--limit", "100000").object["rows"] as? [[String: Any]] ?? []
        let listed = Set(rows.compactMap { $0["id"] as? String })
        for id in kept { #expect(listed.contains(id), "\(id) was acknowledged and is gone") }
        let numbers = rows.compactMap { $0["number"] as? String }
        #expect(Set(numbers).count == numbers.count)
    }

    private static func work(_ name: String, seed: UInt64, _ office: String, until end: Date?) -> Day {
        var dice = Dice(state: seed)
        var day = Day()
        var last: String?
        let moves = ["conclude", "chase", "hold", "resume", "bringup", "dispatch", "putaway"]
        func run(_ arguments: [String]) -> Machine.Outcome? {
            day.acts += 1
            guard let outcome = try? Machine.run(Machine.program, arguments + ["--office", office, "--as", name]) else {
                day.odd.append("\(arguments) did not run")
                return nil
            }
            // Done, bad data, not found, busy or refused: all of these are answers; a fault of storage or of ours is none.
            if ![0, 64, 65, 66, 75, 77].contains(outcome.code) { day.odd.append("\(arguments) \(outcome.code) \(outcome.error)") }
            return outcome
        }
        while end.map({ Date() < $0 }) ?? (day.acts < 15) {
            switch dice.roll(8) {
            case 0, 1, 2:
                let added = run(["add", "\(name)的事\(dice.roll(100_000)) 截止:周五", "--json"])
                guard added?.code == 0, let id = added?.object["id"] as? String else { continue }
                day.kept.append(id)
                last = id
            case 3: _ = run(["do", "m\(1 + dice.roll(200))", moves[dice.roll(moves.count)], "--note", "已办", "--set", "until=周五"])
            case 4: if let last { _ = run(["do", last, "conclude", "--set", "result=已办"]) }
            case 5:
                // An undo takes back the latest act standing: nothing of mine is counted on after it.
                if run(["undo"])?.code == 0 { day.kept = [] }
            case 6: _ = run(["list", "tasks", "--where", "is:open", "--json"])
            default: _ = run([["today", "--json"], ["search", name], ["history", last ?? "m1"]][dice.roll(3)])
            }
        }
        return day
    }
}
