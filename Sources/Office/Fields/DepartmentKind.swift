/// `department`: a section of our own office 科室, by handle.
struct DepartmentKind: FieldKind {
    var scope: Directory.Scope? { .departments }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        .string(try reading.directory.resolve(text, in: .departments, what: field.id))
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { NameKinds.text(value, of: field) }

    func search(_ field: FieldDefinition) -> FieldSearch { .names }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest { .texts(meant(by: wanted, names)) }
}
