extension Capture {
    /// Whose paper a line names, its number, and its title, with blanks between them or without.
    ///
    /// `czj 12 关于…`, `云财〔2026〕12号关于…`, `财政局云财函〔2026〕12号关于…`, `财政局关于…`
    func heading(_ text: String) throws(Refusal) -> (sender: String, reference: String?, title: String) {
        let (text, behind) = Capture.numberBehind(text)
        let found = try heading(plain: text)
        return (found.sender, found.reference ?? behind?.canonical, found.title)
    }

    /// The number of a paper where it stands last: 关于…的请示 石水〔2026〕8号.
    private static func numberBehind(_ text: String) -> (rest: String, DocumentNumber?) {
        guard let blank = text.lastIndex(where: \.isWhitespace), let number = DocumentNumber(text[text.index(after: blank)...]),
            isOwn(number),
            DocumentNumber.first(in: String(text[..<blank])) == nil
        else { return (text, nil) }
        return (text[..<blank].trimmed, number)
    }

    private func heading(plain text: String) throws(Refusal) -> (sender: String, reference: String?, title: String) {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard let first = parts.first else { throw .missing(field: "title") }
        if parts.count == 2, case .one(let sender) = directory.read(first, in: .units) { return try numbered(sender, parts[1]) }
        if let found = DocumentNumber.first(in: text), Capture.isOwn(found.number) {
            return try headed(String(text[..<found.range.lowerBound]), found.number, behind: String(text[found.range.upperBound...]))
        }
        let line = CaptureLine(text)
        if let known = CaptureNames(directory).known(in: line, at: 0), let sender = known.id, directory.unit(sender) != nil {
            // 省府办明电: how it came is no part of its title.
            let end = line.word(["内部明电", "传真电报", "明电", "电报", "来函", "来文", "发来"], at: known.end) ?? known.end
            let (_, reference, rest) = try numbered(sender, line.typed(from: end))
            // The issuer's own name opens the title of its paper: 财政局关于报送预算的通知.
            return (sender, reference, rest)
        }
        guard parts.count == 2 else { throw .missing(field: "title") }
        return try numbered(try directory.resolve(first, in: .units, what: "from"), parts[1])
    }

    /// 关于贯彻云政发〔2026〕5号的通知 names the number of another paper.
    private static func isOwn(_ number: DocumentNumber) -> Bool {
        !["关于", "转发", "印发", "贯彻", "落实", "根据", "关於", "轉發"].contains(where: number.code.contains)
    }

    /// Behind a sender its number, whole or the sequence alone, and the title.
    private func numbered(_ sender: String, _ text: String) throws(Refusal) -> (sender: String, reference: String?, title: String) {
        let text = text.trimmed
        if let found = DocumentNumber.first(in: text), found.range.lowerBound == text.startIndex, Capture.isOwn(found.number) {
            return (sender, found.number.canonical, try titled(String(text[found.range.upperBound...])))
        }
        let digits = text.prefix { $0.isNumber && $0.isWholeNumber && Folding.width(String($0)).allSatisfy(\.isASCII) }
        let rest = text[digits.endIndex...]
        let isMarked = rest.first == "号" || rest.first == "號"
        if let sequence = Int(Folding.width(digits)), isMarked || rest.first.map(\.isWhitespace) ?? false,
            let code = directory.unit(sender)?.codes.first
        {
            let number = DocumentNumber(code: code, year: calendar.zone.day(of: now).year, sequence: sequence)
            return (sender, number.canonical, try titled(String(isMarked ? rest.dropFirst() : rest)))
        }
        return (sender, nil, try titled(text))
    }

    /// A whole number says whose paper it is, where nobody is named before it: by its code, or by the one code that begins so.
    private func headed(
        _ before: String, _ number: DocumentNumber, behind: String
    ) throws(Refusal) -> (sender: String, reference: String?, title: String) {
        if !before.trimmed.isEmpty {
            return (try directory.resolve(before.trimmed, in: .units, what: "from"), number.canonical, try titled(behind))
        }
        if let unit = directory.unit(code: number.code) { return (unit.id, number.canonical, try titled(behind)) }
        // 财政局云财函〔2026〕12号: the name is glued to the code, the longest first.
        let code = CaptureLine(number.code)
        if let known = CaptureNames(directory).known(in: code, at: 0), let sender = known.id, directory.unit(sender) != nil,
            known.end < code.count
        {
            let own = DocumentNumber(code: code.typed(from: known.end), year: number.year, sequence: number.sequence)
            return (sender, own.canonical, try titled(behind))
        }
        // 云财[2026]46号财政局关于…: whoever is named right behind it.
        let title = CaptureLine(behind)
        if let known = CaptureNames(directory).known(in: title, at: title.skip(0)), let sender = known.id, directory.unit(sender) != nil {
            return (sender, number.canonical, try titled(title.typed(from: known.end)))
        }
        let alike = directory.units.filter { $0.codes.contains { $0.hasPrefix(number.code) || number.code.hasPrefix($0) } }
        guard alike.count <= 1 else {
            throw .ambiguous(what: "from", text: number.code, candidates: alike.prefix(6).map { directory.name($0.id) ?? $0.id })
        }
        guard let unit = alike.first else { throw .unknown(what: "from", text: number.code, nearest: nil) }
        return (unit.id, number.canonical, try titled(behind))
    }

    /// 特急, 加急·明电 at the beginning or the end of a line, apart from its other words: how urgent the paper is, and the line without it.
    func urgency(_ text: String, _ register: RegisterDefinition) -> (level: String?, rest: String) {
        let levels = register.field("urgency")?.choices ?? []
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        for index in words.indices where words.count > 1 {
            let parts = words[index].split { !$0.isLetter }.map { Folding.search(String($0)) }
            guard let mark = parts.first, parts.dropFirst().allSatisfy(Capture.telegrams.contains),
                let level = levels.first(where: { $0.isMeant(by: mark) })
            else { continue }
            words.remove(at: index)
            return (level.zh, words.joined(separator: " "))
        }
        return (nil, text)
    }

    private static let telegrams: Set<String> = ["明电", "传真电报", "内部明电"]

    private func titled(_ text: String) throws(Refusal) -> String {
        guard !text.trimmed.isEmpty else { throw .missing(field: "title") }
        return text.trimmed
    }
}
