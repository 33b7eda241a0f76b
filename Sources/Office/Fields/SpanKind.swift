/// `span`: two days or two instants, the first not after the second: a journey, a leave, a booking.
struct SpanKind: FieldKind {
    var isDated: Bool { true }

    func read(_ text: String, for field: FieldDefinition, _ reading: FieldReading) throws(Refusal) -> JSON {
        guard let (from, to) = TimeSpan.read(text, reading.words) else { throw field.invalid(text, .span) }
        let isWhole = [from, to].allSatisfy { $0.time == nil && $0.half == nil }
        let calendar = reading.calendar
        let value: JSON
        if isWhole {
            value = [.string(from.day.iso), .string(to.day.iso)]
        } else {
            let start = from.time.map { calendar.zone.moment(from.day, $0) } ?? opening(of: from, calendar)
            value = [.int(start.milliseconds), .int(to.deadline(in: calendar).milliseconds)]
        }
        guard let span = TimeSpan(value) else { throw field.invalid(text, .later) }
        return span.json
    }

    /// When business begins on a day, or in a half of it.
    private func opening(of reading: DateReading, _ calendar: WorkCalendar) -> Moment {
        let hours = calendar.hours.spans(on: reading.day)
        let span = reading.half == .afternoon ? hours.last : hours.first
        return span.map { calendar.zone.moment(reading.day, TimeOfDay(minutes: $0.lowerBound)) } ?? calendar.open(of: reading.day)
    }

    func text(_ value: JSON, of field: FieldDefinition) -> FieldText? {
        TimeSpan(value).map { .span($0) } ?? TextKind.words(value, of: field)
    }

    /// By when it begins.
    func sortKey(_ value: JSON, of field: FieldDefinition) -> SortKey? {
        TimeSpan(value).map { .number($0.start(in: .shanghai).milliseconds) }
    }

    func search(_ field: FieldDefinition) -> FieldSearch { .nothing }
}
