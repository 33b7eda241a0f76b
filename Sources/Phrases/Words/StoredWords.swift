import Office

/// Values as registers keep them, in the language of the screen.
extension Speaker {
    /// A kept text of the field of an id: the source and the repetition in words, a paper's own mark; anything else as it is.
    public func stored(_ text: String, of id: String) -> String {
        switch id {
        case "source": source(text)
        case "repeats": repetition(text)
        case "urgency": urgency(text)
        default: text
        }
    }

    /// What a task came by: a medium by its code or by its Chinese name.
    private func source(_ text: String) -> String {
        let known = Attribution.Medium(word: text)
        return known.map { medium($0) } ?? Speaker.otherSources.first { $0.zh == text }.map { self($0) } ?? text
    }

    private static let otherSources = [Phrase("government messenger", "政务通")]

    /// When a duty comes round, from `每周一` as it is kept or `mon` as it is typed.
    func repetition(_ text: String) -> String {
        let lower = text.lowercased()
        if let weekday = Speaker.weekdayNames.firstIndex(of: String(lower.prefix(3))), lower.utf8.allSatisfy({ $0 < 0x80 }) {
            return self(Phrase("every %1", "每%1"), self(Phrase.weekdays[weekday]))
        }
        if let words = Speaker.repetitions.first(where: { $0.en == "every " + lower }) { return self(words) }
        guard language == .english else { return self(Phrase(text, text)) }
        if let words = Speaker.repetitions.first(where: { $0.zh == text }) { return words.en }
        if let last = text.last, text.hasPrefix("每周") || text.hasPrefix("每星期"),
            let weekday = Array("一二三四五六日").firstIndex(of: last == "天" ? "日" : last)
        {
            return "every " + Phrase.weekdays[weekday].en
        }
        if text.hasPrefix("每月"), text.hasSuffix("日") || text.hasSuffix("号"),
            let day = ChineseNumber.value(text.dropFirst(2).dropLast())
        {
            return "on day \(day) of every month"
        }
        return text
    }

    private static let weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    private static let repetitions: [Phrase] = [
        Phrase("every day", "每天"), Phrase("every day", "每日"), Phrase("every working day", "每个工作日"), Phrase("every working day", "每工作日"),
        Phrase("every week", "每周"), Phrase("every two weeks", "每两周"), Phrase("every two weeks", "隔周"), Phrase("every month", "每月"),
        Phrase("at the end of every month", "每月底"), Phrase("every quarter", "每季"), Phrase("every quarter", "每季度"),
        Phrase("every year", "每年"),
    ]
}
