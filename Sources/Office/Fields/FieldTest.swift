/// What a filter asks of a recorded value: the same of a row at hand as of a row the ledger looks for.
public indirect enum FieldTest: Hashable, Sendable {
    /// It is one of these, as recorded.
    case texts([String])
    /// It holds one of these: a list of people.
    case members([String])
    /// A folded run of characters stands in it.
    case words(String)
    /// One of its rows has a cell that passes, by the columns' ids.
    case rows([String: FieldTest])
    /// A flag; not set is nothing recorded too.
    case flag(Bool)
    /// From a number on, and before another.
    case numbers(from: Int64?, before: Int64?)
    /// On a day or later, and before another; a span where it touches those days.
    case days(from: Day?, before: Day?)

    /// A comparison with a day.
    public init(_ comparison: Filter.Comparison, _ day: Day) {
        self =
            switch comparison {
            case .before: .days(from: nil, before: day)
            case .notAfter: .days(from: nil, before: day + 1)
            case .after: .days(from: day + 1, before: nil)
            case .notBefore: .days(from: day, before: nil)
            case .on: .days(from: day, before: day + 1)
            }
    }

    /// A comparison with a number.
    public init(_ comparison: Filter.Comparison, _ number: Int64) {
        self =
            switch comparison {
            case .before: .numbers(from: nil, before: number)
            case .notAfter: .numbers(from: nil, before: number + 1)
            case .after: .numbers(from: number + 1, before: nil)
            case .notBefore: .numbers(from: number, before: nil)
            case .on: .numbers(from: number, before: number + 1)
            }
    }

    /// Whether a recorded value passes; one that is not there passes only where a flag must not be set.
    public func holds(of value: JSON, in zone: OfficeZone) -> Bool {
        switch self {
        case .texts(let wanted): return FieldTest.written(value).map(wanted.contains) ?? false
        case .members(let wanted):
            let there = value.array?.compactMap(FieldTest.written) ?? [FieldTest.written(value)].compactMap(\.self)
            return there.contains(where: wanted.contains)
        case .words(let key): return FieldTest.written(value).map { Folding.key($0).contains(key) } ?? false
        case .rows(let columns):
            return (value.array ?? []).contains { row in
                (row.object ?? [:]).contains { column, cell in columns[column]?.holds(of: cell, in: zone) ?? false }
            }
        case .flag(let isSet): return (value.bool ?? false) == isSet
        case .numbers(let from, let before):
            guard let number = value.int else { return false }
            return number >= from ?? .min && number < before ?? .max
        case .days(let from, let before):
            guard let (first, last) = FieldTest.ends(value) else { return false }
            return (before.map { FieldTest.stands(first, before: $0, zone) } ?? true)
                && (from.map { !FieldTest.stands(last, before: $0, zone) } ?? true)
        }
    }

    private static func written(_ value: JSON) -> String? {
        value.string ?? value.int.map { String($0) } ?? value.bool.map { $0 ? "1" : "0" }
    }

    /// When what is recorded begins and ends: a day as it is written, an instant, or two of either.
    private static func ends(_ value: JSON) -> (first: JSON, last: JSON)? {
        if let list = value.array { return list.count == 2 ? (list[0], list[1]) : nil }
        return value.string != nil || value.int != nil ? (value, value) : nil
    }

    /// Days sort as they are written.
    private static func stands(_ value: JSON, before day: Day, _ zone: OfficeZone) -> Bool {
        if let text = value.string { return text < day.iso }
        return value.int.map { $0 < zone.moment(day, TimeOfDay(minutes: 0)).milliseconds } ?? false
    }
}
