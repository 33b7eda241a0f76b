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

    /// How the place of everything an absence says begins.
    static let group = "away/"

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

    /// `2026-11-25–2026-11-27`; where a half is taken, with its hours: `2026-11-24 08:30–12:00`.
    func echo(in calendar: WorkCalendar) -> String {
        let hours = calendar.hours
        let spans = hours.spans(on: from)
        let start = fromHalf == nil ? hours.open(on: from) : TimeOfDay(minutes: spans.last?.lowerBound ?? hours.noon(on: from).minutes)
        let end = toHalf == nil ? hours.close(on: to) : hours.noon(on: to)
        if fromHalf == nil, toHalf == nil { return "\(from.iso)–\(to.iso)" }
        return from == to ? "\(from.iso) \(start.text)–\(end.text)" : "\(from.iso) \(start.text)–\(to.iso) \(end.text)"
    }
}
