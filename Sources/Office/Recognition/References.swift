/// A reference number as it stands in a paper's header.
struct FoundReference {
    let code: String
    let year: Int?
    let sequence: Int
    /// How many scalars of the key it takes.
    let length: Int
    let canonical: String
}

/// Finds reference numbers: 国办发〔2024〕12号, 国务院令第772号, 〔1996〕武司字第82号.
enum References {
    /// A number at the very beginning of a key.
    static func opening(_ key: Run) -> FoundReference? {
        standard(key) ?? order(key) ?? reversed(key)
    }

    /// A number behind other header text: only right after 文件, an urgency mark or a label.
    static func first(in piece: Piece) -> (at: Int, reference: FoundReference)? {
        let key = piece.key
        guard key.contains(where: { $0 == "号" || $0 == "?" || Signs.bracketOpens.contains($0) }) else { return nil }
        if let hit = first(in: key) { return hit }
        // On a line of several elements a number begins with a word of its own; a sentence is no such line.
        var at = 0
        for word in piece.words {
            defer { at += word.count }
            guard at > 0, !key[..<at].contains(where: { "，,。;；:：《".unicodeScalars.contains($0) }) else { continue }
            if let hit = first(in: key.from(at)) { return (at + hit.at, hit.reference) }
        }
        return nil
    }

    static func first(in key: Run) -> (at: Int, reference: FoundReference)? {
        let lead = markLength(key)
        if let hit = opening(key.from(lead)) {
            let issuer = issuerLength(hit.code)
            guard issuer > 0, let own = opening(key.from(lead + issuer)) else { return (lead, hit) }
            return (lead + issuer, own)
        }
        for cue in ["文件", "文号:", "字号:", "编号:"] {
            guard let at = key.find(cue) else { continue }
            let start = at + cue.unicodeScalars.count
            if let hit = opening(key.from(start)) { return (start, hit) }
        }
        return nil
    }

    /// How long marks such as 等级 特急·明电 are that a telegram puts before its number.
    private static func markLength(_ key: Run) -> Int {
        var at = 0
        for label in ["紧急程度", "等级", "缓急"] where key.has(label) { at = label.unicodeScalars.count }
        while key.at(at) == ":" { at += 1 }
        guard Vocabulary.urgencies.begins(key.from(at)) else { return 0 }
        at += 2
        guard key.at(at) == "·" || key.at(at) == "•" else { return at }
        return key.has("明电", at: at + 1) ? at + 3 : at
    }

    /// How much of a long code is the issuer's name run together with it: 云溪县水利局云水函.
    private static func issuerLength(_ code: String) -> Int {
        let run = Run(scalars: code)
        guard run.count >= 8 else { return 0 }
        return stride(from: run.count - 2, to: 4, by: -1).first { length in
            let head = run.upTo(length)
            return issuerEnds.ends(head) && Organisations.isLike(head) && !issuerEnds.begins(run.from(length))
        } ?? 0
    }

    private static let caseKinds = Words("民初 民终 民申 刑初 刑终 行初 行终 执 执异 破 民监 司建")
    /// 根据云政发〔2026〕3号 cites a number.
    private static let citations = Words("根据 按照 依据 关于 现将 转发 贯彻 参照 落实 依照")
    private static let issuerEnds = Words(
        "人民政府 委员会 办公厅 办公室 局 厅 部 大学 学院 公司 法院 检察院 指挥部 领导小组 协会 联合会 中心 医院 中学 小学 学校")

    static func digits(_ key: Run, _ from: Int) -> (text: String, end: Int) {
        var end = from
        while Signs.isDigit(key.at(end)) { end += 1 }
        return (end > from ? Run(key[from..<end]).string : "", end)
    }

    /// Figures among which a scan took o for 0 and l for 1.
    private static func figures(_ key: Run, _ from: Int) -> (text: String, end: Int) {
        var end = from
        while let scalar = key.at(end), Signs.isDigit(scalar) || scalar == "o" || scalar == "l" || scalar == "i" { end += 1 }
        let run = key[min(from, end)..<end].map { $0 == "o" ? "0" : $0 == "l" || $0 == "i" ? "1" : $0 }
        return (Run(run).string, end)
    }

    private static func standard(_ key: Run) -> FoundReference? {
        let start = key.first == "(" && key.count > 2 && Signs.isHan(key[1]) ? 1 : 0
        var cursor = start
        while cursor - start <= 20, Signs.isHan(key.at(cursor)) { cursor += 1 }
        // Where an encoding was mistaken, a question mark stands for the bracket.
        func isBracket(_ scalar: Unicode.Scalar, _ set: SignSet) -> Bool {
            set.contains(scalar) || scalar == "?" || scalar == "\u{FFFD}"
        }
        guard cursor > start, let open = key.at(cursor), isBracket(open, Signs.bracketOpens) else { return nil }
        let code = Run(key[start..<cursor]).string
        // No code holds 的: what stands before it belongs to a sentence.
        if code.contains("的") { return nil }
        if cursor - start > 4, code.contains("文件") || Self.citations.begins(Run(key[start..<cursor])) { return nil }
        let (year, afterDigits) = figures(key, cursor + 1)
        var afterYear = afterDigits
        if year.count == 4, key.at(afterYear) == "年" { afterYear += 1 }
        guard year.count == 4, year.hasPrefix("19") || year.hasPrefix("20"), let close = key.at(afterYear),
            isBracket(close, Signs.bracketCloses)
        else { return nil }
        cursor = afterYear + 1
        if key.at(cursor) == "第" { cursor += 1 }
        let (sequence, afterSequence) = figures(key, cursor)
        guard let number = Int(sequence), sequence.count <= 12, key.at(afterSequence) == "号" || afterSequence == key.count else {
            return nil
        }
        var end = min(afterSequence + 1, key.count)
        if start == 1, key.at(end) == ")" { end += 1 }
        return FoundReference(
            code: code, year: Int(year), sequence: number, length: end,
            canonical: "\(code)〔\(year)〕\(code.hasSuffix("令") ? "第" : "")\(number)号")
    }

    /// Orders and announcements: the issuing name belongs to the number.
    static func order(_ key: Run) -> FoundReference? {
        for word in ["令", "公告", "通告"] {
            guard let at = key.find(word), at > 1, at <= 34, key[..<at].allSatisfy(Folding.isHan) else { continue }
            var cursor = at + word.unicodeScalars.count
            let isOpened = key.at(cursor).map { ["(", "〔", "["].contains($0) } ?? false
            if isOpened { cursor += 1 }
            let (year, afterYear) = digits(key, cursor)
            let hasYear = year.count == 4 && key.at(afterYear) == "年"
            if hasYear { cursor = afterYear + 1 }
            if key.at(cursor) == "第" { cursor += 1 } else if word != "令" { continue }
            var (sequence, end) = digits(key, cursor)
            var number = Int(sequence)
            if sequence.isEmpty {
                end = cursor
                while let scalar = key.at(end), ChineseNumber.digits[Character(scalar)] != nil || "十百".unicodeScalars.contains(scalar) {
                    end += 1
                }
                sequence = Run(key[cursor..<end]).string
                number = ChineseNumber.value(sequence)
            }
            guard let number, end > cursor, key.at(end) == "号" else { continue }
            end += 1
            if isOpened, let close = key.at(end), Signs.bracketCloses.contains(close) { end += 1 }
            let code = key.upTo(at + word.unicodeScalars.count).string
            return FoundReference(
                code: code, year: hasYear ? Int(year) : nil, sequence: number, length: end,
                canonical: "\(code)\(hasYear ? year + "年" : "")第\(sequence)号")
        }
        return nil
    }

    private static func reversed(_ key: Run) -> FoundReference? {
        guard let open = key.first, Signs.bracketOpens.contains(open) else { return nil }
        let (year, afterYear) = digits(key, 1)
        guard year.count == 2 || year.count == 4, let close = key.at(afterYear), Signs.bracketCloses.contains(close),
            let value = Int(year)
        else { return nil }
        let start = afterYear + 1
        if open == "(" || open == "[", year.count == 4, let found = courtCase(key, value, start) { return found }
        var end = start
        while end - start <= 12, let scalar = key.at(end), Folding.isHan(scalar), scalar != "第" { end += 1 }
        guard end > start else { return nil }
        let code = Run(key[start..<end]).string
        if key.at(end) == "第" { end += 1 }
        let (sequence, last) = digits(key, end)
        guard let number = Int(sequence), key.at(last) == "号" else { return nil }
        return FoundReference(
            code: code, year: year.count == 4 ? value : 1900 + value, sequence: number, length: last + 1,
            canonical: "〔\(year)〕\(code)第\(sequence)号")
    }

    /// A court's case number: （2026）云0127执821号.
    private static func courtCase(_ key: Run, _ year: Int, _ start: Int) -> FoundReference? {
        var end = start
        while end - start < 3, Signs.isHan(key.at(end)) { end += 1 }
        let (court, afterCourt) = digits(key, end)
        guard end > start, court.count <= 4, !court.isEmpty || end - start >= 2 else { return nil }
        var last = afterCourt
        while last - afterCourt < 6, let scalar = key.at(last), Folding.isHan(scalar), scalar != "第" { last += 1 }
        guard last > afterCourt || court.isEmpty else { return nil }
        if court.isEmpty, caseKinds.beginning(key.from(start + 1)) == nil { return nil }
        let (sequence, finish) = digits(key, key.at(last) == "第" ? last + 1 : last)
        guard let number = Int(sequence), sequence.count <= 6, key.at(finish) == "号" else { return nil }
        let code = Run(key[start..<last]).string
        return FoundReference(
            code: code, year: year, sequence: number, length: finish + 1, canonical: "（\(year)）\(code)\(number)号")
    }
}
