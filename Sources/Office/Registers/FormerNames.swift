extension Term {
    /// Whether somebody who types a word means this: its name in either language, or what it was called in earlier definitions.
    ///
    /// An office may have adopted the older or the newer definition, and hands remember words for years.
    public func isMeant(by word: String) -> Bool {
        let wanted = Folding.key(word)
        if Folding.key(zh) == wanted || Folding.key(en) == wanted { return true }
        return Term.formerNames.contains { former, now in
            (former == word && now == zh) || (former == zh && now == word)
        }
    }

    private static let formerNames: [(former: String, now: String)] = [
        ("到日再办", "定日提醒"), ("暂停", "暂停计时"), ("再议", "恢复办理"), ("恢复", "恢复办理"),
    ]
}
