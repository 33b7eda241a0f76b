import Office
import TestKit
import Testing

/// Only what the secrecy gate has cleared can be laid beside a matter (H7, J13).
@Suite struct ClearedPaperTests {
    private static let marked = "机密★10年 海棠山"
    private static let stopped = Refusal.classified(secrecy: "机密")
    private static let digest = String(repeating: "a", count: 64)

    private func ground() throws -> Clearance { try #require(Clearance("误报，系影片名；周明远")) }

    private func clear(
        _ gate: SecrecyGate, _ name: String = "请示.txt", also: [String] = [], text: ScannedText? = nil, isAttached: Bool = false
    ) throws -> ClearedPaper {
        try gate.clear(
            isAttached ? String(repeating: "b", count: 64) : Self.digest, name: name, otherNames: also, size: 6, text: text,
            isAttached: isAttached)
    }

    @Test func `a paper with a mark is cleared by no gate`() throws {
        var gate = SecrecyGate()
        let text = gate.read(Self.marked + "\n关于某事的请示").text
        #expect(text.level == "机密" && gate.stops == "机密" && gate.hasMark && gate.clearance == nil)
        #expect(refusal { _ = try clear(gate, text: text) } == Self.stopped)
        // Without the text it stays stopped, and with it another gate stops it.
        #expect(refusal { _ = try clear(gate) } == Self.stopped)
        #expect(refusal { _ = try clear(SecrecyGate(), text: text) } == Self.stopped)
    }

    @Test func `a mark on anything that comes with it stops the whole`() throws {
        var named = SecrecyGate()
        #expect(named.look(at: ["请示.txt", Self.marked + ".txt"]) == "机密")
        var packed = SecrecyGate()
        #expect(packed.look(into: Self.marked + "\n附件") == "机密")
        var typed = SecrecyGate()
        #expect(typed.read(typed: String(repeating: "行\n", count: 30) + Self.marked).level == "机密")
        for gate in [named, packed, typed] { #expect(refusal { _ = try clear(gate) } == Self.stopped) }
        #expect(refusal { _ = try clear(SecrecyGate(), Self.marked + ".txt") } == Self.stopped)
        #expect(refusal { _ = try clear(SecrecyGate(), also: ["附件.txt", Self.marked + ".txt"]) } == Self.stopped)
    }

    @Test func `a paper without a mark is cleared as it came, and needs no ground`() throws {
        var gate = SecrecyGate(clearance: try ground())
        let (text, recognition) = gate.read("关于转发机密文件管理办法的通知\n各科室：\n现转发。")
        #expect(!gate.hasMark && !recognition.isClassified)
        let paper = try clear(gate, also: ["通知.txt"], text: text)
        #expect(paper.digest == Self.digest && paper.name == "请示.txt" && paper.otherNames == ["通知.txt"] && paper.size == 6)
        #expect(paper.text == text.text && paper.clearance == nil)
    }

    @Test func `one that is let in says why and who said so, and is read like any other`() throws {
        var gate = SecrecyGate(clearance: try ground())
        let (text, recognition) = gate.read(Self.marked + "\n关于放映影片的通知\n各科室：\n请参加。")
        #expect(text.level == "机密" && gate.stops == nil && !recognition.isClassified)
        #expect(try gate.clearance == ground())
        #expect(try clear(gate, text: text).clearance == ground())
        // What hangs on it came with it.
        #expect(try clear(gate, "海报.png", isAttached: true).clearance == ground())
        // The ground is no way in for words.
        var loose = SecrecyGate(clearance: Clearance(ground: Self.marked, by: "张敏"))
        let other = loose.read(Self.marked).text
        #expect(refusal { _ = try clear(loose, text: other) } == Self.stopped)
    }

    @Test func `what is let in brings its ground into the record, once`() throws {
        let office = try MemoryOffice()
        var gate = SecrecyGate(clearance: try ground())
        gate.look(at: [Self.marked])
        let papers = [try clear(gate), try clear(gate, "海报.png", isAttached: true)]
        func grounds(_ command: Command) throws -> [[JSON]] {
            try office.submit([command], as: office.by()).events.map { $0.changes.filter { $0.path == Clearance.path }.map(\.now) }
        }
        let draft = MatterDraft(register: "inbound", values: ["title": "放映安排"], enclosures: papers)
        #expect(try grounds(.open(draft)) == [[ground().json], []])
        let other = try #require(
            try office.submit([.open(MatterDraft(register: "tasks", values: ["title": "某事"]))], as: office.by()).events.first
        ).subject
        #expect(try grounds(.enclose(other, papers[0])) == [[ground().json]])
        #expect(try grounds(.enclose(other, papers[1])) == [[]])
    }
}
