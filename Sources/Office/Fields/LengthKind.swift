/// `length`: a limit as it runs (`5个工作日`), kept as `5 workday`; a date with an optional time, kept in milliseconds; or `无`, none.
struct LengthKind: FieldKind {
    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        if ["无", "无时限", "none", "-"].contains(text.lowercased()) { return "none" }
        if let length = Length(text) { return .string(length.stored) }
        guard let found = reading.words.read(text) else { throw field.invalid(text, .length) }
        return .int(found.deadline(in: reading.calendar).milliseconds)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { TextKind.words(value, of: field) }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest {
        .texts([wanted] + (Length(wanted).map { $0.stored == wanted ? [] : [$0.stored] } ?? []))
    }
}
