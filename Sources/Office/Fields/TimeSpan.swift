/// From when to when: whole days, or two instants.
public enum TimeSpan: Hashable, Sendable {
    /// The first day and the last.
    case days(Day, Day)
    case moments(Moment, Moment)

    /// As records keep it: two days (`["2026-03-01","2026-03-05"]`) or two instants in milliseconds; nil where the end is before the start.
    public init?(_ value: JSON) {
        guard let ends = value.array, ends.count == 2 else { return nil }
        if let first = ends[0].string.flatMap({ Day(iso: $0) }), let last = ends[1].string.flatMap({ Day(iso: $0) }), first <= last {
            self = .days(first, last)
        } else if let first = ends[0].int, let last = ends[1].int, first <= last {
            self = .moments(Moment(milliseconds: first), Moment(milliseconds: last))
        } else {
            return nil
        }
    }

    public var json: JSON {
        switch self {
        case .days(let first, let last): [.string(first.iso), .string(last.iso)]
        case .moments(let first, let last): [.int(first.milliseconds), .int(last.milliseconds)]
        }
    }

    /// `2026-03-01—2026-03-05`, `2026-03-01 09:00—2026-03-01 17:30`: as tables have it, and as it is read back.
    public func plain(in zone: OfficeZone) -> String {
        switch self {
        case .days(let first, let last): first.iso + TimeSpan.dash + last.iso
        case .moments(let first, let last): zone.plain(first) + TimeSpan.dash + zone.plain(last)
        }
    }

    /// The instant it begins.
    public func start(in zone: OfficeZone) -> Moment {
        switch self {
        case .days(let first, _): zone.moment(first, TimeOfDay(minutes: 0))
        case .moments(let first, _): first
        }
    }

    static let dash = "—"

    // MARK: What is typed

    /// Reads `3月1日至5日`, `3-1—3-5`, `12月4日9:00至12月5日17:00`, `2026-03-01—2026-03-05`, or one day.
    ///
    /// Where either end says an hour, an end without one is that of the day's business.
    ///
    /// - Returns: the ends as they were typed, in whichever order; nil where it is no span.
    static func read(_ text: String, _ words: DateWords) -> (from: DateReading, to: DateReading)? {
        // As it is written in tables: nothing of it is for guessing.
        let ends = text.components(parted: dash)
        if ends.count == 2, ends.allSatisfy({ Day(iso: $0.trimmed.prefix(10)) != nil }), let from = words.read(ends[0]),
            let to = words.read(ends[1])
        {
            return (from, to)
        }
        let key = text.unicodeScalars.map(Folding.search)
        let scan = words.scan(key, isWhole: true)
        let today = words.calendar.zone.day(of: words.now)
        if let found = scan.stretch(at: 0), found.end == key.count, let last = found.to.day,
            found.from.range.upperBound < found.end || found.from.day.map({ $0 < last }) ?? false
        {
            let to = found.to.reading(today: today)
            return (found.from.reading(today: today), found.to.until.map { DateReading(day: to.day, time: $0) } ?? to)
        }
        for sign in ["—", "–", "~", "～", "至", "到", " to ", " - ", "/"] {
            let ends = text.components(parted: sign)
            if ends.count == 2, let from = words.read(ends[0]), let to = words.read(ends[1]) { return (from, to) }
        }
        // 明天9:00-11:00
        if case .date(let phrase) = scan.read(at: 0), phrase.range.upperBound == key.count, phrase.time != nil, let until = phrase.until {
            let from = phrase.reading(today: today)
            return (from, DateReading(day: from.day, time: until))
        }
        return words.read(text).flatMap { $0.time == nil && $0.half == nil ? ($0, $0) : nil }
    }
}

extension String {
    /// The parts between a sign, all of them.
    fileprivate func components(parted sign: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: sign) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
