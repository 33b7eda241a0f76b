/// The rows of a `lines` field of a matter: items of a budget, vehicles of a trip.
///
/// Each stands at `rows.<field>/<n>`, numbered like notes and shown in the order of the numbers, with its cells in one object. They are
/// never one array: a cell changed is one change of one row, a row taken out is a null, and either is taken back by itself.
public struct Lines: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        public let number: Int
        /// What is filled in, by the columns' ids.
        public let cells: [String: JSON]

        public init(number: Int, cells: [String: JSON]) {
            self.number = number
            self.cells = cells
        }
    }

    public let field: String
    public let rows: [Row]

    public init(of field: String, in record: Record) {
        self.field = field
        rows = record.group(Lines.group(field)).compactMap { key, value in
            guard let number = Int(key), let cells = value.object else { return nil }
            return Row(number: number, cells: cells)
        }
    }

    // MARK: Where they stand

    private static let prefix = "rows."

    /// The group a field's rows stand in.
    public static func group(_ field: String) -> String { prefix + field }

    public static func path(_ field: String, _ number: Int) -> String { "\(group(field))/\(number)" }

    /// Whether a path is of rows, or should be.
    static func isOfRows(_ path: String) -> Bool { path.hasPrefix(prefix) }

    /// The field and the number in a row's path; nil for any other, and for a number that is not written as numbers are.
    public static func place(of path: String) -> (field: String, number: Int)? {
        guard path.hasPrefix(prefix), let slash = path.firstIndex(of: "/") else { return nil }
        let text = path[path.index(after: slash)...]
        guard let number = Int(text), number > 0, String(number) == text else { return nil }
        return (String(path[path.index(path.startIndex, offsetBy: prefix.count)..<slash]), number)
    }

    // MARK: What is typed

    /// What brings the rows to those typed, by path: a row's new cells, null where it goes. As few rows change as can be, and where
    /// several ways change as few, the rows that keep most of their cells keep their numbers.
    ///
    /// - Parameter typed: the cells of each row, in order; empty cells and rows count for nothing.
    public func changes(to typed: [[String: JSON]]) -> [String: JSON] {
        let wanted = typed.map(Lines.filled).filter { !$0.isEmpty }
        let old = Dictionary(rows.map { ($0.number, $0.cells) }, uniquingKeysWith: { $1 })
        // Of many rows only what differs between a common beginning and a common end is laid out anew.
        let isLong = max(rows.count, wanted.count) > Lines.laidOutWhole
        let begin = isLong ? zip(rows, wanted).prefix { $0.cells == $1 }.count : 0
        let rest = isLong ? min(rows.count, wanted.count) - begin : 0
        let end = zip(rows.reversed(), wanted.reversed()).prefix(max(0, rest)).prefix { $0.cells == $1 }.count
        let middle = Array(wanted[begin..<wanted.count - end])
        let first = begin == 0 ? 1 : rows[begin - 1].number + 1
        let last = end == 0 ? max(first, (rows.last?.number ?? 0) + 1) + middle.count : rows[rows.count - end].number - 1
        // What does not fit before the common end moves it.
        guard last - first + 1 >= middle.count else {
            let all = Lines.places(for: Array(wanted[begin...]), from: first, to: (rows.last?.number ?? 0) + wanted.count, over: old)
            return difference(all, Array(wanted[begin...]), old, from: first, to: .max)
        }
        let places = Lines.places(for: middle, from: first, to: last, over: old)
        return difference(places, middle, old, from: first, to: last)
    }

    /// The numbers, rising, at which rows stand at the least cost.
    private static func places(for wanted: [[String: JSON]], from first: Int, to last: Int, over old: [Int: [String: JSON]]) -> [Int] {
        guard !wanted.isEmpty, last >= first else { return [] }
        let numbers = Array(first...last)
        // More ways than anybody waits for: each row takes the next number.
        guard numbers.count * wanted.count <= 4_000_000 else { return Array(numbers.prefix(wanted.count)) }
        let weighsCells = wanted.count <= laidOutWhole
        var known: [[String: JSON]: Int] = [:]
        func identity(_ cells: [String: JSON]) -> Int {
            if let identity = known[cells] { return identity }
            known[cells] = known.count
            return known.count - 1
        }
        let new = wanted.map(identity)
        let there = numbers.map { number in old[number].map { (cells: $0, identity: identity($0)) } }
        func cost(_ place: Int, _ row: Int) -> Int {
            guard let old = there[place] else { return change + wanted[row].count }
            if old.identity == new[row] { return 0 }
            return weighsCells ? change + Lines.differing(old.cells, wanted[row]) : change
        }
        let far = Int.max / 4
        // costs[n][i]: the first i rows are placed among the first n numbers.
        var costs = [[Int]](repeating: [Int](repeating: far, count: wanted.count + 1), count: numbers.count + 1)
        costs[0][0] = 0
        for place in numbers.indices {
            for count in 0...min(place + 1, wanted.count) {
                let left = costs[place][count] + (there[place] == nil ? 0 : change)
                costs[place + 1][count] = count == 0 ? left : min(left, costs[place][count - 1] + cost(place, count - 1))
            }
        }
        var places: [Int] = []
        var count = wanted.count
        for place in numbers.indices.reversed() where count > 0 {
            let left = costs[place][count] + (there[place] == nil ? 0 : change)
            // Of two ways that cost the same the one with the smaller numbers is taken.
            if costs[place + 1][count] == left { continue }
            places.append(numbers[place])
            count -= 1
        }
        return places.reversed()
    }

    /// Up to so many rows every way is weighed.
    private static let laidOutWhole = 300
    /// What one row changed costs: more than all the cells two rows may differ in.
    private static let change = 1 << 20

    /// In how many cells two rows differ.
    private static func differing(_ old: [String: JSON], _ new: [String: JSON]) -> Int {
        new.count { old[$0.key] != $0.value } + old.keys.count { new[$0] == nil }
    }

    private func difference(
        _ places: [Int], _ wanted: [[String: JSON]], _ old: [Int: [String: JSON]], from first: Int, to last: Int
    ) -> [String: JSON] {
        var after: [Int: [String: JSON]] = [:]
        for (number, cells) in zip(places, wanted) { after[number] = cells }
        let touched = Set(old.keys.filter { $0 >= first && $0 <= last }).union(after.keys)
        return touched.reduce(into: [:]) { changes, number in
            guard old[number] != after[number] else { return }
            changes[Lines.path(field, number)] = after[number].map { .object($0) } ?? .null
        }
    }

    /// The cells of a row that say something.
    static func filled(_ cells: [String: JSON]) -> [String: JSON] {
        cells.filter { !$0.value.isNull && $0.value.string?.trimmed.isEmpty != true }
    }
}

extension Lines {
    /// The rows as an array of objects, each with its number under `#`.
    ///
    /// - Parameter shown: a cell of a column as it is to be shown.
    public func json(_ shown: (_ column: String, _ cell: JSON) -> JSON = { $1 }) -> JSON {
        .array(
            rows.map { row in
                var cells = row.cells
                for (column, cell) in row.cells { cells[column] = shown(column, cell) }
                cells["#"] = JSON(row.number)
                return .object(cells)
            })
    }
}

extension Matter {
    /// The rows of a field.
    public func lines(_ field: String) -> Lines { Lines(of: field, in: record) }

    /// The fields under which its record has rows.
    public var fieldsWithRows: [String] {
        record.values.keys.filter(Lines.isOfRows).map { String($0.dropFirst(Lines.group("").count)) }.sorted()
    }
}
