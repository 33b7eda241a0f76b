/// `day`: a day of the calendar, kept as `2026-11-23`.
struct DayKind: FieldKind {
    var isDated: Bool { true }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        guard let found = reading.words.read(text) else { throw field.invalid(text, .day) }
        return .string(found.day.iso)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { TextKind.words(value, of: field) }
}
