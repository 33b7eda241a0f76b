import Ledger
import Office
import Phrases
import Screen

/// Values as a command line has them, `field=value`, read by the kind of their fields.
struct TypedFields {
    private let fields: [FieldDefinition]
    private let session: Session
    private let ledger: Ledger
    private let reading: FieldReading

    /// - Parameter fields: those that may be named; of two of one name the first is meant.
    init(_ fields: [FieldDefinition], _ session: Session, _ ledger: Ledger, _ office: OfficeRecord, now: Moment) throws {
        self.fields = fields
        self.session = session
        self.ledger = ledger
        reading = FieldReading(directory: try ledger.directory(), calendar: office.calendar, now: now)
    }

    /// The values by the ids of their fields, which are named by id or in either language.
    ///
    /// - Throws: `Failure` for what is not `field=value` and for a field there is not, as of a filter: the words of the command are wrong, not
    ///   what they hold. `Refusal` for a value its field does not take.
    func read(_ items: [String]) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        for item in items {
            guard let equals = item.firstIndex(of: "=") else {
                throw Failure(.usage, session.speaker(.fieldEqualsValue, Visible.text(item)))
            }
            let key = String(item[..<equals])
            let value = String(item[item.index(after: equals)...])
            guard let field = field(key) else {
                let unknown = Refusal.unknown(what: "field", text: Visible.text(key), nearest: Nearest.of(key, in: fields.map(\.id)))
                throw Failure(.usage, session.failure(unknown).message)
            }
            values[field.id] = field.id == "into" ? .string(try session.resolve(value, ledger).text) : try reading.read(value, for: field)
        }
        return values
    }

    private func field(_ key: String) -> FieldDefinition? {
        if let field = fields.first(where: { $0.id == key }) { return field }
        let wanted = Folding.key(key)
        return wanted.isEmpty ? nil : fields.first { [$0.name.zh, $0.name.en].contains { Folding.key($0) == wanted } }
    }
}
