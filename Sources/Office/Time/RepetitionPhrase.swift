/// Repetitions said within a line: `每周一 9:00`, `每月25日前`, `every:month 25`.
extension DateScan {
    enum Recurring {
        case found(Repetition, end: Int)
        /// Meant as a repetition that no register can keep: 每周八, 每年1月31日.
        case unreadable(Range<Int>)
    }

    func recurring(at start: Int) -> Recurring? {
        if key.at(start) == "每" { return chinese(at: start) }
        guard key.has("every", at: start), start == 0 || !key[start - 1].isLatin else { return nil }
        return english(recurring: start)
    }

    private func chinese(at start: Int) -> Recurring? {
        let token = Run(key[start...].prefix { !Signs.isBlank($0) })
        if Repetition.isMeant(by: token.string), Repetition(token.string) == nil, !isWeekdays(start) {
            return .unreadable(start..<(start + token.count))
        }
        let longest = stride(from: min(token.count, 12), to: 1, by: -1).lazy
            .compactMap { count in Repetition(Run(token.prefix(count)).string).map { ($0, start + count) } }.first
        guard let (rule, end) = longest else { return malformed(start) }
        if let weekdays = weekdaysEnd(end), let workdays = Repetition("每个工作日") { return .found(workdays, end: weekdays) }
        for word in ["上旬", "中旬", "下旬", "初", "底", "末"] where key.has(word, at: end) {
            return .unreadable(start..<(end + word.unicodeScalars.count))
        }
        // 每周一、三, 每月15日、30日, 每周一三五: more than one day is no repetition of ours.
        let isListed = key.at(end).map { "、和及,至到-".unicodeScalars.contains($0) } ?? false
        let more = isListed ? end + 1 : end
        if isListed && weekday(at: more) != nil || isMoreDays(more, isListed: isListed || !rule.isPlain && rule.chinese.hasPrefix("每周")) {
            var last = more
            while let sign = key.at(last), Numeral.isPart(sign) || "、周星期和日号".unicodeScalars.contains(sign) { last += 1 }
            return .unreadable(start..<last)
        }
        guard !rule.isPlain || isAdverb(start, end) else { return malformed(start) }
        return .found(rule, end: end)
    }

    private func isMoreDays(_ at: Int, isListed: Bool) -> Bool {
        guard isListed, let (_, end) = Numeral.read(key, at) else { return false }
        // 每周一2份: a count, not another day.
        return key.at(end).map { !DateScan.isUnit($0) && $0 != ":" && $0 != "位" && $0 != "张" || $0 == "日" || $0 == "号" } ?? true
    }

    private func isWeekdays(_ start: Int) -> Bool { key.has("每周一", at: start) && weekdaysEnd(start + 3) != nil }

    /// 每周一至周五
    private func weekdaysEnd(_ end: Int) -> Int? {
        guard end >= 2, key.at(end - 1) == "一" else { return nil }
        for word in ["至周五", "到周五", "至五", "到五", "-周五", "至星期五", "到星期五"] where key.has(word, at: end) {
            return end + word.unicodeScalars.count
        }
        return nil
    }

    /// 每天报送 says when, 每日简报 is a name: what stands behind tells them apart.
    private func isAdverb(_ start: Int, _ end: Int) -> Bool {
        guard let next = key.at(end), !Signs.isBlank(next), !",，。;；、".unicodeScalars.contains(next) else { return true }
        if key.has("每天", at: start) || key.has("每个工作日", at: start) || limit(at: end).isLimit { return true }
        if clock(at: end, on: today, half: nil, isAlone: false) != nil { return true }
        return ["报送", "上报", "汇总", "检查", "整理", "更新", "提交", "盘点", "巡查", "统计", "反馈", "通报", "一次", "报"].contains { key.has($0, at: end) }
            && !["报表", "报告", "简报", "报纸", "检查表", "汇总表", "通报会"].contains { key.has($0, at: end) }
    }

    /// 每周八, 每月32日, 每两月: a unit and a figure, but no repetition of ours. 每人, 每份 are none at all.
    private func malformed(_ start: Int) -> Recurring? {
        var at = start + 1
        if key.at(at) == "个" { at += 1 }
        if let (_, end) = Numeral.read(key, at) {
            at = end + (key.at(end) == "个" ? 1 : 0)
            guard let unit = key.at(at), "天日周月年季".unicodeScalars.contains(unit) || key.has("星期", at: at) || key.has("工作日", at: at) else {
                return nil
            }
            return .unreadable(start..<(at + 1))
        }
        guard let unit = ["周", "星期", "礼拜", "月", "年"].first(where: { key.has($0, at: at) }) else {
            return key.has("半年", at: at) ? .unreadable(start..<(at + 2)) : nil
        }
        at += unit.unicodeScalars.count
        guard let next = key.at(at), Numeral.isPart(next) else { return nil }
        var end = at
        while let scalar = key.at(end), Numeral.isPart(scalar) || "月日号".unicodeScalars.contains(scalar) { end += 1 }
        return .unreadable(start..<end)
    }

    // MARK: English

    private func english(recurring start: Int) -> Recurring? {
        var at = start + 5
        let isKey = key.at(at) == ":"
        if isKey { at = skip(at + 1) } else if key.at(at).map(Signs.isBlank) ?? false { at = skip(at) } else { return nil }
        var words: [(text: String, end: Int)] = []
        var place = at
        while words.count < 4 {
            var end = place
            while let scalar = key.at(end), scalar.isLatin || Signs.isDigit(scalar) { end += 1 }
            guard end > place else { break }
            words.append((key[place..<end].map(String.init).joined(), end))
            place = skip(end)
        }
        func text(_ index: Int) -> String { words.indices.contains(index) ? words[index].text : "" }
        func found(_ stored: String, _ count: Int) -> Recurring? { Repetition(stored).map { .found($0, end: words[count - 1].end) } }
        func unreadable(_ count: Int) -> Recurring { .unreadable(start..<words[min(count, words.count) - 1].end) }
        if let number = DateScan.englishWeekday(text(0)) {
            // every tue and thu: more than one day is no repetition of ours, but for the working days.
            let isLed = ["and", "to", "through", "till", "until", "or"].contains(text(1))
            if let last = DateScan.englishWeekday(text(isLed ? 2 : 1)) {
                return number == 1 && last == 5 && text(1) != "and" ? found("每个工作日", isLed ? 3 : 2) : unreadable(isLed ? 3 : 2)
            }
            return found("每周" + String(Array("一二三四五六日")[number - 1]), 1)
        }
        switch text(0) {
        case "day": return found("每天", 1)
        case "workday", "weekday": return found("每个工作日", 1)
        case "working" where text(1) == "day": return found("每个工作日", 2)
        case "week":
            let place = text(1) == "on" ? 2 : 1
            if let number = DateScan.englishWeekday(text(place)) { return found("每周" + String(Array("一二三四五六日")[number - 1]), place + 1) }
            return found("每周", 1)
        case "month":
            if text(1) == "end" { return found("每月底", 2) }
            if text(1) == "last" || text(1) == "first" { return unreadable(3) }
            var place = text(1) == "on" ? 2 : 1
            if text(place) == "the" { place += 1 }
            guard let day = DateScan.ordinal(text(place)) else { return found("每月", 1) }
            // `every month 17:00`: an hour, not a day.
            if key.at(words[place].end) == ":" { return found("每月", 1) }
            return (1...31).contains(day) ? found("每月\(day)日", place + 1) : .unreadable(start..<words[place].end)
        case "quarter": return found("每季度", 1)
        case "year":
            let place = skip(words[text(1) == "on" ? 1 : 0].end)
            guard let named = self.day(at: place) else { return found("每年", 1) }
            let (_, month, day) = named.day?.civil ?? (0, 0, 0)
            return Repetition("每年\(month)月\(day)日").map { .found($0, end: named.end) } ?? .unreadable(start..<named.end)
        case "other" where text(1) == "week", "two" where text(1) == "weeks", "2" where text(1) == "weeks":
            return DateScan.englishWeekday(text(text(2) == "on" ? 3 : 2)) == nil ? found("每两周", 2) : unreadable(4)
        case let place where ["last", "first", "second", "third", "fourth"].contains(place) && DateScan.englishWeekday(text(1)) != nil:
            return unreadable(2)
        case let word where Int(word) != nil && !isKey: return unreadable(text(1).hasSuffix("s") ? 2 : 1)
        case let word where (word.hasSuffix("th") || word.hasSuffix("st") || word.hasSuffix("nd") || word.hasSuffix("rd")):
            guard let day = DateScan.ordinal(word) else { return isKey ? unreadable(1) : nil }
            return (1...31).contains(day) ? found("每月\(day)日", 1) : unreadable(1)
        default:
            // `every:周一`
            guard isKey else { return nil }
            let token = Run(key[at...].prefix { !Signs.isBlank($0) })
            guard !token.isEmpty, let rule = Repetition("每" + token.string) else { return .unreadable(start..<max(at + token.count, at)) }
            return .found(rule, end: at + token.count)
        }
    }
}

extension Repetition {
    /// 每周一, 每月25日, 每天: the day itself is said, so that it is the limit.
    var namesDay: Bool { !isPlain || chinese == "每天" }

    /// 每周, 每月: no day of its own.
    var isPlain: Bool {
        ["每天", "每周", "每两周", "每月", "每季度", "每年"].contains(chinese)
    }
}
