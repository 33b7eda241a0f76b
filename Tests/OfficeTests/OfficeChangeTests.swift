import Office
import TestKit
import Testing

/// How the office works is changed by values of its own; nothing names a place in its record.
@Suite struct OfficeChangeTests {
    private static let season = OfficeHours.Season(begins: 501, spans: [510..<720, 870..<1080])

    /// Every change there is, what it asks for, and the one place it writes.
    private static let all: [(change: OfficeChange, right: Right?, path: String)] = [
        (.hours([season]), .counting, "hours"),
        (.notice(HolidayNotice(year: 2027, reference: "某通知", days: [])), .counting, "notices/2027"),
        (.limits(.papers, LimitPreset.named("small-office")), .counting, "limits/preset"),
        (.chasing(.unsigned, workdays: 3), .customs, "chasing/unsigned"),
        (.routing([]), .routing, "routing"),
        (.template(sheet: "slip", .cleared(digest: "00", name: "a.docx")), .customs, "templates/slip"),
        (.fonds("Z109"), .archiving, "archives/fonds"), (.retention([RetentionSchedule.defaults[0]]), .archiving, "retention/rules"),
        (.header("某办"), .adopting, "header"),
        (.adopt(register: "seals", definition: LaterDefinitions.smallest("seals")), .adopting, "registers/seals"),
        (.circle("班子", members: ["p3"]), .circles, "circles/班子"), (.freeze(year: 2025), .closing, "archives/frozen-2025"),
        (.close(register: "inbound", year: 2025), .closing, "books/inbound-2025"), (.retire(register: "tasks"), .adopting, "retired/tasks"),
    ]

    @Test(arguments: all)
    func `a change writes its one place, and asks its right of whoever makes it`(change: OfficeChange, right: Right?, path: String) throws {
        #expect(change.right == right)
        let office = try MemoryOffice()
        // What takes the lines in place of the tasks, so that these can be retired.
        let keys = LaterDefinitions.smallest("keys", prefix: "ke", name: "钥匙借用", more: ["default": "lines"])
        try office.submit([.change([.adopt(register: "keys", definition: keys)])], as: office.by())
        let event = try #require(try office.decided(.change([change]), as: office.by()).first)
        #expect(event.subject == .office && event.kind == "office.revised" && event.changes.map(\.path) == [path])
        // 李卫东 has no role: what is everybody's is his too.
        let needed = right.map { Refusal.role($0.roles) }
        #expect(refusal { _ = try office.decided(.change([change]), as: office.by("p4")) } == needed)
        // Recording it for the administrator lends nobody the role.
        #expect(refusal { _ = try office.decided(.change([change]), as: office.by("p4", for: "p1")) } == needed)
    }

    @Test func `several changes are one event, and all of them or none`() throws {
        let office = try MemoryOffice()
        let both: [OfficeChange] = [.fonds("Z109"), .chasing(.readers, workdays: 4)]
        let event = try #require(try office.submit([.change(both)], as: office.by()).events.first)
        #expect(event.changes.map(\.path) == ["archives/fonds", "chasing/readers"])
        #expect(office.office.archives.fonds == "Z109" && office.office.chasingLimits[.readers] == 4)
        #expect(try office.decided(.change(both), as: office.by()).isEmpty)
        let mixed: [OfficeChange] = [.chasing(.readers, workdays: 5), .circle("班子", members: ["p3"])]
        #expect(refusal { try office.submit([.change(mixed)], as: office.by("p4")) } == .role(needed: "administrator"))
        #expect(office.office.chasingLimits[.readers] == 4)
    }

    private static let wrong: [(change: OfficeChange, expected: Refusal)] = [
        (.hours([season, season]), .invalid(field: "hours", value: "501 501", expected: .day)),
        (.chasing(.answer, workdays: 31), .invalid(field: "answer", value: "31", expected: .count)),
        (.fonds("全宗"), .invalid(field: "fonds", value: "全宗", expected: .text)),
        (.limits(.opinions, LimitPreset.named("small-office")), .invalid(field: "limits", value: "small-office", expected: .choice)),
        (.circle("班/子", members: ["p3"]), .missing(field: "name")),
        (.adopt(register: "tasks", definition: ["id": "inbound"]), .unknown(what: "register", text: "inbound", nearest: "tasks")),
    ]

    @Test(arguments: wrong)
    func `what no office could work by is refused`(change: OfficeChange, expected: Refusal) throws {
        let office = try MemoryOffice()
        #expect(refusal { try office.submit([.change([change])], as: office.by()) } == expected)
    }

    @Test func `hours and a notice read back as they were given`() throws {
        let office = try MemoryOffice()
        let day = try #require(Day(iso: "2026-11-25"))
        let notice = HolidayNotice(year: 2026, reference: "某通知", days: [HolidayNotice.Entry(date: day, name: "休", isWorkday: false)])
        try office.submit([.change([.hours([Self.season]), .notice(notice)])], as: office.by())
        #expect(office.office.calendar.hours == OfficeHours(seasons: [Self.season]))
        #expect(!office.office.calendar.isWorkday(day))
        try office.submit([.change([.circle("班子", members: ["p3"])])], as: office.by())
        try office.submit([.change([.circle("班子", members: [])])], as: office.by())
        #expect(office.office.circles.isEmpty)
    }

    @Test func `the office is not revised by what a person or a place is called`() throws {
        let office = try MemoryOffice()
        #expect(refusal { try office.submit([.revise(.office, fields: ["name": "别的办"])], as: office.by()) } == .notFound("o1"))
    }

    @Test(arguments: ["name", "rehearsal", "founded", "order", "whatever", "booksy/2025"])
    func `a setting the table does not name is the administrator's, by an undo too`(path: String) throws {
        let office = try MemoryOffice()
        let event = Event(.office, "office.revised.undone", changes: [Change(path, was: 1, now: .null)])
        func check(_ person: String) throws {
            try Right.check([event], of: person, on: Subjects(), in: office.directory, office.office.registers)
        }
        #expect(refusal { try check("p4") } == .role(needed: "administrator"))
        #expect(refusal { try check("p1") } == nil)
    }
}
