/// Sentences by which a paper speaks of its own secrecy, and short lines without a star or a term that do the same (保密法 §17, J13).
///
/// Who speaks of marks, of rules or of things that bear a level speaks of no paper: 标志形式为机密★10年, 机密级设备.
extension SecrecyMarks {
    static let verbs = ["确定为", "认定为", "定为", "列为", "标为", "属于", "为", "是", "属", "系"]
    /// What may stand between a paper and the verb.
    private static let adverbs = ["均已", "已经", "已被", "均", "已", "现", "被", "都", "全部", "暂"]
    private static let pointers: SignSet = ["本", "此", "该"]
    /// What a paper calls itself behind 本, 此 or 该; the longer before the shorter.
    private static let papers = [
        "会议纪要", "会议记录", "汇总表", "统计表", "登记表", "一览表", "复印件", "文件", "材料", "资料", "通知", "通报", "通告", "报告", "请示", "批复", "意见",
        "决定", "决议", "命令", "方案", "纪要", "记录", "名单", "名册", "预案", "清单", "计划", "规划", "总结", "要点", "提纲", "讲话", "简报", "专报", "快报",
        "信息", "数据", "台账", "目录", "图纸", "档案", "合同", "协议", "附件", "附表", "邮件", "电报", "传真", "函件", "信函", "公文", "稿件", "文稿", "草案",
        "内容", "全文", "件", "文", "函", "稿", "表", "册", "卷", "图", "电", "书",
    ]
    private static let wholes = ["全文", "会议内容", "会议材料", "以上内容", "上述内容", "以下内容"]
    private static let secret = "国家秘密"
    /// What is to be done with a paper that bears a mark.
    private static let cares = [
        "阅后", "阅毕", "用后", "办后", "会后", "限", "仅", "不得", "严禁", "禁止", "勿", "请勿", "请收件人", "请妥", "妥善", "注意保", "注意存", "亲启", "专人",
    ]
    /// Things that bear a level and are no papers.
    private static let things = ["设备", "涉密设备", "计算机", "涉密计算机", "单位", "场所", "人员", "涉密人员", "网络", "信息系统", "系统", "载体", "岗位", "会议室", "电脑"]

    /// The signs with which anything begins that is looked at: most of a long line are none of them.
    private static let beginnings = SignSet(
        Array("本此该附绝机秘国".unicodeScalars) + (wholes + labels).compactMap(\.unicodeScalars.first))

    /// The level a sentence gives the paper it stands in: 本件密级为机密★10年，请妥为保管。
    func said() -> String? {
        var isSecret = false
        var isOwnSecret = false
        for index in run.indices where SecrecyMarks.beginnings.contains(run[index]) {
            if let level = handled(at: index) ?? secretOfState(at: index) { return level }
            let subject = subjectEnd(at: index)
            var at = subject ?? index
            if subject != nil, run.at(at) == "的" || run.at(at) == "," { at += 1 }
            let label = SecrecyMarks.labels.first { run.has($0, at: at) }
            guard subject != nil || label != nil, subject != nil || !isFormerly(before: at) else { continue }
            at += length(label)
            at += length(SecrecyMarks.adverbs.first { run.has($0, at: at) })
            if subject != nil, label == nil {
                if let level = kept(at: at) { return level }
                if tells(at: at) { isSecret = true }
                // A reply that refuses 该信息 speaks of another paper.
                if run[index] == "本" || run[index] == "此", isSecretItself(at: at) { isOwnSecret = true }
            }
            let verb = SecrecyMarks.verbs.first { run.has($0, at: at) }
            at += length(verb)
            // 本件密级：机密 needs no verb, and 此件机密级 neither.
            if verb == nil, label != nil, run.at(at) == ":" { at += 1 }
            guard verb != nil || subject != nil else { continue }
            while let sign = run.at(at), ["(", "【", "★", "\"", "“"].contains(sign) { at += 1 }
            guard let found = level(at: at), !found.isSpread, !isList(behind: found) else { continue }
            if isStarred(behind: found.end) || isTermed(behind: found.end) {
                if !isCase(behind: found.end) { return found.level }
            } else if verb == nil && label == nil {
                if isBare(behind: found.end) { return found.level }
            } else if subject != nil || isSecret, isItsOwn(behind: found.end) {
                return found.level
            }
        }
        return isOwnSecret ? "秘密" : nil
    }

    private func length(_ word: String?) -> Int { word?.unicodeScalars.count ?? 0 }

    /// Whether words before an index name the paper they stand in.
    func speaksOfItself(before index: Int) -> Bool { run[..<index].indices.contains { subjectEnd(at: $0) != nil } }

    /// Where the words end by which a paper names itself: 本纪要, 附件2, 全文.
    private func subjectEnd(at index: Int) -> Int? {
        let sign = run[index]
        if SecrecyMarks.pointers.contains(sign) {
            guard let paper = SecrecyMarks.papers.first(where: { run.has($0, at: index + 1) }) else { return nil }
            return numberEnd(index + 1 + length(paper))
        }
        if run.has("附件", at: index) || run.has("附表", at: index) { return numberEnd(index + 2) }
        return SecrecyMarks.wholes.first { run.has($0, at: index) }.map { index + length($0) }
    }

    private func numberEnd(_ start: Int) -> Int {
        var index = start
        while index - start < 3, let sign = run.at(index), Signs.isDigit(sign) || "一二三四五六七八九十".unicodeScalars.contains(sign) { index += 1 }
        return index
    }

    /// Whether what stands here says that the paper holds a secret of the state, whose level is named later.
    private func tells(at index: Int) -> Bool {
        ["涉及", "含有", "包含", "载有", "属于", "属", "是", "为", "系"].contains { run.has($0 + SecrecyMarks.secret, at: index) }
    }

    /// 本文件属于国家秘密, with no level named: at least the lowest.
    private func isSecretItself(at index: Int) -> Bool {
        ["属于", "属", "是", "为", "系"].contains { run.has($0 + SecrecyMarks.secret, at: index) && isWordEnd(index + length($0) + 4) }
    }

    /// 本文件按秘密级管理 and 本文件涉及机密级国家秘密.
    private func kept(at index: Int) -> String? {
        if let verb = ["按照", "按", "参照"].first(where: { run.has($0, at: index) }), let found = level(at: index + length(verb)),
            run.at(found.end) == "级"
        {
            var end = found.end + 1
            end += length(["国家秘密", "文件", "材料", "公文", "密件", "件"].first { run.has($0, at: end) })
            end += length(["进行", "予以", "要求"].first { run.has($0, at: end) })
            guard let care = ["管理", "保管", "办理", "处理", "对待", "保存", "传阅"].first(where: { run.has($0, at: end) }) else { return nil }
            return isWordEnd(end + length(care)) ? found.level : nil
        }
        if let verb = ["涉及", "含有", "包含", "载有"].first(where: { run.has($0, at: index) }), let found = level(at: index + length(verb)),
            !isList(behind: found), ["级国家秘密", "级事项", "级内容", "级信息"].contains(where: { run.has($0, at: found.end) })
        {
            return found.level
        }
        return nil
    }

    /// 国家秘密（机密级）, 国家秘密，机密级，10年 and 国家秘密·机密 as all a line says.
    private func secretOfState(at index: Int) -> String? {
        guard run[index] == "国", run.has(SecrecyMarks.secret, at: index) else { return nil }
        let isFirst = !run[..<index].contains { Folding.isWord($0) }
        var at = index + 4
        if run.at(at) == "(" || run.at(at) == "【" {
            guard isFirst || isSaid(before: index), let found = level(at: at + 1), !isList(behind: found) else { return nil }
            let end = gradeEnd(found.end)
            guard let sign = run.at(end), [")", "】", ",", "★", "·"].contains(sign) else { return nil }
            return isCase(behind: end) ? nil : found.level
        }
        guard isFirst else { return nil }
        while let sign = run.at(at), [",", "·", ":", "★", "◆"].contains(sign) { at += 1 }
        guard let found = level(at: at), isAside(from: gradeEnd(found.end)) else { return nil }
        return found.level
    }

    private func isSaid(before index: Int) -> Bool {
        guard let sign = run.at(index - 1) else { return true }
        return !Folding.isWord(sign) || ["为", "是", "属", "系"].contains(sign) || sign == "于" && run.at(index - 2) == "属"
    }

    private func gradeEnd(_ end: Int) -> Int { run.at(end) == "级" || run.at(end) == "件" ? end + 1 : end }

    /// （机密级，阅后退回） within a text, and 机密文件，阅后销毁 as all a short line says.
    private func handled(at index: Int) -> String? {
        guard let found = level(at: index), !found.isSpread else { return nil }
        var end = gradeEnd(found.end)
        let isBracketed = run.at(index - 1) == "(" || run.at(index - 1) == "【"
        if !isBracketed {
            guard run.count - index <= 16, !run[..<index].contains(where: { Folding.isWord($0) }) else { return nil }
            end += length(SecrecyMarks.kinds.first { run.has($0, at: end) })
            // 机密文件 注意保管: a blank parts them as well as a comma.
            if end < run.count, gaps[end], SecrecyMarks.cares.contains(where: { run.has($0, at: end) }) { return found.level }
        }
        if ["阅后", "阅毕", "用后", "会后"].contains(where: { run.has($0, at: end) }) { return found.level }
        guard let joint = run.at(end), [",", "·", ":"].contains(joint), SecrecyMarks.cares.contains(where: { run.has($0, at: end + 1) })
        else { return nil }
        return found.level
    }

    private static let kinds = ["文件", "材料", "资料", "公文", "电报", "函件", "文稿", "档案", "信息"]
    private static let openings: SignSet = ["(", "【", "《", "★", "◆", "“", "\""]

    /// The level of a line that names nothing but a paper of a level: 机密文件, 【机密文件】, 《机密》.
    func paperAlone() -> String? {
        var index = 0
        while let sign = run.at(index), SecrecyMarks.openings.contains(sign) { index += 1 }
        guard let found = level(at: index), !found.isSpread else { return nil }
        let end = gradeEnd(found.end)
        let kind = SecrecyMarks.kinds.first { run.has($0, at: end) }
        guard kind != nil || index > 0 && run[index - 1] == "《" else { return nil }
        return isAside(from: end + length(kind)) ? found.level : nil
    }

    /// 密级为机密★10年的，…: a case a rule speaks of.
    private func isCase(behind end: Int) -> Bool {
        var index = end
        while let sign = run.at(index), index < end + 12, index == end || !isStop(sign) {
            if sign == "的" { return true }
            index += 1
        }
        return false
    }

    /// In a reduced run a full stop is a joint.
    private func isStop(_ sign: Unicode.Scalar) -> Bool { [",", "·", "!", "！"].contains(sign) }

    private func isWordEnd(_ index: Int) -> Bool { run.at(index).map { !Folding.isWord($0) } ?? true }

    /// 本件为机密件。 and 本文属秘密文件, but not 本文为秘密花园书评 and not 本表为机密级设备清单.
    private func isItsOwn(behind end: Int) -> Bool {
        guard let next = run.at(end), Folding.isWord(next), !Signs.isDigit(next) else { return true }
        if next == "级" || next == "件" { return !SecrecyMarks.things.contains { run.has($0, at: end + 1) } }
        return run.has("文件", at: end) || run.has("国家秘密", at: end)
    }

    /// 此件机密级，请收件人亲启: without a verb nothing may follow.
    private func isBare(behind end: Int) -> Bool { isWordEnd(gradeEnd(end)) }
}
