import Office

/// What is said of foreign things that cost more than they may.
extension Phrase {
    public static let overSeconds = Phrase("reading all of it takes more than %1 s", "全部读取超过 %1 秒")
    public static let overBytes = Phrase("more than %1 MB when unpacked", "展开后超过 %1 MB")
    public static let overBytesSmall = Phrase("more than %1 KB", "超过 %1 KB")
    public static let overItems = Phrase("more than %1 entries in it", "内含超过 %1 项")
    public static let overEnvelopes = Phrase("more than %1 zips or mails in it", "内含压缩包、邮件超过 %1 个")
    public static let overDepth = Phrase("nested more than %1 deep", "层层嵌套超过 %1 层")
}

extension Speaker {
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
