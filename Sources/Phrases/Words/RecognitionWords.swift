/// What the elements of a recognised paper are called.
extension Speaker {
    public func elementName(_ id: String) -> String { Speaker.elementNames[id].map { self($0) } ?? id }

    private static let elementNames: [String: Phrase] = [
        "reference": Phrase("reference", "发文字号"), "code": Phrase("issuing code", "机关代字"), "year": Phrase("year", "年份"),
        "sequence": Phrase("sequence", "序号"), "title": Phrase("title", "标题"), "issuers": Phrase("issuers", "发文机关"),
        "addressees": Phrase("addressees", "主送机关"), "date": Phrase("dated", "成文日期"), "printed": Phrase("printed", "印发日期"),
        "kind": Phrase("type", "文种"), "secrecy": Phrase("secrecy mark", "密级"), "urgency": Phrase("urgency", "紧急程度"),
        "signer": Phrase("signed by", "签发人"), "contact": Phrase("contact", "联系人"), "deadlines": Phrase("limits", "时限"),
        "replyOwed": Phrase("reply owed", "需答复"),
    ]
}
