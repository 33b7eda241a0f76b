/// Titles: where one ends when other header text is fused to it, and what type it names.
enum TitleReading {
    private static let openings = Words("为 根据 按照 现将 经 20 近 目录")
    private static let counted = Words("部门 单位 机关 委")
    /// The type a key ends in, remarks in brackets left out.
    static func kind(_ key: Run) -> Run? {
        var body = key
        while body.last == "》" { body.removeLast() }
        body = Organisations.withoutBrackets(body)
        guard let kind = Vocabulary.kinds.ending(body), body.count > kind.count else { return nil }
        return kind
    }

    static func isLike(_ key: Run) -> Bool {
        key.count >= 4 && (key.contains("关于") || key.contains("转发") || key.contains("印发") || kind(key) != nil)
    }

    private static let opens: SignSet = "《〈“(<「"
    private static let closes: SignSet = "》〉”)>」"

    /// Where a title ends that other text follows: the type behind 的 outside quotes, before an addressee, a number or a body.
    static func boundary(_ key: Run) -> Int? {
        let isQuoted = key.first == "《"
        var depth = 0
        var index = 0
        while index < key.count, index < 260 {
            let scalar = key[index]
            if opens.contains(scalar) { depth += 1 }
            if closes.contains(scalar) { depth -= 1 }
            if Signs.stops.contains(scalar) { return nil }
            index += 1
            guard depth == (isQuoted ? 1 : 0), index >= 6 else { continue }
            let here = key.upTo(index)
            guard let kind = Vocabulary.kinds.ending(here), kind.string != "令" else { continue }
            let before = key.upTo(index - kind.count)
            guard before.ends("的") || Vocabulary.modifiers.ends(before) else { continue }
            var end = index
            if isQuoted, key.at(end) == "》" { end += 1 }
            if key.at(end) == "(", let close = key[end...].firstIndex(of: ")"), close - end < 12 { end = close + 1 }
            let rest = key.from(end)
            if rest.isEmpty || References.opening(rest) != nil || Addressees.length(in: rest) != nil || rest.first == "各"
                || rest.first == "《" || openings.begins(rest) || rest.starts(with: key.prefix(6))
            {
                return end
            }
        }
        return nil
    }

    private static let addressed = Words("各 县 市 省 区 州 乡 镇 局属 厅属 有关 本 全体 机关各")

    /// Where a title without 的 ends that its addressees follow on the same line: 会议通知各乡镇人民政府：.
    static func fused(_ key: Run) -> Int? {
        guard let colon = key.prefix(200).firstIndex(where: { $0 == ":" || $0 == "：" }), colon > 8,
            !Vocabulary.bodyOpeners.begins(key), !Vocabulary.clauseOpeners.begins(key),
            !key[..<colon].contains(where: { Signs.stops.contains($0) })
        else { return nil }
        var depth = 0
        for index in 6..<(colon - 1) {
            let scalar = key[index - 1]
            if opens.contains(scalar) { depth += 1 }
            if closes.contains(scalar) { depth -= 1 }
            let rest = key.from(index)
            guard depth <= 0, addressed.begins(rest), Addressees.length(in: rest) == colon - index else { continue }
            let head = key.upTo(index)
            guard let kind = kind(head), kind.count > 1, kind.string != "令", head.last != "》" || Vocabulary.about.occurs(in: head) else {
                continue
            }
            return index
        }
        return nil
    }

    /// The bodies named before 关于, 转发, 印发.
    static func issuers(_ title: Run) -> [String] {
        let key = title.map(Folding.search)
        if Vocabulary.about.begins(key) { return [] }
        guard kind(key) != nil || key.contains("关于") || key.ends("...") || key.ends("…") else { return [] }
        let cut = Vocabulary.about.list.compactMap { word -> Int? in
            guard let at = key.find(word.string), at > 1, Organisations.isLike(withoutCount(key.upTo(at))) else { return nil }
            return at
        }.min()
        guard let cut else { return [] }
        return Organisations.split(withoutCount(key.upTo(cut))).map { Run(title[$0]).string }
    }

    private static let verbs = Words("关于 转发 批转 印发 公布 发布")

    /// 财政部　税务总局关于…: bodies that blanks part.
    static func spacedIssuers(_ parts: [Piece]) -> [String]? {
        guard let words = parts.first?.words, words.count > 1 else { return nil }
        var names: [String] = []
        for word in words {
            let key = word.map(Folding.search)
            let cut = verbs.place(in: key)
            if cut == nil, key.count >= 3, Organisations.isLike(key) {
                names.append(word.string)
                continue
            }
            guard let cut, cut == 0 || Organisations.isLike(key.upTo(cut)) else { return nil }
            if cut > 0 { names.append(word.upTo(cut).string) }
            break
        }
        return names.count > 1 ? names : nil
    }

    /// 教育部等九部门: the first body alone is named.
    private static func withoutCount(_ key: Run) -> Run {
        guard let at = key.find("等"), at > 2, key.count - at <= 7, counted.ends(key) else { return key }
        return key.upTo(at)
    }
}

/// Addressees 主送: the list before the first colon of the body.
enum Addressees {
    private static let addressed = Words("各位 全体 尊敬的 亲爱的 各科室 各有关")

    /// How long the list at the beginning of a key is, its colon left out; nil where there is none.
    static func length(in key: Run) -> Int? {
        var depth = 0
        var colon: Int?
        for (index, scalar) in key.prefix(400).enumerated() {
            if Signs.opens.contains(scalar) { depth += 1 }
            if Signs.closes.contains(scalar) { depth -= 1 }
            if scalar == "《" || Signs.stops.contains(scalar) { return nil }
            if depth <= 0, [":", "：", "﹕", "∶"].contains(scalar) {
                colon = index
                break
            }
        }
        guard let colon, colon >= 2 else { return nil }
        let list = key.upTo(colon)
        if Vocabulary.notAddressees.begins(list) || Vocabulary.notAddresseeParts.occurs(in: list) { return nil }
        let tail = Organisations.withoutBrackets(list)
        if Vocabulary.addresseeEnds.ends(tail) { return colon }
        if colon == key.count - 1, colon <= 40, addressed.begins(list) { return colon }
        // 张三：
        let isName = tail.count <= 4 && tail.allSatisfy { Folding.isHan($0) || $0 == "·" }
        return colon == key.count - 1 && isName ? colon : nil
    }

    /// Classes are parted by ，; within a class 、 parts whole names only (各省、自治区、直辖市人民政府 stays one).
    static func split(_ text: Run) -> [String] {
        text.splitFlat(["，", ","]).flatMap { part -> [Run] in
            let names = part.splitFlat(["、"])
            let areNames = names.allSatisfy { Organisations.isLike($0.map(Folding.search)) } && names.first?.contains("（") == false
            let areAll = names.allSatisfy { $0.first == "各" && $0.count > 2 }
            return names.count > 1 && (areNames || areAll) ? names : [part]
        }.filter { !$0.isEmpty }.map(\.string)
    }
}
