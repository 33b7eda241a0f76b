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
    static func first(in key: Run) -> (at: Int, reference: FoundReference)? {
        let lead = Vocabulary.urgencies.begins(key) ? 2 : 0
        if let hit = opening(key.from(lead)) { return (lead, hit) }
        for cue in ["文件", "文号:", "字号:", "编号:"] {
            guard let at = key.find(cue) else { continue }
            let start = at + cue.unicodeScalars.count
            if let hit = opening(key.from(start)) { return (start, hit) }
        }
        return nil
    }

    static func digits(_ key: Run, _ from: Int) -> (text: String, end: Int) {
        var end = from
        while Signs.isDigit(key.at(end)) { end += 1 }
        return (end > from ? Run(key[from..<end]).string : "", end)
    }

    private static func standard(_ key: Run) -> FoundReference? {
        let start = key.first == "(" && key.count > 2 && Signs.isHan(key[1]) ? 1 : 0
        var cursor = start
        while cursor - start <= 20, Signs.isHan(key.at(cursor)) { cursor += 1 }
        guard cursor > start, let open = key.at(cursor), Signs.bracketOpens.contains(open) else { return nil }
        let code = Run(key[start..<cursor]).string
        let (year, afterYear) = digits(key, cursor + 1)
        guard year.count == 4, year.hasPrefix("19") || year.hasPrefix("20"), let close = key.at(afterYear),
            Signs.bracketCloses.contains(close)
        else { return nil }
        cursor = afterYear + 1
        if key.at(cursor) == "第" { cursor += 1 }
        let (sequence, afterSequence) = digits(key, cursor)
        guard let number = Int(sequence), sequence.count <= 6, key.at(afterSequence) == "号" else { return nil }
        var end = afterSequence + 1
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
}
