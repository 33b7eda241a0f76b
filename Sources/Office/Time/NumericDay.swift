/// Days in figures, and lengths of time from now on.
extension DateScan {
    /// Units behind `3-5` that make it a count: 3-5人, 14-15点.
    private static let counts: SignSet = "万元份人个月台亿米名套项年级班组室楼栋层路街期章条页次件吨户岁天周点时分时小%℃"

    static func isUnit(_ scalar: Unicode.Scalar) -> Bool { counts.contains(scalar) }

    func numeric(at start: Int) -> DayPhrase? {
        if start > 0 {
            let before = key[start - 1]
            // 提交PPT12月4日前: glued to letters only a whole date is one.
            if before.isLatin, !isMonthAndDay(start) { return nil }
            // 张三12-05: a figure in Chinese before it belongs to something else.
            if Signs.isDigit(key.at(start)) ? Signs.isDigit(before) : Numeral.isPart(before) { return nil }
            if "〔〕】([第-./:#¥￥$年月星周期拜每提".unicodeScalars.contains(before) { return nil }
        }
        guard let (value, end) = Numeral.read(key, start) else { return nil }
        let isFigures = Signs.isDigit(key.at(start))
        let next = isFigures ? skip(end) : end
        if isFigures, key.at(next)?.isLatin ?? false { return figureThenMonth(at: start) }
        switch key.at(next) {
        case "年":
            guard (1900...2099).contains(value) || (20...49).contains(value) else { return nil }
            let at = skip(next + 1)
            guard let (month, afterMonth) = Numeral.read(key, at), key.at(skip(afterMonth)) == "月" else { return nil }
            return monthDay(month, year: value < 100 ? 2000 + value : value, at: skip(afterMonth) + 1)
        case "月": return monthDay(value, year: nil, at: next + 1)
        case "日", "号": return dayOfMonth(value, next, isFigures: isFigures)
        case "-", "/", ".": return next == end && isFigures ? separated(value, start, end) : nil
        default: return nil
        }
    }

    private func isMonthAndDay(_ start: Int) -> Bool {
        guard let (_, end) = Numeral.read(key, start), key.at(end) == "月", let (_, last) = Numeral.read(key, end + 1) else { return false }
        return key.at(last) == "日" || key.at(last) == "号"
    }

    /// What follows a month: its day, or a stretch of it.
    func monthDay(_ month: Int, year: Int?, at start: Int) -> DayPhrase? {
        let at = skip(start)
        for (word, last) in [("底", 31), ("末", 31), ("上旬", 10), ("中旬", 20), ("下旬", 31)] where key.has(word, at: at) {
            guard let first = resolved(month, 1, year) else { return DayPhrase(day: nil, end: at + word.unicodeScalars.count) }
            let whole = last == 31 ? first.endOfMonth : Day(first.year, first.month, last)
            // In November `10月底` is the next year's.
            let day = whole.flatMap { $0 < today - 180 && year == nil ? Day($0.year + 1, $0.month, 1)?.endOfMonth : $0 }
            return DayPhrase(day: day, end: at + word.unicodeScalars.count)
        }
        if key.at(at) == "初", (1...12).contains(month) { return DayPhrase(day: nil, end: at + 1) }
        guard let (day, end) = Numeral.read(key, at) else { return nil }
        let sign = skip(end)
        if key.at(sign) == "日" || key.at(sign) == "号" { return DayPhrase(day: resolved(month, day, year), end: sign + 1) }
        // 11月27前: the last sign is left out in haste.
        guard at == start,
            key.at(end).map({ !$0.isLatin && !"-.~至到".unicodeScalars.contains($0) && !DateScan.counts.contains($0) }) ?? true,
            Signs.isDigit(key.at(at))
        else { return nil }
        return DayPhrase(day: resolved(month, day, year), end: end)
    }

    /// A date without a year is this year's unless that lies more than half a year back, then the next.
    func resolved(_ month: Int, _ day: Int, _ year: Int?) -> Day? {
        if let year { return Day(year, month, day) }
        guard let candidate = Day(today.year, month, day) else { return Day(today.year + 1, month, day) }
        return candidate < today - 180 ? Day(today.year + 1, month, day) : candidate
    }

    private func dayOfMonth(_ value: Int, _ sign: Int, isFigures: Bool) -> DayPhrase? {
        let end = sign + 1
        guard value > 0, value < 100, let mark = key.at(sign) else { return nil }
        if let next = key.at(end) {
            if mark == "号", "楼会文线馆车厅桌门院令件柜机仓库口房室标店公通码角地".unicodeScalars.contains(next) { return nil }
            if mark == "日", "元均本常语照游报记程".unicodeScalars.contains(next) { return nil }
            // 一日游, 十日谈: in Chinese figures a day stands with its month, or as a limit.
            if mark == "日", !isFigures, !limit(at: end).isLimit, Signs.isHan(next), !"上下中晚早".unicodeScalars.contains(next) { return nil }
        }
        guard value <= 31 else { return limit(at: end).isLimit || isWhole ? DayPhrase(day: nil, end: end) : nil }
        // 今天是23日，31日: the next month that has such a day.
        let months = [0, 1, 2].map { today.startOfMonth.adding(months: $0) }
        return DayPhrase(day: months.compactMap { Day($0.year, $0.month, value) }.first { $0 >= today }, end: end)
    }

    /// 11-25, 11/25, 11.25, 2026-11-25.
    private func separated(_ first: Int, _ start: Int, _ sign: Int) -> DayPhrase? {
        // pages 11-12, room 3-12
        if ["pages ", "page ", "rooms ", "room ", "items ", "nos ", "no ", "chapters ", "sections ", "version ", "lines "].contains(where: {
            word in
            start >= word.count && key.has(word, at: start - word.count)
        }) {
            return nil
        }
        guard let mark = key.at(sign), Signs.isDigit(key.at(sign + 1)), let (second, end) = Numeral.read(key, sign + 1) else { return nil }
        if key.at(end) == mark, Signs.isDigit(key.at(end + 1)), let (third, last) = Numeral.read(key, end + 1) {
            // 27.11.2026; where both might be the month, it is not told.
            if third >= 1990, third < 2100, last - end == 5, first < 100 {
                let day = first > 12 ? Day(third, second, first) : second > 12 || first == second ? Day(third, first, second) : nil
                return DayPhrase(day: day, end: last)
            }
            guard first >= 1900 && first < 2100 || first >= 20 && first < 50 && mark != "." else { return nil }
            return DayPhrase(day: Day(first < 100 ? 2000 + first : first, second, third), end: dayMark(last))
        }
        let widths = (sign - start, end - sign - 1)
        guard widths.0 <= 2, widths.1 <= 2, mark != "." || widths.0 == 2 || widths.1 == 2 else { return nil }
        if let next = key.at(end) {
            if Signs.isDigit(next) || next.isLatin || "-./:%".unicodeScalars.contains(next) && !isRange(end) { return nil }
            if DateScan.counts.contains(next), !key.has("年假", at: end), !key.has("年休", at: end) { return nil }
            let after = key.at(skip(end))
            if Signs.isBlank(next), let after, "人份点".unicodeScalars.contains(after) { return nil }
        }
        if mark != ".", isCount(start, end, widths) { return nil }
        if (1...12).contains(first), (1...31).contains(second) { return DayPhrase(day: resolved(first, second, nil), end: dayMark(end)) }
        guard mark != ".", widths == (2, 2), second > 0 || first > 12 else { return nil }
        return DayPhrase(day: nil, end: dayMark(end))
    }

    private func isRange(_ at: Int) -> Bool { key.at(at) == "-" && Signs.isDigit(key.at(at + 1)) }

    private func dayMark(_ end: Int) -> Int { key.at(end) == "日" || key.at(end) == "号" ? end + 1 : end }

    // MARK: Lengths

    private static let units: [(word: String, unit: Length.Unit?, minutes: Int)] = [
        ("个工作日", .workday, 0), ("工作日", .workday, 0), ("个小时", nil, 60), ("小时", nil, 60), ("分钟", nil, 1), ("刻钟", nil, 15),
        ("个星期", .day, 7), ("星期", .day, 7), ("个月", .month, 0), ("天", .day, 1), ("日", .day, 1), ("周", .day, 7),
        ("wd", .workday, 0), ("d", .day, 1), ("h", nil, 60), ("w", .day, 7), ("mo", .month, 0),
    ]

    /// `3个工作日内`, `两小时后`, `+2wd`: from now on.
    func span(at start: Int) -> (day: Day?, time: TimeOfDay?, isLimit: Bool, end: Int)? {
        guard let first = key.at(start) else { return nil }
        let before = start > 0 ? key[start - 1] : nil
        if first.isLatin { return before.map { $0.isLatin || Signs.isDigit($0) } ?? false ? nil : englishSpan(at: start) }
        if let before, Numeral.isPart(before) || before.isLatin || "第前每满近提-.".unicodeScalars.contains(before) { return nil }
        let isAdded = first == "+"
        let at = isAdded ? start + 1 : start
        var doubled: Int
        var end: Int
        if key.at(at) == "半" {
            (doubled, end) = (1, at + 1)
        } else if let (value, after) = Numeral.read(key, at), value > 0 {
            (doubled, end) = (value * 2, after)
            if key.has("个半", at: end) { (doubled, end) = (doubled + 1, end + 1 + 1) }
            // 1.5小时内
            if Signs.isDigit(key.at(at)), key.has(".5", at: end), !Signs.isDigit(key.at(end + 2)) {
                (doubled, end) = (doubled + 1, end + 2)
            }
        } else {
            return nil
        }
        if Signs.isDigit(key.at(at)) { end = skip(end) }
        if isWhole || isAdded, key.at(end)?.isLatin ?? false, let length = englishLength(at: at) { return length }
        guard let (word, unit, minutes) = DateScan.units.first(where: { key.has($0.word, at: end) }) else { return nil }
        if word.first?.isASCII == true, !(isAdded || isWhole) || key.at(end + word.count)?.isLatin == true { return nil }
        end += word.unicodeScalars.count
        let suffix = ["之内", "以内", "内", "之后", "以后", "后", "过后"].first { key.has($0, at: end) }
        // 3个工作日 stands for itself where nothing is glued to it; a bare 3天 is a length of something.
        let isBare =
            word != "日" && (isWhole || isAdded || unit == .workday && (before.map(Signs.isBlank) ?? true))
            && (key.at(end).map(Signs.isBlank) ?? true)
        guard suffix != nil || isBare || isWhole && limit(at: end).isLimit else { return nil }
        end += suffix?.unicodeScalars.count ?? 0
        let isLimit = suffix.map { $0.hasSuffix("内") } ?? true
        guard let later = later(doubled, unit, minutes) else { return nil }
        return (later.day, later.time, isLimit, end)
    }

    func later(_ doubled: Int, _ unit: Length.Unit?, _ factor: Int) -> (day: Day, time: TimeOfDay?)? {
        guard doubled < 20_000 else { return nil }
        switch unit {
        case nil:
            let moment = now.adding(minutes: doubled * factor / 2)
            return (calendar.zone.day(of: moment), calendar.zone.time(of: moment))
        case .workday: return doubled % 2 == 0 ? (calendar.workday(doubled / 2, after: today), nil) : nil
        case .month: return doubled == 1 ? (today + 15, nil) : doubled % 2 == 0 ? (today.adding(months: doubled / 2), nil) : nil
        default: return doubled * factor % 2 == 0 ? (today + doubled * factor / 2, nil) : nil
        }
    }
}
