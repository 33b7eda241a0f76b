/// Whether a paper's own words ask for a written answer.
enum ReplyReading {
    private static let requests = Words("征求意见 征求 征集 商请 函询 商洽 询问 征询")
    private static let answers = Words("复函 答复 批复 回函 回复 函复")
    private static let silent: Set<String> = ["批复", "公告", "通告", "公报", "令", "命令", "决定", "通报", "纪要", "报告"]
    private static let firm = Words(
        "盼复 望函复 请函复 请予函复 请予复函 请复函 请复 复函为盼 函复为盼 请惠复 请予答复 请予回复 请回复 请见复 惠予函复 请查照惠复 书面反馈 商请 回执 请赐复 予复")
    private static let asked = Words("请 望 盼 烦 恳 务必")
    private static let given = Words("函复 复函 回复 答复 回函 反馈意见 意见反馈 意见建议反馈 修改意见 书面意见 函告 见复 回复意见")
    private static let views = Words("意见 建议")
    /// 执行中的问题请反馈我局 closes many a paper and asks for nothing.
    private static let closing = Words("执行中 实施中 工作中 过程中 遇到 如有问题 的问题")
    private static let done = Words("函复如下 答复如下 回复如下 复函如下 收悉")

    static func isOwed(_ kind: String?, _ title: Run, _ rows: [Piece]) -> Bool {
        if kind == "请示" { return true }
        if answers.ends(title) || kind.map(silent.contains) == true { return false }
        if requests.occurs(in: title) { return true }
        if title.isEmpty || kind == nil || ["函", "通知", "意见"].contains(kind ?? "") {
            return rows.prefix(120).contains { asks($0.key) }
        }
        return false
    }

    private static func asks(_ key: Run) -> Bool {
        // Every word meant bears one of these signs.
        guard key.contains(where: { $0 == "复" || $0 == "馈" || $0 == "告" || $0 == "见" || $0 == "商" || $0 == "执" }) else { return false }
        if done.occurs(in: key) { return false }
        if firm.occurs(in: key) { return true }
        if closing.occurs(in: key) { return false }
        if let at = key.find("反馈"), views.occurs(in: key), asked.occurs(in: key, 0..<at) { return true }
        return given.place(in: key).map { asked.occurs(in: key, 0..<$0) } ?? false
    }
}
