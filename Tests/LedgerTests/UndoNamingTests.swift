import Ledger
import Office
import Phrases
import TestKit
import Testing

/// What undo takes back, what it calls it, and what it passes over.
@Suite struct UndoNamingTests {
    private func said(_ receipt: Receipt, _ office: TestOffice) throws -> String? {
        let record = try office.ledger.office()
        return receipt.named.map { Speaker(.simplified).act($0, in: record) }
    }

    @Test func `undo and redo name the act and the paper`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("关于报送决算的通知")
        try office.move(id, .dispatch, ["target": "u1"])
        #expect(try said(office.ledger.undo(as: office.by()), office) == "分办 收文〔2026〕1号")
        #expect(try said(office.ledger.redo(as: office.by()), office) == "分办 收文〔2026〕1号")
        try office.ledger.undo(as: office.by())
        #expect(try said(office.ledger.undo(as: office.by()), office) == "新建 收文〔2026〕1号")
        let others = try (1...3).map { try office.paper("批\($0)") }
        try office.ledger.submit(others.map { .move($0, .putaway, form: [:]) }, as: office.by())
        #expect(try said(office.ledger.undo(as: office.by()), office) == "存查 收文〔2026〕2号 等3件")
    }

    @Test func `undo and redo of a batch name the same first paper, and how many`() throws {
        let office = try TestOffice(.memory)
        let papers = try (1...3).map { try office.paper("批\($0)") }
        for id in papers { try office.move(id, .register) }
        try office.ledger.submit([papers[1], papers[0]].map { .move($0, .dispatch, form: ["target": "u1"]) }, as: office.by())
        let batch = "分办 收文〔2026〕2号 等2件"
        #expect(try office.ledger.nextUndo(as: office.by())?.papers == ["收文〔2026〕2号", "收文〔2026〕1号"])
        for _ in 0..<2 {
            #expect(try said(office.ledger.undo(as: office.by()), office) == batch)
            #expect(try said(office.ledger.redo(as: office.by()), office) == batch)
        }
        // Taken back by the entry of its redo, too.
        let again = String(try office.ledger.version())
        #expect(try said(office.ledger.undo(entry: again, as: office.by()), office) == batch)
    }

    @Test func `a batch is named by what is left of it when one of its papers was erased`() throws {
        let office = try TestOffice(.memory)
        let papers = try (1...3).map { try office.paper("批\($0)") }
        for id in papers { try office.move(id, .register) }
        try office.ledger.submit(papers.map { .note($0, kind: "progress", text: "一并办理") }, as: office.by())
        try office.ledger.erase(papers[0], reason: "误收", as: office.by())
        let rest = try said(office.ledger.undo(as: office.by()), office)
        #expect(rest?.hasSuffix(" 收文〔2026〕2号 等2件") == true)
        #expect(try said(office.ledger.redo(as: office.by()), office) == rest)
    }

    @Test func `an undo taken back by its entry is told as done again`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("关于报送决算的通知")
        try office.move(id, .register)
        func last() throws -> String { String(try #require(try office.ledger.history(id).last).sequence) }
        var told: [Bool] = []
        for state in ["received", "registered", "received", "registered"] {
            let receipt = try office.ledger.undo(entry: last(), as: office.by())
            told.append(receipt.isRedo)
            #expect(try said(receipt, office) == "登记 收文〔2026〕1号")
            #expect(try office.matter(id).state == state)
        }
        #expect(told == [false, true, false, true])
        #expect(try office.ledger.undo(as: office.by()).isRedo == false)
        #expect(try office.ledger.redo(as: office.by()).isRedo)
        let record = try office.ledger.office()
        let words = try office.ledger.history(id).map { Speaker(.simplified).deed($0.event, in: record, register: "inbound") }
        #expect(words == ["新建", "登记", "撤销：登记", "重做：登记", "撤销：登记", "重做：登记", "撤销：登记", "重做：登记"])
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a slip printed meanwhile is no act`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        try office.move(id, .register)
        try office.ledger.submit([.slipPrinted(id, at: office.now)], as: office.by())
        // And a colleague prints one more.
        let second = try office.paper("第二件")
        try office.move(second, .register)
        try office.ledger.submit([.slipPrinted(second, at: office.now)], as: office.by("p2"))
        #expect(try said(office.ledger.undo(as: office.by()), office) == "登记 收文〔2026〕2号")
        try office.ledger.submit([.slipPrinted(second, at: office.now)], as: office.by())
        try office.ledger.redo(as: office.by())
        #expect(try office.matter(second).state == "registered" && office.matter(second).isPrinted)
        let printing = try #require(try office.ledger.history(id).last { $0.event.kind == Undoing.slipPrinted })
        let refused = refusal { try office.ledger.undo(entry: String(printing.sequence), as: office.by()) }
        #expect(refused == .alreadyTrue(kind: Undoing.slipPrinted))
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a paper opened by its reader is no act of theirs`() throws {
        let office = try TestOffice(.memory)
        let task = try office.open(MatterDraft(register: "tasks", values: ["title": "写总结", "owner": "p2"], registers: true))
        try office.ledger.submit([.amend(task, fields: ["title": "写年终总结"])], as: office.by("p2"))
        let id = try office.paper("阅件")
        try office.move(id, .circulate, ["readers": ["p2"]])
        try office.ledger.submit([.see(id)], as: office.by("p2"))
        let name = try said(office.ledger.undo(as: office.by("p2")), office) ?? ""
        #expect(name.hasPrefix("修改 "))
        #expect(try office.matter(task).title == "写总结")
        #expect(try office.matter(id).reader("p2")?.seen != nil)
    }

    @Test func `a paper that came by itself is not what undo takes back, unless it is named`() throws {
        let office = try TestOffice(.memory)
        let task = try office.open(MatterDraft(register: "tasks", values: ["title": "写总结", "owner": "p1"], registers: true))
        var folder = office.by()
        folder.device = Attribution.dropFolder
        let values: [String: JSON] = ["title": "关于大桥险情的紧急报告", "received": .int(office.now.milliseconds)]
        let receipt = try office.ledger.submit([.open(MatterDraft(register: "inbound", values: values))], as: folder)
        let dropped = try #require(receipt.subjects.first)
        try office.ledger.undo(as: office.by())
        #expect(try office.matter(task).title.isEmpty)
        #expect(try office.matter(dropped).title == "关于大桥险情的紧急报告")
        // Nor does it stand between an act that was taken back and doing it again.
        try office.ledger.submit([.open(MatterDraft(register: "inbound", values: values))], as: folder)
        try office.ledger.redo(as: office.by())
        #expect(try office.matter(task).title == "写总结")
        let opened = try #require(try office.ledger.history(dropped).first)
        try office.ledger.undo(entry: String(opened.sequence), as: office.by())
        #expect(try office.matter(dropped).title.isEmpty)
    }

    @Test func `what was done at another terminal is told apart`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        try office.move(id, .register)
        #expect(try office.ledger.nextUndo(as: office.by())?.isElsewhere(than: office.by()) == false)
        var here = office.by()
        here.device = "/dev/pts/7"
        let next = try #require(try office.ledger.nextUndo(as: here))
        #expect(next.isElsewhere(than: here))
        #expect(next.papers == ["收文〔2026〕1号"])
        try office.ledger.undo(entry: next.entry, as: here)
        #expect(try office.matter(id).state == "received")
    }

    @Test func `an act bears the name of the row it took, not of the first row of its kind`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("关于经费的请示")
        try office.move(id, .propose, ["leader": "p3"])
        try office.move(id, .back, ["words": "请财政局办理"])
        try office.move(id, .back, ["who": ["p4"], "words": "抓紧"])
        #expect(try said(office.ledger.undo(as: office.by()), office) == "补录批示 收文〔2026〕1号")
        #expect(try said(office.ledger.redo(as: office.by()), office) == "补录批示 收文〔2026〕1号")
        try office.ledger.undo(as: office.by())
        #expect(try said(office.ledger.undo(as: office.by()), office) == "批回 收文〔2026〕1号")
        try office.ledger.redo(as: office.by())
        try office.move(id, .dispatch, ["target": "u2"])
        try office.move(id, .back, ["who": ["u2"], "words": "已办"])
        #expect(try said(office.ledger.undo(as: office.by()), office) == "反馈 收文〔2026〕1号")
        let record = try office.ledger.office()
        let said = try office.ledger.history(id).map { Speaker(.simplified).deed($0.event, in: record, register: "inbound") }
        #expect(said.contains("补录批示") && said.contains("撤销：补录批示") && said.contains("撤销：反馈"))
    }

    @Test func `a task is handed over in the words of tasks`() throws {
        let office = try TestOffice(.memory)
        let task = try office.open(MatterDraft(register: "tasks", values: ["title": "写总结"], registers: true))
        try office.move(task, .dispatch, ["target": "p2"])
        #expect(try said(office.ledger.undo(as: office.by()), office)?.hasPrefix("交办 ") == true)
    }
}
