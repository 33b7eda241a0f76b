/// What a meeting is called by its notice: 关于召开全县节能工作会议的通知 calls it 全县节能工作会议.
public enum MeetingTitle {
    /// The meeting's own name; the title itself where it names no meeting.
    public static func name(of title: String) -> String {
        let title = title.trimmed
        for prefix in ["会议通知：", "会议通知:"] where title.hasPrefix(prefix) { return rest(title.dropFirst(prefix.count), or: title) }
        guard let about = title.range(of: "关于") else {
            return title.hasSuffix("会议通知") ? rest(title.dropLast(2), or: title) : title
        }
        var name = title[about.upperBound...]
        guard let ending = endings.first(where: { name.hasSuffix($0) }) else { return title }
        name = name.dropLast(ending.count)
        if let verb = verbs.first(where: { name.hasPrefix($0) }) { return rest(name.dropFirst(verb.count), or: title) }
        return name.hasSuffix("会") || name.hasSuffix("会议") ? rest(name, or: title) : title
    }

    private static func rest(_ name: Substring, or title: String) -> String {
        let name = String(name).trimmed
        return name.isEmpty ? title : name
    }

    /// The longer before those they contain.
    private static let verbs = ["组织收听收看", "收听收看", "组织召开", "组织参加", "组织收看", "召开", "举办", "举行", "参加", "收看"]
    private static let endings = ["的紧急通知", "的预备通知", "的补充通知", "的会议通知", "的预通知", "的邀请函", "的通知", "的公告", "的函"]
}
