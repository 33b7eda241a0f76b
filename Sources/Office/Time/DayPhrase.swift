/// A day that was found in a line.
struct DayPhrase {
    /// Nil where the words are meant as a day that does not exist.
    let day: Day?
    let end: Int
    var half: HalfDay?
    var isLimit = false
    var isPast = false
}

extension DateScan {
    func day(at start: Int) -> DayPhrase? {
        guard let first = key.at(start) else { return nil }
        let before = start > 0 ? key[start - 1] : nil
        if first.isLatin { return before.map { $0.isLatin || Signs.isDigit($0) } ?? false ? nil : english(at: start) }
        if Numeral.isPart(first) { return numeric(at: start) }
        if before == "每" || before == "隔" { return nil }
        if let named = named(at: start) ?? weekday(at: start) ?? within(at: start) { return named }
        return feast(at: start) ?? sentence(at: start)
    }

    private static let names: [(word: String, days: Int, half: HalfDay?)] = [
        ("大后天", 3, nil), ("明后两天", 2, nil), ("明后天", 2, nil), ("今明两天", 1, nil), ("后天", 2, nil), ("后日", 2, nil), ("明天", 1, nil),
        ("明日", 1, nil), ("次日", 1, nil), ("明早", 1, .morning),
        ("明晨", 1, .morning), ("今天", 0, nil), ("今日", 0, nil), ("当天", 0, nil), ("当日", 0, nil), ("即日", 0, nil), ("今早", 0, .morning),
        ("今晨", 0, .morning), ("大前天", -3, nil), ("前天", -2, nil), ("昨天", -1, nil), ("昨日", -1, nil),
    ]

    private func named(at start: Int) -> DayPhrase? {
        // 今晚, 明晚: the evening is read with its hour.
        for (word, days) in [("今晚", 0), ("明晚", 1)] where key.has(word, at: start) { return DayPhrase(day: today + days, end: start + 1) }
        guard let (word, days, half) = DateScan.names.first(where: { key.has($0.word, at: start) }) else { return nil }
        let end = start + word.unicodeScalars.count
        // 说明天气, 声明日期, 今日头条, 明日之星
        let others = word.hasSuffix("天") ? ["气", "天"] : ["期", "头条", "之星", "报"]
        if others.contains(where: { key.has($0, at: end) }) { return nil }
        return DayPhrase(day: today + days, end: end, half: half, isPast: days < 0)
    }

    // MARK: Weekdays

    /// 周三, 下周三, 下个星期三, 周3; 周八 is meant as one.
    func weekday(at start: Int) -> DayPhrase? {
        if start > 0, key[start - 1] == "每" { return nil }
        // 一周五天, 三周三次; but 张三周四前.
        if start > 0, Numeral.isPart(key[start - 1]) {
            guard Numeral.isHan(key[start - 1]), start > 1, Signs.isHan(key[start - 2]), !Numeral.isPart(key[start - 2]),
                key[start - 2] != "第",
                key.at(start) == "周", key.at(start + 1).flatMap(DateScan.weekdayNumber) != nil, limit(at: start + 2).isLimit
            else { return nil }
        }
        let prefixes = [("下下个", 14), ("下下", 14), ("下个", 7), ("下", 7), ("本", 0), ("这个", 0), ("这", 0), ("上个", -7), ("上", -7), ("", 1)]
        for (prefix, weeks) in prefixes where key.has(prefix, at: start) {
            let at = start + prefix.unicodeScalars.count
            guard let unit = ["周", "星期", "礼拜"].first(where: { key.has($0, at: at) }) else { continue }
            let place = at + unit.unicodeScalars.count
            guard let sign = key.at(place) else { return nil }
            if sign == "末" {
                let monday = today.monday + (weeks == 1 ? 0 : weeks)
                return DayPhrase(day: monday + 5, end: place + 1, isPast: weeks < 0)
            }
            guard let number = DateScan.weekdayNumber(sign) else {
                return "八九十0789".unicodeScalars.contains(sign) && endsHere(place + 1) ? DayPhrase(day: nil, end: place + 1) : nil
            }
            if Signs.isDigit(sign), !endsHere(place + 1) { return nil }
            if isName(place + 1, isBare: prefix.isEmpty) { return nil }
            let day = weeks == 1 ? today + (number - today.weekday + 7) % 7 : today.monday + weeks + number - 1
            return DayPhrase(day: day, end: place + 1, isPast: weeks < 0)
        }
        return nil
    }

    /// 周一鸣的履历, 星期天书店: somebody or some place is called so.
    private func isName(_ at: Int, isBare: Bool) -> Bool {
        if ["书店", "酒店", "餐厅", "影院", "茶馆"].contains(where: { key.has($0, at: at) }) { return true }
        return isBare && Signs.isHan(key.at(at)) && ["的", "同志", "主任", "科长", "局长"].contains { key.has($0, at: at + 1) }
            && !limit(at: at).isLimit
    }

    static func weekdayNumber(_ sign: Unicode.Scalar) -> Int? {
        if let index = Array("一二三四五六日天".unicodeScalars).firstIndex(of: sign) { return min(index + 1, 7) }
        return (0x31...0x36).contains(sign.value) ? Int(sign.value) - 0x30 : nil
    }

    /// Nothing follows that would make another word of what was read.
    func endsHere(_ at: Int) -> Bool {
        guard let next = key.at(at) else { return true }
        return !Numeral.isPart(next) && !"次个年月天".unicodeScalars.contains(next)
    }

    /// 本周内, 下周内, 年内: until the last working day of it.
    private func within(at start: Int) -> DayPhrase? {
        let spans: [(String, Day)] = [
            ("本周内", today.monday + 6), ("这周内", today.monday + 6), ("下周内", today.monday + 13), ("本月内", today.endOfMonth),
            ("月内", today.endOfMonth), ("年内", Day(today.year, 12, 31) ?? today), ("今年内", Day(today.year, 12, 31) ?? today),
            ("下月内", today.startOfMonth.adding(months: 1).endOfMonth),
        ]
        for (word, last) in spans where key.has(word, at: start) {
            if word.hasPrefix("月") || word.hasPrefix("年"), start > 0, key[start - 1] == "个" || Numeral.isPart(key[start - 1]) { return nil }
            let end = start + word.unicodeScalars.count
            // On a rest day its last working day may be over; then its own last day is left.
            let working = calendar.workday(onOrBefore: last)
            return DayPhrase(day: calendar.close(of: working) > now ? working : last, end: end, isLimit: true)
        }
        // 本周交 leaves the week to do it.
        for word in ["本周", "这周"] where key.has(word, at: start) && !isWhole {
            let end = start + word.unicodeScalars.count
            guard key.at(end).map({ !Signs.isBlank($0) }) ?? false, standsAlone(start, end) else { continue }
            return DayPhrase(day: max(today, calendar.workday(onOrBefore: today.monday + 6)), end: end)
        }
        for (word, weeks) in [("下下周", 14), ("下周", 7), ("本周", 0)] where key.has(word, at: start) {
            let end = start + word.unicodeScalars.count
            guard isWhole || weeks > 0 && standsAlone(start, end) else { continue }
            return DayPhrase(day: today.monday + weeks, end: end)
        }
        return nil
    }

    /// 下周 is a time where an act follows (下周交), and a name where a thing does (下周工作安排).
    private func standsAlone(_ start: Int, _ end: Int) -> Bool {
        guard let next = key.at(end), !Signs.isBlank(next) else { return true }
        return limit(at: end).isLimit || Vocabulary.acts.word(in: key, at: end) != nil || next == "交"
    }

    /// 元旦前, 春节前: the last working day before the feast.
    private func feast(at start: Int) -> DayPhrase? {
        for (word, month, day) in [("元旦", 1, 1), ("五一", 5, 1), ("国庆", 10, 1), ("七一", 7, 1)] where key.has(word, at: start) {
            let end = start + word.unicodeScalars.count + (key.has("节", at: start + word.unicodeScalars.count) ? 1 : 0)
            guard limit(at: end).isLimit else { return nil }
            let next = [today.year, today.year + 1].compactMap { Day($0, month, day) }.first { $0 > today }
            return next.map { DayPhrase(day: calendar.workday(before: $0), end: end, isLimit: true) }
        }
        for (word, month, day) in [("春节", 1, 1), ("元宵", 1, 15), ("端午", 5, 5), ("中秋", 8, 15)] where key.has(word, at: start) {
            let end = start + 2 + (word != "春节" && key.at(start + 2) == "节" ? 1 : 0)
            guard limit(at: end).isLimit else { return nil }
            let next = (1...400).lazy.map { today + $0 }.first { date in
                LunarDay(date).map { $0.month == month && $0.dayOfMonth == day && !$0.isLeapMonth } ?? false
            }
            // Beyond the table of lunar years nothing is guessed.
            return DayPhrase(day: next.map { calendar.workday(before: $0) }, end: end, isLimit: true)
        }
        // 清明前, 节前, 会前: which day is meant is not known here, and the sentence stays as it is.
        return nil
    }

    // MARK: As official papers write

    /// 本月25日, 下月底, 年底, 明年3月15日: the reader of official papers knows them.
    private func sentence(at start: Int) -> DayPhrase? {
        guard let first = key.at(start), "本当今明次下这年月季同".unicodeScalars.contains(first) else { return nil }
        if start > 0, first == "年" || first == "月" || first == "季" {
            let before = key[start - 1]
            if Numeral.isPart(before) || "个每隔去半岁双单本前上同".unicodeScalars.contains(before) { return nil }
        }
        for word in ["这个月", "下个月", "本月", "下月", "这月"] where key.has(word, at: start) {
            return inMonth(word.hasPrefix("下") ? 1 : 0, skip(start + word.unicodeScalars.count))
        }
        for (word, years) in [("今年", 0), ("明年", 1)] where key.has(word, at: start) {
            let at = skip(start + 2)
            guard let (month, end) = Numeral.read(key, at), key.at(skip(end)) == "月" else { break }
            return monthDay(month, year: today.year + years, at: skip(end) + 1)
        }
        if DateScan.names.contains(where: { key.has($0.word, at: start) }) { return nil }
        guard let found = DayExpression.read(key, at: start, dated: today), !found.isRecurring else { return nil }
        // 年底总结, 月末报表: the name of a thing, unless the line is nothing else.
        return DayPhrase(day: found.day, end: found.end)
    }

    /// 本月25日, 下月5号, 下月初 is not a day.
    private func inMonth(_ months: Int, _ at: Int) -> DayPhrase? {
        let first = today.startOfMonth.adding(months: months)
        for (word, last) in [("底", 31), ("末", 31), ("上旬", 10), ("中旬", 20), ("下旬", 31)] where key.has(word, at: at) {
            let day = last == 31 ? first.endOfMonth : Day(first.year, first.month, last)
            return DayPhrase(day: day, end: at + word.unicodeScalars.count)
        }
        if key.at(at) == "初" { return DayPhrase(day: nil, end: at + 1) }
        guard let (day, end) = Numeral.read(key, at), let sign = key.at(skip(end)), sign == "日" || sign == "号" else { return nil }
        return DayPhrase(day: Day(first.year, first.month, day), end: skip(end) + 1)
    }
}

extension Unicode.Scalar {
    var isLatin: Bool { (0x61...0x7A).contains(value) || (0x41...0x5A).contains(value) }
}
