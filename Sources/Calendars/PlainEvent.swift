import Office

/// An event held once, its times in the office's zone, in UTC or whole days: most of any calendar, and nothing a library must work out.
///
/// Whatever is written otherwise (a zone of its own, a rule, ends that are swapped, names in lower case) is left to libical.
struct PlainEvent {
    private let start: Time
    /// In seconds.
    private let length: Int

    /// When something is, in one of the three plain forms.
    private struct Time: Equatable {
        enum Form { case office, utc, day }
        let form: Form
        /// Seconds since 1970 by its own clock.
        let wall: Int
        let digits: String
    }

    /// Shanghai has kept one offset since 1992; farther than that nobody plans.
    private static let years = 1992...2199
    private static let offset = 8 * 3600
    private static let times = ["DTSTART", "DTEND", "DURATION"].map { Array($0.utf8) }
    private static let rules = ["RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"].map { Array($0.utf8) }

    /// - Parameter component: the VEVENT as it stood in its file.
    init?(_ component: String) {
        var values: [Substring.UTF8View?] = [nil, nil, nil]
        var depth = 0
        var wasTime = false
        for line in component.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if CalendarLines.isFold(line.first) {
                // A time that goes on in the next line.
                if wasTime { return nil }
                continue
            }
            wasTime = false
            if PlainEvent.isNamed(line, Array("BEGIN".utf8)) { depth += 1 }
            if PlainEvent.isNamed(line, Array("END".utf8)) { depth -= 1 }
            guard depth == 1 else { continue }
            if PlainEvent.rules.contains(where: { PlainEvent.isNamed(line, $0) }) { return nil }
            guard let which = PlainEvent.times.firstIndex(where: { PlainEvent.isNamed(line, $0) }) else { continue }
            // Twice is once too often.
            guard values[which] == nil else { return nil }
            values[which] = line.dropFirst(PlainEvent.times[which].count)
            wasTime = true
        }
        guard let start = values[0].flatMap(PlainEvent.time) else { return nil }
        self.start = start
        switch (values[1], values[2]) {
        case (nil, nil): length = start.form == .day ? 86_400 : 0
        case (let end?, nil):
            guard let end = PlainEvent.time(end), end.form == start.form, end.wall >= start.wall else { return nil }
            length = end.wall - start.wall
        case (nil, let duration?):
            guard let seconds = PlainEvent.seconds(duration), start.form != .day || seconds % 86_400 == 0 else { return nil }
            length = seconds
        default: return nil
        }
    }

    /// The event itself, where it starts in `[from, to)`.
    func occurrence(title: String, place: String?, status: String?, from: Moment, to: Moment) -> Expanded? {
        let offset = start.form == .utc ? 0 : PlainEvent.offset
        let begin = Moment(seconds: Int64(start.wall - offset))
        guard begin >= from, begin < to else { return nil }
        return Expanded(
            recurrenceID: start.digits, title: title, start: begin, end: Moment(seconds: Int64(start.wall - offset + length)),
            offset: offset,
            zone: start.form == .day ? nil : start.form == .utc ? "UTC" : "Asia/Shanghai", isAllDay: start.form == .day, place: place,
            status: status)
    }

    /// Whether a line is of a property of that name, in either case.
    private static func isNamed(_ line: Substring.UTF8View, _ name: [UInt8]) -> Bool {
        guard line.count > name.count, zip(line, name).allSatisfy({ $0 & 0xDF == $1 & 0xDF }) else { return false }
        let next = line[line.index(line.startIndex, offsetBy: name.count)]
        return next == UInt8(ascii: ":") || next == UInt8(ascii: ";")
    }

    /// `:20261201T090000`, `:20261201T010000Z`, `;VALUE=DATE:20261201`.
    private static func time(_ written: Substring.UTF8View) -> Time? {
        var rest = Array(written)
        let day = Array(";VALUE=DATE:".utf8)
        let isDay = rest.starts(with: day)
        guard isDay || rest.first == UInt8(ascii: ":") else { return nil }
        rest.removeFirst(isDay ? day.count : 1)
        let isUTC = !isDay && rest.last == UInt8(ascii: "Z")
        if isUTC { rest.removeLast() }
        guard rest.count == (isDay ? 8 : 15), isDay || rest[8] == UInt8(ascii: "T") else { return nil }
        func number(_ from: Int, _ count: Int) -> Int? {
            rest[from..<from + count].reduce(0 as Int?) { sum, byte in
                guard let sum, (0x30...0x39).contains(byte) else { return nil }
                return sum * 10 + Int(byte - 0x30)
            }
        }
        guard let year = number(0, 4), years.contains(year), let month = number(4, 2), let of = number(6, 2),
            let date = Day(year, month, of)
        else { return nil }
        var seconds = 0
        if !isDay {
            guard let hour = number(9, 2), hour < 24, let minute = number(11, 2), minute < 60, let second = number(13, 2), second < 60
            else {
                return nil
            }
            seconds = (hour * 60 + minute) * 60 + second
        }
        let wall = date.ordinal * 86_400 + seconds
        return Time(form: isDay ? .day : isUTC ? .utc : .office, wall: wall, digits: String(decoding: rest, as: UTF8.self))
    }

    /// `:PT1H30M`, `:P2D`, `:P1W`: how long, in seconds.
    private static func seconds(_ written: Substring.UTF8View) -> Int? {
        guard written.starts(with: ":P".utf8) else { return nil }
        var (total, number, digits) = (0, 0, 0)
        var units: [(UInt8, Int)] = [(UInt8(ascii: "W"), 604_800), (UInt8(ascii: "D"), 86_400)]
        var isTime = false
        for byte in written.dropFirst(2) {
            switch byte {
            case 0x30...0x39:
                (number, digits) = (number * 10 + Int(byte - 0x30), digits + 1)
                if digits > 6 { return nil }
            case UInt8(ascii: "T"):
                guard !isTime, digits == 0 else { return nil }
                isTime = true
                units = [(UInt8(ascii: "H"), 3_600), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1)]
            default:
                guard digits > 0, let index = units.firstIndex(where: { $0.0 == byte }) else { return nil }
                total += number * units[index].1
                (number, digits) = (0, 0)
                units.removeFirst(index + 1)
            }
        }
        return digits == 0 && total > 0 ? total : nil
    }
}
