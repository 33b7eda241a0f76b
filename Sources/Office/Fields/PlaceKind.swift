/// `place`: a room of ours by handle, or a place elsewhere as it was written.
struct PlaceKind: FieldKind {
    var scope: Directory.Scope? { .places }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        .string(try reading.directory.readPlace(text).value)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { NameKinds.text(value, of: field) }

    func search(_ field: FieldDefinition) -> FieldSearch { .names }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest { .texts(meant(by: wanted, names)) }
}
