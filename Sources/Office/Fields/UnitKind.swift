/// `unit`: a unit of the directory by handle, or one that is not in it as it was written.
struct UnitKind: FieldKind {
    var scope: Directory.Scope? { .units }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        // A sender that is not in the directory yet is kept as written: the paper is in the clerk's hand.
        switch reading.directory.read(text, in: .units) {
        case .one(let known): return .string(known)
        case .none: return .string(text)
        case .several(_, let exactly):
            // Two that are called so are asked; a part of a name in Han may be the whole name of somebody not known here.
            guard exactly || text.utf8.allSatisfy({ $0 < 0x80 }) else { return .string(text) }
            return .string(try reading.directory.resolve(text, in: .units, what: field.id))
        }
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? { NameKinds.text(value, of: field) }

    func search(_ field: FieldDefinition) -> FieldSearch { .names }

    func test(_ wanted: String, of field: FieldDefinition, _ names: Directory?) -> FieldTest { .texts(meant(by: wanted, names)) }
}
