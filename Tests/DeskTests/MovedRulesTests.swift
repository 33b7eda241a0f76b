import Office
import Phrases
import TestKit
import Testing

@testable import Desk

/// The desk asks the office what comes next, what is needed, who signs and what an answer is called, and is refused by its rules alone.
@Suite struct MovedRulesTests {
    private func form(_ kit: DeskKit) throws -> FormState {
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form: \(kit.screen.text)") }
        return form
    }

    private func focused(_ form: FormState) -> String { form.fields[form.focused].definition.id }

    @Test func `Enter takes the step the office says is next, and its form proposes the leader whose turn it is`() throws {
        let kit = try DeskKit()
        try kit.type("2j<enter>")
        let paper = try kit.matter(titled: "除险加固")
        #expect(paper.state == "registered" && paper.number != nil)
        let step = try #require(kit.desk.office.register(of: paper)?.nextStep(for: paper, kit.desk.directory))
        #expect(kit.desk.nextMove(of: paper, in: .inbound) == step.verb)
        // In the register's own list it is only opened, for its papers lie on somebody's desk.
        #expect(kit.desk.nextMove(of: paper, in: .matters) == nil)
        // The cursor has gone on to the next paper; back to this one.
        try kit.type("/除险<enter>p")
        #expect(try form(kit).field("leader")?.text == kit.desk.directory.name(paper.nextLeader(kit.desk.directory)))
    }

    @Test func `what a step needs is asked for where it is to be written, and nothing is recorded without it`() throws {
        let kit = try DeskKit()
        try kit.type("2jc<enter>")
        #expect(try focused(form(kit)) == "readers")
        #expect(try kit.matter(titled: "除险加固").readers.isEmpty)
        try kit.type("<esc>")
        while !kit.desk.overlays.isEmpty { try kit.type("<esc>") }
        let before = try kit.office.ledger.version()
        try kit.type("2+<enter>")
        #expect(try focused(form(kit)) == "from")
        #expect(try kit.office.ledger.version() == before)
    }

    @Test func `what was taken back is opened again under the number that waits for it`() throws {
        let kit = try DeskKit()
        func capture(_ title: String) throws {
            try kit.type("A")
            try kit.send(.paste("发: \(title)"))
            try kit.type("<enter>")
            #expect(kit.desk.overlays.isEmpty, "\(kit.screen.text)")
        }
        try capture("关于甲事的函")
        let number = try #require(try kit.matter(titled: "甲事").number)
        try kit.type("u")
        try capture("关于乙事的函")
        try capture("关于甲事的函")
        #expect(try kit.matter(titled: "甲事").number == number && kit.matter(titled: "乙事").number != number)
    }

    @Test func `an answer comes called and addressed as the office has it`() throws {
        let kit = try DeskKit()
        try kit.type("2j")
        let paper = try kit.matter(titled: "除险加固")
        let definition = kit.desk.office.register(of: paper)
        let answer = AnswerDraft(to: paper, of: definition, by: kit.desk.office.name, kit.desk.directory)
        _ = kit.desk.openAnswer()
        let filled = try form(kit)
        #expect(filled.field("kind")?.text == "批复" && answer.kind == "批复")
        #expect(filled.field("title")?.text == answer.title && answer.title != nil)
        #expect(filled.field("addressees")?.text == answer.addressees)
    }

    @Test func `the signer is the one the office proposes`() throws {
        let kit = try DeskKit()
        let id = try kit.office.open(
            MatterDraft(register: "outgoing", values: ["title": "关于资金的请示", "fields/kind": "请示", "fields/author": "p2"]))
        try kit.office.move(id, .check)
        try kit.refresh()
        let draft = try kit.office.matter(id)
        let signer = FieldDefinition(
            id: "signer", kind: .leader, name: Term(zh: "签发人", en: "Signer"), choices: [], neededFor: [], isFirst: true)
        let proposed = kit.desk.proposal(for: signer, act: .approve, matter: draft)
        let outgoing = kit.desk.office.register(of: draft)
        #expect(proposed.text == kit.desk.directory.name("p3") && draft.proposedSigner(kit.desk.directory, by: outgoing) == "p3")
    }

    // MARK: What the office refuses

    /// What F9 names so, of the matter under the cursor.
    private func take(_ name: String, _ kit: DeskKit) throws {
        try kit.type("<F9>")
        try kit.send(.paste(name))
        try kit.type("<enter>")
    }

    @Test func `nobody approves at the desk what is their own`() throws {
        let definition = LaterDefinitions.smallest(
            "cars", prefix: "ca", name: "用车",
            more: [
                "steps": [
                    [
                        "id": "approve", "act": "advance", "from": ["open"], "to": "done", "second": "true",
                        "name": ["zh": "批准", "en": "Approve"],
                    ]
                ]
            ])
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        try office.ledger.submit([.change([.adopt(register: "cars", definition: definition)])], as: office.by())
        let id = try office.open(MatterDraft(register: "cars", values: ["title": "去临江"]))
        let kit = try DeskKit(office: office)
        try kit.type("1")
        #expect(kit.desk.current == id)
        try take("批准", kit)
        #expect(kit.desk.message?.text.contains("张敏本人的申请，须由他人审批") == true, "\(kit.screen.text)")
        #expect(try office.matter(id).state == "open")
        try office.move(id, "approve", as: "p2")
        #expect(try office.matter(id).state == "done")
    }

    @Test func `another's paper is not voided at the desk by a clerk`() throws {
        let kit = try DeskKit()
        let id = try kit.matter(titled: "水库").id
        try kit.office.ledger.submit(
            [
                .amend(id, .owner("p2")), .revise(SubjectID("p2"), fields: ["roles": ["director", "administrator"]]),
                .revise(SubjectID("p1"), fields: ["roles": ["clerk"]]),
            ], as: kit.office.by())
        try kit.refresh()
        try kit.type("2/水库<enter>")
        #expect(kit.desk.current == id)
        try take("作废", kit)
        try kit.send(.paste("重复"))
        try kit.type("<enter>")
        #expect(try form(kit).error?.contains("此件由周明远经办") == true, "\(kit.screen.text)")
        #expect(try kit.office.matter(id).state == "received")
    }

    @Test func `u takes nothing out of the archive from under a later item`() throws {
        let kit = try DeskKit()
        let papers = try ["水库", "年终决算"].map { try kit.matter(titled: $0).id }
        for id in papers {
            try kit.office.move(id, .circulate, ["readers": ["p3"]])
            try kit.office.move(id, .putaway)
        }
        try kit.office.ledger.submit([.enlist(.person, fields: ["name": "钱一", "roles": ["keeper"]])], as: kit.office.by())
        let filing: [String: JSON] = ["retention": "永久"]
        try kit.office.move(papers[0], "archive", filing)
        try kit.office.move(papers[1], "archive", filing, as: "p5")
        try kit.refresh()
        let version = try kit.office.ledger.version()
        try kit.type("u")
        #expect(kit.desk.message?.tone == .refusal, "\(kit.screen.text)")
        #expect(try kit.office.ledger.version() == version && papers.allSatisfy { try kit.office.matter($0).state == "archived" })
    }
}
