/// What a leader's written words propose: who is to handle it, who helps, who is to see it, and until when (请A、B办理: A leads).
public struct InstructionReading: Hashable, Sendable {
    public let target: String?
    public let partners: [String]
    /// The leader it is to be laid before: 请卫东同志阅示.
    public let reader: String?
    /// The words that name a limit: `3日内`, `11月25日`.
    public let limit: String?
    /// Who else a name may mean, by whom it is taken for: two bureaus of one level, two people called 李主任.
    public let others: [String: [String]]

    public init(_ words: String, directory: Directory) {
        let text = Run(scalars: words).filter { !Signs.isBlank($0) }.map(Folding.search)
        let names = directory.instructionNames
        var leads: [String] = []
        var helpers: [String] = []
        var readers: [String] = []
        var others: [String: [String]] = [:]
        for clause in text.split(whereSeparator: { ",.;!?，。；！".unicodeScalars.contains($0) }).map(Run.init) {
            let mentions = names.find(in: clause)
            guard !mentions.isEmpty else { continue }
            for group in InstructionClause.groups(clause, mentions) {
                let ids = group.mentions.map(\.id)
                for mention in group.mentions where !mention.others.isEmpty { others[mention.id] = mention.others }
                switch group.role {
                case .lead:
                    if let first = ids.first { leads.append(first) }
                    helpers += ids.dropFirst()
                case .help: helpers += ids
                case .read:
                    let leaders = ids.filter { id in directory.person(id)?.isLeader ?? false }
                    readers += leaders
                    leads += ids.filter { !leaders.contains($0) }.prefix(1)
                    helpers += ids.filter { !leaders.contains($0) }.dropFirst()
                case .none: break
                }
            }
        }
        // 请A牵头，B、C配合: what leads first stands; another lead beside it helps.
        var ids: [String] = []
        for id in leads + helpers where !ids.contains(id) { ids.append(id) }
        target = leads.first ?? ids.first
        partners = ids.filter { [target] in $0 != target }
        reader = readers.first
        self.others = others
        limit = InstructionReading.limit(text)
    }

    /// The limit some words name, spelled as the form of a limit reads it; nil where they name none.
    static func limit(of words: String) -> String? { limit(Run(scalars: words).filter { !Signs.isBlank($0) }.map(Folding.search)) }

    /// The first limit of the words, spelled as the form of a limit reads it.
    private static func limit(_ text: Run) -> String? {
        let key = text
        for at in key.indices {
            if DayExpression.mayBegin(key[at]), at == 0 || !Numeral.isPart(key[at - 1]),
                let day = DayExpression.read(key, at: at, dated: nil),
                !day.isRecurring
            {
                let clock = ClockExpression.read(key, at: day.end)
                var end = clock?.end ?? day.end
                let isClosing = key.has("下班", at: end)
                if isClosing { end += 2 }
                guard ["之前", "以前", "前"].contains(where: { key.has($0, at: end) }) else { continue }
                return spelled(Run(text[at..<end]))
            }
        }
        for unit in ["个工作日", "工作日", "日", "天", "小时", "个月", "周", "个星期"] {
            // 限5个工作日办结: working days are counted, whatever word follows.
            for ending in ["之内", "以内", "内"] + (unit.hasSuffix("工作日") ? [""] : []) {
                guard let at = key.find(unit + ending) else { continue }
                var start = at
                while start > 0, Numeral.isPart(key[start - 1]) { start -= 1 }
                if start < at { return Run(text[start..<(at + unit.unicodeScalars.count)]).string }
            }
        }
        for word in ["下班前"] where key.contains(word) { return "今天下班" }
        return nil
    }

    /// 11月底 becomes the day it means; a remark in brackets goes.
    private static func spelled(_ run: Run) -> String {
        var run = run
        if let open = run.firstIndex(of: "("), let close = run.firstIndex(of: ")"), open < close { run.removeSubrange(open...close) }
        let key = run
        for ending in ["月底", "月末", "月上旬", "月中旬", "月下旬"] {
            guard key.ends(ending), let (month, end) = Numeral.read(key, 0), key.has(ending, at: end), (1...12).contains(month) else {
                continue
            }
            let day = ending.hasSuffix("上旬") ? 10 : ending.hasSuffix("中旬") ? 20 : Day.length(of: month, in: 2026)
            return "\(month)月\(day)日"
        }
        return run.string
    }
}

/// Names as leaders write them: 财政局, 卫东同志, 李主任, 王志远.
struct InstructionNames: Sendable {
    private struct Name: Sendable {
        let run: Run
        let id: String
        let standing: Standing
        /// Without its region, of a unit of another one: what nearer units do not bear.
        let isFar: Bool
        let isUnit: Bool
    }

    /// By their first signs, in the order of the directory.
    private var keys: [Unicode.Scalar: [Name]] = [:]
    /// 卫东 alone is a name only where 同志 stands in the clause: 请卫东、明远同志阅.
    private var given: [Unicode.Scalar: [Name]] = [:]
    /// 县, in an office of the county: 县财政局 is the county's.
    private let ownSign: Unicode.Scalar?

    init(_ directory: Directory) {
        ownSign = directory.home.unicodeScalars.last
        func add(_ name: String, _ id: String, far: Bool = false) {
            guard name.count >= 2 else { return }
            let run = Run(scalars: name).map(Folding.search)
            guard let first = run.first else { return }
            let isUnit = directory.unit(id) != nil
            keys[first, default: []].append(Name(run: run, id: id, standing: directory.standing(of: id), isFar: far, isUnit: isUnit))
        }
        for unit in directory.units {
            let shorter = directory.shorterNames(of: unit.id)
            for name in [unit.name] + unit.shortNames + shorter.near { add(name, unit.id) }
            for name in shorter.far { add(name, unit.id, far: true) }
        }
        let people = directory.people.filter(\.isActive)
        var bearing: [String: Int] = [:]
        for post in people.compactMap(\.post) { bearing[post, default: 0] += 1 }
        for person in people {
            for name in [person.name] + person.aliases + person.calledBy { add(name, person.id) }
            if person.name.count == 3 {
                let own = String(person.name.dropFirst())
                let run = Run(scalars: own).map(Folding.search)
                if let first = run.first {
                    given[first, default: []].append(Name(run: run, id: person.id, standing: .own, isFar: false, isUnit: false))
                }
                // 建国主任
                for called in person.calledBy { add(own + called.dropFirst(), person.id) }
            }
            if let post = person.post, bearing[post] == 1 { add(post, person.id) }
        }
    }

    struct Mention {
        let id: String
        /// Who else it may be, as likely.
        let others: [String]
        let range: Range<Int>
    }

    /// The longest name at each place; what it covers names nobody else. Of those who bear it the nearest is meant.
    func find(in clause: Run) -> [Mention] {
        var found: [Mention] = []
        let isOfComrades = clause.contains("同志")
        var at = 0
        while at < clause.count {
            let isJoined = found.last?.range.upperBound == at
            let names = (keys[clause[at]] ?? []) + (isOfComrades ? given[clause[at]] ?? [] : [])
            let hits = names.filter { name in
                clause[at...].starts(with: name.run) && (isJoined || !name.isUnit || !isOfAnother(clause, at, isFar: name.isFar))
            }
            guard let length = hits.map(\.run.count).max() else {
                at += 1
                continue
            }
            let longest = hits.filter { $0.run.count == length }
            let ids = InstructionNames.nearest(longest)
            var end = at + length
            // 李卫东副县长: the post behind a name belongs to it.
            if longest.contains(where: { !$0.isUnit }), let post = InstructionNames.posts.first(where: { clause.has($0, at: end) }) {
                end += post.unicodeScalars.count
            }
            if let first = ids.first { found.append(Mention(id: first, others: Array(ids.dropFirst()), range: at..<end)) }
            at = end
        }
        return found
    }

    /// Posts as they follow a name, the longer first.
    private static let posts = [
        "常务副县长", "常务副市长", "常务副区长", "副县长", "副市长", "副区长", "副主任", "副书记", "副局长", "县长", "市长", "区长", "主任", "书记", "局长", "部长", "常委", "科长",
    ]

    /// Everybody the longest name at a place stands for, the nearest only.
    func longest(in text: Run, at start: Int) -> (ids: Set<String>, end: Int)? {
        let hits = (text.at(start).flatMap { keys[$0] } ?? []).filter { text.matches($0.run, at: start) }
        guard let length = hits.map(\.run.count).max() else { return nil }
        return (Set(InstructionNames.nearest(hits.filter { $0.run.count == length })), start + length)
    }

    /// Of those who bear a name whoever is nearest, in the order of the directory.
    private static func nearest(_ names: [Name]) -> [String] {
        guard let best = names.map({ ($0.isFar ? 1 : 0, $0.standing) }).min(by: <) else { return [] }
        var ids: [String] = []
        for name in names where (name.isFar ? 1 : 0, name.standing) == best && !ids.contains(name.id) { ids.append(name.id) }
        return ids
    }

    /// 市财政局 that nobody here is called is not the county's: the sign before the name belongs to another region.
    private func isOfAnother(_ clause: Run, _ at: Int, isFar: Bool) -> Bool {
        guard at > 0, let ownSign, "省市县区旗镇乡".unicodeScalars.contains(clause[at - 1]) else { return false }
        return isFar || clause[at - 1] != ownSign
    }
}

/// How the names of one clause stand to its verb.
private enum InstructionClause {
    enum Role { case lead, help, read, none }

    /// Names in a row, with what the words around them make of them.
    static func groups(_ clause: Run, _ mentions: [InstructionNames.Mention]) -> [(role: Role, mentions: [InstructionNames.Mention])] {
        var rows: [[InstructionNames.Mention]] = []
        for mention in mentions {
            if let last = rows.last?.last {
                let between = Run(clause[last.range.upperBound..<mention.range.lowerBound])
                if between.isEmpty || joints.contains(between.string) {
                    rows[rows.count - 1].append(mention)
                    continue
                }
            }
            rows.append([mention])
        }
        let isDirective = directives.occurs(in: clause)
        return rows.enumerated().compactMap { index, row in
            guard let first = row.first, let last = row.last else { return nil }
            let before = clause.upTo(first.range.lowerBound)
            let end = index + 1 < rows.count ? rows[index + 1][0].range.lowerBound : clause.count
            let after = Run(clause[last.range.upperBound..<end])
            return (role(before, after, isDirective: isDirective), row)
        }
    }

    private static let joints: Set<String> = ["、", "和", "及", "以及", "与", "同志", "同志、", "同志和", "/", "等"]
    private static let directives = Words("请 由 转 交 责成 望 烦 要 牵头 主办 负责 配合 落实 办理 阅 研 协助 承办 督办 会同 商 送 呈 抓 参与 支持 会办 协办")
    private static let papers = Words("意见 方案 请示 报告 来文 来函 汇报 所提 的 建议")
    private static let reportings = Words("报 呈报 上报 反馈 告知 抄送 抄 回复 向 报送 同意")
    private static let joinings = Words("会同 商 协同 联合 征求 并商")
    private static let askings = Words("请 由 转 交 责成 送 望 烦 转请 并请 即")
    private static let callings = Words("请 由 转 交 责成")
    private static let helping = Words("配合 协办 协助 会办 参与 支持")
    private static let reading = Words("阅示 阅研 阅定 审示 批示 阅知 审阅 审定 阅批 圈阅 阅悉 定夺 酌定 并阅")
    private static let leading = Words("牵头 主办 负责 承办 督办 落实 办理 研究 抓紧 阅办 阅处 研处 组织 会同 提出 核实 处理 跟进")

    private static func role(_ before: Run, _ after: Run, isDirective: Bool) -> Role {
        let behind = Run(after.drop { "同志等单位部门各、".unicodeScalars.contains($0) })
        // 同意财政局意见, 报王县长, 按水利局方案办
        if papers.begins(behind) { return .none }
        if reportings.ends(before) { return .none }
        guard isDirective else { return .none }
        if joinings.ends(before) { return .help }
        if helping.begins(behind) { return .help }
        if reading.begins(behind) || behind.string == "阅" || behind.has("阅") && !behind.has("阅办") && !behind.has("阅处") { return .read }
        if leading.begins(behind) || askings.ends(before) { return .lead }
        return before.isEmpty || callings.occurs(in: before) ? .lead : .none
    }
}

extension String {
    /// The first place a text stands in this one.
    func range(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
