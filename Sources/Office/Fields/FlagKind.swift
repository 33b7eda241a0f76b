/// `flag`: yes, or nothing.
struct FlagKind: FieldKind {
    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON { .bool(FlagKind.isYes(text)) }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { TextKind.words(value, of: field) }

    func sortKey(_ value: JSON, of field: FieldDefinition) -> SortKey? { value.bool == true ? .number(0) : nil }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest { .flag(FlagKind.isYes(wanted)) }

    private static func isYes(_ text: String) -> Bool { ["1", "是", "yes", "y", "true", "x"].contains(text.lowercased()) }
}
