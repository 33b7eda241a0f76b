/// `assignee`: whoever has something to do, a person or a unit of the directory, by handle.
struct AssigneeKind: FieldKind {
    var scope: Directory.Scope? { .assignees }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        // Also somebody the directory does not know may be waited for.
        guard field.id == "waitingOn" else { return .string(try reading.directory.resolve(text, in: .assignees, what: field.id)) }
        let whom = text.count > 1 && text.hasPrefix("等") ? String(text.dropFirst()).trimmed : text
        return .string((try? reading.directory.resolve(whom, in: .assignees, what: field.id)) ?? whom)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { NameKinds.text(value, of: field) }

    func search(_ field: FieldDefinition) -> FieldSearch { .names }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest { .texts(meant(by: wanted, names)) }
}
