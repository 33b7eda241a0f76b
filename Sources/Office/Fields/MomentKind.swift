/// `moment`: an instant, kept in milliseconds since 1970; a bare day ends with its business.
struct MomentKind: FieldKind {
    var isDated: Bool { true }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        guard let found = reading.words.read(text) else { throw field.invalid(text, .moment) }
        return .int(found.deadline(in: reading.calendar).milliseconds)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? {
        value.int.map { .moment(Moment(milliseconds: $0)) } ?? TextKind.words(value, of: field)
    }
}
