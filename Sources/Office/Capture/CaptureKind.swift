extension Capture {
    /// A line without a prefix that is plainly a meeting: one of our rooms, an hour or half day, and the name of a meeting.
    ///
    /// Anything less stays a task: to lay out a room is work, to meet in it is none.
    func plainMeeting(_ text: String) -> CaptureReading? {
        let line = CaptureLine(text)
        guard line.key.find("会") != nil, !line.key.contains(where: { "@#!".unicodeScalars.contains($0) }),
            !line.key.indices.contains(where: { CaptureKeys.key(in: line, at: $0) != nil }), !hasLimit(line),
            let reading = try? meeting(text), case .meeting(let fields) = reading.target,
            let place = fields["place"]?.string, directory.place(place) != nil,
            let title = fields["title"]?.string, Capture.namesMeeting(title)
        else { return nil }
        return reading
    }

    /// 周三前, 两天内: something is to be done by then.
    private func hasLimit(_ line: CaptureLine) -> Bool {
        let scan = words.scan(line.key)
        return line.key.indices.contains { at in
            if case .date(let phrase) = scan.read(at: at) { phrase.isLimit } else { false }
        }
    }

    private static let meetings = ["会", "会议", "会商", "会审", "会谈", "会诊"]
    private static let bodies = ["机会", "社会", "协会", "学会", "工会", "委员会", "商会", "理事会", "常委会", "居委会", "村委会", "妇联会", "国会"]
    private static let works = [
        "通知", "布置", "准备", "整理", "筹备", "打印", "预订", "预定", "预约", "借用", "联系", "检查", "打扫", "提醒", "起草", "撰写", "取消", "发送", "确认", "调试", "测试", "参会",
        "订",
        "借", "请", "把", "给", "写", "送", "收拾", "记录", "搬", "印",
    ]

    /// 项目推进会, 开安全生产会; neither 通知各科室开会 nor 联系残疾人协会.
    private static func namesMeeting(_ title: String) -> Bool {
        let title = String(String.UnicodeScalarView(title.unicodeScalars.map(Folding.search)))
        guard meetings.contains(where: title.hasSuffix), !bodies.contains(where: title.hasSuffix) else { return false }
        guard let work = works.first(where: title.hasPrefix) else { return true }
        // 筹备会 is a meeting.
        return meetings.contains(String(title.dropFirst(work.count)))
    }

    /// 开安全生产会 is called 安全生产会; 开标会 and 开工会 are called so.
    static func opened(_ title: String) -> String {
        guard title.count > 3, title.hasPrefix("开") || title.hasPrefix("開"), title.hasSuffix("会") || title.hasSuffix("會"),
            let next = title.dropFirst().first, !"标題题工学幕业放发展播盘户题局題標學業發".contains(next)
        else { return title }
        return title.dropFirst().trimmed
    }
}
