/// What a command may write at the rows of a matter: rows of fields its register has, with cells of their columns.
extension RegisterDefinition {
    /// The fields that hold one value each: what forms, filters and tables of today know.
    public var singleFields: [FieldDefinition] { fields.filter { $0.kind != .lines } }

    /// A command's values with its rows read: whole fields of typed rows become the fewest changes of rows, empty rows go.
    ///
    /// - Parameter record: the matter's, as it stands.
    /// - Throws: `Refusal` for rows of a field or cells of a column the register does not have.
    func readingRows(_ values: [String: JSON], on record: Record) throws(Refusal) -> [String: JSON] {
        guard values.keys.contains(where: Lines.isOfRows) else { return values }
        var read = values.filter { !Lines.isOfRows($0.key) }
        let new = values.count { Lines.isOfRows($0.key) }
        for (path, value) in values.sorted(by: { $0.key < $1.key }) where Lines.isOfRows(path) {
            if let (id, number) = Lines.place(of: path) {
                let cells = try self.cells(value, of: lines(id))
                // Numbers follow one another, as those of notes do.
                guard number < record.nextIndex(in: Lines.group(id)) + new else {
                    throw .invalid(field: id, value: String(number), expected: .count)
                }
                read[path] = cells.isEmpty ? .null : .object(cells)
            } else {
                let field = try lines(String(path.dropFirst(Lines.group("").count)))
                // A form that says nothing of them leaves them as they are.
                if value.isNull { continue }
                guard let typed = value.array else { throw .invalid(field: field.id, value: value.text, expected: .text) }
                var rows: [[String: JSON]] = []
                for row in typed { rows.append(try cells(row, of: field)) }
                read.merge(Lines(of: field.id, in: record).changes(to: rows)) { $1 }
            }
        }
        return read
    }

    private func lines(_ id: String) throws(Refusal) -> FieldDefinition {
        if let field = field(id), field.kind == .lines { return field }
        throw .unknown(what: "field", text: id, nearest: Nearest.of(id, in: fields.filter { $0.kind == .lines }.map(\.id)))
    }

    private func cells(_ value: JSON, of field: FieldDefinition) throws(Refusal) -> [String: JSON] {
        if value.isNull { return [:] }
        guard let cells = value.object else { throw .invalid(field: field.id, value: value.text, expected: .text) }
        let columns = field.columns.map(\.id)
        for (column, cell) in cells.sorted(by: { $0.key < $1.key }) {
            guard columns.contains(column) else { throw .unknown(what: "field", text: column, nearest: Nearest.of(column, in: columns)) }
            // A row is flat: what has parts of its own is rows of another field.
            if cell.object != nil { throw .invalid(field: column, value: cell.text, expected: .text) }
        }
        return Lines.filled(cells)
    }
}
