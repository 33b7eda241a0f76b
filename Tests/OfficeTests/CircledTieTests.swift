import Office
import TestKit
import Testing

/// A matter kept to a circle is tied to nothing by whoever may not know of it.
@Suite struct CircledTieTests {
    @Test(arguments: ["link", "join"])
    func `who may not know of a matter neither links to it nor joins it`(step: String) throws {
        let office = try StepKit.office(
            "tasks", "open", [:], [SubjectID("p5"): ["name": "刘洋"], StepKit.other: ["knowers": ["p1"]]])
        let tie = Command.move(StepKit.subject, Move(rawValue: step), form: ["into": "m2"])
        let before = office.records
        #expect(refusal { try office.submit([tie], as: office.by("p5")) } == .guarded(.needToKnow, article: "收文〔2026〕9号"))
        #expect(office.records == before)
        try office.submit([tie], as: office.by("p1"))
        #expect(office.matter(StepKit.other)?.record["links/m1"].isNull == false)
    }
}
