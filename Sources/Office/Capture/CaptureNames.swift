/// Who is named at a place of a capture line, by the directory or as people are called: 王县长, 李女士, Director Zhou, Ms Li.
struct CaptureNames {
    struct Found {
        /// Nil for somebody the directory does not know, or where the name fits several.
        let id: String?
        let text: String
        let end: Int
    }

    private let directory: Directory
    private let names: InstructionNames

    init(_ directory: Directory) {
        self.directory = directory
        names = directory.instructionNames
    }

    /// The longest name of the directory that stands at a place, people first.
    func known(in line: CaptureLine, at start: Int, peopleOnly: Bool = false) -> Found? {
        if let english = english(in: line, at: start), english.id != nil { return english }
        guard let hit = names.longest(in: line.key, at: start) else { return nil }
        let ids = peopleOnly ? hit.ids.filter { directory.person($0) != nil } : hit.ids
        guard !ids.isEmpty else { return nil }
        // 青山乡政府: the short name of a place and what governs it.
        let isUnit = ids.contains { directory.unit($0) != nil }
        let end = isUnit ? line.word(["人民政府", "党委政府", "政府"], at: hit.end) ?? hit.end : hit.end
        return Found(id: ids.count == 1 ? ids.first : nil, text: line.typed(start..<end), end: end)
    }

    /// Whether a title and a name in English stand here: Ms Li.
    func isTitled(in line: CaptureLine, at start: Int) -> Bool {
        var end = start
        while line.key.at(end)?.isLatin ?? false { end += 1 }
        return CaptureNames.titles[Run(line.key[min(start, end)..<end]).string] != nil && english(in: line, at: start) != nil
    }

    /// A name at a place: known, or built as names are, or else the token that stands there.
    func name(in line: CaptureLine, at start: Int, until stop: Int) -> Found? {
        if let built = built(in: line, at: start) { return built }
        // the Finance Bureau, the boss
        if line.key.has("the ", at: start) {
            var end = line.tokenEnd(start + 4)
            while end + 1 < line.count, line.text[end + 1].isUpperLatin, !beginsDate(line, end + 1) { end = line.tokenEnd(end + 1) }
            return Found(id: nil, text: line.typed(start..<end), end: end)
        }
        let end = min(line.tokenEnd(start), stop)
        return end > start ? Found(id: nil, text: line.typed(start..<end), end: end) : nil
    }

    private func beginsDate(_ line: CaptureLine, _ start: Int) -> Bool {
        let word = Run(line.key[start..<line.tokenEnd(start)]).string
        return CaptureNames.isWord(word)
    }

    /// A name that is known, or built as names are.
    func built(in line: CaptureLine, at start: Int) -> Found? {
        if let known = known(in: line, at: start) {
            // 市府办小王: somebody of a unit.
            if known.id.map({ directory.unit($0) != nil }) ?? false, let end = called(in: line, at: known.end) {
                return Found(id: nil, text: line.typed(start..<end), end: end)
            }
            let end = called(known, in: line)
            return Found(id: known.id, text: line.typed(start..<end), end: end)
        }
        if let english = english(in: line, at: start) { return english }
        return called(in: line, at: start).map { Found(id: nil, text: line.typed(start..<$0), end: $0) }
    }

    private static let callings = [
        "常务副县长", "副县长", "副市长", "副主任", "副局长", "副科长", "副书记", "副镇长", "副乡长", "女士", "先生", "老师", "同志", "主任", "局长", "县长", "市长", "省长", "区长",
        "科长", "书记", "部长", "处长", "厅长", "镇长", "乡长", "所长", "站长", "院长", "校长", "馆长", "队长", "组长", "经理", "董事长", "秘书长", "秘书", "主席", "会长", "律师",
        "医生", "大夫", "师傅", "阿姨", "大姐", "大哥", "老板", "总工", "参谋", "委员", "代表", "教授", "会计", "总",
    ]

    /// 王建国县长, 王芳同志: behind the name of a person its post belongs to it.
    func called(_ known: Found, in line: CaptureLine) -> Int {
        let isUnit = known.id.map { directory.unit($0) != nil } ?? false
        // 代表 and the like behind a name are what somebody does.
        let words = isUnit ? ["同志", "女士", "先生", "老师"] : CaptureNames.callings.filter { $0.count > 1 && !["代表", "会计", "参谋"].contains($0) }
        return line.word(words, at: known.end) ?? known.end
    }

    /// 李女士, 欧阳局长, 小王, 老张: a surname and what the person is called.
    private func called(in line: CaptureLine, at start: Int) -> Int? {
        for length in 1...4 {
            guard let end = line.word(CaptureNames.callings, at: start + length),
                (start..<(start + length)).allSatisfy({ Signs.isHan(line.key.at($0)) })
            else {
                continue
            }
            return end
        }
        if let first = line.key.at(start), "小老".unicodeScalars.contains(first), Signs.isHan(line.key.at(start + 1)),
            Surnames.pinyin(of: line.key[start + 1]) != nil
        {
            return start + 2
        }
        return nil
    }

    // MARK: English

    private static let titles: [String: [String]] = [
        "director": ["主任", "局长"], "mayor": ["市长", "县长"], "governor": ["省长", "县长"], "magistrate": ["县长"], "secretary": ["书记", "秘书"],
        "chief": ["科长", "局长"], "head": ["科长", "县长", "局长"], "manager": ["经理"], "minister": ["部长"], "mr": [], "ms": [], "mrs": [], "miss": [],
        "dr": [], "prof": [], "professor": [], "comrade": [], "deputy": [], "vice": [], "county": [], "section": [], "bureau": [],
        "executive": [], "party": [],
    ]

    /// `Director Zhou`, `Deputy County Head Li`, `Ms Li`, `Wang Fang`.
    private func english(in line: CaptureLine, at start: Int) -> Found? {
        var words: [(text: String, end: Int, isCapital: Bool)] = []
        var at = start
        while words.count < 6, let first = line.key.at(at), first.isLatin {
            var end = at
            while line.key.at(end)?.isLatin ?? false { end += 1 }
            words.append((Run(line.key[at..<end]).string, end, line.text[at].isUpperLatin))
            at = end
            if line.key.at(at) == "." { at += 1 }
            guard line.key.at(at) == " " else { break }
            at += 1
        }
        var titles = 0
        while titles < words.count, CaptureNames.titles[words[titles].text] != nil { titles += 1 }
        if titles > 0 {
            guard words.indices.contains(titles), words[titles].isCapital || Surnames.isPinyin(words[titles].text) else {
                return nil
            }
            let surname = words[titles].text
            let wanted = words.prefix(titles).flatMap { CaptureNames.titles[$0.text] ?? [] }
            let isDeputy = words.prefix(titles).contains { $0.text == "deputy" || $0.text == "vice" }
            var count = titles + 1
            var people = directory.people.filter { person in
                person.isActive && Surnames.reads(person.name, surname)
                    && (wanted.isEmpty || wanted.contains { person.post?.hasSuffix($0) ?? false })
            }
            if !wanted.isEmpty, people.count > 1 { people = people.filter { ($0.post?.contains("副") ?? false) == isDeputy } }
            if wanted.isEmpty { people = [] }
            // Mr Li Ming
            if words.indices.contains(count), words[count].isCapital, !CaptureNames.isWord(words[count].text) { count += 1 }
            let end = words[count - 1].end
            return Found(id: people.count == 1 ? people[0].id : nil, text: line.typed(start..<end), end: end)
        }
        // Wang Fang, Zhang Min
        if words.count >= 2, Surnames.isPinyin(words[0].text) {
            let people = directory.people.filter { person in
                person.isActive && Surnames.reads(person.name, words[0].text)
                    && Pinyin.abbreviation(person.name.dropFirst()).first == words[1].text.first
                    && DateScan.englishWeekday(words[1].text) == nil && !CaptureNames.isWord(words[1].text)
            }
            if people.count == 1 { return Found(id: people[0].id, text: line.typed(start..<words[1].end), end: words[1].end) }
        }
        guard let first = words.first, first.isCapital, Surnames.isPinyin(first.text) else { return nil }
        let people = directory.people.filter { $0.isActive && Surnames.reads($0.name, first.text) }
        return Found(id: people.count == 1 ? people[0].id : nil, text: line.typed(start..<first.end), end: first.end)
    }

    /// Words that begin what is said, never a name.
    private static func isWord(_ word: String) -> Bool {
        [
            "by", "on", "at", "to", "asks", "asked", "wants", "wanted", "told", "tells", "says", "said", "tomorrow", "today", "next",
            "before", "until", "in", "within", "this",
        ]
        .contains(word) || DateScan.englishWeekday(word) != nil || DateScan.englishMonth(word) != nil
    }
}

/// The commonest surnames in pinyin: people of the directory named in English.
enum Surnames {
    private static let table =
        "wang王汪 li李黎厉 zhang张章 liu刘柳 chen陈谌 yang杨阳 huang黄 zhao赵 wu吴武伍邬 zhou周 xu徐许 sun孙 ma马 zhu朱祝诸 hu胡 guo郭 he何贺和 lin林蔺 gao高 luo罗骆 "
        + "zheng郑 liang梁 xie谢解 song宋 tang唐汤 deng邓 han韩 feng冯封 cao曹 peng彭 zeng曾 xiao肖萧 tian田 dong董 pan潘 yuan袁 cai蔡 jiang蒋江姜 yu余于俞喻 du杜 ye叶 cheng程成 wei魏韦卫 su苏 lv吕 lu卢陆路鲁 "
        + "ding丁 ren任 yao姚 shen沈申 zhong钟 cui崔 tan谭谈 fan范樊 shi石史施时 liao廖 jia贾 xia夏 fu付傅符 fang方房 zou邹 xiong熊 bai白柏 meng孟蒙 qin秦覃 qiu邱仇 hou侯 yin尹殷 xue薛 yan闫严颜阎 lei雷 "
        + "long龙 duan段 hao郝 kong孔 shao邵 mao毛 chang常 wan万 gu顾古谷 lai赖 kang康 qian钱 niu牛 hong洪 gong龚宫 jin金靳 you尤游 chu褚储 kong孔 hua华 qi齐戚祁 wen文温 an安 ni倪 ouyang欧 tao陶 ge葛 zhan詹 ji季纪 mei梅 sheng盛 zuo左 bao包鲍 pu蒲 ning宁 mo莫 bi毕 nie聂 jiao焦 xiang向项 guan关管 cen岑 lan兰蓝 liang梁 mu穆 cong丛 ke柯 ruan阮 xin辛 chai柴 pei裴 shang尚商 qu曲屈瞿 zhuang庄 ai艾 rao饶 she佘"

    private static let byPinyin: [String: String] = {
        var found: [String: String] = [:]
        for entry in table.split(separator: " ") {
            let pinyin = String(entry.prefix { $0.isASCII })
            found[pinyin, default: ""] += entry.dropFirst(pinyin.count)
        }
        return found
    }()

    static func isPinyin(_ word: String) -> Bool { byPinyin[word] != nil }
    static func reads(_ name: String, _ pinyin: String) -> Bool {
        guard let first = name.first, let signs = byPinyin[pinyin == "lu" && name.first == "吕" ? "lv" : pinyin] else { return false }
        return signs.contains(first)
    }

    static func pinyin(of scalar: Unicode.Scalar) -> String? {
        byPinyin.first { $0.value.unicodeScalars.contains(scalar) }?.key
    }
}
