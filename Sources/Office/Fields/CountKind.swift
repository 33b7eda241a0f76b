/// `count`: a whole number of things, none to a hundred thousand.
struct CountKind: FieldKind {
    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        guard let count = measure(text) else { throw field.invalid(text, .count) }
        return .int(count)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { TextKind.words(value, of: field) }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest {
        measure(wanted).map { .numbers(from: $0, before: $0 + 1) } ?? .texts([wanted])
    }

    var compared: Refusal.Expectation { .count }

    func measure(_ wanted: String) -> Int64? {
        guard let count = ChineseNumber.value(Folding.width(wanted)), (0...100_000).contains(count) else { return nil }
        return Int64(count)
    }
}
