import Office

/// What stands in a file of tables, sheet by sheet, as it is shown: no formula, no format, no picture.
public struct Workbook: Hashable, Sendable {
    public struct Sheet: Hashable, Sendable {
        public let name: String
        public let isHidden: Bool
        /// Rows with something in them, in their order.
        public var rows: [Row]
        public var merges: [Merge] = []
        /// Columns nobody sees, from 0.
        public var hiddenColumns: [Int] = []

        public init(name: String, isHidden: Bool = false, rows: [Row] = [], merges: [Merge] = [], hiddenColumns: [Int] = []) {
            self.name = name
            self.isHidden = isHidden
            self.rows = rows
            self.merges = merges
            self.hiddenColumns = hiddenColumns
        }
    }

    public struct Row: Hashable, Sendable {
        /// As the spreadsheet counts, from 1.
        public let number: Int
        public let isHidden: Bool
        /// The cells with something in them, from left to right.
        public var cells: [Cell]

        public init(_ number: Int, isHidden: Bool = false, _ cells: [Cell]) {
            self.number = number
            self.isHidden = isHidden
            self.cells = cells
        }
    }

    public struct Cell: Hashable, Sendable {
        /// From 0.
        public let column: Int
        public let text: String
        public let trouble: Trouble?

        public init(_ column: Int, _ text: String, trouble: Trouble? = nil) {
            self.column = column
            self.text = text
            self.trouble = trouble
        }
    }

    /// Why a cell does not say what it should.
    public enum Trouble: String, Hashable, Sendable {
        /// `#N/A` and its like: the text is the error.
        case error = "e"
        /// A formula that was never worked out: the text is empty.
        case unworked = "f"
        /// A number of more digits than a spreadsheet keeps.
        case rounded = "r"
    }

    /// Cells joined to one; the text stands in the first.
    public struct Merge: Hashable, Sendable {
        public let rows: ClosedRange<Int>
        public let columns: ClosedRange<Int>

        public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
            self.rows = rows
            self.columns = columns
        }

        /// `A1:C2`.
        init?(_ reference: String) {
            let ends = reference.split(separator: ":").map { CellName($0) }
            guard let first = ends.first, let last = ends.last, let first, let last, first.row <= last.row, first.column <= last.column
            else {
                return nil
            }
            self.init(rows: first.row...last.row, columns: first.column...last.column)
        }
    }

    public var sheets: [Sheet]
    /// What bears a secrecy mark in its remarks, in the heads and feet of its printed pages, in what it says of itself.
    public var asides: [String] = []

    public init(sheets: [Sheet]) { self.sheets = sheets }

    /// How much of a stranger's workbook is read.
    enum Limit {
        static let sheets = 256
        static let rows = 200_000
        /// As many as a spreadsheet has.
        static let columns = 16_384
        /// As a spreadsheet allows, in characters.
        static let cell = 32_767
        static let merges = 20_000
        /// Of all cells together, in bytes.
        static let text = 64 << 20
        static let cells = 4_000_000
        /// Of all parts unpacked, in bytes.
        static let unpacked = 256 << 20
    }
}

/// Where a cell stands: B7.
struct CellName: Hashable {
    /// From 1.
    let row: Int
    /// From 0.
    let column: Int

    init?(_ text: some StringProtocol) {
        var column = 0
        var row = 0
        for byte in text.utf8 {
            switch byte {
            case 0x24: continue
            case 0x41...0x5A where row == 0: column = column * 26 + Int(byte) - 0x40
            case 0x61...0x7A where row == 0: column = column * 26 + Int(byte) - 0x60
            case 0x30...0x39: row = row * 10 + Int(byte) - 0x30
            default: return nil
            }
            guard column <= Workbook.Limit.columns, row <= 1_048_576 else { return nil }
        }
        guard column > 0, row > 0 else { return nil }
        self.row = row
        self.column = column - 1
    }

    /// The letters of a column: A for 0, AA for 26.
    static func letters(_ column: Int) -> String {
        var left = column
        var letters: [Character] = []
        repeat {
            letters.append(Character(Unicode.Scalar(UInt8(0x41 + left % 26))))
            left = left / 26 - 1
        } while left >= 0
        return String(letters.reversed())
    }
}

// MARK: - Between processes

extension Workbook {
    /// As a confined process hands it over.
    var json: JSON {
        let pages: [JSON] =
            sheets.map { sheet in
                [
                    "name": .string(sheet.name), "hidden": .bool(sheet.isHidden),
                    "columns": .array(sheet.hiddenColumns.map { .int(Int64($0)) }),
                    "merges": .array(
                        sheet.merges.map { merge in
                            .array(
                                [merge.rows.lowerBound, merge.rows.upperBound, merge.columns.lowerBound, merge.columns.upperBound].map {
                                    JSON($0)
                                })
                        }),
                    "rows": .array(
                        sheet.rows.map { row in
                            .array(
                                [JSON(row.number), .bool(row.isHidden)]
                                    + row.cells.flatMap { [JSON($0.column), .string($0.text), JSON($0.trouble?.rawValue)] })
                        }),
                ]
            }
        if asides.isEmpty { return .array(pages) }
        let told: JSON = ["asides": .array(asides.map { .string($0) })]
        return .array(pages + [told])
    }

    init?(json: JSON) {
        guard let sheets = json.array else { return nil }
        asides = sheets.last?["asides"].array?.compactMap(\.string) ?? []
        self.sheets = sheets.dropLast(asides.isEmpty ? 0 : 1).map { sheet in
            let merges = (sheet["merges"].array ?? []).compactMap { merge -> Merge? in
                let ends = (merge.array ?? []).compactMap { $0.int.map { Int($0) } }
                guard ends.count == 4, ends[0] <= ends[1], ends[2] <= ends[3] else { return nil }
                return Merge(rows: ends[0]...ends[1], columns: ends[2]...ends[3])
            }
            let rows = (sheet["rows"].array ?? []).compactMap { row -> Row? in
                guard let parts = row.array, parts.count >= 2, let number = parts[0].int else { return nil }
                let cells = stride(from: 2, to: parts.count - 2, by: 3).compactMap { at -> Cell? in
                    guard let column = parts[at].int, let text = parts[at + 1].string else { return nil }
                    return Cell(Int(column), text, trouble: parts[at + 2].string.flatMap(Trouble.init(rawValue:)))
                }
                return Row(Int(number), isHidden: parts[1].bool ?? false, cells)
            }
            return Sheet(
                name: sheet["name"].string ?? "", isHidden: sheet["hidden"].bool ?? false, rows: rows, merges: merges,
                hiddenColumns: (sheet["columns"].array ?? []).compactMap { $0.int.map { Int($0) } })
        }
    }
}
