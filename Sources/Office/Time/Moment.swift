/// An instant, as UTC milliseconds since 1 January 1970: when something was done.
public struct Moment: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public init(seconds: Int64) { self.milliseconds = seconds * 1000 }

    public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

    public func adding(seconds: Int64) -> Moment { Moment(milliseconds: milliseconds + seconds * 1000) }
    public func adding(minutes: Int) -> Moment { adding(seconds: Int64(minutes) * 60) }

    /// Whole seconds from `self` to `later`, negative when that lies before.
    public func seconds(to later: Moment) -> Int64 {
        let difference = later.milliseconds - milliseconds
        return difference >= 0 ? difference / 1000 : -((-difference + 999) / 1000)
    }
}

/// A time of day in minutes since midnight, 0 to 1440.
public struct TimeOfDay: Hashable, Comparable, Sendable {
    public let minutes: Int
    public init(minutes: Int) { self.minutes = minutes }
    public init(_ hour: Int, _ minute: Int) { self.minutes = hour * 60 + minute }

    /// Reads `8:30`, `08:30` or `24:00`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), parts[1].count == 2,
            (0...24).contains(hour), (0..<60).contains(minute), hour * 60 + minute <= 1440
        else { return nil }
        self.init(hour, minute)
    }

    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }
    public var hour: Int { minutes / 60 }
    public var text: String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }
}

/// The one time zone of an office: where its days begin.
///
/// China keeps one offset all the year, so the offset is a constant; meetings from elsewhere carry their own zone.
public struct OfficeZone: Hashable, Sendable {
    public let identifier: String
    public let offsetSeconds: Int

    public init(identifier: String, offsetSeconds: Int) {
        self.identifier = identifier
        self.offsetSeconds = offsetSeconds
    }

    public static let shanghai = OfficeZone(identifier: "Asia/Shanghai", offsetSeconds: 8 * 3600)

    private func localMilliseconds(_ moment: Moment) -> Int64 {
        moment.milliseconds + Int64(offsetSeconds) * 1000
    }

    public func day(of moment: Moment) -> Day {
        let local = localMilliseconds(moment)
        let day: Int64 = 86_400_000
        return Day(ordinal: Int(local >= 0 ? local / day : -((-local + day - 1) / day)))
    }

    public func time(of moment: Moment) -> TimeOfDay {
        TimeOfDay(minutes: Int((localMilliseconds(moment) - Int64(day(of: moment).ordinal) * 86_400_000) / 60_000))
    }

    public func moment(_ day: Day, _ time: TimeOfDay) -> Moment {
        Moment(seconds: Int64(day.ordinal) * 86_400 + Int64(time.minutes) * 60 - Int64(offsetSeconds))
    }

    /// `2026-11-23T14:00:00+08:00`
    public func iso(_ moment: Moment) -> String { iso(moment, offset: offsetSeconds) }

    /// The same instant written with another offset, as meetings from elsewhere keep theirs.
    public func iso(_ moment: Moment, offset: Int) -> String {
        let local = OfficeZone(identifier: "", offsetSeconds: offset)
        let day = local.day(of: moment)
        let second = Int((local.localMilliseconds(moment) - Int64(day.ordinal) * 86_400_000) / 1000)
        let sign = offset < 0 ? "-" : "+"
        let minutes = abs(offset) / 60
        return "\(day.iso)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
            + "\(sign)\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    /// `2026-11-23 14:00`, as people read it.
    public func plain(_ moment: Moment) -> String { "\(day(of: moment).iso) \(time(of: moment).text)" }

    /// Reads a day, a day with a time in office time, or a full ISO 8601 instant (`Z` or an offset).
    ///
    /// A bare day means its beginning.
    public func moment(iso text: some StringProtocol) -> Moment? {
        guard text.utf8.count >= 10, let day = Day(iso: text.prefix(10)) else { return nil }
        var rest = text.dropFirst(10)
        if rest.isEmpty { return moment(day, TimeOfDay(minutes: 0)) }
        guard let separator = rest.first, separator == "T" || separator == " " else { return nil }
        rest = rest.dropFirst()
        var offset = offsetSeconds
        if rest.hasSuffix("Z") {
            offset = 0
            rest = rest.dropLast()
        } else if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            guard let zone = TimeOfDay(OfficeZone.withColon(rest[rest.index(after: sign)...])) else { return nil }
            offset = zone.minutes * 60 * (rest[sign] == "-" ? -1 : 1)
            rest = rest[..<sign]
        }
        let clock = rest.split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 2 || clock.count == 3, let time = TimeOfDay("\(clock[0]):\(clock[1])") else { return nil }
        var milliseconds: Int64 = 0
        if clock.count == 3 {
            let parts = clock[2].split(separator: ".", omittingEmptySubsequences: false)
            guard let seconds = Int64(parts[0]), (0..<60).contains(seconds), parts.count <= 2 else { return nil }
            milliseconds = seconds * 1000
            if parts.count == 2 {
                guard let fraction = Int64((parts[1] + "000").prefix(3)) else { return nil }
                milliseconds += fraction
            }
        }
        return Moment(
            milliseconds: (Int64(day.ordinal) * 86_400 + Int64(time.minutes) * 60 - Int64(offset)) * 1000 + milliseconds)
    }

    private static func withColon(_ offset: some StringProtocol) -> String {
        offset.contains(":") ? String(offset) : offset.count == 4 ? "\(offset.prefix(2)):\(offset.suffix(2))" : "\(offset):00"
    }
}
