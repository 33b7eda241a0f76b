import Foundation
import Office
import Phrases
import TestKit
import Testing

@testable import Ledger

/// From what an act was written down: what clerks say, and what a newer program may have recorded.
@Suite struct MediumTests {
    @Test(arguments: ["wechat", "微信"])
    func `WeChat is said by its id or its word`(word: String) throws {
        let medium = try #require(Attribution.Medium(word: word))
        #expect(medium == .wechat && medium.id == "wechat")
        #expect(Speaker(.simplified).medium(medium) == "微信" && Speaker(.traditional).medium(medium) == "微信")
        #expect(Speaker(.english).medium(medium) == "WeChat")
        let field = try #require(MoveForm.standard.first { $0.id == "medium" })
        #expect(field.choices.last?.zh == "微信")
    }

    @Test func `every medium reads back from the journal as it was recorded`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        let media = Attribution.Medium.known + [.unsaid, .other("fax")]
        for medium in media {
            _ = try office.ledger.writing { db in
                try office.ledger.append(
                    [Event(id, "matter.noted", changes: [Change("seenBy", was: .null, now: .string(medium.id))])], act: UUID().uuidString,
                    undoes: nil, attribution: office.by("p1", for: "p3", medium: medium), to: db)
            }
        }
        let read = try office.ledger.history(id).dropFirst().map(\.attribution.medium)
        #expect(read == media)
        #expect(Attribution.Medium(word: "fax") == nil, "nobody records what this program does not know")
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a medium of a newer program is shown as recorded, never as one's own act`() throws {
        let office = try TestOffice(.memory)
        let words = Speaker(.simplified).author(
            by: "p3", recordedBy: "p1", medium: Attribution.Medium(recorded: "fax"), directory: try office.ledger.directory())
        #expect(words == "王建国（张敏代录·fax）")
        let note = Note(["kind": "instruction", "text": "同意", "by": "p3", "recordedBy": "p1", "at": 0, "medium": "fax"])
        #expect(note.medium == .other("fax"))
        #expect(Speaker(.simplified).chaseMedium("fax") == "fax" && Speaker(.simplified).chaseMedium("wechat") == "微信")
    }

    @Test func `words that came by WeChat are kept so, and a chase by it too`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("来文")
        try office.move(id, .propose, ["leader": "p3"])
        try office.ledger.submit([.move(id, .back, form: ["words": "同意", "medium": "微信"])], as: office.by("p1", for: "p3"))
        #expect(try office.matter(id).notes.last?.medium == .wechat)
        try office.move(id, .dispatch, ["target": "u2"])
        try office.move(id, .chase, ["means": "微信"])
        #expect(try office.matter(id).chaseLog.last?.medium == "wechat")
    }
}
