/// What the kinds that hold a name of the directory have in common.
enum NameKinds {
    static func text(_ value: JSON, of field: FieldDefinition) -> FieldText? {
        if let list = value.array { return .list(list.compactMap { $0.string.map { .name($0) } }) }
        return value.string.map { .name($0) } ?? TextKind.words(value, of: field)
    }
}
