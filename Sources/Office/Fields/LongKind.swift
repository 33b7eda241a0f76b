/// `long`: prose, with line breaks where there are any.
struct LongKind: FieldKind {
    var isProse: Bool { true }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON { .string(text) }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { TextKind.words(value, of: field) }
}
