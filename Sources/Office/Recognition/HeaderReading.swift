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
    private(set) var isOrder = false
    /// Where the body begins, and what of that piece is left.
    private(set) var body = 0
    private(set) var rest: Piece?

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
        if isOrder, titleParts.isEmpty, key.first == "《", let end = Self.matching(key),
            Self.isBody(key) || Words("已 经").begins(key.from(end + 1))
        {
            let inner = piece.take(end).cut(1)
            titleParts = [Piece(line: piece.line, raw: inner.text.map { $0 == "<" || $0 == "〈" ? "《" : $0 == ">" || $0 == "〉" ? "》" : $0 })]
            body = index
            rest = piece
            return true
        }
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
        if readAddressees(&piece) { return true }
        return readTitle(piece, whole)
    }

    private mutating func readReference(_ piece: inout Piece) -> Bool {
        var key = piece.key
        var found = References.first(in: key)
        if found == nil, key.last == "令", Organisations.isLike(Run(key.dropLast())), index + 1 < pieces.count, queue.isEmpty,
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
        if found.at > 2, key.upTo(found.at).ends("文件") { marks.append(piece.take(found.at - 2)) }
        if reference == nil {
            reference = (found.reference, piece.line)
            isOrder = found.reference.code.hasSuffix("令")
        }
        advance(piece, after: end)
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
        let continues = key.first == "的" || Words("有关 若干").begins(key)
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
        if key.contains(where: { "。;!?".unicodeScalars.contains($0) }) { return true }
        let hasComma = key.contains(",")
        return (key.count > 40 && hasComma) || Vocabulary.bodyOpeners.begins(key)
            || (hasComma && Vocabulary.clauseOpeners.begins(key))
    }

    /// Header lines that are neither title nor body: passed-by notes, dates, a web page's furniture, marks.
    static func isAside(_ key: Run) -> Bool {
        if key.first == "(", key.last == ")" { return true }
        if let date = PaperDates.all(in: key).first, date.start <= 6, TitleReading.kind(key) == nil { return true }
        if PaperDates.plain(key) != nil || key.allSatisfy({ Signs.isDigit($0) || "-—_=★☆*·.…".unicodeScalars.contains($0) }) { return true }
        if key.ends("文件"), key.count <= 40, Organisations.isLike(key.upTo(key.count - 2)) { return true }
        if Vocabulary.furniture.begins(key) { return true }
        return Vocabulary.urgencies.begins(key) && key.count <= 6
    }

    /// The title as a proposal with its confidence.
    func title() -> (text: Run, line: Int, confidence: Int)? {
        guard let first = titleParts.first, !isTitleCut else { return nil }
        var text = Run(titleParts.flatMap(\.text))
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
