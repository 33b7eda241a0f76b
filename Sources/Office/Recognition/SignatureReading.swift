/// Finds who signed and when: the first signed date is the paper's, those of attachments come later.
struct SignatureReading {
    let day: Day
    let line: Int
    let confidence: Int
    let issuers: [String]
    /// Index of the row among the sentences; what follows it is attachments.
    let row: Int

    /// - Parameters:
    ///   - rows: the body's sentences.
    ///   - known: bodies the title or header already named.
    ///   - isDated: whether the header bears a date.
    static func find(in rows: [Piece], known: [String], isDated: Bool = false) -> SignatureReading? {
        let knownRuns = known.map { Run(scalars: $0) }
        var best: SignatureReading?
        for (index, piece) in rows.enumerated() {
            // What follows is another paper: its date is not this one's, however well it is signed.
            if best != nil || isDated, isAttachmentHeading(piece.key) { break }
            var dates = PaperDates.all(in: piece.key)
            if dates.isEmpty, let plain = PaperDates.plain(piece.key) { dates = [(0, piece.key.count, plain)] }
            for date in dates {
                guard let (rank, names) = weigh(piece, date.start, date.end, rows, index, knownRuns), rank > 0 else { continue }
                if best.map({ rank >= 80 && rank > $0.confidence }) ?? true {
                    best = SignatureReading(day: date.day, line: piece.line, confidence: rank, issuers: names, row: index)
                }
            }
            if let best, best.confidence >= 80 { break }
        }
        return best
    }

    private static let attachments = Words("附件 附表 附录")

    /// 附件1, alone on its line; 附件：1.… names what hangs on the paper and stands above its signature.
    private static func isAttachmentHeading(_ key: Run) -> Bool {
        guard let word = attachments.beginning(key), key.count <= word.count + 4 else { return false }
        var number = key.from(word.count)
        let hasColon = number.last == ":" || number.last == "："
        if hasColon { number.removeLast() }
        return number.isEmpty ? !hasColon : number.allSatisfy { Numeral.isPart($0) || $0 == "-" }
    }

    private static let printings = Words("印发 印 发布 施行 起施行")
    private static let notNames = Words("关于 的 附件 印发")
    private static let notAfterDate: SignSet = "，,、。；;：:前至到起以的和与及或之期间—-~～召在"

    private static func weigh(
        _ piece: Piece, _ start: Int, _ end: Int, _ rows: [Piece], _ index: Int, _ known: [Run]
    ) -> (Int, [String])? {
        let before = piece.key.upTo(start)
        let after = piece.key.from(end)
        if printings.begins(after) { return nil }
        if let next = after.first, notAfterDate.contains(next) { return nil }
        let endsInBody = Vocabulary.organisationEnds.ends(before)
        if !before.isEmpty, after.first != "(", piece.key.count > 60, !endsInBody, !Vocabulary.posts.occurs(in: before) { return nil }
        if before.isEmpty { return alone(piece, after, rows, index, known) }
        if before.count == 1, before.first == "(" { return nil }
        // A name before the date on the same line.
        var from = start
        while from > 0, Folding.isHan(piece.key[from - 1]) || piece.key[from - 1] == "、" { from -= 1 }
        var tail = piece.take(start).cut(from)
        let hit = known.first { tail.text.count >= $0.count && tail.text.suffix($0.count).elementsEqual($0) }
        tail = trimmed(tail)
        if Organisations.isLike(tail.key) { return (88, Organisations.named(in: tail)) }
        if let hit { return (85, [hit.string]) }
        if Vocabulary.posts.begins(tail.key), tail.key.count <= 10 { return (80, []) }
        return endsInBody && !HeaderReading.isBody(before) ? (50, []) : nil
    }

    /// A date that stands alone: the names on the lines above it.
    private static func alone(
        _ piece: Piece, _ after: Run, _ rows: [Piece], _ index: Int, _ known: [Run]
    ) -> (Int, [String])? {
        var names: [String] = []
        var above = index - 1
        while above >= 0, above >= index - 14, Organisations.isLike(rows[above].key) {
            if known.contains(rows[above].text) {
                names.insert(rows[above].text.string, at: 0)
                break
            }
            var row = rows[above]
            while above > 0, isFirstPart(rows[above - 1].key), !Vocabulary.regional.begins(row.key) {
                above -= 1
                row = Piece(line: row.line, raw: rows[above].text + row.text)
            }
            names = Organisations.named(in: row) + names
            above -= 1
        }
        // A list of bodies above the signature is not part of it.
        if let first = known.first?.string, let start = names.firstIndex(of: first) { names = Array(names[start...]) }
        if !names.isEmpty { return (90, names) }
        let last = index > 0 ? rows[index - 1] : nil
        var rank = 0
        if let last, last.key.count <= 14, Vocabulary.posts.occurs(in: last.key) {
            rank = 85
        } else if after.isEmpty || after.first == "(" {
            rank = index > 0 ? 60 : 30
        } else if last?.key.last == "。" {
            rank = 40
        }
        // 请遵照执行。××厅 / 2019年…: the name fused to the sentence before.
        if let last, let tail = known.first(where: { last.text.count >= $0.count && last.text.suffix($0.count).elementsEqual($0) }) {
            return (80, [tail.string])
        }
        return rank > 0 ? (rank, []) : nil
    }

    /// The first line of a name that goes on below.
    private static func isFirstPart(_ key: Run) -> Bool {
        (4...60).contains(key.count) && key.allSatisfy(Folding.isHan) && !Organisations.isLike(key)
            && Vocabulary.regional.begins(key) && !notNames.occurs(in: key)
    }

    /// 附件：…方案××省××厅: the attachment's name fused before the signature goes.
    private static func trimmed(_ tail: Piece) -> Piece {
        guard tail.key.count > 7 else { return tail }
        for cut in stride(from: tail.key.count - 3, to: 3, by: -1) {
            let head = tail.key.upTo(cut)
            guard Vocabulary.documentEnds.ends(head) else { continue }
            let rest = tail.cut(cut)
            if Organisations.isNewName(rest.key, after: head), Organisations.isLike(rest.key) { return rest }
        }
        return tail
    }
}
