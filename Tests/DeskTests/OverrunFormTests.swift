import Office
import Phrases
import TestKit
import Testing

@testable import Desk

/// A form and a colleague who is quicker: nothing is overwritten unseen, and no Enter goes unanswered.
@Suite struct OverrunFormTests {
    private func form(_ kit: DeskKit) throws -> FormState {
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form") }
        return form
    }

    /// Types something else over the title of the paper under the cursor.
    private func retitle(_ kit: DeskKit, _ title: String) throws {
        try kit.type("e")
        let titled = try form(kit).shownFields.firstIndex { index in try form(kit).fields[index].definition.id == "title" }
        let tabs = try #require(titled)
        try kit.type(String(repeating: "<tab>", count: tabs))
        try kit.type("<C-u>" + title)
        #expect(try form(kit).field("title")?.text.hasSuffix(title) == true)
    }

    @Test func `a draft taken up again warns of what a colleague changed since it was begun`() throws {
        let kit = try DeskKit()
        try kit.type("2j")
        let id = try kit.matter(titled: "除险加固").id
        #expect(kit.desk.current == id)
        try retitle(kit, "我的标题")
        let typed = try #require(try form(kit).field("title")?.text)
        try kit.type("<esc>")
        try kit.office.ledger.submit([.amend(id, fields: ["title": "同事改的标题"])], as: kit.office.by("p2"))
        try kit.refresh()
        try kit.type("e")
        #expect(try form(kit).field("title")?.text == typed)
        try kit.type("<enter>")
        #expect(try kit.office.matter(id).title == "同事改的标题")
        let name = try #require(kit.desk.directory.name("p2"))
        #expect(try form(kit).error?.contains(name) == true)
        // Whoever was told goes on.
        try kit.type("<enter>")
        #expect(try kit.office.matter(id).title == typed)
        #expect(kit.desk.overlays.isEmpty)
    }

    @Test func `where the draft cannot be kept, the first Esc stays in the form and the second leaves`() throws {
        let kit = try DeskKit()
        try kit.type("2j")
        try retitle(kit, "磁盘已满")
        let open = try form(kit)
        try kit.type("<esc>")
        #expect(kit.desk.overlays.isEmpty)
        _ = update(&kit.desk, .draftUnkept(form: open.draftKey, "磁盘已满。"), at: kit.office.now)
        #expect(try form(kit).field("title")?.text == open.field("title")?.text)
        #expect(try form(kit).error?.contains("磁盘已满") == true)
        try kit.type("<esc>")
        #expect(kit.desk.overlays.isEmpty)
        // A draft that fails at a pause, or after the form has gone, brings nothing back.
        _ = update(&kit.desk, .draftUnkept(form: open.draftKey, "磁盘已满。"), at: kit.office.now)
        #expect(kit.desk.overlays.isEmpty)
    }

    @Test func `a draft of an earlier version is taken up without a word of what was seen`() throws {
        let kit = try DeskKit()
        try kit.type("2j")
        let id = try kit.matter(titled: "除险加固").id
        try kit.office.ledger.keepDraft(["title": "旧版草稿"], form: "edit.\(id)", person: "p1", at: kit.office.now)
        try kit.type("e<enter>")
        #expect(try kit.office.matter(id).title == "旧版草稿")
    }

    @Test func `the warning fits a narrow screen, the way out first`() throws {
        for language in [Language.english, .simplified] {
            let kit = try DeskKit(language, columns: 80, rows: 24)
            try kit.type("2j")
            let id = try kit.matter(titled: "除险加固").id
            try retitle(kit, "我的标题")
            try kit.office.ledger.submit([.amend(id, fields: ["title": "同事改的标题"])], as: kit.office.by("p2"))
            try kit.refresh()
            try kit.type("<enter>")
            let error = try #require(try form(kit).error)
            #expect(error.hasPrefix("Esc"))
            #expect(kit.screen.text.contains(error))
        }
    }

    @Test func `an edit of a paper that left the list is still taken`() throws {
        let kit = try DeskKit()
        try kit.type("2j")
        let id = try kit.matter(titled: "除险加固").id
        try retitle(kit, "我的标题")
        let typed = try #require(try form(kit).field("title")?.text)
        try kit.office.ledger.submit([.move(id, .dispatch, form: ["target": "u1", "limit": "5 workday"])], as: kit.office.by("p2"))
        kit.desk.snapshot = Snapshot()
        let effects = update(&kit.desk, .input(.key(.enter)), at: kit.office.now)
        guard case .submit(let commands, let purpose)? = effects.first else { throw TestFault("Enter did nothing") }
        #expect(purpose.subjects == [id])
        try kit.office.ledger.submit(commands, as: kit.office.by(), seen: purpose.seen)
        #expect(try kit.office.matter(id).title == typed)
    }

    @Test func `an edit of a paper that was erased meanwhile says so, and the text stays`() throws {
        let kit = try DeskKit()
        try kit.type("2j")
        let id = try kit.matter(titled: "除险加固").id
        try retitle(kit, "我的标题")
        let typed = try form(kit).field("title")?.text
        try kit.office.ledger.erase(id, reason: "误收", as: kit.office.by())
        try kit.refresh()
        try kit.type("<enter>")
        let desk = kit.desk
        #expect(try form(kit).error == desk.speaker(Refusal.guarded(.erased, article: id.text), in: desk.office, directory: desk.directory))
        #expect(try form(kit).field("title")?.text == typed)
    }
}
