/// `people`: several people or units, by handle, in the order they were named; a circle of the office stands for its members.
struct PeopleKind: FieldKind {
    var scope: Directory.Scope? { .assignees }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        .array(try reading.directory.members(named: text, what: field.id).map(JSON.string))
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? {
        guard let list = value.array else { return NameKinds.text(value, of: field) }
        let names = list.compactMap { $0.string.map { FieldText.name($0) } }
        return names.isEmpty ? nil : .list(names)
    }

    /// By whoever is named first, then by how many.
    func sortKey(_ value: JSON, of field: FieldDefinition) -> SortKey? {
        let names = value.array?.compactMap(\.string) ?? []
        return names.isEmpty ? nil : .text(names.map { Folding.key($0) }.joined(separator: " "))
    }

    func search(_ field: FieldDefinition) -> FieldSearch { .nothing }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest { .members(meant(by: wanted, names)) }
}
