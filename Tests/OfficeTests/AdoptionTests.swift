import Office
import Settings
import TestKit
import Testing

/// What adopting a definition comes to, told before anybody adopts it.
@Suite struct AdoptionTests {
    @Test func `what it strands is told with the revision that still holds, and what is lost with who loses it`() throws {
        let (office, _) = try SealsOffice.furnished()
        let former = try #require(office.office.register("seals"))
        // Nothing is granted any more, and what is asked is weighed by the keeper alone.
        let lines = SealsOffice.yaml.split(separator: "\n").filter { !$0.contains("id: granted") && !$0.contains("id: grant,") }
        let yaml = lines.joined(separator: "\n").replacing("from: [granted]", with: "from: [asked]")
            .replacing("asks: [note], name: {zh: 审核", with: "asks: [note], by: [keeper], name: {zh: 审核")
        let (found, problems) = ShippedRegisters.check(yaml)
        #expect(problems == [])
        let definition = try #require(found)
        let adoption = Adoption(
            of: definition, after: former, counts: ["asked": 2, "granted": 3, "used": 0, "void": 0], in: office.office, office.directory,
            filled: { _ in Total(0) })
        let left = try #require(adoption.stranded.first)
        #expect(adoption.stranded.count == 1 && left.state == "granted" && left.count == 3)
        #expect(left.name == former.state("granted")?.name && left.revision == former.revision)
        #expect(adoption.losses.map(\.step.id) == ["weigh"])
        #expect(adoption.losses.first?.people.map(\.id) == ["p1", "p2", "p3", "p4", "p6", "p7"])
    }

    @Test func `the same definition takes nothing from anybody`() throws {
        let (office, _) = try SealsOffice.furnished()
        let former = try #require(office.office.register("seals"))
        let adoption = Adoption(
            of: former, after: former, counts: ["asked": 1, "used": 4], in: office.office, office.directory, filled: { _ in Total(9) })
        #expect(adoption.stranded.isEmpty && adoption.losses.isEmpty && adoption.gone.isEmpty)
    }

    @Test func `fields are gone whose values have no place any more, under whatever name`() throws {
        func definition(_ fields: String) throws -> RegisterDefinition {
            let title = "- {id: title, kind: long, first: true, name: {zh: 事由, en: For}}"
            let (found, problems) = ShippedRegisters.check(SealsOffice.yaml.replacing(title, with: title + fields))
            #expect(problems == [], "\(fields)")
            return try #require(found)
        }
        let stamps = "\n  - {id: stamps, kind: KIND, name: {zh: 枚数, en: Stamps}}"
        let (count, text) = (stamps.replacing("KIND", with: "count"), stamps.replacing("KIND", with: "text"))
        let rows = "\n  - {id: stamps, kind: lines, name: {zh: 枚数, en: Stamps}, columns: [{id: of, kind: text, name: {zh: 页, en: Of}}]}"
        let former = try definition(count)
        #expect(try former.gone(with: definition("")).map(\.id) == ["stamps"])
        // Rows stand in a place of their own; a number that becomes a text stays where it is, whatever it is called.
        #expect(try former.gone(with: definition(rows)).map(\.id) == ["stamps"])
        #expect(try former.gone(with: definition(text.replacing("枚数", with: "张数"))).isEmpty)
        #expect(try definition("").gone(with: former).isEmpty)
        let (office, _) = try SealsOffice.furnished()
        let adoption = try Adoption(
            of: definition(""), after: former, counts: [:], in: office.office, office.directory,
            filled: { _ in Total(1000, isExact: false) })
        #expect(adoption.gone == [Adoption.Gone(try #require(former.field("stamps")), open: Total(1000, isExact: false))])
    }
}
