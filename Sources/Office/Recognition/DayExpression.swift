/// A day as a paper's sentence names it, read from one place on: `11月25日(星期三)`, `今年年底`, `下周五`, `每月5日`.
struct DayExpression {
    /// Behind the expression, its remark in brackets included.
    let end: Int
    /// Nil where it recurs, or where the year cannot be told.
    let day: Day?
    var isRecurring = false
    /// `28日`, `周五`: little by itself; only a clear demand makes it a limit.
    var isBare = false
    /// 上旬, 中旬, 下旬, 底: a stretch whose last day is meant.
    var isStretch = false
    /// The day of the week written beside it, Monday 1.
    var weekday: Int?

    /// - Parameters:
    ///   - dated: the paper's own date; a day without a year is the next such day.
    static func read(_ key: Run, at start: Int, dated: Day?) -> DayExpression? {
        guard let first = key.at(start), mayBegin(first), var found = body(key, start, dated) else { return nil }
        guard key.at(found.end) == "(", let close = key[found.end...].prefix(14).firstIndex(of: ")") else { return found }
        let remark = Run(key[(found.end + 1)..<close])
        var day = found.day
        if let weekday = weekday(remark, 0)?.number { found.weekday = weekday }
        // 下周三（11月25日）: the date stands above the weekday.
        if found.isBare, let inner = DayExpression.read(remark, at: 0, dated: dated), !inner.isBare { day = inner.day }
        return DayExpression(
            end: close + 1, day: day, isRecurring: found.isRecurring, isBare: false, isStretch: found.isStretch, weekday: found.weekday)
    }

    private static let openings: SignSet = "每今明本当次下这后年月季周星即同"

    static func mayBegin(_ scalar: Unicode.Scalar) -> Bool {
        Signs.isDigit(scalar) || openings.contains(scalar) || Numeral.isHan(scalar)
    }

    private static func body(_ key: Run, _ start: Int, _ dated: Day?) -> DayExpression? {
        func after(_ words: [String]) -> Int? {
            words.first { key.has($0, at: start) }.map { start + $0.unicodeScalars.count }
        }
        if key[start] == "每" { return recurring(key, start, dated) }
        if let end = after(["今日", "今天", "当日", "当天", "即日"]) { return DayExpression(end: end, day: dated) }
        if let end = after(["明日", "明天", "次日"]) { return DayExpression(end: end, day: dated.map { $0 + 1 }) }
        if let end = after(["后天"]) { return DayExpression(end: end, day: dated.map { $0 + 2 }) }
        if let end = after(["今年", "本年度", "本年", "当年", "同年"]) { return inYear(key, end, dated?.year, dated) }
        if let end = after(["明年", "次年", "下年度"]) { return inYear(key, end, dated.map { $0.year + 1 }, dated) }
        if let end = after(["本月", "当月", "同月"]) { return inMonth(key, end, dated) }
        if let end = after(["下月", "次月", "下个月"]) { return inMonth(key, end, dated?.startOfMonth.adding(months: 1)) }
        if let end = after(["本季度末", "季度末", "季末"]) {
            let last = dated.flatMap { Day($0.year, ($0.month + 2) / 3 * 3, 1)?.endOfMonth }
            return DayExpression(end: end, day: last, isStretch: true)
        }
        if let end = after(["年底", "年末"]) { return DayExpression(end: end, day: dated.flatMap { Day($0.year, 12, 31) }, isStretch: true) }
        if let end = after(["月底", "月末"]) { return DayExpression(end: end, day: dated?.endOfMonth, isStretch: true) }
        for (words, weeks) in [(["下下"], 14), (["下"], 7), (["本", "这"], 0)] {
            guard let at = after(words), let named = weekday(key, at) else { continue }
            return DayExpression(
                end: named.end, day: dated.map { $0.monday + (weeks + named.number - 1) }, isBare: true, weekday: named.number)
        }
        if let named = weekday(key, start) {
            let day = dated.map { $0 + (named.number - $0.weekday + 7) % 7 }
            return DayExpression(end: named.end, day: day, isBare: true, weekday: named.number)
        }
        return numeric(key, start, dated)
    }

    private static func numeric(_ key: Run, _ start: Int, _ dated: Day?) -> DayExpression? {
        if start > 0, Numeral.isPart(key[start - 1]) { return nil }
        guard let (value, end) = Numeral.read(key, start), let next = key.at(end) else { return nil }
        switch next {
        case "年" where (1900...2099).contains(value): return inYear(key, end + 1, value, dated)
        case "月": return month(key, start, year: nil, dated)
        case "日", "号":
            guard (1...31).contains(value), start == 0 || !"月第".unicodeScalars.contains(key[start - 1]) else { return nil }
            let day = dated.flatMap { date in
                [date.startOfMonth, date.startOfMonth.adding(months: 1)].lazy.compactMap { Day($0.year, $0.month, value) }
                    .first { $0 >= date }
            }
            return DayExpression(end: end + 1, day: day, isBare: true)
        case "-", ".", "/":
            guard (1990...2099).contains(value), let (month, afterMonth) = Numeral.read(key, end + 1), key.at(afterMonth) == next,
                let (day, last) = Numeral.read(key, afterMonth + 1), let date = Day(value, month, day)
            else { return nil }
            return DayExpression(end: last, day: date)
        default: return nil
        }
    }

    /// What follows a year: a month and day, or its end.
    private static func inYear(_ key: Run, _ at: Int, _ year: Int?, _ dated: Day?) -> DayExpression? {
        for word in ["年底", "年末", "底", "末"] where key.has(word, at: at) {
            let end = at + word.unicodeScalars.count
            return DayExpression(end: end, day: year.flatMap { Day($0, 12, 31) }, isStretch: true)
        }
        return month(key, at, year: year, dated)
    }

    private static func inMonth(_ key: Run, _ at: Int, _ month: Day?) -> DayExpression? {
        if let stretch = stretch(key, at, month) { return stretch }
        guard let (day, end) = Numeral.read(key, at), key.at(end) == "日" || key.at(end) == "号" else { return nil }
        return DayExpression(end: end + 1, day: month.flatMap { Day($0.year, $0.month, day) })
    }

    private static func stretch(_ key: Run, _ at: Int, _ month: Day?) -> DayExpression? {
        for (word, last) in [("月底", 31), ("月末", 31), ("底", 31), ("末", 31), ("上旬", 10), ("中旬", 20), ("下旬", 31)]
        where key.has(word, at: at) {
            let day = month.flatMap { last == 31 ? $0.endOfMonth : Day($0.year, $0.month, last) }
            return DayExpression(end: at + word.unicodeScalars.count, day: day, isStretch: true)
        }
        return nil
    }

    /// `11月25日`, `11月底`, `11月中旬`.
    private static func month(_ key: Run, _ at: Int, year: Int?, _ dated: Day?) -> DayExpression? {
        guard let (month, afterMonth) = Numeral.read(key, at), (1...12).contains(month), key.at(afterMonth) == "月" else { return nil }
        var end = afterMonth + 1
        if key.at(end) == "份" { end += 1 }
        func rolled(_ make: (Int) -> Day?) -> Day? {
            if let year { return make(year) }
            guard let dated else { return nil }
            let candidate = make(dated.year)
            return candidate.map { $0 < dated } ?? true ? make(dated.year + 1) : candidate
        }
        let first = rolled { Day($0, month, 1)?.endOfMonth }?.startOfMonth
        if let stretch = stretch(key, end, first) { return stretch }
        guard let (day, afterDay) = Numeral.read(key, end), key.at(afterDay) == "日" || key.at(afterDay) == "号",
            Day(year ?? 2024, month, day) != nil
        else { return nil }
        return DayExpression(end: afterDay + 1, day: rolled { Day($0, month, day) })
    }

    private static func recurring(_ key: Run, _ start: Int, _ dated: Day?) -> DayExpression? {
        var at = start + 1
        if key.at(at) == "个" { at += 1 }
        if let named = weekday(key, at) { return DayExpression(end: named.end, day: nil, isRecurring: true, weekday: named.number) }
        guard let unit = ["季度", "月", "季", "半年", "年"].first(where: { key.has($0, at: at) }) else { return nil }
        at += unit.unicodeScalars.count
        for word in ["末月", "首月", "第一个月", "最后一个月", "结束后"] where key.has(word, at: at) { at += word.unicodeScalars.count }
        for word in ["底", "末", "上旬", "中旬", "下旬"] where key.has(word, at: at) {
            return DayExpression(end: at + word.unicodeScalars.count, day: nil, isRecurring: true)
        }
        if let (value, end) = Numeral.read(key, at) {
            if key.at(end) == "月", unit == "年", let inner = month(key, at, year: nil, dated) {
                return DayExpression(end: inner.end, day: nil, isRecurring: true)
            }
            if (1...31).contains(value), key.at(end) == "日" || key.at(end) == "号" {
                return DayExpression(end: end + 1, day: nil, isRecurring: true)
            }
        }
        return nil
    }

    /// 周三, 星期日.
    static func weekday(_ key: Run, _ at: Int) -> (number: Int, end: Int)? {
        guard let unit = ["周", "星期", "礼拜"].first(where: { key.has($0, at: at) }) else { return nil }
        let place = at + unit.unicodeScalars.count
        guard let sign = key.at(place), let index = Array("一二三四五六日天".unicodeScalars).firstIndex(of: sign) else { return nil }
        return (min(index + 1, 7), place + 1)
    }
}

/// A time of day as a sentence names it: `下午5:30`, `17时30分`, `上午`, `下班`.
struct ClockExpression {
    let end: Int
    /// Nil where the close of business is meant.
    let time: TimeOfDay?

    static func read(_ key: Run, at start: Int) -> ClockExpression? {
        var at = start
        var half: String?
        for word in ["上午", "下午", "中午", "晚上", "早上", "凌晨", "傍晚", "晚"] where key.has(word, at: at) {
            half = word
            at += word.unicodeScalars.count
            break
        }
        guard let (hour, afterHour) = Numeral.read(key, at), (0...24).contains(hour), let sign = key.at(afterHour),
            ":：时点".unicodeScalars.contains(sign)
        else {
            guard let half else { return nil }
            let time = half == "上午" || half == "中午" ? TimeOfDay(12, 0) : nil
            return ClockExpression(end: at, time: time)
        }
        var end = afterHour + 1
        var minute = 0
        if key.at(end) == "半" {
            (minute, end) = (30, end + 1)
        } else if let (value, last) = Numeral.read(key, end), (0..<60).contains(value) {
            (minute, end) = (value, last)
            if key.at(end) == "分" { end += 1 }
            // 17:00:00
            if key.at(end) == ":", let (_, last) = Numeral.read(key, end + 1) { end = last }
        } else if sign == ":" || sign == "：" {
            return nil
        } else if key.at(end) == "整" || key.at(end) == "钟" {
            end += 1
        }
        var minutes = hour * 60 + minute
        if let half, hour < 12, ["下午", "晚上", "傍晚", "晚"].contains(half) || half == "中午" && hour < 11 { minutes += 720 }
        return minutes <= 1440 ? ClockExpression(end: end, time: TimeOfDay(minutes: minutes)) : nil
    }
}

/// Numbers in a sentence, in digits or Chinese numerals.
enum Numeral {
    private static let han: SignSet = "〇零一二三四五六七八九十廿卅两"

    static func isHan(_ scalar: Unicode.Scalar) -> Bool { han.contains(scalar) }
    static func isPart(_ scalar: Unicode.Scalar) -> Bool { Signs.isDigit(scalar) || isHan(scalar) }

    /// Whether a figure goes on one before it: not 张三9点, where the name ends in a numeral.
    static func joins(_ before: Unicode.Scalar, _ next: Unicode.Scalar?) -> Bool {
        Signs.isDigit(next) ? Signs.isDigit(before) : isPart(before)
    }

    /// A number of at most four figures, and where it ends.
    static func read(_ key: Run, _ start: Int) -> (value: Int, end: Int)? {
        var end = start
        if Signs.isDigit(key.at(start)) {
            var value = 0
            while let scalar = key.at(end), Signs.isDigit(scalar) {
                value = value * 10 + Int(scalar.value - 0x30)
                end += 1
                if end - start > 4 { return nil }
            }
            return (value, end)
        }
        while let scalar = key.at(end), isHan(scalar), end - start < 6 { end += 1 }
        guard end > start else { return nil }
        let text = key[start..<end].map { scalar -> String in
            scalar == "廿" ? "二十" : scalar == "卅" ? "三十" : String(scalar)
        }.joined()
        return ChineseNumber.value(text).map { ($0, end) }
    }
}
