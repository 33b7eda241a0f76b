/// A line of capture as scalars: as typed, folded for reading, and with what is quoted kept out of every reading.
struct CaptureLine {
    private(set) var text: Run = []
    private(set) var key: Run = []
    /// Quoted, or the name of a paper: title text whatever it says.
    private(set) var isTitle: [Bool] = []
    /// For every place where the token ends that holds it: at the next blank, or at the end of the line.
    private var ends: [Int] = []

    init(_ line: String) {
        let signs = Array(line.trimmed)
        let blank: Character = " "
        // Quotes that nothing closes any more, so that no two of them are looked after to the end of the line.
        var open: Set<Character> = []
        func end(_ at: Int) -> Int? {
            guard let close = Tokenizer.closingQuote(of: signs[at]), !open.contains(close) else { return nil }
            let end = signs[(at + 1)...].firstIndex(of: close)
            if end == nil { open.insert(close) }
            return end
        }
        var at = 0
        while at < signs.count {
            if let end = end(at) {
                let before = at == 0 || signs[at - 1].isWhitespace
                let after = end + 1 == signs.count || signs[end + 1].isWhitespace
                // Straight quotes around whole words only take the meaning away; any others are part of the title.
                let isBare = signs[at] != "“" && before && after
                for index in (isBare ? at + 1 : at)..<(isBare ? end : end + 1) { append(signs[index], isQuoted: true) }
                at = end + 1
            } else {
                append(signs[at].isWhitespace ? blank : signs[at], isQuoted: false)
                at += 1
            }
        }
        partSigns()
        protectNames()
        ends = Array(repeating: count, count: count)
        for at in (0..<count).reversed() {
            if !isTitle[at], Signs.isBlank(key[at]) { ends[at] = at } else if at + 1 < count { ends[at] = ends[at + 1] }
        }
    }

    /// `!2周四前`: the figure belongs to the sign, and not to what follows.
    private mutating func partSigns() {
        var at = 0
        while at + 2 < count {
            if key[at] == "!", !isTitle[at], Signs.isDigit(key[at + 1]), !Signs.isDigit(key[at + 2]), !Signs.isBlank(key[at + 2]) {
                text.insert(" ", at: at + 2)
                key.insert(" ", at: at + 2)
                isTitle.insert(false, at: at + 2)
            }
            at += 1
        }
    }

    private mutating func append(_ sign: Character, isQuoted: Bool) {
        for scalar in sign.unicodeScalars { append(scalar, isQuoted: isQuoted) }
    }

    private mutating func append(_ scalar: Unicode.Scalar, isQuoted: Bool) {
        text.append(scalar)
        // What is quoted reads as nothing: no date reaches into it.
        key.append(isQuoted ? CaptureLine.nothing : Folding.search(scalar))
        isTitle.append(isQuoted)
    }

    private static let nothing: Unicode.Scalar = "\u{FFFC}"

    var count: Int { text.count }

    /// 《…》 and 关于…的通知 are names of papers, and dates in them are part of the name.
    private mutating func protectNames() {
        var at = 0
        while let open = key.find("《", from: at), let close = key.find("》", from: open) {
            protect(open..<(close + 1))
            at = close + 1
        }
        at = 0
        while let open = key.find("关于", from: at) {
            at = open + 2
            var end = at
            while end < key.count, key[end] != "," && key[end] != "，" && key[end] != "。" && key[end] != ";" {
                if key[end] == "的", let kind = CaptureLine.kinds.word(in: key, at: end + 1) {
                    protect(open..<(end + 1 + kind.count))
                    at = end + 1 + kind.count
                    break
                }
                end += 1
            }
        }
    }

    private static let kinds = Words("紧急通知 补充通知 通知 通报 报告 请示 批复 函 复函 意见 决定 公告 通告 纪要 方案 办法 汇报 议案 建议")

    private mutating func protect(_ range: Range<Int>) {
        for index in range {
            key[index] = CaptureLine.nothing
            isTitle[index] = true
        }
    }

    func typed(_ range: Range<Int>) -> String { Run(text[range]).string }
    func typed(from start: Int) -> String { start < count ? Run(text[start...]).string : "" }

    func skip(_ at: Int) -> Int {
        var at = at
        while at < count, !isTitle[at], Signs.isBlank(key[at]) || ",，、".unicodeScalars.contains(key[at]) { at += 1 }
        return at
    }

    /// Whether a word may begin here: at the start, behind a blank or behind a mark.
    func beginsToken(_ at: Int) -> Bool {
        guard at > 0 else { return true }
        return Signs.isBlank(key[at - 1]) || ",，;；。、)）".unicodeScalars.contains(key[at - 1])
    }

    /// The end of the token that begins here.
    func tokenEnd(_ at: Int) -> Int {
        at < count ? ends[at] : at
    }

    /// The word that stands last, behind a blank.
    var lastToken: (text: String, start: Int)? {
        guard let blank = key.lastIndex(where: Signs.isBlank), blank + 1 < count, !isTitle[count - 1] else { return nil }
        return (Run(key[(blank + 1)...]).string, blank + 1)
    }

    /// The first of the words that stands at a place, a Latin one with its end.
    func word(_ words: [String], at start: Int) -> Int? {
        for word in words where key.has(word, at: start) {
            let end = start + word.unicodeScalars.count
            if word.unicodeScalars.last?.isLatin ?? false, key.at(end)?.isLatin ?? false { continue }
            return end
        }
        return nil
    }

    /// Passes any number of the words, with the blanks between them.
    func passing(_ words: [String], from start: Int) -> Int {
        var at = skip(start)
        while let end = word(words, at: at) { at = skip(end) }
        return at
    }
}

extension Unicode.Scalar {
    var isUpperLatin: Bool { (0x41...0x5A).contains(value) }
}
