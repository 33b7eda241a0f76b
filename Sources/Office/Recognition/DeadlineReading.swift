/// A limit a paper's own words set: the words, the day they mean where they name one, and the line.
public struct FoundDeadline: Hashable, Sendable {
    public let text: String
    /// Nil where the day depends on something else, such as the day of receipt.
    public let due: Day?
    public let line: Int
}

/// Reads the deadlines of a paper: 请于11月25日前报送, 收到之日起15日内, 每月5日前.
enum DeadlineReading {
    /// - Parameters:
    ///   - dated: the paper's own date; a day without a year is the next such day.
    ///   - main: the row of the signature; what an attached rule says of others is not a deadline of ours.
    static func find(in rows: [Piece], dated: Day?, main: Int) -> [FoundDeadline] {
        var found: [FoundDeadline] = []
        func add(_ piece: Piece, _ start: Int, _ end: Int, _ due: Day?) {
            let text = Run(piece.text[start..<end]).string
            if found.count < 10, !found.contains(where: { $0.text == text }) {
                found.append(FoundDeadline(text: text, due: due, line: piece.line))
            }
        }
        for (index, piece) in rows.enumerated() {
            let key = piece.key
            for at in key.indices where key[at] == "日" {
                guard let hit = dayBefore(key, at, dated) else { continue }
                let clause = Run(key[hit.end...].prefix { $0 != "。" }.prefix(40))
                if Vocabulary.acts.occurs(in: clause), hit.due.map({ due in dated.map { due >= $0 } ?? true }) ?? true {
                    add(piece, hit.start, hit.end, hit.due)
                }
            }
            if index <= main { addRelative(piece, add) }
            addMonthEnds(piece, dated, add)
            if let at = key.find("每月"), let end = key.find("日前", from: at), end - at <= 5 { add(piece, at, end + 2, nil) }
        }
        return found
    }

    private static func addRelative(_ piece: Piece, _ add: (Piece, Int, Int, Day?) -> Void) {
        let key = piece.key
        for unit in ["个工作日内", "个工作日之内", "日内", "天内", "小时内", "个月内"] {
            guard let at = key.find(unit) else { continue }
            var start = at
            while start > 0, Signs.isDigit(key[start - 1]) || "一二三四五六七八九十两".unicodeScalars.contains(key[start - 1]) { start -= 1 }
            let context = Run(key[max(0, start - 24)..<start])
            let around = Run(key[max(0, start - 24)..<min(key.count, at + 40)])
            guard start < at, Words("之日起 收到 接到 印发后").occurs(in: context), Vocabulary.acts.occurs(in: around) else { continue }
            let clause = key[..<start].lastIndex { "，,。；;：:".unicodeScalars.contains($0) }.map { $0 + 1 } ?? 0
            add(piece, clause, at + unit.unicodeScalars.count, nil)
        }
    }

    private static func addMonthEnds(_ piece: Piece, _ dated: Day?, _ add: (Piece, Int, Int, Day?) -> Void) {
        let key = piece.key
        for cue in ["月底前", "月底之前", "月末前", "年底前", "年底之前"] {
            guard let at = key.find(cue), let hit = monthEnd(key, at, dated) else { continue }
            let clause = Run(key[min(key.count, at + 3)..<min(key.count, at + 43)])
            guard Vocabulary.acts.occurs(in: clause), dated.map({ hit.due >= $0 }) ?? true else { continue }
            add(piece, hit.start, at + cue.unicodeScalars.count, hit.due)
        }
    }

    /// Where the digits before an index begin.
    private static func digitsStart(_ key: Run, _ end: Int) -> Int {
        var start = end
        while start > 0, Signs.isDigit(key[start - 1]) { start -= 1 }
        return start
    }

    private static func number(_ key: Run, _ range: Range<Int>) -> Int? { Int(Run(key[range]).string) }

    private static func monthEnd(_ key: Run, _ at: Int, _ dated: Day?) -> (start: Int, due: Day)? {
        let start = digitsStart(key, at)
        guard start < at, let value = number(key, start..<at) else { return nil }
        if key[at] == "年" { return at - start == 4 ? Day(value, 12, 31).map { (start, $0) } : nil }
        var begin = start
        var year = dated?.year
        if start > 4, key[start - 1] == "年", let explicit = number(key, (start - 5)..<(start - 1)) {
            year = explicit
            begin = start - 5
        }
        guard let year, let first = Day(year, value, 1) else { return nil }
        return (begin, first.endOfMonth)
    }

    /// `…[2024年]3月5日[(周五)][下午5时]前` with 日 at `at`.
    private static func dayBefore(_ key: Run, _ at: Int, _ dated: Day?) -> (start: Int, end: Int, due: Day?)? {
        let dayStart = digitsStart(key, at)
        guard dayStart < at, dayStart > 1, key[dayStart - 1] == "月", let day = number(key, dayStart..<at) else { return nil }
        let monthStart = digitsStart(key, dayStart - 1)
        guard monthStart < dayStart - 1, let month = number(key, monthStart..<(dayStart - 1)) else { return nil }
        var start = monthStart
        var year: Int?
        let before = key.upTo(monthStart)
        if before.ends("今年") || before.ends("本年") {
            start = monthStart - 2
        } else if before.ends("明年"), let dated {
            year = dated.year + 1
            start = monthStart - 2
        } else if before.last == "年", monthStart >= 5, let explicit = number(key, (monthStart - 5)..<(monthStart - 1)) {
            year = explicit
            start = monthStart - 5
        }
        var end = at + 1
        if key.at(end) == "(", let close = key[end...].prefix(9).firstIndex(of: ")") { end = close + 1 }
        func skipClock() {
            while let scalar = key.at(end), Signs.isDigit(scalar) || ":：时点分半".unicodeScalars.contains(scalar) { end += 1 }
        }
        skipClock()
        for word in ["上午", "下午", "中午", "下班", "晚上"] where key.from(end).has(word) {
            end += word.unicodeScalars.count
            skipClock()
        }
        let rest = key.from(end)
        guard let word = ["下班前", "之前", "以前", "前", "截止", "止"].first(where: { rest.has($0) }) else { return nil }
        end += word.unicodeScalars.count
        if let year { return Day(year, month, day).map { (start, end, $0) } }
        guard let dated else { return Day(2024, month, day) == nil ? nil : (start, end, nil) }
        let candidate = Day(dated.year, month, day)
        let due = candidate.map { $0 < dated } ?? true ? Day(dated.year + 1, month, day) : candidate
        return due.map { (start, end, $0) }
    }
}
