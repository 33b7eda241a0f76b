import Foundation
import GRDB
import Office
import Phrases
import Settings
import TestKit
import Testing

@testable import Ledger

/// Definitions stand in rows of their own, one a revision; adopting a newer one moves every matter it has a place for.
@Suite struct DefinitionRowTests {
    /// The inbound register as a later revision would have it: without the state of papers put off, the others unchanged.
    private func later(_ office: TestOffice, revision: Int, without state: String, stages: [String: String] = [:]) throws -> JSON {
        var tree = try #require(ShippedRegisters.compiled().first { $0.id == "inbound" }?.json.object)
        tree["revision"] = .string(String(revision))
        LaterDefinitions.leaveOut(state, of: &tree)
        tree["states"] = .array(
            (tree["states"]?.array ?? []).map { item in
                guard let stage = item["id"].string.flatMap({ stages[$0] }), var members = item.object else { return item }
                members["stage"] = .string(stage)
                return .object(members)
            })
        return .object(tree)
    }

    private func adopt(_ office: TestOffice, _ definition: JSON) throws {
        let change = OfficeChange.adopt(register: "inbound", definition: definition, leaving: true)
        try office.ledger.submit([.change([change])], as: office.by(), wholly: true)
    }

    private func rows(_ office: TestOffice) throws -> [String] {
        try DatabaseQueue(path: office.folder + "/office.sqlite").read { db in
            try String.fetchAll(db, sql: "SELECT register || '@' || revision FROM definition ORDER BY register, revision")
        }
    }

    @Test func `the office's row keeps which revision is adopted, and the journal says all of it`() throws {
        let office = try TestOffice()
        let first = try #require(try office.ledger.office().register("inbound"))
        #expect(try office.ledger.office().record["registers/inbound"] == JSON(first.revision))
        try adopt(office, try later(office, revision: 90, without: "deferred"))
        #expect(try rows(office).filter { $0.hasPrefix("inbound") } == ["inbound@\(first.revision)", "inbound@90"])
        let record = try office.ledger.office()
        #expect(record.register("inbound")?.revision == 90 && record.register("inbound", at: first.revision) == first)
        #expect(record.register("inbound", at: 17) == nil)
        #expect(record.registers["inbound", at: first.revision] == first && record.registers["inbound", at: 17] == nil)
        let kept = try #require(try office.ledger.history(.office).last?.event.changes.first { $0.path == "registers/inbound" })
        #expect(kept.now["revision"].string == "90" && kept.was["revision"].string == String(first.revision))
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    /// Which rows of `definition` are read meanwhile, in order.
    private func read(_ ledger: Ledger, _ body: () throws -> Void) throws -> [String] {
        var found: [String] = []
        ledger.queue.inDatabase { db in
            db.trace { event in
                let sql = event.expandedDescription
                guard let asked = sql.firstMatch(of: #/FROM definition WHERE register = '(\w+)' AND revision = (\d+)/#) else { return }
                found.append("\(asked.1)@\(asked.2)")
            }
        }
        defer { ledger.queue.inDatabase { $0.trace(options: []) } }
        try body()
        return found
    }

    @Test func `a command reads the row of the register it asks for, and none twice`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        let revision = try #require(try office.ledger.office().register("inbound")).revision
        let other = try office.reopened()
        defer { other.close() }
        let alone = try read(other) {
            let record = try other.office()
            #expect(record.register("inbound") != nil && record.register("inbound")?.state("registered") != nil)
        }
        #expect(alone == ["inbound@\(revision)"])
        let acts = try office.reopened()
        defer { acts.close() }
        let all = try read(acts) {
            try acts.submit([.move(id, .check, form: [:])], as: office.by())
            try acts.submit([.note(id, kind: "progress", text: "办理")], as: office.by())
            _ = try acts.list(register: "inbound", filter: Filter(terms: []), limit: 10, now: office.now, me: "p1")
        }
        #expect(all.contains("inbound@\(revision)"))
        #expect(Set(all).count == all.count, "\(all)")
    }

    @Test func `adopting moves every matter but the stranded, which go on as they began`() throws {
        let office = try TestOffice(.memory)
        let shipped = try #require(try office.ledger.office().register("inbound")).revision
        let (moved, stranded) = (try office.paper("照新办"), try office.paper("照旧办"))
        for id in [moved, stranded] { try office.move(id, .check) }
        try office.move(stranded, .propose, ["leader": "p3"])
        try office.move(stranded, .hold, ["reason": "待商"])
        let state = try office.matter(stranded).state
        try adopt(office, try later(office, revision: 90, without: state))
        let record = try office.ledger.office()
        #expect(record.register(of: try office.matter(moved))?.revision == 90)
        #expect(record.register(of: try office.matter(stranded))?.revision == shipped)
        // It is taken up by the step it was put off under, stands where the new one has a place for it, and goes on by that.
        try office.move(stranded, .resume, ["reason": "已商定"])
        #expect(try office.ledger.history(stranded).last?.event.step?.revision == shipped)
        let now = try office.ledger.office()
        #expect(now.register(of: try office.matter(stranded))?.revision == 90)
        try office.move(moved, .propose, ["leader": "p3"])
        #expect(refusal { try office.move(moved, .hold, ["reason": "待商"]) } != nil)
        #expect(try Speaker(.simplified).deed(#require(office.ledger.history(stranded).dropLast().last).event, in: now) == "缓议")
        #expect(try office.ledger.verify(deep: true).isWhole)
    }

    @Test func `a matter that stayed behind an adoption is found and refused by the name of its state`() throws {
        let office = try TestOffice(.memory)
        let id = try office.paper("照旧办")
        try office.move(id, .check)
        try office.move(id, .propose, ["leader": "p3"])
        try office.move(id, .hold, ["reason": "待商"])
        let matter = try office.matter(id)
        let name = try #require(try office.ledger.office().register(of: matter)?.state(matter.state)?.name)
        try adopt(office, try later(office, revision: 90, without: matter.state))
        let record = try office.ledger.office()
        let directory = try office.ledger.directory()
        let meaning = FilterMeaning(office: record, directory: directory, now: office.now, me: nil)
        for typed in ["状态:" + name.zh, "state:" + matter.state, name.zh] {
            let names = FilterNames(record.registers.only("inbound"), directory: directory)
            let filter = try Filter(typed, names: names, words: DateWords(now: office.now, calendar: .china))
            let found = try office.ledger.list(register: "inbound", filter: filter, limit: 9, now: office.now, me: nil).rows.map(\.id)
            #expect(found == [id], "\(typed)")
            #expect(meaning.fit(filter) { _, _ in false }(FilterMeaning.Row(matter, isHandled: false)), "\(typed)")
        }
        #expect(Speaker(.simplified)(.notOffered(move: .check, state: matter.state, register: "inbound"), in: record).contains(name.zh))
    }

    @Test func `the history of the office names the register that was adopted, and its revision`() throws {
        let office = try TestOffice(.memory)
        func last(_ language: Language) throws -> String {
            try Speaker(language).deed(#require(office.ledger.history(.office).last).event, in: office.ledger.office())
        }
        let name = try #require(try office.ledger.office().register("inbound")).name
        try adopt(office, try later(office, revision: 90, without: "deferred"))
        #expect(try last(.simplified) == "采用登记簿定义：\(name.zh)（inbound）第90版")
        try office.ledger.undo(as: office.by())
        #expect(try last(.english) == "undone: register adopted: \(name.en) (inbound), revision 90")
        try office.ledger.submit([.change([.header("云溪县府办")])], as: office.by(), wholly: true)
        #expect(try last(.english) == "revised")
    }

    @Test func `an adoption is undone, and what it closed is open again`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        try office.move(id, .check)
        let state = try office.matter(id).state
        func isOpen() throws -> Bool {
            let words = DateWords(now: office.now, calendar: .china)
            return try office.ledger.list(
                register: "inbound", filter: try Filter("is:open", words: words), limit: 9, now: office.now, me: nil
            ).rows.contains { $0.id == id }
        }
        #expect(try isOpen())
        try adopt(office, try later(office, revision: 90, without: "deferred", stages: [state: "closed"]))
        #expect(try !isOpen())
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.undo(as: office.by())
        #expect(try isOpen() && office.ledger.office().register("inbound")?.revision != 90)
        #expect(try office.ledger.verify(deep: true).isWhole)
        try office.ledger.rebuild()
        #expect(try isOpen() && rows(office).contains("inbound@90"))
    }

    @Test func `a definition that cannot be read decides nothing`() throws {
        let office = try TestOffice()
        let id = try office.paper("来文")
        try DatabaseQueue(path: office.folder + "/office.sqlite").write { db in
            try db.execute(sql: "UPDATE definition SET compiled = x'FF01' WHERE register = 'inbound'")
        }
        let other = try office.reopened()
        defer { other.close() }
        let before = try other.version()
        #expect(throws: LedgerFault.self) { try other.submit([.move(id, .check, form: [:])], as: office.by()) }
        #expect(try other.version() == before)
    }

    @Test(arguments: [
        "UPDATE definition SET compiled = x'00000000' WHERE register = 'inbound'", "UPDATE definition SET compiled = x'6E756C6C'",
        "DELETE FROM definition WHERE register = 'inbound'",
    ])
    func `whoever goes through registers of which one cannot be read is told so, and goes on`(damage: String) throws {
        let office = try TestOffice()
        let ids = try office.ledger.office().registers.map(\.id)
        office.ledger.close()
        try DatabaseQueue(path: office.folder + "/office.sqlite").write { db in try db.execute(sql: damage) }
        let other = try office.reopened()
        defer { other.close() }
        let record = try other.office()
        try other.checkDefinitions()
        #expect(record.registers.map(\.id) == ids, "a register that cannot be read stands under its id")
        let fault = try #require(throws: LedgerFault.self) { try other.checkDefinitions() }
        var told = ("", "")
        if case .corrupt(let path, let reason) = fault { told = (path, reason) }
        #expect(told.0.hasSuffix("office.sqlite") && told.1.contains("banshi rebuild"), "\(fault)")
        // It was said: what is read next is read for itself.
        try other.checkDefinitions()
        try other.rebuild()
        #expect(try other.office().registers.allSatisfy { !$0.states.isEmpty })
        try other.checkDefinitions()
    }

    @Test func `what was read as no definition is damage, and no failed writing`() throws {
        let path = "/office.sqlite"
        let fault = try #require(throws: JSONFault.self) { _ = try JSON(bytes: [0, 0]) }
        let damage = LedgerFault.corrupt(path, reason: "\(fault.reason), byte \(fault.offset); run `banshi rebuild`")
        #expect(LedgerFault(fault, path: path) == damage && LedgerFault(reading: fault, path: path) == damage)
        #expect(LedgerFault(reading: TestFault("strange"), path: path) == .cannotOpen(path, reason: "\(TestFault("strange"))"))
        let full = DatabaseError(resultCode: .SQLITE_FULL, message: "database or disk is full")
        #expect(LedgerFault(full, path: path) == .writeFailed(path, reason: "database or disk is full"))
        #expect(LedgerFault(reading: full, path: path) == .cannotOpen(path, reason: "database or disk is full"))
        let short = DatabaseError(resultCode: .SQLITE_IOERR_SHORT_READ, message: "disk I/O error")
        #expect(LedgerFault(short, path: path) == .cannotOpen(path, reason: "disk I/O error"))
    }

    @Test(arguments: ["inbound", "tasks", "outgoing"])
    func `a definition is kept so that it reads the same`(id: String) throws {
        let source = try #require(ShippedRegisters.compiled().first { $0.id == id }?.json)
        let read = RegisterDefinition.decode(Located(source)).definition
        #expect(RegisterDefinition.decode(Located(RegisterDefinition.compiled(source))).definition == read)
    }

    @Test func `moves of older definitions are kept as the steps they are read as`() throws {
        let moves: JSON = [
            "id": "seals", "revision": "2", "prefix": "se", "name": "用印", "opens": "asked",
            "states": [["id": "asked", "name": "待批", "stage": "office"], ["id": "done", "name": "已用", "stage": "closed"]],
            "moves": [
                ["id": "sign", "name": "批准", "from": "asked", "to": "done", "second": "true"],
                ["id": "propose", "name": "送批", "from": ["asked"], "asks": ["leader"]],
                ["id": "propose", "name": "再送", "from": ["asked"], "or": "done"],
            ],
        ]
        let read = RegisterDefinition.decode(Located(moves))
        let compiled = RegisterDefinition.compiled(moves)
        #expect(compiled["moves"].isNull && compiled["steps"].array?.count == 3)
        #expect(RegisterDefinition.decode(Located(compiled)).definition == read.definition)
        #expect(read.definition.steps.map(\.id) == ["sign", "propose", "propose-2"])
    }
}
