/// Days, times and lengths in English: `next fri`, `5 Dec`, `in 3 days`, `5pm`.
extension DateScan {
    /// The words from a place on, with where each ends: letters, figures and nothing else.
    private func word(at start: Int) -> (text: String, end: Int)? {
        var end = start
        while let scalar = key.at(end), scalar.isLatin || Signs.isDigit(scalar) { end += 1 }
        return end > start ? (key[start..<end].map(String.init).joined(), end) : nil
    }

    private func words(at start: Int, _ count: Int) -> [(text: String, end: Int)] {
        var found: [(text: String, end: Int)] = []
        var at = start
        while found.count < count, let next = word(at: at) {
            found.append(next)
            at = skip(next.end)
            if key.at(at) == "," { at = skip(at + 1) }
        }
        return found
    }

    private static let weekdays: [String: Int] = [
        "mon": 1, "monday": 1, "tue": 2, "tues": 2, "tuesday": 2, "wed": 3, "weds": 3, "wednesday": 3, "thu": 4, "thur": 4, "thurs": 4,
        "thursday": 4, "fri": 5, "friday": 5, "sat": 6, "saturday": 6, "sun": 7, "sunday": 7,
    ]

    static func englishWeekday(_ word: String) -> Int? { weekdays[word] }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let wholeMonths = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]

    static func englishMonth(_ word: String) -> Int? {
        if word == "sept" { return 9 }
        return (months.firstIndex(of: word) ?? wholeMonths.firstIndex(of: word)).map { $0 + 1 }
    }

    static func ordinal(_ word: String) -> Int? {
        var text = word
        for ending in ["st", "nd", "rd", "th"] where text.hasSuffix(ending) { text = String(text.dropLast(2)) }
        return text.count <= 2 ? Int(text) : nil
    }

    func english(at start: Int) -> DayPhrase? {
        let words = words(at: start, 5)
        guard let first = words.first else { return nil }
        func text(_ index: Int) -> String { words.indices.contains(index) ? words[index].text : "" }
        if let phrase = englishName(words) { return phrase }
        if first.text == "the", let phrase = englishName(Array(words.dropFirst())) { return phrase }
        if let number = DateScan.weekdays[first.text] {
            return DayPhrase(day: today + (number - today.weekday + 7) % 7, end: first.end)
        }
        let weeks = ["next": 7, "this": 0, "coming": -1, "last": -7]
        if let shift = weeks[first.text], let number = DateScan.weekdays[text(1)] {
            let day = shift == -1 ? today + (number - today.weekday + 7) % 7 : today.monday + shift + number - 1
            return DayPhrase(day: day, end: words[1].end, isPast: shift == -7)
        }
        if let month = DateScan.englishMonth(first.text), let day = DateScan.ordinal(text(1)) {
            if let year = Int(text(2)), (1990...2099).contains(year) { return DayPhrase(day: Day(year, month, day), end: words[2].end) }
            return DayPhrase(day: resolved(month, day, nil), end: words[1].end)
        }
        if first.text == "the", text(1).hasSuffix("th") || text(1).hasSuffix("st") || text(1).hasSuffix("nd") || text(1).hasSuffix("rd"),
            let day = DateScan.ordinal(text(1))
        {
            if text(2) == "of", let month = DateScan.englishMonth(text(3)) {
                return DayPhrase(day: resolved(month, day, nil), end: words[3].end)
            }
            let months = [0, 1, 2].map { today.startOfMonth.adding(months: $0) }
            return DayPhrase(day: months.compactMap { Day($0.year, $0.month, day) }.first { $0 >= today }, end: words[1].end)
        }
        return nil
    }

    /// `5 Dec`, `27th of November 2026`: read from the figure on.
    func figureThenMonth(at start: Int) -> DayPhrase? {
        let words = words(at: start, 4)
        guard let first = words.first, let day = DateScan.ordinal(first.text), words.count > 1 else { return nil }
        let place = words[1].text == "of" ? 2 : 1
        guard words.indices.contains(place), let month = DateScan.englishMonth(words[place].text) else { return nil }
        if words.indices.contains(place + 1), let year = Int(words[place + 1].text), (1990...2099).contains(year) {
            return DayPhrase(day: Day(year, month, day), end: words[place + 1].end)
        }
        return DayPhrase(day: resolved(month, day, nil), end: words[place].end)
    }

    private func englishName(_ words: [(text: String, end: Int)]) -> DayPhrase? {
        let phrases: [([String], Day?)] = [
            (["the", "day", "after", "tomorrow"], today + 2), (["day", "after", "tomorrow"], today + 2), (["today"], today),
            (["tomorrow"], today + 1), (["tmr"], today + 1), (["yesterday"], today - 1), (["eom"], today.endOfMonth),
            (["eow"], today.monday + 4),
            (["eoq"], Day(today.year, (today.month + 2) / 3 * 3, 1)?.endOfMonth), (["eoy"], Day(today.year, 12, 31)),
            (["end", "of", "next", "month"], today.startOfMonth.adding(months: 1).endOfMonth),
            (["end", "of", "the", "month"], today.endOfMonth), (["end", "of", "this", "month"], today.endOfMonth),
            (["end", "of", "month"], today.endOfMonth), (["month", "end"], today.endOfMonth),
            (["end", "of", "the", "week"], today.monday + 4), (["end", "of", "this", "week"], today.monday + 4),
            (["end", "of", "week"], today.monday + 4),
            (["end", "of", "next", "week"], today.monday + 11),
            (["end", "of", "the", "year"], Day(today.year, 12, 31)), (["end", "of", "year"], Day(today.year, 12, 31)),
            (["next", "week"], today.monday + 7),
        ]
        for (phrase, day) in phrases where words.count >= phrase.count && zip(words, phrase).allSatisfy({ $0.text == $1 }) {
            return DayPhrase(day: day, end: words[phrase.count - 1].end, isPast: phrase == ["yesterday"])
        }
        guard isWhole, words.count == 1 else { return nil }
        switch words[0].text {
        case "tod": return DayPhrase(day: today, end: words[0].end)
        case "tom": return DayPhrase(day: today + 1, end: words[0].end)
        default: return nil
        }
    }

    private static let counts: [String: Int] = [
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    ]

    /// `in 3 days`, `within two hours`, `within 5 working days`.
    func englishSpan(at start: Int) -> (day: Day?, time: TimeOfDay?, isLimit: Bool, end: Int)? {
        let words = words(at: start, 4)
        guard words.count >= 3, words[0].text == "in" || words[0].text == "within" else { return nil }
        return englishLength(Array(words.dropFirst()), isLimit: words[0].text == "within")
    }

    /// `3 days`, where nothing else is said.
    func englishLength(at start: Int) -> (day: Day?, time: TimeOfDay?, isLimit: Bool, end: Int)? {
        englishLength(words(at: start, 3), isLimit: true)
    }

    private func englishLength(_ words: [(text: String, end: Int)], isLimit: Bool) -> (
        day: Day?, time: TimeOfDay?, isLimit: Bool, end: Int
    )? {
        if words.count >= 3, words[0].text == "half", ["a", "an"].contains(words[1].text), words[2].text == "hour" {
            return later(1, nil, 60).map { ($0.day, $0.time, isLimit, words[2].end) }
        }
        guard words.count >= 2, let count = Int(words[0].text) ?? DateScan.counts[words[0].text], count > 0 else { return nil }
        var index = 1
        var isWorking = false
        if ["working", "work", "business"].contains(words[1].text), words.count > 2 { (isWorking, index) = (true, 2) }
        let found: (day: Day, time: TimeOfDay?)?
        switch words[index].text {
        case "workday", "workdays", "wd": found = later(count * 2, .workday, 0)
        case "day", "days": found = isWorking ? later(count * 2, .workday, 0) : later(count * 2, .day, 1)
        case "week", "weeks": found = later(count * 2, .day, 7)
        case "month", "months": found = later(count * 2, .month, 0)
        case "hour", "hours", "hr", "hrs": found = later(count * 2, nil, 60)
        case "minute", "minutes", "min", "mins": found = later(count * 2, nil, 1)
        default: return nil
        }
        return found.map { ($0.day, $0.time, isLimit, words[index].end) }
    }

    func englishClock(at start: Int, on day: Day, isAlone: Bool) -> ClockPhrase? {
        if start > 0, key[start - 1].isLatin { return nil }
        let words = words(at: start, 4)
        guard let first = words.first else { return nil }
        // `this morning` names its day by itself.
        if first.text == "this", words.count > 1, ["morning", "afternoon", "evening"].contains(words[1].text) {
            return englishClock(at: skip(first.end), on: day, isAlone: false)
        }
        switch first.text {
        case "noon", "midday": return ClockPhrase(end: first.end, time: TimeOfDay(12, 0))
        case "am" where !isAlone: return ClockPhrase(end: first.end, half: .morning)
        case "pm" where !isAlone: return ClockPhrase(end: first.end, half: .afternoon)
        case "morning": return !isAlone ? ClockPhrase(end: first.end, half: .morning) : nil
        case "afternoon": return !isAlone ? ClockPhrase(end: first.end, half: .afternoon) : nil
        case "evening", "night": return !isAlone ? ClockPhrase(end: first.end, time: TimeOfDay(23, 59)) : nil
        case "tonight":
            let next = key.has("at ", at: skip(first.end)) ? skip(skip(first.end) + 3) : skip(first.end)
            if let hour = figures(at: next, isAlone: false, word: "晚上") {
                return ClockPhrase(end: hour.end, time: hour.time, isImpossible: hour.isImpossible)
            }
            return ClockPhrase(end: first.end, time: TimeOfDay(23, 59))
        case "cob", "eod": return ClockPhrase(end: first.end, time: calendar.hours.close(on: day))
        case "close" where words.count > 2 && words[1].text == "of" && ["business", "day", "play"].contains(words[2].text):
            return ClockPhrase(end: words[2].end, time: calendar.hours.close(on: day))
        case "end"
        where words.count > 2 && words[1].text == "of"
            && (words[2].text == "day" || words.count > 3 && words[2].text == "the" && words[3].text == "day"):
            return ClockPhrase(end: words[2].text == "day" ? words[2].end : words[3].end, time: calendar.hours.close(on: day))
        default: return nil
        }
    }
}
