import Office
import Phrases
import TestKit
import Testing

/// What of a paper nobody could read stays with it, so that a person looks there for a mark.
@Suite struct UnreadPartsTests {
    private func kept(_ unread: UnreadParts, _ name: String = "函.pdf") throws -> Enclosure {
        let office = try MemoryOffice()
        let paper = try cleared(
            digest: String(repeating: "a", count: 64), name: name, size: 9, text: unread.isWhole ? nil : "请示", isAttached: true,
            unread: unread)
        let entry = try office.submit(
            [.open(MatterDraft(register: "inbound", values: ["title": "来文"], enclosures: [paper]))], as: office.by())
        let id = try #require(entry.events.first?.subject)
        return try #require(office.matter(id)?.enclosures.first)
    }

    @Test func `it is kept with the file and told wherever the file is named`() throws {
        var part = UnreadParts()
        part.pages = [2, 5, 6, 7]
        part.within = ["数据.dat"]
        let paper = try kept(part)
        #expect(paper.unread == part)
        #expect(Speaker(.simplified).name(of: paper) == "函.pdf（其中第2、5–7页，数据.dat未读出文字，未经定密核对）")
        #expect(
            Speaker(.english).name(of: paper)
                == "函.pdf (no text was read in part of it: not checked for secrecy marks: page 2, 5–7; 数据.dat)")
        var whole = UnreadParts()
        whole.isWhole = true
        #expect(Speaker(.simplified).name(of: try kept(whole, "a.bin")) == "a.bin（附件未读出文字，未经定密核对）")
    }

    @Test func `what was read whole says nothing, and a long list says that it goes on`() throws {
        let paper = try kept(UnreadParts())
        #expect(paper.unread.isEmpty && paper.unread.json.isNull && Speaker(.simplified).name(of: paper) == "函.pdf")
        var many = UnreadParts()
        many.within = (0..<100).map { "\($0).bin" }
        #expect(try kept(many).unread.within.count == UnreadParts.most + 1)
        #expect(try kept(many).unread.within.last == "…")
    }
}
