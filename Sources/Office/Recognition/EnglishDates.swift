/// Dates in an English text: 25 November 2026, Nov. 25th, 2026, 2026/11/25, 25-Nov-2026.
enum EnglishDates {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// The first date at or behind a word, with the words it takes.
    static func first(in words: [Substring], from start: Int = 0, dated: Day? = nil) -> (day: Day, range: Range<Int>)? {
        for index in start..<max(start, words.count) {
            if let day = plain(words[index]) { return (day, index..<(index + 1)) }
            if let found = spelled(words, index, dated) { return found }
        }
        return nil
    }

    /// `25 November 2026` or `November 25, 2026`; a missing year is the next that fits the letter's own date.
    private static func spelled(_ words: [Substring], _ index: Int, _ dated: Day?) -> (Day, Range<Int>)? {
        func word(_ at: Int) -> Substring { at < words.count ? words[at] : "" }
        var at = index
        var day: Int?
        var month: Int?
        if let number = number(word(at)), (1...31).contains(number) {
            day = number
            at += 1
            if word(at) == "of" { at += 1 }
            month = self.month(word(at))
        } else if let named = self.month(word(at)) {
            month = named
            at += 1
            day = number(word(at))
        }
        guard let day, let month, (1...31).contains(day) else { return nil }
        at += 1
        if let year = number(word(at)), (1900...2099).contains(year) { return Day(year, month, day).map { ($0, index..<(at + 1)) } }
        guard let dated else { return nil }
        let next = [dated.year, dated.year + 1].lazy.compactMap { Day($0, month, day) }.first { $0 >= dated }
        return next.map { ($0, index..<at) }
    }

    private static func month(_ word: Substring) -> Int? {
        let name = word.lowercased().filter(\.isLetter)
        guard name.count >= 3, name.count <= 9, let index = months.firstIndex(of: String(name.prefix(3))) else { return nil }
        let whole = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        ]
        return whole[index].hasPrefix(name) || name == "sept" ? index + 1 : nil
    }

    /// `25th`, `3,` and `2026.` are numbers too.
    private static func number(_ word: Substring) -> Int? {
        var text = word.lowercased()
        while let last = text.last, ",.;)".contains(last) { text.removeLast() }
        for ending in ["st", "nd", "rd", "th"] where text.hasSuffix(ending) { text = String(text.dropLast(2)) }
        return Int(text)
    }

    private static func plain(_ word: Substring) -> Day? {
        let text = word.trimming { ",.;()".contains($0) }
        for separator in ["-", "/", "."] as [Character] {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            if parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) {
                return Day(year, month, day)
            }
            guard parts[2].count == 4, let year = Int(parts[2]), let day = Int(parts[0]) else { continue }
            if let month = month(parts[1]) { return Day(year, month, day) }
            // 25/11/2026; where both might be the month, nothing is proposed.
            guard let second = Int(parts[1]), day > 12 || second > 12 || day == second else { continue }
            return second > 12 ? Day(year, day, second) : Day(year, second, day)
        }
        return nil
    }
}

extension Substring {
    fileprivate func trimming(_ isDropped: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, isDropped(last) { text = text.dropLast() }
        while let first = text.first, isDropped(first) { text = text.dropFirst() }
        return text
    }
}
