/// `text`: words in one line, kept as they were written.
struct TextKind: FieldKind {
    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON { .string(text) }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { TextKind.words(value, of: field) }

    func search(_ field: FieldDefinition) -> FieldSearch { TextKind.namesSomebody(field) ? .names : .words }

    /// What a field of words says; a number that was recorded in one is said all the same.
    static func words(_ value: JSON, of field: FieldDefinition) -> FieldText? {
        let word = field.part?.rawValue ?? field.id
        if let text = value.string { return namesSomebody(field) ? .name(text) : .words(text, field: word) }
        if let list = value.array { return .list(list.compactMap { $0.string.map { .words($0, field: word) } }) }
        if let flag = value.bool { return flag ? .yes : nil }
        return value.int.map { .number($0) }
    }

    /// Quick capture keeps whoever gave a task by handle where the directory knows them, and the field is one of words.
    private static func namesSomebody(_ field: FieldDefinition) -> Bool { field.part == .assigner }
}
