/// The statutory document types 文种 (条例 §8), and what follows from one for an inbound paper.
public enum DocumentKinds {
    public static let all = [
        "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要",
    ]

    /// The type a title ends in, qualifiers in brackets left out.
    public static func kind(ofTitle title: String) -> String? {
        var body = title.trimmed
        while let last = body.last, last == "）" || last == ")", let open = body.lastIndex(where: { $0 == "（" || $0 == "(" }),
            open > body.startIndex
        {
            body = String(body[..<open])
        }
        let found = all.filter { body.hasSuffix($0) && body.count > $0.count }.max { $0.count < $1.count }
        if found == nil, body.hasSuffix("答复") { return "函" }
        return found
    }

    /// Whether a paper of a type is to be acted on or to be read, as most offices handle it.
    public static func handling(_ kind: String?, replyOwed: Bool) -> String? {
        if replyOwed { return "办件" }
        guard let kind else { return nil }
        switch kind {
        case "请示", "批复", "议案", "函", "纪要", "通知": return "办件"
        default: return "阅件"
        }
    }
}
