/// Days that name an event and set no limit: 准备12月3日会议材料, 给周五会议订水, 通知12月4日上午9点开会.
///
/// Such a day stands within one word of the title and has what happens then right behind it. What is to be done has its own limit,
/// or none, and without its day the title would not say which meeting is meant.
struct CaptureEvents {
    private let key: Run

    init(_ key: Run) { self.key = key }

    private static let events = Words(
        "会议 例会 年会 晚会 大会 全会 班会 座谈会 常务会 常委会 党组会 办公会 班子会 动员会 推进会 交流会 报告会 发布会 通气会 推介会 总结会 表彰会 研讨会 论证会 评审会 "
            + "协调会 调度会 碰头会 生活会 见面会 对接会 培训会 汇报会 讨论会 联席会 部署会 现场会 视频会 电话会 招聘会 运动会 宣讲会 学习会 听证会 说明会 家长会 联欢会 茶话会 "
            + "评议会 述职会 会商会 展销会 博览会 工作会 专题会 活动 文件 培训班 仪式 典礼 论坛 讲座 党课 纪念日 宣传日 主题党日 接待日 开放日 验收会 调研会 考察会 开工 开幕 开学 开业 发展大会")
    /// Acts as well as events: 周五检查消防器材 is done on that day.
    private static let doings = Words("培训 检查 调研 考核 验收 演练 督查 督导 巡查 巡察 考察 视察 评审 学习 走访 慰问 审计 考试 面试 会商")
    private static let things = Words(
        "材料 方案 通知 文件 名单 讲稿 讲话 发言 汇报 用品 资料 台账 会场 车辆 稿 议程 日程 安排 场地 需要 所需 用 的 座次 席卡 桌牌 签到 手册 路线 点位 纪要 简报 总结 报告 提纲 "
            + "照片 新闻 经费 预算 人员 餐 组")
    /// Behind one of these a doing is what happens, not what is done.
    private static let leaders = Words("准备 筹备 安排 通知 告知 提醒 转告 对接 协调 落实 给 为 就 关于")
    private static let tellings = Words("通知 告知 提醒 转告 知会")
    private static let meetings = Words("开会 参会 到会 与会 上会")
    /// On the day of the event it is done: 参加周五会议.
    private static let attendances = Words("参加 参与 出席 列席 旁听 主持 召开 举行 举办 组织 召集 陪同 接待 迎接 去 来 开")
    /// No event but a room or a thing called after it.
    private static let rooms = ["室", "中心", "柜", "夹", "站", "架"]

    /// Where the words that belong together with a day end, at the day's own end; nil where the day is the task's.
    func end(of day: Range<Int>) -> Int? {
        let before = clause(before: day.lowerBound)
        if Self.attendances.ends(before) || CaptureKeys.cues.contains(where: { Self.leads($0, before) }) { return nil }
        var at = day.upperBound
        if key.at(at) == "的" { at += 1 }
        // 汇报明天的会, 会议
        if key.at(day.upperBound) == "的", key.at(at) == "会" {
            let end = key.at(at + 1) == "议" ? at + 2 : at + 1
            if key.at(end).map({ !Signs.isHan($0) }) ?? true { return day.upperBound + 1 }
        }
        if Self.meetings.word(in: key, at: at) != nil { return Self.tellings.occurs(in: before) ? day.upperBound : nil }
        // 12月4日国家宪法日文件: what kind of event stands before its noun.
        for start in at..<min(key.count, at + 9) {
            guard Signs.isHan(key[start]) else { return nil }
            let kind = Run(key[at..<start])
            if Vocabulary.isAct(in: kind) || Self.movers.occurs(in: kind) { return nil }
            if let word = Self.events.word(in: key, at: start) {
                let end = start + word.count
                return Self.rooms.contains { key.has($0, at: end) } ? nil : day.upperBound
            }
            if let word = Self.doings.word(in: key, at: start) {
                let end = start + word.count
                if Self.things.word(in: key, at: end) != nil || Self.events.word(in: key, at: end) != nil { return day.upperBound }
                let isLast = key.at(end).map { !Signs.isHan($0) } ?? true
                return isLast && Self.leaders.ends(before) ? day.upperBound : nil
            }
            if kind.count > 1, isNamedAfter(start, kind) { return day.upperBound }
        }
        return nil
    }

    /// 经济运行分析会, 国家宪法日: an event by the last sign of its name; not 财政局工会, 宪法日期.
    private func isNamedAfter(_ at: Int, _ kind: Run) -> Bool {
        let next = key.at(at + 1)
        switch key[at] {
        case "会":
            return !Self.bodies.ends(kind) && !(next.map { "议计同师馆员费堂场徽长签见".unicodeScalars.contains($0) } ?? false)
        case "日":
            let isOther = next.map { "期常程元均报前后内".unicodeScalars.contains($0) } ?? false
            return !isOther && !(kind.last.map { Numeral.isPart($0) || "今明次当即生工假".unicodeScalars.contains($0) } ?? true)
        default: return false
        }
    }

    /// What is named so with 会 is a body, or no event.
    private static let bodies = Words("委员 协 学 工 商 联合 基金 居委 村委 社 机 理事 常委 县委 市委 党委")
    /// Where one of these stands before the noun, the noun is what the act is done to: 小王周五取文件.
    private static let movers = Words(
        "去 到 发 写 给 把 向 和 与 将 请 让 开 参加 订 买 打印 整理 准备 联系 起草 核对 研究 审核 审阅 学习 传达 修改 取 领 阅 看 补 借 还 拟 印 做 布置 召开 组织 办理 "
            + "处理 撰写 收集")

    private func clause(before end: Int) -> Run {
        Run(key[..<end].reversed().prefix { Signs.isHan($0) }.reversed())
    }

    private static func leads(_ cue: String, _ before: Run) -> Bool {
        before.ends(cue)
            && !(before.count > cue.unicodeScalars.count
                && CaptureKeys.bound(cue, behind: before[before.count - cue.unicodeScalars.count - 1]))
    }
}
