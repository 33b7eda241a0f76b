/// Finds a secrecy mark in a reduced run (保密法实施条例 §10: level, ★, term; GB/T 9704 §7.2.2; J13).
struct SecrecyMarks {
    let run: Run
    let gaps: [Bool]
    private let isCut: Bool

    init(_ reduced: MarkRun) {
        run = reduced.signs
        gaps = reduced.gaps
        isCut = reduced.isCut
    }

    // MARK: At the beginning of a line

    /// The level of a mark a line begins with, behind a copy number, a label or an urgency.
    func opening() -> String? { level(opening: 0) }

    /// The level of a mark that is a word by itself, or begins one: a blank stands before it.
    func word() -> String? {
        for index in run.indices where gaps[index] {
            guard let found = level(at: index), !isCount(behind: found.end), !isItem(before: index) else { continue }
            if found.end < run.count ? gaps[found.end] : true { return found.level }
            if isMark(behind: found.end), run[found.end] != ":" { return found.level }
        }
        return nil
    }

    static let labels = [
        "密级和保密期限", "密级及保密期限", "密级与保密期限", "密级·保密期限", "密级(保密期限)", "密级", "保密等级", "保密级别", "涉密等级", "涉密级别", "秘密等级", "定密级别", "定密结果", "定密", "标密",
        "等级", "级别",
        "secrecy", "classification",
    ]
    private static let urgencies = ["特提", "特急", "加急", "平急", "急件"]

    private func level(opening from: Int) -> String? {
        var index = from
        var isLabelled = false
        while true {
            let before = index
            while let sign = run.at(index), ["(", "【", "★", "◆", "·", ":", ",", "#"].contains(sign) { index += 1 }
            for label in ["份号", "no·", "no", "№"] + SecrecyMarks.labels + SecrecyMarks.urgencies where run.has(label, at: index) {
                index += label.unicodeScalars.count
                isLabelled = SecrecyMarks.labels.contains(label)
                break
            }
            var digits = 0
            while digits <= 6, Signs.isDigit(run.at(index + digits)) { digits += 1 }
            if digits == 6 { index += digits }
            if index == before { break }
        }
        let isStarred = index > 0 && run.at(index - 1) == "★"
        for prefix in ["绝对机密", "极机密"] where run.has(prefix, at: index) { index += prefix.unicodeScalars.count - 2 }
        guard let found = level(at: index), !isList(behind: found), !isCount(behind: found.end) else { return nil }
        // 密级机密 某件, ★机密 某件: a label needs no colon, and a star may stand before, where a blank follows the level.
        if isLabelled || isStarred, !found.isSpread, found.end < run.count, gaps[found.end], level(at: found.end) == nil {
            return found.level
        }
        return isMark(behind: found.end) && (!found.isSpread || !isProse(behind: found.end)) ? found.level : nil
    }

    /// Whether what follows a level at the beginning of a line leaves it a mark, and no word of a sentence.
    private func isMark(behind end: Int) -> Bool {
        var end = end
        if let next = run.at(end), next == "级" || next == "件" {
            if end + 1 == run.count { return true }
            guard !isProse(behind: end + 1) else { return false }
            end += 1
        }
        guard let next = run.at(end) else { return true }
        if Signs.isDigit(next) || ["★", "◆", "·", ":", ")", "】"].contains(next) { return true }
        if next == "(" || next == "【" {
            return isTerm(at: end + 1) || urgency(at: end + 1) || run.at(end + 1).map { Signs.isDigit($0) || $0 == "★" } == true
        }
        if urgency(at: end) || isTerm(at: end) { return true }
        // Nothing but punctuation to the end.
        return !run[end...].contains { Folding.isWord($0) }
    }

    /// 机密 2件、秘密级：5份: how many there are of a level.
    private func isCount(behind end: Int) -> Bool {
        var index = end
        let isGrade = run.at(index) == "级"
        if isGrade || run.at(index) == "件" { index += 1 }
        if let sign = run.at(index), [":", "·", ",", "("].contains(sign) { index += 1 }
        let start = index
        while index - start < 5, Signs.isDigit(run.at(index)) { index += 1 }
        guard index > start, let counter = run.at(index) else { return false }
        // 机密 3份 may say how often a paper was printed.
        return "件卷册本项条种".unicodeScalars.contains(counter) || isGrade && "份张页台部个".unicodeScalars.contains(counter)
    }

    private func isProse(behind end: Int) -> Bool {
        guard let next = run.at(end) else { return false }
        return Folding.isHan(next) && !urgency(at: end) && !isTerm(at: end)
    }

    private func urgency(at index: Int) -> Bool { SecrecyMarks.urgencies.contains { run.has($0, at: index) } }

    /// Whether a term of secrecy stands at an index: 10年, 六个月, 长期, 至2035年, 启用前.
    func isTerm(at index: Int) -> Bool {
        for word in ["长期", "永久", "至", "启用前", "保密期限", "保密期", "期限", "解密", "密期", "自"] where run.has(word, at: index) { return true }
        return isSpan(at: index, numerals: "0123456789一二三四五六七八九十两")
    }

    private func isSpan(at index: Int, numerals: SignSet) -> Bool {
        // Nothing is copied: a line may be as long as a text.
        var count = 0
        while let sign = run.at(index + count), count <= 4, numerals.contains(sign) { count += 1 }
        guard count > 0, count <= 4 else { return false }
        return ["年", "月", "个月", "天", "日", "周"].contains { run.has($0, at: index + count) }
    }

    // MARK: Anywhere

    /// The level of a mark that is one wherever it stands: with its star, its term, its label, or alone in brackets.
    func anywhere() -> String? {
        for index in run.indices where run[index] == "绝" || run[index] == "机" || run[index] == "秘" {
            guard let found = level(at: index), !isOwn(before: index), !isFormer(before: index), !isQuoted(index, found.end) else {
                continue
            }
            if isStarred(behind: found.end) { return found.level }
            guard !found.isSpread else { continue }
            if isTermed(behind: found.end) || isBracketed(index, found.end) || isLast(index, found.end) { return found.level }
        }
        return labelled()
    }

    /// 密级：机密, wherever the table of a paper's head has put it.
    private func labelled() -> String? {
        for index in run.indices where isLabelEnd(run[index]) {
            guard let label = SecrecyMarks.labels.first(where: { run.has($0, at: index + 1 - $0.unicodeScalars.count) }),
                !isFormerly(before: index + 1 - label.unicodeScalars.count)
            else { continue }
            var at = index + 1
            var signs = 0
            while let sign = run.at(at), signs < 4, [":", "·", "(", "【", "★", "◆"].contains(sign) {
                at += 1
                signs += 1
            }
            for prefix in ["绝对", "极"] where run.has(prefix + "机密", at: at) { at += prefix.unicodeScalars.count }
            if signs > 0, let found = level(at: at), !isList(behind: found), !isCount(behind: found.end) { return found.level }
        }
        return nil
    }

    /// The signs the labels end with.
    private func isLabelEnd(_ sign: Unicode.Scalar) -> Bool {
        switch sign {
        case "级", "限", ")", "密", "果", "y", "n": true
        default: false
        }
    }

    /// 绝密、机密、秘密: who names every level names none as the paper's.
    func isList(behind first: (level: String, end: Int, isSpread: Bool)) -> Bool {
        guard !first.isSpread else { return false }
        var named: Set = [first.level]
        var index = first.end
        while let sign = run.at(index), [",", "·", "或", "和", "及", "□"].contains(sign), let next = level(at: index + 1), !next.isSpread {
            named.insert(next.level)
            index = next.end
        }
        return named.count == SecrecyMarks.pairs.count && run.at(index) != "★"
    }

    /// 工作秘密 and 商业秘密 are levels of their own, below the secrets of the state (保密法 §64; 反不正当竞争法 §9).
    private func isOwn(before index: Int) -> Bool {
        guard index >= 2, !gaps[index] else { return false }
        return ["工作", "商业", "经营", "个人"].contains { run.has($0, at: index - 2) }
    }

    func isStarred(behind end: Int) -> Bool {
        var end = end
        if let next = run.at(end), next == "级" || next == "件" { end += 1 }
        guard let next = run.at(end) else { return false }
        if next == "★" || (next == "(" || next == "【") && run.at(end + 1) == "★" { return true }
        guard next == "◆" else { return false }
        // Another picture is a star where what follows is what follows a star.
        guard let after = run.at(end + 1) else { return true }
        return gaps[end + 1] || Signs.isDigit(after) || isTerm(at: end + 1) || urgency(at: end + 1)
            || [")", "】", "·", "◆", "★"].contains(after)
    }

    func isTermed(behind end: Int) -> Bool {
        var end = end
        if let next = run.at(end), next == "级" || next == "件" { end += 1 }
        guard let next = run.at(end) else { return false }
        if next == "(" || next == "【" || next == "·" || next == ":" {
            return isSpan(at: end + 1, numerals: "0123456789一二三四五六七八九十两")
                || ["长期", "永久", "保密期限", "启用前"].contains { run.has($0, at: end + 1) }
        }
        return isSpan(at: end, numerals: "0123456789") || run.has("保密期限", at: next == "," ? end + 1 : end)
    }

    private func isBracketed(_ index: Int, _ end: Int) -> Bool {
        guard index > 0, let opening = run.at(index - 1), let closing = run.at(end) else { return false }
        if opening == "【" && closing == "】" { return true }
        guard opening == "(", closing == ")" else { return false }
        return isEnd(end + 1) || isWithinName(index, end)
    }

    /// 某（机密）局: within a name that is no sentence; 国家秘密（机密）载体 and 一类（机密）文件 tell of what kind something is.
    private func isWithinName(_ index: Int, _ end: Int) -> Bool {
        guard !isCut, run.count <= 24, index > 1, Folding.isWord(run[index - 2]), run.at(end + 1).map({ Folding.isWord($0) }) == true,
            !["密", "级", "类", "为", "是", "即", "体", "件"].contains(run[index - 2])
        else { return false }
        // Who names two names what there is.
        return !run[(end + 1)...].contains("密") && !run[..<(index - 1)].contains("密")
    }

    /// …的通知-机密.docx, but not 绝密/机密/秘密.
    private func isLast(_ index: Int, _ end: Int) -> Bool {
        index > 0 && run[index - 1] == "·" && isEnd(end) && !(index > 1 && run[index - 2] == "密")
            && !(end >= run.count && isItem(before: index))
    }

    /// 1．绝密 2．机密 3．秘密: a number of a list, close to its dot, at the beginning or behind a blank.
    private func isItem(before index: Int) -> Bool {
        guard index >= 2, run[index - 1] == "·", !gaps[index - 1] else { return false }
        var start = index - 1
        while start > 0, index - 1 - start < 3, Signs.isDigit(run[start - 1]) { start -= 1 }
        let digits = index - 1 - start
        return (1...2).contains(digits) && (start == 0 || gaps[start])
    }

    /// （原密级：机密）: what a paper was once.
    private func isFormer(before index: Int) -> Bool {
        var end = index
        while end > 0, [":", "(", "为", "是"].contains(run[end - 1]) { end -= 1 }
        for label in ["密级和保密期限", "密级", "定密"] where run.has(label, at: end - label.unicodeScalars.count) {
            return isFormerly(before: end - label.unicodeScalars.count)
        }
        return false
    }

    /// Whether 原 stands before a label.
    func isFormerly(before index: Int) -> Bool { run.at(index - 1) == "原" || run.at(index - 1) == "定" && run.at(index - 2) == "原" }

    /// The level the name of a file begins with, though it goes on without a sign between: 机密ABC.txt, 机密关于某事的函.docx.
    ///
    /// 机密文件管理办法.docx and 绝密行动影评.docx begin with a level as well, so other words say nothing.
    func beginningOfName() -> String? {
        var index = 0
        while let sign = run.at(index), !Folding.isWord(sign) { index += 1 }
        for label in SecrecyMarks.labels where run.has(label, at: index) {
            index += label.unicodeScalars.count
            break
        }
        guard let found = level(at: index), !found.isSpread, let next = run.at(found.end) else { return nil }
        return (0x61...0x7A).contains(next.value) || run.has("关于", at: found.end) ? found.level : nil
    }

    /// 封面印有“绝密★启用前”字样: words in quotation marks within a sentence speak of a mark.
    private func isQuoted(_ index: Int, _ end: Int) -> Bool {
        guard index >= 2, run[index - 1] == "“" || run[index - 1] == "\"",
            Folding.isWord(run[index - 2]) || [",", "”"].contains(run[index - 2])
        else { return false }
        guard let close = run[end...].prefix(16).firstIndex(where: { $0 == "”" || $0 == "\"" }) else {
            return isCut && run.count - end < 16
        }
        if close + 1 == run.count { return isCut }
        return (Folding.isHan(run[close + 1]) || [",", "·"].contains(run[close + 1])) && !speaksOfItself(before: index)
    }

    /// Whether a line ends here, but for the ending of a file's name.
    private func isEnd(_ index: Int) -> Bool {
        guard let next = run.at(index) else { return true }
        let rest = run[(index + 1)...]
        return next == "·" && !rest.isEmpty && rest.count <= 5 && rest.allSatisfy { $0.value < 0x80 }
    }

    // MARK: Alone

    private static let asides = urgencies + ["份号", "编号", "no", "№", "紧急程度", "缓急程度", "缓急", "第", "共", "页", "page", "of"]
    private static let terms = [
        "长期", "永久", "启用前", "保密期限", "保密期", "期限", "解密", "密期", "个月", "日期", "时间", "条件", "年", "月", "天", "日", "周", "自", "至", "起",
        "后", "前",
    ]

    /// The level of a mark that is all a run says: with its star or its term, or behind its label.
    ///
    /// - Parameter isWhole: one row or cell; of two a term alone is none, for a table of terms looks the same.
    func alone(isWhole: Bool = true) -> String? {
        var index = 0
        var isLabelled = false
        // 编号：012 秘密: the number a marked paper has among its copies.
        var (isNumbered, digits) = (false, 0)
        while let sign = run.at(index) {
            if let label = SecrecyMarks.labels.first(where: { run.has($0, at: index) }) {
                isLabelled = true
                index += label.unicodeScalars.count
            } else if let aside = (SecrecyMarks.asides + SecrecyMarks.terms).first(where: { run.has($0, at: index) }) {
                index += aside.unicodeScalars.count
                if ["份号", "编号", "no", "№"].contains(aside) { isNumbered = true }
            } else if Signs.isDigit(sign) || isPunctuation(sign) {
                if Signs.isDigit(sign) { digits += 1 }
                index += 1
            } else if isLabelled, let verb = SecrecyMarks.verbs.first(where: { run.has($0, at: index) }) {
                index += verb.unicodeScalars.count
            } else {
                break
            }
        }
        for prefix in ["绝对", "极"] where run.has(prefix + "机密", at: index) { index += prefix.unicodeScalars.count }
        guard let found = level(at: index) else { return nil }
        var end = found.end
        if let next = run.at(end), next == "级" || next == "件" { end += 1 }
        var term = end
        while let sign = run.at(term), isPunctuation(sign) { term += 1 }
        let isCopy = isNumbered && digits > 0
        guard isLabelled || isStarred(behind: found.end) || isWhole && (isCopy || isTerm(at: term)) else { return nil }
        return isAside(from: end) ? found.level : nil
    }

    /// Whether a level is all a run says.
    var isLevelAlone: Bool { levelAlone != nil }

    /// The level that is all a run says.
    var levelAlone: String? {
        guard let found = level(at: 0) else { return nil }
        let isAll = found.end == run.count || found.end + 1 == run.count && ["级", "件"].contains(run[found.end])
        return isAll ? found.level : nil
    }

    /// Whether a run says nothing but which page this is.
    var isPageNumber: Bool {
        !run.isEmpty && run.count <= 16 && !run.contains { !Signs.isDigit($0) && Folding.isWord($0) && !["第", "共", "页"].contains($0) }
    }

    /// Whether nothing follows but stars, terms, urgencies and numbers.
    func isAside(from start: Int) -> Bool {
        var index = start
        while let sign = run.at(index) {
            if let word = (SecrecyMarks.terms + SecrecyMarks.asides).first(where: { run.has($0, at: index) }) {
                index += word.unicodeScalars.count
            } else if Signs.isDigit(sign) || "一二三四五六七八九十两".unicodeScalars.contains(sign) || isPunctuation(sign) {
                index += 1
            } else {
                return false
            }
        }
        return true
    }

    /// A box nobody ticked leaves open what stands behind it.
    func isPunctuation(_ sign: Unicode.Scalar) -> Bool { sign != "□" && !Folding.isWord(sign) }

    // MARK: The level

    private static let pairs: [(first: Unicode.Scalar, level: String)] = [("绝", "绝密"), ("机", "机密"), ("秘", "秘密")]

    /// A level that begins at an index; its two signs may be held apart, as in 机·密.
    func level(at index: Int) -> (level: String, end: Int, isSpread: Bool)? {
        guard let first = run.at(index), let pair = SecrecyMarks.pairs.first(where: { $0.first == first }) else { return nil }
        var end = index + 1
        while let sign = run.at(end), end - index <= 3, ["·", "★", "◆", ":"].contains(sign) { end += 1 }
        guard run.at(end) == "密" else { return nil }
        return (pair.level, end + 1, end > index + 1)
    }
}
