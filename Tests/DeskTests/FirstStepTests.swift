import Office
import Phrases
import Screen
import TestKit
import Testing

@testable import Desk

/// What a new office opens with, until its first paper stands.
@Suite struct FirstStepTests {
    @Test(arguments: [(80, 24), (120, 36), (40, 12)], Language.allCases)
    func `an empty office says how to begin, at every size`(size: (Int, Int), language: Language) throws {
        let kit = try DeskKit(language, columns: size.0, rows: size.1, office: TestOffice(.memory))
        let text = kit.screen.text
        for step in FirstStep.allCases { #expect(text.contains(kit.desk.speaker(step.phrase).prefix(12)), "\(text)") }
        // The directory is furnished here; the hours are as shipped.
        #expect(text.components(separatedBy: "✓ ").count == 3, "\(text)")
    }

    @Test func `a row begins its line, and the card is gone once a paper stands`() throws {
        let kit = try DeskKit(columns: 80, rows: 24, office: TestOffice(.memory))
        for (keys, line) in [("<enter>", "people add "), ("j<enter>", "units add "), ("<down><enter>", "hours "), ("jj<enter>", "demo")] {
            try kit.type(keys)
            guard case .line(let prompt)? = kit.desk.overlays.last else { throw TestFault("no line: \(kit.screen.text)") }
            #expect(prompt.editor.text == line)
            try kit.type("<esc>")
        }
        try kit.type("k<enter>")
        guard case .form(let form)? = kit.desk.overlays.last, form.purpose == .entry(register: "inbound") else {
            throw TestFault("no form")
        }
        try kit.type("<esc>")
        #expect(kit.desk.showsFirstSteps(.inbound) && kit.screen.text.contains("登记第一份来文"))
        try kit.office.paper("第一份来文件")
        try kit.refresh()
        #expect(!kit.desk.showsFirstSteps(.inbound) && !kit.screen.text.contains("登记第一份来文"))
        try kit.type("1")
        #expect(!kit.screen.text.contains("登记第一份来文"))
    }

    @Test func `where digits are free they choose a step`() throws {
        let kit = try DeskKit(office: TestOffice(.memory))
        _ = kit.desk.show(.firstSteps)
        #expect(kit.screen.text.contains("1 ✓ 录入本办公室人员"), "\(kit.screen.text)")
        try kit.type("2")
        guard case .line(let prompt)? = kit.desk.overlays.last else { throw TestFault("no line") }
        #expect(prompt.editor.text == "units add ")
    }

    @Test func `hours of one's own are ticked`() throws {
        let office = try TestOffice(.memory)
        try office.ledger.submit(
            [.change([.hours([OfficeHours.Season(begins: 101, spans: [540..<720, 840..<1080])])])], as: office.by(), wholly: true)
        let kit = try DeskKit(office: office)
        #expect(kit.desk.isTaken(.hours) && kit.screen.text.contains("✓ 核对办公时间"))
    }

    @Test func `the line of each step is read whole on a wide screen, in English too`() throws {
        let kit = try DeskKit(.english, office: TestOffice(.memory))
        for line in ["people add NAME post=…", "units add NAME level=…"] { #expect(kit.screen.text.contains(line), "\(kit.screen.text)") }
    }

    @Test func `the key the card names registers the first paper`() throws {
        let kit = try DeskKit(office: TestOffice(.memory))
        try kit.type("1+")
        guard case .form(let form)? = kit.desk.overlays.last, form.purpose == .entry(register: "inbound") else {
            throw TestFault("no form: \(kit.screen.text)")
        }
    }
}
