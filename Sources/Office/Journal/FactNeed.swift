/// One thing a rule asked of its reader, and the keys of what the answer rests on.
public enum FactNeed: Hashable, Sendable {
    case handle(SubjectID)
    case number(series: String, year: Int)
    case book(series: String, year: Int)
    case waiting(register: String)
    case samePaper(reference: String)
    case loans(borrower: String)
    case bookings(place: String, from: Moment, to: Moment)
    case occurrences(SubjectID)
    case touch(SubjectID)
    case holder(MatterNumber)
    case lastNumber(series: String, year: Int)
    case use([SubjectID])
    case running
    case bookCount(series: String, year: Int)
    case archived(year: Int)
    case standing(register: String)

    /// Which of them, whatever was asked.
    public enum Kind: String, Sendable, CaseIterable {
        case handle, number, book, waiting, samePaper, loans, bookings, occurrences, touch, holder, lastNumber, use, running, bookCount,
            archived, standing
    }

    public var kind: Kind {
        switch self {
        case .handle: .handle
        case .number: .number
        case .book: .book
        case .waiting: .waiting
        case .samePaper: .samePaper
        case .loans: .loans
        case .bookings: .bookings
        case .occurrences: .occurrences
        case .touch: .touch
        case .holder: .holder
        case .lastNumber: .lastNumber
        case .use: .use
        case .running: .running
        case .bookCount: .bookCount
        case .archived: .archived
        case .standing: .standing
        }
    }

    public func keysRead(in zone: OfficeZone) -> Set<FactKey> {
        switch self {
        case .handle(let id): [.fresh(id)]
        case .number(let series, let year), .lastNumber(let series, let year): [.series(series, year: year)]
        case .holder(let number): [.series(number.series, year: number.year)]
        // A closed book stands in the office's record.
        case .book: [.office]
        case .waiting(let register): [.waiting(register: register)]
        case .samePaper(let reference): [.reference(reference)]
        case .loans(let borrower): [.loans(borrower: borrower)]
        case .bookings(let place, let from, let to):
            Set((ActTrace.weeks(from: from, to: to, zone) ?? []).map { .span(resource: place, week: $0) } + [.spanRule(resource: place)])
        // They follow from the meeting's own rule.
        case .occurrences: []
        case .touch(let id): [.subject(id)]
        case .use, .running, .bookCount, .archived, .standing: [.everything]
        }
    }
}
