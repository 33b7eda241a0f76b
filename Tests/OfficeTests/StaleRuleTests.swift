import Office
import TestKit
import Testing

/// Two people have the same form open: what a colleague has changed meanwhile is not overwritten unseen.
@Suite struct StaleRuleTests {
    private let office: MemoryOffice
    private let id = SubjectID("m1")

    init() throws {
        office = try MemoryOffice()
        office.give(id, Record(["register": "tasks", "state": "doing", "owner": "p1", "title": "写总结"]))
    }

    /// What is wrong with a command of the first person, who saw everything up to an entry.
    private func refusal(_ command: Command, seen: Int64, unreadable: FactNeed.Kind? = nil) throws -> Refusal? {
        do throws(Undecided) {
            try command.refuseStale(seen: seen, given: WatchedFacts(office.facts(as: office.by()), unreadable: unreadable))
            return nil
        } catch {
            switch error {
            case .refused(let refusal): return refusal
            case .unseen(let fault): throw fault
            }
        }
    }

    @Test func `what a colleague changed since is named, what one changed oneself or has seen is not`() throws {
        let mine = try Command.amend(id, fields: ["title": "我改的"])
        let seen = try #require(office.journal.last).sequence
        try office.submit([.amend(id, fields: ["title": "自己改的"])], as: office.by())
        #expect(try refusal(mine, seen: seen) == nil)
        let entry = try office.submit([.amend(id, fields: ["title": "同事改的"])], as: office.by("p2"))
        #expect(try refusal(mine, seen: seen) == .overrun(by: "p2", at: office.now, upTo: entry.sequence))
        #expect(try refusal(mine, seen: entry.sequence) == nil)
        #expect(try refusal(.note(id, kind: "progress", text: "已联系"), seen: seen) == nil)
        #expect(try refusal(.amend(id, fields: ["fields/remark": "甲"]), seen: seen) == nil)
    }

    @Test func `what one changed oneself at another terminal is named too`() throws {
        let seen = try #require(office.journal.last).sequence
        var there = office.by()
        there.device = "/dev/pts/7"
        let entry = try office.submit([.amend(id, fields: ["title": "那边改的"])], as: there)
        #expect(try refusal(.amend(id, fields: ["title": "这边改的"]), seen: seen) == .overrun(by: "p1", at: office.now, upTo: entry.sequence))
        #expect(try refusal(.amend(id, fields: ["title": "这边改的"]), seen: entry.sequence) == nil)
        #expect(try refusal(.amend(id, fields: ["fields/remark": "甲"]), seen: seen) == nil)
    }

    @Test func `where it cannot be told what colleagues did, nothing is decided`() throws {
        #expect(throws: FactFault.self) { try refusal(.amend(id, fields: ["title": "我改的"]), seen: 1, unreadable: .touch) }
    }
}
