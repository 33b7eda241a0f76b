/// A limit a paper's own words set: the words, the day they mean where they name one, and the line.
public struct FoundDeadline: Hashable, Sendable {
    public let text: String
    /// Nil where the day depends on something else, such as the day of receipt, or comes again every month.
    public let due: Day?
    /// The time of that day, where the words name one.
    public let time: TimeOfDay?
    /// 每月5日前: a duty that comes again, not a limit of this paper.
    public let isRecurring: Bool
    public let line: Int

    /// The day, with the hour where the words name one, as data: `2026-11-25`, `2026-11-25T16:00`; nil without a day.
    public var stored: String? { due.map { $0.iso + (time.map { "T" + $0.text } ?? "") } }

    /// The day it means; where the paper bears no date of its own, read from the day it came (今日16时前).
    ///
    /// Nil for a span that is counted from something else, and for a day of the month that could be any month's.
    func day(received: Day) -> Day? {
        if due != nil || isRecurring || text.hasSuffix("内") { return due }
        let key = Run(scalars: text).map(Folding.search)
        let read = key.indices.lazy.compactMap { DayExpression.read(key, at: $0, dated: received) }.first
        return read.flatMap { $0.isBare ? nil : $0.day }
    }
}

/// Reads the deadlines of a paper: 请于11月25日前报送, 收到之日起15日内, 每月5日前, 截止日期：12月1日.
struct DeadlineReading {
    private(set) var found: [FoundDeadline] = []
    private let dated: Day?

    /// - Parameters:
    ///   - dated: the paper's own date; a day without a year is the next such day.
    ///   - main: the row of the signature; what an attached rule says of others is not a deadline of ours.
    static func find(in rows: [Piece], dated: Day?, main: Int) -> [FoundDeadline] {
        var reading = DeadlineReading(dated: dated)
        for (index, piece) in rows.enumerated() {
            let key = piece.key
            if key.contains(where: { signs.contains($0) }) { reading.readDays(piece) }
            if index <= main, key.contains("内" as Unicode.Scalar) { reading.readSpans(piece) }
        }
        return reading.found
    }

    private init(dated: Day?) { self.dated = dated }

    /// A row without any of these sets no limit by a day.
    private static let signs: SignSet = ["前", "截", "止", "旬", "限", "最", "不"]
    private static let behind = ["下班之前", "下班前", "之前", "以前", "前", "截止", "止"]
    private static let cues = [
        "截止时间", "截止日期", "截止期限", "截止到", "截止至", "截止于", "截止", "截至", "期限为", "期限至", "期限:", "最迟于", "最晚于", "最迟", "最晚", "不晚于",
        "不迟于", "不得晚于", "不得迟于", "延长至", "延期至",
    ]
    private static let demands = Words("请 务必 须 应 要 限 烦 望 必须 确保 力争 争取 抓紧 原则上 于 在")
    private static let counts = Words("之日起 收到 接到 印发后 发布后 通知后")
    private static let plainDemands = Words("请 务必 限 望")
    private static let offers = Words("报名 意见 申请 征集 征求 投稿 受理 投标 回执 回复")

    private mutating func add(_ piece: Piece, _ start: Int, _ end: Int, _ due: Day?, _ time: TimeOfDay? = nil, recurring: Bool = false) {
        let text = Run(piece.text[start..<end]).string
        if found.count < 10, !found.contains(where: { $0.text == text }) {
            found.append(FoundDeadline(text: text, due: due, time: time, isRecurring: recurring, line: piece.line))
        }
    }

    private mutating func readDays(_ piece: Piece) {
        let key = piece.key
        var at = 0
        while at < key.count {
            guard DayExpression.mayBegin(key[at]), let day = DayExpression.read(key, at: at, dated: dated) else {
                at += 1
                continue
            }
            readLimit(piece, at, day)
            at = max(at + 1, day.end)
        }
    }

    private mutating func readLimit(_ piece: Piece, _ start: Int, _ day: DayExpression) {
        let key = piece.key
        var end = day.end
        var time: TimeOfDay?
        if let clock = ClockExpression.read(key, at: end) { (end, time) = (clock.end, clock.time) }
        // Yesterday's limit is told, not set.
        if let due = day.day, let dated, due < dated { return }
        let clause = Run(key[max(0, start - 30)..<start].reversed().prefix { !"。;；!".unicodeScalars.contains($0) }.reversed())
        if let word = Self.behind.first(where: { key.has($0, at: end) }) {
            let last = end + word.unicodeScalars.count
            if word == "前", let next = key.at(last), "后往述款文者".unicodeScalars.contains(next) { return }
            let rest = Run(key[last...].prefix(40).prefix { $0 != "。" })
            let isClosing = word.hasSuffix("止")
            // 报告：今日16时前。 says first what is asked for.
            let isLast = key.at(last).map { "。;；!".unicodeScalars.contains($0) } ?? true
            guard
                Vocabulary.isAct(in: rest) || (isClosing || isLast) && Vocabulary.isAct(in: clause)
                    || isClosing && Self.offers.occurs(in: clause) || Self.isAsked(clause, rest)
            else { return }
            if day.isBare, !Self.demands.occurs(in: clause) { return }
            return add(piece, start, last, day.day, time, recurring: day.isRecurring)
        }
        if let cue = Self.cue(before: start, in: key), !day.isRecurring {
            let around = Run(key[max(0, start - 40)..<min(key.count, end + 40)])
            guard Vocabulary.isAct(in: around) || Self.offers.occurs(in: around) else { return }
            return add(piece, cue, end, day.day, time)
        }
        if day.isStretch, !day.isRecurring, let before = clause.last, before == "于" || before == "在", Vocabulary.acts.begins(key.from(end))
        {
            add(piece, start, end, day.day)
        }
    }

    /// Whether somebody is asked in the words right before a day, whatever for: 请县政府今日16时前作出决定; but not 请示称，今日16时前已撤离.
    private static func isAsked(_ clause: Run, _ rest: Run) -> Bool {
        guard let next = rest.first, !"已均未尚，,、".unicodeScalars.contains(next) else { return false }
        let own = Run(clause.reversed().prefix { !"，,：:".unicodeScalars.contains($0) }.reversed())
        return own.indices.contains { index in
            own[index] == "请" && !(own.at(index + 1).map { "示求假柬".unicodeScalars.contains($0) } ?? false)
                && !(index > 0 && "申报提聘".unicodeScalars.contains(own[index - 1]))
        }
    }

    /// Where a cue such as 截止日期： begins that ends right before an index.
    private static func cue(before start: Int, in key: Run) -> Int? {
        var end = start
        while end > 0, "为是:：于到至在".unicodeScalars.contains(key[end - 1]) { end -= 1 }
        for cue in cues {
            let word = Run(scalars: cue)
            for last in [start, end] where last >= word.count && key[(last - word.count)..<last].elementsEqual(word) {
                return last - word.count
            }
        }
        return nil
    }

    private mutating func readSpans(_ piece: Piece) {
        let key = piece.key
        for unit in ["个工作日内", "个工作日之内", "个工作日以内", "日内", "日之内", "天内", "天之内", "小时内", "小时之内", "个月内", "周内"] {
            guard let at = key.find(unit) else { continue }
            var start = at
            while start > 0, Numeral.isPart(key[start - 1]) { start -= 1 }
            guard start < at else { continue }
            let end = at + unit.unicodeScalars.count
            let context = Run(key[max(0, start - 24)..<start])
            let around = Run(key[max(0, start - 24)..<min(key.count, end + 36)])
            guard Vocabulary.isAct(in: around) else { continue }
            let clause = key[..<start].lastIndex { "，,。；;：:".unicodeScalars.contains($0) }.map { $0 + 1 } ?? 0
            let isCounted = Self.counts.occurs(in: context)
            guard isCounted || Self.plainDemands.occurs(in: Run(key[clause..<start])) else { continue }
            add(piece, clause, end, nil)
        }
    }
}
