import Office
import Settings
import TestKit
import Testing

/// A definition comes into an office by a decision of it, and goes out of use by another.
@Suite struct AdoptingTests {
    private func adopted(_ more: [String: JSON] = [:]) throws -> MemoryOffice {
        let office = try MemoryOffice()
        try office.submit([.change([.adopt(register: "keys", definition: Self.keys(more))])], as: office.by())
        return office
    }

    private static func keys(_ more: [String: JSON] = [:]) -> JSON {
        LaterDefinitions.smallest("keys", prefix: "ke", name: "钥匙借用", more: more)
    }

    private func opened(_ office: MemoryOffice, _ title: String = "301钥匙") throws -> SubjectID {
        let entry = try office.submit([.open(MatterDraft(register: "keys", values: ["title": .string(title)]))], as: office.by())
        return try #require(entry.events.first).subject
    }

    /// The same with another state in place of the one matters stand in.
    private static let without: [String: JSON] = [
        "revision": "2", "opens": "lent",
        "states": [
            ["id": "lent", "stage": "doing", "name": ["zh": "借出", "en": "Lent"]],
            ["id": "done", "stage": "closed", "name": ["zh": "办结", "en": "Done"]],
        ],
        "steps": [["id": "finish", "act": "conclude", "from": ["lent"], "to": "done", "name": ["zh": "办结", "en": "Finish"]]],
    ]

    @Test func `what would strand matters is refused with their numbers, and done where somebody says they stay behind`() throws {
        let office = try adopted()
        let ids = try (1...23).map { try opened(office, "钥匙\($0)") }
        let change = OfficeChange.adopt(register: "keys", definition: Self.keys(Self.without))
        let refused = refusal { try office.submit([.change([change])], as: office.by()) }
        #expect(refused == .stranding(register: "keys", states: ["open"], numbers: ids.prefix(20).map(\.text), count: 23))
        let leaving = OfficeChange.adopt(register: "keys", definition: Self.keys(Self.without), leaving: true)
        try office.submit([.change([leaving])], as: office.by())
        #expect(office.office.register("keys")?.revision == 2)
    }

    @Test func `a state nobody stands in is missed by nobody`() throws {
        let office = try adopted()
        let id = try opened(office)
        try office.submit([.move(id, "finish", form: ["result": "已还"])], as: office.by())
        try office.submit([.change([.adopt(register: "keys", definition: Self.keys(Self.without))])], as: office.by())
        #expect(office.office.register("keys")?.opens == "lent")
    }

    @Test func `a definition with problems is refused with all of them`() throws {
        let office = try MemoryOffice()
        let wrong = Self.keys(["opens": "begun", "prefix": "m", "steps": []])
        let refused = refusal { try office.submit([.change([.adopt(register: "keys", definition: wrong)])], as: office.by()) }
        guard case .faulty("keys", let problems) = refused else { return #expect(Bool(false), "\(String(describing: refused))") }
        #expect(problems.contains(Problem(line: 0, kind: .noSuch("begun", what: "state"))))
        #expect(problems.contains(Problem(line: 0, kind: .unreachable("open"))))
        #expect(problems.contains { if case .reserved("m", _) = $0.kind { true } else { false } })
        // Nor does it take what another register is called by.
        let taken = Self.keys(["capture": ["发"]])
        guard
            case .faulty("keys", let more) = refusal({
                try office.submit([.change([.adopt(register: "keys", definition: taken)])], as: office.by())
            })
        else { return #expect(Bool(false)) }
        #expect(more.map(\.kind) == [.taken("发", by: "outgoing")])
        // Two that are adopted at once are told apart too.
        let twin = LaterDefinitions.smallest("locks", prefix: "ke", name: "锁")
        let both: [OfficeChange] = [.adopt(register: "keys", definition: Self.keys()), .adopt(register: "locks", definition: twin)]
        let clash = Refusal.faulty(register: "locks", problems: [Problem(line: 0, kind: .taken("ke", by: "keys"))])
        #expect(refusal { try office.submit([.change(both)], as: office.by()) } == clash)
    }

    @Test func `a revision has one meaning, and one that is not said is the next`() throws {
        let office = try adopted()
        let more: [String: JSON] = ["capture": ["钥"]]
        let same = OfficeChange.adopt(register: "keys", definition: Self.keys(more))
        #expect(refusal { try office.submit([.change([same])], as: office.by()) } == .revisionTaken(register: "keys", next: 2))
        #expect(try Adoption.proposed(Self.keys(), in: office.office) == nil)
        let next = try #require(try Adoption.proposed(Self.keys(more), in: office.office))
        #expect(next.definition.revision == 2 && next.json["revision"].string == "2")
        let old = Self.keys(more.merging(["revision": "1"]) { $1 })
        #expect(refusal { _ = try Adoption.proposed(old, in: office.office) } == .revisionTaken(register: "keys", next: 2))
        let later = try #require(try Adoption.proposed(Self.keys(more.merging(["revision": "9"]) { $1 }), in: office.office))
        #expect(later.definition.revision == 9)
    }

    @Test func `a register is retired when all of it is concluded, takes nothing new, and comes back by being adopted`() throws {
        let office = try adopted()
        let id = try opened(office)
        let retire = Command.change([.retire(register: "keys")])
        #expect(refusal { try office.submit([retire], as: office.by()) } == .stillOpen(register: "keys", numbers: [id.text], count: 1))
        #expect(refusal { _ = try office.decided(retire, as: office.by("p4")) } == .role(needed: "administrator"))
        try office.submit([.move(id, "finish", form: ["result": "已还"])], as: office.by())
        try office.submit([retire], as: office.by())
        #expect(office.office.isRetired("keys") && office.matter(id)?.title == "301钥匙")
        #expect(refusal { _ = try opened(office) } == .guarded(.registerRetired, article: "keys"))
        let again = try #require(try Adoption.proposed(Self.keys(), in: office.office))
        try office.submit([.change([.adopt(register: "keys", definition: again.json)])], as: office.by())
        #expect(!office.office.isRetired("keys"))
        _ = try opened(office)
        #expect(refusal { try office.submit([.change([.retire(register: "none")])], as: office.by()) } != nil)
    }

    @Test func `an adoption that matters rest on is not taken back`() throws {
        let office = try adopted()
        let id = try opened(office)
        // The opening is the last act; the adoption lies before it.
        let adoption = try #require(office.journal.last { $0.events.contains { $0.subject == .office } })
        let stranded = Refusal.stranding(register: "keys", states: ["open"], numbers: [id.text], count: 1)
        #expect(refusal { _ = try office.takeBack(adoption, as: office.by()) } == stranded)
        try office.undo(as: office.by())
        _ = try office.takeBack(adoption, as: office.by())
        #expect(office.office.register("keys") == nil)
    }

    @Test func `a register says what it stands for, and where none does its way tells`() throws {
        let office = try MemoryOffice()
        func standing() -> [String?] { RegisterUses.Standing.allCases.map { office.office.registers[standing: $0]?.id } }
        #expect(standing() == ["inbound", "tasks", "outgoing"])
        try office.submit([.change([.adopt(register: "keys", definition: Self.keys(["default": "lines"]))])], as: office.by())
        #expect(standing() == ["inbound", "keys", "outgoing"])
        try office.submit([.change([.retire(register: "keys")])], as: office.by())
        #expect(standing() == ["inbound", "tasks", "outgoing"])
    }

    private static func shipped(_ id: String) throws -> JSON { try #require(ShippedRegisters.compiled().first { $0.id == id }).json }

    private func adopt(_ definition: JSON, in office: MemoryOffice) throws {
        let proposed = try #require(try Adoption.proposed(definition, in: office.office))
        try office.submit([.change([.adopt(register: proposed.definition.id, definition: proposed.json)])], as: office.by())
    }

    @Test(arguments: [("inbound", RegisterUses.Standing.papers), ("tasks", .lines), ("outgoing", .answers)])
    func `another register does not take the place of one that papers, lines or answers come into`(
        id: String, standing: RegisterUses.Standing
    ) throws {
        let office = try MemoryOffice()
        let foreign = LaterDefinitions.smallest(id, prefix: "ke", name: "钥匙借用")
        let refused = refusal { try adopt(foreign, in: office) }
        guard case .otherRegister(id, standing, let lacking) = refused else {
            return #expect(Bool(false), "\(String(describing: refused))")
        }
        let own = try #require(office.office.register(id)).fields
        #expect(lacking == own.filter { $0.id != "title" }.map(\.name))
        #expect(office.office.registers[standing: standing]?.fields == own)
    }

    @Test func `an office adds a field to a register that came with the program, and takes it away again`() throws {
        let office = try MemoryOffice()
        var more = try #require(try Self.shipped("inbound").object)
        more["revision"] = nil
        more["fields"] = .array((more["fields"]?.array ?? []) + [["id": "shelf", "kind": "text", "name": ["zh": "架号", "en": "Shelf"]]])
        try adopt(.object(more), in: office)
        #expect(office.office.register("inbound")?.field("shelf") != nil)
        var again = try #require(try Self.shipped("inbound").object)
        again["revision"] = nil
        try adopt(.object(again), in: office)
        #expect(office.office.register("inbound")?.field("shelf") == nil && office.office.registers[standing: .papers]?.id == "inbound")
    }

    @Test func `a register of the program's that the office changed is told of, and comes back as a further revision`() throws {
        let office = try MemoryOffice()
        #expect(ShippedRegisters.differing(in: office.office).isEmpty)
        #expect(try ShippedRegisters.again("inbound", in: office.office) == nil)
        let own = try #require(office.office.register("inbound"))
        var changed = try #require(try Self.shipped("inbound").object)
        changed["name"] = ["zh": "收文簿", "en": "Inbound"]
        changed["revision"] = nil
        try adopt(.object(changed), in: office)
        #expect(ShippedRegisters.differing(in: office.office).map(\.id) == ["inbound"])
        let again = try #require(try ShippedRegisters.again("inbound", in: office.office))
        #expect(again.definition.revision == own.revision + 2 && again.definition.name == own.name)
        try office.submit([.change([.adopt(register: "inbound", definition: again.json)])], as: office.by())
        #expect(office.office.register("inbound")?.steps == own.steps && ShippedRegisters.differing(in: office.office).isEmpty)
        #expect(try ShippedRegisters.again("inbound", in: office.office) == nil)
    }

    @Test(arguments: [("inbound", RegisterUses.Standing.papers), ("tasks", .lines), ("outgoing", .answers)])
    func `what alone takes papers, lines or answers is not retired, and is where another does`(
        id: String, standing: RegisterUses.Standing
    ) throws {
        let office = try MemoryOffice()
        let retire = Command.change([.retire(register: id)])
        #expect(refusal { try office.submit([retire], as: office.by()) } == .standing(register: id, for: [standing]))
        #expect(office.office.isRetired(id) == false)
        try office.submit(
            [.change([.adopt(register: "keys", definition: Self.keys(["default": .string(standing.rawValue)]))])], as: office.by())
        try office.submit([retire], as: office.by())
        #expect(office.office.isRetired(id) && office.office.registers[standing: standing]?.id == "keys")
        // Now it is the other one that is needed.
        let other = refusal { try office.submit([.change([.retire(register: "keys")])], as: office.by()) }
        #expect(other == .standing(register: "keys", for: [standing]))
    }

    @Test func `what a register takes from another is told, and which steps are nobody's`() throws {
        let office = try MemoryOffice()
        func read(_ more: [String: JSON]) -> RegisterDefinition { RegisterDefinition.decode(Located(Self.keys(more))).definition }
        let displaced = read(["default": ["lines", "papers"]]).displaced(in: office.office)
        #expect(displaced.map(\.standing) == [.lines, .papers] && displaced.map(\.former.id) == ["tasks", "inbound"])
        #expect(read([:]).displaced(in: office.office).isEmpty)
        func step(_ id: String, _ by: JSON) -> JSON {
            ["id": .string(id), "act": "conclude", "from": ["open"], "to": "done", "by": by, "name": ["zh": "办结", "en": "Finish"]]
        }
        // Nobody of the office is a keeper; 张敏 is the administrator.
        let steps: JSON = [step("keep", ["keeper"]), step("close", ["administrator"]), step("either", ["keeper", "administrator"])]
        #expect(read(["steps": steps]).vacant(in: office.directory).map(\.id) == ["keep"])
        #expect(read([:]).vacant(in: office.directory).isEmpty)
    }

    @Test func `a matter gets the limit of its register, the first that fits`() throws {
        let fields: JSON = [
            ["id": "title", "kind": "long", "name": "事项"],
            [
                "id": "haste", "kind": "choice", "name": "缓急",
                "choices": [["id": "now", "zh": "急", "en": "now"], ["id": "later", "zh": "缓", "en": "later"]],
            ],
        ]
        let limits: JSON = [
            ["length": "1 workday", "when": ["haste": "now"], "basis": "急件"], ["length": "5 workday", "when": ["haste": ["later"]]],
        ]
        let office = try adopted(["fields": fields, "limits": limits])
        func clock(_ values: [String: JSON]) throws -> Clock? {
            let draft = MatterDraft(register: "keys", values: values.merging(["title": "某件"]) { $1 })
            return office.matter(try #require(try office.submit([.open(draft)], as: office.by()).events.first).subject)?.clock
        }
        #expect(try clock(["fields/haste": "急"])?.length == Length(1, .workday) && clock(["fields/haste": "急"])?.basis == "急件")
        #expect(try clock(["fields/haste": "later"])?.length == Length(5, .workday))
        #expect(try clock([:]) == nil)
    }
}
