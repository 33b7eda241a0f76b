import Office

/// What a limit rests on: recorded in Chinese for good, said in the language of the screen.
extension Speaker {
    /// A recorded ground; the program's own words are translated, what a paper, a leader or a clerk wrote stays as it was written.
    public func basis(_ text: String) -> String {
        if language == .simplified { return text }
        let parts = text.split(separator: Speaker.extended, omittingEmptySubsequences: false)
        return ([ground(parts[0])] + parts.dropFirst().map { self(.groundExtended, String($0)) }).joined()
    }

    private static let extended = "；延期："

    /// One ground, without the reasons for which it was put off.
    private func ground(_ text: Substring) -> String {
        if let whole = Speaker.wholeGrounds[String(text)] { return self(whole) }
        if let words = text.rest(after: "来文：") { return self(.groundPaper, String(words)) }
        if let words = text.rest(after: "依据批示：") { return self(.groundInstruction, String(words)) }
        if let level = text.rest(after: "当日送批（")?.beforeBracket { return self(.groundSendUp, urgency(String(level))) }
        if let level = text.rest(after: "立即：当日下班前·收文人定（")?.beforeBracket { return self(.groundAtOnce, urgency(String(level))) }
        if let set = text.rest(after: "预设 ") { return preset(set) ?? String(text) }
        return String(text)
    }

    /// `cn-telegram：特急 3日（通行做法，非国家规定）`: the set, the paper's mark, the length, the set's source.
    private func preset(_ text: Substring) -> String? {
        guard let colon = text.firstIndex(of: "："), let bracket = text.firstIndex(of: "（"), colon < bracket else { return nil }
        let words = text[text.index(after: colon)..<bracket].split(separator: " ")
        guard words.count == 2, let source = text[text.index(after: bracket)...].beforeBracket else { return nil }
        let id = String(text[..<colon])
        let mark = words[0] == "普通件" ? self(.unmarkedPaper) : urgency(String(words[0]))
        let known = LimitPreset.named(id)?.source
        return self(
            .groundPreset, id, mark, Length(words[1]).map(length) ?? String(words[1]),
            known.flatMap { $0.zh == source ? self($0) : nil } ?? String(source))
    }

    private static let wholeGrounds: [String: Phrase] = [
        "经办人定": Phrase("set by hand", "经办人定"), "承诺": Phrase("promise", "承诺"),
        "领导口头交办": Phrase("a leader's spoken order", "领导口头交办"),
        // Of an office of before.
        "当日送批": Phrase("same day", "当日送批"),
        "立即：当日下班前·收文人定": Phrase("at once, by the close of the day", "立即：当日下班前·收文人定"),
    ]
}

extension Substring {
    fileprivate func rest(after prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
    /// What stands before the closing bracket at the end.
    fileprivate var beforeBracket: Substring? { last == "）" ? dropLast() : nil }
}

extension Phrase {
    static let groundExtended = Phrase("; extended: %1", "；延期：%1")
    static let groundPaper = Phrase("from the paper: %1", "来文：%1")
    static let groundInstruction = Phrase("as instructed: %1", "依据批示：%1")
    static let groundSendUp = Phrase("same day (%1)", "当日送批（%1）")
    static let groundAtOnce = Phrase("at once, by the close of the day (%1)", "立即：当日下班前·收文人定（%1）")
    static let groundPreset = Phrase("preset %1: %2, %3 (%4)", "预设 %1：%2 %3（%4）")
    static let unmarkedPaper = Phrase("no mark", "普通件")
}
