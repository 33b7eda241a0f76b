import Office
import TestKit
import Testing

/// Whose an act is that the clerk records.
@Suite struct WhoseActTests {
    private static let id = SubjectID("m1")
    private static let noon = Moment(milliseconds: 1_700_000_000_000)

    /// A step of an act, with the words it brings.
    private static func step(_ act: String, _ note: JSON? = nil) -> Event {
        var changes = [Change("lastMove", was: .null, now: ["act": .string(act)])]
        if let note { changes.append(Change("notes/1", was: .null, now: note)) }
        return Event(id, Step.kind, changes: changes)
    }

    private static func words(_ kind: String, of person: String) -> JSON {
        [
            "kind": .string(kind), "text": "同意", "by": .string(person), "recordedBy": "p1", "at": 9, "medium": "phone",
            "original": "王县长处",
        ]
    }

    /// One act: for whom it is recorded, its steps, who has the paper, and whose the parts are, with how they came and where they lie.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        var other: String?
        let events: [Event]
        var holder: String?
        let parts: [String]
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "a step of one's own", events: [step("advance"), step("hand")], holder: "p3", parts: ["2 p1 self 卷内"]),
        Case(
            name: "a leader's words", events: [step("comeBack", words("instruction", of: "p3"))], holder: "p4",
            parts: ["1 p3 phone 王县长处"]),
        Case(
            name: "words on the way to which steps are recorded",
            events: [step("advance"), step("hand"), step("comeBack", words("instruction", of: "p3"))], holder: "p1",
            parts: ["2 p1 self 卷内", "1 p3 phone 王县长处"]),
        Case(name: "a unit's answer", events: [step("comeBack", words("feedback", of: "u2"))], parts: ["1 u2 phone 王县长处"]),
        Case(name: "nothing but the paper, from a leader", events: [step("comeBack")], holder: "p3", parts: ["1 p3 original 卷内"]),
        Case(
            name: "nothing but the paper, after steps on the way", events: [step("advance"), step("comeBack")], holder: "u2",
            parts: ["1 p1 self 卷内", "1 u2 original 卷内"]),
        Case(name: "a note that is nobody's answer", events: [step("comeBack", words("progress", of: "p3"))], parts: ["1 p1 self 卷内"]),
        Case(name: "a paper the clerk has", events: [step("advance"), step("comeBack")], holder: "p1", parts: ["2 p1 self 卷内"]),
        Case(name: "a paper that lies with somebody by name", events: [step("comeBack")], holder: "省厅老刘", parts: ["1 p1 self 卷内"]),
        Case(name: "a paper that nobody has", events: [step("comeBack")], parts: ["1 p1 self 卷内"]),
        Case(
            name: "named for somebody, whatever the words say", other: "p4",
            events: [step("advance"), step("comeBack", words("instruction", of: "p3"))], holder: "p3",
            parts: ["1 p1 self -", "1 p4 oral 卷内"]),
        Case(name: "another step for somebody", other: "p4", events: [step("advance"), step("hand")], parts: ["2 p4 oral 卷内"]),
    ]

    @Test(arguments: cases)
    func `what comes back is the act of whose words it brings, the way to them is the clerk's`(of act: Case) {
        let recording = Attribution(
            by: act.other ?? "p1", recordedBy: "p1", account: "zhang", device: "tty1", medium: act.other == nil ? .own : .oral,
            at: WhoseActTests.noon, recorded: WhoseActTests.noon, evidence: "卷内")
        let record: [String: JSON] = act.holder.map { ["holder": .string($0)] } ?? [:]
        let parts = recording.parts(of: act.events) { Matter(Subject(id: $0, record: Record(record))) }
        #expect(parts.map { "\($0.events.count) \($0.whose.by) \($0.whose.medium.id) \($0.whose.evidence ?? "-")" } == act.parts)
        #expect(parts.flatMap(\.events) == act.events)
        #expect(parts.allSatisfy { $0.whose.recordedBy == "p1" && $0.whose.recorded == WhoseActTests.noon })
        // Words say when they were written.
        #expect(parts.allSatisfy { ($0.whose.at == Moment(milliseconds: 9)) == ($0.whose.medium == .phone) })
    }

    @Test func `who has the matter is asked only where no words say whose they are`() {
        let recording = Attribution(
            by: "p1", recordedBy: "p1", account: "", device: "", medium: .own, at: WhoseActTests.noon, recorded: WhoseActTests.noon)
        for events in [[WhoseActTests.step("hand")], [WhoseActTests.step("comeBack", WhoseActTests.words("instruction", of: "p3"))]] {
            var asked = 0
            _ = recording.parts(of: events) { _ in
                asked += 1
                return nil
            }
            #expect(asked == 0)
        }
    }
}
