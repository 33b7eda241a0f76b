/// The door (H7, J13): whether a paper bears a secrecy mark, found before anything of it is looked at or kept.
enum SecrecyGate {
    /// The level a mark in the first fifteen lines names, and its line; doubt means a mark.
    static func mark(in pieces: [Piece]) -> (level: String, line: Int)? {
        let head = pieces.prefix(15)
        for (index, piece) in head.enumerated() {
            if let level = level(piece.key) { return (level, piece.line) }
            guard index < 3 else { continue }
            for word in piece.words where Vocabulary.levels.isOne(word.map(Folding.search)) {
                return (word.map(Folding.search).string, piece.line)
            }
        }
        if let labelled = labelled(in: pieces.prefix(30)) { return labelled }
        // Where line breaks were lost, a level with its star within the first two hundred characters counts.
        let joined = Run(head.flatMap(\.key).prefix(200))
        for level in ["绝密", "机密", "秘密"] {
            var from = 0
            while let at = joined.find(level, from: from) {
                let rest = joined.from(at + 2)
                if rest.first == "★" || rest.first == "☆" { return (level, pieces[0].line) }
                if at <= 6, let mark = rest.find("文件"), mark > 0, mark < 40, Organisations.isLike(rest.upTo(mark)),
                    References.first(in: Run(rest.from(mark + 2).prefix(28))) != nil
                {
                    return (level, pieces[0].line)
                }
                from = at + 2
            }
        }
        return nil
    }

    /// The same for what goes along with a paper, part by part; the line counts from the paper's first.
    static func mark(along parts: [Substring]) -> (level: String, line: Int)? {
        for (index, part) in parts.enumerated().dropFirst() {
            guard part.unicodeScalars.contains("密"), let mark = mark(in: PaperPieces.cut(String(part))) else { continue }
            let before = parts[..<index].reduce(0) { $0 + $1.utf8.count { $0 == 0x0A } + 1 }
            return (mark.level, before + mark.line)
        }
        return nil
    }

    private static let joints: SignSet = ["·", "•", "/", "、"]
    private static let closing: SignSet = ["】", "〗", "]", ")", "〕", "★", "☆", "*", "·", "•", "/", ":", "："]
    private static let ends: SignSet = ["】", "]", "·", "•", "明"]
    private static let levelLabels = ["密等及解密条件或保密期限", "密等及解密条件", "密等"]
    private static let labelledLevels = ["绝对机密", "极机密", "绝密", "机密", "秘密", "密"]

    /// 密等及解密條件或保密期限：密 on the letters of Taiwan's offices, wherever their head stands.
    private static func labelled(in pieces: ArraySlice<Piece>) -> (level: String, line: Int)? {
        for piece in pieces {
            for label in levelLabels where piece.key.contains("等" as Unicode.Scalar) {
                guard let at = piece.key.find(label) else { continue }
                let value = Run(dropColons(piece.key.from(at + label.unicodeScalars.count)).drop { "(【[".unicodeScalars.contains($0) })
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

    private static func level(_ key: Run) -> String? {
        var key = withoutCopyNumber(key)
        for label in ["密级和保密期限", "密级", "等级"] where key.has(label) {
            key = dropColons(key.from(label.unicodeScalars.count))
            break
        }
        if Vocabulary.urgencies.begins(key) {
            let behind = Run(key.from(2).drop { joints.contains($0) })
            if Vocabulary.levels.begins(behind) { key = behind }
        }
        if let first = key.first, ["★", "【", "〖", "[", "(", "〔", "*"].contains(first) { key = key.from(1) }
        if let level = Vocabulary.levels.beginning(key) {
            let after = key.from(2)
            guard let next = after.first else { return level.string }
            if closing.contains(next) || Signs.isDigit(next) || Vocabulary.urgencies.begins(after) || after.has("长期") {
                return level.string
            }
            if after.count == 1, next == "级" || next == "件" { return level.string }
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
