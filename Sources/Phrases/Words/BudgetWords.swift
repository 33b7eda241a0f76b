import Office

/// What is said of foreign things that cost more than they may.
extension Phrase {
    public static let overSeconds = Phrase("reading all of it takes more than %1 s", "全部读取超过 %1 秒")
    public static let overBytes = Phrase("more than %1 MB when unpacked", "展开后超过 %1 MB")
    public static let overBytesSmall = Phrase("more than %1 KB", "超过 %1 KB")
    public static let overItems = Phrase("more than %1 entries in it", "内含超过 %1 项")
    public static let overEnvelopes = Phrase("more than %1 zips or mails in it", "内含压缩包、邮件超过 %1 个")
    public static let eventTooFine = Phrase(
        "an event or a time zone that comes round by the hour or faster", "事件或时区按小时或更短的间隔重复")
    public static let eventTooLong = Phrase("an event with more occurrences than can be kept", "事件的发生次数过多，无法收录")
    public static let seriesUnfollowed = Phrase(
        "(repeats by a rule that cannot be expanded: only the first day is shown)", "（重复规则无法展开，仅显示首日）")
    public static let seriesUnfollowedShort = Phrase("not expanded", "重复未展开")
    public static let agendaCut = Phrase(
        "More than can be shown: the first %1 of this span are. Ask for fewer days.", "日程过多，只显示该时段的前 %1 项；请缩短时段。")
    public static let calendarCut = Phrase("not all shown", "日程过多，未全部显示")
    public static let problemAlias = Phrase("an alias (*%1); write out what it stands for", "使用了别名（*%1），请直接写出其内容")
    public static let overDepth = Phrase("nested more than %1 deep", "层层嵌套超过 %1 层")
}

extension Speaker {
    /// A size and the limit it went over, in the largest unit in which the two read differently.
    public func tooLarge(_ bytes: Int, _ limit: Int) -> String {
        for (unit, shift) in [("MB", 20), ("KB", 10)] where limit >= 1 << shift && (bytes >> shift) > (limit >> shift) {
            return self(.whyTooLarge, "\(bytes >> shift) \(unit)", "\(limit >> shift) \(unit)")
        }
        return self(.whyTooLarge, "\(bytes) B", "\(limit) B")
    }

    /// Which limit something foreign went over, as a clause.
    public func overBudget(_ over: OverBudget) -> String {
        switch over.which {
        case .seconds: self(.overSeconds, String(over.limit))
        case .bytes where over.limit < 1 << 20: self(.overBytesSmall, String(over.limit >> 10))
        case .bytes: self(.overBytes, String(over.limit >> 20))
        case .items: self(.overItems, String(over.limit))
        case .envelopes: self(.overEnvelopes, String(over.limit))
        case .depth: self(.overDepth, String(over.limit))
        }
    }
}
