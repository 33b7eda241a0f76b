import Foundation
import Ledger
import Office
import TestKit
import Testing

/// Nothing with a secrecy mark is kept, whichever way it comes; a false alarm is let in by naming the ground (J13).
@Suite struct DoorTests {
    private static let word = "海棠山"
    private static let marked = "机密★10年 海棠山"

    /// Whether the ledger refuses for a mark, and nothing was recorded.
    private func isStopped(_ office: TestOffice, _ body: () throws -> Void) throws -> Bool {
        let version = try office.ledger.version()
        do { try body() } catch LedgerFault.refused(.classified(let level)) {
            let entries = try office.ledger.version()
            return level == "机密" && entries == version
        }
        return false
    }

    private func holds(_ office: TestOffice) throws -> Bool {
        let needle = Data(DoorTests.word.utf8)
        for name in try FileManager.default.subpathsOfDirectory(atPath: office.folder) {
            if let data = FileManager.default.contents(atPath: office.folder + "/" + name), data.range(of: needle) != nil { return true }
        }
        return false
    }

    @Test func `every word a command would keep passes the door`() throws {
        let office = try TestOffice()
        let paper = try office.paper("某件")
        try office.move(paper, .register)
        let task = try office.open(MatterDraft(register: "tasks", values: ["title": "某事"]))
        let meeting = try #require(
            try office.ledger.submit([.schedule(fields: ["title": "例会", "start": .int(office.now.milliseconds)])], as: office.by()).subjects
                .first)
        let marked = DoorTests.marked
        let commands: [Command] = try [
            .open(MatterDraft(register: "tasks", values: ["title": .string(marked)])),
            .open(MatterDraft(register: "inbound", values: ["title": "某件", "fields/remark": .string("密级：机密；" + marked)])),
            .amend(task, fields: ["title": .string(marked)]), .note(task, kind: "progress", text: marked),
            .note(task, kind: "opinion", text: String(repeating: "行\n", count: 30) + marked),
            .move(paper, .propose, form: ["leader": "p3", "note": .string(marked)]),
            .schedule(fields: ["title": .string(marked), "start": .int(office.now.milliseconds)]),
            .schedule(fields: [
                "title": "例会", "start": .int(office.now.milliseconds),
                "source": ["BEGIN:VEVENT\r\nSUMMARY:例会\r\nDESCRIPTION:海棠山\\n机\r\n 密★\r\nEND:VEVENT"],
            ]),
            .cancel(meeting, reason: marked), .enlist(.unit, fields: ["name": .string(marked)]),
            .enlist(.person, fields: ["name": "刘一", "phone": .string(marked)]),
            .revise(SubjectID("u2"), fields: ["short": [.string(marked)]]),
            .change([.circle(marked, members: ["p1"])]),
            .change([.routing([RoutingRule(name: marked, conditions: [:], targets: [:])])]),
            .change([.adopt(register: "seals", definition: LaterDefinitions.smallest("seals", name: marked))]),
        ]
        for command in commands {
            #expect(try isStopped(office) { try office.ledger.submit([command], as: office.by()) }, "\(command)")
        }
        var place = office.by()
        place.device = marked
        #expect(
            try isStopped(office) { try office.ledger.submit([.open(MatterDraft(register: "tasks", values: ["title": "某事"]))], as: place) })
        var evidence = office.by()
        evidence.evidence = marked
        #expect(try isStopped(office) { try office.ledger.submit([.note(task, kind: "progress", text: "已办")], as: evidence) })
        #expect(try !holds(office))
    }

    @Test func `drafts, views and the reason of an erasure pass it too`() throws {
        let office = try TestOffice()
        try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["clerk", "administrator"]])], as: office.by())
        let paper = try office.paper("某件")
        let marked = DoorTests.marked
        #expect(
            try isStopped(office) { try office.ledger.keepDraft(["line": .string(marked)], form: "capture", person: "p1", at: office.now) })
        #expect(try isStopped(office) { try office.ledger.keepDraft(["filter": ""], form: "view." + marked, person: "p1", at: office.now) })
        #expect(try isStopped(office) { try office.ledger.erase(paper, reason: marked, as: office.by()) })
        #expect(try office.ledger.matter(paper)?.title == "某件")
        #expect(try !holds(office))
    }

    @Test func `where the original lies passes it with an undo and a redo too`() throws {
        let office = try TestOffice()
        let task = try office.open(MatterDraft(register: "tasks", values: ["title": "某事"]))
        try office.ledger.submit([.amend(task, fields: ["title": "别的事"])], as: office.by())
        var marked = office.by()
        marked.evidence = DoorTests.marked
        #expect(try isStopped(office) { try office.ledger.undo(as: marked) })
        let entry = String(try office.ledger.version())
        #expect(try isStopped(office) { try office.ledger.undo(entry: entry, as: marked) })
        #expect(try office.matter(task).title == "别的事")
        try office.ledger.undo(as: office.by())
        #expect(try isStopped(office) { try office.ledger.redo(as: marked) })
        #expect(try office.matter(task).title == "某事")
        #expect(try !holds(office))
        // An everyday word of where it lies is kept.
        var plain = office.by()
        plain.evidence = "一号柜"
        try office.ledger.redo(as: plain)
        #expect(try office.ledger.history(task).map(\.attribution.evidence).contains("一号柜"))
    }

    @Test func `of several commands only the one with a mark is refused`() throws {
        let office = try TestOffice()
        let drafts = ["甲事", DoorTests.marked, "乙事"].map { Command.open(MatterDraft(register: "tasks", values: ["title": .string($0)])) }
        let receipt = try office.ledger.submit(drafts, as: office.by())
        #expect(receipt.subjects.count == 2)
        #expect(receipt.results[1] == .failure(.classified(secrecy: "机密")))
    }

    @Test func `a false alarm is let in by naming the ground and stays`() throws {
        let office = try TestOffice()
        var cleared = office.by()
        cleared.clearance = Clearance("误报，系影片名；张敏")
        let film = MatterDraft(register: "tasks", values: ["title": "绝密★1950 放映安排"])
        let task = try #require(try office.ledger.submit([.open(film)], as: cleared).subjects.first)
        let event = try #require(try office.ledger.history(task).first?.event)
        #expect(event.noteTexts == ["误报，系影片名；张敏"])
        // What stands there is not asked again, by undo and redo neither.
        try office.ledger.submit([.amend(task, fields: ["importance": 3])], as: office.by())
        try office.ledger.undo(as: office.by())
        try office.ledger.redo(as: office.by())
        #expect(try isStoppedOther(office, task))
        // The ground is no way in for words.
        var loose = office.by()
        loose.clearance = Clearance(ground: DoorTests.marked, by: "张敏")
        #expect(try isStopped(office) { try office.ledger.submit([.open(film)], as: loose) })
    }

    @Test func `a paper that was let in says so in the history, with whatever hangs on it`() throws {
        let office = try TestOffice()
        var gate = SecrecyGate(clearance: Clearance("误报，系影片名；周明远"))
        let text = gate.read(DoorTests.marked + "\n放映安排").text
        let papers = try ["安排.txt", DoorTests.marked + ".txt"].enumerated().map { index, name in
            let file = PaperBytes(Array(name.utf8))
            let paper = try gate.clear(
                file.digest, name: name, size: file.bytes.count, text: index == 0 ? text : nil, isAttached: index > 0)
            try office.ledger.keep(PaperToKeep(paper, file))
            return paper
        }
        let film = MatterDraft(register: "inbound", values: ["title": "放映安排"], enclosures: papers)
        let opened = try office.open(film)
        #expect(try office.ledger.history(opened).flatMap(\.event.noteTexts) == ["误报，系影片名；周明远"])
        let other = try office.paper("另一件")
        try office.ledger.submit(papers.map { .enclose(other, $0) }, as: office.by(), wholly: true)
        #expect(try office.ledger.history(other).flatMap(\.event.noteTexts) == ["误报，系影片名；周明远"])
        #expect(try office.matter(other).enclosures.map(\.name) == ["安排.txt", DoorTests.marked + ".txt"])
        // A word that is typed there needs a ground of its own.
        #expect(try isStoppedOther(office, other))
    }

    /// Other words with a mark need a ground of their own.
    private func isStoppedOther(_ office: TestOffice, _ task: SubjectID) throws -> Bool {
        try isStopped(office) { try office.ledger.submit([.note(task, kind: "progress", text: DoorTests.marked)], as: office.by()) }
    }
}
