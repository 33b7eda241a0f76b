/// The keys of a line, and the words that lead to a date.
enum CaptureKeys {
    private static let keys: [(word: String, path: String, isDate: Bool)] = [
        ("due", "due", true), ("截止时间", "due", true), ("截止日期", "due", true), ("截止", "due", true), ("时限", "due", true), ("限", "due", true),
        ("期限", "due", true), ("plan", "plannedOn", true), ("计划", "plannedOn", true), ("bring", "bringUpOn", true),
        ("到日", "bringUpOn", true),
        ("定日", "bringUpOn", true), ("sup", "supervisor", false), ("督办", "supervisor", false), ("remind", "remind", false),
        ("提醒", "remind", false),
        ("every", "repeats", true), ("每", "repeats", true), ("from", "source", false), ("来源", "source", false), ("std", "standard", false),
        ("标准", "standard", false),
    ]

    static let words: Set<String> = Set(keys.map(\.word))

    /// `截止:` here, and where its value begins; `every:` is read with its value.
    static func key(in line: CaptureLine, at start: Int) -> (path: String, value: Int, isDate: Bool)? {
        for (word, path, isDate) in keys where line.key.has(word, at: start) {
            let end = start + word.unicodeScalars.count
            guard line.key.at(end) == ":", line.beginsToken(start) || isDate && path == "due" && word.count > 1 else { continue }
            if path == "repeats", case .found = DateScanning.recurring(line, start) { return nil }
            return (path, end + 1, isDate)
        }
        return nil
    }

    static let cues = [
        "请务必于", "请务必在", "务必于", "务必在", "必须于", "必须在", "请于", "请在", "须于", "须在", "应于", "应在", "需在", "需于", "要在", "最迟于", "最迟在", "最迟", "最晚于", "最晚在",
        "最晚", "不晚于", "不迟于", "截止时间为", "截止时间", "截止日期", "截止到", "截止至", "截止", "截至", "期限为", "期限至", "时限为", "时限", "期限", "限于", "定于", "拟于",
        "订于", "争取在", "争取", "限", "于", "在", "到", "至", "no later than", "not later than", "due by", "due on", "due at", "due", "by", "on",
        "at", "before", "until",
        "till", "from", "the",
    ]

    /// 关于, 现在, 有限: the sign belongs to another word.
    static func bound(_ cue: String, behind sign: Unicode.Scalar) -> Bool {
        switch cue {
        case "于": "关对由终基鉴属等位".unicodeScalars.contains(sign)
        case "在": "现存正所实".unicodeScalars.contains(sign)
        case "到": "收接遇看想报签找提得受".unicodeScalars.contains(sign)
        case "限": "有无权期时".unicodeScalars.contains(sign)
        case "至": "甚直乃以".unicodeScalars.contains(sign)
        default: false
        }
    }
}

private enum DateScanning {
    static func recurring(_ line: CaptureLine, _ start: Int) -> DateScan.Recurring? {
        DateScan(line.key, now: Moment(milliseconds: 0), calendar: WorkCalendar()).recurring(at: start)
    }
}
