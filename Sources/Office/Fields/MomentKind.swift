/// `moment`: an instant, kept in milliseconds since 1970; a bare day ends with its business.
struct MomentKind: FieldKind {
    var isDated: Bool { true }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        guard let found = reading.words.read(text) else { throw field.invalid(text, .moment) }
        let moment = found.deadline(in: reading.calendar)
        // What came or was signed for today has done so by now; 今天 as a limit means its end.
        let isOver = ["received", "at"].contains(field.id) && found.time == nil && found.day == reading.calendar.zone.day(of: reading.now)
        return .int((isOver ? min(moment, reading.now) : moment).milliseconds)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? {
        value.int.map { .moment(Moment(milliseconds: $0)) } ?? TextKind.words(value, of: field)
    }
}
