/// `person`: somebody of the directory, by handle.
struct PersonKind: FieldKind {
    var scope: Directory.Scope? { .people }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        .string(try reading.directory.resolve(text, in: .people, what: field.id))
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { NameKinds.text(value, of: field) }

    func search(_ field: FieldDefinition) -> FieldSearch { .names }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest { .texts(meant(by: wanted, names)) }
}
