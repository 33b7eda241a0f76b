/// A time of day that was found in a line.
struct ClockPhrase {
    let end: Int
    var time: TimeOfDay?
    var half: HalfDay?
    /// Meant as a time, but no clock shows it: 25:00.
    var isImpossible = false
}

extension DateScan {
    /// - Parameters:
    ///   - half: a half of the day already said with the day: 明早.
    ///   - isAlone: no day stands before it, so that it must look like a time by itself.
    func clock(at start: Int, on day: Day, half given: HalfDay?, isAlone: Bool) -> ClockPhrase? {
        guard let first = key.at(start) else { return given.map { ClockPhrase(end: start, half: $0) } }
        if first.isLatin { return englishClock(at: start, on: day, isAlone: isAlone) }
        var at = start
        var word: String?
        for name in ["上午", "下午", "中午", "正午", "一大早", "一早", "晚上", "早上", "早晨", "清晨", "凌晨", "傍晚", "夜里", "晚"] where key.has(name, at: at) {
            // 早晚, 夜晚会: only behind a day is a bare 晚 a time.
            if name == "晚", isAlone { continue }
            word = name
            at += name.unicodeScalars.count
            break
        }
        var half: HalfDay? = given
        switch word {
        case "上午", "一大早", "一早", "早上", "早晨", "清晨", "凌晨": half = .morning
        case "下午", "傍晚", "晚上", "夜里", "晚": half = .afternoon
        default: break
        }
        let noon = noon(of: day)
        for (name, time) in [
            ("下班", half == .morning && word != nil ? noon : calendar.hours.close(on: day)), ("上班", opening(of: day, half)),
            ("中午", TimeOfDay(12, 0)),
        ] where key.has(name, at: skip(at)) {
            let end = skip(at) + 2
            // Standing alone, 下班 is a time only as a limit.
            if name != "中午", isAlone, word == nil, !limit(at: end).isLimit { continue }
            return ClockPhrase(end: end, time: time, half: half)
        }
        let isNamed = word != nil || given != nil
        if let figures = figures(
            at: word == nil ? at : skip(at), isAlone: isAlone && word == nil, word: word ?? (given == .morning ? "早上" : nil))
        {
            return ClockPhrase(end: figures.end, time: figures.time, half: nil, isImpossible: figures.isImpossible)
        }
        guard isNamed else { return nil }
        switch word {
        case "中午", "正午": return ClockPhrase(end: at, time: TimeOfDay(12, 0))
        case "晚上", "夜里", "晚": return ClockPhrase(end: at, time: TimeOfDay(23, 59), half: nil)
        case "下午" where key.at(at) == "茶": return nil
        default: return ClockPhrase(end: at, half: half)
        }
    }

    func noon(of day: Day) -> TimeOfDay { calendar.hours.noon(on: day) }

    private func opening(of day: Day, _ half: HalfDay?) -> TimeOfDay {
        let spans = calendar.hours.spans(on: day)
        let span = half == .afternoon ? spans.last : spans.first
        return TimeOfDay(minutes: span?.lowerBound ?? 510)
    }

    /// `17:00`, `9点`, `三点半`, `17时30分`, `5:30pm`.
    func figures(at start: Int, isAlone: Bool, word: String?) -> (time: TimeOfDay?, end: Int, isImpossible: Bool)? {
        if isAlone, start > 0 {
            let before = key[start - 1]
            if Numeral.joins(before, key.at(start)) || before.isLatin || "-./:第提这那几有".unicodeScalars.contains(before) { return nil }
        }
        guard let (hour, afterHour) = Numeral.read(key, start), let sign = key.at(afterHour) else { return nil }
        var end = afterHour + 1
        var minute = 0
        switch sign {
        case ":":
            guard Signs.isDigit(key.at(start)), Signs.isDigit(key.at(end)), let (value, last) = Numeral.read(key, end) else { return nil }
            // Behind a day `3:5` is meant as a time.
            if last - end != 2 { return isAlone ? nil : (nil, last, true) }
            (minute, end) = (value, last)
            if key.at(end) == ":", let (_, last) = Numeral.read(key, end + 1), last - end == 3 { end = last }
            if isAlone, afterHour - start > 2 { return nil }
        case "点", "时":
            if let more = minutes(at: end) {
                (minute, end) = more
            } else if key.at(end) == "整" || key.at(end) == "钟" {
                end += 1
            } else if !endsClock(end, start, sign, isAlone: isAlone) {
                return nil
            }
        case "a", "p", " ":
            guard (1...12).contains(hour), let half = meridiem(afterHour) else { return nil }
            return (TimeOfDay(hour % 12 + half.hours, 0), half.end, false)
        default: return nil
        }
        if let half = meridiem(end), hour <= 12 { return (TimeOfDay(hour % 12 + half.hours, minute), half.end, minute > 59) }
        guard hour <= 24, minute < 60, hour * 60 + minute <= 1440 else { return (nil, end, true) }
        var minutes = hour * 60 + minute
        switch word {
        // 今晚12点 is the end of the day, not its noon.
        case "晚上", "夜里", "晚": minutes = hour == 12 ? 1439 : hour < 12 ? minutes + 720 : minutes
        case "下午", "傍晚": if hour < 12 { minutes += 720 }
        case "中午", "正午": if hour < 11 { minutes += 720 }
        case nil:
            // Nobody in an office says 3点 of the night; 03:00 is written out.
            if (1...6).contains(hour), sign != "时", key.at(start) != "0" { minutes += 720 }
        default: break
        }
        return (TimeOfDay(minutes: minutes), end, false)
    }

    /// `14-15点`, `9:00-10:30`, `下午2点到4点`, `2-3pm`: from when to when.
    func hours(at start: Int, on day: Day, isAlone: Bool) -> (from: TimeOfDay, until: TimeOfDay, end: Int)? {
        if isAlone, start > 0,
            Numeral.joins(key[start - 1], key.at(start)) || key[start - 1].isLatin || "-./:第".unicodeScalars.contains(key[start - 1])
        {
            return nil
        }
        var at = start
        var word: String?
        for name in ["上午", "下午", "中午", "晚上", "早上", "晚"] where key.has(name, at: at) {
            word = name
            at = skip(at + name.unicodeScalars.count)
            break
        }
        guard let (hour, afterHour) = Numeral.read(key, at), hour <= 24 else { return nil }
        let first = figures(at: at, isAlone: false, word: word)
        if first?.isImpossible ?? false { return nil }
        var from = first?.time
        guard let next = rangeSign(first?.end ?? afterHour) else { return nil }
        var until: TimeOfDay?
        var end = next
        if let second = behind(next).clock(at: next, on: day, half: nil, isAlone: false), !second.isImpossible, let time = second.time {
            (until, end) = (time, second.end)
            if word == "下午" || word == "晚上" || word == "晚", time.hour < 12 { until = TimeOfDay(minutes: time.minutes + 720) }
        } else if from != nil, let (value, last) = Numeral.read(key, next), value <= 24, key.at(last).map({ !DateScan.isUnit($0) }) ?? true
        {
            // `14:00-15`
            (until, end) = (TimeOfDay(value, 0), last)
        }
        guard let until else { return nil }
        if from == nil {
            guard Signs.isDigit(key.at(at)) || key.at(end - 1) == "点" else { return nil }
            from = TimeOfDay(hour, 0)
            // `2-3pm`, `下午2-4点`, `2-3点`
            if hour < 12, hour + 12 < until.hour || hour + 12 == until.hour, until.hour >= 12, hour < 7 || word == "下午" {
                from = TimeOfDay(hour + 12, 0)
            }
        }
        guard let from, from < until else { return nil }
        // 3-2pm: nobody begins at three in the night.
        if from.hour < 6, key.at(at) != "0", first == nil { return nil }
        return (from, until, end)
    }

    /// `15点-14点`: two whole times, the second before the first.
    func backwards(at start: Int, on day: Day, isAlone: Bool) -> Int? {
        guard let first = clock(at: start, on: day, half: nil, isAlone: isAlone), let from = first.time,
            Signs.isDigit(key.at(start)) || !isAlone,
            let next = rangeSign(first.end), let second = behind(next).clock(at: next, on: day, half: nil, isAlone: false),
            let until = second.time,
            Signs.isDigit(key.at(next)), until < from, until.minutes + 720 <= from.minutes || until.minutes > 720 || from.minutes <= 720
        else { return nil }
        return second.end
    }

    /// What joins two ends of a stretch, and where the second begins.
    func rangeSign(_ at: Int) -> Int? {
        let start = skip(at)
        for word in ["--", "-", "–", "—", "~", "～", "至", "到", "to ", "until ", "till ", "through "] where key.has(word, at: start) {
            return skip(start + word.unicodeScalars.count)
        }
        return nil
    }

    private func minutes(at start: Int) -> (Int, Int)? {
        if key.at(start) == "半" { return (30, start + 1) }
        if key.has("一刻", at: start) { return (15, start + 2) }
        if key.has("三刻", at: start) { return (45, start + 2) }
        guard let (value, end) = Numeral.read(key, start), value < 60 else { return nil }
        if key.at(end) == "分" { return (value, end + 1) }
        // 三点四十; but not 9点3人.
        return end - start >= 2 && (key.at(end).map { Signs.isBlank($0) || "前之以到至-,，".unicodeScalars.contains($0) } ?? true)
            ? (value, end) : nil
    }

    /// 三点建议 are points, 三点前 is an hour.
    private func endsClock(_ end: Int, _ start: Int, _ sign: Unicode.Scalar, isAlone: Bool) -> Bool {
        guard isAlone else { return key.at(end).map { !"意建要说体问".unicodeScalars.contains($0) } ?? true }
        if limit(at: end).isLimit || isWhole { return true }
        guard sign == "点", Signs.isDigit(key.at(start)) else { return false }
        return key.at(end).map { !"意建要说体问内思共启情".unicodeScalars.contains($0) } ?? true
    }

    private func meridiem(_ at: Int) -> (hours: Int, end: Int)? {
        let start = skip(at)
        for (word, hours) in [("am", 0), ("pm", 12), ("a.m.", 0), ("p.m.", 12)] where key.has(word, at: start) {
            let end = start + word.count
            if key.at(end).map({ $0.isLatin }) ?? false { continue }
            return (hours, end)
        }
        return nil
    }
}

extension OfficeHours {
    /// When the morning ends: noon divides a day into its halves.
    public func noon(on day: Day) -> TimeOfDay {
        let spans = spans(on: day)
        return spans.count > 1 ? TimeOfDay(minutes: spans[0].upperBound) : TimeOfDay(12, 0)
    }
}
