/// `text`: words in one line, kept as they were written.
struct TextKind: FieldKind {
    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON { .string(text) }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { TextKind.words(value, of: field) }

    func search(_ field: FieldDefinition) -> FieldSearch { TextKind.named.contains(field.id) ? .names : .words }

    /// What a field of words says; a number that was recorded in one is said all the same.
    static func words(_ value: JSON, of field: FieldDefinition) -> FieldText? {
        if let text = value.string { return named.contains(field.id) ? .name(text) : .words(text, field: field.id) }
        if let list = value.array { return .list(list.compactMap { $0.string.map { .words($0, field: field.id) } }) }
        if let flag = value.bool { return flag ? .yes : nil }
        return value.int.map { .number($0) }
    }

    /// Quick capture keeps whoever gave a task by handle where the directory knows them, and the field is one of words.
    static let named: Set<String> = ["assigner"]
}
