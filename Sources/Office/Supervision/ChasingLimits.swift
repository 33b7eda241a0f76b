/// How long the office waits before it chases, and before it chases again, in working days.
///
/// Product rules: no law names a number. An office changes them; what it has not changed follows the program.
public struct ChasingLimits: Hashable, Sendable {
    public enum Name: String, Sendable, CaseIterable {
        /// Handed over and not signed for.
        case unsigned
        /// Sent to read and not read; papers marked urgent have their own.
        case readers, urgentReaders
        /// Chased without an answer, until the next level; what is overdue has its own (0 is the next working day).
        case answer, overdueAnswer
        /// Chased and answered without a date, until it is asked again.
        case again

        public var standard: Int {
            switch self {
            case .unsigned, .urgentReaders, .answer: 1
            case .readers, .again: 2
            case .overdueAnswer: 0
            }
        }

        public var path: String { "chasing/" + rawValue }
    }

    /// The lengths an office may choose.
    public static let allowed = 0...30

    private let own: [Name: Int]

    /// The office's own lengths as its record keeps them.
    public init(_ record: Record = Record()) {
        var own: [Name: Int] = [:]
        for name in Name.allCases {
            if let days = record[name.path].int.map(Int.init), ChasingLimits.allowed.contains(days) { own[name] = days }
        }
        self.own = own
    }

    public subscript(name: Name) -> Int { own[name] ?? name.standard }
    public func isOwn(_ name: Name) -> Bool { own[name] != nil }
}

extension OfficeRecord {
    public var chasingLimits: ChasingLimits { ChasingLimits(record) }
}

extension WorkCalendar {
    /// The moment `count` working days later; what came after hours or on a day off counts from the next opening.
    func moment(_ count: Int, workdaysAfter start: Moment) -> Moment {
        let day = zone.day(of: start)
        let begin = isWorkday(day) && start < close(of: day) ? start : open(of: workday(after: day))
        if count == 0 { return begin }
        return zone.moment(workday(count, after: zone.day(of: begin)), zone.time(of: begin))
    }

    /// This instant in office hours, else the next at which the office opens.
    public func opening(onOrAfter moment: Moment) -> Moment {
        if isOpen(at: moment) { return moment }
        let day = zone.day(of: moment)
        let minute = zone.time(of: moment).minutes
        if isWorkday(day), let next = hours.spans(on: day).first(where: { $0.lowerBound > minute }) {
            return zone.moment(day, TimeOfDay(minutes: next.lowerBound))
        }
        return open(of: workday(after: day))
    }
}
