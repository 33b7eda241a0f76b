import Foundation
import Ledger
import Office
import TestKit
import Testing

/// Erasure leaves who, why and which; no word of the rest anywhere in the folder, and a whole chain.
@Suite struct ErasingTests {
    /// Whether some bytes stand in any file of the office.
    private func holds(_ office: TestOffice, _ words: String) throws -> Bool {
        let needle = Data(words.utf8)
        for name in try FileManager.default.subpathsOfDirectory(atPath: office.folder) {
            if let data = FileManager.default.contents(atPath: office.folder + "/" + name), data.range(of: needle) != nil { return true }
        }
        return false
    }

    @Test func `no word stays, the chain stays whole, the numbers stay taken`() throws {
        let office = try TestOffice()
        let digest = try office.ledger.keep(Array("海棠计划正文".utf8))
        let enclosure = try cleared(digest: digest, name: "海棠计划.txt", size: 18, text: "海棠计划正文")
        let values: [String: JSON] = ["title": "关于海棠计划的通知", "fields/from": "u2"]
        let id = try office.open(MatterDraft(register: "inbound", values: values, enclosures: [enclosure], registers: true))
        try office.ledger.submit([.note(id, kind: "instruction", text: "海棠计划请速办")], as: office.by(for: "p3", medium: .original))
        try office.ledger.keepDraft(["note": "海棠计划草稿"], form: "note.progress.\(id)", person: "p1", at: office.now)
        let other = try office.paper("另一件")
        #expect(try holds(office, "海棠计划"))
        #expect(try office.ledger.search("海棠", limit: 5).total == 1)
        let number = try office.matter(id).number

        let erasure = try office.ledger.erase(id, reason: "误收涉密件", as: office.by())
        #expect(erasure.files == 1 && erasure.payloads >= 4)
        #expect(try !holds(office, "海棠计划"))
        #expect(try office.ledger.search("海棠", limit: 5).total == 0)
        let left = try office.matter(id)
        #expect(left.title == "已清除" && left.state == "void" && left.number == number && left.enclosures.isEmpty)
        let verification = try office.ledger.verify(deep: true)
        #expect(verification.isWhole && verification.erased == erasure.payloads, "\(verification)")
        #expect(try office.ledger.history(id).last?.event.kind == "matter.erased")
        try office.ledger.rebuild()
        #expect(try office.matter(id).record == left.record)
        #expect(try office.ledger.verify(deep: true).isWhole)
        #expect(try office.matter(other).title == "另一件")
        let erased = try #require(try office.ledger.history(id).last)
        #expect(refusal { try office.ledger.undo(entry: String(erased.sequence), as: office.by()) } == .alreadyTrue(kind: "matter.erased"))
        // What the erasure itself says stays, whoever tries again.
        #expect(refusal { _ = try office.ledger.erase(id, reason: "再清", as: office.by()) } == .guarded(.erased, article: id.text))
        #expect(refusal { try office.move(id, .putaway) } == .guarded(.erased, article: id.text))
        #expect(try office.ledger.history(id).last?.event.noteTexts == ["误收涉密件"])
    }

    @Test func `what a killed rebuilding has left behind goes too`() throws {
        let office = try TestOffice()
        let id = try office.paper("关于海棠计划的通知")
        for end in ["", "-wal"] {
            try Data("海棠计划".utf8).write(to: URL(fileURLWithPath: office.folder + "/office.rebuilding" + end))
        }
        #expect(try office.ledger.erase(id, reason: "误收涉密件", as: office.by()).pending == nil)
        #expect(try !holds(office, "海棠计划"))
    }

    @Test func `what still says its title is named: a task of it, a meeting about it, a note elsewhere`() throws {
        let office = try TestOffice(.memory)
        let id = try office.open(
            MatterDraft(register: "inbound", values: ["title": "关于海棠计划的通知", "fields/from": "u2"], registers: true))
        let task = try office.open(MatterDraft(register: "tasks", values: ["title": "落实关于海棠计划的通知"], registers: true))
        let noted = try office.paper("另一件")
        try office.ledger.submit([.note(noted, kind: "progress", text: "见“关于海棠计划的通知”")], as: office.by())
        let other = try office.paper("关于海棠花展的通知")
        let start = JSON.int(office.now.adding(minutes: 60).milliseconds)
        let about = try office.ledger.submit(
            [.schedule(fields: ["title": "海棠计划协调会", "start": start, "matter": .string(id.text)])], as: office.by())
        try office.ledger.submit([.schedule(fields: ["title": "海棠花展协调会", "start": start])], as: office.by())
        let erasure = try office.ledger.erase(id, reason: "误收", as: office.by())
        #expect(erasure.saying == [task, noted] + about.subjects && !erasure.saying.contains(other))
    }

    @Test(arguments: [18, 0])
    func `the file it was taken from and the sheets called after it go, the rest is named`(knownSize: Int) throws {
        let office = try TestOffice()
        let words = "海棠计划正文"
        let digest = try office.ledger.keep(Array(words.utf8))
        let enclosure = try cleared(digest: digest, name: "海棠计划.txt", size: knownSize, text: words)
        let values: [String: JSON] = ["title": "关于海棠计划的通知", "fields/from": "u2"]
        let id = try office.open(MatterDraft(register: "inbound", values: values, enclosures: [enclosure], registers: true))
        let number = try #require(try office.matter(id).number?.printed)
        func put(_ path: String, _ text: String) throws {
            let url = URL(fileURLWithPath: office.folder + "/" + path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        let gone = [
            "drop/.taken/2026-11-23/甲.txt", "drop/.taken/2026-11-22/夹/2-乙.txt", "slips/\(number) 收文处理单.html",
            "slips/\(id.text) +2 传阅单.txt",
        ]
        for path in gone { try put(path, words) }
        let kept = ["drop/.taken/2026-11-23/丙.txt", "slips/\(number)0 收文处理单.html"]
        for path in kept { try put(path, "另一件") }
        // As long as the one that goes.
        try put("drop/.taken/2026-11-23/丁.txt", "另一件同样长")
        let doubtful = ["slips/2026-11-23 收文登记簿.html", "slips/2026-11-23 收文登记簿.xlsx", "drop/.taken/2026-11-23/包.zip"]
        for path in doubtful { try put(path, "关于海棠计划的通知") }

        let erasure = try office.ledger.erase(id, reason: "误收涉密件", as: office.by())
        func stands(_ path: String) -> Bool { FileManager.default.fileExists(atPath: office.folder + "/" + path) }
        #expect(erasure.pending == nil && gone.filter(stands).isEmpty, "\(gone.filter(stands))")
        #expect(kept.allSatisfy(stands) && doubtful.allSatisfy(stands) && stands("drop/.taken/2026-11-23/丁.txt"))
        #expect(Set(erasure.doubtful) == Set(doubtful))
    }

    @Test func `only an administrator, only with a reason, only what is there`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        #expect(refusal { _ = try office.ledger.erase(id, reason: "依法", as: office.by("p2")) } == .role(needed: "administrator"))
        #expect(refusal { _ = try office.ledger.erase(id, reason: " ", as: office.by()) } == .missing(field: "reason"))
        #expect(refusal { _ = try office.ledger.erase(SubjectID("m99"), reason: "依法", as: office.by()) } == .notFound("m99"))
        #expect(try office.matter(id).title == "来文")
    }

    @Test func `papers that another matter holds stay for it`() throws {
        let office = try TestOffice(.memory)
        let digest = try office.ledger.keep(Array("共用附件".utf8))
        let enclosure = try cleared(digest: digest, name: "附件.txt", size: 12, text: "共用附件")
        let first = try office.open(MatterDraft(register: "inbound", values: ["title": "甲"], enclosures: [enclosure]))
        let second = try office.open(MatterDraft(register: "inbound", values: ["title": "乙"], enclosures: [enclosure]))
        #expect(try office.ledger.erase(first, reason: "重复", as: office.by()).files == 0)
        #expect(try office.ledger.enclosure(digest) == Array("共用附件".utf8))
        #expect(try office.ledger.texts(of: second).first?.text == "共用附件")
    }

    @Test func `while somebody reads it says who and finishes when they have left`() throws {
        let office = try TestOffice()
        let digest = try office.ledger.keep(Array("海棠计划正文".utf8))
        let enclosure = try cleared(digest: digest, name: "海棠.txt", size: 18, text: "海棠计划正文")
        let id = try office.open(
            MatterDraft(register: "inbound", values: ["title": "海棠计划", "fields/from": "u2"], enclosures: [enclosure], registers: true))
        let reader = try Ledger.open(office.folder, for: .reading)
        var erasure: Erasure?
        try reader.eachEntry { _ in
            if erasure == nil {
                erasure = try office.ledger.erase(id, reason: "误收", as: office.by(), patience: .zero)
                // Its file is gone at once, and nobody is shown it; but the reader's pages are still there.
                #expect(office.keptFiles().isEmpty)
                #expect(try office.matter(id).title == "已清除")
                #expect(try holds(office, "海棠计划"))
            }
        }
        #expect(erasure?.pending != nil && erasure?.pending?.fault == nil)
        reader.close()
        #expect(try office.ledger.verify(deep: true).isErasing)
        // Folding anew forgets nothing of what is still to be done.
        try office.ledger.rebuild()
        #expect(try office.ledger.verify(deep: true).isErasing)
        let next = try office.reopened()
        #expect(try !holds(office, "海棠计划"))
        let verification = try next.verify(deep: true)
        #expect(!verification.isErasing && verification.isWhole, "\(verification)")
    }

    @Test func `a paper that came in again meanwhile is not taken away`() throws {
        let office = try TestOffice()
        let bytes = Array("同一附件".utf8)
        let digest = try office.ledger.keep(bytes)
        let enclosure = try cleared(digest: digest, name: "附件.txt", size: 12, text: "同一附件")
        let first = try office.open(MatterDraft(register: "inbound", values: ["title": "甲"], enclosures: [enclosure]))
        let reader = try Ledger.open(office.folder, for: .reading)
        var isErased = false
        try reader.eachEntry { _ in
            if !isErased { try office.ledger.erase(first, reason: "误收", as: office.by(), patience: .zero) }
            isErased = true
        }
        _ = try office.ledger.keep(bytes)
        _ = try office.open(MatterDraft(register: "inbound", values: ["title": "乙"], enclosures: [enclosure]))
        _ = try office.reopened()
        #expect(try office.ledger.enclosure(digest) == bytes)
    }

    @Test func `what is typed about an erased matter is not kept`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("误收的文件")
        let other = try office.paper("别的文件")
        let forms = ["note.progress.\(id)", "edit.\(id)", "note.progress.\(other).\(id)"]
        for form in forms { try office.ledger.keepDraft(["line": "已联系"], form: form, person: "p2", at: office.now) }
        try office.ledger.erase(id, reason: "误收", as: office.by())
        for form in forms {
            #expect(try office.ledger.draft(form: form, person: "p2") == nil)
            let refused = refusal { try office.ledger.keepDraft(["line": "已联系"], form: form, person: "p2", at: office.now) }
            #expect(refused == .guarded(.erased, article: id.text))
            #expect(try office.ledger.draft(form: form, person: "p2") == nil)
        }
        for form in ["note.progress.\(other)", "view.\(id)", "capture"] {
            try office.ledger.keepDraft(["line": "已联系"], form: form, person: "p2", at: office.now)
            #expect(try office.ledger.draft(form: form, person: "p2") != nil)
        }
    }

    @Test func `undo passes over an erasure and takes back the act before it`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("误收的文件")
        let other = try office.paper("别的文件")
        try office.move(other, .register)
        try office.ledger.erase(id, reason: "误收", as: office.by())
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(other).state == "received")
    }

    @Test func `what was done on an erased matter is neither taken back nor done again`() throws {
        let office = try TestOffice(.memory)
        let other = try office.paper("别的文件")
        let id = try office.paper("误收的文件")
        try office.move(id, .register)
        try office.move(id, .check)
        let checked = try #require(try office.ledger.history(id).last)
        try office.ledger.submit([.amend(id, fields: ["title": "改名"])], as: office.by())
        try office.ledger.undo(as: office.by())
        try office.ledger.erase(id, reason: "误收", as: office.by())
        let before = try office.ledger.version()
        #expect(refusal { try office.ledger.redo(as: office.by()) } == .nothingToRedo)
        #expect(
            refusal { try office.ledger.undo(entry: String(checked.sequence), as: office.by()) } == .guarded(.erased, article: id.text))
        #expect(try office.ledger.version() == before)
        // The next of one's acts that still can be taken back is.
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(other).isWithdrawn)
        try office.ledger.redo(as: office.by())
        #expect(try !office.matter(other).isWithdrawn)
    }

    @Test func `an act on several papers is taken back for those that were not erased`() throws {
        let office = try TestOffice(.memory)
        let ids = try (1...3).map { try office.paper("批\($0)") }
        try office.ledger.submit(ids.map { .move($0, .putaway, form: [:]) }, as: office.by("p2"))
        try office.ledger.erase(ids[1], reason: "误收", as: office.by())
        try office.ledger.undo(as: office.by("p2"))
        #expect(try [ids[0], ids[2]].allSatisfy { try office.matter($0).state == "received" })
        #expect(try office.matter(ids[1]).state == "void")
        try office.ledger.redo(as: office.by("p2"))
        #expect(try [ids[0], ids[2]].allSatisfy { try office.matter($0).state == "kept" })
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `the code of an archived paper that was erased is given to no other, folded anew either`() throws {
        let office = try TestOffice(.memory)
        let archived = { (title: String) in
            let id = try office.paper(title)
            try office.move(id, .putaway)
            try office.move(id, .archive, ["retention": "30年"])
            return id
        }
        let first = try archived("甲")
        try office.ledger.erase(first, reason: "误收", as: office.by())
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.rebuild()
        let second = try archived("乙")
        #expect(try office.matter(second).archival?.sequence == 2)
        // One that was taken out again before leaves no trace in the run.
        try office.ledger.undo(as: office.by())
        try office.ledger.erase(second, reason: "误收", as: office.by())
        #expect(try office.ledger.verify(deep: true).isWhole)
    }
}
