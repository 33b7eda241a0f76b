import Office

/// The tables of a paper, row by row, for the levels their cells name under 密级: the text of the paper does not tell its rows apart.
struct TableRows {
    /// The level the first such cell names; nil where none does.
    private(set) var level: String?
    /// The tables that are open, the innermost last.
    private var open: [[[String]]] = []
    /// Of a cell, no more than this is looked at, in bytes; a row has no more cells.
    private static let most = (bytes: 240, cells: 256)

    mutating func begin() { open.append([]) }

    mutating func end() {
        guard let rows = open.popLast(), level == nil, rows.count > 1 else { return }
        level = SecrecyDoor.mark(inTable: rows)
    }

    mutating func beginRow() { if let last = open.indices.last { open[last].append([]) } }

    mutating func beginCell() {
        guard let last = open.indices.last else { return }
        if open[last].isEmpty { open[last].append([]) }
        add(1, to: last)
    }

    /// The last cell stands over more columns than one.
    mutating func widen(to columns: Int) {
        guard let last = open.indices.last, !open[last].isEmpty else { return }
        add(min(max(columns, 1), Self.most.cells) - 1, to: last)
    }

    private mutating func add(_ count: Int, to table: Int) {
        let row = open[table].count - 1
        for _ in 0..<max(0, min(count, Self.most.cells - open[table][row].count)) { open[table][row].append("") }
    }

    mutating func append(_ text: String) {
        guard let table = open.indices.last, let row = open[table].indices.last, let cell = open[table][row].indices.last,
            open[table][row][cell].utf8.count < Self.most.bytes
        else { return }
        open[table][row][cell] += text
    }

    /// Tables that never ended end here.
    mutating func finish() { while !open.isEmpty { end() } }
}
