/// What the directory is to say of a person, a unit or a place, column by column.
public struct DirectoryChange: Hashable, Sendable {
    /// By the places of the record.
    let values: [String: JSON]
    /// That somebody else bears the name too is known, and meant.
    public let isNamesake: Bool

    /// - Parameter columns: new values; null takes one away.
    public init(_ columns: [DirectoryColumn: JSON], isNamesake: Bool = false) {
        values = Dictionary(uniqueKeysWithValues: columns.map { ($0.key.rawValue, $0.value) })
        self.isNamesake = isNamesake
    }

    /// A person is away, and who covers meanwhile.
    public init(away absence: Absence) { self.init(captured: absence.fields) }

    /// An absence as one line of quick capture was read, with its reason.
    init(captured values: [String: JSON]) {
        self.values = values
        isNamesake = false
    }

    /// Refuses a column that such a one does not have: it would stand in the record where nobody looks.
    func check(_ kind: SubjectID.Kind) throws(Refusal) {
        let columns = DirectoryColumn.columns(of: kind).map(\.rawValue)
        for path in values.keys.sorted() where !columns.contains(path) && !(kind == .person && path.hasPrefix(Absence.group)) {
            throw .unknown(what: "field", text: path, nearest: Nearest.of(path, in: columns))
        }
    }
}
