import Office
import TestKit
import Testing

/// A task that is opened for somebody else waits for their signature from its first entry on.
@Suite struct GivenTaskTests {
    @Test func `a line of capture gives a task to a colleague`() throws {
        let office = try MemoryOffice()
        let entry = try office.submit(
            [.open(MatterDraft(register: "tasks", values: ["title": "审阅预算", "owner": "p2", "toSign": "p2"]))], as: office.by())
        let id = try #require(entry.events.first?.subject)
        #expect(office.records[id]?["toSign"] == "p2" && office.records[id]?["owner"] == "p2")
    }

    @Test func `nobody else's signature is brought along`() throws {
        let office = try MemoryOffice()
        for values: [String: JSON] in [["toSign": "p3", "owner": "p2"], ["toSign": "p2"], ["toSign": .null]] {
            let draft = MatterDraft(register: "tasks", values: values.merging(["title": "审阅预算"]) { $1 })
            #expect(refusal { try office.submit([.open(draft)], as: office.by()) } == .guarded(.writtenBySteps, article: "toSign"))
        }
    }
}
