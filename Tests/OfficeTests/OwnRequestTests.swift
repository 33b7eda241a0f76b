import Office
import Phrases
import Settings
import TestKit
import Testing

/// What somebody asks for is approved by somebody else, and no draft of a paper.
@Suite struct OwnRequestTests {
    /// 用车, as `register new` writes one: approved in one step by a leader, who is a second person.
    private static let yaml = """
        id: cars
        prefix: car
        name: {zh: 用车, en: Cars}
        capture: [车]
        opens: asked
        fields:
          - {id: title, kind: long, first: true, name: {zh: 事由, en: For}}
        states:
          - {id: asked, stage: office, name: {zh: 待批, en: Asked}}
          - {id: granted, stage: doing, name: {zh: 已批, en: Granted}}
          - {id: done, stage: closed, name: {zh: 已回, en: Back}}
        steps:
          - {id: approve, act: advance, from: [asked], to: granted, by: [leader], second: true, asks: [note], name: {zh: 批准, en: Approve}}
          - {id: home, act: conclude, from: [granted], to: done, asks: [result], name: {zh: 回车, en: Come back}}
        """

    /// An office with a request of somebody.
    private func furnished(by person: String = "p1") throws -> (office: MemoryOffice, id: SubjectID) {
        let office = try MemoryOffice()
        #expect(ShippedRegisters.check(Self.yaml).problems == [])
        let tree = try #require(LocatedYAML.read(Self.yaml).tree)
        try office.submit([.change([.adopt(register: "cars", definition: tree.json)])], as: office.by())
        let draft = MatterDraft(register: "cars", values: ["title": "去临江"])
        let entry = try office.submit([.open(draft)], as: office.by(person))
        return (office, try #require(entry.events.first).subject)
    }

    @Test func `a request is called a request, and no draft`() throws {
        let (office, id) = try furnished(by: "p3")
        let own = Refusal.guarded(.needsAnother, article: "王建国")
        #expect(refusal { _ = try office.decided(.move(id, "approve", form: [:]), as: office.by("p3")) } == own)
        #expect(refusal { _ = try office.decided(.move(id, "approve", form: [:]), as: office.by("p1", for: "p3")) } == own)
        #expect(Speaker(.simplified)(own, in: nil) == "王建国本人的申请，须由他人审批。")
        try office.submit([.move(id, "approve", form: [:])], as: office.by("p4"))
        #expect(office.matter(id)?.state == "granted")
    }

    @Test func `whoever asks for it writes down another's approval only with how and where`() throws {
        let (office, id) = try furnished()
        let bare = Refusal.guarded(.unfounded, article: "王建国")
        func approved(_ medium: Attribution.Medium, _ evidence: String?, by clerk: String = "p1") -> Refusal? {
            var attribution = office.by(clerk, for: "p3", medium: medium)
            attribution.evidence = evidence
            return refusal { _ = try office.decided(.move(id, "approve", form: [:]), as: attribution) }
        }
        for medium in [Attribution.Medium.own, .unsaid] { #expect(approved(medium, "一号柜") == bare) }
        for medium in [Attribution.Medium.original, .phone] {
            #expect(approved(medium, nil) == bare)
            #expect(approved(medium, "一号柜") == nil)
        }
        // Another clerk is the second person.
        #expect(approved(.unsaid, nil, by: "p2") == nil)
        #expect(Speaker(.english)(bare, in: nil).contains("--evidence"))
    }

    @Test func `what is signed afterwards may come by telephone, from the applicant too`() throws {
        let office = try LeavesOffice.furnished()
        let id = try LeavesOffice.asked(in: office)
        let bare = Refusal.guarded(.unfounded, article: "周明远")
        func approve(_ form: [String: JSON], _ evidence: String? = nil) -> Refusal? {
            var attribution = office.by("p5")
            attribution.evidence = evidence
            return refusal { try office.submit([.move(id, "approve", form: form)], as: attribution) }
        }
        #expect(approve(["approver": "p2"]) == bare)
        #expect(approve(["approver": "p2", "medium": "原件"]) == bare)
        #expect(office.matter(id)?.approvals == [])
        #expect(approve(["approver": "p2", "medium": "电话"]) == nil)
        #expect(approve(["approver": "p3", "medium": "原件"], "一号柜") == nil)
        #expect(office.matter(id)?.approvals.map(\.by) == ["p2", "p3"] && office.matter(id)?.state == "granted")
    }

    @Test func `a clerk asks a leader for it`() throws {
        let (office, id) = try furnished()
        try office.submit([.move(id, "approve", form: [:])], as: office.by())
        #expect(office.matter(id)?.state == "asked" && office.matter(id)?.requests.map(\.step) == ["approve"])
    }
}
