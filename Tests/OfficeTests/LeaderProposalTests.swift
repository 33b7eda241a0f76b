import Office
import TestKit
import Testing

/// To whom a paper goes up, and whose reading the history names.
@Suite struct LeaderProposalTests {
    private func next(_ people: [(name: String, post: String, rank: Int)], leader: String? = nil) -> String? {
        let all = people.enumerated().map { index, person in
            Person(
                id: "p\(index + 1)",
                record: Record(["name": .string(person.name), "post": .string(person.post), "rank": JSON(person.rank)]))
        }
        let unit = Unit(id: "u1", record: Record(["name": "云溪县财政局", "leader": JSON(leader)]))
        let paper = Subject(id: SubjectID("m1"), record: Record(["register": "inbound", "title": "请示", "fields/from": "u1"]))
        return Matter(paper).nextLeader(Directory(people: all, units: [unit], places: []))
    }

    @Test func `nobody whose post is a clerk's is proposed as the leader, whatever stands as their rank`() {
        let head = (name: "王建国", post: "县长", rank: 1)
        let clerk = (name: "李小红", post: "科员", rank: 3)
        let director = (name: "周明远", post: "办公室主任", rank: 4)
        #expect(next([head, clerk, director]) == "p3")
        #expect(next([head, clerk]) == "p1")
        #expect(next([head, clerk, director], leader: "p2") == "p3")
        #expect(next([head, clerk, director], leader: "p3") == "p3")
        #expect(next([clerk]) == nil)
    }

    @Test func `the history of a reading names the reader where somebody else wrote it down`() throws {
        let office = try StepKit.office("inbound", "accepted", ["circulation/p3": ["sent": StepKit.before]], [:])
        let read = Command.move(StepKit.subject, .read, form: ["reader": ["p3"]])
        let entry = try office.submit([read], as: office.by("p1"))
        let event = try #require(entry.events.first)
        #expect(event.readers(besides: "p1") == ["p3"] && event.readers(besides: "p3").isEmpty)
    }
}
