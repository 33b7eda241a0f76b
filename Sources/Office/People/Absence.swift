/// The days a person is away, the first and the last perhaps by half, and who covers meanwhile.
public struct Absence: Hashable, Sendable {
    public let from: Day
    public let to: Day
    /// Afternoon: the person is still here on the first morning.
    public let fromHalf: HalfDay?
    /// Morning: the person is back at noon of the last day.
    public let toHalf: HalfDay?
    public let cover: String?

    public init(from: Day, to: Day, fromHalf: HalfDay? = nil, toHalf: HalfDay? = nil, cover: String? = nil) {
        self.from = from
        self.to = to
        self.fromHalf = fromHalf
        self.toHalf = toHalf
        self.cover = cover
    }

    init?(_ record: Record) {
        guard let from = record["away/from"].string.flatMap({ Day(iso: $0) }), let to = record["away/to"].string.flatMap({ Day(iso: $0) })
        else {
            return nil
        }
        self.init(
            from: from, to: to, fromHalf: record["away/fromHalf"].string.flatMap { HalfDay(rawValue: $0) },
            toHalf: record["away/toHalf"].string.flatMap { HalfDay(rawValue: $0) }, cover: record["away/cover"].string)
    }

    /// What a record keeps of it; what a former absence said beyond that is taken back.
    public var fields: [String: JSON] {
        [
            "away/from": .string(from.iso), "away/to": .string(to.iso), "away/fromHalf": JSON(fromHalf?.rawValue),
            "away/toHalf": JSON(toHalf?.rawValue), "away/cover": JSON(cover),
        ]
    }

    /// Whether the person is away on any part of a day.
    public func includes(_ day: Day) -> Bool { from <= day && day <= to }

    /// Whether the person is away at this moment: only then does somebody else act for them.
    public func includes(_ moment: Moment, in calendar: WorkCalendar) -> Bool {
        let day = calendar.zone.day(of: moment)
        guard includes(day) else { return false }
        let isMorning = calendar.zone.time(of: moment) < calendar.hours.noon(on: day)
        if day == from, fromHalf == .afternoon, isMorning { return false }
        return !(day == to && toHalf == .morning && !isMorning)
    }

    /// `2026-11-25–2026-11-27`, with the halves where they matter.
    var echo: String {
        func day(_ day: Day, _ half: HalfDay?) -> String { day.iso + (half.map { $0 == .morning ? " 上午" : " 下午" } ?? "") }
        if from == to { return day(from, fromHalf ?? toHalf) }
        return "\(day(from, fromHalf))–\(day(to, toHalf))"
    }
}
