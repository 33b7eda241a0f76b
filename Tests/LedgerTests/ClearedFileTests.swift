import Ledger
import Office
import TestKit
import Testing

/// Only what passed the secrecy gate is kept as a file of the office, or lies beside a matter.
@Suite struct ClearedFileTests {
    @Test func `a file is kept and enclosed only as it was cleared`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        let (words, other) = (PaperBytes(Array("请示正文".utf8)), PaperBytes(Array("机密★10年\n海棠山".utf8)))
        var gate = SecrecyGate()
        let text = gate.read("请示正文").text
        let paper = try gate.clear(words.digest, name: "请示.txt", size: words.bytes.count, text: text)
        // Other bytes are not kept under what was cleared: not at once, not in a heap, not beside their place.
        let wrong = PaperToKeep(paper, other)
        func isRefused(_ body: () throws -> Void) -> Bool {
            do { try body() } catch {
                if case .corrupt(_, let reason)? = error as? LedgerFault { return reason == "digest" }
            }
            return false
        }
        #expect(isRefused { try office.ledger.keep(wrong) })
        #expect(isRefused { try office.ledger.keep([PaperToKeep(paper, words), wrong]) })
        #expect(isRefused { _ = try Spool(office.folder).put(wrong, number: 1) })
        #expect(office.keptFiles().isEmpty)
        // A digest alone is no paper, wherever it is written.
        let path = "enclosures/" + other.digest
        let value: JSON = ["name": "海棠山.txt", "size": 1]
        let closed = Refusal.guarded(.writtenBySteps, article: path)
        #expect(refusal { _ = try office.open(MatterDraft(register: "inbound", values: ["title": "某件", path: value])) } == closed)
        #expect(refusal { try office.ledger.submit([.amend(id, fields: [path: value])], as: office.by()) } == closed)
        // What was cleared is kept, and lies beside its matter.
        try office.ledger.keep(PaperToKeep(paper, words))
        try office.ledger.submit([.enclose(id, paper)], as: office.by(), wholly: true)
        #expect(try office.matter(id).enclosures.map(\.digest) == [words.digest])
        #expect(try office.ledger.enclosure(words.digest) == words.bytes)
    }
}
