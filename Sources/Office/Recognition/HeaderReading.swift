/// Reads a paper's header element by element until its addressees or its body; one line may hold several fused elements.
///
/// Because it stops there, a number or title cited in the body can never become the paper's own.
struct HeaderReading {
    private(set) var reference: (found: FoundReference, line: Int)?
    private(set) var titleParts: [Piece] = []
    private(set) var addressees: (text: Run, line: Int)?
    /// Header lines that name a body: 发文机关标志 and the like.
    private(set) var marks: [Piece] = []
    private(set) var dates: [(day: Day, line: Int)] = []
    private(set) var isTitleCut = false
    /// What an index table or a mail above the paper calls it.
    private(set) var labelledTitle: Piece?
    /// 檔號：LCS 4/12/3
    private(set) var fileNumber: Piece?
    /// The mark the title follows immediately.
    private var markBefore: Piece?
    private var isMarkUnnumbered = false
    private(set) var isOrder = false
    /// Where the body begins, and what of that piece is left.
    private(set) var body = 0
    private(set) var rest: Piece?

    private static let letterheads = Words("公函 便函 函件 文件 信笺")
    private static let passed = Words("已 经")
    private static let promulgations = Words("令 公告 通告")
    private static let publishing = Words("现公布 现予公布 现发布 现予发布 兹公布 兹发布 公布修订 公布施行 予以公布")
    private static let published = Words("公布 发布 颁布")
    private static let continuations = Words("有关 若干")
    private let pieces: [Piece]
    private var index = 0
    private var queue: [Piece] = []

    init(_ pieces: [Piece]) {
        self.pieces = pieces
        while index < pieces.count, index < 40 {
            let piece = queue.isEmpty ? pieces[index] : queue.removeFirst()
            if read(piece) { return }
        }
        body = index
        rest = queue.first
    }

    private var titleKey: Run { Run(titleParts.flatMap(\.key)) }

    private var isTitleDone: Bool {
        let key = titleKey
        func balanced(_ open: Unicode.Scalar, _ close: Unicode.Scalar) -> Bool {
            key.count { $0 == open } == key.count { $0 == close }
        }
        return !titleParts.isEmpty && TitleReading.kind(key) != nil && balanced("《", "》") && balanced("(", ")")
    }

    /// Puts what follows the first `count` scalars of a piece back to be read; false where nothing follows.
    private mutating func again(_ piece: Piece, after count: Int) -> Bool {
        guard piece.key.count > count else { return false }
        queue.insert(piece.cut(count), at: 0)
        return true
    }

    private mutating func advance(_ piece: Piece, after count: Int) {
        if !again(piece, after: count) { index += 1 }
    }

    /// Reads one piece; true where the header ends with it.
    private mutating func read(_ given: Piece) -> Bool {
        var piece = given
        let whole = titleKey
        if whole.count >= 6, piece.key.starts(with: whole), piece.key.count > whole.count,
            !"的》".unicodeScalars.contains(piece.key[whole.count])
        {
            // The title once more, fused to what follows.
            _ = again(piece, after: whole.count)
            return false
        }
        if readReference(&piece) { return false }
        let key = piece.key
        if readLabel(piece) { return false }
        if isOrder || reference.map({ ["公告", "通告"].contains($0.found.code.suffix(2)) }) == true, titleParts.isEmpty, key.first == "《",
            let end = Self.matching(key),
            Self.isBody(key) || Self.passed.begins(key.from(end + 1))
        {
            let inner = piece.take(end).cut(1)
            titleParts = [Piece(line: piece.line, raw: inner.text.map { $0 == "<" || $0 == "〈" ? "《" : $0 == ">" || $0 == "〉" ? "》" : $0 })]
            body = index
            rest = piece
            return true
        }
        if readDecree(piece) { return true }
        func bare(_ run: Run) -> Run { run.filter { $0 != "《" && $0 != "》" } }
        if !whole.isEmpty, bare(key) == bare(whole) || key.has("签发人") {
            index += 1
            return false
        }
        if key.has("签发人") {
            index += 1
            return false
        }
        if let lead = PaperDates.all(in: Run(key.prefix(14))).first, lead.start == 0, Addressees.length(in: key.from(lead.end)) != nil {
            dates.append((lead.day, piece.line))
            _ = again(piece, after: lead.end)
            return false
        }
        if titleParts.isEmpty, let end = TitleReading.fused(key) {
            titleParts.append(piece.take(end))
            advance(piece, after: end)
            return false
        }
        if readAddressees(&piece) { return true }
        return readTitle(piece, whole)
    }

    /// 现公布《云溪县供水管理办法》: what a decree puts in force is its title; true where the piece says so.
    private mutating func readDecree(_ piece: Piece) -> Bool {
        let key = piece.key
        let isDecreed = isOrder && titleParts.isEmpty || reference == nil && titleParts.count == 1 && titleKey.last == "令"
        guard isDecreed, let start = key.prefix(120).firstIndex(of: "《"), start > 0, let length = Self.matching(key.from(start)) else {
            return false
        }
        let end = start + length
        let isPromulgated =
            Self.publishing.occurs(in: key.upTo(start))
            || key.upTo(start).contains("现将") && Self.published.occurs(in: key.from(end).upTo(12))
        guard isPromulgated, length > 3 else { return false }
        if let decree = titleParts.first, decree.key.count > 2 {
            marks.append(decree.take(decree.key.count - 1))
            isOrder = true
        }
        let inner = piece.take(end).cut(start + 1)
        titleParts = [Piece(line: piece.line, raw: inner.text.map { $0 == "<" || $0 == "〈" ? "《" : $0 == ">" || $0 == "〉" ? "》" : $0 })]
        body = index
        rest = piece
        return true
    }

    private mutating func readReference(_ piece: inout Piece) -> Bool {
        var key = piece.key
        var found = References.first(in: piece)
        if found == nil, Self.promulgations.ends(key), key.count > 2,
            key.ends("主席令") || Organisations.isLike(key.upTo(key.count - (key.last == "令" ? 1 : 2))),
            index + 1 < pieces.count, queue.isEmpty,
            let order = References.order(key + pieces[index + 1].key)
        {
            // ××令 / 第772号 on two lines
            piece = Piece(line: piece.line, raw: piece.text + pieces[index + 1].text)
            key = piece.key
            index += 1
            found = (0, order)
        }
        guard let found, reference == nil || found.at == 0 else { return false }
        let end = found.at + found.reference.length
        if found.at == 0, let next = key.at(end), "文精要,、的".unicodeScalars.contains(next) { return false }
        if found.at > 2 {
            let before = key.upTo(found.at)
            if before.ends("文件") {
                marks.append(piece.take(found.at - 2))
            } else if Organisations.isLike(before) {
                marks.append(piece.take(found.at))
            }
        }
        if titleParts.isEmpty { isMarkUnnumbered = false }
        if reference == nil {
            reference = (found.reference, piece.line)
            isOrder = found.reference.code.hasSuffix("令")
        }
        advance(piece, after: end)
        return true
    }

    /// Lines of an index table, a mail or a web page above the paper; true where the piece was one.
    private mutating func readLabel(_ piece: Piece) -> Bool {
        let key = piece.key
        if key.has("首页"), key.contains(where: { $0 == ">" || $0 == "»" }) {
            index += 1
            return true
        }
        guard key.count <= 120, let label = Vocabulary.labels.beginning(key) else { return false }
        let colon = key[label.count...].prefix(5).firstIndex { $0 == ":" || $0 == "：" }
        let isTelegram = label.string == "发电单位" || label.string == "签批盖章"
        let isTitled = !titleParts.isEmpty && (TitleReading.isLike(titleKey) || titleKey.count >= 10)
        guard colon != nil || isTelegram, !isTitled || !Vocabulary.titleLabels.isOne(label) else { return false }
        if let colon {
            let value = piece.cut(colon + 1)
            if ["档号", "编号", "文号", "文件编号"].contains(label.string), value.key.contains(where: { Signs.isDigit($0) }) {
                fileNumber = piece.rawCut(colon + 1)
            }
            if ["致", "主送", "收文单位", "受文单位"].contains(label.string), addressees == nil, value.key.count >= 2 {
                addressees = (value.text, piece.line)
            }
            if Vocabulary.titleLabels.isOne(label), value.key.count >= 4, labelledTitle == nil {
                labelledTitle = Self.withoutForwarding(value)
            }
            if label.ends("日期") {
                let written = PaperDates.all(in: value.key).first.flatMap { $0.start == 0 ? $0.day : nil }
                if let day = written ?? PaperDates.plain(value.key) { dates.append((day, piece.line)) }
            }
        }
        index += 1
        return true
    }

    private mutating func readAddressees(_ piece: inout Piece) -> Bool {
        var length = Addressees.length(in: piece.key)
        let mayWrap = piece.key.last.map { "、,".unicodeScalars.contains($0) } == true || piece.key.first == "各"
        if length == nil, isTitleDone || titleParts.isEmpty, mayWrap, !Self.isBody(Run(piece.key.prefix(30))), queue.isEmpty {
            var joined = piece.key
            var next = index + 1
            while next < pieces.count, next < index + 6, Addressees.length(in: joined) == nil, !pieces[next].key.contains("。") {
                joined += pieces[next].key
                next += 1
            }
            if Addressees.length(in: joined) != nil {
                piece = Piece(line: piece.line, raw: Run(pieces[index..<next].flatMap(\.text)))
                index = next - 1
                length = Addressees.length(in: piece.key)
            }
        }
        guard let length else { return false }
        addressees = (piece.text.upTo(length), piece.line)
        if piece.key.count > length + 1 {
            body = index
            rest = piece.cut(length + 1)
        } else {
            body = index + 1
        }
        return true
    }

    /// True where the header ends before this piece.
    private mutating func readTitle(_ piece: Piece, _ whole: Run) -> Bool {
        let key = piece.key
        if Self.letterheads.ends(key), titleParts.isEmpty, Organisations.isLike(key.upTo(key.count - 2)) {
            // 云溪县人民政府办公室公函
            marks.append(piece.take(key.count - 2))
            index += 1
            return false
        }
        if !titleParts.isEmpty, whole.count >= 6 {
            // A web page's short title, then the paper's full one: the full one stands.
            let end = TitleReading.boundary(key) ?? (TitleReading.kind(key) != nil && !Self.isBody(key) ? key.count : nil)
            if let end, end > whole.count, key.upTo(end).contains(whole.filter { $0 != "《" && $0 != "》" }.string) {
                titleParts = [piece.take(end)]
                advance(piece, after: end)
                return false
            }
        }
        if !isTitleDone, TitleReading.isLike(key), let end = TitleReading.boundary(key) {
            let head = key.upTo(end)
            if !(Self.isBody(head) && titleParts.isEmpty && !TitleReading.isLike(head)) {
                titleParts.append(piece.take(end))
                advance(piece, after: end)
                return false
            }
        }
        if Self.isBody(key) { return finish() }
        let continues = key.first == "的" || Self.continuations.begins(key)
        if isTitleDone, !continues, TitleReading.kind(key) == nil {
            guard Self.isAside(key) || Organisations.isLike(key) else { return finish() }
            noteDate(piece)
            index += 1
            return false
        }
        if isTitleDone, key.first != "的", !(key.count < 40 && TitleReading.kind(key) != nil && isBeforeNumberOrAddressee) {
            return finish()
        }
        if Self.isAside(key) {
            if key.ends("文件") { marks.append(piece.take(key.count - 2)) }
            noteDate(piece)
            if !titleParts.isEmpty, key.first == "(", PaperDates.all(in: key).isEmpty, key.count <= 14, TitleReading.kind(titleKey) != nil {
                titleParts.append(piece)
            }
            index += 1
            return false
        }
        if key.ends("...") || key.ends("…") {
            titleParts.append(piece)
            isTitleCut = true
        } else if Organisations.isLike(key), TitleReading.kind(key) == nil, titleParts.isEmpty, !isTitleNext {
            marks.append(piece)
            markBefore = piece
            isMarkUnnumbered = reference == nil
            index += 1
            return false
        } else if titleParts.count < 8 {
            titleParts.append(piece)
        }
        index += 1
        return false
    }

    private mutating func finish() -> Bool {
        // The piece itself belongs to the body: put back what was split off it.
        body = index
        rest = nil
        return true
    }

    private mutating func noteDate(_ piece: Piece) {
        guard let date = PaperDates.all(in: piece.key).first else { return }
        let before = piece.key.upTo(date.start).filter { $0 != "(" }
        let after = piece.key.from(date.end).filter { $0 != ")" }
        if before.isEmpty, after.isEmpty { dates.append((date.day, piece.line)) }
    }

    private var isBeforeNumberOrAddressee: Bool {
        guard index + 1 < pieces.count else { return false }
        let next = pieces[index + 1].key
        return References.opening(next) != nil || Addressees.length(in: next) != nil
    }

    private var isTitleNext: Bool {
        for piece in pieces[min(index + 1, pieces.count)..<min(index + 4, pieces.count)] {
            if Vocabulary.about.begins(piece.key) { return true }
            if !Organisations.isLike(piece.key) { return false }
        }
        return false
    }

    /// The index of the bracket that closes the one a key begins with.
    static func matching(_ key: Run) -> Int? {
        var depth = 0
        for (index, scalar) in key.prefix(200).enumerated() {
            if scalar == "《" { depth += 1 }
            if scalar == "》" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    static func isBody(_ key: Run) -> Bool {
        if key.contains(where: { Signs.stops.contains($0) }) { return true }
        let hasComma = key.contains(",")
        return (key.count > 40 && hasComma) || Vocabulary.bodyOpeners.begins(key)
            || (hasComma && Vocabulary.clauseOpeners.begins(key))
    }

    /// Header lines that are neither title nor body: passed-by notes, dates, a web page's furniture, marks.
    static func isAside(_ key: Run) -> Bool {
        if Vocabulary.sheets.isOne(key) || isIssueNumber(key) || key.has("---") { return true }
        if let first = key.first, "【[(".unicodeScalars.contains(first), Vocabulary.urgencies.begins(key.from(1)) { return true }
        if key.first == "(", key.last == ")" { return true }
        if let date = PaperDates.all(in: key).first, date.start <= 6, TitleReading.kind(key) == nil { return true }
        if PaperDates.plain(key) != nil || key.allSatisfy({ Signs.isDigit($0) || "-—_=★☆*·.…".unicodeScalars.contains($0) }) { return true }
        if key.ends("文件"), key.count <= 40, Organisations.isLike(key.upTo(key.count - 2)) { return true }
        if Vocabulary.furniture.begins(key) { return true }
        return Vocabulary.urgencies.begins(key) && key.count <= 6
    }

    /// 〔2026〕18号, 第18期: a number without a code, as minutes and bulletins bear it.
    private static func isIssueNumber(_ key: Run) -> Bool {
        guard key.count <= 14, let last = key.last, "号期次)".unicodeScalars.contains(last) else { return false }
        // 云机发88号
        let code = key.prefix { Folding.isHan($0) && !Numeral.isHan($0) }.count
        if (2...5).contains(code), key.count > code + 1, last == "号",
            key[code..<(key.count - 1)].allSatisfy({ Signs.isDigit($0) })
        {
            return true
        }
        return key.allSatisfy { Numeral.isPart($0) || "〔〕[]()第年总号期次".unicodeScalars.contains($0) }
    }

    private static func withoutForwarding(_ piece: Piece) -> Piece {
        var piece = piece
        while let word = Vocabulary.forwarding.beginning(piece.key) { piece = piece.cut(word.count) }
        return piece
    }

    /// The title as a proposal with its confidence.
    func title() -> (text: Run, line: Int, confidence: Int)? {
        // 工作联系单 … 事由：关于…
        let isForm = !TitleReading.isLike(titleKey) && titleKey.count < 10
        guard let first = isForm && labelledTitle != nil ? nil : titleParts.first else {
            return labelledTitle.map { ($0.text, $0.line, 60) }
        }
        if isTitleCut { return nil }
        var text = Run(titleParts.flatMap(\.text))
        // 云溪县人民政府 / 常务会议纪要; a number between the two makes the first a letterhead.
        if let mark = markBefore, let kind = TitleReading.kind(titleKey)?.string, kind == "纪要" ? text.count <= 14 : isMarkUnnumbered,
            !titleKey.contains("关于"), !Vocabulary.regional.begins(titleKey), !titleKey.starts(with: mark.key.prefix(2))
        {
            text = mark.text + text
        }
        if text.count > 4, text.first == "《", Self.matching(text.map(Folding.search)) == text.count - 1 {
            text = Run(text[1..<(text.count - 1)])
        }
        // A title in a script that parts its words keeps its blanks.
        if text.count(where: { $0.value < 0x80 && Folding.isWord($0) }) * 2 > text.count {
            text = Run(scalars: titleParts.map { $0.raw.string.trimmed }.joined(separator: " "))
        }
        let key = text.map(Folding.search)
        if !TitleReading.isLike(key), text.count > 60 { return nil }
        let confidence = TitleReading.kind(key) == nil ? 60 : key.contains("关于") ? 95 : 85
        return (text, first.line, confidence)
    }
}
