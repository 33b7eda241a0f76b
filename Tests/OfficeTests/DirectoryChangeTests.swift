import Office
import TestKit
import Testing

/// People, units and places are changed column by column, meetings field by field; nothing else gets into their records.
@Suite struct DirectoryChangeTests {
    @Test(arguments: DirectoryColumn.allCases)
    func `a column is taken of those that have it, and refused of the others`(column: DirectoryColumn) throws {
        let office = try MemoryOffice()
        let value: JSON = [.rank, .capacity].contains(column) ? 9 : column == .roles ? ["keeper"] : column == .name ? "新名" : .string("值")
        for (kind, id) in [(SubjectID.Kind.person, "p4"), (.unit, "u3"), (.place, "r1")] {
            let has = DirectoryColumn.columns(of: kind).contains(column)
            let change = DirectoryChange([column: value])
            let refused = refusal { _ = try office.decided(.revise(SubjectID(id), change), as: office.by()) }
            if has {
                #expect(refused == nil, "\(kind) \(column)")
            } else {
                guard case .unknown(what: "field", text: column.rawValue, nearest: _)? = refused else {
                    Issue.record("\(kind) took \(column): \(String(describing: refused))")
                    continue
                }
            }
        }
    }

    /// What a column of a person asks of whoever sets it; every other is one's own, and a keeper's.
    @Test func `accounts, roles, rank, leaving and the department ask the administrator, the rest of another a keeper too`() throws {
        let office = try MemoryOffice()
        let asked: Set<DirectoryColumn> = [.accounts, .roles, .rank, .left, .department]
        for column in DirectoryColumn.columns(of: .person) {
            let value: JSON = column == .rank ? 9 : column == .roles ? ["keeper"] : column == .left ? "2026-11-23" : .string("值")
            let command = Command.revise(SubjectID("p4"), DirectoryChange([column: value]))
            let needed = Refusal.role(needed: asked.contains(column) ? "administrator" : "keeper administrator")
            let own = Command.revise(SubjectID("p2"), DirectoryChange([column: value]))
            let ofOneself = refusal { _ = try office.decided(own, as: office.by("p2")) }
            #expect(ofOneself == (asked.contains(column) ? needed : nil), "\(column) of oneself")
            #expect(refusal { _ = try office.decided(command, as: office.by("p2")) } == needed, "\(column)")
            #expect(refusal { _ = try office.decided(command, as: office.by("p2", for: "p1")) } == needed, "\(column) for another")
            #expect(refusal { _ = try office.decided(command, as: office.by("p1")) } == nil, "\(column)")
        }
    }

    @Test func `what somebody is called besides is no colleague's name, unless that is meant`() throws {
        let office = try MemoryOffice()
        let aliases: [DirectoryColumn: JSON] = [.aliases: ["老李", "周明远"]]
        let refused = Refusal.guarded(.namesake, article: "p2 周明远 办公室主任")
        #expect(refusal { _ = try office.decided(.revise(SubjectID("p4"), DirectoryChange(aliases)), as: office.by()) } == refused)
        #expect(
            refusal {
                _ = try office.decided(
                    .enlist(.person, DirectoryChange(aliases.merging([.name: "李明"]) { $1 })), as: office.by())
            } == refused)
        let meant = DirectoryChange(aliases, isNamesake: true)
        #expect(refusal { _ = try office.decided(.revise(SubjectID("p4"), meant), as: office.by()) } == nil)
        // One's own name is no colleague's.
        #expect(refusal { _ = try office.decided(.revise(SubjectID("p2"), DirectoryChange(aliases)), as: office.by()) } == nil)
    }

    @Test func `a meeting of a calendar file stays its file's by a note, and remembers the file once it is changed here`() throws {
        let office = try MemoryOffice()
        let fields: [String: JSON] = [
            "title": "座谈会", "start": .int(office.now.adding(minutes: 60).milliseconds), "uid": "u", "source": ["BEGIN:VEVENT"],
            "recurring": false, "placeName": "县委党校礼堂",
        ]
        let entry = try office.submit([.schedule(fields: fields)], as: office.by())
        let id = try #require(entry.events.first?.subject)
        // A form is filled with the place as it stands there.
        try office.submit([.revise(id, fields: ["place": "县委党校礼堂", "note": "带材料"])], as: office.by())
        var record = try #require(office.subject(id)).record
        #expect(record["source"] == ["BEGIN:VEVENT"] && record["place"].isNull && record["note"] == "带材料")
        try office.submit([.revise(id, fields: ["place": "县委党校礼堂", "title": "企业座谈会"])], as: office.by())
        record = try #require(office.subject(id)).record
        #expect(record["source"].isNull && record["formerSource"] == ["BEGIN:VEVENT"] && record["place"] == "县委党校礼堂")
    }

    @Test func `who has left is found by handle or whole name, to be brought back`() {
        func person(_ id: String, _ name: String, left: JSON = .null) -> Person {
            Person(id: id, record: Record(["name": .string(name), "left": left]))
        }
        let directory = Directory(
            people: [
                person("p1", "张敏"), person("p2", "孙伟", left: "2026-11-01"), person("p3", "王芳", left: "是"), person("p4", "王芳", left: "是"),
            ],
            units: [], places: [])
        #expect(directory.whoLeft("p2") == "p2" && directory.whoLeft(" 孙伟 ") == "p2" && directory.whoLeft("p4") == "p4")
        #expect(directory.whoLeft("张敏") == nil && directory.whoLeft("王芳") == nil && directory.whoLeft("孙") == nil)
    }

    @Test func `a name that is here already is taken where that is meant`() throws {
        let office = try MemoryOffice()
        let twin = DirectoryChange([.name: "综合科", .level: "internal"])
        guard case .guarded(.namesake, _)? = refusal({ try office.submit([.enlist(.unit, twin)], as: office.by()) }) else {
            throw TestFault("taken")
        }
        let meant = DirectoryChange([.name: "综合科", .level: "internal"], isNamesake: true)
        let event = try #require(try office.submit([.enlist(.unit, meant)], as: office.by()).events.first)
        #expect(event.kind == "unit.enlisted" && event.changes.map(\.path) == ["level", "name"])
    }

    @Test func `an absence says the days and takes back what the last one said beyond them`() throws {
        let office = try MemoryOffice()
        let first = Absence(from: try day("2026-11-24"), to: try day("2026-11-25"), toHalf: .morning, cover: "p1")
        try office.submit([.revise(SubjectID("p4"), DirectoryChange(away: first))], as: office.by())
        #expect(office.directory.person("p4")?.away == first)
        let second = Absence(from: try day("2026-12-01"), to: try day("2026-12-01"))
        try office.submit([.revise(SubjectID("p4"), DirectoryChange(away: second))], as: office.by())
        #expect(office.directory.person("p4")?.away == second)
        // A unit is never away.
        let unit = refusal { try office.submit([.revise(SubjectID("u1"), DirectoryChange(away: second))], as: office.by()) }
        guard case .unknown(what: "field", text: _, nearest: _)? = unit else { throw TestFault("\(String(describing: unit))") }
    }

    private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

    @Test func `nobody but the directory is enlisted or revised`() throws {
        let office = try MemoryOffice()
        let name = DirectoryChange([.name: "某"])
        for kind in [SubjectID.Kind.matter, .meeting, .office, .duty, .day, .attempt] {
            #expect(refusal { try office.submit([.enlist(kind, name)], as: office.by()) } == .notFound(kind.rawValue))
        }
        let entry = try office.submit([.open(MatterDraft(register: "tasks", values: ["title": "事"]))], as: office.by())
        let matter = try #require(entry.events.first?.subject)
        #expect(refusal { try office.submit([.revise(matter, name)], as: office.by()) } == .notFound(matter.text))
        let meeting = MeetingChange([.title: "会"])
        #expect(refusal { try office.submit([.reschedule(SubjectID("p1"), meeting)], as: office.by()) } == .notFound("p1"))
    }

    @Test(arguments: ["reason", "state", "number", "whatever"])
    func `a meeting has no other values than a meeting's`(name: String) {
        guard case .unknown(what: "field", text: name, nearest: _)? = refusal({ _ = try MeetingChange([name: "x"]) }) else {
            Issue.record("\(name) is taken")
            return
        }
    }
}
