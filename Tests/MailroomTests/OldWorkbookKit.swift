@testable import Mailroom

/// Old workbooks (.xls) built record by record, in the container that Excel 97 to 2003 put them into.
enum OldWorkbookKit {
    struct Formula {
        let row: Int
        let column: Int
        /// The eight bytes that are kept: a number, or a kind and `FF FF`.
        let kept: [UInt8]
        var flags = 0
        /// Up to 15 a plain number, 16 a day.
        var style = 15
        /// The text that follows.
        var text: String?

        static let nothing: [UInt8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        static let aText: [UInt8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        static func number(_ value: Double) -> [UInt8] { withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
    }

    /// Rows and columns from 0.
    struct Sheet {
        var name: String
        var isHidden = false
        var texts: [(row: Int, column: Int, text: String)] = []
        var hiddenRows: Set<Int> = []
        var hiddenColumns: [Int] = []
        /// First and last row, first and last column.
        var merges: [[Int]] = []
        var formulas: [Formula] = []
    }

    static func book(_ sheets: [Sheet]) -> [UInt8] {
        let shared = sheets.flatMap { $0.texts.map(\.text) }
        var first = 0
        let bodies = sheets.map { sheet in
            defer { first += sheet.texts.count }
            return body(sheet, first)
        }
        func head(_ places: [Int]) -> [UInt8] {
            var bytes = record(0x0809, words(0x0600, 5, 0, 0, 0, 0, 0, 0)) + record(0x42, words(1200))
            for style in 0...16 { bytes += record(0xE0, words(0, style < 16 ? 0 : 14, 0, 0, 0, 0, 0, 0, 0, 0)) }
            for (sheet, place) in zip(sheets, places) {
                let name = [UInt8(sheet.name.utf16.count), 1] + units(sheet.name)
                bytes += record(0x85, long(place) + [sheet.isHidden ? 1 : 0, 0] + name)
            }
            return bytes + record(0xFC, long(shared.count) + long(shared.count) + shared.flatMap(text)) + record(0x0A, [])
        }
        var places: [Int] = []
        var at = head(bodies.map { _ in 0 }).count
        for body in bodies {
            places.append(at)
            at += body.count
        }
        return container(head(places) + bodies.flatMap { $0 })
    }

    private static func body(_ sheet: Sheet, _ first: Int) -> [UInt8] {
        var bytes = record(0x0809, words(0x0600, 0x10, 0, 0, 0, 0, 0, 0)) + record(0x0200, long(0) + long(50) + words(0, 10, 0))
        for column in sheet.hiddenColumns { bytes += record(0x7D, words(column, column, 2048, 15, 1, 0)) }
        for row in 0..<20 { bytes += record(0x0208, words(row, 0, 10, 255, 0, 0, sheet.hiddenRows.contains(row) ? 0x120 : 0x100, 0)) }
        for (index, cell) in sheet.texts.enumerated() { bytes += record(0xFD, words(cell.row, cell.column, 15) + long(first + index)) }
        for formula in sheet.formulas {
            let head = words(formula.row, formula.column, formula.style) + formula.kept
            bytes += record(0x06, head + words(formula.flags) + long(0) + words(3) + [0x1E, 2, 0])
            if let said = formula.text { bytes += record(0x0207, text(said)) }
        }
        if !sheet.merges.isEmpty { bytes += record(0xE5, words(sheet.merges.count) + sheet.merges.flatMap { $0.flatMap { words($0) } }) }
        return bytes + record(0x0A, [])
    }

    /// One stream, behind a table of sectors and a directory of one sector each.
    static func container(_ stream: [UInt8], named name: String = "Workbook") -> [UInt8] {
        let end = 0xFFFF_FFFE
        let none = 0xFFFF_FFFF
        let count = max(8, (stream.count + 511) / 512)
        let table = [0xFFFF_FFFD, end] + (0..<count).map { $0 == count - 1 ? end : $0 + 3 }
        func entry(_ name: String, _ kind: UInt8, _ start: Int, _ size: Int, _ child: Int) -> [UInt8] {
            let name = name.isEmpty ? [] : units(name) + [0, 0]
            let head = name + [UInt8](repeating: 0, count: 64 - name.count) + words(name.count) + [kind, 1]
            return head + long(none) + long(none) + long(child) + [UInt8](repeating: 0, count: 36) + long(start) + long(size) + long(0)
        }
        var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16)
        bytes += words(0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 0, 0) + long(1) + long(1) + long(0) + long(4096)
        bytes += long(end) + long(0) + long(end) + long(0) + long(0) + (0..<108).flatMap { _ in long(none) }
        bytes += (table + [Int](repeating: none, count: 128 - table.count)).flatMap(long)
        bytes += entry("Root Entry", 5, end, 0, 1) + entry(name, 2, 2, count * 512, none)
        bytes += entry("", 0, 0, 0, 0) + entry("", 0, 0, 0, 0)
        return bytes + stream + [UInt8](repeating: 0, count: count * 512 - stream.count)
    }

    private static func record(_ kind: Int, _ body: [UInt8]) -> [UInt8] { words(kind, body.count) + body }
    private static func words(_ numbers: Int...) -> [UInt8] { numbers.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8 & 0xFF)] } }
    static func long(_ number: Int) -> [UInt8] { words(number & 0xFFFF, number >> 16 & 0xFFFF) }
    private static func units(_ text: String) -> [UInt8] { text.utf16.flatMap { words(Int($0)) } }
    private static func text(_ text: String) -> [UInt8] { words(text.utf16.count) + [1] + units(text) }
}
