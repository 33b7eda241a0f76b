/// `reference`: a document's number 文号, brought to the form offices write it in.
struct ReferenceKind: FieldKind {
    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        .string(DocumentNumber(text)?.canonical ?? text)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { TextKind.words(value, of: field) }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest {
        .texts([wanted] + (DocumentNumber(wanted).map { $0.canonical == wanted ? [] : [$0.canonical] } ?? []))
    }
}
