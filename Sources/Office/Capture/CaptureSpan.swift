extension Capture {
    typealias Span = (start: Moment, end: Moment, next: Int)

    /// A meeting over more than one day: `12月4日9:00至12月5日17:00`, `12月2日至4日`, `12月2日起3天`; nil where one day is named.
    ///
    /// A day without an hour counts from the office's opening to its closing, a half day for that half.
    func days(_ line: CaptureLine, _ scan: DateScan, _ at: Int) throws(Refusal) -> Span? {
        guard let found = scan.stretch(at: at), let first = found.from.day, let last = found.to.day,
            found.from.range.upperBound < found.end, found.from.until == nil
        else { return nil }
        guard first < last else {
            if first == last { return nil }
            throw .invalid(field: "start", value: line.typed(at..<found.end), expected: .later)
        }
        let zone = calendar.zone
        var next = found.end
        var (from, until) = (found.from.time, found.to.until ?? found.to.time)
        // 12月2日至12月4日 9:00: the only hour that is said is when it begins.
        if from == nil, found.from.half == nil, let hour = found.to.time { (from, until) = (hour, found.to.until) }
        // 12月2日至4日 9:00-17:00: the hours stand behind both days.
        let behind = scan.skip(next)
        if from == nil, until == nil {
            if let hours = scan.hours(at: behind, on: first, isAlone: false) {
                (from, until, next) = (hours.from, hours.until, hours.end)
            } else if let clock = scan.clock(at: behind, on: first, half: nil, isAlone: false), clock.time != nil, !clock.isImpossible {
                (from, next) = (clock.time, clock.end)
            } else if let end = line.word(Capture.wholeDay, at: behind) {
                next = end
            }
        }
        // 12月2日20:00-12月3日2:00: behind an evening two o'clock is that of the night.
        if let evening = from, evening.hour >= 18, last == first + 1, let hour = until, (13...18).contains(hour.hour),
            !line.typed(found.to.range).contains(String(hour.hour))
        {
            until = TimeOfDay(minutes: hour.minutes - 720)
        }
        let start = from.map { zone.moment(first, $0) } ?? opening(of: first, found.from.half)
        let end = until.map { zone.moment(last, $0) } ?? closing(of: last, found.to.half)
        guard end > now else { throw .invalid(field: "start", value: line.typed(at..<next), expected: .later) }
        return (start, end, next)
    }

    /// 23:00-01:00: an end in the small hours of the next day; nil where the hours go on within one day.
    func night(_ scan: DateScan, _ at: Int) -> Span? {
        let day = scan.day(at: at)
        if let day, day.day == nil { return nil }
        let date = day?.day ?? calendar.zone.day(of: now)
        let start = scan.skip(day?.end ?? at)
        guard let from = scan.clock(at: start, on: date, half: nil, isAlone: day == nil), let evening = from.time, evening.hour >= 18,
            let next = scan.rangeSign(from.end)
        else { return nil }
        var place = next
        for word in ["次日", "第二天", "翌日", "凌晨"] where scan.key.has(word, at: place) {
            place = scan.skip(place + word.unicodeScalars.count)
        }
        guard let until = scan.behind(place).figures(at: place, isAlone: false, word: "凌晨"), !until.isImpossible,
            let small = until.time, small.hour <= 8, small < evening
        else { return nil }
        let zone = calendar.zone
        return (zone.moment(date, evening), zone.moment(date + 1, small), until.end)
    }

    /// tomorrow 14-15: behind the day of a meeting two bare figures are its hours.
    func bareHours(_ scan: DateScan, _ at: Int) -> Span? {
        guard let found = scan.day(at: at), let day = found.day, found.half == nil else { return nil }
        let start = scan.skip(found.end)
        guard Signs.isDigit(scan.key.at(start)), let (from, dash) = Numeral.read(scan.key, start), scan.key.at(dash) == "-",
            Signs.isDigit(scan.key.at(dash + 1)), let (until, end) = Numeral.read(scan.key, dash + 1),
            (6...23).contains(from), from < until, until <= 24, scan.key.at(end).map(Signs.isBlank) ?? true
        else { return nil }
        let zone = calendar.zone
        return (zone.moment(day, TimeOfDay(from, 0)), zone.moment(day, TimeOfDay(minutes: until * 60)), end)
    }

    /// 12-10 23-1, 明天 15-14点: figures behind the day of a meeting that are no hours of one day in their order; where they stand.
    func turnedHours(_ scan: DateScan, _ at: Int) -> Range<Int>? {
        guard let found = scan.day(at: at), found.day != nil, found.half == nil else { return nil }
        let start = scan.skip(found.end)
        guard Signs.isDigit(scan.key.at(start)), let (from, dash) = Numeral.read(scan.key, start), scan.key.at(dash) == "-",
            Signs.isDigit(scan.key.at(dash + 1)), let (until, figures) = Numeral.read(scan.key, dash + 1), from <= 99, until <= 99,
            from >= until || until > 24
        else { return nil }
        let end = scan.key.at(figures).map { $0 == "点" || $0 == "时" } == true ? figures + 1 : figures
        return scan.key.at(end).map(Signs.isBlank) ?? true ? at..<end : nil
    }

    /// Whether what cannot be is a span between two clock times, 明天 15:00-14:00.
    static func isSpan(_ scan: DateScan, _ range: Range<Int>) -> Bool {
        func stands(_ signs: String, at place: Int) -> Bool { scan.key.at(place).map(signs.unicodeScalars.contains) == true }
        guard let clock = range.first(where: { stands(":点时", at: $0) }) else { return false }
        return (clock..<range.upperBound).contains { stands("-–—~至到", at: $0) }
    }

    static let wholeDay = ["全天", "一整天", "整天", "一天", "all day"]

    private func opening(of day: Day, _ half: HalfDay?) -> Moment {
        let spans = calendar.hours.spans(on: day)
        let span = half == .afternoon ? spans.last : spans.first
        return span.map { calendar.zone.moment(day, TimeOfDay(minutes: $0.lowerBound)) } ?? calendar.open(of: day)
    }

    private func closing(of day: Day, _ half: HalfDay?) -> Moment {
        let spans = calendar.hours.spans(on: day)
        let span = half == .morning ? spans.first : spans.last
        return span.map { calendar.zone.moment(day, TimeOfDay(minutes: $0.upperBound)) } ?? calendar.close(of: day)
    }
}
