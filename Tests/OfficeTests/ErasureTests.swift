import Office
import Phrases
import TestKit
import Testing

/// Who erases a matter, and what remains of it.
@Suite struct ErasureTests {
    private let office: MemoryOffice
    private let id = SubjectID("m1")

    init() throws {
        office = try MemoryOffice()
        let number = MatterNumber(series: "inbound", year: 2026, sequence: 7, printed: "收文〔2026〕7号")
        let code = MatterNumber(series: "archive/WS-D10-BGS", year: 2026, sequence: 2, printed: "WS·2026-D10-BGS-0002")
        office.give(
            id,
            Record([
                "register": "inbound", "state": "archived", "owner": "p1", "holder": "p2", "title": "关于某案的情况", "number": number.json,
                "archival": code.json, "fields": ["reference": "云财函〔2026〕7号", "from": "u2"],
                "notes": ["1": ["kind": "progress", "text": "甲"]],
            ]))
    }

    private func event(_ reason: String = "误收", of id: SubjectID? = nil, by person: String = "p1") throws(Refusal) -> Event {
        let id = id ?? self.id
        return try Erasing.event(
            of: id, office.subject(id), reason: reason, given: office.facts(as: office.by(person)).circumstances)
    }

    @Test func `its number, its code and who answers for it remain, and none of its words`() throws {
        var record = try #require(office.subject(id)).record
        evolve(&record, with: try event())
        #expect(Set(record.values.keys) == ["register", "state", "owner", "title", "number", "erased"])
        #expect(Speaker(.english).title(record["title"].string ?? "") == "erased" && Speaker(.english).title("通知") == "通知")
        #expect(record["title"].string == "已清除" && record["state"].string == "void" && record["number"]["sequence"].int == 7)
        #expect(record["erased"]["reason"].string == "误收" && record["erased"]["archival"]["sequence"].int == 2)
        #expect(!record.json.text.contains("某案") && !record.json.text.contains("云财函"))
    }

    @Test func `it asks for an administrator, a reason, and a matter that is there`() throws {
        #expect(throws: Refusal.role(needed: "administrator")) { try event(by: "p2") }
        #expect(throws: Refusal.missing(field: "reason")) { try event("　") }
        #expect(throws: Refusal.notFound("m9")) { try event(of: SubjectID("m9")) }
        #expect(throws: Refusal.notFound("u1")) { try event(of: SubjectID("u1")) }
        office.record([try event()], as: office.by())
        #expect(throws: Refusal.guarded(.erased, article: "m1")) { try event() }
    }

    @Test func `a code that was erased is given to no other paper`() throws {
        office.record([try event()], as: office.by())
        #expect(office.facts(as: office.by()).newNumber(in: "archive/WS-D10-BGS", 2026) == 3)
    }
}
