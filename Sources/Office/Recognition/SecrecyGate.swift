/// Whether a paper bears a secrecy mark, found before anything of it is looked at or kept.
extension SecrecyGate {
    /// The level a mark in the first fifteen lines names, and its line; doubt means a mark.
    ///
    /// - Parameter isTyped: a note has no head, so a mark with its star is looked for in all of it.
    static func mark(in pieces: [Piece], isTyped: Bool = false) -> (level: String, line: Int)? {
        let head = pieces.prefix(15)
        var isSuspect = false
        for (index, piece) in head.enumerated() {
            guard MarkRun.mayHold(piece.key) else { continue }
            isSuspect = true
            if let level = telegram(piece.key.filter { !MarkRun.isDropped($0) }) { return (level, piece.line) }
            let marks = SecrecyMarks(MarkRun([piece.raw], limit: PaperPieces.width))
            if let level = marks.opening() ?? (index < 3 ? marks.word() : nil) ?? (index < 6 ? paper(named: index, in: head) : nil) {
                return (level, piece.line)
            }
        }
        // 机　密 alone: a line cut at its wide blank is looked at whole too.
        if let first = head.first, head.count > 1, head.allSatisfy({ $0.line == first.line }), head.reduce(0, { $0 + $1.raw.count }) <= 12,
            let level = SecrecyMarks(MarkRun([Run(head.flatMap(\.raw))], limit: PaperPieces.width)).opening()
        {
            return (level, first.line)
        }
        if let labelled = labelled(in: pieces.prefix(30)) { return labelled }
        guard isSuspect || isTyped else { return nil }
        // Where line breaks were lost, or each sign has a line of its own, a mark within the first two hundred characters counts.
        if let level = SecrecyMarks(MarkRun(head.map(\.raw), limit: 200)).anywhere() { return (level, head.first?.line ?? 1) }
        for piece in isTyped ? pieces[...] : head where MarkRun.mayHold(piece.key) {
            let row = MarkRun([piece.raw], limit: isTyped ? .max : PaperPieces.width)
            if let level = SecrecyMarks(row).anywhere() { return (level, piece.line) }
        }
        return letterhead(head).map { ($0, head.first?.line ?? 1) }
    }

    /// The level of 机密文件 as all a line above the heading says; beside another level it heads or continues a list of them.
    private static func paper(named index: Int, in head: ArraySlice<Piece>) -> String? {
        func marks(_ index: Int) -> SecrecyMarks? {
            head.indices.contains(index) ? SecrecyMarks(MarkRun([head[index].raw], limit: PaperPieces.width)) : nil
        }
        guard let level = marks(index)?.paperAlone() else { return nil }
        let beside = [index - 1, index + 1].compactMap(marks)
        return beside.contains { $0.paperAlone() != nil || $0.isLevelAlone } ? nil : level
    }

    /// A paper that was let in, without the lines that are its mark: they say nothing else of it.
    static func withoutMarks(_ pieces: [Piece]) -> [Piece] {
        pieces.prefix(15).filter { piece in
            guard MarkRun.mayHold(piece.key) else { return true }
            let marks = SecrecyMarks(MarkRun([piece.raw], limit: PaperPieces.width))
            return marks.opening() == nil && marks.paperAlone() == nil
        } + pieces.dropFirst(15)
    }

    /// A mark that nobody who prints the paper sees and that is kept all the same: in a comment of markup, in a calendar's folded lines.
    static func mark(hiddenIn paper: String) -> (level: String, line: Int)? {
        if paper.prefix(7).uppercased() == "BEGIN:V" { return SecrecyDoor.mark(inTyped: paper).map { ($0, 1) } }
        let length = PaperPieces.width * 45
        let isMarkup = paper.utf8.withContiguousStorageIfAvailable { $0.prefix(length).contains(UInt8(ascii: "<")) } ?? true
        guard isMarkup else { return nil }
        let opening = Run(paper.unicodeScalars.prefix(PaperPieces.width * 15))
        guard opening.contains("<!--"), MarkRun.mayHold(opening) else { return nil }
        return mark(in: PaperPieces.cut(opening.string.replacing("<!--", with: "\n").replacing("-->", with: "\n")))
    }

    /// A mark whose signs run the other way.
    static func mark(turnedIn paper: String) -> (level: String, line: Int)? {
        guard MarkRun.mayHold(paper), let shown = TurnedText.shown(paper) else { return nil }
        return mark(in: PaperPieces.cut(shown)) ?? LoneMarks.first(in: shown)
    }

    /// 机密某机关文件某发〔2026〕1号: the level, whose paper it is and its number, run together.
    private static func letterhead(_ head: ArraySlice<Piece>) -> String? {
        let joined = Run(head.flatMap(\.key).prefix(200))
        for level in ["绝密", "机密", "秘密"] {
            var from = 0
            while let at = joined.find(level, from: from), at <= 6 {
                let rest = joined.from(at + 2)
                if let mark = rest.find("文件"), mark > 0, mark < 40, Organisations.isLike(rest.upTo(mark)),
                    References.first(in: Run(rest.from(mark + 2).prefix(28))) != nil
                {
                    return level
                }
                from = at + 2
            }
        }
        return nil
    }

    /// The same for what goes along with a paper, part by part; the line counts from the paper's first.
    static func mark(along parts: [Substring]) -> (level: String, line: Int)? {
        for (index, part) in parts.enumerated().dropFirst() {
            guard let mark = mark(in: PaperPieces.cut(String(part))) else { continue }
            let before = parts[..<index].reduce(0) { $0 + $1.utf8.count { $0 == 0x0A } + 1 }
            return (mark.level, before + mark.line)
        }
        return nil
    }

    private static let ends: SignSet = ["】", "]", "·", "•", "明"]
    private static let levelLabels = ["密等及解密条件或保密期限", "密等及解密条件", "密等"]
    private static let labelledLevels = ["绝对机密", "极机密", "绝密", "机密", "秘密", "密"]

    /// 密等及解密條件或保密期限：密 on the letters of Taiwan's offices, wherever their head stands.
    private static func labelled(in pieces: ArraySlice<Piece>) -> (level: String, line: Int)? {
        for piece in pieces where piece.key.contains("等" as Unicode.Scalar) && MarkRun.mayHold(piece.key) {
            let key = piece.key.filter { !MarkRun.isDropped($0) }
            for label in levelLabels {
                guard let at = key.find(label) else { continue }
                let value = Run(dropColons(key.from(at + label.unicodeScalars.count)).drop { "(【[".unicodeScalars.contains($0) })
                if let level = labelledLevels.first(where: { value.has($0) }) { return (level, piece.line) }
                break
            }
        }
        return nil
    }

    /// A header line without the copy number 份号 that may stand before a mark.
    static func withoutCopyNumber(_ key: Run) -> Run {
        var key = key
        for label in ["份号", "№", "no."] where key.has(label) { key = dropColons(key.from(label.unicodeScalars.count)) }
        let digits = key.prefix { Signs.isDigit($0) }.count
        return digits == 6 ? key.from(6) : key
    }

    static func dropColons(_ key: Run) -> Run { Run(key.drop { $0 == ":" || $0 == "：" }) }

    /// 密电 and 密码电报, which bear no level.
    private static func telegram(_ key: Run) -> String? {
        var key = withoutCopyNumber(key)
        for label in ["密级和保密期限", "密级", "等级"] where key.has(label) {
            key = dropColons(key.from(label.unicodeScalars.count))
            break
        }
        let opening = Run(key.prefix(12))
        if (key.count == 2 && key.has("密电")) || opening.contains("·密电") || opening.contains("•密电") { return "密电" }
        let inner = key.has("内部") ? key.from(2) : key
        if inner.has("密码电报"), inner.count == 4 || inner.at(4).map({ "(·".unicodeScalars.contains($0) }) == true { return "密电" }
        return nil
    }

    /// The urgency mark of the header (J13).
    static func urgency(in pieces: [Piece]) -> (word: String, line: Int)? {
        for piece in pieces.prefix(15) {
            var key = withoutCopyNumber(piece.key)
            for label in ["紧急程度", "缓急", "等级"] where key.has(label) {
                key = dropColons(key.from(label.unicodeScalars.count))
                break
            }
            if key.first == "【" || key.first == "[" { key = key.from(1) }
            guard let word = Vocabulary.urgencies.beginning(key) else { continue }
            var rest = key.from(2)
            if rest.first == "件" { rest = rest.from(1) }
            if rest.isEmpty || rest.first.map(ends.contains) == true || References.opening(rest) != nil {
                return (word.string, piece.line)
            }
            if let mark = rest.find("文件"), mark > 0, mark < 40, Organisations.isLike(rest.upTo(mark)) {
                return (word.string, piece.line)
            }
            for token in piece.words.prefix(2) where Vocabulary.urgencies.isOne(token.map(Folding.search)) {
                return (token.map(Folding.search).string, piece.line)
            }
        }
        return nil
    }
}
