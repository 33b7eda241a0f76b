import Foundation
import Office
import Phrases
import TestKit
import Testing

@testable import Ledger

/// Duties, days and refused attempts: kept, folded, read and taken back like any subject, though no command makes them yet.
@Suite struct BesideSubjectTests {
    private static let all = [SubjectID(.duty, 1), SubjectID(.day, 3), SubjectID(.attempt, 2)]

    /// An act of a newer program.
    private func record(_ office: TestOffice, _ id: SubjectID) throws {
        _ = try office.ledger.writing { db in
            try office.ledger.append(
                [Event(id, "newer.made", changes: [Change("rule", was: .null, now: "每月5日")])], act: UUID().uuidString, undoes: nil,
                attribution: office.by(), to: db)
        }
    }

    private func row(_ office: TestOffice, _ id: SubjectID) throws -> Subject? {
        try office.ledger.reading { db in try office.ledger.subject(id, in: db) }
    }

    @Test(arguments: BesideSubjectTests.all)
    func `one is folded, found, told and verified`(id: SubjectID) throws {
        let office = try TestOffice(.memory)
        #expect(try office.ledger.find(NumberQuery(id.text, registers: try office.ledger.office().registers), year: 2026) == [])
        try record(office, id)
        let rules = try #require(try row(office, id))
        #expect(rules.record["rule"].string == "每月5日" && SubjectID(id.text).kind == id.kind)
        let record = try office.ledger.office()
        #expect(try office.ledger.find(NumberQuery(id.text, registers: record.registers), year: 2026) == [id])
        #expect(try office.ledger.matter(id) == nil)
        let line = try #require(try office.ledger.history(id).first)
        #expect(Speaker(.english).deed(line.event, in: record).contains(id.text))
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.rebuild()
        #expect(try row(office, id)?.record == rules.record)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `each is called by its kind and handle in every language`() {
        let said = Self.all.map { Speaker(.simplified).subject($0) }
        #expect(said == ["应办事项 d1", "每日清单 y3", "被拒操作 w2"])
        #expect(Self.all.map { Speaker(.english).subject($0) } == ["duty d1", "day y3", "refused attempt w2"])
        #expect(Speaker(.traditional).subject(Self.all[0]) == "應辦事項 d1")
    }

    @Test func `taking back passes over them, and takes one back that is named`() throws {
        let office = try TestOffice(.memory)
        let paper = try office.paper("来文")
        try office.move(paper, .register)
        for id in Self.all { try record(office, id) }
        #expect(try office.ledger.undo(as: office.by()).subjects == [paper])
        let entry = try #require(try office.ledger.history(Self.all[0]).first)
        let receipt = try office.ledger.undo(entry: String(entry.sequence), as: office.by())
        #expect(receipt.subjects == [Self.all[0]])
        let name = try #require(receipt.named)
        #expect(Speaker(.english).act(name, in: try office.ledger.office()).hasSuffix("duty d1"))
        #expect(try row(office, Self.all[0])?.record.isEmpty == true)
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `the directory is not read anew for them, and they are in nobody's list`() throws {
        let office = try TestOffice(.memory)
        let before = try office.ledger.directory()
        for id in Self.all { try record(office, id) }
        let after = try office.ledger.directory()
        #expect(after.people.map(\.id) == before.people.map(\.id) && after.units.map(\.id) == before.units.map(\.id))
        #expect(try office.ledger.awake(.office, at: office.now).isEmpty)
    }

    @Test func `a register whose prefix is the same letter keeps its numbers`() throws {
        let definition = RegisterDefinition(
            id: "visits", revision: 1, prefix: "d", name: Term(zh: "来访", en: "Visits"), capture: ["访"], format: nil, opens: "open",
            opensRegistered: "open", fields: [], states: [], steps: [])
        #expect(NumberQuery("d7", registers: Registers([definition])) == .sequence(register: "visits", year: nil, sequence: 7))
        #expect(NumberQuery("d7", registers: Registers([])) == .handle(SubjectID(.duty, 7)))
    }

    @Test func `no command enlists or revises them`() throws {
        let office = try TestOffice(.memory)
        try record(office, Self.all[0])
        #expect(refusal { try office.ledger.submit([.enlist(.duty, fields: ["name": "月报"])], as: office.by()) } == .notFound("d"))
        #expect(
            refusal { try office.ledger.submit([.revise(Self.all[0], fields: ["name": "每月6日"])], as: office.by()) } == .notFound("d1"))
    }
}
