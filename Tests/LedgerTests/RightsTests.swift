import Foundation
import Ledger
import Office
import TestKit
import Testing

/// What is not everybody's is refused whichever way it comes in: as an act, as an undo, as a redo.
@Suite struct RightsTests {
    private static let needed = Refusal.role(needed: "administrator")

    /// An office with 王芳 (p5), a clerk.
    private func furnished() throws -> TestOffice {
        let office = try TestOffice(.memory)
        try office.ledger.submit(
            [.enlist(.person, fields: ["name": "王芳", "post": "文书", "roles": ["clerk"], "accounts": ["wang"]])], as: office.by())
        return office
    }

    private func tried(_ office: TestOffice, _ command: Command, as person: String = "p5") -> Refusal? {
        refusal { try office.ledger.submit([command], as: office.by(person)) }
    }

    @Test(arguments: [
        Command.revise(SubjectID("p5"), fields: ["roles": ["clerk", "administrator"]]),
        .revise(SubjectID("p5"), fields: ["accounts": ["wang", "zhang"]]),
        .revise(SubjectID("p1"), fields: ["accounts": ["wang"]]),
        .revise(SubjectID("p1"), fields: ["left": "2026-11-23"]),
        .revise(SubjectID("p5"), fields: ["department": "u1"]),
        .enlist(.person, fields: ["name": "新人", "roles": ["administrator"]]),
        .enlist(.person, fields: ["name": "新人", "accounts": ["wang"]]),
        .revise(SubjectID("p5"), fields: ["rank": 1]), .enlist(.person, fields: ["name": "新人", "rank": 1]),
        .change([.circle("县领导", members: ["p5"])]),
        .change([.adopt(register: "inbound", definition: ["id": "inbound"])]), .change([.header("别的办")]),
        .change([.chasing(.again, workdays: 2), .circle("县领导", members: ["p5"])]),
    ])
    func `a clerk is refused what asks the administrator`(command: Command) throws {
        #expect(tried(try furnished(), command) == RightsTests.needed)
    }

    private static let counted: [Command] = [
        .change([.hours([OfficeHours.Season(begins: 101, spans: [540..<720, 840..<1080])])]),
        .change([.notice(HolidayNotice(year: 2027, reference: "国办发明电〔2026〕7号", days: []))]),
        .change([.limits(.papers, .named("small-office"))]), .change([.limits(.requests, .named("request-lead-time"))]),
        .change([.routing([])]), .change([.chasing(.again, workdays: 2)]),
        .change([.template(sheet: "slip", .cleared(digest: "00", name: "a.docx"))]),
    ]

    @Test(arguments: counted)
    func `how days are counted and where papers go is refused a clerk, and is the director's, a keeper's or the administrator's`(
        command: Command
    ) throws {
        let office = try furnished()
        #expect(tried(office, command) == .role(needed: "director keeper administrator"))
        for person in ["p1", "p2"] { #expect(tried(try furnished(), command, as: person) == nil) }
        try office.ledger.submit([.revise(SubjectID("p5"), fields: ["roles": ["clerk", "keeper"]])], as: office.by())
        #expect(tried(office, command) == nil)
    }

    /// How papers are kept, and what the directory says of another.
    private static let kept: [Command] = [
        .change([.close(register: "inbound", year: 2025)]), .change([.freeze(year: 2025)]), .change([.fonds("Z109")]),
        .change([.retention(RetentionSchedule.defaults)]), .revise(SubjectID("p1"), fields: ["phone": "5210003"]),
        .revise(SubjectID("p1"), fields: ["post": "科长"]),
    ]

    @Test(arguments: kept)
    func `how papers are kept and what the directory says of another is refused a clerk, and is a keeper's or the administrator's`(
        command: Command
    ) throws {
        let office = try furnished()
        for person in ["p5", "p2", "p3"] { #expect(tried(office, command, as: person) == .role(needed: "keeper administrator")) }
        #expect(tried(try furnished(), command, as: "p1") == nil)
        try office.ledger.submit([.revise(SubjectID("p5"), fields: ["roles": ["clerk", "keeper"]])], as: office.by())
        #expect(tried(office, command) == nil)
    }

    @Test func `a paper's term is a keeper's, and so are words put right once it is archived`() throws {
        let office = try furnished()
        let id = try office.open(MatterDraft(register: "inbound", values: ["title": "来文", "fields/from": "u2"], state: "kept"))
        let needed = Refusal.role(needed: "keeper administrator")
        #expect(tried(office, .amend(id, .retention(.permanent))) == needed)
        #expect(tried(office, .correct(id, text: "文号应为13号")) == nil)
        // Recorded by a clerk it is the keeper's step all the same (代录).
        #expect(tried(office, .move(id, .archive, form: ["retention": "永久"])) == nil)
        #expect(try office.matter(id).state == "kept" && office.matter(id).requests.map(\.step) == ["archive"])
        let recorded = office.by("p5", for: "p1", medium: .oral)
        #expect(refusal { try office.ledger.submit([.move(id, .archive, form: ["retention": "永久"])], as: recorded) } == nil)
        #expect(try office.matter(id).state == "archived")
        #expect(tried(office, .correct(id, text: "文号应为13号")) == needed)
        #expect(tried(office, .correct(id, text: "文号应为13号"), as: "p1") == nil)
    }

    @Test func `the director's setting is not a clerk's to take back`() throws {
        let office = try furnished()
        try office.ledger.submit([.change([.limits(.papers, .named("small-office"))])], as: office.by("p2"))
        let entry = String(try office.ledger.version())
        #expect(refusal { try office.ledger.undo(entry: entry, as: office.by("p5")) } == .role(needed: "director keeper administrator"))
        #expect(try office.ledger.office().limitPresets.map(\.id) == ["small-office"])
    }

    @Test(arguments: [
        Command.revise(SubjectID("p5"), fields: ["phone": "5210005", "post": "机要员"]),
        .revise(SubjectID("p3"), fields: ["away/from": "2026-11-23", "away/to": "2026-11-24"]),
        .enlist(.person, fields: ["name": "新人", "department": "u1"]), .enlist(.place, fields: ["name": "四楼会议室"]),
        .revise(SubjectID("u2"), fields: ["phone": "5210011"]),
        .open(MatterDraft(register: "tasks", values: ["title": "自己的事", "knowers": ["p5"]])),
    ])
    func `the rest is a clerk's own`(command: Command) throws {
        #expect(tried(try furnished(), command) == nil)
    }

    @Test func `a role nobody knows is given to nobody, whichever way`() throws {
        let office = try furnished()
        let unknown = Refusal.unknown(what: "role", text: "审核", nearest: nil)
        #expect(tried(office, .enlist(.person, fields: ["name": "新人", "roles": ["clerk", "审核"]]), as: "p1") == unknown)
        #expect(tried(office, .revise(SubjectID("p5"), fields: ["roles": ["审核"]]), as: "p1") == unknown)
        #expect(tried(office, .revise(SubjectID("p5"), fields: ["roles": ["clerk"], "phone": "5210009"]), as: "p1") == nil)
    }

    @Test func `whose matter it is says whom it is kept to`() throws {
        let office = try furnished()
        let others = try office.paper("别人的来文")
        #expect(try tried(office, .amend(others, fields: ["knowers": ["p5"]])) == RightsTests.needed)
        let receipt = try office.ledger.submit(
            [.open(MatterDraft(register: "tasks", values: ["title": "自己的事"]))], as: office.by("p5"))
        let own = try #require(receipt.subjects.first)
        #expect(try tried(office, .amend(own, fields: ["knowers": ["p5", "p3"]])) == nil)
    }

    @Test func `recording for somebody else lends nobody their role`() throws {
        let office = try furnished()
        let command = Command.revise(SubjectID("p5"), fields: ["roles": ["administrator"]])
        let asked = refusal { try office.ledger.submit([command], as: office.by("p5", for: "p1", medium: .original)) }
        #expect(asked == RightsTests.needed)
    }

    @Test func `taking back what an administrator did asks for the same role, redoing it too`() throws {
        let office = try furnished()
        try office.ledger.submit([.revise(SubjectID("p5"), fields: ["roles": ["clerk", "keeper"]])], as: office.by())
        let entry = String(try office.ledger.version())
        #expect(refusal { try office.ledger.undo(entry: entry, as: office.by("p5")) } == RightsTests.needed)
        // Who has lost the role since takes nothing back by it either.
        try office.ledger.submit([.revise(SubjectID("p2"), fields: ["roles": ["director", "administrator"]])], as: office.by())
        try office.ledger.undo(entry: entry, as: office.by())
        try office.ledger.submit([.revise(SubjectID("p1"), fields: ["roles": ["clerk"]])], as: office.by("p2"))
        #expect(refusal { try office.ledger.redo(as: office.by()) } == RightsTests.needed)
    }

    @Test func `an office keeps an administrator`() throws {
        let office = try furnished()
        let giving = tried(office, .revise(SubjectID("p1"), fields: ["roles": ["clerk"]]), as: "p1")
        #expect(giving == .guarded(.lastAdministrator, article: "张敏"))
        #expect(tried(office, .revise(SubjectID("p1"), fields: ["left": "2026-11-23"]), as: "p1") != nil)
        #expect(try office.ledger.directory().person("p1")?.roles.contains("administrator") == true)
    }

    @Test func `a matter kept to a circle is not taken back by who may not know of it`() throws {
        let office = try furnished()
        let values: [String: JSON] = ["title": "海棠计划", "fields/from": "u2", "knowers": ["p3"]]
        let id = try office.open(MatterDraft(register: "inbound", values: values, registers: true))
        let number = try #require(try office.matter(id).number?.printed)
        let entry = String(try office.ledger.version())
        #expect(refusal { try office.ledger.undo(entry: entry, as: office.by("p5")) } == .guarded(.needToKnow, article: number))
        let digest = try office.ledger.keep(Array("附件".utf8))
        let enclosure = try cleared(digest: digest, name: "附件.txt", size: 6, text: "附件")
        #expect(tried(office, .enclose(id, enclosure)) == .guarded(.needToKnow, article: number))
    }
}
