/// `money`: an amount in yuan 元, kept in 分.
struct MoneyKind: FieldKind {
    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        guard let fen = measure(text) else { throw field.invalid(text, .money) }
        return .int(fen)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? {
        value.int.map { .money(Money(fen: $0)) } ?? TextKind.words(value, of: field)
    }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest {
        measure(wanted).map { .numbers(from: $0, before: $0 + 1) } ?? .texts([wanted])
    }

    var compared: Refusal.Expectation { .money }

    func measure(_ wanted: String) -> Int64? { Money(wanted)?.fen }
}
