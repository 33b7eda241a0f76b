/// Tables that list papers with their levels: a column headed 密级, and under it a level of a secret of the state (保密法 §14, J13).
///
/// Such a list bears the mark of what it names. 工作秘密, 商业秘密, 内部 and 公开 are no such levels, and a table of the levels
/// themselves names no paper.
enum MarkedTables {
    /// A row longer than this in bytes is looked at no further.
    private static let width = 16 << 10
    /// A cell with words in several rows goes on for no more than this.
    private static let joined = (rows: 20, bytes: 8 << 10)

    /// The level of the first such cell of a text and the line it stands in.
    static func first(in text: String) -> (level: String, line: Int)? {
        guard MarkRun.mayHold(text) else { return nil }
        var text = text
        return text.withUTF8 { first(in: $0) }
    }

    /// The same of rows that are cut into cells already, the line being the number of the row.
    static func first(in rows: some Sequence<[String]>) -> (level: String, line: Int)? {
        var table: MarkedTable?
        for (index, row) in rows.enumerated() where table != nil || row.contains(where: { MarkRun.mayHold($0) }) {
            let cells = row.map { Run(scalars: $0) }
            if let next = MarkedTable(head: cells, separator: nil) {
                if let found = table?.end() { return found }
                table = next
            } else if let found = table?.take(cells, line: index + 1) {
                return found
            }
        }
        return table?.end()
    }

    private static func first(in bytes: UnsafeBufferPointer<UInt8>) -> (level: String, line: Int)? {
        var table: MarkedTable?
        var (start, line, index) = (0, 1, 0)
        var holds = false
        // Of a row with a quote that is open: how many rows it holds, and where the first of them ends.
        var (isQuoted, rows, resume) = (false, 0, 0)
        while index <= bytes.count {
            let byte = index < bytes.count ? bytes[index] : 0x0A
            guard byte == 0x0A || byte == 0x0D || byte == 0x0C else {
                if byte == 0x22 { isQuoted = !isQuoted && (index == start || opensQuote(bytes[index - 1])) }
                if index >= start + 2, MarkSign.isOne(bytes[index - 2], bytes[index - 1], byte) { holds = true }
                index += 1
                continue
            }
            if table != nil, isQuoted {
                if rows == 0 { resume = index }
                if index < bytes.count, byte != 0x0C, rows < joined.rows, index - start < joined.bytes {
                    rows += 1
                    index += 1
                    continue
                }
                // The quote stands for itself, as that of an inch does.
                if rows > 0 {
                    index = resume
                    holds = (start..<index).contains { $0 >= start + 2 && MarkSign.isOne(bytes[$0 - 2], bytes[$0 - 1], bytes[$0]) }
                }
            }
            if let found = read(bytes, start..<index, line, holds, &table) { return found }
            if index < bytes.count, bytes[index] == 0x0C {
                if let found = table?.end() { return found }
                table = nil
            }
            line += bytes[start..<min(index + 1, bytes.count)].count { $0 == 0x0A }
            index += 1
            (start, holds, isQuoted, rows) = (index, false, false, 0)
        }
        return table?.end()
    }

    /// Reads one row, as the head of a table or as a part of the one that is open.
    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ line: Int, _ holds: Bool, _ table: inout MarkedTable?
    ) -> (level: String, line: Int)? {
        guard !range.isEmpty, range.count <= width, holds || table != nil else { return nil }
        let row = Run(String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self).unicodeScalars)
        if holds, let next = MarkedTable.Separator.all.lazy.compactMap({ MarkedTable(head: $0.cells(of: row), separator: $0) }).first {
            if let found = table?.end() { return found }
            table = next
            return nil
        }
        guard let separator = table?.separator, row.contains(where: { !Signs.isBlank($0) }) else { return nil }
        let cells = separator.cells(of: row)
        if let found = table?.take(cells, line: line) { return found }
        if table?.isBehind(cells) == true {
            if let found = table?.end() { return found }
            table = nil
        }
        return nil
    }

    /// Whether a quote that stands behind a byte opens a cell, or goes on with one: another quote, a separator, a blank.
    private static func opensQuote(_ byte: UInt8) -> Bool { [0x22, 0x2C, 0x3B, 0x09, 0x7C, 0x20, 0x8C].contains(byte) }
}

/// A table with a column of levels, while its rows are read.
struct MarkedTable {
    /// What stands between two cells of a row.
    enum Separator: Hashable {
        case sign(Unicode.Scalar)
        /// Two blanks, or a wide one.
        case gap

        static let all = (["\t", "|", "｜", "│", ",", ";", "，"] as [Unicode.Scalar]).map(Separator.sign) + [.gap]

        /// Whether running words have it as well, so that only rows as wide as the head are rows of the table.
        var isCommon: Bool { [.sign(","), .sign(";"), .sign("，"), .gap].contains(self) }

        /// The cells of a row, without the quotes around them and without the rules at its ends.
        func cells(of row: Run) -> [Run] {
            guard case .sign(let sign) = self else { return gapped(row) }
            guard row.contains(sign) else { return [row] }
            var cells: [Run] = []
            var cell: Run = []
            var isQuoted = false
            for (index, scalar) in row.enumerated() {
                if scalar == "\"", isQuoted || cell.allSatisfy(Signs.isBlank) || row[index - 1] == "\"" {
                    isQuoted.toggle()
                } else if scalar == sign, !isQuoted {
                    cells.append(cell)
                    cell = []
                } else {
                    cell.append(scalar)
                }
            }
            cells.append(cell)
            if ["|", "｜", "│"].contains(sign) {
                if cells.first?.allSatisfy(Signs.isBlank) == true { cells.removeFirst() }
                if cells.last?.allSatisfy(Signs.isBlank) == true { cells.removeLast() }
            }
            return cells
        }

        private func gapped(_ row: Run) -> [Run] {
            var cells: [Run] = [[]]
            for (index, sign) in row.enumerated() {
                if !Signs.isBlank(sign) {
                    cells[cells.count - 1].append(sign)
                } else if sign == "\u{3000}" || row.at(index + 1).map(Signs.isBlank) == true, !cells[cells.count - 1].isEmpty {
                    cells.append([])
                }
            }
            return cells.filter { !$0.isEmpty }
        }
    }

    /// Nil where the rows came cut into cells.
    let separator: Separator?
    private let columns: [Int]
    private let width: Int
    /// Whether the levels are what its rows begin with, and nothing in its head names a paper.
    private let isLed: Bool
    private var found: [(level: String, line: Int, isCount: Bool)] = []

    /// What a head says of a column that names papers.
    private static let names = ["标题", "题名", "名称", "文号", "字号", "主题", "事由", "文件", "编号"]

    /// Reads a row as a head; nil where none of its cells heads a column of levels.
    ///
    /// - Parameter cells: two at least, for one cell alone is a label.
    init?(head cells: [Run], separator: Separator?) {
        guard cells.count > 1 else { return nil }
        let heads = cells.map { $0.count <= 60 && MarkRun.mayHold($0) ? MarkRun([$0]).signs : [] }
        columns = heads.indices.filter { MarkedTable.isHeading(heads[$0]) }
        guard let first = columns.first else { return nil }
        self.separator = separator
        width = cells.count
        let keys = cells.map { MarkRun([Run($0.prefix(60))]).signs }
        isLed =
            (first == 0 || first == 1 && ["序号", "序", "no"].contains { keys[0].has($0) })
            && !keys.contains { key in MarkedTable.names.contains { key.contains($0) } }
    }

    /// 密级, 密级和保密期限, 密级标识, 文件密级; 原密级 tells what papers were once.
    private static func isHeading(_ key: Run) -> Bool {
        guard key.count <= 20, !key.has("原"), !key.contains("原密级"), !key.contains("解密前") else { return false }
        if SecrecyMarks.labels.contains(where: { $0.unicodeScalars.count == key.count && key.has($0) }) { return true }
        // 密级：机密 is a label with its value.
        if key.has("密级") {
            guard let next = key.at(2), Folding.isWord(next) else { return !key.contains(":") }
            return ["标识", "标志", "程度", "等级", "别", "和", "及", "与"].contains { key.has($0, at: 2) }
        }
        // 秘密级 is a level and heads nothing.
        if ["绝密级", "机密级", "秘密级"].contains(where: { key.ends($0) }) { return false }
        return key.count <= 8 && (key.ends("密级") || key.ends("密级标识") || key.ends("密级标志"))
    }

    /// Reads a row under the head.
    ///
    /// - Returns: the level and the line, where no further row can take the mark away.
    mutating func take(_ cells: [Run], line: Int) -> (level: String, line: Int)? {
        if let separator, separator.isCommon, cells.count != width { return nil }
        for column in columns where column < cells.count && cells[column].count <= 80 && MarkRun.mayHold(cells[column]) {
            let key = MarkRun([cells[column]]).signs
            guard let level = SecrecyMarks.leading(key, isLoose: separator?.isCommon != true) else { continue }
            if !isLed { return (level, line) }
            let isCount = cells.indices.allSatisfy { $0 == column || MarkedTable.isCount(cells[$0]) }
            found.append((level, line, isCount))
        }
        return nil
    }

    /// Whether a row is none of the table and stands behind it.
    func isBehind(_ cells: [Run]) -> Bool { separator?.isCommon == true && cells.count != width }

    /// The level of the first marked row; nil where the table is one of the levels themselves, or counts what bears them.
    func end() -> (level: String, line: Int)? {
        guard let first = found.first else { return nil }
        let levels = found.map(\.level)
        if levels == ["绝密", "机密", "秘密"] || levels == ["秘密", "机密", "绝密"] || found.allSatisfy(\.isCount) { return nil }
        return (first.level, first.line)
    }

    private static func isCount(_ cell: Run) -> Bool {
        cell.allSatisfy { Signs.isDigit($0) || !Folding.isWord($0) || "件份项个卷册人台张年月天日".unicodeScalars.contains($0) }
    }
}

extension SecrecyMarks {
    /// The level a cell begins with that says nothing but its paper's level.
    ///
    /// - Parameter isLoose: whatever follows; otherwise what follows a level in a mark, for a sentence may begin with one.
    static func leading(_ key: Run, isLoose: Bool = true) -> String? {
        let marks = SecrecyMarks(MarkRun([key]))
        var index = 0
        while let sign = marks.run.at(index), marks.isPunctuation(sign) { index += 1 }
        for prefix in ["绝对", "极"] where marks.run.has(prefix + "机密", at: index) { index += prefix.unicodeScalars.count }
        guard let found = marks.level(at: index), !marks.isList(behind: found), marks.run.count - found.end <= 24 else { return nil }
        if isLoose { return found.level }
        guard let next = marks.run.at(found.end) else { return found.level }
        let isKept = next == "级" || next == "件" || Signs.isDigit(next) || !Folding.isWord(next) || marks.isTerm(at: found.end)
        return isKept ? found.level : nil
    }
}

extension SecrecyDoor {
    /// The level of the first cell under a heading as 密级 that names a secret of the state, in rows of a table (J13).
    public static func mark(inTable rows: some Sequence<[String]>) -> String? { MarkedTables.first(in: rows)?.level }
}
