/// Turns typed text into the value a field keeps, or says what is wrong with it.
public struct FieldReading: Sendable {
    public let directory: Directory
    public let calendar: WorkCalendar
    public let now: Moment

    public init(directory: Directory, calendar: WorkCalendar, now: Moment) {
        self.directory = directory
        self.calendar = calendar
        self.now = now
    }

    var words: DateWords { DateWords(now: now, calendar: calendar) }

    /// The value of `text` for a field; an empty text is no value.
    ///
    /// - Throws: `Refusal` with what the kind of the field expected.
    public func read(_ text: String, for field: FieldDefinition) throws(Refusal) -> JSON {
        let trimmed = text.trimmed
        return trimmed.isEmpty ? field.kind.rules.nothing : try field.kind.rules.read(trimmed, for: field, self)
    }
}

extension FieldDefinition {
    /// A text that is no value of this field.
    func invalid(_ text: String, _ expected: Refusal.Expectation) -> Refusal { .invalid(field: id, value: text, expected: expected) }
}
