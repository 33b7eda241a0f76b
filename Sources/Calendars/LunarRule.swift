import Office

/// A rule by the Chinese lunar calendar (RFC 7529: `RSCALE=CHINESE`): a birthday or a festival by its lunar date, every year or month.
struct LunarRule {
    private let isMonthly: Bool
    private let interval: Int
    private let count: Int?
    private let until: Day?
    /// A month by its number, and whether its leap twin is meant (`6L`).
    private let months: [(number: Int, isLeap: Bool)]
    private let days: [Int]
    /// What becomes of a day or month that a year does not have.
    private let skip: String

    /// The lunar years the table covers.
    static var years: ClosedRange<Int> { (LunarDay.months.first?.year ?? 0)...(LunarDay.months.last?.year ?? 0) }

    /// Nil where it is no rule by the lunar calendar, or one that says more than is understood here.
    init?(_ rule: String) {
        var parts: [String: String] = [:]
        for part in rule.split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { return nil }
            parts[pair[0].trimmed.uppercased()] = pair[1].trimmed.uppercased()
        }
        func list(_ name: String) -> [Substring] { parts[name]?.split(separator: ",") ?? [] }
        guard parts["RSCALE"] == "CHINESE", let freq = parts["FREQ"], freq == "YEARLY" || freq == "MONTHLY",
            Set(parts.keys).isSubset(of: ["RSCALE", "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "SKIP", "WKST"])
        else { return nil }
        isMonthly = freq == "MONTHLY"
        interval = max(1, parts["INTERVAL"].flatMap { Int($0) } ?? 1)
        count = parts["COUNT"].flatMap { Int($0) }
        until = parts["UNTIL"].flatMap { LunarRule.day($0) }
        skip = parts["SKIP"] ?? "OMIT"
        months = list("BYMONTH").compactMap { text in
            Int(text.hasSuffix("L") ? text.dropLast() : text).map { ($0, text.hasSuffix("L")) }
        }
        days = list("BYMONTHDAY").compactMap { Int($0) }
        guard months.count == list("BYMONTH").count, days.count == list("BYMONTHDAY").count,
            months.allSatisfy({ (1...12).contains($0.number) }), days.allSatisfy({ (1...30).contains(abs($0)) }),
            ["OMIT", "BACKWARD", "FORWARD"].contains(skip), parts["UNTIL"] == nil || until != nil
        else { return nil }
    }

    static func day(_ text: some StringProtocol) -> Day? {
        let digits = text.prefix(8)
        guard digits.count == 8, let number = Int(digits) else { return nil }
        return Day(number / 10_000, number / 100 % 100, number % 100)
    }

    /// The days of a series that begins on a day, as far as the table reaches; nil where it begins before the table and does not say enough.
    func days(from start: Day) -> [Day]? {
        let lunar = LunarDay(start)
        var months = self.months
        var days = self.days
        if days.isEmpty {
            guard let lunar else { return nil }
            days = [lunar.dayOfMonth]
        }
        if months.isEmpty, !isMonthly {
            guard let lunar else { return nil }
            months = [(lunar.month, lunar.isLeapMonth)]
        }
        let table = LunarDay.months
        let first = table.lastIndex { $0.first <= start }
        // What came before the table cannot be counted.
        guard first != nil || count == nil && interval == 1 else { return nil }
        var found: [Day] = []
        for (index, month) in table.enumerated() where month.first + month.length > start {
            let steps = isMonthly ? index - (first ?? index) : month.year - (first.map { table[$0].year } ?? month.year)
            guard steps % interval == 0, months.isEmpty || months.contains(where: { isMeant($0, month) }) else { continue }
            found += days.compactMap { day(of: $0, in: month) }.sorted()
        }
        found = found.filter { day in day >= start && until.map { day <= $0 } ?? true }
        return count.map { Array(found.prefix($0)) } ?? found
    }

    private func isMeant(_ wanted: (number: Int, isLeap: Bool), _ month: LunarDay.Month) -> Bool {
        if wanted.number == month.number, wanted.isLeap == month.isLeap { return true }
        guard wanted.isLeap, !month.isLeap, skip != "OMIT",
            !LunarDay.months.contains(where: { $0.year == month.year && $0.isLeap && $0.number == wanted.number })
        else { return false }
        // The year has no such leap month: the one before it, or the one behind it.
        return month.number == (skip == "BACKWARD" ? wanted.number : wanted.number % 12 + 1)
    }

    private func day(of number: Int, in month: LunarDay.Month) -> Day? {
        if number < 0 { return number >= -month.length ? month.first + (month.length + number) : nil }
        if number <= month.length { return month.first + (number - 1) }
        switch skip {
        case "BACKWARD": return month.first + (month.length - 1)
        case "FORWARD": return month.first + month.length
        default: return nil
        }
    }

    /// A component whose lunar rule is written out as days; the component itself where it has none, or none that is understood.
    static func writtenOut(_ component: String) -> String {
        guard component.holds(name: "rscale") else { return component }
        var lines = CalendarLines.unfolded(component)
        guard let at = lines.firstIndex(where: { CalendarLines.name($0) == "RRULE" }),
            let start = lines.first(where: { CalendarLines.name($0) == "DTSTART" })
        else { return component }
        let rule = CalendarLines.value(lines[at])
        // The usual calendar by its name.
        let plain = rule.split(separator: ";").filter { !["RSCALE=GREGORIAN", "SKIP=OMIT"].contains($0.uppercased()) }
        if rule.uppercased().contains("RSCALE=GREGORIAN") {
            lines[at] = "RRULE:" + plain.joined(separator: ";")
        } else if let lunar = LunarRule(rule), let first = day(CalendarLines.value(start)), let days = lunar.days(from: first) {
            let value = CalendarLines.value(start)
            let head = "RDATE" + start.dropFirst("DTSTART".count).dropLast(value.count)
            lines[at] = head + days.map { $0.iso.filter { $0 != "-" } + value.dropFirst(8) }.joined(separator: ",")
            if days.isEmpty { lines.remove(at: at) }
        }
        return lines.joined(separator: "\r\n")
    }
}
