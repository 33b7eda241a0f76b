/// Marks that are all a line says, wherever in a text it stands: a head may follow a cover, a paper may follow a letter (J13).
///
/// Running words that speak of levels are none: a mark here has its star or its term, stands behind its label, or is the head or the
/// foot of a page. A sentence bears one where it speaks of its own paper.
enum LoneMarks {
    /// A row longer than this in bytes is looked at cell by cell only.
    private static let width = 240

    /// What a row or a cell says for itself.
    private enum Part { case mark(String), level, other }

    /// The first such mark of a text and its line.
    static func first(in text: String) -> (level: String, line: Int)? {
        guard MarkRun.mayHold(text) else { return nil }
        var text = text
        return text.withUTF8 { first(in: $0) }
    }

    private static func first(in bytes: UnsafeBufferPointer<UInt8>) -> (level: String, line: Int)? {
        var found: (level: String, line: Int)?
        var before: (range: Range<Int>, holds: Bool)?
        // A label and a level in rows of their own are a mark unless more levels follow: then they head a list of them.
        var waiting: (level: String, line: Int)?
        var (start, line) = (0, 1)
        var (holds, isBlank) = (false, true)
        // A level by itself at the head of a page, or at its foot before or behind the number, is how a stamp is copied.
        var (isPaged, isPageHead) = (false, false)
        var foot: (level: String, line: Int)?

        /// Looks at a row that ends here; whether the search is over.
        func end(_ end: Int, next: Int) -> Bool {
            defer { (start, holds, isBlank) = (next, false, true) }
            if isBlank { return false }
            defer { before = (start..<end, holds) }
            if let waited = waiting {
                waiting = nil
                var isList = false
                if holds, case .level = part(row(bytes, start..<end)) { isList = true }
                if !isList {
                    found = waited
                    return true
                }
            }
            if holds || isPageHead || foot != nil {
                let marks = end - start <= width ? SecrecyMarks(MarkRun([row(bytes, start..<end)])) : nil
                let isNumber = marks?.isPageNumber ?? false
                if holds, let level = marks?.levelAlone {
                    if isPageHead { waiting = (level, line) }
                    var isListed = false
                    if let before, before.holds, case .level = part(row(bytes, before.range)) { isListed = true }
                    foot = isListed ? nil : (level, line)
                } else if !isNumber {
                    foot = nil
                }
                if !isNumber { isPageHead = false }
                if waiting != nil { return false }
            }
            guard holds || before?.holds == true else { return false }
            if holds, let level = mark(inRow: row(bytes, start..<end), isShort: end - start <= width) {
                found = (level, line)
                return true
            }
            if let before, before.range.count <= width, end - start <= width,
                let level = SecrecyMarks(MarkRun([row(bytes, before.range), row(bytes, start..<end)])).alone(isWhole: false)
            {
                waiting = (level, line)
            }
            return false
        }

        for index in bytes.indices {
            let byte = bytes[index]
            if byte > 0x20 {
                isBlank = false
                guard index >= 2 else { continue }
                switch (bytes[index - 2], bytes[index - 1], byte) {
                case let (first, second, third) where MarkSign.isOne(first, second, third): holds = true
                case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9):
                    if end(index - 2, next: index + 1) { return found }
                default: continue
                }
            } else if (0x0A...0x0D).contains(byte) {
                if end(index, next: index + 1) { return found }
                if byte == 0x0A { line += 1 }
                guard byte == 0x0C else { continue }
                if let foot { return foot }
                (isPaged, isPageHead) = (true, true)
            }
        }
        return end(bytes.count, next: bytes.count) ? found : waiting ?? (isPaged ? foot : nil)
    }

    private static func row(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Run {
        Run(String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self).unicodeScalars)
    }

    /// The level of a mark that is all a row says, or one of its cells, or two of them side by side.
    private static func mark(inRow row: Run, isShort: Bool) -> String? {
        if isShort, case .mark(let level) = part(row) { return level }
        if let level = SecrecyMarks(MarkRun([row])).said() { return level }
        let cells = cells(of: row)
        guard cells.count > 1 || !isShort else { return nil }
        for (index, cell) in cells.enumerated() where cell.count <= width {
            if MarkRun.mayHold(cell), case .mark(let level) = part(cell) { return level }
            guard index + 1 < cells.count, cells[index + 1].count <= width, MarkRun.mayHold(cells[index + 1]),
                let level = SecrecyMarks(MarkRun([cell, cells[index + 1]])).alone(isWhole: false)
            else { continue }
            if index + 2 < cells.count, cells[index + 2].count <= width, case .level = part(cells[index + 2]) { continue }
            return level
        }
        return nil
    }

    private static func part(_ row: Run) -> Part {
        var row = row[...]
        // Signs of emphasis around a level are no star.
        while row.count > 2, row.first == "*", row.last == "*" { row = row.dropFirst().dropLast() }
        let marks = SecrecyMarks(MarkRun([Run(row)]))
        return marks.alone().map { .mark($0) } ?? (marks.isLevelAlone ? .level : .other)
    }

    /// A row cut at tabs, at rules between its cells, at wide or doubled blanks.
    private static func cells(of row: Run) -> [Run] {
        var cells: [Run] = []
        var cell: Run = []
        var isGap = false
        for sign in row {
            let isBlank = Signs.isBlank(sign)
            if sign == "\t" || sign == "\u{3000}" || sign == "|" || sign == "｜" || sign == "│" || isBlank && isGap {
                if cell.contains(where: { !Signs.isBlank($0) }) { cells.append(cell) }
                cell = []
            } else {
                cell.append(sign)
            }
            isGap = isBlank
        }
        if cell.contains(where: { !Signs.isBlank($0) }) { cells.append(cell) }
        return cells
    }
}
