/// `choice`: one of the answers a field offers.
///
/// The record keeps the word by which it was chosen, so that taking an act back finds it; rules and filters go by its id.
struct ChoiceKind: FieldKind {
    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        if field.choices.isEmpty { return .string(text) }
        let wanted = Folding.key(text)
        if let index = Int(text), field.choices.indices.contains(index - 1) { return .string(field.choices[index - 1].zh) }
        if let exact = field.choice(of: text) { return .string(exact.zh) }
        let near = field.choices.filter {
            Folding.key($0.zh).hasPrefix(wanted) || Folding.key($0.en).hasPrefix(wanted)
                || Pinyin.abbreviation($0.zh).hasPrefix(wanted)
        }
        guard near.count == 1 else { throw field.invalid(text, .choice) }
        return .string(near[0].zh)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? {
        guard let written = value.string, let choice = field.choice(of: written) else { return TextKind.words(value, of: field) }
        return .choice(choice, written: written)
    }

    /// In the order in which they are offered; a word of none stands behind them.
    func sortKey(_ value: JSON, of field: FieldDefinition) -> SortKey? {
        guard let written = value.string else { return nil }
        return .number(Int64(field.choices.firstIndex { $0.isMeant(by: written) } ?? field.choices.count))
    }

    func search(_ field: FieldDefinition) -> FieldSearch { .nothing }

    /// Every word by which a record may have it.
    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest {
        let choice = field.choices.first { $0.id == wanted } ?? field.choice(of: wanted)
        return .texts(choice?.spellings ?? [wanted])
    }
}
