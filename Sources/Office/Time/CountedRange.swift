/// Two figures that count or number things: 2-3箱水, 5-6张桌子, 附件1-3.
extension DateScan {
    /// Nothing but a count has these right behind its figures.
    private static let measures: SignSet = "箱本瓶袋盒桶只辆斤册位双件份个人次页套台"
    /// These begin other words as well (把表送去, 张三, 部署), so that only small figures that rise make a count of them.
    private static let looseMeasures: SignSet = "把张包条支块部排组批卷根棵盘杯片篇株趟遍轮倍"
    private static let ours = ["人", "周", "月", "年", "科", "局", "室", "单位", "级", "县", "镇", "办"]
    private static let labels = ["附件", "附表", "附图", "附录", "表", "图"]

    /// - Parameters:
    ///   - widths: how many digits each figure has.
    func isCount(_ start: Int, _ end: Int, _ widths: (Int, Int)) -> Bool {
        // 12-05, 3-5前: nobody counts with a nought in front or up to a limit.
        guard key.at(end - widths.1) != "0", !limit(at: end).isLimit else { return false }
        return isMeasured(start, end, widths) || isNumbered(start, widths)
    }

    private func isMeasured(_ start: Int, _ end: Int, _ widths: (Int, Int)) -> Bool {
        let at = skip(end)
        guard let next = key.at(at) else { return false }
        let rises = widths == (1, 1) && key[start].value < key[end - 1].value
        if DateScan.measures.contains(next) {
            // 12-15本周例会, 12-15个人所得税, 12-15人事会: another word begins here.
            if next == "本", DateScan.ours.contains(where: { key.has($0, at: at + 1) }) { return false }
            let isWord = ["个人", "人事", "人大", "人社", "人员", "人民", "件套", "次日", "台账", "位于"].contains { key.has($0, at: at) }
            return !isWord && (at == end || rises)
        }
        return at == end && rises && DateScan.looseMeasures.contains(next)
    }

    /// 附件1-3, 表2-1; but 交表12-15 is a day.
    private func isNumbered(_ start: Int, _ widths: (Int, Int)) -> Bool {
        var before = start
        while before > 0, Signs.isBlank(key[before - 1]) { before -= 1 }
        guard let label = DateScan.labels.first(where: { Run(key[..<before]).ends($0) }) else { return false }
        if label.unicodeScalars.count > 1 { return widths == (1, 1) || before == start }
        // 交表 3-5, 报表3-5: handed in on that day.
        let isHandedIn = before > 1 && "交报填送发".unicodeScalars.contains(key[before - 2])
        return widths == (1, 1) && before == start && !isHandedIn
    }
}
