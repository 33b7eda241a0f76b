/// Cuts a paper's text into pieces, looking at no more than 200 lines of 400 characters at each end.
enum PaperPieces {
    static let lines = 200
    static let width = 400

    static func cut(_ text: String) -> [Piece] {
        pieces(window(rows(text)))
    }

    /// The rows of both ends of a text with their line numbers; the middle of a very long one is never looked at.
    private static func rows(_ text: String) -> [(line: Int, row: Run)] {
        let limit = lines * width
        let scalars = text.unicodeScalars
        // Bytes bound scalars from above, and are free to count.
        if text.utf8.count <= 2 * limit || scalars.count <= 2 * limit {
            return split(scalars).enumerated().map { ($0.offset + 1, $0.element) }
        }
        let head = split(scalars.prefix(limit))
        let tail = split(scalars.suffix(limit))
        var breaks = 0
        for byte in text.utf8 where byte == 0x0A { breaks += 1 }
        let first = breaks + 1 - tail.count + 1
        return head.enumerated().map { ($0.offset + 1, $0.element) } + tail.enumerated().map { (first + $0.offset, $0.element) }
    }

    private static func split(_ scalars: some Collection<Unicode.Scalar>) -> [Run] {
        var rows: [Run] = []
        let all = Run(scalars)
        var start = 0
        for (index, scalar) in all.enumerated() {
            switch scalar.value {
            case 0x0A where index > 0 && all[index - 1].value == 0x0D: start = index + 1
            case 0x0A, 0x0D, 0x0C, 0x2028, 0x2029:
                rows.append(Run(all[start..<index]))
                start = index + 1
            default: break
            }
        }
        rows.append(all.from(start))
        return rows
    }

    private static func window(_ rows: [(line: Int, row: Run)]) -> [(line: Int, row: Run)] {
        func cost(_ row: Run) -> Int {
            row.count > width ? (row.count + width - 1) / width : row.contains { !Signs.isBlank($0) } ? 1 : 0
        }
        if rows.reduce(0, { $0 + cost($1.row) }) <= 2 * lines { return rows }
        var front: [Int: Run] = [:]
        var left = lines
        for index in rows.indices where left > 0 {
            front[index] = Run(rows[index].row.prefix(left * width))
            left -= cost(rows[index].row)
        }
        var back: [Int: Run] = [:]
        left = lines
        for index in rows.indices.reversed() where left > 0 {
            back[index] = Run(rows[index].row.suffix(left * width))
            left -= cost(rows[index].row)
        }
        return Set(front.keys).union(back.keys).sorted().map { (rows[$0].line, front[$0] ?? back[$0] ?? []) }
    }

    /// Drops blank rows, comments and Markdown marks; cuts a long row, whose breaks were lost, at wide or doubled blanks.
    private static func pieces(_ rows: [(line: Int, row: Run)]) -> [Piece] {
        var pieces: [Piece] = []
        func strip(_ run: Run) -> Run {
            var range = run.indices
            while let first = range.first, Signs.isBlank(run[first]) { range.removeFirst() }
            while let last = range.last, Signs.isBlank(run[last]) { range.removeLast() }
            return range == run.indices ? run : Run(run[range])
        }
        // Where a paper is all in one line, its breaks were lost even if it is short.
        let longest = rows.count { !$0.row.allSatisfy(Signs.isBlank) } <= 1 ? 0 : 100
        for (line, row) in rows {
            var row = strip(row.contains { $0.value == 0 } ? row.filter { $0.value != 0 } : row)
            if row.has("<!--") { continue }
            while row.first == "#" { row.removeFirst() }
            while row.first == "*" { row.removeFirst() }
            while row.last == "*" { row.removeLast() }
            row = unlisted(strip(row))
            if row.isEmpty { continue }
            if row.count <= longest {
                pieces.append(Piece(line: line, raw: row))
                continue
            }
            var start = 0
            var gap: Int?
            for (index, scalar) in row.enumerated() {
                if Signs.isBlank(scalar) {
                    gap = gap ?? index
                } else if let end = gap {
                    gap = nil
                    guard index - end > 1 || row[end] == "\u{3000}" else { continue }
                    pieces.append(Piece(line: line, raw: Run(row[start..<end])))
                    start = index
                }
            }
            pieces.append(Piece(line: line, raw: start == 0 ? row : row.from(start)))
        }
        return pieces.filter { !$0.text.isEmpty }
    }

    /// A sentence longer than this is none: it is cut at its next comma, and anywhere at four times as much.
    private static let sentence = 1_000

    /// A label of a web page's index without the dot before it, and without marks of emphasis.
    private static func unlisted(_ row: Run) -> Run {
        guard let first = row.first else { return row }
        let isDot = "•●◆◇■▪▫◦▸►▶➤‣∙·-–—+".unicodeScalars.contains(first)
        guard isDot || row.has("**") || row.contains("*") else { return row }
        var plain = isDot ? row.from(1) : row
        while let next = plain.first, Signs.isBlank(next) || next == "*" { plain.removeFirst() }
        // Only a label: a list of the text keeps its dots.
        let key = Run(plain.filter { !Signs.isBlank($0) && $0 != "*" }.map(Folding.search))
        guard let label = Vocabulary.labels.beginning(key), let sign = key.at(label.count), sign == ":" || sign == "：" else { return row }
        return plain.filter { $0 != "*" }
    }

    /// The sentences of a body: short pieces whole, long ones cut behind their full stops.
    ///
    /// What comes without a full stop is cut all the same: readers look around every place of a sentence, so its length is their work.
    static func sentences(_ pieces: [Piece]) -> [Piece] {
        pieces.flatMap { piece -> [Piece] in
            if piece.key.count <= 60 { return [piece] }
            var rows: [Piece] = []
            var start = 0
            for (index, scalar) in piece.key.enumerated() {
                let length = index - start
                let isEnd = scalar == "。" || scalar == "!" || scalar == "?"
                let isTooLong = length >= sentence && (scalar == "," || scalar == "，" || scalar == ";" || length >= 4 * sentence)
                guard isEnd || isTooLong, index + 1 < piece.key.count else { continue }
                rows.append(piece.part(start..<index + 1))
                start = index + 1
            }
            rows.append(start == 0 ? piece : piece.part(start..<piece.key.count))
            return rows
        }
    }
}
