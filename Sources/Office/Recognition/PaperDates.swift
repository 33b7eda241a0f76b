/// Full dates in a paper's text: 2026年7月5日, 二〇一二年三月一日, and a line that is nothing but 2019-1-27.
enum PaperDates {
    static func all(in key: Run) -> [(start: Int, end: Int, day: Day)] {
        var found: [(Int, Int, Day)] = []
        var at = key.firstIndex(of: "年")
        while let here = at {
            if let date = around(key, here) ?? ofTheRepublic(key, here) { found.append(date) }
            at = key[(here + 1)...].firstIndex(of: "年")
        }
        return found
    }

    private static func around(_ key: Run, _ at: Int) -> (Int, Int, Day)? {
        let start = at - 4
        guard start >= 0, !(start > 0 && Signs.isDigit(key[start - 1])) else { return nil }
        guard let year = year(Run(key[start..<at])), (1900...2099).contains(year),
            let month = key[min(at + 1, key.count)..<min(at + 5, key.count)].firstIndex(of: "月"),
            let day = key[min(month + 1, key.count)..<min(month + 5, key.count)].firstIndex(of: "日"),
            let monthNumber = number(key[(at + 1)..<month]), let dayNumber = number(key[(month + 1)..<day]),
            let date = Day(year, monthNumber, dayNumber)
        else { return nil }
        return (start, day + 1, date)
    }

    /// A zero is written 〇 and mistaken for ○, O, 0 or 零.
    private static func year(_ run: Run) -> Int? {
        let text = run.map { $0 == "o" || $0 == "○" || $0 == "◯" || $0 == "零" ? "〇" : $0 }
        if let plain = Int(run.string) ?? Int(Run(run.map { $0 == "o" ? "0" : $0 }).string) { return plain }
        return run.contains { !Signs.isDigit($0) } ? ChineseNumber.value(Run(text.map { $0 == "0" ? "〇" : $0 }).string) : nil
    }

    /// 民国115年11月20日 is counted from 1911.
    private static func ofTheRepublic(_ key: Run, _ at: Int) -> (Int, Int, Day)? {
        var start = at
        while start > 0, Numeral.isPart(key[start - 1]) { start -= 1 }
        let before = key.upTo(start)
        guard start < at, before.ends("民国"), let count = ChineseNumber.value(Run(key[start..<at]).string), (1...199).contains(count),
            let (month, afterMonth) = Numeral.read(key, at + 1), key.at(afterMonth) == "月",
            let (day, end) = Numeral.read(key, afterMonth + 1), key.at(end) == "日", let date = Day(1911 + count, month, day)
        else { return nil }
        return (before.ends("中华民国") ? start - 4 : start - 2, end + 1, date)
    }

    private static func number(_ run: ArraySlice<Unicode.Scalar>) -> Int? {
        if run.allSatisfy({ Signs.isDigit($0) }) { return run.reduce(0) { $0 * 10 + Int($1.value - 0x30) } }
        var text = Run(run)
        // A scan takes o for 0 and l for 1.
        if text.contains(where: { $0 == "o" || $0 == "l" }) { text = text.map { $0 == "o" ? "0" : $0 == "l" ? "1" : $0 } }
        return ChineseNumber.value(text.string.replacing("廿", with: "二十"))
    }

    static func plain(_ key: Run) -> Day? {
        guard key.count <= 10, key.count >= 8 else { return nil }
        let text = key.string
        for separator in ["-", ".", "/"] as [Character] {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
                let day = Int(parts[2])
            else { continue }
            return Day(year, month, day)
        }
        return nil
    }
}
